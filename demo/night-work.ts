// What the day left for the night team of the demonstration, what came in, and what the day took on of it: accepted, sent, one
// with the duty manager, one for a council that keeps its own case system, one about a child nobody could find.
import type { Cell } from '../src/database/bulk-load.ts'
import { protectionEnds, recordWords } from '../src/features/night-desk/contact/contact.ts'
import { deadlinesOf } from '../src/features/night-desk/handover/handover.ts'
import { clockAt } from '../src/features/night-desk/night.ts'
import { zone } from '../src/lib/day.ts'
import { testLandline, testMobile } from '../src/lib/identifiers.ts'
import { idFrom } from '../src/lib/ids.ts'
import { addWorkingDays, calendarOf } from '../src/lib/working-days.ts'
import type { World } from './load.ts'
import { tables } from './sheets.ts'
import { prepareStories } from './story-children.ts'

type Rows = { table: string; columns: readonly string[]; rows: Cell[][] }

export const nightWorkTables = ['night_alert', 'night_contact', 'handover', 'lone_visit', 'notice'] as const

const host = 319
/** Councils of the demonstration whose record is a mirror of their own system's: their contacts open nothing here. */
const mirrored: readonly number[] = [host]

type Left = { slug: string; risk: string; whatToDo: string }
const alerts: readonly Left[] = [
  {
    slug: 'missing-tonight',
    risk: 'Missing since last evening. She has come back by herself four times, cold and hungry, and once with an older man.',
    whatToDo:
      'Ring the carers first, they wait up. If she is found with anybody, ask the police to take their name. She trusts the school nurse, who may be rung until midnight.',
  },
  {
    slug: 'siblings-middle',
    risk: 'Their mother may ring after ten and ask to have the three back tonight.',
    whatToDo:
      'Listen, and say that Monday’s meeting stands. The children stay with their grandmother. If she goes there, ring 101.',
  },
  {
    slug: 'police-protection',
    risk: 'In police protection since last evening; nobody has decided about an order yet.',
    whatToDo: 'The 72 hours are on the contact. Legal duty is to be rung if a parent turns up at the carers’.',
  },
]

type Came = {
  slug: string | null
  councilId: number
  /** the night: `before` the last working morning, or `last` evening */
  night: 'before' | 'last'
  at: string
  caller: string
  source: string
  agency: string
  told?: string
  said: string
  canWait: boolean
  called: readonly string[]
  decision: string
  why: string
  consulted: string | null
  actions: string
  needed: string
  around: Readonly<Record<string, string>>
  police?: Readonly<Record<string, string>>
  stands: 'accepted' | 'sent' | 'unsent'
}

