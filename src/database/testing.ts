// For tests: each test file that needs a database runs on both engines, on an empty migrated database of its own.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, getTestContext, type TestContext, test } from 'node:test'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { type Connection, onServer as connectionOf, serverTypes } from './connection.ts'
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
  const how = readFileSync(import.meta.filename)
  const key = createHash('sha256').update(migrationsHash()).update(engine).update(how).digest('hex').slice(0, 16)
  const kept = join(root, 'node_modules', '.cache', 'joined-up')
  const path = join(kept, `empty-${key}.tar`)
  try {
    return new Blob([readFileSync(path)])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const database = await openDatabase({})
  const dump = await database.asOwner!(async (connection, raw) => {
    // What new databases are made from, two thirds of all files: nobody makes another here, and each copy would carry it.
    await connection.script('update pg_database set datistemplate = false')
    for (const name of ['template0', 'template1']) await connection.script(`drop database ${name}`)
    await connection.script('checkpoint')
    return (raw as PGlite).dumpDataDir('none')
  })
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

/** An embedded database in memory, migrated and empty. The caller closes it. */
export const openEmbeddedForTest = async (): Promise<Database> => {
  if (!keeping) return openDatabase({ copyOf: await emptyEmbeddedFolder() })
  const database = keptEmbedded.pop() ?? (await openDatabase({ copyOf: await emptyEmbeddedFolder() }))
  const asNew = await database.asOwner!((connection) => stateOf(connection))
  return untilClosed(database, async () => {
    if (await database.asOwner!((connection) => emptied(connection, asNew))) keptEmbedded.push(database)
    else await database.close()
  })
}

/** A database that answers until it is closed and never again: it may be somebody else's by then. */
const untilClosed = (database: Database, close: () => Promise<void>): Database => {
  let open = true
  const whileOpen = <T>(work: () => Promise<T>): Promise<T> =>
    open ? work() : Promise.reject(new Error('This database is closed.'))
  return {
    ...database,
    lease: (work) => whileOpen(() => database.lease(work)),
    asOwner: (work) => whileOpen(() => database.asOwner!(work)),
    close: async () => {
      if (!open) return
      open = false
      await close()
    },
  }
}

// --- where one process runs many files: a database that is closed is emptied, and whoever asks next begins with it

let keeping = false
const keptEmbedded: Database[] = []

/**
 * From now on a closed database is kept for the next test. Answers what drops those that are left in the end. An embedded
 * engine that is kept has an alarm clock running, for its statistics: no process shall wait for that to come to an end.
 */
export const begin = (): (() => Promise<void>) => {
  if (keeping) return async () => {}
  keeping = true
  const { setTimeout } = globalThis
  globalThis.setTimeout = Object.assign((...timing: Parameters<typeof setTimeout>) => {
    const timer = setTimeout(...timing)
    return /__emscripten_timeout/.test(String(timing[0])) ? timer.unref() : timer
  }, setTimeout)
  return async () => {
    globalThis.setTimeout = setTimeout
    keeping = false
    for (const database of keptEmbedded.splice(0)) await database.close()
    for (const { drop } of keptOnServer.splice(0)) await drop()
  }
}

type State = { planted: string[]; shape: string }

/** All there is in a database but the rows of its tests: a test that changes any of it spoils the database for the next. */
const stateOf = async (connection: Connection, planted?: string[]): Promise<State> => {
  const filled = planted ?? (await tablesWithRows(connection)).map(({ table }) => table)
  const catalogues = 'attrdef attribute constraint default_acl index namespace policy proc rewrite trigger type'.split(
    ' ',
  )
  const [found] = (await connection.script(
    `select concat_ws(' ',
       ${catalogues.map((name) => `(select count(*) || ':' || max(xmin::text::bigint) from pg_${name})`)},
       ${filled.map((table) => `(select md5(string_agg(t::text, '|' order by t::text)) from ${table} t)`)},
       (select md5(string_agg(concat_ws('|', oid, relname, relowner, relnatts, relchecks, relrowsecurity,
           relforcerowsecurity, relacl, reloptions), ',' order by oid)) from pg_class where relpersistence = 'p'),
       (select string_agg(concat_ws('|', sequencename, last_value), ',' order by sequencename) from pg_sequences),
       (select string_agg(concat_ws('|', name, setting), ',' order by name) from pg_settings where source = 'session'),
       (select string_agg(concat_ws('|', setrole, setconfig), ',' order by setrole) from pg_db_role_setting
         where setdatabase in (0, (select oid from pg_database where datname = current_database())))) as shape`,
  )) as { shape: string }[]
  return { planted: filled, shape: found!.shape }
}

const tablesWithRows = (connection: Connection): Promise<{ table: string; bytes: number }[]> =>
  connection.script(
    `select format('%I', relname) as "table", pg_relation_size(oid)::int as bytes from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`,
  ) as Promise<{ table: string; bytes: number }[]>

/** Above this a new database is there sooner than an old one is empty. */
const muchToEmpty = 8 * 2 ** 20

/** Makes a database what it was when it was new; false when it cannot be, and must not be used again. */
const emptied = async (connection: Connection, asNew: State): Promise<boolean> => {
  try {
    await connection.script('rollback')
    await connection.script('discard all')
    const tables = (await tablesWithRows(connection)).filter(({ table }) => !asNew.planted.includes(table))
    if (tables.reduce((sum, { bytes }) => sum + bytes, 0) > muchToEmpty) return false
    const names = tables.map(({ table }) => table)
    await connection.script(
      `begin; set local session_replication_role = replica; ${names.map((name) => `delete from ${name};`).join(' ')} commit`,
    )
    for (const name of names) await connection.script(`vacuum ${name}`)
    // What the planner knows of a table is forgotten as well.
    await connection.script(
      `delete from pg_statistic where starelid in (select oid from pg_class where relnamespace = 'public'::regnamespace);
       update pg_class set relpages = 0, reltuples = -1, relallvisible = 0
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and relpages + reltuples <> -1`,
    )
    return (await stateOf(connection, asNew.planted)).shape === asNew.shape
  } catch {
    return false
  }
}

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

/** The address of a database on the test server, migrated and empty, and how to drop it. Errors: no server. */
export const newServerDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error(noServer)
  const { url, drop } = keptOnServer.pop() ?? (await createOnServer(server))
  if (!keeping) return { url, drop }
  const asNew = await onServer(url, (client) => stateOf(connectionOf(client)))
  let mine = true
  return {
    url,
    drop: async () => {
      if (!mine) return
      mine = false
      const clean = await onServer(url, async (client) => {
        // Nobody else may write into what is being emptied: a service that was killed may still have its last word there.
        await client.query(
          'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        return emptied(connectionOf(client), asNew)
      })
      if (clean) keptOnServer.push({ url, drop })
      else await drop()
    },
  }
}

const keptOnServer: { url: string; drop: () => Promise<void> }[] = []

const createOnServer = async (server: string): Promise<{ url: string; drop: () => Promise<void> }> => {
  template ??= prepareTemplate(server)
  const from = await template
  const name = `joined_up_test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, (client) => client.query(`create database ${name} template ${from}`))
  return {
    url: named(server, name),
    drop: async () => {
      await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

/** A new database on the test server, migrated and empty. Closing it drops it. */
export const openServerForTest: Opened = async (options = {}) => {
  const { url, drop } = await newServerDatabase()
  const database = await openDatabase({ url, connections: 4, ...options })
  const owner = ownerOf(url)
  return untilClosed({ ...database, asOwner: owner.lend }, async () => {
    await owner.close()
    await database.close()
    await drop()
  })
}

/**
 * The owner's connection, kept from one piece of work to the next: for every new one the server reads its catalogues
 * anew, which takes it longer than nearly all that tests plant. Works that overlap have one each, as they would anyway.
 */
const ownerOf = (url: string): { lend: NonNullable<Database['asOwner']>; close: () => Promise<void> } => {
  const idle = new Set<pg.Client>()
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url, types: serverTypes as pg.CustomTypesConfig })
    // One that is lost while nobody uses it is forgotten; one in use fails with its query.
    client.on('error', () => {})
    client.once('end', () => idle.delete(client))
    await client.connect()
    return client
  }
  return {
    lend: async (work) => {
      const [kept] = idle
      if (kept) idle.delete(kept)
      const client = kept ?? (await connect())
      try {
        return await work(connectionOf(client), client)
      } finally {
        // Nothing it set may reach the next, and in a transaction that it left open this fails.
        const clean = await client.query('discard all').then(
          () => true,
          () => false,
        )
        if (clean) idle.add(client)
        else await client.end()
      }
    },
    close: async () => {
      await Promise.all([...idle].map((client) => client.end()))
    },
  }
}

/** Closes the database when this test or block ends, if nobody did before. */
const closedWith = async (context: ReturnType<typeof getTestContext>, coming: Promise<Database>): Promise<Database> => {
  let open = true
  const close = async (): Promise<void> => {
    if (!open) return
    open = false
    await (await coming).close()
  }
  if (context && 'after' in context) (context as TestContext).after(close)
  return { ...(await coming), close }
}

/** An embedded database as openEmbeddedForTest gives it, closed at the end of the test whatever happens to it. */
export const openForThisTest = (context: TestContext): Promise<Database> => closedWith(context, openEmbeddedForTest())

/**
 * Runs a block of tests on the embedded engine and on a PostgreSQL server. Each call of `open` gives a database of its
 * own; each is closed when the test or the block it was opened in ends. Without a server its half fails and says what to do.
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
        // What one test opens is closed with it, what a block opens with the block.
        const database = await closedWith(getTestContext(), opening(options))
        opened.push(database)
        return database
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
