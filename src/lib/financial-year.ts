import type { Day } from './day.ts'

// A council's year runs from 1 April to 31 March and is named here by the calendar year in which it begins.

/** The financial year a day lies in: 2026 for 22 November 2026, 2025 for 31 March 2026. */
export const financialYearOf = (on: Day): number => (on.month >= 4 ? on.year : on.year - 1)

/** "2026 to 2027". */
export const yearInWords = (year: number): string => `${year} to ${year + 1}`

/** "2026/27", for the axis of a plot and for files. */
export const yearInShort = (year: number): string => `${year}/${String((year + 1) % 100).padStart(2, '0')}`

export const yearSpan = (year: number): { start: Day; end: Day } => ({
  start: new Temporal.PlainDate(year, 4, 1),
  end: new Temporal.PlainDate(year + 1, 3, 31),
})

/** Reads a year from an address or a form: 1974 to 2100, null for anything else. */
export const readYear = (text: string | undefined): number | null => {
  if (!/^\d{4}$/.test(text ?? '')) return null
  const year = Number(text)
  return year >= 1974 && year <= 2100 ? year : null
}
