// Rows made from records, put together as the tables of a return; each line still knows whose it is and where it came from.
import type { RawTable } from '../engine/rows.ts'
import type { MadeRow } from './facts.ts'

/** One line of a table: our own id of the child, and the row with its sources. */
export type Line = { childId: string; row: MadeRow }
export type Gathered<T extends string> = {
  tables: { [N in T]: RawTable }
  lines: { [N in T]: Line[] }
}

export const gather = <T extends string>(
  names: readonly T[],
  columnsOf: (table: T) => readonly string[],
  children: Iterable<{ childId: string; rows: { readonly [N in T]: readonly MadeRow[] } }>,
): Gathered<T> => {
  const lines = Object.fromEntries(names.map((name) => [name, [] as Line[]])) as { [N in T]: Line[] }
  for (const { childId, rows } of children) {
    for (const name of names) for (const row of rows[name]) lines[name].push({ childId, row })
  }
  const tables = Object.fromEntries(
    names.map((name) => {
      const columns = columnsOf(name)
      return [
        name,
        { file: name, columns, rows: lines[name].map(({ row }) => columns.map((column) => row.cells[column] ?? null)) },
      ]
    }),
  ) as unknown as { [N in T]: RawTable }
  return { tables, lines }
}
