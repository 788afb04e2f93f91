// What a list of findings is narrowed to: read from the address, which holds ids and codes and nothing about a child.
import { isId } from '../../../lib/ids.ts'
import { type AgeBand, ageBands, type Severity } from './finding.ts'
import { isReturnName, type ReturnName } from './readiness.ts'

export const states = {
  open: 'To put right',
  answered: 'Answered, or asked to be let through',
  cleared: 'Cleared',
  all: 'All of them',
} as const
export type State = keyof typeof states

export type FindingFilter = {
  returnName: ReturnName | null
  year: number
  severity: Severity | null
  /** 'none': children whom no team holds */
  team: string | null
  state: State
  age: AgeBand | null
  rule: string | null
}

type Query = Readonly<Record<string, string | undefined>>

/** What is none of the choices is left out, so that an old address still opens. `years`: those that can be asked for, the running one first. */
export const filterOf = (query: Query, years: readonly number[]): FindingFilter => ({
  returnName: isReturnName(query.return) ? query.return : null,
  year: years.find((year) => String(year) === query.year) ?? (years[0] as number),
  severity: query.severity === 'error' || query.severity === 'query' ? query.severity : null,
  team: query.team === 'none' || isId(query.team) ? (query.team as string) : null,
  state: Object.hasOwn(states, query.state ?? '') ? (query.state as State) : 'open',
  age: ageBands.find(({ id }) => id === query.age)?.id ?? null,
  rule: /^[0-9A-Za-z]{1,12}$/.test(query.rule ?? '') ? (query.rule as string) : null,
})

/** Parts of a filter set anew, null to leave them out; and what else the address is to say. */
export type Change = { readonly [part in keyof FindingFilter | (string & {})]?: string | number | null }

/** The same as an address's query, without what is usual; `change` sets parts of it anew. */
export const queryOf = (filter: FindingFilter, change: Change = {}): string => {
  const { returnName, year, severity, team, state, age, rule, ...more }: Change = { ...filter, ...change }
  const pairs: [string, unknown][] = [
    ['return', returnName],
    ['year', year],
    ['severity', severity],
    ['team', team],
    ['state', state === 'open' ? null : state],
    ['age', age],
    ['rule', rule],
    ...Object.entries(more),
  ]
  return new URLSearchParams(
    pairs.filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [name, String(value)]),
  ).toString()
}

/** The page asked for, from 1. */
export const pageOf = (text: string | undefined): number =>
  Math.min(10_000, Math.max(1, Number.parseInt(text ?? '1', 10) || 1))
