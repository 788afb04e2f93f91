// Several processes answer on one port: a sign-in with one holds with all, one that dies is replaced, all end together.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { openDatabase } from './database/open.ts'
import { newServerDatabase, noServer } from './database/testing.ts'
import { makeWorld } from './features/children/testing.ts'
import { plantSession, signedIn } from './web/testing.ts'
import { connectionsEach, howManyWorkers } from './workers.ts'

describe('how many processes answer', () => {
  const shared = { server: true, provider: true }
  test('one for each core, or as many as are asked for', () => {
    assert.equal(howManyWorkers(undefined, shared, 6), 6)
    assert.equal(howManyWorkers('', shared, 6), 6)
    assert.equal(howManyWorkers('3', shared, 6), 3)
  })
  test('one where something is kept in a process: the embedded database, the development sign-in', () => {
    assert.equal(howManyWorkers('3', { server: false, provider: true }, 6), 1)
    assert.equal(howManyWorkers(undefined, { server: true, provider: false }, 6), 1)
  })
  test('anything that is not such a number is refused', () => {
    for (const asked of ['0', '-1', '1.5', 'two', '65'])
      assert.throws(() => howManyWorkers(asked, shared, 6), /WORKERS/)
  })
  test('their connections stay far below the hundred a server allows by default', () => {
    for (const workers of [2, 4, 8, 16]) assert.ok(connectionsEach(workers) * workers <= 50, String(workers))
  })
})

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

describe('two processes on one port', () => {
  if (!process.env.TEST_DATABASE_URL) {
    test('a server is there to test on', () => assert.fail(noServer))
    return
  }
  test('both serve one signed-in person, a dead one is replaced, and one signal ends them all', async () => {
    const { url, drop } = await newServerDatabase()
    const port = await freePort()
    const address = `http://127.0.0.1:${port}`
    const begun = await openDatabase({ url })
    const world = await makeWorld(begun)
    const { subject } = await world.worker({ name: 'Worker Atestwood' })
    const token = await plantSession(begun, subject)
    await begun.close()
    const main = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: {
        ...process.env,
        DATABASE_URL: url,
        DEMONSTRATION: 'off',
        HOST: '127.0.0.1',
        OIDC_ISSUER: 'https://identity.invalid',
        ORIGIN: address,
        PORT: String(port),
        WORKERS: '2',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [main.stdout, main.stderr])
      stream.on('data', (piece: Buffer) => {
        said += piece
      })
    const until = async (holds: () => Promise<boolean> | boolean, words: string): Promise<void> => {
      for (let tries = 0; !(await holds()); tries += 1) {
        if (tries === 600 || main.exitCode !== null) assert.fail(`${words}: ${said}`)
        await setTimeout(50)
      }
    }
    try {
      await until(() => said.includes('is ready'), 'the service did not start')
      const opened = async () =>
        (await fetch(address, { headers: { ...signedIn(token), connection: 'close' }, redirect: 'manual' })).status
      assert.deepEqual(await Promise.all(Array.from({ length: 8 }, opened)), Array(8).fill(200))

      const children = `/proc/${main.pid}/task/${main.pid}/children`
      if (existsSync(children)) {
        const workers = () => readFileSync(children, 'utf8').trim().split(' ').map(Number)
        const before = workers()
        assert.equal(before.length, 2)
        process.kill(before[0]!, 'SIGKILL')
        await until(() => workers().length === 2 && !workers().includes(before[0]!), 'nobody took its place')
        await until(async () => {
          const answers = await Promise.all(Array.from({ length: 8 }, () => opened().catch(() => 0)))
          return answers.every((status) => status === 200)
        }, 'pages do not come again')
      }

      main.kill('SIGTERM')
      assert.deepEqual(await once(main, 'exit'), [0, null])
      await assert.rejects(fetch(address))
    } finally {
      if (main.exitCode === null) main.kill('SIGKILL')
      await drop()
    }
  })
})
