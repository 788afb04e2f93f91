import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { broughtAt, type EventRow } from '../journey/queries.ts'

// What the pages of a child's record read. Every function keeps to one council, or to the councils the reader may find
// children of; row-level security keeps to the reader's scopes underneath.

/** The child in full, as far as the identity of one goes. Undefined when the child is not there for the reader. */
export const childRow = (db: Db, councilId: number, childId: string) =>
  db
    .selectFrom('person')
    .selectAll()
    .select(broughtAt)
    .select((expression) => [
      jsonArrayFrom(
        expression
          .selectFrom('person_address')
          .select(['lines', 'postcode', 'kind', 'confidential', 'not_to_be_told', 'lives_from', 'lives_to'])
          .whereRef('person_address.council_id', '=', 'person.council_id')
          .whereRef('person_address.person_id', '=', 'person.person_id')
          .orderBy('lives_from', (order) => order.desc().nullsLast()),
      ).as('addresses'),
    ])
    .where('council_id', '=', councilId)
    .where('person_id', '=', childId)
    .where('is_child', '=', true)
    .executeTakeFirst()
export type ChildRow = NonNullable<Awaited<ReturnType<typeof childRow>>>

/** One person beside the child, with how to reach them; for a brother or sister who has a record, who works with them. */
export type PersonAround = {
  relationship_id: string
  kind: string
  parental_responsibility: boolean
  lives_with: boolean
  note: string | null
  starts_on: Day | null
  ends_on: Day | null
  council_id: number
  person_id: string
  is_child: boolean
  given_name: string
  family_name: string
  known_as: string | null
  born_on: Day | null
  birth_estimated: boolean
  expected_on: Day | null
  died_on: Day | null
  profession: string | null
  organisation: string | null
  interpreter_for: string | null
  contacts: { kind: string; value: string; note: string | null }[]
  worker_id: string | null
}

/**
 * The people around a child, oldest relation first. A person the reader may not see is left out whole, as if the
 * relation did not exist.
 */
export const peopleAround = (db: Db, councilId: number, childId: string): Promise<PersonAround[]> =>
  db
    .selectFrom('relationship as r')
    .innerJoin('person as p', (join) =>
      join.onRef('p.council_id', '=', 'r.council_id').onRef('p.person_id', '=', 'r.other_id'),
    )
    .select((expression) => [
      'r.relationship_id',
      'r.kind',
      'r.parental_responsibility',
      'r.lives_with',
      'r.note',
      'r.starts_on',
      'r.ends_on',
      'p.council_id',
      'p.person_id',
      'p.is_child',
      'p.given_name',
      'p.family_name',
      'p.known_as',
      'p.born_on',
      'p.birth_estimated',
      'p.expected_on',
      'p.died_on',
      'p.profession',
      'p.organisation',
      'p.interpreter_for',
      jsonArrayFrom(
        expression
          .selectFrom('person_contact as c')
          .select(['c.kind', 'c.value', 'c.note'])
          .whereRef('c.council_id', '=', 'p.council_id')
          .whereRef('c.person_id', '=', 'p.person_id')
          .orderBy('c.kind')
          .orderBy('c.value'),
      ).as('contacts'),
      allocatedWorker.as('worker_id'),
    ])
    .where('r.council_id', '=', councilId)
    .where('r.child_id', '=', childId)
    .orderBy('r.starts_on', (order) => order.asc().nullsFirst())
    .orderBy('r.relationship_id')
    .execute()

const allocatedWorker = sql<
  string | null
>`(select s.worker_id from spell s where s.council_id = p.council_id and s.child_id = p.person_id and p.is_child
    and s.kind = 'allocation' and s.ends_on is null order by s.code = 'social worker' desc, s.starts_on, s.spell_id limit 1)`

export type PartOfPage = 'timeline' | 'words' | 'visit' | 'supervision' | 'plan'

