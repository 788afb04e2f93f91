// Runs test files, each in a process of its own, and tells what happened in as few lines as will do: one for each file,
// and everything about a failure.
import path from 'node:path'
import { type EventData, run } from 'node:test'
import { inspect } from 'node:util'

export type Totals = { passed: number; failed: number; skipped: number }

export const noTotals: Totals = { passed: 0, failed: 0, skipped: 0 }

export const addTotals = (a: Totals, b: Totals): Totals => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

type FileStory = Totals & {
  file: string
  /** The names of the suites and tests around the one that is running. */
  names: string[]
  failures: string[]
  notes: string[]
  output: string
  milliseconds: number
  /** a test waited for something that never came, until its time was up */
  stoodStill: boolean
}

const newStory = (file: string): FileStory => ({
  ...noTotals,
  file,
  names: [],
  failures: [],
  notes: [],
  output: '',
  milliseconds: 0,
  stoodStill: false,
})

const indent = (text: string): string => text.replace(/^(?=.)/gm, '      ')

/**
 * Runs the files, `concurrency` at a time, and prints to standard output; the signal ends the run and its processes.
 * Answers how many tests passed, failed and were skipped or left to do; a file that cannot be loaded or ends badly
 * counts as one failed test. A file that stood still is run once more by itself, and said so: an embedded database has
 * been seen not to come up on a machine with too much to do. Standing still twice is a failure.
 */
export const runTests = async (
  files: string[],
  options: { concurrency: number; signal?: AbortSignal },
): Promise<Totals> => {
  const first = await runOnce(files, options)
  const still = first.filter((story) => story.stoodStill).map((story) => story.file)
  const again = still.length === 0 ? [] : await runOnce(still, { ...options, concurrency: 1 })
  return [...first.filter((story) => !story.stoodStill), ...again].reduce(addTotals, noTotals)
}

const runOnce = async (
  files: string[],
  { concurrency, signal }: { concurrency: number; signal?: AbortSignal },
): Promise<FileStory[]> => {
  if (files.length === 0) return []
  const stories = new Map<string, FileStory>()
  let current: FileStory | undefined
  // Node reports file after file, so a file is finished when the next one begins.
  const storyOf = (file: string): FileStory => {
    const story = stories.get(file) ?? newStory(file)
    stories.set(file, story)
    if (current && current !== story) tell(current)
    current = story
    return story
  }

  // A test that hangs is a failure, not a wait without end.
  const events = run({
    files: files.map((file) => path.resolve(file)),
    concurrency,
    timeout: 150_000,
    ...(signal ? { signal } : {}),
  })
  for await (const { type, data } of events) {
    if (!('file' in data) || !data.file) continue
    // A test belongs to the file that was run, also when a file it imports made it (src/database/testing.ts does).
    const file = 'entryFile' in data && typeof data.entryFile === 'string' ? data.entryFile : data.file
    switch (type) {
      case 'test:start':
        note(storyOf(file).names, data.nesting, data.name)
        break
      case 'test:pass':
        passed(storyOf(file), data)
        break
      case 'test:fail':
        failed(storyOf(file), data)
        break
      case 'test:diagnostic':
        storyOf(file).notes.push(data.message)
        break
      case 'test:stdout':
      case 'test:stderr':
        storyOf(file).output += data.message
        break
      case 'test:summary':
        storyOf(file).milliseconds = data.duration_ms
        break
    }
  }
  if (current) tell(current)

  return [...stories.values()]
}

const note = (names: string[], nesting: number, name: string): void => {
  names.length = nesting
  names.push(name)
}

const isLeftOut = (story: FileStory, { name, skip, todo }: EventData.TestPass | EventData.TestFail): boolean => {
  if (skip === undefined && todo === undefined) return false
  story.skipped++
  story.notes.push(`left out: ${name}`)
  return true
}

const passed = (story: FileStory, event: EventData.TestPass): void => {
  if (event.details.type === 'suite' || isLeftOut(story, event)) return
  if (event.name === event.file) {
    story.failed++
    story.failures.push('    This file has no tests.')
  } else {
    story.passed++
  }
}

const failed = (story: FileStory, event: EventData.TestFail): void => {
  if (isLeftOut(story, event)) return
  const error = event.details.error as Error & { failureType?: string; cause?: unknown; exitCode?: number }
  if (error.failureType === 'testTimeoutFailure') story.stoodStill = true
  const onlyThroughChildren = error.failureType === 'subtestsFailed'
  if (event.details.type !== 'suite' || !onlyThroughChildren) story.failed++
  if (onlyThroughChildren) return
  if (event.name === event.file) {
    story.failures.push(`    The file itself ended badly (exit code ${error.exitCode ?? 'unknown'}).`)
    return
  }
  const names = [...story.names.slice(0, event.nesting), event.name].join(' > ')
  const line = event.line === undefined ? '' : ` (line ${event.line})`
  story.failures.push(`    ${names}${line}\n${indent(explain(error.cause ?? error))}`)
}

/** All that an error has to say, without the lines of its stack that lie inside Node. */
const explain = (cause: unknown): string => {
  const isAssertion = cause instanceof Error && 'code' in cause && cause.code === 'ERR_ASSERTION'
  const text = isAssertion ? (cause.stack ?? cause.message) : inspect(cause, { depth: 5 })
  return text.replace(/\n +at [^\n]*\bnode:[^\n{]*( \{)?/g, '$1').trimEnd()
}

const tell = (story: FileStory): void => {
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
