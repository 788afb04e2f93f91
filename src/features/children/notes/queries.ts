import type { Db } from '../../../database/connection.ts'
import type { EventRow } from '../journey/queries.ts'

/** One event of this child; undefined when there is none for the viewer, or it is another child's. */
export const eventOfChild = (
  db: Db,
  councilId: number,
  childId: string,
  eventId: string,
): Promise<EventRow | undefined> =>
  db
    .selectFrom('event')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()

export type Earlier = {
  version: number
  content: Record<string, unknown>
  replacedAt: Temporal.Instant
  replacedBy: string | null
  reason: string
}

/** Every earlier version of a record, the newest first. */
export const earlierVersions = (db: Db, councilId: number, childId: string, recordId: string): Promise<Earlier[]> =>
  db
    .selectFrom('earlier_version')
    .select(['version', 'content', 'replaced_at as replacedAt', 'replaced_by as replacedBy', 'reason'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('record_id', '=', recordId)
    .orderBy('version', 'desc')
    .execute()
