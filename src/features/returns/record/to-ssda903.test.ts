import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ChildFacts, FactEvent, FactSpell } from './facts.ts'
import { toCin } from './to-cin.ts'
import { returnYear, toSsda903 } from './to-ssda903.ts'

// What a record that was written here, step by step, says in the returns. That what came with a return is given back as
// it came stands in ../export-command.test.ts.

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const dayOrNull = (text: string | null): Temporal.PlainDate | null => (text === null ? null : day(text))

const spell = (
  id: string,
  kind: string,
  startsOn: string,
  endsOn: string | null = null,
  more: Partial<FactSpell> = {},
): FactSpell => ({
  id,
  kind,
  startsOn: day(startsOn),
  endsOn: dayOrNull(endsOn),
  code: null,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
  ...more,
})
const event = (id: string, kind: string, on: string, more: Partial<FactEvent> = {}): FactEvent => ({
  id,
  kind,
  on: day(on),
  spellId: null,
  code: null,
  detail: {},
  ...more,
})
const child = (more: Partial<ChildFacts>): ChildFacts => ({
  childId: '01900000-0000-7000-8000-00000000000a',
  restricted: false,
  localId: 'A1',
  bornOn: day('2012-05-14'),
  expectedOn: null,
  diedOn: null,
  sex: 'M',
  ethnicity: 'BAFR',
  disabilities: [],
  identifiers: [],
  addresses: [],
  spells: [],
  events: [],
  ...more,
})
const year = returnYear(2027)
const cellsOf = (rows: readonly { cells: Readonly<Record<string, string | null>> }[], ...names: string[]) =>
  rows.map(({ cells }) => names.map((name) => cells[name] ?? null).join(' '))

describe('time in care', () => {
  const care = spell('care', 'looked_after', '2026-05-01', null, { detail: { categoryOfNeed: 'N1' } })
  const facts = child({
    spells: [
      care,
      spell('order', 'legal_status', '2026-05-01', '2026-08-01', { code: 'C1', withinId: 'care' }),
      spell('first home', 'placement', '2026-05-01', '2026-06-15', { code: 'U4', endCode: 'CARPL', withinId: 'care' }),
      spell('second home', 'placement', '2026-06-15', null, { code: 'K2', withinId: 'care', detail: { urn: 'SC123' } }),
      spell('full order', 'legal_status', '2026-08-01', null, { code: 'C2', withinId: 'care' }),
    ],
  })
  test('is cut into an episode wherever a legal status or a placement begins', () => {
    assert.deepEqual(cellsOf(toSsda903(facts, year, new Map()).Episodes, 'DECOM', 'RNE', 'LS', 'PLACE', 'DEC', 'REC'), [
      '01/05/2026 S C1 U4 15/06/2026 X1',
      '15/06/2026 P C1 K2 01/08/2026 X1',
      '01/08/2026 L C2 K2  ',
    ])
  })
  test('leads back from each cell to the record that says it', () => {
    const [first, second, third] = toSsda903(facts, year, new Map()).Episodes
    assert.equal(first?.sources?.RNE?.id, 'care')
    assert.deepEqual([second?.source.id, second?.sources?.LS?.id], ['second home', 'order'])
    assert.deepEqual(
      [third?.source.id, third?.sources?.PLACE?.id, third?.sources?.CIN?.id],
      ['full order', 'second home', 'care'],
    )
  })
  test('of another year is in that year’s return, and an end after 31 March is not known in this one', () => {
    const ended = child({ spells: [{ ...care, endsOn: day('2027-05-02'), endCode: 'E4A' }] })
    assert.deepEqual(cellsOf(toSsda903(ended, year, new Map()).Episodes, 'DEC', 'REC'), [' '])
    assert.deepEqual(cellsOf(toSsda903(ended, returnYear(2028), new Map()).Episodes, 'DEC', 'REC'), ['02/05/2027 E4A'])
    assert.deepEqual(toSsda903(ended, returnYear(2026), new Map()).Header, [])
    assert.deepEqual(toSsda903(ended, returnYear(2029), new Map()).Episodes, [])
  })
  test('that is said to end before it began is still in the return of the year it began in', () => {
    const wrong = child({ spells: [{ ...care, endsOn: day('2025-02-01'), endCode: 'E4A' }] })
    assert.equal(toSsda903(wrong, year, new Map()).Episodes.length, 1)
  })
})

