import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { kept } from './kept.ts'
import { eachEngine } from './testing.ts'
import { inTransaction } from './transaction.ts'

eachEngine((_engine, open) => {
  test('a kept statement is built once and answers for the values of each asking', async () => {
    const database = await open()
    let built = 0
    const asked = kept((db, given: { word: string; count: number }) => {
      built += 1
      return db.selectNoFrom([
        sql<string>`${given.word}::text`.as('word'),
        sql<string>`'fixed'`.as('same'),
        sql<number>`${given.count}::int + ${1}::int`.as('next'),
      ])
    })
    const answers = await inTransaction(database, async ({ db }) => ({
      result: await Promise.all([
        asked(db, { word: 'one', count: 1 }),
        asked(db, { word: "'; drop", count: 41 }),
        asked(db, { word: 'one', count: 2 }),
        asked(db, { word: 'four', count: 3 }),
      ]),
    }))
    assert.deepEqual(answers, [
      [{ word: 'one', same: 'fixed', next: 2 }],
      [{ word: "'; drop", same: 'fixed', next: 42 }],
      [{ word: 'one', same: 'fixed', next: 3 }],
      [{ word: 'four', same: 'fixed', next: 4 }],
    ])
    assert.equal(built, 1)
  })
})
