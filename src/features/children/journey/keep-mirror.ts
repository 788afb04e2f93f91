import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import { type PersonOnRecord, storedKeys } from '../people/search-keys.ts'
import type { Author } from './queries.ts'

// The rows of children whose record is a mirror of their own council's system: written in bulk, taken away when that system
// no longer has them, and every earlier version kept. Each function runs inside the caller's transaction and walls.

const columns = {
  person: [
    'council_id',
    'person_id',
    'is_child',
    'given_name',
    'family_name',
    'normal_name',
    'born_on',
    'expected_on',
    'died_on',
    'sex',
    'ethnicity',
    'disabilities',
    'asylum',
    'local_id',
  ],
  person_identifier: ['council_id', 'person_id', 'restricted', 'scheme', 'value', 'valid_from', 'valid_to'],
  person_address: [
    'council_id',
    'person_id',
    'restricted',
    'address_id',
    'lines',
    'postcode',
    'kind',
    'confidential',
    'lives_from',
    'lives_to',
  ],
  relationship: [
    'council_id',
    'child_id',
    'restricted',
    'relationship_id',
    'other_id',
    'other_restricted',
    'kind',
    'parental_responsibility',
    'lives_with',
    'note',
  ],
  spell: [
    'council_id',
    'spell_id',
    'child_id',
    'restricted',
    'kind',
    'starts_on',
    'ends_on',
    'code',
    'end_code',
    'within_id',
    'worker_id',
    'team_id',
    'detail',
    'source_key',
  ],
  event: [
    'council_id',
    'event_id',
    'child_id',
    'restricted',
    'kind',
    'happened_on',
    'happened_at',
    'spell_id',
    'worker_id',
    'code',
    'words',
    'detail',
    'significant',
    'source_key',
  ],
} as const
export type MirroredTable = keyof typeof columns

/** Tables whose rows say where they came from and when, with the id of a row. */
const versioned: Partial<Record<MirroredTable, string>> = { person: 'person_id', spell: 'spell_id', event: 'event_id' }

const rowsAtOnce = 2000

/**
 * Adds rows that name every column as the table does. `again`: rows that may have been here before and were taken away
 * count their versions on. A person whose number is taken by a record these walls do not open is left out; answers the ids
 * of the people added.
 */
export const addMirrored = async (
  db: Db,
  author: Author,
  table: MirroredTable,
  rows: readonly Readonly<Record<string, unknown>>[],
  again: boolean,
): Promise<string[]> => {
  const added: string[] = []
  const own = columns[table].map((name) => sql.ref(name))
  const id = versioned[table]
  const from = columns[table].map((name) => sql.ref(`n.${name}`))
  if (id) {
    own.push(sql.ref('source'), sql.ref('version'), sql.ref('recorded_at'))
    const version: RawBuilder<unknown> = again
      ? sql`coalesce((select max(e.version) + 1 from earlier_version e where e.council_id = n.council_id and e.record_id = n.${sql.ref(id)}), 1)`
      : sql`1`
    from.push(sql`'mirrored'` as never, version as never, sql`${author.at}::timestamptz` as never)
  }
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const text = JSON.stringify(rows.slice(at, at + rowsAtOnce))
    const answer = await sql<{ id: string }>`insert into ${sql.table(table)} (${sql.join(own)})
      select ${sql.join(from)} from json_populate_recordset(null::${sql.table(table)}, ${text}::text::json) n
      ${table === 'person' ? sql`on conflict do nothing returning person_id as id` : sql``}`.execute(db)
    if (table === 'person') for (const row of answer.rows) added.push(row.id)
  }
  return added
}

const taken = {
  spell: { id: 'spell_id', child: 'child_id' },
  event: { id: 'event_id', child: 'child_id' },
  person_address: { id: 'address_id', child: 'person_id' },
  relationship: { id: 'relationship_id', child: 'child_id' },
} as const

