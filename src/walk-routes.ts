// For src/routes.test.ts and `npm run routes`: a world with every kind of neighbour, and the service walked through
// every route as every role. Nothing a walk sends is kept, so the order of the steps does not matter.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { quick } from '../scripts/volume.ts'
import { type PermissionRule, permissions } from './access/permissions.ts'
import { isRole, type Level, lower, managingRoles, type Role, roles } from './access/roles.ts'
import type { Database } from './database/open.ts'
import { openEmbeddedForTest, plant } from './database/testing.ts'
import { inTransaction, noWalls } from './database/transaction.ts'
import { rebuildCouncilDue } from './features/children/index.ts'
import { makeWorld, northCouncil, type TestChild, type TestWorker } from './features/children/testing.ts'
import { localTimescales } from './features/councils/settings.ts'
import { placeKey } from './features/returns/readiness/finding.ts'
import { noTerms } from './features/sharing/terms.ts'
import { newId } from './lib/ids.ts'
import { buildServer } from './web/server.ts'
import type { Route } from './web/task.ts'
import { type Fields, formBody, plantSession, signedIn } from './web/testing.ts'

export const at = Temporal.Instant.from('2026-11-23T10:00:00Z')

/** What the council of an address is to the viewer's own. */
export const relations = {
  own: 'a child of the viewer’s own council',
  partner: 'a child of a council whose agreement opens its records to the viewer’s post',
  closed: 'a child of a council with an agreement that opens no records',
  stranger: 'a child of a council with no agreement',
  ended: 'a child of a council whose agreement was ended this morning',
  restricted: 'a restricted child of the viewer’s own council, the viewer not named',
  'ended post': 'a child of the viewer’s own council, the viewer’s post ended this morning',
} as const
export type Relation = keyof typeof relations
export const relationNames = Object.keys(relations) as Relation[]
export const roleNames = Object.keys(roles).filter(isRole)

const councilOf: Record<Relation, number> = {
  own: northCouncil,
  partner: 912,
  closed: 913,
  stranger: 914,
  ended: 915,
  restricted: northCouncil,
  'ended post': northCouncil,
}

/** One of everything an address or a form can name, in the council of a relation. */
export type Target = { councilId: number } & Record<string, string | number>

export type Walked = {
  database: Database
  targets: Record<Relation, Target>
  /** session tokens: of somebody with a live post in this role, and of somebody whose post of this role has ended */
  tokens: Record<Role, { live: string; ended: string }>
  workers: Record<Role, TestWorker>
  close: () => Promise<void>
}

