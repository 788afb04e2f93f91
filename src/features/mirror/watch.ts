// A folder into which a council's own system drops its extracts. Each delivery is taken once, when it is whole: what was
// looked at stands in the database, so that a restart neither forgets nor repeats.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../database/open.ts'
import { inTransaction } from '../../database/transaction.ts'
import { wasLookedAt } from './queries.ts'
import { deliveryOf } from './read-extract.ts'
import { mirrorWalls, type Outcome, type Taking, takeExtract } from './take-extract.ts'

/** A file of one of these names, whatever follows the dot, says that the delivery is whole. */
const markers = /^(complete|completed|done|ready|_success)(\.\w+)?$/i

/** Folders in which a delivery may lie: the folder itself, and those right in it, the oldest first. */
const deliveriesIn = (folder: string): string[] => {
  const found = [
    folder,
    ...readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
  ].filter((path) => {
    try {
      return statSync(path).isDirectory() && deliveryOf(path).files > 0
    } catch {
      // taken away while we looked
      return false
    }
  })
  return found.sort((a, b) => deliveryOf(a).at - deliveryOf(b).at || (a < b ? -1 : 1))
}

const isMarked = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => markers.test(name))

/** What the last look saw of each folder: only a delivery that has not changed since is whole, unless a marker says so. */
export type Looked = Map<string, string>

/** One look: takes every whole delivery that was not looked at before. `seen` is carried from look to look. */
export const lookOnce = async (
  database: Database,
  folder: string,
  seen: Looked,
  taking: Omit<Taking, 'trueOf'>,
): Promise<{ folder: string; outcome: Outcome }[]> => {
  const { councilId } = taking.council
  const taken: { folder: string; outcome: Outcome }[] = []
  for (const path of deliveriesIn(folder)) {
    const { delivery } = deliveryOf(path)
    const settled = seen.get(path) === delivery
    seen.set(path, delivery)
    if (!settled && !isMarked(path)) continue
    const before = await inTransaction(
      database,
      async ({ db }) => ({ result: await wasLookedAt(db, councilId, delivery) }),
      { walls: mirrorWalls(councilId) },
    )
    if (before) continue
    taken.push({ folder: path, outcome: await takeExtract(database, path, { ...taking, trueOf: null }) })
  }
  return taken
}
