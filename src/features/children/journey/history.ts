import type { Day } from '../../../lib/day.ts'
import { covers } from '../../../lib/day.ts'
import type { AdopterEventKind, EventKind, SpellKind } from './kinds.ts'

/**
 * A state with a start and an end (both days included; null: still so).
 * `code` is the statutory code where there is one: legal status (C2), placement type (U1), category of abuse (NEG),
 * care-leaver entitlement (relevant), allocation role (social worker), emergency order (L1, L2, L3), missing (M, A),
 * referral source (1A). `endCode` is why it ended (E41, RC7, X1). `detail` holds the rest by name.
 */
export type Spell = {
  id: string
  kind: SpellKind
  startsOn: Day
  endsOn: Day | null
  code: string | null
  endCode: string | null
  withinId: string | null
  workerId: string | null
  teamId: string | null
  detail: Readonly<Record<string, unknown>>
}

/** What happened on a day. `at` only where the hour counts in law (police protection, a child's return). */
export type JourneyEvent = {
  id: string
  kind: EventKind | AdopterEventKind
  on: Day
  at: Temporal.Instant | null
  spellId: string | null
  workerId: string | null
  code: string | null
  detail: Readonly<Record<string, unknown>>
}

/** Everything timescales and decisions need of one child; both lists are in date order. */
export type History = {
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  spells: readonly Spell[]
  events: readonly JourneyEvent[]
  /** of a child who came with a council's return: the day the record begins here; see Setting.recordsFrom */
  recordsFrom?: Day | null
}

export const spellsOf = (history: History, ...kinds: SpellKind[]): Spell[] =>
  history.spells.filter((spell) => kinds.includes(spell.kind))

export const eventsOf = (history: History, ...kinds: JourneyEvent['kind'][]): JourneyEvent[] =>
  history.events.filter((event) => kinds.includes(event.kind))

/** The spells of a kind that held on a day. */
export const heldOn = (history: History, on: Day, ...kinds: SpellKind[]): Spell[] =>
  spellsOf(history, ...kinds).filter((spell) => covers(spell, on))
