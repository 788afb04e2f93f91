import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { loadCouncil } from '../../../../demo/testing.ts'
import { verifyAudit } from '../../../access/audit.ts'
import type { Database } from '../../../database/open.ts'
import { councilRow, openEmbeddedForTest, openServerForTest, plant } from '../../../database/testing.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { readCsv } from '../../../lib/csv.ts'
import { newId } from '../../../lib/ids.ts'
import { findCode } from '../codes/code-lists.ts'
import { exportWalls } from './export-options.ts'
import { exportSsd } from './export-ssd.ts'
import { isCodeList } from './rows.ts'
import { fieldsOf, jsonKeys, kindOf, type SsdTable, ssdTableNames } from './tables.ts'

const made: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'joined-up-ssd-'))
  made.push(folder)
  return folder
}
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

type Row = Readonly<Record<string, string>>
type Files = Record<SsdTable, Row[]>

const readTables = async (folder: string): Promise<Files> => {
  const found = {} as Files
  for (const table of ssdTableNames) {
    const rows: Row[] = []
    let headings: string[] | null = null
    for await (const { cells } of readCsv(join(folder, `${table}.csv`))) {
      if (headings === null) {
        headings = cells
        assert.deepEqual(cells, fieldsOf(table), `${table}: its headings`)
      } else {
        assert.equal(cells.length, headings.length, `${table}: a row as wide as its headings`)
        rows.push(Object.fromEntries(cells.map((cell, at) => [headings?.[at] ?? '', cell])))
      }
    }
    assert.ok(headings, `${table} has headings`)
    found[table] = rows
  }
  return found
}

const run = async (
  database: Database | null,
  ...args: string[]
): Promise<{ code: number; said: string; out: string }> => {
  const said: string[] = []
  const out = args.includes('--out') ? (args[args.indexOf('--out') + 1] as string) : newFolder()
  const code = await exportSsd(['ssd', ...(args.includes('--out') ? [] : ['--out', out]), ...args], {
    say: (words) => void said.push(words),
    print: () => assert.fail('nothing goes to standard output'),
    database: async () => database ?? assert.fail('the database should not have been opened'),
    now: Temporal.Instant.from('2026-11-22T10:00:00Z'),
    production: false,
  })
  return { code, said: said.join('\n'), out }
}

const rowsIn = <T>(database: Database, query: string): Promise<T[]> =>
  database.asOwner!((connection) => connection.script(query) as Promise<T[]>)

