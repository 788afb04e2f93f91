import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../lib/day.ts'
import { endingSoon, whatStops } from './endings.ts'
import { momentsOf, readClock } from './moment.ts'

const today = day('2026-11-23')
const arranged = {
  hostId: 911,
  arrangementId: 'a',
  title: 'the loan',
  startsOn: day('2020-01-01'),
  endsOn: null,
  endedOn: null,
  reviewOn: null,
  ownerId: 'w',
  parties: [911, 912].map((partyId) => ({ partyId, joinedOn: day('2020-01-01'), leftOn: null, opensRecords: true })),
}
const told = (more: object) =>
  endingSoon([{ ...arranged, ...more }], today).map((one) => [one.what, one.on.toString(), one.councilId])

test('A month before its end, a party’s last day or its review those who answer for it are told, and not a day earlier', () => {
  assert.deepEqual(told({ endsOn: day('2026-12-23') }), [['ends', '2026-12-23', null]])
  assert.deepEqual(told({ endsOn: day('2026-12-24') }), [])
  assert.deepEqual(told({ endsOn: today }), [['ends', '2026-11-23', null]])
  assert.deepEqual(told({ reviewOn: day('2026-11-01') }), [['review', '2026-11-01', null]])
  const leaves = arranged.parties.map((party) =>
    party.partyId === 912 ? { ...party, leftOn: day('2026-12-01') } : party,
  )
  assert.deepEqual(told({ parties: leaves }), [['leaves', '2026-12-01', 912]])
  assert.deepEqual(told({ parties: leaves, endedOn: day('2026-11-01') }), [])
  assert.deepEqual(told({}), [])
})

test('A council that leaves one day and is back the next does not leave', () => {
  const [host, other] = arranged.parties as [(typeof arranged.parties)[number], (typeof arranged.parties)[number]]
  const back = [host, { ...other, leftOn: day('2026-12-01') }, { ...other, joinedOn: day('2026-12-02') }]
  assert.deepEqual(told({ parties: back }), [])
})

test('What stops is told in people and councils', () => {
  const posts = [912, 913].map((reachesId) => ({
    arrangementId: 'a',
    employerId: 911,
    role: 'social worker',
    reachesId,
    reachesRecords: true,
    people: 2,
  }))
  const name = (id: number) => ({ 911: 'Northfield', 912: 'Southmere', 913: 'Eastmarsh' })[id] ?? ''
  assert.deepEqual(whatStops({ arrangementId: 'a', what: 'ends', councilId: null }, posts, name), [
    '2 people of Northfield with a post of social worker no longer serve Southmere and Eastmarsh, and what the agreement opens there closes.',
  ])
  assert.deepEqual(whatStops({ arrangementId: 'a', what: 'leaves', councilId: 913 }, posts, name), [
    '2 people of Northfield with a post of social worker no longer serve Eastmarsh, and what the agreement opens there closes.',
  ])
  assert.match(whatStops({ arrangementId: 'b', what: 'ends', councilId: null }, posts, name)[0] ?? '', /nothing stops/)
})

test('An hour that the clocks skip is the moment after it, and one that comes twice is both', () => {
  const clock = (text: string) => readClock(text) as Temporal.PlainTime
  const at = (on: string, text: string) => momentsOf(day(on), clock(text)).map((one) => `${one.which} ${one.at}`)
  assert.deepEqual(at('2026-11-29', '2:00'), ['only 2026-11-29T02:00:00Z'])
  assert.deepEqual(at('2027-03-28', '01:30'), ['after the gap 2027-03-28T01:00:00Z'])
  assert.deepEqual(at('2027-10-31', '01:30'), ['first 2027-10-31T00:30:00Z', 'second 2027-10-31T01:30:00Z'])
  for (const wrong of ['25:00', '9', '', '12:60', 'noon']) assert.equal(readClock(wrong), null, wrong)
})
