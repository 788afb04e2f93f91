// Runs test files in a few processes, each of which takes one file after another (scripts/test-worker.ts), and tells
// what happened in as few lines as will do: one for each file, and everything about a failure.
import { type ChildProcess, fork } from 'node:child_process'
import { statSync } from 'node:fs'
import { totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { addTotals, type FileStory, fileFailed, indent, newStory, noTotals, type Totals } from './test-story.ts'
import type { Job, Told } from './test-worker.ts'

export { addTotals, noTotals, type Totals }

export type RunOptions = {
  /** how many processes at once */
  concurrency: number
  /** ends the run and its processes */
  signal?: AbortSignal
  /** milliseconds a test may take, and a process may say nothing */
  patience?: number
  /** a module each process begins with: its `begin()` answers what is to be done at the end */
  around?: string
  /** seconds the files took before, by their name: the longest begin first, so that none is left for the end alone */
  seconds?: Record<string, number>
}

/** A process that holds more than this after a file gives way to a new one, which has everything to load again. */
const tooManyBytes = Math.max(1.5e9, totalmem() / 8)

/**
 * Runs the files and prints to standard output. Answers how many tests passed, failed and were skipped or left to do; a
 * file that cannot be loaded or whose process ends badly counts as one failed test more. A file that stood still is run
 * once more by itself, and said so: an embedded database has been seen not to come up on a machine with too much to do.
 * Standing still twice is a failure. What each file took is written into `seconds`.
 */
export const runTests = async (files: string[], options: RunOptions): Promise<Totals> => {
  const first = await runOnce(files, options)
  const still = first.filter((story) => story.stoodStill).map((story) => story.file)
  const again = still.length === 0 ? [] : await runOnce(still, { ...options, concurrency: 1 })
  return [...first.filter((story) => !story.stoodStill), ...again].reduce(addTotals, noTotals)
}

const runOnce = async (files: string[], options: RunOptions): Promise<FileStory[]> => {
  const { seconds = {} } = options
  // A file nobody has run yet goes by its length, before those that are known.
  const weight = (file: string): number => seconds[path.relative(process.cwd(), file)] ?? 1e6 + statSync(file).size
  const queue = files.map((file) => path.resolve(file)).sort((a, b) => weight(b) - weight(a))
  const stories: FileStory[] = []
  const oneAfterAnother = async (): Promise<void> => {
    while (queue.length > 0 && !options.signal?.aborted) {
      for (const story of await runInOneProcess(queue, options)) stories.push(story)
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.concurrency, queue.length) }, oneAfterAnother))
  return stories
}

/** Starts a process and gives it files until there are none left, it ends by itself, or it holds too much. */
const runInOneProcess = (queue: string[], options: RunOptions): Promise<FileStory[]> =>
  new Promise((resolve) => {
    const { signal, patience = 150_000, around, seconds = {} } = options
    // A group of its own: what a file started goes with it.
    const worker = fork(path.join(import.meta.dirname, 'test-worker.ts'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      // Room for what lives shortly: with Node's own measure a fifth of the time goes into clearing it away.
      execArgv: ['--min-semi-space-size=64', '--max-semi-space-size=128'],
      detached: process.platform !== 'win32',
    })
    const stories: FileStory[] = []
    let story: FileStory | null = null
    let output = ''
    for (const stream of [worker.stdout, worker.stderr]) {
      stream?.setEncoding('utf8').on('data', (piece: string) => {
        output += piece
      })
    }

    const stop = (): void => end(worker)
    signal?.addEventListener('abort', stop, { once: true })
    // A test's own time is measured inside; this is for a process that can no longer tell, or a file that never ends.
    const longest = patience + Math.min(patience, 10_000)
    let silence: NodeJS.Timeout | undefined
    const listen = (): void => {
      clearTimeout(silence)
      silence = setTimeout(() => {
        if (story) story.stoodStill = true
        stop()
      }, longest)
    }

    const finished = (one: FileStory): void => {
      one.output = output
      output = ''
      story = null
      stories.push(one)
      if (one.failed === 0) seconds[path.relative(process.cwd(), one.file)] = one.milliseconds / 1000
      print(one)
    }
    const next = (): void => {
      const file = signal?.aborted ? undefined : queue.shift()
      if (file === undefined) {
        worker.send('end' satisfies Job)
        return
      }
      story = newStory(file)
      worker.send({ file, patience } satisfies Job)
    }
    const hear = async (told: Told): Promise<void> => {
      listen()
      if (told.kind === 'ready') next()
      if (told.kind === 'at') story = told.story
      if (told.kind === 'finished') {
        // What the file printed was written before it said it was finished, and lies in the pipe.
        await wait(1)
        finished(told.story)
        if (told.bytes > tooManyBytes) worker.send('end' satisfies Job)
        else next()
      }
    }
    worker.on('message', (told: Told) => void hear(told))
    worker.on('error', () => {})
    // 'close' comes after everything the process said and printed.
    worker.once('close', (code, killedBy) => {
      clearTimeout(silence)
      signal?.removeEventListener('abort', stop)
      // A process that could not even begin takes a file with it, or the next would try for ever.
      if (!story && stories.length === 0 && !signal?.aborted && queue.length > 0) story = newStory(queue.shift()!)
      if (story && !signal?.aborted) {
        const { running, stoodStill } = story
        const where = running.length === 0 ? '' : `, at: ${running.join(' > ')}`
        const how = stoodStill
          ? `said nothing for ${Math.round(longest / 1000)} s and was ended`
          : `ended badly (${killedBy ?? `exit code ${code}`})`
        fileFailed(story, `The file itself ${how}${where}`)
        finished(story)
      }
      resolve(stories)
    })
    listen()
    if (around) worker.send({ around } satisfies Job)
    else next()
  })

const end = (worker: ChildProcess): void => {
  if (worker.pid === undefined || worker.exitCode !== null || worker.signalCode !== null) return
  try {
    if (process.platform === 'win32') worker.kill('SIGKILL')
    else process.kill(-worker.pid, 'SIGKILL')
  } catch {
    // It ended at this moment.
  }
}

const print = (story: FileStory): void => {
  const count = story.passed + story.failed
  const seconds = (story.milliseconds / 1000).toFixed(1)
  const file = path.relative(process.cwd(), story.file)
  console.log(
    `${story.failed > 0 ? 'FAIL ' : 'ok   '} ${file}  ${count} ${count === 1 ? 'test' : 'tests'}  ${seconds} s`,
  )
  if (story.stoodStill) console.log('    It stood still until its time was up.')
  for (const line of story.notes) console.log(`    ${line}`)
  for (const failure of story.failures) console.log(failure)
  if (story.failed > 0 && story.output) console.log(`    what it printed:\n${indent(story.output.trimEnd())}`)
}
