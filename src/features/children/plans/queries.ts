import type { Db } from '../../../database/connection.ts'
import type { EventKind } from '../journey/kinds.ts'
import type { EventRow } from '../journey/queries.ts'

/** The events of some kinds of one child, newest first. */
export const eventsOfKinds = (
  db: Db,
  councilId: number,
  childId: string,
  kinds: readonly EventKind[],
  page: { limit: number; offset?: number } = { limit: 500 },
): Promise<EventRow[]> =>
  db
    .selectFrom('event')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('kind', 'in', [...kinds])
    .orderBy('happened_on', 'desc')
    .orderBy('event_id', 'desc')
    .limit(page.limit)
    .offset(page.offset ?? 0)
    .execute()
