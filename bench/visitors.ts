// People at work on a service of their own: what they open and type, and what each page of it costs.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type pg from 'pg'
import { longestSession, newToken, tokenHash } from '../src/web/session.ts'
import { signedIn, visitor } from '../src/web/testing.ts'
import { median, percentile } from './machine.ts'
import type { Use } from './serve.ts'
import { type BenchServer, cpuOfPostgres } from './worlds.ts'

/** `words`: what is typed to search; the page measured is the one it leads to */
export type Ask = { path: string; token: string; words?: string }

type Person = { council_id: number; worker_id: string }

/** Begins a session as the sign-in does; its token. */
export const sessionOf = async (client: pg.Client, person: Person, at = Temporal.Now.instant()): Promise<string> => {
  const made = newToken()
  await client.query(
    'insert into session (council_id, token_hash, worker_id, started_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)',
    [person.council_id, tokenHash(made), person.worker_id, at.toString(), at.add(longestSession).toString()],
  )
  return made
}

export type Known = { given: string; family: string; born: string | null; postcode: string | null }

/** What somebody types who looks for a child: eight ways, the next one each time. */
export const wordsFor = ({ given, family, born, postcode }: Known, at: number): string => {
  const misspelt = family.replace(/[aeiou](?=[a-z])/, (letter) => (letter === 'e' ? 'a' : 'e'))
  const words = [
    `${given} ${family}`,
    family,
    `${given} ${misspelt}`,
    born ?? family,
    `${family} ${postcode ?? ''}`,
    `${given.slice(0, 3)} ${family.slice(0, 4)}`,
    postcode ?? given,
    given,
  ][at % 8] as string
  return words.trim()
}

export type Service = { process: ChildProcess; address: string; use: () => Promise<Use> }

/** A service on this database, by the clock, or as if it had begun at `startingAt`. */
export const serve = async (url: string, startingAt: Temporal.Instant | null = null): Promise<Service> => {
  const child = fork(join(import.meta.dirname, 'serve.ts'), {
    env: { ...process.env, DATABASE_URL: url, BENCH_CLOCK: startingAt?.toString() ?? '' },
    execArgv: process.env.BENCH_NODE?.split(' ') ?? [],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const use = async (): Promise<Use> => {
    const answer = once(child, 'message')
    child.send('use')
    return (await answer)[0] as Use
  }
  return { process: child, address: `http://127.0.0.1:${port}`, use }
}

export const end = async (service: Service): Promise<void> => {
  service.process.disconnect()
  if (service.process.exitCode === null) await once(service.process, 'exit')
}

export type Measured = {
  perSecond: number
  p50: number
  p95: number
  node: number
  postgres: number | null
  queries: number
  memory: number
}

/** What was typed is kept by the service and never stands in an address: each search is sent once, and its answer measured. */
export const sendSearches = async (service: Service, asks: readonly Ask[]): Promise<Ask[]> => {
  const sent: Ask[] = []
  for (const { token, path, words } of asks) {
    if (words === undefined) return [...asks]
    const { location } = await visitor(() => service.address, token).post(path, { q: words })
    if (!location) throw new Error('a search led nowhere')
    sent.push({ path: location, token })
  }
  return sent
}

/** So many visitors ask one address after another, each beginning elsewhere in the list. */
export const measure = async (
  service: Service,
  server: BenchServer,
  asks: readonly Ask[],
  forSeconds: number,
  connections: number,
): Promise<Measured> => {
  const requests = asks.map(({ path, token }) => ({ method: 'GET' as const, path, headers: signedIn(token) }))
  const times: number[] = []
  const wrong = new Map<number, number>()
  const before = await service.use()
  const postgresBefore = cpuOfPostgres(server.postmaster)
  let visitor = 0
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url: service.address,
        connections,
        duration: forSeconds,
        requests,
        setupClient: (client) => {
          const from = Math.floor((visitor * requests.length) / connections)
          visitor += 1
          client.setRequests([...requests.slice(from), ...requests.slice(0, from)])
        },
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    )
    run.on('response', (_client: unknown, status: number, _bytes: number, time: number) => {
      if (status === 200) times.push(time)
      else wrong.set(status, (wrong.get(status) ?? 0) + 1)
    })
  })
  const after = await service.use()
  const postgresAfter = cpuOfPostgres(server.postmaster)
  if (wrong.size > 0 || result.errors > 0)
    throw new Error(`not every answer was a page: ${JSON.stringify([...wrong])}, ${result.errors} errors`)
  times.sort((a, b) => a - b)
  return {
    perSecond: times.length / result.duration,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    node: ((after.cpu - before.cpu) * 1000) / times.length,
    postgres:
      postgresBefore === null || postgresAfter === null
        ? null
        : ((postgresAfter - postgresBefore) * 1000) / times.length,
    // The door, the walls, and the audit with the commit go outside the count of the typed queries.
    queries: (after.queries - before.queries) / times.length + 3,
    memory: after.memory,
  }
}

export const kilobytes = async (service: Service, asks: readonly Ask[]): Promise<{ most: number; mean: number }> => {
  const sizes: number[] = []
  for (const { path, token } of asks.slice(0, 60)) {
    const reply = await fetch(service.address + path, { headers: signedIn(token), redirect: 'manual' })
    sizes.push((await reply.arrayBuffer()).byteLength / 1000)
  }
  return { most: Math.max(...sizes), mean: sizes.reduce((sum, one) => sum + one, 0) / sizes.length }
}

/** One figure of several rounds: the middle one, or of each the round least disturbed by others. */
export const figureOf = (rounds: readonly Measured[], what: keyof Measured, best: boolean): number => {
  const each = rounds.map((one) => one[what] ?? Number.NaN)
  if (!best) return median(each)
  return what === 'perSecond' ? Math.max(...each) : Math.min(...each)
}

export const heads = ['pages/s', 'p50 ms', 'p95 ms', 'CPU ms Node', 'CPU ms PostgreSQL', 'queries', 'KB', 'largest KB']

/** The figures of a page in the order of `heads`. */
export const figures = (
  rounds: readonly Measured[],
  size: { most: number; mean: number },
  best: boolean,
): (string | number)[] => {
  const figure = (what: keyof Measured, digits: number) => figureOf(rounds, what, best).toFixed(digits)
  return [
    figure('perSecond', 0),
    figure('p50', 1),
    figure('p95', 1),
    figure('node', 2),
    rounds.some((one) => one.postgres === null) ? '-' : figure('postgres', 2),
    figure('queries', 1),
    size.mean.toFixed(0),
    size.most.toFixed(0),
  ]
}
