// npm run bench pages [--councils 8,33] [--seconds 8] [--rounds 3] [--page "search"] [--best]
// The pages people wait for, over HTTP, with both walls and the audit on, against PostgreSQL: ten connections at once.
// Sizes take turns inside one run, so that their ratio holds on a machine that others use as well. --best shows of each
// figure the round least disturbed by them, not the middle one.
import { parseArgs } from 'node:util'
import { howManyWorkers } from '../src/workers.ts'
import { machineLine, median, table } from './machine.ts'
import {
  type Ask,
  end,
  figures,
  heads,
  type Known,
  kilobytes,
  type Measured,
  measure,
  type Service,
  sendSearches,
  serve,
  sessionOf,
  wordsFor,
} from './visitors.ts'
import { asked, type Councils, openBenchServer, worldOf } from './worlds.ts'

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
const connections = Number(values.connections)

type Pages = Record<string, Ask[]>

type Person = { council_id: number; worker_id: string; team_id: string; children: number }

/** What people open: children of their own, their day, their team, and what they type to find a child. */
const pagesOf = (url: string): Promise<Pages> =>
  asked(url, async (client) => {
    const token = (person: Pick<Person, 'council_id' | 'worker_id'>) => sessionOf(client, person)
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
      const { rows: known } = await client.query<Known>(
        `select p.given_name as given, p.family_name as family, p.born_on::text as born,
          (select a.postcode from person_address a where a.council_id = p.council_id and a.person_id = p.person_id and a.postcode is not null limit 1) as postcode
        from person p where p.council_id = $1 and p.is_child and not p.restricted and p.person_id > $2 order by p.person_id limit 8`,
        [worker.council_id, worker.worker_id],
      )
      for (const [at, person] of known.entries())
        pages.search!.push({ path: '/search', token: mine, words: wordsFor(person, at) })
    }
    for (const manager of managers)
      pages['team board']!.push({
        path: `/${manager.council_id}/teams/${manager.team_id}`,
        token: await token(manager),
      })
    return pages
  })

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
    `${connections} connections, ${howManyWorkers(process.env.WORKERS, { server: true, provider: true })} processes, ${values.rounds} rounds of ${seconds} s each, the ${values.best ? 'best' : 'middle'} one is shown\n`,
  )
  const rows: (string | number)[][] = []
  const ratios: (string | number)[][] = []
  for (const page of Object.keys(worlds[0]!.pages).filter((name) => !values.page || name === values.page)) {
    const rounds = new Map<Councils, Measured[]>(worlds.map(({ councils }) => [councils, []]))
    for (const { service, pages } of worlds)
      await measure(service, server, pages[page]!, Number(values.warm), connections)
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const { councils, service, pages } of worlds)
        rounds.get(councils)!.push(await measure(service, server, pages[page]!, seconds, connections))
    }
    for (const { councils, service, pages } of worlds)
      rows.push([
        page,
        councils,
        ...figures(rounds.get(councils)!, await kilobytes(service, pages[page]!), values.best),
      ])
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
  console.log(table(['page', 'councils', ...heads], rows))
  if (ratios.length > 0) {
    console.log(
      `\nThe larger world against the smaller (aim: under 1.3)\n${table(['page', 'time a page', 'p50', 'p95', 'CPU'], ratios)}`,
    )
  }
} finally {
  for (const service of services) await end(service)
  await server.stop()
}
