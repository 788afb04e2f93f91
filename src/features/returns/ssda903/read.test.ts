import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { quick, tries } from '../../../../scripts/volume.ts'
import { writeCsv } from '../../../lib/csv.ts'
import { day } from '../../../lib/day.ts'
import { readDay, readPartialDay } from './day.ts'
import { type Rejection, readSsda903, type Ssda903Return } from './read.ts'
import { recogniseTable, type TableName, tableNames, tables } from './tables.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssda903-'))
})
after(() => rm(folder, { recursive: true }))

let made = 0
const folderOf = async (files: Record<string, string | Uint8Array>): Promise<string> => {
  const path = join(folder, String(made++))
  await mkdir(path)
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content)
  return path
}
const readFiles = async (files: Record<string, string | Uint8Array>): Promise<Ssda903Return> =>
  readSsda903(await folderOf(files))

// A small return with every table in it, made up.
const small: Record<string, string> = {
  'header.csv': `CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
a101,2,05/06/2010,wbri,A123456789012,1.0,03/02/2026
A102,M,17/11/2014,MWBC,UN1,,
`,
  'episodes.csv': `CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
A101,01/04/2025,S,C2,N1,U6,PR1,01/09/2025,X1,CARPL,sw1a  1aa,SE1 7TH,SC123456
A101,01/09/2025,P,C2,N1,K2,PR4,,,,SW1A 1AA,CR0 1AA,1234567
A102,12/05/2025,S,V2,N5,U4,PR1,,,,SW1A 1AA,SE1 7TH,SC123456
`,
  'uasc.csv': 'CHILD,SEX,DOB,DUC\nA102,M,17/11/2014,17/11/2032\n',
  'reviews.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\nA101,05/06/2010,28/04/2025,PN1\nA101,05/06/2010,28/07/2025,PN1\n',
  'oc2.csv': `CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED
A101,05/06/2010,14,,0,,1,1,1,0,,
`,
  'oc3.csv': 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nA103,02/01/2008,YES,F2,U1\n',
  'ad1.csv': `CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR
A104,02/01/2024,08/05/2025,,1,2,MF,L11
`,
  'placed_for_adoption.csv':
    'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\nA104,02/01/2024,08/05/2025,,\n',
  'previous_permanence.csv': `CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM
A101,05/06/2010,P1,212,zz/05/2020
A102,17/11/2014,P2,WAL,zz/zz/zzzz
`,
  'missing.csv': 'CHILD,DOB,MISSING,MIS_START,MIS_END\nA101,05/06/2010,M,24/04/2025,26/04/2025\n',
  'sw_episodes.csv': 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nA101,05/06/2010,SW123456,01/04/2025,,FCONTA\n',
  'DoLo.csv': 'CHILD,DOB,DOLO_START,DOLO_END\nA101,05/06/2010,01/09/2025,\n',
}

const inWords = (result: Ssda903Return): unknown => JSON.parse(JSON.stringify(result.tables))

