import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { tries } from '../../../../scripts/volume.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import type { CinChild } from './elements.ts'
import { type CinReturn, cinChildren, readCin, readCinHeader } from './read.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cin-'))
})
after(() => rm(folder, { recursive: true }))

const header = `<Header>
<CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>212</LEA><SoftwareCode>Made up</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo><DateTime>2026-05-01T09:00:00</DateTime></Source>
</Header>`

const fileOf = async (content: string): Promise<string> => {
  const path = join(folder, 'census.xml')
  await writeFile(path, content)
  return path
}
const readChildren = async (children: string): Promise<CinReturn> =>
  readCin(await fileOf(`<Message>${header}\n<Children>\n${children}\n</Children></Message>`))

const child = (id: string, details = '', identifiers = '', characteristics = ''): string =>
  `<Child><ChildIdentifiers><LAchildID>${id}</LAchildID>${identifiers}</ChildIdentifiers>` +
  `<ChildCharacteristics>${characteristics}</ChildCharacteristics>${details}</Child>`
const details = (inside = '', date = '2025-08-11'): string =>
  `<CINdetails><CINreferralDate>${date}</CINreferralDate>${inside}</CINdetails>`

const plain = (thing: unknown): unknown => JSON.parse(JSON.stringify(thing))
const only = (result: CinReturn): CinChild => {
  assert.equal(result.children.length, 1)
  return result.children[0] as CinChild
}

