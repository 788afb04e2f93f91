// What the tests stand on: a database that one of them closed is as new for the next, or is not used again.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Database } from './open.ts'
import { begin, councilRow, noServer, openEmbeddedForTest, openServerForTest, plant } from './testing.ts'

after(begin())

const rowsOf = (database: Database, sql: string): Promise<unknown[]> =>
  database.asOwner!((connection) => connection.script(sql))
/** Differs from one database to another, also where they are copies. */
const which = (database: Database): Promise<unknown[]> =>
  rowsOf(database, 'select current_database() as name, pg_postmaster_start_time()::text as began')

const changes = [
  ['a table more', 'create table more (id int)'],
  ['a right more', 'grant delete on migration to joined_up_app'],
  ['a migration forgotten', "delete from migration where name like '0001%'"],
  ['another policy', 'alter policy boundary on spell using (true)'],
] as const

for (const [engine, open] of [
  ['on the embedded engine', openEmbeddedForTest],
  ['on a PostgreSQL server', openServerForTest],
] as const) {
  describe(engine, () => {
    const opened: Database[] = []
    after(async () => {
      for (const database of opened) await database.close()
    })
    const another = async (): Promise<Database> => {
      if (open === openServerForTest && !process.env.TEST_DATABASE_URL) assert.fail(noServer)
      const database = await open()
      opened.push(database)
      return database
    }

    test('a closed database is emptied and given to the next, who finds nothing of the one before', async () => {
      const first = await another()
      const before = await which(first)
      await first.asOwner!((connection) => plant(connection, 'council', [councilRow(911)]))
      await rowsOf(first, 'analyze council')
      await first.close()
      await assert.rejects(first.asOwner!((connection) => connection.script('select 1')))
      const second = await another()
      assert.deepEqual(await which(second), before)
      assert.deepEqual(await rowsOf(second, 'select * from council'), [])
      assert.deepEqual(
        await rowsOf(
          second,
          "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' and (relpages <> 0 or reltuples <> -1)",
        ),
        [],
      )
      await second.close()
    })

    // The question that finds a change is one for both engines, and a new embedded engine takes longest: one of the four.
    for (const [change, sql] of changes.slice(open === openServerForTest ? 0 : -1)) {
      test(`a database changed in more than its rows is not given to the next: ${change}`, async () => {
        const first = await another()
        const before = await which(first)
        await rowsOf(first, sql)
        await first.close()
        const second = await another()
        assert.notDeepEqual(await which(second), before)
        await second.close()
      })
    }
  })
}
