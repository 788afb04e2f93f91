import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { day } from '../../../lib/day.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import type { Spell } from '../journey/history.ts'
import type { SpellKind } from '../journey/kinds.ts'
import { becauseSentence, openedSentence } from './because.ts'
import { dueOrder, dueWords } from './due-words.ts'
import { tagsOn } from './tags.ts'

const calendar = calendarOf(bankHolidays)
// Friday 20 November 2026, ten in the morning
const today = day('2026-11-20')
const now = Temporal.Instant.from('2026-11-20T10:00:00Z')
const words = (dueOn: string | null, dueAt: string | null = null) =>
  dueWords(
    { dueOn: dueOn === null ? null : day(dueOn), dueAt: dueAt === null ? null : Temporal.Instant.from(dueAt) },
    { today, now, calendar },
  )

let count = 0
const spell = (kind: SpellKind, startsOn: string, endsOn: string | null = null, code: string | null = null): Spell => ({
  id: `spell-${count++}`,
  kind,
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
  code,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
})
const tags = (spells: Spell[], more: Partial<Parameters<typeof tagsOn>[0]> = {}) =>
  tagsOn({
    spells,
    on: today,
    restricted: false,
    confidentialAddress: false,
    diedOn: null,
    wording: {},
    whole: true,
    ...more,
  }).map((tag) => tag.text)

test('what is due is counted in working days, over a weekend and a bank holiday', () => {
  assert.equal(words('2026-11-25').tag, 'Due in 3 days')
  assert.equal(words('2026-11-25').sentence, '3 working days left')
  assert.equal(words('2026-11-23').tag, 'Due in 1 day')
  // 24 December to 29 December: Christmas Day, a Saturday, a Sunday, the bank holiday for Boxing Day
  assert.equal(
    dueWords({ dueOn: day('2026-12-29'), dueAt: null }, { today: day('2026-12-24'), now, calendar }).tag,
    'Due in 1 day',
  )
})

test('the last day says today, and no list ever says 0 days', () => {
  assert.equal(words('2026-11-20').tag, 'Due today')
  assert.equal(words('2026-11-21').tag, 'Due in 1 day')
  assert.equal(words('2026-11-21').sentence, 'no working day left before it')
  const sunday = dueWords({ dueOn: day('2026-11-21'), dueAt: null }, { today: day('2026-11-22'), now, calendar })
  assert.deepEqual([sunday.tag, sunday.sentence, sunday.late], ['Overdue 1 day', 'no working day since', true])
})

test('what is late says by how many working days', () => {
  assert.deepEqual([words('2026-11-18').tag, words('2026-11-18').sentence], ['Overdue 2 days', '2 working days late'])
  assert.equal(words('2026-11-13').tag, 'Overdue 5 days')
})

test('a duty without a number in law is due promptly', () => {
  assert.equal(words(null).tag, 'Promptly')
})

test('a limit in hours is counted in hours', () => {
  assert.equal(words('2026-11-20', '2026-11-20T15:30:00Z').tag, 'Due in 5 hours')
  assert.equal(words('2026-11-20', '2026-11-20T08:00:00Z').tag, 'Overdue 2 hours')
  assert.equal(words('2026-11-25', '2026-11-25T15:30:00Z').tag, 'Due in 3 days')
})

test('the longest late stands first and what has no number comes before what has time', () => {
  const at = (dueOn: string | null) => ({ dueOn: dueOn === null ? null : day(dueOn), dueAt: null })
  const order = dueOrder([at('2026-12-01'), at(null), at('2026-11-20'), at('2026-11-01'), at('2026-11-10')], today)
  assert.deepEqual(
    order.map((one) => one.dueOn?.toString() ?? null),
    ['2026-11-01', '2026-11-10', null, '2026-11-20', '2026-12-01'],
  )
})

test('a plan that has ended is not shown as current, not even on the day it ended', () => {
  assert.deepEqual(tags([spell('child_protection_plan', '2025-01-01', '2026-11-20', 'NEG')]), ['Closed'])
  assert.deepEqual(tags([spell('child_protection_plan', '2025-01-01', null, 'NEG')]), [
    'Child protection plan: neglect',
  ])
})

test('a past date shows the states of that date and none that came later', () => {
  const spells = [
    spell('child_in_need_plan', '2024-01-01', '2024-06-01'),
    spell('child_protection_plan', '2024-06-01', '2025-03-01', 'EMO'),
    spell('looked_after', '2025-03-01'),
    spell('legal_status', '2025-03-01', '2025-09-01', 'C1'),
    spell('legal_status', '2025-09-01', null, 'C2'),
  ]
  assert.deepEqual(tags(spells, { on: day('2023-12-31') }), [])
  assert.deepEqual(tags(spells, { on: day('2024-05-01') }), ['Child in need plan'])
  assert.deepEqual(tags(spells, { on: day('2024-06-01') }), ['Child protection plan: emotional abuse'])
  assert.deepEqual(tags(spells, { on: day('2025-04-01') }), ['Looked after', 'Interim care order'])
  assert.deepEqual(tags(spells, { on: day('2025-09-01') }), ['Looked after', 'Care order'])
})

test('a council reads its own words', () => {
  assert.deepEqual(tags([spell('looked_after', '2025-03-01')], { wording: { 'looked after': 'in our care' } }), [
    'In our care',
  ])
})

test('police protection is said once although it is a legal status as well', () => {
  const spells = [
    spell('emergency_protection', '2026-11-19', null, 'L1'),
    spell('looked_after', '2026-11-19'),
    spell('legal_status', '2026-11-19', null, 'L1'),
  ]
  assert.deepEqual(tags(spells), ['Police protection', 'Looked after'])
})

test('somebody who sees a summary is never told that a child is closed', () => {
  assert.deepEqual(tags([spell('child_in_need_plan', '2024-01-01', '2024-06-01')], { whole: false }), [])
})

test('restricted records and confidential addresses are said beside the states', () => {
  assert.deepEqual(tags([spell('referral', '2026-11-01')], { restricted: true, confidentialAddress: true }), [
    'Restricted record',
    'Open referral',
    'Confidential address',
  ])
})

test('the reason a page opened is a sentence about the reader', () => {
  assert.equal(becauseSentence('allocated social worker'), "you are this child's allocated social worker")
  assert.equal(
    becauseSentence('Night worker, under Out of hours service'),
    'your post is Night worker, under the agreement Out of hours service',
  )
  assert.equal(becauseSentence('Team manager'), 'your post is Team manager')
  assert.equal(
    becauseSentence('named for this restricted record'),
    'you are one of the people named for this restricted record',
  )
  assert.equal(openedSentence(1), 'Only you opened this record this month')
  assert.equal(openedSentence(6), '6 people opened this record this month')
})
