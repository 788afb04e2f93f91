import type { Db } from '../../database/connection.ts'
import type { Day } from '../../lib/day.ts'

// What a council that comes with its returns needs before its children can be brought in.

export type NewCouncil = { councilId: number; onsCode: string; name: string }

/** Until somebody chooses the council's own. */
const neutralColour = '#505a5f'

/** A council with its official name and codes, and nothing yet that only the council can say of itself. */
export const addCouncil = async (db: Db, council: NewCouncil): Promise<void> => {
  await db
    .insertInto('council')
    .values({
      council_id: council.councilId,
      ons_code: council.onsCode,
      name: council.name,
      short_name: council.name,
      colour: neutralColour,
    })
    .execute()
}

/**
 * The day from which a council's own records are whole: what fell due before it and is not recorded is not called late
 * (children/timescales, Setting.recordsFrom).
 */
export const recordsBegin = async (db: Db, councilId: number, on: Day): Promise<void> => {
  await db
    .insertInto('council_setting')
    .values({ council_id: councilId, name: 'records from', holds_from: on, value: JSON.stringify(on.toString()) })
    .onConflict((same) => same.columns(['council_id', 'name', 'holds_from']).doNothing())
    .execute()
}
