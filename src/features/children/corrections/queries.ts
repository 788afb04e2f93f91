import type { Db } from '../../../database/connection.ts'
import type { SpellRow } from '../journey/queries.ts'

/** One spell of this child; undefined when there is none for the viewer, or it is another child's. */
export const spellOfChild = (
  db: Db,
  councilId: number,
  childId: string,
  spellId: string,
): Promise<SpellRow | undefined> =>
  db
    .selectFrom('spell')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('child_id', '=', childId)
    .where('spell_id', '=', spellId)
    .executeTakeFirst()