/** Five councils, somebody in every role, and in each council one child with something of every kind. */
export const openWalk = async (open = openEmbeddedForTest): Promise<Walked> => {
  const database = await open()
  const world = await makeWorld(database)
  const owner = <T>(work: Parameters<NonNullable<typeof database.asOwner>>[0]) => database.asOwner!(work) as Promise<T>
  const add = (table: string, row: object) => owner<void>((connection) => plant(connection, table, [row]))

  for (const [councilId, name] of [
    [913, 'Eastmarsh'],
    [914, 'Westholm'],
    [915, 'Oldbridge'],
  ] as const) {
    await add('council', {
      council_id: councilId,
      ons_code: `E09000${councilId}`,
      name,
      short_name: name,
      colour: '#505a5f',
      wording: {},
    })
  }
  const cost = { year: 2025, method: 'equal', actual: 100_000, entered_at: '2026-11-20T10:00:00Z' }
  const agreement = async (title: string, other: number, more: object, opensRecords: boolean): Promise<string> => {
    const id = newId()
    const key = { council_id: northCouncil, arrangement_id: id }
    const whole = {
      ...key,
      title,
      kind: 'joint employment',
      service: "children's services",
      legal_basis: 'Local Government Act 1972, section 113',
      purpose: 'one workforce',
      level: 'write',
      starts_on: '2020-01-01',
      version: 1,
    }
    await add('arrangement', { ...whole, ...more })
    for (const party of [northCouncil, other]) {
      await add('arrangement_party', { ...key, party_id: party, joined_on: '2020-01-01', opens_records: opensRecords })
    }
    await add('arrangement_clause', {
      ...key,
      clause: '1',
      effect: 'includes',
      function_name: "children's social care",
      words: 'Social work with children.',
    })
    await add('arrangement_cost', { ...key, ...cost })
    return id
  }
  const live = await agreement('The joint workforce', 912, {}, true)
  const closed = await agreement('The shared system', 913, { kind: 'shared system', level: null }, false)
  const over = await agreement(
    'The former workforce',
    915,
    { ended_at: '2026-11-23T08:00:00Z', end_reason: 'both left' },
    true,
  )

  // Somebody in every role, and their twin whose post ended this morning.
  const reach = [
    { councilId: northCouncil, share: 50 },
    { councilId: 912, share: 20, arrangementId: live },
    { councilId: 913, share: 20, arrangementId: closed, opensRecords: false },
    { councilId: 915, share: 10, arrangementId: over },
  ]
  const workers = {} as Walked['workers']
  const tokens = {} as Walked['tokens']
  for (const role of roleNames) {
    const worker = await world.worker({ name: `Present ${role}`, role, reach })
    const gone = await world.worker({ name: `Former ${role}`, role, reach })
    await owner((connection) =>
      connection.query('update post set ended_at = $1 where post_id = $2', ['2026-11-23T08:00:00Z', gone.postId]),
    )
    workers[role] = worker
    tokens[role] = {
      live: await plantSession(database, worker.subject, at),
      ended: await plantSession(database, gone.subject, at),
    }
  }

  const targets = {} as Walked['targets']
  const colleagues = new Map<number, TestWorker>()
  for (const relation of relationNames) {
    const councilId = councilOf[relation]
    const before = targets.own
    if (relation === 'ended post') {
      targets[relation] = before
      continue
    }
    const colleague = colleagues.get(councilId) ?? (await world.worker({ name: `Colleague ${relation}`, councilId }))
    colleagues.set(councilId, colleague)
    const child = await world.child({
      councilId,
      given: 'Tamsin',
      family: `${relation.charAt(0).toUpperCase()}${relation.slice(1)}ley`,
    })
    targets[relation] = await oneOfEverything(world, child, colleague, await ownAgreement(councilId))
    await inTransaction(database, async ({ db }) => ({ result: await rebuildCouncilDue(db, councilId, at) }), {
      walls: everything(councilId),
    })
    const {
      rows: [late],
    } = (await owner((connection) =>
      connection.query(
        'select timescale, trigger_id from due where child_id = $1 and due_on < $2 order by timescale limit 1',
        [child.childId, '2026-11-23'],
      ),
    )) as { rows: { timescale: string; trigger_id: string }[] }
    if (!late) throw new Error('the walk needs a child for whom something is late')
    Object.assign(targets[relation], { timescale: late.timescale, triggerId: late.trigger_id })
    // Last, because nobody but those named reaches it from here on.
    if (relation === 'restricted') {
      await owner((connection) =>
        connection.query('update person set restricted = true where person_id = $1', [child.childId]),
      )
      await add('restriction', {
        council_id: councilId,
        child_id: child.childId,
        restriction_id: newId(),
        ground: 'relative of staff',
        words: '',
        night_desk_may_know: false,
        starts_on: '2026-01-01',
        review_on: '2027-01-01',
        set_by: colleague.workerId,
        version: 1,
      })
    }
  }
  // Each council's audit has begun: steps of which nothing is kept would each begin it anew.
  await owner((connection) =>
    connection.script(
      'insert into audit_head (council_id, lane) select council_id, lane from council, generate_series(0, 7) as lane',
    ),
  )
  return { database, targets, tokens, workers, close: () => database.close() }

  /** An agreement this council hosts: its own for the address of an agreement. */
  async function ownAgreement(councilId: number): Promise<string> {
    if (councilId === northCouncil) return live
    const id = newId()
    const key = { council_id: councilId, arrangement_id: id }
    await add('arrangement', {
      ...key,
      title: `An agreement of ${councilId}`,
      kind: 'joint employment',
      service: "children's services",
      legal_basis: 'Local Government Act 1972, section 113',
      purpose: 'one workforce',
      level: 'write',
      starts_on: '2020-01-01',
      version: 1,
    })
    await add('arrangement_party', { ...key, party_id: councilId, joined_on: '2020-01-01', opens_records: true })
    await add('arrangement_cost', { ...key, ...cost })
    return id
  }
}

