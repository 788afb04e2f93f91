// Reads the SSDA903 return that every council makes, a folder of CSV files or one XML file, into typed rows. Nothing is
// judged here: what can be read is kept as it stands, what cannot is listed with its file, line, column and reason, to
// send back.
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readCsvInPieces } from '../../../lib/csv.ts'
import type { Day } from '../../../lib/day.ts'
import { keyOf, numberEqualKeys } from '../../../lib/stable-key.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { findCode } from '../codes/code-lists.ts'
import { isLocalAuthorityCode } from '../codes/local-authorities.ts'
import { readDay, readPartialDay } from './day.ts'
import { csvFilesIn, type FileNote } from './files.ts'
import {
  type Column,
  recogniseTable,
  type Ssda903Row,
  type Table,
  type TableName,
  tableNames,
  tables,
} from './tables.ts'
import { readSsda903Xml } from './xml.ts'

/**
 * A cell that cannot be read. `lost` says what is not in the return because of it: this value alone, the whole row, or
 * everything in the file from this line on. `column` is the return's heading; `value` is as it stands in the file.
 */
export type Rejection = {
  file: string
  line: number
  column: string
  value: string
  reason: string
  lost: 'value' | 'row' | 'file'
}

/** Something kept although it is odd, once for each different value: `line` is the first of `count` places. */
export type Note = { file: string; line: number; column: string; value: string; note: string; count: number }

/** One file that was read. `complete` is false when it could not be read to its end. */
export type Ssda903File = {
  file: string
  table: TableName
  rows: number
  rejectedRows: number
  complete: boolean
  extraColumns: string[]
  missingColumns: string[]
}

export type Ssda903Return = {
  tables: { [T in TableName]: Ssda903Row<T>[] }
  files: Ssda903File[]
  rejections: Rejection[]
  notes: Note[]
  unrecognised: { file: string; reason: string }[]
  /** What an XML file holds that is no part of the return. */
  passedOver: FileNote[]
}

const longestValue = 200
const longestChildIdentifier = 100

/**
 * Every row of every SSDA903 table in the CSV files directly in a folder, in the order of the file names and of the
 * lines; or in one XML file. Tables may be missing, and columns in any order. Throws UnreadableFile when there is no such
 * folder or file, and for XML that cannot be read to its end.
 */
export const readSsda903 = async (path: string): Promise<Ssda903Return> => {
  const result: Ssda903Return = {
    tables: Object.fromEntries(tableNames.map((table) => [table, []])) as unknown as Ssda903Return['tables'],
    files: [],
    rejections: [],
    notes: [],
    unrecognised: [],
    passedOver: [],
  }
  const notes = new Map<string, Note>()
  if (await isXmlReturn(path)) await readXmlFile(path, result, notes)
  else {
    for (const file of await csvFilesIn(path)) await readFile(path, file, result, notes)
    noteSharedTables(result, notes)
  }
  result.notes.push(...notes.values())
  for (const table of tableNames) setSourceKeys(table, result.tables[table] as AnyRow[])
  return result
}

/** A return in one file; its CSV form is a folder of them, so one of those alone is not meant by itself. */
const isXmlReturn = async (path: string): Promise<boolean> =>
  !/\.csv$/i.test(path) && ((await stat(path).catch(() => null))?.isFile() ?? false)

const readXmlFile = async (path: string, result: Ssda903Return, notes: Map<string, Note>): Promise<void> => {
  const { tables: raw, notes: passedOver } = await readSsda903Xml(path)
  const file = basename(path)
  result.passedOver.push(...passedOver.map((note) => ({ file, ...note })))
  for (const table of tableNames) {
    const given = raw[table]
    if (!given || given.rows.length === 0) continue
    const { row } = rowReader(file, table, given.columns, 1, result, notes)
    given.rows.forEach((cells, index) => {
      row({ line: given.lines?.[index] ?? 0, cells, ended: true })
    })
  }
}

type AnyRow = { file: string; line: number; sourceKey: string; [column: string]: unknown }

