// The SSDA903 return as one XML file: EXPSSDA903 with a CHILD for each child, and in it a HEADER and its EPISODEs.
// What CSV has in twelve files stands around the HEADER: reviews, OC2 and other groups inside it, care leaver, adoption
// and asylum facts as elements of the HEADER itself. Date of birth and sex stand there once for all of them.
//
// How the department calls the groups of social workers and of deprivation of liberty orders is not confirmed. They are
// written as ASWEPISODE and ADOLO, in the manner of AREVIEW and AMISSING, and read whatever they are called, by the
// elements in them (SW_DECOM, DOLO_START and so on).
import { basename } from 'node:path'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { readXml, type XmlElement } from '../../../lib/xml.ts'
import type { RawTable } from '../engine/rows.ts'
import type { RawReturn } from './child.ts'
import { type TableName, tableNames, tables } from './tables.ts'

type Cells = Record<string, string | null>

/** Element names that are not the column's. */
const columnOf: Readonly<Record<string, string>> = { CHILDID: 'CHILD', PL: 'PLACE' }
const elementOf: Readonly<Record<string, string>> = { CHILD: 'CHILDID', PLACE: 'PL' }

/** Groups of the HEADER, in the order in which they are written. */
const groups = {
  Missing: 'AMISSING',
  Reviews: 'AREVIEW',
  PrevPerm: 'PERMANENCE',
  OC2: 'OC2',
  PlacedAdoption: 'AD_PLACED',
  SWEpisodes: 'ASWEPISODE',
  DoLo: 'ADOLO',
} as const
type GroupTable = keyof typeof groups
const tableOfGroup = new Map<string, TableName>([
  ['EPISODE', 'Episodes'],
  ...Object.entries(groups).map(([table, name]) => [name, table as TableName] as const),
])

/** Tables whose columns stand in the HEADER itself. */
const factTables = ['UASC', 'OC3', 'AD1'] as const
type FactTable = (typeof factTables)[number]
const inherited = new Set(['CHILD', 'SEX', 'DOB'])
const columnsOf = Object.fromEntries(tableNames.map((table) => [table, Object.keys(tables[table].columns)])) as {
  [T in TableName]: string[]
}
const ownColumns = (table: TableName): string[] => columnsOf[table].filter((column) => !inherited.has(column))
const inHeader = new Set([...columnsOf.Header, ...factTables.flatMap((table) => columnsOf[table])])

const isBlank = (text: string | null | undefined): boolean => text === null || text === undefined || !/\S/.test(text)

/** Characters of all cells, and children, beyond which a file is taken for something else than the return of a council. */
export const longestReturn = 96_000_000
export const mostChildren = 100_000
/** Rows of all tables: ten times as many as the largest council's. */
const mostRows = 800_000
const mostNotes = 100

export type XmlNote = { line: number; message: string }

/**
 * The tables of the return in an XML file, each cell as it stands there and blank as null. Social workers and deprivation
 * of liberty orders are given only where the file has any, as a file without them cannot be told from one that calls
 * them otherwise. `notes` tell what was passed over.
 * Throws UnreadableFile for a file that is not well formed, is cut off, is no SSDA903 return, has no child in it, passes
 * the limits of `readXml`, or is longer than any return.
 */
export const readSsda903Xml = async (
  path: string,
  longest = longestReturn,
): Promise<{ tables: RawReturn; notes: XmlNote[] }> => {
  const reader = returnReader(basename(path), longest)
  let children = 0
  for await (const element of readXml(path, 'EXPSSDA903/CHILD')) {
    if (++children > mostChildren) throw tooLong(element.line)
    reader.child(element)
  }
  if (children === 0) throw new UnreadableFile('There is no child in this file.')
  return reader.result()
}

const tooLong = (line: number): UnreadableFile =>
  new UnreadableFile('This file is longer than the return of any council can be.', line, 1)

type Leaf = { text: string | null; line: number }
type Leaves = Map<string, Leaf>
type Parts = { leaves: Leaves; groups: XmlElement[] }