const everything = (councilId: number) => ({
  ...noWalls,
  find: [councilId],
  summary: [councilId],
  record: [councilId],
  write: [councilId],
  directory: [councilId],
})

type World = Awaited<ReturnType<typeof makeWorld>>

/** The rule of the finding that stands in each child's record. */
const reviewRule = '166'

const oneOfEverything = async (
  world: World,
  child: TestChild,
  colleague: TestWorker,
  arrangementId: string,
): Promise<Target> => {
  const by = { worker_id: colleague.workerId, team_id: colleague.teamId }
  await world.allocate(child, colleague, '2026-01-05')
  await world.spell(child, 'referral', '2026-11-20')
  const plan = await world.spell(child, 'child_protection_plan', '2026-01-05')
  const note = await world.event(child, 'case_note', '2026-02-01', {
    code: 'meeting',
    words: 'Met at school.',
    recorded_by: colleague.workerId,
  })
  const visit = await world.event(child, 'visit', '2026-02-02', {
    code: 'child_protection',
    words: 'Seen at home.',
    worker_id: by.worker_id,
    detail: { seen: true, seenAlone: true },
  })
  const mother = await world.adult({ councilId: child.councilId, given: 'Morwenna' })
  const relationship = await world.relate(child, mother, 'mother', { lives_with: true, parental_responsibility: true })
  const [address, name, contact] = [newId(), newId(), newId()]
  const hers = { council_id: child.councilId, person_id: mother.childId }
  await world.plant('person_address', {
    ...hers,
    address_id: address,
    lines: '1 Made-up Street',
    postcode: 'ZZ9 9ZZ',
    lives_from: '2020-01-01',
  })
  await world.plant('person_name', {
    ...hers,
    name_id: name,
    kind: 'previous',
    given_name: 'Morwenna',
    family_name: 'Formerly',
  })
  await world.plant('person_contact', { ...hers, contact_id: contact, kind: 'mobile', value: '07700 900123' })
  const run = newId()
  await world.plant('import_run', {
    council_id: child.councilId,
    import_id: run,
    format: 'cin',
    return_year: 2026,
    counts: { created: {}, matched: {} },
    rejected: 0,
    finished_at: '2026-11-20T10:00:00Z',
    worker_id: colleague.workerId,
  })
  const [line, measure, benefit] = [newId(), newId(), newId()]
  const ofAgreement = { council_id: child.councilId, arrangement_id: arrangementId }
  const entered = { entered_at: '2026-11-20T10:00:00Z' }
  await world.plant('saving_line', {
    ...ofAgreement,
    arrangement_council_id: child.councilId,
    line_id: line,
    year: 2025,
    what: 'One contract instead of two',
    kind: 'cashable',
    recurring: true,
    stage: 'realised',
    baseline: 100_000,
    baseline_year: 2025,
    actual: 80_000,
    falls_on: 'overhead',
    evidence: 'the budget book',
    ...entered,
  })
  await world.plant('quality_measure', {
    ...ofAgreement,
    arrangement_council_id: child.councilId,
    measure_id: measure,
    kind: 'satisfaction',
    name: 'Residents content',
    unit: '%',
    higher_is_better: true,
    ...entered,
  })
  await world.plant('benefit_line', {
    ...ofAgreement,
    benefit_id: benefit,
    kind: 'staff',
    words: 'Nobody works alone at night.',
    evidence: 'the rota',
    seen_on: '2026-01-05',
    ...entered,
  })
  const place = `Reviews|${visit}|REVIEW`
  await world.plant('finding', {
    council_id: child.councilId,
    child_id: child.childId,
    return_name: 'ssda903',
    return_year: 2027,
    rule: reviewRule,
    place,
    severity: 'error',
    table_name: 'Reviews',
    columns: ['REVIEW'],
    record: 'event',
    record_id: visit,
    first_seen_on: '2026-11-20',
    ...by,
  })
  const proposal = newId()
  // those of a stranger name no council of the viewer's: who is named reads them
  const other = child.councilId === northCouncil ? 912 : child.councilId === councilOf.stranger ? 915 : northCouncil
  const party = { joinedOn: '2027-01-01', leftOn: null, opensRecords: false }
  await world.plant('proposal', {
    council_id: child.councilId,
    proposal_id: proposal,
    arrangement_id: newId(),
    stage: 'approved',
    title: `A proposal of ${child.councilId}`,
    service: 'Legal',
    party_ids: `{${child.councilId},${other}}`,
    terms: {
      ...noTerms(child.councilId),
      startsOn: '2027-01-01',
      parties: [child.councilId, other].map((partyId) => ({ partyId, ...party })),
    },
    business_case: { noBaseline: 'Nobody counted.' },
    made_by: colleague.workerId,
    made_at: '2026-11-20T10:00:00Z',
  })
  const [shift, broken] = [newId(), newId()]
  await world.plant('rota_shift', {
    council_id: child.councilId,
    shift_id: shift,
    team_id: colleague.teamId,
    worker_id: colleague.workerId,
    part: 'on duty',
    starts_at: '2026-11-23T09:00:00Z',
    ends_at: '2026-11-23T17:00:00Z',
    set_by: colleague.workerId,
    set_at: '2026-11-20T10:00:00Z',
  })
  await world.plant('break_glass', {
    council_id: child.councilId,
    break_id: broken,
    child_id: child.childId,
    worker_id: colleague.workerId,
    ground: 'missing child',
    reason: 'Police ask where she stayed last time',
    opened_at: '2026-11-22T22:00:00Z',
    expires_at: '2026-11-22T23:00:00Z',
    review_due_on: '2026-11-23',
    escalate_on: '2026-11-25',
  })
  return {
    councilId: child.councilId,
    childId: child.childId,
    workerId: colleague.workerId,
    postId: colleague.postId,
    teamId: colleague.teamId,
    arrangementId,
    eventId: note,
    recordId: note,
    visitId: visit,
    spellId: plan,
    relationshipId: relationship,
    addressId: address,
    nameId: name,
    contactId: contact,
    importId: run,
    shiftId: shift,
    breakId: broken,
    lineId: line,
    measureId: measure,
    benefitId: benefit,
    proposalId: proposal,
    year: 2025,
    personId: mother.childId,
    // a search that nobody made: not found, as somebody else's is; and files that nobody sent
    searchId: newId(),
    checkId: newId(),
    rule: '100',
    returnName: 'ssda903',
    returnYear: 2027,
    finding: placeKey(place),
    ...(await nightOf(world, child, colleague)),
    ...(await practiceOf(world, child.councilId, colleague)),
  }
}

