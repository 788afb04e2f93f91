import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonical } from '../../../access/audit.ts'
import { becauseWords, lookOf } from './look.ts'

test('an audit entry tells under which agreement and from which council somebody looked', () => {
  const text = canonical({
    at: Temporal.Instant.from('2026-11-20T10:00:00Z'),
    councilId: 911,
    workerId: null,
    childId: null,
    task: 'open a child',
    outcome: 'opened',
    reason: 'Night worker',
    arrangementId: '0198e2d4-0000-7000-8000-000000000000',
    detail: {},
  })
  assert.deepEqual(lookOf(text), { councilId: 911, arrangementId: '0198e2d4-0000-7000-8000-000000000000' })
})

test('an entry that is not as it should be says nothing, and stops no page', () => {
  for (const text of ['', '{', '{}', '[]', '[1,2]'])
    assert.deepEqual(lookOf(text), { councilId: null, arrangementId: null })
})

test('why somebody was let in or turned away is a clause a child could read', () => {
  assert.equal(becauseWords('opened', 'allocated social worker'), 'as the allocated social worker')
  assert.equal(
    becauseWords('saved', 'Night worker, under Out of hours service'),
    'as Night worker, under Out of hours service',
  )
  assert.equal(becauseWords('not found', 'no such record'), '(not theirs to find)')
  assert.equal(
    becauseWords('refused', 'Your post is not one that may record a visit'),
    '(Your post is not one that may record a visit)',
  )
})
