import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { kept } from '../../../database/kept.ts'
import type { Schema } from '../../../database/schema.ts'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { type Day, dayOf } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import { type Calendar, calendarOf } from '../../../lib/working-days.ts'
import { outstanding } from '../timescales/all.ts'
import type { LocalLimit, Setting } from '../timescales/timescale.ts'
import type { History, JourneyEvent, Spell } from './history.ts'
import type { EventKind, SpellKind } from './kinds.ts'
import { settleWhatElse } from './settle.ts'

export type SpellRow = Selectable<Schema['spell']>
export type EventRow = Selectable<Schema['event']>

/** Who writes, and when: stands beside every version of every record. */
export type Author = { workerId: string | null; at: Temporal.Instant }

export const spellOf = (row: SpellRow): Spell => ({
  id: row.spell_id,
  kind: row.kind as SpellKind,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  code: row.code,
  endCode: row.end_code,
  withinId: row.within_id,
  workerId: row.worker_id,
  teamId: row.team_id,
  detail: row.detail,
})

export const eventOf = (row: EventRow): JourneyEvent => ({
  id: row.event_id,
  kind: row.kind as EventKind,
  on: row.happened_on,
  at: row.happened_at,
  spellId: row.spell_id,
  workerId: row.worker_id,
  code: row.code,
  detail: row.detail,
})

const spellsOfChild = kept((db, given: { councilId: number; childId: string }) =>
  db
    .selectFrom('spell')
    .selectAll()
    .where('council_id', '=', given.councilId)
    .where('child_id', '=', given.childId)
    .orderBy('starts_on')
    .orderBy('spell_id'),
)
export const spellRows = (db: Db, councilId: number, childId: string): Promise<SpellRow[]> =>
  spellsOfChild(db, { councilId, childId })

const eventsOfChild = kept((db, given: { councilId: number; childId: string }) =>
  db
    .selectFrom('event')
    .selectAll()
    .where('council_id', '=', given.councilId)
    .where('child_id', '=', given.childId)
    .orderBy('happened_on')
    .orderBy('event_id'),
)
export const eventRows = (db: Db, councilId: number, childId: string): Promise<EventRow[]> =>
  eventsOfChild(db, { councilId, childId })

/**
 * When a child came with a council's return; null for one whose record was begun here. Selected of `person`: a later
 * correction of the person does not move it.
 */
export const broughtAt = sql<Temporal.Instant | null>`case when person.source = 'imported' then coalesce(
  (select (first.content->>'recorded_at')::timestamptz from earlier_version first
    where first.council_id = person.council_id and first.record_id = person.person_id and first.version = 1),
  person.recorded_at) end`.as('brought_at')

/** The first day a child's record here can be expected to be whole; null: from its beginning. */
export const recordsFromOf = (row: { brought_at: Temporal.Instant | null }): Day | null =>
  row.brought_at === null ? null : dayOf(row.brought_at)

const personOfChild = kept((db, given: { councilId: number; childId: string }) =>
  db
    .selectFrom('person')
    .select(['born_on', 'expected_on', 'died_on', 'restricted', broughtAt])
    .where('council_id', '=', given.councilId)
    .where('person_id', '=', given.childId),
)

type Whole = History & { restricted: boolean }

/**
 * A child's whole history, as far as the viewer may read it, and the rows of its spells: three readings that leave
 * together. Null when the child is not there for them.
 */
export const historyAndSpells = async (
  db: Db,
  councilId: number,
  childId: string,
): Promise<{ history: Whole; spells: SpellRow[] } | null> => {
  const child = { councilId, childId }
  const [[person], spells, events] = await Promise.all([
    personOfChild(db, child),
    spellsOfChild(db, child),
    eventsOfChild(db, child),
  ])
  if (!person) return null
  const history = {
    bornOn: person.born_on,
    expectedOn: person.expected_on,
    diedOn: person.died_on,
    restricted: person.restricted,
    spells: spells.map(spellOf),
    events: events.map(eventOf),
    recordsFrom: recordsFromOf(person),
  }
  return { history, spells }
}

