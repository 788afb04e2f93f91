// The SSDA903 return child by child: who was looked after, in which episodes, one after the other, this year and last.
import { birthday, type DayNumber, readBritishDay, yearsOld } from '../../../lib/day-number.ts'
import type { Given } from '../engine/check.ts'
import {
  type CellKind,
  compareCells,
  linkInOrder,
  type RawTable,
  type Row as RowOf,
  type RowReader,
  readRows,
  rowReader,
} from '../engine/rows.ts'
import type { Blame, Period, Rule as RuleOf } from '../engine/rule.ts'
import type { Postcodes, Providers } from './lists.ts'
import { type Column, type TableName, tableNames, tables } from './tables.ts'

type KindOf<C> = C extends { kind: 'day' } ? 'day' : 'text'
type Derived = { Episodes: { PL_LA: 'text'; PL_LOCATION: 'text'; PL_DISTANCE: 'number' } }
/** The columns of each table, with those the return works out itself: PL_LA, PL_LOCATION and PL_DISTANCE, in miles. */
export type Columns = {
  [T in TableName]: {
    [C in keyof (typeof tables)[T]['columns']]: KindOf<(typeof tables)[T]['columns'][C]>
  } & (T extends keyof Derived ? Derived[T] : unknown)
}

const derived = { PL_LA: 'text', PL_LOCATION: 'text', PL_DISTANCE: 'number' } as const
export const columns = Object.fromEntries(
  tableNames.map((table) => [
    table,
    {
      ...Object.fromEntries(
        Object.entries<Column>(tables[table].columns).map(([name, { kind }]) => [
          name,
          kind === 'day' ? 'day' : 'text',
        ]),
      ),
      ...(table === 'Episodes' ? derived : {}),
    },
  ]),
) as Columns

export type Row<T extends TableName> = RowOf<Columns, T, Child>
export type Episode = Row<'Episodes'>

/**
 * One child of the return: all its rows as the files have them, in the order of their days where they have one
 * (`episodes`, `reviews`, ...), and those of last year. A row that names no child is a child of its own with no id.
 */
export type Child = { readonly id: string | null } & { readonly [T in TableName]: readonly Row<T>[] } & {
  readonly [T in TableName as `${T}_last`]: readonly Row<T>[]
} & {
  /** The Header row; of several, the same whatever their order. */
  readonly header: Row<'Header'> | null
  readonly lastHeader: Row<'Header'> | null
  /** Rows with a readable day, by that day; of one day, by what they say. */
  readonly inOrder: { readonly [T in TableName]: readonly Row<T>[] } & {
    readonly [T in TableName as `${T}_last`]: readonly Row<T>[]
  }
  /** Episodes with a readable start, in order; the same as `inOrder.Episodes`. */
  readonly episodes: readonly Episode[]
  readonly lastEpisodes: readonly Episode[]
}

export type Ssda903Run = Period & {
  /** The council that files: the number the department gives it, and the one the statistics office does. */
  council: { code: number; onsCode: string }
  format: 'csv' | 'xml'
  /** Ofsted's list, when one was given; rules that need it name `providers` under `reads`. */
  providers: Providers | null
  /** Where postcodes lie, when a list was given; rules that look one up name `gazetteer` under `reads`. */
  postcodes: Postcodes | null
}

export type Rule = RuleOf<Columns, Child, Ssda903Run>
export type { Blame }
/** Keeps the types of a list of rules without repeating them. */
export const rules = (list: readonly Rule[]): readonly Rule[] => list

/** The tables of one year as text. */
export type RawReturn = { [T in TableName]?: RawTable }

/** The tables of one year with each row read: `columns` are those that were given. */
export type ReadReturn = { [T in TableName]?: ReadTable }
export type ReadTable = { file: string; columns: readonly string[]; rows: readonly Record<string, unknown>[] }

/** Reads rows of a table, of this year or the last, whose cells stand under `given`. */
export const readerOf = (table: TableName, given: readonly string[], suffix: '' | '_last'): RowReader =>
  rowReader(`${table}${suffix}`, columns[table] as Record<string, CellKind>, given, readBritishDay)

