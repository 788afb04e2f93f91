// Compares our checks of the census with an independent validator's: its cases, and a whole return it has checked.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { dayNumber, readIsoDay } from '../../../lib/day-number.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { assemble, type CinRun, cinRun, type RawCin, type Rule } from '../cin/child.ts'
import { readCinTables } from '../cin/flatten.ts'
import { type Cell, cellsOf, check, rulesOf } from '../engine/check.ts'
import type { RawTable } from '../engine/rows.ts'
import { type CaseTable, type Compared, compared, readLines } from './cases.ts'

type Location = [table: string, column: string, row: number]
type Found = { locations: Location[]; whole_return?: boolean }
type CinCase = {
  rule: string
  case: number
  from: string
  tables: Record<string, CaseTable>
  expected: Found
  reference_date?: string
  /** Found when the same rows come from a file; `error` where the validator breaks over them. */
  as_loaded: 'same' | { locations?: Location[]; error?: string }
}

const calendar = calendarOf(bankHolidays)

const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : Array.isArray(value) ? value.join(',') : String(value)

const rawTable = (name: string, table: CaseTable): RawTable => {
  const given = Object.entries(table.columns)
  return {
    file: name,
    columns: given.map(([column]) => column),
    rows: Array.from({ length: table.rows }, (_, i) => given.map(([, values]) => textOf(values[i]))),
  }
}

/** cin2025_26 is the return of 2026. */
const yearOf = (from: string): number => 2000 + Number(/_(\d\d)$/.exec(from)?.[1])

/** The census year that ends on a day: some cases stand far in the past. */
const runOf = (year: number, end: string | undefined): CinRun => {
  const run = cinRun({ year, council: 212, workingDays: calendar, header: null })
  if (end === undefined) return run
  const referenceDate = readIsoDay(end)
  return { ...run, start: dayNumber(Number(end.slice(0, 4)) - 1, 4, 1), end: referenceDate, referenceDate }
}

export const compareCinCases = (
  rules: readonly Rule[],
  file: string,
  about: { only?: readonly string[] } = {},
): Compared[] =>
  readLines<CinCase>(file)
    .filter(({ rule }) => !about.only || about.only.includes(rule))
    .map((one) => compareCinCase(rules, one))

const compareCinCase = (rules: readonly Rule[], one: CinCase): Compared => {
  const name = `${one.rule} case ${one.case} (${one.from})`
  const run = runOf(yearOf(one.from), one.reference_date)
  const raw = Object.fromEntries(
    Object.entries(one.tables).map(([table, rows]) => [table, rawTable(table, rows)]),
  ) as RawCin
  const { children, given } = assemble(raw)
  const outcome = check(
    rules.filter(({ code }) => code === one.rule),
    children,
    run,
    given,
  )
  const loaded = one.as_loaded === 'same' ? undefined : one.as_loaded.locations
  const expected: Found = loaded ? { ...one.expected, locations: loaded } : one.expected
  const note =
    outcome.failed.length > 0
      ? `broke: ${outcome.failed[0]!.message}`
      : outcome.ran.length === 0
        ? `not asked: ${outcome.notApplicable[0]?.reason ?? 'no such rule'}`
        : ''
  return compared(one.rule, name, placesOf(cellsOf(outcome.findings)), theirsOf(expected), note)
}

const placesOf = (cells: readonly Cell[]): string[] =>
  cells.map(({ table, row, column }) => (table === null ? 'whole return' : `${table} ${row} ${column}`))
const theirsOf = ({ locations, whole_return }: Found): string[] => [
  ...new Set(locations.map(([table, column, row]) => `${table} ${row} ${column}`)),
  ...(whole_return ? ['whole return'] : []),
]

type PeerFinding = { rule: string; table: string | null; column: string | null; row: number | null }

/**
 * One comparison for each rule of the year, or each of `only`, over the whole of the return `cin-seed1` in a folder. Rules
 * that broke in the validator are left out.
 */
export const compareCinOracle = async (
  rules: readonly Rule[],
  directory: string,
  only?: readonly string[],
): Promise<Compared[]> => {
  const of = 'cin-seed1'
  const { crashed } = JSON.parse(readFileSync(join(directory, `${of}.peer-meta.json`), 'utf8')) as {
    crashed: Record<string, string>
  }
  const { tables, header } = await readCinTables(join(directory, `${of}.xml`))
  const year = Number(header?.Year)
  const run = cinRun({ year, council: Number(header?.LEA), workingDays: calendar, header })
  const { children, given } = assemble(tables)
  const standing = rulesOf(rules, year).filter(({ code }) => !(code in crashed) && (!only || only.includes(code)))
  const outcome = check(standing, children, run, given)
  const ours = Map.groupBy(cellsOf(outcome.findings), ({ rule }) => rule)
  const theirs = Map.groupBy(readLines<PeerFinding>(join(directory, `${of}.peer-findings.jsonl`)), ({ rule }) => rule)
  return standing.map(({ code }) => {
    const broke = outcome.failed.find(({ rule }) => rule === code)
    const theirPlaces = (theirs.get(code) ?? []).map(({ table, column, row }) =>
      table === null || row === null ? 'whole return' : `${table} ${row} ${column}`,
    )
    const note = broke ? `broke: ${broke.message}` : ''
    return compared(code, `${code} in ${of}`, placesOf(ours.get(code) ?? []), [...new Set(theirPlaces)], note)
  })
}
