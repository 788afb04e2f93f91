// One delivery of an extract: its files read, and everything that can be wrong with them looked for before anything is
// taken. What comes out is who is in it, where their rows stand, and a sum of each person's rows in whatever order.
import { isAscii, isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { findCode, type SsdTable } from '../returns/index.ts'
import { noProblems, type Problems, tell } from './problem.ts'
import { cellIn, cellsIn, type Scanned, scanCsv } from './scan-csv.ts'
import { type SourceTable, sourceTables, staffTables } from './source.ts'

/** Anything that changes how rows become records changes this too, so that everybody is looked at again. */
const mapping = '1'

export type Cells = {
  table: SsdTable
  line: number
  /** a cell without the spaces around it; null where there is none, or no such column */
  get: (column: string) => string | null
}

type Read = Scanned & { source: SourceTable; file: string; columns: Map<string, number>; person: Int32Array }

export type Extract = {
  people: readonly string[]
  personNumber: ReadonlyMap<string, number>
  /** of each person, the sum of their rows */
  sums: readonly string[]
  counts: Readonly<Record<string, number>>
  /** the latest time at which one of the files was written */
  writtenAt: Temporal.Instant
  /** names, sizes and times of the files: the same delivery twice has the same */
  delivery: string
  /** the rows of these people, in the order of their numbers */
  rowsOf: (people: readonly number[]) => Cells[][]
  staff: (table: 'ssd_professionals' | 'ssd_department') => Cells[]
  /** those of one family in the dataset, without the person */
  familyOf: (person: number) => readonly string[]
}

const csvFiles = (folder: string): Map<string, { path: string; size: number; at: number }> => {
  const found = new Map<string, { path: string; size: number; at: number }>()
  for (const name of readdirSync(folder).sort()) {
    if (!/^ssd_\w+\.csv$/i.test(name)) continue
    const path = join(folder, name)
    const { size, mtimeMs } = statSync(path)
    found.set(name.toLowerCase().slice(0, -4), { path, size, at: mtimeMs })
  }
  return found
}

export const deliveryOf = (folder: string): { delivery: string; files: number; at: number } => {
  const files = [...csvFiles(folder)]
  return {
    delivery: files.map(([name, { size, at }]) => `${name}:${size}:${Math.round(at)}`).join(' '),
    files: files.length,
    at: Math.max(0, ...files.map(([, { at }]) => at)),
  }
}

const lineOfByte = (bytes: Buffer, place: number): number => {
  let line = 1
  for (let at = bytes.indexOf(10); at >= 0 && at < place; at = bytes.indexOf(10, at + 1)) line++
  return line
}

/** The first byte that is not UTF-8, found by halves. */
const firstFault = (bytes: Buffer): number => {
  let [from, to] = [0, bytes.length]
  while (to - from > 1024) {
    let half = (from + to) >> 1
    // not inside a character
    while (half > from && ((bytes[half] as number) & 0xc0) === 0x80) half--
    if (half === from) break
    if (isUtf8(bytes.subarray(from, half))) from = half
    else to = half
  }
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 127 && !isUtf8(bytes.subarray(from, at + 4))) return at
  return from
}

const textOf = (file: string, bytes: Buffer, problems: Problems): string | null => {
  if (bytes.length === 0) {
    tell(problems, file, 'The file is empty: not even the heading is there.')
    return null
  }
  const [a, b] = bytes
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    tell(problems, file, 'The file was saved as UTF-16. It must be UTF-8.')
    return null
  }
  const nul = bytes.indexOf(0)
  if (nul >= 0) {
    tell(problems, file, 'There is a NUL character here: the file is damaged, or not UTF-8.', lineOfByte(bytes, nul))
    return null
  }
  if (isAscii(bytes)) return bytes.toString('latin1')
  if (!isUtf8(bytes)) {
    const line = lineOfByte(bytes, firstFault(bytes))
    tell(problems, file, 'From here on the file is not UTF-8: it was saved in another encoding.', line)
    return null
  }
  return bytes.toString('utf8')
}

const cellsAt = (read: Read, row: number): string[] => cellsIn(read.text.slice(read.start[row], read.end[row]))

const oneCell = (read: Omit<Read, 'person'>, row: number, at: number): string =>
  cellIn(read.text, read.start[row] as number, read.end[row] as number, at).trim()

