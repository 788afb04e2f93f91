// The files of a return made from the records of a council.
import type { Db } from '../../../database/connection.ts'
import type { Header } from '../cin/child.ts'
import { writeCin } from '../cin/write.ts'
import type { RawTable } from '../engine/rows.ts'
import { writeSsda903Csv } from '../ssda903/csv.ts'
import { writeSsda903Xml } from '../ssda903/xml.ts'
import { gatherCin, gatherSsda903 } from './check-records.ts'
import type { ChildFacts } from './facts.ts'
import type { ReturnName } from './found.ts'
import { childIdsAfter, factsOf } from './queries.ts'
import { numbersFor } from './recheck.ts'

/** `parts`: the text, piece by piece. `rows` is null for a file of several tables. */
export type ReturnFile = { name: string; parts: Iterable<string>; rows: number | null }

type About = { of: ReturnName; year: number; councilId: number; xml: boolean; now: Temporal.Instant }

const childrenAtOnce = 500

/** Every child of a council that the walls let through, in the order of their ids. */
async function* childrenOf(db: Db, councilId: number): AsyncGenerator<ChildFacts[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const ids = await childIdsAfter(db, councilId, after, childrenAtOnce)
    if (ids.length === 0) return
    after = ids.at(-1)!
    yield await factsOf(db, councilId, ids)
  }
}

type Tables = Record<string, RawTable>

/** Adds the rows of some more children to the tables. */
const addRows = (all: Tables, some: Tables): void => {
  for (const [name, table] of Object.entries(some)) {
    const held = all[name]
    if (held) (held.rows as (string | null)[][]).push(...(table.rows as (string | null)[][]))
    else all[name] = table
  }
}

/** Children stand in the order of their numbers, so that the same records give the same bytes. */
const inOrder = (tables: Tables, childColumn: string): void => {
  for (const table of Object.values(tables)) {
    const at = table.columns.indexOf(childColumn)
    ;(table.rows as (string | null)[][]).sort((a, b) => compareText(a[at] ?? '', b[at] ?? ''))
  }
}
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const cinHeader = (councilId: number, year: number, now: Temporal.Instant): Header =>
  ({
    Collection: 'CIN',
    Year: String(year),
    ReferenceDate: `${year}-03-31`,
    SourceLevel: 'L',
    LEA: String(councilId),
    SoftwareCode: 'Joined Up',
    Release: '1',
    SerialNo: '001',
    DateTime: now.toZonedDateTimeISO('Europe/London').toPlainDateTime().round('second').toString(),
  }) as Header

/** The files, and how many children are in them. */
export const returnFiles = async (db: Db, about: About): Promise<{ files: ReturnFile[]; children: number }> => {
  const { of, year, councilId } = about
  const tables: Tables = {}
  for await (const children of childrenOf(db, councilId)) {
    if (of === 'cin') addRows(tables, gatherCin(children, year).tables)
    else addRows(tables, gatherSsda903(children, year, await numbersFor(db, children)).tables)
  }
  if (of === 'cin') {
    inOrder(tables, 'LAchildID')
    const text = writeCin(tables, cinHeader(councilId, year, about.now))
    return {
      files: [{ name: `cin-${councilId}-${year}.xml`, parts: [text], rows: null }],
      children: tables.ChildIdentifiers?.rows.length ?? 0,
    }
  }
  inOrder(tables, 'CHILD')
  // A council without a child still sends twelve files with their headings.
  if (Object.keys(tables).length === 0) addRows(tables, gatherSsda903([], year, new Map()).tables)
  const rows = Object.values(tables)
  const files: ReturnFile[] = writeSsda903Csv(tables).map(({ name, text }, at) => ({
    name,
    parts: [text],
    rows: rows[at]?.rows.length ?? null,
  }))
  if (about.xml) {
    const name = `ssda903-${councilId}-${year}.xml`
    files.push({ name, parts: writeSsda903Xml(tables, { council: councilId, year }), rows: null })
  }
  return { files, children: tables.Header?.rows.length ?? 0 }
}