/** Takes rows away that the council's own system no longer has. What they said stays among the earlier versions. */
export const takeAway = async (
  db: Db,
  author: Author,
  councilId: number,
  table: keyof typeof taken,
  ids: readonly string[],
  reason: string,
): Promise<void> => {
  const { id, child } = taken[table]
  const other = table === 'relationship' ? sql`o.other_id, o.other_restricted` : sql`null::uuid, false`
  const version =
    table === 'spell' || table === 'event'
      ? sql`o.version`
      : sql`(select coalesce(max(e.version), 0) + 1 from earlier_version e where e.council_id = o.council_id and e.record_id = o.${sql.ref(id)})`
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const these = anyId(ids.slice(at, at + rowsAtOnce))
    await sql`insert into earlier_version (council_id, child_id, restricted, record_id, version, record, other_id, other_restricted,
        content, replaced_at, replaced_by, reason)
      select o.council_id, o.${sql.ref(child)}, o.restricted, o.${sql.ref(id)}, ${version}, ${table}, ${other},
        to_jsonb(o) - 'for_summary', ${author.at}::timestamptz, ${author.workerId}::uuid, ${reason}
      from ${sql.table(table)} o where o.council_id = ${councilId} and o.${sql.ref(id)} = ${these}`.execute(db)
    await sql`delete from ${sql.table(table)} o where o.council_id = ${councilId} and o.${sql.ref(id)} = ${these}`.execute(
      db,
    )
  }
}

/** From now on another system answers for what a council's record says: only such rows can be taken away again. */
export const giveUpRecord = async (db: Db, councilId: number): Promise<void> => {
  for (const table of ['spell', 'event'] as const)
    await db
      .updateTable(table)
      .set({ source: 'mirrored' })
      .where('council_id', '=', councilId)
      .where('source', '<>', 'mirrored')
      .execute()
}

/** Says of records that were here before the mirror which row of the council's own system they are. */
export const keySources = async (
  db: Db,
  councilId: number,
  table: 'spell' | 'event',
  keys: readonly { id: string; sourceKey: string }[],
): Promise<void> => {
  const id = sql.ref(`o.${taken[table].id}`)
  for (let at = 0; at < keys.length; at += rowsAtOnce) {
    const some = keys.slice(at, at + rowsAtOnce)
    await sql`update ${sql.table(table)} o set source_key = n.key
      from json_to_recordset(${JSON.stringify(some.map((one) => ({ id: one.id, key: one.sourceKey })))}::text::json) as n (id uuid, key text)
      where o.council_id = ${councilId} and ${id} = n.id`.execute(db)
  }
}

/** People who are in the extract no more are found no more, and nothing is due for them. */
export const endSearchAndDue = async (db: Db, councilId: number, personIds: readonly string[]): Promise<void> => {
  for (let at = 0; at < personIds.length; at += rowsAtOnce) {
    const these = anyId(personIds.slice(at, at + rowsAtOnce))
    await db.deleteFrom('search_key').where('council_id', '=', councilId).where('person_id', '=', these).execute()
    await db.deleteFrom('due').where('council_id', '=', councilId).where('child_id', '=', these).execute()
  }
}

/** Makes people findable who were just added: what they are found by is at hand and need not be read again. */
export const addSearchKeys = async (
  db: Db,
  councilId: number,
  people: readonly (PersonOnRecord & { personId: string })[],
): Promise<void> => {
  const rows = people.flatMap((person) =>
    storedKeys(person).map((key) => ({ council_id: councilId, key, person_id: person.personId, restricted: false })),
  )
  for (let at = 0; at < rows.length; at += 2 * rowsAtOnce) {
    await sql`insert into search_key (council_id, key, person_id, restricted) select council_id, key, person_id, restricted
      from json_populate_recordset(null::search_key, ${JSON.stringify(rows.slice(at, at + 2 * rowsAtOnce))}::text::json)`.execute(
      db,
    )
  }
}