/** The newest events each part of a child's page shows, in one reading: 10 significant ones and the last of a few kinds. */
export const eventsForPage = async (
  db: Db,
  councilId: number,
  childId: string,
  on: Day,
  timelineKinds: readonly string[] | null,
): Promise<(EventRow & { part: PartOfPage })[]> => {
  const from = () =>
    db
      .selectFrom('event')
      .selectAll()
      .where('council_id', '=', councilId)
      .where('child_id', '=', childId)
      .where('happened_on', '<=', on)
  const newest = (query: ReturnType<typeof from>, limit: number) =>
    query.orderBy('happened_on', 'desc').orderBy('event_id', 'desc').limit(limit)
  const part = (name: PartOfPage, query: ReturnType<typeof from>, limit: number) =>
    db
      .selectFrom(newest(query, limit).as('newest'))
      .selectAll('newest')
      .select(sql<PartOfPage>`${sql.lit(name)}`.as('part'))
  const significant = from().where('significant', '=', true)
  return part(
    'timeline',
    timelineKinds === null
      ? significant
      : significant.where('kind', 'in', timelineKinds.length > 0 ? [...timelineKinds] : ['']),
    10,
  )
    .unionAll(part('words', from().where('kind', '=', 'child_words'), 5))
    .unionAll(part('visit', from().where('kind', '=', 'visit'), 8))
    .unionAll(part('supervision', from().where('kind', '=', 'supervision'), 1))
    .unionAll(part('plan', from().where(sql<boolean>`jsonb_exists(detail, 'permanencePlan')`), 1))
    .execute()
}

export type DueItem = {
  timescale: string
  trigger_id: string
  counted_from: Day
  due_on: Day | null
  due_at: Temporal.Instant | null
}

export const dueOfChild = (db: Db, councilId: number, childId: string): Promise<DueItem[]> =>
  db
    .selectFrom('due')
    .select(['timescale', 'trigger_id', 'counted_from', 'due_on', 'due_at'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .orderBy('due_on')
    .orderBy('timescale')
    .execute()

export type Colleague = { name: string; phone: string | null; email: string | null }

/** Workers by id with how to reach them, as far as the reader's directory goes; ids beyond it are left out. */
export const colleagues = async (
  db: Db,
  directory: readonly number[],
  ids: readonly (string | null)[],
): Promise<Map<string, Colleague>> => {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0 || directory.length === 0) return new Map()
  const rows = await db
    .selectFrom('worker')
    .select(['worker_id', 'display_name', 'work_phone', 'work_email'])
    .where('council_id', 'in', [...directory])
    .where('worker_id', 'in', wanted)
    .execute()
  return new Map(
    rows.map((row) => [row.worker_id, { name: row.display_name, phone: row.work_phone, email: row.work_email }]),
  )
}

/** How many people opened or changed this record since a moment; refused attempts are not openings. */
export const openedSince = async (
  db: Db,
  councilId: number,
  childId: string,
  since: Temporal.Instant,
): Promise<{ people: number; reader: string[] }> => {
  const rows = await db
    .selectFrom('audit_event')
    .select('worker_id')
    .distinct()
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('happened_at', '>=', since)
    .where('outcome', 'in', ['opened', 'saved'])
    .execute()
  const reader = rows.flatMap((row) => (row.worker_id === null ? [] : [row.worker_id]))
  return { people: reader.length, reader }
}

/** Councils in which a record carries the same NHS number or UPN, among those the reader may find children of. */
export const alsoKnownTo = async (
  db: Db,
  councilId: number,
  childId: string,
  councils: readonly number[],
): Promise<{ councilId: number; childId: string }[]> => {
  const others = councils.filter((one) => one !== councilId)
  if (others.length === 0) return []
  return db
    .selectFrom('search_key as here')
    .innerJoin('search_key as there', (join) =>
      join.onRef('there.key', '=', 'here.key').on('there.council_id', 'in', others),
    )
    .innerJoin('person as p', (join) =>
      join.onRef('p.council_id', '=', 'there.council_id').onRef('p.person_id', '=', 'there.person_id'),
    )
    .select(['p.council_id as councilId', 'p.person_id as childId'])
    .distinct()
    .where('here.council_id', '=', councilId)
    .where('here.person_id', '=', childId)
    .where(sql`left(here.key, 6)`, 'in', ['i:nhs:', 'i:upn:'])
    .where('p.is_child', '=', true)
    .execute()
}
