import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import type { Day } from '../../../lib/day.ts'

type Detail = Readonly<Record<string, unknown>>

/** A spell as the record holds it, for what compares a record with a council's files. */
export type HeldSpell = {
  childId: string
  id: string
  kind: string
  startsOn: Day
  endsOn: Day | null
  code: string | null
  endCode: string | null
  withinId: string | null
  workerId: string | null
  teamId: string | null
  detail: Detail
  /** null: recorded here, not brought in */
  sourceKey: string | null
  version: number
}
export type HeldEvent = {
  childId: string
  id: string
  kind: string
  on: Day
  at: Temporal.Instant | null
  spellId: string | null
  workerId: string | null
  code: string | null
  detail: Detail
  sourceKey: string | null
  version: number
}

/** The spells and events of many children, by child; of each the earliest first. A child who has none is in neither. */
export const heldHistories = async (
  db: Db,
  councilId: number,
  childIds: readonly string[],
): Promise<{ spells: Map<string, HeldSpell[]>; events: Map<string, HeldEvent[]> }> => {
  const these = anyId(childIds)
  const spells = (await db
    .selectFrom('spell')
    .select([
      'child_id as childId',
      'spell_id as id',
      'kind',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'code',
      'end_code as endCode',
      'within_id as withinId',
      'worker_id as workerId',
      'team_id as teamId',
      'detail',
      'source_key as sourceKey',
      'version',
    ])
    .where('council_id', '=', councilId)
    .where('child_id', '=', these)
    .orderBy('starts_on')
    .orderBy('spell_id')
    .execute()) as HeldSpell[]
  const events = (await db
    .selectFrom('event')
    .select([
      'child_id as childId',
      'event_id as id',
      'kind',
      'happened_on as on',
      'happened_at as at',
      'spell_id as spellId',
      'worker_id as workerId',
      'code',
      'detail',
      'source_key as sourceKey',
      'version',
    ])
    .where('council_id', '=', councilId)
    .where('child_id', '=', these)
    .orderBy('happened_on')
    .orderBy('event_id')
    .execute()) as HeldEvent[]
  return {
    spells: Map.groupBy(spells, ({ childId }) => childId),
    events: Map.groupBy(events, ({ childId }) => childId),
  }
}
