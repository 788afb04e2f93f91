// One child's history while it is being made: spells and events as plain drafts with days as whole numbers, then settled
// into allocations, identifiers and order. Field names in `detail` are those of src/features/children/timescales/README.md.

import type { EventKind, SpellKind } from '../src/features/children/journey/kinds.ts'
import { idFrom } from '../src/lib/ids.ts'
import type { Random } from '../src/lib/random.ts'
import type { Working } from './days.ts'
import type { TeamKind } from './people.ts'
import type { Holder, Staffing } from './workforce.ts'

export type Detail = Record<string, string | number | boolean | null | string[]>

export type SpellDraft = {
  kind: SpellKind
  from: number
  to: number | null
  code: string | null
  endCode: string | null
  within: SpellDraft | null
  holder: Holder | null
  detail: Detail | null
  id: string
  recordedAt: number
}
export type EventDraft = {
  kind: EventKind
  on: number
  /** milliseconds since 1970; 0 where the hour does not count */
  at: number
  spell: SpellDraft | null
  holder: Holder | null
  code: string | null
  words: string | null
  detail: Detail | null
  significant: boolean
  id: string
  recordedAt: number
}

/** From a day on, a kind of team holds the child in a role: until a day, or the next phase, or still. */
export type Phase = { from: number; kind: TeamKind; role: string; until: number | null }

export type Story = {
  /** null while unborn */
  bornOn: number | null
  expectedOn: number | null
  diedOn: number | null
  spells: SpellDraft[]
  events: EventDraft[]
  phases: Phase[]
  /** the day no worker held the child any more */
  closedOn: number | null
  /** name the notes use */
  name: string
  need: string
  sex: 'M' | 'F' | 'U'
}

/** What the making of every child of one council shares. */
export type Ground = {
  councilId: number
  now: number
  working: Working
  /** share of things done late */
  late: number
  /** local timescales in days or working days */
  local: Readonly<Record<string, { within: number; unit: string; first?: number }>>
  districts: readonly string[]
  onsCode: string
  placedOutside: number
  staffing: Staffing
  /** mean days a worker keeps a child before another takes over */
  workerStay: number
  termEnds: readonly number[]
  /** how much is written down besides what the law counts: 1 in the demonstration, less in a large world */
  detailed: boolean
}

export const newStory = (name: string, sex: Story['sex'], bornOn: number | null, expectedOn: number | null): Story => ({
  bornOn,
  expectedOn,
  diedOn: null,
  spells: [],
  events: [],
  phases: [],
  closedOn: null,
  name,
  need: 'N1',
  sex,
})

export const addSpell = (
  story: Story,
  kind: SpellKind,
  from: number,
  to: number | null,
  code: string | null = null,
  within: SpellDraft | null = null,
  detail: Detail | null = null,
  endCode: string | null = null,
): SpellDraft => {
  const spell: SpellDraft = { kind, from, to, code, endCode, within, holder: null, detail, id: '', recordedAt: 0 }
  story.spells.push(spell)
  return spell
}

export const addEvent = (
  story: Story,
  kind: EventKind,
  on: number,
  code: string | null = null,
  spell: SpellDraft | null = null,
  detail: Detail | null = null,
  words: string | null = null,
): EventDraft => {
  const event: EventDraft = {
    kind,
    on,
    at: 0,
    spell,
    holder: null,
    code,
    words,
    detail,
    significant: false,
    id: '',
    recordedAt: 0,
  }
  story.events.push(event)
  return event
}

/** Kinds that stand in a chronology without anybody marking them. */
const significantKinds: ReadonlySet<EventKind> = new Set<EventKind>([
  'strategy_discussion',
  'initial_conference',
  'review_conference',
  'court_order',
  'care_application',
  'looked_after_review',
  'adoption_decision',
  'adoption_order',
  'match',
  'legal_planning_meeting',
  'letter_before_proceedings',
  'family_group_meeting',
  'harm_concern',
  'pathway_plan',
  'placement_approval',
  'transfer_notice',
])

const dayLength = 86_400_000

/** The moment something of a day was written down: within office hours, never after today began. */
const writtenAt = (random: Random, on: number, now: number): number =>
  on >= now
    ? now * dayLength + 60_000 * (1 + Math.floor(random.next() * 4))
    : on * dayLength + 9 * 3_600_000 + Math.floor(random.next() * 480) * 60_000

