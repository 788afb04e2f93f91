import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays } from '../../lib/bank-holidays.ts'
import { day } from '../../lib/day.ts'
import { calendarOf } from '../../lib/working-days.ts'
import type { Look } from '../../web/looks.ts'
import type { PostGroup, PostHeld, WholeAgreement } from './queries.ts'
import { answerOf, answersFor, answersForKind } from './reach.ts'

const agreement = {
  hostId: 911,
  arrangementId: 'a',
  title: 'the night team',
  kind: 'section 113',
  service: 'Emergency Duty Team',
  startsOn: day('2020-01-01'),
  endsOn: null,
  endedOn: null,
  endedAt: null,
  level: 'write',
  hours: { from: '17:00', to: '09:00', nonWorkingDays: true },
  roles: ['emergency duty worker'],
  onRota: true,
  parties: [911, 912, 913].map((partyId) => ({
    partyId,
    joinedOn: day('2020-01-01'),
    leftOn: null,
    opensRecords: partyId !== 913,
  })),
  clauses: [{ clause: '3', effect: 'includes', functionName: 'emergency duty', partyId: null, words: 'At night.' }],
} as unknown as WholeAgreement
const held = (reachesId: number, more: Partial<PostHeld> = {}): PostHeld => ({
  employerId: 911,
  postId: 'p',
  workerId: 'w',
  title: 'Night worker',
  role: 'emergency duty worker',
  functions: ['emergency duty'],
  teamId: 't',
  startsOn: day('2020-01-01'),
  endsOn: null,
  endedAt: null,
  reachesId,
  reachesRecords: true,
  ...more,
})
const calendar = calendarOf(bankHolidays)
const ask = {
  calendar: () => calendar,
  // 912 keeps its record in a system of its own
  look: (id: number) => ({ name: `Council ${id}`, recordKept: id === 912 ? 'mirrored' : 'here' }) as Look,
}
const at = (text: string) => Temporal.Instant.from(text)
const shift = { teamId: 't', from: '2026-11-23T17:00:00Z', to: '2026-11-24T09:00:00Z' }
const words = (posts: PostHeld[], moment: string, shifts = [shift]) =>
  answersFor(agreement, posts, shifts, at(moment), ask).map((one) => one.words)

test('On the rota and in the hours each council is answered for itself, a mirrored one for reading only', () => {
  assert.deepEqual(words([held(911), held(912), held(913)], '2026-11-24T02:00:00Z'), [
    'May read and write in the record of a child of Council 911, for emergency duty.',
    'May read the record of a child of Council 912, for emergency duty.',
    "Nothing of Council 913: the night team opens none of this council's records.",
  ])
})

test('By day, off the rota, in another role or after the post has ended nothing opens, and the answer says why', () => {
  assert.match(words([held(911)], '2026-11-23T12:00:00Z')[0] ?? '', /only from 17:00 to 09:00/)
  assert.match(words([held(911)], '2026-11-25T02:00:00Z')[0] ?? '', /whoever is on the rota/)
  assert.match(words([held(911)], '2026-11-24T02:00:00Z', [])[0] ?? '', /whoever is on the rota/)
  assert.match(
    words([held(911, { role: 'team manager' })], '2026-11-24T02:00:00Z')[0] ?? '',
    /not for posts of team manager/,
  )
  const gone = held(911, { endedAt: at('2026-11-24T01:00:00Z') })
  assert.match(words([gone], '2026-11-24T02:00:00Z')[0] ?? '', /is not held then/)
})

test('Of two posts in one council the one that opens more is the answer', () => {
  assert.deepEqual(words([held(911, { role: 'auditor' }), held(911)], '2026-11-24T02:00:00Z'), [
    'May read and write in the record of a child of Council 911, for emergency duty.',
  ])
})

test('The page of the agreement promises no more of a mirrored council than its walls open', () => {
  const group = (reachesId: number) => ({ ...held(reachesId), people: 1, fte: 1 }) as unknown as PostGroup
  const now = at('2026-11-24T02:00:00Z')
  const levels = [911, 912].map((id) => answerOf(agreement, group(id), { now, ...ask }).level)
  assert.deepEqual(levels, ['write', 'record'])
})

test('A kind of post is answered as if it were on the rota, with the clause that decides', () => {
  const group = { ...held(911), arrangementId: 'a', people: 1, fte: 1 } as unknown as PostGroup
  const [answer] = answersForKind(agreement, [group], at('2026-11-24T02:00:00Z'), ask)
  assert.deepEqual([answer?.level, answer?.clause], ['write', 'Clause 3'])
  assert.equal(answersForKind(agreement, [group], at('2026-11-24T12:00:00Z'), ask)[0]?.level, null)
})