const contacts: readonly Came[] = [
  {
    slug: 'confidential-address',
    councilId: 212,
    night: 'before',
    at: '22:40',
    caller: 'The child’s mother',
    source: '1A',
    agency: 'Individual: family member, relative or carer',
    said: 'A car like his has been in the street twice this evening. She has not been seen at the window.',
    canWait: true,
    called: ['police'],
    decision: 'They stay where they are, with the door on the chain and the police number at hand.',
    why: 'He has not been told the address, and the police have put a marker on it.',
    consulted: null,
    actions: 'Rang the police and read them the order. Rang her back at eleven: the street is quiet.',
    needed: 'See them today, and ask the police what their log says.',
    around: { 'who-is-with-child': 'Her mother', 'where-now': 'At home', 'other-children': 'None' },
    stands: 'accepted',
  },
  {
    slug: 'siblings-elder',
    councilId: 212,
    night: 'before',
    at: '23:20',
    caller: 'A neighbour who gave her name',
    source: '1D',
    agency: 'Individual: other',
    said: 'Shouting since ten, something broke, and the eldest sits on the stairs in his school shirt.',
    canWait: true,
    called: ['police'],
    decision: 'Police went in and stayed half an hour. The children slept at their grandmother’s.',
    why: 'The plan names the grandmother, and both parents agreed in front of the officers.',
    consulted: 'Agreed. Ring me if they go back before seven.',
    actions: 'Rang the grandmother and the police.',
    needed: 'Visit the three at their grandmother’s before school, and bring the core group forward.',
    around: { 'who-is-with-child': 'Their grandmother', 'other-children': 'Both younger ones' },
    stands: 'sent',
  },
  {
    slug: 'police-protection',
    councilId: 212,
    night: 'last',
    at: '18:12',
    caller: 'The custody sergeant',
    source: '6',
    agency: 'Police',
    said: 'A girl of three found alone in a flat when officers came for something else. They have taken her into protection.',
    canWait: false,
    called: ['police', 'hospital'],
    decision: 'Looked after by emergency carers while the 72 hours run.',
    why: 'No relative could be checked tonight, and the hospital found her well.',
    consulted: 'Agreed. Begin the enquiries tonight.',
    actions: 'Met her at the hospital, took her to the carers, rang legal duty.',
    needed: 'Strategy discussion this morning; decide about an order before the 72 hours are over.',
    around: {
      'who-is-with-child': 'Emergency carers, both awake',
      'where-now': 'At the carers’ until the enquiries say otherwise',
    },
    police: {
      'designated-officer': 'Inspector of the night, at the station that took her in',
      'child-wishes': 'She wants her rabbit, which officers have fetched.',
      'parents-told': 'Mother told at the station; father not found yet.',
      enquiries: 'Begun tonight; the day team carries on.',
    },
    stands: 'sent',
  },
  {
    slug: 'missing-tonight',
    councilId: host,
    night: 'last',
    at: '21:44',
    caller: 'Her foster carer',
    source: '1A',
    agency: 'Individual: family member, relative or carer',
    said: 'Not back from football. Her phone is off and her coat is still here.',
    canWait: false,
    called: ['police'],
    decision: 'Reported missing. Carers wait up; police look at the two places she was found before.',
    why: 'Four nights missing before, and a man named in the last talk on her return.',
    consulted: 'Agreed. Ring me when she is found or at two.',
    actions: 'Gave the police her photo and the addresses. Rang her brother’s carers.',
    needed: 'If she is not back by nine: a strategy discussion. If she is: offer the talk within 72 hours.',
    around: { 'where-now': 'Not known' },
    stands: 'sent',
  },
  {
    slug: 'placed-with-partner',
    councilId: 314,
    night: 'last',
    at: '21:49',
    caller: 'His foster carer',
    source: '1A',
    agency: 'Individual: family member, relative or carer',
    said: 'A tooth knocked out at football. He is calm and holds it in milk.',
    canWait: true,
    called: ['hospital'],
    decision: 'The carer took him to the hospital dentist.',
    why: 'The carers may consent to urgent treatment.',
    consulted: null,
    actions: 'Rang his mother, as the plan asks.',
    needed: 'Ring the carer about school today.',
    around: {},
    stands: 'sent',
  },
  {
    slug: null,
    councilId: 318,
    night: 'last',
    at: '23:12',
    caller: 'A bus driver, through the depot',
    source: '10',
    agency: 'Unknown',
    told: 'A boy of about nine called Sam or Sami, in a yellow coat. Says he lives “by the big park” with an uncle.',
    said: 'Alone on the last bus. He would not say where he got on.',
    canWait: true,
    called: ['police'],
    decision: 'Police took him to an aunt whose number he knew.',
    why: 'The aunt is at the address he gave, and the police saw his room there.',
    consulted: null,
    actions: 'Rang the aunt at midnight: he is asleep.',
    needed: 'Find out who he is and see him today.',
    around: { 'who-is-with-child': 'His aunt', 'where-now': 'At hers, until the morning' },
    stands: 'unsent',
  },
]

/**
 * Rows of the night's work; all go in after the children. `statements` add what is due of the contacts, under whoever holds
 * each child, as one save does.
 */
