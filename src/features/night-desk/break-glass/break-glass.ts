import { type Day, dayOf, isBefore } from '../../../lib/day.ts'
import { addWorkingDays, type Calendar } from '../../../lib/working-days.ts'
import { comingMorning } from '../night.ts'

// Opening more than the agreement opens: why, for how long, and who looks into it afterwards.

export const breakGrounds = {
  'immediate danger': 'The child is in immediate danger',
  'missing child': 'The child is missing',
  'police protection': 'Police protection, or the police are asking',
  'medical emergency': 'A medical emergency',
  'placement breakdown': 'The home or placement is breaking down tonight',
  other: 'Something else that cannot wait until morning',
} as const
export type BreakGround = keyof typeof breakGrounds
export const breakGroundNames = Object.keys(breakGrounds) as BreakGround[]

export const findings = {
  justified: 'It was needed',
  'justified, more than was needed': 'It was needed, and more was opened than was needed',
  'not justified': 'It was not needed',
} as const
export type Finding = keyof typeof findings
export const findingNames = Object.keys(findings) as Finding[]

/** The shortest reason that says something, in characters. The database asks for the same. */
export const shortestReason = 20

/** A broken glass mends itself after so long. */
export const longestOpen = Temporal.Duration.from({ minutes: 60 })

/** When what is opened now shuts by itself: after an hour, and never later than the agreed hours end (null: no end). */
export const shutsAt = (now: Temporal.Instant, hoursEnd: Temporal.Instant | null): Temporal.Instant => {
  const hour = now.add(longestOpen)
  return hoursEnd !== null && Temporal.Instant.compare(hoursEnd, hour) < 0 ? hoursEnd : hour
}

/** By when somebody of the council looks into it (the next working morning), and when the director is told (three working days on). */
export const reviewDays = (now: Temporal.Instant, calendar: Calendar): { dueOn: Day; escalateOn: Day } => ({
  dueOn: comingMorning(now, calendar).on,
  escalateOn: addWorkingDays(dayOf(now), 3, calendar),
})

export type ReviewState = 'to review' | 'late' | 'escalated' | 'reviewed'
export const reviewState = (
  one: { reviewDueOn: Day; escalateOn: Day; reviewedAt: Temporal.Instant | null },
  today: Day,
): ReviewState => {
  if (one.reviewedAt !== null) return 'reviewed'
  if (!isBefore(today, one.escalateOn)) return 'escalated'
  return isBefore(one.reviewDueOn, today) ? 'late' : 'to review'
}

export const stateTags: Readonly<Record<ReviewState, { text: string; colour: string }>> = {
  'to review': { text: 'To review', colour: 'yellow' },
  late: { text: 'Late', colour: 'orange' },
  escalated: { text: 'With the director', colour: 'red' },
  reviewed: { text: 'Reviewed', colour: 'green' },
}