/** What the night leaves behind: one of each, in the child's council. */
const nightOf = async (world: World, child: TestChild, colleague: TestWorker): Promise<Record<string, string>> => {
  const here = { council_id: child.councilId }
  const about = { ...here, child_id: child.childId }
  const [alertId, callId, nightContactId, handoverId] = [newId(), newId(), newId(), newId()]
  const loneVisitId = newId()
  await world.plant('night_alert', {
    ...about,
    alert_id: alertId,
    risk: 'Father may come to the home',
    what_to_do: 'Ring the carer, then the police',
    authorised_by: colleague.workerId,
    left_by: colleague.workerId,
    left_at: '2026-11-23T09:30:00Z',
    expires_at: '2026-11-24T09:00:00Z',
  })
  await world.plant('night_call', {
    ...here,
    call_id: callId,
    worker_id: colleague.workerId,
    started_at: '2026-11-23T01:00:00Z',
    ended_at: '2026-11-23T01:30:00Z',
  })
  await world.plant('night_contact', {
    ...about,
    contact_id: nightContactId,
    call_id: callId,
    worker_id: colleague.workerId,
    taken_at: '2026-11-23T01:00:00Z',
    caller: 'A neighbour',
    said: 'Shouting next door',
    can_wait: true,
    decision: 'No visit tonight',
    decision_why: 'The police went and it was quiet',
    recorded_at: '2026-11-23T01:20:00Z',
  })
  await world.plant('handover', {
    ...about,
    handover_id: handoverId,
    contact_id: nightContactId,
    team_id: colleague.teamId,
    needed: 'See the child today',
    needed_by: '2026-11-23T17:00:00Z',
    made_by: colleague.workerId,
    made_at: '2026-11-23T01:20:00Z',
    sent_at: '2026-11-23T01:20:00Z',
  })
  await world.plant('lone_visit', {
    ...here,
    visit_id: loneVisitId,
    worker_id: colleague.workerId,
    going_to: '1 Made-up Street',
    started_at: '2026-11-23T02:00:00Z',
    expected_back_at: '2026-11-23T03:00:00Z',
    escalate_to: 'On-call manager',
    escalate_phone: '07700 900123',
  })
  return { alertId, callId, nightContactId, handoverId, loneVisitId }
}

