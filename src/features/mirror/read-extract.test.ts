import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { seededRandom } from '../../lib/random.ts'
import { type SsdTable, ssdTableNames } from '../returns/ssd/tables.ts'
import { noProblems } from './problem.ts'
import { checkRows, readExtract, whenOf } from './read-extract.ts'
import { cellsIn, scanCsv } from './scan-csv.ts'
import { notRead, sourceTables, staffTables } from './source.ts'
import { council4, deliver, many, type Rows } from './testing.ts'

const edit = (folder: string, table: SsdTable, change: (text: string) => string | Buffer): void => {
  const path = join(folder, `${table}.csv`)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
const told = (folder: string): string[] =>
  readExtract(folder).problems.list.map(({ file, line, column, words }) => [file, line, column, words].join(' | '))

test('Every table of the standard is read, or said not to be', () => {
  const known = [...sourceTables, ...staffTables].map(({ table }) => table)
  assert.deepEqual([...known, ...notRead].sort(), [...ssdTableNames].sort())
})

test('A whole extract has no fault, and says who is in it', () => {
  const { extract, problems } = readExtract(deliver(council4()))
  assert.deepEqual(problems.list, [])
  assert.deepEqual(extract?.people, ['A1', 'A2', 'A3', 'A4'])
  assert.equal(extract?.counts.ssd_cla_episodes, 2)
  assert.equal(extract?.writtenAt.toString(), '2026-11-22T02:00:00Z')
  assert.deepEqual(extract?.familyOf(0), ['A2', 'A3'])
  const [rows] = extract?.rowsOf([1]) ?? []
  assert.deepEqual(
    rows?.map(({ table }) => table).filter((table) => table === 'ssd_cla_placement' || table === 'ssd_cla_reviews'),
    ['ssd_cla_placement', 'ssd_cla_placement', 'ssd_cla_reviews'],
    'rows that name only the period of care are found through it',
  )
})

describe('What is broken is told with its place', () => {
  const cases: [what: string, breaks: (folder: string) => void, says: RegExp][] = [
    [
      'a table that is missing',
      (folder) => rmSync(join(folder, 'ssd_cp_plans.csv')),
      /^ssd_cp_plans\.csv \| +\| +\| This table is missing/,
    ],
    [
      'a column that is missing',
      (folder) => edit(folder, 'ssd_cp_plans', (text) => text.replace('cppl_cp_plan_start_date', 'started')),
      /^ssd_cp_plans\.csv \| 1 \| cppl_cp_plan_start_date \| This column is missing/,
    ],
    [
      'a column that is there twice',
      (folder) => edit(folder, 'ssd_cp_plans', (text) => text.replace('cppl_referral_id', 'cppl_icpc_id')),
      /^ssd_cp_plans\.csv \| 1 \| cppl_icpc_id \| This column is in the heading twice/,
    ],
    [
      'a file that is empty',
      (folder) => edit(folder, 'ssd_missing', () => ''),
      /^ssd_missing\.csv \| +\| +\| The file is empty/,
    ],
    [
      'a file that ends in the middle of a line',
      (folder) => edit(folder, 'ssd_person', (text) => text.slice(0, text.indexOf('A4') + 9)),
      /^ssd_person\.csv \| 5 \| +\| The file ends in the middle of this line/,
    ],
    [
      'a file whose last line is not ended',
      (folder) => edit(folder, 'ssd_department', (text) => text.slice(0, -2)),
      /^ssd_department\.csv \| +\| +\| The last line of this file is not ended/,
    ],
    [
      'a quotation mark that is never closed',
      (folder) => edit(folder, 'ssd_person', (text) => text.replace('"Wren, the younger"', '"Wren, the younger')),
      /^ssd_person\.csv \| 4 \| +\| A quotation mark is opened here and never closed/,
    ],
    [
      'a line with a cell too many',
      (folder) => edit(folder, 'ssd_missing', (text) => text.replace('x1,', 'x1,,')),
      /^ssd_missing\.csv \| 2 \| +\| This line has 8 cells and the heading 7/,
    ],
    [
      'a file in Windows-1252',
      (folder) => edit(folder, 'ssd_person', (text) => Buffer.from(text, 'latin1')),
      /^ssd_person\.csv \| 5 \| +\| From here on the file is not UTF-8/,
    ],
    [
      'a file in UTF-16',
      (folder) =>
        edit(folder, 'ssd_person', (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])),
      /^ssd_person\.csv \| +\| +\| The file was saved as UTF-16/,
    ],
    [
      'a NUL in a file',
      (folder) => edit(folder, 'ssd_contacts', (text) => text.replace('c2', 'c\0')),
      /^ssd_contacts\.csv \| 3 \| +\| There is a NUL character here/,
    ],
    [
      'a row about nobody who is in the extract',
      (folder) => edit(folder, 'ssd_contacts', (text) => text.replace('c2,A4', 'c2,Z9')),
      /^ssd_contacts\.csv \| 3 \| cont_person_id \| This row is about a person who is not in ssd_person/,
    ],
    [
      'a mother who is not in the extract',
      (folder) => edit(folder, 'ssd_mother', (text) => text.replace('m,A4', 'm,Z9')),
      /^ssd_mother\.csv \| 2 \| moth_person_id \| This row is about a person who is not/,
    ],
    [
      'a review of a period of care that is not there',
      (folder) => edit(folder, 'ssd_cla_reviews', (text) => text.replace('k1', 'k9')),
      /^ssd_cla_reviews\.csv \| 2 \| clar_cla_id \| This row belongs to nobody/,
    ],
    [
      'two rows of one key that say different things',
      (folder) => appendFileSync(join(folder, 'ssd_department.csv'), 't1,Another team,,\r\n'),
      /^ssd_department\.csv \| 3 \| dept_team_id \| The key of this row stands on line 2 already/,
    ],
    [
      'a row without a key',
      (folder) => edit(folder, 'ssd_missing', (text) => text.replace('x1,', ',')),
      /^ssd_missing\.csv \| 2 \| miss_table_id \| This row has no key/,
    ],
    [
      'an extract of nobody',
      (folder) => edit(folder, 'ssd_person', (text) => `${text.split('\r\n')[0]}\r\n`),
      /There is nobody in this file/,
    ],
  ]
  for (const [what, breaks, says] of cases) {
    test(what, () => {
      const folder = deliver(council4())
      breaks(folder)
      const found = told(folder)
      assert.ok(
        found.some((one) => says.test(one)),
        found.join('\n'),
      )
      assert.equal(readExtract(folder).extract, null)
      assert.doesNotMatch(found.join('\n'), /Testwood|Rowan|Zo/, 'no words of a cell')
    })
  }
  test('a folder without any files', () => {
    const folder = deliver({})
    for (const table of ssdTableNames) rmSync(join(folder, `${table}.csv`))
    assert.match(told(folder).join(), /There are no files/)
  })
  test('a row that stands there twice is one row', () => {
    const folder = deliver(council4())
    edit(folder, 'ssd_missing', (text) => `${text}${text.split('\r\n')[1]}\r\n`)
    assert.deepEqual(told(folder), [])
  })
  test('dates that never were, numbers and objects that are none', () => {
    const rows = council4()
    rows.ssd_cp_plans![0]!.cppl_cp_plan_start_date = '2026-02-30'
    rows.ssd_cla_placement![1]!.clap_cla_placement_distance = 'far'
    rows.ssd_contacts![1]!.cont_contact_outcome_json = '{"NFA_FLAG":"Y'
    const { extract } = readExtract(deliver(rows))
    const problems = noProblems()
    for (const one of extract!.rowsOf([0, 1, 2, 3])) checkRows(one, problems)
    assert.deepEqual(
      problems.list.map(({ file, line, column }) => `${file} ${line} ${column}`),
      [
        'ssd_cp_plans.csv 2 cppl_cp_plan_start_date',
        'ssd_cla_placement.csv 3 clap_cla_placement_distance',
        'ssd_contacts.csv 3 cont_contact_outcome_json',
      ],
    )
  })
})

