import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { tries } from '../../../../scripts/volume.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import type { RawTable } from '../engine/rows.ts'
import type { RawReturn } from './child.ts'
import { type TableName, tableNames, tables } from './tables.ts'
import { readSsda903Xml, writeSsda903Xml } from './xml.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssda903-xml-'))
})
after(() => rm(folder, { recursive: true }))

const read = async (xml: string | Uint8Array) => {
  const path = join(folder, 'return.xml')
  await writeFile(path, xml)
  return readSsda903Xml(path)
}
const written = (given: RawReturn): string => [...writeSsda903Xml(given, { council: 212, year: 2027 })].join('')
const faultOf = async (xml: string | Uint8Array): Promise<UnreadableFile> => {
  const fault = await read(xml).then(
    () => assert.fail('The file was read to its end.'),
    (error) => error,
  )
  assert.ok(fault instanceof UnreadableFile, String(fault))
  return fault
}

/** A row of a table as an object, blank as null. */
const objects = (given: RawReturn, table: TableName): Record<string, string | null>[] =>
  (given[table]?.rows ?? []).map((cells) =>
    Object.fromEntries(
      Object.keys(tables[table].columns).map((column) => {
        const cell = cells[given[table]!.columns.indexOf(column)]
        return [column, cell && /\S/.test(cell) ? cell : null]
      }),
    ),
  )
const own = (table: TableName): string[] =>
  Object.keys(tables[table].columns).filter((column) => !['CHILD', 'SEX', 'DOB'].includes(column))

/** What XML can hold of a table, in any order. */
const comparable = (given: RawReturn, table: TableName): string[] =>
  objects(given, table)
    .filter((row) => (table !== 'OC3' && table !== 'AD1') || own(table).some((column) => row[column] !== null))
    .map((row) => JSON.stringify(table === 'Header' ? { ...row, UASC: null } : row))
    .sort()

const sample = `<?xml version='1.0' encoding='us-ascii'?>
<EXPSSDA903>
  <CHILD>
    <HEADER>
      <CHILDID>A101</CHILDID><UPN>A123456789012</UPN><SEX>F</SEX><DOB>05/06/2009</DOB><ETHNIC>WBRI</ETHNIC>
      <UASC>1</UASC>
      <DUC>05/06/2027</DUC>
      <IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>U1</ACCOM>
      <AMISSING><MISSING>M</MISSING><MIS_START>24/04/2026</MIS_START><MIS_END /></AMISSING>
      <AREVIEW><REVIEW>28/04/2026</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
      <AREVIEW><REVIEW>28/07/2026</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
      <MOTHER>0</MOTHER><MC_DOB />
      <PERMANENCE><PREV_PERM>P1</PREV_PERM><LA_PERM>212</LA_PERM><DATE_PERM>zz/05/2020</DATE_PERM></PERMANENCE>
      <OC2><SDQ_SCORE>14</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
    </HEADER>
    <EPISODE><DECOM>01/04/2026</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><DEC /><REC /></EPISODE>
  </CHILD>
  <CHILD>
    <HEADER>
      <CHILDID>A102</CHILDID><SEX>M</SEX><DOB>17/11/2023</DOB><UASC>0</UASC>
      <DATE_INT>08/05/2026</DATE_INT><NB_ADOPTR>2</NB_ADOPTR>
      <AD_PLACED><DATE_PLACED>08/05/2026</DATE_PLACED></AD_PLACED>
    </HEADER>
  </CHILD>
</EXPSSDA903>`

