import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../lib/ids.ts'
import type { Connection } from './connection.ts'
import { applicationRole, type Database } from './open.ts'
import { councilRow, eachEngine, plant } from './testing.ts'
import { inTransaction, literal, noWalls, type Walls, wallStatements } from './transaction.ts'

const [A, B] = [901, 902]
const everyWall: Walls = {
  find: [A],
  summary: [A],
  record: [A],
  write: [A],
  children: [newId()],
  directory: [A],
  manage: [A],
  proposals: [newId()],
  self: [newId()],
}
const settings = `select ${Object.keys(noWalls).map((name) => `nullif(current_setting('app.${name}', true), '') as "${name}"`)}`
const unset = Object.fromEntries(Object.keys(noWalls).map((name) => [name, null]))
const personRow = (councilId: number): object => ({
  council_id: councilId,
  person_id: newId(),
  is_child: true,
  given_name: 'A',
  family_name: 'Child',
  normal_name: 'a child',
  recorded_at: '2026-01-05T12:00:00Z',
})
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the walls as statements', () => {
  test('name each setting once, with councils and ids and nothing else', () => {
    const text = wallStatements({ ...noWalls, find: [A, B], self: ['0198a3f0-0000-7000-8000-000000000001'] })
    assert.ok(text.startsWith("set local app.find = '{901,902}'; set local app.summary = '';"), text)
    assert.ok(text.includes("set local app.self = '{0198a3f0-0000-7000-8000-000000000001}';"), text)
    assert.equal(text.match(/set local/g)?.length, 9)
  })
  test('refuse anything that could carry SQL, or is neither a council nor an id', () => {
    const id = '0198a3f0-0000-7000-8000-000000000001'
    const councils = [
      "901'; reset role; --",
      '901',
      9.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      null,
      undefined,
      [901],
      {},
      true,
    ]
    for (const value of councils) {
      for (const name of ['find', 'summary', 'record', 'write', 'directory', 'manage'] as const) {
        assert.throws(
          () => wallStatements({ ...noWalls, [name]: [value] }),
          /neither a council nor an id/,
          String(value),
        )
      }
    }
    const ids = [
      `${id}'; --`,
      `${id}\n`,
      `\n${id}`,
      id.toUpperCase(),
      'child',
      '',
      901,
      null,
      { toString: () => id },
      [id],
    ]
    for (const value of ids) {
      for (const name of ['children', 'self'] as const) {
        assert.throws(
          () => wallStatements({ ...noWalls, [name]: [value] }),
          /neither a council nor an id/,
          String(value),
        )
      }
    }
  })
})

describe('a text as a literal', () => {
  test('cannot end itself, and a NUL character is refused', () => {
    assert.equal(literal("O'Brien'); drop table person; --"), "'O''Brien''); drop table person; --'")
    assert.throws(() => literal('a\0b'), /NUL/)
  })
})

