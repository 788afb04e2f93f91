// Bank holidays in England: the Banking and Financial Dealings Act 1971 and the royal proclamations under it.

/** Days moved or added by proclamation, year by year. */
const proclaimed: Readonly<Record<number, { not: readonly string[]; but: readonly string[] }>> = {
  1999: { not: [], but: ['1999-12-31'] },
  2002: { not: ['2002-05-27'], but: ['2002-06-03', '2002-06-04'] },
  2011: { not: [], but: ['2011-04-29'] },
  2012: { not: ['2012-05-28'], but: ['2012-06-04', '2012-06-05'] },
  2020: { not: ['2020-05-04'], but: ['2020-05-08'] },
  2022: { not: ['2022-05-30'], but: ['2022-06-02', '2022-06-03', '2022-09-19'] },
  2023: { not: [], but: ['2023-05-08'] },
}

/** Easter Sunday in the Gregorian calendar (the anonymous computus printed in Nature, 1876). */
const easterSunday = (year: number): Temporal.PlainDate => {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const moon =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7
  const correction = Math.floor((golden + 11 * moon + 22 * weekday) / 451)
  const count = moon + weekday - 7 * correction + 114
  return new Temporal.PlainDate(year, Math.floor(count / 31), (count % 31) + 1)
}

const date = (year: number, month: number, day: number): Temporal.PlainDate => new Temporal.PlainDate(year, month, day)
const firstMonday = (year: number, month: number): Temporal.PlainDate => {
  const first = date(year, month, 1)
  return first.add({ days: (8 - first.dayOfWeek) % 7 })
}
const lastMonday = (year: number, month: number): Temporal.PlainDate => {
  const last = date(year, month, date(year, month, 1).daysInMonth)
  return last.subtract({ days: last.dayOfWeek - 1 })
}
const saturday = 6

/** New Year's Day; a weekend one is kept on the Monday after. */
const newYear = (year: number): Temporal.PlainDate => {
  const first = date(year, 1, 1)
  return first.dayOfWeek >= saturday ? first.add({ days: 8 - first.dayOfWeek }) : first
}

/** Christmas Day and Boxing Day, with what falls on a weekend kept on the next free weekdays. */
const christmas = (year: number): Temporal.PlainDate[] => {
  const weekdays = [25, 26, 27, 28].map((day) => date(year, 12, day)).filter((day) => day.dayOfWeek < saturday)
  return weekdays.slice(0, 2)
}

/**
 * The weekdays that are bank holidays in England in one year, as ISO dates in order. From 1996; years to come follow the
 * standing rules until a proclamation says otherwise. RangeError for earlier years, which had other one-off days.
 */
export const bankHolidaysOfYear = (year: number): string[] => {
  if (!Number.isInteger(year) || year < 1996) throw new RangeError('Bank holidays are known from 1996')
  const easter = easterSunday(year)
  const standing = [
    newYear(year),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
    ...christmas(year),
  ].map(String)
  const { not, but } = proclaimed[year] ?? { not: [], but: [] }
  return [...standing.filter((day) => !not.includes(day)), ...but].sort()
}

/** Bank holidays from 2012 to 2032, as ISO dates in order: what a new council's calendar begins with. */
export const bankHolidays: readonly string[] = Array.from({ length: 21 }, (_, i) => bankHolidaysOfYear(2012 + i)).flat()
