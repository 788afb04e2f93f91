import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { reviewProblem, usualReview } from './restriction.ts'

test('a restriction is looked at again after ninety days, and within a year at the latest', () => {
  const today = day('2026-11-23')
  assert.equal(usualReview(today).toString(), '2027-02-21')
  assert.equal(reviewProblem(usualReview(today), today), null)
  assert.match(reviewProblem(today, today) ?? '', /after today/)
  assert.match(reviewProblem(day('2027-12-01'), today) ?? '', /within a year/)
})
