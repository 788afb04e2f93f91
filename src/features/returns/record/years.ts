import type { Day } from '../../../lib/day.ts'

/** Returns are sent until the end of July after the year they are about. */
const lastMonthOfSending = 7

/** Return years, by the year they end in, that a record is checked for: the running one, and the one that can still be sent. */
export const yearsThatMatter = (today: Day): number[] => {
  const running = today.month >= 4 ? today.year + 1 : today.year
  return today.month >= 4 && today.month <= lastMonthOfSending ? [running, running - 1] : [running]
}
