// The checks of both returns asked of records. Pure: records in, findings out.
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import type { Day } from '../../../lib/day.ts'
import { dayNumber } from '../../../lib/day-number.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import {
  assemble as assembleCin,
  type TableName as CinTableName,
  columnsOf as cinColumnsOf,
  cinRun,
} from '../cin/child.ts'
import { cinRules } from '../cin/rules/index.ts'
import { check, type Outcome } from '../engine/check.ts'
import { type Period, periodOf } from '../engine/rule.ts'
import { assemble as assembleSsda903, readTables, type Ssda903Run } from '../ssda903/child.ts'
import { ssda903Rules } from '../ssda903/rules/index.ts'
import { tableNames } from '../ssda903/tables.ts'
import type { ChildFacts, WorkerNumbers } from './facts.ts'
import { type Found, foundIn, type LinesOf } from './found.ts'
import { type Gathered, gather } from './gather.ts'
import { cinTables, toCin } from './to-cin.ts'
import { columnsOf, returnYear, toSsda903 } from './to-ssda903.ts'

/** The three-digit code, and the one of the statistics office. */
export type Council = { code: number; onsCode: string }

/** `failed`: rules that broke; what they would have found is not known. */
export type Checked = { found: Found[]; failed: { rule: string; message: string }[] }

/** Rules that see one child at a time are asked at every save; those that see the whole return, at a rebuild. */
export type Asked = 'each child' | 'the whole return'

const byAsked = <R extends object>(rules: readonly R[]): Readonly<Record<Asked, readonly R[]>> => ({
  'each child': rules.filter((rule) => !('whole' in rule)),
  'the whole return': rules.filter((rule) => 'whole' in rule),
})
const rulesOf = { ssda903: byAsked(ssda903Rules), cin: byAsked(cinRules) }
const untilYearEnd = <R extends { code: string }>(
  rules: Readonly<Record<Asked, readonly R[]>>,
  later: ReadonlySet<string>,
): Readonly<Record<Asked, readonly R[]>> => ({
  'each child': rules['each child'].filter(({ code }) => !later.has(code)),
  'the whole return': rules['the whole return'].filter(({ code }) => !later.has(code)),
})
/** The rules that only a rebuild asks, as `ssda903 101`: what they found stays as it is at a save. */
export const askedOfTheWhole: ReadonlySet<string> = new Set([
  ...rulesOf.ssda903['the whole return'].map(({ code }) => `ssda903 ${code}`),
  ...rulesOf.cin['the whole return'].map(({ code }) => `cin ${code}`),
])

/** The tables of a return made from records, as they would stand in its files. */
export const gatherSsda903 = (children: readonly ChildFacts[], year: number, workers: WorkerNumbers) =>
  gather(
    tableNames,
    columnsOf,
    children.map((facts) => ({ childId: facts.childId, rows: toSsda903(facts, returnYear(year), workers) })),
  )
export const gatherCin = (children: readonly ChildFacts[], year: number) =>
  gather(
    cinTables,
    cinColumnsOf,
    children.map((facts) => ({ childId: facts.childId, rows: toCin(facts, returnYear(year)) })),
  )

const checkedOf = (
  { findings, failed }: Outcome,
  linesOf: LinesOf,
  of: { returnName: 'ssda903' | 'cin'; returnYear: number },
): Checked => ({
  found: foundIn(findings, linesOf, of),
  failed: failed.map(({ rule, message }) => ({ rule: `${of.returnName} ${rule}`, message })),
})

/** The return year as far as it has come: what is asked at its end is asked of today while it runs. */
const soFar = (year: number, today: Day): Period => {
  const period = periodOf(year)
  return { ...period, end: Math.min(period.end, dayNumber(today.year, today.month, today.day)) }
}

/**
 * Asked once the year is over: before, nobody can know the answers. SSDA903 191: the yearly outcomes (OC2) of children
 * looked after all year. Census 8736 and 8740: what began before the year and still goes on, which in April is nothing
 * out of the way; that it is late, 8670Q and 8675Q say on the day.
 */
const askedAtYearEnd: Readonly<Record<'ssda903' | 'cin', ReadonlySet<string>>> = {
  ssda903: new Set(['191']),
  cin: new Set(['8736', '8740']),
}
const rulesUntilThen = {
  ssda903: untilYearEnd(rulesOf.ssda903, askedAtYearEnd.ssda903),
  cin: untilYearEnd(rulesOf.cin, askedAtYearEnd.cin),
}
const isYearOver = (run: Period): boolean => run.end >= periodOf(run.year).end

/** Of children a return does not speak of there is nothing to ask: most are not in care. */
const isEmpty = ({ tables }: { tables: Readonly<Record<string, { rows: readonly unknown[] }>> }): boolean =>
  Object.values(tables).every(({ rows }) => rows.length === 0)
const nothing: Checked = { found: [], failed: [] }

/** No list of homes or of postcodes stands beside the record: checks that need one are those of the files. */
const noLists = { providers: null, postcodes: null }

const checkSsda903 = (
  children: readonly ChildFacts[],
  year: number,
  today: Day,
  council: Council,
  workers: WorkerNumbers,
  asked: Asked,
): Checked => {
  const now = gatherSsda903(children, year, workers)
  const before = gatherSsda903(children, year - 1, workers)
  if (isEmpty(now) && isEmpty(before)) return nothing
  const run: Ssda903Run = { ...soFar(year, today), council, format: 'csv', ...noLists }
  const assembled = assembleSsda903(readTables(now.tables), readTables(before.tables, '_last'), run)
  const lines = new Map(
    tableNames.flatMap((table) => [
      [table as string, now.lines[table]],
      [`${table}_last`, before.lines[table]],
    ]),
  )
  const rules = (isYearOver(run) ? rulesOf : rulesUntilThen).ssda903[asked]
  const outcome = check(rules, assembled.children, run, assembled.given)
  return checkedOf(outcome, (table) => lines.get(table), { returnName: 'ssda903', returnYear: year })
}

const workingDays = calendarOf(bankHolidays)

/** A record has no header of its own: it is written with the file. */
const checkCin = (
  children: readonly ChildFacts[],
  year: number,
  today: Day,
  council: Council,
  asked: Asked,
): Checked => {
  const { tables, lines }: Gathered<Exclude<CinTableName, 'Header'>> = gatherCin(children, year)
  if (isEmpty({ tables })) return nothing
  const assembled = assembleCin(tables)
  const period = soFar(year, today)
  const run = {
    ...cinRun({ year, council: council.code, workingDays, header: null }),
    ...period,
    referenceDate: period.end,
  }
  const rules = (isYearOver(period) ? rulesOf : rulesUntilThen).cin[asked]
  const outcome = check(rules, assembled.children, run, assembled.given)
  return checkedOf(outcome, (table) => lines[table as keyof typeof lines], { returnName: 'cin', returnYear: year })
}

/** What both returns of these years have to say of these children today. */
export const checkRecords = (
  children: readonly ChildFacts[],
  years: readonly number[],
  today: Day,
  council: Council,
  workers: WorkerNumbers,
  asked: Asked,
): Checked => {
  const all = years.flatMap((year) => [
    checkSsda903(children, year, today, council, workers, asked),
    checkCin(children, year, today, council, asked),
  ])
  return { found: all.flatMap(({ found }) => found), failed: all.flatMap(({ failed }) => failed) }
}
