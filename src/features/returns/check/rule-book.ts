// The checks of a return told to people: all of them, and what changed between two years.
import type { RuleWords } from './report.ts'

export type Told = RuleWords & { code: string; since: number; until?: number; stage: 1 | 2; blames: object }

const yearName = (year: number): string => `${year - 1}-${String(year).slice(2)}`
const standsIn = ({ since, until }: Told, year: number): boolean => since <= year && year <= (until ?? year)

/** 9 before 10, digits before letters. */
const byCode = (a: Told, b: Told): number => a.code.localeCompare(b.code, 'en', { numeric: true }) || a.since - b.since

const columnsOf = ({ blames }: Told): string =>
  Object.entries(blames as Record<string, readonly string[]>)
    .map(([table, columns]) => `${table} ${columns.join(', ')}`)
    .join('; ')

export type Changes = { added: Told[]; ended: Told[]; changed: { before: Told; after: Told }[] }

/** What is new, gone or otherwise in the later of two return years. */
export const changesBetween = (rules: readonly Told[], before: number, after: number): Changes => {
  const of = (year: number) => new Map(rules.filter((rule) => standsIn(rule, year)).map((rule) => [rule.code, rule]))
  const [then, now] = [of(before), of(after)]
  return {
    added: [...now.values()].filter(({ code }) => !then.has(code)).sort(byCode),
    ended: [...then.values()].filter(({ code }) => !now.has(code)).sort(byCode),
    changed: [...now.values()]
      .flatMap((rule) => {
        const earlier = then.get(rule.code)
        return earlier && earlier !== rule ? [{ before: earlier, after: rule }] : []
      })
      .sort((a, b) => byCode(a.after, b.after)),
  }
}

export function* changesInWords(name: string, changes: Changes, before: number, after: number): Generator<string> {
  yield `${name}, from ${yearName(before)} to ${yearName(after)}: ${changes.added.length} new, ${changes.ended.length} gone, ${changes.changed.length} changed`
  for (const { code, says } of changes.added) yield `  new      ${code}  ${says}`
  for (const { code, says } of changes.ended) yield `  gone     ${code}  ${says}`
  for (const { before: earlier, after: later } of changes.changed) {
    yield `  changed  ${later.code}  ${later.says}`
    if (earlier.says !== later.says) yield `           before: ${earlier.says}`
  }
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** RULES.md: every check, in the words people see. */
export const ruleBook = (returns: readonly { name: string; rules: readonly Told[] }[]): string => {
  const lines = [
    '# The checks of the statutory returns',
    '',
    'Made by `npm run rules -- --write` from the rules themselves; do not edit. The numbers are those of the Department',
    'for Education; the words are ours. A query may be right and can be answered; an error must be put right. Stage 1 is',
    'seen from one row alone, stage 2 beside other rows or last year’s return.',
  ]
  for (const { name, rules } of returns) {
    lines.push('', `## ${name}: ${new Set(rules.map(({ code }) => code)).size} checks`, '')
    lines.push(
      '| Check | Years | Kind | What is wrong | What to do | Who can | Where |',
      '|---|---|---|---|---|---|---|',
    )
    for (const rule of rules.toSorted(byCode)) {
      const years =
        rule.until === undefined ? `from ${yearName(rule.since)}` : `${yearName(rule.since)} to ${yearName(rule.until)}`
      lines.push(
        `| ${rule.code} | ${years} | ${rule.severity}, stage ${rule.stage} | ${cell(rule.says)} | ${cell(rule.fix)} | ${rule.who} | ${cell(columnsOf(rule))} |`,
      )
    }
  }
  return `${lines.join('\n')}\n`
}