test('who held the child is said with the number of the register, and by social workers only', () => {
  const facts = child({
    spells: [
      spell('care', 'looked_after', '2026-05-01'),
      spell('a', 'allocation', '2026-05-01', '2026-07-01', {
        code: 'social worker',
        workerId: 'w1',
        detail: { reason: 'FCONTA' },
      }),
      spell('b', 'allocation', '2026-05-02', null, { code: 'reviewing officer', workerId: 'w2' }),
      spell('c', 'allocation', '2026-07-01', null, { code: 'lead practitioner', workerId: 'w3' }),
    ],
  })
  const rows = toSsda903(
    facts,
    year,
    new Map([
      ['w1', 'SW1'],
      ['w2', 'SW2'],
    ]),
  ).SWEpisodes
  assert.deepEqual(cellsOf(rows, 'SW_ID', 'SW_DECOM', 'SW_DEC', 'SW_REASON'), [
    'SW1 01/05/2026 01/07/2026 FCONTA',
    ' 01/07/2026  ',
  ])
})

test('an earlier order without a day on file has none in the return', () => {
  const facts = child({
    spells: [spell('care', 'looked_after', '2026-05-01')],
    events: [
      event('a', 'previous_permanence', '2019-04-02', { code: 'P1' }),
      event('b', 'previous_permanence', '2026-05-01', { code: 'P2', detail: { dateNotInReturn: true } }),
      event('c', 'previous_permanence', '2026-05-01', { code: 'P4', detail: { dateAsKnown: 'zz/zz/2018' } }),
    ],
  })
  assert.deepEqual(cellsOf(toSsda903(facts, year, new Map()).PrevPerm, 'PREV_PERM', 'DATE_PERM'), [
    'P1 02/04/2019',
    'P2 ',
    'P4 zz/zz/2018',
  ])
})

describe('in the census', () => {
  const referral = spell('referral', 'referral', '2026-05-01', null, { code: '2A', detail: { primaryNeed: 'N1' } })
  test('a child without a referral in the year is not there', () => {
    const facts = child({ spells: [spell('care', 'looked_after', '2026-05-01')] })
    assert.deepEqual(toCin(facts, year).ChildIdentifiers, [])
  })
  test('what lies within a referral, or began after it, is told in its episode of need', () => {
    const facts = child({
      spells: [
        referral,
        spell('assessment', 'assessment', '2026-05-03', '2026-06-20', {
          withinId: 'referral',
          detail: { factors: ['1A', '2B'] },
        }),
        spell('plan', 'child_in_need_plan', '2026-07-01'),
        spell('again', 'referral', '2027-01-05', '2027-01-06', { code: '1B', endCode: 'no further action' }),
        spell('enquiry', 'section_47', '2027-01-05', null, { withinId: 'again' }),
      ],
      events: [event('conference', 'initial_conference', '2027-01-20', { spellId: 'enquiry' })],
    })
    const made = toCin(facts, year)
    assert.deepEqual(cellsOf(made.CINdetails, 'CINdetailsID', 'CINreferralDate', 'CINclosureDate', 'ReferralNFA'), [
      '1 2026-05-01  0',
      '2 2027-01-05  1',
    ])
    assert.deepEqual(cellsOf(made.Assessments, 'CINdetailsID', 'AssessmentFactors'), ['1 1A,2B'])
    assert.equal(made.AssessmentFactorsList.length, 2)
    assert.deepEqual(cellsOf(made.CINplanDates, 'CINdetailsID', 'CINPlanStartDate'), ['1 2026-07-01'])
    assert.deepEqual(cellsOf(made.Section47, 'CINdetailsID', 'DateOfInitialCPC', 'ICPCnotRequired'), ['2 2027-01-20 0'])
    assert.equal(made.Section47[0]?.sources?.DateOfInitialCPC?.id, 'conference')
  })
  test('a case closed for a reason of ours is closed, and the reason is still to be said', () => {
    const closed = { ...referral, endsOn: day('2026-09-01') }
    const reasons = (endCode: string) =>
      cellsOf(toCin(child({ spells: [{ ...closed, endCode }] }), year).CINdetails, 'CINclosureDate', 'ReasonForClosure')
    assert.deepEqual(reasons('moved away'), ['2026-09-01 '])
    assert.deepEqual(reasons('RC3'), ['2026-09-01 RC3'])
  })
  test('pre-proceedings are told from 2026-27 on', () => {
    const facts = (started: string) =>
      child({ spells: [{ ...referral, startsOn: day(started) }, spell('pre', 'pre_proceedings', started)] })
    assert.equal(toCin(facts('2025-06-01'), returnYear(2026)).PreProceedings.length, 0)
    assert.equal(toCin(facts('2026-06-01'), year).PreProceedings.length, 1)
  })
})
