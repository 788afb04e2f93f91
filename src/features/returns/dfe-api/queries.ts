import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { WorkerNumbers } from '../record/facts.ts'
import { factsOf, workerNumbers } from '../record/queries.ts'
import type { Kind, Payload } from './delta.ts'
import type { DailyRecord } from './payload.ts'

// What is sent, what was sent, and what came back. Everything here is read and written behind the walls of one council.

/** A council's feed to one service, named by host and path: what a test service took, the live one does not hold. */
export type Feed = { councilId: number; sentTo: string }

/** Ids of all children the feed may have to speak of after one, in order: those there are, and those sent before. */
export const idsAfter = async (db: Db, { councilId, sentTo }: Feed, after: string, most: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from person where council_id = ${councilId} and is_child and person_id > ${after}
    union
    select child_id from dfe_api_child where council_id = ${councilId} and sent_to = ${sentTo} and child_id > ${after}
    order by 1 limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The records of some children as far as the walls let them be read, with the numbers of their workers. */
export const dailyRecords = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
): Promise<{ records: DailyRecord[]; numbers: WorkerNumbers }> => {
  if (childIds.length === 0) return { records: [], numbers: new Map() }
  const facts = await factsOf(db, councilId, childIds)
  const held = facts.flatMap(({ spells }) =>
    spells.flatMap(({ kind, workerId }) => (kind === 'allocation' && workerId !== null ? [workerId] : [])),
  )
  const numbers = await workerNumbers(db, [...new Set(held)])
  const people = await db
    .selectFrom('person')
    .select(['person_id', 'given_name', 'family_name', 'local_id', 'source'])
    .where('council_id', '=', councilId)
    .where('person_id', 'in', childIds)
    .execute()
  const spells = await db
    .selectFrom('spell')
    .select(['child_id', 'spell_id as id', 'starts_on as startsOn', 'ends_on as endsOn'])
    .where('council_id', '=', councilId)
    .where('child_id', 'in', childIds)
    .where('kind', '=', 'care_leaver')
    .orderBy('starts_on')
    .orderBy('spell_id')
    .execute()
  const events = await db
    .selectFrom('event')
    .select(['child_id', 'happened_on as on', 'detail'])
    .where('council_id', '=', councilId)
    .where('child_id', 'in', childIds)
    .where('kind', '=', 'strengths_difficulties')
    .orderBy('happened_on')
    .orderBy('event_id')
    .execute()
  const person = new Map(people.map((row) => [row.person_id, row]))
  const careLeaver = Map.groupBy(spells, ({ child_id }) => child_id)
  const questionnaires = Map.groupBy(events, ({ child_id }) => child_id)
  const records = facts.map((one): DailyRecord => {
    const named = person.get(one.childId)
    // A return holds no names: "Child" and the council's number stand in until somebody writes the name.
    const standsIn =
      named?.source === 'imported' && named.given_name === 'Child' && named.family_name === named.local_id
    return {
      facts: one,
      firstName: standsIn ? null : (named?.given_name ?? null),
      surname: standsIn ? null : (named?.family_name ?? null),
      careLeaver: careLeaver.get(one.childId) ?? [],
      questionnaires: questionnaires.get(one.childId) ?? [],
    }
  })
  return { records, numbers }
}

export type Status = 'accepted' | 'refused' | 'unfit' | 'in doubt' | 'waiting' | 'gone'

/** Where one child stands: what the department holds, and what is not settled. */
export type Standing = {
  childId: string
  status: Status
  held: Payload | null
  doubt: Payload | null
  doubtKind: Kind | null
  refusedHash: string | null
  words: string
}

const standingColumns = [
  'child_id as childId',
  'status',
  'held',
  'doubt',
  'doubt_kind as doubtKind',
  'refused_hash as refusedHash',
  'words',
] as const

export const standingsOf = async (
  db: Db,
  { councilId, sentTo }: Feed,
  childIds: readonly string[],
): Promise<Map<string, Standing>> => {
  if (childIds.length === 0) return new Map()
  const rows = (await db
    .selectFrom('dfe_api_child')
    .select(standingColumns)
    .where('council_id', '=', councilId)
    .where('sent_to', '=', sentTo)
    .where('child_id', 'in', childIds)
    .execute()) as Standing[]
  return new Map(rows.map((row) => [row.childId, row]))
}

