// Starts the checks of files that somebody sent, in a thread of their own, and tells how far they are. What they find lies
// beside the files, so that any process of the service can show it.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { ReturnSource } from '../check/check-files.ts'
import { officialCouncil } from '../import/councils.ts'
import { foundFolder, type Kept, sentPaths } from '../import/kept-files.ts'
import { type CheckOutcome, keepOutcome, outcomeIn } from './checked.ts'

/** Of all people at once, in one process: what is sent beyond it waits its turn. */
const mostAtOnce = 2
const longestMs = 3 * 60_000
/** Megabytes of memory for one check: several times what the largest council's return takes. */
const mostMemory = 512

const tooLong = 'The checks took longer than three minutes and were stopped. Check these files from the command line.'
const tooLarge = 'These files hold more than can be checked here. Check them from the command line.'
const broken =
  'The checks broke. Nothing is known of these files: send them again, or check them from the command line.'
const gone = 'The files are no longer here. Send them again.'

type Thread = { folder: string; source: ReturnSource }
const waiting: Thread[] = []
const running = new Map<string, Worker>()

const compiled = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'compiled')

const markOf = (folder: string): string => join(folder, 'running')

/** Claims the check of these files for this process; false when it is being done, here or in another process that lives. */
const claim = async (folder: string): Promise<boolean> => {
  const path = markOf(folder)
  try {
    await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const by = Number(await readFile(path, 'utf8').catch(() => ''))
  if (by === process.pid || isAlive(by)) return false
  // Its process ended in the middle of it.
  await rm(path, { force: true })
  return claim(folder)
}

const isAlive = (pid: number): boolean => {
  // The mark is made empty and written a moment later.
  if (pid === 0) return true
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const startNext = (): void => {
  const next = running.size < mostAtOnce ? waiting.shift() : undefined
  if (!next) return
  const { folder, source } = next
  const worker = new Worker(new URL('./check-thread.ts', import.meta.url), {
    workerData: { folder, source },
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    // It needs nothing of what the service was told, least of all the keys of its database. What was compiled for one
    // check is kept for the next: half of a small one is compiling.
    env: { NODE_COMPILE_CACHE: compiled },
    execArgv: [],
  })
  worker.unref()
  running.set(folder, worker)
  let why = broken
  const late = setTimeout(() => {
    why = tooLong
    void worker.terminate()
  }, longestMs).unref()
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') why = tooLarge
  })
  worker.on('exit', () => {
    clearTimeout(late)
    running.delete(folder)
    startNext()
    void settle(folder, why)
  })
}

/** Whatever became of the thread, there is an outcome in the end; unless the files were thrown away. */
const settle = async (folder: string, why: string): Promise<void> => {
  try {
    if ((await outcomeIn(folder)) === null) await keepOutcome(folder, { refused: why })
    await rm(markOf(folder), { force: true })
  } catch {
    // The folder is gone: nobody can ask for it.
  }
}

/** Begins the checks of what was sent, unless they are done or under way. Does not wait for them. */
export const beginCheck = async (kept: Kept): Promise<void> => {
  const folder = foundFolder(kept)
  if ((await outcomeIn(folder)) !== null) return
  const { now, last, providers, postcodes } = await sentPaths(kept)
  const council = officialCouncil(String(kept.councilId))
  if (now === null || !(await claim(folder))) return
  const code = kept.councilId
  waiting.push({
    folder,
    source: {
      of: kept.format,
      from: now,
      last,
      year: kept.year,
      council: { code, onsCode: council?.onsCode ?? '' },
      providers,
      postcodes,
    },
  })
  startNext()
}

const lookEveryMs = 30

/** What the checks found, waiting a little for it; null when they need longer. */
export const outcomeOf = async (kept: Kept, waitMs: number): Promise<CheckOutcome | null> => {
  const folder = foundFolder(kept)
  const until = performance.now() + waitMs
  for (;;) {
    const outcome = await outcomeIn(folder)
    if (outcome !== null) return outcome
    if ((await sentPaths(kept)).now === null) return { refused: gone }
    if (performance.now() >= until) return null
    await wait(lookEveryMs)
  }
}

/** Whether the checks are still at work on these files, or on what is to be downloaded. */
export const isChecking = async (kept: Kept): Promise<boolean> =>
  (await readFile(markOf(foundFolder(kept)), 'utf8').catch(() => null)) !== null

/** Stops the checks of files that are thrown away. */
export const stopCheck = async (kept: Kept): Promise<void> => {
  const folder = foundFolder(kept)
  const at = waiting.findIndex((one) => one.folder === folder)
  if (at !== -1) waiting.splice(at, 1)
  await running.get(folder)?.terminate()
}