test('the XML return gives the tables that the CSV files hold, with the line of each row', async () => {
  const { tables: given, notes } = await read(sample)
  const counts = Object.fromEntries(Object.entries(given).map(([table, { rows }]) => [table, rows.length]))
  assert.deepEqual(counts, {
    Header: 2,
    Episodes: 1,
    UASC: 1,
    Reviews: 2,
    OC2: 1,
    OC3: 1,
    AD1: 1,
    PlacedAdoption: 1,
    PrevPerm: 1,
    Missing: 1,
  })
  assert.deepEqual(given.Header?.columns, Object.keys(tables.Header.columns))
  assert.deepEqual(given.Header?.rows[0], ['A101', 'F', '05/06/2009', 'WBRI', 'A123456789012', '0', null, '1'])
  assert.deepEqual(objects(given, 'UASC'), [{ CHILD: 'A101', SEX: 'F', DOB: '05/06/2009', DUC: '05/06/2027' }])
  assert.equal(objects(given, 'Episodes')[0]?.PLACE, 'U6')
  assert.equal(objects(given, 'Episodes')[0]?.REC, null)
  assert.deepEqual(
    objects(given, 'Reviews').map(({ CHILD, DOB, REVIEW }) => [CHILD, DOB, REVIEW]),
    [
      ['A101', '05/06/2009', '28/04/2026'],
      ['A101', '05/06/2009', '28/07/2026'],
    ],
  )
  assert.deepEqual(objects(given, 'PlacedAdoption')[0], {
    CHILD: 'A102',
    DOB: '17/11/2023',
    DATE_PLACED: '08/05/2026',
    DATE_PLACED_CEASED: null,
    REASON_PLACED_CEASED: null,
  })
  const lines = Object.entries(given).map(([table, { lines: at }]) => [table, ...Array.from(at!)])
  assert.deepEqual(lines, [
    ['Header', 4, 19],
    ['Episodes', 16],
    ['UASC', 6],
    ['Reviews', 10, 11],
    ['OC2', 14],
    ['OC3', 8],
    ['AD1', 21],
    ['PlacedAdoption', 22],
    ['PrevPerm', 13],
    ['Missing', 9],
  ])
  assert.ok(Object.values(given).every(({ file }) => file === 'return.xml'))
  assert.deepEqual(notes, [{ line: 0, message: 'There are no social worker episodes in the file.' }])
})

test('social workers and deprivation of liberty orders are found whatever their groups are called', async () => {
  const header = '<CHILDID>A101</CHILDID><DOB>05/06/2009</DOB>'
  const worker = '<SW_ID>SW123456</SW_ID><SW_DECOM>01/04/2026</SW_DECOM>'
  const order = '<DOLO_START>02/05/2026</DOLO_START>'
  for (const xml of [
    `<HEADER>${header}<ASWEPISODE>${worker}</ASWEPISODE><ADOLO>${order}</ADOLO></HEADER>`,
    `<HEADER>${header}<SW_EPISODES><SW_EPISODE>${worker}</SW_EPISODE></SW_EPISODES></HEADER><DOLO>${order}</DOLO>`,
    `<HEADER>${header}</HEADER><SOCIALWORKER>${worker}</SOCIALWORKER><DoLo>${order}</DoLo>`,
  ]) {
    const { tables: given, notes } = await read(`<EXPSSDA903><CHILD>${xml}</CHILD></EXPSSDA903>`)
    const [first] = objects(given, 'SWEpisodes')
    assert.deepEqual([first?.CHILD, first?.DOB, first?.SW_ID], ['A101', '05/06/2009', 'SW123456'])
    assert.deepEqual(objects(given, 'DoLo'), [
      { CHILD: 'A101', DOB: '05/06/2009', DOLO_START: '02/05/2026', DOLO_END: null },
    ])
    assert.deepEqual(notes, [])
  }
})

test('what is no part of the return is told, and nothing else is lost by it', async () => {
  const xml = `<EXPSSDA903><CHILD><HEADER><CHILDID>A101</CHILDID><DOB>05/06/2009</DOB><DOB>06/06/2009</DOB>
<SHOE_SIZE>4</SHOE_SIZE><OC2 /><PETS><PET>dog</PET></PETS></HEADER><EPISODE><DECOM>01/04/2026</DECOM></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>A102</CHILDID><SHOE_SIZE>5</SHOE_SIZE></HEADER></CHILD></EXPSSDA903>`
  const { tables: given, notes } = await read(xml)
  assert.deepEqual(
    notes.map(({ line, message }) => `${line} ${message}`),
    [
      '1 DOB is in one HEADER twice: the first is read.',
      '2 HEADER has no element SHOE_SIZE in the return: passed over. So it is 2 times.',
      '2 OC2 has nothing in it: passed over.',
      '2 The return has no group PETS: passed over.',
      '0 There are no social worker episodes in the file.',
    ],
  )
  assert.equal(objects(given, 'Header')[0]?.DOB, '05/06/2009')
  assert.equal(given.Episodes?.rows.length, 1)
  assert.equal(given.OC2?.rows.length, 0)
})

