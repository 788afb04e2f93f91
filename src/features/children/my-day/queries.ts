import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import type { Day } from '../../../lib/day.ts'
import type { Spell } from '../journey/history.ts'
import { spellOf } from '../journey/queries.ts'

/** A child as lists name them. */
export type ListedChild = {
  councilId: number
  childId: string
  restricted: boolean
  givenName: string
  familyName: string
  knownAs: string | null
  bornOn: Day | null
  birthEstimated: boolean
  expectedOn: Day | null
  diedOn: Day | null
}
export type HeldChild = ListedChild & { role: string; since: Day; lastSeenOn: Day | null }

const personColumns = [
  'person.council_id as councilId',
  'person.person_id as childId',
  'person.restricted',
  'person.given_name as givenName',
  'person.family_name as familyName',
  'person.known_as as knownAs',
  'person.born_on as bornOn',
  'person.birth_estimated as birthEstimated',
  'person.expected_on as expectedOn',
  'person.died_on as diedOn',
] as const

/** Children allocated to a worker today in these councils, each once, with the day they were last seen. */
export const childrenHeldBy = async (db: Db, councilIds: readonly number[], workerId: string): Promise<HeldChild[]> => {
  if (councilIds.length === 0) return []
  const rows = await db
    .selectFrom('spell')
    .innerJoin('person', (join) =>
      join.onRef('person.council_id', '=', 'spell.council_id').onRef('person.person_id', '=', 'spell.child_id'),
    )
    .select([
      ...personColumns,
      'spell.code as role',
      'spell.starts_on as since',
      sql<Day | null>`(select e.happened_on from event e where e.council_id = spell.council_id and e.child_id = spell.child_id
        and e.kind = 'visit' and coalesce(e.detail ->> 'seen', 'true') <> 'false' order by e.happened_on desc limit 1)`.as(
        'lastSeenOn',
      ),
    ])
    .where('spell.council_id', 'in', councilIds)
    // as a literal: a kept plan can then use the index of what is allocated today
    .where('spell.kind', '=', sql.lit('allocation'))
    .where('spell.ends_on', 'is', null)
    .where('spell.worker_id', '=', workerId)
    .orderBy('person.family_name')
    .orderBy('person.given_name')
    .orderBy('spell.starts_on')
    .execute()
  const once = new Map<string, HeldChild>()
  for (const row of rows) {
    const key = `${row.councilId} ${row.childId}`
    if (!once.has(key)) once.set(key, { ...row, role: row.role ?? 'worker' })
  }
  return [...once.values()]
}

/** Children opened to the viewer by name: an agreed sample, a restricted record. */
export const childrenNamed = async (
  db: Db,
  councilIds: readonly number[],
  childIds: readonly string[],
): Promise<ListedChild[]> => {
  if (councilIds.length === 0 || childIds.length === 0) return []
  return db
    .selectFrom('person')
    .select(personColumns)
    .where('person.council_id', 'in', councilIds)
    .where('person.person_id', 'in', childIds)
    .where('person.is_child', '=', true)
    .orderBy('person.family_name')
    .orderBy('person.given_name')
    .limit(100)
    .execute()
}

type Named = { councilId: number; childId: string }
const councilsOf = (children: readonly Named[]): number[] => [...new Set(children.map((child) => child.councilId))]
const idsOf = (children: readonly Named[]): string[] => [...new Set(children.map((child) => child.childId))]
export const childKey = (child: Named): string => `${child.councilId} ${child.childId}`

/** The states that are open today, by child. */
export const openSpells = async (db: Db, children: readonly Named[]): Promise<Map<string, Spell[]>> => {
  if (children.length === 0) return new Map()
  const rows = await db
    .selectFrom('spell')
    .selectAll()
    .where('council_id', 'in', councilsOf(children))
    .where('child_id', '=', anyId(idsOf(children)))
    .where('ends_on', 'is', null)
    .where('kind', '<>', 'allocation')
    .orderBy('starts_on')
    .execute()
  const grouped = Map.groupBy(rows, (row) => `${row.council_id} ${row.child_id}`)
  return new Map([...grouped].map(([key, group]) => [key, group.map(spellOf)]))
}

export type DueItem = {
  councilId: number
  childId: string
  timescale: string
  triggerId: string
  dueOn: Day | null
  dueAt: Temporal.Instant | null
  workerId: string | null
}

/** Everything outstanding for these children, earliest first. */
export const dueFor = async (db: Db, children: readonly Named[]): Promise<DueItem[]> => {
  if (children.length === 0) return []
  return db
    .selectFrom('due')
    .select([
      'council_id as councilId',
      'child_id as childId',
      'timescale',
      'trigger_id as triggerId',
      'due_on as dueOn',
      'due_at as dueAt',
      'worker_id as workerId',
    ])
    .where('council_id', 'in', councilsOf(children))
    .where('child_id', '=', anyId(idsOf(children)))
    .orderBy('due_on')
    .orderBy('timescale')
    .execute()
}
