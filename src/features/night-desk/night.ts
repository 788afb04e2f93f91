import { clockAt } from '../../access/night.ts'
import { type Hours, insideHours } from '../../access/scopes.ts'
import { type Day, dayOf } from '../../lib/day.ts'
import { addWorkingDays, type Calendar } from '../../lib/working-days.ts'

export { clockAt, nightGrants, nightPosts, nightTeams, onlyByNight, turnBegan } from '../../access/night.ts'

// Which night a moment belongs to. Offices close at 17:00 and open at 09:00 of the next working day, by the clock in England:
// a night in March may have fifteen hours and one in October seventeen, and the night of a Friday lasts until Monday.

export type Stretch = { from: Temporal.Instant; to: Temporal.Instant }

/** When offices are closed, where nothing else is agreed. */
export const usualHours: Hours = { from: '17:00', to: '09:00', nonWorkingDays: true }

const sooner = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

const isOpenDay = (on: Day, calendar: Calendar, hours: Hours): boolean =>
  !hours.nonWorkingDays || calendar.isWorkingDay(on)

/**
 * The night a moment belongs to: from the end of a working day to the morning of the next. During office hours it is the
 * night that comes. The morning itself (09:00) is no longer night.
 */
export const nightOf = (at: Temporal.Instant, calendar: Calendar, hours: Hours = usualHours): Stretch => {
  const today = dayOf(at)
  let on = today
  const offices =
    isOpenDay(today, calendar, hours) && !sooner(at, clockAt(today, hours.to)) && sooner(at, clockAt(today, hours.from))
  if (!offices)
    while (!isOpenDay(on, calendar, hours) || sooner(at, clockAt(on, hours.from))) on = on.subtract({ days: 1 })
  let morning = on.add({ days: 1 })
  while (!isOpenDay(morning, calendar, hours)) morning = morning.add({ days: 1 })
  return { from: clockAt(on, hours.from), to: clockAt(morning, hours.to) }
}

/** Whether offices are closed at a moment. */
export const isNight = (at: Temporal.Instant, calendar: Calendar, hours: Hours = usualHours): boolean =>
  !sooner(at, nightOf(at, calendar, hours).from)

/** The night that ended on the morning of a day, or on the last working morning before it. */
export const nightBefore = (on: Day, calendar: Calendar, hours: Hours = usualHours): Stretch => {
  const morning = addWorkingDays(on.add({ days: 1 }), -1, calendar)
  return nightOf(clockAt(morning, hours.to).subtract({ seconds: 1 }), calendar, hours)
}

/**
 * The coming working morning of a council: 09:00, by when everything of the night is written up and handed over, and
 * 09:30, by when a day worker has accepted it by name.
 */
export const comingMorning = (
  at: Temporal.Instant,
  calendar: Calendar,
): { on: Day; nine: Temporal.Instant; halfPastNine: Temporal.Instant } => {
  const today = dayOf(at)
  let on = sooner(at, clockAt(today, usualHours.to)) ? today : today.add({ days: 1 })
  while (!calendar.isWorkingDay(on)) on = on.add({ days: 1 })
  return { on, nine: clockAt(on, '09:00'), halfPastNine: clockAt(on, '09:30') }
}

/** When agreed hours begin next after a moment that lies outside them; null where a year brings no such moment. */
export const opensNext = (hours: Hours, at: Temporal.Instant, calendar: Calendar): Temporal.Instant | null => {
  let on = dayOf(at)
  for (let days = 0; days < 366; days++, on = on.add({ days: 1 })) {
    for (const moment of [clockAt(on, '00:00'), clockAt(on, hours.from)])
      if (sooner(at, moment) && insideHours(hours, moment, calendar)) return moment
  }
  return null
}

/** When agreed hours end that a moment lies in: what was opened for the night is shut then. Null for hours without an end. */
export const closesNext = (hours: Hours | null, at: Temporal.Instant, calendar: Calendar): Temporal.Instant | null => {
  if (hours === null) return null
  let on = dayOf(at)
  for (let days = 0; days < 366; days++, on = on.add({ days: 1 })) {
    for (const moment of [clockAt(on, '00:00'), clockAt(on, hours.to)])
      if (sooner(at, moment) && !insideHours(hours, moment, calendar)) return moment
  }
  return null
}