test('a child is read with everything the census can say', async () => {
  const result = await readChildren(`<Child>
<ChildIdentifiers><LAchildID> c212001 </LAchildID><UPN>a123456789012</UPN><FormerUPN>B123456789012</FormerUPN>
<PersonBirthDate>2015-03-27</PersonBirthDate><Sex>f</Sex><PersonDeathDate>2026-01-02T00:00:00</PersonDeathDate></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability><Disability>HEAR</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-08-11</CINreferralDate><ReferralSource>3a</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
<CINclosureDate>2026-01-02</CINclosureDate><ReasonForClosure>RC2</ReasonForClosure><DateOfInitialCPC>2025-09-20</DateOfInitialCPC>
<Assessments><AssessmentActualStartDate>2025-08-12</AssessmentActualStartDate><AssessmentInternalReviewDate>2025-08-22</AssessmentInternalReviewDate>
<AssessmentAuthorisationDate>2025-09-26</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>11A</AssessmentFactors>
<AssessmentFactors>1b</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<CINPlanDates><CINPlanStartDate>2025-09-26</CINPlanStartDate><CINPlanEndDate>2025-10-01</CINPlanEndDate></CINPlanDates>
<Section47><S47ActualStartDate>2025-09-01</S47ActualStartDate><InitialCPCtarget>2025-09-22</InitialCPCtarget>
<DateOfInitialCPC>2025-09-20</DateOfInitialCPC><ICPCnotRequired>false</ICPCnotRequired></Section47>
<ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans><CPPstartDate>2025-10-01</CPPstartDate><CPPendDate>2026-01-02</CPPendDate><InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2025-12-20</CPPreviewDate><CPPreviewDate>2025-12-30</CPPreviewDate></Reviews></ChildProtectionPlans>
<PreProceedingsandFGDM><PPStartDate>2025-11-01</PPStartDate><LBPSentDate>2025-11-05</LBPSentDate><FGDMMeetingOffer>1</FGDMMeetingOffer>
<FGDMMeetingFac>FALSE</FGDMMeetingFac><InitialPPMeetingDate>2025-11-20</InitialPPMeetingDate><ReviewMeetingsCount>3</ReviewMeetingsCount>
<StepDecisionDate>2025-12-01</StepDecisionDate><PPOutcome>A</PPOutcome><CourtAppDate>2025-12-18</CourtAppDate>
<LetterInitCPDate>2025-12-20</LetterInitCPDate></PreProceedingsandFGDM>
</CINdetails></Child>`)
  assert.deepEqual([result.rejections, result.notes], [[], []])
  assert.deepEqual(plain(result.header), {
    Collection: 'CIN',
    Year: 2026,
    ReferenceDate: '2026-03-31',
    SourceLevel: 'L',
    LEA: 212,
    SoftwareCode: 'MADE UP',
    Release: '1',
    SerialNo: '001',
    DateTime: '2026-05-01T09:00:00',
    line: 1,
  })
  assert.deepEqual(plain(only(result)), {
    file: 'census.xml',
    line: 6,
    sourceKey: 'C212001|Child',
    LAchildID: 'C212001',
    UPN: 'A123456789012',
    FormerUPN: 'B123456789012',
    UPNunknown: null,
    PersonBirthDate: '2015-03-27',
    ExpectedPersonBirthDate: null,
    Sex: 'F',
    PersonDeathDate: '2026-01-02',
    Ethnicity: 'WBRI',
    Disabilities: ['HAND', 'HEAR'],
    CINdetails: [
      {
        line: 10,
        sourceKey: 'C212001|CINdetails|2025-08-11',
        CINreferralDate: '2025-08-11',
        ReferralSource: '3A',
        PrimaryNeedCode: 'N1',
        CINclosureDate: '2026-01-02',
        ReasonForClosure: 'RC2',
        DateOfInitialCPC: '2025-09-20',
        ReferralNFA: false,
        Assessments: [
          {
            line: 12,
            sourceKey: 'C212001|Assessments|2025-08-12',
            AssessmentActualStartDate: '2025-08-12',
            AssessmentInternalReviewDate: '2025-08-22',
            AssessmentAuthorisationDate: '2025-09-26',
            AssessmentFactors: ['11A', '1B'],
          },
        ],
        CINPlanDates: [
          {
            line: 15,
            sourceKey: 'C212001|CINPlanDates|2025-09-26',
            CINPlanStartDate: '2025-09-26',
            CINPlanEndDate: '2025-10-01',
          },
        ],
        Section47: [
          {
            line: 16,
            sourceKey: 'C212001|Section47|2025-09-01',
            S47ActualStartDate: '2025-09-01',
            InitialCPCtarget: '2025-09-22',
            DateOfInitialCPC: '2025-09-20',
            ICPCnotRequired: false,
          },
        ],
        ChildProtectionPlans: [
          {
            line: 19,
            sourceKey: 'C212001|ChildProtectionPlans|2025-10-01',
            CPPstartDate: '2025-10-01',
            CPPendDate: '2026-01-02',
            InitialCategoryOfAbuse: 'PHY',
            LatestCategoryOfAbuse: 'NEG',
            NumberOfPreviousCPP: 1,
            Reviews: [
              { line: 21, sourceKey: 'C212001|Reviews|2025-12-20', CPPreviewDate: '2025-12-20' },
              { line: 21, sourceKey: 'C212001|Reviews|2025-12-30', CPPreviewDate: '2025-12-30' },
            ],
          },
        ],
        PreProceedingsandFGDM: [
          {
            line: 22,
            sourceKey: 'C212001|PreProceedingsandFGDM|2025-11-01',
            PPStartDate: '2025-11-01',
            LBPSentDate: '2025-11-05',
            FGDMMeetingOffer: true,
            FGDMMeetingFac: false,
            InitialPPMeetingDate: '2025-11-20',
            ReviewMeetingsCount: 3,
            StepDecisionDate: '2025-12-01',
            PPOutcome: 'A',
            CourtAppDate: '2025-12-18',
            LetterInitCPDate: '2025-12-20',
          },
        ],
      },
    ],
  })
})

