// npm run bench of the import: `node bench/import.ts [--children 8000]` brings a made-up SSDA903 return into a new
// database on the server in DATABASE_URL or TEST_DATABASE_URL (or a throwaway server of its own), twice: the first time
// everything is new, the second time everything is there.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../scripts/postgres.ts'
import { appendStatement } from '../src/access/audit.ts'
import { openDatabase } from '../src/database/open.ts'
import { inTransaction } from '../src/database/transaction.ts'
import { bringIn, wallsOf } from '../src/features/returns/import/bring-in.ts'
import { officialCouncil } from '../src/features/returns/import/councils.ts'
import { readReturn } from '../src/features/returns/import/read-files.ts'
import { told } from '../src/features/returns/import/tally.ts'
import { newId } from '../src/lib/ids.ts'
import { writeSsda903 } from './ssda903.ts'

const { values } = parseArgs({
  options: { children: { type: 'string', default: '8000' }, embedded: { type: 'boolean', default: false } },
})
const children = Number(values.children)
const year = 2026
const council = officialCouncil('212')!

const server = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL
const own = server || values.embedded ? null : await startPostgres({ durable: true, bench: true })
const folder = mkdtempSync(join(tmpdir(), 'joined-up-return-'))
const name = `joined_up_bench_${randomUUID().replaceAll('-', '')}`

const atServer = async (statement: string): Promise<void> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: server ?? own!.url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
const databaseUrl = (): string => {
  const url = new URL(server ?? own!.url)
  url.pathname = `/${name}`
  return url.toString()
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`
const rowOf = (first: string, ...rest: string[]): void =>
  console.log(first.padEnd(34), ...rest.map((text) => text.padStart(12)))

try {
  const made = writeSsda903(folder, children, year)
  if (!values.embedded) await atServer(`create database ${name}`)
  const database = await openDatabase(values.embedded ? {} : { url: databaseUrl() })
  rowOf('', 'first time', 'second time')
  const times: Record<string, string[]> = {}
  const created: number[] = []
  for (let run = 0; run < 2; run++) {
    const note = (what: string, since: number): number => {
      times[what] = [...(times[what] ?? []), seconds(since)]
      return performance.now()
    }
    const began = performance.now()
    const read = await readReturn({ format: 'ssda903', from: folder, last: null, councilId: council.councilId, year })
    if ('refused' in read) throw new Error(read.refused.join(' '))
    let last = note('reading the files', began)
    const done = await inTransaction(
      database,
      async ({ db }) => {
        const now = Temporal.Now.instant()
        const result = await bringIn(
          db,
          council,
          read,
          { now, evaluation: true },
          { importId: newId(), workerId: null },
          (doing, some, of) => {
            if (some >= of && of > 0) last = note(doing.toLowerCase(), last)
          },
        )
        const entry = {
          at: now,
          councilId: council.councilId,
          workerId: null,
          childId: null,
          task: 'bench',
          outcome: 'saved',
          reason: '',
          arrangementId: null,
          detail: {},
        } as const
        return { result, finish: appendStatement([entry]) }
      },
      { walls: wallsOf(council.councilId) },
    )
    note('in all', began)
    created.push(Object.values(told(done.counts, done.rejected).created).reduce((sum, count) => sum + count, 0))
  }
  for (const [what, both] of Object.entries(times)) rowOf(what, ...both)
  rowOf('records created', ...created.map((count) => count.toLocaleString('en-GB')))
  console.log(
    `\n${children.toLocaleString('en-GB')} children, ${made.rows.toLocaleString('en-GB')} rows of the return, ${values.embedded ? 'embedded database' : 'PostgreSQL server'}`,
  )
  console.log(`${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB of memory`)
  await database.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
  if (!values.embedded) await atServer(`drop database if exists ${name} with (force)`).catch(() => {})
  await own?.stop()
}
