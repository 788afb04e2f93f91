// npm run bench mirror [--people 60000] [--change 2] [--journeys]: a council that keeps its own system, mirrored the first
// time, again with nothing new, and after a night in which some people changed. Aims: under 3 minutes, under 20 seconds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeExtract } from '../demo/ssd.ts'
import { startPostgres } from '../scripts/postgres.ts'
import { openDatabase } from '../src/database/open.ts'
import { takeExtract } from '../src/features/mirror/take-extract.ts'
import { machineLine, table } from './machine.ts'
import { asked, freshDatabase } from './worlds.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '60000' },
    change: { type: 'string', default: '2' },
    journeys: { type: 'boolean', default: false },
  },
})
const people = Number(values.people)
const today = Temporal.Now.plainDateISO('Europe/London')
const council = { councilId: 319, onsCode: 'E09000029', name: 'Council 319' }

// A durable server of its own unless DATABASE_URL names one: nothing of this world is worth keeping.
const own = process.env.DATABASE_URL ? null : await startPostgres({ durable: true, bench: true })
const url = process.env.DATABASE_URL ?? own!.url
const [version] = await asked(
  url,
  async (client) => (await client.query<{ v: string }>("select current_setting('server_version') as v")).rows,
)
const line = machineLine(`PostgreSQL ${version!.v}`)
const folder = mkdtempSync(join(tmpdir(), 'joined-up-extract-'))
try {
  const wanted = { councilId: 319, people, seed: 'bench', today, journeys: values.journeys }
  const first = join(folder, 'first')
  const night = join(folder, 'night')
  const made = writeExtract(first, { ...wanted, change: 0, night: 0 })
  writeExtract(night, { ...wanted, change: Number(values.change), night: 1 })
  const database = await openDatabase({
    url: await freshDatabase({ url, postmaster: null, version: '', stop: async () => {} }, 'joined_up_bench_mirror'),
  })
  const rows: (string | number)[][] = []
  for (const [name, from, hour] of [
    ['the first time', first, 2],
    ['the same again', first, 3],
    [`a night of ${values.change} %`, night, 4],
  ] as const) {
    const began = performance.now()
    const now = Temporal.Now.instant()
    const trueOf = now.subtract({ hours: 8 - hour })
    const { run } = await takeExtract(database, from, { council, trueOf, now })
    if (run.outcome === 'refused') throw new Error(run.problems.list.map(({ words }) => words).join(' '))
    rows.push([
      name,
      ((performance.now() - began) / 1000).toFixed(1),
      (run.counts.added ?? 0).toLocaleString('en-GB'),
      (run.counts.changed ?? 0).toLocaleString('en-GB'),
      Math.round(process.memoryUsage().rss / 2 ** 20),
    ])
  }
  await database.close()
  console.log(
    `${line}\n${made.people.toLocaleString('en-GB')} people, ${made.rows.toLocaleString('en-GB')} rows of 48 tables\n\n${table(['', 'seconds', 'people added', 'people changed', 'MB'], rows)}`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
  await own?.stop()
}
