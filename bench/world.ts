// npm run bench world [--councils 8] [--scale 1]: how fast a world is made and loaded into a server.
import { parseArgs } from 'node:util'
import pg from 'pg'
import { loadDemonstration } from '../demo/load.ts'
import { bulkIntoServer } from '../src/database/bulk-load.ts'
import { machineLine, table } from './machine.ts'
import { type Councils, freshDatabase, openBenchServer } from './worlds.ts'

const { values } = parseArgs({
  options: { councils: { type: 'string', default: '8' }, scale: { type: 'string', default: '1' } },
})

const server = await openBenchServer()
const line = machineLine(server.version)
const url = await freshDatabase(server, 'joined_up_bench_world')
const client = new pg.Client({ connectionString: url })
await client.connect()
try {
  const { rows, children, milliseconds } = await loadDemonstration(bulkIntoServer(client), {
    today: Temporal.Now.plainDateISO('Europe/London'),
    councils: Number(values.councils) as Councils,
    scale: Number(values.scale),
  })
  const each = (count: number): string => Math.round(count / (milliseconds / 1000)).toLocaleString('en-GB')
  console.log(
    `${line}\n\n${table(
      ['councils', 'children', 'rows', 'seconds', 'rows/s', 'children/s'],
      [[values.councils, children, rows, (milliseconds / 1000).toFixed(1), each(rows), each(children)]],
    )}`,
  )
} finally {
  await client.end()
  await server.stop()
}
