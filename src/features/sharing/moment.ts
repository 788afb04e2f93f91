import { type Day, zone } from '../../lib/day.ts'

// What somebody means by a day and an hour. Twice a year a clock does something else: in March an hour is left out, in
// October one comes twice.

export type Moment = { at: Temporal.Instant; which: 'only' | 'first' | 'second' | 'after the gap' }

/** "2:00", "02:00", "0200" as the hour it names; null when it names none. */
export const readClock = (text: string): Temporal.PlainTime | null => {
  const found = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(text.trim())
  return found ? new Temporal.PlainTime(Number(found[1]), Number(found[2])) : null
}

/** The moments a clock in England shows this hour on this day: one, two when it goes back, and the next when it is skipped. */
export const momentsOf = (on: Day, clock: Temporal.PlainTime): Moment[] => {
  const plain = on.toPlainDateTime(clock)
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' })
  if (Temporal.ZonedDateTime.compare(earlier, later) === 0) return [{ at: earlier.toInstant(), which: 'only' }]
  if (earlier.toPlainDateTime().equals(plain))
    return [
      { at: earlier.toInstant(), which: 'first' },
      { at: later.toInstant(), which: 'second' },
    ]
  const gap = earlier.getTimeZoneTransition('next')
  return [{ at: (gap ?? later).toInstant(), which: 'after the gap' }]
}
