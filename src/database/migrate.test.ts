import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import pg from 'pg'
import { migrate, migrationFiles } from './migrate.ts'
import { applicationRole, type Database, openDatabase } from './open.ts'
import { councilRow, eachEngine, newServerDatabase, noServer, plant } from './testing.ts'
import { inTransaction } from './transaction.ts'

const files = migrationFiles().map((file) => file.name)

eachEngine((_, open) => {
  let database: Database
  before(async () => {
    database = await open()
  })
  const say = (text: string) => database.asOwner!((connection) => connection.script(text))
  const again = () => database.asOwner!((connection) => migrate(connection))

  describe('migrations', () => {
    test('applied a second time change nothing', async () => {
      const state = 'select name, hash, applied_at::text from migration order by name'
      const before = await say(state)
      assert.deepEqual(
        before.map((row) => (row as { name: string }).name),
        files,
      )
      assert.deepEqual(await again(), [])
      assert.deepEqual(await say(state), before)
    })
    test('refuse a file that was edited after it was applied, by its name', async () => {
      await say(`update migration set hash = 'of other words' where name = '${files[2]}'`)
      await assert.rejects(again(), {
        message: `${files[2]} was changed after it was applied: add a new migration instead.`,
      })
      await say(`update migration set hash = '${migrationFiles()[2]!.hash}' where name = '${files[2]}'`)
    })
    test('refuse a database newer than the program', async () => {
      await say(`insert into migration (name, hash) values ('9999-of-tomorrow.sql', 'x')`)
      await assert.rejects(again(), /9999-of-tomorrow\.sql, which this version of Joined Up does not know/)
      await say(`delete from migration where name = '9999-of-tomorrow.sql'`)
    })
    test('give way to the next one after a refusal', async () => {
      assert.deepEqual(await again(), [])
    })
  })
})

describe('on a server that has had none', () => {
  let admin: pg.Client
  const made: string[] = []
  const owner = `owner_${randomUUID().slice(0, 8)}`
  before(async () => {
    if (!process.env.TEST_DATABASE_URL) assert.fail(noServer)
    admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
    await admin.connect()
    await admin.query(`create role ${owner} login createrole nosuperuser password 'a secret'`)
  })
  after(async () => {
    for (const name of made) await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`drop role ${owner}`)
    await admin.end()
  })
  const newDatabase = async (login?: string): Promise<string> => {
    const name = `joined_up_bare_${randomUUID().replaceAll('-', '')}`
    await admin.query(`create database ${name} template template0 ${login ? `owner ${login}` : ''}`)
    made.push(name)
    const url = new URL(process.env.TEST_DATABASE_URL!)
    url.pathname = `/${name}`
    if (login) Object.assign(url, { username: login, password: 'a secret' })
    return url.toString()
  }

  test('two processes starting at once apply each file once, and both go on', async () => {
    const url = await newDatabase()
    const program = `
      import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, 'open.ts'))}
      const database = await openDatabase({ url: process.env.AT })
      console.log(JSON.stringify(database.applied))
      await database.close()`
    const start = async (): Promise<string[]> => {
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, AT: url },
      })
      return JSON.parse(stdout)
    }
    const applied = await Promise.all([start(), start()])
    assert.deepEqual(applied.flat().sort(), files)
    assert.equal(Math.min(...applied.map((one) => one.length)), 0)
  })
  test('many services starting at once, on one database and on several, all start', async () => {
    const there = [await newServerDatabase(), await newServerDatabase()]
    const urls = there.map(({ url }) => url)
    const all = await Promise.all(
      [...urls, ...urls, ...urls, ...urls].map((url) => openDatabase({ url, connections: 1 })),
    )
    assert.deepEqual(
      all.flatMap((database) => database.applied),
      [],
    )
    for (const database of all) await database.close()
    for (const { drop } of there) await drop()
  })
  test('a file that fails is named and leaves nothing of itself', async () => {
    const url = await newDatabase()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    // in the way of the second file; the first is applied and stays
    await client.query('create table arrangement_clause (n int)')
    await assert.rejects(openDatabase({ url }), new RegExp(`^Error: ${files[1]}: .*already exists`))
    const { rows } = await client.query(
      "select name from migration union all select tablename from pg_tables where tablename = 'arrangement'",
    )
    assert.deepEqual(
      rows.map((row) => row.name),
      [files[0]],
    )
    await client.query('drop table arrangement_clause')
    await client.end()
    const database = await openDatabase({ url })
    assert.deepEqual(database.applied, files.slice(1))
    await database.close()
  })
  test('an owner that is no superuser is enough: the service makes its own login, and its doors open', async () => {
    const database = await openDatabase({ url: await newDatabase(owner), connections: 2 })
    const workerId = '0198a3f0-0000-7000-8000-000000000001'
    await database.asOwner!(async (connection) => {
      await plant(connection, 'council', [councilRow(901)])
      await plant(connection, 'worker', [
        {
          council_id: 901,
          worker_id: workerId,
          given_name: 'A',
          family_name: 'W',
          display_name: 'A W',
          normal_name: 'a w',
          sign_in_subject: 'somebody',
        },
      ])
    })
    const at = "'2026-01-05T12:00:00Z'"
    const given = await inTransaction(database, async ({ connection }) => {
      const all = []
      for (const call of [
        `start_session('somebody', 'hash', ${at}, ${at})`,
        `session_facts('hash') -> 'worker' ->> 'displayName'`,
        `append_audit('[[901, "[1,\\"2026-01-05T12:00:00Z\\",901,\\"${workerId}\\",\\"${workerId}\\",\\"read a record\\",\\"not found\\",\\"\\",null,{}]"]]')`,
        `touch_session('hash', ${at})`,
        `council_looks() -> 0 ->> 'councilId'`,
        `sweep('2027-01-05T12:00:00Z')`,
        `session_facts('hash')`,
        `end_session('hash')`,
      ]) {
        all.push(
          ...(await connection.script(`select ${call} as given`)).map((row) => (row as { given: unknown }).given),
        )
      }
      return {
        result: [
          all,
          await connection.script('select current_user as who'),
          await connection.script('select 1 from worker'),
        ],
      }
    })
    assert.deepEqual(given, [
      [{ councilId: 901, workerId }, 'A W', '', null, '901', null, null, null],
      [{ who: applicationRole }],
      [],
    ])
    await database.close()
  })
  test('a login that could bypass the walls is refused', async () => {
    const { url, drop } = await newServerDatabase()
    await assert.rejects(
      openDatabase({ url, migrationUrl: `${url}?application_name=owner` }),
      /can bypass row-level security/,
    )
    await drop()
  })
})
