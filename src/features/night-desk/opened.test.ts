import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays } from '../../lib/bank-holidays.ts'
import { queryKeys } from '../../lib/search-keys.ts'
import { calendarOf } from '../../lib/working-days.ts'
import { reviewDays, reviewState, shutsAt } from './break-glass/break-glass.ts'
import { isForgotten } from './call/call.ts'
import { closedNow, hiddenParts } from './desk/desk.ts'
import { linesOf, unexplained } from './morning/night-opened.ts'
import { onCallFor, type RotaPart, type Shift } from './rota/shift.ts'
import { byDanger, councilResponsibility, openingNeeded } from './summary/night-summary.ts'

// What opening a record at night asks for, and what is told of it. No database.

const at = (text: string) => Temporal.Instant.from(text)
const on = (text: string) => Temporal.PlainDate.from(text)
const plain = calendarOf(bankHolidays)

test('inside a call the call is the reason; outside, a summary asks why once in a turn', () => {
  const opening = (more: object) => ({
    openingId: 'o',
    callId: null,
    openedAt: at('2026-11-24T01:00:00Z'),
    closedAt: null,
    wrongPerson: false,
    ...more,
  })
  assert.equal(openingNeeded([], null), 'ask')
  assert.deepEqual(openingNeeded([], 'call 1'), { byCall: 'call 1' })
  assert.ok('open' in (openingNeeded([opening({})], null) as object))
  assert.ok('open' in (openingNeeded([opening({ callId: 'call 1' })], 'call 1') as object))
  // Another call is another reason, and is written down as one.
  assert.deepEqual(openingNeeded([opening({ callId: 'call 1' })], 'call 2'), { byCall: 'call 2' })
  assert.equal(openingNeeded([opening({ wrongPerson: true, closedAt: at('2026-11-24T01:01:00Z') })], null), 'ask')
})

test('a call that nobody ended is forgotten after six hours', () => {
  const call = { startedAt: at('2026-11-23T20:00:00Z') }
  assert.equal(isForgotten(call, at('2026-11-24T01:59:00Z')), false)
  assert.equal(isForgotten(call, at('2026-11-24T02:01:00Z')), true)
})

test('risk to staff stands first, and an order that gives the council parental responsibility is told with its law', () => {
  const order = byDanger([
    { code: 'allergy' },
    { code: 'something new' },
    { code: 'exploitation' },
    { code: 'risk to staff' },
  ])
  assert.deepEqual(
    order.map((risk) => risk.code),
    ['risk to staff', 'exploitation', 'allergy', 'something new'],
  )
  assert.match(councilResponsibility(['C2']) ?? '', /section 33/)
  assert.match(councilResponsibility(['E1', 'C2']) ?? '', /placement order/)
  assert.match(councilResponsibility(['L1']) ?? '', /Nobody gained/)
  assert.equal(councilResponsibility(['V2']), null)
})

test('what is broken open shuts after an hour, and no later than the agreed hours', () => {
  const now = at('2026-11-24T08:20:00Z')
  assert.equal(String(shutsAt(now, null)), '2026-11-24T09:20:00Z')
  assert.equal(String(shutsAt(now, at('2026-11-24T09:00:00Z'))), '2026-11-24T09:00:00Z')
  assert.equal(String(shutsAt(now, at('2026-11-24T17:00:00Z'))), '2026-11-24T09:20:00Z')
})

test('a broken glass is looked into the next working day and is with the director after three', () => {
  const said = (text: string) => {
    const { dueOn, escalateOn } = reviewDays(at(text), plain)
    return `${dueOn} ${escalateOn}`
  }
  assert.equal(said('2026-11-24T02:00:00Z'), '2026-11-24 2026-11-27')
  assert.equal(said('2026-11-20T22:00:00Z'), '2026-11-23 2026-11-25')
  assert.equal(said('2026-12-24T22:00:00Z'), '2026-12-29 2026-12-31')
  const one = { reviewDueOn: on('2026-11-24'), escalateOn: on('2026-11-27'), reviewedAt: null }
  assert.deepEqual(
    ['2026-11-24', '2026-11-25', '2026-11-27'].map((day) => reviewState(one, on(day))),
    ['to review', 'late', 'escalated'],
  )
  assert.equal(reviewState({ ...one, reviewedAt: at('2026-11-30T10:00:00Z') }, on('2026-12-30')), 'reviewed')
})

