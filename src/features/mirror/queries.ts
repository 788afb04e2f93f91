import { sql } from 'kysely'
import type { Db } from '../../database/connection.ts'
import { anyId, anyText } from '../../database/lists.ts'
import type { Day } from '../../lib/day.ts'
import { heldHistories } from '../children/index.ts'
import type { HeldPerson } from './compare.ts'
import type { Problem } from './problem.ts'

/** One mirror of a council at a time: the second waits until the first is done. */
export const takeTurn = async (db: Db, councilId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(7031980, ${councilId}::int)`.execute(db)
}

export type Taken = { key: string; personId: string; sum: string; gone: boolean }

/** What was last taken of everybody in the extract. */
export const takenOf = async (db: Db, councilId: number): Promise<Taken[]> =>
  (
    await sql<Taken>`select source_key as key, record_id as "personId", content_sum as sum, gone
      from mirror_person where council_id = ${councilId}`.execute(db)
  ).rows

/** Of people who are opened by name: those whose record is restricted. */
export const restrictedAmong = async (db: Db, councilId: number): Promise<string[]> =>
  (
    await db
      .selectFrom('person')
      .select('person_id')
      .where('council_id', '=', councilId)
      .where('restricted', '=', true)
      .execute()
  ).map(({ person_id }) => person_id)

const rowsAtOnce = 5000

export const noteTaken = async (db: Db, councilId: number, rows: readonly Taken[]): Promise<void> => {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const text = JSON.stringify(rows.slice(at, at + rowsAtOnce))
    await sql`insert into mirror_person (council_id, source_key, record_id, content_sum, gone)
      select ${councilId}::int, key, "personId", sum, gone
      from json_to_recordset(${text}::text::json) as n (key text, "personId" uuid, sum text, gone boolean)
      on conflict (council_id, source_key) do update
        set record_id = excluded.record_id, content_sum = excluded.content_sum, gone = excluded.gone`.execute(db)
  }
}

export type Run = {
  runId: string
  delivery: string
  trueOf: Temporal.Instant
  startedAt: Temporal.Instant
  finishedAt: Temporal.Instant
  outcome: 'taken' | 'nothing new' | 'refused'
  counts: RunCounts
  problems: { list: Problem[]; more: number }
}
export type RunCounts = {
  /** rows of each table of the extract */
  tables?: Readonly<Record<string, number>>
  people?: number
  added?: number
  changed?: number
  gone?: number
  /** records restricted before the mirror began: not touched */
  closed?: number
  workers?: number
}

const columns = [
  'run_id as runId',
  'delivery',
  'true_of as trueOf',
  'started_at as startedAt',
  'finished_at as finishedAt',
  'outcome',
  'counts',
  'problems',
] as const

export const recordRun = async (db: Db, councilId: number, run: Run): Promise<void> => {
  await db
    .insertInto('mirror_run')
    .values({
      council_id: councilId,
      run_id: run.runId,
      delivery: run.delivery,
      true_of: run.trueOf,
      started_at: run.startedAt,
      finished_at: run.finishedAt,
      outcome: run.outcome,
      counts: JSON.stringify(run.counts),
      problems: JSON.stringify(run.problems),
    })
    .execute()
}

/** Newest first. */
export const runsOf = async (db: Db, councilId: number, most: number): Promise<Run[]> =>
  (await db
    .selectFrom('mirror_run')
    .select(columns)
    .where('council_id', '=', councilId)
    .orderBy('finished_at', 'desc')
    .limit(most)
    .execute()) as unknown as Run[]

/** The extract the record here is true of. */
export const lastGoodRun = async (db: Db, councilId: number): Promise<Run | null> =>
  ((await db
    .selectFrom('mirror_run')
    .select(columns)
    .where('council_id', '=', councilId)
    .where('outcome', '<>', 'refused')
    .orderBy('true_of', 'desc')
    .limit(1)
    .executeTakeFirst()) as unknown as Run | undefined) ?? null

/** Whether a delivery was looked at before, good or bad. */
export const wasLookedAt = async (db: Db, councilId: number, delivery: string): Promise<boolean> =>
  (await db
    .selectFrom('mirror_run')
    .select('run_id')
    .where('council_id', '=', councilId)
    .where('delivery', '=', delivery)
    .limit(1)
    .executeTakeFirst()) !== undefined

const dayOrNull = (text: string | null): Day | null => (text === null ? null : Temporal.PlainDate.from(text))

type PersonRow = Omit<HeldPerson, 'identifiers' | 'addresses' | 'spells' | 'events'> & {
  identifiers: { scheme: string; value: string; to: string | null }[]
  addresses: {
    id: string
    lines: string
    postcode: string | null
    kind: string
    confidential: boolean
    from: string | null
    to: string | null
  }[]
}

/** The record as it stands of some people: known by their id here, or by the number their council gave them. */
export const heldPeople = async (
  db: Db,
  councilId: number,
  ids: readonly string[],
  keys: readonly string[],
): Promise<HeldPerson[]> => {
  const own = sql`council_id = p.council_id and person_id = p.person_id`
  const { rows: people } = await sql<PersonRow>`
    select p.person_id as "personId", p.local_id as key, p.restricted, p.is_child as "isChild", p.given_name as "givenName",
      p.family_name as "familyName", p.born_on as "bornOn", p.expected_on as "expectedOn", p.died_on as "diedOn", p.sex,
      p.ethnicity, p.disabilities, p.asylum,
      (select coalesce(jsonb_agg(jsonb_build_object('scheme', scheme, 'value', value, 'to', valid_to)), '[]')
        from person_identifier where ${own}) as identifiers,
      (select coalesce(jsonb_agg(jsonb_build_object('id', address_id, 'lines', lines, 'postcode', postcode, 'kind', kind,
          'confidential', confidential, 'from', lives_from, 'to', lives_to) order by address_id), '[]')
        from person_address where ${own}) as addresses,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.relationship_id, 'kind', r.kind, 'otherKey', o.local_id)), '[]')
        from relationship r join person o on o.council_id = r.council_id and o.person_id = r.other_id
        where r.council_id = p.council_id and r.child_id = p.person_id) as relations
    from person p where p.council_id = ${councilId} and (p.person_id = ${anyId(ids)} or p.local_id = ${anyText(keys)})`.execute(
    db,
  )
  if (people.length === 0) return []
  const { spells, events } = await heldHistories(
    db,
    councilId,
    people.map(({ personId }) => personId),
  )
  return people.map((row) => ({
    ...row,
    identifiers: row.identifiers.map((one) => ({ ...one, to: dayOrNull(one.to) })),
    addresses: row.addresses.map((one) => ({ ...one, from: dayOrNull(one.from), to: dayOrNull(one.to) })),
    spells: spells.get(row.personId) ?? [],
    events: events.get(row.personId) ?? [],
  }))
}

export const peopleByKey = async (
  db: Db,
  councilId: number,
  keys: readonly string[],
): Promise<{ key: string; personId: string }[]> =>
  (
    await sql<{ key: string; personId: string }>`select local_id as key, person_id as "personId" from person
      where council_id = ${councilId} and local_id = ${anyText(keys)}`.execute(db)
  ).rows

export const peopleThere = async (db: Db, councilId: number, ids: readonly string[]): Promise<Set<string>> => {
  const there = new Set<string>()
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const rows = await db
      .selectFrom('person')
      .select('person_id')
      .where('council_id', '=', councilId)
      .where('person_id', '=', anyId(ids.slice(at, at + rowsAtOnce)))
      .execute()
    for (const { person_id } of rows) there.add(person_id)
  }
  return there
}
