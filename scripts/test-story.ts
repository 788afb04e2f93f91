// What happened in one test file, put together from the events of node:test.
import type { EventData, run } from 'node:test'
import { inspect } from 'node:util'

export type Totals = { passed: number; failed: number; skipped: number }

export const noTotals: Totals = { passed: 0, failed: 0, skipped: 0 }

export const addTotals = (a: Totals, b: Totals): Totals => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

export type FileStory = Totals & {
  file: string
  /** the names of the suites and tests around the one that is being told of */
  names: string[]
  /** the same of the one that is running now, which is ahead of what is told */
  running: string[]
  failures: string[]
  notes: string[]
  output: string
  milliseconds: number
  /** a test waited for something that never came, until its time was up */
  stoodStill: boolean
}

export const newStory = (file: string): FileStory => ({
  ...noTotals,
  file,
  names: [],
  running: [],
  failures: [],
  notes: [],
  output: '',
  milliseconds: 0,
  stoodStill: false,
})

export const indent = (text: string): string => text.replace(/^(?=.)/gm, '      ')

type TestEvent = ReturnType<typeof run> extends AsyncIterable<infer Event> ? Event : never

/** Takes one event into the story of the file it came from. */
export const hear = (story: FileStory, { type, data }: TestEvent): void => {
  switch (type) {
    case 'test:start':
      note(story.names, data.nesting, data.name)
      break
    case 'test:pass':
      passed(story, data)
      break
    case 'test:fail':
      failed(story, data)
      break
    case 'test:diagnostic':
      // Node's own count at the end is told better by the runner.
      if (!/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(data.message))
        story.notes.push(data.message)
      break
  }
}

/** A suite or test begins to run. */
export const runs = (story: FileStory, name: string, nesting: number): void => note(story.running, nesting, name)

/** The file cannot be loaded, stopped half-way or left something undone: one failed test. */
export const fileFailed = (story: FileStory, why: string): void => {
  story.failed++
  story.failures.push(`    ${why}`)
}

const note = (names: string[], nesting: number, name: string): void => {
  names.length = nesting
  names.push(name)
}

/** node:test gives a file without tests, or one that cannot be loaded, a test with the file's own name. */
const isTheFile = (story: FileStory, { name, nesting }: EventData.TestPass | EventData.TestFail): boolean =>
  nesting === 0 && name === story.file

const isLeftOut = (story: FileStory, { name, skip, todo }: EventData.TestPass | EventData.TestFail): boolean => {
  if (skip === undefined && todo === undefined) return false
  story.skipped++
  story.notes.push(`left out: ${name}`)
  return true
}

const passed = (story: FileStory, event: EventData.TestPass): void => {
  if (event.details.type === 'suite' || isLeftOut(story, event)) return
  if (isTheFile(story, event)) fileFailed(story, 'This file has no tests.')
  else story.passed++
}

const failed = (story: FileStory, event: EventData.TestFail): void => {
  if (isLeftOut(story, event)) return
  const error = event.details.error as Error & { failureType?: string; cause?: unknown }
  if (error.failureType === 'testTimeoutFailure') story.stoodStill = true
  const onlyThroughChildren = error.failureType === 'subtestsFailed'
  if (event.details.type !== 'suite' || !onlyThroughChildren) story.failed++
  if (onlyThroughChildren) return
  const names = isTheFile(story, event)
    ? 'This file cannot be loaded.'
    : [...story.names.slice(0, event.nesting), event.name].join(' > ')
  const line = event.line === undefined || isTheFile(story, event) ? '' : ` (line ${event.line})`
  story.failures.push(`    ${names}${line}\n${indent(explain(error.cause ?? error))}`)
}

/** All that an error has to say, without the lines of its stack that lie inside Node. */
export const explain = (cause: unknown): string => {
  const isAssertion = cause instanceof Error && 'code' in cause && cause.code === 'ERR_ASSERTION'
  const text = isAssertion ? (cause.stack ?? cause.message) : inspect(cause, { depth: 5 })
  return text.replace(/\n +at [^\n]*\bnode:[^\n{]*( \{)?/g, '$1').trimEnd()
}
