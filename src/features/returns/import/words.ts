import type { Db } from '../../../database/connection.ts'
import type { Format } from './brought.ts'

export const formatNames: Readonly<Record<Format, string>> = {
  ssda903: 'Children looked after (SSDA903)',
  cin: 'Children in need census',
}

/** The names of workers of this council; ids that are not its own are left out. */
export const workerName = async (
  db: Db,
  councilId: number,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> => {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('worker')
    .select(['worker_id', 'display_name'])
    .where('council_id', '=', councilId)
    .where('worker_id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.worker_id, row.display_name]))
}