test('every table is read into typed rows, with sex, flags, capitals and partial dates made plain', async () => {
  const { tables: read, rejections, notes, unrecognised, files } = await readFiles(small)
  assert.deepEqual([rejections, notes, unrecognised], [[], [], []])
  assert.deepEqual(files.map(({ table }) => table).sort(), [...tableNames].sort())
  assert.ok(
    files.every(
      ({ complete, extraColumns, missingColumns }) => complete && !extraColumns.length && !missingColumns.length,
    ),
  )

  const [first] = read.Header
  assert.deepEqual(
    { ...first, DOB: first?.DOB.toString(), MC_DOB: first?.MC_DOB?.toString() },
    {
      file: 'header.csv',
      line: 2,
      sourceKey: 'Header|A101',
      CHILD: 'A101',
      SEX: 'F',
      DOB: '2010-06-05',
      ETHNIC: 'WBRI',
      UPN: 'A123456789012',
      MOTHER: '1',
      MC_DOB: '2026-02-03',
      UASC: null,
    },
  )
  assert.deepEqual(
    read.Episodes.map(({ line, DECOM, DEC, HOME_POST, sourceKey }) => [
      line,
      `${DECOM}`,
      DEC && `${DEC}`,
      HOME_POST,
      sourceKey,
    ]),
    [
      [2, '2025-04-01', '2025-09-01', 'SW1A 1AA', 'Episodes|A101|2025-04-01'],
      [3, '2025-09-01', null, 'SW1A 1AA', 'Episodes|A101|2025-09-01'],
      [4, '2025-05-12', null, 'SW1A 1AA', 'Episodes|A102|2025-05-12'],
    ],
  )
  assert.deepEqual(
    read.PrevPerm.map(({ DATE_PERM }) => DATE_PERM),
    [
      { day: null, month: 5, year: 2020, text: 'ZZ/05/2020' },
      { day: null, month: null, year: null, text: 'ZZ/ZZ/ZZZZ' },
    ],
  )
  assert.deepEqual(
    Object.values(read).map((rows) => rows[0]?.sourceKey),
    [
      'Header|A101',
      'Episodes|A101|2025-04-01',
      'UASC|A102',
      'Reviews|A101|2025-04-28',
      'OC2|A101',
      'OC3|A103',
      'AD1|A104|2025-05-08',
      'PlacedAdoption|A104|2025-05-08',
      'PrevPerm|A101|ZZ/05/2020',
      'Missing|A101|2025-04-24',
      'SWEpisodes|A101|2025-04-01',
      'DoLo|A101|2025-09-01',
    ],
  )
  assert.deepEqual([read.OC2[0]?.SDQ_SCORE, read.AD1[0]?.NB_ADOPTR, read.AD1[0]?.DATE_MATCH], [14, 2, null])
})

test('columns may come in any order and tell the table by themselves, whatever the file is called', async () => {
  const expected = inWords(await readFiles(small)) as Record<string, { file: string }[]>
  for (const rows of Object.values(expected)) for (const row of rows) row.file = ''
  const texts = Object.values(small)
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(
        ...texts.map((text) => {
          const count = text.slice(0, text.indexOf('\n')).split(',').length
          return fc.shuffledSubarray(
            Array.from({ length: count }, (_, i) => i),
            { minLength: count },
          )
        }),
      ),
      async (orders) => {
        const shuffled = texts.map((text, i) =>
          text
            .split('\n')
            .map((line) => (line === '' ? '' : orders[i]?.map((column) => line.split(',')[column]).join(',')))
            .join('\n'),
        )
        const result = await readFiles(Object.fromEntries(shuffled.map((text, i) => [`export ${i}.CSV`, text])))
        assert.deepEqual(result.rejections, [])
        const found = inWords(result) as Record<string, { file: string }[]>
        for (const rows of Object.values(found)) for (const row of rows) row.file = ''
        assert.deepEqual(found, expected)
      },
    ),
    { numRuns: quick ? 4 : 25 },
  )
})

