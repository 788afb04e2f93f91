// Days as whole numbers since 1970, with everything the simulation asks of a day looked up in tables made once.
import { addWorkingEpochDays, type Calendar, dayFromEpoch, epochDay } from '../src/lib/working-days.ts'

const first = epochDay({ year: 1915, month: 1, day: 1 } as Temporal.PlainDate)
const last = epochDay({ year: 2056, month: 12, day: 31 } as Temporal.PlainDate)
const count = last - first + 1

const years = new Int16Array(count)
const months = new Int8Array(count)
const daysOfMonth = new Int8Array(count)
const texts: string[] = new Array(count)
/** first day of each month, counted from January 1915 */
const monthStarts: number[] = []

{
  let year = 1915
  let month = 1
  let dayOfMonth = 1
  const lengthOf = (): number =>
    month === 2
      ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        ? 29
        : 28
      : month === 4 || month === 6 || month === 9 || month === 11
        ? 30
        : 31
  for (let index = 0; index < count; index++) {
    years[index] = year
    months[index] = month
    daysOfMonth[index] = dayOfMonth
    texts[index] = `${year}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`
    if (dayOfMonth === 1) monthStarts.push(first + index)
    if (++dayOfMonth > lengthOf()) {
      dayOfMonth = 1
      if (++month > 12) {
        month = 1
        year++
      }
    }
  }
}

/** 2026-11-21. RangeError beyond 1915 to 2056. */
export const isoOf = (n: number): string => {
  const text = texts[n - first]
  if (text === undefined) throw new RangeError(`day ${n} is beyond the tables of the simulation`)
  return text
}
export const yearOf = (n: number): number => years[n - first] as number
export const monthOf = (n: number): number => months[n - first] as number

/** The same day number some months later (or earlier), or the last day of that month. */
export const plusMonths = (n: number, howMany: number): number => {
  const month = (yearOf(n) - 1915) * 12 + monthOf(n) - 1 + howMany
  const start = monthStarts[month] as number
  const next = monthStarts[month + 1] as number
  return Math.min(start + (daysOfMonth[n - first] as number) - 1, next - 1)
}
/** The birthday on which somebody becomes so many years old; 29 February is kept on 28 February, as in `plusMonths`. */
export const birthday = (bornOn: number, age: number): number => plusMonths(bornOn, age * 12)

/** 31 March of a year, on which the year of the returns ends. */
export const endOfMarch = (year: number): number => (monthStarts[(year - 1915) * 12 + 3] as number) - 1

/** Completed years of age on a day. */
export const ageAt = (bornOn: number, on: number): number => {
  const years = yearOf(on) - yearOf(bornOn)
  const earlier =
    monthOf(on) < monthOf(bornOn) ||
    (monthOf(on) === monthOf(bornOn) && (daysOfMonth[on - first] as number) < (daysOfMonth[bornOn - first] as number))
  return earlier ? years - 1 : years
}

/** The fifteenth of the month a day lies in: the birth date of a young person whose day of birth nobody knows. */
export const fifteenth = (n: number): number => n - (daysOfMonth[n - first] as number) + 15

const temporals: (Temporal.PlainDate | undefined)[] = new Array(count)
/** The same day as Temporal, made once for each day. */
export const temporalOf = (n: number): Temporal.PlainDate => {
  const known = temporals[n - first]
  if (known) return known
  const made = dayFromEpoch(n)
  temporals[n - first] = made
  return made
}

/** One council's working days as quick look-ups. */
export type Working = {
  calendar: Calendar
  is: (n: number) => boolean
  /** the day itself or the next that is worked */
  onOrAfter: (n: number) => number
  onOrBefore: (n: number) => number
  plus: (n: number, workingDays: number) => number
}

export const workingOf = (calendar: Calendar): Working => {
  const off = new Set(calendar.daysOff)
  // 1 January 1970 was a Thursday
  const is = (n: number): boolean => (((n + 3) % 7) + 7) % 7 < 5 && !off.has(n)
  return {
    calendar,
    is,
    onOrAfter: (n) => {
      let day = n
      while (!is(day)) day++
      return day
    },
    onOrBefore: (n) => {
      let day = n
      while (!is(day)) day--
      return day
    },
    plus: (n, workingDays) => addWorkingEpochDays(n, workingDays, calendar),
  }
}
