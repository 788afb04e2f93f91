// Compares our checks with what an independent validator finds in whole returns that were made up and spoilt on purpose.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cellsOf, check } from '../engine/check.ts'
import { periodOf } from '../engine/rule.ts'
import { assemble, type Rule, type Ssda903Run } from '../ssda903/child.ts'
import { readSsda903Csv } from '../ssda903/files.ts'
import { readPostcodeList } from '../ssda903/postcode-list.ts'
import { readProviderList } from '../ssda903/provider-list.ts'
import { type Compared, compared, readLines, rowsOf } from './cases.ts'

type Found = { rule: string; table: string; row: number }

/** What the validator says of its own run: rules that broke in it say nothing about the return. */
const rulesThatBroke = (file: string): Set<string> =>
  new Set(Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { crashed?: Record<string, unknown> }).crashed ?? {}))

/** One comparison for each rule that either of us found something with. */
export const compareSsda903Return = async (
  rules: readonly Rule[],
  directory: string,
  only?: readonly string[],
): Promise<Compared[]> => {
  const [thisYear, lastYear] = [
    await readSsda903Csv(join(directory, 'this_year')),
    await readSsda903Csv(join(directory, 'last_year'), '_last'),
  ]
  const made = JSON.parse(readFileSync(join(directory, 'made.json'), 'utf8')) as { args: { year: number; la: string } }
  const run: Ssda903Run = {
    ...periodOf(made.args.year),
    council: { code: 212, onsCode: made.args.la },
    format: 'csv',
    providers: await readProviderList(join(directory, 'providers.csv')),
    postcodes: await readPostcodeList(join(directory, 'postcodes.csv')),
  }
  const { children, given } = assemble(thisYear.tables, lastYear.tables, run)
  const outcome = check(rules, children, run, given)
  const broke = rulesThatBroke(join(directory, 'peer-meta.json'))
  const theirs = Map.groupBy(readLines<Found>(join(directory, 'peer-findings.jsonl')), ({ rule }) => rule)
  const ours = Map.groupBy(cellsOf(outcome.findings), ({ rule }) => rule)
  const failed = new Map(outcome.failed.map(({ rule, message }) => [rule, `broke: ${message}`]))
  const codes = [...new Set([...theirs.keys(), ...ours.keys(), ...failed.keys()])]
    .filter((code) => !broke.has(code) && (!only || only.includes(code)))
    .sort()
  return codes.map((code) =>
    compared(
      code,
      code,
      rowsOf(ours.get(code) ?? []),
      (theirs.get(code) ?? []).map(({ table, row }) => `${table} ${row}`),
      failed.get(code) ?? '',
    ),
  )
}
