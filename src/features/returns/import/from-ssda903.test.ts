import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { TableName } from '../ssda903/tables.ts'
import type { Brought, BroughtChild, BroughtEvent, BroughtSpell } from './brought.ts'
import { fromSsda903 } from './from-ssda903.ts'
import { type Cells, removeFolders, ssda903 } from './testing.ts'

after(removeFolders)

type Rows = Partial<Record<TableName, readonly Cells[]>>

const header = { CHILD: 'A1', SEX: 'F', DOB: '14/05/2009', ETHNIC: 'BAFR', UPN: 'UN2' }
const broughtOf = async (rows: Rows, last: Rows | null = null): Promise<Brought> =>
  fromSsda903(await ssda903(rows), 2027, last === null ? null : await ssda903(last))
const childIn = async (rows: Rows, last: Rows | null = null): Promise<BroughtChild> =>
  (await broughtOf({ Header: [header], ...rows }, last)).children[0] as BroughtChild
const spells = ({ spells }: BroughtChild, kind: string): BroughtSpell[] => spells.filter((spell) => spell.kind === kind)
const events = ({ events }: BroughtChild, kind: string): BroughtEvent[] => events.filter((event) => event.kind === kind)
const days = (spell: BroughtSpell | undefined): string => `${spell?.startsOn} to ${spell?.endsOn ?? 'now'}`

test('the Header says who the child is, under the number of the council and without a name', async () => {
  const child = await childIn({})
  assert.equal(child.localId, 'A1')
  assert.equal(child.bornOn?.toString(), '2009-05-14')
  assert.deepEqual([child.sex, child.ethnicity, child.disabilities], ['F', 'BAFR', null])
  assert.deepEqual(child.identifiers, [
    { scheme: 'council', value: 'A1' },
    { scheme: 'upn unknown', value: 'UN2' },
  ])
  const numbered = await childIn({ Header: [{ ...header, UPN: 'D210003401532' }] })
  assert.deepEqual(numbered.identifiers[1], { scheme: 'upn', value: 'D210003401532' })
})

test('a period of care keeps the need, the mother and the first child; placements keep where and by whom', async () => {
  const child = await childIn({
    Header: [{ ...header, MOTHER: '1', MC_DOB: '02/02/2026' }],
    Episodes: [
      {
        CHILD: 'A1',
        DECOM: '01/05/2026',
        RNE: 'S',
        LS: 'V2',
        CIN: 'N8',
        PLACE: 'U6',
        PLACE_PROVIDER: 'PR4',
        DEC: '01/07/2026',
        REC: 'X1',
        REASON_PLACE_CHANGE: 'CARPL',
        HOME_POST: 'SW1 1AA',
        PL_POST: 'KT2 2BB',
        URN: 'SC123456',
      },
      {
        CHILD: 'A1',
        DECOM: '01/07/2026',
        RNE: 'T',
        LS: 'V2',
        CIN: 'N8',
        PLACE: 'U4',
        PLACE_PROVIDER: 'PR4',
        HOME_POST: 'SW1 1AA',
        PL_POST: 'KT2 2BB',
        URN: 'SC123456',
      },
    ],
  })
  const [care] = spells(child, 'looked_after')
  assert.deepEqual(care?.detail, { categoryOfNeed: 'N8', mother: true, firstChildBornOn: '2026-02-02' })
  const [first, second] = spells(child, 'placement')
  assert.deepEqual(first?.detail, { provider: 'PR4', urn: 'SC123456', postcode: 'KT2 2BB' })
  assert.equal(first?.endCode, 'CARPL')
  assert.equal(second?.detail.sameCarer, true)
  assert.equal(first?.withinKey, care?.sourceKey)
  assert.deepEqual(
    child.addresses.map(({ kind, postcode, from, to }) => [
      kind,
      postcode,
      from?.toString() ?? null,
      to?.toString() ?? null,
    ]),
    [
      ['placement', 'KT2 2BB', '2026-05-01', '2026-07-01'],
      ['placement', 'KT2 2BB', '2026-07-01', null],
      ['home', 'SW1 1AA', null, null],
    ],
  )
})

test('a child who died in care has a date of death', async () => {
  const child = await childIn({
    Episodes: [{ CHILD: 'A1', DECOM: '01/05/2026', RNE: 'S', LS: 'C2', PLACE: 'U6', DEC: '03/08/2026', REC: 'E2' }],
  })
  assert.equal(child.diedOn?.toString(), '2026-08-03')
})

test('yearly outcomes stand on 31 March of their own year, with yes and no where the return has flags', async () => {
  const row = {
    CHILD: 'A1',
    DOB: '14/05/2009',
    SDQ_SCORE: '7',
    CONVICTED: '0',
    IMMUNISATIONS: '1',
    TEETH_CHECK: '1',
    HEALTH_ASSESSMENT: '0',
    SUBSTANCE_MISUSE: '0',
  }
  const child = await childIn({ OC2: [row] }, { OC2: [{ ...row, SDQ_SCORE: '', SDQ_REASON: 'SDQ2' }] })
  const [now, before] = events(child, 'yearly_outcomes')
  assert.equal(now?.on.toString(), '2027-03-31')
  assert.deepEqual(now?.detail, {
    sdqScore: 7,
    convicted: false,
    immunisations: true,
    teethCheck: true,
    healthAssessment: false,
    substanceMisuse: false,
  })
  assert.equal(before?.on.toString(), '2026-03-31')
  assert.equal(before?.detail.sdqReason, 'SDQ2')
})

