import { type Day, isSame, zone } from '../../../lib/day.ts'
import { addWorkingDays, type Calendar } from '../../../lib/working-days.ts'
import { clockAt, comingMorning, isNight } from '../night.ts'

// What the night hands to the day, and where it stands at a moment. By nine everything is sent; at half past nine what nobody
// has accepted goes to the duty manager. Procedures of night teams read for this: everything is reported by 09:00.

export type Deadlines = { sentBy: Temporal.Instant; acceptedBy: Temporal.Instant }

/**
 * By when something made at a moment is sent and accepted: nine and half past nine of the coming working morning. What is
 * handed over in office hours is sent at once and accepted within half an hour.
 */
export const deadlinesOf = (madeAt: Temporal.Instant, calendar: Calendar): Deadlines => {
  if (!isNight(madeAt, calendar)) return { sentBy: madeAt, acceptedBy: madeAt.add({ minutes: 30 }) }
  const { nine, halfPastNine } = comingMorning(madeAt, calendar)
  return { sentBy: nine, acceptedBy: halfPastNine }
}

export type HandoverFacts = {
  madeAt: Temporal.Instant
  sentAt: Temporal.Instant | null
  acceptedAt: Temporal.Instant | null
  neededBy: Temporal.Instant
}

export type HandoverState = Deadlines & {
  state: 'unsent' | 'sent' | 'accepted'
  /** nobody accepted it in time: it is with the duty manager */
  red: boolean
  /** still the night team's, though nine has passed */
  sentLate: boolean
  /** what is needed was needed by now, and nobody has accepted it */
  neededNow: boolean
}

const reached = (at: Temporal.Instant, now: Temporal.Instant): boolean => Temporal.Instant.compare(at, now) <= 0

/** Where a handover stands at a moment, by the working days of the child's council. What comes after the moment is not known. */
export const stateAt = (handover: HandoverFacts, now: Temporal.Instant, calendar: Calendar): HandoverState => {
  const deadlines = deadlinesOf(handover.madeAt, calendar)
  const by = (at: Temporal.Instant | null): boolean => at !== null && reached(at, now)
  const state = by(handover.acceptedAt) ? 'accepted' : by(handover.sentAt) ? 'sent' : 'unsent'
  const open = state !== 'accepted'
  return {
    ...deadlines,
    state,
    red: open && reached(deadlines.acceptedBy, now),
    sentLate: state === 'unsent' && reached(deadlines.sentBy, now),
    neededNow: open && reached(handover.neededBy, now),
  }
}

/** What is most pressing first: with the duty manager, not sent, waiting, accepted; within each by when it is needed. */
export const byPressure = (
  a: { standing: HandoverState; neededBy: Temporal.Instant },
  b: { standing: HandoverState; neededBy: Temporal.Instant },
): number => {
  const rank = ({ standing }: { standing: HandoverState }) =>
    standing.red ? 0 : { unsent: 1, sent: 2, accepted: 3 }[standing.state]
  return rank(a) - rank(b) || Temporal.Instant.compare(a.neededBy, b.neededBy)
}

/** By when the day team is to do what is needed, as a form offers it. */
export const neededByChoices = ['opening', 'noon', 'end', 'other'] as const
export type NeededByChoice = (typeof neededByChoices)[number]
export const neededByWords: Readonly<Record<NeededByChoice, string>> = {
  opening: 'As soon as offices open (09:30)',
  noon: 'By noon of the next working day',
  end: 'By the end of the next working day (17:00)',
  other: 'By another time',
}

/** The moment a choice means in a council. Null for another time, which the form asks for. */
export const neededByOf = (
  choice: NeededByChoice,
  now: Temporal.Instant,
  calendar: Calendar,
): Temporal.Instant | null => {
  if (choice === 'other') return null
  const { on, halfPastNine } = comingMorning(now, calendar)
  return choice === 'opening' ? halfPastNine : clockAt(on, choice === 'noon' ? '12:00' : '17:00')
}

/**
 * What one page of history shows, up to nine of a day: since nine of the working morning before, so that a Monday holds its
 * whole weekend; and up to a day that is not worked, the 24 hours before.
 */
export const nightUpTo = (on: Day, calendar: Calendar): { from: Temporal.Instant; to: Temporal.Instant } => ({
  from: clockAt(calendar.isWorkingDay(on) ? addWorkingDays(on, -1, calendar) : on.subtract({ days: 1 }), '09:00'),
  to: clockAt(on, '09:00'),
})

/** "at 09:30", "at 09:30 on Monday 23 November". */
export const spokenMoment = (at: Temporal.Instant, today: Day): string => {
  const here = at.toZonedDateTimeISO(zone)
  const time = here.toPlainTime().toString({ smallestUnit: 'minute' })
  const on = here.toPlainDate()
  if (isSame(on, today)) return `at ${time}`
  return `at ${time} on ${on.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })}`
}

/** Where it stands, in words for a page: never colour alone. */
export const stateWords = (standing: HandoverState, today: Day): string => {
  const when = spokenMoment(standing.acceptedBy, today)
  if (standing.state === 'accepted') return 'Accepted'
  if (standing.red)
    return `${standing.state === 'unsent' ? 'Not sent and not accepted' : 'Nobody has accepted this'}: with the duty manager since ${when.replace(/^at /, '')}`
  if (standing.state === 'unsent') return standing.sentLate ? 'Not sent, and it is past nine' : 'Not sent yet'
  return `Sent, to be accepted ${when.replace(/^at /, 'by ')}`
}