export const readTables = (raw: RawReturn, suffix: '' | '_last' = ''): ReadReturn =>
  Object.fromEntries(
    Object.entries(raw).map(([name, table]) => {
      const kinds = columns[name as TableName] as Record<string, CellKind>
      const rows = readRows(`${name}${suffix}`, kinds, table, readBritishDay)
      return [name, { file: table.file, columns: table.columns, rows }]
    }),
  )

/** A return as the checks read it. */
export type Ssda903 = { children: readonly Child[]; given: Given }

/** The column by whose day rows of a table stand in order. */
const orderedBy: { readonly [T in TableName]?: string } = {
  Episodes: 'DECOM',
  Reviews: 'REVIEW',
  PlacedAdoption: 'DATE_PLACED',
  AD1: 'DATE_INT',
  Missing: 'MIS_START',
  SWEpisodes: 'SW_DECOM',
  DoLo: 'DOLO_START',
}

type AnyRow = Record<string, unknown> & { child: Child; previous: AnyRow | null; next: AnyRow | null }

const allTables = tableNames.flatMap((table) => [table, `${table}_last`] as const)
const orders = Object.fromEntries(
  tableNames.flatMap((name) => ['', '_last'].map((suffix) => [`${name}${suffix}`, { name, column: orderedBy[name] }])),
)
const columnNames = Object.fromEntries(tableNames.map((table) => [table, Object.keys(columns[table])]))

/**
 * Puts rows together child by child. `postcodes` fills in PL_LA, PL_LOCATION and PL_DISTANCE where the rows do not bring
 * them; rules that read those three name `postcodes` (last year's: `postcodes_last`) under `reads`. In CSV the flag UASC
 * of the Header follows from the UASC table.
 */
export const assemble = (
  thisYear: ReadReturn,
  lastYear: ReadReturn | null,
  about: Pick<Ssda903Run, 'format' | 'council' | 'providers' | 'postcodes'>,
): Ssda903 => {
  const rowsOf: Record<string, AnyRow[]> = {}
  const children = new Map<string, Child>()
  const nameless: Child[] = []
  const lists = new Set<string>()
  if (about.providers) lists.add('providers')
  if (about.postcodes) lists.add('gazetteer')
  for (const [tables, suffix] of [
    [thisYear, ''],
    [lastYear ?? {}, '_last'],
  ] as const) {
    for (const name of tableNames) {
      const given = tables[name]
      if (!given) continue
      const table = `${name}${suffix}` as const
      const rows = given.rows as AnyRow[]
      rowsOf[table] = rows
      if (name === 'Episodes') {
        const brought = given.columns.some((column) => column in derived)
        if (brought || about.postcodes) lists.add(`postcodes${suffix}`)
        if (!brought && about.postcodes) {
          placeEpisodes(rows as unknown as Writable[], about.postcodes, about.council.onsCode)
        }
      }
      for (const row of rows) {
        const child = childOf(row.CHILD as string | null, children, nameless)
        row.child = child
        const held = child[table] as unknown as AnyRow[]
        if (held === none) (child as unknown as Record<string, AnyRow[]>)[table] = [row]
        else held.push(row)
      }
    }
  }
  const all = [...children.values(), ...nameless]
  for (const child of all) finish(child, about.format === 'csv', rowsOf)
  return {
    children: all,
    given: {
      has: (name) => lists.has(name) || name in rowsOf,
      rowsOf: (table) => (rowsOf[table] ?? []) as unknown as ReturnType<Given['rowsOf']>,
    },
  }
}

/** Stands for every table a child has no row of. */
const none: AnyRow[] = []
const childOf = (id: string | null, children: Map<string, Child>, nameless: Child[]): Child => {
  const known = id === null ? undefined : children.get(id)
  if (known) return known
  const child: Record<string, unknown> = {
    id,
    header: null,
    lastHeader: null,
    inOrder: null,
    episodes: none,
    lastEpisodes: none,
  }
  for (const table of allTables) child[table] = none
  const made = child as unknown as Child
  if (id === null) nameless.push(made)
  else children.set(id, made)
  return made
}

