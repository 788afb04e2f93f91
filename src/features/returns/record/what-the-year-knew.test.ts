import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkRecords } from './check-records.ts'
import type { ChildFacts, FactEvent, FactSpell } from './facts.ts'
import { toCin } from './to-cin.ts'
import { returnYear, toSsda903 } from './to-ssda903.ts'

// A record goes on, a return is of one year: what was asked in it, and what it could know.

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const spell = (
  id: string,
  kind: string,
  from: string,
  to: string | null = null,
  more: Partial<FactSpell> = {},
): FactSpell => ({
  id,
  kind,
  startsOn: day(from),
  endsOn: to === null ? null : day(to),
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
  childId: '01900000-0000-7000-8000-00000000000b',
  restricted: false,
  localId: 'A1',
  bornOn: day('2007-06-10'),
  expectedOn: null,
  diedOn: null,
  sex: 'F',
  ethnicity: 'WBRI',
  disabilities: ['NONE'],
  identifiers: [],
  addresses: [],
  spells: [],
  events: [],
  ...more,
})
const ssda903 = (facts: ChildFacts, year: number) => toSsda903(facts, returnYear(year), new Map())
const contact = (id: string, on: string, accommodation: string, more: Record<string, unknown> = {}) =>
  event(id, 'care_leaver_contact', on, { code: 'YES', detail: { accommodation, activity: 'F2', ...more } })

test('of all contacts with a care leaver the return has the one nearest to the birthday in its year', () => {
  const facts = child({
    spells: [spell('care', 'looked_after', '2022-01-05', '2025-06-10')],
    events: [
      contact('spring', '2026-04-02', 'B1'),
      contact('birthday', '2026-06-14', 'U1'),
      contact('july', '2026-07-09', 'D1'),
      contact('winter', '2026-12-01', 'Z1'),
    ],
  })
  assert.deepEqual(
    ssda903(facts, 2027).OC3.map(({ cells }) => cells.ACCOM),
    ['U1'],
  )
})

test('who was still in care on the birthday is no care leaver of that year, and who left on it neither', () => {
  const events = [contact('after', '2025-06-20', 'U1')]
  for (const to of [null, '2025-06-10', '2025-09-01']) {
    const facts = child({ spells: [spell('care', 'looked_after', '2022-01-05', to)], events })
    assert.deepEqual(ssda903(facts, 2026).OC3, [], String(to))
  }
  const left = child({ spells: [spell('care', 'looked_after', '2022-01-05', '2025-06-09')], events })
  assert.equal(ssda903(left, 2026).OC3.length, 1)
})

test('the home a child left on coming into care is the home of the return', () => {
  const home = (id: string, postcode: string, from: string | null, to: string | null) => ({
    id,
    kind: 'home',
    postcode,
    from: from === null ? null : day(from),
    to: to === null ? null : day(to),
  })
  const facts = child({
    addresses: [home('1', 'SW11 1AA', null, '2023-02-01'), home('2', 'SW15 2BB', '2023-02-01', '2026-05-04')],
    spells: [
      spell('care', 'looked_after', '2026-05-04'),
      spell('order', 'legal_status', '2026-05-04', null, { code: 'V2', withinId: 'care' }),
      spell('one', 'placement', '2026-05-04', '2026-08-01', { code: 'U6', withinId: 'care' }),
      spell('two', 'placement', '2026-08-01', null, { code: 'U4', withinId: 'care' }),
    ],
  })
  assert.deepEqual(
    ssda903(facts, 2027).Episodes.map(({ cells }) => cells.HOME_POST),
    ['SW15 2BB', 'SW15 2BB'],
  )
})

test('a girl was no mother in the years before her first child, and nobody is asked once she has left care', () => {
  const mother = { mother: true, firstChildBornOn: '2025-05-02' }
  const facts = child({
    spells: [spell('care', 'looked_after', '2024-01-05', '2025-06-09', { detail: mother })],
    events: [contact('nineteen', '2026-06-12', 'U1')],
  })
  const said = (year: number) => ssda903(facts, year).Header.map(({ cells }) => [cells.MOTHER, cells.MC_DOB])
  assert.deepEqual(said(2025), [['0', null]])
  assert.deepEqual(said(2026), [['1', '02/05/2025']])
  assert.deepEqual(said(2027), [[null, null]])
})

