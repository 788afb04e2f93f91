import { type RawBuilder, sql } from 'kysely'
import type { Hours } from '../../../access/scopes.ts'
import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { RotaPart, Shift } from './shift.ts'

/** Councils as one value, so that a statement's text stays the same. */
export const councilList = (ids: readonly number[]): RawBuilder<unknown> => sql`${`{${ids.join(',')}}`}::int[]`

/** Turns of the rotas of these councils that overlap a stretch, as one JSON value for statements that read more beside it. */
export const shiftsBetween = (
  councilIds: readonly number[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): RawBuilder<unknown> => sql`(
  select coalesce(json_agg(json_build_object('councilId', s.council_id, 'shiftId', s.shift_id, 'teamId', s.team_id, 'team', t.name,
      'workerId', s.worker_id, 'name', w.display_name, 'phone', coalesce(s.phone, w.work_phone), 'part', s.part,
      'from', s.starts_at, 'to', s.ends_at) order by t.name, s.starts_at, s.shift_id), '[]')
  from rota_shift s
  join team t on t.council_id = s.council_id and t.team_id = s.team_id
  left join worker w on w.worker_id = s.worker_id and w.council_id = any(${councilList(councilIds)})
  where s.council_id = any(${councilList(councilIds)}) and s.withdrawn_at is null
    and s.starts_at <= ${to.toString()}::timestamptz and s.ends_at > ${from.toString()}::timestamptz)`

type ShiftJson = Omit<Shift, 'from' | 'to' | 'name'> & { name: string | null; from: string; to: string }

export const shiftsFrom = (rows: readonly unknown[]): Shift[] =>
  (rows as ShiftJson[]).map((row) => ({
    ...row,
    part: row.part as RotaPart,
    name: row.name ?? 'A colleague of another council',
    from: Temporal.Instant.from(row.from),
    to: Temporal.Instant.from(row.to),
  }))

/** Who is on at a moment in these councils (those of the viewer's directory), by team. One reading. */
export const shiftsAt = (db: Db, councilIds: readonly number[], at: Temporal.Instant): Promise<Shift[]> =>
  shiftsIn(db, councilIds, at, at)

/** The turns that overlap a stretch of time. */
export const shiftsIn = async (
  db: Db,
  councilIds: readonly number[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<Shift[]> => {
  if (councilIds.length === 0) return []
  const { rows } = await sql<{ shifts: unknown[] }>`select ${shiftsBetween(councilIds, from, to)} as shifts`.execute(db)
  return shiftsFrom(rows[0]?.shifts ?? [])
}

export type RotaTeam = {
  councilId: number
  teamId: string
  name: string
  managerId: string | null
  /** councils whose children posts of the team reach, and the hours agreed for it; null hours: always */
  reaches: number[]
  hours: Hours[]
  /** posts of the team answer out of hours */
  ofTheNight: boolean
}

const livePost = (alias: string, on: Day, now: Temporal.Instant) => sql`
  ${sql.ref(`${alias}.starts_on`)} <= ${on} and (${sql.ref(`${alias}.ends_on`)} is null or ${sql.ref(`${alias}.ends_on`)} >= ${on})
    and (${sql.ref(`${alias}.ended_at`)} is null or ${sql.ref(`${alias}.ended_at`)} > ${now.toString()}::timestamptz)`

/** A team with what its rota must cover: the councils its posts reach, and the hours agreed. Null when there is none. */
export const rotaTeam = async (
  db: Db,
  councilId: number,
  teamId: string,
  directory: readonly number[],
  at: { today: Day; now: Temporal.Instant },
): Promise<RotaTeam | null> => {
  const { rows } = await sql<RotaTeam>`
    select t.council_id as "councilId", t.team_id as "teamId", t.name, t.manager_id as "managerId",
      coalesce((select json_agg(distinct r.reaches_id) from post p join post_reach r on r.council_id = p.council_id and r.post_id = p.post_id
        where p.council_id = any(${councilList(directory)}) and p.team_council_id = t.council_id and p.team_id = t.team_id and ${livePost('p', at.today, at.now)}), '[]') as reaches,
      coalesce((select jsonb_agg(distinct a.hours) from post p join post_reach r on r.council_id = p.council_id and r.post_id = p.post_id
          join arrangement a on a.council_id = r.arrangement_council_id and a.arrangement_id = r.arrangement_id and a.hours is not null
        where p.council_id = any(${councilList(directory)}) and p.team_council_id = t.council_id and p.team_id = t.team_id and ${livePost('p', at.today, at.now)}), '[]') as hours,
      exists (select from post p where p.council_id = any(${councilList(directory)}) and p.team_council_id = t.council_id and p.team_id = t.team_id
        and 'emergency duty' = any(p.functions) and ${livePost('p', at.today, at.now)}) as "ofTheNight"
    from team t where t.council_id = ${councilId} and t.team_id = ${teamId}`.execute(db)
  return rows[0] ?? null
}

/** Teams of these councils that have a rota: turns in a stretch of time, or a post that answers out of hours. */
export const teamsWithRota = async (
  db: Db,
  directory: readonly number[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<{ councilId: number; teamId: string; name: string }[]> => {
  if (directory.length === 0) return []
  const { rows } = await sql<{ councilId: number; teamId: string; name: string }>`
    select t.council_id as "councilId", t.team_id as "teamId", t.name from team t
    where t.council_id = any(${councilList(directory)}) and (
      exists (select from rota_shift s where s.council_id = t.council_id and s.team_id = t.team_id and s.withdrawn_at is null
        and s.ends_at > ${from.toString()}::timestamptz and s.starts_at < ${to.toString()}::timestamptz)
      or exists (select from post p where p.council_id = any(${councilList(directory)}) and p.team_council_id = t.council_id and p.team_id = t.team_id
        and 'emergency duty' = any(p.functions)))
    order by t.council_id, t.name`.execute(db)
  return rows
}

export type RotaPerson = { workerId: string; name: string; title: string; phone: string | null }

/** Who may stand on a team's rota: everybody with a post in it, and the managers of its council. */
export const peopleForRota = async (
  db: Db,
  team: { councilId: number; teamId: string },
  directory: readonly number[],
  at: { today: Day; now: Temporal.Instant },
): Promise<RotaPerson[]> => {
  const { rows } = await sql<RotaPerson>`
    select distinct on (w.family_name, w.given_name, w.worker_id) w.worker_id as "workerId", w.display_name as name, p.title, w.work_phone as phone
    from post p join worker w on w.worker_id = p.worker_id and w.council_id = any(${councilList(directory)})
    where p.council_id = any(${councilList(directory)}) and ${livePost('p', at.today, at.now)}
      and ((p.team_council_id = ${team.councilId} and p.team_id = ${team.teamId})
        or (p.council_id = ${team.councilId} and p.role in ('team manager', 'service manager', 'director')))
    order by w.family_name, w.given_name, w.worker_id, p.starts_on`.execute(db)
  return rows
}

/** Of these workers, those who hold no post any more: a rota that still names them is told so. */
export const withoutPost = async (
  db: Db,
  directory: readonly number[],
  workerIds: readonly string[],
  at: { today: Day; now: Temporal.Instant },
): Promise<Set<string>> => {
  const ids = [...new Set(workerIds)]
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select distinct p.worker_id as id from post p
    where p.council_id = any(${councilList(directory)}) and p.worker_id = ${anyId(ids)} and ${livePost('p', at.today, at.now)}`.execute(
    db,
  )
  const live = new Set(rows.map((row) => row.id))
  return new Set(ids.filter((id) => !live.has(id)))
}

/** Holds other changes to the same person's turns back until this one is saved, so that two cannot both fit. */
export const lockRotaOf = async (db: Db, workerId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${workerId}, 14))`.execute(db)
}

/** The turns of one worker, on whatever rota, that overlap a stretch. */
export const turnsOf = (
  db: Db,
  directory: readonly number[],
  workerId: string,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<{ workerId: string; from: Temporal.Instant; to: Temporal.Instant; part: string }[]> =>
  db
    .selectFrom('rota_shift')
    .select(['worker_id as workerId', 'starts_at as from', 'ends_at as to', 'part'])
    .where('council_id', 'in', [...directory])
    .where('worker_id', '=', workerId)
    .where('withdrawn_at', 'is', null)
    .where('ends_at', '>', from)
    .where('starts_at', '<', to)
    .orderBy('starts_at')
    .execute()

export type NewShift = {
  councilId: number
  teamId: string
  workerId: string
  part: RotaPart
  from: Temporal.Instant
  to: Temporal.Instant
  phone: string | null
  setBy: string
  at: Temporal.Instant
}

export const addShift = async (db: Db, shift: NewShift): Promise<void> => {
  await db
    .insertInto('rota_shift')
    .values({
      council_id: shift.councilId,
      shift_id: newId(),
      team_id: shift.teamId,
      worker_id: shift.workerId,
      part: shift.part,
      starts_at: shift.from,
      ends_at: shift.to,
      phone: shift.phone,
      set_by: shift.setBy,
      set_at: shift.at,
    })
    .execute()
}

/** Whether a team's rota holds a turn, or held it before it was withdrawn. */
export const isTurnOf = async (
  db: Db,
  shift: { councilId: number; teamId: string; shiftId: string },
): Promise<boolean> => {
  const row = await db
    .selectFrom('rota_shift')
    .select('shift_id')
    .where('council_id', '=', shift.councilId)
    .where('team_id', '=', shift.teamId)
    .where('shift_id', '=', shift.shiftId)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes a turn off the rota; false when it was off already. What the rota said before can still be told. */
export const withdrawShift = async (
  db: Db,
  shift: { councilId: number; teamId: string; shiftId: string; by: string; at: Temporal.Instant },
): Promise<boolean> => {
  const [changed] = await db
    .updateTable('rota_shift')
    .set({ withdrawn_at: shift.at, withdrawn_by: shift.by })
    .where('council_id', '=', shift.councilId)
    .where('team_id', '=', shift.teamId)
    .where('shift_id', '=', shift.shiftId)
    .where('withdrawn_at', 'is', null)
    .execute()
  return Number(changed?.numUpdatedRows ?? 0) > 0
}
