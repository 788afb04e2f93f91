// npm test: every check and every test there is. npm run test:quick: the same without the browser, and with less where a
// test could try for ever (scripts/volume.ts): it says so itself.
// npm test -- lib children/visits: only the test files whose path contains one of these words, and no checks.
// One PostgreSQL is started for the whole run (TEST_DATABASE_URL), unless that is given; the browser is CHROMIUM_PATH.
// The last line is "N passed, N failed", over all of it; the exit code is 0 only when something ran and nothing failed.
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { browserAdvice, findBrowser } from './browser.ts'
import { runChecks } from './check.ts'
import { startPostgres } from './postgres.ts'
import { addTotals, noTotals, runTests } from './run-tests.ts'

const root = path.dirname(import.meta.dirname)
process.chdir(root)
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const find = (...patterns: string[]): string[] =>
  globSync(patterns)
    .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
    .sort()

const quickFiles = find('src/**/*.test.ts', 'demo/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts')
const browserFiles = values.quick ? [] : find('browser-tests/**/*.test.ts')

if (values.quick) {
  process.env.TEST_VOLUME = 'quick'
  console.log(
    [
      'Quick: no browser; an eighth of the random examples and a third of the random worlds; smaller demonstration, returns',
      'and hostile files, the largest returns on one engine; one kill instead of three, with fewer saves before it; every way',
      'in and every kind of role, but roles that a way in treats alike in turn. `npm test` tries all of it.\n',
    ].join('\n'),
  )
}

// What was compiled for one process is kept for the next.
process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules', '.cache', 'compiled')

let totals = noTotals
let stopServer = async (): Promise<void> => {}

const stopping = new AbortController()

const close = async (): Promise<never> => {
  stopping.abort()
  await stopServer()
  if (totals.skipped > 0) console.log(`${totals.skipped} skipped`)
  if (totals.passed + totals.failed === 0) console.log('Nothing ran: no test file matches.')
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
  process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0)
}

/** A part of the run that cannot be had fails the run; it is never left out in silence. */
const cannot = (reason: string): void => {
  console.log(`FAIL  ${reason}`)
  totals = addTotals(totals, { passed: 0, failed: 1, skipped: 0 })
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) return
    cannot(`stopped by ${signal} before the end`)
    void close()
  })
}

if (positionals.length === 0) totals = addTotals(totals, { ...runChecks(), skipped: 0 })

if (quickFiles.length + browserFiles.length > 0 && !process.env.TEST_DATABASE_URL) {
  try {
    const postgres = await startPostgres()
    stopServer = postgres.stop
    process.env.TEST_DATABASE_URL = postgres.url
  } catch (error) {
    cannot((error as Error).message)
    await close()
  }
}

// How long each file took the last time, so that the longest begin first.
const kept = path.join(root, 'node_modules', '.cache', 'joined-up', 'test-seconds.json')
const readSeconds = (): Record<string, number> => {
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Record<string, number>
  } catch {
    return {}
  }
}
const seconds = readSeconds()
const options = { around: path.join(root, 'src/database/testing.ts'), seconds, signal: stopping.signal }

totals = addTotals(totals, await runTests(quickFiles, { ...options, concurrency: availableParallelism() }))

if (browserFiles.length > 0) {
  const browser = findBrowser()
  if (browser) {
    process.env.CHROMIUM_PATH = browser
    totals = addTotals(totals, await runTests(browserFiles, { ...options, concurrency: 1 }))
  } else {
    cannot(browserAdvice)
  }
}

mkdirSync(path.dirname(kept), { recursive: true })
writeFileSync(kept, JSON.stringify(seconds, null, 1))
await close()