test('sex is M, F or U whichever year wrote it, and an odd one is kept and noted', async () => {
  const written = [
    '<GenderCurrent>1</GenderCurrent>',
    '<GenderCurrent>2</GenderCurrent>',
    '<GenderCurrent>0</GenderCurrent>',
    '<GenderCurrent>9</GenderCurrent>',
    '<Sex>1</Sex>',
    '<Sex>2</Sex>',
    '<Sex>U</Sex>',
    '<Sex>F</Sex><GenderCurrent>1</GenderCurrent>',
    '<Sex/><GenderCurrent>1</GenderCurrent>',
    '',
    '<Sex>X</Sex>',
  ]
  const { children, notes } = await readChildren(written.map((sex, i) => child(`C${i}`, '', sex)).join('\n'))
  assert.deepEqual(
    children.map(({ Sex }) => Sex),
    ['M', 'F', 'U', 'U', 'M', 'F', 'U', 'F', 'M', null, 'X'],
  )
  assert.deepEqual(
    notes.map(({ line, column, value }) => [line, column, value]),
    [[16, 'Sex', 'X']],
  )
})

test('an unreadable date leaves out its own group with what is in it, and never the child', async () => {
  const { children, rejections } = await readChildren(
    [
      child(
        'C1',
        details(`<Assessments><AssessmentActualStartDate>2025-08-12</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2025-02-30</AssessmentAuthorisationDate></Assessments>
<Assessments><AssessmentActualStartDate>2025-09-12</AssessmentActualStartDate></Assessments>
<Section47><S47ActualStartDate>01/09/2025</S47ActualStartDate><ICPCnotRequired>maybe</ICPCnotRequired></Section47>
<ChildProtectionPlans><CPPstartDate>2025-10-01</CPPstartDate><NumberOfPreviousCPP>none</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2025-13-01</CPPreviewDate><CPPreviewDate>2025-12-01</CPPreviewDate></Reviews></ChildProtectionPlans>
<ReferralNFA>perhaps</ReferralNFA>`),
      ),
      child(
        'C2',
        `${details(
          `<CINclosureDate>soon</CINclosureDate><CINPlanDates><CINPlanStartDate>2025-08-12</CINPlanStartDate></CINPlanDates>
<Assessments><AssessmentActualStartDate>bad</AssessmentActualStartDate></Assessments>`,
        )}${details('<Section47/><Assessments> </Assessments>', '2025-12-01')}`,
        '<PersonBirthDate>2025-00-10</PersonBirthDate><PersonDeathDate>2025-10-10</PersonDeathDate>',
      ),
      child('C3', '<CINdetails><ReferralSource>6</ReferralSource><CINPlanDates/></CINdetails>'),
    ].join('\n'),
  )
  const noDay = 'There is no such day in the calendar.'
  assert.deepEqual(
    rejections.map(({ child: of, line, column, value, reason, lost }) => [of, line, column, value, reason, lost]),
    [
      ['C1', 7, 'AssessmentAuthorisationDate', '2025-02-30', `${noDay} This Assessments group is not read.`, 'group'],
      [
        'C1',
        9,
        'S47ActualStartDate',
        '01/09/2025',
        'This is not a date. Write it as YYYY-MM-DD. This Section47 group is not read.',
        'group',
      ],
      [
        'C1',
        9,
        'ICPCnotRequired',
        'maybe',
        'This is not true, false, 1 or 0. This Section47 group is not read.',
        'group',
      ],
      ['C1', 10, 'NumberOfPreviousCPP', 'none', 'This is not a whole number.', 'value'],
      ['C1', 11, 'CPPreviewDate', '2025-13-01', `${noDay} This review is not read.`, 'value'],
      ['C1', 12, 'ReferralNFA', 'perhaps', 'This is not true, false, 1 or 0.', 'value'],
      ['C2', 13, 'PersonBirthDate', '2025-00-10', noDay, 'value'],
      [
        'C2',
        13,
        'CINclosureDate',
        'soon',
        'This is not a date. Write it as YYYY-MM-DD. This CINdetails group is not read, nor the 2 groups inside it.',
        'group',
      ],
      [
        'C3',
        15,
        'CINreferralDate',
        '',
        'This date is missing, and the rest means nothing without it. This CINdetails group is not read, nor the group inside it.',
        'group',
      ],
    ],
  )
  const [one, two, three] = children
  assert.deepEqual(
    one?.CINdetails.map((each) => [
      each.Assessments.map(({ AssessmentActualStartDate }) => `${AssessmentActualStartDate}`),
      each.Section47,
      each.ReferralNFA,
      each.ChildProtectionPlans.map(({ NumberOfPreviousCPP, Reviews }) => [
        NumberOfPreviousCPP,
        Reviews.map(({ CPPreviewDate }) => `${CPPreviewDate}`),
      ]),
    ]),
    [[['2025-09-12'], [], null, [[null, ['2025-12-01']]]]],
  )
  assert.deepEqual([two?.PersonBirthDate, `${two?.PersonDeathDate}`], [null, '2025-10-10'])
  assert.deepEqual(
    two?.CINdetails.map(({ CINreferralDate }) => `${CINreferralDate}`),
    ['2025-12-01'],
  )
  assert.deepEqual([three?.LAchildID, three?.CINdetails], ['C3', []])
})

