import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { tries } from '../../../../scripts/volume.ts'
import { administratorOf } from '../../../administration.ts'
import type { Database } from '../../../database/open.ts'
import { eachEngine } from '../../../database/testing.ts'
import { inTransaction, type Walls } from '../../../database/transaction.ts'
import { alsoSettle } from '../../children/index.ts'
import { checkSsda903 } from '../check/ssda903.ts'
import { newFolder, removeFolders, rowsIn, runImport, ssda903Folder } from '../import/testing.ts'
import { writeSsda903Csv } from '../ssda903/csv.ts'
import { checkRecords, gatherSsda903 } from './check-records.ts'
import { factsOf, numbersOfHolders } from './queries.ts'
import { numbersFor, rebuildFindings, recheckChildren } from './recheck.ts'
import { yearsThatMatter } from './years.ts'

alsoSettle(recheckChildren)
after(removeFolders)

const shared = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'conformance', 'oracle')
const absent = existsSync(shared) ? false : 'The files to try on (../shared/conformance) are not on this machine.'
const day = (text: string): Temporal.Instant => Temporal.Instant.from(`${text}T10:00:00Z`)
const council = 212

type Kept = {
  child_id: string
  worker_id: string | null
  rule: string
  place: string
  first_seen_on: string
  cleared_on: string | null
  cleared_by: string | null
}