/** What councils share beside staff: words of forms, what they learned, ideas, skills, values. */
const practiceOf = async (world: World, councilId: number, colleague: TestWorker): Promise<Record<string, string>> => {
  const here = { council_id: councilId }
  const [templateId, differenceId, exchangeId, actionId] = [newId(), newId(), newId(), newId()]
  const [ideaId, skillId, consultationId, valueId] = [newId(), newId(), newId(), newId()]
  const content = { sections: [{ key: 'one', title: 'One', items: [{ key: 'happened', prompt: 'What happened?' }] }] }
  const template = { ...here, template_id: templateId }
  await world.plant('template', {
    ...template,
    kind: 'policy',
    name: 'A policy',
    begun_by: colleague.workerId,
    begun_at: '2026-11-01T10:00:00Z',
  })
  await world.plant('template_version', {
    ...template,
    version: 1,
    content,
    why: 'first',
    published_by: colleague.workerId,
    published_at: '2026-11-01T10:00:00Z',
  })
  await world.plant('template_use', {
    ...template,
    source_id: councilId,
    kind: 'policy',
    name: 'A policy',
    version: 1,
    content,
    adopted_on: '2026-11-01',
    adopted_by: colleague.workerId,
    reached_at: '2026-11-01T10:00:00Z',
  })
  await world.plant('local_difference', {
    ...template,
    difference_id: differenceId,
    effect: 'says',
    place: 'happened',
    original: 'What happened?',
    says: 'Tell what happened',
    why: 'our way',
    made_by: colleague.workerId,
    made_on: '2026-11-01',
    review_on: '2027-11-01',
  })
  await world.plant('exchange', {
    ...here,
    exchange_id: exchangeId,
    title: 'A morning together',
    held_on: '2026-10-01',
    with_ids: '{}',
    learned: 'How visits are planned',
    recorded_by: colleague.workerId,
    recorded_at: '2026-10-02T10:00:00Z',
  })
  await world.plant('exchange_action', {
    ...here,
    action_id: actionId,
    exchange_council_id: councilId,
    exchange_id: exchangeId,
    kind: 'does',
    words: 'Try it for a month',
    owner_id: colleague.workerId,
    due_on: '2026-12-01',
    recorded_by: colleague.workerId,
    recorded_at: '2026-10-02T10:00:00Z',
  })
  await world.plant('idea', {
    ...here,
    idea_id: ideaId,
    worker_id: colleague.workerId,
    title: 'A quiet room',
    words: 'For calls',
    said_on: '2026-11-01',
    owner_id: colleague.workerId,
    answer_due_on: '2026-12-01',
  })
  await world.plant('worker_skill', {
    ...here,
    skill_id: skillId,
    worker_id: colleague.workerId,
    skill: `Makaton ${skillId}`,
    level: 'qualified',
    since: '2020-01-01',
    recorded_by: colleague.workerId,
    recorded_at: '2026-10-02T10:00:00Z',
  })
  await world.plant('consultation', {
    ...here,
    consultation_id: consultationId,
    worker_id: colleague.workerId,
    holder_council_id: councilId,
    holder_id: colleague.workerId,
    skill: 'Makaton',
    question: 'Could you join a visit?',
    asked_at: '2026-11-20T10:00:00Z',
    wanted_by: '2026-12-01',
  })
  await world.plant('values_line', {
    ...here,
    line_id: valueId,
    place: 1,
    words: 'We listen',
    shown_by: 'Quotes the child',
    holds_from: '2026-01-01',
    set_by: colleague.workerId,
  })
  return { templateId, differenceId, exchangeId, actionId, ideaId, skillId, consultationId, valueId }
}

