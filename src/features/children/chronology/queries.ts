import type { Db } from '../../../database/connection.ts'
import type { Correction } from './entries.ts'

/** What was corrected in a child's record, without what it said before: a line of a chronology only says that it was. */
export const correctionsOf = (db: Db, councilId: number, childId: string): Promise<Correction[]> =>
  db
    .selectFrom('earlier_version')
    .select(['record_id as recordId', 'version', 'replaced_at as replacedAt', 'replaced_by as replacedBy', 'reason'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('record', 'in', ['spell', 'event'])
    .orderBy('replaced_at')
    .execute()

/** Every earlier version of one record of a child, newest first, with what it said. */
export const earlierVersionsOf = (db: Db, councilId: number, childId: string, recordId: string) =>
  db
    .selectFrom('earlier_version')
    .select(['version', 'record', 'content', 'replaced_at', 'replaced_by', 'reason'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('record_id', '=', recordId)
    .orderBy('version', 'desc')
    .execute()

/** One event of a child. Undefined when it is not there, not this child's, or not the reader's. */
export const eventOfChild = (db: Db, councilId: number, childId: string, eventId: string) =>
  db
    .selectFrom('event')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
