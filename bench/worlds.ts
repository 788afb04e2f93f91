// Where measurements find a PostgreSQL and a world in it. A loaded world is kept for the next run.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { loadDemonstration } from '../demo/load.ts'
import { startPostgres } from '../scripts/postgres.ts'
import { bulkIntoServer } from '../src/database/bulk-load.ts'
import { migrationFiles } from '../src/database/migrate.ts'
import { openDatabase } from '../src/database/open.ts'

const root = join(import.meta.dirname, '..')
const kept = join(root, '.cache', 'bench-postgres')

export type BenchServer = {
  /** as its superuser, or whoever may make databases there */
  url: string
  /** its first process, when it runs on this machine; otherwise null */
  postmaster: number | null
  version: string
  stop: () => Promise<void>
}

/** The first process of a server whose data lies on this machine. */
const postmasterOf = (data: string | null): number | null => {
  try {
    return data === null ? null : Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null
  }
}

/** The server of DATABASE_URL, or one of our own with its data in .cache/bench-postgres: durable, as in earnest. */
export const openBenchServer = async (): Promise<BenchServer> => {
  const given = process.env.DATABASE_URL
  const ours = given ? null : await startPostgres({ durable: true, bench: true, folder: kept })
  const url = given ?? ours!.url
  const { version, data } = await asked(
    url,
    async (client) =>
      (
        await client.query<{ version: string; data: string | null }>(
          "select current_setting('server_version') as version, (select setting from pg_settings where name = 'data_directory') as data",
        )
      ).rows[0]!,
  )
  return {
    url,
    version: `PostgreSQL ${version}`,
    postmaster: postmasterOf(data),
    stop: async () => ours?.stop(),
  }
}

export const asked = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export const named = (url: string, database: string): string => {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.toString()
}

export type Councils = 8 | 33 | 153

/** A migrated, empty database of this name, made anew. */
export const freshDatabase = async (server: BenchServer, name: string): Promise<string> => {
  await asked(server.url, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} template template0`)
  })
  const url = named(server.url, name)
  await (await openDatabase({ url })).close()
  return url
}

/** The address of the world of so many councils. It is loaded when it is not there, or when the tables have changed since. */
export const worldOf = async (
  server: BenchServer,
  councils: Councils,
  say: (words: string) => void,
): Promise<string> => {
  const name = `joined_up_bench_${councils}`
  const key = createHash('sha256').update(JSON.stringify(migrationFiles())).digest('hex').slice(0, 16)
  const held = await asked(server.url, async (client) => {
    const { rows } = await client.query<{ key: string | null }>(
      "select shobj_description(oid, 'pg_database') as key from pg_database where datname = $1",
      [name],
    )
    return rows[0]?.key ?? null
  })
  if (held === key) return named(server.url, name)
  say(`Loading the world of ${councils} councils, once: it is kept for the next run.`)
  const url = await freshDatabase(server, name)
  await loadInto(url, councils, say)
  await asked(server.url, (client) => client.query(`comment on database ${name} is '${key}'`))
  return url
}

/** Loads a world into an empty database. Returns rows and children, and how long it took in seconds. */
export const loadInto = async (
  url: string,
  councils: Councils,
  say: (words: string) => void,
): Promise<{ rows: number; children: number; seconds: number }> => {
  let told = 0
  return asked(url, async (client) => {
    const loaded = await loadDemonstration(bulkIntoServer(client), {
      today: Temporal.Now.plainDateISO('Europe/London'),
      councils,
      threads: 1,
      onProgress: ({ share, children, rows }) => {
        if (performance.now() - told < 15_000) return
        told = performance.now()
        say(
          `  ${Math.round(share * 100)} %, ${children.toLocaleString('en-GB')} children, ${rows.toLocaleString('en-GB')} rows`,
        )
      },
    })
    return { rows: loaded.rows, children: loaded.children, seconds: loaded.milliseconds / 1000 }
  })
}

/** CPU seconds used so far by a server and all its processes; null where they cannot be seen. */
export const cpuOfPostgres = (postmaster: number | null): number | null => {
  if (postmaster === null || process.platform !== 'linux') return null
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      // After the name in brackets: state, parent, ..., user and system ticks as the 12th and 13th, and those of children
      // that have ended, which the first process keeps for connections that were closed, as the 14th and 15th.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]!.split(' ')
      const of = (...places: number[]) => places.reduce((sum, place) => sum + Number(fields[place]), 0)
      if (Number(name) === postmaster) ticks += of(11, 12, 13, 14)
      else if (Number(fields[1]) === postmaster) ticks += of(11, 12)
    } catch {
      // a process that has ended meanwhile
    }
  }
  return ticks / 100
}
