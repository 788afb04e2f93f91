// Spreadsheets in Office Open XML (.xlsx): read as the text of their cells, and written as plain sheets of text and numbers.
// An .xlsx is a ZIP archive of XML, and both are read here already; why no package: docs/decisions/0005-spreadsheets.md.
import { Buffer } from 'node:buffer'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { SaxesParser } from 'saxes'
import type { DayNumber } from './day-number.ts'
import { UnreadableFile } from './text-file.ts'
import { mostUnpackedBytes, openZip, packZip, type Zip } from './zip.ts'

/** `line` is the number the spreadsheet shows beside the row. Cells are text as stored; a cell that is not there is ''. */
export type SheetRow = { line: number; cells: string[] }
export type Sheet = { name: string; rows: SheetRow[] }
/** `daysFrom1904`: the file counts days from 1904, as old Macintosh ones do. */
export type Spreadsheet = { sheets: Sheet[]; daysFrom1904: boolean }

const mostFileBytes = 50 * 1024 * 1024
/** Cells of one file, the empty ones before the last of each row among them. */
const mostCells = 10_000_000
const mostColumns = 16_384
const mostRows = 1_048_576

/**
 * The sheets of an .xlsx file. Numbers come as digits and days as the number of the day (see `sheetDay`), as the file
 * holds them; formulas as their last result. Throws UnreadableFile in plain words for what is no such file, is damaged,
 * has a password, or is too large once unpacked (`limit` bytes, ten million cells).
 */
export const readSpreadsheet = async (path: string, limit = mostUnpackedBytes): Promise<Spreadsheet> => {
  const { size } = await stat(path).catch(() => {
    throw new UnreadableFile('There is no file with this name.')
  })
  if (size > mostFileBytes) throw new UnreadableFile('This spreadsheet is larger than 50 MB.')
  const bytes = await readFile(path)
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new UnreadableFile('This spreadsheet is in an old form or has a password. Save it as .xlsx without one.')
  }
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') throw new UnreadableFile('This is not a spreadsheet (.xlsx).')
  const zip = openZip(bytes, limit)
  const book = workbook(zip)
  const strings = sharedStrings(zip, book.strings)
  const counted = { cells: 0 }
  return {
    daysFrom1904: book.daysFrom1904,
    sheets: book.sheets.map(({ name, part }) => ({ name, rows: sheetRows(zip, part, strings, counted) })),
  }
}

type Attributes = Readonly<Record<string, string>>
type Handler = { open?: (name: string, attributes: Attributes) => void; close?: (name: string, text: string) => void }

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

// `close` is told the text since the tag before it: XML of spreadsheets never mixes text and elements.
const walk = (zip: Zip, part: string, handler: Handler): void => {
  const bytes = zip.read(part)
  if (!bytes) throw new UnreadableFile('This is not a spreadsheet (.xlsx), or a part of it is missing.')
  const parser = new SaxesParser()
  let text = ''
  parser.on('doctype', () => {
    throw new UnreadableFile('This spreadsheet is not as spreadsheets are (it has a DOCTYPE).')
  })
  parser.on('error', () => {
    throw new UnreadableFile('This spreadsheet is damaged.')
  })
  parser.on('opentag', ({ name, attributes }) => {
    text = ''
    handler.open?.(localName(name), attributes as Attributes)
  })
  parser.on('text', (more) => {
    text += more
  })
  parser.on('cdata', (more) => {
    text += more
  })
  parser.on('closetag', ({ name }) => {
    handler.close?.(localName(name), text)
    text = ''
  })
  const decoder = new TextDecoder()
  const piece = 1024 * 1024
  for (let at = 0; at < bytes.length; at += piece) {
    parser.write(decoder.decode(bytes.subarray(at, at + piece), { stream: true }))
  }
  parser.write(decoder.decode()).close()
}