eachEngine((engine, open) => {
  let database: Database
  before(async () => {
    database = await open({ connections: 2 })
    await database.asOwner!(async (connection) => {
      await plant(connection, 'council', [A, B].map(councilRow))
      await plant(connection, 'person', [A, B].map(personRow))
    })
  })
  const settingsNow = (connection: Connection) => connection.script(settings).then(([row]) => row)
  /** What the next `times` transactions find set, on whichever connection they get. */
  const left = async (): Promise<unknown[]> => {
    const found: unknown[] = []
    for (let at = 0; at < 4; at += 1) found.push(await database.lease(settingsNow))
    return found
  }
  const seen = (walls: Walls) =>
    inTransaction(
      database,
      async ({ db }) => ({
        result: (await db.selectFrom('person').select('council_id').execute()).map((row) => row.council_id),
      }),
      { walls },
    )
  class Regret extends Error {}

  describe('a transaction', () => {
    test('has its walls while it lasts and leaves none behind after commit', async () => {
      const inside = await inTransaction(
        database,
        async ({ connection }) => ({ result: await settingsNow(connection) }),
        { walls: everyWall },
      )
      assert.deepEqual(
        inside,
        Object.fromEntries(Object.entries(everyWall).map(([name, [value]]) => [name, `{${value}}`])),
      )
      assert.deepEqual(await left(), [unset, unset, unset, unset])
    })
    test('leaves none behind when it is given up', async () => {
      const work = inTransaction(database, () => Promise.reject(new Regret()), { walls: everyWall })
      await assert.rejects(work, Regret)
      assert.deepEqual(await left(), [unset, unset, unset, unset])
    })
    test('leaves none behind when a statement fails, and the next one works', async () => {
      const work = inTransaction(database, ({ connection }) => connection.script('select 1 / 0') as Promise<never>, {
        walls: everyWall,
      })
      await assert.rejects(work, /division by zero/)
      assert.deepEqual(await left(), [unset, unset, unset, unset])
      assert.deepEqual(await seen({ ...noWalls, find: [A] }), [A])
    })
    test('whose opening question fails does not spoil the connection for the next', async () => {
      for (let at = 0; at < 4; at += 1) {
        await assert.rejects(
          inTransaction(database, async () => ({ result: null }), { opening: 'select 1 / 0;' }),
          /division/,
        )
      }
      assert.deepEqual(await left(), [unset, unset, unset, unset])
      assert.deepEqual(await seen({ ...noWalls, find: [A] }), [A])
    })
    test('whose closing words fail saves nothing', async () => {
      const work = inTransaction(
        database,
        async ({ db }) => {
          await db.updateTable('council').set({ place: 'half done' }).where('council_id', '=', A).execute()
          return { result: null, finish: 'select 1 / 0;' }
        },
        { walls: { ...noWalls, directory: [A], manage: [A] } },
      )
      await assert.rejects(work, /division/)
      assert.deepEqual(
        await database.asOwner!((connection) => connection.script(`select place from council where council_id = ${A}`)),
        [{ place: '' }],
      )
    })
    test('never says it is saved when a failed statement was passed over', async () => {
      const work = inTransaction(
        database,
        async ({ db, connection }) => {
          await db.updateTable('council').set({ place: 'lost' }).where('council_id', '=', A).execute()
          await connection.script('select 1 / 0').catch(() => {})
          return { result: 'saved' }
        },
        { walls: { ...noWalls, directory: [A], manage: [A] } },
      )
      await assert.rejects(work, /aborted/)
    })
    test('sees nothing without walls, and what its walls open when they are set within', async () => {
      assert.deepEqual(await seen(noWalls), [])
      const grown = await inTransaction(database, async ({ db, setWalls }) => {
        const first = await db.selectFrom('person').select('council_id').execute()
        await setWalls({ ...noWalls, find: [B] })
        const second = await db.selectFrom('person').select('council_id').execute()
        await setWalls(noWalls)
        return { result: [first, second, await db.selectFrom('person').select('council_id').execute()] }
      })
      assert.deepEqual(grown, [[], [{ council_id: B }], []])
    })
    test('may not begin, commit or roll back within itself', async () => {
      const within = inTransaction(database, ({ db }) => db.transaction().execute(async () => null) as Promise<never>)
      await assert.rejects(within, /belongs to/)
    })
  })

  describe('two viewers at once', () => {
    test('never see each other’s children, however their steps fall between one another', async () => {
      const look = (councilId: number) =>
        inTransaction(
          database,
          async ({ db }) => {
            const found: number[] = []
            for (let step = 0; step < 10; step += 1) {
              found.push(...(await db.selectFrom('person').select('council_id').execute()).map((row) => row.council_id))
              await soon()
            }
            return { result: found }
          },
          { walls: { ...noWalls, find: [councilId] } },
        )
      const answers = await Promise.all(
        [A, B, A, B, A, B].map(async (councilId) => [councilId, new Set(await look(councilId))] as const),
      )
      for (const [councilId, found] of answers) assert.deepEqual([...found], [councilId])
    })
  })

  describe('what each driver gives', () => {
    test('dates, moments, whole and broken numbers, lists and bytes are the same on both engines', async () => {
      const row = await inTransaction(database, async ({ db }) => ({
        result: (
          await sql<
            Record<string, unknown>
          >`select date '2024-02-29' as on_day, timestamptz '2026-07-01 12:00:00.123456+01' as at,
            9007199254740991::bigint as big, 12.5::numeric as broken, array['a', 'b']::text[] as list, '{"a": [1]}'::jsonb as json,
            '\\x00ff'::bytea as bytes, null::date as nothing`.execute(db)
        ).rows[0]!,
      }))
      assert.ok(row.on_day instanceof Temporal.PlainDate && row.at instanceof Temporal.Instant)
      assert.equal(String(row.on_day), '2024-02-29')
      assert.equal(String(row.at), '2026-07-01T11:00:00.123456Z')
      assert.deepEqual(
        [row.big, row.broken, row.list, row.json, row.nothing],
        [9007199254740991, 12.5, ['a', 'b'], { a: [1] }, null],
      )
      assert.deepEqual([...(row.bytes as Uint8Array)], [0, 255])
    })
    test('dates and moments come back as they were given', async () => {
      const given = [
        Temporal.PlainDate.from('0850-12-31'),
        Temporal.Instant.from('1970-01-01T00:00:00.000001Z'),
      ] as const
      const row = await inTransaction(database, async ({ db }) => ({
        result: (
          await sql<{
            on_day: unknown
            at: unknown
          }>`select ${given[0]}::date as on_day, ${given[1]}::timestamptz as at`.execute(db)
        ).rows[0]!,
      }))
      assert.deepEqual([String(row.on_day), String(row.at)], given.map(String))
    })
  })

  if (engine === 'server') {
    describe('the login of the service', () => {
      test('is the ordinary role, which owns nothing and cannot bypass the walls', async () => {
        const [row] = await database.lease((connection) =>
          connection.script(`select current_user as who, session_user as login, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty,
            (select count(*)::int from pg_class where relowner = r.oid) as owns,
            (select count(*)::int from pg_auth_members where member = r.oid) as belongs
            from pg_roles r where rolname = current_user`),
        )
        assert.deepEqual(row, { who: applicationRole, login: applicationRole, mighty: false, owns: 0, belongs: 0 })
      })
      test('cannot become another role, nor take the walls down', async () => {
        for (const attempt of [
          'set role postgres',
          'set session authorization postgres',
          'set row_security = off; select * from person',
          'alter table person disable row level security',
          'alter table person no force row level security',
          'drop policy boundary on person',
          'create table mine (n int)',
          'create schema mine',
          `alter role ${applicationRole} bypassrls`,
          'grant select on session to public',
          'select * from session',
          'select * from migration',
          "copy person to program 'cat'",
          "select pg_read_file('PG_VERSION')",
          'create function f() returns int language sql as $$ select 1 $$',
        ]) {
          const refused = (error: { code?: string }) => error.code === '42501'
          await assert.rejects(
            inTransaction(database, ({ connection }) => connection.script(attempt) as Promise<never>),
            refused,
            attempt,
          )
        }
      })
      test('resetting the role leaves it where it was', async () => {
        const who = await inTransaction(database, async ({ connection }) => {
          await connection.script('reset role; reset session authorization')
          return { result: await connection.script('select current_user as who') }
        })
        assert.deepEqual(who, [{ who: applicationRole }])
      })
    })

    describe('a connection that is cut', () => {
      const cut = (connection: Connection) =>
        connection.script('select pg_backend_pid() as pid').then(([row]) => {
          const { pid } = row as { pid: number }
          return database.asOwner!((owner) => owner.script(`select pg_terminate_backend(${pid}, 5000)`))
        })
      const change = (work: (connection: Connection) => Promise<unknown>) =>
        inTransaction(
          database,
          async ({ db, connection }) => {
            await db.updateTable('council').set({ place: 'half done' }).where('council_id', '=', B).execute()
            await work(connection)
            return { result: null }
          },
          { walls: { ...noWalls, directory: [B], manage: [B] } },
        )
      const place = () =>
        database.asOwner!((connection) => connection.script(`select place from council where council_id = ${B}`))

      test('before the commit leaves nothing of what was done, and the service goes on with another', async () => {
        await assert.rejects(change(cut))
        assert.deepEqual(await place(), [{ place: '' }])
        assert.deepEqual(await seen({ ...noWalls, find: [A] }), [A])
      })
      test('in the middle of a statement is an error of that request alone', async () => {
        const stopped = change(async (connection) => {
          const [row] = (await connection.script('select pg_backend_pid() as pid')) as [{ pid: number }]
          const sleeping = connection.script('select pg_sleep(30)')
          const ending = database.asOwner!((owner) => owner.script(`select pg_terminate_backend(${row.pid})`))
          await Promise.all([sleeping, ending])
        })
        await assert.rejects(stopped)
        assert.deepEqual(await place(), [{ place: '' }])
        assert.deepEqual(await Promise.all([A, B, A, B].map((one) => seen({ ...noWalls, find: [one] }))), [
          [A],
          [B],
          [A],
          [B],
        ])
      })
      test('while idle is replaced before anybody notices', async () => {
        await database.asOwner!((owner) =>
          owner.script(
            `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and usename = '${applicationRole}'`,
          ),
        )
        assert.deepEqual(await seen({ ...noWalls, find: [A] }), [A])
      })
    })
  }
})
