// npm run bench pages [--councils 8,33] [--seconds 8] [--rounds 3] [--page "search"] [--best]
// The pages people wait for, over HTTP, with both walls and the audit on, against PostgreSQL: ten connections at once.
// Sizes take turns inside one run, so that their ratio holds on a machine that others use as well. --best shows of each
// figure the round least disturbed by them, not the middle one.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { longestSession, newToken, tokenHash } from '../src/web/session.ts'
import { signedIn, visitor } from '../src/web/testing.ts'
import { howManyWorkers } from '../src/workers.ts'
import { machineLine, median, percentile, table } from './machine.ts'
import type { Use } from './serve.ts'
import { asked, type BenchServer, type Councils, cpuOfPostgres, openBenchServer, worldOf } from './worlds.ts'

const { values } = parseArgs({
  options: {
    councils: { type: 'string', default: '8,33' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '10' },
    warm: { type: 'string', default: '5' },
    page: { type: 'string' },
    best: { type: 'boolean', default: false },
  },
})
const sizes = values.councils.split(',').map(Number) as Councils[]
const seconds = Number(values.seconds)

/** `words`: what is typed to search; the page measured is the one it leads to */
type Ask = { path: string; token: string; words?: string }
type Pages = Record<string, Ask[]>

type Person = { council_id: number; worker_id: string; team_id: string; children: number }

/** What people open: children of their own, their day, their team, and what they type to find a child. */
const pagesOf = (url: string): Promise<Pages> =>
  asked(url, async (client) => {
    const token = async (person: { council_id: number; worker_id: string }): Promise<string> => {
      const made = newToken()
      const now = Temporal.Now.instant()
      await client.query(
        'insert into session (council_id, token_hash, worker_id, started_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)',
        [person.council_id, tokenHash(made), person.worker_id, now.toString(), now.add(longestSession).toString()],
      )
      return made
    }
    // In each council the social workers who hold about as many children as most, and the managers of teams that hold some.
    const { rows: workers } = await client.query<Person>(`
      select council_id, worker_id, children from (
        select *, row_number() over (partition by council_id order by abs(children - 17), worker_id) as place from (
          select s.council_id, s.worker_id, count(*)::int as children from spell s
          join post p on p.council_id = s.council_id and p.worker_id = s.worker_id and p.role = 'social worker' and p.ended_at is null and p.ends_on is null
          where s.kind = 'allocation' and s.ends_on is null and s.code = 'social worker' and s.council_id in (202, 210, 212, 306, 314, 315, 318, 319)
          group by 1, 2) held) placed
      where place <= 2 order by council_id, place`)
    const { rows: managers } = await client.query<Person>(`
      select council_id, worker_id, team_id, children from (
        select t.*, row_number() over (partition by t.council_id order by abs(t.children - 90), t.team_id) as place from (
          select p.council_id, p.worker_id, p.team_id, (select count(*)::int from spell s where s.council_id = p.council_id and s.team_id = p.team_id and s.kind = 'allocation' and s.ends_on is null) as children
          from post p where p.role = 'team manager' and p.team_council_id = p.council_id and p.ended_at is null and p.ends_on is null
            and p.council_id in (202, 210, 212, 306, 314, 315, 318, 319)) t) placed
      where place = 1 and children > 0 order by council_id`)
    const pages: Pages = { 'child’s page': [], search: [], 'worker’s day': [], 'team board': [] }
    for (const worker of workers) {
      const mine = await token(worker)
      pages['worker’s day']!.push({ path: '/', token: mine })
      const { rows: children } = await client.query<{ child_id: string }>(
        `select distinct child_id from spell where council_id = $1 and worker_id = $2 and kind = 'allocation' and ends_on is null order by 1 limit 20`,
        [worker.council_id, worker.worker_id],
      )
      for (const { child_id: id } of children)
        pages['child’s page']!.push({ path: `/${worker.council_id}/children/${id}`, token: mine })
      const { rows: known } = await client.query<{
        given: string
        family: string
        born: string | null
        postcode: string | null
      }>(
        `select p.given_name as given, p.family_name as family, p.born_on::text as born,
          (select a.postcode from person_address a where a.council_id = p.council_id and a.person_id = p.person_id and a.postcode is not null limit 1) as postcode
        from person p where p.council_id = $1 and p.is_child and not p.restricted and p.person_id > $2 order by p.person_id limit 8`,
        [worker.council_id, worker.worker_id],
      )
      for (const [at, { given, family, born, postcode }] of known.entries()) {
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
        ][at % 8]!
        pages.search!.push({ path: '/search', token: mine, words: words.trim() })
      }
    }
    for (const manager of managers)
      pages['team board']!.push({
        path: `/${manager.council_id}/teams/${manager.team_id}`,
        token: await token(manager),
      })
    return pages
  })

type Service = { process: ChildProcess; address: string; use: () => Promise<Use> }