/** Targets of a part's relationships by id, as paths from the root of the archive. */
const relationships = (zip: Zip, folder: string, file: string): Map<string, { type: string; part: string }> => {
  const found = new Map<string, { type: string; part: string }>()
  walk(zip, `${folder}_rels/${file}.rels`, {
    open: (name, { Id, Type, Target, TargetMode }) => {
      if (name !== 'Relationship' || Id === undefined || Target === undefined || TargetMode === 'External') return
      const part = new URL(Target, `file:///${folder}`).pathname.slice(1)
      found.set(Id, { type: Type?.slice(Type.lastIndexOf('/') + 1) ?? '', part: decodeURIComponent(part) })
    },
  })
  return found
}

type Workbook = { sheets: { name: string; part: string }[]; strings: string | null; daysFrom1904: boolean }
const workbook = (zip: Zip): Workbook => {
  const root = [...relationships(zip, '', '').values()].find(({ type }) => type === 'officeDocument')
  if (!root) throw new UnreadableFile('This is not a spreadsheet (.xlsx).')
  const slash = root.part.lastIndexOf('/') + 1
  const parts = relationships(zip, root.part.slice(0, slash), root.part.slice(slash))
  const book: Workbook = { sheets: [], strings: null, daysFrom1904: false }
  for (const { type, part } of parts.values()) if (type === 'sharedStrings') book.strings = part
  walk(zip, root.part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') book.daysFrom1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key !== 'id' && localName(key) === 'id')?.[1]
      const part = id === undefined ? undefined : parts.get(id)
      // A chart may be a sheet of its own.
      if (part?.type === 'worksheet') book.sheets.push({ name: attributes.name ?? '', part: part.part })
    },
  })
  return book
}

const sharedStrings = (zip: Zip, part: string | null): string[] => {
  const strings: string[] = []
  if (part === null) return strings
  let whole = ''
  let pronunciation = false
  walk(zip, part, {
    open: (name) => {
      if (name === 'si') whole = ''
      if (name === 'rPh') pronunciation = true
    },
    close: (name, text) => {
      if (name === 't' && !pronunciation) whole += text
      if (name === 'rPh') pronunciation = false
      if (name === 'si') strings.push(whole)
    },
  })
  return strings
}

/** The place from 0 of a column in an address such as AB12; -1 when there is none. */
const columnOf = (address: string | undefined): number => {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(address ?? '')?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

const sheetRows = (zip: Zip, part: string, strings: readonly string[], counted: { cells: number }): SheetRow[] => {
  const rows: SheetRow[] = []
  let row: SheetRow = { line: 0, cells: [] }
  let column = -1
  let type = ''
  let value = ''
  let pronunciation = false
  walk(zip, part, {
    open: (name, { r, t }) => {
      if (name === 'row') {
        const line = Number(r)
        row = { line: line > 0 ? line : row.line + 1, cells: [] }
        column = -1
      } else if (name === 'c') {
        const given = columnOf(r)
        column = given === -1 ? column + 1 : given
        type = t ?? 'n'
        value = ''
      } else if (name === 'rPh') pronunciation = true
    },
    close: (name, text) => {
      if (name === 'v' || (name === 't' && !pronunciation)) value += text
      else if (name === 'rPh') pronunciation = false
      else if (name === 'c') {
        if (column >= mostColumns) throw new UnreadableFile('This spreadsheet is damaged.', row.line)
        const shown = shownText(type, value, strings)
        if (shown === '') return
        counted.cells += Math.max(0, column + 1 - row.cells.length)
        if (counted.cells > mostCells) throw new UnreadableFile('This spreadsheet has more than ten million cells.')
        while (row.cells.length < column) row.cells.push('')
        row.cells[column] = shown
      } else if (name === 'row' && row.cells.length > 0) rows.push(row)
    },
  })
  return rows
}

const shownText = (type: string, value: string, strings: readonly string[]): string => {
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'e') return ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  // A long number may be stored as 2.5E6.
  if (type === 'n' && /e/i.test(value) && Number.isSafeInteger(Number(value))) return String(Number(value))
  return value
}

