// A day in the calendar, without a time or a zone: the date of birth, of a visit, of an order.
export type Day = Temporal.PlainDate

/** The zone every council here keeps; a day begins and ends in it. */
export const zone = 'Europe/London'

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

export const day = (text: string): Day => Temporal.PlainDate.from(text)

/** The day it is in England at an instant. */
export const dayOf = (at: Temporal.Instant): Day => at.toZonedDateTimeISO(zone).toPlainDate()

/** Negative when a comes first, 0 for the same day. Asked for each row of each list: the built-in comparison is slower. */
export const dayOrder = (a: Day, b: Day): number => a.year - b.year || a.month - b.month || a.day - b.day
export const isBefore = (a: Day, b: Day): boolean => dayOrder(a, b) < 0
export const isAfter = (a: Day, b: Day): boolean => dayOrder(a, b) > 0
export const isSame = (a: Day, b: Day): boolean => dayOrder(a, b) === 0
export const earliest = (...days: Day[]): Day | null =>
  days.reduce<Day | null>((first, d) => (first === null || isBefore(d, first) ? d : first), null)
export const latest = (...days: Day[]): Day | null =>
  days.reduce<Day | null>((last, d) => (last === null || isAfter(d, last) ? d : last), null)

/** Whole days from a to b: negative when b is earlier. */
export const daysBetween = (a: Day, b: Day): number => a.until(b, { largestUnit: 'day' }).days

/** Completed years of age on a day; a child born on 29 February is a year older on 1 March in other years. */
export const ageOn = (bornOn: Day, on: Day): number => {
  const years = on.year - bornOn.year
  return on.month < bornOn.month || (on.month === bornOn.month && on.day < bornOn.day) ? years - 1 : years
}

/** True when a spell from `startsOn` to `endsOn` (both included; null is still open) covers the day. */
export const covers = (spell: { startsOn: Day; endsOn: Day | null }, on: Day): boolean =>
  !isAfter(spell.startsOn, on) && (spell.endsOn === null || !isBefore(spell.endsOn, on))
