import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { findPostgres, postgresFolders, startPostgres } from './postgres.ts'

const query = async (url: string, sql: string): Promise<unknown[][]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

/** Whoever names a server of their own in TEST_DATABASE_URL need not have PostgreSQL's programs too. */
const cannotStart = (t: TestContext): boolean => {
  if (findPostgres()) return false
  t.diagnostic('not tried: there is no initdb on this machine')
  return true
}

const temporaryFolder = (t: TestContext): string => {
  const folder = mkdtempSync(path.join(process.getuid?.() === 0 ? '/tmp' : tmpdir(), 'joined-up-programs-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('of several installed versions the newest comes first', (t) => {
  const debian = temporaryFolder(t)
  for (const version of ['9.6', '15', '17']) mkdirSync(path.join(debian, version, 'bin'), { recursive: true })
  assert.deepEqual(
    postgresFolders(debian).slice(-3),
    ['17', '15', '9.6'].map((version) => path.join(debian, version, 'bin')),
  )
})

test('a folder with only the client programs is not a server', (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(path.join(folder, 'psql'), '', { mode: 0o755 })
  writeFileSync(path.join(folder, 'initdb'), '', { mode: 0o755 })
  assert.equal(findPostgres([folder]), null)
  writeFileSync(path.join(folder, 'postgres'), '', { mode: 0o755 })
  assert.equal(findPostgres([folder]), folder)
})

test('a throwaway server lets its superuser and ordinary logins in, is gone when stopped, and is refused a port in use with what it said', async (t) => {
  if (cannotStart(t)) return
  // In a folder of its own, for the second start: making a cluster takes longer than all the rest.
  const folder = temporaryFolder(t)
  const postgres = await startPostgres({ folder })
  t.after(postgres.stop)
  await query(postgres.url, 'create role ordinary login')
  const ordinary = new URL(postgres.url)
  ordinary.username = 'ordinary'
  const who = 'select current_user, rolsuper from pg_roles where rolname = current_user'
  assert.deepEqual(await query(postgres.url, who), [['postgres', true]])
  assert.deepEqual(await query(ordinary.href, who), [['ordinary', false]])
  await postgres.stop()
  await assert.rejects(query(postgres.url, who), { code: 'ECONNREFUSED' })
  const port = Number(new URL(postgres.url).port)
  const other = createServer().listen(port, '127.0.0.1')
  t.after(() => other.close())
  await once(other, 'listening')
  await assert.rejects(startPostgres({ port, folder }), /did not start.*in use/s)
})

test('the server goes away with a process that is killed', async (t) => {
  if (cannotStart(t)) return
  const script = path.join(import.meta.dirname, 'postgres.ts')
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const url = String(said).split('\n')[0] ?? ''
  assert.deepEqual(await query(url, 'show fsync'), [['on']])
  child.kill('SIGKILL')
  await once(child, 'exit')
  for (let tries = 0; tries < 200; tries++) {
    const answers = await query(url, 'select 1').then(
      () => true,
      (error) => error.code !== 'ECONNREFUSED',
    )
    if (!answers) return
    await setTimeout(50)
  }
  assert.fail('the server still answers')
})
