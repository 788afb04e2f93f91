import type { Day } from '../../../lib/day.ts'
import { addMonths, addWorkingEpochDays, dayFromEpoch, epochDay } from '../../../lib/working-days.ts'
import type { Setting, Unit } from './timescale.ts'

// The counting rules of domain/journey.md section 6, in one place: the day after the event is day 1, a month later is
// the same day number or the month's last day, a week is seven days, an hour is an hour.

export type Limit = { within: number; unit: Unit }

// A date costs more to make than everything else here together, and a council's children share a few thousand of them.
const days = new Map<number, Day>()
const months = new Map<number, number>()

/** The day of an epoch day. Days do not change, so one is made and shared. */
export const dayOn = (n: number): Day => {
  const made = days.get(n)
  if (made !== undefined) return made
  const day = dayFromEpoch(n)
  days.set(n, day)
  return day
}

/** `addMonths` on epoch days. */
export const monthsAfter = (from: number, n: number): number => {
  const key = from * 4096 + n + 2048
  const counted = months.get(key)
  if (counted !== undefined) return counted
  const to = epochDay(addMonths(dayOn(from), n))
  months.set(key, to)
  return to
}

/** The day a child reaches an age; for one born on 29 February, 1 March in other years, as ageOn has it. */
export const birthday = (bornOn: Day, years: number): number =>
  epochDay(dayOn(epochDay(new Temporal.PlainDate(bornOn.year + years, bornOn.month, 1)) + bornOn.day - 1))

/**
 * The end of the school term after the one a day belongs to; a day in the holidays belongs to the coming term.
 * Null when the setting does not know that term.
 */
const nextTermEnd = (from: number, setting: Setting): number | null => {
  let ends = 0
  for (const termEnd of setting.termEnds) {
    const end = epochDay(termEnd)
    if (end < from) continue
    ends += 1
    if (ends === 2) return end
  }
  return null
}

/** The last day of a limit counted from a day. Hours give the day they run out at the latest. */
export const lastDay = (from: number, limit: Limit, setting: Setting): number | null => {
  switch (limit.unit) {
    case 'working_day':
      return addWorkingEpochDays(from, limit.within, setting.calendar)
    case 'calendar_day':
      return from + limit.within
    case 'week':
      return from + 7 * limit.within
    case 'month':
      return monthsAfter(from, limit.within)
    case 'year':
      return monthsAfter(from, 12 * limit.within)
    case 'hour':
      return from + Math.ceil(limit.within / 24)
    case 'school_term':
      return nextTermEnd(from, setting)
  }
}
