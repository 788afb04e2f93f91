// What a check says, by return, year and code: the words of findings that are kept beside records.
import { type RuleWords, wordsOf } from '../check/report.ts'
import { cinRules } from '../cin/rules/index.ts'
import { ssda903Rules } from '../ssda903/rules/index.ts'
import type { ReturnName } from './found.ts'

const known = new Map<string, ReadonlyMap<string, RuleWords>>()

/** Null for a check that this version of the program does not have in that year. */
export const ruleWords = (of: ReturnName, year: number, rule: string): RuleWords | null => {
  const key = `${of} ${year}`
  let words = known.get(key)
  if (!words) {
    words = wordsOf(of === 'cin' ? cinRules : ssda903Rules, year)
    known.set(key, words)
  }
  return words.get(rule) ?? null
}

export const returnTitles: Readonly<Record<ReturnName, string>> = {
  ssda903: 'Return of children looked after (SSDA903)',
  cin: 'Children in need census',
}
