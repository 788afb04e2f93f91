import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { openDatabase } from './database/open.ts'
import { connectionsEach, howManyWorkers, isWorker, startWorkers } from './workers.ts'

const production = process.env.NODE_ENV === 'production' || process.env.JOINED_UP_PRODUCTION === '1'
const port = Number(process.env.PORT ?? 3000)
const origin = process.env.ORIGIN ?? `http://localhost:${port}`
const folder = process.env.DATA_DIR ?? join(import.meta.dirname, '..', '.data')
const log = pino({ level: process.env.LOG_LEVEL ?? (production ? 'info' : 'error'), base: null })

const say = (words: string) => process.stdout.write(`${words}\n`)

const { values: chosen } = parseArgs({
  options: {
    // 1 is real life: every child in care of eight boroughs, so that each council's rates are its own.
    scale: { type: 'string', default: '1' },
    councils: { type: 'string', default: '8' },
  },
})
const scale = Number(chosen.scale)
const councils = Number(chosen.councils)
if (!(scale > 0) || !(councils === 8 || councils === 33 || councils === 153)) {
  process.stderr.write('npm start -- --scale N --councils 8|33|153: N is above nought, 1 is real life.\n')
  process.exit(2)
}

const refuse = (error: Error): never => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

const started = performance.now()
const ready = () => say(`Joined Up is ready after ${((performance.now() - started) / 1000).toFixed(1)} s: ${origin}`)
/** Ends well at Control-C or when told to: what has begun is finished first. */
const endWith = (close: () => Promise<void>): void => {
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (ending) return
      ending = true
      await close()
      process.exit(0)
    })
  }
}

const url = process.env.DATABASE_URL
let workers = 1
try {
  workers = howManyWorkers(process.env.WORKERS, {
    server: url !== undefined && url !== '',
    provider: process.env.OIDC_ISSUER !== undefined && process.env.OIDC_ISSUER !== '',
  })
} catch (error) {
  refuse(error as Error)
}

const database = await openDatabase({
  url,
  migrationUrl: process.env.MIGRATION_DATABASE_URL,
  folder,
  production,
  ...(workers > 1 ? { connections: connectionsEach(workers) } : {}),
  keepPlans: process.env.DATABASE_POOLER !== 'transaction',
}).catch(refuse)

// The demonstration loads into an empty database, never into one that holds a council, never in production.
const demonstration =
  !isWorker && !production && process.env.DEMONSTRATION !== 'off' ? await import('../demo/first-start.ts') : null
if (demonstration && (await demonstration.isEmpty(database))) {
  say('First start: making the demonstration. This takes less than a minute.')
  let told = ''
  await demonstration.loadInto(database, {
    today: Temporal.Now.plainDateISO('Europe/London'),
    scale,
    councils,
    onProgress: ({ step, share, children }) => {
      const line = `${step}: ${Math.floor(share * 20) * 5} %, ${children.toLocaleString('en-GB')} children`
      if (step !== told) say(`  ${line}`)
      told = step
    },
  })
}

if (workers > 1 && !isWorker) {
  // The tables are there and the demonstration is loaded: what is left for this process is to keep the others running.
  await database.close()
  const { stop } = await startWorkers(workers, import.meta.filename).catch(refuse)
  endWith(stop)
  ready()
} else {
  // The pages are loaded where they are answered: a process that only keeps others running does without.
  const { routes } = await import('./app.ts')
  const { jobsOf } = await import('./jobs.ts')
  const { mailFrom } = await import('./outside/mail/mail.ts')
  const { startService } = await import('./service.ts')
  const people = demonstration
    ? await (await import('./sign-in-people.ts')).signInPeople(
        database,
        (await import('../demo/people.ts')).demonstrationPeople,
      )
    : []
  const service = await startService({
    database,
    routes,
    log,
    origin,
    port,
    host: process.env.HOST ?? 'localhost',
    production,
    people,
    issuer: process.env.OIDC_ISSUER,
    clientId: process.env.OIDC_CLIENT_ID,
    clientSecret: process.env.OIDC_CLIENT_SECRET,
    jobs: jobsOf({ mail: mailFrom(process.env), origin }),
  }).catch(async (error: Error) => {
    await database.close()
    return refuse(error)
  })
  endWith(async () => {
    await service.close()
    await database.close()
  })
  if (!isWorker) ready()
}
// Where what was compiled is kept (NODE_COMPILE_CACHE) it is kept now, not at the end, which a killed process never sees.
flushCompileCache()
