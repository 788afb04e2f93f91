import type { Day } from '../../../lib/day.ts'
import type { Calendar } from '../../../lib/working-days.ts'
import type { History } from '../journey/history.ts'
import type { Known } from './known.ts'

export type Unit = 'working_day' | 'calendar_day' | 'week' | 'month' | 'year' | 'hour' | 'school_term'
export type Status = 'read' | 'reported' | 'local' | 'unconfirmed'

/** One council's choice for a timescale the law leaves open, or one it tightens. */
export type LocalLimit = { within: number; unit: Unit; first?: number }

/** What the functions may know besides the child: never the clock. */
export type Setting = {
  today: Day
  now: Temporal.Instant
  calendar: Calendar
  /** by timescale id; a timescale whose status is local or unconfirmed counts only when its council set it */
  local: Readonly<Record<string, LocalLimit>>
  /** last days of school terms, in order */
  termEnds: readonly Day[]
  /**
   * The day the council's own records begin: of a council that came with its returns, the day they were read in. What
   * fell due before it and is not recorded is not called late, and repeating duties are counted again from it. Left
   * out, the records are taken to be whole.
   */
  recordsFrom?: Day | null
  /** ids of timescales that a mirrored council's extract cannot answer: nothing is owed that would only seem undone */
  leftOut?: ReadonlySet<string>
}

/**
 * One thing to be done or one limit to be kept, counted from one event or spell (`triggerId`).
 * `dueOn` null: promptly, no number. `dueAt` only for limits in hours. `doneOn` null: not done.
 * `lapsedOn`: the day it fell away undone, because its plan or placement ended or the child died; one that fell away
 * before it was due is not an obligation. Neither done nor lapsed: outstanding.
 * `kind` limit: a spell must end by then (police protection); duty: something must be done by then; window: only counted.
 */
export type Obligation = {
  timescale: string
  kind: 'duty' | 'limit' | 'window'
  triggerId: string
  countedFrom: Day
  dueOn: Day | null
  dueAt: Temporal.Instant | null
  doneOn: Day | null
  lapsedOn: Day | null
  /** days late, counted to the day it was done, lapsed, or to today; part of a day is one; 0 when in time or without a number */
  daysLate: number
}

/** `obligations` returns every occasion the timescale applied to this child up to today, done and not done, oldest first. */
export type Timescale = {
  id: string
  stage: string
  duty: string
  from: string
  within: number | null
  unit: Unit | null
  repeats: string | null
  owner: string
  source: string
  status: Status
  /** where the law leaves the limit open: what a council is offered to begin with; it counts only once it is set */
  suggestedLocal: LocalLimit | null
  obligations: (history: History, setting: Setting) => Obligation[]
  /** the same of a history already sorted by `know`, for running many timescales over one child */
  find: (known: Known) => Obligation[]
}