/** A child's whole history, as far as the viewer may read it. Null when the child is not there for them. */
export const historyOf = async (db: Db, councilId: number, childId: string): Promise<Whole | null> =>
  (await historyAndSpells(db, councilId, childId))?.history ?? null

/** One council's local timescales and term ends, as they hold on a day. */
export const settingOf = async (
  db: Db,
  councilId: number,
  now: { today: Day; now: Temporal.Instant; calendar: Calendar },
): Promise<Setting> => {
  const rows = await db
    .selectFrom('council_setting')
    .distinctOn('name')
    .select(['name', 'value'])
    .where('council_id', '=', councilId)
    .where('holds_from', '<=', now.today)
    .orderBy('name')
    .orderBy('holds_from', 'desc')
    .execute()
  const local: Record<string, LocalLimit> = {}
  let termEnds: Day[] = []
  let recordsFrom: Day | null = null
  let leftOut: ReadonlySet<string> | undefined
  for (const row of rows) {
    if (row.name.startsWith('timescale:') && row.value !== null) local[row.name.slice('timescale:'.length)] = row.value
    if (row.name === 'term ends') termEnds = (row.value as string[]).map((text) => Temporal.PlainDate.from(text))
    // Set when a council's returns are first brought in (src/features/councils/bring-in.ts): nothing before is called late.
    if (row.name === 'records from' && row.value !== null) recordsFrom = Temporal.PlainDate.from(String(row.value))
    // Of a mirrored council (src/features/mirror): what its extract has no word for.
    if (row.name === 'timescales left out' && row.value !== null) leftOut = new Set(row.value as string[])
  }
  return { ...now, local, termEnds, recordsFrom, ...(leftOut ? { leftOut } : {}) }
}

export type NewSpell = {
  councilId: number
  childId: string
  restricted: boolean
  kind: SpellKind
  startsOn: Day
  endsOn?: Day | null
  code?: string | null
  endCode?: string | null
  withinId?: string | null
  workerId?: string | null
  teamId?: string | null
  detail?: Readonly<Record<string, unknown>>
  id?: string
}

export const recordSpell = async (db: Db, author: Author, spell: NewSpell): Promise<string> => {
  const id = spell.id ?? newId()
  await db
    .insertInto('spell')
    .values({
      council_id: spell.councilId,
      spell_id: id,
      child_id: spell.childId,
      restricted: spell.restricted,
      kind: spell.kind,
      starts_on: spell.startsOn,
      ends_on: spell.endsOn ?? null,
      code: spell.code ?? null,
      end_code: spell.endCode ?? null,
      within_id: spell.withinId ?? null,
      worker_id: spell.workerId ?? null,
      team_id: spell.teamId ?? null,
      detail: JSON.stringify(spell.detail ?? {}),
      recorded_at: author.at,
      recorded_by: author.workerId,
    })
    .execute()
  return id
}

export type NewEvent = {
  councilId: number
  childId: string
  restricted: boolean
  kind: EventKind
  on: Day
  at?: Temporal.Instant | null
  spellId?: string | null
  workerId?: string | null
  code?: string | null
  words?: string | null
  detail?: Readonly<Record<string, unknown>>
  significant?: boolean
  id?: string
}

export const recordEvent = async (db: Db, author: Author, event: NewEvent): Promise<string> => {
  const id = event.id ?? newId()
  await db
    .insertInto('event')
    .values({
      council_id: event.councilId,
      event_id: id,
      child_id: event.childId,
      restricted: event.restricted,
      kind: event.kind,
      happened_on: event.on,
      happened_at: event.at ?? null,
      spell_id: event.spellId ?? null,
      worker_id: event.workerId === undefined ? author.workerId : event.workerId,
      code: event.code ?? null,
      words: event.words ?? null,
      detail: JSON.stringify(event.detail ?? {}),
      significant: event.significant ?? false,
      recorded_at: author.at,
      recorded_by: author.workerId,
    })
    .execute()
  return id
}

