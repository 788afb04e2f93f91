import { type Day, day as dayFrom } from './day.ts'

// Counting in working days: Monday to Friday, less bank holidays and the days a council is closed.
// Days are counted as whole numbers from 1 January 1970 because rebuilding all timescales counts millions of them.

/** Which days are worked. Made by `calendarOf`. */
export type Calendar = {
  isWorkingDay(day: Day): boolean
  /** Weekdays that are not worked, as epoch days in rising order, each once. */
  daysOff: Int32Array
}

/** Whole days from 1 January 1970, which is 0; earlier days are negative. */
export const epochDay = (day: Day): number => {
  const { year, month, day: dayOfMonth } = day
  // A year that begins in March puts the leap day last, so each month begins a fixed number of days into it.
  const y = month > 2 ? year : year - 1
  const monthFromMarch = month > 2 ? month - 3 : month + 9
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + dayOfMonth - 1
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719468
}

/** The day that is `n` whole days after 1 January 1970. */
export const dayFromEpoch = (n: number): Day => {
  const fromMarch0 = n + 719468
  const era = Math.floor(fromMarch0 / 146097)
  const ofEra = fromMarch0 - era * 146097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  )
  const dayOfYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return new Temporal.PlainDate(
    yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  )
}

/** Epoch days from a Monday: 29 December 1969 is 0. */
const sinceMonday = (n: number): number => n + 3
const isWeekday = (n: number): boolean => ((sinceMonday(n) % 7) + 7) % 7 < 5

/** How many weekdays have begun by the end of day n, counted from Monday 29 December 1969. */
const weekdaysBy = (n: number): number => {
  const monday = sinceMonday(n)
  const week = Math.floor(monday / 7)
  return 5 * week + Math.min(monday - 7 * week, 4) + 1
}

/** The weekday that makes `count` weekdays: the inverse of `weekdaysBy`. */
const weekdayAt = (count: number): number => {
  const week = Math.floor((count - 1) / 5)
  return 7 * week + (count - 1 - 5 * week) - 3
}

const daysOffBy = (daysOff: Int32Array, n: number): number => {
  let low = 0
  let high = daysOff.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((daysOff[middle] as number) <= n) low = middle + 1
    else high = middle
  }
  return low
}

const workingDaysBy = (n: number, calendar: Calendar): number => weekdaysBy(n) - daysOffBy(calendar.daysOff, n)

/** The working day that makes `count` working days: the first day on which that many have begun. */
const workingDayAt = (count: number, calendar: Calendar): number => {
  let off = 0
  for (;;) {
    const candidate = weekdayAt(count + off)
    const offByThen = daysOffBy(calendar.daysOff, candidate)
    if (offByThen === off) return candidate
    off = offByThen
  }
}

/**
 * A calendar of working days from bank holidays and a council's own closure days, as ISO dates (YYYY-MM-DD).
 * RangeError for text that is not a date.
 */
export const calendarOf = (bankHolidays: Iterable<string>, closures: Iterable<string> = []): Calendar => {
  const off = new Set<number>()
  for (const text of [...bankHolidays, ...closures]) {
    const n = epochDay(dayFrom(text))
    if (isWeekday(n)) off.add(n)
  }
  return {
    isWorkingDay: (day) => {
      const n = epochDay(day)
      return isWeekday(n) && !off.has(n)
    },
    daysOff: Int32Array.from(off).sort(),
  }
}

/** `addWorkingDays` on epoch days, for counting in bulk. */
export const addWorkingEpochDays = (from: number, n: number, calendar: Calendar): number => {
  if (!Number.isSafeInteger(n)) throw new RangeError('Working days are counted in whole numbers')
  // Strictly after the event when counting on, strictly before it when counting back, on or after it when n is 0.
  const begun = n > 0 ? workingDaysBy(from, calendar) : workingDaysBy(from - 1, calendar) + 1
  return workingDayAt(begun + n, calendar)
}

/** `workingDaysBetween` on epoch days, for counting in bulk. */
export const workingEpochDaysBetween = (a: number, b: number, calendar: Calendar): number => {
  if (a === b) return 0
  return b > a
    ? workingDaysBy(b, calendar) - workingDaysBy(a, calendar)
    : workingDaysBy(b - 1, calendar) - workingDaysBy(a - 1, calendar)
}

/**
 * The day that is n working days after an event; the day after the event is day 1, so one working day after a Friday is
 * Monday. Counting back (n < 0), the day before is day 1. n = 0 is the day itself, or the next working day when it is not
 * worked, because nothing may fall due on a day nobody works. RangeError when n is not whole.
 */
export const addWorkingDays = (day: Day, n: number, calendar: Calendar): Day =>
  dayFromEpoch(addWorkingEpochDays(epochDay(day), n, calendar))

/** Working days after a up to and including b; when b is earlier, minus those from b up to but not including a. */
export const workingDaysBetween = (a: Day, b: Day, calendar: Calendar): number =>
  workingEpochDaysBetween(epochDay(a), epochDay(b), calendar)

/** The same day number n months later (earlier when negative), or the last day of that month when it has no such day. */
export const addMonths = (day: Day, n: number): Day => day.add({ months: n }, { overflow: 'constrain' })
