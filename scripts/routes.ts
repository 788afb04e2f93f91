// npm run routes: who may use which address, asked of the running service as every role in every relation, and what
// differs from src/routes.expected.json. npm run routes -- --accept writes what was found, to be read before a commit.
import { parseArgs } from 'node:util'
import { routes } from '../src/app.ts'
import { differences, openWalk, readExpected, roleNames, walkRoutes, writeExpected } from '../src/walk-routes.ts'

const { values } = parseArgs({ options: { accept: { type: 'boolean', default: false } } })
const walked = await openWalk()
const { found, failures } = await walkRoutes(walked, routes, roleNames)
await walked.close()

for (const failure of new Set(failures)) console.log(failure)
if (values.accept) {
  writeExpected(found)
  console.log(`Written: ${Object.keys(found).length} ways in. Read the difference before you commit it.`)
} else {
  const changed = differences(readExpected(), found)
  for (const line of changed) console.log(line)
  console.log(
    changed.length === 0 ? 'Every answer is the accepted one.' : 'If that is right: npm run routes -- --accept',
  )
  if (changed.length > 0) process.exitCode = 1
}
if (failures.length > 0) process.exitCode = 1
