// npm run rules -- 2026 2027: what changed in the checks of the returns. npm run rules -- --write: makes RULES.md again.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { changesBetween, changesInWords, ruleBook } from '../src/features/returns/check/rule-book.ts'
import { cinRules } from '../src/features/returns/cin/rules/index.ts'
import { ssda903Rules } from '../src/features/returns/ssda903/rules/index.ts'

const returns = [
  { name: 'SSDA903, children looked after', rules: ssda903Rules },
  { name: 'Children in need census', rules: cinRules },
]
const { values, positionals } = parseArgs({ options: { write: { type: 'boolean' } }, allowPositionals: true })
const [before, after] = positionals.map(Number)
if (values.write) {
  writeFileSync(join(import.meta.dirname, '..', 'src', 'features', 'returns', 'RULES.md'), ruleBook(returns))
} else if (before && after) {
  for (const { name, rules } of returns) {
    for (const line of changesInWords(name, changesBetween(rules, before, after), before, after)) console.log(line)
  }
} else {
  console.error('Say which two return years, by the year they end in: npm run rules -- 2026 2027')
  process.exitCode = 2
}
