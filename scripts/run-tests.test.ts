import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

type Outcome = { totals: unknown; story: string }

const place = mkdtempSync(path.join(tmpdir(), 'joined-up-tests-'))
type Runner = { process: ChildProcess; ended: Promise<never> }
const runners: Runner[] = []
let errors = ''

// Written once: a runner that begins must not find it half-written for the next.
writeFileSync(
  path.join(place, 'go.ts'),
  `import { runTests } from ${JSON.stringify(path.join(import.meta.dirname, 'run-tests.ts'))}
   let lines = []
   console.log = (line) => { lines.push(line) }
   process.on('message', async ({ names, patience, concurrency }) => {
     lines = []
     const totals = await runTests(names, { concurrency, patience })
     process.send({ totals, story: lines.join('\\n') })
   })`,
)

/** A process of its own for all of these, one after another, as the runner does not run inside a test. */
const newRunner = (): Runner => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const own = fork(path.join(place, 'go.ts'), { env, execArgv: [], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  own.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece
  })
  const ended = once(own, 'exit').then(() => assert.fail(`the runner itself ended: ${errors}`))
  ended.catch(() => {})
  const runner = { process: own, ended }
  runners.push(runner)
  return runner
}
after(async () => {
  for (const { process: own } of runners) {
    if (!own.connected) continue
    own.disconnect()
    await once(own, 'exit')
  }
  rmSync(place, { recursive: true })
  assert.equal(errors, '')
})

type How = { concurrency?: number; patience?: number; by?: Runner | undefined }

const outcome = async (files: Record<string, string>, how: How = {}): Promise<Outcome> => {
  const folder = mkdtempSync(path.join(place, 'files-'))
  const names = Object.entries(files).map(([name, body]) => {
    writeFileSync(
      path.join(folder, name),
      `import assert from 'node:assert/strict'\nimport { test, suite } from 'node:test'\n${body}`,
    )
    return path.join(folder, name)
  })
  const { concurrency = 1, patience = 60_000, by = runners[0] ?? newRunner() } = how
  by.process.send({ names, patience, concurrency })
  const [told] = (await Promise.race([once(by.process, 'message'), by.ended])) as [Outcome]
  return told
}

// Here most of the time is waiting, for things that never come: it begins first, and the others run meanwhile.
newRunner()
const waitsForEver = outcome(
  { 'a.test.ts': `test('waits for ever', () => new Promise(() => {}))` },
  { patience: 600, by: newRunner() },
)
const letsNothingRun = outcome(
  {
    'b.test.ts': `test('lets nothing else run', () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) })`,
    'd.test.ts': `test('unharmed', () => {})`,
  },
  { patience: 600, by: newRunner() },
)
const leavesOpen = outcome(
  { 'c.test.ts': `test('well', () => { setInterval(() => {}, 1000) })` },
  { patience: 600, by: newRunner() },
)
const stoodStill = Promise.all([waitsForEver, letsNothingRun, leavesOpen])
stoodStill.catch(() => {})

test('passed tests are counted over all files, suites are not', async () => {
  const { totals, story } = await outcome(
    {
      'a.test.ts': `suite('s', () => { test('one', () => {}); test('two', () => {}) })`,
      'b.test.ts': `test('three', () => {})`,
    },
    { concurrency: 2 },
  )
  assert.deepEqual(totals, { passed: 3, failed: 0, skipped: 0 })
  assert.match(story, /ok .*a\.test\.ts {2}2 tests/)
  assert.match(story, /ok .*b\.test\.ts {2}1 test /)
})

test('a failure is told with its names, its reason and what the file printed', async () => {
  const { totals, story } = await outcome({
    'a.test.ts': `suite('sums', () => { test('add up', () => { console.log('carried'); assert.equal(1 + 1, 3) }) })`,
  })
  assert.deepEqual(totals, { passed: 0, failed: 1, skipped: 0 })
  assert.match(story, /FAIL .*a\.test\.ts/)
  assert.match(story, /sums > add up \(line 3\)/)
  assert.match(story, /2 !== 3/)
  assert.match(story, /carried/)
})