test('the same return reads alike in every encoding and with every line end', async () => {
  const expected = inWords(await readFiles(small))
  const ways: ((text: string) => string | Uint8Array)[] = [
    (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`,
    (text) => text.replaceAll('\n', '\r'),
    (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    (text) => Buffer.from(text, 'utf16le').swap16(),
    (text) => text.replaceAll(/[^,\n]+/g, '" $& "'),
  ]
  for (const way of ways) {
    const result = await readFiles(Object.fromEntries(Object.entries(small).map(([name, text]) => [name, way(text)])))
    assert.deepEqual([result.rejections, result.unrecognised], [[], []])
    assert.deepEqual(inWords(result), expected)
  }
})

test('each cell that cannot be read is listed with its file, line, column, value and reason, and nothing else is lost', async () => {
  const episodes = `CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
A101,31/02/2025,S,C2,N1,U6,PR1,,,,,,
A101,01/04/2025,S,C2,N1,U6,PR1,31/06/2025,X1,,,,
,02/04/2025,S,C2,N1,U6,PR1,,,,,,
A102,,S,C2,N1,U6,PR1,,,,,,
A103,03/04/25,S,C2,N1,U6,PR1,yesterday,X1,,,,
1.23457E+11,04/04/2025,S,C2,N1,U6,PR1,,,,,,
A104,05/04/2025,S,C2,N1,U6,PR1,,,,SW1,1AA,SE1,SC123456
A105,06/04/2025,S,Q9,N1,U6,PR1,,,,,,
A106,2025-04-07,S,C2,N1,U6,PR1,07/05/2025 00:00:00,X1
A107,08/04/2025,S,C2`
  const oc2 = `${small['oc2.csv']?.split('\n')[0]}
A101,05/06/2010,lots,,0,,1,1,1,0,,
A102,29/02/2015,12,,0,,1,1,1,0,,
`
  const { tables: read, rejections, notes, files } = await readFiles({ 'episodes.csv': episodes, 'oc2.csv': oc2 })
  const expected: Rejection[] = [
    ['episodes.csv', 2, 'DECOM', '31/02/2025', 'There is no such day in the calendar.', 'row'],
    ['episodes.csv', 3, 'DEC', '31/06/2025', 'There is no such day in the calendar.', 'row'],
    ['episodes.csv', 4, 'CHILD', '', 'There is no child identifier.', 'row'],
    ['episodes.csv', 5, 'DECOM', '', 'This date is blank, and the row means nothing without it.', 'row'],
    ['episodes.csv', 6, 'DECOM', '03/04/25', 'Write the year with four digits.', 'row'],
    ['episodes.csv', 6, 'DEC', 'yesterday', 'This is not a date. Write it as DD/MM/YYYY.', 'row'],
    [
      'episodes.csv',
      7,
      'CHILD',
      '1.23457E+11',
      'A spreadsheet has turned this identifier into a rounded number.',
      'row',
    ],
    [
      'episodes.csv',
      8,
      '',
      'SC123456',
      'This line has 14 cells but there are 13 headings. Is a comma inside a value?',
      'row',
    ],
    ['episodes.csv', 11, 'PLACE_PROVIDER', '', 'The file ends in the middle of this line.', 'row'],
    ['oc2.csv', 2, 'SDQ_SCORE', 'lots', 'This is not a whole number.', 'value'],
    ['oc2.csv', 3, 'DOB', '29/02/2015', 'There is no such day in the calendar.', 'row'],
  ].map(([file, line, column, value, reason, lost]) => ({ file, line, column, value, reason, lost }) as Rejection)
  // A line cut off after its fourth cell lacks the fifth.
  if (expected[8]) expected[8].column = 'CIN'
  assert.deepEqual(rejections, expected)
  assert.deepEqual(
    read.Episodes.map(({ CHILD, line, DECOM, DEC }) => [CHILD, line, `${DECOM}`, DEC && `${DEC}`]),
    [
      ['A105', 9, '2025-04-06', null],
      ['A106', 10, '2025-04-07', '2025-05-07'],
    ],
  )
  assert.deepEqual(
    read.OC2.map(({ CHILD, SDQ_SCORE, TEETH_CHECK }) => [CHILD, SDQ_SCORE, TEETH_CHECK]),
    [['A101', null, '1']],
  )
  assert.deepEqual(notes, [
    {
      file: 'episodes.csv',
      line: 9,
      column: 'LS',
      value: 'Q9',
      note: 'This code is not in the list. It is kept as it stands.',
      count: 1,
    },
  ])
  assert.deepEqual(
    files.map(({ rows, rejectedRows }) => [rows, rejectedRows]),
    [
      [2, 8],
      [1, 1],
    ],
  )
})

test('an odd code or identifier is kept and noted once, with the first line and how often', async () => {
  const {
    tables: read,
    rejections,
    notes,
  } = await readFiles({
    'oc3.csv': 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nA-1,,YES,F2,S1\nA2,,YES,F2,s1\nA3,,YES,F2,U1\n',
    'prev.csv':
      'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\nA1,,P1,1,\nA2,,P1,999,\nA3,,P1,909,\nA4,,P1,NIR,\nA5,,P1,998,\n',
    'header.csv': 'CHILD,SEX,DOB,ETHNIC,UPN\nA1,9,01/01/2020,WBRI,UN1\n',
  })
  assert.deepEqual(rejections, [])
  assert.deepEqual(
    read.OC3.map(({ ACCOM }) => ACCOM),
    ['S1', 'S1', 'U1'],
  )
  assert.deepEqual(
    notes.map(({ file, line, column, value, count }) => [file, line, column, value, count]),
    [
      ['header.csv', 2, 'SEX', '9', 1],
      ['oc3.csv', 2, 'CHILD', 'A-1', 1],
      ['oc3.csv', 2, 'ACCOM', 'S1', 2],
      ['prev.csv', 2, 'LA_PERM', '1', 1],
      ['prev.csv', 6, 'LA_PERM', '998', 1],
    ],
  )
})

test('a damaged file is listed where it breaks, and what stands before it and beside it is kept', async () => {
  const {
    tables: read,
    rejections,
    files,
    unrecognised,
  } = await readFiles({
    'header.csv': small['header.csv'] as string,
    'missing.csv': 'CHILD,DOB,MISSING,MIS_START,MIS_END\nA1,,M,24/04/2025,\nA2,,M,"25/04/2025,\nA3,,M,26/04/2025,\n',
    'reviews.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\nA1,,24/04/2025,P\0N1\nA2,,24/04/2025,PN1\n',
    'broken.csv': '\0\0\0',
  })
  assert.equal(read.Header.length, 2)
  assert.deepEqual(
    read.Missing.map(({ CHILD }) => CHILD),
    ['A1'],
  )
  assert.deepEqual(
    rejections.map(({ file, line, column, lost }) => [file, line, column, lost]),
    [
      ['missing.csv', 3, 'MIS_START', 'file'],
      ['reviews.csv', 2, 'REVIEW_CODE', 'file'],
    ],
  )
  assert.match(rejections[0]?.reason ?? '', /never closed.*Nothing from this line on was read/)
  assert.deepEqual(
    files.map(({ complete }) => complete),
    [true, false, false],
  )
  assert.deepEqual(
    unrecognised.map(({ file }) => file),
    ['broken.csv'],
  )
})

test('extra, missing and doubled columns are reported and do not stop the reading', async () => {
  const {
    tables: read,
    rejections,
    files,
    notes,
  } = await readFiles({
    'episodes.csv': 'PL_LA,child,DECOM,RNE,DECOM,Reason Place Change\nE09000001,A1,01/04/2025,S,02/04/2025,CLOSE\n',
  })
  assert.deepEqual(rejections, [])
  assert.deepEqual(
    read.Episodes.map(({ CHILD, DECOM, REASON_PLACE_CHANGE, LS }) => [CHILD, `${DECOM}`, REASON_PLACE_CHANGE, LS]),
    [['A1', '2025-04-01', 'CLOSE', null]],
  )
  assert.deepEqual(files[0]?.extraColumns, ['PL_LA'])
  assert.deepEqual(files[0]?.missingColumns, [
    'LS',
    'CIN',
    'PLACE',
    'PLACE_PROVIDER',
    'DEC',
    'REC',
    'HOME_POST',
    'PL_POST',
    'URN',
  ])
  assert.deepEqual(
    notes.map(({ column, note }) => [column, note]),
    [['DECOM', 'This column is in the file twice; the first one is read.']],
  )
})

test('a file of another kind is listed with what is wrong with it', async () => {
  const { unrecognised, files } = await readFiles({
    'costs.csv': 'A,B\n1,2\n',
    'empty.csv': '',
    'nameless.csv': 'CHILD,SEX,DOB\nA1,M,01/01/2020\n',
    'no child.csv': 'DECOM,RNE,LS,DEC,REC\n',
    'semicolons.csv': 'CHILD;DOB;REVIEW;REVIEW_CODE\n',
    'notes.txt': 'CHILD,DOB,REVIEW,REVIEW_CODE\n',
  })
  assert.deepEqual(files, [])
  assert.deepEqual(unrecognised, [
    { file: 'costs.csv', reason: 'Its first line has no headings of an SSDA903 table.' },
    { file: 'empty.csv', reason: 'The file is empty.' },
    { file: 'nameless.csv', reason: 'The headings could be Header or UASC. Name the file after its table.' },
    { file: 'no child.csv', reason: 'It looks like Episodes but has no CHILD column.' },
    { file: 'semicolons.csv', reason: 'The headings are not separated by commas.' },
  ])
  await assert.rejects(readSsda903(join(folder, 'nowhere')), /There is no folder with this name/)
  await assert.rejects(readSsda903(join(await folderOf(small), 'header.csv')), /This is a file/)
})

test('the file name decides only when the headings fit two tables', () => {
  assert.deepEqual(recogniseTable(['CHILD', 'SEX', 'DOB'], 'Header.csv'), { table: 'Header' })
  assert.deepEqual(recogniseTable(['CHILD', 'SEX', 'DOB'], 'uasc.csv'), { table: 'UASC' })
  assert.deepEqual(recogniseTable(['CHILD', 'SEX', 'DOB', 'DUC'], 'header.csv'), { table: 'UASC' })
  assert.deepEqual(recogniseTable(['CHILD', 'SEX', 'DOB', 'ETHNIC'], 'uasc.csv'), { table: 'Header' })
  assert.deepEqual(recogniseTable(['CHILD', 'DOB', 'UASC', 'DUC', 'SEX'], 'uasc.csv'), { table: 'UASC' })
  for (const table of tableNames) {
    assert.deepEqual(recogniseTable(Object.keys(tables[table].columns), 'x.csv'), { table })
  }
})

test('two files of one table are both read, and the return says so', async () => {
  const { tables: read, notes } = await readFiles({
    'reviews.csv': small['reviews.csv'] as string,
    'reviews late.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\nA101,05/06/2010,28/04/2025,PN1\n',
  })
  assert.equal(read.Reviews.length, 3)
  assert.deepEqual(read.Reviews.map(({ sourceKey }) => sourceKey).sort(), [
    'Reviews|A101|2025-04-28',
    'Reviews|A101|2025-04-28#2',
    'Reviews|A101|2025-07-28',
  ])
  assert.deepEqual(
    notes.map(({ file, note }) => [file, note]),
    [['reviews.csv', 'reviews late.csv also holds Reviews. The rows of both files are read.']],
  )
})

test('rows keep their keys when the file comes again in another order, and equal rows have different ones', async () => {
  const row = fc.tuple(
    fc.constantFrom('A1', 'A2'),
    fc.constantFrom('01/04/2025', '02/04/2025'),
    fc.constantFrom('', '03/04/2025'),
  )
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(row, { maxLength: 12 })
        .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
      async ([rows, shuffled]) => {
        const keyed = async (lines: string[][]): Promise<string[]> => {
          const path = await folderOf({})
          const cells = lines.map(([child, from, to]) => [child as string, '', 'M', from as string, to as string])
          await writeCsv(join(path, 'm.csv'), [['CHILD', 'DOB', 'MISSING', 'MIS_START', 'MIS_END'], ...cells])
          const { tables: read } = await readSsda903(path)
          assert.deepEqual(
            read.Missing.map(({ CHILD, line }) => [CHILD, line]),
            lines.map(([child], i) => [child, i + 2]),
          )
          return read.Missing.map(({ sourceKey, MIS_END }) => `${sourceKey} ${MIS_END}`).sort()
        }
        const keys = await keyed(rows)
        assert.deepEqual(await keyed(shuffled), keys)
        assert.equal(new Set(keys.map((key) => key.split(' ')[0])).size, rows.length)
      },
    ),
    { numRuns: tries(60) },
  )
})

test('a day is read when it is in the calendar and refused when it is not', () => {
  const dates = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(dates, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, dayOfMonth] = iso.split('-')
      for (const text of [`${dayOfMonth}/${month}/${year}`, `${Number(dayOfMonth)}/${Number(month)}/${year}`, iso]) {
        const read = readDay(text)
        assert.ok('value' in read && read.value.equals(day(iso)), text)
        const partial = readPartialDay(text)
        assert.ok('value' in partial && partial.value.text === `${dayOfMonth}/${month}/${year}`, text)
      }
    }),
  )
  const impossible = ['31/02/2026', '29/02/2025', '00/01/2025', '32/01/2025', '01/13/2025', '01/00/2025', '01/01/0000']
  const notDates = ['', '2025', '01-04-2025', '01/04/25', '1 April 2025', '45383', '01/04/20256', '2025-4-1', 'N/A']
  for (const text of [...impossible, ...notDates]) assert.ok('reason' in readDay(text), text)
  for (const text of ['ZZ/13/2020', '31/04/ZZZZ', '30/02/ZZZZ', 'ZZ/ZZ/20', 'Z/01/2020', '32/ZZ/2020', 'ZZ']) {
    assert.ok('reason' in readPartialDay(text), text)
  }
  for (const text of ['29/02/ZZZZ', '31/ZZ/2020', 'ZZ/ZZ/2021', 'ZZ/ZZ/ZZZZ', 'ZZ/02/2020', '01/05/2020']) {
    const read = readPartialDay(text)
    assert.ok('value' in read && read.value.text === text, text)
  }
})

const conformance = fileURLToPath(new URL('../../../../../shared/conformance/', import.meta.url))
const absent = existsSync(conformance) ? false : 'The comparison files (../shared/conformance) are not on this machine.'

// An independent reading: these files have no quotation marks, so a line is a row and a comma ends a cell.
const linesOf = (path: string): Record<string, string>[] => {
  const [head, ...lines] = readFileSync(path, 'utf8').replace('\ufeff', '').trimEnd().split(/\r?\n/)
  const headings = head?.split(',') ?? []
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [headings[i], cell])))
}
const csvIn = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => name.endsWith('.csv'))
    .sort()

for (const name of ['oracle/903-clean', 'oracle/903-seed1'].flatMap((path) => [
  `${path}/this_year`,
  `${path}/last_year`,
])) {
  test(`every row of ${name} is read or listed`, { skip: absent }, async () => {
    const path = join(conformance, name)
    const result = await readSsda903(path)
    assert.deepEqual(result.unrecognised, [])
    assert.deepEqual(
      result.files.map(({ file }) => file),
      csvIn(path),
    )
    const dateThatSaysAll: Partial<Record<TableName, string>> = {
      Header: 'DOB',
      Episodes: 'DECOM',
      Reviews: 'REVIEW',
      AD1: 'DATE_INT',
      PlacedAdoption: 'DATE_PLACED',
      Missing: 'MIS_START',
      SWEpisodes: 'SW_DECOM',
      DoLo: 'DOLO_START',
    }
    const expected: unknown[] = []
    for (const { file, table, rows, rejectedRows, extraColumns, missingColumns } of result.files) {
      const lines = linesOf(join(path, file))
      assert.equal(rows + rejectedRows, lines.length, file)
      assert.deepEqual([extraColumns, missingColumns], [[], []])
      for (const [index, line] of lines.entries()) {
        const column = dateThatSaysAll[table]
        if (column && line[column] === '') expected.push([file, index + 2, column, ''])
      }
      assert.deepEqual(
        result.tables[table].map(({ CHILD, line }) => [CHILD, line]),
        lines
          .map((line, index) => [line.CHILD, index + 2] as const)
          .filter(([, line]) => !result.rejections.some((each) => each.file === file && each.line === line)),
      )
    }
    assert.deepEqual(
      result.rejections.map(({ file, line, column, value }) => [file, line, column, value]),
      expected,
    )
    assert.equal(expected.length, name === 'oracle/903-seed1/this_year' ? 8 : 0)
    const keys = Object.values(result.tables)
      .flat()
      .map(({ sourceKey }) => sourceKey)
    assert.equal(new Set(keys).size, keys.length)
    assert.deepEqual(inWords(await readSsda903(path)), inWords(result))
  })
}

test('the other validator’s own files are read whole, with 1 and 2 for sex and two files of one table', {
  skip: absent,
}, async () => {
  const path = join(conformance, 'peer-files/peer-903')
  const result = await readSsda903(path)
  assert.deepEqual([result.rejections, result.unrecognised], [[], []])
  for (const { file, rows } of result.files) assert.equal(rows, linesOf(join(path, file)).length, file)
  assert.deepEqual(
    result.files.map(({ file }) => file),
    csvIn(path),
  )
  const header = linesOf(join(path, 'header.csv'))
  assert.deepEqual(
    result.tables.Header.map(({ SEX }) => SEX),
    header.map(({ SEX }) => ({ 1: 'M', 2: 'F' })[SEX as string]),
  )
  assert.equal(result.tables.PlacedAdoption.length, 59)
  assert.deepEqual(
    result.notes.map(({ file, column, value, count }) => [file, column, value, count]),
    [
      ['oc3.csv', 'ACCOM', '01', 1],
      ['oc3.csv', 'ACCOM', '02', 1],
      ['oc3.csv', 'ACCOM', 'S1', 1],
      ['placed_for_adoption.csv', 'REASON_PLACED_CEASED', 'XXX', 29],
      ['placed_for_adoption_errors.csv', 'REASON_PLACED_CEASED', 'XXX', 30],
      ['sw_episodes.csv', 'SW_REASON', 'SWLAZY', 1],
      ['placed_for_adoption_errors.csv', '', '', 1],
    ],
  )
})

test('bad dates planted anywhere in a whole return are listed, each one and no other', { skip: absent }, async () => {
  const path = join(folder, 'planted')
  await cp(join(conformance, 'oracle/903-clean/this_year'), path, { recursive: true })
  const expected: string[] = []
  for (const file of csvIn(path)) {
    const text = await readFile(join(path, file), 'utf8')
    const [head = '', ...lines] = text.trimEnd().split('\n')
    const headings = head.split(',')
    // Every seventh line, another of its filled dates.
    for (let i = 0; i < lines.length; i += 7) {
      const cells = (lines[i] as string).split(',')
      const dates = cells.flatMap((cell, at) => (/^\d\d\/\d\d\/\d{4}$/.test(cell) ? [at] : []))
      const at = dates[i % dates.length] as number
      cells[at] = ['31/02/2026', 'unknown', '1/1/26'][i % 3] as string
      lines[i] = cells.join(',')
      expected.push(`${file} ${i + 2} ${headings[at]} ${cells[at]}`)
    }
    await writeFile(join(path, file), [head, ...lines].join('\n'), { mode: 0o600 })
  }
  assert.ok(expected.length > 140)
  const result = await readSsda903(path)
  assert.deepEqual(
    result.rejections.map(({ file, line, column, value }) => `${basename(file)} ${line} ${column} ${value}`),
    expected,
  )
  assert.equal(Object.values(result.tables).flat().length, 1000 - expected.length)
})
