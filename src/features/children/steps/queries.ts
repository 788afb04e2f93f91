import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'

/** Whom a council chose to decide where the law leaves it open: "<transition>:<part>" to a role's name. */
export const chosenDeciders = async (db: Db, councilId: number, today: Day): Promise<Record<string, string>> => {
  const rows = await db
    .selectFrom('council_setting')
    .distinctOn('name')
    .select(['name', 'value'])
    .where('council_id', '=', councilId)
    .where('name', '>=', 'decider:')
    .where('name', '<', 'decider;')
    .where('holds_from', '<=', today)
    .orderBy('name')
    .orderBy('holds_from', 'desc')
    .execute()
  return Object.fromEntries(
    rows.flatMap((row) => (typeof row.value === 'string' ? [[row.name.slice('decider:'.length), row.value]] : [])),
  )
}
