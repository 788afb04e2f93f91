import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'
import {
  type BulkTarget,
  bulkIntoEmbedded,
  bulkIntoServer,
  cellText,
  copyTextOf,
  lineOf,
  loadWhole,
} from './bulk-load.ts'
import { eachEngine } from './testing.ts'

test('a cell says exactly what it holds, whatever signs are in it', () => {
  assert.equal(cellText(null), '\\N')
  assert.equal(cellText('a\tb\\c\nd\re'), 'a\\tb\\\\c\\nd\\re')
  assert.equal(cellText(true), 't')
  assert.equal(
    cellText(['plain', 'with "quotes"', 'back\\slash']),
    '{"plain","with \\\\"quotes\\\\"","back\\\\\\\\slash"}',
  )
  assert.equal(cellText({ a: 'x\ny' }), '{"a":"x\\\\ny"}')
  assert.equal(cellText(Temporal.PlainDate.from('2026-11-21')), '2026-11-21')
  assert.equal(cellText(Temporal.Instant.from('2026-11-21T09:30:00Z')), '2026-11-21T09:30:00Z')
  assert.equal(lineOf([1, null, 'x']), '1\t\\N\tx\n')
})

test('a NUL character is refused before the database sees it', () => {
  assert.throws(() => copyTextOf('a\0b'), /NUL/)
})

