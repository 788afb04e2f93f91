import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import type { History } from '../journey/history.ts'
import { historyOf } from '../journey/queries.ts'

export type VisitedChild = History & { birthEstimated: boolean }

/** The child's history with what a visit must know of the birth; null when the child is not there for the viewer. */
export const visitedChild = async (db: Db, councilId: number, childId: string): Promise<VisitedChild | null> => {
  const [history, person] = await Promise.all([
    historyOf(db, councilId, childId),
    db
      .selectFrom('person')
      .select('birth_estimated')
      .where('council_id', '=', councilId)
      .where('person_id', '=', childId)
      .executeTakeFirst(),
  ])
  return history && { ...history, birthEstimated: person?.birth_estimated ?? false }
}

export const dueOfChild = async (
  db: Db,
  councilId: number,
  childId: string,
): Promise<{ timescale: string; dueOn: Day | null }[]> =>
  db
    .selectFrom('due')
    .select(['timescale', 'due_on as dueOn'])
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .orderBy('due_on')
    .execute()
