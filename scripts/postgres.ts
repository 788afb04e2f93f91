// A throwaway PostgreSQL of one's own: `npm run postgres -- --port 55432` in the foreground, or startPostgres() for a
// run of tests. It lives in a temporary folder, listens on the loopback address only, trusts whoever connects there,
// and goes away with the process that started it, even when that process is killed.
import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { canInstall, findProgram, installPackages, searchPath } from './debian.ts'

export type RunningPostgres = {
  /** Where it listens, as its superuser: postgres://postgres@127.0.0.1:<port>/postgres */
  url: string
  /** Ends the server and removes its folder. May be called more than once. */
  stop: () => Promise<void>
  /** Settles when the server has ended, by itself or through stop(). */
  ended: Promise<void>
}

export type PostgresOptions = {
  /** A free port is taken when none is given. */
  port?: number
  /** Keep what is committed when the machine fails, as in earnest; tests do without and are faster. */
  durable?: boolean
  /** More memory and room for the write-ahead log, for measurements. */
  bench?: boolean
  /** Keep the data in this folder from one run to the next; otherwise a temporary folder goes away with the server. */
  folder?: string
}

export const postgresAdvice =
  'PostgreSQL 15 or newer was not found: install it (Debian: apt-get install postgresql), or set POSTGRES_BIN to the ' +
  'folder with its initdb, or TEST_DATABASE_URL to a running server and its superuser.'

/** The folders in which a server may be, the most wanted first; in Debian's the newest version comes first. */
export const postgresFolders = (debian = '/usr/lib/postgresql'): string[] => [
  ...(process.env.POSTGRES_BIN ? [process.env.POSTGRES_BIN] : []),
  ...searchPath(),
  ...globSync(`${debian}/*/bin`).sort((a, b) => version(b) - version(a)),
]

const version = (folder: string): number => Number(path.basename(path.dirname(folder))) || 0

const hasServer = (folder: string): boolean =>
  findProgram(['initdb'], [folder]) !== null && findProgram(['postgres'], [folder]) !== null

/** The first of the folders that holds initdb and postgres, or null. */
export const findPostgres = (folders: string[] = postgresFolders()): string | null => folders.find(hasServer) ?? null

const findOrInstall = (): string | null => {
  const found = findPostgres()
  if (found || !canInstall()) return found
  process.stderr.write('Installing PostgreSQL for the tests.\n')
  // Without this Debian also makes a cluster of its own and starts it; nobody here needs one.
  const setting = '/etc/postgresql-common/createcluster.d/joined-up.conf'
  mkdirSync(path.dirname(setting), { recursive: true })
  writeFileSync(setting, 'create_main_cluster = false\n')
  const installed = installPackages(['postgresql'])
  rmSync(setting)
  return installed ? findPostgres() : null
}

/** PostgreSQL refuses to run as root; then its files and processes belong to the postgres user, or else to nobody. */
const owner = (): { uid: number; gid: number } | null => {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim())
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

// The server runs as this shell's own process; beside it a watcher waits for descriptor 3 to close, which happens when
// the process that started us ends in whatever way, then stops the server and clears up.
const watched = `
  ( ( cat <&3
      [ -d "$FOLDER" ] || exit
      kill -INT $$
      for tenth in $(seq 100); do [ -f "$FOLDER/data/postmaster.pid" ] && sleep 0.1; done
      [ -n "$KEEP" ] || rm -rf "$FOLDER" ) >/dev/null 2>&1 & )
  [ -f "$FOLDER/data/PG_VERSION" ] || "$PROGRAMS/initdb" --pgdata "$FOLDER/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \\
    --no-sync 3<&- >/dev/null || exit 1
  exec "$PROGRAMS/postgres" -D "$FOLDER/data" "$@" 3<&-`

/** Starts a server with an empty cluster. Throws with a plain message when it cannot. */
export const startPostgres = async (options: PostgresOptions = {}): Promise<RunningPostgres> => {
  const programs = findOrInstall()
  if (!programs) throw new Error(postgresAdvice)
  const user = owner()
  // As root the server's user must be able to reach the folder, which a private TMPDIR would not allow.
  const folder = options.folder ?? mkdtempSync(path.join(user ? '/tmp' : tmpdir(), 'joined-up-postgres-'))
  mkdirSync(folder, { recursive: true })
  if (user) chownSync(folder, user.uid, user.gid)
  const log = path.join(folder, 'server.log')
  const port = options.port ?? (await freePort())
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...(options.bench
      ? { shared_buffers: '1GB', effective_cache_size: '4GB', maintenance_work_mem: '256MB', max_wal_size: '8GB' }
      : {}),
  }
  const logFile = openSync(log, 'a')
  const server = spawn(
    'sh',
    ['-c', watched, 'postgres', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...user,
      cwd: folder,
      env: { ...process.env, FOLDER: folder, KEEP: options.folder ?? '', PROGRAMS: programs },
      detached: true,
      stdio: ['ignore', logFile, logFile, 'pipe'],
    },
  )
  closeSync(logFile)
  const ended = new Promise<void>((resolve) => {
    server.once('error', () => resolve())
    server.once('exit', () => resolve())
  })
  let running = true
  void ended.then(() => {
    running = false
  })
  const stop = async (): Promise<void> => {
    server.ref()
    if (running) server.kill('SIGINT')
    await ended
    // First the folder, so that the watcher finds nothing left to do.
    if (!options.folder) rmSync(folder, { recursive: true, force: true })
    server.stdio[3]?.destroy()
  }

  const isReady = (): boolean => {
    try {
      const [process, ...state] = readFileSync(path.join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')
      return Number(process) === server.pid && state.join().includes('ready')
    } catch {
      return false
    }
  }
  for (let tries = 0; !isReady(); tries++) {
    if (!running || tries > 600) {
      const reason = readFileSync(log, 'utf8')
      await stop()
      throw new Error(`PostgreSQL did not start on port ${port}:\n${reason}`)
    }
    await setTimeout(50)
  }
  // Whoever forgets to stop it can still end; the watcher sees to the rest.
  server.unref()
  if (server.stdio[3] instanceof Socket) server.stdio[3].unref()
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop, ended }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { port: { type: 'string' }, bench: { type: 'boolean', default: false } } })
  try {
    const postgres = await startPostgres({
      ...(values.port ? { port: Number(values.port) } : {}),
      durable: true,
      bench: values.bench,
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void postgres.stop())
    console.log(`${postgres.url}\nThrowaway server: Control-C stops it and removes its data.`)
    const stayAlive = setInterval(() => {}, 60_000)
    await postgres.ended
    await postgres.stop()
    clearInterval(stayAlive)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
