import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../../database/connection.ts'
import { kept } from '../../../database/kept.ts'
import type { Day } from '../../../lib/day.ts'
import { type ChildFacts, eventKinds, type FactEvent, type FactSpell, spellKinds } from './facts.ts'
import type { FindingKey, FindingRow } from './found.ts'

/** Out of JSON days come as text. */
const dayIn = (text: unknown): Day | null => (text === null ? null : Temporal.PlainDate.from(String(text)))
const withDays = <One extends { from: unknown; to: unknown }>(one: One) => ({
  ...one,
  from: dayIn(one.from),
  to: dayIn(one.to),
})

/** A council, and ids as the text of an array. */
type Some = { councilId: number; ids: string }
const anyText = (ids: string) => sql<string>`any(${ids}::uuid[])`
const anyKind = (kinds: readonly string[]) => sql<string>`any(${`{${kinds.join(',')}}`}::text[])`
const arrayOf = (ids: readonly string[]): string => `{${ids.join(',')}}`

// Asked at every save: put together once.
const peopleRows = kept((db, given: Some) =>
  db
    .selectFrom('person as p')
    .select((expression) => [
      'p.person_id as childId',
      'p.restricted',
      'p.local_id as localId',
      'p.born_on as bornOn',
      'p.expected_on as expectedOn',
      'p.died_on as diedOn',
      'p.sex',
      'p.ethnicity',
      'p.disabilities',
      jsonArrayFrom(
        expression
          .selectFrom('person_identifier as i')
          .select(['i.scheme', 'i.value', 'i.valid_from as from', 'i.valid_to as to'])
          .whereRef('i.council_id', '=', 'p.council_id')
          .whereRef('i.person_id', '=', 'p.person_id')
          .orderBy('i.valid_from', (order) => order.asc().nullsFirst())
          .orderBy(sql`i.value collate "C"`),
      ).as('identifiers'),
      jsonArrayFrom(
        expression
          .selectFrom('person_address as a')
          .select(['a.address_id as id', 'a.kind', 'a.postcode', 'a.lives_from as from', 'a.lives_to as to'])
          .whereRef('a.council_id', '=', 'p.council_id')
          .whereRef('a.person_id', '=', 'p.person_id')
          .where('a.kind', '=', 'home')
          .orderBy('a.address_id'),
      ).as('addresses'),
    ])
    .where('p.council_id', '=', given.councilId)
    .where('p.person_id', '=', anyText(given.ids))
    .where('p.is_child', '=', true)
    .orderBy('p.person_id'),
)
const spellRows = kept((db, given: Some) =>
  db
    .selectFrom('spell')
    .select([
      'child_id',
      'spell_id as id',
      'kind',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'code',
      'end_code as endCode',
      'within_id as withinId',
      'worker_id as workerId',
      'team_id as teamId',
      'detail',
    ])
    .where('council_id', '=', given.councilId)
    .where('child_id', '=', anyText(given.ids))
    .where('kind', '=', anyKind(spellKinds))
    .orderBy('starts_on')
    .orderBy('spell_id'),
)
const eventRows = kept((db, given: Some) =>
  db
    .selectFrom('event')
    .select(['child_id', 'event_id as id', 'kind', 'happened_on as on', 'spell_id as spellId', 'code', 'detail'])
    .where('council_id', '=', given.councilId)
    .where('child_id', '=', anyText(given.ids))
    .where('kind', '=', anyKind(eventKinds))
    .orderBy('happened_on')
    .orderBy('event_id'),
)

/** The facts of some children, as far as the viewer's walls let them be read; in the order of their ids. */
export const factsOf = async (db: Db, councilId: number, childIds: readonly string[]): Promise<ChildFacts[]> => {
  if (childIds.length === 0) return []
  const some = { councilId, ids: arrayOf(childIds) }
  const [people, spells, events] = await Promise.all([peopleRows(db, some), spellRows(db, some), eventRows(db, some)])
  const spellsOf = Map.groupBy(spells, ({ child_id }) => child_id)
  const eventsOf = Map.groupBy(events, ({ child_id }) => child_id)
  return people.map((person) => ({
    ...person,
    identifiers: person.identifiers.map(withDays),
    addresses: person.addresses.map(withDays),
    spells: (spellsOf.get(person.childId) ?? []) as FactSpell[],
    events: (eventsOf.get(person.childId) ?? []) as FactEvent[],
  }))
}

/**
 * Social Work England's numbers, by worker: of an imported one, the number in the return. Of workers of whatever council,
 * so that a child's rows are the same whoever asks.
 */
export const workerNumbers = async (db: Db, workerIds: readonly string[]): Promise<Map<string, string>> => {
  if (workerIds.length === 0) return new Map()
  const { rows } = await sql<{ numbers: Record<string, string> | null }>`
    select register_numbers(${`{${workerIds.join(',')}}`}::uuid[]) as numbers`.execute(db)
  return new Map(Object.entries(rows[0]?.numbers ?? {}))
}

const numbersOfChildren = kept((db, given: Some) =>
  db.selectNoFrom((expression) =>
    sql<Record<string, string> | null>`register_numbers(array(${expression
      .selectFrom('spell')
      .select('worker_id')
      .distinct()
      .where('council_id', '=', given.councilId)
      .where('child_id', '=', anyText(given.ids))
      .where('kind', '=', 'allocation')
      .where('worker_id', 'is not', null)}))`.as('numbers'),
  ),
)
/** The same of the workers who ever held some children, whose records need not have been read for it. */
export const numbersOfHolders = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
): Promise<Map<string, string>> => {
  const [row] = await numbersOfChildren(db, { councilId, ids: arrayOf(childIds) })
  return new Map(Object.entries(row?.numbers ?? {}))
}

