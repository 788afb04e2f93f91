// npm run bench [name] [options]: one measurement; without a name, the pages.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const measurements = {
  pages: 'pages over HTTP at 8 and at 33 councils',
  night: 'the night desk over five of 33 councils',
  start: 'the first start, the second start, memory',
  world: 'rows a second when a world is loaded',
  import: 'children a second when a council brings its data',
  returns: 'the checks of both returns on files of growing size',
  mirror: 'a council mirrored from its own system: the first time, and a night of 2 per cent',
}

const [asked = 'pages', ...rest] = process.argv.slice(2)
const file = join(import.meta.dirname, `${asked}.ts`)
if (Object.hasOwn(measurements, asked) && existsSync(file)) {
  const run = spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' })
  process.exitCode = run.status ?? 1
} else {
  console.error(`There is no measurement "${asked}". There are:`)
  for (const [name, words] of Object.entries(measurements)) console.error(`  npm run bench ${name.padEnd(8)} ${words}`)
  process.exitCode = 2
}
