// What else is settled with a child's record at every save, told by features that children know nothing of: whoever starts
// the program says so with `alsoSettle` (src/app.ts, src/commands.ts).
import type { Db } from '../../../database/connection.ts'

/** When, and which worker saved; null where nobody did, as on the command line. */
export type Settling = { now: Temporal.Instant; by: string | null }
/** Called in the transaction of the save, behind its walls, when what was saved is written. An error undoes the save. */
export type Settler = (db: Db, councilId: number, childIds: readonly string[], settling: Settling) => Promise<void>

const settlers = new Set<Settler>()

/** Every save of a record calls this from now on. Saying so twice changes nothing. */
export const alsoSettle = (settler: Settler): void => {
  settlers.add(settler)
}

export const settleWhatElse: Settler = async (db, councilId, childIds, settling) => {
  for (const settler of settlers) await settler(db, councilId, childIds, settling)
}