/** What stands for the parts of an address that mean something else on some pages. */
const special = (path: string, name: string, target: Target): string | number | undefined => {
  if (name === 'step') return 'decide-referral'
  if (name === 'rule' && path.includes('/:returnYear/')) return reviewRule
  if (name === 'timescale' && path.includes('/council/')) return localTimescales[0]!.id
  return name === 'eventId' && path.includes('/corrections/') && target.eventId === target.recordId
    ? target.visitId
    : undefined
}

/** The address of a route with the ids of one target. Throws when the walk was never told what a part names. */
export const addressOf = (path: string, target: Target): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = special(path, name, target) ?? target[name]
    if (value === undefined)
      throw new Error(`${path}: say in src/walk-routes.ts what ":${name}" names (oneOfEverything)`)
    return String(value)
  })

/**
 * The same database, on which every commit is a rollback. The door would say the same of a session each time: it is asked
 * once, and what it said is told again.
 */
export const keepingNothing = (database: Database): Database => {
  const said = new Map<string, string>()
  return {
    ...database,
    lease: (work) =>
      database.lease((connection) => {
        let first = ''
        const script = async (text: string): Promise<unknown[]> => {
          const [, begin, hash] = /^(begin;.*)select session_facts\('(\w+)'\) as facts;$/.exec(text) ?? []
          const known = said.get(hash ?? '')
          if (known !== undefined) {
            // The walls come next, before anything is asked: what begins the transaction goes with them.
            first = begin!
            return JSON.parse(known) as unknown[]
          }
          const whole = first + (text.endsWith(' commit') ? `${text.slice(0, -' commit'.length)} rollback` : text)
          first = ''
          const answer = await connection.script(whole)
          if (hash) said.set(hash, JSON.stringify(answer))
          return answer
        }
        return work({ ...connection, script })
      }),
  }
}

/** The service without a network; what it logged as failed is kept with its words. */
export const serve = async (
  database: Database,
  routes: readonly Route[],
): Promise<{ app: FastifyInstance; failures: string[] }> => {
  const failures: string[] = []
  const app = await buildServer({
    database,
    routes,
    origin: 'http://localhost:3000',
    now: () => at,
    log: { info: () => {}, error: (fields, words) => void failures.push(`${words} ${JSON.stringify(fields)}`) },
  })
  await app.ready()
  return { app, failures }
}

export type Reply = { status: number; body: string; location: string | null }

