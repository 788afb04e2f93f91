import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const busy = 5

// A lock that nothing points to would be let go when memory is tidied.
const held = new Set<DatabaseSync>()

/**
 * Keeps a second opening out of an embedded database's folder: the engine itself would let it in and rows would be lost.
 * The lock is one the operating system holds for SQLite on an empty file, so it ends with its process, however that ends:
 * nothing stale to judge, and no moment in which two could both believe they took it over. Returns the release.
 * Errors: in plain words, with the number of the process that has it open.
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const holder = join(folder, 'open.process')
  const lock = new DatabaseSync(join(folder, 'open.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== busy) throw error
    throw new Error(
      `The database in ${folder} is already open in process ${readFileSync(holder, { encoding: 'utf8', flag: 'a+' }) || 'unknown'}. Stop that one first, or choose another folder with DATA_DIR.`,
    )
  }
  held.add(lock)
  writeFileSync(holder, String(process.pid), { mode: 0o600 })
  return () => {
    if (held.delete(lock)) lock.close()
  }
}
