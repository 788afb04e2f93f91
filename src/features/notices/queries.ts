import type { Db } from '../../database/connection.ts'
import { newId } from '../../lib/ids.ts'

export type Telling = {
  /** where those who are told are employed: one council, or all of the teller's directory */
  councilId: number | readonly number[]
  workerIds: readonly string[]
  kind: string
  /** no child's data: it also goes by e-mail */
  words: string
  /** an address of this service: ids only */
  path: string
  /** what it is about: nobody is told twice of the same. Left out, it is told each time */
  aboutId?: string
  now: Temporal.Instant
}

/** Tells workers something, in the transaction of what happened. Those who were told it already are not told again. */
export const tell = async (db: Db, telling: Telling): Promise<void> => {
  const councils = [telling.councilId].flat()
  const ids = [...new Set(telling.workerIds)]
  if (ids.length === 0 || councils.length === 0) return
  const workers = await db
    .selectFrom('worker')
    .select(['council_id', 'worker_id'])
    .where('council_id', 'in', councils)
    .where('worker_id', 'in', ids)
    .execute()
  if (workers.length === 0) return
  const aboutId = telling.aboutId ?? newId()
  await db
    .insertInto('notice')
    .values(
      workers.map((worker) => ({
        ...worker,
        notice_id: newId(),
        kind: telling.kind,
        words: telling.words,
        path: telling.path,
        about_id: aboutId,
        made_at: telling.now,
      })),
    )
    // Without naming the columns: a row that is another's to read could otherwise not be written.
    .onConflict((same) => same.doNothing())
    .execute()
}

export type Notice = {
  noticeId: string
  kind: string
  words: string
  path: string
  madeAt: Temporal.Instant
  readAt: Temporal.Instant | null
}

/** A worker's newest notices. */
export const noticesOf = (db: Db, workerId: string, most = 60): Promise<Notice[]> =>
  db
    .selectFrom('notice')
    .select(['notice_id as noticeId', 'kind', 'words', 'path', 'made_at as madeAt', 'read_at as readAt'])
    .where('worker_id', '=', workerId)
    .orderBy('made_at', 'desc')
    .orderBy('notice_id')
    .limit(most)
    .execute()

/** How many notices a worker has not read: for the top bar. */
export const unreadCount = async (db: Db, workerId: string): Promise<number> => {
  const row = await db
    .selectFrom('notice')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('worker_id', '=', workerId)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Notices of a worker up to a moment are read. */
export const readUpTo = async (
  db: Db,
  workerId: string,
  madeBy: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> => {
  await db
    .updateTable('notice')
    .set({ read_at: now })
    .where('worker_id', '=', workerId)
    .where('read_at', 'is', null)
    .where('made_at', '<=', madeBy)
    .execute()
}