eachEngine((engine, open) => {
  let work: <T>(task: (target: BulkTarget) => Promise<T>) => Promise<T>

  before(async () => {
    const database = await open()
    work = (task) =>
      (database.asOwner as NonNullable<typeof database.asOwner>)((_, raw) =>
        task(engine === 'embedded' ? bulkIntoEmbedded(raw as PGlite) : bulkIntoServer(raw as pg.Client)),
      )
    await work((target) =>
      target.run(`
        create table parent (council_id int not null, id int not null, primary key (council_id, id));
        create table kept (
          council_id int not null, id int not null, words text, born_on date, at timestamptz, share numeric(5, 2),
          tags text[] not null default '{}', detail jsonb not null default '{}', yes boolean, primary key (council_id, id),
          foreign key (council_id, id) references parent);
        create index kept_by_words on kept (council_id, words);
        create unique index kept_once on kept (council_id, words) where words is not null;
        alter table kept enable row level security;
        alter table kept force row level security;
        create policy mine on kept using (council_id = 1);`),
    )
  })

  test('rows come back as they went in, from an iterable, an asynchronous one and ready lines', () =>
    work(async (target) => {
      const columns = ['council_id', 'id', 'words', 'born_on', 'at', 'share', 'tags', 'detail', 'yes']
      await target.copy(
        'parent',
        ['council_id', 'id'],
        [
          [1, 1],
          [1, 2],
          [1, 3],
          [1, 4],
        ],
      )
      const born = Temporal.PlainDate.from('2020-02-29')
      const at = Temporal.Instant.from('2026-01-02T03:04:05Z')
      const first = await target.copy('kept', columns, [
        [1, 1, 'tab\there, \\ and\nnew line', born, at, 33.33, ['a', 'b "c"'], { words: 'it’s “so”\n' }, true],
      ])
      const later = await target.copy(
        'kept',
        columns,
        (async function* () {
          yield [1, 2, '', '1999-12-31', '2026-01-02T03:04:05Z', 0, [], {}, false]
        })(),
      )
      const bytes = new TextEncoder().encode('1\t4\t\\N\n')
      await target.copyText('kept', ['council_id', 'id', 'words'], ['1\t3\tமரியா\n', bytes])
      assert.deepEqual([first, later], [1, 1])
      const rows = await target.rows(
        'select id, words, born_on::text as born, tags, detail, yes, share::text as share from kept order by id',
      )
      assert.deepEqual(rows[0], {
        id: 1,
        words: 'tab\there, \\ and\nnew line',
        born: '2020-02-29',
        tags: ['a', 'b "c"'],
        detail: { words: 'it’s “so”\n' },
        yes: true,
        share: '33.33',
      })
      assert.deepEqual(rows[1], {
        id: 2,
        words: '',
        born: '1999-12-31',
        tags: [],
        detail: {},
        yes: false,
        share: '0.00',
      })
      assert.deepEqual(
        rows.slice(2).map((row) => row.words),
        ['மரியா', null],
      )
    }))

  test('many rows go in whole, more than one piece of them', () =>
    work(async (target) => {
      const rows = function* () {
        for (let id = 1; id <= 60_000; id++) yield [9, id]
      }
      assert.equal(await target.copy('parent', ['council_id', 'id'], rows()), 60_000)
      assert.deepEqual(
        await target.rows('select count(*)::int as count, max(id) as last from parent where council_id = 9'),
        [{ count: 60_000, last: 60_000 }],
      )
    }))

  test('a row with a cell too few is refused, and the connection goes on', () =>
    work(async (target) => {
      await assert.rejects(target.copy('parent', ['council_id', 'id'], [[1]]), /1 cells for 2 columns/)
      assert.deepEqual(await target.rows('select 1 as one'), [{ one: 1 }])
    }))

  test('what a constraint refuses is refused here too', () =>
    work(async (target) => {
      await assert.rejects(target.copy('parent', ['council_id', 'id'], [[1, 1]]), /duplicate key/)
    }))

  const shape = async (target: BulkTarget): Promise<unknown> => [
    await target.rows(`select indexname, indexdef from pg_indexes where tablename in ('kept', 'parent') order by 1`),
    await target.rows(
      `select conname, pg_get_constraintdef(oid) as says from pg_constraint
       where conrelid in ('kept'::regclass, 'parent'::regclass) order by 1`,
    ),
    await target.rows(
      `select relname, relforcerowsecurity from pg_class where relname in ('kept', 'parent') order by 1`,
    ),
  ]

  test('indexes, keys and forced row-level security stand as before when a whole load is done', () =>
    work(async (target) => {
      const before = await shape(target)
      const said: string[] = []
      const load = {
        tables: ['parent', 'kept'],
        rebuild: ['parent', 'kept'],
        onStep: (words: string) => void said.push(words),
      }
      const answer = await loadWhole(target, load, async () => {
        const left = await target.rows(`select indexname from pg_indexes where tablename = 'kept'`)
        assert.deepEqual(left, [], 'nothing slows the load down')
        await target.copy('kept', ['council_id', 'id', 'words'], [[1, 11, 'before its parent']])
        await target.copy('parent', ['council_id', 'id'], [[1, 11]])
        return 'loaded'
      })
      assert.equal(answer, 'loaded')
      assert.deepEqual(await shape(target), before)
      assert.deepEqual(said, ['making indexes', 'checking that every row belongs to its child'])
    }))

  test('a load that fails leaves nothing behind, not even a dropped index', () =>
    work(async (target) => {
      const before = await shape(target)
      const count = await target.rows('select count(*)::int as count from kept')
      await assert.rejects(
        loadWhole(target, { tables: ['parent', 'kept'], rebuild: ['parent', 'kept'] }, async () => {
          await target.copy('parent', ['council_id', 'id'], [[1, 21]])
          await target.copy(
            'kept',
            ['council_id', 'id', 'words'],
            [
              [1, 21, 'here'],
              [1, 22, 'without a parent'],
            ],
          )
        }),
        /foreign key/,
      )
      assert.deepEqual(await shape(target), before)
      assert.deepEqual(await target.rows('select count(*)::int as count from kept'), count)
    }))

  test('an owner who is no superuser may load tables whose row-level security is forced', () =>
    work(async (target) => {
      // Roles belong to the whole server, so this one's name is this database's own.
      const [here] = await target.rows('select current_database() as name')
      const role = `owner_of_${String(here?.name)}`
      await target.run(`
        create role ${role} nosuperuser nobypassrls;
        alter table parent owner to ${role}; alter table kept owner to ${role};
        grant usage, create on schema public to ${role}; grant pg_read_server_files to ${role};
        set role ${role}`)
      try {
        await assert.rejects(target.copy('kept', ['council_id', 'id'], [[2, 31]]), /row-level security/)
        await loadWhole(target, { tables: ['parent', 'kept'], rebuild: ['parent', 'kept'] }, async () => {
          await target.copy('parent', ['council_id', 'id'], [[2, 31]])
          await target.copy('kept', ['council_id', 'id'], [[2, 31]])
        })
        const seen = await target.rows('select count(*)::int as count from kept where council_id = 2')
        assert.deepEqual(seen, [{ count: 0 }], 'forced again: the owner sees nothing')
      } finally {
        await target.run('reset role')
      }
      const there = await target.rows('select count(*)::int as count from kept where council_id = 2')
      await target.run(`reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`)
      assert.deepEqual(there, [{ count: 1 }])
    }))
})
