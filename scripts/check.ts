// npm run check: the checks that need no running service, each a program that ends with code 0 when all is well.
// npm run format: the same, with formatting and safe fixes written back first.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const sound = path.join('node_modules', '.cache', 'joined-up', 'types.tsbuildinfo')
const program = (file: string): string[] => [process.execPath, path.join(root, 'node_modules', file)]

/** Runs every check, prints one line for each, and what a failing one had to say. Answers how many passed and failed. */
export const runChecks = ({ write = false } = {}): { passed: number; failed: number } => {
  const checks: [name: string, command: string[]][] = [
    // What was found sound the last time is not gone through again where nothing it rests on has changed.
    [
      'types',
      [...program('typescript/bin/tsc'), '--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', sound],
    ],
    [
      'style',
      [
        ...program('@biomejs/biome/bin/biome'),
        'check',
        ...(write ? ['--write'] : []),
        '--error-on-warnings',
        '--reporter=concise',
        '--max-diagnostics=none',
        '.',
      ],
    ],
    ...globSync('scripts/check-*.ts', { cwd: root, exclude: ['**/*.test.ts'] })
      .sort()
      .map((file): [string, string[]] => [path.basename(file, '.ts').slice('check-'.length), [process.execPath, file]]),
  ]
  const totals = { passed: 0, failed: 0 }
  for (const [name, [command = '', ...args]] of checks) {
    const started = performance.now()
    const run = spawnSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`
    if (run.status === 0) {
      totals.passed++
      console.log(`ok    check ${name}  ${seconds}`)
    } else {
      totals.failed++
      console.log(`FAIL  check ${name}  ${seconds}`)
      console.log([run.stdout, run.stderr, run.error?.message].filter(Boolean).join('\n').trimEnd())
    }
  }
  return totals
}

if (import.meta.main) {
  const { failed } = runChecks({ write: process.argv.includes('--write') })
  process.exitCode = failed > 0 ? 1 : 0
}
