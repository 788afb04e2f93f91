// The property: for every viewer, person and level, what the compiled scopes decide, what the database gives and takes
// behind its walls, and what the oracle says are one and the same answer.
import type { Connection } from '../../database/connection.ts'
import type { Database } from '../../database/open.ts'
import { councilRow, plant } from '../../database/testing.ts'
import { inTransaction } from '../../database/transaction.ts'
import { bankHolidays } from '../../lib/bank-holidays.ts'
import { newId } from '../../lib/ids.ts'
import { type Calendar, calendarOf } from '../../lib/working-days.ts'
import { may } from '../may.ts'
import type { Permission } from '../permissions.ts'
import { levels } from '../roles.ts'
import { compileScopes, type Facts, type Scopes } from '../scopes.ts'
import { oracle, oracleFacts } from './oracle.ts'
import { makeWorld, type Person, partnersOf, type Worker, type World } from './world.ts'

export type Findings = {
  worlds: number
  /** answers compared three ways: one for each viewer, person and level */
  answers: number
  /** how many of them were yes, for each level */
  reached: Record<(typeof levels)[number], number>
  /** yes to a restricted record, and yes by an agreed sample alone */
  restricted: number
  sampled: number
  /** hidden records whose being there the night desk was told of */
  told: number
  disagreements: string[]
}

export type Check = {
  seed: string
  worlds: number
  /** the number of the first world, to look at one again */
  from?: number
  /** worlds lying side by side in the database at a time */
  together?: number
  compile?: typeof compileScopes
  stopAtFirst?: boolean
  onProgress?: (worlds: number) => void
}

const permissionsOf: Record<(typeof levels)[number], readonly Permission[]> = {
  find: ['open a child'],
  summary: ['see a summary'],
  record: ['read a record'],
  write: ['record a visit', "bring a council's data"],
}

export const checkWorlds = async (database: Database, check: Check): Promise<Findings> => {
  const { seed, worlds: wanted, from = 0, together = 40, compile = compileScopes, stopAtFirst = false } = check
  const found: Findings = {
    worlds: 0,
    answers: 0,
    reached: { find: 0, summary: 0, record: 0, write: 0 },
    restricted: 0,
    sampled: 0,
    told: 0,
    disagreements: [],
  }
  await database.asOwner!((connection) => connection.script(tryWrites))
  while (found.worlds < wanted) {
    const done = found.worlds
    const worlds = Array.from({ length: Math.min(together, wanted - done) }, (_, at) =>
      makeWorld(
        `${seed}/${from + done + at}`,
        [0, 1, 2].map((nth) => 200 + at * 3 + nth),
      ),
    )
    const ranks = await database.asOwner!(async (connection) => {
      await plantWorlds(connection, worlds)
      return askOracle(connection, worlds)
    })
    for (const world of worlds) {
      const calendars = calendarsOf(world)
      for (const worker of world.workers) {
        const mine = ranks.get(worker.workerId) ?? new Map<string, number>()
        const seen = await lookAs(database, world, worker, (facts) =>
          compile(facts, world.now, calendars, (councilId) => world.mirrored.includes(councilId)),
        )
        compare(found, world, worker, mine, seen)
        if (stopAtFirst && found.disagreements.length > 0) return found
      }
      found.worlds += 1
    }
    check.onProgress?.(found.worlds)
  }
  return found
}

const calendarsOf = (world: World): ((councilId: number) => Calendar) => {
  const made = new Map(
    world.councils.map((councilId) => [
      councilId,
      calendarOf(
        bankHolidays,
        world.closures.filter((closure) => closure.councilId === councilId).map((closure) => closure.on),
      ),
    ]),
  )
  return (councilId) => made.get(councilId)!
}

