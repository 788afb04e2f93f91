// npm run bench returns [--sizes 500,2000,8000,80000] [--rounds 3]: the checks of both returns on files of growing size, the whole
// process with its start, the best of some rounds; and one child checked again.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { check } from '../src/features/returns/engine/check.ts'
import { periodOf } from '../src/features/returns/engine/rule.ts'
import { assemble } from '../src/features/returns/ssda903/child.ts'
import { readSsda903Csv } from '../src/features/returns/ssda903/files.ts'
import { ssda903Rules } from '../src/features/returns/ssda903/rules/index.ts'
import { writeCensus } from './census.ts'
import { machineLine, median, table } from './machine.ts'
import { writeSsda903 } from './ssda903.ts'

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '500,2000,8000,80000' }, rounds: { type: 'string', default: '3' } },
})
const sizes = values.sizes.split(',').map(Number)
const rounds = Number(values.rounds)
const folder = mkdtempSync(join(tmpdir(), 'joined-up-returns-'))
const program = join(import.meta.dirname, '..', 'src', 'commands.ts')

/** Seconds from before the process to after it, and the most memory it held; both of the fastest round. */
const measured = (args: readonly string[]): { seconds: number; megabytes: number; findings: number } => {
  let best = { seconds: Number.POSITIVE_INFINITY, megabytes: 0, findings: 0 }
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const run = spawnSync(process.execPath, [program, 'check', ...args, '--council', '212', '--format', 'jsonl'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    const seconds = (performance.now() - began) / 1000
    if (run.status !== 0 && run.status !== 1) throw new Error(run.stderr)
    const megabytes = Number(/([\d.]+) MB\.\s*$/.exec(run.stderr)?.[1])
    const findings = run.stdout === '' ? 0 : run.stdout.trimEnd().split('\n').length
    if (seconds < best.seconds) best = { seconds, megabytes, findings }
  }
  return best
}

const line = machineLine()
try {
  const rows: (string | number)[][] = []
  for (const size of sizes) {
    for (const [of, args] of [
      [
        'SSDA903, two years',
        () => {
          const [now, last] = [join(folder, `903-${size}`), join(folder, `903-${size}-last`)]
          for (const path of [now, last]) mkdirSync(path)
          writeSsda903(now, size, 2027)
          writeSsda903(last, size, 2026)
          return ['ssda903', now, '--last', last, '--year', '2027']
        },
      ],
      [
        'census',
        () => {
          const file = join(folder, `census-${size}.xml`)
          writeCensus(file, size, 2026)
          return ['cin', file, '--year', '2026']
        },
      ],
    ] as const) {
      const { seconds, megabytes, findings } = measured(args())
      rows.push([
        `${of}, ${size.toLocaleString('en-GB')} children`,
        seconds.toFixed(2),
        megabytes,
        ((seconds / size) * 8000).toFixed(2),
        findings.toLocaleString('en-GB'),
      ])
    }
  }
  console.log(
    `${line}, best of ${rounds}\n\n${table(['whole process', 'seconds', 'MB', 's for 8,000', 'cells found'], rows)}`,
  )

  // One child checked again, as on every save: the rows are there, the engine is warm.
  const { tables } = await readSsda903Csv(join(folder, `903-${sizes[0]}`))
  const ids = (tables.Header?.rows ?? []).slice(0, 200).map(({ CHILD }) => CHILD)
  const run = {
    ...periodOf(2027),
    council: { code: 212, onsCode: 'E09000032' },
    format: 'csv',
    providers: null,
    postcodes: null,
  } as const
  const times = ids.map((id) => {
    const own = Object.fromEntries(
      Object.entries(tables).map(([name, one]) => [
        name,
        { ...one, rows: one.rows.filter(({ CHILD }) => CHILD === id) },
      ]),
    )
    const began = performance.now()
    const { children, given } = assemble(own, null, run)
    check(ssda903Rules, children, run, given)
    return performance.now() - began
  })
  console.log(`\none child checked again: ${median(times.slice(20)).toFixed(2)} ms`)
} finally {
  rmSync(folder, { recursive: true })
}
