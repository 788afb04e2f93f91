import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../lib/day.ts'
import { gapsOf, risksOf, safeguardsOf } from './sharing-record.ts'
import {
  changeProblems,
  differences,
  milestoneLate,
  nextStage,
  noTerms,
  opensRecords,
  postsInWords,
  signersOf,
  stageRefusal,
  type Terms,
  termsFrom,
  termsInWords,
  termsProblems,
} from './terms.ts'

const names: Record<number, string> = { 911: 'Northfield', 912: 'Southmere', 913: 'Eastmarsh' }
const name = (id: number): string => names[id] ?? String(id)
const setting = { hostId: 911, today: '2026-11-23', name }
const party = (partyId: number, more: Partial<Terms['parties'][number]> = {}): Terms['parties'][number] => ({
  partyId,
  joinedOn: '2027-01-01',
  leftOn: null,
  opensRecords: true,
  ...more,
})
const clause = (
  number: string,
  functionName: string,
  more: Partial<Terms['clauses'][number]> = {},
): Terms['clauses'][number] => ({
  clause: number,
  effect: 'includes',
  functionName,
  partyId: null,
  words: 'So it is agreed.',
  ...more,
})

/** Terms that nothing is wrong with and nothing is missing from. */
const whole: Terms = {
  kind: 'section 113',
  legalBasis: 'Local Government Act 1972, section 113',
  purpose: 'One night team.',
  level: 'summary',
  hours: { from: '17:00', to: '09:00', nonWorkingDays: true },
  startsOn: '2027-01-01',
  endsOn: '2029-12-31',
  reviewOn: '2028-01-01',
  roles: ['emergency duty worker', 'team manager'],
  onRota: false,
  lawfulBasis: 'UK GDPR Article 6(1)(e) and Article 9(2)(h); Children Act 1989 section 47',
  datasets: [{ data: 'night summaries', controller: 'each council', processor: 'the host' }],
  dpiaReference: 'DPIA 4',
  parties: [party(911), party(912)],
  clauses: [clause('3', 'emergency duty')],
  changesVersion: null,
}
const said = (more: Partial<Terms>, weight?: string): string[] =>
  termsProblems({ ...whole, ...more }, setting)
    .filter((one) => weight === undefined || one.weight === weight)
    .map((one) => `${one.field}: ${one.words}`)

test('Terms that are whole have nothing against them, and read back as they were kept', () => {
  assert.deepEqual(said({}), [])
  assert.deepEqual(termsFrom(JSON.parse(JSON.stringify(whole))), whole)
  assert.throws(() => termsFrom({ ...whole, kind: 'handshake' }))
})

test('An arrangement needs two councils, the host among them', () => {
  assert.ok(said({ parties: [party(911)] }, 'wrong').includes('party1: An arrangement needs at least two councils'))
  assert.ok(said({ parties: [party(912), party(913)] }, 'wrong').some((one) => one.includes('Northfield hosts it')))
  assert.ok(
    said({ parties: [party(911), party(912), party(912)] }, 'wrong').includes(
      'party3: Southmere is named twice for the same days',
    ),
  )
  const left = party(912, { joinedOn: '2026-01-01', leftOn: '2026-11-22' })
  assert.ok(
    said({ startsOn: '2026-01-01', parties: [party(911), left] }, 'wrong').includes(
      'party1: An arrangement needs at least two councils',
    ),
  )
})

test('A clause that contradicts another is refused, for all councils or for one of them', () => {
  const against = (second: Terms['clauses'][number]) => said({ clauses: [clause('3', 'adoption'), second] }, 'wrong')
  assert.deepEqual(against(clause('4', 'adoption', { effect: 'excludes' })), [
    'clause2: Clause 4 leaves out adoption, which clause 3 includes. Take one of them out',
  ])
  assert.match(against(clause('4', 'adoption', { effect: 'excludes', partyId: 912 }))[0] ?? '', /adoption of Southmere/)
  assert.deepEqual(against(clause('3', 'fostering')), ['clause2: Clause 3 is there twice'])
  const forTwo = [
    clause('3', 'adoption', { partyId: 911 }),
    clause('4', 'adoption', { effect: 'excludes', partyId: 912 }),
  ]
  assert.deepEqual(said({ clauses: forTwo }, 'wrong'), [])
  assert.match(
    said({ clauses: [clause('3', 'adoption', { partyId: 913 })] }, 'wrong')[0] ?? '',
    /Eastmarsh, which is no party/,
  )
  assert.match(said({ clauses: [] }, 'missing')[0] ?? '', /without one nothing is shared/)
})

test('A kind opens no more than it can: a shared system and a joint committee open nothing', () => {
  for (const kind of ['shared system', 'joint committee'] as const)
    assert.match(said({ kind }, 'wrong')[0] ?? '', /^level: .*opens no child’s record/)
  assert.match(
    said({ kind: 'peer support', level: 'write' }, 'wrong')[0] ?? '',
    /read the record of a child of a party at the most/,
  )
  assert.deepEqual(said({ kind: 'peer support', level: 'record' }, 'wrong'), [])
})

test('Hours that are no hours are refused, and emergency duty without hours is looked at', () => {
  assert.match(
    said({ hours: { from: '25:00', to: '09:00', nonWorkingDays: false } }, 'wrong')[0] ?? '',
    /hoursFrom: .*17:00/,
  )
  assert.match(said({ hours: { from: '17:00', to: '9:00', nonWorkingDays: false } }, 'wrong')[0] ?? '', /hoursTo/)
  assert.match(said({ hours: { from: '09:00', to: '09:00', nonWorkingDays: false } }, 'wrong')[0] ?? '', /are no hours/)
  assert.match(said({ hours: null }, 'warning')[0] ?? '', /by day as well/)
})

