import { dayOf } from '../../../lib/day.ts'
import type { Calendar } from '../../../lib/working-days.ts'
import { clockAt, comingMorning } from '../night.ts'

/** Nights an alert can be left for, at most: what still holds then belongs in the record as a risk. */
export const mostNights = 14

/**
 * When an alert runs out: at nine of the coming working morning, or at nine after so many nights. Before nine in the
 * morning the night that goes on is the first.
 */
export const expiryOf = (nights: number | null, now: Temporal.Instant, calendar: Calendar): Temporal.Instant => {
  if (nights === null) return comingMorning(now, calendar).nine
  const today = dayOf(now)
  const early = Temporal.Instant.compare(now, clockAt(today, '09:00')) < 0
  return clockAt(today.add({ days: early ? nights - 1 : nights }), '09:00')
}
