import { sql } from 'kysely'
import type { Db } from '../../database/connection.ts'
import { type Day, day as dayFrom, dayOf } from '../../lib/day.ts'
import type { Agreement, ClauseWords, Hours, Kind, Level, Party } from './agreement.ts'
import { type ProposalStage, type Terms, termsFrom } from './terms.ts'

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

/** An agreement as the register lists it: when it is reviewed, and who answers for it, beside the rest. */
export type ListedAgreement = Agreement & { reviewOn: Temporal.PlainDate | null; ownerId: string | null }

/** Every agreement hosted by these councils, with its parties, oldest first: two readings. */
export const agreementsOf = async (db: Db, hostIds: readonly number[]): Promise<ListedAgreement[]> => {
  if (hostIds.length === 0) return []
  const rows = await db
    .selectFrom('arrangement')
    .select([
      'council_id',
      'arrangement_id',
      'title',
      'kind',
      'service',
      'starts_on',
      'ends_on',
      'ended_at',
      'review_on',
      'owner_id',
    ])
    .where('council_id', 'in', hostIds)
    .orderBy('starts_on')
    .orderBy('title')
    .execute()
  const parties = await partyRows(db, hostIds)
  return rows.map((row) => ({
    ...agreementOf(row, parties.get(row.arrangement_id) ?? []),
    reviewOn: row.review_on,
    ownerId: row.owner_id,
  }))
}

const partyRows = async (db: Db, hostIds: readonly number[]): Promise<Map<string, Party[]>> =>
  Map.groupBy(
    await db
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
      .execute(),
    (row) => row.arrangementId,
  )

/** Who decides about a set of data and who only carries out (UK GDPR article 4). */
export type Dataset = { data: string; controller: string; processor: string }

export type WholeAgreement = Agreement & {
  legalBasis: string
  purpose: string
  level: Level | null
  hours: Hours | null
  roles: string[] | null
  onRota: boolean
  lawfulBasis: string
  datasets: Dataset[]
  dpiaReference: string | null
  endedAt: Temporal.Instant | null
  endReason: string | null
  endedBy: string | null
  reviewOn: Temporal.PlainDate | null
  ownerId: string | null
  /** whoever answers for it; null where nobody is named or it is no colleague of the viewer's */
  owner: string | null
  version: number
  clauses: ClauseWords[]
  earlier: Earlier[]
  papers: Paper[]
}

/** What it said before it was changed or left, and whose word that was. */
export type Earlier = { version: number; terms: Terms; replacedAt: Temporal.Instant; why: string; by: string | null }

/** What was or would be signed for it, the latest first. */
export type Paper = {
  proposalId: string
  changes: boolean
  stage: ProposalStage
  title: string
  madeAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  signatures: { partyId: number; by: string | null; at: Temporal.Instant }[]
}

type PartyJson = { partyId: number; joinedOn: string; leftOn: string | null; opensRecords: boolean }
type EarlierJson = { version: number; terms: unknown; replacedAt: string; why: string; by: string | null }
type PaperJson = Omit<Paper, 'madeAt' | 'closedAt' | 'signatures'> & {
  madeAt: string
  closedAt: string | null
  signatures: { partyId: number; by: string | null; at: string }[]
}
const instantOf = (text: string): Temporal.Instant => Temporal.Instant.from(text)

