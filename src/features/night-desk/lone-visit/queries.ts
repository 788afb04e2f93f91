import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { workerNames } from '../../children/index.ts'
import { type VisitState, visitState } from './lone-visit.ts'

export type LoneVisit = {
  councilId: number
  visitId: string
  workerId: string
  goingTo: string
  about: string
  startedAt: Temporal.Instant
  expectedBackAt: Temporal.Instant
  escalateTo: string
  escalatePhone: string
  backAt: Temporal.Instant | null
  escalatedAt: Temporal.Instant | null
  escalatedBy: string | null
}

const columns = [
  'council_id as councilId',
  'visit_id as visitId',
  'worker_id as workerId',
  'going_to as goingTo',
  'about',
  'started_at as startedAt',
  'expected_back_at as expectedBackAt',
  'escalate_to as escalateTo',
  'escalate_phone as escalatePhone',
  'back_at as backAt',
  'escalated_at as escalatedAt',
  'escalated_by as escalatedBy',
] as const

/** Who is out alone, as the walls let the viewer see: themselves, and the colleagues of a night desk that is open to them. */
export const visitsOut = (db: Db): Promise<LoneVisit[]> =>
  db
    .selectFrom('lone_visit')
    .select(columns)
    .where('back_at', 'is', null)
    .orderBy('expected_back_at')
    .limit(100)
    .execute()

export type VisitShown = LoneVisit & { state: VisitState; name: string; mine: boolean; rungBy: string | null }

/** The same with names and how it stands, the most pressing first. */
export const visitsShown = async (
  db: Db,
  viewer: { workerId: string; scopes: { directory: readonly number[] } },
  now: Temporal.Instant,
): Promise<VisitShown[]> => {
  const visits = await visitsOut(db)
  const names = await workerNames(
    db,
    viewer.scopes.directory,
    visits.flatMap((visit) => [visit.workerId, visit.escalatedBy]),
  )
  return visits.map((visit) => ({
    ...visit,
    state: visitState(visit, now),
    name: names.get(visit.workerId) ?? 'A colleague',
    mine: visit.workerId === viewer.workerId,
    rungBy: visit.escalatedBy === null ? null : (names.get(visit.escalatedBy) ?? 'a colleague'),
  }))
}

export const startVisit = async (
  db: Db,
  visit: Omit<LoneVisit, 'backAt' | 'escalatedAt' | 'escalatedBy'>,
): Promise<void> => {
  await db
    .insertInto('lone_visit')
    .values({
      council_id: visit.councilId,
      visit_id: visit.visitId,
      worker_id: visit.workerId,
      going_to: visit.goingTo,
      about: visit.about,
      started_at: visit.startedAt,
      expected_back_at: visit.expectedBackAt,
      escalate_to: visit.escalateTo,
      escalate_phone: visit.escalatePhone,
    })
    .execute()
}

/** One visit that goes on. */
export const visitOut = (db: Db, visitId: string): Promise<LoneVisit | undefined> =>
  db
    .selectFrom('lone_visit')
    .select(columns)
    .where('visit_id', '=', visitId)
    .where('back_at', 'is', null)
    .executeTakeFirst()

export const changeVisit = async (
  db: Db,
  visit: Pick<LoneVisit, 'councilId' | 'visitId'>,
  change:
    | { back_at: Temporal.Instant }
    | { expected_back_at: Temporal.Instant }
    | { escalated_at: Temporal.Instant; escalated_by: string },
): Promise<void> => {
  await db
    .updateTable('lone_visit')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('council_id', '=', visit.councilId)
    .where('visit_id', '=', visit.visitId)
    .where('back_at', 'is', null)
    .execute()
}
