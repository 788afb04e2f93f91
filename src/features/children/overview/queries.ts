import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../../database/connection.ts'
import { kept } from '../../../database/kept.ts'
import { anyId } from '../../../database/lists.ts'
import type { Day } from '../../../lib/day.ts'
import { broughtAt, type EventRow } from '../journey/queries.ts'

// What the pages of a child's record read. Every function keeps to one council, or to the councils the reader may find
// children of; row-level security keeps to the reader's scopes underneath.

type Child = { councilId: number; childId: string }

const childRows = kept((db, given: Child) =>
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
      // What the checks of the returns still ask for: written by the returns, counted here without a reading more.
      expression
        .selectFrom('finding')
        .select((counted) => counted.fn.countAll<number>().as('needs'))
        .whereRef('finding.council_id', '=', 'person.council_id')
        .whereRef('finding.child_id', '=', 'person.person_id')
        .where('finding.cleared_on', 'is', null)
        // What was answered, or asked to be let through, is no work any more.
        .where((by) =>
          by.not(
            by.exists(
              by
                .selectFrom('finding_answer as a')
                .select('a.answer_id')
                .whereRef('a.council_id', '=', 'finding.council_id')
                .whereRef('a.child_id', '=', 'finding.child_id')
                .whereRef('a.return_name', '=', 'finding.return_name')
                .whereRef('a.return_year', '=', 'finding.return_year')
                .whereRef('a.rule', '=', 'finding.rule')
                .whereRef('a.place', '=', 'finding.place')
                .where('a.withdrawn_at', 'is', null),
            ),
          ),
        )
        .as('needs'),
    ])
    .where('council_id', '=', given.councilId)
    .where('person_id', '=', given.childId)
    .where('is_child', '=', true),
)
/** The child in full, as far as the identity of one goes. Undefined when the child is not there for the reader. */
export const childRow = async (db: Db, councilId: number, childId: string) =>
  (await childRows(db, { councilId, childId })).at(0)
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

const allocatedWorker = sql<
  string | null
>`(select s.worker_id from spell s where s.council_id = p.council_id and s.child_id = p.person_id and p.is_child
    and s.kind = 'allocation' and s.ends_on is null order by s.code = 'social worker' desc, s.starts_on, s.spell_id limit 1)`

const peopleOfChild = kept((db, given: Child) =>
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
    .where('r.council_id', '=', given.councilId)
    .where('r.child_id', '=', given.childId)
    .orderBy('r.starts_on', (order) => order.asc().nullsFirst())
    .orderBy('r.relationship_id'),
)
/**
 * The people around a child, oldest relation first. A person the reader may not see is left out whole, as if the
 * relation did not exist.
 */
export const peopleAround = (db: Db, councilId: number, childId: string): Promise<PersonAround[]> =>
  peopleOfChild(db, { councilId, childId })

export type PartOfPage = 'timeline' | 'words' | 'visit' | 'supervision' | 'plan'

type Shown = Child & { on: Day }

const partsOfPage = (db: Db, { councilId, childId, on }: Shown, timelineKinds: readonly string[] | null) => {
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
}
const partsOfWholePage = kept((db, given: Shown) => partsOfPage(db, given, null))

/** The newest events each part of a child's page shows, in one reading: 10 significant ones and the last of a few kinds. */
export const eventsForPage = (
  db: Db,
  councilId: number,
  childId: string,
  on: Day,
  timelineKinds: readonly string[] | null,
): Promise<(EventRow & { part: PartOfPage })[]> => {
  const shown = { councilId, childId, on }
  return timelineKinds === null ? partsOfWholePage(db, shown) : partsOfPage(db, shown, timelineKinds).execute()
}

export type DueItem = {
  timescale: string
  trigger_id: string
  counted_from: Day
  due_on: Day | null
  due_at: Temporal.Instant | null
}

const dueRows = kept((db, given: Child) =>
  db
    .selectFrom('due')
    .select(['timescale', 'trigger_id', 'counted_from', 'due_on', 'due_at'])
    .where('council_id', '=', given.councilId)
    .where('child_id', '=', given.childId)
    .orderBy('due_on')
    .orderBy('timescale'),
)
export const dueOfChild = (db: Db, councilId: number, childId: string): Promise<DueItem[]> =>
  dueRows(db, { councilId, childId })

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
    .where('worker_id', '=', anyId(wanted))
    .execute()
  return new Map(
    rows.map((row) => [row.worker_id, { name: row.display_name, phone: row.work_phone, email: row.work_email }]),
  )
}

const openers = kept((db, given: Child & { since: Temporal.Instant }) =>
  db
    .selectFrom('audit_event')
    .select('worker_id')
    .distinct()
    .where('council_id', '=', given.councilId)
    .where('child_id', '=', given.childId)
    .where('happened_at', '>=', given.since)
    .where('outcome', 'in', ['opened', 'saved']),
)
/** How many people opened or changed this record since a moment; refused attempts are not openings. */
export const openedSince = async (
  db: Db,
  councilId: number,
  childId: string,
  since: Temporal.Instant,
): Promise<{ people: number; reader: string[] }> => {
  const rows = await openers(db, { councilId, childId, since })
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
