// What is acknowledged is kept: a real service process is killed (kill -9) again and again while eight people save.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { quick } from '../scripts/volume.ts'
import { verifyAudit } from './access/audit.ts'
import { routes } from './app.ts'
import { type Database, openDatabase } from './database/open.ts'
import { emptyEmbeddedFolder, newServerDatabase, noServer } from './database/testing.ts'
import { inTransaction, noWalls } from './database/transaction.ts'
import { rebuildCouncilDue } from './features/children/index.ts'
import { makeWorld, northCouncil, type TestChild } from './features/children/testing.ts'
import { newId } from './lib/ids.ts'
import { startService } from './service.ts'
import { formBody, plantSession, signedIn, visitor } from './web/testing.ts'

const kills = quick ? 1 : 3
const clients = 8
const savesBeforeKill = quick ? clients : 5 * clients
const savesAtTheEnd = quick ? clients : 5 * clients

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** The service as `npm start` runs it, without the demonstration, on a database that is there already. */
const startProcess = async (settings: Record<string, string>, port: number): Promise<ChildProcess> => {
  const { DATABASE_URL: _url, MIGRATION_DATABASE_URL: _migrationUrl, ...environment } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ...environment,
      DEMONSTRATION: 'off',
      HOST: '127.0.0.1',
      // Everybody is signed in already: it need not offer a sign-in of its own.
      OIDC_ISSUER: 'https://identity.invalid',
      ORIGIN: `http://127.0.0.1:${port}`,
      PORT: String(port),
      // One process: the one that is killed is the one that saves.
      WORKERS: '1',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const heard = (piece: Buffer) => {
    said += piece
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  for (;;) {
    if (said.includes('is ready')) return child
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the service did not start: ${said}`)
    await setTimeout(20)
  }
}

/** The same in this process, on the database it has opened: what comes up after the last kill, and reads what is there. */
const startHere = (database: Database, port: number): ReturnType<typeof startService> =>
  startService({
    database,
    routes,
    log: { info: () => {}, error: (fields, words) => process.stderr.write(`${words} ${JSON.stringify(fields)}\n`) },
    origin: `http://127.0.0.1:${port}`,
    port,
    host: '127.0.0.1',
    production: false,
    people: [],
    issuer: 'https://identity.invalid',
  })

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

type Place = {
  folder?: string
  settings: Record<string, string>
  open: () => Promise<Database>
  drop: () => Promise<void>
}

const inFolder = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'joined-up-crash-'))
  let copyOf: Blob | undefined = await emptyEmbeddedFolder()
  return {
    folder,
    settings: { DATA_DIR: folder },
    open: () => {
      const database = openDatabase({ folder, copyOf })
      copyOf = undefined
      return database
    },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

const onServer = async (): Promise<Place> => {
  const { url, drop } = await newServerDatabase()
  return { settings: { DATABASE_URL: url }, open: () => openDatabase({ url }), drop }
}

const yesterday = Temporal.Now.plainDateISO('Europe/London').subtract({ days: 1 })
const on = (name: string) => ({
  [`${name}-day`]: `${yesterday.day}`,
  [`${name}-month`]: `${yesterday.month}`,
  [`${name}-year`]: `${yesterday.year}`,
})
const visit = (words: string) => ({
  ...on('visitedOn'),
  kind: 'child_protection',
  seen: 'yes',
  seenAlone: 'yes',
  place: 'home',
  happened: words,
  sure: 'yes',
})
const note = (words: string) => ({ ...on('happenedOn'), kind: 'meeting', note: words })

/** Begins to send a form and hangs up before the answer. */
const sendAndHangUp = async (port: number, token: string, path: string, body: string): Promise<void> => {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    `cookie: ${signedIn(token).cookie}`,
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    '',
  ]
  await new Promise<void>((sent) => socket.write(head.join('\r\n') + body, () => sent()))
  socket.destroy()
}