eachEngine((engine, open) => {
  const inCouncil = <T>(
    database: Database,
    work: (db: Parameters<typeof rebuildFindings>[0]) => Promise<T>,
    walls: Walls = administratorOf([council]),
  ): Promise<T> => inTransaction(database, async ({ db }) => ({ result: await work(db) }), { walls })
  const rebuild = (database: Database, on: string) => inCouncil(database, (db) => rebuildFindings(db, council, day(on)))
  const kept = (database: Database): Promise<Kept[]> =>
    rowsIn<Kept>(
      database,
      `select council_id, child_id, restricted, return_name, return_year, rule, place, severity, table_name, columns, record,
        record_id, worker_id, team_id, first_seen_on::text, cleared_on::text, cleared_by from finding
       order by child_id, return_name, return_year, rule, place`,
    )
  const childrenOf = async (database: Database): Promise<string[]> =>
    (
      await rowsIn<{ person_id: string }>(database, 'select person_id from person where is_child order by person_id')
    ).map(({ person_id }) => person_id)

  /** As so many saves one after the other: of all children, or of those at equal distances in a quick run. */
  const saveEach = (database: Database, childIds: readonly string[]): Promise<void> =>
    inCouncil(database, async (db) => {
      for (const childId of childIds)
        await recheckChildren(db, council, [childId], { now: day('2026-11-23'), by: null })
    })
  const someOf = (ids: readonly string[]): string[] => {
    const every = Math.floor(ids.length / tries(ids.length))
    return ids.filter((_, at) => at % every === 0)
  }

  const wholeCouncil = () => {
    let database: Database
    before(async () => {
      database = await open()
      const from = join(shared, '903-seed1')
      const last = ['--last', join(from, 'last_year')]
      const ssda903 = await runImport(database, [
        'ssda903',
        join(from, 'this_year'),
        ...last,
        '--council',
        '212',
        '--year',
        '2027',
      ])
      const cin = await runImport(database, [
        'cin',
        join(shared, 'cin-seed1.xml'),
        '--council',
        '212',
        '--year',
        '2026',
      ])
      assert.deepEqual([ssda903.code, cin.code], [0, 0])
    })

    test('is the same whether each child is saved, the council is brought in, or all is made again from nothing', async () => {
      const brought = await kept(database)
      assert.ok(brought.length > 100, `${brought.length} findings`)
      const all = await childrenOf(database)
      const some = someOf(all)
      const of = `any('{${some.join(',')}}'::uuid[])`
      const [{ count } = { count: 0 }] = await rowsIn<{ count: number }>(
        database,
        `with gone as (delete from finding where child_id = ${of} returning 1) select count(*)::int as count from gone`,
      )
      assert.ok(count > 10, `${count} findings of ${some.length} children`)
      await saveEach(database, some)
      assert.deepEqual(await kept(database), brought)
      await rowsIn(database, 'delete from finding')
      const { failed, children } = await rebuild(database, '2026-11-23')
      assert.deepEqual(failed, [])
      assert.equal(children, all.length)
      const rebuilt = await kept(database)
      const known = new Set(brought.map((row) => `${row.child_id} ${row.rule} ${row.place}`))
      const onlyWhole = rebuilt.filter((row) => !known.has(`${row.child_id} ${row.rule} ${row.place}`))
      assert.deepEqual(
        rebuilt.filter((row) => !onlyWhole.includes(row)),
        brought,
      )
      // What only a whole return shows: numbers that two children share.
      assert.ok(onlyWhole.length > 0 && onlyWhole.length < 40, `${onlyWhole.length} of the whole return`)
      await rowsIn(database, `update finding set first_seen_on = '2026-11-02'`)
      const before = await kept(database)
      await saveEach(database, some)
      assert.deepEqual(await kept(database), before, 'saving again changes nothing, not even the day first seen')
      await rebuild(database, '2026-11-23')
      assert.deepEqual(await kept(database), before, 'making all again changes nothing either')
    })
    test('leads back to a record that is there', async () => {
      const lost = await rowsIn(
        database,
        `select f.* from finding f where not exists (select from person p where f.record = 'person' and p.council_id = f.council_id and p.person_id = f.record_id)
          and not exists (select from spell s where f.record = 'spell' and s.council_id = f.council_id and s.spell_id = f.record_id and s.child_id = f.child_id)
          and not exists (select from event e where f.record = 'event' and e.council_id = f.council_id and e.event_id = f.record_id and e.child_id = f.child_id)
          and not exists (select from person_address a where f.record = 'address' and a.council_id = f.council_id and a.address_id = f.record_id)`,
      )
      assert.deepEqual(lost, [])
    })
    test('is for each child what the department would say of its files', async () => {
      const [now, last] = [newFolder(), newFolder()]
      const ids = await childrenOf(database)
      const found = await inCouncil(database, async (db) => {
        const children = (await factsOf(db, council, ids)).toSorted((a, b) =>
          (a.localId ?? '') < (b.localId ?? '') ? -1 : 1,
        )
        const numbers = await numbersFor(db, children)
        for (const [folder, year] of [
          [now, 2027],
          [last, 2026],
        ] as const) {
          for (const { name, text } of writeSsda903Csv(gatherSsda903(children, year, numbers).tables))
            writeFileSync(join(folder, name), text)
        }
        // The year is over and the return can still be sent.
        const today = Temporal.PlainDate.from('2027-04-20')
        const about = { code: council, onsCode: 'E09000032' }
        const asked = (['each child', 'the whole return'] as const).flatMap(
          (which) => checkRecords(children, [2027], today, about, numbers, which).found,
        )
        return asked.filter(({ returnName }) => returnName === 'ssda903')
      })
      const report = await checkSsda903({
        ...{ from: now, last, year: 2027, council: { code: council, onsCode: 'E09000032' } },
        ...{ providers: null, postcodes: null },
      })
      const perRule = (codes: readonly string[]) =>
        Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]).sort())
      // A finding about several children is one of each of them in their records.
      const inFiles = report.outcome.findings.flatMap(({ rule, places }) =>
        [...new Set(places.map(({ child }) => child))].map(() => rule),
      )
      assert.ok(found.length > 200, `${found.length} findings`)
      assert.deepEqual(perRule(found.map(({ rule }) => rule)), perRule(inFiles))
    })
  }
  // Every statement of it is asked of both engines below, of one child.
  if (engine === 'embedded') describe('what is found in a whole council', { skip: absent }, wholeCouncil)

  describe('a finding', () => {
    const child = { CHILD: 'A1', SEX: 'F', DOB: '14/05/2012', ETHNIC: 'BAFR', UPN: 'UN4' }
    const episode = {
      CHILD: 'A1',
      DECOM: '01/06/2026',
      RNE: 'S',
      LS: 'C2',
      CIN: 'N1',
      PLACE: 'U1',
      PLACE_PROVIDER: 'PR1',
    }
    const allocation = {
      CHILD: 'A1',
      DOB: '14/05/2012',
      SW_ID: 'SW1234567',
      SW_DECOM: '01/06/2026',
      SW_REASON: 'INITIA',
    }
    // One child: each test begins by bringing it in with what is wrong, as it was at first.
    let database: Database
    before(async () => {
      database = await open()
    })
    const bring = async (ethnicity: string, on: string) => {
      const folder = ssda903Folder({
        Header: [{ ...child, ETHNIC: ethnicity }],
        Episodes: [episode],
        SWEpisodes: [allocation],
      })
      const ran = await runImport(database, ['ssda903', folder, '--council', '212', '--year', '2027'], {
        now: `${on}T10:00:00Z`,
      })
      assert.equal(ran.code, 0, ran.said)
      return (await kept(database)).filter(({ rule }) => rule === '103')
    }

    test('that goes away stays with the day; one that comes back is the one seen first', async () => {
      const first = await bring('ZZZZ', '2026-11-01')
      assert.deepEqual(
        first.map(({ rule, first_seen_on, cleared_on }) => [rule, first_seen_on, cleared_on]),
        [['103', '2026-11-01', null]],
      )
      const gone = await bring('BAFR', '2026-11-02')
      assert.deepEqual(gone, [{ ...first[0], cleared_on: '2026-11-02' }])
      const back = await bring('ZZZZ', '2026-11-03')
      assert.deepEqual(back, first)
    })
    test('is the same when all of the council is made again, and goes away as well', async () => {
      const [one] = await bring('ZZZZ', '2026-11-01')
      const before = await kept(database)
      const again = await rebuild(database, '2026-11-02')
      assert.deepEqual([again.failed, again.children], [[], 1])
      assert.deepEqual(await kept(database), before)
      await rowsIn(database, 'delete from finding')
      await rebuild(database, '2026-11-01')
      assert.deepEqual(await kept(database), before)
      await rowsIn(database, `update person set ethnicity = 'BAFR' where is_child`)
      await rebuild(database, '2026-11-02')
      const [gone] = (await kept(database)).filter(({ rule }) => rule === '103')
      assert.deepEqual(gone, { ...one, cleared_on: '2026-11-02' })
    })
    test('belongs to the worker who holds the child, and says who put it right', async () => {
      const [one] = await bring('ZZZZ', '2026-11-01')
      const [worker] = await rowsIn<{ worker_id: string }>(
        database,
        `select worker_id from worker where source_key like '%SW1234567'`,
      )
      assert.equal(one!.worker_id, worker!.worker_id)
      const numbers = await inCouncil(database, (db) => numbersOfHolders(db, council, [one!.child_id]))
      assert.deepEqual([...numbers], [[worker!.worker_id, 'SW1234567']])
      const by = '01900000-0000-7000-8000-000000000001'
      await rowsIn(database, `update person set ethnicity = 'BAFR' where is_child`)
      await inCouncil(database, (db) => recheckChildren(db, council, [one!.child_id], { now: day('2026-11-04'), by }))
      const [after] = (await kept(database)).filter(({ rule }) => rule === '103')
      assert.deepEqual([after!.cleared_on, after!.cleared_by], ['2026-11-04', by])
    })
    test('is hidden with a restricted child, and read only where records are', async () => {
      const [one] = await bring('ZZZZ', '2026-11-01')
      const seen = (walls: Walls) =>
        inCouncil(
          database,
          async (db) =>
            (await db.selectFrom('finding').select('rule').where('council_id', '=', council).execute()).length,
          walls,
        )
      const all = administratorOf([council])
      assert.ok((await seen(all)) > 0)
      assert.equal(await seen({ ...all, record: [] }), 0)
      assert.equal(await seen(administratorOf([213])), 0)
      await rowsIn(database, 'update person set restricted = true where is_child')
      assert.equal(await seen(all), 0)
      assert.ok((await seen({ ...all, children: [one!.child_id] })) > 0)
    })
  })
})

test('a record is checked for the running year, and for the last one while it can still be sent', () => {
  const years = (text: string) => yearsThatMatter(Temporal.PlainDate.from(text))
  assert.deepEqual(years('2026-11-22'), [2027])
  assert.deepEqual(years('2027-03-31'), [2027])
  assert.deepEqual(years('2027-04-01'), [2028, 2027])
  assert.deepEqual(years('2027-07-31'), [2028, 2027])
  assert.deepEqual(years('2027-08-01'), [2028])
})