/** The holder of a kind with most room now; siblings ask with the holder of the first. */
export const roomiest = (staffing: Staffing, kind: TeamKind): Holder | null => {
  let best: Holder | null = null
  let bestUse = Number.POSITIVE_INFINITY
  for (const holder of staffing.holders[kind]) {
    if (holder.capacity <= 0) continue
    const use = holder.held / holder.capacity
    if (use < bestUse) {
      best = holder
      bestUse = use
    }
  }
  return best
}

/** Somebody of a kind of team who was in post on a day, or has since left; null when nobody was. */
const somebodyThen = (random: Random, staffing: Staffing, kind: TeamKind, on: number): Holder | null => {
  const current = staffing.holders[kind]
  const former = staffing.former[kind]
  const all = current.length + former.length
  if (all === 0) return null
  for (let tries = 0; tries < 6; tries++) {
    const n = Math.floor(random.next() * all)
    const holder = (n < current.length ? current[n] : former[n - current.length]) as Holder
    if (holder.from <= on && (holder.to === null || holder.to >= on)) return holder
  }
  return former.length > 0 ? (former[Math.floor(random.next() * former.length)] as Holder) : (current[0] as Holder)
}

/** What siblings share: who holds them now. */
export type Keeping = { family: Partial<Record<TeamKind, Holder>>; chosen: Holder | null }

/** Days below which a worker who hands on at once is not written down as the child's. */
const shortestStay = 3
/** What to do when a plan does not hold, by the kind of plan; which of them a child has rests on the day it began. */
const contingencies: Partial<Record<SpellKind, readonly string[]>> = {
  child_protection_plan: [
    'If the home is not safe tonight: grandmother first, she agreed in writing. Otherwise police and the on-call manager.',
    'If mother has been drinking, the aunt comes or the child goes to her. Not to father, who is on bail.',
    'If nobody opens the door, ring the school’s family worker and the neighbour in the plan, then police.',
  ],
  child_in_need_plan: [
    'If mother is unwell, her sister sleeps in. Her number is with the family.',
    'If the family rings, listen first: the plan asks for a visit next morning, not tonight.',
  ],
  looked_after: [
    'If the home breaks down tonight: the respite carer first, then a fostering duty bed. No move without the on-call manager.',
    'If birth family comes to the door: do not let in, ring police, tell the on-call manager.',
    'If the carer falls ill, the carer’s sister is approved for a night.',
  ],
  care_leaver: ['If the flat is lost tonight: the council’s crash pad, by way of the on-call manager.'],
}
const consents: readonly string[] = [
  'Everyday treatment: the carer. Anything with an anaesthetic: a manager of the council, day or night.',
  'Everyday treatment: the carer. Operations: the mother, who is to be asked first.',
]
const forTheNight = ({ kind, from }: SpellDraft): Detail | null => {
  const plans = contingencies[kind]
  if (plans) return { contingency: plans[from % plans.length] as string }
  return kind === 'placement' ? { medicalConsent: consents[from % consents.length] as string } : null
}

const sideRoles: readonly string[] = ['reviewing officer', 'conference chair']

/**
 * Turns phases into allocation spells (with the changes of worker a child lives through), gives every spell and event
 * its worker, identifier and time of writing, and puts both lists in the order of a history. `label` must be unique.
 */