test('a child without an identifier is rejected whole, with its line, and the next one is read', async () => {
  const { children, rejections } = await readChildren(`${child('C1')}\n${child(' ')}
<Child>
  <ChildCharacteristics/>
</Child>
${child('X'.repeat(101))}
${child('C2')}`)
  assert.deepEqual(
    children.map(({ LAchildID }) => LAchildID),
    ['C1', 'C2'],
  )
  assert.deepEqual(
    rejections.map(({ line, column, lost, child: of }) => [line, column, lost, of]),
    [
      [7, 'LAchildID', 'child', null],
      [8, 'LAchildID', 'child', null],
      [11, 'LAchildID', 'child', null],
    ],
  )
})

test('what does not belong is passed over but noted, with how often', async () => {
  const { notes, rejections, children } = await readChildren(
    [
      child(
        'C1',
        details('<New>1</New><ReferralSource>99</ReferralSource>'),
        'PersonBirthDate<Sex>M</Sex><Sex>F</Sex>',
      ),
      child('C2', details('<New>1</New>'), '', '<Disabilities><Disability>QQ</Disability></Disabilities>'),
      child('C1'),
      child('a_b'),
    ].join('\n'),
  )
  assert.deepEqual(rejections, [])
  assert.deepEqual(
    notes.map(({ line, column, value, count }) => [line, column, value, count]),
    [
      [6, 'ChildIdentifiers', 'PersonBirthDate', 1],
      [6, 'Sex', '', 1],
      [6, 'CINdetails/New', '', 2],
      [6, 'ReferralSource', '99', 1],
      [7, 'Disability', 'QQ', 1],
      [8, 'LAchildID', 'C1', 1],
      [9, 'LAchildID', 'A_B', 1],
    ],
  )
  assert.deepEqual(
    children.map(({ sourceKey, Sex, Disabilities }) => [sourceKey, Sex, Disabilities]),
    [
      ['C1|Child', 'M', []],
      ['C2|Child', null, ['QQ']],
      ['C1#2|Child', null, []],
      ['A_B|Child', null, []],
    ],
  )
})

test('equal groups have different keys, which do not depend on their order', async () => {
  const assessment = fc.tuple(fc.constantFrom('2025-08-12', '2025-08-13'), fc.constantFrom('1A', '1B', '20'))
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(assessment, { maxLength: 8 })
        .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      async ([list, shuffled]) => {
        const keyed = async (those: [string, string][]): Promise<string[]> => {
          const xml = those.map(
            ([on, factor]) =>
              `<Assessments><AssessmentActualStartDate>${on}</AssessmentActualStartDate><FactorsIdentifiedAtAssessment>` +
              `<AssessmentFactors>${factor}</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>`,
          )
          const read = only(await readChildren(child('C1', details(xml.join('\n'))))).CINdetails[0]?.Assessments ?? []
          assert.deepEqual(
            read.map((each) => [`${each.AssessmentActualStartDate}`, ...each.AssessmentFactors]),
            those,
          )
          return read.map((each) => `${each.sourceKey} ${each.AssessmentFactors}`).sort()
        }
        const keys = await keyed(list)
        assert.deepEqual(await keyed(shuffled), keys)
        assert.equal(new Set(keys.map((key) => key.split(' ')[0])).size, list.length)
      },
    ),
    { numRuns: tries(60) },
  )
})

