import { type Day, monthNames } from '../../lib/day.ts'

// By hand and not by the locale: a page says many days, and looking up the locale takes longer than reading the day.

const dayAndMonth = (day: Day): string => `${day.day} ${monthNames[day.month - 1]}`

/** A day as a sentence says it: "3 December 2026". */
export const spokenDay = (day: Day): string => `${dayAndMonth(day)} ${day.year}`

/** A day close at hand without its year: "3 December", and with it when it is another year's. */
export const nearDay = (day: Day, today: Day): string => (day.year === today.year ? dayAndMonth(day) : spokenDay(day))
