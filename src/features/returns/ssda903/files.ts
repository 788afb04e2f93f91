// Reads the folder of CSV files of an SSDA903 return as it stands, cell by cell, for the checks: nothing is left out
// because it is wrong.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readCsvInPieces } from '../../../lib/csv.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import type { RowReader } from '../engine/rows.ts'
import { type ReadReturn, readerOf } from './child.ts'
import { recogniseTable, type TableName, tables } from './tables.ts'

/** Something about a file that the person who sends it should know. `line` is 0 for the file as a whole. */
export type FileNote = { file: string; line: number; message: string }

export type Ssda903Files = { tables: ReadReturn; notes: FileNote[] }

/** Characters, and rows, of one file beyond which it is taken for something else: more than all of England would have. */
export const longestFile = 48_000_000
export const mostRows = 250_000
const longRowsNoted = 20

/**
 * Every SSDA903 table in the CSV files directly in a folder. Tables may be absent, columns stand in any order. Rows of two
 * files that hold one table follow each other in the order of the file names.
 * Of a table that is not `wanted` (`Reviews_last`) only the headings are read.
 * Throws UnreadableFile, its message beginning with the file's name, for a file that is broken, cut off in the middle of
 * a row, or longer than any return; and when no file of the folder is one of the return.
 */
export const readSsda903Csv = async (
  directory: string,
  suffix: '' | '_last' = '',
  wanted: (table: string) => boolean = () => true,
): Promise<Ssda903Files> => {
  const result: Ssda903Files = { tables: {}, notes: [] }
  const files = await csvFilesIn(directory)
  if (files.length === 0) throw new UnreadableFile('There is no CSV file in this folder.')
  for (const file of files) {
    try {
      await readFile(directory, file, suffix, wanted, result)
    } catch (error) {
      if (error instanceof UnreadableFile) throw new UnreadableFile(`${file}: ${error.message}`)
      throw error
    }
  }
  if (Object.keys(result.tables).length === 0) {
    throw new UnreadableFile(
      `No file here holds a table of the SSDA903 return. ${result.notes[0]?.message ?? ''}`.trim(),
    )
  }
  return result
}

/** The CSV files directly in a folder, in the order of their names. Throws UnreadableFile when there is no such folder. */
export const csvFilesIn = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new UnreadableFile('There is no folder with this name.')
    if (error.code === 'ENOTDIR') throw new UnreadableFile('This is a file. Give the folder that holds the CSV files.')
    if (error.code === 'EACCES') throw new UnreadableFile('This folder may not be opened.')
    throw error
  })
  return entries
    .filter((entry) => !entry.isDirectory() && /\.csv$/i.test(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => (a < b ? -1 : 1))
}

const readFile = async (
  directory: string,
  file: string,
  suffix: '' | '_last',
  wanted: (table: string) => boolean,
  { tables: into, notes }: Ssda903Files,
): Promise<void> => {
  let table: TableName | null = null
  let columns: string[] = []
  let characters = 0
  let read: RowReader | null = null
  let before = 0
  let longRows = 0
  const rows: Record<string, unknown>[] = []
  for await (const piece of readCsvInPieces(join(directory, file))) {
    for (const { cells, line, ended } of piece) {
      if (table === null) {
        columns = cells.map((cell) => cell.trim().toUpperCase().replaceAll(/\s+/g, '_'))
        const recognised = recogniseTable(columns, file)
        if (recognised.table === null) {
          notes.push({ file, line: 0, message: `${file} was passed over. ${recognised.reason}` })
          return
        }
        table = recognised.table
        if (!wanted(`${table}${suffix}`)) {
          into[table] ??= { file, columns, rows: [] }
          return
        }
        before = into[table]?.rows.length ?? 0
        read = readerOf(table, columns, suffix)
        continue
      }
      if (!ended && cells.length < columns.length && cells.length > 1) {
        throw new UnreadableFile('The file ends in the middle of this row.', line, cells.length)
      }
      if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
        longRows++
        const message = `This row has ${cells.length} cells but there are ${columns.length} headings. Is a comma inside a value?`
        if (longRows <= longRowsNoted) notes.push({ file, line, message })
      }
      for (const cell of cells) characters += cell.length + 1
      if (characters > longestFile || rows.length >= mostRows) {
        throw new UnreadableFile('This file is longer than the return of any council can be.', line, 1)
      }
      rows.push((read as RowReader)(cells, before + rows.length, line))
    }
  }
  if (table === null) {
    notes.push({ file, line: 0, message: `${file} was passed over. It is empty.` })
    return
  }
  noteColumns(file, table, columns, notes)
  if (longRows > longRowsNoted) {
    const message = `${longRows - longRowsNoted} more rows have more cells than there are headings.`
    notes.push({ file, line: 0, message })
  }
  const first = into[table]
  if (!first) {
    into[table] = { file, columns, rows }
    return
  }
  notes.push({ file, line: 0, message: `${first.file} also holds ${table}. The rows of both are checked.` })
  into[table] = {
    file: `${first.file} and ${file}`,
    columns: [...new Set([...first.columns, ...columns])],
    rows: [...first.rows, ...rows],
  }
}

const noteColumns = (file: string, table: TableName, columns: readonly string[], notes: FileNote[]): void => {
  const known = Object.keys(tables[table].columns)
  const optional: readonly string[] = (tables[table] as { mayBeAbsent?: readonly string[] }).mayBeAbsent ?? []
  const derived = ['PL_LA', 'PL_LOCATION', 'PL_DISTANCE']
  const extra = columns.filter((column) => column !== '' && !known.includes(column) && !derived.includes(column))
  const absent = known.filter((column) => !columns.includes(column) && !optional.includes(column))
  const twice = columns.filter((column, index) => column !== '' && columns.indexOf(column) !== index)
  if (extra.length > 0)
    notes.push({ file, line: 1, message: `${table} has no column ${extra.join(', ')}: passed over.` })
  if (absent.length > 0)
    notes.push({ file, line: 1, message: `There is no column ${absent.join(', ')}: taken as blank.` })
  if (twice.length > 0) notes.push({ file, line: 1, message: `${twice.join(', ')} is there twice: the first is read.` })
}
