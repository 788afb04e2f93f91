import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { type Day, dayOf } from '../../../lib/day.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { type PersonOnRecord, storedKeys } from '../people/search-keys.ts'
import type { Setting } from '../timescales/timescale.ts'
import { type Author, broughtAt, dueRows, eventOf, recordsFromOf, settingOf, spellOf } from './queries.ts'
import { settleWhatElse } from './settle.ts'

// Many children at once, from a return that a council brings in: the same rows as one task writes, some hundreds in each
// statement. Rows name columns as the tables do. Every function runs inside the caller's transaction and walls.

type Rows = readonly Readonly<Record<string, unknown>>[]

const rowsAtOnce = 1000

function* batches<Row>(rows: readonly Row[], size = rowsAtOnce): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

/** Any of these ids, as one parameter: the index is used however many there are, where a list out of JSON would not. */
const anyOf = (ids: readonly string[]): RawBuilder<string> => sql<string>`any(${`{${ids.join(',')}}`}::uuid[])`

/** Told after each batch: how many rows more are written. */
export type Written = (rows: number) => void
const silent: Written = () => {}

const insertAll = async (
  db: Db,
  table: string,
  columns: readonly string[],
  rows: Rows,
  written: Written,
): Promise<void> => {
  const names = sql.join(columns.map((name) => sql.ref(name)))
  for (const some of batches(rows)) {
    await sql`insert into ${sql.table(table)} (${names})
      select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(some)}::text::jsonb)`.execute(
      db,
    )
    written(some.length)
  }
}

export type BroughtPerson = {
  council_id: number
  person_id: string
  given_name: string
  family_name: string
  normal_name: string
  local_id: string
  born_on: Day | null
  expected_on: Day | null
  died_on: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: readonly string[]
}

/**
 * Adds children. Answers the ids that were added: one whose number in the council is already taken, by a record these
 * walls do not open, is left alone.
 */
export const addChildren = async (
  db: Db,
  author: Author,
  people: readonly BroughtPerson[],
  written = silent,
): Promise<Set<string>> => {
  const added = new Set<string>()
  for (const some of batches(people)) {
    const { rows } = await sql<{ person_id: string }>`
      insert into person (council_id, person_id, is_child, given_name, family_name, normal_name, local_id, born_on, expected_on,
        died_on, sex, ethnicity, disabilities, source, recorded_at, recorded_by)
      select council_id, person_id, true, given_name, family_name, normal_name, local_id, born_on, expected_on,
        died_on, sex, ethnicity, disabilities, 'imported', ${author.at}::timestamptz, ${author.workerId}::uuid
      from jsonb_populate_recordset(null::person, ${JSON.stringify(some)}::text::jsonb)
      on conflict do nothing returning person_id`.execute(db)
    for (const row of rows) added.add(row.person_id)
    written(some.length)
  }
  return added
}

/** `restricted` repeats what stands at the child. */
type OfChild = { council_id: number; child_id: string; restricted: boolean }

export type SpellToAdd = OfChild & {
  spell_id: string
  kind: string
  starts_on: Day
  ends_on: Day | null
  code: string | null
  end_code: string | null
  within_id: string | null
  worker_id: string | null
  team_id: string | null
  detail: Readonly<Record<string, unknown>>
  source_key: string
}

const imported = (rows: Rows, author: Author): Rows =>
  rows.map((row) => ({ ...row, source: 'imported', version: 1, recorded_at: author.at, recorded_by: author.workerId }))

const spellColumns = [
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
  'source',
  'source_key',
  'version',
  'recorded_at',
  'recorded_by',
]

export const addSpells = (db: Db, author: Author, spells: readonly SpellToAdd[], written = silent): Promise<void> =>
  insertAll(db, 'spell', spellColumns, imported(spells, author), written)

export type EventToAdd = OfChild & {
  event_id: string
  kind: string
  happened_on: Day
  spell_id: string | null
  code: string | null
  detail: Readonly<Record<string, unknown>>
  source_key: string
}

const eventColumns = [
  'council_id',
  'event_id',
  'child_id',
  'restricted',
  'kind',
  'happened_on',
  'spell_id',
  'code',
  'detail',
  'significant',
  'source',
  'source_key',
  'version',
  'recorded_at',
  'recorded_by',
]

export const addEvents = (db: Db, author: Author, events: readonly EventToAdd[], written = silent): Promise<void> =>
  insertAll(
    db,
    'event',
    eventColumns,
    imported(
      events.map((row) => ({ ...row, significant: false })),
      author,
    ),
    written,
  )

