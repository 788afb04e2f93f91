// For tests of the rules: small returns written as rows, and what one rule says of them.

import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { type Cell, cellsOf, check, type Outcome } from '../engine/check.ts'
import { assemble, cinRun, columnsOf, type RawCin, type Rule, type TableName, tableNames } from './child.ts'

type WrittenRow = Readonly<Record<string, string | null>>
/**
 * Rows by table; dates YYYY-MM-DD. A row that does not say otherwise is child A1's, in its episode of need 1, there in
 * assessment 1 and protection plan 1. Tables that are not named are there without rows, as in every census read.
 */
export type Written = { readonly [T in TableName]?: readonly WrittenRow[] }

/**
 * A return a rule passes and one it fails, by rule code; `code@2024` for the version of another return year than its
 * latest. `at` are the cells it must blame in the failing one, as `Section47 0 DateOfInitialCPC`, or `whole return`;
 * without it, any.
 */
export type Example = { passes: Written; fails: Written; at?: readonly string[] }
export type Examples = Readonly<Record<string, Example>>

const unsaid: WrittenRow = { LAchildID: 'A1', CINdetailsID: '1', AssessmentID: '1', CPPID: '1' }

export const rawCin = (written: Written): RawCin =>
  Object.fromEntries(
    tableNames.map((table) => {
      const columns = columnsOf(table)
      const rows = (written[table] ?? []).map((row) => {
        const strange = Object.keys(row).find((column) => !columns.includes(column))
        if (strange) throw new Error(`${table} has no column ${strange}`)
        return columns.map((column) => (column in row ? row[column]! : (unsaid[column] ?? null)))
      })
      return [table, { file: 'census.xml', columns, rows }]
    }),
  )

const calendar = calendarOf(bankHolidays)

/** What rules find in a written return of a year; the council is 212. */
export const findingsOf = (
  rules: readonly Rule[],
  written: Written,
  year: number,
): { outcome: Outcome; cells: Cell[] } => {
  const run = cinRun({ year, council: 212, workingDays: calendar, header: null })
  const { children, given } = assemble(rawCin(written))
  const outcome = check(rules, children, run, given)
  return { outcome, cells: cellsOf(outcome.findings) }
}

/** `Section47 0 DateOfInitialCPC`, or `whole return`. */
export const placeOf = ({ table, row, column }: Cell): string =>
  table === null ? 'whole return' : `${table} ${row} ${column}`
