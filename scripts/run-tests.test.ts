import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'

/** Runs test files in a process of its own, as the runner does not run inside a test. */
const outcome = (t: TestContext, files: Record<string, string>): { totals: unknown; story: string } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'joined-up-tests-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const names = Object.entries(files).map(([name, body]) => {
    writeFileSync(
      path.join(folder, name),
      `import assert from 'node:assert/strict'\nimport { test, suite } from 'node:test'\n${body}`,
    )
    return path.join(folder, name)
  })
  writeFileSync(
    path.join(folder, 'go.ts'),
    `import { runTests } from ${JSON.stringify(path.join(import.meta.dirname, 'run-tests.ts'))}
     const totals = await runTests(${JSON.stringify(names)}, { concurrency: 2 })
     console.log(JSON.stringify(totals))`,
  )
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(folder, 'go.ts')], { env, encoding: 'utf8' })
  assert.equal(stderr, '')
  const lines = stdout.trimEnd().split('\n')
  return { totals: JSON.parse(lines.pop() ?? ''), story: lines.join('\n') }
}

test('passed tests are counted over all files, suites are not', (t) => {
  const { totals, story } = outcome(t, {
    'a.test.ts': `suite('s', () => { test('one', () => {}); test('two', () => {}) })`,
    'b.test.ts': `test('three', () => {})`,
  })
  assert.deepEqual(totals, { passed: 3, failed: 0, skipped: 0 })
  assert.match(story, /ok .*a\.test\.ts {2}2 tests/)
  assert.match(story, /ok .*b\.test\.ts {2}1 test /)
})

test('a failure is told with its names, its reason and what the file printed', (t) => {
  const { totals, story } = outcome(t, {
    'a.test.ts': `suite('sums', () => { test('add up', () => { console.log('carried'); assert.equal(1 + 1, 3) }) })`,
  })
  assert.deepEqual(totals, { passed: 0, failed: 1, skipped: 0 })
  assert.match(story, /FAIL .*a\.test\.ts/)
  assert.match(story, /sums > add up \(line 3\)/)
  assert.match(story, /2 !== 3/)
  assert.match(story, /carried/)
})

test('a file that cannot be loaded, that stops half-way or that throws afterwards fails the run', (t) => {
  const { totals } = outcome(t, {
    'a.test.ts': `import './nothing.ts'`,
    'b.test.ts': `test('stops', () => process.exit(0)); test('never', () => {})`,
    'c.test.ts': `test('late', () => { setTimeout(() => { throw new Error('late') }, 10) })`,
  })
  assert.deepEqual(totals, { passed: 1, failed: 3, skipped: 0 })
})

test('a file without tests fails the run', (t) => {
  assert.deepEqual(outcome(t, { 'a.test.ts': '' }).totals, { passed: 0, failed: 1, skipped: 0 })
})

test('a test that is left out is neither passed nor failed, and is named', (t) => {
  const { totals, story } = outcome(t, {
    'a.test.ts': `test('done', () => {}); test('not here', { skip: true }, () => {}); test('some day', { todo: true })`,
  })
  assert.deepEqual(totals, { passed: 1, failed: 0, skipped: 2 })
  assert.match(story, /left out: not here/)
  assert.match(story, /left out: some day/)
})
