import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const isRunning = (processId: number): boolean => {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Keeps a second process out of an embedded database's folder: the engine itself would let it in and rows would be lost.
 * A lock left by a process that died is taken over. Returns the release.
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'joined-up.lock')
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, String(process.pid))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = Number(readFileSync(path, 'utf8'))
      if (holder && holder !== process.pid && isRunning(holder)) {
        throw new Error(
          `The database in ${folder} is already open in process ${holder}. Stop that one first, or choose another folder with DATA_DIR.`,
        )
      }
      rmSync(path, { force: true })
    }
  }
  throw new Error(`Could not lock the database in ${folder}: ${path} keeps coming back.`)
}
