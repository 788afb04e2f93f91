// A process of the test run: it is told one file after another (scripts/run-tests.ts) and tells what happened in each.
// What is costly to begin, the embedded database's engine above all, is begun once for many files. A file's tests, its
// hooks and its end are its own: the next begins when nothing the file opened is open any more.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { run } from 'node:test'
import { pathToFileURL } from 'node:url'
import { explain, type FileStory, fileFailed, hear, indent, newStory, runs } from './test-story.ts'

export type Job = { file: string; patience: number } | { around: string } | 'end'
export type Told =
  | { kind: 'ready' }
  | { kind: 'at'; story: FileStory }
  | { kind: 'finished'; story: FileStory; bytes: number }

const tell = (told: Told): void => {
  process.send?.(told)
}

const runFile = async (file: string, patience: number): Promise<FileStory> => {
  const story = newStory(file)
  const began = performance.now()
  process.exitCode = undefined
  const late = setTimeout(() => console.log(`still open: ${process.getActiveResourcesInfo().join(', ')}`), patience)
  late.unref()
  const starts = (message: unknown): void => {
    const { name, nesting } = message as { name: string; nesting: number }
    runs(story, name, nesting)
    tell({ kind: 'at', story })
  }
  // What the stream says of a test comes when the test lets something else run, and perhaps it never does.
  subscribe('tracing:node.test:start', starts)
  // The stream ends when the file's tests are done and the event loop has nothing more to wait for.
  for await (const event of run({ files: [file], isolation: 'none', timeout: patience })) {
    hear(story, event)
    if (event.type === 'test:pass' || event.type === 'test:fail') tell({ kind: 'at', story })
  }
  unsubscribe('tracing:node.test:start', starts)
  clearTimeout(late)
  // Loaded already: this only says whether that failed, also half-way, when node:test is content with the tests it has.
  const error = await import(pathToFileURL(file).href).then(() => null, explain)
  if (error !== null && !story.failures.some((failure) => failure.includes('cannot be loaded')))
    fileFailed(story, `This file cannot be loaded to its end.\n${indent(error)}`)
  if (process.exitCode) fileFailed(story, `The file itself ended badly (exit code ${process.exitCode}).`)
  process.exitCode = undefined
  story.milliseconds = performance.now() - began
  return story
}

let finish = async (): Promise<void> => {}

const obey = async (job: Job): Promise<void> => {
  if (job === 'end') {
    await finish()
    process.exit()
  }
  if ('around' in job) {
    const { begin } = (await import(pathToFileURL(job.around).href)) as { begin: () => () => Promise<void> }
    finish = begin()
    tell({ kind: 'ready' })
    return
  }
  // While a file runs the line to the runner does not keep the process alive: the file ends when it leaves nothing open.
  process.channel?.unref()
  const story = await runFile(job.file, job.patience)
  process.channel?.ref()
  tell({ kind: 'finished', story, bytes: process.memoryUsage.rss() })
}

process.on('message', (job: Job) => void obey(job))
process.on('disconnect', () => process.exit(1))