const asCells = (read: Read, row: number): Cells => {
  const cells = cellsAt(read, row)
  return {
    table: read.source.table,
    line: read.line[row] as number,
    get: (column) => {
      const at = read.columns.get(column)
      const text = at === undefined ? '' : (cells[at] as string).trim()
      return text === '' || text === 'NULL' ? null : text
    },
  }
}

/** Two sums of 32 bits over a row. Rows of a person are added up, so their order does not count. */
const sumOfRow = (seed: number, text: string, from: number, to: number): [number, number] => {
  let a = 0xdeadbeef ^ seed
  let b = 0x41c6ce57 ^ seed
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [a >>> 0, b >>> 0]
}

const openTable = (
  source: SourceTable,
  files: ReturnType<typeof csvFiles>,
  problems: Problems,
): Omit<Read, 'person'> | null => {
  const found = files.get(source.table)
  const file = `${source.table}.csv`
  if (!found) {
    tell(problems, file, 'This table is missing from the delivery.')
    return null
  }
  const text = textOf(file, readFileSync(found.path), problems)
  if (text === null) return null
  const scanned = scanCsv(text, ({ line, words }) => tell(problems, file, words, line))
  if (scanned === null) return null
  const columns = new Map<string, number>()
  for (const [at, name] of scanned.heading.entries()) {
    if (columns.has(name)) tell(problems, file, 'This column is in the heading twice.', 1, name)
    columns.set(name, at)
  }
  const missing = source.required.filter((name) => !columns.has(name))
  for (const name of missing) tell(problems, file, 'This column is missing.', 1, name)
  return missing.length > 0 ? null : { ...scanned, source, file, columns }
}

/** Rows of one key must be one row, written twice or not. Answers the rows that are not there a second time. */
const onceEach = (read: Omit<Read, 'person'>, problems: Problems): Uint8Array => {
  const again = new Uint8Array(read.count)
  const { key } = read.source
  const at = key === null ? undefined : read.columns.get(key)
  if (at === undefined) return again
  const first = new Map<string, number>()
  for (let row = 0; row < read.count; row++) {
    const value = oneCell(read, row, at)
    if (value === '') {
      tell(problems, read.file, 'This row has no key.', read.line[row], key)
      continue
    }
    const earlier = first.get(value)
    if (earlier === undefined) {
      first.set(value, row)
      continue
    }
    again[row] = 1
    const same =
      read.text.slice(read.start[row], read.end[row]) === read.text.slice(read.start[earlier], read.end[earlier])
    if (!same)
      tell(
        problems,
        read.file,
        `The key of this row stands on line ${read.line[earlier]} already, with something else.`,
        read.line[row],
        key,
      )
  }
  return again
}

