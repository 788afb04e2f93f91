// What a check of a return found, in full: for a person, a spreadsheet or another program.
import { type Cell, cellsOf, type Outcome } from '../engine/check.ts'
import type { Finding, Who } from '../engine/rule.ts'
import type { FileNote } from '../ssda903/files.ts'

export type RuleWords = { says: string; fix: string; who: Who; severity: 'error' | 'query' }

export type Report = {
  of: 'ssda903' | 'cin'
  /** The return year ends on 31 March of it. */
  year: number
  council: number
  outcome: Outcome
  /** By code, as the rule stands in that year. */
  words: ReadonlyMap<string, RuleWords>
  /** The file that holds a table; '' where there is none. */
  fileOf: (table: string) => string
  notes: readonly FileNote[]
  children: number
  rows: number
}

/** What the rule of a code says in a year. */
export const wordsOf = (
  rules: readonly (RuleWords & { code: string; since: number; until?: number })[],
  year: number,
): Map<string, RuleWords> =>
  new Map(
    rules
      .filter(({ since, until }) => since <= year && year <= (until ?? year))
      .map(({ code, says, fix, who, severity }) => [code, { says, fix, who, severity }]),
  )

export type Line = Cell & { file: string; message: string; fix: string; who: string }

/** One line for each cell blamed by a rule. */
export const linesOf = (report: Report): Line[] =>
  cellsOf(report.outcome.findings).map((cell) => {
    const { says, fix, who } = report.words.get(cell.rule) as RuleWords
    return { ...cell, file: cell.table === null ? '' : report.fileOf(cell.table), message: says, fix, who }
  })

export type Totals = { errors: number; queries: number; children: number; rules: number }

/** How many children findings are about; rows that name no child are nobody's. */
export const childrenOf = (findings: readonly Finding[]): number => {
  const children = new Set<string>()
  for (const { places } of findings) for (const { child } of places) if (child !== null) children.add(child)
  return children.size
}

/** Findings, the children they are about and the rules they are of. */
export const totalsOf = ({ outcome }: Report): Totals => {
  return {
    errors: outcome.findings.filter(({ severity }) => severity === 'error').length,
    queries: outcome.findings.filter(({ severity }) => severity === 'query').length,
    children: childrenOf(outcome.findings),
    rules: new Set(outcome.findings.map(({ rule }) => rule)).size,
  }
}
