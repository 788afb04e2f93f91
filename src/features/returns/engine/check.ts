// Asks every check of every child. No check is ever lost: what could not be asked and what broke is told beside what was
// found, and one child that breaks a check takes no other child with it.
import type { Tables } from './rows.ts'
import type { AnyRow, Blame, Finding, PartOfRow, Period, Rule } from './rule.ts'

export type Outcome = {
  findings: Finding[]
  ran: { rule: string; findings: number }[]
  notApplicable: { rule: string; reason: string }[]
  /** A check that broke: for how many children, and what the first one said. The run is not whole while there is one. */
  failed: { rule: string; children: number; message: string }[]
}

/** Whatever the return is, a child has an id, null in a row that names none, and rows by table. */
type AnyChild = { readonly id: string | null }

export type Given = {
  /** Tables, last year's tables (`Episodes_last`) and lists (`providers`, `postcodes`) that are there, if only empty. */
  has: (name: string) => boolean
  rowsOf: (table: string) => readonly AnyRow[]
}

/** Rules that stand in a return year: the entry of each code that is in force. */
export const rulesOf = <R extends { since: number; until?: number }>(rules: readonly R[], year: number): R[] =>
  rules.filter((rule) => rule.since <= year && year <= (rule.until ?? Number.POSITIVE_INFINITY))

/** Every table, last year's with `_last`, and every list that some rule reads or blames. */
export const askedFor = (
  rules: readonly { blames: object; reads?: readonly string[]; optional?: readonly string[] }[],
) => new Set(rules.flatMap(({ blames, reads = [], optional = [] }) => [...Object.keys(blames), ...reads, ...optional]))

const yearName = (year: number): string => `${year - 1}-${String(year).slice(2)}`

type AnyRule = Rule<Tables, never, never>

/** Kept: a record is checked at every save, and the rules are the same each time. */
const kept = <Key extends object, Value>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new WeakMap<Key, Value>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined) {
      value = make(key)
      known.set(key, value)
    }
    return value
  }
}

/** What must be there for a rule to be asked. */
const neededBy = kept((rule: AnyRule): readonly string[] => {
  const asked = 'each' in rule ? [rule.each] : []
  const optional = new Set(rule.optional)
  return [...asked, ...Object.keys(rule.blames), ...(rule.reads ?? [])].filter((name) => !optional.has(name))
})

/** Why a rule cannot be asked of a return; null when it can. */
const whyNot = (rule: AnyRule, run: Period, given: Given): string | null => {
  if (run.year < rule.since) return `begins with ${yearName(rule.since)}`
  if (rule.until !== undefined && run.year > rule.until) return `ended with ${yearName(rule.until)}`
  const absent = neededBy(rule).find((name) => !given.has(name))
  return absent === undefined ? null : `no ${absent}`
}

const byCode = kept((rules: readonly AnyRule[]) => Map.groupBy(rules, (rule) => rule.code))

/**
 * Checks a return. Findings come out in the order of the tables, rows and rules, whatever order went in.
 * A rule that throws is listed under `failed` and asked of the next child all the same.
 */
export const check = <T extends Tables, C extends AnyChild, Run extends Period>(
  rules: readonly Rule<T, C, Run>[],
  children: readonly C[],
  run: Run,
  given: Given,
): Outcome => {
  const outcome: Outcome = { findings: [], ran: [], notApplicable: [], failed: [] }
  for (const [code, versions] of byCode(rules as unknown as readonly AnyRule[])) {
    const reasons = versions.map((rule) => whyNot(rule, run, given))
    const at = reasons.indexOf(null)
    if (at === -1) {
      // Of several versions, the one of this year says why; of none of this year, the nearest.
      const inYear = versions.findIndex((rule) => rulesOf([rule], run.year).length > 0)
      outcome.notApplicable.push({
        rule: code,
        reason: reasons[inYear === -1 ? versions.length - 1 : inYear] as string,
      })
      continue
    }
    ask(versions[at] as unknown as Rule<T, C, Run>, children, run, given, outcome)
  }
  outcome.findings.sort(compareFindings)
  return outcome
}

const ask = <T extends Tables, C extends AnyChild, Run extends Period>(
  rule: Rule<T, C, Run>,
  children: readonly C[],
  run: Run,
  given: Given,
  outcome: Outcome,
): void => {
  const { findings } = outcome
  const before = findings.length
  const blames = rule.blames as Readonly<Record<string, readonly string[]>>
  const broken = { children: 0, message: '' }
  const failed = (error: unknown): void => {
    broken.message ||= error instanceof Error ? error.message : String(error)
    broken.children++
  }
  const blame: Blame = (...rows) => {
    findings.push({
      rule: rule.code,
      severity: rule.severity,
      places: rows.map((blamed) => {
        const { table, index, line, child } = isPart(blamed) ? blamed.row : blamed
        const columns = blames[table]
        if (!columns) throw new Error(`${rule.code} blames a row of ${table} but names no column of it`)
        if (!isPart(blamed)) return { table, index, line, child: child.id, columns }
        const strange = blamed.columns.find((column) => !columns.includes(column))
        if (strange) throw new Error(`${rule.code} blames ${table} ${strange} but does not name it`)
        return { table, index, line, child: child.id, columns: blamed.columns }
      }),
    })
  }
  if ('each' in rule) {
    const wrong = rule.wrong as (row: unknown, run: Run) => boolean
    for (const row of given.rowsOf(rule.each)) {
      try {
        if (wrong(row, run)) blame(row)
      } catch (error) {
        failed(error)
      }
    }
  } else if ('check' in rule) {
    for (const child of children) {
      try {
        rule.check(child, blame, run)
      } catch (error) {
        failed(error)
      }
    }
  } else {
    try {
      rule.whole(children, blame, run)
    } catch (error) {
      failed(error)
    }
  }
  if (broken.children > 0) outcome.failed.push({ rule: rule.code, ...broken })
  else outcome.ran.push({ rule: rule.code, findings: findings.length - before })
}

const isPart = (blamed: AnyRow | PartOfRow): blamed is PartOfRow => 'row' in blamed && 'columns' in blamed

const compareFindings = (a: Finding, b: Finding): number => {
  const [first, second] = [a.places[0], b.places[0]]
  if (!first || !second) return (first ? 1 : 0) - (second ? 1 : 0) || compareText(a.rule, b.rule)
  return compareText(first.table, second.table) || first.index - second.index || compareText(a.rule, b.rule)
}
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** One line for each cell that a rule blames, each once. */
export type Cell = {
  rule: string
  table: string | null
  row: number | null
  column: string | null
  child: string | null
  severity: 'error' | 'query'
  /** Line of the file; null where there is none. */
  line: number | null
}

export const cellsOf = (findings: readonly Finding[]): Cell[] => {
  const seen = new Set<string>()
  const cells: Cell[] = []
  for (const { rule, severity, places } of findings) {
    if (places.length === 0)
      cells.push({ rule, table: null, row: null, column: null, child: null, severity, line: null })
    for (const { table, index, line, child, columns } of places) {
      for (const column of columns) {
        const key = `${rule}|${table}|${index}|${column}`
        if (seen.has(key)) continue
        seen.add(key)
        cells.push({ rule, table, row: index, column, child, severity, line: line > 0 ? line : null })
      }
    }
  }
  return cells
}