test('a care leaver is relevant at 17 and former relevant from 18, in touch on the birthday', async () => {
  const leaver = { CHILD: 'A1', DOB: '14/05/2009', IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'U1' }
  const seventeen = await childIn({ OC3: [leaver] })
  assert.deepEqual(
    spells(seventeen, 'care_leaver').map((spell) => [spell.code, days(spell)]),
    [['relevant', '2026-05-14 to now']],
  )
  const [contact] = events(seventeen, 'care_leaver_contact')
  assert.deepEqual([contact?.on.toString(), contact?.code], ['2026-05-14', 'YES'])
  assert.deepEqual(contact?.detail, { age: 17, activity: 'F2', accommodation: 'U1' })

  const older = { ...header, DOB: '14/05/2008' }
  const eighteen = await childIn({ Header: [older], OC3: [{ ...leaver, DOB: '14/05/2008' }] })
  assert.deepEqual(
    spells(eighteen, 'care_leaver').map((spell) => [spell.code, days(spell), spell.onlyIfThere]),
    [
      ['relevant', '2026-05-14 to 2026-05-14', true],
      ['former-relevant', '2026-05-14 to now', false],
    ],
  )
  const both = await childIn(
    { Header: [older], OC3: [{ ...leaver, DOB: '14/05/2008' }] },
    { OC3: [{ ...leaver, DOB: '14/05/2008' }] },
  )
  assert.deepEqual(
    spells(both, 'care_leaver').map((spell) => [spell.code, days(spell)]),
    [
      ['relevant', '2025-05-14 to 2026-05-14'],
      ['former-relevant', '2026-05-14 to now'],
    ],
  )
})

test('a relevant young person left care on the day care ended', async () => {
  const child = await childIn({
    Episodes: [{ CHILD: 'A1', DECOM: '01/05/2020', RNE: 'S', LS: 'C2', PLACE: 'U6', DEC: '03/04/2026', REC: 'E5' }],
    OC3: [{ CHILD: 'A1', DOB: '14/05/2009', IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'U1' }],
  })
  assert.equal(days(spells(child, 'care_leaver')[0]), '2026-04-03 to now')
})

test('a plan for adoption runs from the decision to its reversal or the order, once for both tables', async () => {
  const episodes = [
    { CHILD: 'A1', DECOM: '01/05/2025', RNE: 'S', LS: 'E1', PLACE: 'A6', DEC: '10/09/2026', REC: 'E11' },
  ]
  const decision = { CHILD: 'A1', DOB: '14/05/2009', DATE_PLACED: '01/12/2025' }
  const adoption = {
    CHILD: 'A1',
    DOB: '14/05/2009',
    DATE_INT: '01/12/2025',
    DATE_MATCH: '01/02/2026',
    FOSTER_CARE: '0',
    NB_ADOPTR: '2',
    SEX_ADOPTR: 'FF',
    LS_ADOPTR: 'L12',
  }
  const adopted = await childIn({ Episodes: episodes, PlacedAdoption: [decision], AD1: [adoption] })
  const [plan, ...others] = spells(adopted, 'adoption')
  assert.equal(others.length, 0)
  assert.equal(days(plan), '2025-12-01 to 2026-09-10')
  assert.equal(plan?.endCode, 'E11')
  assert.deepEqual(plan?.detail, {
    formerFosterCarer: false,
    adopters: 2,
    sexOfAdopters: 'FF',
    legalStatusOfAdopters: 'L12',
  })
  assert.deepEqual(
    ['adoption_decision', 'match', 'adoption_order'].map((kind) =>
      events(adopted, kind).map((event) => event.on.toString()),
    ),
    [['2025-12-01'], ['2026-02-01'], ['2026-09-10']],
  )
  const reversed = await childIn({
    PlacedAdoption: [{ ...decision, DATE_PLACED_CEASED: '01/06/2026', REASON_PLACED_CEASED: 'RD3' }],
  })
  assert.deepEqual(
    spells(reversed, 'adoption').map((spell) => [days(spell), spell.endCode]),
    [['2025-12-01 to 2026-06-01', 'RD3']],
  )
  assert.equal(days(spells(await childIn({ AD1: [adoption] }), 'adoption')[0]), '2025-12-01 to now')
})

