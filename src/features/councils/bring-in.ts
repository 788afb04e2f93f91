import type { Db } from '../../database/connection.ts'

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