test('Days are read in the ways systems write them, and in no other', () => {
  for (const [text, on, at] of [
    ['2026-05-01', '2026-05-01', null],
    ['2026-05-01T00:00:00', '2026-05-01', null],
    ['2026-05-01 00:00:00.000', '2026-05-01', null],
    ['01/05/2026', '2026-05-01', null],
    ['1/5/2026 14:05', '2026-05-01', '2026-05-01T13:05:00Z'],
    ['2026-11-10T21:15:00', '2026-11-10', '2026-11-10T21:15:00Z'],
  ] as const) {
    assert.equal(whenOf(text)?.on.toString(), on, text)
    assert.equal(whenOf(text)?.at?.toString() ?? null, at, text)
  }
  for (const text of ['2026-13-01', '31/02/2026', '2026-05-01T25:00', 'yesterday', '20260501', '0026-05-01', '1/2/26'])
    assert.equal(whenOf(text), null, text)
})

const shuffled = (rows: Rows, seed: number): Rows => {
  const random = seededRandom(`order ${seed}`)
  return Object.fromEntries(
    Object.entries(rows).map(([table, list]) => [
      table,
      list
        .map((row) => ({ row, at: random.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ row }) => row),
    ]),
  )
}
const sumsOf = (rows: Rows): Map<string, string> => {
  const { extract } = readExtract(deliver(rows))
  return new Map(extract!.people.map((key, n) => [key, extract!.sums[n] as string]))
}