test('an earlier permanence order stands on its day as far as it is known', async () => {
  const order = (DATE_PERM: string, PREV_PERM = 'P2') => ({
    CHILD: 'A1',
    DOB: '14/05/2009',
    PREV_PERM,
    LA_PERM: '212',
    DATE_PERM,
  })
  const on = async (row: Cells) => {
    const [event] = events(
      await childIn({ PrevPerm: [row], Episodes: [{ CHILD: 'A1', DECOM: '01/05/2026', RNE: 'S' }] }),
      'previous_permanence',
    )
    return [event?.on.toString(), event?.day, event?.detail.dateAsKnown]
  }
  assert.deepEqual(await on(order('03/06/2015')), ['2015-06-03', 'said', undefined])
  assert.deepEqual(await on(order('zz/06/2015')), ['2015-06-01', 'said', 'ZZ/06/2015'])
  assert.deepEqual(await on(order('zz/zz/zzzz')), ['2026-05-01', 'taken', 'ZZ/ZZ/ZZZZ'])
  assert.deepEqual(await on(order('', 'Z1')), ['2026-05-01', 'taken', undefined])
})

test('missing periods, deprivations of liberty, unaccompanied children and social workers come in with their dates', async () => {
  const child = await childIn({
    Episodes: [{ CHILD: 'A1', DECOM: '01/05/2026', RNE: 'S' }],
    Missing: [{ CHILD: 'A1', DOB: '14/05/2009', MISSING: 'M', MIS_START: '03/06/2026', MIS_END: '04/06/2026' }],
    DoLo: [{ CHILD: 'A1', DOB: '14/05/2009', DOLO_START: '05/06/2026', DOLO_END: '' }],
    UASC: [{ CHILD: 'A1', SEX: 'F', DOB: '15/05/2009', DUC: '14/05/2027' }],
    SWEpisodes: [
      { CHILD: 'A1', DOB: '14/05/2009', SW_ID: 'SW123', SW_DECOM: '01/05/2026', SW_DEC: '', SW_REASON: 'FCONTA' },
    ],
  })
  const one = (kind: string) => spells(child, kind).map((spell) => [spell.code, days(spell)])
  assert.deepEqual(one('missing'), [['M', '2026-06-03 to 2026-06-04']])
  assert.deepEqual(one('deprivation_of_liberty'), [[null, '2026-06-05 to now']])
  assert.deepEqual(one('unaccompanied'), [[null, '2026-05-01 to 2027-05-14']])
  assert.equal(spells(child, 'unaccompanied')[0]?.detail.dateOfBirthInReturn, '2009-05-15')
  assert.deepEqual(one('allocation'), [['social worker', '2026-05-01 to now']])
  assert.equal(spells(child, 'allocation')[0]?.workerNumber, 'SW123')
  assert.equal(spells(child, 'allocation')[0]?.detail.reason, 'FCONTA')
})

test('a row of both years is one, and says what this year says', async () => {
  const episode = { CHILD: 'A1', DECOM: '01/05/2025', RNE: 'S', LS: 'C2', CIN: 'N1', PLACE: 'U6' }
  const child = await childIn({ Episodes: [{ ...episode, DEC: '01/09/2026', REC: 'E4A' }] }, { Episodes: [episode] })
  assert.deepEqual(spells(child, 'looked_after').map(days), ['2025-05-01 to 2026-09-01'])
})

test('a child without a Header row comes in with what the other tables say, and is told', async () => {
  const { children, problems } = await broughtOf({
    Reviews: [{ CHILD: 'B2', DOB: '01/01/2015', REVIEW: '01/06/2026', REVIEW_CODE: 'PN1' }],
  })
  assert.equal(children[0]?.localId, 'B2')
  assert.equal(children[0]?.bornOn?.toString(), '2015-01-01')
  assert.deepEqual(
    problems.map(({ file, line, column, outcome }) => [file, line, column, outcome]),
    [['reviews.csv', 2, 'CHILD', 'kept']],
  )
})

test('of two Header rows for one child one is taken, and the other is listed when it says something else', async () => {
  const same = await broughtOf({ Header: [header, header] })
  assert.deepEqual([same.children.length, same.problems.length], [1, 0])
  const other = await broughtOf({ Header: [header, { ...header, DOB: '14/06/2009' }] })
  assert.equal(other.children.length, 1)
  assert.deepEqual(
    other.problems.map(({ column, outcome }) => [column, outcome]),
    [['DOB', 'row']],
  )
})

test('what cannot stand is listed with its line: a worker without a number, a sex that is none, an end before its start', async () => {
  const { problems } = await broughtOf({
    Header: [{ ...header, SEX: 'Q9' }],
    Episodes: [{ CHILD: 'A1', DECOM: '01/05/2026', RNE: 'S', DEC: '01/04/2026', REC: 'E4A' }],
    SWEpisodes: [{ CHILD: 'A1', DOB: '14/05/2009', SW_ID: '', SW_DECOM: '01/05/2026' }],
  })
  assert.deepEqual(
    problems.map(({ file, line, column, value, outcome }) => [file, line, column, value, outcome]).sort(),
    [
      ['episodes.csv', 2, 'DEC', '01/04/2026', 'kept'],
      ['header.csv', 2, 'SEX', 'Q9', 'value'],
      ['swepisodes.csv', 2, 'SW_ID', '', 'row'],
    ],
  )
})