const returnReader = (file: string, longest: number) => {
  const rows = Object.fromEntries(tableNames.map((table) => [table, [] as (string | null)[][]])) as {
    [T in TableName]: (string | null)[][]
  }
  const lines = Object.fromEntries(tableNames.map((table) => [table, [] as number[]])) as { [T in TableName]: number[] }
  const notes = new Map<string, { line: number; count: number }>()
  let characters = 0
  let count = 0
  let more: XmlNote | null = null

  const note = (message: string, line: number): void => {
    const known = notes.get(message)
    if (known) known.count++
    else if (notes.size < mostNotes) notes.set(message, { line, count: 1 })
    else if (!more) more = { line, message: 'There is more that was passed over.' }
  }

  const add = (table: TableName, leaves: Leaves, from: Leaves, line: number): void => {
    const cells = columnsOf[table].map((column) => {
      const leaf = leaves.get(column) ?? (inherited.has(column) ? from.get(column) : undefined)
      return leaf?.text ?? null
    })
    for (const cell of cells) characters += (cell?.length ?? 0) + 1
    if (characters > longest || ++count > mostRows) throw tooLong(line)
    rows[table].push(cells)
    lines[table].push(line)
  }

  /** Elements with text, by column, and elements with elements. `known` are the columns that can stand there. */
  const partsOf = (element: XmlElement, known: ReadonlySet<string>): Parts => {
    const parts: Parts = { leaves: new Map(), groups: [] }
    for (const inner of element.elements) {
      const name = inner.name.toUpperCase()
      if (inner.elements.length > 0) {
        parts.groups.push(inner)
        continue
      }
      const column = columnOf[name] ?? name
      if (parts.leaves.has(column)) note(`${name} is in one ${element.name} twice: the first is read.`, inner.line)
      else if (known.has(column)) {
        parts.leaves.set(column, { text: isBlank(inner.text) ? null : inner.text, line: inner.line })
      } else if (tableOfGroup.has(name) || name === 'HEADER') {
        note(`${name} has nothing in it: passed over.`, inner.line)
      } else {
        note(`${element.name} has no element ${name.slice(0, 60)} in the return: passed over.`, inner.line)
      }
    }
    return parts
  }

  const addFacts = (leaves: Leaves, from: Leaves): void => {
    const flag = leaves.get('UASC')
    const ceased = leaves.get('DUC')
    if ((flag?.text && flag.text.trim() !== '0') || ceased?.text) add('UASC', leaves, from, (flag ?? ceased)!.line)
    for (const table of ['OC3', 'AD1'] as const) {
      const first = ownColumns(table).find((column) => leaves.get(column)?.text)
      if (first) add(table, leaves, from, leaves.get(first)!.line)
    }
  }

  const addGroup = (element: XmlElement, from: Leaves): void => {
    const table = tableOfGroup.get(element.name.toUpperCase()) ?? tableByContents(element)
    if (table) {
      const { leaves, groups: inside } = partsOf(element, new Set([...columnsOf[table], 'CHILD', 'DOB']))
      add(table, leaves, from, element.line)
      for (const inner of inside) addGroup(inner, from)
      return
    }
    const inside = element.elements.filter((inner) => inner.elements.length > 0)
    if (inside.length === 0) {
      note(`The return has no group ${element.name.slice(0, 60)}: passed over.`, element.line)
    }
    for (const inner of inside) addGroup(inner, from)
  }

  return {
    child: (element: XmlElement): void => {
      const { leaves, groups: all } = partsOf(element, inHeader)
      const headers = all.filter((inner) => inner.name.toUpperCase() === 'HEADER')
      let facts: Leaves = new Map()
      for (const header of headers) {
        const { leaves: own, groups: inside } = partsOf(header, inHeader)
        const from: Leaves = own.has('CHILD') ? own : new Map([...leaves, ...own])
        if (facts.size === 0) facts = from
        add('Header', own, from, header.line)
        addFacts(own, from)
        for (const group of inside) addGroup(group, from)
      }
      // Rows of a child without a HEADER, or that do not fit it, stand in the CHILD itself.
      const from: Leaves = new Map([...facts, ...leaves])
      addFacts(leaves, from)
      for (const group of all) if (!headers.includes(group)) addGroup(group, from)
    },
    result: (): { tables: RawReturn; notes: XmlNote[] } => {
      const given = tableNames.filter((table) => (table !== 'SWEpisodes' && table !== 'DoLo') || rows[table].length > 0)
      const told = [...notes].map(([message, { line, count }]) => ({
        line,
        message: count === 1 ? message : `${message} So it is ${count} times.`,
      }))
      if (more) told.push(more)
      if (!given.includes('SWEpisodes'))
        told.push({ line: 0, message: 'There are no social worker episodes in the file.' })
      return {
        tables: Object.fromEntries(
          given.map((table): [TableName, RawTable] => [
            table,
            { file, columns: columnsOf[table], rows: rows[table], lines: lines[table] },
          ]),
        ),
        notes: told,
      }
    },
  }
}

const tableByContents = (element: XmlElement): TableName | null => {
  for (const { name, elements } of element.elements) {
    if (elements.length > 0) continue
    if (ownColumns('SWEpisodes').includes(name.toUpperCase())) return 'SWEpisodes'
    if (ownColumns('DoLo').includes(name.toUpperCase())) return 'DoLo'
  }
  return null
}

/**
 * The return as XML, a piece for each child. Reading it gives the same rows, child by child. What XML has no place for:
 * characters that no XML may hold, which become U+FFFD; rows of OC3 and AD1 with nothing in their own columns, which are
 * left out. A child's second Header row, and rows of children without one or with another date of birth than in it, are
 * written as best they can be for the checks to find again; the department would not take them.
 * In the HEADER, UASC is 1 with a row in the UASC table, or else what the Header row says, or else 0.
 */
