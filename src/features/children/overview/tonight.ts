import { onlyByNight, turnBegan } from '../../../access/night.ts'
import { type Ask, type Outcome, redirect } from '../../../web/task.ts'

/**
 * Whoever has only the night desk's summary of a council opens that first, which asks why and keeps the answer: where to
 * go until they have, in this turn. Null for everybody else, and once it is open.
 */
export const firstTheNightSummary = async ({ db, viewer, councilId, childId, now }: Ask): Promise<Outcome | null> => {
  if (!onlyByNight(viewer.scopes, councilId) || viewer.scopes.children.includes(childId)) return null
  const open = await db
    .selectFrom('night_opening')
    .select('opening_id')
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('worker_id', '=', viewer.workerId)
    .where('opened_at', '>=', turnBegan(now))
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return open ? null : redirect(`/${councilId}/children/${childId}/night`, null, [])
}
