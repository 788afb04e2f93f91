import { type Insertable, sql } from 'kysely'
import type { Db } from '../../database/connection.ts'
import { anyId } from '../../database/lists.ts'
import type { Schema } from '../../database/schema.ts'
import { type Day, dayOf } from '../../lib/day.ts'

type Moment = { today: Day; now: Temporal.Instant }

export type TeamRow = {
  councilId: number
  teamId: string
  name: string
  kind: string
  managerId: string | null
  managerName: string | null
}

const liveOn = (alias: string, { today, now }: Moment) =>
  sql<boolean>`${sql.ref(`${alias}.starts_on`)} <= ${today} and (${sql.ref(`${alias}.ends_on`)} is null or ${sql.ref(`${alias}.ends_on`)} >= ${today})
    and (${sql.ref(`${alias}.ended_at`)} is null or ${sql.ref(`${alias}.ended_at`)} > ${now})`

const list = (values: readonly (string | number)[]) => sql.join(values.map((value) => sql`${value}`))

/** One team with its manager; null when the council has no such team. */
export const teamOf = async (
  db: Db,
  councilId: number,
  teamId: string,
  directory: readonly number[],
): Promise<TeamRow | null> => (await teamRows(db, [councilId], directory, teamId))[0] ?? null

export const teamRows = async (
  db: Db,
  councilIds: readonly number[],
  directory: readonly number[],
  teamId?: string,
): Promise<TeamRow[]> => {
  if (councilIds.length === 0 || directory.length === 0) return []
  let query = db
    .selectFrom('team')
    .leftJoin('worker', (join) =>
      join.onRef('worker.worker_id', '=', 'team.manager_id').on('worker.council_id', 'in', directory),
    )
    .select([
      'team.council_id as councilId',
      'team.team_id as teamId',
      'team.name',
      'team.kind',
      'team.manager_id as managerId',
      'worker.display_name as managerName',
    ])
    .where('team.council_id', 'in', councilIds)
    .orderBy('team.name')
  if (teamId !== undefined) query = query.where('team.team_id', '=', teamId)
  return query.execute()
}

export type TeamCounts = { councilId: number; teamId: string; children: number; workers: number; late: number }

/** For every team of these councils: children held, workers who hold them, and things late. Two readings by index. */
export const teamCounts = async (
  db: Db,
  councilIds: readonly number[],
  { today }: Moment,
): Promise<Map<string, TeamCounts>> => {
  if (councilIds.length === 0) return new Map()
  const held = await db
    .selectFrom('spell')
    .select([
      'council_id as councilId',
      'team_id as teamId',
      sql<number>`count(distinct child_id)`.as('children'),
      sql<number>`count(distinct worker_id)`.as('workers'),
    ])
    .where('council_id', 'in', councilIds)
    .where('kind', '=', 'allocation')
    .where('ends_on', 'is', null)
    .where('team_id', 'is not', null)
    .groupBy(['council_id', 'team_id'])
    .execute()
  const late = await db
    .selectFrom('due')
    .select(['council_id as councilId', 'team_id as teamId', sql<number>`count(*)`.as('late')])
    .where('council_id', 'in', councilIds)
    .where('team_id', 'is not', null)
    .where('due_on', '<', today)
    .groupBy(['council_id', 'team_id'])
    .execute()
  const lateOf = new Map(late.map((row) => [`${row.councilId} ${row.teamId}`, row.late]))
  return new Map(
    held.map((row) => {
      const key = `${row.councilId} ${row.teamId}`
      return [key, { ...row, teamId: row.teamId as string, late: lateOf.get(key) ?? 0 }]
    }),
  )
}

