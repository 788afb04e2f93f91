import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Connection } from './connection.ts'
import { openForThisTest } from './testing.ts'

// What is asked of the embedded engine often is read and planned once. That must never be seen in what it answers.

const owned = async (t: TestContext, work: (connection: Connection) => Promise<void>): Promise<void> => {
  const database = await openForThisTest(t)
  await database.asOwner!(work)
}

test('a statement that is asked again and again answers each time what it was asked then', async (t) => {
  await owned(t, async (connection) => {
    for (let n = 0; n < 8; n++) {
      const { rows } = await connection.query('select $1::int * 2 as double, $2::text as said', [n, `é${n}’`])
      assert.deepEqual(rows, [{ double: 2 * n, said: `é${n}’` }])
    }
    const asked = await Promise.all([5, 6, 7].map((n) => connection.query('select $1::int as n', [n])))
    assert.deepEqual(
      asked.map(({ rows }) => rows),
      [[{ n: 5 }], [{ n: 6 }], [{ n: 7 }]],
    )
  })
})

test('one that failed is asked again as if nothing had been, whether it failed at first or later', async (t) => {
  await owned(t, async (connection) => {
    const half = (n: number) => connection.query('select 10 / $1::int as part', [n])
    for (const n of [0, 1, 0, 2, 0, 5, 0]) {
      if (n === 0) await assert.rejects(half(n), { code: '22012', message: 'division by zero' })
      else assert.deepEqual((await half(n)).rows, [{ part: 10 / n }])
    }
    // In a transaction that is lost nothing can be read anew; after it everything can.
    await connection.script('begin')
    await assert.rejects(half(0), { code: '22012' })
    await assert.rejects(half(1), { code: '25P02' })
    await assert.rejects(connection.query('select 1 as never_asked', []), { code: '25P02' })
    await connection.script('rollback')
    assert.deepEqual((await half(1)).rows, [{ part: 10 }])
    for (let time = 0; time < 4; time++) await assert.rejects(connection.query('select from nowhere', []), /nowhere/)
  })
})

test('a table that was changed is told as it is now, and a session that was swept clean goes on', async (t) => {
  await owned(t, async (connection) => {
    await connection.script('create temporary table shelf (book text)')
    const add = () => connection.query('insert into shelf (book) values ($1)', ['Emma'])
    for (let time = 0; time < 4; time++) assert.equal((await add()).affected, 1)
    const all = async () => (await connection.query('select * from shelf limit 1', [])).rows
    for (let time = 0; time < 4; time++) assert.deepEqual(await all(), [{ book: 'Emma' }])
    await connection.script('alter table shelf add column pages int')
    assert.deepEqual(await all(), [{ book: 'Emma', pages: null }])
    assert.equal((await connection.query('update shelf set pages = $1', [474])).affected, 4)
    await connection.script('discard all')
    await assert.rejects(all(), /"shelf" does not exist/)
    assert.equal((await connection.query('select 1 as one', [])).rows.length, 1)
  })
})

test('lists, objects, bytes and nothing at all are given as a server is given them', async (t) => {
  await owned(t, async (connection) => {
    const { rows } = await connection.query(
      'select $1::text[] as list, $2::jsonb as object, $3::bytea as bytes, $4::text as nothing, $5::boolean as yes, $6::uuid[] as none, $7::jsonb as text',
      [['a "b" \\', 'c,d', null], { e: ['f'] }, Buffer.from([0, 255]), null, true, [], '[1]'],
    )
    const [row] = rows as { bytes: Uint8Array }[]
    assert.deepEqual(
      { ...row, bytes: [...row!.bytes] },
      {
        list: ['a "b" \\', 'c,d', null],
        object: { e: ['f'] },
        bytes: [0, 255],
        nothing: null,
        yes: true,
        none: [],
        text: [1],
      },
    )
  })
})
