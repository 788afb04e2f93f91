// Dates as the SSDA903 files hold them: DD/MM/YYYY, and for earlier permanence with ZZ for the parts nobody knows.
import type { Day } from '../../../lib/day.ts'
import type { PartialDay } from './tables.ts'

type Unread = { reason: string; lost: 'row' }

const unread = (reason: string): Unread => ({ reason, lost: 'row' })
const notReal = 'There is no such day in the calendar.'

// A spreadsheet or a database adds a time of day to a date that has none.
const timeOfDay = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?`
const british = new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})${timeOfDay}$`)
const iso = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${timeOfDay}$`)

/** A day written DD/MM/YYYY, or YYYY-MM-DD as databases write it; a time of day after it is passed over. */
export const readDay = (text: string): { value: Day } | Unread => {
  const [, dayFirst, month, yearLast] = british.exec(text) ?? []
  const [, yearFirst, isoMonth, isoDay] = dayFirst === undefined ? (iso.exec(text) ?? []) : []
  if (dayFirst === undefined && yearFirst === undefined) {
    if (/^\d{1,2}\/\d{1,2}\/\d{2}$/.test(text)) return unread('Write the year with four digits.')
    return unread('This is not a date. Write it as DD/MM/YYYY.')
  }
  const value = realDay(Number(yearLast ?? yearFirst), Number(month ?? isoMonth), Number(dayFirst ?? isoDay))
  return value ? { value } : unread(notReal)
}

/** A day any part of which may be ZZ: zz/05/2020, zz/zz/2021, zz/zz/zzzz. */
export const readPartialDay = (text: string): { value: PartialDay } | Unread => {
  const [, dayText, monthText, yearText] = /^(\d{1,2}|ZZ)\/(\d{1,2}|ZZ)\/(\d{4}|ZZZZ)$/.exec(text) ?? []
  if (dayText === undefined) {
    const whole = readDay(text)
    if ('reason' in whole) {
      return unread('This is not a date. Write it as DD/MM/YYYY, with ZZ for a part that is not known.')
    }
    return { value: partialDay(whole.value.day, whole.value.month, whole.value.year) }
  }
  const known = (part: string | undefined): number | null => (part?.startsWith('Z') ? null : Number(part))
  const [day, month, year] = [known(dayText), known(monthText), known(yearText)]
  // What is not known is taken as what allows most: January has 31 days, and 2000 had a 29 February.
  if (realDay(year ?? 2000, month ?? 1, day ?? 1) === null) return unread(notReal)
  return { value: partialDay(day, month, year) }
}

const partialDay = (day: number | null, month: number | null, year: number | null): PartialDay => {
  const two = (part: number | null): string => (part === null ? 'ZZ' : String(part).padStart(2, '0'))
  const text = `${two(day)}/${two(month)}/${year === null ? 'ZZZZ' : String(year).padStart(4, '0')}`
  return { day, month, year, text }
}

const realDay = (year: number, month: number, day: number): Day | null => {
  if (year < 1) return null
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}
