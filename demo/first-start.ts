// What the first start of an evaluation does: an empty database gets the demonstration.
import type { PGlite } from '@electric-sql/pglite'
import type { Client } from 'pg'
import { bulkIntoEmbedded, bulkIntoServer } from '../src/database/bulk-load.ts'
import type { Database } from '../src/database/open.ts'
import { type DemonstrationOptions, type Loaded, loadDemonstration } from './load.ts'

export const isEmpty = async (database: Database): Promise<boolean> => {
  const [row] = (await database.lease((connection) =>
    connection.script('select council_looks() is null as empty'),
  )) as { empty: boolean }[]
  return row?.empty ?? true
}

/** Loads the demonstration as the owner of the tables. */
export const loadInto = async (database: Database, options: DemonstrationOptions): Promise<Loaded> => {
  if (!database.asOwner)
    throw new Error('The demonstration needs the login that owns the tables: set MIGRATION_DATABASE_URL.')
  return database.asOwner((_connection, raw) =>
    loadDemonstration(
      database.kind === 'embedded' ? bulkIntoEmbedded(raw as PGlite) : bulkIntoServer(raw as Client),
      options,
    ),
  )
}
