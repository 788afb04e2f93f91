import { type ExpressionBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Schema } from '../../../database/schema.ts'
import { newId } from '../../../lib/ids.ts'
import { type BusinessCase, businessCaseFrom, type ProposalStage, type Terms, termsFrom } from '../terms.ts'

export type Signature = {
  partyId: number
  /** null where the viewer does not work with that council */
  by: string | null
  at: Temporal.Instant
  /** false: other words than those that stand there now were signed */
  counts: boolean
}

export type Proposal = {
  hostId: number
  proposalId: string
  arrangementId: string
  changes: boolean
  stage: ProposalStage
  title: string
  service: string
  partyIds: number[]
  terms: Terms
  businessCase: BusinessCase
  plannedFor: Temporal.PlainDate | null
  milestoneOn: Temporal.PlainDate | null
  version: number
  madeBy: string | null
  madeAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  signatures: Signature[]
}

type SignatureRow = { partyId: number; by: string | null; at: string; counts: boolean }

/** Whose papers the viewer reads: of councils they work with, and those that wait for one they sign for. */
export type Readable = { directory: readonly number[]; proposals: readonly string[] }

const readable =
  ({ directory, proposals }: Readable) =>
  (by: ExpressionBuilder<Schema, 'proposal'>) =>
    by.or([
      ...(directory.length > 0 ? [by('proposal.council_id', 'in', directory)] : []),
      ...(proposals.length > 0 ? [by('proposal.proposal_id', 'in', proposals)] : []),
      by.lit(false),
    ])

const proposalRows = (db: Db, which: Readable) =>
  db
    .selectFrom('proposal')
    .leftJoin('worker', 'worker.worker_id', 'proposal.made_by')
    .selectAll('proposal')
    .select([
      'worker.display_name as made_by_name',
      sql<
        SignatureRow[]
      >`(select coalesce(json_agg(json_build_object('partyId', s.party_id, 'by', w.display_name, 'at', s.signed_at,
          'counts', s.terms_hash = terms_hash(proposal)) order by s.signed_at, s.party_id), '[]')
        from signature s left join worker w on w.worker_id = s.signed_by
        where s.council_id = proposal.council_id and s.proposal_id = proposal.proposal_id)`.as('signatures'),
    ])
    .where(readable(which))

type Row = Awaited<ReturnType<ReturnType<typeof proposalRows>['execute']>>[number]
const proposalFrom = (row: Row): Proposal => ({
  hostId: row.council_id,
  proposalId: row.proposal_id,
  arrangementId: row.arrangement_id,
  changes: row.changes,
  stage: row.stage as ProposalStage,
  title: row.title,
  service: row.service,
  partyIds: row.party_ids,
  terms: termsFrom(row.terms),
  businessCase: businessCaseFrom(row.business_case),
  plannedFor: row.planned_for,
  milestoneOn: row.milestone_on,
  version: row.version,
  madeBy: row.made_by_name,
  madeAt: row.made_at,
  closedAt: row.closed_at,
  signatures: row.signatures.map((one) => ({ ...one, at: Temporal.Instant.from(one.at) })),
})

/** Every proposal that is open, the soonest planned first. */
export const openProposals = async (db: Db, which: Readable): Promise<Proposal[]> => {
  const rows = await proposalRows(db, which)
    .where('proposal.stage', 'not in', ['signed', 'withdrawn'])
    .orderBy('proposal.planned_for', (by) => by.asc().nullsLast())
    .orderBy('proposal.title')
    .execute()
  return rows.map(proposalFrom)
}

/** One proposal; null when it is none of the viewer's to read. */
export const proposalWhole = async (
  db: Db,
  which: Readable,
  hostId: number,
  proposalId: string,
): Promise<Proposal | null> => {
  const row = await proposalRows(db, which)
    .where('proposal.council_id', '=', hostId)
    .where('proposal.proposal_id', '=', proposalId)
    .executeTakeFirst()
  return row ? proposalFrom(row) : null
}

export type Written = { title: string; service: string; terms: Terms; partyIds: number[] }

const columns = ({ title, service, terms, partyIds }: Written) => ({
  title,
  service,
  terms: JSON.stringify(terms),
  party_ids: partyIds,
  planned_for: terms.startsOn === null ? null : Temporal.PlainDate.from(terms.startsOn),
})

/** Writes an idea, or a change of the arrangement named. Answers its id. */
export const writeProposal = async (
  db: Db,
  proposal: Written & { hostId: number; changing: string | null; by: string; at: Temporal.Instant },
): Promise<string> => {
  const proposalId = newId()
  await db
    .insertInto('proposal')
    .values({
      council_id: proposal.hostId,
      proposal_id: proposalId,
      arrangement_id: proposal.changing ?? newId(),
      changes: proposal.changing !== null,
      stage: proposal.changing === null ? 'idea' : 'approved',
      ...columns(proposal),
      business_case: JSON.stringify({}),
      made_by: proposal.by,
      made_at: proposal.at,
    })
    .execute()
  return proposalId
}

const changed = async (
  db: Db,
  at: { hostId: number; proposalId: string; version: number },
  set: Record<string, unknown>,
): Promise<boolean> => {
  const row = await db
    .updateTable('proposal')
    .set({ ...set, version: at.version + 1 })
    .where('council_id', '=', at.hostId)
    .where('proposal_id', '=', at.proposalId)
    .where('version', '=', at.version)
    .where('stage', 'not in', ['signed', 'withdrawn'])
    .returning('version')
    .executeTakeFirst()
  return row !== undefined
}

type At = { hostId: number; proposalId: string; version: number }

/** Each answers false when somebody was quicker, or the proposal is no longer open. */
export const rewriteTerms = (db: Db, at: At, written: Written): Promise<boolean> => changed(db, at, columns(written))
export const rewriteBusinessCase = (
  db: Db,
  at: At,
  businessCase: BusinessCase,
  milestoneOn: Temporal.PlainDate | null,
): Promise<boolean> => changed(db, at, { business_case: JSON.stringify(businessCase), milestone_on: milestoneOn })
export const moveProposal = (db: Db, at: At, stage: ProposalStage, now: Temporal.Instant): Promise<boolean> =>
  changed(db, at, { stage, closed_at: stage === 'withdrawn' ? now : null })

/** Signs for one council: 'signed', 'in force' with the last signature, or why not in words for the page. */
export const signProposalNow = async (
  db: Db,
  signing: { hostId: number; proposalId: string; councilId: number; version: number; at: Temporal.Instant },
): Promise<string> => {
  const { rows } = await sql<{ said: string }>`select sign_proposal(${signing.hostId}::int, ${signing.proposalId}::uuid,
    ${signing.councilId}::int, ${signing.version}::int, ${signing.at}::timestamptz) as said`.execute(db)
  return rows[0]?.said ?? 'This proposal was not found.'
}
