// A day as a whole number, for work on hundreds of thousands of dates at a time: 1 January 1970 is 0. Blank is null. What
// stands in the cell but is no day is NaN, and every comparison with NaN is false: a question asked "is it wrong?" is
// never answered yes because of a date nobody can read.
export type DayNumber = number

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!

/** The day of a year, month (1-12) and day; NaN when the calendar has none. */
export const dayNumber = (year: number, month: number, day: number): DayNumber => {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)))
    return Number.NaN
  const y = year - 1
  const leapDay = month > 2 && isLeap(year) ? 1 : 0
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    daysBefore[month - 1]! +
    leapDay +
    day -
    719163
  )
}

/** Year, month and day of a day number; all NaN for NaN. */
export const partsOf = (n: DayNumber): { year: number; month: number; day: number } => {
  // Counted from 1 March of the year 0, so that the leap day comes last.
  const z = n + 719468
  const era = Math.floor(z / 146097)
  const ofEra = z - era * 146097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  }
}

/** The birthday on which somebody born on that day turns `years`; 29 February counts as 28 February in other years. */
export const birthday = (born: DayNumber, years: number): DayNumber => {
  const { year, month, day } = partsOf(born)
  return dayNumber(year + years, month, month === 2 && day === 29 && !isLeap(year + years) ? 28 : day)
}

/** Completed years on a day, by the same birthdays; NaN when either day is. */
export const yearsOld = (born: DayNumber, on: DayNumber): number => {
  const years = partsOf(on).year - partsOf(born).year
  return on < birthday(born, years) ? years - 1 : years
}

/** The same day `n` months on, or the last day of that month when it has no such day. */
export const monthsOn = (from: DayNumber, n: number): DayNumber => {
  const { year, month, day } = partsOf(from)
  const months = year * 12 + month - 1 + n
  const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1]
  return dayNumber(toYear, toMonth, Math.min(day, daysIn(toYear, toMonth)))
}

/** True from Monday to Friday. */
export const isWeekday = (n: DayNumber): boolean => (((n + 3) % 7) + 7) % 7 < 5

const digits = (text: string, from: number, length: number): number => {
  let value = 0
  for (let i = from; i < from + length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** A day written DD/MM/YYYY; NaN for anything else. */
export const readBritishDay = (text: string): DayNumber =>
  text.length === 10 && text[2] === '/' && text[5] === '/'
    ? dayNumber(digits(text, 6, 4), digits(text, 3, 2), digits(text, 0, 2))
    : Number.NaN

/** A day written YYYY-MM-DD; NaN for anything else. */
export const readIsoDay = (text: string): DayNumber =>
  text.length === 10 && text[4] === '-' && text[7] === '-'
    ? dayNumber(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2))
    : Number.NaN

const padded = (n: number, length: number): string => String(n).padStart(length, '0')
export const britishDay = (n: DayNumber): string => {
  const { year, month, day } = partsOf(n)
  return `${padded(day, 2)}/${padded(month, 2)}/${padded(year, 4)}`
}
export const isoDay = (n: DayNumber): string => {
  const { year, month, day } = partsOf(n)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}
