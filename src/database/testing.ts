// For tests: each test file that needs a database runs on both engines, on an empty migrated database of its own.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { Connection } from './connection.ts'
import { migrationFiles } from './migrate.ts'
import { type Database, type DatabaseOptions, openDatabase } from './open.ts'

export type Opened = (options?: Pick<DatabaseOptions, 'connections'>) => Promise<Database>

const root = join(import.meta.dirname, '..', '..')
export const noServer =
  'There is no PostgreSQL server to test on: run this through `npm run test:quick -- <words of the path>`, which starts one (TEST_DATABASE_URL).'

/** The same for the same migrations: two runs share what was prepared, and an edited migration never meets an old copy. */
const migrationsHash = (): string =>
  createHash('sha256').update(JSON.stringify(migrationFiles())).digest('hex').slice(0, 16)

// --- the embedded engine: preparing its folder takes seconds, so a copy is kept and each database begins from it

let emptyFolder: Promise<Blob> | null = null

const prepareFolder = async (): Promise<Blob> => {
  const engine = readFileSync(join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json'))
  const key = createHash('sha256').update(migrationsHash()).update(engine).digest('hex').slice(0, 16)
  const kept = join(root, 'node_modules', '.cache', 'joined-up')
  const path = join(kept, `empty-${key}.tar`)
  try {
    return new Blob([readFileSync(path)])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const database = await openDatabase({})
  const dump = await database.asOwner!((_, raw) => (raw as PGlite).dumpDataDir('none'))
  await database.close()
  mkdirSync(kept, { recursive: true })
  for (const old of globSync(join(kept, 'empty-*.tar'))) rmSync(old, { force: true })
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, Buffer.from(await dump.arrayBuffer()))
  renameSync(mine, path)
  return dump
}

/** The folder of an embedded database that has been migrated and is empty: what `copyOf` takes. */
export const emptyEmbeddedFolder = (): Promise<Blob> => {
  emptyFolder ??= prepareFolder()
  return emptyFolder
}

/** A new embedded database in memory, migrated and empty. The caller closes it. */
export const openEmbeddedForTest = async (): Promise<Database> => openDatabase({ copyOf: await emptyEmbeddedFolder() })

// --- a server: one template database for each state of the migrations, and a copy of it for whoever asks

const onServer = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const named = (url: string, database: string): string => {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.toString()
}

const prepareTemplate = async (url: string): Promise<string> => {
  const template = `joined_up_template_${migrationsHash()}`
  await onServer(url, async (client) => {
    await client.query('select pg_advisory_lock(7031979)')
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rows.length > 0) return
    const building = `${template}_building`
    await client.query(`drop database if exists ${building} with (force)`)
    await client.query(`create database ${building} template template0`)
    await (await openDatabase({ url: named(url, building) })).close()
    await client.query(`alter database ${building} rename to ${template}`)
  })
  return template
}

let template: Promise<string> | null = null

/** The address of a new database on the test server, migrated and empty, and how to drop it. Errors: no server. */
export const newServerDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error(noServer)
  template ??= prepareTemplate(url)
  const from = await template
  const name = `joined_up_test_${randomUUID().replaceAll('-', '')}`
  await onServer(url, (client) => client.query(`create database ${name} template ${from}`))
  return {
    url: named(url, name),
    drop: async () => {
      await onServer(url, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

/** A new database on the test server, migrated and empty. Closing it drops it. */
export const openServerForTest: Opened = async (options = {}) => {
  const { url, drop } = await newServerDatabase()
  const database = await openDatabase({ url, connections: 4, ...options })
  const close = async () => {
    await database.close()
    await drop()
  }
  return { ...database, close }
}

/**
 * Runs a block of tests on the embedded engine and on a PostgreSQL server. Each call of `open` gives a database of its
 * own; all are closed when the block ends. Without a server its half fails and says what to do.
 */
export const eachEngine = (tests: (engine: 'embedded' | 'server', open: Opened) => void): void => {
  for (const [engine, opening] of [
    ['embedded', openEmbeddedForTest],
    ['server', openServerForTest],
  ] as const) {
    describe(engine === 'embedded' ? 'on the embedded engine' : 'on a PostgreSQL server', () => {
      if (engine === 'server' && !process.env.TEST_DATABASE_URL) {
        test('a server is there to test on', () => assert.fail(noServer))
        return
      }
      const opened: Database[] = []
      after(async () => {
        for (const database of opened) await database.close()
      })
      tests(engine, async (options) => {
        const database = await opening(options)
        let open = true
        const close = async () => {
          if (!open) return
          open = false
          await database.close()
        }
        opened.push({ ...database, close })
        return opened.at(-1)!
      })
    })
  }
}

/**
 * Puts rows into a table as its owner, past the walls. A row names columns and gives JSON values; all rows of one call
 * name the same columns, and a column that is not named keeps its default.
 */
export const plant = async (connection: Connection, table: string, rows: readonly object[]): Promise<void> => {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).map((name) => `"${name}"`)
  await connection.query(
    `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1::text::jsonb)`,
    [JSON.stringify(rows)],
  )
}

/** A council with nothing but its code, for tests: councils are numbers here, never names. */
export const councilRow = (councilId: number): object => ({
  council_id: councilId,
  ons_code: `E09000${councilId}`,
  name: `Council ${councilId}`,
  short_name: `C${councilId}`,
  colour: '#1d70b8',
  wording: {},
})
