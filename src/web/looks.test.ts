import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMirrored, mirrorState } from './looks.ts'

const look = { recordKept: 'mirrored', mirrorTrueOf: '2026-11-22T02:00:00Z', mirrorStaleHours: 36 } as const
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)

test('A mirror is fresh up to its threshold and stale after it; a council that keeps its record here has none', () => {
  assert.equal(mirrorState(look, at('2026-11-23T14:00:00Z'))?.state, 'fresh')
  assert.equal(mirrorState(look, at('2026-11-23T14:00:01Z'))?.state, 'stale')
  assert.equal(mirrorState({ ...look, mirrorStaleHours: 48 }, at('2026-11-23T20:00:00Z'))?.state, 'fresh')
  assert.deepEqual(mirrorState({ ...look, mirrorTrueOf: null }, at('2026-11-23T14:00:00Z')), {
    state: 'empty',
    trueOf: null,
  })
  assert.equal(mirrorState({ ...look, recordKept: 'here' }, at('2026-12-23T14:00:00Z')), null)
  assert.deepEqual([isMirrored(look), isMirrored({ recordKept: 'here' })], [true, false])
})