export type Share = {
  councilId: number
  share: number
  opensRecords: boolean
  arrangementCouncilId: number | null
  arrangementId: string | null
}
export type PostRow = {
  workerId: string
  workerCouncilId: number
  name: string
  familyName: string
  firstYearUntil: Day | null
  employerId: number
  postId: string
  title: string
  role: string
  fte: number
  teamCouncilId: number | null
  teamId: string | null
  reach: Share[]
  /** the newest plan for a caseload above the ceiling, in the council of the team asked for */
  plan?: { words: string; reviewOn: string } | null
}

const postColumns = sql`w.worker_id as "workerId", w.council_id as "workerCouncilId", w.display_name as name, w.family_name as "familyName",
  w.newly_qualified_until as "firstYearUntil", p.council_id as "employerId", p.post_id as "postId", p.title, p.role, p.fte,
  p.team_council_id as "teamCouncilId", p.team_id as "teamId",
  (select coalesce(jsonb_agg(jsonb_build_object('councilId', r.reaches_id, 'share', r.share, 'opensRecords', r.reaches_records,
      'arrangementCouncilId', r.arrangement_council_id, 'arrangementId', r.arrangement_id) order by r.share desc, r.reaches_id), '[]')
    from post_reach r where r.council_id = p.council_id and r.post_id = p.post_id) as reach`

/** All posts that live today of everybody who has one in this team: a worker's whole time is one number. */
export const postsOfTeam = async (
  db: Db,
  councilId: number,
  teamId: string,
  directory: readonly number[],
  moment: Moment,
): Promise<PostRow[]> => {
  const { rows } = await sql<PostRow>`
    select ${postColumns},
      (select jsonb_build_object('words', c.words, 'reviewOn', c.review_on) from caseload_plan c
        where c.council_id = ${councilId} and c.worker_id = p.worker_id order by c.made_at desc limit 1) as plan
    from post p join worker w on w.worker_id = p.worker_id and w.council_id in (${list(directory)})
    where p.council_id in (${list(directory)}) and ${liveOn('p', moment)}
      and p.worker_id in (select t.worker_id from post t
        where t.council_id in (${list(directory)}) and t.team_council_id = ${councilId} and t.team_id = ${teamId} and ${liveOn('t', moment)})
    order by w.family_name, w.given_name, p.post_id`.execute(db)
  return rows
}

export type HeldChild = {
  councilId: number
  childId: string
  restricted: boolean
  givenName: string
  familyName: string
  knownAs: string | null
  bornOn: Day | null
  birthEstimated: boolean
  expectedOn: Day | null
  diedOn: Day | null
  workerId: string | null
  teamId: string | null
  role: string | null
  since: Day
  lastSeenOn: Day | null
}

const personColumns = sql`p.council_id as "councilId", p.person_id as "childId", p.restricted, p.given_name as "givenName",
  p.family_name as "familyName", p.known_as as "knownAs", p.born_on as "bornOn", p.birth_estimated as "birthEstimated",
  p.expected_on as "expectedOn", p.died_on as "diedOn"`

const lastSeen = (councilId: string, childId: string) => sql`(select e.happened_on from event e
  where e.council_id = ${sql.ref(councilId)} and e.child_id = ${sql.ref(childId)} and e.kind = 'visit'
    and coalesce(e.detail ->> 'seen', 'true') <> 'false' order by e.happened_on desc limit 1)`

/** Children held today by a team or by any of these workers, in every council the viewer may read: one line an allocation. */
export const childrenOfTeam = async (
  db: Db,
  team: { councilId: number; teamId: string },
  councilIds: readonly number[],
  workerIds: readonly string[],
): Promise<HeldChild[]> => {
  const byWorker =
    workerIds.length === 0
      ? sql``
      : sql`
    union
    select s.council_id, s.spell_id from spell s
    where s.council_id in (${list(councilIds)}) and s.kind = 'allocation' and s.ends_on is null and s.worker_id = ${anyId(workerIds)}`
  const { rows } = await sql<HeldChild>`
    select ${personColumns}, s.worker_id as "workerId", s.team_id as "teamId", s.code as role, s.starts_on as since,
      ${lastSeen('s.council_id', 's.child_id')} as "lastSeenOn"
    from (
      select s.council_id, s.spell_id from spell s
      where s.council_id = ${team.councilId} and s.kind = 'allocation' and s.ends_on is null and s.team_id = ${team.teamId}${byWorker}) a
    join spell s on s.council_id = a.council_id and s.spell_id = a.spell_id
    join person p on p.council_id = s.council_id and p.person_id = s.child_id
    order by p.family_name, p.given_name, s.starts_on`.execute(db)
  return rows
}

