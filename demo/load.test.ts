import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'
import { quick } from '../scripts/volume.ts'
import { type BulkTarget, bulkIntoEmbedded, bulkIntoServer } from '../src/database/bulk-load.ts'
import { type Connection, typed } from '../src/database/connection.ts'
import { eachEngine } from '../src/database/testing.ts'
import { rebuildDue, settingOf } from '../src/features/children/journey/queries.ts'
import { storedKeys } from '../src/features/children/people/search-keys.ts'
import { rebuildFindings } from '../src/features/returns/record/recheck.ts'
import { bankHolidays } from '../src/lib/bank-holidays.ts'
import { calendarOf } from '../src/lib/working-days.ts'
import { boroughs } from './boroughs.ts'
import { type Loaded, loadDemonstration, type Progress } from './load.ts'
import { tableNames } from './sheets.ts'
import { storyChildren } from './story-children.ts'

const today = Temporal.PlainDate.from('2026-11-19')
const options = { seed: 'test', today, scale: quick ? 0.01 : 0.02 }
/** More than this must be there: of children, and of what is due and who can be found. */
const least = quick ? { children: 150, rows: 300 } : { children: 300, rows: 500 }

type FoundPerson = {
  given_name: string
  family_name: string
  known_as: string | null
  born: string | null
  local_id: string | null
  names: { givenName: string; familyName: string }[]
  identifiers: { scheme: string; value: string }[]
  addresses: { lines: string; postcode: string | null; confidential: boolean }[]
  contacts: { kind: string; value: string }[]
  keys: string[]
}

/** How many rows each engine holds and what is in them, by table: dates and all, in whatever order they lie. */
const contents: Record<string, unknown>[] = []