test('The sum of a person’s rows does not depend on the order of rows, and changes with any of them and no other’s', () => {
  const rows = council4()
  const sums = sumsOf(rows)
  for (let seed = 0; seed < 5; seed++) assert.deepEqual([...sumsOf(shuffled(rows, seed))].sort(), [...sums].sort())
  const large = many(40)
  const before = sumsOf(large)
  const random = seededRandom('changes')
  for (let round = 0; round < 5; round++) {
    const changed = structuredClone(large) as Rows
    const hit = new Set<string>()
    for (let n = 0; n < 1 + round; n++) {
      const at = Math.floor(random.next() * 40)
      const [table, column] = (
        [
          ['ssd_person', 'pers_forename'],
          ['ssd_contacts', 'cont_contact_date'],
        ] as const
      )[Math.floor(random.next() * 2)] as ['ssd_person', 'pers_forename']
      changed[table]![at]![column] = table === 'ssd_person' ? `Other${round}` : `2026-09-0${1 + round}`
      hit.add(`M${at + 1}`)
    }
    const after = sumsOf(changed)
    assert.deepEqual(
      [...after]
        .filter(([key, sum]) => before.get(key) !== sum)
        .map(([key]) => key)
        .sort(),
      [...hit].sort(),
    )
  }
})

test('A CSV text is taken apart as people’s systems write it', () => {
  const faults: string[] = []
  const scanned = scanCsv(
    '\ufeffa,b,c\r\n1,"two, ""quoted""\nlines",3\n\n4,,"6"',
    ({ words }) => void faults.push(words),
  )
  assert.deepEqual(faults, [])
  assert.deepEqual(scanned?.heading, ['a', 'b', 'c'])
  assert.deepEqual(
    [0, 1].map((n) => cellsIn(scanned!.text.slice(scanned!.start[n], scanned!.end[n]))),
    [
      ['1', 'two, "quoted"\nlines', '3'],
      ['4', '', '6'],
    ],
  )
  assert.deepEqual([...scanned!.line], [2, 5])
  assert.equal(scanned?.ended, false)
})