const finish = (child: Child, flagsFollow: boolean, rowsOf: Readonly<Record<string, unknown>>): void => {
  const made = child as unknown as Record<string, unknown>
  const inOrder: Record<string, unknown> = {}
  for (const table of allTables) {
    const rows = child[table] as unknown as AnyRow[]
    const { name, column } = orders[table]!
    inOrder[table] = rows.length === 0 || !column ? rows : linkInOrder(rows, column, columnNames[name]!)
  }
  made.inOrder = inOrder
  made.episodes = inOrder.Episodes
  made.lastEpisodes = inOrder.Episodes_last
  made.header = firstBySaying(child.Header)
  made.lastHeader = firstBySaying(child.Header_last)
  if (flagsFollow) {
    for (const [headers, flags, table] of [
      [child.Header, child.UASC, 'UASC'],
      [child.Header_last, child.UASC_last, 'UASC_last'],
    ] as const) {
      for (const header of table in rowsOf ? headers : []) {
        if (header.UASC === null) (header as { UASC: string | null }).UASC = flags.length > 0 ? '1' : '0'
      }
    }
  }
}

const firstBySaying = (rows: readonly Row<'Header'>[]): Row<'Header'> | null => {
  if (rows.length < 2) return rows[0] ?? null
  const names = columnNames.Header!
  return [...rows].sort((a, b) => {
    for (const name of names) {
      const order = compareCells(a[name as 'DOB'], b[name as 'DOB'])
      if (order !== 0) return order
    }
    return 0
  })[0] as Row<'Header'>
}

type Writable = { -readonly [K in keyof Episode]: Episode[K] }

const metresInMile = 1609.3
const placeEpisodes = (rows: Writable[], postcodes: Postcodes, own: string): void => {
  for (const row of rows) {
    const home = row.HOME_POST === null ? null : postcodes(row.HOME_POST)
    const placed = row.PL_POST === null ? null : postcodes(row.PL_POST)
    row.PL_LA = placed?.authority ?? null
    row.PL_LOCATION = placed ? (placed.authority === own ? 'IN' : 'OUT') : null
    const far = home && placed ? Math.hypot(home.easting - placed.easting, home.northing - placed.northing) : null
    row.PL_DISTANCE = far === null ? null : Math.round((far / metresInMile) * 10) / 10
  }
}

// What many rules ask.

/** The whole of the day on which a child turns `years`, as a day number; NaN when the date of birth cannot be read. */
export const turns = (born: DayNumber | null, years: number): DayNumber =>
  born === null ? Number.NaN : birthday(born, years)
/** Completed years on a day; NaN when either is not known. */
export const ageOn = (born: DayNumber | null, on: DayNumber | null): number =>
  born === null || on === null ? Number.NaN : yearsOld(born, on)

/** Short breaks: looked after only in a series of them (V3), or in one episode of one (V4). */
export const isShortBreak = (episode: Episode): boolean => episode.LS === 'V3' || episode.LS === 'V4'
/** Codes of temporary placements. */
export const isTemporary = (place: string | null): boolean => place !== null && /^T[0-4]$/.test(place)

/**
 * Looked after all of the year: the children of OC2. Not one who came in after 1 April, left before 31 March, or had a
 * short break in the year (department's rules of 2021-22); in particular not one without an episode in it. Null when
 * that hangs on a day that is blank or cannot be read, so ask `=== true` or `=== false`.
 */
export const lookedAfterAllYear = (child: Child, run: Period): boolean | null => {
  let some = false
  let unclear = child.id === null
  for (const episode of child.Episodes) {
    const { DECOM, RNE, LS, DEC, REC } = episode
    const begun = DECOM === null || Number.isNaN(DECOM) ? null : DECOM <= run.end
    const stillThere = DEC === null ? true : Number.isNaN(DEC) ? null : DEC >= run.start
    if (DEC !== null && DEC >= run.start && DEC < run.end && REC !== 'X1') return false
    if (begun && RNE === 'S' && (DECOM as number) > run.start) return false
    const during = begun === false || stillThere === false ? false : begun === null || stillThere === null ? null : true
    if (during && (LS === 'V3' || LS === 'V4')) return false
    if (during) some = true
    // Nothing more can be told from an end that nobody can read: it may be the end of care.
    if (during === null) unclear = true
  }
  return unclear ? null : some
}
