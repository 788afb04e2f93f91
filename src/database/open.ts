import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { type Connection, nameStatements, onServer, serverTypes, useServerTypes } from './connection.ts'
import { lockFolder } from './lock.ts'
import { migrate } from './migrate.ts'

useServerTypes((oid, format) => pg.types.getTypeParser(oid, format as 'text'))

export const applicationRole = 'joined_up_app'

/** The database of a running service. Only src/database uses `lease`; everybody else goes through inTransaction. */
export type Database = {
  kind: 'embedded' | 'server'
  /** what a transaction must say first: the embedded engine has one all-powerful session, a server logs in as the role */
  firstWords: string
  lease<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  /** as the owner of the tables: migrations, the demonstration, tests; null where the service was given only its own login */
  asOwner: (<T>(work: (connection: Connection, raw: PGlite | pg.Client) => Promise<T>) => Promise<T>) | null
  applied: string[]
  close(): Promise<void>
}

export type DatabaseOptions = {
  url?: string | undefined
  migrationUrl?: string | undefined
  folder?: string | undefined
  production?: boolean
  connections?: number
  /** named statements, whose plans the server keeps; false behind a pooler that hands each transaction another connection */
  keepPlans?: boolean
  /** in memory, beginning as a copy of another database's folder (PGlite's dumpDataDir): tests start sooner */
  copyOf?: Blob | undefined
}

/** Opens and migrates: a PostgreSQL server when `url` is given, otherwise the embedded database in `folder` (or in memory). */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> =>
  options.url ? openServer(options.url, options) : openEmbedded(options)

const openEmbedded = async ({ folder, production, copyOf }: DatabaseOptions): Promise<Database> => {
  if (production) {
    throw new Error(
      'The embedded database is for evaluation and is refused in production: set DATABASE_URL to a PostgreSQL server.',
    )
  }
  const release = folder ? lockFolder(folder) : () => {}
  // Loaded where it is used: it takes as long as all the rest, and a service on a server never does.
  const { makeEmbedded, onEmbedded } = await import('./embedded.ts')
  const pglite = await makeEmbedded(folder ? join(folder, 'postgres') : null, copyOf).catch((error: unknown) => {
    release()
    throw error
  })
  const connection = onEmbedded(pglite)
  let queue: Promise<unknown> = Promise.resolve()
  // One session: each piece of work waits for the one before, or their transactions would mix.
  const lease = <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const mine = queue.then(() => work(connection))
    queue = mine.catch(() => {})
    return mine
  }
  const close = async (): Promise<void> => {
    await queue
    await pglite.close()
    release()
  }
  const applied = await lease(migrate).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    kind: 'embedded',
    firstWords: `set local role ${applicationRole};`,
    lease,
    asOwner: (work) => lease((held) => work(held, pglite)),
    applied,
    close,
  }
}

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, types: serverTypes as pg.CustomTypesConfig })
  // A server that goes away is reported by the query that fails, not by an event nobody hears.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * The same each time for the same owner login, so that several processes can start at once. An owner who needs no
 * password (a server that trusts its own machine) gives the service none either: one made from nothing could be guessed.
 */
const rolePassword = (url: URL): string =>
  url.password === ''
    ? ''
    : createHmac('sha256', decodeURIComponent(url.password)).update(applicationRole).digest('hex')

/**
 * A role belongs to the whole server, an advisory lock to one database: two services starting at once on two databases
 * can only be told "tuple concurrently updated", and ask again.
 */
const retried = async (ask: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ask()
      return
    } catch (error) {
      if (attempt === 20 || !/concurrently updated/.test((error as Error).message)) throw error
      await setTimeout(20 * attempt)
    }
  }
}

const openServer = async (url: string, options: DatabaseOptions): Promise<Database> => {
  const ownerUrl = options.migrationUrl ?? url
  const prepared = await withClient(ownerUrl, async (client) => {
    const [found] = (
      await client.query<{ version: number; owns: boolean; user: string }>(
        `select current_setting('server_version_num')::int as version, current_user as "user",
           (pg_has_role(current_user, (select nspowner from pg_namespace where nspname = 'public'), 'usage')
             or has_schema_privilege(current_user, 'public', 'create')) as owns`,
      )
    ).rows
    if (!found || found.version < 150000)
      throw new Error(`PostgreSQL 15 or newer is needed; this server is ${found?.version}.`)
    if (found.user === applicationRole || !found.owns) return { applied: [], loginUrl: url, owner: false }
    const applied = await migrate(onServer(client))
    if (options.migrationUrl && options.migrationUrl !== url) {
      const login = decodeURIComponent(new URL(url).username)
      if (login !== applicationRole) await client.query(`grant ${applicationRole} to ${client.escapeIdentifier(login)}`)
      return { applied, loginUrl: url, owner: true }
    }
    const login = new URL(ownerUrl)
    const password = rolePassword(login)
    await retried(() =>
      client.query(
        `alter role ${applicationRole} login password ${password === '' ? 'null' : client.escapeLiteral(password)}`,
      ),
    )
    await retried(() =>
      client.query(`grant connect on database ${client.escapeIdentifier(client.database ?? '')} to ${applicationRole}`),
    )
    login.username = applicationRole
    login.password = password
    return { applied, loginUrl: login.toString(), owner: true }
  })

  const pool = new pg.Pool({
    connectionString: prepared.loginUrl,
    max: options.connections ?? 10,
    types: serverTypes as pg.CustomTypesConfig,
    connectionTimeoutMillis: 5000,
    application_name: 'joined-up',
    // No page and no batch of an import needs this long: what does is cut off before it starves the others.
    statement_timeout: 60_000,
    // Readings of one page that do not wait for one another go out together.
    pipeline: true,
  } as pg.PoolConfig)
  pool.on('error', () => {})
  const nameOf = options.keepPlans === false ? undefined : nameStatements()
  const lease = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    // While it is leased the pool does not listen, and an error nobody hears would end the process.
    const heard = () => {}
    client.on('error', heard)
    let broken = true
    try {
      const result = await work(onServer(client, nameOf))
      broken = false
      return result
    } catch (error) {
      // A statement that failed leaves a healthy connection (the transaction helper rolled back); a lost one does not.
      const { severity, code } = (error ?? {}) as { severity?: string; code?: string }
      // A plan kept from before a migration goes with its connection.
      broken = severity === undefined ? code !== undefined : severity !== 'ERROR' || code === '0A000'
      throw error
    } finally {
      client.off('error', heard)
      client.release(broken)
    }
  }
  const [role] = await lease(
    (connection) =>
      connection.script(
        'select rolsuper or rolbypassrls as powerful, rolname as name from pg_roles where rolname = current_user',
      ) as Promise<{ powerful: boolean; name: string }[]>,
  )
  if (role?.powerful) {
    await pool.end()
    throw new Error(
      `The login ${role.name} can bypass row-level security; give the service an ordinary login in DATABASE_URL and the owner's in MIGRATION_DATABASE_URL.`,
    )
  }
  return {
    kind: 'server',
    firstWords: role?.name === applicationRole ? '' : `set local role ${applicationRole};`,
    lease,
    asOwner: prepared.owner ? (work) => withClient(ownerUrl, (client) => work(onServer(client), client)) : null,
    applied: prepared.applied,
    close: () => pool.end(),
  }
}

/** True when the embedded database in this folder has been made before. */
export const hasEmbedded = (folder: string): boolean => existsSync(join(folder, 'postgres', 'PG_VERSION'))