/**
 * The day a spreadsheet's number of a day means, as a day number; NaN when it means none. Those who wrote day 60 of a
 * file that counts from 1900 believed in a 29 February 1900, so the days before it are not read.
 */
export const sheetDay = (serial: string, daysFrom1904 = false): DayNumber => {
  const days = /^\d{1,7}(\.\d+)?$/.test(serial) ? Math.floor(Number(serial)) : Number.NaN
  return daysFrom1904 ? days - 24_107 : days > 60 ? days - 25_569 : Number.NaN
}

export type SheetToWrite = {
  /** Cut to 31 characters; `[]:*?/\` become spaces. */
  name: string
  /** The first row is the headings: bold, and stays in sight. */
  rows: Iterable<readonly (string | number | null)[]>
}

const longestText = 32_767
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write these
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g, '')
    .replace(/(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/[&<>"]/g, (character) => escapes[character]!)

const columnName = (column: number): string =>
  (column < 26 ? '' : columnName(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

const xml = (body: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`)
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const sheetXml = ({ rows }: SheetToWrite): Buffer => {
  const parts: string[] = []
  const widths: number[] = []
  let line = 0
  for (const cells of rows) {
    if (++line > mostRows) throw new RangeError(`A sheet holds ${mostRows} rows`)
    const style = line === 1 ? ' s="1"' : ''
    parts.push(`<row r="${line}">`)
    cells.forEach((cell, column) => {
      if (cell === null || cell === '') return
      const address = `${columnName(column)}${line}`
      widths[column] = Math.max(widths[column] ?? 8, Math.min(60, String(cell).length + 2))
      // A string stays a string: a spreadsheet runs no formula out of one.
      parts.push(
        typeof cell === 'number' && Number.isFinite(cell)
          ? `<c r="${address}"${style}><v>${cell}</v></c>`
          : `<c r="${address}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(String(cell).slice(0, longestText))}</t></is></c>`,
      )
    })
    parts.push('</row>')
  }
  const columns = [...widths.keys()].map(
    (i) => `<col min="${i + 1}" max="${i + 1}" width="${widths[i] ?? 8}" customWidth="1"/>`,
  )
  return xml(
    `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ` +
      `activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''}` +
      `<sheetData>${parts.join('')}</sheetData></worksheet>`,
  )
}

const styles =
  `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/>` +
  '<name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>' +
  '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>' +
  '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' +
  '</cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'

/** The bytes of an .xlsx of these sheets, at least one, with different names; the same sheets give the same bytes. */
export const spreadsheetOf = (sheets: readonly SheetToWrite[]): Buffer => {
  const parts = sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, bytes: sheetXml(sheet) }))
  const named = sheets.map(({ name }, i) => {
    const short = escaped(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31))
    return `<sheet name="${short}" sheetId="${i + 1}" r:id="r${i + 1}"/>`
  })
  const links = sheets.map(
    (_, i) => `<Relationship Id="r${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  const types = sheets.map(
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${media}.worksheet+xml"/>`,
  )
  return packZip([
    {
      name: '[Content_Types].xml',
      bytes: xml(
        `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ` +
          'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
          '<Default Extension="xml" ContentType="application/xml"/>' +
          `<Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/>` +
          `<Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/>${types.join('')}</Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      bytes: xml(
        `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" ` +
          `Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    },
    {
      name: 'xl/workbook.xml',
      bytes: xml(`<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${named.join('')}</sheets></workbook>`),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: xml(
        `<Relationships xmlns="${packaged}/relationships">${links.join('')}` +
          `<Relationship Id="styles" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
      ),
    },
    { name: 'xl/styles.xml', bytes: xml(styles) },
    ...parts,
  ])
}

/** Writes an .xlsx file readable by its owner only. */
export const writeSpreadsheet = async (path: string, sheets: readonly SheetToWrite[]): Promise<void> => {
  await writeFile(path, spreadsheetOf(sheets), { mode: 0o600 })
}
