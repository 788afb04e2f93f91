// Checks children again as their records are saved, and keeps what was found beside them.
import type { Db } from '../../../database/connection.ts'
import { type Day, dayOf } from '../../../lib/day.ts'
import type { Settler } from '../../children/index.ts'
import { officialCouncil } from '../import/councils.ts'
import { type Asked, askedOfTheWhole, type Checked, type Council, checkRecords } from './check-records.ts'
import type { ChildFacts, WorkerNumbers } from './facts.ts'
import { type FindingRow, findingRows } from './found.ts'
import {
  childIdsAfter,
  clearFindings,
  factsOf,
  knownFindings,
  numbersOfHolders,
  workerNumbers,
  writeFindings,
} from './queries.ts'
import { yearsThatMatter } from './years.ts'

const councilOf = (councilId: number): Council => ({
  code: councilId,
  // A council that is on no list, as in tests, has no number of the statistics office.
  onsCode: officialCouncil(String(councilId))?.onsCode ?? '',
})

const keyOf = (row: Pick<FindingRow, 'child_id' | 'return_name' | 'return_year' | 'rule' | 'place'>): string =>
  `${row.child_id} ${row.return_name} ${row.return_year} ${row.rule} ${row.place}`

const compared = ['severity', 'table_name', 'record', 'record_id', 'worker_id', 'team_id'] as const
const same = (a: FindingRow, b: FindingRow): boolean =>
  compared.every((column) => a[column] === b[column]) && a.columns.join() === b.columns.join()

type Moment = { today: Day; by: string | null }
type Known = Awaited<ReturnType<typeof knownFindings>>

/** Brings the kept findings of these children in line with what was found; those of rules that were not asked stay. */
const keep = async (
  db: Db,
  councilId: number,
  children: readonly ChildFacts[],
  known: Known,
  { found, failed }: Checked,
  asked: Asked,
  { today, by }: Moment,
): Promise<number> => {
  const knownByKey = new Map(known.map((row) => [keyOf(row), row]))
  const rows = findingRows(councilId, children, found)
  const there = new Set(rows.map(keyOf))
  const broken = new Set(failed.map(({ rule }) => rule))
  const wasAsked = ({ return_name, rule }: FindingRow): boolean => {
    const name = `${return_name} ${rule}`
    return askedOfTheWhole.has(name) === (asked === 'the whole return') && !broken.has(name)
  }
  const changed = rows.filter((row) => {
    const before = knownByKey.get(keyOf(row))
    return before === undefined || before.cleared_on !== null || !same(before, row)
  })
  const gone = known.filter((row) => row.cleared_on === null && !there.has(keyOf(row)) && wasAsked(row))
  if (changed.length > 0) await writeFindings(db, changed, today)
  if (gone.length > 0) {
    const keys = gone.map(({ child_id, return_name, return_year, rule, place }) => ({
      child_id,
      return_name,
      return_year,
      rule,
      place,
    }))
    await clearFindings(db, councilId, keys, { on: today, by })
  }
  return rows.length
}

/** The register numbers of the workers who held these children. */
export const numbersFor = (db: Db, children: readonly ChildFacts[]): Promise<WorkerNumbers> =>
  workerNumbers(db, [
    ...new Set(
      children.flatMap(({ spells }) =>
        spells.flatMap(({ kind, workerId }) => (kind === 'allocation' && workerId !== null ? [workerId] : [])),
      ),
    ),
  ])

/** What a check of some children needs, and what is kept of them: readings that leave together. */
const readToCheck = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
  years: readonly number[],
): Promise<{ children: ChildFacts[]; numbers: Map<string, string>; known: Known }> => {
  const [children, numbers, known] = await Promise.all([
    factsOf(db, councilId, childIds),
    numbersOfHolders(db, councilId, childIds),
    knownFindings(db, councilId, childIds, years),
  ])
  // What cannot be read cannot be asked, and keeps what was found of it.
  const there = new Set(children.map(({ childId }) => childId))
  return { children, numbers, known: known.filter((row) => there.has(row.child_id)) }
}

/**
 * Asks the checks of both returns again of some children and rewrites their findings: the last thing of every save. The
 * checks that see only whole returns are left to `rebuildFindings`.
 */
export const recheckChildren: Settler = async (db, councilId, childIds, { now, by }) => {
  const today = dayOf(now)
  const years = yearsThatMatter(today)
  if (childIds.length === 0) return
  const { children, numbers, known } = await readToCheck(db, councilId, childIds, years)
  if (children.length === 0) return
  const checked = checkRecords(children, years, today, councilOf(councilId), numbers, 'each child')
  // A rule that broke for one of many says nothing of the others: they are asked one by one.
  const parts = checked.failed.length > 0 && children.length > 1 ? children.map((facts) => [facts]) : null
  if (parts === null) {
    await keep(db, councilId, children, known, checked, 'each child', { today, by })
    return
  }
  for (const part of parts) await recheckChildren(db, councilId, [part[0]!.childId], { now, by })
}

const childrenAtOnce = 500

/**
 * Makes the findings of a council again, all checks included, some hundreds of children at a time; as saving each child
 * would, so that the day on which a finding was first seen stays. `failed`: checks that broke, by return and code.
 */
export const rebuildFindings = async (
  db: Db,
  councilId: number,
  now: Temporal.Instant,
): Promise<{ children: number; findings: number; failed: string[] }> => {
  const today = dayOf(now)
  const years = yearsThatMatter(today)
  const council = councilOf(councilId)
  const failed = new Set<string>()
  const all: ChildFacts[] = []
  const numbers = new Map<string, string>()
  let findings = 0
  let after = '00000000-0000-0000-0000-000000000000'
  let read = 0
  for (;;) {
    const ids = await childIdsAfter(db, councilId, after, childrenAtOnce)
    if (ids.length === 0) break
    after = ids.at(-1)!
    read += ids.length
    const { children, numbers: workers, known } = await readToCheck(db, councilId, ids, years)
    for (const [worker, number] of workers) numbers.set(worker, number)
    const checked = checkRecords(children, years, today, council, workers, 'each child')
    const broke = checked.failed.length > 0
    if (broke) {
      for (const { rule } of checked.failed) failed.add(rule)
      await recheckChildren(db, councilId, ids, { now, by: null })
    }
    const keptNow = broke ? await knownFindings(db, councilId, ids, years) : known
    findings += await keep(db, councilId, children, keptNow, checked, 'each child', { today, by: null })
    all.push(...children.filter(isInSomeReturn))
  }
  const whole = checkRecords(all, years, today, council, numbers, 'the whole return')
  for (const { rule } of whole.failed) failed.add(rule)
  for (let at = 0; at < all.length; at += childrenAtOnce) {
    const some = all.slice(at, at + childrenAtOnce)
    const ids = new Set(some.map(({ childId }) => childId))
    const found = whole.found.filter(({ childId }) => ids.has(childId))
    const known = await knownFindings(db, councilId, [...ids], years)
    findings += await keep(db, councilId, some, known, { ...whole, found }, 'the whole return', { today, by: null })
  }
  return { children: read, findings, failed: [...failed].sort() }
}

/** Neither return speaks of children who were never referred, never in care and never left it. */
const isInSomeReturn = ({ spells, events }: ChildFacts): boolean => spells.length > 0 || events.length > 0
