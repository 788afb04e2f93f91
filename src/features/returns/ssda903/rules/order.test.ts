import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { quick } from '../../../../../scripts/volume.ts'
import { cellsOf, check } from '../../engine/check.ts'
import type { RawTable } from '../../engine/rows.ts'
import { periodOf } from '../../engine/rule.ts'
import { assemble, type RawReturn, type Rule, readTables, type Ssda903Run } from '../child.ts'
import type { TableName } from '../tables.ts'
import { rawReturns } from '../testing.ts'
import { ssda903Rules } from './index.ts'
import { ssda903Examples } from './testing.ts'

type Years = { thisYear: RawReturn; lastYear: RawReturn }
type Cells = (string | null)[]

/** Every failing example as children of one return, with every table there and every column. */
const everything = (): Years => {
  const years: Record<keyof Years, Map<string, { columns: string[]; rows: Record<string, string | null>[] }>> = {
    thisYear: new Map(),
    lastYear: new Map(),
  }
  for (const [n, example] of Object.values(ssda903Examples).entries()) {
    const raw = rawReturns(example.fails)
    for (const year of ['thisYear', 'lastYear'] as const) {
      for (const [name, { columns, rows }] of Object.entries(raw[year])) {
        const table = years[year].get(name) ?? { columns: [], rows: [] }
        years[year].set(name, table)
        for (const column of columns) if (!table.columns.includes(column)) table.columns.push(column)
        for (const cells of rows) {
          const row = Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? null]))
          table.rows.push({ ...row, CHILD: row.CHILD ? `${row.CHILD}N${n}` : null })
        }
      }
    }
  }
  const asRaw = (tables: (typeof years)['thisYear']): RawReturn =>
    Object.fromEntries(
      [...tables].map(([name, { columns, rows }]) => [
        name,
        { file: name, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) },
      ]),
    )
  return { thisYear: asRaw(years.thisYear), lastYear: asRaw(years.lastYear) }
}

const run: Ssda903Run = {
  ...periodOf(2027),
  council: { code: 212, onsCode: 'E09000032' },
  format: 'csv',
  providers: new Map(),
  postcodes: () => null,
}

/** What was found, told by what the rows say and not by where they stand. */
const found = (rules: readonly Rule[], { thisYear, lastYear }: Years): { cells: string[]; failed: unknown[] } => {
  const { children, given } = assemble(readTables(thisYear), readTables(lastYear, '_last'), run)
  const outcome = check(rules, children, run, given)
  const saying = (name: string, index: number): string => {
    const table = (name.endsWith('_last') ? lastYear : thisYear)[name.replace('_last', '') as TableName] as RawTable
    const cells = table.rows[index] as Cells
    return table.columns
      .map((column, i) => `${column}=${cells[i] ?? ''}`)
      .sort()
      .join(' ')
  }
  return {
    cells: cellsOf(outcome.findings)
      .map(({ rule, table, row, column }) => `${rule} ${table} ${column}: ${table ? saying(table, row as number) : ''}`)
      .sort(),
    failed: outcome.failed,
  }
}

const shuffled = <T>(items: readonly T[], random: () => number): T[] => {
  const copy = [...items]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[copy[i], copy[j]] = [copy[j] as T, copy[i] as T]
  }
  return copy
}

const shuffledTable = (table: RawTable, random: () => number): RawTable => {
  const order = shuffled(
    table.columns.map((_, i) => i),
    random,
  )
  return {
    ...table,
    columns: order.map((i) => table.columns[i] as string),
    rows: shuffled(
      table.rows.map((cells) => order.map((i) => cells[i] ?? null)),
      random,
    ),
  }
}

const eachTable = (years: Years, alter: (table: RawTable) => RawTable): Years => {
  const altered = (raw: RawReturn): RawReturn =>
    Object.fromEntries(Object.entries(raw).map(([name, table]) => [name, alter(table)]))
  return { thisYear: altered(years.thisYear), lastYear: altered(years.lastYear) }
}

/** A small generator of its own, so that a failing order can be made again from its seed. */
const randomOf = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('what is found in a return', () => {
  const years = everything()
  const usual = found(ssda903Rules, years)
  test('is the same whatever the order of rules, rows and columns', () => {
    assert.ok(usual.cells.length > 500)
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = randomOf(seed)
        const other = found(
          shuffled(ssda903Rules, random),
          eachTable(years, (table) => shuffledTable(table, random)),
        )
        assert.deepEqual(other.cells, usual.cells)
      }),
      { numRuns: quick ? 4 : 15 },
    )
  })
  test('breaks no rule, whatever stands in the cells', () => {
    const junk = ['', '?', '31/02/2026', '00/00/0000', '01/01/9999', 'Z1', '0', '-1', 'XXXXXXX', '12/06/2026', '🙂']
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = randomOf(seed)
        const spoilt = eachTable(years, (table) => ({
          ...table,
          rows: table.rows.map((cells) =>
            cells.map((cell) => (random() < 0.2 ? (junk[Math.floor(random() * junk.length)] as string) : cell)),
          ),
        }))
        assert.deepEqual(found(ssda903Rules, spoilt).failed, [])
      }),
      { numRuns: quick ? 4 : 15 },
    )
  })
  test('one bad cell takes no finding from another child', () => {
    const [first] = Object.keys(years.thisYear) as TableName[]
    const one = eachTable(years, (table) => ({
      ...table,
      rows: [...table.rows, table.columns.map((column) => (column === 'CHILD' ? 'BAD1' : '31/02/2026'))],
    }))
    const cells = found(ssda903Rules, one).cells.filter((cell) => !cell.includes('CHILD=BAD1'))
    assert.ok(first)
    assert.deepEqual(
      usual.cells.filter((cell) => !cells.includes(cell)),
      [],
    )
  })
})