const compare = (found: Findings, world: World, worker: Worker, ranks: Map<string, number>, seen: Seen): void => {
  const say = (text: string) =>
    found.disagreements.push(`world ${world.seed} at ${world.now}, worker ${worker.workerId}: ${text}`)
  for (const [name, expected] of Object.entries(factsOf(world, worker))) {
    const [held, given] = [expected, seen.facts[name as keyof Facts]].map((value) => JSON.stringify(inOrder(value)))
    if (held !== given) say(`${name} in the world ${held}\n  and at the door ${given}`)
  }

  const reaches = (person: Person, level: (typeof levels)[number]): boolean =>
    (ranks.get(person.personId) ?? -1) >= levels.indexOf(level)
  const known = new Set<string>()
  for (const person of world.people) {
    known.add(person.personId)
    const { councilId, restricted, personId } = person
    const who = `${restricted ? 'restricted ' : ''}person ${personId} of council ${councilId}`
    for (const level of levels) {
      const should = reaches(person, level)
      const decides = permissionsOf[level].some(
        (permission) => 'allowed' in may(seen.scopes, permission, { councilId, childId: personId, restricted }),
      )
      found.answers += 1
      if (should) {
        found.reached[level] += 1
        if (restricted) found.restricted += 1
        if (!seen.scopes.find.includes(councilId)) found.sampled += 1
      }
      if (decides !== should) say(`${level} of ${who}: may says ${decides}, the oracle ${should}`)
    }
    // The night desk is told that a hidden record exists only where it was allowed, in a council it may search.
    const finds = seen.scopes.find.includes(councilId)
    const tells = person.ownRestriction && person.nightMayKnow && finds && !reaches(person, 'find')
    if (tells) found.told += 1
    if (seen.told.has(personId) !== tells)
      say(`the night desk and ${who}: told ${seen.told.has(personId)}, should be ${tells}`)
    for (const other of person.family) {
      const hides = world.people.find((one) => one.personId === other)!
      const should = reaches(person, 'summary') && (!hides.restricted || reaches(hides, 'find'))
      const gives = seen.relations.has(`${personId} ${other}`)
      if (gives !== should)
        say(
          `relation of ${who} to ${hides.restricted ? 'restricted ' : ''}${other}: the database gives ${gives}, the oracle ${should}`,
        )
    }
    for (const [table, level] of Object.entries(levelOfTable)) {
      const gives = seen.rows.get(table)?.has(personId) ?? false
      const should = reaches(person, level)
      if (gives !== should) say(`${table} of ${who}: the database gives ${gives}, the oracle ${should}`)
    }
  }
  for (const [table, ids] of seen.rows) {
    for (const id of ids) if (!known.has(id)) say(`${table} gave a row of ${id}, who is in another world`)
  }
  for (const [at, accepted] of seen.writes.entries()) {
    const person = world.people[at]!
    const next = nextOf(world, at)
    for (const [nth, [words, write]] of Object.entries(writes).entries()) {
      const related = person.councilId === next.councilId && (!next.restricted || reaches(next, 'find'))
      const should = reaches(person, 'write') && (!write.moves || reaches(next, 'write')) && (!write.relates || related)
      const named = `${person.restricted ? 'restricted ' : ''}${person.personId}${write.moves || write.relates ? ` to ${next.personId}` : ''}`
      if (accepted[nth] !== should) say(`${words} ${named}: the database takes ${accepted[nth]}, the oracle ${should}`)
    }
  }
}

// --- what the database gives and takes, as the application's role behind the walls of these scopes

type Seen = {
  facts: Facts
  scopes: Scopes
  rows: Map<string, Set<string>>
  /** relations, each as the child's id and the other's */
  relations: Set<string>
  /** people whose being known the night desk is told of */
  told: Set<string>
  /** for each person of the world, whether each of `writes` was taken */
  writes: boolean[][]
}

const levelOfTable = {
  person: 'find',
  person_address: 'summary',
  'spell for a summary': 'summary',
  spell: 'record',
  event: 'record',
} as const

