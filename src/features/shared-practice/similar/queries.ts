import { sql } from 'kysely'
import { childrensFunctions } from '../../../access/roles.ts'
import type { Db } from '../../../database/connection.ts'
import { dayOf } from '../../../lib/day.ts'

const list = (values: readonly (number | string)[]) => sql.join(values.map((value) => sql`${value}`))

export type PopulationNow = {
  councilId: number
  aged0To17: number
  everyone: number | null
  measuredOn: Temporal.PlainDate
}

/** The newest population of each council. */
export const newestPopulations = async (db: Db, councilIds: readonly number[]): Promise<PopulationNow[]> =>
  councilIds.length === 0
    ? []
    : db
        .selectFrom('council_population')
        .distinctOn('council_id')
        .select(['council_id as councilId', 'aged_0_to_17 as aged0To17', 'everyone', 'measured_on as measuredOn'])
        .where('council_id', 'in', councilIds)
        .orderBy('council_id')
        .orderBy('measured_on', 'desc')
        .execute()

/** Whole posts for children that serve each council today, in FTE. */
export const staffOf = async (
  db: Db,
  councilIds: readonly number[],
  now: Temporal.Instant,
): Promise<Map<number, number>> => {
  if (councilIds.length === 0) return new Map()
  const today = dayOf(now)
  const { rows } = await sql<{ councilId: number; fte: number }>`
    select r.reaches_id as "councilId", sum(p.fte * r.share / 100) as fte
    from post p join post_reach r on r.council_id = p.council_id and r.post_id = p.post_id
    where p.council_id in (${list(councilIds)}) and r.reaches_id in (${list(councilIds)}) and p.starts_on <= ${today}
      and (p.ends_on is null or p.ends_on >= ${today}) and (p.ended_at is null or p.ended_at > ${now})
      and p.functions && array[${list([...childrensFunctions])}]::text[]
    group by 1`.execute(db)
  return new Map(rows.map((row) => [row.councilId, row.fte]))
}

export type Counted = { councilId: number; kind: string; children: number }

/** Children looked after and on plans today, in councils whose children the viewer may see in summary. */
export const childrenNow = (db: Db, councilIds: readonly number[]): Promise<Counted[]> =>
  councilIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('spell')
        .select(['council_id as councilId', 'kind', sql<number>`count(distinct child_id)`.as('children')])
        .where('council_id', 'in', councilIds)
        .where('kind', 'in', ['looked_after', 'child_protection_plan', 'child_in_need_plan'])
        .where('ends_on', 'is', null)
        .groupBy(['council_id', 'kind'])
        .execute()
