import type { Hours } from '../../../access/scopes.ts'
import { type Day, zone } from '../../../lib/day.ts'
import type { Calendar } from '../../../lib/working-days.ts'
import { nightOf, type Stretch } from '../night.ts'

// A rota in local time: what is typed as a day and two times, what it covers, and where nobody is on.

const sooner = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0
const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (sooner(a, b) ? b : a)

const dayWords = (on: Day): string =>
  on.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const clockWords = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })

/** A moment as a sentence says it: "17:00 on Friday 4 December 2026". */
export const momentWords = (at: Temporal.Instant): string =>
  `${clockWords(at)} on ${dayWords(at.toZonedDateTimeISO(zone).toPlainDate())}`

/** Reads "17:00", "9:00", "1700", "5pm", "5.30 pm" into "17:00"; null when it is no time of day. */
export const readTime = (typed: string): string | null => {
  const read = /^\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?\s*$/i.exec(typed)
  if (!read) return null
  const [, hourText, minuteText = '00', half] = read
  let hour = Number(hourText)
  const minute = Number(minuteText)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  }
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/**
 * The instant at which clocks in England show a time on a day. In the hour that the clocks skip there is none, which is
 * said in words; in the hour that comes twice the first is taken, and that is said too.
 */
export const momentOf = (
  on: Day,
  time: string,
): { at: Temporal.Instant; note: string | null } | { problem: string } => {
  const wanted = on.toPlainDateTime(Temporal.PlainTime.from(time))
  const first = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const second = wanted.toZonedDateTime(zone, { disambiguation: 'later' })
  if (first.toPlainTime().equals(wanted.toPlainTime())) {
    const twice = !first.equals(second)
    return {
      at: first.toInstant(),
      note: twice ? `${time} comes twice on ${dayWords(on)}, because the clocks go back. The first was taken.` : null,
    }
  }
  return {
    problem: `There is no ${time} on ${dayWords(on)}: the clocks go forward from ${first.toPlainTime().add({ hours: 1 }).toString({ smallestUnit: 'minute' }).slice(0, 3)}00 to ${second.toPlainTime().toString({ smallestUnit: 'minute' }).slice(0, 3)}00. Choose a time before or after`,
  }
}

export type TypedShift = { on: Day; from: string; to: string }
export type ReadShift = { from: Temporal.Instant; to: Temporal.Instant; notes: string[] }

/**
 * A turn as typed: a day, when it begins and when it ends. An end that is not after the beginning is the next day's; the
 * same time twice is a turn of a whole day. `field` says which answer a problem belongs to.
 */
export const readShift = (typed: TypedShift): ReadShift | { field: 'from' | 'to'; problem: string } => {
  const from = readTime(typed.from)
  if (from === null) return { field: 'from', problem: 'Enter when the turn begins, such as 17:00' }
  const to = readTime(typed.to)
  if (to === null) return { field: 'to', problem: 'Enter when the turn ends, such as 09:00' }
  const begins = momentOf(typed.on, from)
  if ('problem' in begins) return { field: 'from', problem: begins.problem }
  const ends = momentOf(to > from ? typed.on : typed.on.add({ days: 1 }), to)
  if ('problem' in ends) return { field: 'to', problem: ends.problem }
  return { from: begins.at, to: ends.at, notes: [begins.note, ends.note].filter((note) => note !== null) }
}

type Turn = Stretch & { workerId: string }

/** A turn of the same person that overlaps another; null when there is none. Turns may touch. */
export const overlapOf = <One extends Turn>(turn: Turn, others: readonly One[]): One | null =>
  others.find(
    (other) => other.workerId === turn.workerId && sooner(other.from, turn.to) && sooner(turn.from, other.to),
  ) ?? null

/** Stretches put together where they touch or overlap, in order. */
export const merged = (stretches: readonly Stretch[]): Stretch[] => {
  const whole: Stretch[] = []
  for (const one of stretches.toSorted((a, b) => Temporal.Instant.compare(a.from, b.from))) {
    const last = whole.at(-1)
    if (last && !sooner(last.to, one.from)) last.to = later(last.to, one.to)
    else whole.push({ ...one })
  }
  return whole
}

/** Every stretch between two moments in which a night team must answer for some council, by each council's own calendar. */
export const neededBetween = (
  from: Temporal.Instant,
  to: Temporal.Instant,
  calendars: readonly Calendar[],
  hours: Hours,
): Stretch[] => {
  const nights: Stretch[] = []
  for (const calendar of calendars) {
    let at = from
    while (sooner(at, to)) {
      const night = nightOf(at, calendar, hours)
      if (sooner(night.from, to))
        nights.push({ from: later(night.from, from), to: sooner(to, night.to) ? to : night.to })
      at = night.to
    }
  }
  return merged(nights)
}

/** What of the needed stretches no turn covers. */
export const holesIn = (needed: readonly Stretch[], turns: readonly Stretch[]): Stretch[] => {
  const covered = merged(turns)
  return needed.flatMap((need) => {
    const holes: Stretch[] = []
    let at = need.from
    for (const turn of covered) {
      if (!sooner(turn.from, need.to) || !sooner(at, turn.to)) continue
      if (sooner(at, turn.from)) holes.push({ from: at, to: turn.from })
      at = later(at, turn.to)
    }
    if (sooner(at, need.to)) holes.push({ from: at, to: need.to })
    return holes
  })
}

/** "Nobody is on duty from 17:00 on Friday 4 December 2026 to 09:00 on Saturday 5 December 2026." */
export const holeSentence = (hole: Stretch): string =>
  `Nobody is on duty from ${momentWords(hole.from)} to ${momentWords(hole.to)}.`