// What an export reads is read on the server here, of a whole council, and on the embedded engine below, of one child.
describe('the safeguarding dataset of a demonstration council', () => {
  let database: Database
  let files: Files
  let said: string
  const count = async (query: string): Promise<number> =>
    (await rowsIn<{ n: number }>(database, `select count(*)::int as n from ${query}`))[0]?.n ?? -1

  before(async () => {
    database = await openServerForTest()
    await loadCouncil(database, { seed: 'test', today: Temporal.PlainDate.from('2026-11-22'), scale: 0.05 }, 212)
    const exported = await run(database, '--council', '212')
    assert.equal(exported.code, 0, exported.said)
    said = exported.said
    files = await readTables(exported.out)
    assert.deepEqual(
      readdirSync(exported.out).sort(),
      ssdTableNames.map((table) => `${table}.csv`).sort(),
      'every table has its file, and nothing else is left in the folder',
    )
  })
  after(() => database.close())

  test('children in care, on plans and leaving care are as many as the record has', async () => {
    const open = (kind: string) =>
      count(`spell where council_id = 212 and not restricted and kind = '${kind}' and ends_on is null`)
    const periods = files.ssd_cla_episodes.filter((row) => row.clae_cla_episode_ceased_date === '')
    assert.equal(periods.length, await open('looked_after'))
    assert.ok(periods.length > 5)
    assert.equal(
      files.ssd_cp_plans.filter((row) => row.cppl_cp_plan_end_date === '').length,
      await open('child_protection_plan'),
    )
    assert.equal(
      files.ssd_cin_plans.filter((row) => row.cinp_cin_plan_end_date === '').length,
      await open('child_in_need_plan'),
    )
    assert.equal(files.ssd_cin_episodes.filter((row) => row.cine_close_date === '').length, await open('referral'))
    assert.equal(
      files.ssd_care_leavers.filter((row) => row.clea_care_leaver_eligibility !== 'none').length,
      await open('care_leaver'),
    )
  })

  test('most tables have rows, and those that have none are what no record here holds', () => {
    const empty = ssdTableNames.filter((table) => files[table].length === 0)
    const expected: SsdTable[] = [
      'ssd_cla_convictions',
      'ssd_cla_substance_misuse',
      'ssd_cla_previous_permanence',
      'ssd_mother',
      'ssd_send',
      'ssd_ehcp_requests',
      'ssd_ehcp_assessment',
      'ssd_ehcp_named_plan',
      'ssd_ehcp_active_plans',
      'ssd_sen_need',
      'ssd_voice_of_child',
      'ssd_s251_finance',
      'ssd_api_data_staging',
    ]
    assert.deepEqual(
      empty.filter((table) => !expected.includes(table)),
      [],
    )
    for (const table of ['ssd_s251_finance', 'ssd_voice_of_child', 'ssd_api_data_staging'] as const)
      assert.ok(empty.includes(table), table)
  })

  test('codes come from their lists, days are days, flags are Y or N, objects have every key', () => {
    for (const table of ssdTableNames) {
      for (const field of fieldsOf(table)) {
        const { type, length, codes } = kindOf(table, field)
        for (const row of files[table]) {
          const cell = row[field] ?? ''
          if (cell === '') continue
          const where = `${table}.${field}: ${cell}`
          if (type === 'datetime') assert.match(cell, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, where)
          if (type === 'int') assert.match(cell, /^\d+$/, where)
          if (type === 'float') assert.match(cell, /^\d+(\.\d+)?$/, where)
          if (type === 'bit') assert.match(cell, /^[01]$/, where)
          if (length !== null) assert.ok(cell.length <= length, where)
          if (/_(flag|nfa|seen|seen_alone|bedroom|cancelled|transfer_in|ola)$/.test(field))
            assert.match(cell, /^[YN]$/, where)
          const keys = (jsonKeys as Readonly<Record<string, readonly string[]>>)[field]
          if (keys) assert.deepEqual(Object.keys(JSON.parse(cell)), [...keys], where)
          if (codes === null || !isCodeList(codes) || keys) continue
          if (codes === 'cp-category-of-abuse') assert.ok(/abuse|Neglect|category/.test(cell), where)
          else if (field === 'cinf_assessment_factors_json')
            for (const code of JSON.parse(cell) as string[]) assert.ok(findCode(codes, code), where)
          else assert.ok(findCode(codes, cell), where)
        }
      }
    }
  })

  test('keys are unique, and whatever a row points to is there', () => {
    const values = (table: SsdTable, field: string) => new Set(files[table].map((row) => row[field]))
    const people = values('ssd_person', 'pers_person_id')
    for (const table of ssdTableNames) {
      // A family is named on each of its children's rows; the standard calls that its key all the same.
      const keys = fieldsOf(table).filter((field) => kindOf(table, field).key && field !== 'fami_family_id')
      const seen = files[table].map((row) => keys.map((field) => row[field]).join('|'))
      if (keys.length > 0) assert.equal(new Set(seen).size, seen.length, `${table}: ${keys.join()}`)
      for (const field of fieldsOf(table)) {
        if (/_person_id$/.test(field) && table !== 'ssd_api_data_staging')
          for (const row of files[table]) assert.ok(people.has(row[field]), `${table}.${field}: ${row[field]}`)
        const { refersTo } = kindOf(table, field)
        const [parent, key] = refersTo?.split('.') ?? []
        // The specification names two parents by other names than their tables and fields have.
        if (
          !parent ||
          !key ||
          !ssdTableNames.includes(parent as SsdTable) ||
          !fieldsOf(parent as SsdTable).includes(key)
        )
          continue
        if (/_person_id$/.test(field)) continue
        const known = values(parent as SsdTable, key)
        for (const row of files[table])
          if (row[field] !== '') assert.ok(known.has(row[field]), `${table}.${field} -> ${refersTo}: ${row[field]}`)
      }
    }
    const homes = values('ssd_cla_placement', 'clap_cla_placement_id')
    for (const row of files.ssd_cla_episodes) assert.ok(homes.has(row.clae_cla_placement_id))
  })

  test('restricted records are not in it, and nothing tells that there are any', async () => {
    const hidden = await rowsIn<{ local_id: string; person_id: string }>(
      database,
      'select local_id, person_id from person where council_id = 212 and restricted and is_child',
    )
    assert.ok(hidden.length > 0)
    const text = JSON.stringify(files)
    for (const { local_id, person_id } of hidden) {
      assert.ok(!files.ssd_person.some((row) => row.pers_person_id === local_id))
      assert.ok(!text.includes(person_id))
    }
    assert.ok(!/restricted|left out/i.test(said))
  })
})

