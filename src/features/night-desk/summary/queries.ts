import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import { type Day, day as dayFrom } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { Call } from '../call/call.ts'
import { callFrom, callJson } from '../desk/queries.ts'
import { councilList, shiftsBetween, shiftsFrom } from '../rota/queries.ts'
import type { Shift } from '../rota/shift.ts'
import type { Opening } from './night-summary.ts'

export type LastVisit = { on: Day; workerId: string | null; seen: boolean; alone: boolean | null }
export type LastNightContact = {
  contactId: string
  takenAt: Temporal.Instant
  caller: string
  decision: string
  workerId: string
}
export type Alert = {
  alertId: string
  risk: string
  whatToDo: string
  authorisedBy: string
  expiresAt: Temporal.Instant
}
export type SummaryState = {
  call: Call | null
  /** the viewer's own openings of this child in this turn */
  openings: Opening[]
  shifts: Shift[]
  lastVisit: LastVisit | null
  lastContact: LastNightContact | null
  alerts: Alert[]
}

type OpeningJson = Omit<Opening, 'openedAt' | 'closedAt'> & { openedAt: string; closedAt: string | null }
type Row = {
  call: unknown
  openings: OpeningJson[]
  shifts: unknown[]
  visit: { on: string; workerId: string | null; seen: boolean; alone: unknown } | null
  contact: (Omit<LastNightContact, 'takenAt'> & { takenAt: string }) | null
  alerts: (Omit<Alert, 'expiresAt'> & { expiresAt: string })[]
}

export type SummaryAsk = {
  councilId: number
  childId: string
  workerId: string
  directory: readonly number[]
  turnBegan: Temporal.Instant
  now: Temporal.Instant
}

/** What stands around a child's summary tonight, in one reading. Nothing here is told before the opening is written down. */
export const summaryState = async (db: Db, asked: SummaryAsk): Promise<SummaryState> => {
  const { councilId, childId, workerId, now } = asked
  const at = now.toString()
  const { rows } = await sql<Row>`select ${callJson(workerId)} as call,
    (select coalesce(json_agg(json_build_object('openingId', o.opening_id, 'callId', o.call_id, 'openedAt', o.opened_at,
        'closedAt', o.closed_at, 'wrongPerson', o.wrong_person) order by o.opened_at), '[]')
      from night_opening o where o.council_id = ${councilId} and o.child_id = ${childId} and o.worker_id = ${workerId}
        and o.opened_at >= ${asked.turnBegan.toString()}::timestamptz) as openings,
    ${shiftsBetween(asked.directory, now, now)} as shifts,
    last_visit(${councilId}, ${childId}) as visit,
    (select json_build_object('contactId', c.contact_id, 'takenAt', c.taken_at, 'caller', c.caller, 'decision', c.decision, 'workerId', c.worker_id)
      from night_contact c where c.council_id = ${councilId} and c.child_id = ${childId} order by c.taken_at desc limit 1) as contact,
    (select coalesce(json_agg(json_build_object('alertId', a.alert_id, 'risk', a.risk, 'whatToDo', a.what_to_do,
        'authorisedBy', a.authorised_by, 'expiresAt', a.expires_at) order by a.left_at), '[]')
      from night_alert a where a.council_id = ${councilId} and a.child_id = ${childId} and a.withdrawn_at is null
        and a.left_at <= ${at}::timestamptz and a.expires_at > ${at}::timestamptz) as alerts`.execute(db)
  const row = rows[0] as Row
  const instant = (text: string) => Temporal.Instant.from(text)
  return {
    call: callFrom(row.call, now),
    openings: row.openings.map((one) => ({
      ...one,
      openedAt: instant(one.openedAt),
      closedAt: one.closedAt === null ? null : instant(one.closedAt),
    })),
    shifts: shiftsFrom(row.shifts),
    lastVisit: row.visit && {
      on: dayFrom(row.visit.on),
      workerId: row.visit.workerId,
      seen: row.visit.seen,
      alone: row.visit.alone === true || row.visit.alone === 'true' ? true : row.visit.alone === null ? null : false,
    },
    lastContact: row.contact && { ...row.contact, takenAt: instant(row.contact.takenAt) },
    alerts: row.alerts.map((one) => ({ ...one, expiresAt: instant(one.expiresAt) })),
  }
}

export type NewOpening = {
  councilId: number
  childId: string
  workerId: string
  arrangementId: string | null
  callId: string | null
  ground: string
  words: string
  at: Temporal.Instant
}

/** Writes down that a summary was opened, for which call or on which ground, and gives the opening's id. */
export const addOpening = async (db: Db, opening: NewOpening): Promise<string> => {
  const openingId = newId()
  await db
    .insertInto('night_opening')
    .values({
      council_id: opening.councilId,
      opening_id: openingId,
      child_id: opening.childId,
      worker_id: opening.workerId,
      arrangement_id: opening.arrangementId,
      call_id: opening.callId,
      ground: opening.ground,
      words: opening.words,
      opened_at: opening.at,
    })
    .execute()
  return openingId
}

/** Closes what a worker has open of a child in this turn as opened by mistake, and gives the ids. */
export const closeAsWrongPerson = async (
  db: Db,
  opening: { councilId: number; childId: string; workerId: string; since: Temporal.Instant; at: Temporal.Instant },
): Promise<string[]> => {
  const rows = await db
    .updateTable('night_opening')
    .set({ closed_at: opening.at, wrong_person: true })
    .where('council_id', '=', opening.councilId)
    .where('child_id', '=', opening.childId)
    .where('worker_id', '=', opening.workerId)
    .where('opened_at', '>=', opening.since)
    .where('closed_at', 'is', null)
    .returning('opening_id')
    .execute()
  return rows.map((row) => row.opening_id)
}

export type Named = { name: string; phone: string | null }

/** Names of workers and teams by id, as far as the viewer's directory goes. One reading. */
export const namesOf = async (
  db: Db,
  directory: readonly number[],
  workerIds: readonly (string | null)[],
  teamIds: readonly (string | null)[],
): Promise<Map<string, Named>> => {
  const workers = [...new Set(workerIds.filter((id) => id !== null))]
  const teams = [...new Set(teamIds.filter((id) => id !== null))]
  if (directory.length === 0 || workers.length + teams.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string; phone: string | null }>`
    select w.worker_id as id, w.display_name as name, w.work_phone as phone from worker w
      where w.council_id = any(${councilList(directory)}) and w.worker_id = ${anyId(workers)}
    union all
    select t.team_id, t.name, null from team t where t.council_id = any(${councilList(directory)}) and t.team_id = ${anyId(teams)}`.execute(
    db,
  )
  return new Map(rows.map(({ id, ...named }) => [id, named]))
}
