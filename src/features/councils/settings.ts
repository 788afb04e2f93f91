import { type Day, isAfter } from '../../lib/day.ts'

// What the law leaves to each council. A setting is dated and never changed backwards: the newest at a date holds.

export type LocalLimit = { within: number; unit: LocalUnit; first?: number }
export const localUnits = { working_day: 'working days', calendar_day: 'days', week: 'weeks', month: 'months' } as const
export type LocalUnit = keyof typeof localUnits

export type LocalTimescale = {
  /** its id in children/timescales */
  id: string
  words: string
  from: string
  /** true where the first may have a limit of its own */
  first: boolean
}

/** Timescales with no number in law, or with one that is not confirmed: they count once a council sets them. */
export const localTimescales: readonly LocalTimescale[] = [
  {
    id: 'cp-visit',
    words: 'See a child on a protection plan',
    from: 'the last visit, or the start of the plan',
    first: true,
  },
  { id: 'cin-visit', words: 'Visit a child in need', from: 'the last visit, or the start of the plan', first: true },
  {
    id: 'cin-plan-review',
    words: 'Review a child in need plan',
    from: 'the last review, or the start of the plan',
    first: true,
  },
  { id: 'core-group-next', words: 'Later core groups', from: 'the last core group', first: false },
  {
    id: 'strategy-discussion',
    words: 'Hold a strategy discussion',
    from: 'the concern of significant harm',
    first: false,
  },
  { id: 'assessment-checkpoint', words: 'Look at an assessment halfway', from: 'the referral', first: false },
  {
    id: 'pre-proceedings-review',
    words: 'Review the plan before proceedings',
    from: 'the last review, or the letter',
    first: false,
  },
  { id: 'iro-appoint', words: 'Name the independent reviewing officer', from: 'coming into care', first: false },
  { id: 'epo', words: 'End of an emergency protection order', from: 'the order', first: false },
  { id: 'eligible-assessment', words: 'Needs assessment before leaving care', from: 'becoming eligible', first: false },
]

export const settingName = (timescaleId: string): string => `timescale:${timescaleId}`

/** "Every 10 working days, the first within 5". */
export const limitInWords = (limit: LocalLimit | null): string => {
  if (limit === null) return 'Not set'
  const named = (count: number) =>
    `${count} ${count === 1 ? localUnits[limit.unit].slice(0, -1) : localUnits[limit.unit]}`
  return `Within ${named(limit.within)}${limit.first === undefined ? '' : `, the first within ${named(limit.first)}`}`
}

export type SettingRow = { name: string; holdsFrom: Day; value: unknown }

/** The rows of one setting, newest first, with the one that holds today marked and those still to come kept apart. */
export const settingHistory = (
  rows: readonly SettingRow[],
  name: string,
  today: Day,
): { holds: SettingRow | null; coming: SettingRow[]; earlier: SettingRow[] } => {
  const newestFirst = rows
    .filter((row) => row.name === name)
    .toSorted((a, b) => Temporal.PlainDate.compare(b.holdsFrom, a.holdsFrom))
  const past = newestFirst.filter((row) => !isAfter(row.holdsFrom, today))
  return {
    holds: past[0] ?? null,
    coming: newestFirst.filter((row) => isAfter(row.holdsFrom, today)).reverse(),
    earlier: past.slice(1),
  }
}

/** A stored value as a limit; null when the council has set none, or taken it back. */
export const limitOf = (value: unknown): LocalLimit | null => {
  const said = value as Partial<LocalLimit> | null
  if (
    said === null ||
    typeof said !== 'object' ||
    typeof said.within !== 'number' ||
    !Object.hasOwn(localUnits, String(said.unit))
  )
    return null
  return {
    within: said.within,
    unit: said.unit as LocalUnit,
    ...(typeof said.first === 'number' ? { first: said.first } : {}),
  }
}