/** Ids of a council's children after one, in order: to go through all of them a few hundred at a time. */
export const childIdsAfter = async (db: Db, councilId: number, after: string, most: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('person')
    .select('person_id')
    .where('council_id', '=', councilId)
    .where('is_child', '=', true)
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(most)
    .execute()
  return rows.map(({ person_id }) => person_id)
}

const findingRows = kept((db, given: Some & { years: string }) =>
  db
    .selectFrom('finding')
    .select([
      'council_id',
      'child_id',
      'restricted',
      'return_name',
      'return_year',
      'rule',
      'place',
      'severity',
      'table_name',
      'columns',
      'record',
      'record_id',
      'worker_id',
      'team_id',
      'cleared_on',
    ])
    .where('council_id', '=', given.councilId)
    .where('child_id', '=', anyText(given.ids))
    .where('return_year', '=', sql<number>`any(${given.years}::int[])`),
)
/** All that is known of some children in returns of some years, cleared or not. */
export const knownFindings = (
  db: Db,
  councilId: number,
  childIds: readonly string[],
  years: readonly number[],
): Promise<(FindingRow & { cleared_on: Day | null })[]> =>
  findingRows(db, { councilId, ids: arrayOf(childIds), years: `{${years.join(',')}}` })

const rowsAtOnce = 1000

/** Adds what was found, or opens it again: the day it was first seen stays. */
export const writeFindings = async (db: Db, rows: readonly FindingRow[], seenOn: Day): Promise<void> => {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce).map((row) => ({ ...row, first_seen_on: seenOn.toString() }))
    await sql`insert into finding (council_id, child_id, restricted, return_name, return_year, rule, place, severity, table_name,
        columns, record, record_id, first_seen_on, worker_id, team_id)
      select council_id, child_id, restricted, return_name, return_year, rule, place, severity, table_name,
        columns, record, record_id, first_seen_on, worker_id, team_id
      from jsonb_populate_recordset(null::finding, ${JSON.stringify(some)}::text::jsonb)
      on conflict (council_id, child_id, return_name, return_year, rule, place) do update set severity = excluded.severity,
        table_name = excluded.table_name, columns = excluded.columns, record = excluded.record, record_id = excluded.record_id,
        worker_id = excluded.worker_id, team_id = excluded.team_id, cleared_on = null, cleared_by = null`.execute(db)
  }
}

/** Marks findings as gone. */
export const clearFindings = async (
  db: Db,
  councilId: number,
  keys: readonly FindingKey[],
  cleared: { on: Day; by: string | null },
): Promise<void> => {
  for (let at = 0; at < keys.length; at += rowsAtOnce) {
    await sql`update finding set cleared_on = ${cleared.on.toString()}::date, cleared_by = ${cleared.by}::uuid
      from jsonb_to_recordset(${JSON.stringify(keys.slice(at, at + rowsAtOnce))}::text::jsonb)
        as gone (child_id uuid, return_name text, return_year int, rule text, place text)
      where finding.council_id = ${councilId} and finding.child_id = gone.child_id and finding.return_name = gone.return_name
        and finding.return_year = gone.return_year and finding.rule = gone.rule and finding.place = gone.place`.execute(
      db,
    )
  }
}

/** What is still open of a child, newest return first; with the event it is about, and whether it has been answered. */
export const openFindings = (db: Db, councilId: number, childId: string) =>
  db
    .selectFrom('finding as f')
    .leftJoin('event as e', (join) =>
      join
        .onRef('e.council_id', '=', 'f.council_id')
        .onRef('e.event_id', '=', 'f.record_id')
        .onRef('e.child_id', '=', 'f.child_id')
        .on('f.record', '=', 'event'),
    )
    .select((expression) => [
      'f.return_name',
      'f.return_year',
      'f.rule',
      'f.place',
      'f.severity',
      'f.table_name',
      'f.columns',
      'f.record',
      'f.record_id',
      'f.first_seen_on',
      'e.kind as event_kind',
      'e.code as event_code',
      'e.detail as event_detail',
      'e.happened_on',
      // what was answered, or the reason it was asked to be let through with
      expression
        .selectFrom('finding_answer as a')
        .select('a.words')
        .whereRef('a.council_id', '=', 'f.council_id')
        .whereRef('a.child_id', '=', 'f.child_id')
        .whereRef('a.return_name', '=', 'f.return_name')
        .whereRef('a.return_year', '=', 'f.return_year')
        .whereRef('a.rule', '=', 'f.rule')
        .whereRef('a.place', '=', 'f.place')
        .where('a.withdrawn_at', 'is', null)
        .orderBy('a.given_at', 'desc')
        .limit(1)
        .as('answer'),
    ])
    .where('f.council_id', '=', councilId)
    .where('f.child_id', '=', childId)
    .where('f.cleared_on', 'is', null)
    .orderBy('f.return_year', 'desc')
    .orderBy('f.return_name', 'desc')
    .orderBy('f.severity')
    .orderBy('f.rule')
    .orderBy('f.place')
    .execute()
