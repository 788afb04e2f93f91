import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { loadCouncil } from '../../../../demo/testing.ts'
import type { Database } from '../../../database/open.ts'
import { openEmbeddedForTest, openServerForTest } from '../../../database/testing.ts'
import { readCsv } from '../../../lib/csv.ts'
import { readSpreadsheet } from '../../../lib/spreadsheet.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  southCouncil,
  type TestWorld,
  typedDate,
} from '../../children/testing.ts'
import { headingsOf } from './annex-a.ts'
import { exportAnnexA } from './export-annex-a.ts'
import { nameOf } from './files.ts'
import { answers, groups, type ListNumber, listNumbers, listOf } from './lists.ts'
import { annexARoutes } from './routes.ts'

const made: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'joined-up-annex-a-'))
  made.push(folder)
  return folder
}
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

const run = async (
  database: Database | null,
  ...args: string[]
): Promise<{ code: number; said: string; out: string }> => {
  const said: string[] = []
  const out = args.includes('--out') ? (args[args.indexOf('--out') + 1] as string) : newFolder()
  const code = await exportAnnexA([...(args.includes('--out') ? [] : ['--out', out]), ...args], {
    say: (words) => void said.push(words),
    print: () => assert.fail('nothing goes to standard output'),
    database: async () => database ?? assert.fail('the database should not have been opened'),
    now: Temporal.Instant.from('2026-11-22T10:00:00Z'),
    production: false,
  })
  return { code, said: said.join('\n'), out }
}

type Lists = Record<ListNumber, string[][]>
const readLists = async (folder: string): Promise<Lists> => {
  const found = {} as Lists
  for (const list of listNumbers) {
    const rows: string[][] = []
    for await (const { cells } of readCsv(join(folder, `${nameOf(list)}.csv`))) rows.push(cells)
    assert.deepEqual(rows[0], headingsOf(list), `list ${list}: its headings`)
    found[list] = rows.slice(1)
  }
  return found
}

