// What a check found, told rule by rule: the commonest first, each with its places in the files.
import type { Finding } from '../engine/rule.ts'
import { childrenOf, type Report, type RuleWords, type Totals } from './report.ts'

/** A row of a file that is blamed. `line` is 0 where the file has none; `row` counts from 1 below the headings. */
export type FoundAt = {
  file: string
  line: number
  table: string
  row: number
  columns: string[]
  child: string | null
}

/** What one rule found once: the rows that are wrong together, none when it is the return as a whole. */
export type FoundOnce = FoundAt[]

export type FoundOfRule = RuleWords & { rule: string; count: number; children: number }

/** The findings of each rule, by how many there are. */
export const findingsByRule = (report: Report): { about: FoundOfRule; findings: readonly Finding[] }[] =>
  [...Map.groupBy(report.outcome.findings, ({ rule }) => rule)]
    .map(([rule, findings]) => ({
      about: {
        rule,
        ...(report.words.get(rule) as RuleWords),
        count: findings.length,
        children: childrenOf(findings),
      },
      findings,
    }))
    .sort((a, b) => b.findings.length - a.findings.length || (a.about.rule < b.about.rule ? -1 : 1))

export const foundOnce = (report: Report, { places }: Finding): FoundOnce =>
  places.map(({ table, index, line, child, columns }) => ({
    file: report.fileOf(table),
    line,
    table,
    row: index + 1,
    columns: [...columns],
    child,
  }))

const placeInWords = ({ file, line, table, row, columns, child }: FoundAt): string =>
  `${line > 0 ? `${file} line ${line}` : `${table} row ${row}`}, ${columns.join(', ')}${child === null ? '' : `, child ${child}`}`

/** "episodes.csv line 12, DECOM, DEC, child 100": where the file has no lines, the row of the table. */
export const foundInWords = (places: FoundOnce): string =>
  places.length === 0 ? 'the return as a whole' : places.map(placeInWords).join('; ')

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

/** "12 errors and 3 queries of 8 rules, on 9 children". */
export const totalsInWords = ({ errors, queries, rules, children }: Totals): string =>
  `${counted(errors, 'error')} and ${counted(queries, 'query', 'queries')} of ${counted(rules, 'rule')}, on ${counted(children, 'child', 'children')}`

const rulesShown = 10
const placesShown = 3

/** The findings in short, for somebody who is about to do something with the files: totals, and the commonest rules. */
export function* foundInShort(report: Report): Generator<string> {
  const byRule = findingsByRule(report)
  for (const { about, findings } of byRule.slice(0, rulesShown)) {
    yield `  ${about.rule} ${about.severity}, ${counted(about.count, 'time')}: ${about.says}.`
    for (const finding of findings.slice(0, placesShown)) yield `      ${foundInWords(foundOnce(report, finding))}`
    if (findings.length > placesShown) {
      yield `      and ${(findings.length - placesShown).toLocaleString('en-GB')} more`
    }
  }
  if (byRule.length > rulesShown) yield `  and ${counted(byRule.length - rulesShown, 'more rule')}`
}

/** What broke, loudly. */
export function* failedInWords({ outcome }: Report): Generator<string> {
  for (const { rule, children, message } of outcome.failed) {
    yield `  RULE ${rule} FAILED for ${counted(children, 'child', 'children')}: ${message}. Its findings are not complete.`
  }
}
