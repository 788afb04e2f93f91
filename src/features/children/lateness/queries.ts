import type { Db } from '../../../database/connection.ts'

export type BreachReason = {
  reason: string
  words: string
  allowedBy: string | null
  givenBy: string
  givenAt: Temporal.Instant
}

export const breachReason = (
  db: Db,
  councilId: number,
  childId: string,
  timescale: string,
  triggerId: string,
): Promise<BreachReason | undefined> =>
  db
    .selectFrom('breach_reason')
    .select(['reason', 'words', 'allowed_by as allowedBy', 'given_by as givenBy', 'given_at as givenAt'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('timescale', '=', timescale)
    .where('trigger_id', '=', triggerId)
    .executeTakeFirst()

export const giveReason = async (
  db: Db,
  breach: { councilId: number; childId: string; restricted: boolean; timescale: string; triggerId: string },
  given: BreachReason,
): Promise<void> => {
  const said = {
    reason: given.reason,
    words: given.words,
    allowed_by: given.allowedBy,
    given_by: given.givenBy,
    given_at: given.givenAt,
  }
  await db
    .insertInto('breach_reason')
    .values({
      council_id: breach.councilId,
      child_id: breach.childId,
      restricted: breach.restricted,
      timescale: breach.timescale,
      trigger_id: breach.triggerId,
      ...said,
    })
    .onConflict((same) => same.columns(['council_id', 'child_id', 'timescale', 'trigger_id']).doUpdateSet(said))
    .execute()
}

/** Those who may allow a delay in this council: its managers in post. */
export const managersOf = (
  db: Db,
  councilId: number,
  directory: readonly number[],
  today: Temporal.PlainDate,
): Promise<{ workerId: string; name: string; title: string }[]> =>
  db
    .selectFrom('post')
    .innerJoin('post_reach', (join) =>
      join.onRef('post_reach.council_id', '=', 'post.council_id').onRef('post_reach.post_id', '=', 'post.post_id'),
    )
    .innerJoin('worker', 'worker.worker_id', 'post.worker_id')
    .select(['worker.worker_id as workerId', 'worker.display_name as name', 'post.title as title'])
    .where('post.council_id', 'in', [...directory])
    .where('worker.council_id', 'in', [...directory])
    .where('post_reach.council_id', 'in', [...directory])
    .where('post_reach.reaches_id', '=', councilId)
    .where('post_reach.reaches_records', '=', true)
    .where('post.role', 'in', ['team manager', 'service manager', 'director'])
    .where('post.ended_at', 'is', null)
    .where('post.starts_on', '<=', today)
    .where((or) => or.or([or('post.ends_on', 'is', null), or('post.ends_on', '>=', today)]))
    .orderBy('worker.family_name')
    .orderBy('worker.given_name')
    .execute()
