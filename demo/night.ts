// The night team of the demonstration and who covers by day: rotas of the past and coming weeks, one night with nobody on,
// calls, what was opened last night and why, and records opened beyond the agreement that somebody must look into.
import type { Cell } from '../src/database/bulk-load.ts'
import { type BreakGround, reviewDays, shutsAt } from '../src/features/night-desk/break-glass/break-glass.ts'
import { clockAt } from '../src/features/night-desk/night.ts'
import type { OpeningGround } from '../src/features/night-desk/summary/night-summary.ts'
import { testMobile } from '../src/lib/identifiers.ts'
import { idFrom } from '../src/lib/ids.ts'
import { addWorkingDays, calendarOf } from '../src/lib/working-days.ts'
import type { World } from './load.ts'
import { prepareStories } from './story-children.ts'

type Rows = { table: string; columns: readonly string[]; rows: Cell[][] }

export const nightTables = ['rota_shift', 'night_call', 'night_opening', 'break_glass'] as const

/** The council that hosts the night team of five. */
const host = 319
const daysBack = 14
const daysAhead = 24
/** Nobody is on duty in the night that begins so many days from today: the rota says so. */
const hole = 10

type Turn = {
  councilId: number
  teamId: string
  workerId: string
  part: 'on duty' | 'on-call manager' | 'duty manager'
  from: Temporal.Instant
  to: Temporal.Instant
  phone: string | null
  setBy: string
}

const pick = <T>(list: readonly T[], at: number): T => list[((at % list.length) + list.length) % list.length] as T

const turnsOf = ({ workforce, today, councils }: World): Turn[] => {
  const turns: Turn[] = []
  const membersOf = (teamId: string): string[] =>
    workforce.posts
      .filter((post) => post.team?.teamId === teamId && post.endsOn === null && post.role !== 'team manager')
      .map((post) => post.workerId)
  const leadersOf = (councilId: number): string[] =>
    workforce.posts
      .filter((post) => post.councilId === councilId && post.role === 'service manager' && post.endsOn === null)
      .map((post) => post.workerId)
  const night = workforce.teams.find((team) => team.councilId === host && team.of === 'night')
  const workerOn = (subject: string) => workforce.workers.find((worker) => worker.subject === subject)?.workerId
  if (night?.managerId) {
    const { councilId, teamId, managerId } = night
    const members = membersOf(teamId)
    const managers = [managerId, ...leadersOf(host).slice(0, 3)]
    const shown = workerOn('sutton.night-worker')
    const calendar = councils.find((one) => one.ground.councilId === host)?.setting.calendar ?? calendarOf([])
    for (let offset = -daysBack; offset < daysAhead && members.length > 0; offset++) {
      const on = today.add({ days: offset })
      const next = on.add({ days: 1 })
      // Whoever signs in to try the desk is on the rota these nights.
      const first = shown && Math.abs(offset) <= 2 ? shown : pick(members, offset * 2)
      const second = pick(
        members.filter((one) => one !== first),
        offset * 2 + 1,
      )
      const manager = pick(managers, offset)
      const add = (workerId: string, part: Turn['part'], from: Temporal.Instant, to: Temporal.Instant, phone: number) =>
        turns.push({ councilId, teamId, workerId, part, from, to, phone: testMobile(phone), setBy: managerId })
      const [nine, five, morning] = [clockAt(on, '09:00'), clockAt(on, '17:00'), clockAt(next, '09:00')]
      if (!calendar.isWorkingDay(on)) {
        add(pick(members, offset * 2 + 4), 'on duty', nine, five, 720)
        add(manager, 'on-call manager', nine, five, 722)
      }
      if (offset !== hole) {
        add(first, 'on duty', five, morning, 720)
        if (members.length > 1) add(second, 'on duty', five, morning, 721)
      }
      add(manager, 'on-call manager', five, morning, 722)
    }
  }
  // By day every council's front door has somebody on and a manager whom the night may ring.
  for (const team of workforce.teams) {
    if (team.of !== 'front door' || !team.managerId) continue
    const calendar = councils.find((one) => one.ground.councilId === team.councilId)?.setting.calendar ?? calendarOf([])
    const members = membersOf(team.teamId)
    for (let offset = -3; offset < daysBack; offset++) {
      const on = today.add({ days: offset })
      if (!calendar.isWorkingDay(on)) continue
      const day = { councilId: team.councilId, teamId: team.teamId, setBy: team.managerId, phone: null }
      const [from, to] = [clockAt(on, '08:30'), clockAt(on, '17:30')]
      turns.push({ ...day, workerId: team.managerId, part: 'duty manager', from, to })
      if (members.length > 0) turns.push({ ...day, workerId: pick(members, offset), part: 'on duty', from, to })
    }
  }
  return turns
}

type Opening = {
  slug: string
  at: string
  /** minutes until it was closed as the wrong person */
  wrongAfter?: number
  call?: number
  ground?: OpeningGround
  words?: string
}

/** What was opened last evening: during three calls, and without one. */
const openings: readonly Opening[] = [
  { slug: 'police-protection', at: '18:12', call: 0 },
  { slug: 'siblings-elder', at: '18:20', call: 0, wrongAfter: 1 },
  { slug: 'missing-tonight', at: '21:41', call: 1 },
  { slug: 'placed-with-partner', at: '21:47', call: 1 },
  {
    slug: 'siblings-middle',
    at: '22:05',
    ground: 'alert left',
    words: 'Mother rings after ten; see what was left for us',
  },
  { slug: 'moved-merton', at: '23:08', call: 2 },
  { slug: 'apart-richmond', at: '23:30', ground: 'asked by police or hospital', words: 'A&E asks who the worker is' },
]
const calls: readonly { from: string; to: string }[] = [
  { from: '18:10', to: '18:31' },
  { from: '21:38', to: '22:02' },
  { from: '23:05', to: '23:19' },
]

