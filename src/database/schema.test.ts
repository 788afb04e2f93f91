import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { schemaText } from '../../scripts/generate-schema.ts'
import { eventKinds, spellKinds } from '../features/children/journey/kinds.ts'
import type { Database } from './open.ts'
import { eachEngine } from './testing.ts'

eachEngine((_, open) => {
  let database: Database
  before(async () => {
    database = await open()
  })
  /** The words a check lets into a column, in the order in which the migration names them. */
  const wordsOf = async (table: string, column: string): Promise<string[]> => {
    const rows = (await database.asOwner!((connection) =>
      connection.script(`select pg_get_constraintdef(oid) as words from pg_constraint
        where conrelid = '${table}'::regclass and contype = 'c' and conname = '${table}_${column}_check'`),
    )) as { words: string }[]
    return [...(rows[0]?.words ?? '').matchAll(/'([^']+)'::text/g)].map(([, word]) => word!)
  }

  test('schema.ts says what the migrations make: when this fails, run `npm run schema`', async () => {
    assert.equal(readFileSync(join(import.meta.dirname, 'schema.ts'), 'utf8'), await schemaText(database))
  })
  test('the database knows the same kinds of spell as the journey', async () => {
    assert.deepEqual((await wordsOf('spell', 'kind')).sort(), Object.keys(spellKinds).sort())
  })
  test('the database knows the same kinds of event as the journey', async () => {
    assert.deepEqual((await wordsOf('event', 'kind')).sort(), Object.keys(eventKinds).sort())
  })
  test('what a summary shows are kinds there are', async () => {
    for (const [table, kinds] of [
      ['spell', spellKinds],
      ['event', eventKinds],
    ] as const) {
      const [row] = (await database.asOwner!((connection) =>
        connection.script(`select pg_get_expr(adbin, adrelid) as words from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
          where d.adrelid = '${table}'::regclass and a.attname = 'for_summary'`),
      )) as { words: string }[]
      const shown = [...row!.words.matchAll(/'([^']+)'::text/g)].map(([, word]) => word!)
      assert.ok(shown.length > 0)
      for (const kind of shown) assert.ok(Object.hasOwn(kinds, kind), `${table}: ${kind}`)
    }
  })
})
