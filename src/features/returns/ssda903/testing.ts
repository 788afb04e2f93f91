// For tests of the rules: small returns written as rows, and what one rule says of them.

import { type Cell, cellsOf, check, type Outcome } from '../engine/check.ts'
import type { RawTable } from '../engine/rows.ts'
import { periodOf } from '../engine/rule.ts'
import { assemble, type RawReturn, type Rule, readTables, type Ssda903Run } from './child.ts'
import type { Postcodes, Provider } from './lists.ts'
import type { TableName } from './tables.ts'

/** Rows by table, `Episodes_last` for last year's; dates DD/MM/YYYY. A row that names no CHILD is child A1's. */
export type Written = {
  readonly [T in TableName | `${TableName}_last`]?: readonly Readonly<Record<string, string | null>>[]
}

/**
 * A return a rule passes and one it fails, by rule code; `code@2024` for the version of another return year than its
 * latest. `at` are the cells it must blame in the failing one, as `Episodes 0 DEC`; without it, any.
 */
export type Example = {
  passes: Written
  fails: Written
  at?: readonly string[]
  format?: 'csv' | 'xml'
  providers?: readonly Partial<Provider>[]
  postcodes?: Postcodes
}
export type Examples = Readonly<Record<string, Example>>

const tableOf = (name: string, rows: readonly Readonly<Record<string, string | null>>[]): RawTable => {
  const columns = [...new Set(['CHILD', ...rows.flatMap((row) => Object.keys(row))])]
  return {
    file: `${name}.csv`,
    columns,
    rows: rows.map((row) => columns.map((column) => (column in row ? row[column]! : column === 'CHILD' ? 'A1' : null))),
  }
}

export const rawReturns = (written: Written): { thisYear: RawReturn; lastYear: RawReturn } => {
  const thisYear: Record<string, RawTable> = {}
  const lastYear: Record<string, RawTable> = {}
  for (const [name, rows] of Object.entries(written)) {
    if (name.endsWith('_last')) lastYear[name.slice(0, -'_last'.length)] = tableOf(name, rows)
    else thisYear[name] = tableOf(name, rows)
  }
  return { thisYear, lastYear }
}

const complete = (provider: Partial<Provider>): Provider => ({
  urn: 'SC000001',
  postcode: null,
  authority: null,
  places: null,
  providers: null,
  registeredOn: null,
  closedOn: null,
  ...provider,
})

/** What rules find in a written return of a year; the council is 212, whose ONS code is E09000032. */
export const findingsOf = (
  rules: readonly Rule[],
  written: Written,
  year: number,
  about: Pick<Example, 'format' | 'providers' | 'postcodes'> = {},
): { outcome: Outcome; cells: Cell[] } => {
  const { thisYear, lastYear } = rawReturns(written)
  const run: Ssda903Run = {
    ...periodOf(year),
    council: { code: 212, onsCode: 'E09000032' },
    format: about.format ?? 'csv',
    providers: about.providers ? Map.groupBy(about.providers.map(complete), ({ urn }) => urn) : null,
    postcodes: about.postcodes ?? null,
  }
  const { children, given } = assemble(readTables(thisYear), readTables(lastYear, '_last'), run)
  const outcome = check(rules, children, run, given)
  return { outcome, cells: cellsOf(outcome.findings) }
}
