import { dayOf } from '../../../lib/day.ts'
import { readMoment } from '../clock.ts'

// A visit alone at night: the team knows where, until when, and whom to ring if nobody comes back.

export type VisitFacts = {
  expectedBackAt: Temporal.Instant
  backAt: Temporal.Instant | null
  escalatedAt: Temporal.Instant | null
}
export type VisitState = 'out' | 'overdue' | 'rung' | 'back'

/** Back is back; until then somebody who is not back at the time they gave is overdue, and rung for once anybody has. */
export const visitState = (visit: VisitFacts, now: Temporal.Instant): VisitState => {
  const by = (at: Temporal.Instant | null): boolean => at !== null && Temporal.Instant.compare(at, now) <= 0
  if (by(visit.backAt)) return 'back'
  if (!by(visit.expectedBackAt)) return 'out'
  // Rung for before the time was put off: they are expected anew.
  return visit.escalatedAt !== null && Temporal.Instant.compare(visit.expectedBackAt, visit.escalatedAt) <= 0
    ? 'rung'
    : 'overdue'
}

const longest = { hours: 12 } as const

/** The next time the clock shows what was typed: at half past eleven, "01:15" is tomorrow. */
export const expectedBack = (typed: string, now: Temporal.Instant): { at: Temporal.Instant } | { problem: string } => {
  for (const days of [0, 1]) {
    const read = readMoment(dayOf(now).add({ days }), typed)
    if ('problem' in read) return read
    if (Temporal.Instant.compare(read.at, now) <= 0) continue
    return Temporal.Instant.compare(read.at, now.add(longest)) > 0
      ? { problem: 'Enter a time within the next twelve hours' }
      : read
  }
  return { problem: 'Enter a time to come, like 02:10' }
}

/** Half an hour more than was said, or than it is now where that has passed. */
export const halfAnHourMore = (expected: Temporal.Instant, now: Temporal.Instant): Temporal.Instant =>
  (Temporal.Instant.compare(expected, now) < 0 ? now : expected).add({ minutes: 30 })