test('the header and the children can be had without holding the file', async () => {
  const path = await fileOf(`<Message>${header}<Children>${child('C1')}${child('')}${child('C2')}</Children></Message>`)
  assert.equal((await readCinHeader(path)).header?.LEA, 212)
  const read = await Array.fromAsync(cinChildren(path))
  assert.deepEqual(
    read.map(({ child: one, rejections }) => [one?.LAchildID ?? null, rejections.length]),
    [
      ['C1', 0],
      [null, 1],
      ['C2', 0],
    ],
  )
  const bare = await fileOf(`<Message><Children>${child('C1')}</Children></Message>`)
  assert.deepEqual(await readCinHeader(bare), { header: null, rejections: [], notes: [] })
  assert.equal((await readCin(bare)).header, null)
})

test('a header that cannot be read in part keeps the rest', async () => {
  const path = await fileOf(
    '<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>this</Year><ReferenceDate>2026-02-30</ReferenceDate></CollectionDetails><Source><LEA>212</LEA></Source></Header></Message>',
  )
  const { header: read, rejections } = await readCin(path)
  assert.deepEqual([read?.Collection, read?.Year, read?.ReferenceDate, read?.LEA], ['CIN', null, null, 212])
  assert.deepEqual(
    rejections.map(({ column, value, lost }) => [column, value, lost]),
    [
      ['Year', 'this', 'value'],
      ['ReferenceDate', '2026-02-30', 'value'],
    ],
  )
})

test('a file that is cut off, hides entities or is another return ends in a plain error', async () => {
  const whole = `<Message>${header}<Children>\n${child('C1')}\n${child('C2')}\n</Children></Message>`
  const cut = await fileOf(whole.slice(0, whole.indexOf('C2')))
  const before: string[] = []
  await assert.rejects(
    async () => {
      for await (const { child: one } of cinChildren(cut)) before.push(one?.LAchildID ?? '')
    },
    (error) =>
      error instanceof UnreadableFile && error.line === 6 && error.column === 37 && /cut off/.test(error.message),
  )
  assert.deepEqual(before, ['C1'])
  await assert.rejects(readCin(cut), /Line 6, column 37: .*cut off/)
  await assert.rejects(readCin(await fileOf(`<!DOCTYPE x [<!ENTITY a "b">]>${whole}`)), /DOCTYPE/)
  await assert.rejects(readCin(await fileOf('<EXPSSDA903/>')), /first element is <EXPSSDA903>, not <Message>/)
  await assert.rejects(
    readCin(await fileOf(whole.replace('>CIN<', '>CSWW<').replace(/<Children>.*<\/Children>/s, ''))),
    /for the collection CSWW, not the census/,
  )
  await assert.rejects(readCin(join(folder, 'none.xml')), /There is no file with this name/)
})

const conformance = fileURLToPath(new URL('../../../../../shared/conformance/', import.meta.url))
const absent = existsSync(conformance) ? false : 'The comparison files (../shared/conformance) are not on this machine.'

// An independent count: start tags in the text of the file.
const count = (text: string, name: string): number => text.match(new RegExp(`<${name}>`, 'g'))?.length ?? 0
const countsOf = ({ children }: CinReturn): Record<string, number> => {
  const all = children.flatMap((each) => each.CINdetails)
  const plans = all.flatMap((each) => each.ChildProtectionPlans)
  return {
    Child: children.length,
    Disability: children.flatMap((each) => each.Disabilities).length,
    CINdetails: all.length,
    Assessments: all.flatMap((each) => each.Assessments).length,
    AssessmentFactors: all.flatMap((each) => each.Assessments).flatMap((each) => each.AssessmentFactors).length,
    CINPlanDates: all.flatMap((each) => each.CINPlanDates).length,
    Section47: all.flatMap((each) => each.Section47).length,
    ChildProtectionPlans: plans.length,
    CPPreviewDate: plans.flatMap((each) => each.Reviews).length,
    PreProceedingsandFGDM: all.flatMap((each) => each.PreProceedingsandFGDM).length,
  }
}
const keysOf = (result: CinReturn): string[] => {
  const keys: string[] = []
  JSON.stringify(result.children, (name, value) => {
    if (name === 'sourceKey') keys.push(value)
    return value
  })
  return keys
}