eachEngine((engine, open) => {
  let work: <T>(task: (target: BulkTarget, connection: Connection) => Promise<T>) => Promise<T>
  let loaded: Loaded
  const progress: Progress[] = []

  before(async () => {
    const database = await open()
    work = (task) =>
      (database.asOwner as NonNullable<typeof database.asOwner>)((connection, raw) =>
        task(engine === 'embedded' ? bulkIntoEmbedded(raw as PGlite) : bulkIntoServer(raw as pg.Client), connection),
      )
  })

  test('a load that is stopped half-way leaves nothing behind', () =>
    work(async (target) => {
      const few = { ...options, scale: 0.002, threads: 0 }
      const stopping: BulkTarget = {
        ...target,
        copyText: async (table, columns, lines) => {
          await target.copyText(table, columns, lines)
          if (table === 'event') throw new Error('the machine was switched off')
        },
      }
      await assert.rejects(loadDemonstration(stopping, few), /switched off/)
      for (const table of ['council', 'worker', 'person', 'event']) {
        assert.deepEqual(await target.rows(`select count(*)::int as count from ${table}`), [{ count: 0 }], table)
      }
      const [index] = await target.rows(
        `select count(*)::int as count from pg_indexes where indexname = 'event_by_child'`,
      )
      assert.equal(index?.count, 1)
    }))

  const threads = engine === 'server' ? 1 : 0
  test(`the whole world loads, made ${threads === 1 ? 'on a thread of its own' : 'here'}, with progress to see`, () =>
    work(async (target) => {
      loaded = await loadDemonstration(target, { ...options, threads, onProgress: (each) => progress.push(each) })
      const [held] = await target.rows('select count(*)::int as count from person where is_child')
      assert.ok(Number(held?.count) >= loaded.children && loaded.children > least.children, `${loaded.children}`)
      assert.equal(progress.at(-1)?.share, 1)
      assert.ok(progress.every((each, at) => at === 0 || each.rows >= (progress[at - 1] as Progress).rows))
      assert.deepEqual(
        loaded.stories.map(({ slug }) => slug),
        storyChildren.map(({ slug }) => slug),
      )
      const sums = tableNames.map(
        (table) =>
          `select '${table}' as "table", count(*)::int as rows, sum(('x' || left(md5(t::text), 12))::bit(48)::bigint)::text as sum from ${table} t`,
      )
      contents.push(...(await target.rows(sums.join(' union all '))))
    }))

  test('a database that holds councils is not loaded again', () =>
    work((target) => assert.rejects(loadDemonstration(target, { ...options, threads: 0 }), /already holds councils/)))

  test('row-level security is forced on every table as it was', () =>
    work(async (target) => {
      const open = await target.rows(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' and not relforcerowsecurity`,
      )
      assert.deepEqual(open, [])
    }))

  // The world is the same on both engines (below), and what a rebuild reads and writes is run on both by its own tests
  // (src/features/returns): whether the world is right is asked of one.
  if (engine === 'embedded') return

  test('everybody who is allocated, leads a team or reads a restricted record is a worker', () =>
    work(async (target) => {
      for (const [table, column] of [
        ['spell', 'worker_id'],
        ['event', 'worker_id'],
        ['team', 'manager_id'],
        ['restriction_reader', 'worker_id'],
        ['due', 'worker_id'],
        ['person', 'recorded_by'],
        ['post', 'worker_id'],
      ]) {
        const lost = await target.rows(
          `select count(*)::int as count from ${table} t where t.${column} is not null and not exists (select from worker w where w.worker_id = t.${column})`,
        )
        assert.deepEqual(lost, [{ count: 0 }], `${table}.${column}`)
      }
      assert.deepEqual(
        await target.rows(
          `select count(*)::int as count from relationship r where not exists (select from person p where p.council_id = r.council_id and p.person_id = r.other_id)`,
        ),
        [{ count: 0 }],
      )
      for (const [table, column] of [
        ['event', 'spell_id'],
        ['spell', 'within_id'],
      ]) {
        assert.deepEqual(
          await target.rows(
            `select count(*)::int as count from ${table} t where t.${column} is not null and not exists (select from spell s where s.council_id = t.council_id and s.spell_id = t.${column} and s.child_id = t.child_id)`,
          ),
          [{ count: 0 }],
          `${table}.${column}`,
        )
      }
    }))

  test('what is due is exactly what a rebuild from nothing finds', () =>
    work(async (target, connection) => {
      const read = () => target.rows('select * from due order by council_id, child_id, timescale, trigger_id')
      const before = await read()
      assert.ok(before.length > least.rows, `${before.length}`)
      const db = typed(connection)
      await target.run('begin')
      for (const { councilId } of boroughs) {
        const closures = await target.rows(
          `select closed_on::text as day from council_closure where council_id = ${councilId}`,
        )
        const calendar = calendarOf(
          bankHolidays,
          closures.map(({ day }) => String(day)),
        )
        const setting = await settingOf(db, councilId, {
          today,
          now: today.toZonedDateTime('UTC').toInstant(),
          calendar,
        })
        await rebuildDue(db, councilId, setting)
      }
      const after = await read()
      await target.run('rollback')
      assert.equal(JSON.stringify(after), JSON.stringify(before))
    }))

  test('what the checks of the returns find is exactly what a rebuild from nothing finds', () =>
    work(async (target, connection) => {
      // All but the day it was first seen: people here have been recording since April, a rebuild begins today.
      const read = () =>
        target.rows(
          `select to_jsonb(f) - 'first_seen_on' as finding from finding f order by council_id, child_id, return_name, rule, place`,
        )
      const before = await read()
      const db = typed(connection)
      await target.run('begin')
      await target.run('delete from finding')
      for (const { councilId } of boroughs) {
        const { failed } = await rebuildFindings(db, councilId, today.toZonedDateTime('UTC').toInstant())
        assert.deepEqual(failed, [])
      }
      const after = await read()
      await target.run('rollback')
      assert.equal(JSON.stringify(after), JSON.stringify(before))
    }))

  test('people are found by exactly the keys their records give', () =>
    work(async (target) => {
      const people = await target.rows(`
        select p.person_id as id, p.given_name, p.family_name, p.known_as, p.born_on::text as born, p.local_id,
          (select coalesce(jsonb_agg(jsonb_build_object('givenName', n.given_name, 'familyName', n.family_name)), '[]') from person_name n where n.council_id = p.council_id and n.person_id = p.person_id) as names,
          (select coalesce(jsonb_agg(jsonb_build_object('scheme', i.scheme, 'value', i.value)), '[]') from person_identifier i where i.council_id = p.council_id and i.person_id = p.person_id) as identifiers,
          (select coalesce(jsonb_agg(jsonb_build_object('lines', a.lines, 'postcode', a.postcode, 'confidential', a.confidential)), '[]') from person_address a where a.council_id = p.council_id and a.person_id = p.person_id) as addresses,
          (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'value', c.value)), '[]') from person_contact c where c.council_id = p.council_id and c.person_id = p.person_id) as contacts,
          (select jsonb_agg(k.key) from search_key k where k.council_id = p.council_id and k.person_id = p.person_id) as keys
        from person p where exists (select from search_key k where k.council_id = p.council_id and k.person_id = p.person_id)`)
      assert.ok(people.length > least.rows, `${people.length}`)
      for (const person of people as unknown as FoundPerson[]) {
        const wanted = storedKeys({
          givenName: person.given_name,
          familyName: person.family_name,
          knownAs: person.known_as,
          bornOn: person.born === null ? null : Temporal.PlainDate.from(person.born),
          localId: person.local_id,
          names: person.names,
          identifiers: person.identifiers,
          addresses: person.addresses,
          contacts: person.contacts,
        })
        assert.deepEqual(person.keys.sort(), wanted.sort(), `${person.given_name} ${person.family_name}`)
      }
      const [children] = await target.rows(
        `select count(*)::int as count from person p where is_child and not exists (select from search_key k where k.council_id = p.council_id and k.person_id = p.person_id)`,
      )
      assert.equal(children?.count, 0, 'every child can be found')
    }))
})

test('both engines hold the same world, made here or on a thread: each row of each table', () => {
  assert.equal(contents.length, 2 * tableNames.length)
  assert.ok(contents.every(({ rows }) => Number(rows) > 0))
  assert.deepEqual(contents.slice(tableNames.length), contents.slice(0, tableNames.length))
})
