import { type Day, isAfter } from '../../lib/day.ts'
import { addWorkingDays, type Calendar, workingDaysBetween } from '../../lib/working-days.ts'

// What a team manager reads first: three sentences, not tiles.

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

/** "4 children have no worker. 6 things go red in 5 working days. Olu is 3 over what they can carry." */
export const boardSentences = (facts: {
  unallocated: number
  late: number
  goingRed: number
  over: readonly { name: string; over: string }[]
}): string[] => [
  facts.unallocated === 0
    ? 'Every child has a worker.'
    : `${counted(facts.unallocated, 'child has', 'children have')} no worker.`,
  `${facts.late === 0 ? 'Nothing is late' : `${counted(facts.late, 'thing is', 'things are')} late`}; ${
    facts.goingRed === 0
      ? 'nothing goes red in the next 5 working days.'
      : `${counted(facts.goingRed, 'goes', 'go')} red in the next 5 working days.`
  }`,
  facts.over.length === 0
    ? 'Nobody is over what they can carry.'
    : facts.over.length === 1
      ? `${facts.over[0]!.name} is ${facts.over[0]!.over}.`
      : `${counted(facts.over.length, 'worker is', 'workers are')} over what they can carry: ${facts.over.map((one) => one.name).join(', ')}.`,
]

/** Red: its day is past, or its hour. */
export const isRed = (
  due: { dueOn: Day | null; dueAt: Temporal.Instant | null },
  now: { today: Day; now: Temporal.Instant },
): boolean =>
  due.dueAt !== null
    ? Temporal.Instant.compare(due.dueAt, now.now) < 0
    : due.dueOn !== null && isAfter(now.today, due.dueOn)

/** Turns red within the next five working days unless it is done. */
export const goesRed = (
  due: { dueOn: Day | null; dueAt: Temporal.Instant | null },
  now: { today: Day; now: Temporal.Instant; calendar: Calendar },
): boolean => !isRed(due, now) && due.dueOn !== null && !isAfter(due.dueOn, addWorkingDays(now.today, 5, now.calendar))

/** How long a child has waited: hours of a working day on the first day, working days after that. */
export const waitedInWords = (
  since: Day,
  now: { today: Day; now: Temporal.Instant; calendar: Calendar },
  zone: string,
): string => {
  const days = workingDaysBetween(since, now.today, now.calendar)
  if (days >= 1) return counted(days, 'working day', 'working days')
  if (!now.calendar.isWorkingDay(now.today)) return 'no working hour yet'
  const clock = now.now.toZonedDateTimeISO(zone)
  const hours = Math.max(0, Math.min(8, clock.hour - 9))
  return counted(hours, 'working hour', 'working hours')
}

export type SortBy = 'name' | 'children' | 'load' | 'unseen' | 'late'
export const sortNames: Readonly<Record<SortBy, string>> = {
  name: 'Name',
  children: 'Children',
  load: 'Caseload',
  unseen: 'Longest unseen',
  late: 'Late',
}
export const isSortBy = (text: string | undefined): text is SortBy =>
  text !== undefined && Object.hasOwn(sortNames, text)

export type Row = { name: string; children: number; percent: number | null; unseenDays: number | null; late: number }

/** By name from A; by anything else the most first, and by name where they are alike. */
export const sorted = <R extends Row>(rows: readonly R[], by: SortBy): R[] => {
  const worth = (row: R): number =>
    by === 'children'
      ? row.children
      : by === 'load'
        ? (row.percent ?? -1)
        : by === 'unseen'
          ? (row.unseenDays ?? -1)
          : by === 'late'
            ? row.late
            : 0
  return rows.toSorted((a, b) => worth(b) - worth(a) || a.name.localeCompare(b.name))
}
