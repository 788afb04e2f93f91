import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { UnreadableFile } from '../../../lib/text-file.ts'
import {
  assemble,
  before,
  columnsOf,
  factorsOf,
  outsideYear,
  type RawCin,
  reviewsOf,
  type TableName,
  tableNames,
} from './child.ts'
import { type CinTables, readCinTables } from './flatten.ts'
import { writeCin } from './write.ts'

const folder = mkdtempSync(join(tmpdir(), 'census-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0
const read = (xml: string): Promise<CinTables> => {
  const path = join(folder, `${files++}.xml`)
  writeFileSync(path, xml)
  return readCinTables(path)
}
const census = (...children: string[]): string =>
  `<?xml version="1.0"?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2027</Year>` +
  `<ReferenceDate>2027-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>212</LEA>` +
  `</Source></Header>\n<Children>\n${children.join('\n')}\n</Children></Message>`
const child = (id: string, ...details: string[]): string =>
  `<Child><ChildIdentifiers><LAchildID>${id}</LAchildID></ChildIdentifiers><ChildCharacteristics/>${details.join('')}</Child>`

/** What one column of a table says, row by row. */
const column = ({ tables }: CinTables, table: TableName, name: string): (string | null)[] => {
  const place = tables[table].columns.indexOf(name)
  assert.notEqual(place, -1, `${table} has no column ${name}`)
  return tables[table].rows.map((cells) => cells[place]!)
}

describe('a census file as tables', () => {
  test('keeps every element as a row, numbered as they stand in the file, whatever is wrong with it', async () => {
    const census1 = await read(
      census(
        child(
          'A1',
          '<CINdetails><CINreferralDate>30/02/2026</CINreferralDate><ReferralSource>??</ReferralSource>' +
            '<Assessments><AssessmentActualStartDate/><FactorsIdentifiedAtAssessment><AssessmentFactors>2A</AssessmentFactors>' +
            '<AssessmentFactors>21</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments></CINdetails>',
          '<CINdetails><CINreferralDate>2026-05-06</CINreferralDate><Assessments/></CINdetails>',
        ),
        child('A2', '<CINdetails/>'),
      ),
    )
    assert.deepEqual(column(census1, 'CINdetails', 'CINreferralDate'), ['30/02/2026', '2026-05-06', null])
    assert.deepEqual(column(census1, 'CINdetails', 'LAchildID'), ['A1', 'A1', 'A2'])
    assert.deepEqual(column(census1, 'CINdetails', 'CINdetailsID'), ['1', '2', '3'])
    assert.deepEqual(column(census1, 'Assessments', 'CINdetailsID'), ['1', '2'])
    assert.deepEqual(column(census1, 'Assessments', 'AssessmentFactors'), ['2A,21', null])
    assert.deepEqual(column(census1, 'AssessmentFactorsList', 'AssessmentFactor'), ['2A', '21'])
    assert.deepEqual(column(census1, 'AssessmentFactorsList', 'AssessmentID'), ['1', '1'])
    assert.deepEqual(column(census1, 'ChildCharacteristics', 'Ethnicity'), [null, null])
    assert.deepEqual(Array.from(census1.tables.CINdetails.lines!), [4, 4, 5])
    assert.equal(census1.header?.LEA, '212')
    assert.deepEqual(Object.keys(census1.tables), tableNames, 'tables without a row are there too')
  })
  test('a review without a date is a row, and so is a Reviews element with nothing in it', async () => {
    const plan = (reviews: string): string => `<ChildProtectionPlans>${reviews}</ChildProtectionPlans>`
    const read1 = await read(
      census(
        child(
          'A1',
          `<CINdetails>${plan(
            '<Reviews><CPPreviewDate>2026-09-01</CPPreviewDate><CPPreviewDate/></Reviews>',
          )}${plan('<Reviews></Reviews>')}${plan('')}</CINdetails>`,
        ),
      ),
    )
    assert.deepEqual(column(read1, 'Reviews', 'CPPreviewDate'), ['2026-09-01', null, null])
    assert.deepEqual(column(read1, 'Reviews', 'CPPID'), ['1', '1', '2'])
    assert.equal(read1.tables.ChildProtectionPlans.rows.length, 3)
  })
  test('reads the pre-proceedings of 2026-27', async () => {
    const read1 = await read(
      census(
        child(
          'A1',
          '<CINdetails><PreProceedingsandFGDM><PPStartDate>2026-09-09</PPStartDate><PPOutcome>A</PPOutcome>' +
            '</PreProceedingsandFGDM></CINdetails>',
        ),
      ),
    )
    assert.deepEqual(column(read1, 'PreProceedings', 'PPStartDate'), ['2026-09-09'])
    assert.deepEqual(column(read1, 'PreProceedings', 'PPOutcome'), ['A'])
  })
  test('of an element that is there twice takes the first that says something, and lets strangers be', async () => {
    const twice =
      '<CINreferralDate/><CINreferralDate>2026-05-06</CINreferralDate><CINreferralDate>2026-05-07</CINreferralDate>'
    const read1 = await read(
      census(child('A1', `<CINdetails>${twice}<CINdetailsID>9</CINdetailsID><Own/></CINdetails>`)),
    )
    assert.deepEqual(column(read1, 'CINdetails', 'CINreferralDate'), ['2026-05-06'])
    assert.deepEqual(column(read1, 'CINdetails', 'CINdetailsID'), ['1'])
  })
  test('a child without identity still has its rows', async () => {
    const { tables } = await read(census('<Child><CINdetails/></Child>'))
    assert.deepEqual(
      [tables.ChildIdentifiers.rows.length, tables.ChildCharacteristics.rows.length, tables.CINdetails.rows.length],
      [1, 1, 1],
    )
  })
  test('is refused when it is cut off, or another collection', async () => {
    await assert.rejects(read(census(child('A1')).slice(0, -30)), UnreadableFile)
    await assert.rejects(read(census().replace('>CIN<', '>SSW<')), /for the collection SSW/)
  })
})

describe('a census child by child', () => {
  const details = (date: string, inside = ''): string =>
    `<CINdetails><CINreferralDate>${date}</CINreferralDate>${inside}</CINdetails>`
  const childrenOf = async (...children: string[]) => assemble((await read(census(...children))).tables).children

  test('puts what stands in an episode of need into it, earliest referral first', async () => {
    const [a1] = await childrenOf(
      child(
        'A1',
        details('2026-09-01', '<CINPlanDates><CINPlanStartDate>2026-09-02</CINPlanStartDate></CINPlanDates>'),
        details('not a date'),
        details('2026-05-06', '<Assessments/><Assessments/>'),
      ),
    )
    assert.deepEqual(
      a1!.details.map(({ row, Assessments, CINplanDates }) => [row?.index, Assessments.length, CINplanDates.length]),
      [
        [2, 2, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
    )
  })
  test('keeps what belongs to one child without an identifier together, and apart from another', async () => {
    const nameless = '<Child><ChildIdentifiers><Sex>F</Sex></ChildIdentifiers><CINdetails/></Child>'
    const children = await childrenOf(nameless, nameless, child('A1'))
    assert.deepEqual(
      children.map(({ id, ChildIdentifiers, CINdetails }) => [id, ChildIdentifiers.length, CINdetails.length]),
      [
        [null, 1, 1],
        [null, 1, 1],
        ['A1', 1, 0],
      ],
    )
  })
  test('two elements with one identifier are one child, whose episodes are not mixed up', async () => {
    const children = await childrenOf(
      child('A1', details('2026-05-06', '<Assessments/>')),
      child('a1', details('2026-06-01')),
    )
    assert.equal(children.length, 1)
    assert.deepEqual(
      children[0]!.details.map(({ Assessments }) => Assessments.length),
      [1, 0],
    )
  })
  test('reads dates with a time or a zone, factors and reviews', async () => {
    const [a1] = await childrenOf(
      child(
        'A1',
        details(
          '2026-05-06T00:00:00Z',
          '<Assessments><FactorsIdentifiedAtAssessment><AssessmentFactors>2a</AssessmentFactors><AssessmentFactors>4B' +
            '</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments><ChildProtectionPlans><Reviews>' +
            '<CPPreviewDate>2026-09-01</CPPreviewDate></Reviews></ChildProtectionPlans><ChildProtectionPlans/>',
        ),
      ),
    )
    const { row, Assessments, ChildProtectionPlans } = a1!.details[0]!
    assert.equal(row!.CINreferralDate! - 20579, 0, '6 May 2026 is day 20579')
    assert.deepEqual(factorsOf(Assessments[0]!), ['2A', '4B'])
    assert.deepEqual(
      ChildProtectionPlans.map((plan) => reviewsOf(plan).length),
      [1, 0],
    )
  })
})

test('a day that is not there or cannot be read comes before and after nothing, and is a day of no year', () => {
  for (const other of [null, undefined, Number.NaN]) {
    assert.equal(before(1, other), false)
    assert.equal(before(other, 1), false)
  }
  const year = { year: 2027, start: 100, end: 200 }
  assert.equal(outsideYear(null, year), false)
  assert.equal(outsideYear(Number.NaN, year), true)
  assert.deepEqual(
    [99, 100, 200, 201].map((n) => outsideYear(n, year)),
    [true, false, false, true],
  )
})

describe('a census written', () => {
  const header = {
    Collection: 'CIN',
    Year: '2027',
    ReferenceDate: '2027-03-31',
    SourceLevel: 'L',
    LEA: '212',
    SoftwareCode: 'Joined Up & co',
    Release: null,
    SerialNo: '001',
    DateTime: '2027-04-20T09:00:00',
  }

  test('reads back as the same tables, whatever stands in them', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const tables = madeUp(seed)
      const again = await read(writeCin(tables, header))
      assert.deepEqual(again.header, header, `seed ${seed}`)
      for (const table of tableNames) {
        if (table === 'Header') continue
        assert.deepEqual(again.tables[table].rows, tables[table]!.rows, `seed ${seed}, ${table}`)
        assert.deepEqual(again.tables[table].children, tables[table]!.children, `seed ${seed}, ${table}`)
      }
    }
  })
  test('has its elements in the order of the schema', () => {
    const xml = writeCin(madeUp(3), header)
    const order = [
      ...xml.matchAll(
        /<(CINreferralDate|DateOfInitialCPC|Assessments|CINPlanDates|Section47|ReferralNFA|ChildProtectionPlans|PreProceedingsandFGDM|\/CINdetails)>/g,
      ),
    ]
      .map(([, name]) => name!)
      .join(' ')
    const one =
      /^(CINreferralDate )?(DateOfInitialCPC )?(Assessments )*(CINPlanDates )*(Section47 (DateOfInitialCPC )?)*(ReferralNFA )?(ChildProtectionPlans )*(PreProceedingsandFGDM )*$/
    const episodes = order.split(/\/CINdetails ?/).slice(0, -1)
    assert.ok(episodes.length > 3)
    for (const episode of episodes) assert.match(episode, one)
  })
  test('refuses a row that belongs to nobody', () => {
    const lost = (table: TableName, cells: (string | null)[]): RawCin => ({
      ChildIdentifiers: { file: '', columns: ['LAchildID'], rows: [['A1']] },
      CINdetails: { file: '', columns: ['LAchildID', 'CINdetailsID'], rows: [['A1', '1']] },
      [table]: { file: '', columns: ['LAchildID', 'CINdetailsID'], rows: [cells] },
    })
    assert.throws(() => writeCin(lost('Section47', ['A2', '1']), header), /Section47 belongs to no child/)
    assert.throws(() => writeCin(lost('Section47', ['A1', '2']), header), /Section47 belongs to nothing/)
    assert.match(writeCin(lost('Section47', ['A1', '1']), header), /<CINdetails><Section47><\/Section47><\/CINdetails>/)
  })
})

/** Tables of a few children with anything in their cells, the same for a seed: as they would be read from a file. */
function madeUp(seed: number): Required<RawCin> {
  let state = seed * 2654435761
  const below = (n: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0
    return Math.abs(state ^ (state >>> 13)) % n
  }
  const texts = ['2026-05-06', '0', 'true', 'N1', '<b>&amp;"\'', 'ÅŁŃ 漢字 😀', '31/02/2026', ']]>', 'a\rb', '-1']
  const cell = (): string | null => (below(3) === 0 ? null : texts[below(texts.length)]!)
  const made = Object.fromEntries(
    tableNames.map((table) => [table, { file: 'made up', columns: columnsOf(table), rows: [], children: [] }]),
  ) as unknown as Record<TableName, { columns: string[]; rows: (string | null)[][]; children: number[] }>
  const counts = { child: 0, details: 0, assessment: 0, plan: 0 }
  const add = (
    table: TableName,
    ids: (string | null)[],
    cells = columnsOf(table).slice(ids.length).map(cell),
  ): void => {
    made[table].rows.push([...ids, ...cells])
    made[table].children.push(counts.child)
  }
  const some = (most: number, one: () => void): void => {
    for (let n = below(most + 1); n > 0; n--) one()
  }
  for (let n = 1 + below(5); n > 0; n--) {
    counts.child++
    // Now and then without an identifier, often with one that another has.
    const id = below(8) === 0 ? null : `A${below(6)}`
    add('ChildIdentifiers', [id])
    add('ChildCharacteristics', [id])
    some(3, () => add('Disabilities', [id]))
    some(3, () => {
      const details = String(++counts.details)
      add('CINdetails', [id, details])
      some(3, () => {
        const assessment = String(++counts.assessment)
        const factors = Array.from({ length: below(4) }, () => (below(5) === 0 ? null : `${below(24)}A`))
        const said = factors.filter((factor) => factor !== null)
        const dates = columnsOf('Assessments').slice(3, -1).map(cell)
        add('Assessments', [id, details, assessment], [...dates, said.length > 0 ? said.join(',') : null])
        for (const factor of factors) add('AssessmentFactorsList', [id, details, assessment], [factor])
      })
      some(2, () => add('CINplanDates', [id, details]))
      some(2, () => add('Section47', [id, details]))
      some(2, () => {
        const plan = String(++counts.plan)
        add('ChildProtectionPlans', [id, details, plan])
        some(3, () => add('Reviews', [id, details, plan]))
      })
      some(2, () => add('PreProceedings', [id, details]))
    })
  }
  return made as unknown as Required<RawCin>
}
