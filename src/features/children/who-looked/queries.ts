import type { Db } from '../../../database/connection.ts'

export type LookFilter = { outcomes: readonly string[] | null; workerId: string | null }

/** Who opened one child's record since a moment, newest first; one row more than asked says that there are older ones. */
export const looksAt = (
  db: Db,
  councilId: number,
  childId: string,
  since: Temporal.Instant,
  filter: LookFilter,
  page: { limit: number; offset: number },
) => {
  let query = db
    .selectFrom('audit_event')
    .select(['happened_at', 'worker_id', 'task', 'outcome', 'reason', 'canonical', 'lane', 'seq'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('happened_at', '>=', since)
  if (filter.outcomes !== null) query = query.where('outcome', 'in', [...filter.outcomes])
  if (filter.workerId !== null) query = query.where('worker_id', '=', filter.workerId)
  return query
    .orderBy('happened_at', 'desc')
    .orderBy('lane')
    .orderBy('seq', 'desc')
    .limit(page.limit + 1)
    .offset(page.offset)
    .execute()
}

/** How often each person opened the record since a moment: the list a filter offers. */
export const lookers = (db: Db, councilId: number, childId: string, since: Temporal.Instant) =>
  db
    .selectFrom('audit_event')
    .select((expression) => ['worker_id', expression.fn.countAll<number>().as('times')])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('happened_at', '>=', since)
    .groupBy('worker_id')
    .orderBy('times', 'desc')
    .limit(200)
    .execute()

/** Titles of agreements by id, as far as the reader's directory goes. */
export const agreementTitles = async (
  db: Db,
  directory: readonly number[],
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (ids.length === 0 || directory.length === 0) return new Map()
  const rows = await db
    .selectFrom('arrangement')
    .select(['arrangement_id', 'title'])
    .where('council_id', 'in', [...directory])
    .where('arrangement_id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.arrangement_id, row.title]))
}