// What the lists read is read on the server here, and on the embedded engine by the page below.
describe('the lists of a demonstration council', () => {
  let database: Database
  let lists: Lists
  const rowsOf = <T>(query: string): Promise<T[]> =>
    database.asOwner?.((connection) => connection.script(query) as Promise<T[]>) ?? Promise.resolve([])
  const count = async (where: string): Promise<number> =>
    (
      await rowsOf<{ n: number }>(
        `select count(*)::int as n from spell where council_id = 212 and not restricted and starts_on <= '2026-11-22' and ${where}`,
      )
    )[0]?.n ?? -1

  before(async () => {
    database = await openServerForTest()
    await loadCouncil(database, { seed: 'test', today: Temporal.PlainDate.from('2026-11-22'), scale: 0.05 }, 212)
    const { code, said, out } = await run(database, '--council', '212')
    assert.equal(code, 0, said)
    assert.deepEqual(readdirSync(out).sort(), listNumbers.map((list) => `${nameOf(list)}.csv`).sort())
    lists = await readLists(out)
  })
  after(() => database.close())

  test('as many rows as the record has children in each state', async () => {
    const since = "(ends_on is null or ends_on >= '2026-05-22')"
    assert.equal(lists[1].length, await count("kind = 'contact' and starts_on >= '2026-05-22'"))
    assert.equal(lists[2].length, await count(`kind = 'early_help' and ${since}`))
    assert.equal(lists[3].length, await count("kind = 'referral' and starts_on >= '2026-05-22'"))
    assert.equal(
      lists[4].length,
      await count("kind = 'assessment' and (starts_on >= '2026-05-22' or ends_on >= '2026-05-22')"),
    )
    assert.equal(lists[7].length, await count(`kind = 'child_protection_plan' and ${since}`))
    assert.equal(lists[8].length, await count(`kind = 'looked_after' and ${since}`))
    const ceased = headingsOf(8).indexOf('Date Ceased to be Looked After')
    const inCare = lists[8].filter((cells) => cells[ceased] === '').length
    assert.equal(inCare, await count("kind = 'looked_after' and ends_on is null"))
    assert.ok(inCare > 5)
    assert.equal(lists[9].length, await count("kind = 'care_leaver' and (ends_on is null or ends_on >= '2026-11-22')"))
    for (const list of [5, 6, 10] as const) assert.ok(lists[list].length > 0, `list ${list}`)
    assert.equal(lists[11].length, 0, 'adopters are the agency’s, and the demonstration has none')
  })

  test('every cell says what its column may say, and what must be filled in is, as far as the record knows', () => {
    const gaps: string[] = []
    for (const list of listNumbers) {
      for (const [at, [name, kind, must]] of listOf(list).columns.entries()) {
        for (const cells of lists[list]) {
          const cell = cells[at] ?? ''
          const where = `list ${list}, ${name}: ${cell}`
          if (cell === '') {
            if (must) gaps.push(where)
            continue
          }
          if (kind in groups)
            assert.ok(
              (groups as Readonly<Record<string, readonly string[]>>)[kind]?.some(
                (option, letter) => cell === `${String.fromCharCode(97 + letter)}) ${option}`,
              ),
              where,
            )
          else if (kind in answers)
            assert.ok((answers as Readonly<Record<string, readonly string[]>>)[kind]?.includes(cell), where)
          else if (kind === 'date') assert.match(cell, /^\d\d\/\d\d\/\d{4}$/, where)
          else if (kind === 'whole') assert.match(cell, /^(-1|\d+)$/, where)
          else if (kind === 'activity') assert.match(cell, /^[FPG]\d: /, where)
        }
      }
    }
    // What a record may lack of a home, and the demonstration now and then does, on purpose.
    const ofHomes = /, (Placement Provider|Placement postcode|Placement Location|LA of Placement): $/
    assert.deepEqual(
      gaps.filter((gap) => !ofHomes.test(gap)),
      [],
    )
    assert.ok(gaps.length <= lists[8].length / 5, gaps.join('\n'))
  })

  test('a child has one number on every list, that of the returns, and restricted children are on none', async () => {
    const people = await rowsOf<{ local_id: string; family_name: string; restricted: boolean }>(
      'select local_id, family_name, restricted from person where council_id = 212 and is_child',
    )
    const known = new Set(people.filter(({ restricted }) => !restricted).map(({ local_id }) => local_id))
    for (const list of listNumbers.slice(0, 10))
      for (const cells of lists[list]) assert.ok(known.has(cells[0] ?? ''), `list ${list}: ${cells[0]}`)
    assert.ok(people.some(({ restricted }) => restricted))
  })

  test('one spreadsheet has a sheet for each list, with numbers as numbers', async () => {
    const path = join(newFolder(), 'annex-a.xlsx')
    const { code, said } = await run(database, '--council', '212', '--out', path)
    assert.equal(code, 0, said)
    const { sheets } = await readSpreadsheet(path)
    assert.deepEqual(
      sheets.map(({ name, rows }) => [name, rows.length]),
      listNumbers.map((list) => [nameOf(list).slice(0, 31), lists[list].length + 1]),
    )
    assert.deepEqual(sheets[7]?.rows[0]?.cells, headingsOf(8))
    const again = await run(database, '--council', '212', '--out', path)
    assert.match(again.said, /annex-a.xlsx is there already: --force writes over/)
    assert.equal((await run(database, '--council', '212', '--out', path, '--force')).code, 0)
    assert.deepEqual(sheets[7]?.rows[1]?.cells.slice(0, 5), lists[8][0]?.slice(0, 5))
  })

  test('a day gone by: what is written down today about it agrees with the record’s own days', async () => {
    const { out, code } = await run(database, '--council', '212', '--as-at', '2025-11-22', '--known', 'now')
    assert.equal(code, 0)
    const then = await readLists(out)
    const ceased = headingsOf(8).indexOf('Date Ceased to be Looked After')
    const [row] = await rowsOf<{ n: number }>(
      `select count(*)::int as n from spell where council_id = 212 and not restricted and kind = 'looked_after'
        and starts_on <= '2025-11-22' and (ends_on is null or ends_on > '2025-11-22')`,
    )
    assert.equal(then[8].filter((cells) => cells[ceased] === '').length, row?.n)
    assert.ok((row?.n ?? 0) > 0)
  })

  test('each export stands in the audit with the day and the counts', async () => {
    const [entry] = await rowsOf<{ canonical: string }>(
      "select canonical from audit_event where task = 'prepare an inspection' order by happened_at limit 1",
    )
    assert.match(entry?.canonical ?? '', new RegExp(`"asAt":"2026-11-22".*"list8":${lists[8].length}`))
  })

  test('what cannot be run is said in plain words', async () => {
    for (const [args, words] of [
      [['--council', '999'], /no council with the code "999"/],
      [['--council', '213'], /Council 213 is not in this database/],
      [['--council', '212', '--as-at', 'tomorrow'], /is not a day/],
      [['--council', '212', 'more'], /one too many/],
    ] as const) {
      const { code, said, out } = await run(database, ...args)
      assert.equal(code, 2)
      assert.match(said, words)
      assert.deepEqual(readdirSync(out), [])
    }
    const file = join(newFolder(), 'a-file')
    writeFileSync(file, '')
    assert.match((await run(database, '--council', '212', '--out', file)).said, /is a file/)
    assert.equal((await run(null, '--help')).code, 0)
  })
})