test('in the morning everything has a reason, or it is said that it has none', () => {
  const act = (workerId: string, childId: string, time: string) => ({
    workerId,
    childId,
    at: at(`2026-11-24T${time}:00Z`),
    task: 'read a record',
    outcome: 'opened',
  })
  const known = {
    opened: [
      {
        workerId: 'sam',
        childId: 'mina',
        openedAt: at('2026-11-24T01:00:00Z'),
        ground: 'call',
        words: '',
        wrongPerson: true,
      },
    ],
    broken: [
      {
        workerId: 'sam',
        childId: 'kai',
        openedAt: at('2026-11-24T02:00:00Z'),
        until: at('2026-11-24T03:00:00Z'),
        ground: 'missing child',
        reason: 'Police ask where he stayed',
      },
    ],
    contacts: [
      { workerId: 'ola', childId: 'mina', takenAt: at('2026-11-24T04:00:00Z'), caller: 'Police', decision: 'd' },
    ],
  }
  const acts = [
    act('sam', 'mina', '01:05'),
    act('sam', 'mina', '00:30'),
    act('sam', 'kai', '02:30'),
    act('sam', 'kai', '03:30'),
    act('sam', 'kai', '03:40'),
    act('ola', 'mina', '04:10'),
    act('ola', 'kai', '04:20'),
  ]
  assert.deepEqual(
    unexplained(acts, known).map((one) => `${one.workerId} ${one.childId} ${String(one.at).slice(11, 16)}`),
    ['sam mina 00:30', 'sam kai 03:30', 'sam kai 03:40', 'ola kai 04:20'],
  )
  const lines = linesOf(known, acts, { ground: (text) => text, breakGround: (text) => text })
  assert.deepEqual(
    lines.map((line) => line.kind),
    ['audit', 'opened', 'broken', 'audit', 'contact', 'audit'],
  )
  assert.match(lines[3]?.what ?? '', /2 times\. No reason was written down/)
})

test('a name alone answers for a hidden record only as it is written; with more, what sounds like it does too', () => {
  const today = on('2026-11-24')
  const alone = hiddenParts(queryKeys('Siobhan', today))
  assert.equal(alone.length, 1)
  assert.ok(alone[0]?.includes('n:siobhan'))
  assert.ok(alone[0]?.every((key) => !/^[ps]:/.test(key)))
  const both = hiddenParts(queryKeys('Siobhan 27/03/2015', today))
  assert.equal(both.length, 2)
  assert.ok(both.flat().some((key) => /^[ps]:/.test(key)))
  assert.ok(both.flat().includes('b:2015-03-27'))
})

test('outside its hours the desk says when it opens, and other reasons are told as they are', () => {
  const post = { postId: 'p', functions: ['emergency duty'] }
  const refusal = (councilId: number, reason: string) => ({
    councilId,
    postId: 'p',
    reason,
    clause: null,
    arrangementId: 'a',
  })
  const closed = closedNow(
    {
      livePosts: [post] as never,
      refusals: [
        refusal(911, 'the team opens records only from 17:00 to 09:00'),
        refusal(912, 'the team opens records only from 17:00 to 09:00'),
        refusal(913, 'the team is not in force today'),
        { ...refusal(914, 'of another post'), postId: 'q' },
      ],
    },
    new Map([['a', { from: '17:00', to: '09:00', nonWorkingDays: true }]]),
    at('2026-11-24T11:00:00Z'),
    () => plain,
  )
  assert.deepEqual(
    closed.map((one) => `${one.councilIds} ${one.opensAt}`),
    ['911,912 2026-11-24T17:00:00Z', '913 null'],
  )
})

test('the on-call manager is that of the child’s own council, then of the team, then whoever manages duty', () => {
  const shift = (councilId: number, teamId: string, part: RotaPart, name: string) =>
    ({ councilId, teamId, part, name }) as Shift
  const own = shift(912, 'theirs', 'on-call manager', 'Own')
  const team = shift(911, 'ours', 'on-call manager', 'Team')
  const duty = shift(912, 'front door', 'duty manager', 'Duty')
  const other = shift(913, 'elsewhere', 'on-call manager', 'Stranger')
  const named = (shifts: Shift[]) => onCallFor(shifts, 912, ['ours'])?.name ?? null
  assert.equal(named([other, duty, team, own]), 'Own')
  assert.equal(named([other, duty, team]), 'Team')
  assert.equal(named([other, duty]), 'Duty')
  assert.equal(named([other]), null)
})
