import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import type { Detail, Format } from './brought.ts'
import type { HeldAddress, HeldChild, HeldEvent, HeldIdentifier, HeldSpell } from './compare.ts'

// What the record holds already of the children in a return: read in parts, so that a large council fits in memory twice.

const childrenAtOnce = 2000

/** Any of these, as one parameter, so that the index is used however many there are. */
const anyText = (values: readonly string[]): RawBuilder<string> =>
  sql<string>`any(${`{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`}::text[])`
const anyId = (values: readonly string[]): RawBuilder<string> => sql<string>`any(${`{${values.join(',')}}`}::uuid[])`

/** One import of a council at a time: the second waits until the first is done, and then finds everything there. */
export const takeTurn = async (db: Db, councilId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(7031979, ${councilId}::int)`.execute(db)
}

/** True when nobody is in the council's record yet, as far as these walls open it. */
export const isEmptyRecord = async (db: Db, councilId: number): Promise<boolean> =>
  (await db.selectFrom('person').select('person_id').where('council_id', '=', councilId).limit(1).executeTakeFirst()) === undefined

/** The latest return year of this format that was brought in; null when none was. */
export const latestYear = async (db: Db, councilId: number, format: Format): Promise<number | null> => {
  const row = await db
    .selectFrom('import_run')
    .select((run) => run.fn.max('return_year').as('year'))
    .where('council_id', '=', councilId)
    .where('format', '=', format)
    .executeTakeFirst()
  return row?.year ?? null
}

/** The children with these numbers, by number, with everything a return can speak of. */
export const heldChildren = async (db: Db, councilId: number, localIds: readonly string[]): Promise<Map<string, HeldChild>> => {
  const held = new Map<string, HeldChild>()
  for (let at = 0; at < localIds.length; at += childrenAtOnce) {
    for (const child of await heldSome(db, councilId, localIds.slice(at, at + childrenAtOnce))) held.set(child.localId, child)
  }
  return held
}

const heldSome = async (db: Db, councilId: number, localIds: readonly string[]): Promise<HeldChild[]> => {
  const people = await db
    .selectFrom('person')
    .select([
      'person_id', 'local_id', 'restricted', 'is_child', 'source', 'version', 'born_on', 'expected_on', 'died_on', 'sex',
      'ethnicity', 'disabilities',
    ])
    .where('council_id', '=', councilId)
    .where('local_id', '=', anyText(localIds))
    .execute()
  if (people.length === 0) return []
  const found = anyId(people.map((row) => row.person_id))
  const of = <Row extends { childId: string }>(rows: readonly Row[]): Map<string, Row[]> => Map.groupBy(rows, (row) => row.childId)
  const spells = of(
    (await db
      .selectFrom('spell')
      .select([
        'spell_id as id', 'child_id as childId', 'kind', 'starts_on as startsOn', 'ends_on as endsOn', 'code',
        'end_code as endCode', 'within_id as withinId', 'worker_id as workerId', 'team_id as teamId', 'detail',
        'source_key as sourceKey', 'version',
      ])
      .where('council_id', '=', councilId)
      .where('child_id', '=', found)
      .orderBy('starts_on')
      .orderBy('spell_id')
      .execute()) as (HeldSpell & { childId: string })[],
  )
  const events = of(
    (await db
      .selectFrom('event')
      .select([
        'event_id as id', 'child_id as childId', 'kind', 'happened_on as on', 'spell_id as spellId', 'code', 'detail',
        'source_key as sourceKey', 'version',
      ])
      .where('council_id', '=', councilId)
      .where('child_id', '=', found)
      .orderBy('happened_on')
      .orderBy('event_id')
      .execute()) as (HeldEvent & { childId: string })[],
  )
  const identifiers = of(
    (await db
      .selectFrom('person_identifier')
      .select(['person_id as childId', 'scheme', 'value', 'valid_to as validTo'])
      .where('council_id', '=', councilId)
      .where('person_id', '=', found)
      .orderBy('scheme')
      .orderBy('value')
      .execute()) as (HeldIdentifier & { childId: string })[],
  )
  const addresses = of(
    (await db
      .selectFrom('person_address')
      .select([
        'address_id as id', 'person_id as childId', 'kind', 'lines', 'postcode', 'confidential', 'lives_from as from', 'lives_to as to',
      ])
      .where('council_id', '=', councilId)
      .where('person_id', '=', found)
      .orderBy('address_id')
      .execute()) as (HeldAddress & { childId: string })[],
  )
  const byHand = await changedByHand(db, councilId, found)
  return people.map((row) => ({
    personId: row.person_id,
    localId: row.local_id as string,
    restricted: row.restricted,
    isChild: row.is_child,
    recorded: row.source !== 'imported',
    bornOn: row.born_on,
    expectedOn: row.expected_on,
    diedOn: row.died_on,
    sex: row.sex,
    ethnicity: row.ethnicity,
    disabilities: row.disabilities,
    spells: spells.get(row.person_id) ?? [],
    events: events.get(row.person_id) ?? [],
    identifiers: identifiers.get(row.person_id) ?? [],
    addresses: addresses.get(row.person_id) ?? [],
    byHand: byHand.get(row.person_id) ?? new Set(),
  }))
}

/** Records whose last correction was not an import's: somebody looked, and knows better. By child. */
const changedByHand = async (db: Db, councilId: number, children: RawBuilder<string>): Promise<Map<string, Set<string>>> => {
  const rows = await db
    .selectFrom('earlier_version')
    .distinctOn('record_id')
    .select(['record_id', 'child_id', 'reason'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', children)
    .orderBy('record_id')
    .orderBy('version', 'desc')
    .execute()
  const found = new Map<string, Set<string>>()
  for (const row of rows) {
    if (row.reason.startsWith('import ')) continue
    const set = found.get(row.child_id) ?? new Set()
    found.set(row.child_id, set.add(row.record_id))
  }
  return found
}

export type Run = {
  importId: string
  format: Format
  year: number
  counts: { created: Readonly<Record<string, number>>; matched: Readonly<Record<string, number>> }
  rejected: number
  finishedAt: Temporal.Instant
  workerId: string | null
}

export const recordRun = async (db: Db, councilId: number, run: Run): Promise<void> => {
  await db
    .insertInto('import_run')
    .values({
      council_id: councilId,
      import_id: run.importId,
      format: run.format,
      return_year: run.year,
      counts: JSON.stringify(run.counts),
      rejected: run.rejected,
      finished_at: run.finishedAt,
      worker_id: run.workerId,
    })
    .execute()
}

const runColumns = [
  'import_id as importId', 'format', 'return_year as year', 'counts', 'rejected', 'finished_at as finishedAt', 'worker_id as workerId',
] as const

export const runOf = async (db: Db, councilId: number, importId: string): Promise<Run | null> =>
  ((await db
    .selectFrom('import_run')
    .select(runColumns)
    .where('council_id', '=', councilId)
    .where('import_id', '=', importId)
    .executeTakeFirst()) as Run | undefined) ?? null

/** What was brought in before, newest first. */
export const runsOf = async (db: Db, councilId: number, most: number): Promise<Run[]> =>
  (await db
    .selectFrom('import_run')
    .select(runColumns)
    .where('council_id', '=', councilId)
    .orderBy('finished_at', 'desc')
    .limit(most)
    .execute()) as Run[]

export type Today = { today: Day; now: Temporal.Instant }
export type { Detail }