/** One agreement whole, in one reading. Null when its host council is not one the viewer works with. */
export const agreementWhole = async (db: Db, hostId: number, arrangementId: string): Promise<WholeAgreement | null> => {
  const row = await db
    .selectFrom('arrangement')
    .selectAll()
    .select([
      sql<string | null>`(select w.display_name from worker w where w.worker_id = arrangement.owner_id)`.as('owner'),
      sql<
        PartyJson[]
      >`(select coalesce(json_agg(json_build_object('partyId', p.party_id, 'joinedOn', p.joined_on, 'leftOn', p.left_on,
          'opensRecords', p.opens_records) order by p.joined_on, p.party_id), '[]')
        from arrangement_party p where p.council_id = arrangement.council_id and p.arrangement_id = arrangement.arrangement_id)`.as(
        'parties',
      ),
      sql<ClauseWords[]>`(select coalesce(json_agg(json_build_object('clause', c.clause, 'effect', c.effect,
          'functionName', c.function_name, 'partyId', c.party_id, 'words', c.words)), '[]')
        from arrangement_clause c where c.council_id = arrangement.council_id and c.arrangement_id = arrangement.arrangement_id)`.as(
        'clauses',
      ),
      sql<
        EarlierJson[]
      >`(select coalesce(json_agg(json_build_object('version', e.version, 'terms', e.terms, 'replacedAt', e.replaced_at,
          'why', e.why, 'by', w.display_name) order by e.version desc), '[]')
        from earlier_arrangement e left join worker w on w.worker_id = e.replaced_by
        where e.council_id = arrangement.council_id and e.arrangement_id = arrangement.arrangement_id)`.as('earlier'),
      sql<
        PaperJson[]
      >`(select coalesce(json_agg(json_build_object('proposalId', x.proposal_id, 'changes', x.changes, 'stage', x.stage,
          'title', x.title, 'madeAt', x.made_at, 'closedAt', x.closed_at,
          'signatures', (select coalesce(json_agg(json_build_object('partyId', s.party_id, 'by', w.display_name, 'at', s.signed_at)
              order by s.signed_at, s.party_id), '[]')
            from signature s left join worker w on w.worker_id = s.signed_by
            where s.council_id = x.council_id and s.proposal_id = x.proposal_id and s.terms_hash = terms_hash(x)))
          order by x.made_at desc), '[]')
        from proposal x where x.council_id = arrangement.council_id and x.arrangement_id = arrangement.arrangement_id
          and x.stage <> 'withdrawn')`.as('papers'),
    ])
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .executeTakeFirst()
  if (!row) return null
  const parties = row.parties.map((party) => ({
    ...party,
    joinedOn: dayFrom(party.joinedOn),
    leftOn: party.leftOn === null ? null : dayFrom(party.leftOn),
  }))
  return {
    ...agreementOf(row, parties),
    legalBasis: row.legal_basis,
    purpose: row.purpose,
    level: row.level as Level | null,
    hours: row.hours as Hours | null,
    roles: row.roles,
    onRota: row.on_rota,
    lawfulBasis: row.lawful_basis,
    datasets: row.datasets as Dataset[],
    dpiaReference: row.dpia_reference,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    endedBy: row.ended_by,
    reviewOn: row.review_on,
    ownerId: row.owner_id,
    owner: row.owner,
    version: row.version,
    clauses: row.clauses.sort((a, b) => a.clause.localeCompare(b.clause, 'en', { numeric: true })),
    earlier: row.earlier.map((one) => ({ ...one, terms: termsFrom(one.terms), replacedAt: instantOf(one.replacedAt) })),
    papers: row.papers.map((one) => ({
      ...one,
      madeAt: instantOf(one.madeAt),
      closedAt: one.closedAt === null ? null : instantOf(one.closedAt),
      signatures: one.signatures.map((each) => ({ ...each, at: instantOf(each.at) })),
    })),
  }
}

/** What is in force, in the shape of what would be signed. */
export const termsOfAgreement = (agreement: WholeAgreement): Terms => ({
  kind: agreement.kind,
  legalBasis: agreement.legalBasis,
  purpose: agreement.purpose,
  level: agreement.level,
  hours: agreement.hours,
  startsOn: agreement.startsOn.toString(),
  endsOn: agreement.endsOn?.toString() ?? null,
  reviewOn: agreement.reviewOn?.toString() ?? null,
  roles: agreement.roles,
  onRota: agreement.onRota,
  lawfulBasis: agreement.lawfulBasis,
  datasets: agreement.datasets,
  dpiaReference: agreement.dpiaReference,
  parties: agreement.parties.map((party) => ({
    ...party,
    joinedOn: party.joinedOn.toString(),
    leftOn: party.leftOn?.toString() ?? null,
  })),
  clauses: agreement.clauses,
  changesVersion: agreement.version,
})

