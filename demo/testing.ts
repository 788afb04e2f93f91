// For tests: a part of the demonstration, where the whole of it would be made for nothing.
import type { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'
import { bulkIntoEmbedded, bulkIntoServer, loadWhole } from '../src/database/bulk-load.ts'
import type { Database } from '../src/database/open.ts'
import { childrenOfWorld, type DemonstrationOptions, prepareWorld, settledRows, settledTables } from './load.ts'
import { tableNames, tables } from './sheets.ts'

/**
 * Loads the councils of a demonstration, their agreements and staff, and the children of one of them, into an empty
 * database: exactly the rows `loadDemonstration` has of these. Error when the world has no such council.
 */
export const loadCouncil = async (
  database: Database,
  options: Pick<DemonstrationOptions, 'seed' | 'today' | 'scale'>,
  councilId: number,
): Promise<void> => {
  const world = prepareWorld(options)
  const at = world.councils.findIndex(({ plan }) => plan.borough.councilId === councilId)
  if (at === -1) throw new Error(`the demonstration has no council ${councilId}`)
  await database.asOwner!((_connection, raw) => {
    const target = database.kind === 'embedded' ? bulkIntoEmbedded(raw as PGlite) : bulkIntoServer(raw as pg.Client)
    return loadWhole(target, { tables: [...settledTables, ...tableNames], rebuild: tableNames }, async () => {
      for (const { table, columns, rows } of settledRows(world)) await target.copy(table, columns, rows)
      const sheets = childrenOfWorld(world, at, world.councils.length)
      const batches = Array.from(sheets, (batch) => batch.sheets)
      for (const table of tableNames)
        await target.copyText(
          table,
          tables[table],
          batches.flatMap((batch) => batch[table]),
        )
    })
  })
}
