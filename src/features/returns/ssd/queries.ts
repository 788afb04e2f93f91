import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import type { Day } from '../../../lib/day.ts'
import { type AsAt, childAsAt, endOfDay } from './as-at.ts'
import type {
  ReadChild,
  RecordChild,
  RecordEvent,
  RecordPerson,
  RecordRelation,
  RecordSpell,
  Staff,
  Version,
} from './facts.ts'

// Children of a council in bulk, as far as the viewer's walls let them be read.

export type Wanted = {
  spells: readonly string[]
  events: readonly string[]
  /** Homes and people around the child: not read where a dataset has no use for them. */
  addresses: boolean
  relations: boolean
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

/** Ids of a council's children who were in any of these states between two days, or were thought to be by then. */
export const childIdsServed = async (
  db: Db,
  councilId: number,
  kinds: readonly string[],
  from: Day,
  asAt: AsAt,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('spell')
    .select('child_id')
    .where('council_id', '=', councilId)
    .where('kind', 'in', [...kinds])
    .where('starts_on', '<=', asAt.on)
    .where((expression) => expression.or([expression('ends_on', 'is', null), expression('ends_on', '>=', from)]))
    .distinct()
    .execute()
  const ids = new Set(rows.map(({ child_id }) => child_id))
  if (asAt.known === 'then') {
    const corrected = await db
      .selectFrom('earlier_version')
      .select('child_id')
      .where('council_id', '=', councilId)
      .where('record', '=', 'spell')
      .where('replaced_at', '>=', endOfDay(asAt.on))
      .distinct()
      .execute()
    for (const { child_id } of corrected) ids.add(child_id)
  }
  return [...ids].sort()
}

type Content = Readonly<Record<string, unknown>>
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const dayOf = (value: unknown): Day | null =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? Temporal.PlainDate.from(value.slice(0, 10)) : null
// PostgreSQL writes 2026-05-01T10:00:00+00:00 inside JSON.
const instantOf = (value: unknown): Temporal.Instant | null =>
  typeof value === 'string' ? Temporal.Instant.from(value) : null
const detailOf = (value: unknown): RecordSpell['detail'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RecordSpell['detail']) : {}

const longAgo = Temporal.Instant.fromEpochMilliseconds(0)
const versionOf = <T>(content: Content, version: number, said: T): Version<T> => ({
  version,
  recordedAt: instantOf(content.recorded_at) ?? longAgo,
  imported: content.source === 'imported' || content.source === 'mirrored',
  said,
})

const spellFrom = (content: Content): RecordSpell | null => {
  const startsOn = dayOf(content.starts_on)
  if (startsOn === null) return null
  return {
    id: String(content.spell_id),
    kind: String(content.kind),
    startsOn,
    endsOn: dayOf(content.ends_on),
    code: textOf(content.code),
    endCode: textOf(content.end_code),
    withinId: textOf(content.within_id),
    workerId: textOf(content.worker_id),
    teamId: textOf(content.team_id),
    detail: detailOf(content.detail),
  }
}
const eventFrom = (content: Content): RecordEvent | null => {
  const on = dayOf(content.happened_on)
  if (on === null) return null
  return {
    id: String(content.event_id),
    kind: String(content.kind),
    on,
    at: instantOf(content.happened_at),
    spellId: textOf(content.spell_id),
    workerId: textOf(content.worker_id),
    code: textOf(content.code),
    detail: detailOf(content.detail),
  }
}
const personFrom = (content: Content): RecordPerson => ({
  givenName: textOf(content.given_name) ?? '',
  familyName: textOf(content.family_name) ?? '',
  localId: textOf(content.local_id),
  bornOn: dayOf(content.born_on),
  expectedOn: dayOf(content.expected_on),
  diedOn: dayOf(content.died_on),
  sex: textOf(content.sex),
  ethnicity: textOf(content.ethnicity),
  disabilities: Array.isArray(content.disabilities) ? content.disabilities.map(String) : [],
})

/** Of records corrected after a moment, the version that held at it: the first of those replaced since. */
const versionsHeldAt = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
  at: Temporal.Instant,
): Promise<{ childId: string; record: string; id: string; version: number; content: Content }[]> => {
  const rows = await db
    .selectFrom('earlier_version')
    .distinctOn('record_id')
    .select(['child_id', 'record', 'record_id', 'version', 'content'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', anyId(childIds))
    .where('record', 'in', ['person', 'spell', 'event'])
    .where('replaced_at', '>=', at)
    .orderBy('record_id')
    .orderBy('version')
    .execute()
  return rows.map(({ child_id, record, record_id, version, content }) => ({
    childId: child_id,
    record,
    id: record_id,
    version,
    content: content as Content,
  }))
}

const relationsOf = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
): Promise<Map<string, RecordRelation[]>> => {
  const rows = await db
    .selectFrom('relationship as r')
    .innerJoin('person as o', (join) =>
      join.onRef('o.council_id', '=', 'r.council_id').onRef('o.person_id', '=', 'r.other_id'),
    )
    .select([
      'r.child_id',
      'r.kind',
      'r.relationship_id',
      'o.person_id as id',
      'o.is_child as isChild',
      'o.local_id as localId',
      'o.sex',
      'o.ethnicity',
      'o.disabilities',
      'o.born_on as bornOn',
    ])
    .where('r.council_id', '=', councilId)
    .where('r.child_id', '=', anyId(childIds))
    .where('r.kind', 'in', ['mother', 'father', 'son', 'daughter', 'adopter'])
    .orderBy('r.relationship_id')
    .execute()
  const found = new Map<string, RecordRelation[]>()
  for (const { child_id, kind, relationship_id: _, ...other } of rows) {
    const list = found.get(child_id) ?? []
    list.push({ kind, other })
    found.set(child_id, list)
  }
  return found
}

/** Some children as at a day, in the order of their ids; those whose record had not begun are not among them. */
export const childrenAsAt = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
  asAt: AsAt,
  wanted: Wanted,
): Promise<RecordChild[]> => {
  if (childIds.length === 0) return []
  const ids = anyId(childIds)
  const people = await db
    .selectFrom('person')
    .select([
      'person_id as childId',
      'given_name as givenName',
      'family_name as familyName',
      'local_id as localId',
      'born_on as bornOn',
      'expected_on as expectedOn',
      'died_on as diedOn',
      'sex',
      'ethnicity',
      'disabilities',
      'version',
      'recorded_at as recordedAt',
      'source',
    ])
    .where('council_id', '=', councilId)
    .where('person_id', '=', ids)
    .where('is_child', '=', true)
    .orderBy('person_id')
    .execute()
  const identifiers = await db
    .selectFrom('person_identifier')
    .select(['person_id', 'scheme', 'value', 'valid_from as from', 'valid_to as to'])
    .where('council_id', '=', councilId)
    .where('person_id', '=', ids)
    .orderBy('valid_from', (order) => order.asc().nullsFirst())
    .orderBy('value')
    .execute()
  const addresses = wanted.addresses
    ? await db
        .selectFrom('person_address')
        .select([
          'person_id',
          'address_id as id',
          'lines',
          'postcode',
          'kind',
          'confidential',
          'lives_from as from',
          'lives_to as to',
        ])
        .where('council_id', '=', councilId)
        .where('person_id', '=', ids)
        .orderBy('lives_from', (order) => order.asc().nullsFirst())
        .orderBy('address_id')
        .execute()
    : []
  const relations = wanted.relations ? await relationsOf(db, councilId, childIds) : new Map<string, RecordRelation[]>()
  const spells = await db
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
      'version',
      'recorded_at as recordedAt',
      'source',
    ])
    .where('council_id', '=', councilId)
    .where('child_id', '=', ids)
    .where('kind', 'in', [...wanted.spells])
    .where('starts_on', '<=', asAt.on)
    .execute()
  const events = await db
    .selectFrom('event')
    .select([
      'child_id',
      'event_id as id',
      'kind',
      'happened_on as on',
      'happened_at as at',
      'spell_id as spellId',
      'worker_id as workerId',
      'code',
      'detail',
      'version',
      'recorded_at as recordedAt',
      'source',
    ])
    .where('council_id', '=', councilId)
    .where('child_id', '=', ids)
    .where('kind', 'in', [...wanted.events])
    .where('happened_on', '<=', asAt.on)
    .execute()
  const held = asAt.known === 'then' ? await versionsHeldAt(db, councilId, childIds, endOfDay(asAt.on)) : []

  const identifiersOf = Map.groupBy(identifiers, ({ person_id }) => person_id)
  const addressesOf = Map.groupBy(addresses, ({ person_id }) => person_id)
  const spellsOf = Map.groupBy(spells, ({ child_id }) => child_id)
  const eventsOf = Map.groupBy(events, ({ child_id }) => child_id)
  const heldOf = Map.groupBy(held, ({ childId }) => childId)
  return people.flatMap(({ childId, version, recordedAt, source, ...said }) => {
    const earlier: {
      person: ReadChild['earlier']['person']
      spells: Map<string, Version<RecordSpell>>
      events: Map<string, Version<RecordEvent>>
    } = { person: null, spells: new Map(), events: new Map() }
    for (const one of heldOf.get(childId) ?? []) {
      if (one.record === 'person') earlier.person = versionOf(one.content, one.version, personFrom(one.content))
      if (one.record === 'spell' && wanted.spells.includes(String(one.content.kind))) {
        const spell = spellFrom(one.content)
        if (spell) earlier.spells.set(one.id, versionOf(one.content, one.version, spell))
      }
      if (one.record === 'event' && wanted.events.includes(String(one.content.kind))) {
        const event = eventFrom(one.content)
        if (event) earlier.events.set(one.id, versionOf(one.content, one.version, event))
      }
    }
    const child = childAsAt(
      {
        childId,
        person: { version, recordedAt, imported: source === 'imported' || source === 'mirrored', said },
        identifiers: identifiersOf.get(childId) ?? [],
        addresses: addressesOf.get(childId) ?? [],
        relations: relations.get(childId) ?? [],
        spells: (spellsOf.get(childId) ?? []).map(({ child_id: _, version, recordedAt, source, ...spell }) => ({
          version,
          recordedAt,
          imported: source === 'imported' || source === 'mirrored',
          said: spell as RecordSpell,
        })),
        events: (eventsOf.get(childId) ?? []).map(({ child_id: _, version, recordedAt, source, ...event }) => ({
          version,
          recordedAt,
          imported: source === 'imported' || source === 'mirrored',
          said: event as RecordEvent,
        })),
        earlier,
      },
      asAt,
    )
    return child === null ? [] : [child]
  })
}

