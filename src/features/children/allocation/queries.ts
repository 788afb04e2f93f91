import { sql } from 'kysely'
import { type Arrangement, isLivePost, type Post, type Reached, reachOf } from '../../../access/scopes.ts'
import type { Db } from '../../../database/connection.ts'
import type { Candidate } from './allocation.ts'

type Held = {
  workerId: string
  name: string
  sweNumber: string | null
  teamName: string | null
  children: number
  post: Post
}

/** Everybody with a post in this council's teams or one that serves it, with how many children each holds. */
const holders = async (
  db: Db,
  councilId: number,
  directory: readonly number[],
  record: readonly number[],
): Promise<Held[]> => {
  const own = sql`array[${sql.join(directory)}]::int[]`
  const counted = sql`array[${sql.join(record.length > 0 ? record : [councilId])}]::int[]`
  const found = await sql<Held>`
    with posts as (
      select p.* from post p
      where p.council_id = any(${own})
        and (p.team_council_id = ${councilId} or p.council_id = ${councilId} or exists (
          select 1 from post_reach r where r.council_id = p.council_id and r.post_id = p.post_id and r.reaches_id = ${councilId}))),
    loads as (
      select s.worker_id, count(distinct (s.council_id, s.child_id))::int as children from spell s
      where s.council_id = any(${counted}) and s.kind = 'allocation' and s.ends_on is null and s.worker_id is not null
      group by s.worker_id)
    select w.worker_id as "workerId", w.display_name as name, w.swe_number as "sweNumber", t.name as "teamName",
      coalesce(l.children, 0) as children,
      jsonb_build_object('employerId', p.council_id, 'postId', p.post_id, 'title', p.title, 'role', p.role, 'functions', to_jsonb(p.functions),
        'fte', p.fte, 'teamCouncilId', p.team_council_id, 'teamId', p.team_id,
        'startsOn', p.starts_on, 'endsOn', p.ends_on, 'endedAt', p.ended_at,
        'reach', (select coalesce(jsonb_agg(jsonb_build_object('councilId', r.reaches_id, 'share', r.share,
            'opensRecords', r.reaches_records, 'arrangementId', r.arrangement_id) order by r.reaches_id), '[]')
          from post_reach r where r.council_id = p.council_id and r.post_id = p.post_id)) as post
    from posts p
    join worker w on w.council_id = any(${own}) and w.worker_id = p.worker_id
    left join team t on t.council_id = p.team_council_id and t.team_id = p.team_id
    left join loads l on l.worker_id = p.worker_id
    order by w.family_name, w.given_name, p.post_id`.execute(db)
  return found.rows
}

/** The agreements under which somebody's post serves this council. */
const arrangementsOf = async (db: Db, directory: readonly number[], ids: readonly string[]): Promise<Arrangement[]> => {
  if (ids.length === 0) return []
  const found = await sql<{ arrangement: Arrangement }>`
    select jsonb_build_object(
      'hostId', a.council_id, 'arrangementId', a.arrangement_id, 'title', a.title, 'kind', a.kind, 'level', a.level,
      'hours', a.hours, 'roles', to_jsonb(a.roles), 'onRota', a.on_rota, 'startsOn', a.starts_on, 'endsOn', a.ends_on, 'endedAt', a.ended_at, 'sample', '[]'::jsonb,
      'parties', (select coalesce(jsonb_agg(jsonb_build_object('councilId', y.party_id, 'joinedOn', y.joined_on, 'leftOn', y.left_on,
          'opensRecords', y.opens_records)), '[]')
        from arrangement_party y where y.council_id = a.council_id and y.arrangement_id = a.arrangement_id),
      'clauses', (select coalesce(jsonb_agg(jsonb_build_object('clause', c.clause, 'effect', c.effect, 'functionName', c.function_name,
          'partyId', c.party_id, 'words', c.words) order by c.clause), '[]')
        from arrangement_clause c where c.council_id = a.council_id and c.arrangement_id = a.arrangement_id)) as arrangement
    from arrangement a
    where a.council_id in (${sql.join(directory)}) and a.arrangement_id in (${sql.join(ids)})`.execute(db)
  return found.rows.map((row) => row.arrangement)
}

/**
 * The workers a child of this council could be given to, each with why not when their post does not reach it: decided by
 * the same rules that compile anybody's scopes. Two statements. A worker with several posts stands once, by the best.
 */
export const candidates = async (
  db: Db,
  councilId: number,
  viewer: { directory: readonly number[]; record: readonly number[] },
  now: Temporal.Instant,
  reached: Reached,
): Promise<Candidate[]> => {
  const held = await holders(db, councilId, viewer.directory, viewer.record)
  const live = held.filter(({ post }) => isLivePost(post, now))
  const ids = [...new Set(live.flatMap(({ post }) => post.reach.flatMap((reach) => reach.arrangementId ?? [])))]
  const arrangements = await arrangementsOf(db, viewer.directory, ids)
  const answers = live.map((one): Candidate => {
    const reach = one.post.reach.find((candidate) => candidate.councilId === councilId)
    const answer = reach ? reachOf(one.post, reach, arrangements, now, reached) : null
    const refusal =
      answer === null
        ? "their post does not serve this council's children"
        : 'reason' in answer
          ? answer.reason
          : answer.level === 'write'
            ? null
            : `their post opens this council's records at the level "${answer.level}" only`
    return {
      workerId: one.workerId,
      name: one.name,
      postTitle: one.post.title,
      postRole: one.post.role,
      teamId: one.post.teamId,
      teamName: one.teamName,
      sweNumber: one.sweNumber,
      children: one.children,
      level: answer && 'level' in answer ? answer.level : null,
      refusal,
    }
  })
  const best = new Map<string, Candidate>()
  for (const one of answers) {
    const known = best.get(one.workerId)
    if (!known || (known.refusal !== null && one.refusal === null)) best.set(one.workerId, one)
  }
  return [...best.values()]
}
