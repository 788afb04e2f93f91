import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { anyText } from '../../../database/lists.ts'
import type { Day } from '../../../lib/day.ts'
import { heldHistories } from '../../children/index.ts'
import type { Format } from './brought.ts'
import type { HeldChild } from './compare.ts'

// What the record holds already of the children in a return: read in parts, so that a large council fits in memory twice.

const childrenAtOnce = 10_000

/** One import of a council at a time: the second waits until the first is done, and then finds everything there. */
export const takeTurn = async (db: Db, councilId: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(7031979, ${councilId}::int)`.execute(db)
}

/** How things stand in a council before a return is brought in. */
export type Standing = {
  here: boolean
  /** the council keeps its record in a system of its own: nothing is brought in beside its mirror */
  mirrored: boolean
  canSignIn: boolean
  hasTeam: boolean
  /** the latest return year of this format that was brought in */
  latestYear: number | null
}

export const standingOf = async (db: Db, councilId: number, format: Format, teamId: string): Promise<Standing> => {
  const { rows } = await sql<Standing>`select
    exists (select from council where council_id = ${councilId}) as here,
    exists (select from council where council_id = ${councilId} and record_kept = 'mirrored') as mirrored,
    exists (select from worker where council_id = ${councilId} and sign_in_subject is not null) as "canSignIn",
    exists (select from team where council_id = ${councilId} and team_id = ${teamId}) as "hasTeam",
    (select max(return_year) from import_run where council_id = ${councilId} and format = ${format}) as "latestYear"`.execute(
    db,
  )
  return rows[0] as Standing
}

/** The children with these numbers, by number, with everything a return can speak of. */
export const heldChildren = async (
  db: Db,
  councilId: number,
  localIds: readonly string[],
): Promise<Map<string, HeldChild>> => {
  const held = new Map<string, HeldChild>()
  for (let at = 0; at < localIds.length; at += childrenAtOnce) {
    for (const child of await heldSome(db, councilId, localIds.slice(at, at + childrenAtOnce)))
      held.set(child.localId, child)
  }
  return held
}

type PersonRow = {
  personId: string
  localId: string
  restricted: boolean
  isChild: boolean
  recorded: boolean
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: string[]
  identifiers: { scheme: string; value: string; validTo: string | null }[]
  addresses: { id: string; kind: string; postcode: string | null; from: string | null; to: string | null }[]
  byHand: string[]
}

const dayOrNull = (text: string | null): Day | null => (text === null ? null : Temporal.PlainDate.from(text))

const heldSome = async (db: Db, councilId: number, localIds: readonly string[]): Promise<HeldChild[]> => {
  const own = sql`council_id = p.council_id and person_id = p.person_id`
  // A record whose last correction was not an import's is one that somebody looked at, and knows better.
  const { rows: people } = await sql<PersonRow>`
    select p.person_id as "personId", p.local_id as "localId", p.restricted, p.is_child as "isChild",
      p.source <> 'imported' as recorded, p.born_on as "bornOn", p.expected_on as "expectedOn", p.died_on as "diedOn",
      p.sex, p.ethnicity, p.disabilities,
      (select coalesce(jsonb_agg(jsonb_build_object('scheme', scheme, 'value', value, 'validTo', valid_to) order by scheme, value), '[]')
        from person_identifier where ${own}) as identifiers,
      (select coalesce(jsonb_agg(jsonb_build_object('id', address_id, 'kind', kind, 'postcode', postcode, 'from', lives_from,
          'to', lives_to) order by address_id), '[]')
        from person_address where ${own}) as addresses,
      (select coalesce(jsonb_agg(distinct e.record_id), '[]') from earlier_version e
        where e.council_id = p.council_id and e.child_id = p.person_id and e.reason !~ '^import (ssda903|cin) [0-9]{4}$'
          and not exists (select from earlier_version l where l.council_id = e.council_id and l.record_id = e.record_id
            and l.version > e.version)) as "byHand"
    from person p where p.council_id = ${councilId} and p.local_id = ${anyText(localIds)}`.execute(db)
  if (people.length === 0) return []
  const { spells, events } = await heldHistories(
    db,
    councilId,
    people.map(({ personId }) => personId),
  )
  return people.map((row) => ({
    ...row,
    identifiers: row.identifiers.map((one) => ({ ...one, validTo: dayOrNull(one.validTo) })),
    addresses: row.addresses.map((one) => ({ ...one, from: dayOrNull(one.from), to: dayOrNull(one.to) })),
    byHand: new Set(row.byHand),
    spells: spells.get(row.personId) ?? [],
    events: events.get(row.personId) ?? [],
  }))
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
  'import_id as importId',
  'format',
  'return_year as year',
  'counts',
  'rejected',
  'finished_at as finishedAt',
  'worker_id as workerId',
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

/** Some of the children that a run added or corrected, for a first look; `more` is how many others there are. */
export const childrenOfRun = async (
  db: Db,
  councilId: number,
  finishedAt: Temporal.Instant,
  most: number,
): Promise<{ children: { childId: string; localId: string; bornOn: Day | null }[]; more: number }> => {
  const rows = await db
    .selectFrom('person')
    .select([
      'person_id as childId',
      'local_id as localId',
      'born_on as bornOn',
      sql<number>`(count(*) over ())::int`.as('all'),
    ])
    .where('council_id', '=', councilId)
    .where('source', '=', 'imported')
    .where('recorded_at', '=', finishedAt)
    .orderBy('local_id')
    .limit(most)
    .execute()
  return {
    children: rows.map(({ childId, localId, bornOn }) => ({ childId, localId: localId ?? '', bornOn })),
    more: (rows[0]?.all ?? 0) - rows.length,
  }
}
