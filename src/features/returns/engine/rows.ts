// A return as its files hold it, and as the checks read it: every row kept, whatever is wrong with it, under the return's
// own column names, so that a finding can name the very cell.
import type { DayNumber } from '../../../lib/day-number.ts'

/** What stands in a column. `day` and `number` cells that hold something else are NaN; blank is null in all. */
export type CellKind = 'text' | 'day' | 'number'
export type Tables = Readonly<Record<string, Readonly<Record<string, CellKind>>>>

type Cell<K extends CellKind> = K extends 'day' ? DayNumber | null : K extends 'number' ? number | null : string | null

/**
 * One row. `index` counts the rows of its table from 0 in the order of the file; `line` is the line of the file, 0 where
 * there is none. Text is trimmed and in capitals.
 */
export type Row<T extends Tables, Name extends keyof T & string, Child> = {
  readonly table: Name | `${Name}_last`
  readonly index: number
  readonly line: number
  child: Child
  /** The child's rows of this table before and after it, in the order of their days; null for a row without one. */
  previous: Row<T, Name, Child> | null
  next: Row<T, Name, Child> | null
} & { readonly [C in keyof T[Name]]: Cell<T[Name][C]> }

/** One table as given: its columns and, row by row, the text of each cell; null or '' is blank. */
export type RawTable = {
  file: string
  columns: readonly string[]
  rows: readonly (readonly (string | null)[])[]
  /** Line of the file on which each row begins; absent when the rows come from elsewhere than a file. */
  lines?: ArrayLike<number>
}

/** Asks of a cell whether it is one of some codes; a blank is none. */
export const oneOf = (...codes: string[]): ((cell: string | null) => boolean) => {
  const accepted = new Set<string | null>(codes)
  return (cell) => accepted.has(cell)
}

/** A cell that holds something which can be read. */
export const isReadable = (cell: number | null): cell is number => cell !== null && !Number.isNaN(cell)
/** A cell that holds something that is no day, or no number. */
export const isUnreadable = (cell: number | null): boolean => cell !== null && Number.isNaN(cell)
/** Two cells that say different things. Blank differs from filled; what cannot be read differs from nothing. */
export const differ = (a: string | number | null, b: string | number | null): boolean =>
  a !== b && !(typeof a === 'number' && Number.isNaN(a)) && !(typeof b === 'number' && Number.isNaN(b))

const decimal = /^-?\d+(\.\d+)?$/

/** Trimmed and in capitals. Most cells are so already, and there are millions. */
const cleaned = (text: string): string => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 96 || (code < 48 && (i === 0 || i === text.length - 1))) return text.trim().toUpperCase()
  }
  return text
}

/** Codes come again and again: each is kept once. What is longer, such as a postcode, seldom comes twice. */
const longestCode = 6
const mostCodes = 5_000
const codes = new Map<string, string>()
const once = (text: string): string => {
  const known = codes.get(text)
  if (known !== undefined) return known
  if (codes.size < mostCodes) codes.set(text, text)
  return text
}

/** Makes one row of a table out of its cells, which stand under `columns`; its child and neighbours are not yet set. */
export type RowReader = (cells: readonly (string | null)[], index: number, line: number) => Record<string, unknown>

/** A column that is not given is blank in every row; a column that the return does not have is passed over. */
export const rowReader = (
  table: string,
  kinds: Readonly<Record<string, CellKind>>,
  columns: readonly string[],
  readDay: (text: string) => DayNumber,
): RowReader => {
  const names = Object.keys(kinds)
  const places = names.map((name) => columns.indexOf(name))
  const days = names.map((name) => kinds[name] === 'day')
  const numbers = names.map((name) => kinds[name] === 'number')
  // The first column says whose row it is, and is no code.
  const isCode = names.map((_, i) => i > 0)
  // Copied for each row: an object made whole takes half the memory of one that grows cell by cell. What is copied is made
  // at once too, as copying what has grown takes four times as long.
  const empty = Object.fromEntries(names.map((name) => [name, null]))
  const blank: Record<string, unknown> = { table, index: 0, line: 0, child: null, previous: null, next: null, ...empty }
  return (cells, index, line) => {
    const row = { ...blank }
    row.index = index
    row.line = line
    for (let i = 0; i < names.length; i++) {
      const raw = cells[places[i]!]
      const text = raw ? cleaned(raw) : ''
      if (text === '') continue
      row[names[i]!] = days[i]
        ? readDay(text)
        : numbers[i]
          ? decimal.test(text)
            ? Number(text)
            : Number.NaN
          : text.length <= longestCode && isCode[i]
            ? once(text)
            : text
    }
    return row
  }
}

/** The rows of a whole table. */
export const readRows = (
  table: string,
  kinds: Readonly<Record<string, CellKind>>,
  raw: RawTable,
  readDay: (text: string) => DayNumber,
): Record<string, unknown>[] => {
  const read = rowReader(table, kinds, raw.columns, readDay)
  return raw.rows.map((cells, index) => read(cells, index, raw.lines?.[index] ?? 0))
}

/** Compares by what the rows say and by nothing else, so that an order made with it does not depend on the file's. */
export const compareCells = (a: string | number | null, b: string | number | null): number => {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The rows that have a readable day in `column`, in its order, each told which comes before and after it. Rows of the
 * same day are put in order by what they say.
 */
export const linkInOrder = <R extends { previous: R | null; next: R | null }>(
  rows: readonly R[],
  column: keyof R & string,
  columns: readonly string[],
): R[] => {
  const cells = rows as readonly Readonly<Record<string, string | number | null>>[]
  const ordered = cells.filter((row) => isReadable(row[column] as number | null))
  if (ordered.length > 1) {
    ordered.sort((a, b) => {
      const byDay = (a[column] as number) - (b[column] as number)
      if (byDay !== 0) return byDay
      for (const other of columns) {
        const byCell = compareCells(a[other]!, b[other]!)
        if (byCell !== 0) return byCell
      }
      return 0
    })
  }
  const linked = ordered as unknown as R[]
  for (let i = 0; i < linked.length; i++) {
    linked[i]!.previous = linked[i - 1] ?? null
    linked[i]!.next = linked[i + 1] ?? null
  }
  return linked
}
