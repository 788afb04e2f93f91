import { type Day, daysBetween, isSame } from '../../../lib/day.ts'
import { type Calendar, workingDaysBetween } from '../../../lib/working-days.ts'

/** `tag` is the label, `sentence` the same in full; `late` and `soon` order and colour a list. */
export type DueWords = {
  tag: string
  sentence: string
  colour: 'red' | 'yellow' | 'grey'
  late: boolean
  soon: boolean
}

export type DueMoment = { dueOn: Day | null; dueAt: Temporal.Instant | null }

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** How many working days ahead counts as soon. */
const soonWithin = 5

/**
 * How long is left, counted in the council's working days: "Due in 3 days", "Due today", "Overdue 2 days". Where no
 * working day lies between (a weekend), whole days are counted instead, so that it never says "0 days". Without a number
 * in law: "Promptly". A limit in hours is counted in hours while it is nearer than two days.
 */
export const dueWords = (due: DueMoment, now: { today: Day; now: Temporal.Instant; calendar: Calendar }): DueWords => {
  const answer = (tag: string, sentence: string, late: boolean, soon: boolean): DueWords => ({
    tag,
    sentence,
    late,
    soon,
    colour: late ? 'red' : soon ? 'yellow' : 'grey',
  })
  if (due.dueAt !== null) {
    const minutes = now.now.until(due.dueAt).total('minutes')
    const hours = Math.max(1, Math.floor(Math.abs(minutes) / 60))
    if (minutes < 0 && hours < 48)
      return answer(`Overdue ${plural(hours, 'hour')}`, `${plural(hours, 'hour')} late`, true, false)
    if (minutes >= 0 && hours < 48)
      return answer(`Due in ${plural(hours, 'hour')}`, `${plural(hours, 'hour')} left`, false, true)
  }
  if (due.dueOn === null) return answer('Promptly', 'promptly: no number of days is set', false, true)
  if (isSame(due.dueOn, now.today)) return answer('Due today', 'today is the last day', false, true)
  const calendarDays = daysBetween(now.today, due.dueOn)
  const workingDays = workingDaysBetween(now.today, due.dueOn, now.calendar)
  const count = Math.abs(workingDays)
  if (calendarDays < 0) {
    // Between the last day and today no working day may have begun: late all the same.
    const late = Math.max(0, workingDaysBetween(due.dueOn, now.today, now.calendar))
    if (late === 0) return answer(`Overdue ${plural(-calendarDays, 'day')}`, 'no working day since', true, false)
    return answer(`Overdue ${plural(late, 'day')}`, `${plural(late, 'working day')} late`, true, false)
  }
  if (count === 0) return answer(`Due in ${plural(calendarDays, 'day')}`, 'no working day left before it', false, true)
  return answer(`Due in ${plural(count, 'day')}`, `${plural(count, 'working day')} left`, false, count <= soonWithin)
}

/** Late first, the longest late at the top; then what must be done promptly; then by date. */
export const dueOrder = <Item extends DueMoment>(items: readonly Item[], today: Day): Item[] => {
  const place = (item: Item): number => {
    if (item.dueOn === null) return item.dueAt === null ? 0 : -0.5
    const days = daysBetween(today, item.dueOn)
    return days >= 0 ? days + 1 : days
  }
  return items.toSorted((a, b) => place(a) - place(b))
}