// Any character XML may hold, the ones with a meaning in it often.
const character = fc.oneof(
  fc.constantFrom('&', '<', '>', '"', "'", ']', '\r', '\n', '\t', ' ', '=', '\u0085', '\u2028', '\ufeff', 'é', '🏠'),
  fc
    .oneof(fc.integer({ min: 0x20, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0xfffd }))
    .map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0x10000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
)
const anyText = fc.string({ unit: character, maxLength: 12 })
const cell = fc.oneof(fc.constant(null), fc.constantFrom('1', '01/04/2026'), anyText)
const anyTable = (table: TableName): fc.Arbitrary<RawTable> => {
  const columns = Object.keys(tables[table].columns).filter((column) => table !== 'Header' || column !== 'UASC')
  const row = fc.tuple(
    ...columns.map((column) =>
      column === 'CHILD'
        ? fc.oneof(fc.constantFrom('A101', 'A102', 'b 3', null), anyText)
        : column === 'DOB' || column === 'SEX'
          ? fc.oneof(fc.constantFrom('05/06/2009', 'F', null), cell)
          : cell,
    ),
  )
  return fc.array(row, { maxLength: 4 }).map((rows) => ({ file: `${table}.csv`, columns, rows }))
}
const anyReturn: fc.Arbitrary<RawReturn> = fc.record(
  Object.fromEntries(tableNames.map((table) => [table, anyTable(table)])) as {
    [T in TableName]: fc.Arbitrary<RawTable>
  },
  { requiredKeys: [] },
)

test('whatever the cells hold, what is written as XML is read back as the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(anyReturn, async (given) => {
      const expected = tableNames.map((table) => [table, comparable(given, table)])
      if (expected.every(([, rows]) => rows!.length === 0)) return
      const { tables: again, notes } = await read(written(given))
      assert.deepEqual(
        tableNames.map((table) => [table, comparable(again, table)]),
        expected,
      )
      assert.deepEqual(
        notes.filter(({ line }) => line > 0),
        [],
      )
    }),
    { numRuns: tries(300) },
  )
})

test('a second Header row, a child without one and other dates of birth are written and read back too', async () => {
  const given: RawReturn = {
    Header: {
      file: '',
      columns: ['CHILD', 'DOB', 'SEX'],
      rows: [
        ['A101', '05/06/2009', 'F'],
        ['A101', '06/06/2009', 'F'],
      ],
    },
    UASC: { file: '', columns: ['CHILD', 'DOB', 'SEX', 'DUC'], rows: [['A101', '05/06/2009', 'M', null]] },
    OC3: {
      file: '',
      columns: ['CHILD', 'DOB', 'IN_TOUCH'],
      rows: [
        ['A101', '05/06/2009', 'YES'],
        ['A101', '05/06/2009', 'NO'],
        ['A109', null, 'DIED'],
      ],
    },
    Reviews: {
      file: '',
      columns: ['CHILD', 'DOB', 'REVIEW'],
      rows: [
        ['A101', null, '01/05/2026'],
        ['A101', '07/07/2007', '02/05/2026'],
        ['A109', '05/06/2009', '03/05/2026'],
      ],
    },
  }
  const { tables: again } = await read(written(given))
  for (const table of tableNames) assert.deepEqual(comparable(again, table), comparable(given, table), table)
})

