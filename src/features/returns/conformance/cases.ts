// Compares our checks with cases of an independent validator: for each, a small return and the rows it must blame.
import { readFileSync } from 'node:fs'
import { britishDay, readIsoDay } from '../../../lib/day-number.ts'
import { type Cell, cellsOf, check } from '../engine/check.ts'
import type { RawTable } from '../engine/rows.ts'
import { periodOf } from '../engine/rule.ts'
import {
  assemble,
  type RawReturn,
  type Rule,
  readTables,
  type Ssda903Run,
  columns as ssda903Columns,
} from '../ssda903/child.ts'
import type { Postcodes, Provider } from '../ssda903/lists.ts'

export type CaseTable = { rows: number; index?: number[]; columns: Record<string, unknown[]> }
type Ssda903Case = {
  rule: string
  case: number
  from: string
  metadata?: {
    collection_start?: string
    collection_end?: string
    file_format?: 'csv' | 'xml'
    localAuthority?: string
    provider_info?: CaseTable
  }
  tables: Record<string, CaseTable>
  expected: Record<string, number[]>
  as_loaded: 'same' | { expected?: Record<string, number[]> }
}

/** Where our answer and theirs differ; both as `Episodes 3`. */
export type Difference = { rule: string; name: string; missing: string[]; extra: string[]; note: string }
export type Compared = { name: string; rule: string; difference: Difference | null }

export const readLines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T)

/** Columns by which the validator's own rules cannot run; the files call them otherwise. */
const misnamed: Record<string, string> = { UASC_STATUS: 'UASC', DATE_EPISODE_CEASED: 'DEC', PLACEMENT: 'PLACE' }

const isDayColumn = (table: string, column: string): boolean =>
  (ssda903Columns as Record<string, Record<string, string>>)[table.replace('_last', '')]?.[column] === 'day'

const textOf = (value: unknown, isDay: boolean): string | null => {
  if (value === null || value === undefined) return null
  const text = String(value)
  if (!isDay) return text
  const day = readIsoDay(text)
  return Number.isNaN(day) ? text : britishDay(day)
}

const rawTable = (name: string, table: CaseTable): RawTable => {
  const given = Object.entries(table.columns)
  return {
    file: name,
    columns: given.map(([column]) => misnamed[column] ?? column),
    rows: Array.from({ length: table.rows }, (_, i) =>
      given.map(([column, values]) => textOf(values[i], isDayColumn(name, misnamed[column] ?? column))),
    ),
  }
}

const list = (value: unknown): string[] | null =>
  value === null || value === undefined ? null : String(value).split(',')
const providersOf = (table: CaseTable): Map<string, Provider[]> => {
  const at = (column: string, i: number): unknown => table.columns[column]?.[i] ?? null
  const all = Array.from({ length: table.rows }, (_, i): Provider => {
    const closed = at('REG_END', i)
    return {
      urn: String(at('URN', i)).toUpperCase(),
      postcode: at('POSTCODE', i) === null ? null : String(at('POSTCODE', i)).toUpperCase(),
      authority: at('LA_CODE_INFERRED', i) === null ? null : String(at('LA_CODE_INFERRED', i)).toUpperCase(),
      places: list(at('PLACE_CODES', i)),
      providers: list(at('PROVIDER_CODES', i)),
      registeredOn: null,
      closedOn: closed === null ? null : readIsoDay(String(closed)),
    }
  })
  return Map.groupBy(all, ({ urn }) => urn)
}

/** lac2025_26 is the return of 2026. */
const yearOf = (from: string): number => 2000 + Number(/_(\d\d)$/.exec(from)?.[1])

export const compareSsda903Cases = (
  rules: readonly Rule[],
  file: string,
  about: { postcodes: Postcodes | null; only?: readonly string[] },
): Compared[] =>
  readLines<Ssda903Case>(file)
    .filter(({ rule }) => !about.only || about.only.includes(rule))
    .map((one) => compareSsda903Case(rules, one, about.postcodes))

const compareSsda903Case = (rules: readonly Rule[], one: Ssda903Case, postcodes: Postcodes | null): Compared => {
  const name = `${one.rule} case ${one.case} (${one.from})`
  const metadata = one.metadata ?? {}
  const raw: { thisYear: RawReturn; lastYear: RawReturn } = { thisYear: {}, lastYear: {} }
  for (const [table, rows] of Object.entries(one.tables)) {
    const into = (table.endsWith('_last') ? raw.lastYear : raw.thisYear) as Record<string, RawTable>
    into[table.replace('_last', '')] = rawTable(table, rows)
  }
  const period = periodOf(yearOf(one.from))
  const run: Ssda903Run = {
    year: period.year,
    start: metadata.collection_start ? readIsoDay(metadata.collection_start) : period.start,
    end: metadata.collection_end ? readIsoDay(metadata.collection_end) : period.end,
    council: { code: 212, onsCode: (metadata.localAuthority ?? 'E09000032').toUpperCase() },
    format: metadata.file_format ?? 'csv',
    providers: metadata.provider_info ? providersOf(metadata.provider_info) : null,
    postcodes,
  }
  const { children, given } = assemble(readTables(raw.thisYear), readTables(raw.lastYear, '_last'), run)
  const asked = rules.filter(({ code }) => code === one.rule)
  const outcome = check(asked, children, run, given)
  const expected = typeof one.as_loaded === 'object' && one.as_loaded.expected ? one.as_loaded.expected : one.expected
  const theirs = Object.entries(expected).flatMap(([table, rows]) =>
    rows.map((row) => `${table} ${one.tables[table]?.index ? one.tables[table].index.indexOf(row) : row}`),
  )
  const note =
    outcome.failed.length > 0
      ? `broke: ${outcome.failed[0]!.message}`
      : outcome.ran.length === 0
        ? `not asked: ${outcome.notApplicable[0]?.reason ?? 'no such rule'}`
        : ''
  return compared(one.rule, name, rowsOf(cellsOf(outcome.findings)), theirs, note)
}

export const rowsOf = (cells: readonly Cell[]): string[] => [
  ...new Set(cells.map(({ table, row }) => (table === null ? 'whole return' : `${table} ${row}`))),
]

export const compared = (rule: string, name: string, ours: string[], theirs: string[], note: string): Compared => {
  const missing = theirs.filter((place) => !ours.includes(place))
  const extra = ours.filter((place) => !theirs.includes(place))
  const agrees = missing.length === 0 && extra.length === 0 && !note.startsWith('broke')
  return { name, rule, difference: agrees ? null : { rule, name, missing, extra, note } }
}
