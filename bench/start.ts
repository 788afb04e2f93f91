// npm run bench start: the first start with its demonstration, the second start to the first page, and memory.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machineLine, table } from './machine.ts'

const folder = mkdtempSync(join(tmpdir(), 'joined-up-start-'))

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })

/** Megabytes held by a process; null where the system does not tell. */
const memoryOf = (child: ChildProcess): number | null => {
  try {
    const held = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
    return held ? Math.round(Number(held[1]) / 1024) : null
  } catch {
    return null
  }
}

/** Starts the service as a newcomer would and waits for the page on which one chooses whom to be. */
const start = async (): Promise<{ seconds: number; memory: number | null }> => {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'main.ts')], {
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, DATABASE_URL: '' },
    stdio: 'ignore',
  })
  const over = new Promise((ended) => child.once('exit', ended))
  for (;;) {
    const answer = await fetch(`http://localhost:${port}/`).catch(() => null)
    if (answer?.ok) break
    if (child.exitCode !== null) throw new Error('the service did not start')
    await new Promise((later) => setTimeout(later, 50))
  }
  const seconds = (performance.now() - began) / 1000
  const memory = memoryOf(child)
  child.kill('SIGTERM')
  await over
  return { seconds, memory }
}

const line = machineLine('embedded database')
try {
  const rows = []
  for (const name of ['first start', 'second start']) {
    const { seconds, memory } = await start()
    rows.push([name, seconds.toFixed(1), memory ?? '–'])
  }
  console.log(`${line}\n\n${table(['to the first page', 'seconds', 'MB'], rows)}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