export function* writeSsda903Xml(given: RawReturn, about: { council: number; year: number }): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<!-- SSDA903 ${about.year - 1}-${String(about.year).slice(2)}, council ${about.council} -->\n<EXPSSDA903>\n`
  for (const [id, child] of byChild(given)) yield childElements(id, child, given.UASC !== undefined).join('')
  yield '</EXPSSDA903>\n'
}

type ChildRows = { [T in TableName]: Cells[] }

const byChild = (given: RawReturn): Map<string | null, ChildRows> => {
  const children = new Map<string | null, ChildRows>()
  for (const table of tableNames) {
    const raw = given[table]
    if (!raw) continue
    const places = columnsOf[table].map((column) => raw.columns.indexOf(column))
    for (const cells of raw.rows) {
      const row: Cells = {}
      columnsOf[table].forEach((column, i) => {
        const cell = cells[places[i]!]
        row[column] = isBlank(cell) ? null : cell!
      })
      const id = row.CHILD ?? null
      let child = children.get(id)
      if (!child) {
        child = Object.fromEntries(tableNames.map((name) => [name, [] as Cells[]])) as ChildRows
        children.set(id, child)
      }
      child[table].push(row)
    }
  }
  return children
}

const childElements = (id: string | null, child: ChildRows, hasFlags: boolean): string[] => {
  const waiting: { [T in FactTable]: Cells[] } = {
    UASC: [...child.UASC],
    OC3: child.OC3.filter((row) => ownColumns('OC3').some((column) => row[column] !== null)),
    AD1: child.AD1.filter((row) => ownColumns('AD1').some((column) => row[column] !== null)),
  }
  const take = (table: FactTable, header: Cells): Cells | null => {
    const at = waiting[table].findIndex((row) => row.DOB === header.DOB && (table !== 'UASC' || row.SEX === header.SEX))
    return at === -1 ? null : waiting[table].splice(at, 1)[0]!
  }

  const written = child.Header.map((header, i) => {
    const uasc = take('UASC', header)
    const oc3 = take('OC3', header)
    const ad1 = take('AD1', header)
    const flag = uasc ? '1' : (header.UASC ?? (hasFlags ? '0' : null))
    const lines = [
      ...leaves({ ...header, UASC: flag }, ['CHILD', 'UPN', 'SEX', 'DOB', 'ETHNIC', 'UASC']),
      ...facts('UASC', uasc),
      ...facts('OC3', oc3),
      ...facts('AD1', ad1),
      ...(i === 0 ? [...group(child, 'Missing', header), ...group(child, 'Reviews', header)] : []),
      ...leaves(header, ['MOTHER', 'MC_DOB']),
      ...(i === 0 ? lateGroups.flatMap((table) => group(child, table, header)) : []),
    ]
    return wrap('CHILD', [...wrap('HEADER', lines), ...(i === 0 ? episodes(child) : [])])
  })
  if (child.Header.length === 0) {
    const lines = [...groupTables.flatMap((table) => group(child, table, { DOB: null })), ...episodes(child)]
    if (lines.length > 0) written.push(wrap('CHILD', [leaf('CHILD', id), ...lines]))
  }
  for (const table of factTables) {
    for (const row of waiting[table]) {
      const flag = table === 'UASC' ? leaves({ ...row, UASC: '1' }, ['SEX', 'UASC']) : []
      written.push(wrap('CHILD', [...leaves(row, ['CHILD', 'DOB']), ...flag, ...facts(table, row)]))
    }
  }
  return written.flat()
}

const groupTables = Object.keys(groups) as GroupTable[]
const lateGroups = groupTables.filter((table) => table !== 'Missing' && table !== 'Reviews')

const wrap = (name: string, lines: string[]): string[] => [`<${name}>\n`, ...lines, `</${name}>\n`]
const leaf = (column: string, text: string | null | undefined): string => {
  const name = elementOf[column] ?? column
  return text === null || text === undefined ? `<${name} />\n` : `<${name}>${escaped(text)}</${name}>\n`
}
const leaves = (row: Cells, columns: readonly string[]): string[] => columns.map((column) => leaf(column, row[column]))
const facts = (table: FactTable, row: Cells | null): string[] =>
  row
    ? leaves(
        row,
        ownColumns(table).filter((column) => row[column] !== null),
      )
    : []

const group = (child: ChildRows, table: GroupTable, header: Cells): string[] =>
  child[table].flatMap((row) => {
    const filled = ownColumns(table).filter((column) => row[column] !== null)
    const columns = filled.length > 0 ? filled : ownColumns(table).slice(0, 1)
    // The group has no date of birth of its own, unless it says another than the HEADER.
    return wrap(groups[table], leaves(row, row.DOB === header.DOB ? columns : ['DOB', ...columns]))
  })

const episodeColumns = [
  'DECOM',
  'RNE',
  'LS',
  'CIN',
  'PLACE',
  'PL_POST',
  'HOME_POST',
  'URN',
  'PLACE_PROVIDER',
  'DEC',
  'REC',
  'REASON_PLACE_CHANGE',
]
const episodes = (child: ChildRows): string[] =>
  child.Episodes.flatMap((row) => wrap('EPISODE', leaves(row, episodeColumns)))

// A carriage return in a text is read as a line feed unless it is written by its number.
const numbers: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\ufffd')
    .replace(/[&<>\r]/g, (character) => numbers[character] as string)