for (const [engine, place] of [
  ['on the embedded engine', inFolder],
  ['on a PostgreSQL server', onServer],
] as const) {
  describe(engine, () => {
    let running: ChildProcess | null = null
    let here: Place | null = null
    let database: Database | null = null
    let service: Awaited<ReturnType<typeof startService>> | null = null
    after(async () => {
      if (running) await kill(running)
      await service?.close()
      await database?.close()
      await here?.drop()
    })

    test('a service killed while eight people save loses nothing it acknowledged and saves nothing twice', async () => {
      if (place === onServer && !process.env.TEST_DATABASE_URL) assert.fail(noServer)
      here = await place()
      const { children, people } = await plantWorld(await here.open())
      const port = await freePort()
      const address = () => `http://127.0.0.1:${port}`
      running = await startProcess(here.settings, port)

      let acknowledged = 0
      let cut = 0
      let killed = 0
      let last = false
      let failed = false
      let up = Promise.resolve()
      const restart = async (): Promise<void> => {
        await kill(running!)
        if (killed < kills) {
          running = await startProcess(here!.settings, port)
          return
        }
        running = null
        database = await here!.open()
        service = await startHere(database, port)
      }
      const saved: string[] = []
      /** One client of many: when one fails all stop. */
      const work = async (client: number): Promise<void> => {
        try {
          await saveUntilTheEnd(client)
        } catch (error) {
          failed = true
          last = true
          throw error
        }
      }
      const saveUntilTheEnd = async (client: number): Promise<void> => {
        const token = people[client % people.length]!
        const person = visitor(address, token)
        for (let turn = 0; !last; turn += 1) {
          const words = `client ${client}, form ${turn}`
          const child = children[(client + turn) % children.length]!
          const [path, fields] =
            turn % 2 === 0 ? [`${child.path}/visits/new`, visit(words)] : [`${child.path}/notes/new`, note(words)]
          const key = newId()
          for (;;) {
            await up
            const answer = await person.post(path, { ...fields, _key: key }).catch(() => null)
            if (answer === null) {
              if (failed) return
              cut += 1
              continue
            }
            assert.equal(answer.status, 303, answer.body)
            break
          }
          saved.push(words)
          acknowledged += 1
          // At this moment the other seven wait for an answer.
          if (killed < kills && acknowledged >= savesBeforeKill * (killed + 1)) {
            killed += 1
            up = restart()
          }
          if (acknowledged >= savesBeforeKill * kills + savesAtTheEnd) last = true
        }
      }
      await Promise.all(Array.from({ length: clients }, (_, client) => work(client)))
      assert.equal(killed, kills)
      assert.ok(cut >= kills, 'each kill cut somebody off')

      // One more form each way: cut off before the answer, and sent twice at once.
      const [child] = children as [TestChild]
      const [token] = people as [string]
      const person = visitor(address, token)
      const cutOff = { ...note('cut off'), _key: newId() }
      await sendAndHangUp(port, token, `${child.path}/notes/new`, formBody(token, cutOff))
      const again = await person.post(`${child.path}/notes/new`, cutOff)
      assert.equal(again.status, 303)
      const twice = { ...visit('sent twice at once'), _key: newId() }
      const both = await Promise.all([
        person.post(`${child.path}/visits/new`, twice),
        person.post(`${child.path}/visits/new`, twice),
      ])
      assert.deepEqual(
        both.map((answer) => [answer.status, answer.location]),
        [
          [303, child.path],
          [303, child.path],
        ],
      )

      assert.ok(database)
      const reading: Database = database
      const { asOwner } = reading
      const rows = (await asOwner!((connection) =>
        connection.script('select words from event where words is not null'),
      )) as { words: string }[]
      assert.deepEqual(rows.map((row) => row.words).sort(), [...saved, 'cut off', 'sent twice at once'].sort())

      const walls = {
        ...noWalls,
        find: [northCouncil],
        summary: [northCouncil],
        record: [northCouncil],
        write: [northCouncil],
        directory: [northCouncil],
      }
      const dueNow = () =>
        asOwner!((connection) => connection.script('select row_to_json(d)::text as row from due d order by 1'))
      const due = await dueNow()
      const { audit, rebuilt } = await inTransaction(
        reading,
        async ({ db }) => ({
          result: {
            audit: await verifyAudit(db, northCouncil),
            rebuilt: await rebuildCouncilDue(db, northCouncil, Temporal.Now.instant()),
          },
        }),
        { walls },
      )
      assert.deepEqual(audit.faults, [])
      const entries = (await asOwner!((connection) =>
        connection.script("select count(*)::int as n from audit_event where outcome = 'saved'"),
      )) as { n: number }[]
      assert.equal(entries[0]!.n, rows.length, 'each save stands in the audit once')
      assert.ok(rebuilt.rows > 0)
      assert.deepEqual(await dueNow(), due, 'what is due is what a rebuild makes of the record')
    })

    if (place === inFolder) {
      test('its folder is for its owner alone, open to one at a time, and keeps what was saved when it is closed', async () => {
        const { folder } = here!
        const saves = () =>
          database!.asOwner!((connection) => connection.script('select event_id from event order by event_id'))
        await assert.rejects(openDatabase({ folder }), /already open/)
        const before = await saves()
        assert.ok(before.length > 0)
        await service!.close()
        service = null
        await database!.close()
        assert.equal(statSync(folder!).mode & 0o777, 0o700)
        database = await here!.open()
        assert.deepEqual(database.applied, [])
        assert.deepEqual(await saves(), before)
      })
    }
  })
}

/** Five children with a plan, and four social workers signed in twice. */
const plantWorld = async (database: Database): Promise<{ children: TestChild[]; people: string[] }> => {
  const world = await makeWorld(database)
  const children: TestChild[] = []
  const people: string[] = []
  for (let at = 0; at < 4; at += 1) {
    const worker = await world.worker({ name: `Worker ${'ABCD'[at]}testwood` })
    people.push(await plantSession(database, worker.subject), await plantSession(database, worker.subject))
    const child = await world.child({ given: `Child${'abcd'[at]}` })
    await world.spell(child, 'child_protection_plan', '2026-01-05')
    await world.allocate(child, worker, '2026-01-05')
    children.push(child)
  }
  await database.close()
  return { children, people }
}
