// CSV as councils' systems write it, read a row at a time with the line of the file each row begins on.
// Written here because uDSV, though faster, gives no line numbers and takes an unclosed quotation mark without a word.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isUtf8File, type TextEncoding, textOf, textStart, UnreadableFile } from './text-file.ts'

/** `line` is the 1-based line of the file the row begins on; `ended` is false for a last row with no line end. */
export type CsvRow = { line: number; cells: string[]; ended: boolean }

/** Characters in one cell, and cells in one row, beyond which the file is taken to be broken. */
export const longestCell = 1_000_000
export const mostCells = 16_384

/**
 * The rows of a CSV file (RFC 4180, and the ways people's files depart from it): any of CRLF, LF and CR ends a line,
 * also inside quotes; UTF-8, UTF-16 and Windows-1252; blank lines are passed over. Reads the file in pieces, so its
 * size does not matter. Throws UnreadableFile, after the rows before the fault, with line and cell number, for a NUL,
 * an unclosed quotation mark, a cell over a million characters.
 */
export async function* readCsv(path: string): AsyncGenerator<CsvRow> {
  for await (const rows of readCsvInPieces(path)) yield* rows
}

/** As `readCsv`, with the rows of each piece of the file together: for files read whole, where every moment counts. */
export async function* readCsvInPieces(path: string): AsyncGenerator<CsvRow[]> {
  const { encoding, markBytes } = await csvEncoding(path)
  const parser = csvParser()
  for await (const text of textOf(path, encoding, markBytes)) {
    const rows: CsvRow[] = []
    let fault: unknown = null
    try {
      for (const row of parser.rows(text)) rows.push(row)
    } catch (error) {
      fault = error
    }
    yield rows
    if (fault) throw fault
  }
  const last = parser.end()
  if (last) yield [last]
}

const csvEncoding = async (path: string): Promise<{ encoding: TextEncoding; markBytes: number }> => {
  const { encoding, markBytes } = await textStart(path)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return { encoding, markBytes }
  return { encoding: (await isUtf8File(path)) ? 'utf-8' : 'windows-1252', markBytes }
}

const nul = 0
const lineFeed = 10
const carriageReturn = 13
const quote = 34
const comma = 44

// Where the parser stands: before a cell's first character, in a bare cell, in a quoted one, just after a quotation
// mark inside a quoted one (which either closes it or is the first of a doubled pair).
type Place = 'before' | 'bare' | 'quoted' | 'closing'

const csvParser = () => {
  let place: Place = 'before'
  let cell = ''
  let cells: string[] = []
  let line = 1
  let rowLine = 1
  let cellLine = 1
  let rowHasQuotes = false
  let afterReturn = false

  const fail = (reason: string, atLine: number): never => {
    throw new UnreadableFile(reason, atLine, cells.length + 1)
  }
  const add = (text: string): void => {
    if (cell.length + text.length > longestCell) {
      fail('This cell holds more than a million characters. Is a quotation mark missing?', cellLine)
    }
    cell = cell === '' ? text : cell + text
  }
  const endCell = (): void => {
    if (cells.length >= mostCells) fail(`This line has more than ${mostCells} cells.`, rowLine)
    cells.push(cell)
    cell = ''
    place = 'before'
  }
  const endRow = (ended: boolean): CsvRow | null => {
    const blank = cells.length === 0 && cell === '' && !rowHasQuotes
    if (!blank) endCell()
    const row = blank ? null : { line: rowLine, cells, ended }
    cells = []
    rowHasQuotes = false
    place = 'before'
    return row
  }

  return {
    // A generator, so that the rows before a fault are out before it is thrown.
    *rows(text: string): Generator<CsvRow> {
      let from = 0
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        if (code > comma && (place === 'bare' || place === 'quoted')) {
          afterReturn = false
          continue
        }
        if (code === nul) fail('There is a NUL character here; this is not a text file, or it is damaged.', line)
        if (place === 'before') {
          cellLine = line
          if (cells.length === 0) rowLine = line
        }
        const secondHalfOfLineEnd = code === lineFeed && afterReturn
        afterReturn = code === carriageReturn
        const isLineEnd = code === lineFeed || code === carriageReturn
        if (isLineEnd && !secondHalfOfLineEnd) line++

        if (place === 'quoted') {
          if (code === quote) {
            add(text.slice(from, i))
            from = i + 1
            place = 'closing'
          }
          continue
        }
        if (place === 'closing' && code === quote) {
          add('"')
          from = i + 1
          place = 'quoted'
          continue
        }
        if (secondHalfOfLineEnd && place === 'before' && cells.length === 0) {
          from = i + 1
        } else if (isLineEnd) {
          add(text.slice(from, i))
          from = i + 1
          const row = endRow(true)
          if (row) yield row
        } else if (code === comma) {
          add(text.slice(from, i))
          from = i + 1
          endCell()
        } else if (place === 'before' && code === quote) {
          from = i + 1
          rowHasQuotes = true
          place = 'quoted'
        } else {
          place = 'bare'
        }
      }
      add(text.slice(from))
    },
    end(): CsvRow | null {
      if (place === 'quoted') {
        fail('The quotation mark that opens this cell is never closed. The file looks cut off.', cellLine)
      }
      return endRow(false)
    },
  }
}

/**
 * One line of CSV without its line end. `forSpreadsheet` puts an apostrophe before a cell that a spreadsheet would run
 * as a formula (starting with = + - @, a tab or a line end); leave it off for files that a program reads back.
 */
export const csvLine = (cells: readonly string[], options: { forSpreadsheet?: boolean } = {}): string => {
  if (cells.length === 1 && cells[0] === '') return '""'
  return cells
    .map((cell) => {
      const safe = options.forSpreadsheet && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell
      return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
    })
    .join(',')
}

/**
 * Writes rows to a CSV file in UTF-8 with CRLF, readable by its owner only. `forSpreadsheet` also writes the byte order
 * mark, without which Excel shows accented letters wrongly.
 */
export const writeCsv = async (
  path: string,
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  options: { forSpreadsheet?: boolean } = {},
): Promise<void> => {
  const lines = async function* () {
    if (options.forSpreadsheet) yield '\ufeff'
    for await (const cells of rows) yield `${csvLine(cells, options)}\r\n`
  }
  await pipeline(Readable.from(lines()), createWriteStream(path, { mode: 0o600 }))
}