/** Goes through children a few hundred at a time, so that a large council is never in memory at once. */
export async function* inBatches(
  db: Db,
  councilId: number,
  childIds: readonly string[] | null,
  asAt: AsAt,
  wanted: Wanted,
  atOnce = 300,
): AsyncGenerator<RecordChild[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (let at = 0; ; at += atOnce) {
    const ids = childIds === null ? await childIdsAfter(db, councilId, after, atOnce) : childIds.slice(at, at + atOnce)
    if (ids.length === 0) return
    after = ids.at(-1) as string
    yield await childrenAsAt(db, councilId, ids, asAt, wanted)
  }
}

/**
 * Workers and teams of some councils, by id; with the post each held on a day, the last begun of several. What the
 * viewer's directory does not reach is not there.
 */
export const staffOf = async (db: Db, councils: readonly number[], on: Day): Promise<Staff> => {
  if (councils.length === 0) return { workers: new Map(), teams: new Map() }
  const workers = await db
    .selectFrom('worker')
    .select(['worker_id', 'display_name', 'swe_number', 'source_key'])
    .where('council_id', 'in', [...councils])
    .execute()
  const teams = await db
    .selectFrom('team')
    .select(['team_id', 'name'])
    .where('council_id', 'in', [...councils])
    .execute()
  const posts = await db
    .selectFrom('post')
    .select(['worker_id', 'title', 'team_id', 'fte', 'ends_on'])
    .where('council_id', 'in', [...councils])
    .where('starts_on', '<=', on)
    .orderBy('starts_on')
    .orderBy('post_id')
    .execute()
  const teamNames = new Map(teams.map(({ team_id, name }) => [team_id, name]))
  const postOf = new Map(posts.map((post) => [post.worker_id, post]))
  return {
    teams: teamNames,
    workers: new Map(
      workers.map(({ worker_id, display_name, swe_number, source_key }) => {
        const post = postOf.get(worker_id)
        return [
          worker_id,
          {
            workerId: worker_id,
            name: display_name,
            registration: swe_number,
            staffNumber: source_key?.split('|').at(-1) ?? null,
            jobTitle: post?.title ?? null,
            team: post?.team_id ? (teamNames.get(post.team_id) ?? null) : null,
            fte: post === undefined ? null : Number(post.fte),
          },
        ]
      }),
    ),
  }
}

/** The teams of one council, for the table of departments. */
export const teamsOf = (db: Db, councilId: number): Promise<{ teamId: string; name: string }[]> =>
  db
    .selectFrom('team')
    .select(['team_id as teamId', 'name'])
    .where('council_id', '=', councilId)
    .orderBy('team_id')
    .execute()

export const workerIdsOf = async (db: Db, councilId: number): Promise<string[]> =>
  (
    await db.selectFrom('worker').select('worker_id').where('council_id', '=', councilId).orderBy('worker_id').execute()
  ).map(({ worker_id }) => worker_id)

/** The days a council is closed, as ISO dates: they are not working days. */
export const closuresOf = async (db: Db, councilId: number): Promise<string[]> =>
  (await db.selectFrom('council_closure').select('closed_on').where('council_id', '=', councilId).execute()).map(
    ({ closed_on }) => closed_on.toString(),
  )
