import { sql } from 'kysely'
import type { Hours } from '../../../access/scopes.ts'
import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import { type Call, isForgotten } from '../call/call.ts'
import { councilList, shiftsBetween, shiftsFrom } from '../rota/queries.ts'
import type { Shift } from '../rota/shift.ts'

export type Hidden = { councilId: number; records: number }
export type DeskState = {
  call: Call | null
  shifts: Shift[]
  /** councils where a hidden record answers what was typed, and nothing more of it */
  hidden: Hidden[]
  /** handovers of the councils asked for that nobody has accepted */
  handovers: number
  /** the visit alone that the worker has not come back from */
  visit: { councilId: number; visitId: string; goingTo: string; expectedBackAt: Temporal.Instant } | null
}

export type DeskAsk = {
  workerId: string
  /** councils whose children the night desk reaches now */
  councils: readonly number[]
  directory: readonly number[]
  now: Temporal.Instant
  /** search keys, one list for each part that must fit; none: nothing is asked of hidden records */
  parts: readonly (readonly string[])[]
}

type CallJson = { councilId: number; callId: string; startedAt: string }
type VisitJson = { councilId: number; visitId: string; goingTo: string; expectedBackAt: string }
type StateRow = {
  call: CallJson | null
  shifts: unknown[]
  hidden: Hidden[]
  handovers: number
  visit: VisitJson | null
}

/** The call of a worker that is not ended, as one JSON value. Their own rows, wherever they lie. */
export const callJson = (workerId: string) => sql`(
  select json_build_object('councilId', c.council_id, 'callId', c.call_id, 'startedAt', c.started_at)
  from night_call c where c.worker_id = ${workerId} and c.ended_at is null order by c.started_at desc limit 1)`

export const callFrom = (row: unknown, now: Temporal.Instant): Call | null => {
  if (row === null || row === undefined) return null
  const json = row as CallJson
  const call = { ...json, startedAt: Temporal.Instant.from(json.startedAt) }
  return isForgotten(call, now) ? null : call
}

/** Everything of the landing page that is no search result, in one reading: a page at two in the morning must be quick. */
export const deskState = async (db: Db, asked: DeskAsk): Promise<DeskState> => {
  const { workerId, councils, directory, now } = asked
  const { rows } = await sql<StateRow>`select ${callJson(workerId)} as call,
    ${shiftsBetween(directory, now, now)} as shifts,
    (select coalesce(json_agg(json_build_object('councilId', h.council_id, 'records', h.records)), '[]')
      from hidden_from_night(${councilList(councils)}, ${JSON.stringify(asked.parts)}::text::jsonb) h) as hidden,
    (select count(*)::int from handover o where o.council_id = any(${councilList(councils)}) and o.accepted_at is null) as handovers,
    (select json_build_object('councilId', v.council_id, 'visitId', v.visit_id, 'goingTo', v.going_to, 'expectedBackAt', v.expected_back_at)
      from lone_visit v where v.council_id = any(${councilList(directory)}) and v.worker_id = ${workerId} and v.back_at is null
      order by v.started_at desc limit 1) as visit`.execute(db)
  const row = rows[0] as StateRow
  return {
    call: callFrom(row.call, now),
    shifts: shiftsFrom(row.shifts),
    hidden: row.hidden,
    handovers: row.handovers,
    visit: row.visit ? { ...row.visit, expectedBackAt: Temporal.Instant.from(row.visit.expectedBackAt) } : null,
  }
}

/** The agreed hours of agreements by id, as far as the viewer's directory goes; those without hours are left out. */
export const agreedHours = async (
  db: Db,
  directory: readonly number[],
  ids: readonly string[],
): Promise<Map<string, Hours>> => {
  if (ids.length === 0 || directory.length === 0) return new Map()
  const rows = await db
    .selectFrom('arrangement')
    .select(['arrangement_id', 'hours'])
    .where('council_id', 'in', [...directory])
    .where('arrangement_id', '=', anyId(ids))
    .execute()
  return new Map(rows.flatMap((row) => (row.hours === null ? [] : [[row.arrangement_id, row.hours as Hours] as const])))
}

/** Where the worker's last search of this hour stands, to go back to it; null when there is none. */
export const lastSearch = async (
  db: Db,
  viewer: { councilId: number; workerId: string },
  since: Temporal.Instant,
): Promise<string | null> => {
  const row = await db
    .selectFrom('draft')
    .select('path')
    .where('council_id', '=', viewer.councilId)
    .where('worker_id', '=', viewer.workerId)
    .where('path', '>=', '/night/search/')
    .where('path', '<', '/night/search0')
    .where('saved_at', '>=', since)
    .orderBy('saved_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.path ?? null
}