export type OpenState = {
  councilId: number
  childId: string
  kind: string
  code: string | null
  startsOn: Day
  detail: Record<string, unknown>
}

/** The states that are open today of these children, by "council child". */
export const openStates = async (
  db: Db,
  children: readonly { councilId: number; childId: string }[],
): Promise<Map<string, OpenState[]>> => {
  if (children.length === 0) return new Map()
  const rows = await db
    .selectFrom('spell')
    .select(['council_id as councilId', 'child_id as childId', 'kind', 'code', 'starts_on as startsOn', 'detail'])
    .where('council_id', 'in', [...new Set(children.map((child) => child.councilId))])
    .where('child_id', '=', anyId([...new Set(children.map((child) => child.childId))]))
    .where('ends_on', 'is', null)
    .where('kind', '<>', 'allocation')
    .execute()
  return Map.groupBy(rows as OpenState[], (row) => `${row.councilId} ${row.childId}`)
}

/** Work for which somebody must hold the child. A contact is decided before anybody is named. */
const heldWork = [
  'referral',
  'assessment',
  'section_47',
  'child_in_need_plan',
  'child_protection_plan',
  'pre_proceedings',
  'proceedings',
  'looked_after',
  'private_fostering',
  'care_leaver',
  'early_help',
] as const

export type Waiting = Omit<HeldChild, 'workerId' | 'role' | 'lastSeenOn'> & {
  language: string | null
  /** workers who held this child before */
  heldBefore: string[]
  /** all children of the council who wait */
  total: number
}

/**
 * Children with open work and nobody who holds them, the longest wait first, those already given to this team before the
 * others; at most `most` of them. Reviewing officers and chairs do not hold a child.
 */
export const waitingChildren = async (db: Db, councilId: number, teamId: string, most: number): Promise<Waiting[]> => {
  const { rows } = await sql<Waiting>`
    select ${personColumns}, w.team_id as "teamId", w.since, w.total, p.interpreter_for as language,
      (select coalesce(jsonb_agg(distinct b.worker_id), '[]') from spell b
        where b.council_id = w.council_id and b.child_id = w.child_id and b.kind = 'allocation' and b.worker_id is not null
          and b.code is distinct from 'reviewing officer' and b.code is distinct from 'conference chair') as "heldBefore"
    from (
      select o.council_id, o.child_id, o.team_id, (count(*) over ())::int as total,
        greatest(o.opened_on, (select max(e.ends_on) from spell e
          where e.council_id = o.council_id and e.child_id = o.child_id and e.kind = 'allocation')) as since
      from (
        -- everything that is open, read once: no join for each of some thousand children
        select council_id, child_id, min(starts_on) filter (where kind <> 'allocation') as opened_on,
          min(team_id::text) filter (where kind = 'allocation' and worker_id is null and team_id = ${teamId})::uuid as team_id
        from spell
        where council_id = ${councilId} and ends_on is null and kind in ('allocation', ${list(heldWork)})
        group by council_id, child_id
        having bool_or(kind <> 'allocation')
          and not bool_or(kind = 'allocation' and worker_id is not null and code is distinct from 'reviewing officer'
            and code is distinct from 'conference chair')) o
      order by o.team_id is null, since, o.child_id
      limit ${most}) w
    join person p on p.council_id = w.council_id and p.person_id = w.child_id
    order by w.team_id is null, w.since, p.person_id`.execute(db)
  return rows
}

