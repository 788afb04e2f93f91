// npm run bench night [--seconds 8] [--rounds 3] [--page "night search"] [--best]
// The night desk at 23:30, over HTTP, against the world of 33 councils: ten workers of one night team, each on a call, who
// search the councils their agreement covers and open summaries. Both walls and the audit are on.
import { parseArgs } from 'node:util'
import { newId } from '../src/lib/ids.ts'
import { visitor } from '../src/web/testing.ts'
import { howManyWorkers } from '../src/workers.ts'
import { machineLine, table } from './machine.ts'
import {
  type Ask,
  end,
  figures,
  heads,
  type Known,
  kilobytes,
  measure,
  type Service,
  sendSearches,
  serve,
  sessionOf,
  wordsFor,
} from './visitors.ts'
import { asked, openBenchServer, worldOf } from './worlds.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '10' },
    warm: { type: 'string', default: '5' },
    page: { type: 'string' },
    best: { type: 'boolean', default: false },
  },
})
const connections = Number(values.connections)
const at = Temporal.Now.zonedDateTimeISO('Europe/London').with({ hour: 23, minute: 30, second: 0 }).toInstant()

type Worker = { council_id: number; worker_id: string; team_id: string; set_by: string; councils: number[] }

/** The night team that answers for most councils, and as many of its workers as there are connections. */
const nightTeam = (url: string): Promise<Worker[]> =>
  asked(url, async (client) => {
    const { rows } = await client.query<Worker>(
      `select p.council_id, p.worker_id, p.team_id, t.manager_id as set_by, r.councils
      from post p
      join team t on t.council_id = p.team_council_id and t.team_id = p.team_id
      cross join lateral (select array_agg(r.reaches_id order by r.reaches_id) as councils from post_reach r
        where r.council_id = p.council_id and r.post_id = p.post_id and r.arrangement_id is not null) r
      where p.role = 'emergency duty worker' and p.ended_at is null and p.ends_on is null
      order by cardinality(r.councils) desc nulls last, p.worker_id limit $1`,
      [connections],
    )
    return rows
  })

type Worked = { worker: Worker; token: string }

/** They are on the rota tonight, and have opened nothing yet: a run must not find what the run before it left. */
const comeOn = (url: string, workers: readonly Worker[]): Promise<Worked[]> =>
  asked(url, async (client) => {
    const ids = workers.map((worker) => worker.worker_id)
    await client.query('truncate audit_event, audit_head, session')
    for (const name of ['night_opening', 'night_call', 'rota_shift', 'draft'])
      await client.query(`delete from ${name} where worker_id = any($1)`, [ids])
    const on: Worked[] = []
    for (const worker of workers) {
      await client.query(
        `insert into rota_shift (council_id, shift_id, team_id, worker_id, part, starts_at, ends_at, set_by, set_at)
        values ($1, $2, $3, $4, 'on duty', $5, $6, $7, $5)`,
        [
          worker.council_id,
          newId(),
          worker.team_id,
          worker.worker_id,
          at.subtract({ hours: 6 }).toString(),
          at.add({ hours: 9 }).toString(),
          worker.set_by,
        ],
      )
      on.push({ worker, token: await sessionOf(client, worker, at) })
    }
    return on
  })

/** What callers say, and whose summaries are opened: children of every council of the team, other ones for each worker. */
const pagesOf = (url: string, on: readonly Worked[]): Promise<Record<string, Ask[]>> =>
  asked(url, async (client) => {
    const pages: Record<string, Ask[]> = { 'night desk': [], 'night search': [], 'night summary': [] }
    for (const { worker, token } of on) {
      pages['night desk']?.push({ path: '/night', token })
      const { rows: known } = await client.query<Known>(
        `select p.given_name as given, p.family_name as family, p.born_on::text as born,
          (select a.postcode from person_address a where a.council_id = p.council_id and a.person_id = p.person_id and a.postcode is not null limit 1) as postcode
        from unnest($1::int[]) with ordinality as here(council_id, place) cross join lateral (
          select * from person p where p.council_id = here.council_id and p.is_child and not p.restricted and p.person_id > $2
          order by p.person_id limit 4) p
        order by p.person_id, here.place limit 16`,
        [worker.councils, worker.worker_id],
      )
      for (const [nth, person] of known.entries())
        pages['night search']?.push({ path: '/night', token, words: wordsFor(person, nth) })
      const { rows: children } = await client.query<{ council_id: number; child_id: string }>(
        `select s.council_id, s.child_id from unnest($1::int[]) as here(council_id) cross join lateral (
          select distinct s.council_id, s.child_id from spell s
          where s.council_id = here.council_id and s.kind = 'allocation' and s.ends_on is null and not s.restricted and s.child_id > $2
          order by s.child_id limit 4) s`,
        [worker.councils, worker.worker_id],
      )
      for (const child of children)
        pages['night summary']?.push({ path: `/${child.council_id}/children/${child.child_id}/night`, token })
    }
    return pages
  })

const server = await openBenchServer()
let service: Service | null = null
try {
  console.log(machineLine(server.version))
  const url = await worldOf(server, 33, console.log)
  const workers = await nightTeam(url)
  const on = await comeOn(url, workers)
  service = await serve(url, at)
  const pages = await pagesOf(url, on)
  for (const { token } of on) {
    const { status } = await visitor(() => service!.address, token).post('/night/call', { call: 'start' })
    if (status !== 303 && status !== 302) throw new Error(`a call was not taken: ${status}`)
  }
  pages['night search'] = await sendSearches(service, pages['night search']!)
  const { rows } = await asked(url, (client) =>
    client.query<{ people: number; all: number }>(
      'select count(*) filter (where council_id = any($1))::int as people, count(*)::int as all from person',
      [workers[0]?.councils ?? []],
    ),
  )
  console.log(
    `${workers.length} workers of one night team, 23:30, each on a call; ${workers[0]?.councils.length} councils with ${rows[0]?.people.toLocaleString('en-GB')} of ${rows[0]?.all.toLocaleString('en-GB')} people\n` +
      `${connections} connections, ${howManyWorkers(process.env.WORKERS, { server: true, provider: true })} processes, ${values.rounds} rounds of ${values.seconds} s each, the ${values.best ? 'best' : 'middle'} one is shown\n`,
  )
  const shown: (string | number)[][] = []
  for (const [page, asks] of Object.entries(pages)) {
    if (values.page && page !== values.page) continue
    await measure(service, server, asks, Number(values.warm), connections)
    const rounds = []
    for (let round = 0; round < Number(values.rounds); round += 1)
      rounds.push(await measure(service, server, asks, Number(values.seconds), connections))
    shown.push([page, ...figures(rounds, await kilobytes(service, asks), values.best)])
  }
  console.log(table(['page', ...heads], shown))
} finally {
  if (service) await end(service)
  await server.stop()
}