/** Reads and checks a delivery. Everything wrong is told; an extract is given only where nothing is. */
export const readExtract = (folder: string): { extract: Extract | null; problems: Problems } => {
  const problems = noProblems()
  const files = csvFiles(folder)
  if (files.size === 0) {
    tell(problems, 'the delivery', 'There are no files ssd_….csv in this folder.')
    return { extract: null, problems }
  }
  const personNumber = new Map<string, number>()
  const people: string[] = []
  let sums = new Uint32Array(0)
  /** whose row it is, for tables that say it through another */
  const owners = new Map<string, Map<string, number>>()
  const families = new Map<string, number[]>()
  const familiesOf = new Map<number, string[]>()
  const tables: Read[] = []
  const counts: Record<string, number> = {}
  const endings: { file: string; ended: boolean }[] = []

  for (const [number, source] of sourceTables.entries()) {
    const opened = openTable(source, files, problems)
    if (opened === null) continue
    counts[source.table] = opened.count
    if (opened.count > 0) endings.push({ file: opened.file, ended: opened.ended })
    const again = onceEach(opened, problems)
    const read: Read = { ...opened, person: new Int32Array(opened.count).fill(-1) }
    tables.push(read)
    const isPeople = source.table === 'ssd_person'
    const personAt = source.person === null ? undefined : read.columns.get(source.person)
    const throughAt = source.through ? read.columns.get(source.through.column) : undefined
    const keyAt = source.key === null ? undefined : read.columns.get(source.key)
    const carried = sourceTables.some(({ through }) => through?.table === source.table)
    const claAt = source.table === 'ssd_cla_episodes' ? read.columns.get('clae_cla_id') : undefined
    const own = new Map<string, number>()
    if (carried) owners.set(source.table, own)
    const motherAt = source.table === 'ssd_mother' ? read.columns.get('moth_person_id') : undefined
    const familyAt = source.table === 'ssd_family' ? read.columns.get('fami_family_id') : undefined

    for (let row = 0; row < read.count; row++) {
      if (again[row] === 1) continue
      const key = personAt === undefined ? '' : oneCell(read, row, personAt)
      if (isPeople) {
        if (key === '') continue
        personNumber.set(key, people.length)
        read.person[row] = people.length
        people.push(key)
        continue
      }
      let person = key === '' ? undefined : personNumber.get(key)
      let asked = source.person
      if (key === '' && throughAt !== undefined && source.through) {
        asked = source.through.column
        person = owners.get(source.through.table)?.get(oneCell(read, row, throughAt))
      }
      if (person === undefined) {
        tell(
          problems,
          read.file,
          key === '' && throughAt !== undefined
            ? 'This row belongs to nobody: what it names is not in the extract.'
            : 'This row is about a person who is not in ssd_person.csv.',
          read.line[row],
          asked,
        )
        continue
      }
      read.person[row] = person
      if (carried) own.set(oneCell(read, row, (claAt ?? keyAt) as number), person)
      if (motherAt !== undefined && !personNumber.has(oneCell(read, row, motherAt)))
        tell(
          problems,
          read.file,
          'This row is about a person who is not in ssd_person.csv.',
          read.line[row],
          'moth_person_id',
        )
      if (familyAt !== undefined) {
        const family = oneCell(read, row, familyAt)
        if (family !== '') {
          const members = families.get(family)
          if (members) members.push(person)
          else families.set(family, [person])
          familiesOf.set(person, [...(familiesOf.get(person) ?? []), family])
        }
      }
    }
    if (isPeople) {
      sums = new Uint32Array(people.length * 2)
      if (read.count === 0) tell(problems, read.file, 'There is nobody in this file.')
    }
    for (let row = 0; row < read.count; row++) {
      const person = read.person[row] as number
      if (person < 0) continue
      const [a, b] = sumOfRow(number * 7919, read.text, read.start[row] as number, read.end[row] as number)
      sums[person * 2] = (sums[person * 2] as number) + a
      sums[person * 2 + 1] = (sums[person * 2 + 1] as number) + b
    }
  }

  const staff = new Map<SsdTable, Read>()
  for (const source of staffTables) {
    const opened = openTable(source, files, problems)
    if (opened === null) continue
    counts[source.table] = opened.count
    if (opened.count > 0) endings.push({ file: opened.file, ended: opened.ended })
    const again = onceEach(opened, problems)
    const person = new Int32Array(opened.count)
    for (let row = 0; row < opened.count; row++) person[row] = again[row] === 1 ? -1 : 0
    staff.set(source.table, { ...opened, person })
  }

  // A system ends the last line of all its files or of none.
  if (endings.some(({ ended }) => ended))
    for (const { file, ended } of endings)
      if (!ended) tell(problems, file, 'The last line of this file is not ended, as the others are: it looks cut off.')

  if (problems.list.length > 0) return { extract: null, problems }

  const familyOf = (person: number): string[] =>
    [...new Set((familiesOf.get(person) ?? []).flatMap((family) => families.get(family) ?? []))]
      .filter((other) => other !== person)
      .map((other) => people[other] as string)
      .sort()
  // Who belongs to a family changes what is said of all of it.
  for (const [person] of familiesOf) {
    const text = familyOf(person).join('\n')
    const [a, b] = sumOfRow(104729, text, 0, text.length)
    sums[person * 2] = (sums[person * 2] as number) + a
    sums[person * 2 + 1] = (sums[person * 2 + 1] as number) + b
  }

  const { delivery, at } = deliveryOf(folder)
  return {
    problems,
    extract: {
      people,
      personNumber,
      sums: people.map(
        (_, n) => `${mapping}:${(sums[n * 2] as number).toString(36)}.${(sums[n * 2 + 1] as number).toString(36)}`,
      ),
      counts,
      writtenAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(at)),
      delivery,
      rowsOf: rowsByPerson(tables, people.length),
      staff: (table) => {
        const read = staff.get(table)
        if (!read) return []
        return [...read.person.keys()].filter((row) => read.person[row] === 0).map((row) => asCells(read, row))
      },
      familyOf,
    },
  }
}

