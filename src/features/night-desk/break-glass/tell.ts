import type { Role } from '../../../access/roles.ts'
import type { Db } from '../../../database/connection.ts'
import type { Database } from '../../../database/open.ts'
import { inTransaction, noWalls } from '../../../database/transaction.ts'
import { type Day, dayOf } from '../../../lib/day.ts'
import { looksNow } from '../../../web/looks.ts'
import { tell } from '../../notices/index.ts'

/** Who looks into it first: those who keep the council's information in order, and its service managers. */
const reviewers: readonly Role[] = ['information governance lead', 'service manager']

/** Workers with a post in one of these roles that reaches a council's records on a day. */
const holdersOf = async (
  db: Db,
  councilId: number,
  directory: readonly number[],
  roles: readonly Role[],
  on: Day,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('post')
    .innerJoin('post_reach', (join) =>
      join.onRef('post_reach.council_id', '=', 'post.council_id').onRef('post_reach.post_id', '=', 'post.post_id'),
    )
    .select('post.worker_id as workerId')
    .distinct()
    .where('post.council_id', 'in', [...directory])
    .where('post_reach.council_id', 'in', [...directory])
    .where('post_reach.reaches_id', '=', councilId)
    .where('post_reach.reaches_records', '=', true)
    .where('post.role', 'in', [...roles])
    .where('post.ended_at', 'is', null)
    .where('post.starts_on', '<=', on)
    .where((or) => or.or([or('post.ends_on', 'is', null), or('post.ends_on', '>=', on)]))
    .execute()
  return rows.map((row) => row.workerId)
}

export type ToReview = { councilId: number; breakId: string; workerId: string }

/** Tells the council's reviewers, never whoever opened the record. */
export const tellReviewers = async (
  db: Db,
  directory: readonly number[],
  one: ToReview,
  now: Temporal.Instant,
): Promise<void> => {
  const found = await holdersOf(db, one.councilId, directory, reviewers, dayOf(now))
  await tell(db, {
    councilId: directory,
    workerIds: found.filter((workerId) => workerId !== one.workerId),
    kind: 'break-glass to review',
    words: 'A record was opened beyond the agreement. Look into it by the next working day',
    path: `/${one.councilId}/break-glass/${one.breakId}`,
    aboutId: one.breakId,
    now,
  })
}

/** What nobody looked into for three working days is told to the director. Answers how many there are. */
export const tellOfEscalatedBreaks = async (database: Database, now: Temporal.Instant): Promise<number> => {
  const councils = (await looksNow(database)).ids()
  return inTransaction(
    database,
    async ({ db }) => {
      const late: ToReview[] = await db
        .selectFrom('break_glass')
        .select(['council_id as councilId', 'break_id as breakId', 'worker_id as workerId'])
        .where('council_id', 'in', councils)
        .where('reviewed_at', 'is', null)
        .where('escalate_on', '<=', dayOf(now))
        .execute()
      for (const one of late)
        await tell(db, {
          councilId: councils,
          workerIds: (await holdersOf(db, one.councilId, councils, ['director'], dayOf(now))).filter(
            (workerId) => workerId !== one.workerId,
          ),
          kind: 'break-glass escalated',
          words: 'A record was opened beyond the agreement and nobody has looked into it for three working days',
          path: `/${one.councilId}/break-glass/${one.breakId}`,
          aboutId: one.breakId,
          now,
        })
      return { result: late.length }
    },
    { walls: { ...noWalls, find: councils, record: councils, directory: councils } },
  )
}
