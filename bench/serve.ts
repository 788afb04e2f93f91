// A service for measurements: its own process, so that its CPU is its own. Tells its port, and its use when asked.
import { routes } from '../src/app.ts'
import { openDatabase } from '../src/database/open.ts'
import { startService } from '../src/service.ts'

const database = await openDatabase({
  url: process.env.DATABASE_URL,
  connections: Number(process.env.CONNECTIONS ?? 10),
})
let queries = 0
const app = await startService({
  database,
  routes,
  log: { info: () => {}, error: (fields, words) => console.error(words, JSON.stringify(fields)) },
  origin: 'http://127.0.0.1',
  port: 0,
  host: '127.0.0.1',
  production: false,
  people: [],
  onQuery: () => {
    queries += 1
  },
})

export type Use = { cpu: number; queries: number; memory: number }

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send!({ cpu: (user + system) / 1e6, queries, memory: process.memoryUsage.rss() } satisfies Use)
})
process.on('disconnect', () => process.exit(0))
process.send!({ port: (app.server.address() as { port: number }).port })