export const send = async (
  app: FastifyInstance,
  method: 'GET' | 'POST',
  url: string,
  token: string | null,
  fields: Fields = {},
): Promise<Reply> => {
  const reply = await app.inject({
    method,
    url,
    headers: {
      ...(token ? signedIn(token) : {}),
      ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(method === 'POST' ? { payload: formBody(token ?? '', { _key: newId(), ...fields }) } : {}),
  })
  return {
    status: reply.statusCode,
    body: reply.body,
    location: reply.headers.location === undefined ? null : String(reply.headers.location),
  }
}

/** "GET /:councilId/children/:childId": every way in, in the order of src/app.ts. */
export const waysIn = (routes: readonly Route[]): { method: 'GET' | 'POST'; route: Route; name: string }[] =>
  routes.flatMap((route) =>
    (route.task.submit ? (['GET', 'POST'] as const) : (['GET'] as const)).map((method) => ({
      method,
      route,
      name: `${method} ${route.path}`,
    })),
  )

/** The relations that can differ for an address: one without a council knows only the viewer. */
export const relationsOf = (path: string): Relation[] =>
  relationNames.filter((relation) => {
    if (path.includes(':childId')) return true
    return path.includes(':councilId') ? relation !== 'restricted' : relation === 'own' || relation === 'ended post'
  })

/**
 * One role for each set of roles which the tables of src/access treat alike: the same level, the same permissions, the
 * same say over a directory. `npm run routes` walks as every role.
 */
export const oneOfEachKind: readonly Role[] = [
  ...Map.groupBy(roleNames, (role) =>
    JSON.stringify([
      roles[role],
      managingRoles.includes(role),
      ...Object.values(permissions).map((rule: PermissionRule) => rule.roles?.includes(role) ?? null),
    ]),
  ).values(),
].map(([first]) => first!)

/** way in -> relation -> role -> status; a visitor who is not signed in is the relation "signed out" with the role "nobody" */
export type Statuses = Record<string, Record<string, Record<string, number>>>

/** Who asks a way in, by its place in `waysIn`, in a relation. */
export type Asking = (relation: Relation, way: number) => readonly Role[]

const opened: ReadonlySet<number> = new Set([200, 303, 400])

/** Whether a permission, as it stands in src/access, is for posts of this role. */
const isFor = (rule: PermissionRule, role: Role): boolean => {
  if (rule.public || rule.open || rule.night) return true
  if (rule.manage) return managingRoles.includes(role)
  const [most, needed]: (Level | null | undefined)[] = [roles[role], rule.level]
  return lower(needed ?? null, most ?? null) === needed && (rule.roles?.includes(role) ?? true)
}

/**
 * Every kind of role asks every way in, in every relation. In a quick run some do, the one who asked least first. A page
 * in their own council: one of those with the same accepted answer whom the page's permission, as it stands now, treats
 * alike, so that a permission made weaker is met by somebody to whom it used to say no. All else: one who may do it in
 * their own council, and now and then one who may not.
 */
export const whoAsks = (routes: readonly Route[], expected: Statuses): Asking => {
  if (!quick) return () => oneOfEachKind
  const asked = new Map<string, number>()
  const next = (relation: Relation, among: readonly Role[]): Role[] => {
    const times = (role: Role) => asked.get(`${relation} ${role}`) ?? 0
    const [role] = among.toSorted((a, b) => times(a) - times(b))
    if (role === undefined) return []
    asked.set(`${relation} ${role}`, times(role) + 1)
    return [role]
  }
  const plan = waysIn(routes).map(({ method, route, name }, way) => {
    const rule: PermissionRule = permissions[route.task.may]
    const accepted = expected[name]?.own ?? {}
    const alike = Map.groupBy(oneOfEachKind, (role) =>
      JSON.stringify([accepted[role], isFor(rule, role), roles[role] === null]),
    )
    const able = oneOfEachKind.filter((role) => opened.has(accepted[role] ?? 0))
    const unable = oneOfEachKind.filter((role) => !able.includes(role))
    return new Map(
      relationsOf(route.path).map((relation, nth) => {
        if (relation === 'own' && method === 'GET')
          return [relation, [...alike.values()].flatMap((some) => next(relation, some))]
        const also = able.length === 0 || relation === 'own' || (way + nth) % 8 === 0
        return [relation, [...next(relation, able), ...(also ? next(relation, unable) : [])]]
      }),
    )
  })
  return (relation, way) => plan[way]?.get(relation) ?? []
}

/** What no answer was found for: a way in that nobody asked in one of its relations, a kind of role that asked nothing in one. */
export const neverAsked = (routes: readonly Route[], found: Statuses): string[] => {
  const answers = waysIn(routes).flatMap(({ route, name }) =>
    relationsOf(route.path).map((relation) => ({ name, relation, by: Object.keys(found[name]?.[relation] ?? {}) })),
  )
  return [
    ...answers.filter(({ by }) => by.length === 0).map(({ name, relation }) => `${name}, ${relation}: by nobody`),
    ...relationNames.flatMap((relation) =>
      oneOfEachKind
        .filter((role) => !answers.some((one) => one.relation === relation && one.by.includes(role)))
        .map((role) => `${relation}: nothing by ${role}`),
    ),
  ]
}

/**
 * Asks every way in, or those of one method, as these roles in every relation, with an empty form; `as` is told the
 * relation and which way in it is.
 */
export const walkRoutes = async (
  walked: Walked,
  routes: readonly Route[],
  as: readonly Role[] | Asking,
  only?: 'GET' | 'POST',
): Promise<{ found: Statuses; failures: string[] }> => {
  const { app, failures } = await serve(keepingNothing(walked.database), routes)
  const found: Statuses = {}
  for (const [way, { method, route, name }] of waysIn(routes).entries()) {
    if (only && method !== only) continue
    const { status } = await send(app, method, addressOf(route.path, walked.targets.own), null)
    const answers: Statuses[string] = { 'signed out': { nobody: status } }
    const asking = relationsOf(route.path).flatMap((relation) => {
      answers[relation] = {}
      return (typeof as === 'function' ? as(relation, way) : as).map((role) => ({ relation, role }))
    })
    // Readings two at a time, so that the service and the database both have something to do; changes could wait for one another.
    const together = method === 'GET' ? 2 : 1
    for (let from = 0; from < asking.length; from += together) {
      const some = asking.slice(from, from + together)
      const replies = await Promise.all(
        some.map(({ relation, role }) => {
          const { live, ended } = walked.tokens[role]
          const url = addressOf(route.path, walked.targets[relation])
          return send(app, method, url, relation === 'ended post' ? ended : live)
        }),
      )
      for (const [nth, { relation, role }] of some.entries()) answers[relation]![role] = replies[nth]!.status
    }
    found[name] = answers
  }
  await app.close()
  return { found, failures }
}

export const expectedPath = join(import.meta.dirname, 'routes.expected.json')
/** As it is kept: one status where it is the same for all, otherwise the roles by status. */
type Kept = Record<string, Record<string, number | Record<string, string[]>>>

/** What was accepted, for every way in or those of one method. */
export const readExpected = (only?: 'GET' | 'POST'): Statuses => {
  const kept: Kept = JSON.parse(readFileSync(expectedPath, 'utf8'))
  const opened = (relation: string, one: Kept[string][string]): Record<string, number> =>
    typeof one === 'number'
      ? Object.fromEntries((relation === 'signed out' ? ['nobody'] : roleNames).map((role) => [role, one]))
      : Object.fromEntries(Object.entries(one).flatMap(([status, same]) => same.map((role) => [role, Number(status)])))
  return Object.fromEntries(
    Object.entries(kept)
      .filter(([name]) => !only || name.startsWith(`${only} `))
      .map(([name, answers]) => [
        name,
        Object.fromEntries(Object.entries(answers).map(([relation, one]) => [relation, opened(relation, one)])),
      ]),
  )
}

const grouped = (statuses: Record<string, number>): Kept[string][string] => {
  const by = Map.groupBy(Object.entries(statuses), ([, status]) => status)
  const [only] = by.keys()
  if (by.size === 1) return only!
  return Object.fromEntries(
    [...by].sort(([a], [b]) => a - b).map(([status, same]) => [String(status), same.map(([role]) => role)]),
  )
}

/** One line for each relation of each way in, so that a change reads as what it changes. */
export const writeExpected = (found: Statuses): void => {
  const blocks = Object.entries(found).map(([name, answers]) => {
    const lines = Object.entries(answers).map(
      ([relation, one]) => `    ${JSON.stringify(relation)}: ${JSON.stringify(grouped(one))}`,
    )
    return `  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`
  })
  writeFileSync(expectedPath, `{\n${blocks.join(',\n')}\n}\n`)
}

/** What was found that nobody accepted, in words; answers for roles that were not walked are taken as they stand. */
export const differences = (expected: Statuses, found: Statuses): string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(found)])].flatMap((name) => {
    const [before, now] = [expected[name], found[name]]
    if (!before) return [`${name} is new: nobody has said yet who may use it`]
    if (!now) return [`${name} is gone`]
    return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((relation) => {
      if (!before[relation] || !now[relation])
        return [`${name}: the relation "${relation}" is ${now[relation] ? 'new' : 'gone'}`]
      return Object.entries(now[relation])
        .filter(([role, status]) => before[relation]![role] !== status)
        .map(
          ([role, status]) =>
            `${name}, ${relation}, ${role}: ${before[relation]![role] ?? 'nothing'} was accepted, the answer is ${status}`,
        )
    })
  })
