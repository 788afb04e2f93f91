import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, found, spell } from './examples.ts'

describe('Care proceedings', () => {
  it('run on to the day the court extended them to', () => {
    const history = child(
      '2015-06-15',
      spell('proceedings', '2026-03-16', null, { detail: { extendedTo: '2026-11-09' } }),
    )
    assert.deepEqual(found('care-proceedings', history, '2026-10-01'), ['2026-03-16 due 2026-11-09 owed'])
  })
  it('that ended after 26 weeks stay a breach', () => {
    const history = child('2015-06-15', spell('proceedings', '2026-03-16', '2026-09-21'))
    assert.deepEqual(found('care-proceedings', history, '2026-10-01'), [
      '2026-03-16 due 2026-09-14 done 2026-09-21, 7 late',
    ])
  })
})
