import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { Author } from '../journey/queries.ts'

export type RestrictionRow = {
  restrictionId: string
  ground: string
  words: string
  nightDeskMayKnow: boolean
  startsOn: Day
  reviewOn: Day
  setBy: string
  version: number
}

/** The restriction that holds; undefined when the record is open, or hidden from the viewer. */
export const restrictionOf = (db: Db, councilId: number, childId: string): Promise<RestrictionRow | undefined> =>
  db
    .selectFrom('restriction')
    .select([
      'restriction_id as restrictionId',
      'ground',
      'words',
      'night_desk_may_know as nightDeskMayKnow',
      'starts_on as startsOn',
      'review_on as reviewOn',
      'set_by as setBy',
      'version',
    ])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('ends_on', 'is', null)
    .orderBy('starts_on', 'desc')
    .executeTakeFirst()

/** The workers named today for a restricted record. */
export const readersOf = async (db: Db, councilId: number, childId: string, today: Day): Promise<string[]> => {
  const rows = await db
    .selectFrom('restriction_reader')
    .select('worker_id')
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('reads_from', '<=', today)
    .where((or) => or.or([or('reads_to', 'is', null), or('reads_to', '>=', today)]))
    .execute()
  return [...new Set(rows.map((row) => row.worker_id))]
}

/** The managers of the teams that hold the child. */
export const teamManagersOf = async (
  db: Db,
  councilId: number,
  childId: string,
  directory: readonly number[],
): Promise<string[]> => {
  const rows = await db
    .selectFrom('spell')
    .innerJoin('team', 'team.team_id', 'spell.team_id')
    .select('team.manager_id as managerId')
    .where('spell.council_id', '=', councilId)
    .where('spell.child_id', '=', childId)
    .where('spell.kind', '=', 'allocation')
    .where('spell.ends_on', 'is', null)
    .where('team.council_id', 'in', [...directory])
    .execute()
  return rows.flatMap((row) => row.managerId ?? [])
}

/** Adults of this child's network who are connected with no other child whose record is open: they are hidden with it. */
export const adultsOfThisChildOnly = async (db: Db, councilId: number, childId: string): Promise<string[]> => {
  const found = await sql<{ id: string }>`
    select distinct p.person_id as id from relationship r
    join person p on p.council_id = r.council_id and p.person_id = r.other_id
    where r.council_id = ${councilId} and r.child_id = ${childId} and not p.is_child and not p.restricted
      and not exists (
        select 1 from relationship o join person c on c.council_id = o.council_id and c.person_id = o.child_id
        where o.council_id = ${councilId} and o.other_id = p.person_id and o.child_id <> ${childId} and not c.restricted)`.execute(
    db,
  )
  return found.rows.map((row) => row.id)
}

/** The adults who were hidden with this child. */
export const hiddenAdultsOf = async (db: Db, councilId: number, childId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('relationship')
    .innerJoin('person', (join) =>
      join
        .onRef('person.council_id', '=', 'relationship.council_id')
        .onRef('person.person_id', '=', 'relationship.other_id'),
    )
    .select('person.person_id as id')
    .distinct()
    .where('relationship.council_id', '=', councilId)
    .where('relationship.child_id', '=', childId)
    .where('person.is_child', '=', false)
    .where('person.restricted', '=', true)
    .execute()
  return rows.map((row) => row.id)
}

/** Hides or opens people; every table about them follows through its foreign key. */
export const setRestricted = async (
  db: Db,
  councilId: number,
  people: readonly string[],
  restricted: boolean,
): Promise<void> => {
  await db
    .updateTable('person')
    .set({ restricted })
    .where('council_id', '=', councilId)
    .where('person_id', 'in', [...people])
    .execute()
}

export type RestrictionTerms = { ground: string; words: string; nightDeskMayKnow: boolean; reviewOn: Day }

export const addRestriction = async (
  db: Db,
  author: Author,
  councilId: number,
  childId: string,
  today: Day,
  terms: RestrictionTerms,
  version = 1,
): Promise<void> => {
  await db
    .insertInto('restriction')
    .values({
      council_id: councilId,
      child_id: childId,
      restriction_id: newId(),
      ground: terms.ground,
      words: terms.words,
      night_desk_may_know: terms.nightDeskMayKnow,
      starts_on: today,
      review_on: terms.reviewOn,
      set_by: author.workerId!,
      version,
    })
    .execute()
}

/** Ends a restriction; renewing it begins another, so that every decision keeps its words and who took it. */
export const endRestriction = async (
  db: Db,
  councilId: number,
  childId: string,
  restrictionId: string,
  today: Day,
): Promise<void> => {
  await db
    .updateTable('restriction')
    .set({ ends_on: today })
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('restriction_id', '=', restrictionId)
    .execute()
}

/** Makes exactly these workers the readers from today on. Who is no longer named loses the record at once. */
export const setReaders = async (
  db: Db,
  author: Author,
  councilId: number,
  childId: string,
  today: Day,
  now: readonly string[],
  wanted: readonly string[],
): Promise<void> => {
  const gone = now.filter((id) => !wanted.includes(id))
  if (gone.length > 0) {
    await db
      .updateTable('restriction_reader')
      .set({ reads_to: today.subtract({ days: 1 }) })
      .where('council_id', '=', councilId)
      .where('child_id', '=', childId)
      .where('worker_id', 'in', gone)
      .where((or) => or.or([or('reads_to', 'is', null), or('reads_to', '>=', today)]))
      .execute()
  }
  const added = wanted.filter((id) => !now.includes(id))
  if (added.length === 0) return
  await db
    .insertInto('restriction_reader')
    .values(
      added.map((worker_id) => ({
        council_id: councilId,
        child_id: childId,
        worker_id,
        reads_from: today,
        added_by: author.workerId!,
      })),
    )
    .onConflict((same) =>
      same.columns(['council_id', 'child_id', 'worker_id', 'reads_from']).doUpdateSet({ reads_to: null }),
    )
    .execute()
}
