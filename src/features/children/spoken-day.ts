import type { Day } from '../../lib/day.ts'

/** A day as a sentence says it: "3 December 2026". */
export const spokenDay = (day: Day): string =>
  day.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** A day close at hand without its year: "3 December", and with it when it is another year's. */
export const nearDay = (day: Day, today: Day): string =>
  day.year === today.year ? day.toLocaleString('en-GB', { day: 'numeric', month: 'long' }) : spokenDay(day)