const readEverything = `
  select 'person' as tab, person_id as id from person
  union all select 'person_address', person_id from person_address
  union all select case when for_summary then 'spell for a summary' else 'spell' end, child_id from spell
  union all select 'event', child_id from event`

/**
 * Ways to change a person's record. "one" is the person; "moves": it becomes part of the record of "next"; "relates": it
 * names "next", who is of the same council.
 */
const writes: Record<string, { moves?: true; relates?: true; sql: string }> = {
  'add an event for': {
    sql: `insert into event (council_id, child_id, restricted, event_id, kind, happened_on, recorded_at)
      values (one.council_id, one.person_id, one.restricted, one.new_id, 'visit', '2026-01-05', '2026-01-05T12:00:00Z')`,
  },
  'add an address for': {
    sql: `insert into person_address (council_id, person_id, restricted, address_id, lines)
      values (one.council_id, one.person_id, one.restricted, one.new_id, '1 High Street')`,
  },
  'change the name of': {
    sql: `update person p set given_name = 'New', version = version + 1
      where p.council_id = one.council_id and p.person_id = one.person_id`,
  },
  'record as a relation of': {
    relates: true,
    sql: `insert into relationship (council_id, child_id, restricted, relationship_id, other_id, other_restricted, kind)
      select one.council_id, one.person_id, one.restricted, one.new_id, next.person_id, next.restricted, 'family'
      where one.council_id = next.council_id`,
  },
  'end a spell of': {
    sql: `update spell s set ends_on = '2026-01-06'
      where s.council_id = one.council_id and s.child_id = one.person_id and kind = 'assessment'`,
  },
  'move a spell from': {
    moves: true,
    sql: `update spell s set council_id = next.council_id, child_id = next.person_id, restricted = next.restricted
      where s.council_id = one.council_id and s.child_id = one.person_id and kind = 'assessment'`,
  },
}
const kinds = Object.keys(writes).length
const rowOf = ({ councilId, personId, restricted }: Person): object => ({
  council_id: councilId,
  person_id: personId,
  restricted,
})
const nextOf = (world: World, at: number): Person => world.people[(at + 1) % world.people.length]!

// Each attempt alone: what a policy refuses, or hides so that no row is changed, is not taken; all is undone at once.
const tryWrites = `
  create or replace function try_writes(asked jsonb) returns jsonb language plpgsql as $$
  declare
    pair jsonb;
    one record;
    next record;
    changed int;
    accepted jsonb := '[]';
  begin
    for pair in select value from jsonb_array_elements(asked) loop
      select * into one from jsonb_to_record(pair -> 0) as r (council_id int, person_id uuid, restricted boolean, new_id uuid);
      select * into next from jsonb_to_record(pair -> 1) as r (council_id int, person_id uuid, restricted boolean);
      ${Object.values(writes)
        .map(
          ({ sql }) => `begin
            ${sql};
            get diagnostics changed = row_count;
            raise exception using errcode = 'UNDO1';
          exception
            when sqlstate 'UNDO1' then null;
            when insufficient_privilege then changed := 0;
          end;
          accepted := accepted || to_jsonb(changed = 1);`,
        )
        .join('\n')}
    end loop;
    return accepted;
  end $$`

class Undo extends Error {
  readonly seen: Seen
  constructor(seen: Seen) {
    super('everything tried is undone')
    this.seen = seen
  }
}

