import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, event, found, spell } from './examples.ts'

const born = '2015-06-15'

describe('The offer of a family group meeting', () => {
  it('is owed without a date while pre-proceedings last', () => {
    const history = child(born, spell('pre_proceedings', '2026-03-16'))
    assert.deepEqual(found('fgdm-offer', history, '2026-06-01'), ['2026-03-16 due promptly owed'])
  })
  it('is late from the application that it should have come before', () => {
    const history = child(
      born,
      spell('pre_proceedings', '2026-03-16', '2026-05-11'),
      spell('proceedings', '2026-05-11'),
    )
    assert.deepEqual(found('fgdm-offer', history, '2026-05-21'), ['2026-03-16 due 2026-05-11 owed, 10 late'])
  })
  it('takes the day of an application recorded without its proceedings', () => {
    const history = child(
      born,
      spell('pre_proceedings', '2026-03-16', '2026-05-11'),
      event('care_application', '2026-05-11'),
    )
    assert.deepEqual(found('fgdm-offer', history, '2026-05-12'), ['2026-03-16 due 2026-05-11 owed, 1 late'])
  })
  it("is answered by a record that it would not be in the child's interests", () => {
    const history = child(
      born,
      spell('pre_proceedings', '2026-03-16'),
      event('family_group_offer', '2026-03-20', { code: 'not in best interests' }),
    )
    assert.deepEqual(found('fgdm-offer', history, '2026-06-01'), ['2026-03-16 due promptly done 2026-03-20'])
  })
  it('falls away when pre-proceedings end without an application', () => {
    const history = child(born, spell('pre_proceedings', '2026-03-16', '2026-05-11'))
    assert.deepEqual(found('fgdm-offer', history, '2026-06-01'), ['2026-03-16 due promptly lapsed 2026-05-11'])
  })
})

describe('Reviews in pre-proceedings', () => {
  it('count from the first meeting, not from the letter', () => {
    const history = child(born, spell('pre_proceedings', '2026-03-02'))
    assert.deepEqual(found('pre-proceedings-review', history, '2026-06-01'), [])
  })
})