const readFile = async (
  directory: string,
  file: string,
  result: Ssda903Return,
  notes: Map<string, Note>,
): Promise<void> => {
  let headings: string[] | null = null
  let read: ReturnType<typeof rowReader> | null = null
  try {
    for await (const rows of readCsvInPieces(join(directory, file))) {
      for (const row of rows) {
        if (row.cells.every((cell) => cell.trim() === '')) continue
        if (headings === null) {
          headings = row.cells.map((cell) => cell.trim().toUpperCase().replaceAll(/\s+/g, '_'))
          const recognised = recogniseTable(headings, file)
          if (recognised.table === null) {
            result.unrecognised.push({ file, reason: recognised.reason })
            return
          }
          read = rowReader(file, recognised.table, headings, row.line, result, notes)
        } else {
          read?.row(row)
        }
      }
    }
    if (headings === null) result.unrecognised.push({ file, reason: 'The file is empty.' })
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    if (read === null || headings === null) {
      result.unrecognised.push({ file, reason: error.message })
      return
    }
    read.summary.complete = false
    result.rejections.push({
      file,
      line: error.line ?? 0,
      column: headings[(error.column ?? 0) - 1] ?? '',
      value: '',
      reason: `${error.reason} Nothing from this line on was read.`,
      lost: 'file',
    })
  }
}

/** A row of either kind of file; an XML element that is not there is null. */
type RowOfCells = { line: number; cells: readonly (string | null)[]; ended: boolean }

const addNote = (notes: Map<string, Note>, note: Omit<Note, 'count'>): void => {
  const key = keyOf(note.file, note.column, note.value, note.note)
  const known = notes.get(key)
  if (known) known.count++
  else notes.set(key, { ...note, count: 1 })
}

const rowReader = (
  file: string,
  table: TableName,
  headings: readonly string[],
  headingLine: number,
  result: Ssda903Return,
  notes: Map<string, Note>,
) => {
  const columns = Object.entries<Column>(tables[table].columns).map(([name, column]) => ({
    name,
    column,
    index: headings.indexOf(name),
  }))
  const mayBeAbsent: readonly string[] = (tables[table] as Table).mayBeAbsent ?? []
  const summary: Ssda903File = {
    file,
    table,
    rows: 0,
    rejectedRows: 0,
    complete: true,
    extraColumns: headings.filter((heading) => heading !== '' && !Object.hasOwn(tables[table].columns, heading)),
    missingColumns: columns.filter((c) => c.index === -1 && !mayBeAbsent.includes(c.name)).map((c) => c.name),
  }
  result.files.push(summary)
  for (const { name, index } of columns) {
    if (index !== headings.lastIndexOf(name)) {
      const note = 'This column is in the file twice; the first one is read.'
      addNote(notes, { file, line: headingLine, column: name, value: '', note })
    }
  }

  const misshapen = ({ cells, ended }: RowOfCells): { column: string; value: string; reason: string } | null => {
    const extra = cells.findIndex((cell, index) => index >= headings.length && cell !== null && cell.trim() !== '')
    if (extra !== -1) {
      const reason = `This line has ${cells.length} cells but there are ${headings.length} headings. Is a comma inside a value?`
      return { column: '', value: shown(cells[extra] as string), reason }
    }
    if (!ended && cells.length < headings.length) {
      return {
        column: headings[cells.length] as string,
        value: '',
        reason: 'The file ends in the middle of this line.',
      }
    }
    return null
  }

  const readRow = (row: RowOfCells): void => {
    const fault = misshapen(row)
    const faults: Omit<Rejection, 'file' | 'line'>[] = fault ? [{ ...fault, lost: 'row' }] : []
    const values: AnyRow = { file, line: row.line, sourceKey: '' }
    const oddities: { column: string; value: string; note: string }[] = []
    for (const { name, column, index } of fault ? [] : columns) {
      const text = row.cells[index] ?? ''
      const read = readCell(column, text)
      values[name] = 'reason' in read ? null : read.value
      if ('reason' in read) faults.push({ column: name, value: shown(text), reason: read.reason, lost: read.lost })
      else if (read.note) oddities.push({ column: name, value: String(read.value), note: read.note })
    }
    const lost = faults.some((each) => each.lost === 'row')
    for (const each of faults) {
      result.rejections.push({ file, line: row.line, ...each, lost: lost ? 'row' : each.lost })
    }
    if (lost) {
      summary.rejectedRows++
      return
    }
    for (const odd of oddities) addNote(notes, { file, line: row.line, ...odd })
    summary.rows++
    ;(result.tables[table] as unknown as AnyRow[]).push(values)
  }
  return { row: readRow, summary }
}

