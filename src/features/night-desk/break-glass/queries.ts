import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import { councilList } from '../rota/queries.ts'
import type { BreakGround, Finding } from './break-glass.ts'

export type NewBreak = {
  councilId: number
  childId: string
  workerId: string
  arrangementId: string | null
  ground: BreakGround
  reason: string
  at: Temporal.Instant
  expiresAt: Temporal.Instant
  reviewDueOn: Day
  escalateOn: Day
}

/** Opens the whole record of a child to a worker for a while, and gives the id of what will be looked into. */
export const addBreak = async (db: Db, broken: NewBreak): Promise<string> => {
  const breakId = newId()
  await db
    .insertInto('break_glass')
    .values({
      council_id: broken.councilId,
      break_id: breakId,
      child_id: broken.childId,
      worker_id: broken.workerId,
      arrangement_id: broken.arrangementId,
      ground: broken.ground,
      reason: broken.reason,
      opened_at: broken.at,
      expires_at: broken.expiresAt,
      review_due_on: broken.reviewDueOn,
      escalate_on: broken.escalateOn,
    })
    .execute()
  return breakId
}

/** Shuts what a worker has open of a child, and gives the ids. */
export const closeBreaks = async (
  db: Db,
  broken: { councilId: number; childId: string; workerId: string; at: Temporal.Instant },
): Promise<string[]> => {
  const rows = await db
    .updateTable('break_glass')
    .set({ closed_at: broken.at })
    .where('council_id', '=', broken.councilId)
    .where('child_id', '=', broken.childId)
    .where('worker_id', '=', broken.workerId)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', broken.at)
    .where('reviewed_at', 'is', null)
    .returning('break_id')
    .execute()
  return rows.map((row) => row.break_id)
}

export type BrokenGlass = {
  breakId: string
  childId: string
  givenName: string
  familyName: string
  knownAs: string | null
  workerId: string
  worker: string | null
  ground: string
  reason: string
  openedAt: Temporal.Instant
  expiresAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  reviewDueOn: Day
  escalateOn: Day
  reviewedBy: string | null
  reviewer: string | null
  reviewedAt: Temporal.Instant | null
  finding: string | null
  reviewWords: string | null
}

const brokenRows = async (
  db: Db,
  councilId: number,
  directory: readonly number[],
  which: RawBuilder<unknown>,
): Promise<BrokenGlass[]> => {
  const nameOf = (column: string) => sql`(select w.display_name from worker w
    where w.council_id = any(${councilList(directory)}) and w.worker_id = ${sql.ref(column)} limit 1)`
  const { rows } = await sql<BrokenGlass>`
    select b.break_id as "breakId", b.child_id as "childId", p.given_name as "givenName", p.family_name as "familyName", p.known_as as "knownAs",
      b.worker_id as "workerId", ${nameOf('b.worker_id')} as worker, b.ground, b.reason, b.opened_at as "openedAt", b.expires_at as "expiresAt",
      b.closed_at as "closedAt", b.review_due_on as "reviewDueOn", b.escalate_on as "escalateOn", b.reviewed_by as "reviewedBy",
      ${nameOf('b.reviewed_by')} as reviewer, b.reviewed_at as "reviewedAt", b.finding, b.review_words as "reviewWords"
    from break_glass b join person p on p.council_id = b.council_id and p.person_id = b.child_id
    where b.council_id = ${councilId} and ${which}
    order by (b.reviewed_at is not null), b.escalate_on, b.opened_at desc
    limit 200`.execute(db)
  return rows
}

/** Broken glasses of a council: all that wait for somebody, and what was looked into since a moment. Restricted children's stay hidden. */
export const brokenOf = (
  db: Db,
  councilId: number,
  directory: readonly number[],
  reviewedSince: Temporal.Instant,
): Promise<BrokenGlass[]> =>
  brokenRows(
    db,
    councilId,
    directory,
    sql`(b.reviewed_at is null or b.reviewed_at >= ${reviewedSince.toString()}::timestamptz)`,
  )

/** Those opened between two moments. */
export const brokenBetween = (
  db: Db,
  councilId: number,
  directory: readonly number[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<BrokenGlass[]> =>
  brokenRows(
    db,
    councilId,
    directory,
    sql`b.opened_at >= ${from.toString()}::timestamptz and b.opened_at < ${to.toString()}::timestamptz`,
  )

export const brokenGlass = async (
  db: Db,
  councilId: number,
  directory: readonly number[],
  breakId: string,
): Promise<BrokenGlass | null> =>
  (await brokenRows(db, councilId, directory, sql`b.break_id = ${breakId}::uuid`))[0] ?? null

/** What one worker did in one child's record between two moments, by the audit: each kind of act with how often. */
export const actsBetween = (
  db: Db,
  asked: { councilId: number; childId: string; workerId: string; from: Temporal.Instant; to: Temporal.Instant },
): Promise<{ task: string; outcome: string; times: number }[]> =>
  db
    .selectFrom('audit_event')
    .select((expression) => ['task', 'outcome', expression.fn.countAll<number>().as('times')])
    .where('council_id', '=', asked.councilId)
    .where('child_id', '=', asked.childId)
    .where('worker_id', '=', asked.workerId)
    .where('happened_at', '>=', asked.from)
    .where('happened_at', '<=', asked.to)
    .where('outcome', 'in', ['opened', 'saved'])
    .groupBy(['task', 'outcome'])
    .orderBy('times', 'desc')
    .execute()

/** Writes down what somebody found who was not the one who did it; false when somebody had already. */
export const addReview = async (
  db: Db,
  review: {
    councilId: number
    breakId: string
    finding: Finding
    words: string
    by: string
    at: Temporal.Instant
  },
): Promise<boolean> => {
  const [changed] = await db
    .updateTable('break_glass')
    .set({
      reviewed_by: review.by,
      reviewed_at: review.at,
      finding: review.finding,
      review_words: review.words,
    })
    .where('council_id', '=', review.councilId)
    .where('break_id', '=', review.breakId)
    .where('reviewed_at', 'is', null)
    .where('worker_id', '<>', review.by)
    .execute()
  return Number(changed?.numUpdatedRows ?? 0) > 0
}

/** How many broken glasses of these councils wait for somebody other than the viewer, and how many of them for the director. */
export const reviewsWaiting = async (
  db: Db,
  councilIds: readonly number[],
  workerId: string,
  today: Day,
): Promise<{ councilId: number; waiting: number; escalated: number }[]> => {
  if (councilIds.length === 0) return []
  return db
    .selectFrom('break_glass')
    .select([
      'council_id as councilId',
      sql<number>`count(*)::int`.as('waiting'),
      sql<number>`(count(*) filter (where escalate_on <= ${today}))::int`.as('escalated'),
    ])
    .where('council_id', 'in', [...councilIds])
    .where('reviewed_at', 'is', null)
    .where('worker_id', '<>', workerId)
    .groupBy('council_id')
    .execute()
}