/** An index from person to rows over all tables, made once it is asked for. */
const rowsByPerson = (tables: readonly Read[], people: number): Extract['rowsOf'] => {
  let index: { from: Int32Array; table: Uint8Array; row: Int32Array } | null = null
  const make = () => {
    const from = new Int32Array(people + 1)
    let total = 0
    for (const { person } of tables)
      for (const one of person)
        if (one >= 0) {
          from[one + 1] = (from[one + 1] as number) + 1
          total++
        }
    for (let n = 0; n < people; n++) from[n + 1] = (from[n + 1] as number) + (from[n] as number)
    const table = new Uint8Array(total)
    const row = new Int32Array(total)
    const next = from.slice(0, people)
    for (const [number, { person }] of tables.entries()) {
      for (let at = 0; at < person.length; at++) {
        const one = person[at] as number
        if (one < 0) continue
        const place = next[one] as number
        next[one] = place + 1
        table[place] = number
        row[place] = at
      }
    }
    return { from, table, row }
  }
  return (wanted) => {
    index ??= make()
    const { from, table, row } = index
    return wanted.map((person) => {
      const rows: Cells[] = []
      for (let at = from[person] as number; at < (from[person + 1] as number); at++)
        rows.push(asCells(tables[table[at] as number] as Read, row[at] as number))
      return rows
    })
  }
}

// What a cell says -------------------------------------------------------------------------------------------------------

export type When = { on: Temporal.PlainDate; at: Temporal.Instant | null }

const known = new Map<string, Temporal.PlainDate | null>()

const dayIn = (year: string, month: string, day: string): Temporal.PlainDate | null => {
  const key = `${year}-${month}-${day}`
  const held = known.get(key)
  if (held !== undefined) return held
  let made: Temporal.PlainDate | null = null
  try {
    const [y, m, d] = [Number(year), Number(month), Number(day)]
    if (y >= 1900 && y <= 2100) made = Temporal.PlainDate.from({ year: y, month: m, day: d }, { overflow: 'reject' })
  } catch {
    // told by whoever asked
  }
  if (known.size > 60_000) known.clear()
  known.set(key, made)
  return made
}

/** 2026-05-01, 2026-05-01T00:00:00, 2026-05-01 00:00:00.000 and 01/05/2026 00:00; null for anything else. */
export const whenOf = (text: string): When | null => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z)?)?$/.exec(text)
  const english = iso
    ? null
    : /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/.exec(text)
  const parts = iso ?? english
  if (!parts) return null
  const [, a, b, c, hour, minute, second] = parts as unknown as string[]
  const on = iso
    ? dayIn(a as string, b as string, c as string)
    : dayIn(c as string, (b as string).padStart(2, '0'), (a as string).padStart(2, '0'))
  if (on === null) return null
  if (hour === undefined || (Number(hour) === 0 && Number(minute) === 0 && Number(second ?? 0) === 0))
    return { on, at: null }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null
  const clock = Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) })
  return { on, at: on.toZonedDateTime({ timeZone: 'Europe/London', plainTime: clock }).toInstant() }
}

const sources = new Map(sourceTables.map((source) => [source.table, source]))

/** What cannot be read in the rows of somebody who is about to change. */
export const checkRows = (rows: readonly Cells[], problems: Problems): void => {
  for (const row of rows) {
    const source = sources.get(row.table)
    if (!source) continue
    const file = `${row.table}.csv`
    for (const column of source.dates) {
      const text = row.get(column)
      if (text !== null && whenOf(text) === null)
        tell(problems, file, 'This is not a date, or no day there ever was.', row.line, column)
    }
    for (const column of source.numbers ?? []) {
      const text = row.get(column)
      if (text !== null && !Number.isFinite(Number(text)))
        tell(problems, file, 'This is not a number.', row.line, column)
    }
    for (const column of source.json ?? []) {
      const text = row.get(column)
      if (text === null) continue
      try {
        JSON.parse(text)
      } catch {
        tell(problems, file, 'This is not the object it should be: it is damaged or cut off.', row.line, column)
      }
    }
  }
}

export const isCode = findCode
