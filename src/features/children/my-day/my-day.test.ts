import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { day } from '../../../lib/day.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { timescales } from '../timescales/all.ts'
import { dueName } from './due-kinds.ts'
import { byRisk, concerns, type DayItem, daySentence, isDueThisWeek, isGoingLate, purposeOf } from './my-day.ts'

const when = {
  today: day('2026-11-23'),
  now: Temporal.Instant.from('2026-11-23T10:00:00Z'),
  calendar: calendarOf(bankHolidays),
}
const item = (timescale: string, dueOn: string | null, ...states: DayItem['states'][number][]): DayItem => ({
  timescale,
  dueOn: dueOn === null ? null : day(dueOn),
  dueAt: null,
  states,
})

test('A late visit to a child on a protection plan stands at the top, however late other things are', () => {
  const protection = item('cp-visit', '2026-11-22', 'child_protection_plan')
  const missing = item('return-home-interview', '2026-09-01', 'looked_after', 'missing')
  const old = item('cla-visit-year1', '2026-06-01', 'looked_after')
  assert.deepEqual(byRisk([old, missing, protection], when), [protection, missing, old])
})

test('A looked-after child on a protection plan counts as on the plan', () => {
  const both = item('cla-visit-first', '2026-11-20', 'looked_after', 'child_protection_plan')
  const need = item('cin-visit', '2026-10-01', 'child_in_need_plan')
  assert.deepEqual(byRisk([need, both], when), [both, need])
})

test('Late comes before not late, visits before reviews, and earlier before later', () => {
  const lateReview = item('cin-plan-review', '2026-11-10', 'child_in_need_plan')
  const lateVisit = item('cin-visit', '2026-11-18', 'child_in_need_plan')
  const olderVisit = item('cin-visit', '2026-11-12', 'child_in_need_plan')
  const coming = item('cp-visit', '2026-11-25', 'child_protection_plan')
  assert.deepEqual(byRisk([coming, lateReview, lateVisit, olderVisit], when), [
    olderVisit,
    lateVisit,
    lateReview,
    coming,
  ])
})

test('What is due today or on the next working day is going late', () => {
  assert.equal(isGoingLate(item('cin-visit', '2026-11-24'), when), true)
  assert.equal(isGoingLate(item('cin-visit', '2026-11-25'), when), false)
  const friday = { ...when, today: day('2026-11-27') }
  assert.equal(isGoingLate(item('cin-visit', '2026-11-30'), friday), true)
})

test('A limit in hours is late from its hour', () => {
  const hours = { ...item('police-protection', '2026-11-23'), dueAt: Temporal.Instant.from('2026-11-23T09:00:00Z') }
  assert.equal(byRisk([item('cla-review-1', '2026-11-20', 'looked_after'), hours], when).length, 2)
  assert.equal(isGoingLate(hours, when), true)
})

test('Due this week is within five working days and not already going late; what has no date is due promptly', () => {
  assert.equal(isDueThisWeek(item('cin-visit', '2026-11-30'), when), true)
  assert.equal(isDueThisWeek(item('cin-visit', '2026-12-01'), when), false)
  assert.equal(isDueThisWeek(item('cin-visit', '2026-11-20'), when), false)
  assert.equal(isDueThisWeek(item('cla-visit-asked', null), when), true)
})

test('One sentence says how many children, and what is late', () => {
  const visit = item('cin-visit', '2026-11-01')
  const review = item('cin-plan-review', '2026-11-01')
  assert.equal(daySentence(16, []), 'You hold 16 children. Nothing is late.')
  assert.equal(daySentence(16, [visit, visit]), 'You hold 16 children. 2 visits are late.')
  assert.equal(daySentence(1, [visit]), 'You hold 1 child. 1 visit is late.')
  assert.equal(daySentence(16, [review]), 'You hold 16 children. No visit is late; 1 other thing is.')
  assert.equal(
    daySentence(16, [visit, review, review]),
    'You hold 16 children. 1 visit is late, and 2 other things are too.',
  )
})

test('A reviewing officer sees to reviews and a chair to conferences; a social worker to everything', () => {
  assert.equal(concerns('reviewing officer', 'cla-review-n'), true)
  assert.equal(concerns('reviewing officer', 'cla-visit-year1'), false)
  assert.equal(concerns('reviewing officer', 'core-group-next'), false)
  assert.equal(concerns('conference chair', 'rcpc-next'), true)
  assert.equal(concerns('conference chair', 'cp-visit'), false)
  assert.equal(concerns('social worker', 'dental'), true)
})

test('Every timescale has words of its own for a list', () => {
  const without = timescales.filter((one) => dueName(one.id).words === one.id && one.id !== 'assessment')
  assert.deepEqual(
    without.map((one) => one.id),
    [],
  )
})

test('Somebody who holds no children is told what their post is for', () => {
  assert.match(purposeOf('elected member').sentence, /never shown/)
  assert.ok(purposeOf('team manager').links.some((link) => link.href === '/team'))
  assert.match(purposeOf('social worker').sentence, /You hold no children today/)
})