test('while a child is unaccompanied the status ends, for the return, on the 18th birthday', () => {
  const facts = child({
    bornOn: day('2010-03-15'),
    spells: [spell('care', 'looked_after', '2026-02-01'), spell('alone', 'unaccompanied', '2026-02-01')],
  })
  assert.deepEqual(
    ssda903(facts, 2026).UASC.map(({ cells }) => cells.DUC),
    ['15/03/2028'],
  )
})

test('a conference in April is in the census of its year, though the enquiry ended in March', () => {
  const facts = child({
    spells: [
      spell('referral', 'referral', '2026-03-02', null, { code: '1A', detail: { noFurtherAction: false } }),
      spell('enquiry', 'section_47', '2026-03-12', '2026-03-30', { withinId: 'referral', endCode: 'conference' }),
    ],
    events: [event('conference', 'initial_conference', '2026-04-01', { spellId: 'enquiry' })],
  })
  const held = (year: number) => toCin(facts, returnYear(year)).Section47.map(({ cells }) => cells.DateOfInitialCPC)
  assert.deepEqual(held(2026), [null])
  assert.deepEqual(held(2027), ['2026-04-01'])
})

test('a child born in April was expected in the census of March', () => {
  const facts = child({
    bornOn: day('2026-04-20'),
    expectedOn: day('2026-04-24'),
    spells: [spell('referral', 'referral', '2026-02-02', null, { code: '3A', detail: { noFurtherAction: false } })],
  })
  const said = (year: number) =>
    toCin(facts, returnYear(year)).ChildIdentifiers.map(({ cells }) => [
      cells.PersonBirthDate,
      cells.ExpectedPersonBirthDate,
      cells.Sex,
    ])
  assert.deepEqual(said(2026), [[null, '2026-04-24', 'U']])
  assert.deepEqual(said(2027), [['2026-04-20', null, 'F']])
})

test('pre-proceedings are in the census of the year in which they were decided on, with the meetings counted', () => {
  const facts = child({
    spells: [
      spell('referral', 'referral', '2026-02-02', null, { code: '1A', detail: { noFurtherAction: false } }),
      spell('before court', 'pre_proceedings', '2026-06-01', null, { withinId: 'referral' }),
    ],
    events: [
      event('letter', 'letter_before_proceedings', '2026-06-08', { spellId: 'before court' }),
      event('offer', 'family_group_offer', '2026-06-08', { spellId: 'before court' }),
      event('first', 'pre_proceedings_meeting', '2026-06-19', { spellId: 'before court' }),
      event('family', 'family_group_meeting', '2026-07-02', { spellId: 'before court' }),
      event('second', 'pre_proceedings_meeting', '2026-07-30', { spellId: 'before court' }),
    ],
  })
  const said = (year: number) =>
    toCin(facts, returnYear(year)).PreProceedings.map(({ cells }) => [cells.FGDMMeetingFac, cells.ReviewMeetingsCount])
  assert.deepEqual(said(2027), [['1', '1']])
  assert.deepEqual(said(2028), [])
})

test('an assessment that began in March is nothing out of the way in April, and wrong when the year is over', () => {
  const facts = child({
    bornOn: day('2015-06-10'),
    identifiers: [{ scheme: 'upn unknown', value: 'UN2', from: null, to: null }],
    spells: [
      spell('referral', 'referral', '2026-03-02', null, {
        code: '1A',
        detail: { noFurtherAction: false, primaryNeed: 'N1' },
      }),
      spell('assessment', 'assessment', '2026-03-03', null, { withinId: 'referral' }),
    ],
  })
  const council = { code: 212, onsCode: 'E09000032' }
  const found = (today: string) =>
    checkRecords([facts], [2027], day(today), council, new Map(), 'each child').found.map(({ rule }) => rule)
  assert.deepEqual(found('2026-04-20'), [])
  assert.deepEqual(found('2026-08-20'), ['8670Q'])
  assert.deepEqual(found('2027-04-02').sort(), ['8670Q', '8736'])
})