const lookAs = async (
  database: Database,
  world: World,
  worker: Worker,
  compile: (facts: Facts) => Scopes,
): Promise<Seen> => {
  try {
    return await inTransaction(
      database,
      async (held, [opening]) => {
        const { facts } = opening as { facts: Facts }
        const scopes = compile(facts)
        await held.setWalls(scopes)
        const visible = (await held.connection.script(readEverything)) as { tab: string; id: string }[]
        const relations = (await held.connection.script(
          "select child_id || ' ' || other_id as pair from relationship",
        )) as { pair: string }[]
        const told = await held.connection.query(
          `select p.id from jsonb_to_recordset($1::text::jsonb) as p (id uuid, keys jsonb) where exists (
            select from hidden_from_night((select array_agg(council_id) from council), jsonb_build_array(keys)))`,
          [JSON.stringify(world.people.map(({ personId }) => ({ id: personId, keys: [`a person: ${personId}`] })))],
        )
        const asked = JSON.stringify(
          world.people.map((person, at) => [{ ...rowOf(person), new_id: newId() }, rowOf(nextOf(world, at))]),
        )
        const answer = await held.connection.query('select try_writes($1::text::jsonb) as accepted', [asked])
        const { accepted } = answer.rows[0] as { accepted: boolean[] }
        throw new Undo({
          facts,
          scopes,
          rows: new Map(
            [...Map.groupBy(visible, (row) => row.tab)].map(([tab, rows]) => [tab, new Set(rows.map((row) => row.id))]),
          ),
          relations: new Set(relations.map((row) => row.pair)),
          told: new Set((told.rows as { id: string }[]).map((row) => row.id)),
          writes: world.people.map((_, at) => accepted.slice(at * kinds, (at + 1) * kinds)),
        })
      },
      { opening: `select session_facts('${worker.workerId}') as facts;` },
    )
  } catch (error) {
    if (error instanceof Undo) return error.seen
    throw error
  }
}

// --- the world as rows, and as the facts that the door should give