export const nightWork = (world: World): { rows: Rows[]; statements: string[] } => {
  const { seed, today, workforce, arrangements, councils } = world
  const id = (text: string, at: Temporal.Instant): string => idFrom(`${seed}/night-work/${text}`, at.epochMilliseconds)
  const stories = new Map(prepareStories(world).list.map((child) => [child.slug, child]))
  const calendarFor = (councilId: number) =>
    councils.find((one) => one.ground.councilId === councilId)?.setting.calendar ?? calendarOf([])
  const night = workforce.teams.find((team) => team.councilId === host && team.of === 'night')
  const shown = workforce.workers.find((worker) => worker.subject === 'sutton.night-worker')?.workerId
  const writer = workforce.posts.find(
    (post) => post.team?.teamId === night?.teamId && post.role !== 'team manager' && post.workerId !== shown,
  )?.workerId
  const agreement = arrangements.find((one) => one.slug === 'night-team')
  const doorOf = (councilId: number) =>
    workforce.teams.find((team) => team.councilId === councilId && team.of === 'front door')
  const rows = { alert: [], contact: [], handover: [], visit: [], notice: [], spell: [] } as Record<string, Cell[][]>
  const statements: string[] = []

  for (const left of alerts) {
    const child = stories.get(left.slug)
    const by = child && workforce.workers.find((worker) => worker.subject === child.signIn)?.workerId
    const manager = child && (doorOf(child.councilId)?.managerId ?? null)
    if (!child || !by || !manager) continue
    const at = clockAt(today.subtract({ days: 1 }), '16:20')
    rows.alert!.push([
      child.councilId,
      id(`alert/${left.slug}`, at),
      child.childId,
      left.risk,
      left.whatToDo,
      manager,
      by,
      at,
      clockAt(today.add({ days: 2 }), '09:00'),
    ])
  }

  for (const [n, came] of contacts.entries()) {
    const child = came.slug === null ? null : stories.get(came.slug)
    const door = doorOf(came.councilId)
    if (
      !writer ||
      !agreement ||
      child === undefined ||
      !door ||
      !councils.some((one) => one.ground.councilId === came.councilId)
    )
      continue
    const calendar = calendarFor(came.councilId)
    const morning = addWorkingDays(today, -1, calendar)
    const takenAt = clockAt(
      came.night === 'before' ? morning.subtract({ days: 1 }) : today.subtract({ days: 1 }),
      came.at,
    )
    const madeAt = takenAt.add({ minutes: 25 })
    const contactId = id(`contact/${n}`, takenAt)
    const handoverId = id(`handover/${n}`, madeAt)
    const opens = child !== null && !mirrored.includes(came.councilId)
    const on = takenAt.toZonedDateTimeISO(zone).toPlainDate()
    const spellId = opens ? id(`spell/${n}`, takenAt) : null
    const accepted = came.stands === 'accepted' ? clockAt(morning, '09:08') : null
    const { acceptedBy } = deadlinesOf(madeAt, calendar)
    if (child && spellId) {
      const words = recordWords({
        caller: came.caller,
        said: came.said,
        decision: came.decision,
        decisionWhy: came.why,
        actions: came.actions,
        takenAt,
      })
      const spell: Record<string, Cell> = {
        council_id: came.councilId,
        spell_id: spellId,
        child_id: child.childId,
        restricted: false,
        kind: 'contact',
        starts_on: on,
        ends_on: null,
        code: came.source,
        end_code: null,
        within_id: null,
        worker_id: null,
        team_id: null,
        detail: { told: came.caller, words },
        recorded_at: madeAt,
        recorded_by: writer,
      }
      rows.spell!.push(tables.spell.map((column) => spell[column] ?? null))
      statements.push(`insert into due (council_id, child_id, restricted, timescale, trigger_id, counted_from, due_on, due_at, worker_id, team_id)
        select s.council_id, s.child_id, s.restricted, 'contact-decision', s.spell_id, s.starts_on, date '${addWorkingDays(on, 1, calendar).toString()}', null, a.worker_id, a.team_id
        from spell s left join lateral (select worker_id, team_id from spell x where x.council_id = s.council_id and x.child_id = s.child_id
          and x.kind = 'allocation' and x.ends_on is null
          order by array_position(array['social worker', 'lead practitioner', 'personal adviser', 'joint worker', 'reviewing officer', 'conference chair'], x.code), x.starts_on, x.spell_id limit 1) a on true
        where s.council_id = ${came.councilId} and s.spell_id = '${spellId}'`)
    }
    rows.contact!.push([
      came.councilId,
      contactId,
      id(`call/${n}`, takenAt),
      child?.childId ?? null,
      came.told ?? null,
      writer,
      agreement.arrangementId,
      takenAt,
      came.caller,
      came.agency,
      came.source === '6' ? testLandline(n) : testMobile(740 + n),
      came.said,
      came.canWait,
      came.called,
      came.decision,
      came.why,
      came.consulted === null ? null : (night?.managerId ?? null),
      came.consulted ?? '',
      came.actions,
      came.around,
      came.police === undefined
        ? null
        : {
            beganAt: takenAt.subtract({ minutes: 40 }).toString(),
            endsAt: protectionEnds(takenAt.subtract({ minutes: 40 })).toString(),
            ...came.police,
          },
      spellId,
      madeAt,
    ])
    rows.handover!.push([
      came.councilId,
      handoverId,
      contactId,
      child?.childId ?? null,
      door.teamId,
      came.needed,
      acceptedBy,
      writer,
      madeAt,
      came.stands === 'unsent' ? null : madeAt,
      accepted === null ? null : door.managerId,
      accepted,
      accepted === null ? null : 'The assessment team goes at eleven.',
    ])
    const notice = (kind: string, words: string, at: Temporal.Instant) => {
      if (door.managerId)
        rows.notice!.push([
          workforce.workers.find((worker) => worker.workerId === door.managerId)?.councilId ?? came.councilId,
          id(`notice/${kind}/${n}`, at),
          door.managerId,
          kind,
          words,
          `/${came.councilId}/handover`,
          handoverId,
          at,
          accepted,
          at,
        ])
    }
    if (came.stands !== 'unsent')
      notice('handover sent', 'The night team has handed something over to your team. Accept it by 09:30', madeAt)
    if (came.stands === 'sent' && came.night === 'before')
      notice('handover red', 'Nobody has accepted a handover of the night. It is with you as duty manager', acceptedBy)
  }

  if (writer && night?.managerId) {
    const from = clockAt(today.subtract({ days: 1 }), '18:50')
    const manager = workforce.workers.find((worker) => worker.workerId === night.managerId)
    rows.visit!.push([
      host,
      id('visit', from),
      writer,
      'The hospital, children’s emergency department',
      'To meet a child in police protection',
      from,
      from.add({ minutes: 90 }),
      manager ? `${manager.given} ${manager.family}, on-call manager` : 'The on-call manager',
      testMobile(722),
      from.add({ minutes: 82 }),
    ])
  }

  const columns: Record<string, [table: string, columns: readonly string[]]> = {
    spell: ['spell', tables.spell],
    alert: [
      'night_alert',
      ['council_id', 'alert_id', 'child_id', 'risk', 'what_to_do', 'authorised_by', 'left_by', 'left_at', 'expires_at'],
    ],
    contact: [
      'night_contact',
      [
        'council_id',
        'contact_id',
        'call_id',
        'child_id',
        'child_as_told',
        'worker_id',
        'arrangement_id',
        'taken_at',
        'caller',
        'agency',
        'caller_phone',
        'said',
        'can_wait',
        'services_called',
        'decision',
        'decision_why',
        'manager_id',
        'manager_words',
        'actions',
        'around',
        'police_protection',
        'spell_id',
        'recorded_at',
      ],
    ],
    handover: [
      'handover',
      [
        'council_id',
        'handover_id',
        'contact_id',
        'child_id',
        'team_id',
        'needed',
        'needed_by',
        'made_by',
        'made_at',
        'sent_at',
        'accepted_by',
        'accepted_at',
        'accepted_words',
      ],
    ],
    visit: [
      'lone_visit',
      [
        'council_id',
        'visit_id',
        'worker_id',
        'going_to',
        'about',
        'started_at',
        'expected_back_at',
        'escalate_to',
        'escalate_phone',
        'back_at',
      ],
    ],
    notice: [
      'notice',
      ['council_id', 'notice_id', 'worker_id', 'kind', 'words', 'path', 'about_id', 'made_at', 'read_at', 'mailed_at'],
    ],
  }
  return {
    rows: Object.entries(columns).map(([name, [table, names]]) => ({ table, columns: names, rows: rows[name] ?? [] })),
    statements,
  }
}
