import { sql } from 'kysely'
import type { Db } from '../../database/connection.ts'
import type { Day } from '../../lib/day.ts'

// Where a council keeps its record: here, or in a case system of its own which is mirrored here.

export type RecordKept = {
  kept: 'here' | 'mirrored'
  staleHours: number
  /** an extract whose tables have lost more than this share of their rows is taken for a broken one */
  fallPercent: number
  /** children whose record was begun here, or came with a return: somebody would lose them */
  hasOwn: boolean
}

/** Null for a council that is not here. */
export const recordKeptBy = async (db: Db, councilId: number): Promise<RecordKept | null> => {
  const { rows } = await sql<RecordKept>`
    select record_kept as kept, mirror_stale_hours as "staleHours", mirror_fall_percent as "fallPercent",
      exists (select from person p where p.council_id = c.council_id and p.is_child and p.source <> 'mirrored') as "hasOwn"
    from council c where c.council_id = ${councilId}`.execute(db)
  return rows[0] ?? null
}

/** From now on the council's record is a mirror of its own system's: read here, changed there. */
export const keepRecordElsewhere = async (db: Db, councilId: number): Promise<void> => {
  await db.updateTable('council').set({ record_kept: 'mirrored' }).where('council_id', '=', councilId).execute()
}

/** Timescales that the council's extract cannot answer; nothing is written where the newest list says the same. */
export const leaveOutTimescales = async (
  db: Db,
  councilId: number,
  ids: readonly string[],
  on: Day,
): Promise<boolean> => {
  const name = 'timescales left out'
  const value = JSON.stringify([...ids].sort())
  const { rows } = await sql<{ same: boolean }>`
    select value = ${value}::text::jsonb as same from council_setting
    where council_id = ${councilId} and name = ${name} order by holds_from desc limit 1`.execute(db)
  if (rows[0]?.same === true) return false
  await db
    .insertInto('council_setting')
    .values({ council_id: councilId, name, holds_from: on, value })
    .onConflict((same) => same.columns(['council_id', 'name', 'holds_from']).doUpdateSet({ value }))
    .execute()
  return true
}