const plantWorlds = async (connection: Connection, worlds: readonly World[]): Promise<void> => {
  await connection.script(
    'truncate council, person, break_glass, rota_shift, restriction_reader, sample_child, relationship cascade',
  )
  const all = <T>(of: (world: World) => readonly T[]): T[] => worlds.flatMap(of)
  const put = (table: string, rows: readonly object[]) => plant(connection, table, rows)
  await put(
    'council',
    all((world) =>
      world.councils.map((councilId) => ({
        ...councilRow(councilId),
        record_kept: world.mirrored.includes(councilId) ? 'mirrored' : 'here',
      })),
    ),
  )
  await put(
    'council_closure',
    all((world) => world.closures).map((one) => ({ council_id: one.councilId, closed_on: one.on, reason: 'closed' })),
  )
  await put(
    'arrangement',
    all((world) => world.arrangements).map((one) => ({
      council_id: one.hostId,
      arrangement_id: one.arrangementId,
      title: one.title,
      kind: one.kind,
      service: 'a service',
      legal_basis: 'a section',
      purpose: 'a purpose',
      level: one.level,
      hours: one.hours,
      roles: one.roles,
      on_rota: one.onRota,
      starts_on: one.startsOn,
      ends_on: one.endsOn,
      ended_at: one.endedAt,
    })),
  )
  const inAgreements = <T extends object>(of: (one: World['arrangements'][number]) => readonly T[]) =>
    all((world) => world.arrangements).flatMap((one) =>
      of(one).map((part) => ({ council_id: one.hostId, arrangement_id: one.arrangementId, ...part })),
    )
  await put(
    'arrangement_party',
    inAgreements((one) =>
      one.parties.map((party) => ({
        party_id: party.councilId,
        joined_on: party.joinedOn,
        left_on: party.leftOn,
        opens_records: party.opensRecords,
      })),
    ),
  )
  await put(
    'arrangement_clause',
    inAgreements((one) =>
      one.clauses.map((clause) => ({
        clause: clause.clause,
        effect: clause.effect,
        function_name: clause.functionName,
        party_id: clause.partyId,
        words: clause.words,
      })),
    ),
  )
  const workers = all((world) => world.workers)
  await put(
    'worker',
    workers.map((one) => ({
      council_id: one.councilId,
      worker_id: one.workerId,
      given_name: 'A',
      family_name: 'Worker',
      display_name: 'A Worker',
      normal_name: 'a worker',
    })),
  )
  await put(
    'session',
    worlds.flatMap((world) =>
      world.workers.map((one) => ({
        council_id: one.councilId,
        token_hash: one.workerId,
        worker_id: one.workerId,
        started_at: world.now.toString(),
        seen_at: world.now.toString(),
        expires_at: world.now.add({ hours: 12 }).toString(),
      })),
    ),
  )
  const teams = new Map(all((world) => world.teams).map((team) => [team.teamId, team.teamCouncilId]))
  await put(
    'team',
    [...teams].map(([team_id, council_id]) => ({ council_id, team_id, name: 'A team' })),
  )
  await put(
    'rota_shift',
    workers.flatMap((worker) =>
      worker.shifts.map((shift) => ({
        council_id: teams.get(shift.teamId),
        shift_id: newId(),
        team_id: shift.teamId,
        worker_id: worker.workerId,
        part: 'on duty',
        starts_at: shift.from,
        ends_at: shift.to,
        set_by: worker.workerId,
        set_at: '2026-01-05T09:00:00Z',
      })),
    ),
  )
  const posts = workers.flatMap((worker) => worker.posts.map((post) => ({ worker, post })))
  await put(
    'post',
    posts.map(({ worker, post }) => ({
      council_id: post.employerId,
      post_id: post.postId,
      worker_id: worker.workerId,
      title: post.title,
      role: post.role,
      functions: post.functions,
      fte: post.fte,
      team_council_id: post.teamCouncilId,
      team_id: post.teamId,
      starts_on: post.startsOn,
      ends_on: post.endsOn,
      ended_at: post.endedAt,
    })),
  )
  const hosts = new Map(all((world) => world.arrangements).map((one) => [one.arrangementId, one.hostId]))
  await put(
    'post_reach',
    posts.flatMap(({ post }) =>
      post.reach.map((reach) => ({
        council_id: post.employerId,
        post_id: post.postId,
        reaches_id: reach.councilId,
        share: reach.share,
        reaches_records: reach.opensRecords,
        arrangement_council_id: reach.arrangementId === null ? null : hosts.get(reach.arrangementId),
        arrangement_id: reach.arrangementId,
      })),
    ),
  )
  const people = all((world) => world.people)
  const ofPeople = (name: string, row: (person: Person) => object) =>
    people.map((one) => ({ council_id: one.councilId, [name]: one.personId, restricted: one.restricted, ...row(one) }))
  const recordedAt = '2026-01-05T12:00:00Z'
  await put(
    'person',
    ofPeople('person_id', (one) => ({
      is_child: one.isChild,
      given_name: 'A',
      family_name: 'Person',
      normal_name: 'a person',
      recorded_at: recordedAt,
    })),
  )
  await put(
    'person_address',
    ofPeople('person_id', () => ({ address_id: newId(), lines: '1 High Street' })),
  )
  for (const kind of ['missing', 'assessment']) {
    await put(
      'spell',
      ofPeople('child_id', () => ({ spell_id: newId(), kind, starts_on: '2026-01-05', recorded_at: recordedAt })),
    )
  }
  await put(
    'event',
    ofPeople('child_id', () => ({
      event_id: newId(),
      kind: 'case_note',
      happened_on: '2026-01-05',
      recorded_at: recordedAt,
    })),
  )
  await put(
    'search_key',
    ofPeople('person_id', (one) => ({ key: `a person: ${one.personId}` })),
  )
  const hidden = new Set(people.filter((one) => one.restricted).map((one) => one.personId))
  await put(
    'relationship',
    people.flatMap((one) =>
      one.family.map((other) => ({
        council_id: one.councilId,
        child_id: one.personId,
        restricted: one.restricted,
        relationship_id: newId(),
        other_id: other,
        other_restricted: hidden.has(other),
        kind: 'family',
      })),
    ),
  )
  const ground = { ground: 'media interest', starts_on: '2026-01-05', review_on: '2026-04-05', set_by: newId() }
  await put(
    'restriction',
    people
      .filter((one) => one.ownRestriction)
      .map((one) => ({
        council_id: one.councilId,
        child_id: one.personId,
        restriction_id: newId(),
        night_desk_may_know: one.nightMayKnow,
        ...ground,
      })),
  )
  await put(
    'restriction_reader',
    all((world) => world.readers).map((one) => ({
      council_id: one.councilId,
      child_id: one.personId,
      worker_id: one.workerId,
      reads_from: one.from,
      reads_to: one.to,
      added_by: one.workerId,
    })),
  )
  await put(
    'break_glass',
    workers.flatMap((worker) =>
      worker.broken.map((one) => ({
        council_id: one.councilId,
        break_id: one.breakId,
        child_id: one.childId,
        restricted: people.find((person) => person.personId === one.childId)!.restricted,
        worker_id: worker.workerId,
        ground: 'other',
        reason: 'a reason that is long enough',
        opened_at: Temporal.Instant.from(one.until).subtract({ hours: 1 }).toString(),
        expires_at: one.until,
        review_due_on: '2026-01-05',
        escalate_on: '2026-01-08',
      })),
    ),
  )
  await put(
    'sample_child',
    all((world) => world.samples).map((one) => ({
      council_id: one.councilId,
      arrangement_council_id: hosts.get(one.arrangementId),
      arrangement_id: one.arrangementId,
      child_id: one.personId,
      reads_from: one.from,
      reads_to: one.to,
    })),
  )
}