describe('the page of the lists', () => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  const path = `/${northCouncil}/returns/annex-a`

  before(async () => {
    database = await openEmbeddedForTest()
    world = await makeWorld(database)
    service = await openService(database, annexARoutes)
    const holder = await world.worker({ name: 'Bethany Thornmere' })
    const child = await world.child()
    const care = await world.spell(child, 'looked_after', '2026-06-01', { detail: { categoryOfNeed: 'N1' } })
    await world.spell(child, 'legal_status', '2026-06-01', { within_id: care, code: 'C2' })
    await world.spell(child, 'placement', '2026-06-01', { within_id: care, code: 'U4' })
    await world.allocate(child, holder, '2026-06-01')
    const theirs = await world.child({ councilId: southCouncil })
    await world.spell(theirs, 'looked_after', '2026-06-01')
    const hidden = await world.child({ given: 'Hidden' })
    await world.spell(hidden, 'looked_after', '2026-06-01')
    await world.rows(`update person set restricted = true where person_id = '${hidden.childId}'`)
  })
  after(async () => {
    await service.close()
    await database.close()
  })

  test('a data officer chooses a day and sees how many are on each list, and what is missing', async () => {
    const officer = await service.signIn(await world.worker({ name: 'Tomas Zelmarankovic', role: 'data officer' }))
    const empty = await officer.get(path)
    assert.equal(empty.status, 200)
    assert.ok(!empty.text.includes('Children in care'))
    const query = new URLSearchParams({ ...typedDate('on', '2026-11-22'), known: 'then' }).toString()
    const shown = await officer.get(`${path}?${query}`)
    assert.match(shown.text, /As at 22 November 2026|As at .*22 November 2026/)
    assert.match(shown.text, /8 Children in care Looked after on the day, .*? 1 4 columns have gaps/)
    const list = await officer.get(`${path}/list?list=8&on=2026-11-22&known=then`)
    assert.match(list.text, /Bethany Thornmere/)
    assert.match(list.text, /LA of Placement: 1 row/)
    assert.ok(!list.text.includes('Amina'), 'a child is a number on the lists')
    const file = await officer.get(`${path}/file?list=8&on=2026-11-22&known=then`)
    assert.match(String(file.headers['content-disposition']), /annex-a-911-2026-11-22-list-08-children-in-care\.csv/)
    assert.equal(file.body.trim().split('\r\n').length, 2)
    const book = await officer.get(`${path}/file?on=2026-11-22&known=then`)
    assert.match(String(book.headers['content-type']), /spreadsheetml/)
    assert.match((await officer.get(`${path}?on=2026-05-31`)).text, /8 Children in care .*? 0 –/)
  })

  test('a day that is none, or has not come, is said beside the boxes', async () => {
    const officer = await service.signIn(await world.worker({ name: 'Another Officer', role: 'data officer' }))
    const wrong = new URLSearchParams({ 'on-day': '31', 'on-month': '2', 'on-year': '2026' }).toString()
    assert.match((await officer.get(`${path}?${wrong}`)).text, /The day must be a real date/)
    assert.match((await officer.get(`${path}?on=2026-11-24`)).text, /The day must be today or in the past/)
    assert.equal((await officer.get(`${path}/list?list=12&on=2026-11-22`)).status, 404)
    assert.equal((await officer.get(`${path}/file?list=0&on=2026-11-22`)).status, 404)
    assert.equal((await officer.get(`${path}/list?list=8`)).status, 404)
  })

  test('who reads a restricted record by name has it on the list, and nobody else', async () => {
    const reader = await world.worker({ name: 'Named Officer', role: 'data officer' })
    const [hidden] = await world.rows(`select person_id from person where given_name = 'Hidden'`)
    await world.plant('restriction', {
      council_id: northCouncil,
      child_id: hidden?.person_id,
      restriction_id: hidden?.person_id,
      ground: 'relative of staff',
      starts_on: '2026-06-01',
      review_on: '2027-06-01',
      set_by: reader.workerId,
    })
    await world.plant('restriction_reader', {
      council_id: northCouncil,
      child_id: hidden?.person_id,
      worker_id: reader.workerId,
      reads_from: '2026-06-01',
      added_by: reader.workerId,
    })
    const named = await service.signIn(reader)
    assert.equal((await named.get(`${path}/file?list=8&on=2026-11-22`)).body.trim().split('\r\n').length, 3)
  })

  test('a social worker may not make them, and another council’s are not found', async () => {
    const worker = await service.signIn(await world.worker({ name: 'Social Worker' }))
    assert.equal((await worker.get(path)).status, 403)
    const officer = await service.signIn(await world.worker({ name: 'One Officer', role: 'data officer' }))
    assert.equal((await officer.get(`/${southCouncil}/returns/annex-a?on=2026-11-22`)).status, 404)
  })
})
