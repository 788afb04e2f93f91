import { sql } from 'kysely'
import type { Db } from '../../database/connection.ts'
import { dayOf } from '../../lib/day.ts'
import type { Agreement, ClauseWords, Hours, Kind, Level, Party } from './agreement.ts'

type ArrangementRow = {
  council_id: number
  arrangement_id: string
  title: string
  kind: string
  service: string
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate | null
  ended_at: Temporal.Instant | null
}

const agreementOf = (row: ArrangementRow, parties: readonly Party[]): Agreement => ({
  hostId: row.council_id,
  arrangementId: row.arrangement_id,
  title: row.title,
  kind: row.kind as Kind,
  service: row.service,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  endedOn: row.ended_at === null ? null : dayOf(row.ended_at),
  parties,
})

/** Every agreement hosted by these councils, with its parties, oldest first: two readings. */
export const agreementsOf = async (db: Db, hostIds: readonly number[]): Promise<Agreement[]> => {
  if (hostIds.length === 0) return []
  const rows = await db
    .selectFrom('arrangement')
    .select(['council_id', 'arrangement_id', 'title', 'kind', 'service', 'starts_on', 'ends_on', 'ended_at'])
    .where('council_id', 'in', hostIds)
    .orderBy('starts_on')
    .orderBy('title')
    .execute()
  const parties = await partyRows(db, hostIds)
  return rows.map((row) => agreementOf(row, parties.get(row.arrangement_id) ?? []))
}

const partyRows = async (db: Db, hostIds: readonly number[], arrangementId?: string): Promise<Map<string, Party[]>> => {
  let query = db
    .selectFrom('arrangement_party')
    .select([
      'arrangement_id as arrangementId',
      'party_id as partyId',
      'joined_on as joinedOn',
      'left_on as leftOn',
      'opens_records as opensRecords',
    ])
    .where('council_id', 'in', hostIds)
    .orderBy('joined_on')
    .orderBy('party_id')
  if (arrangementId !== undefined) query = query.where('arrangement_id', '=', arrangementId)
  return Map.groupBy(await query.execute(), (row) => row.arrangementId)
}

export type WholeAgreement = Agreement & {
  legalBasis: string
  purpose: string
  level: Level | null
  hours: Hours | null
  endedAt: Temporal.Instant | null
  endReason: string | null
  endedBy: string | null
  reviewOn: Temporal.PlainDate | null
  version: number
  clauses: ClauseWords[]
}

/** One agreement whole: three readings. Null when its host council is not one the viewer works with. */
export const agreementWhole = async (db: Db, hostId: number, arrangementId: string): Promise<WholeAgreement | null> => {
  const row = await db
    .selectFrom('arrangement')
    .selectAll()
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .executeTakeFirst()
  if (!row) return null
  const parties = await partyRows(db, [hostId], arrangementId)
  const clauses = await db
    .selectFrom('arrangement_clause')
    .select(['clause', 'effect', 'function_name as functionName', 'party_id as partyId', 'words'])
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .execute()
  return {
    ...agreementOf(row, parties.get(arrangementId) ?? []),
    legalBasis: row.legal_basis,
    purpose: row.purpose,
    level: row.level as Level | null,
    hours: row.hours as Hours | null,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    endedBy: row.ended_by,
    reviewOn: row.review_on,
    version: row.version,
    clauses: clauses
      .map((clause) => ({ ...clause, effect: clause.effect as ClauseWords['effect'] }))
      .sort((a, b) => a.clause.localeCompare(b.clause, 'en', { numeric: true })),
  }
}

export type PostGroup = {
  employerId: number
  role: string
  functions: string[]
  reachesId: number
  reachesRecords: boolean
  people: number
  fte: number
  /** one of the posts, for the decision that is the same for all of them */
  postId: string
}