const factsOf = (world: World, worker: Worker): object => {
  const person = (id: string) => world.people.find((one) => one.personId === id)!
  const employers = new Set(worker.posts.map((post) => post.employerId))
  const under = new Set(worker.posts.flatMap((post) => post.reach.map((reach) => reach.arrangementId)))
  return {
    worker: { councilId: worker.councilId, workerId: worker.workerId, displayName: 'A Worker' },
    posts: worker.posts,
    arrangements: world.arrangements
      .filter((one) => under.has(one.arrangementId) && one.parties.some((party) => employers.has(party.councilId)))
      .map((one) => ({
        ...one,
        sample: world.samples
          .filter((sample) => sample.arrangementId === one.arrangementId && !person(sample.personId).restricted)
          .map(({ councilId, personId, from, to }) => ({ councilId, childId: personId, from, to })),
      })),
    partners: partnersOf(world.arrangements, [...employers]),
    opened: world.readers
      .filter((reader) => reader.workerId === worker.workerId && person(reader.personId).restricted)
      .map(({ councilId, personId, from, to }) => ({
        councilId,
        personId,
        from,
        to,
        relatives: person(personId).family.filter((id) => person(id).restricted && !person(id).ownRestriction),
      })),
    proposed: [],
    shifts: worker.posts.some((post) => post.reach.some((reach) => reach.arrangementId !== null)) ? worker.shifts : [],
    broken: worker.broken.filter((one) => !person(one.childId).restricted),
  } satisfies Record<keyof Facts, unknown>
}

/** The same for the same facts in whatever order a list or an object names them, and however an instant is spelled. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value === 'string') return /T.*(Z|\+00:00)$/.test(value) ? Temporal.Instant.from(value).toString() : value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, inOrder(one)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

const askOracle = async (
  connection: Connection,
  worlds: readonly World[],
): Promise<Map<string, Map<string, number>>> => {
  const viewers = worlds.flatMap((world) =>
    world.workers.map((worker) => ({ worker_id: worker.workerId, now: world.now.toString() })),
  )
  const { rows } = await connection.query(oracle, [JSON.stringify(viewers), ...oracleFacts])
  const answers = new Map<string, Map<string, number>>()
  for (const { worker_id, person_id, rank } of rows as { worker_id: string; person_id: string; rank: number }[]) {
    const mine = answers.get(worker_id) ?? new Map<string, number>()
    answers.set(worker_id, mine.set(person_id, Math.max(rank, mine.get(person_id) ?? -1)))
  }
  return answers
}