export type EventChange = Partial<{
  on: Day
  at: Temporal.Instant | null
  code: string | null
  words: string | null
  detail: Readonly<Record<string, unknown>>
  significant: boolean
}>
export type SpellChange = Partial<{
  startsOn: Day
  endsOn: Day | null
  code: string | null
  endCode: string | null
  workerId: string | null
  teamId: string | null
  detail: Readonly<Record<string, unknown>>
}>

/** Null: changed. A row: somebody saved that version first, and nothing was changed. */
type Stale<Row> = { stale: Row } | null

const keepEarlier = async (
  db: Db,
  author: Author,
  row: { council_id: number; child_id: string; restricted: boolean; version: number },
  recordId: string,
  record: 'spell' | 'event',
  reason: string,
): Promise<void> => {
  await db
    .insertInto('earlier_version')
    .values({
      council_id: row.council_id,
      child_id: row.child_id,
      restricted: row.restricted,
      record_id: recordId,
      version: row.version,
      record,
      content: JSON.stringify(row),
      replaced_at: author.at,
      replaced_by: author.workerId,
      reason,
    })
    .execute()
}

/** Changes an event and keeps the version before it, with who and why. */
export const changeEvent = async (
  db: Db,
  author: Author,
  councilId: number,
  eventId: string,
  version: number,
  change: EventChange,
  reason: string,
): Promise<Stale<EventRow> | 'gone'> => {
  const row = await db
    .selectFrom('event')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('event_id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return 'gone'
  if (row.version !== version) return { stale: row }
  await keepEarlier(db, author, row, eventId, 'event', reason)
  await db
    .updateTable('event')
    .set({
      ...(change.on === undefined ? {} : { happened_on: change.on }),
      ...(change.at === undefined ? {} : { happened_at: change.at }),
      ...(change.code === undefined ? {} : { code: change.code }),
      ...(change.words === undefined ? {} : { words: change.words }),
      ...(change.detail === undefined ? {} : { detail: JSON.stringify(change.detail) }),
      ...(change.significant === undefined ? {} : { significant: change.significant }),
      version: version + 1,
      recorded_at: author.at,
      recorded_by: author.workerId,
    })
    .where('council_id', '=', councilId)
    .where('event_id', '=', eventId)
    .execute()
  return null
}

/** Changes a spell (its end, code, worker) and keeps the version before it, with who and why. */
export const changeSpell = async (
  db: Db,
  author: Author,
  councilId: number,
  spellId: string,
  version: number,
  change: SpellChange,
  reason: string,
): Promise<Stale<SpellRow> | 'gone'> => {
  const row = await db
    .selectFrom('spell')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('spell_id', '=', spellId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return 'gone'
  if (row.version !== version) return { stale: row }
  const { for_summary, ...content } = row
  await keepEarlier(db, author, content, spellId, 'spell', reason)
  await db
    .updateTable('spell')
    .set({
      ...(change.startsOn === undefined ? {} : { starts_on: change.startsOn }),
      ...(change.endsOn === undefined ? {} : { ends_on: change.endsOn }),
      ...(change.code === undefined ? {} : { code: change.code }),
      ...(change.endCode === undefined ? {} : { end_code: change.endCode }),
      ...(change.workerId === undefined ? {} : { worker_id: change.workerId }),
      ...(change.teamId === undefined ? {} : { team_id: change.teamId }),
      ...(change.detail === undefined ? {} : { detail: JSON.stringify(change.detail) }),
      version: version + 1,
      recorded_at: author.at,
      recorded_by: author.workerId,
    })
    .where('council_id', '=', councilId)
    .where('spell_id', '=', spellId)
    .execute()
  return null
}

type DueRow = {
  council_id: number
  child_id: string
  restricted: boolean
  timescale: string
  trigger_id: string
  counted_from: Day
  due_on: Day | null
  due_at: Temporal.Instant | null
  worker_id: string | null
  team_id: string | null
}

const firstAllocated = [
  'social worker',
  'lead practitioner',
  'personal adviser',
  'joint worker',
  'reviewing officer',
  'conference chair',
]

/** The open allocation of whoever answers for the child first; undefined while nobody does. */
export const holderOf = <One extends Pick<Spell, 'endsOn' | 'code'> & { kind: string }>(
  spells: readonly One[],
): One | undefined =>
  spells
    .filter((spell) => spell.kind === 'allocation' && spell.endsOn === null)
    .sort((a, b) => firstAllocated.indexOf(a.code ?? '') - firstAllocated.indexOf(b.code ?? ''))[0]

/** The rows of `due` for one child: what is outstanding today, under the worker who holds the child. Pure. */
export const dueRows = (
  councilId: number,
  childId: string,
  restricted: boolean,
  history: History,
  setting: Setting,
): DueRow[] => {
  const holder = holderOf(history.spells)
  return outstanding(history, setting).map((one) => ({
    council_id: councilId,
    child_id: childId,
    restricted,
    timescale: one.timescale,
    trigger_id: one.triggerId,
    counted_from: one.countedFrom,
    due_on: one.dueOn,
    due_at: one.dueAt,
    worker_id: holder?.workerId ?? null,
    team_id: holder?.teamId ?? null,
  }))
}

/**
 * Makes others who change this child's record wait for the end of this transaction, and waits for them: what is read
 * afterwards is what they left. Readers, and other children, are not held up.
 */
export const lockChild = async (db: Db, councilId: number, childId: string): Promise<void> => {
  await db
    .selectFrom('person')
    .select('person_id')
    .where('council_id', '=', councilId)
    .where('person_id', '=', childId)
    .forNoKeyUpdate()
    .execute()
}

/** Rewrites what is due for a child from its events: called in the transaction of every save. `by`: who saved. */
export const settleChild = async (
  db: Db,
  councilId: number,
  childId: string,
  setting: Setting,
  by: string | null = null,
): Promise<void> => {
  // Two saves at once would each take away the rows they can see and add the same ones.
  await lockChild(db, councilId, childId)
  const history = await historyOf(db, councilId, childId)
  if (!history) return
  const rows = dueRows(councilId, childId, history.restricted, history, setting)
  await db.deleteFrom('due').where('council_id', '=', councilId).where('child_id', '=', childId).execute()
  if (rows.length > 0) await db.insertInto('due').values(rows).execute()
  await settleWhatElse(db, councilId, [childId], { now: setting.now, by })
}

/**
 * Makes every `due` row of a council again from nothing, `batch` children at a time.
 * Returns how many children were read and how many rows came out.
 */
export const rebuildDue = async (
  db: Db,
  councilId: number,
  setting: Setting,
  batch = 500,
): Promise<{ children: number; rows: number }> => {
  let after = '00000000-0000-0000-0000-000000000000'
  let children = 0
  let written = 0
  for (;;) {
    const people = await db
      .selectFrom('person')
      .select(['person_id', 'born_on', 'expected_on', 'died_on', 'restricted', broughtAt])
      .where('council_id', '=', councilId)
      .where('is_child', '=', true)
      .where('person_id', '>', after)
      .orderBy('person_id')
      .limit(batch)
      .execute()
    if (people.length === 0) return { children, rows: written }
    const ids = people.map((person) => person.person_id)
    const spells = Map.groupBy(
      await db
        .selectFrom('spell')
        .selectAll()
        .where('council_id', '=', councilId)
        .where('child_id', 'in', ids)
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
        .where('child_id', 'in', ids)
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
    await db.deleteFrom('due').where('council_id', '=', councilId).where('child_id', 'in', ids).execute()
    for (let at = 0; at < rows.length; at += 1000)
      await db
        .insertInto('due')
        .values(rows.slice(at, at + 1000))
        .execute()
    children += people.length
    written += rows.length
    after = ids.at(-1)!
  }
}

/** `rebuildDue` with the council's own settings and working days: the command and the importer use it. */
export const rebuildCouncilDue = async (
  db: Db,
  councilId: number,
  now: Temporal.Instant,
): Promise<{ children: number; rows: number }> => {
  const closures = await db
    .selectFrom('council_closure')
    .select('closed_on')
    .where('council_id', '=', councilId)
    .execute()
  const calendar = calendarOf(
    bankHolidays,
    closures.map((row) => row.closed_on.toString()),
  )
  return rebuildDue(db, councilId, await settingOf(db, councilId, { today: dayOf(now), now, calendar }))
}
