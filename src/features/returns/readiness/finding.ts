// A finding as people meet it: in a rule's own words, how old it is, what has been said of it, and where it is put right.
import { hash } from 'node:crypto'
import { type Day, daysBetween } from '../../../lib/day.ts'
import { ruleWords } from '../record/rule-words.ts'
import type { ReturnName } from './readiness.ts'

/** A rule that is no longer asked still has its number, so that no finding is ever without words. */
export const saysOf = (returnName: ReturnName, year: number, rule: string): string =>
  ruleWords(returnName, year, rule)?.says ?? `Check ${rule}, which is not asked in this year`

/** An error must be put right; a query may be right. */
export const severityWords = { error: 'Error', query: 'Query' } as const
export type Severity = keyof typeof severityWords

/** What can be said of a finding: a query is answered, an error is asked to be let through. */
export type AnswerKind = 'answer' | 'bypass'
export const answerKindOf = (severity: string): AnswerKind => (severity === 'query' ? 'answer' : 'bypass')
/** A reason somebody in the department can judge by. */
export const shortestReason = 10

export type AgeBand = 'week' | 'month' | 'quarter' | 'half' | 'longer'
/** Days open, from and to, both included. */
export const ageBands: readonly { id: AgeBand; words: string; from: number; to: number }[] = [
  { id: 'longer', words: 'More than 6 months', from: 184, to: 100_000 },
  { id: 'half', words: '3 to 6 months', from: 92, to: 183 },
  { id: 'quarter', words: '1 to 3 months', from: 31, to: 91 },
  { id: 'month', words: 'A week to a month', from: 7, to: 30 },
  { id: 'week', words: 'Less than a week', from: 0, to: 6 },
]
export const bandOf = (days: number): AgeBand =>
  ageBands.find(({ from, to }) => from <= days && days <= to)?.id ?? (days < 0 ? 'week' : 'longer')

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
/** "today", "12 days", "14 weeks". */
export const openFor = (firstSeenOn: Day, until: Day): string => {
  const days = daysBetween(firstSeenOn, until)
  if (days <= 0) return 'less than a day'
  return days < 28 ? plural(days, 'day') : plural(Math.floor(days / 7), 'week')
}

/** A finding in an address: which rows and columns, without writing them out. */
export const placeKey = (place: string): string => hash('sha256', place, 'hex').slice(0, 16)

type Key = { councilId: number; childId: string; returnName: ReturnName; returnYear: number; rule: string }
/** Where one finding is answered, or asked to be let through; with all that was ever said of it. */
export const answerPath = (key: Key & { place: string }): string =>
  `/${key.councilId}/children/${key.childId}/returns/${key.returnName}/${key.returnYear}/${key.rule}/${placeKey(key.place)}`
/** The children with the finding of one rule. */
export const rulePath = (key: Omit<Key, 'childId'>): string =>
  `/${key.councilId}/returns/findings/${key.returnName}/${key.returnYear}/${key.rule}`
/** What a child's record still needs. */
export const needsPath = (councilId: number, childId: string): string => `/${councilId}/children/${childId}/returns`

/** "Episodes: LS, RNE". */
export const placeWords = (table: string, columns: readonly string[]): string =>
  columns.length === 0 ? table : `${table}: ${columns.join(', ')}`