export type LateCount = { workerId: string; late: number; goingRed: number }

/** What is late, and what turns red by a day, for each worker who holds a child. */
export const lateByWorker = async (
  db: Db,
  councilIds: readonly number[],
  workerIds: readonly string[],
  { today, now }: Moment,
  redBy: Day,
): Promise<Map<string, LateCount>> => {
  if (councilIds.length === 0 || workerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('due')
    .select([
      'worker_id as workerId',
      sql<number>`count(*) filter (where coalesce(due_at < ${now}, due_on < ${today}))`.as('late'),
      sql<number>`count(*) filter (where not coalesce(due_at < ${now}, due_on < ${today}) and due_on <= ${redBy})`.as(
        'goingRed',
      ),
    ])
    .where('council_id', 'in', councilIds)
    .where('worker_id', '=', anyId(workerIds))
    .where('due_on', '<=', redBy)
    .groupBy('worker_id')
    .execute()
  return new Map(
    rows.map((row) => [
      row.workerId as string,
      { workerId: row.workerId as string, late: row.late, goingRed: row.goingRed },
    ]),
  )
}

export type Tie = {
  councilId: number
  childId: string
  otherId: string
  kind: string
  heldBy: string | null
  heldByName: string | null
}

/** Relations of these children to other children, with who holds the other today. */
export const tiesOf = async (
  db: Db,
  children: readonly { councilId: number; childId: string }[],
  directory: readonly number[],
): Promise<Tie[]> => {
  if (children.length === 0 || directory.length === 0) return []
  const { rows } = await sql<Tie>`
    select r.council_id as "councilId", r.child_id as "childId", r.other_id as "otherId", r.kind, a.worker_id as "heldBy", w.display_name as "heldByName"
    from relationship r
    join person o on o.council_id = r.council_id and o.person_id = r.other_id and o.is_child
    left join spell a on a.council_id = r.council_id and a.child_id = r.other_id and a.kind = 'allocation' and a.ends_on is null
      and a.worker_id is not null and a.code is distinct from 'reviewing officer' and a.code is distinct from 'conference chair'
    left join worker w on w.worker_id = a.worker_id and w.council_id in (${list(directory)})
    where r.council_id in (${list([...new Set(children.map((child) => child.councilId))])})
      and r.child_id = ${anyId([...new Set(children.map((child) => child.childId))])}`.execute(db)
  return rows
}

// The directory and a worker's page ----------------------------------------------------------------------------------

export type WorkerRow = {
  councilId: number
  workerId: string
  displayName: string
  givenName: string
  familyName: string
  workEmail: string | null
  workPhone: string | null
  sweNumber: string | null
  firstYearUntil: Day | null
}

export const workerOf = async (db: Db, councilIds: readonly number[], workerId: string): Promise<WorkerRow | null> => {
  if (councilIds.length === 0) return null
  const row = await db
    .selectFrom('worker')
    .select([
      'council_id as councilId',
      'worker_id as workerId',
      'display_name as displayName',
      'given_name as givenName',
      'family_name as familyName',
      'work_email as workEmail',
      'work_phone as workPhone',
      'swe_number as sweNumber',
      'newly_qualified_until as firstYearUntil',
    ])
    .where('council_id', 'in', councilIds)
    .where('worker_id', '=', workerId)
    .executeTakeFirst()
  return row ?? null
}

export type WholePost = {
  employerId: number
  postId: string
  title: string
  role: string
  functions: string[]
  fte: number
  teamCouncilId: number | null
  teamId: string | null
  teamName: string | null
  startsOn: Day
  endsOn: Day | null
  endedAt: Temporal.Instant | null
  version: number
  reach: Share[]
}

/** All posts of one worker, past and to come as well, newest first. */
export const postsOfWorker = async (db: Db, directory: readonly number[], workerId: string): Promise<WholePost[]> => {
  if (directory.length === 0) return []
  const { rows } = await sql<WholePost>`
    select p.council_id as "employerId", p.post_id as "postId", p.title, p.role, to_jsonb(p.functions) as functions, p.fte,
      p.team_council_id as "teamCouncilId", p.team_id as "teamId", t.name as "teamName",
      p.starts_on as "startsOn", p.ends_on as "endsOn", p.ended_at as "endedAt", p.version,
      (select coalesce(jsonb_agg(jsonb_build_object('councilId', r.reaches_id, 'share', r.share, 'opensRecords', r.reaches_records,
          'arrangementCouncilId', r.arrangement_council_id, 'arrangementId', r.arrangement_id) order by r.share desc, r.reaches_id), '[]')
        from post_reach r where r.council_id = p.council_id and r.post_id = p.post_id) as reach
    from post p left join team t on t.council_id = p.team_council_id and t.team_id = p.team_id
    where p.council_id in (${list(directory)}) and p.worker_id = ${workerId}
    order by p.starts_on desc, p.post_id`.execute(db)
  return rows
}

export type AgreementRow = {
  hostId: number
  arrangementId: string
  title: string
  kind: string
  level: string | null
  hours: { from: string; to: string; nonWorkingDays: boolean } | null
  roles: string[] | null
  startsOn: string
  endsOn: string | null
  endedAt: string | null
  parties: { councilId: number; joinedOn: string; leftOn: string | null; opensRecords: boolean }[]
  clauses: {
    clause: string
    effect: 'includes' | 'excludes'
    functionName: string
    partyId: number | null
    words: string
  }[]
}

/** Agreements with their parties and clauses, of these ids or (without ids) all that one council is a party to. */
export const agreementRows = async (
  db: Db,
  directory: readonly number[],
  which: { ids: readonly string[] } | { partyId: number },
): Promise<AgreementRow[]> => {
  if (directory.length === 0 || ('ids' in which && which.ids.length === 0)) return []
  const chosen =
    'ids' in which
      ? sql`a.arrangement_id in (${list(which.ids)})`
      : sql`exists (select from arrangement_party y where y.council_id = a.council_id and y.arrangement_id = a.arrangement_id and y.party_id = ${which.partyId})`
  const { rows } = await sql<AgreementRow>`
    select a.council_id as "hostId", a.arrangement_id as "arrangementId", a.title, a.kind, a.level, a.hours, a.roles,
      a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", to_jsonb(a.ended_at) #>> '{}' as "endedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('councilId', y.party_id, 'joinedOn', y.joined_on, 'leftOn', y.left_on,
          'opensRecords', y.opens_records) order by y.party_id, y.joined_on), '[]')
        from arrangement_party y where y.council_id = a.council_id and y.arrangement_id = a.arrangement_id) as parties,
      (select coalesce(jsonb_agg(jsonb_build_object('clause', c.clause, 'effect', c.effect, 'functionName', c.function_name,
          'partyId', c.party_id, 'words', c.words) order by c.clause), '[]')
        from arrangement_clause c where c.council_id = a.council_id and c.arrangement_id = a.arrangement_id) as clauses
    from arrangement a
    where a.council_id in (${list(directory)}) and ${chosen}
    order by a.title`.execute(db)
  return rows
}

/** How many children a worker holds today, in the councils the viewer may see: by council. */
export const childrenHeld = async (
  db: Db,
  councilIds: readonly number[],
  workerId: string,
): Promise<{ councilId: number; children: number }[]> => {
  if (councilIds.length === 0) return []
  return db
    .selectFrom('spell')
    .select(['council_id as councilId', sql<number>`count(distinct child_id)`.as('children')])
    .where('council_id', 'in', councilIds)
    .where('kind', '=', 'allocation')
    .where('ends_on', 'is', null)
    .where('worker_id', '=', workerId)
    .groupBy('council_id')
    .orderBy('council_id')
    .execute()
}

export type DirectoryQuery = {
  words: readonly string[]
  councilId: number | null
  role: string | null
  page: number
  size: number
}
export type DirectoryRow = {
  councilId: number
  workerId: string
  name: string
  total: number
  posts: { title: string; role: string; employerId: number; fte: number; teamName: string | null; serves: number[] }[]
}

/** One page of the people with a post today, by family name, found by words of their name, council and role. */
export const directoryPage = async (
  db: Db,
  directory: readonly number[],
  query: DirectoryQuery,
  moment: Moment,
): Promise<DirectoryRow[]> => {
  if (directory.length === 0) return []
  const named = query.words.map((word) => sql` and position(${word} in w.normal_name) > 0`)
  const serves =
    query.councilId === null
      ? sql``
      : sql` and (p.council_id = ${query.councilId} or exists (select from post_reach r
          where r.council_id = p.council_id and r.post_id = p.post_id and r.reaches_id = ${query.councilId}))`
  const role = query.role === null ? sql`` : sql` and p.role = ${query.role}`
  const { rows } = await sql<DirectoryRow>`
    with found as (
      select w.council_id, w.worker_id, w.display_name, w.family_name, w.given_name, (count(*) over ())::int as total
      from worker w
      where w.council_id in (${list(directory)})${sql.join(named, sql``)}
        and w.worker_id in (select p.worker_id from post p where p.council_id in (${list(directory)}) and ${liveOn('p', moment)}${serves}${role})
      order by w.family_name, w.given_name, w.worker_id
      limit ${query.size} offset ${(query.page - 1) * query.size})
    select f.council_id as "councilId", f.worker_id as "workerId", f.display_name as name, f.total,
      (select coalesce(jsonb_agg(jsonb_build_object('title', p.title, 'role', p.role, 'employerId', p.council_id, 'fte', p.fte, 'teamName', t.name,
          'serves', (select coalesce(jsonb_agg(r.reaches_id order by r.share desc, r.reaches_id), '[]') from post_reach r
            where r.council_id = p.council_id and r.post_id = p.post_id)) order by p.fte desc), '[]')
        from post p left join team t on t.council_id = p.team_council_id and t.team_id = p.team_id
        where p.council_id in (${list(directory)}) and p.worker_id = f.worker_id and ${liveOn('p', moment)}) as posts
    from found f
    order by f.family_name, f.given_name, f.worker_id`.execute(db)
  return rows
}

/** Holds other grants for the same worker back until this one is saved, so that two cannot both fit. */
export const lockWorker = async (db: Db, workerId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${workerId}, 7031979))`.execute(db)
}

export type NewPost = {
  employerId: number
  postId: string
  workerId: string
  title: string
  role: string
  functions: readonly string[]
  teamId: string | null
  fte: number
  startsOn: Day
  endsOn: Day | null
  reach: readonly {
    councilId: number
    share: number
    opensRecords: boolean
    arrangementCouncilId: number | null
    arrangementId: string | null
  }[]
}

export const recordPost = async (db: Db, post: NewPost): Promise<void> => {
  await db
    .insertInto('post')
    .values({
      council_id: post.employerId,
      post_id: post.postId,
      worker_id: post.workerId,
      title: post.title,
      role: post.role,
      functions: sql`array[${list(post.functions)}]::text[]` as never,
      team_council_id: post.teamId === null ? null : post.employerId,
      team_id: post.teamId,
      fte: post.fte,
      starts_on: post.startsOn,
      ends_on: post.endsOn,
    })
    .execute()
  await db
    .insertInto('post_reach')
    .values(
      post.reach.map((reach) => ({
        council_id: post.employerId,
        post_id: post.postId,
        reaches_id: reach.councilId,
        share: reach.share,
        reaches_records: reach.opensRecords,
        arrangement_council_id: reach.arrangementCouncilId,
        arrangement_id: reach.arrangementId,
      })),
    )
    .execute()
}

export type EndingPost = {
  employerId: number
  postId: string
  version: number
  endsOn: Day
  endedAt: Temporal.Instant | null
}

/** Ends a post on a day, or at this moment. Null: ended. Otherwise somebody changed it first, or it is not there. */
export const endPostOn = async (
  db: Db,
  ending: EndingPost,
): Promise<null | 'gone' | { version: number; endsOn: Day | null }> => {
  const changed = await db
    .updateTable('post')
    .set({ ends_on: ending.endsOn, ended_at: ending.endedAt, version: ending.version + 1 })
    .where('council_id', '=', ending.employerId)
    .where('post_id', '=', ending.postId)
    .where('version', '=', ending.version)
    .returning('version')
    .executeTakeFirst()
  if (changed) return null
  const row = await db
    .selectFrom('post')
    .select(['version', 'ends_on as endsOn'])
    .where('council_id', '=', ending.employerId)
    .where('post_id', '=', ending.postId)
    .executeTakeFirst()
  return row ?? 'gone'
}

export type PostAlone = {
  employerId: number
  postId: string
  workerId: string
  workerCouncilId: number
  name: string
  title: string
  fte: number
  startsOn: Day
  endsOn: Day | null
  endedAt: Temporal.Instant | null
  version: number
}

export const postOf = async (
  db: Db,
  employerId: number,
  postId: string,
  directory: readonly number[],
): Promise<PostAlone | null> => {
  if (directory.length === 0) return null
  const row = await db
    .selectFrom('post')
    .innerJoin('worker', (join) =>
      join.onRef('worker.worker_id', '=', 'post.worker_id').on('worker.council_id', 'in', directory),
    )
    .select([
      'post.council_id as employerId',
      'post.post_id as postId',
      'post.worker_id as workerId',
      'worker.council_id as workerCouncilId',
      'worker.display_name as name',
      'post.title',
      'post.fte',
      'post.starts_on as startsOn',
      'post.ends_on as endsOn',
      'post.ended_at as endedAt',
      'post.version',
    ])
    .where('post.council_id', '=', employerId)
    .where('post.post_id', '=', postId)
    .executeTakeFirst()
  return row ?? null
}

export const stillHolds = (
  post: { startsOn: Day; endsOn: Day | null; endedAt: Temporal.Instant | null },
  now: Temporal.Instant,
): boolean => {
  const today = dayOf(now)
  return (
    Temporal.PlainDate.compare(post.startsOn, today) <= 0 &&
    (post.endsOn === null || Temporal.PlainDate.compare(post.endsOn, today) >= 0) &&
    (post.endedAt === null || Temporal.Instant.compare(post.endedAt, now) > 0)
  )
}

export const addCaseloadPlan = async (db: Db, plan: Insertable<Schema['caseload_plan']>): Promise<void> => {
  await db.insertInto('caseload_plan').values(plan).execute()
}

/** The plans made for a worker's caseload in a council, newest first. */
export const caseloadPlans = (db: Db, councilId: number, workerId: string, directory: readonly number[]) =>
  db
    .selectFrom('caseload_plan')
    .leftJoin('worker', (join) =>
      join.onRef('worker.worker_id', '=', 'caseload_plan.made_by').on('worker.council_id', 'in', [...directory]),
    )
    .select([
      'caseload_plan.words',
      'caseload_plan.review_on as reviewOn',
      'caseload_plan.made_at as madeAt',
      (one) => one.fn.coalesce('worker.display_name', sql<string>`'somebody outside your view'`).as('by'),
    ])
    .where('caseload_plan.council_id', '=', councilId)
    .where('caseload_plan.worker_id', '=', workerId)
    .orderBy('caseload_plan.made_at', 'desc')
    .limit(20)
    .execute()