describe('the safeguarding dataset as at a day', () => {
  let database: Database
  const [childId, spellId] = [newId(), newId()]
  const rowsOf = <T>(query: string): Promise<T[]> => rowsIn(database, query)

  before(async () => {
    database = await openEmbeddedForTest()
    const plan = {
      council_id: 212,
      spell_id: spellId,
      child_id: childId,
      restricted: false,
      kind: 'child_protection_plan',
      starts_on: '2026-06-01',
      ends_on: null,
      code: 'NEG',
      end_code: null,
      detail: {},
      source: 'recorded',
      version: 1,
      recorded_at: '2026-06-01T10:00:00Z',
    }
    await database.asOwner!(async (connection) => {
      await plant(connection, 'council', [councilRow(212)])
      await plant(connection, 'person', [
        {
          council_id: 212,
          person_id: childId,
          is_child: true,
          given_name: '=Formula',
          family_name: '+44',
          normal_name: 'formula',
          born_on: '2020-01-01',
          local_id: 'W-formula',
          recorded_at: '2026-01-01T10:00:00Z',
        },
      ])
      const corrected = { code: 'EMO', ends_on: '2026-08-01', end_code: 'ended by conference', version: 2 }
      await plant(connection, 'spell', [{ ...plan, ...corrected, recorded_at: '2026-09-01T10:00:00Z' }])
      await plant(connection, 'earlier_version', [
        {
          council_id: 212,
          child_id: childId,
          record_id: spellId,
          version: 1,
          record: 'spell',
          content: plan,
          replaced_at: '2026-09-01T10:00:00Z',
          reason: 'corrected',
        },
      ])
    })
  })
  after(() => database.close())

  test('nothing is changed for a spreadsheet', async () => {
    const { out } = await run(database, '--council', '212')
    const [row, ...more] = (await readTables(out)).ssd_person
    assert.deepEqual(more, [])
    assert.deepEqual([row?.pers_person_id, row?.pers_forename, row?.pers_surname], ['W-formula', '=Formula', '+44'])
  })

  test('as at a day gone by it shows what was known then; what is written down today is another question', async () => {
    const planAsAt = async (...args: string[]) => {
      const { out, code, said: words } = await run(database, '--council', '212', ...args)
      assert.equal(code, 0, words)
      const row = (await readTables(out)).ssd_cp_plans.find((one) => one.cppl_cp_plan_id === spellId)
      return row && [row.cppl_cp_plan_latest_category, row.cppl_cp_plan_end_date]
    }
    assert.deepEqual(await planAsAt('--as-at', '2026-08-15'), ['Neglect', ''])
    assert.deepEqual(await planAsAt('--as-at', '2026-08-15', '--known', 'now'), [
      'Emotional abuse',
      '2026-08-01T00:00:00',
    ])
    assert.deepEqual(await planAsAt('--as-at', '2026-07-15', '--known', 'now'), ['Emotional abuse', ''])
    assert.equal(await planAsAt('--as-at', '2026-05-31'), undefined)
    assert.deepEqual(await planAsAt(), ['Emotional abuse', '2026-08-01T00:00:00'])
  })

  test('each export stands in the audit, with the day and a count, and the chains are whole', async () => {
    const walls = exportWalls(212, [212])
    const { entries, faults } = await inTransaction(
      database,
      async ({ db }) => ({ result: await verifyAudit(db, 212) }),
      { walls },
    )
    assert.equal(entries, 6)
    assert.deepEqual(faults, [])
    const [first] = await rowsOf<{ canonical: string }>(
      "select canonical from audit_event where task = 'export the safeguarding dataset' order by happened_at limit 1",
    )
    assert.match(first?.canonical ?? '', /"asAt":"2026-11-22","children":1,"known":"then"/)
  })

  test('what cannot be run is said in plain words, and nothing is written', async () => {
    const refused = async (...args: string[]): Promise<string> => {
      const { code, said: words, out } = await run(database, ...args)
      assert.equal(code, 2, words)
      assert.deepEqual(readdirSync(out), [])
      return words
    }
    assert.match(await refused('--council', '999'), /no council with the code "999"/)
    assert.match(await refused('--council', '213'), /Council 213 is not in this database/)
    assert.match(await refused(), /Say whose children they are/)
    assert.match(await refused('--council', '212', '--as-at', '2026-02-30'), /is not a day/)
    assert.match(await refused('--council', '212', '--as-at', '2026-11-23'), /has not come yet/)
    assert.match(await refused('--council', '212', '--known', 'later'), /say then/)
    const file = join(newFolder(), 'a-file')
    writeFileSync(file, '')
    const onFile = await run(database, '--council', '212', '--out', file)
    assert.equal(onFile.code, 2)
    assert.match(onFile.said, /is a file/)
    assert.equal(readFileSync(file, 'utf8'), '')
  })

  test('files that are there are written over only where that was said', async () => {
    const { out } = await run(database, '--council', '212')
    const again = await run(database, '--council', '212', '--out', out)
    assert.equal(again.code, 2)
    assert.match(again.said, /ssd_person.csv, .* and 45 more are there already: --force writes over/)
    assert.equal((await run(database, '--council', '212', '--out', out, '--force')).code, 0)
    assert.equal(readdirSync(out).length, 48)
  })

  test('help needs no database', async () => {
    const { code, said: words } = await run(null, '--help')
    assert.equal(code, 0)
    assert.match(words, /48 CSV files/)
  })
})