export const settleStory = (story: Story, ground: Ground, random: Random, label: string, keeping: Keeping): void => {
  const { now, staffing } = ground
  const allocations: SpellDraft[] = []
  const phases = story.phases
  const end = story.closedOn
  let begun = 0
  /** where the next phase takes over from one that was too short for anybody to take the child on */
  let taken: number | null = null
  for (let index = 0; index < phases.length; index++) {
    const phase = phases[index] as Phase
    const side = sideRoles.includes(phase.role)
    const starts: number = side ? phase.from : (taken ?? phase.from)
    if (!side) taken = null
    let to: number | null = end
    for (let later = index + 1; later < phases.length; later++) {
      const next = phases[later] as Phase
      if (sideRoles.includes(next.role) === side && (!side || next.role === phase.role)) {
        to = next.from
        break
      }
    }
    if (phase.until !== null && (to === null || phase.until < to)) to = phase.until
    if (to !== null && to <= starts) continue
    const goesOn = to !== end && to !== phase.until
    if (!side && goesOn && (to as number) - starts < shortestStay) {
      taken = starts
      continue
    }
    let from = starts
    const stay = side ? ground.workerStay * 2.5 : ground.workerStay
    for (let changes = 0; changes < 12; changes++) {
      const until = from + 40 + Math.floor(random.exponential(stay))
      const last = changes === 11 || (to === null ? until >= now - 6 : until >= to - 20)
      let holder: Holder | null
      if (last && to === null) {
        holder =
          keeping.family[phase.kind] ??
          (!side && keeping.chosen !== null && keeping.chosen.team.of === phase.kind
            ? keeping.chosen
            : (roomiest(staffing, phase.kind) ?? (side ? null : roomiest(staffing, 'care'))))
        if (holder !== null) {
          keeping.family[phase.kind] ??= holder
          holder.held++
        }
      } else {
        holder =
          somebodyThen(random, staffing, phase.kind, from) ??
          (side ? null : somebodyThen(random, staffing, 'care', from))
      }
      if (holder === null) break
      const closes = last ? to : until
      const spell = addSpell(story, 'allocation', from, closes, phase.role, null, null)
      spell.holder = holder
      if (!side) spell.detail = { reason: begun === 0 ? 'FCONTA' : changes === 0 ? 'TSPROC' : changeReason(random) }
      if (!side) begun++
      allocations.push(spell)
      if (last) break
      from = until
    }
  }
  const main = allocations.filter((spell) => !sideRoles.includes(spell.code as string)).sort((a, b) => a.from - b.from)
  const sideOf = (role: string, on: number): Holder | null => {
    let found: Holder | null = null
    for (const spell of allocations) if (spell.code === role && spell.from <= on) found = spell.holder
    return found
  }
  const mainOn = (on: number): Holder | null => {
    let found: Holder | null = main[0]?.holder ?? null
    for (const spell of main) {
      if (spell.from > on) break
      found = spell.holder
    }
    return found
  }

  let n = 0
  for (const spell of story.spells) {
    if (spell.kind !== 'allocation') spell.holder = mainOn(spell.from)
    // What whoever answers at night needs to know of a plan or a home that goes on.
    const tonight = ground.detailed && spell.to === null ? forTheNight(spell) : null
    if (tonight !== null) spell.detail = { ...tonight, ...spell.detail }
    spell.recordedAt = writtenAt(
      random,
      Math.min(spell.to === null ? spell.from : Math.max(spell.from, spell.to), now),
      now,
    )
    spell.id = idFrom(`${label}/s${n++}`, spell.recordedAt)
  }
  n = 0
  for (const event of story.events) {
    event.holder =
      event.kind === 'looked_after_review'
        ? (sideOf('reviewing officer', event.on) ?? mainOn(event.on))
        : event.kind === 'initial_conference' || event.kind === 'review_conference'
          ? (sideOf('conference chair', event.on) ?? mainOn(event.on))
          : mainOn(event.on)
    if (event.recordedAt === 0) event.recordedAt = Math.max(event.at, writtenAt(random, event.on, now))
    if (significantKinds.has(event.kind)) event.significant = true
    event.id = idFrom(`${label}/e${n++}`, event.recordedAt)
  }
  story.spells.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
  story.events.sort((a, b) => a.on - b.on || (a.id < b.id ? -1 : 1))
}

const reasons = ['MANAGE', 'LEFTRL', 'LEFTRL', 'LEFTRL', 'ABSENC', 'ORGRST', 'MANAGE', 'CHCHAN']
const changeReason = (random: Random): string => reasons[Math.floor(random.next() * reasons.length)] as string

/** A limit written in a council's setting, counted from a day. */
export const limitFrom = (ground: Ground, from: number, limit: { within: number; unit: string }): number => {
  if (limit.unit === 'working_day') return ground.working.plus(from, limit.within)
  if (limit.unit === 'week') return from + 7 * limit.within
  if (limit.unit === 'month') return from + Math.floor(30.4 * limit.within)
  return from + limit.within
}