test('a file that cannot be loaded, that stops half-way or that throws afterwards fails the run', async () => {
  const { totals } = await outcome({
    'a.test.ts': `import './nothing.ts'`,
    'b.test.ts': `test('stops', () => process.exit(0)); test('never', () => {})`,
    'c.test.ts': `test('late', () => { setTimeout(() => { throw new Error('late') }, 10) })`,
  })
  assert.deepEqual(totals, { passed: 1, failed: 3, skipped: 0 })
})

test('a file without tests fails the run', async () => {
  assert.deepEqual((await outcome({ 'a.test.ts': '' })).totals, { passed: 0, failed: 1, skipped: 0 })
})

test('a test that is left out is neither passed nor failed, and is named', async () => {
  const { totals, story } = await outcome({
    'a.test.ts': `test('done', () => {}); test('not here', { skip: true }, () => {}); test('some day', { todo: true })`,
  })
  assert.deepEqual(totals, { passed: 1, failed: 0, skipped: 2 })
  assert.match(story, /left out: not here/)
  assert.match(story, /left out: some day/)
})

test('a file that fails half-way through loading fails the run, whatever its first tests say', async () => {
  const { totals, story } = await outcome({ 'a.test.ts': `test('one', () => {}); throw new Error('the rest is lost')` })
  assert.deepEqual(totals, { passed: 1, failed: 1, skipped: 0 })
  assert.match(story, /cannot be loaded to its end[\s\S]*the rest is lost/)
})

test('a file sets an exit code, and the files after it in the same process are not blamed', async () => {
  const { totals, story } = await outcome({
    'a.test.ts': `test('one', () => { process.exitCode = 3 })`,
    'b.test.ts': `test('two', () => {})`,
    'c.test.ts': `test('three', () => {})`,
  })
  assert.deepEqual(totals, { passed: 3, failed: 1, skipped: 0 })
  assert.match(story, /FAIL .*a\.test\.ts[\s\S]*ended badly \(exit code 3\)/)
})

test('a process that dies is told with the test it died in, and the other files still run', async () => {
  const others = Object.fromEntries(['b', 'c', 'd'].map((name) => [`${name}.test.ts`, `test('${name}', () => {})`]))
  const { totals, story } = await outcome(
    {
      'a.test.ts': `suite('work', () => { test('well', () => {}); test('dies', () => new Promise(() => setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50))) })`,
      ...others,
    },
    { concurrency: 2 },
  )
  assert.deepEqual(totals, { passed: 4, failed: 1, skipped: 0 })
  assert.match(story, /ended badly \(SIGKILL\), at: work > dies/)
})

test('hooks of one file are not those of the next, and each is run', async () => {
  const hooked = (name: string) =>
    `import { before, beforeEach, after } from 'node:test'
     let begun = 0
     before(() => { begun += 1 })
     beforeEach(() => { begun += 10 })
     after(() => { console.log('after ${name}', begun) ; assert.equal(begun, 21) })
     test('one', () => assert.equal(begun, 11)); test('two', () => assert.equal(begun, 21))`
  const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.test.ts`, hooked(name)]))
  assert.deepEqual((await outcome(files)).totals, { passed: 6, failed: 0, skipped: 0 })
})

test('a test that never ends, one that lets nothing else run and a file that leaves something open are stopped and named', async () => {
  const told = await stoodStill
  const story = told.map((one) => one.story).join('\n')
  assert.deepEqual(
    told.map((one) => one.totals),
    [
      { passed: 0, failed: 1, skipped: 0 },
      { passed: 1, failed: 1, skipped: 0 },
      { passed: 1, failed: 1, skipped: 0 },
    ],
  )
  assert.match(story, /FAIL .*a\.test\.ts[\s\S]*waits for ever/)
  assert.match(story, /FAIL .*b\.test\.ts[\s\S]*said nothing for 1 s and was ended, at: lets nothing else run/)
  assert.match(story, /FAIL .*c\.test\.ts[\s\S]*still open: [^\n]*Timeout/)
  assert.match(story, /ok .*d\.test\.ts/)
})
