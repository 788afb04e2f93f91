import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, found, spell } from './examples.ts'

describe('The status of an unaccompanied child', () => {
  it('that ended with leave granted was kept', () => {
    const history = child(
      '2008-05-08',
      spell('unaccompanied', '2024-01-08', '2025-09-01', { endCode: 'leave granted' }),
    )
    assert.deepEqual(found('uasc-status-end', history, '2026-01-01'), ['2024-01-08 due 2026-05-08 done 2025-09-01'])
  })
  it('has no end to count to while no date of birth is known', () => {
    assert.deepEqual(found('uasc-status-end', child(null, spell('unaccompanied', '2024-01-08')), '2026-01-01'), [])
  })
})
