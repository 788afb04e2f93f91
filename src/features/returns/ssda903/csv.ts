// Writes the files of the SSDA903 return as the Department for Education takes them: one for each table.
import { csvLine } from '../../../lib/csv.ts'
import type { RawReturn } from './child.ts'
import { type TableName, tableNames, tables } from './tables.ts'

const fileNames: { readonly [T in TableName]: string } = {
  Header: 'header.csv',
  Episodes: 'episodes.csv',
  UASC: 'uasc.csv',
  Reviews: 'reviews.csv',
  OC2: 'oc2.csv',
  OC3: 'oc3.csv',
  AD1: 'ad1.csv',
  PlacedAdoption: 'placed_for_adoption.csv',
  PrevPerm: 'previous_permanence.csv',
  Missing: 'missing.csv',
  SWEpisodes: 'sw_episodes.csv',
  DoLo: 'dolo.csv',
}

/** In the department's order. The flag UASC of the Header is there in XML only; in CSV the UASC file says it. */
const columnsOf = (table: TableName): string[] =>
  Object.keys(tables[table].columns).filter((column) => table !== 'Header' || column !== 'UASC')

/**
 * The tables that are given, each as the text of its file, in the department's order of files and columns: CRLF after
 * every row, quotation marks only where a cell needs them, every cell as it stands. For the department's upload: cells
 * are not made safe for a spreadsheet, which would change them. Columns that the return does not have are left out.
 */
export const writeSsda903Csv = (given: RawReturn): { name: string; text: string }[] =>
  tableNames.flatMap((table) => {
    const raw = given[table]
    if (!raw) return []
    const names = columnsOf(table)
    const places = names.map((name) => raw.columns.indexOf(name))
    const lines = raw.rows.map((cells) => csvLine(places.map((place) => cells[place] ?? '')))
    return [{ name: fileNames[table], text: `${[csvLine(names), ...lines].join('\r\n')}\r\n` }]
  })
