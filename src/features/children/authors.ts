import type { Db } from '../../database/connection.ts'
import { type Day, isBefore } from '../../lib/day.ts'
import type { Ask } from '../../web/task.ts'
import { type Author, settingOf, settleChild } from './journey/queries.ts'
import type { Setting } from './timescales/timescale.ts'

// What every task that records something needs: who writes, what is due afterwards, and the names of colleagues.

export const authorOf = (ask: Ask): Author => ({ workerId: ask.viewer.workerId, at: ask.now })

/** The council's own limits and working days as they hold at this moment. */
export const settingFor = (ask: Ask): Promise<Setting> =>
  settingOf(ask.db, ask.councilId, { today: ask.today, now: ask.now, calendar: ask.calendar(ask.councilId) })

/** Rewrites what follows from the record of the child of the address: the last thing each save does. */
export const settle = async (ask: Ask): Promise<void> =>
  settleChild(ask.db, ask.councilId, ask.childId, await settingFor(ask), ask.viewer.workerId)

export const childPath = (ask: Pick<Ask, 'councilId' | 'childId'>): string =>
  `/${ask.councilId}/children/${ask.childId}`

/** The names of workers by id, as far as the viewer's directory reaches; ids beyond it are left out. */
export const workerNames = async (
  db: Db,
  directory: readonly number[],
  ids: readonly (string | null)[],
): Promise<Map<string, string>> => {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0 || directory.length === 0) return new Map()
  const rows = await db
    .selectFrom('worker')
    .select(['worker_id', 'display_name'])
    .where('council_id', 'in', [...directory])
    .where('worker_id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.worker_id, row.display_name]))
}

/** The earliest visit that is due to a child, of any kind of visit; null when none has a date. */
export const nextVisitDue = async (db: Db, councilId: number, childId: string): Promise<Day | null> => {
  const rows = await db
    .selectFrom('due')
    .select(['timescale', 'due_on'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .execute()
  const days = rows.flatMap((row) => (row.due_on !== null && /(^|-)visit(-|$)/.test(row.timescale) ? [row.due_on] : []))
  return days.reduce<Day | null>((first, day) => (first === null || isBefore(day, first) ? day : first), null)
}
