import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, event, found } from './examples.ts'

describe("Adopters' approval", () => {
  it('goes on to stage 1 only from a registration that was accepted', () => {
    const declined = child(null, event('adopter_registration_decision', '2026-04-10', { code: 'declined' }))
    assert.deepEqual(found('adopter-stage1', declined, '2026-09-01'), [])
  })
  it('has no break to count after a stage 1 that ended badly', () => {
    for (const code of ['withdrawn', 'not suitable']) {
      const ended = child(null, event('adopter_stage_1_end', '2026-06-10', { code }))
      assert.deepEqual(found('adopter-break', ended, '2027-09-01'), [], code)
    }
  })
})
