// A service for measurements: its own processes, so that their CPU is their own. Tells its port, and its use when asked.
import cluster from 'node:cluster'
import { once } from 'node:events'
import { routes } from '../src/app.ts'
import { openDatabase } from '../src/database/open.ts'
import { startService } from '../src/service.ts'
import { connectionsEach, howManyWorkers, startWorkers } from '../src/workers.ts'

export type Use = { cpu: number; queries: number; memory: number }

const workers = howManyWorkers(process.env.WORKERS, { server: true, provider: true })
let queries = 0
const useHere = (): Use => {
  const { user, system } = process.cpuUsage()
  return { cpu: (user + system) / 1e6, queries, memory: process.memoryUsage.rss() }
}

// As if the service had begun at this moment; the clock goes on from there.
const started = process.env.BENCH_CLOCK ? Temporal.Instant.from(process.env.BENCH_CLOCK) : null
const now = (from: Temporal.Instant) => () => from.add({ milliseconds: Math.round(performance.now()) })

const serve = async (): Promise<number> => {
  const database = await openDatabase({
    url: process.env.DATABASE_URL,
    connections: workers > 1 ? connectionsEach(workers) : 10,
  })
  const app = await startService({
    database,
    routes,
    log: { info: () => {}, error: (fields, words) => console.error(words, JSON.stringify(fields)) },
    origin: 'http://127.0.0.1',
    port: 0,
    host: '127.0.0.1',
    production: false,
    people: [],
    ...(started ? { now: now(started) } : {}),
    onQuery: () => {
      queries += 1
    },
  })
  return (app.server.address() as { port: number }).port
}

if (workers === 1 || cluster.isWorker) {
  const port = await serve()
  process.on('message', () => process.send!(useHere()))
  process.on('disconnect', () => process.exit(0))
  process.send!({ port })
} else {
  // Whoever asks for any free port in a cluster gets the same one.
  const port = new Promise<number>((found) =>
    cluster.on('message', (_worker, said: { port?: number }) => said.port && found(said.port)),
  )
  const { workers: running } = await startWorkers(workers, import.meta.filename)
  process.on('message', async () => {
    const uses = await Promise.all(
      running().map(async (worker) => {
        const answer = once(worker, 'message')
        worker.send('use')
        return (await answer)[0] as Use
      }),
    )
    const all = [useHere(), ...uses]
    const sum = (of: (use: Use) => number) => all.reduce((total, use) => total + of(use), 0)
    process.send!({ cpu: sum((use) => use.cpu), queries: sum((use) => use.queries), memory: sum((use) => use.memory) })
  })
  process.on('disconnect', () => process.exit(0))
  process.send!({ port: await port })
}