type Broken = { slug: string; daysAgo: number; at: string; ground: BreakGround; reason: string; closed: string | null }
const broken: readonly Broken[] = [
  {
    slug: 'missing-tonight',
    daysAgo: 1,
    at: '21:50',
    ground: 'missing child',
    reason:
      'Police ask for the last three missing nights and who she stayed with. The talks on return are not in the summary.',
    closed: '22:14',
  },
  {
    slug: 'siblings-elder',
    daysAgo: 8,
    at: '19:22',
    ground: 'immediate danger',
    reason:
      'Neighbour reports shouting and a child crying. I need the last visit and what was agreed about grandmother.',
    closed: null,
  },
]

/** Rows of the night desk: empty where the world holds no night team or none of the children with a story. */
export const nightRows = (world: World): Rows[] => {
  const { seed, today, workforce, arrangements } = world
  const id = (text: string, at: Temporal.Instant): string => idFrom(`${seed}/night/${text}`, at.epochMilliseconds)
  const agreement = arrangements.find((one) => one.slug === 'night-team')
  const night = workforce.teams.find((team) => team.councilId === host && team.of === 'night')
  const onDuty = workforce.posts.filter((post) => post.team?.teamId === night?.teamId && post.role !== 'team manager')
  // Whoever signs in to try the desk has opened nothing yet: colleagues have.
  const shown = workforce.workers.find((worker) => worker.subject === 'sutton.night-worker')?.workerId
  const [first, second = first] = onDuty.map((post) => post.workerId).filter((workerId) => workerId !== shown)
  const evening = today.subtract({ days: 1 })
  const stories = new Map(prepareStories(world).list.map((child) => [child.slug, child]))
  const callRows: Cell[][] = []
  const openingRows: Cell[][] = []
  const brokenRows: Cell[][] = []
  if (agreement && first && second) {
    const callId = (n: number) => id(`call/${n}`, clockAt(evening, calls[n]?.from ?? '18:00'))
    const workerOf = (n: number | undefined): string => (n === 2 ? second : first)
    for (const [n, call] of calls.entries())
      callRows.push([host, callId(n), workerOf(n), clockAt(evening, call.from), clockAt(evening, call.to)])
    for (const one of openings) {
      const child = stories.get(one.slug)
      if (!child) continue
      const at = clockAt(evening, one.at)
      openingRows.push([
        child.councilId,
        id(`opening/${one.slug}`, at),
        child.childId,
        workerOf(one.call),
        agreement.arrangementId,
        one.call === undefined ? null : callId(one.call),
        one.call === undefined ? (one.ground ?? 'other') : 'call',
        one.words ?? '',
        at,
        one.wrongAfter === undefined ? null : at.add({ minutes: one.wrongAfter }),
        one.wrongAfter !== undefined,
      ])
    }
    for (const one of broken) {
      const child = stories.get(one.slug)
      const council = world.councils.find((held) => held.ground.councilId === child?.councilId)
      if (!child || !council) continue
      const { calendar } = council.setting
      const at = clockAt(today.subtract({ days: one.daysAgo }), one.at)
      const { dueOn, escalateOn } = reviewDays(at, calendar)
      brokenRows.push([
        child.councilId,
        id(`broken/${one.slug}`, at),
        child.childId,
        second,
        agreement.arrangementId,
        one.ground,
        one.reason,
        at,
        shutsAt(at, null),
        one.closed === null ? null : clockAt(today.subtract({ days: one.daysAgo }), one.closed),
        dueOn,
        escalateOn,
      ])
    }
  }
  const turns = turnsOf(world)
  return [
    {
      table: 'rota_shift',
      columns: [
        'council_id',
        'shift_id',
        'team_id',
        'worker_id',
        'part',
        'starts_at',
        'ends_at',
        'phone',
        'set_by',
        'set_at',
      ],
      rows: turns.map((turn) => [
        turn.councilId,
        id(`shift/${turn.teamId}/${turn.workerId}/${turn.part}/${turn.from}`, turn.from),
        turn.teamId,
        turn.workerId,
        turn.part,
        turn.from,
        turn.to,
        turn.phone,
        turn.setBy,
        clockAt(addWorkingDays(today.subtract({ days: 35 }), -1, calendarOf([])), '11:00'),
      ]),
    },
    { table: 'night_call', columns: ['council_id', 'call_id', 'worker_id', 'started_at', 'ended_at'], rows: callRows },
    {
      table: 'night_opening',
      columns: [
        'council_id',
        'opening_id',
        'child_id',
        'worker_id',
        'arrangement_id',
        'call_id',
        'ground',
        'words',
        'opened_at',
        'closed_at',
        'wrong_person',
      ],
      rows: openingRows,
    },
    {
      table: 'break_glass',
      columns: [
        'council_id',
        'break_id',
        'child_id',
        'worker_id',
        'arrangement_id',
        'ground',
        'reason',
        'opened_at',
        'expires_at',
        'closed_at',
        'review_due_on',
        'escalate_on',
      ],
      rows: brokenRows,
    },
  ]
}