test('Days that cannot be are refused: an end before the start, a party outside the run, a review outside it', () => {
  const wrong = (more: Partial<Terms>, words: RegExp) => assert.match(said(more, 'wrong').join('\n'), words)
  wrong({ endsOn: '2026-12-31' }, /last day must be on or after the first/)
  wrong({ parties: [party(911), party(912, { leftOn: '2026-12-31' })] }, /cannot leave before it joins/)
  wrong({ parties: [party(911), party(912, { joinedOn: '2026-12-31' })] }, /cannot join before the arrangement begins/)
  wrong(
    { parties: [party(911), party(912, { joinedOn: '2030-01-01' })] },
    /cannot join after the arrangement has ended/,
  )
  wrong({ parties: [party(911), party(912, { leftOn: '2030-01-01' })] }, /cannot leave after the arrangement has ended/)
  wrong({ reviewOn: '2030-01-01' }, /review must lie between/)
})

test('Where a child’s record is opened, the lawful basis, the assessment and the sets of data must be there', () => {
  const bare = { lawfulBasis: 'Because', datasets: [], dpiaReference: null }
  assert.deepEqual(
    termsProblems({ ...whole, ...bare }, setting).map((one) => [one.field, one.weight]),
    [
      ['lawfulBasis', 'missing'],
      ['data1', 'missing'],
      ['dpiaReference', 'missing'],
    ],
  )
  assert.equal(opensRecords(whole), true)
  assert.deepEqual(said({ ...bare, level: null }), [])
  assert.equal(opensRecords({ ...whole, clauses: [clause('1', 'legal')] }), false)
})

test('A change rewrites nothing that was: no day that has passed, and no council put out by others', () => {
  const before: Terms = {
    ...whole,
    startsOn: '2026-01-01',
    parties: [party(911, { joinedOn: '2026-01-01' }), party(912, { joinedOn: '2026-01-01' })],
  }
  const change = (more: Partial<Terms>) =>
    changeProblems(before, { ...before, ...more }, setting).map((one) => one.words)
  assert.deepEqual(change({ level: 'find' }), [])
  assert.match(change({ startsOn: '2026-02-01' })[0] ?? '', /its first day stays/)
  assert.match(change({ parties: before.parties.slice(0, 1) })[0] ?? '', /leaves by its own word/)
  const joins = (on: string) => change({ parties: [...before.parties, party(913, { joinedOn: on })] })
  assert.deepEqual(joins('2026-11-23'), [])
  assert.match(joins('2026-11-22')[0] ?? '', /joins from today on/)
})

test('Whoever has left signs no more; whoever is still to join does', () => {
  const parties = [party(911), party(912, { leftOn: '2026-11-22' }), party(913, { joinedOn: '2028-01-01' })]
  assert.deepEqual(signersOf({ parties }, '2026-11-23'), [911, 913])
})

test('What differs between two sets of terms is told part by part', () => {
  const inWords = (terms: Terms) => termsInWords(terms, { name, day: (iso) => iso })
  assert.deepEqual(differences(inWords(whole), inWords(whole)), [])
  assert.deepEqual(differences(inWords(whole), inWords({ ...whole, roles: null, onRota: true })), [
    {
      what: 'Posts',
      before: ['For posts of emergency duty worker or team manager.'],
      after: ['For posts of any role, only while they are on the rota of their team.'],
    },
  ])
  assert.equal(postsInWords(whole), 'posts of emergency duty worker or team manager')
})

test('Nothing is approved without a baseline or a reason why there is none', () => {
  const none = { baseline: null, noBaseline: ' ', oneOffCost: null, savingAYear: null, resilience: '' }
  assert.match(stageRefusal('approved', { changes: false, businessCase: none }) ?? '', /without a baseline/)
  assert.equal(stageRefusal('approved', { changes: false, businessCase: { ...none, baseline: 0 } }), null)
  assert.equal(stageRefusal('implementing', { changes: false, businessCase: { ...none, noBaseline: 'New.' } }), null)
  assert.equal(stageRefusal('business case', { changes: false, businessCase: none }), null)
  assert.deepEqual([nextStage('idea'), nextStage('implementing'), nextStage('signed')], ['business case', null, null])
})

test('A milestone is late from the day after it, until the proposal is closed', () => {
  const on = (stage: 'approved' | 'signed', today: string) =>
    milestoneLate({ stage, milestoneOn: day('2026-11-22') }, day(today))
  assert.deepEqual(
    [on('approved', '2026-11-22'), on('approved', '2026-11-23'), on('signed', '2026-11-23')],
    [false, true, false],
  )
})

test('The papers of an arrangement say what is missing and what reduces each risk', () => {
  assert.deepEqual(gapsOf(whole, 'Agata Testwicz', 'Northfield'), [])
  assert.equal(gapsOf(noTerms(911), null, 'Northfield').length, 5)
  assert.ok(safeguardsOf(whole).some((line) => line.includes('from 17:00 to 09:00')))
  assert.ok(risksOf(whole).some((one) => one.reduced.includes('Only posts of emergency duty worker or team manager.')))
  assert.equal(risksOf({ ...whole, level: null }).length, 1)
})