export type PostGroup = {
  arrangementId: string
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
  arrangementId: string | readonly string[],
  now: Temporal.Instant,
): Promise<PostGroup[]> => {
  const arrangementIds = [arrangementId].flat()
  if (employerIds.length === 0 || arrangementIds.length === 0) return []
  const today = dayOf(now)
  return db
    .selectFrom('post_reach')
    .innerJoin('post', (join) =>
      join.onRef('post.council_id', '=', 'post_reach.council_id').onRef('post.post_id', '=', 'post_reach.post_id'),
    )
    .select([
      'post_reach.arrangement_id as arrangementId',
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
    .where('post_reach.arrangement_id', 'in', arrangementIds)
    .where('post.starts_on', '<=', today)
    .where((by) => by.or([by('post.ends_on', 'is', null), by('post.ends_on', '>=', today)]))
    .where((by) => by.or([by('post.ended_at', 'is', null), by('post.ended_at', '>', now)]))
    .groupBy([
      'post_reach.arrangement_id',
      'post.council_id',
      'post.role',
      'post.functions',
      'post_reach.reaches_id',
      'post_reach.reaches_records',
    ])
    .orderBy('post.council_id')
    .orderBy('post.role')
    .orderBy('post_reach.reaches_id')
    .$narrowType<{ arrangementId: string }>()
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

/** Takes a council out by its own word, from the day after its last. 'left', or why not in words for the page. */
export const leaveAgreementNow = async (
  db: Db,
  leaving: {
    hostId: number
    arrangementId: string
    councilId: number
    lastDay: Day
    why: string
    at: Temporal.Instant
  },
): Promise<string> => {
  const { rows } = await sql<{
    said: string
  }>`select leave_arrangement(${leaving.hostId}::int, ${leaving.arrangementId}::uuid,
    ${leaving.councilId}::int, ${leaving.lastDay}::date, ${leaving.why}::text, ${leaving.at}::timestamptz) as said`.execute(
    db,
  )
  return rows[0]?.said ?? 'This arrangement was not found.'
}

/** Every council that could be a party: its name and number, which everybody may know. */
export const councilNames = async (db: Db): Promise<{ councilId: number; name: string }[]> => {
  const { rows } = await sql<{
    looks: { councilId: number; name: string }[] | null
  }>`select council_looks() as looks`.execute(db)
  return rows[0]?.looks ?? []
}

export type PostHeld = {
  employerId: number
  postId: string
  workerId: string
  title: string
  role: string
  functions: string[]
  teamId: string | null
  startsOn: Temporal.PlainDate
  endsOn: Temporal.PlainDate | null
  endedAt: Temporal.Instant | null
  reachesId: number
  reachesRecords: boolean
}

/** Every post of one worker that serves a council under this agreement, whenever it is held, a row for each council. */
export const postsOfWorkerUnder = async (
  db: Db,
  employerIds: readonly number[],
  arrangementId: string,
  workerId: string,
): Promise<PostHeld[]> => {
  if (employerIds.length === 0) return []
  return db
    .selectFrom('post')
    .innerJoin('post_reach', (join) =>
      join.onRef('post_reach.council_id', '=', 'post.council_id').onRef('post_reach.post_id', '=', 'post.post_id'),
    )
    .select([
      'post.council_id as employerId',
      'post.post_id as postId',
      'post.worker_id as workerId',
      'post.title',
      'post.role',
      'post.functions',
      'post.team_id as teamId',
      'post.starts_on as startsOn',
      'post.ends_on as endsOn',
      'post.ended_at as endedAt',
      'post_reach.reaches_id as reachesId',
      'post_reach.reaches_records as reachesRecords',
    ])
    .where('post.council_id', 'in', employerIds)
    .where('post.worker_id', '=', workerId)
    .where('post_reach.arrangement_id', '=', arrangementId)
    .orderBy('post.council_id')
    .orderBy('post_reach.reaches_id')
    .execute()
}

/** The turns of a worker on any rota within a day of a moment, those withdrawn left out. */
export const shiftsAround = async (db: Db, councilIds: readonly number[], workerId: string, at: Temporal.Instant) => {
  if (councilIds.length === 0) return []
  const rows = await db
    .selectFrom('rota_shift')
    .select(['team_id', 'starts_at', 'ends_at'])
    .where('council_id', 'in', councilIds)
    .where('worker_id', '=', workerId)
    .where('withdrawn_at', 'is', null)
    .where('ends_at', '>', at.subtract({ hours: 24 }))
    .where('starts_at', '<', at.add({ hours: 24 }))
    .execute()
  return rows.map((row) => ({ teamId: row.team_id, from: row.starts_at.toString(), to: row.ends_at.toString() }))
}

/** Everybody who runs the directory of one of these councils on a day: who is told what comes to an end. */
export const managersOf = async (
  db: Db,
  councilIds: readonly number[],
  roles: readonly string[],
  now: Temporal.Instant,
): Promise<{ councilId: number; workerId: string }[]> => {
  if (councilIds.length === 0) return []
  const today = dayOf(now)
  return db
    .selectFrom('post')
    .select(['council_id as councilId', 'worker_id as workerId'])
    .distinct()
    .where('council_id', 'in', councilIds)
    .where('role', 'in', roles)
    .where('starts_on', '<=', today)
    .where((by) => by.or([by('ends_on', 'is', null), by('ends_on', '>=', today)]))
    .where((by) => by.or([by('ended_at', 'is', null), by('ended_at', '>', now)]))
    .execute()
}
