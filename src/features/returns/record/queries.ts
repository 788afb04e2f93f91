import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { type ChildFacts, eventKinds, type FactEvent, type FactSpell, spellKinds } from './facts.ts'
import type { FindingKey, FindingRow } from './found.ts'

/** The facts of some children, as far as the viewer's walls let them be read; in the order of their ids. */
export const factsOf = async (db: Db, councilId: number, childIds: readonly string[]): Promise<ChildFacts[]> => {
  if (childIds.length === 0) return []
  const [people, identifiers, addresses, spells, events] = await Promise.all([
    db
      .selectFrom('person')
      .select([
        'person_id as childId',
        'restricted',
        'local_id as localId',
        'born_on as bornOn',
        'expected_on as expectedOn',
        'died_on as diedOn',
        'sex',
        'ethnicity',
        'disabilities',
      ])
      .where('council_id', '=', councilId)
      .where('person_id', 'in', childIds)
      .where('is_child', '=', true)
      .orderBy('person_id')
      .execute(),
    db
      .selectFrom('person_identifier')
      .select(['person_id', 'scheme', 'value', 'valid_from as from', 'valid_to as to'])
      .where('council_id', '=', councilId)
      .where('person_id', 'in', childIds)
      .orderBy('valid_from', (order) => order.asc().nullsFirst())
      .orderBy('value')
      .execute(),
    db
      .selectFrom('person_address')
      .select(['person_id', 'address_id as id', 'kind', 'postcode', 'lives_from as from', 'lives_to as to'])
      .where('council_id', '=', councilId)
      .where('person_id', 'in', childIds)
      .where('kind', '=', 'home')
      .orderBy('address_id')
      .execute(),
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
      .where('council_id', '=', councilId)
      .where('child_id', 'in', childIds)
      .where('kind', 'in', spellKinds)
      .orderBy('starts_on')
      .orderBy('spell_id')
      .execute(),
    db
      .selectFrom('event')
      .select(['child_id', 'event_id as id', 'kind', 'happened_on as on', 'spell_id as spellId', 'code', 'detail'])
      .where('council_id', '=', councilId)
      .where('child_id', 'in', childIds)
      .where('kind', 'in', eventKinds)
      .orderBy('happened_on')
      .orderBy('event_id')
      .execute(),
  ])
  const identifiersOf = Map.groupBy(identifiers, ({ person_id }) => person_id)
  const addressesOf = Map.groupBy(addresses, ({ person_id }) => person_id)
  const spellsOf = Map.groupBy(spells, ({ child_id }) => child_id)
  const eventsOf = Map.groupBy(events, ({ child_id }) => child_id)
  return people.map((person) => ({
    ...person,
    identifiers: identifiersOf.get(person.childId) ?? [],
    addresses: addressesOf.get(person.childId) ?? [],
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

/** All that is known of some children in returns of some years, cleared or not. */
export const knownFindings = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
  years: readonly number[],
): Promise<(FindingRow & { cleared_on: Day | null })[]> =>
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
    .where('council_id', '=', councilId)
    .where('child_id', '=', anyOf(childIds))
    .where('return_year', 'in', years)
    .execute()

const anyOf = (ids: readonly string[]) => sql<string>`any(${`{${ids.join(',')}}`}::uuid[])`

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
