// npm run conformance [DIR] [--rule 355,356]: our checks beside those of an independent validator.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compareAll } from '../src/features/returns/conformance/compare.ts'
import { disputes } from '../src/features/returns/conformance/disputes.ts'

const { values, positionals } = parseArgs({
  options: { rule: { type: 'string' }, disputes: { type: 'boolean' } },
  allowPositionals: true,
})
const directory = positionals[0] ?? join(import.meta.dirname, '..', '..', 'shared', 'conformance')
if (!existsSync(directory)) {
  console.error(`There is no folder ${directory}. Give one: npm run conformance DIR`)
  process.exit(2)
}
const sections = await compareAll(directory, values.rule?.split(','))
for (const line of sections.flatMap(({ unexplained }) => unexplained)) console.log(line)
if (values.disputes) {
  for (const { of, rule, missing, extra, why } of disputes) {
    console.log(`${of} ${rule}: ${missing} only theirs, ${extra} only ours. ${why}`)
  }
}
for (const { of, agree, disputed, unexplained } of sections) {
  console.log(`${of}: ${agree} agree, ${disputed} recorded disputes, ${unexplained.length} unexplained`)
}
process.exitCode = sections.length === 0 || sections.some(({ unexplained }) => unexplained.length > 0) ? 1 : 0