/** Posts that live today and reach a council because of this agreement, those that are alike counted together. */
export const postsUnder = async (
  db: Db,
  employerIds: readonly number[],
  arrangementId: string,
  now: Temporal.Instant,
): Promise<PostGroup[]> => {
  if (employerIds.length === 0) return []
  const today = dayOf(now)
  return db
    .selectFrom('post_reach')
    .innerJoin('post', (join) =>
      join.onRef('post.council_id', '=', 'post_reach.council_id').onRef('post.post_id', '=', 'post_reach.post_id'),
    )
    .select([
      'post.council_id as employerId',
      'post.role',
      'post.functions',
      'post_reach.reaches_id as reachesId',
      'post_reach.reaches_records as reachesRecords',
      sql<number>`count(distinct post.worker_id)`.as('people'),
      sql<number>`sum(post.fte * post_reach.share / 100)`.as('fte'),
      sql<string>`min(post.post_id::text)`.as('postId'),
    ])
    .where('post_reach.council_id', 'in', employerIds)
    .where('post_reach.arrangement_id', '=', arrangementId)
    .where('post.starts_on', '<=', today)
    .where((by) => by.or([by('post.ends_on', 'is', null), by('post.ends_on', '>=', today)]))
    .where((by) => by.or([by('post.ended_at', 'is', null), by('post.ended_at', '>', now)]))
    .groupBy(['post.council_id', 'post.role', 'post.functions', 'post_reach.reaches_id', 'post_reach.reaches_records'])
    .orderBy('post.council_id')
    .orderBy('post.role')
    .orderBy('post_reach.reaches_id')
    .execute()
}

export type PersonUnder = { councilId: number; workerId: string; name: string; title: string; employerId: number }

/** The people in those posts, by name, at most `most` of them. */
export const peopleUnder = async (
  db: Db,
  employerIds: readonly number[],
  arrangementId: string,
  now: Temporal.Instant,
  most: number,
): Promise<PersonUnder[]> => {
  if (employerIds.length === 0) return []
  const today = dayOf(now)
  return db
    .selectFrom('post')
    .innerJoin('worker', 'worker.worker_id', 'post.worker_id')
    .select([
      'worker.council_id as councilId',
      'worker.worker_id as workerId',
      'worker.display_name as name',
      'post.title',
      'post.council_id as employerId',
    ])
    .where('post.council_id', 'in', employerIds)
    .where('post.starts_on', '<=', today)
    .where((by) => by.or([by('post.ends_on', 'is', null), by('post.ends_on', '>=', today)]))
    .where((by) => by.or([by('post.ended_at', 'is', null), by('post.ended_at', '>', now)]))
    .where((by) =>
      by.exists(
        by
          .selectFrom('post_reach')
          .select('post_reach.post_id')
          .whereRef('post_reach.council_id', '=', 'post.council_id')
          .whereRef('post_reach.post_id', '=', 'post.post_id')
          .where('post_reach.arrangement_id', '=', arrangementId),
      ),
    )
    .orderBy('worker.family_name')
    .orderBy('worker.given_name')
    .limit(most)
    .execute()
}

/** Ends an agreement at this moment. Null: ended. Otherwise what stands there now: somebody was quicker. */
export const endAgreementNow = async (
  db: Db,
  ending: { hostId: number; arrangementId: string; version: number; at: Temporal.Instant; by: string; reason: string },
): Promise<null | 'gone' | { version: number; endedAt: Temporal.Instant | null; endReason: string | null }> => {
  const changed = await db
    .updateTable('arrangement')
    .set({ ended_at: ending.at, ended_by: ending.by, end_reason: ending.reason, version: ending.version + 1 })
    .where('council_id', '=', ending.hostId)
    .where('arrangement_id', '=', ending.arrangementId)
    .where('version', '=', ending.version)
    .where('ended_at', 'is', null)
    .returning('version')
    .executeTakeFirst()
  if (changed) return null
  const row = await db
    .selectFrom('arrangement')
    .select(['version', 'ended_at as endedAt', 'end_reason as endReason'])
    .where('council_id', '=', ending.hostId)
    .where('arrangement_id', '=', ending.arrangementId)
    .executeTakeFirst()
  return row ?? 'gone'
}
