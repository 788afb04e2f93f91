// npm run worlds [-- --seed S --worlds 10000 --only N]: the proof of src/access/worlds over many random worlds, on the
// embedded engine or, where TEST_DATABASE_URL names a server, there. A world that disagrees is told with its seed;
// --only N checks that one alone.
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { checkWorlds } from '../src/access/worlds/property.ts'
import { openEmbeddedForTest, openServerForTest } from '../src/database/testing.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string' }, worlds: { type: 'string', default: '10000' }, only: { type: 'string' } },
})
const seed = values.seed ?? randomUUID()
const wanted = Number(values.only === undefined ? values.worlds : 1)
const database = await (process.env.TEST_DATABASE_URL ? openServerForTest() : openEmbeddedForTest())
console.log(`${wanted} worlds on the ${database.kind === 'server' ? 'server' : 'embedded engine'}, seed ${seed}`)

const started = performance.now()
const found = await checkWorlds(database, {
  seed,
  worlds: wanted,
  ...(values.only === undefined ? {} : { from: Number(values.only) }),
  onProgress: (worlds) => {
    if (worlds % 1000 === 0 || worlds === wanted) console.log(`${worlds} worlds`)
  },
})
await database.close()

const { answers, reached, restricted, sampled, disagreements } = found
const seconds = Math.round((performance.now() - started) / 1000)
console.log(`${answers} answers compared three ways in ${seconds} s; yes: ${JSON.stringify(reached)}`)
console.log(`among them ${restricted} to restricted records and ${sampled} by a sample alone`)
for (const text of disagreements.slice(0, 20)) console.log(text)
console.log(`${disagreements.length} disagreements`)
process.exit(disagreements.length > 0 ? 1 : 0)
