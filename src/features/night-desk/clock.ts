import { type Day, zone } from '../../lib/day.ts'

// Times of day as people type them at night, on the clock in England, which skips an hour in March and has one twice in October.

/** "2:10", "02.10", "0210" as a time; null for anything else. */
export const readClock = (typed: string): Temporal.PlainTime | null => {
  const read = /^\s*(\d{1,2})[:.]?(\d{2})\s*$/.exec(typed)
  if (!read) return null
  const [hour, minute] = [Number(read[1]), Number(read[2])]
  return hour < 24 && minute < 60 ? new Temporal.PlainTime(hour, minute) : null
}

/**
 * The instant that a day and a typed time name. Of an hour that comes twice, the later time that is not after `notAfter`,
 * and without that the earlier. Anything that names no instant is a problem in plain words.
 */
export const readMoment = (
  on: Day,
  typed: string,
  notAfter: Temporal.Instant | null = null,
): { at: Temporal.Instant } | { problem: string } => {
  const time = readClock(typed)
  if (time === null) return { problem: 'Enter a time like 02:10' }
  const local = on.toPlainDateTime(time)
  const [first, last] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime]
  if (!first.toPlainDateTime().equals(local))
    return {
      problem: `The clocks went forward that night and there was no ${time.toString().slice(0, 5)}. Enter the time as it was after the change`,
    }
  const later = last.toInstant()
  const useLater = notAfter !== null && Temporal.Instant.compare(later, notAfter) <= 0
  return { at: useLater ? later : first.toInstant() }
}

/** A moment as the boxes of a form hold it: its day's three boxes and its time. */
export const clockOf = (at: Temporal.Instant): { day: Day; time: string } => {
  const here = at.toZonedDateTimeISO(zone)
  return { day: here.toPlainDate(), time: here.toPlainTime().toString({ smallestUnit: 'minute' }) }
}