type CellRead = { value: unknown; note?: string } | { reason: string; lost: 'row' | 'value' }

const readCell = (column: Column, raw: string): CellRead => {
  const text = raw.trim().toUpperCase()
  if (text === '') {
    return column.needed ? { reason: blankReason(column), lost: 'row' } : { value: null }
  }
  if (column.kind === 'child') return readChild(text)
  if (text.length > longestValue) {
    const lost = column.kind === 'day' || column.kind === 'partial day' ? 'row' : 'value'
    return { reason: `This is longer than ${longestValue} characters.`, lost }
  }
  switch (column.kind) {
    case 'day':
      return readDay(text)
    case 'partial day':
      return readPartialDay(text)
    case 'whole number': {
      const number = Number(text)
      if (!/^\d{1,9}(\.0+)?$/.test(text)) return { reason: 'This is not a whole number.', lost: 'value' }
      return { value: number }
    }
    case 'sex': {
      const sex = currentSex[withoutDecimals(text)] ?? text
      return listed('sex', sex)
    }
    case 'code':
      return listed(
        column.list as Parameters<typeof findCode>[0],
        column.list === 'flag-01' ? withoutDecimals(text) : text,
      )
    case 'authority': {
      const known =
        (/^\d{3}$/.test(text) && isLocalAuthorityCode(Number(text))) || findCode(outside, text) !== undefined
      return known ? { value: text } : { value: text, note: unlisted }
    }
    case 'text':
      return { value: text.replaceAll(/\s+/g, ' ') }
  }
}

const outside = 'placement-la-outside-england'
const unlisted = 'This code is not in the list. It is kept as it stands.'

// Sex was 1 or 2 up to the return of 2023-24.
const currentSex: Record<string, string> = { '1': 'M', '2': 'F' }

// A spreadsheet or a data tool that takes a column of flags with blanks in it for decimal numbers writes 1.0 for 1.
const withoutDecimals = (text: string): string => text.replace(/^(\d)\.0+$/, '$1')

const listed = (list: Parameters<typeof findCode>[0], value: string): CellRead =>
  findCode(list, value) ? { value } : { value, note: unlisted }

const blankReason = (column: Column): string =>
  column.kind === 'child'
    ? 'There is no child identifier.'
    : 'This date is blank, and the row means nothing without it.'

const readChild = (text: string): CellRead => {
  if (/^\d(\.\d+)?E\+\d+$/.test(text)) {
    return { reason: 'A spreadsheet has turned this identifier into a rounded number.', lost: 'row' }
  }
  if (text.length > longestChildIdentifier) {
    return { reason: `This identifier is longer than ${longestChildIdentifier} characters.`, lost: 'row' }
  }
  if (/^[A-Z0-9]{1,20}$/.test(text)) return { value: text }
  return { value: text, note: 'An identifier should be up to 20 letters and digits. It is kept as it stands.' }
}

const shown = (text: string): string => (text.length > longestValue ? `${text.slice(0, longestValue)}…` : text)

const noteSharedTables = (result: Ssda903Return, notes: Map<string, Note>): void => {
  for (const [index, { file, table }] of result.files.entries()) {
    const first = result.files.findIndex((other) => other.table === table)
    if (first === index) continue
    const note = `${result.files[first]?.file} also holds ${table}. The rows of both files are read.`
    addNote(notes, { file, line: 1, column: '', value: '', note })
  }
}

const setSourceKeys = (table: TableName, rows: AnyRow[]): void => {
  const { identity, columns } = tables[table] as Table
  const names = Object.keys(columns)
  numberEqualKeys(
    rows,
    (row) => keyOf(table, row.CHILD as string, ...identity.map((name) => identityText(row[name]))),
    (row) => JSON.stringify(names.map((name) => row[name])),
    (row, key) => {
      row.sourceKey = key
    },
  )
}

const identityText = (value: unknown): string => {
  if (value === null) return ''
  if (value instanceof Temporal.PlainDate) return (value satisfies Day).toString()
  return (value as { text: string }).text
}
