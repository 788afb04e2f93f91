import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, event, found, spell } from './examples.ts'

describe('A child in need plan', () => {
  it('is reviewed after the first interval, then after the longer one', () => {
    const history = child(
      '2015-06-15',
      spell('child_in_need_plan', '2026-03-02'),
      event('child_in_need_review', '2026-04-10'),
    )
    assert.deepEqual(found('cin-plan-review', history, '2026-05-01'), [
      '2026-03-02 due 2026-04-13 done 2026-04-10',
      '2026-04-10 due 2026-07-03 owed',
    ])
  })
  it('asks for nothing more once it has ended', () => {
    const history = child('2015-06-15', spell('child_in_need_plan', '2026-03-02', '2026-04-01'))
    assert.deepEqual(found('cin-plan-review', history, '2026-07-01'), [])
    assert.deepEqual(found('cin-visit', history, '2026-07-01'), [])
  })
  it('keeps the visit that was late when it ended, and asks for it no more', () => {
    const history = child('2015-06-15', spell('child_in_need_plan', '2026-03-02', '2026-04-20'))
    assert.deepEqual(found('cin-visit', history, '2026-07-01'), ['2026-03-02 due 2026-04-13 lapsed 2026-04-20, 7 late'])
  })
  it('is not answered by a visit at which the child was not seen', () => {
    const history = child(
      '2015-06-15',
      spell('child_in_need_plan', '2026-03-02'),
      event('visit', '2026-03-20', { code: 'child_in_need', detail: { seen: false } }),
    )
    assert.deepEqual(found('cin-visit', history, '2026-04-01'), ['2026-03-02 due 2026-04-13 owed'])
  })
  it('is not answered by a visit of another kind', () => {
    const history = child(
      '2015-06-15',
      spell('child_in_need_plan', '2026-03-02'),
      event('visit', '2026-03-20', { code: 'other' }),
    )
    assert.deepEqual(found('cin-visit', history, '2026-04-01'), ['2026-03-02 due 2026-04-13 owed'])
  })
})