for (const name of absent
  ? []
  : [
      'oracle/cin-seed1.xml',
      ...readdirSync(join(conformance, 'peer-files/peer-cin')).map((x) => `peer-files/peer-cin/${x}`),
    ]) {
  test(`every child and group of ${name} is read or listed`, async () => {
    const path = join(conformance, name)
    const text = readFileSync(path, 'utf8')
    const result = await readCin(path)
    const counts = countsOf(result)
    const expected = Object.fromEntries(Object.keys(counts).map((each) => [each, count(text, each)]))
    if (name === 'oracle/cin-seed1.xml') {
      // One period of need has no referral date; what is in it goes with it.
      const [lost, ...more] = text.match(/<CINdetails>(?!<CINreferralDate>).*?<\/CINdetails>/gs) ?? []
      assert.deepEqual(more, [])
      for (const each of Object.keys(expected)) expected[each] = (expected[each] as number) - count(lost ?? '', each)
      const line = text.slice(0, text.indexOf(lost ?? '?')).split('\n').length
      assert.deepEqual(
        result.rejections.map((each) => [each.line, each.column, each.value, each.lost]),
        [[line, 'CINreferralDate', '', 'group']],
      )
    } else {
      assert.deepEqual(result.rejections, [])
    }
    assert.deepEqual(counts, expected)
    assert.deepEqual(
      result.children.map(({ LAchildID }) => LAchildID),
      [...text.matchAll(/<LAchildID>(.*?)<\/LAchildID>/g)].map(([, id]) => id?.toUpperCase()),
    )
    const keys = keysOf(result)
    assert.equal(new Set(keys).size, keys.length)
    assert.deepEqual(plain(await readCin(path)), plain(result))
  })
}

test('bad dates planted in a whole census are listed, each one and no other, and no child is lost', {
  skip: absent,
}, async () => {
  const text = readFileSync(join(conformance, 'oracle/cin-seed1.xml'), 'utf8')
  const expected: string[] = []
  let seen = 0
  const planted = text
    .split('\n')
    .map((line, index) =>
      line.replace(
        /<(AssessmentAuthorisationDate|CINPlanEndDate|DateOfInitialCPC|CPPendDate)>[^<]*</g,
        (found, name) => {
          if (seen++ % 5 !== 0) return found
          expected.push(`${index + 1} ${name} 2026-02-31`)
          return `<${name}>2026-02-31<`
        },
      ),
    )
    .join('\n')
  const result = await readCin(await fileOf(planted))
  const found = result.rejections.map(({ line, column, value }) => `${line} ${column} ${value}`)
  assert.ok(expected.length > 40)
  assert.deepEqual(
    found.filter((each) => !each.includes('CINreferralDate')).sort(),
    // The period of need without a referral date is left out whole, with whatever was planted in it.
    expected.filter((each) => !each.startsWith('152 ')).sort(),
  )
  assert.equal(result.children.length, 250)
})

test('no XML made of census elements in any order does anything but give children or a plain error', async () => {
  const names = ['Child', 'ChildIdentifiers', 'LAchildID', 'CINdetails', 'CINreferralDate', 'Assessments', 'Reviews']
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('2025-01-01', 'x', '', '0'),
      fc
        .tuple(fc.constantFrom(...names), fc.array(tie('tree'), { maxLength: 3 }))
        .map(([name, inside]) => `<${name}>${inside.join('')}</${name}>`),
    ),
  }))
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { maxLength: 4 }), async (children) => {
      const result = await readChildren(children.join(''))
      for (const one of result.children) assert.ok(one.LAchildID.length > 0)
      const keys = keysOf(result)
      assert.equal(new Set(keys).size, keys.length)
    }),
    { numRuns: tries(200) },
  )
})