const serve = async (url: string): Promise<Service> => {
  const child = fork(join(import.meta.dirname, 'serve.ts'), {
    env: { ...process.env, DATABASE_URL: url },
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

type Measured = {
  perSecond: number
  p50: number
  p95: number
  node: number
  postgres: number | null
  queries: number
  memory: number
}

/** What was typed is kept by the service and never stands in an address: each search is sent once, and its answer measured. */
const sendSearches = async (service: Service, asks: readonly Ask[]): Promise<Ask[]> => {
  const sent: Ask[] = []
  for (const { token, path, words } of asks) {
    if (words === undefined) return [...asks]
    const { location } = await visitor(() => service.address, token).post(path, { q: words })
    if (!location) throw new Error('a search led nowhere')
    sent.push({ path: location, token })
  }
  return sent
}

/** Ten visitors ask one address after another, each beginning elsewhere in the list. */
const measure = async (
  service: Service,
  server: BenchServer,
  asks: readonly Ask[],
  forSeconds: number,
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
        connections: Number(values.connections),
        duration: forSeconds,
        requests,
        setupClient: (client) => {
          const from = Math.floor((visitor * requests.length) / Number(values.connections))
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

const kilobytes = async (service: Service, asks: readonly Ask[]): Promise<{ most: number; mean: number }> => {
  const sizes: number[] = []
  for (const { path, token } of asks.slice(0, 60)) {
    const reply = await fetch(service.address + path, { headers: signedIn(token), redirect: 'manual' })
    sizes.push((await reply.arrayBuffer()).byteLength / 1000)
  }
  return { most: Math.max(...sizes), mean: sizes.reduce((sum, one) => sum + one, 0) / sizes.length }
}

const server = await openBenchServer()
const services: Service[] = []
try {
  console.log(machineLine(server.version))
  const worlds: { councils: Councils; children: number; people: number; service: Service; pages: Pages }[] = []
  for (const councils of sizes) {
    const url = await worldOf(server, councils, console.log)
    const { rows } = await asked(url, (client) =>
      client.query<{ children: number; people: number }>(
        'select count(*) filter (where is_child)::int as children, count(*)::int as people from person',
      ),
    )
    // Nobody has looked at anybody yet: a page reads who did, and a run must not pay for the runs before it.
    await asked(url, (client) => client.query('truncate audit_event, audit_head, session'))
    const service = await serve(url)
    services.push(service)
    const pages = await pagesOf(url)
    pages.search = await sendSearches(service, pages.search!)
    worlds.push({ councils, ...rows[0]!, service, pages })
  }
  for (const { councils, children, people } of worlds) {
    console.log(
      `${councils} councils: ${children.toLocaleString('en-GB')} children, ${people.toLocaleString('en-GB')} people`,
    )
  }
  console.log(
    `${values.connections} connections, ${howManyWorkers(process.env.WORKERS, { server: true, provider: true })} processes, ${values.rounds} rounds of ${seconds} s each, the ${values.best ? 'best' : 'middle'} one is shown\n`,
  )
  const rows: (string | number)[][] = []
  const ratios: (string | number)[][] = []
  for (const page of Object.keys(worlds[0]!.pages).filter((name) => !values.page || name === values.page)) {
    const rounds = new Map<Councils, Measured[]>(worlds.map(({ councils }) => [councils, []]))
    for (const { service, pages } of worlds) await measure(service, server, pages[page]!, Number(values.warm))
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const { councils, service, pages } of worlds)
        rounds.get(councils)!.push(await measure(service, server, pages[page]!, seconds))
    }
    const shown = (councils: Councils, what: keyof Measured) => {
      const each = rounds.get(councils)!.map((one) => one[what] ?? Number.NaN)
      if (!values.best) return median(each)
      return what === 'perSecond' ? Math.max(...each) : Math.min(...each)
    }
    for (const { councils, service, pages } of worlds) {
      const size = await kilobytes(service, pages[page]!)
      const figure = (what: keyof Measured, digits: number) => shown(councils, what).toFixed(digits)
      rows.push([
        page,
        councils,
        figure('perSecond', 0),
        figure('p50', 1),
        figure('p95', 1),
        figure('node', 2),
        server.postmaster ? figure('postgres', 2) : '-',
        figure('queries', 1),
        size.mean.toFixed(0),
        size.most.toFixed(0),
      ])
    }
    const [small, large] = [sizes[0]!, sizes.at(-1)!]
    if (small !== large) {
      // Round by round, because what else the machine does changes between rounds.
      const each = (of: (one: Measured) => number) =>
        median(rounds.get(small)!.map((one, at) => of(rounds.get(large)![at]!) / of(one)))
      ratios.push([
        page,
        each((one) => 1 / one.perSecond).toFixed(2),
        each((one) => one.p50).toFixed(2),
        each((one) => one.p95).toFixed(2),
        each((one) => one.node + (one.postgres ?? 0)).toFixed(2),
      ])
    }
  }
  console.log(
    table(
      [
        'page',
        'councils',
        'pages/s',
        'p50 ms',
        'p95 ms',
        'CPU ms Node',
        'CPU ms PostgreSQL',
        'queries',
        'KB',
        'largest KB',
      ],
      rows,
    ),
  )
  if (ratios.length > 0) {
    console.log(
      `\nThe larger world against the smaller (aim: under 1.3)\n${table(['page', 'time a page', 'p50', 'p95', 'CPU'], ratios)}`,
    )
  }
} finally {
  for (const service of services) {
    service.process.disconnect()
    if (service.process.exitCode === null) await once(service.process, 'exit')
  }
  await server.stop()
}
