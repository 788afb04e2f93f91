// The lists as files for people: a sheet each in one spreadsheet, or a CSV file each. Both are opened in a spreadsheet, so
// nothing in them may run as a formula.
import { csvLine } from '../../../lib/csv.ts'
import { spreadsheetOf } from '../../../lib/spreadsheet.ts'
import { type AnnexA, headingsOf, type ListRow, sheetCellsOf } from './annex-a.ts'
import { type ListNumber, listNumbers, listOf } from './lists.ts'

const rowsOf = <N extends ListNumber>(lists: AnnexA, list: N): ListRow<N>[] => lists[list] as ListRow<N>[]

/** "List 08 Children in care": the same name for a sheet and a file. */
export const nameOf = (list: ListNumber): string => `List ${String(list).padStart(2, '0')} ${listOf(list).title}`

/** A number is no formula, minus one neither; only text is made safe. */
const csvCell = (cell: string | number | null): string =>
  typeof cell === 'number' ? String(cell) : cell ? csvLine([cell], { forSpreadsheet: true }) : ''

export const csvOf = (lists: AnnexA, list: ListNumber): string =>
  `\ufeff${[headingsOf(list), ...rowsOf(lists, list).map((row) => sheetCellsOf(list, row))]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('')}`

export const workbookOf = (lists: AnnexA): Buffer =>
  spreadsheetOf(
    listNumbers.map((list) => ({
      name: nameOf(list),
      rows: [headingsOf(list), ...rowsOf(lists, list).map((row) => sheetCellsOf(list, row))],
    })),
  )
