// What the checks found in rows made from records, as it is kept beside the record: child by child, each finding with the
// record of ours where it is put right. Pure.
import { hash } from 'node:crypto'
import { holderOf } from '../../children/index.ts'
import type { Finding } from '../engine/rule.ts'
import type { ChildFacts, Source } from './facts.ts'
import type { Line } from './gather.ts'

export type ReturnName = 'ssda903' | 'cin'

export type Found = {
  childId: string
  returnName: ReturnName
  /** The return year ends on 31 March of it. */
  returnYear: number
  rule: string
  /** Which rows and columns, by the ids of their records: the same finding says the same after the next save. */
  place: string
  severity: 'error' | 'query'
  table: string
  columns: readonly string[]
  record: Source['record']
  recordId: string
}

const longestPlace = 300

/** Lines of last year's tables stand under their own name, `Episodes_last`. */
export type LinesOf = (table: string) => readonly Line[] | undefined

/** A finding of several children's rows is one of each of them; one that names no row of a child is nobody's. */
export const foundIn = (
  findings: readonly Finding[],
  linesOf: LinesOf,
  of: { returnName: ReturnName; returnYear: number },
): Found[] => {
  const keys = rowKeys(linesOf)
  const found = new Map<string, Found>()
  for (const { rule, severity, places } of findings) {
    const blamed = places.flatMap(({ table, index, columns }) => {
      const line = linesOf(table)?.[index]
      return line ? [{ table, index, columns, line }] : []
    })
    for (const [childId, own] of Map.groupBy(blamed, ({ line }) => line.childId)) {
      const whole = own
        .map(({ table, index, columns }) => `${table}|${keys(table, index)}|${columns.join(',')}`)
        .sort()
        .join(';')
      const place =
        whole.length <= longestPlace ? whole : `${whole.slice(0, 200)}#${hash('sha256', whole, 'hex').slice(0, 32)}`
      const key = `${childId}|${rule}|${place}`
      if (found.has(key)) continue
      // What stands in last year's return is seldom what has to be put right.
      const first = own.find(({ table }) => !table.endsWith('_last')) ?? own[0]!
      const { row } = first.line
      const source = row.sources?.[first.columns[0] ?? ''] ?? row.source
      const { record, id: recordId } = source
      const { table, columns } = first
      found.set(key, { childId, ...of, rule, place, severity, table, columns, record, recordId })
    }
  }
  return [...found.values()]
}

/** The id of a row's record; of several rows that one record makes in a table, with their number. */
const rowKeys = (linesOf: LinesOf): ((table: string, index: number) => string) => {
  const known = new Map<string, string[]>()
  return (table, index) => {
    let keys = known.get(table)
    if (!keys) {
      const times = new Map<string, number>()
      keys = (linesOf(table) ?? []).map(({ row: { source } }) => {
        const time = (times.get(source.id) ?? 0) + 1
        times.set(source.id, time)
        return time === 1 ? source.id : `${source.id}#${time}`
      })
      known.set(table, keys)
    }
    return keys[index] ?? String(index)
  }
}

export type FindingKey = {
  child_id: string
  return_name: string
  return_year: number
  rule: string
  place: string
}
export type FindingRow = FindingKey & {
  council_id: number
  restricted: boolean
  severity: string
  table_name: string
  columns: readonly string[]
  record: string
  record_id: string
  worker_id: string | null
  team_id: string | null
}

/** What was found as rows of the table, under whoever holds the child. Pure. */
export const findingRows = (
  councilId: number,
  children: readonly ChildFacts[],
  found: readonly Found[],
): FindingRow[] => {
  const byId = new Map(children.map((facts) => [facts.childId, facts]))
  const holders = new Map<string, ReturnType<typeof holderOf<ChildFacts['spells'][number]>>>()
  return found.map((one) => {
    const facts = byId.get(one.childId) as ChildFacts
    if (!holders.has(one.childId)) holders.set(one.childId, holderOf(facts.spells))
    const holder = holders.get(one.childId)
    return {
      council_id: councilId,
      child_id: one.childId,
      restricted: facts.restricted,
      return_name: one.returnName,
      return_year: one.returnYear,
      rule: one.rule,
      place: one.place,
      severity: one.severity,
      table_name: one.table,
      columns: one.columns,
      record: one.record,
      record_id: one.recordId,
      worker_id: holder?.workerId ?? null,
      team_id: holder?.teamId ?? null,
    }
  })
}
