import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { isUnanswered, likeness, progressOf } from './exchange.ts'

const today = day('2026-11-23')

test('An action is overdue from the day after it was due, until it is done', () => {
  assert.equal(progressOf({ dueOn: day('2026-11-23'), doneOn: null }, today), 'under way')
  assert.equal(progressOf({ dueOn: day('2026-11-22'), doneOn: null }, today), 'overdue')
  assert.equal(progressOf({ dueOn: day('2026-11-22'), doneOn: today }, today), 'done')
})

test('An unanswered idea goes overdue on its date', () => {
  assert.equal(isUnanswered({ answer: null, answerDueOn: day('2026-11-23') }, today), false)
  assert.equal(isUnanswered({ answer: null, answerDueOn: day('2026-11-22') }, today), true)
  assert.equal(isUnanswered({ answer: 'Yes.', answerDueOn: day('2026-11-22') }, today), false)
})

test('Likeness is the average of how near each figure is, the same from either side', () => {
  const here = { children: 40_000, rate: 50, staff: null }
  const there = { children: 20_000, rate: 50, staff: 12 }
  assert.deepEqual(likeness(here, there), {
    score: 75,
    parts: [
      { name: 'children', mine: 40_000, theirs: 20_000, alike: 50 },
      { name: 'rate', mine: 50, theirs: 50, alike: 100 },
    ],
  })
  assert.equal(likeness(there, here).score, 75)
  assert.equal(likeness(here, here).score, 100)
  assert.equal(likeness(here, { children: null, rate: null, staff: null }).score, null)
})