/** What went out and whose answer is not known, in the order of the children's ids. */
export const inDoubt = async (db: Db, { councilId, sentTo }: Feed, after: string, most: number): Promise<Standing[]> =>
  (await db
    .selectFrom('dfe_api_child')
    .select(standingColumns)
    .where('council_id', '=', councilId)
    .where('sent_to', '=', sentTo)
    .where('status', '=', 'in doubt')
    .where('doubt', 'is not', null)
    .where('child_id', '>', after)
    .orderBy('child_id')
    .limit(most)
    .execute()) as Standing[]

/** Which of some children are restricted: each row about a child repeats it. */
const restrictedAmong = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
): Promise<Map<string, boolean>> => {
  const rows = await db
    .selectFrom('person')
    .select(['person_id', 'restricted'])
    .where('council_id', '=', councilId)
    .where('person_id', 'in', childIds)
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.restricted]))
}

export type Outgoing = { childId: string; kind: Kind; payload: Payload; hash: string }

/** Written before anything leaves: from here until the answer, nobody knows whether the department has it. */
export const setInDoubt = async (
  db: Db,
  { councilId, sentTo }: Feed,
  outgoing: readonly Outgoing[],
  at: Temporal.Instant,
): Promise<Outgoing[]> => {
  if (outgoing.length === 0) return []
  const restricted = await restrictedAmong(
    db,
    councilId,
    outgoing.map(({ childId }) => childId),
  )
  // A record that was restricted a moment ago is no longer there for us, and stays where it is.
  const sent = outgoing.filter(({ childId }) => restricted.has(childId))
  if (sent.length === 0) return []
  await db
    .insertInto('dfe_api_child')
    .values(
      sent.map(({ childId, kind, payload }) => ({
        council_id: councilId,
        child_id: childId,
        restricted: restricted.get(childId) ?? false,
        sent_to: sentTo,
        status: 'in doubt',
        doubt: JSON.stringify(payload),
        doubt_kind: kind,
        changed_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['council_id', 'child_id', 'sent_to']).doUpdateSet((now) => ({
        status: 'in doubt',
        doubt: now.ref('excluded.doubt'),
        doubt_kind: now.ref('excluded.doubt_kind'),
        changed_at: at,
      })),
    )
    .execute()
  return sent
}

export type Settled =
  | { status: 'accepted'; held: Payload | null; heldHash: string | null; receipt: string }
  /** `maybe`: a call with it went unanswered before, so that the department may hold it all the same */
  | { status: 'refused'; words: string; maybe: boolean }
  /** a deletion was refused, and nothing was held as far as we know: there is nothing to delete */
  | { status: 'not there'; words: string }
  | { status: 'unanswered'; words: string }

/** What came back for one child of a batch: where it stands now, and a line that stays for ever. */
export const settle = async (
  db: Db,
  { councilId, sentTo }: Feed,
  batchId: string,
  one: Outgoing,
  result: Settled,
  at: Temporal.Instant,
): Promise<void> => {
  const next =
    result.status === 'accepted'
      ? {
          status: result.held === null ? 'gone' : 'accepted',
          held: result.held === null ? null : JSON.stringify(result.held),
          held_hash: result.heldHash,
          doubt: null,
          doubt_kind: null,
          refused_hash: null,
          words: '',
          receipt: result.receipt,
        }
      : result.status === 'refused'
        ? {
            status: 'refused',
            refused_hash: one.hash,
            words: result.words,
            ...(result.maybe ? {} : { doubt: null, doubt_kind: null }),
          }
        : result.status === 'not there'
          ? { status: 'gone', doubt: null, doubt_kind: null, refused_hash: null, words: '' }
          : { status: 'in doubt', words: result.words }
  const changed = await db
    .updateTable('dfe_api_child')
    .set({ ...next, changed_at: at })
    .where('council_id', '=', councilId)
    .where('sent_to', '=', sentTo)
    .where('child_id', '=', one.childId)
    .returning(['restricted'])
    .executeTakeFirst()
  if (!changed) return
  await db
    .insertInto('dfe_api_sent')
    .values({
      council_id: councilId,
      child_id: one.childId,
      restricted: changed.restricted,
      batch_id: batchId,
      kind: one.kind,
      hash: one.hash,
      sent_at: at,
      status: result.status === 'not there' ? 'refused' : result.status,
      receipt: result.status === 'accepted' ? result.receipt : null,
      words: result.status === 'accepted' ? '' : result.words,
    })
    .onConflict((conflict) => conflict.columns(['council_id', 'child_id', 'batch_id']).doNothing())
    .execute()
}

/** What was about to be sent and was not taken, for a reason that is not the child's: it waits for the next run. */
export const putBack = async (
  db: Db,
  { councilId, sentTo }: Feed,
  childIds: readonly string[],
  at: Temporal.Instant,
): Promise<void> => {
  if (childIds.length === 0) return
  await db
    .updateTable('dfe_api_child')
    .set({ status: 'waiting', doubt: null, doubt_kind: null, changed_at: at })
    .where('council_id', '=', councilId)
    .where('sent_to', '=', sentTo)
    .where('child_id', 'in', childIds)
    .execute()
}

/** A child that cannot be sent as it stands: the department's schema would not take it. */
export const setUnfit = async (
  db: Db,
  { councilId, sentTo }: Feed,
  childId: string,
  hash: string,
  words: string,
  at: Temporal.Instant,
): Promise<void> => {
  const restricted = (await restrictedAmong(db, councilId, [childId])).get(childId)
  if (restricted === undefined) return
  const said = { status: 'unfit', refused_hash: hash, words, changed_at: at }
  await db
    .insertInto('dfe_api_child')
    .values({ council_id: councilId, child_id: childId, restricted, sent_to: sentTo, ...said })
    .onConflict((conflict) => conflict.columns(['council_id', 'child_id', 'sent_to']).doUpdateSet(said))
    .execute()
}

/** What was refused, or unfit, and is so no longer: the record says again what the department holds, or is not to be sent. */
export const clearRefusal = async (
  db: Db,
  { councilId, sentTo }: Feed,
  childId: string,
  held: boolean,
  at: Temporal.Instant,
): Promise<void> => {
  await db
    .updateTable('dfe_api_child')
    .set({ status: held ? 'accepted' : 'gone', refused_hash: null, words: '', changed_at: at })
    .where('council_id', '=', councilId)
    .where('sent_to', '=', sentTo)
    .where('child_id', '=', childId)
    .execute()
}

export type Send = {
  sendId: string
  startedAt: Temporal.Instant
  finishedAt: Temporal.Instant | null
  outcome: 'under way' | 'finished' | 'stopped' | 'broken off'
  words: string
  sentTo: string
  accepted: number
  refused: number
  unfit: number
  waiting: number
}

/** Begins a run. Null when another of this council is under way; one that gave no sign of life since `deadSince` is over. */
export const beginSend = async (
  db: Db,
  councilId: number,
  sendId: string,
  sentTo: string,
  at: Temporal.Instant,
  deadSince: Temporal.Instant,
): Promise<boolean> => {
  await db
    .updateTable('dfe_api_send')
    .set({ outcome: 'broken off', finished_at: at, words: 'It stopped giving signs of life.' })
    .where('council_id', '=', councilId)
    .where('finished_at', 'is', null)
    .where('alive_at', '<', deadSince)
    .execute()
  const begun = await db
    .insertInto('dfe_api_send')
    .values({ council_id: councilId, send_id: sendId, started_at: at, alive_at: at, sent_to: sentTo })
    .onConflict((conflict) => conflict.column('council_id').where('finished_at', 'is', null).doNothing())
    .returning('send_id')
    .executeTakeFirst()
  return begun !== undefined
}

/** A sign of life; false when the run is over, because another took it for dead. */
export const stillSending = async (
  db: Db,
  councilId: number,
  sendId: string,
  at: Temporal.Instant,
): Promise<boolean> => {
  const alive = await db
    .updateTable('dfe_api_send')
    .set({ alive_at: at })
    .where('council_id', '=', councilId)
    .where('send_id', '=', sendId)
    .where('finished_at', 'is', null)
    .returning('send_id')
    .executeTakeFirst()
  return alive !== undefined
}

export const endSend = async (
  db: Db,
  councilId: number,
  sendId: string,
  end: Pick<Send, 'outcome' | 'words' | 'accepted' | 'refused' | 'unfit' | 'waiting'>,
  at: Temporal.Instant,
): Promise<void> => {
  await db
    .updateTable('dfe_api_send')
    .set({ ...end, finished_at: at, alive_at: at })
    .where('council_id', '=', councilId)
    .where('send_id', '=', sendId)
    .where('finished_at', 'is', null)
    .execute()
}

export const beginBatch = async (
  db: Db,
  councilId: number,
  batch: { batchId: string; sendId: string; children: number; at: Temporal.Instant },
): Promise<void> => {
  await db
    .insertInto('dfe_api_batch')
    .values({
      council_id: councilId,
      batch_id: batch.batchId,
      send_id: batch.sendId,
      children: batch.children,
      sent_at: batch.at,
    })
    .execute()
}

export const endBatch = async (
  db: Db,
  councilId: number,
  batchId: string,
  end: { outcome: 'accepted' | 'refused' | 'unanswered'; tries: number; status: number | null; at: Temporal.Instant },
): Promise<void> => {
  await db
    .updateTable('dfe_api_batch')
    .set({ outcome: end.outcome, tries: end.tries, http_status: end.status, answered_at: end.at })
    .where('council_id', '=', councilId)
    .where('batch_id', '=', batchId)
    .execute()
}

const sendColumns = [
  'send_id as sendId',
  'started_at as startedAt',
  'finished_at as finishedAt',
  'outcome',
  'words',
  'sent_to as sentTo',
  'accepted',
  'refused',
  'unfit',
  'waiting',
] as const

/** The runs of a council, newest first. */
export const sendsOf = async (db: Db, councilId: number, most: number): Promise<Send[]> =>
  (await db
    .selectFrom('dfe_api_send')
    .select(sendColumns)
    .where('council_id', '=', councilId)
    .orderBy('started_at', 'desc')
    .limit(most)
    .execute()) as Send[]

/** The service that the last run of a council went to; empty when there was none. */
export const lastSentTo = async (db: Db, councilId: number): Promise<string> =>
  (await sendsOf(db, councilId, 1))[0]?.sentTo ?? ''

/** How many children stand how. */
export const countsByStatus = async (db: Db, { councilId, sentTo }: Feed): Promise<Map<Status, number>> => {
  const rows = await db
    .selectFrom('dfe_api_child')
    .select(['status', sql<number>`count(*)::int`.as('children')])
    .where('council_id', '=', councilId)
    .where('sent_to', '=', sentTo)
    .groupBy('status')
    .execute()
  return new Map(rows.map(({ status, children }) => [status as Status, children]))
}

export type SetAside = {
  childId: string
  localId: string | null
  status: Status
  words: string
  changedAt: Temporal.Instant
}

/** Children that were refused, that are unfit, or of whom no answer came: newest first, and how many there are. */
export const setAside = async (
  db: Db,
  { councilId, sentTo }: Feed,
  most: number,
): Promise<{ children: SetAside[]; more: number }> => {
  const rows = await db
    .selectFrom('dfe_api_child as held')
    .innerJoin('person', (join) =>
      join.onRef('person.council_id', '=', 'held.council_id').onRef('person.person_id', '=', 'held.child_id'),
    )
    .select([
      'held.child_id as childId',
      'person.local_id as localId',
      'held.status',
      'held.words',
      'held.changed_at as changedAt',
      sql<number>`(count(*) over ())::int`.as('all'),
    ])
    .where('held.council_id', '=', councilId)
    .where('held.sent_to', '=', sentTo)
    .where('person.council_id', '=', councilId)
    .where('held.status', 'in', ['refused', 'unfit', 'in doubt'])
    .orderBy('held.changed_at', 'desc')
    .orderBy('held.child_id')
    .limit(most)
    .execute()
  return {
    children: rows.map(({ all: _all, ...row }) => row as SetAside),
    more: (rows[0]?.all ?? 0) - rows.length,
  }
}
