// node demo/make-world.ts --scale N --councils 8|33|153 --database URL [--seed TEXT] [--today YYYY-MM-DD] [--threads N]
// Fills an empty, migrated PostgreSQL server with a world, as the owner of its tables. Applies nothing but data.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { bulkIntoServer } from '../src/database/bulk-load.ts'
import { dayOf } from '../src/lib/day.ts'
import { loadDemonstration } from './load.ts'

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    councils: { type: 'string', default: '8' },
    database: { type: 'string' },
    seed: { type: 'string', default: 'joined up' },
    today: { type: 'string' },
    threads: { type: 'string' },
  },
})

const stop = (words: string): never => {
  console.error(words)
  process.exit(1)
}

const url = values.database ?? process.env.MIGRATION_DATABASE_URL ?? process.env.DATABASE_URL
if (!url) stop('Say which database: --database postgres://owner@localhost/joined_up')
const scale = Number(values.scale)
if (!(scale > 0)) stop('--scale is a number above nought: 1 is real life')
const councils = Number(values.councils)
if (councils !== 8 && councils !== 33 && councils !== 153) stop('--councils is 8, 33 or 153')
const today = values.today === undefined ? dayOf(Temporal.Now.instant()) : Temporal.PlainDate.from(values.today)
const threads =
  values.threads === undefined ? Math.max(1, Math.min(4, availableParallelism() - 1)) : Number(values.threads)

const client = new pg.Client({ connectionString: url as string, application_name: 'joined-up make-world' })
await client.connect()
try {
  let said = 0
  const loaded = await loadDemonstration(bulkIntoServer(client), {
    seed: values.seed,
    today,
    scale,
    councils: councils as 8 | 33 | 153,
    threads,
    onProgress: ({ step, share, rows, children }) => {
      const now = performance.now()
      if (now - said < 2_000 && share < 1) return
      said = now
      console.log(
        `${String(Math.round(share * 100)).padStart(3)}%  ${step.padEnd(48)} ${children.toLocaleString('en-GB')} children, ${rows.toLocaleString('en-GB')} rows`,
      )
    },
  })
  const seconds = loaded.milliseconds / 1000
  console.log(
    `${loaded.children.toLocaleString('en-GB')} children in ${loaded.rows.toLocaleString('en-GB')} rows, ${seconds.toFixed(1)} s: ` +
      `${Math.round(loaded.rows / seconds).toLocaleString('en-GB')} rows and ${Math.round(loaded.children / seconds).toLocaleString('en-GB')} children a second`,
  )
} catch (error) {
  console.error(`Nothing was loaded: ${(error as Error).message}`)
  process.exitCode = 1
} finally {
  await client.end()
}