type OfPerson = { council_id: number; person_id: string; restricted: boolean }
export type IdentifierToAdd = OfPerson & { scheme: string; value: string; valid_from: Day | null; valid_to: Day | null }
export type AddressToAdd = OfPerson & {
  address_id: string
  lines: string
  postcode: string
  kind: string
  confidential: boolean
  lives_from: Day | null
  lives_to: Day | null
}

export const addIdentifiers = (db: Db, rows: readonly IdentifierToAdd[], written = silent): Promise<void> =>
  insertAll(
    db,
    'person_identifier',
    ['council_id', 'person_id', 'restricted', 'scheme', 'value', 'valid_from', 'valid_to'],
    rows,
    written,
  )

export const addAddresses = (db: Db, rows: readonly AddressToAdd[], written = silent): Promise<void> =>
  insertAll(
    db,
    'person_address',
    [
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
    rows,
    written,
  )

/** A number that another has taken the place of: it held until the day given. */
export const endIdentifiers = async (
  db: Db,
  councilId: number,
  rows: readonly { person_id: string; scheme: string; value: string; valid_to: Day }[],
): Promise<void> => {
  for (const some of batches(rows)) {
    await sql`update person_identifier i set valid_to = n.valid_to
      from jsonb_populate_recordset(null::person_identifier, ${JSON.stringify(some)}::text::jsonb) n
      where i.council_id = ${councilId} and i.person_id = n.person_id and i.scheme = n.scheme and i.value = n.value`.execute(
      db,
    )
  }
}

const corrected = {
  person: { id: 'person_id', child: 'person_id' },
  spell: { id: 'spell_id', child: 'child_id' },
  event: { id: 'event_id', child: 'child_id' },
  person_address: { id: 'address_id', child: 'person_id' },
} as const

/**
 * Corrects records: the version before stays, with who, when and why. Rows name the record's id and every column in
 * `columns`. An address has no version of its own; how often it was corrected stands in for it.
 */
export const correct = async (
  db: Db,
  author: Author,
  councilId: number,
  table: keyof typeof corrected,
  columns: readonly string[],
  rows: Rows,
  reason: string,
  written = silent,
): Promise<void> => {
  const { id, child } = corrected[table]
  const versioned = table !== 'person_address'
  const own = versioned
    ? sql`o.version`
    : sql`(select count(*)::int + 1 from earlier_version e where e.council_id = o.council_id and e.record_id = o.address_id)`
  for (const some of batches(rows)) {
    const these = anyOf(some.map((row) => String(row[id])))
    await sql`insert into earlier_version (council_id, child_id, restricted, record_id, version, record, content, replaced_at, replaced_by, reason)
      select o.council_id, o.${sql.ref(child)}, o.restricted, o.${sql.ref(id)}, ${own}, ${table}, to_jsonb(o) - 'for_summary',
        ${author.at}::timestamptz, ${author.workerId}::uuid, ${reason}
      from ${sql.table(table)} o where o.council_id = ${councilId} and o.${sql.ref(id)} = ${these}`.execute(db)
    const set = [
      ...columns.map((name) => sql`${sql.ref(name)} = n.${sql.ref(name)}`),
      ...(versioned
        ? [
            sql`version = o.version + 1`,
            sql`recorded_at = ${author.at}::timestamptz`,
            sql`recorded_by = ${author.workerId}::uuid`,
          ]
        : []),
    ]
    await sql`update ${sql.table(table)} o set ${sql.join(set)}
      from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(some)}::text::jsonb) n
      where o.council_id = ${councilId} and o.${sql.ref(id)} = ${these} and o.${sql.ref(id)} = n.${sql.ref(id)}`.execute(
      db,
    )
    written(some.length)
  }
}

/** Others who change these children's records wait for the end of this transaction. */
export const lockChildren = async (db: Db, councilId: number, childIds: readonly string[]): Promise<void> => {
  for (const some of batches(childIds)) {
    await sql`select person_id from person where council_id = ${councilId}
      and person_id = ${anyOf(some)}
      order by person_id for no key update`.execute(db)
  }
}

type Findable = Omit<PersonOnRecord, 'bornOn'> & { personId: string; restricted: boolean; bornOn: string | null }

/** Writes the search keys of many people again from what the record says now. */
export const rewriteSearchKeysOf = async (
  db: Db,
  councilId: number,
  personIds: readonly string[],
  written = silent,
): Promise<void> => {
  const same = sql`council_id = p.council_id and person_id = p.person_id`
  for (const some of batches(personIds, 500)) {
    const ids = anyOf(some)
    const held = await sql<{ person: Findable }>`
      select jsonb_build_object(
        'personId', p.person_id, 'givenName', p.given_name, 'familyName', p.family_name, 'knownAs', p.known_as, 'bornOn', p.born_on,
        'localId', p.local_id, 'restricted', p.restricted,
        'names', (select coalesce(jsonb_agg(jsonb_build_object('givenName', given_name, 'familyName', family_name)), '[]')
          from person_name where ${same}),
        'identifiers', (select coalesce(jsonb_agg(jsonb_build_object('scheme', scheme, 'value', value)), '[]')
          from person_identifier where ${same}),
        'addresses', (select coalesce(jsonb_agg(jsonb_build_object('lines', lines, 'postcode', postcode, 'confidential', confidential)), '[]')
          from person_address where ${same}),
        'contacts', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'value', value)), '[]')
          from person_contact where ${same})) as person
      from person p where p.council_id = ${councilId} and p.person_id = ${ids}`.execute(db)
    await sql`delete from search_key where council_id = ${councilId} and person_id = ${ids}`.execute(db)
    const keys = held.rows.flatMap(({ person }) =>
      storedKeys({ ...person, bornOn: person.bornOn === null ? null : Temporal.PlainDate.from(person.bornOn) }).map(
        (key) => ({
          council_id: councilId,
          key,
          person_id: person.personId,
          restricted: person.restricted,
        }),
      ),
    )
    await insertAll(db, 'search_key', ['council_id', 'key', 'person_id', 'restricted'], keys, silent)
    written(some.length)
  }
}

/** The council's limits and working days as they hold at a moment. */
export const settingNow = async (db: Db, councilId: number, now: Temporal.Instant): Promise<Setting> => {
  const closed = await db
    .selectFrom('council_closure')
    .select('closed_on')
    .where('council_id', '=', councilId)
    .orderBy('closed_on')
    .execute()
  const calendar = calendarOf(
    bankHolidays,
    closed.map((row) => row.closed_on.toString()),
  )
  return settingOf(db, councilId, { today: dayOf(now), now, calendar })
}

/** Rewrites what is due for many children from their events, as one save does for one child. `by`: who brings them in. */
export const settleChildren = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
  setting: Setting,
  written = silent,
  by: string | null = null,
): Promise<void> => {
  for (const some of batches(childIds, 500)) {
    const ids = anyOf(some)
    const people = await db
      .selectFrom('person')
      .select(['person_id', 'born_on', 'expected_on', 'died_on', 'restricted', broughtAt])
      .where('council_id', '=', councilId)
      .where('person_id', '=', ids)
      .execute()
    const spells = Map.groupBy(
      await db
        .selectFrom('spell')
        .selectAll()
        .where('council_id', '=', councilId)
        .where('child_id', '=', ids)
        .orderBy('starts_on')
        .orderBy('spell_id')
        .execute(),
      (row) => row.child_id,
    )
    const events = Map.groupBy(
      await db
        .selectFrom('event')
        .selectAll()
        .where('council_id', '=', councilId)
        .where('child_id', '=', ids)
        .orderBy('happened_on')
        .orderBy('event_id')
        .execute(),
      (row) => row.child_id,
    )
    const rows = people.flatMap((person) =>
      dueRows(
        councilId,
        person.person_id,
        person.restricted,
        {
          bornOn: person.born_on,
          expectedOn: person.expected_on,
          diedOn: person.died_on,
          spells: (spells.get(person.person_id) ?? []).map(spellOf),
          events: (events.get(person.person_id) ?? []).map(eventOf),
          recordsFrom: recordsFromOf(person),
        },
        setting,
      ),
    )
    await db.deleteFrom('due').where('council_id', '=', councilId).where('child_id', '=', ids).execute()
    await insertAll(
      db,
      'due',
      [
        'council_id',
        'child_id',
        'restricted',
        'timescale',
        'trigger_id',
        'counted_from',
        'due_on',
        'due_at',
        'worker_id',
        'team_id',
      ],
      rows,
      silent,
    )
    await settleWhatElse(db, councilId, some, { now: setting.now, by })
    written(some.length)
  }
}