test('the HEADER says for every child whether it came unaccompanied', async () => {
  const given: RawReturn = {
    Header: {
      file: '',
      columns: ['CHILD', 'SEX', 'DOB'],
      rows: [
        ['A101', 'F', null],
        ['A102', 'M', null],
      ],
    },
    UASC: { file: '', columns: ['CHILD', 'SEX', 'DOB', 'DUC'], rows: [['A102', 'M', null, '01/05/2026']] },
  }
  const { tables: again } = await read(written(given))
  assert.deepEqual(
    objects(again, 'Header').map(({ CHILD, UASC }) => [CHILD, UASC]),
    [
      ['A101', '0'],
      ['A102', '1'],
    ],
  )
})

test('characters that no XML may hold do not make a file that nobody can read', async () => {
  const given: RawReturn = {
    Header: { file: '', columns: ['CHILD', 'UPN'], rows: [['A101', 'a\u0000b\u001f\ud800\uffff']] },
  }
  assert.equal(objects((await read(written(given))).tables, 'Header')[0]?.UPN, 'a\ufffdb\ufffd\ufffd\ufffd')
})

test('broken and hostile files are refused, whatever they were made to do', async () => {
  const child = '<CHILD><HEADER><CHILDID>A101</CHILDID></HEADER></CHILD>'
  const bomb = `<!DOCTYPE EXPSSDA903 [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<EXPSSDA903><CHILD><HEADER><CHILDID>&b;</CHILDID></HEADER></CHILD></EXPSSDA903>`
  assert.match((await faultOf(bomb)).reason, /DOCTYPE/)
  const deep = `<EXPSSDA903><CHILD>${'<HEADER>'.repeat(200)}${'</HEADER>'.repeat(200)}</CHILD></EXPSSDA903>`
  assert.match((await faultOf(deep)).reason, /nested more than 100/)
  const many = `<EXPSSDA903><CHILD><HEADER>${'<AREVIEW />'.repeat(100_001)}</HEADER></CHILD></EXPSSDA903>`
  assert.match((await faultOf(many)).reason, /more than 100000 elements/)
  const long = `<EXPSSDA903><CHILD><HEADER><UPN>${'a'.repeat(1_000_001)}</UPN></HEADER></CHILD></EXPSSDA903>`
  assert.match((await faultOf(long)).reason, /more than a million characters/)
  assert.match((await faultOf(`<EXPSSDA903>${child}<CHILD><HEADER>`)).reason, /cut off/)
  assert.match((await faultOf('<Message><Children /></Message>')).reason, /first element is <Message>/)
  assert.match((await faultOf('<EXPSSDA903></EXPSSDA903>')).reason, /no child/)
  assert.match((await faultOf('CHILD,DOB\nA101,05/06/2009\n')).reason, /not well-formed|cut off/)
})

test('a file longer than any return is refused before it fills the memory', async () => {
  const path = join(folder, 'long.xml')
  await writeFile(path, sample)
  assert.equal((await readSsda903Xml(path, 1000)).tables.Header?.rows.length, 2)
  await assert.rejects(
    readSsda903Xml(path, 200),
    /Line 1\d, column 1: This file is longer than the return of any council/,
  )
})

test('a return made by another program is read whole', async (t) => {
  const fake = fileURLToPath(
    new URL('../../../../../shared/conformance/peer-files/peer-903/fake_903.xml', import.meta.url),
  )
  if (!existsSync(fake)) {
    t.diagnostic(`not compared: ${fake} is not here`)
    return
  }
  const { tables: given, notes } = await readSsda903Xml(fake)
  const counts = Object.fromEntries(Object.entries(given).map(([table, { rows }]) => [table, rows.length]))
  assert.deepEqual(counts, {
    Header: 253,
    Episodes: 459,
    UASC: 12,
    Reviews: 1206,
    OC2: 253,
    OC3: 6,
    AD1: 3,
    PlacedAdoption: 3,
    PrevPerm: 253,
    Missing: 6,
  })
  assert.deepEqual(notes, [{ line: 0, message: 'There are no social worker episodes in the file.' }])
  const again = await read(written(given))
  for (const table of tableNames) assert.deepEqual(comparable(again.tables, table), comparable(given, table), table)
})
