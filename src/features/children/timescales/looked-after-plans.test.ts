import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../lib/day.ts'
import { child, event, found, spell } from './examples.ts'

const born = '2015-06-15'

describe('The care plan', () => {
  const care = spell('looked_after', '2026-03-30')
  it('made before the child came in is in time', () => {
    const history = child(born, care, event('care_plan', '2026-03-20'))
    assert.deepEqual(found('care-plan', history, '2026-05-01'), ['2026-03-30 due 2026-04-15 done 2026-03-20'])
  })
  it('of an earlier time in care does not answer for this one', () => {
    const history = child(
      born,
      spell('looked_after', '2024-01-08', '2025-02-03'),
      care,
      event('care_plan', '2024-01-15'),
    )
    assert.deepEqual(found('care-plan', history, '2026-04-01').at(-1), '2026-03-30 due 2026-04-15 owed')
  })
  it('counts from the first placement', () => {
    const history = child(born, care, spell('placement', '2026-03-31', null, { code: 'U6', withinId: care.id }))
    assert.deepEqual(found('care-plan', history, '2026-04-01'), ['2026-03-31 due 2026-04-16 owed'])
  })
})

describe('The placement plan', () => {
  const care = spell('looked_after', '2026-01-05')
  const first = spell('placement', '2026-01-05', '2026-03-30', { code: 'U6', withinId: care.id })
  const second = spell('placement', '2026-03-30', null, { code: 'U6', withinId: care.id })
  it('is made anew at every move', () => {
    const history = child(born, care, first, second, event('placement_plan', '2026-01-06'))
    assert.deepEqual(found('placement-plan', history, '2026-04-01'), [
      '2026-01-05 due 2026-01-12 done 2026-01-06',
      '2026-03-30 due 2026-04-08 owed',
    ])
  })
  it('agreed before the move names the placement it is for', () => {
    const history = child(born, care, first, second, event('placement_plan', '2026-03-24', { spellId: second.id }))
    assert.deepEqual(found('placement-plan', history, '2026-04-01').at(-1), '2026-03-30 due 2026-04-08 done 2026-03-24')
  })
})

describe('The reviewing officer', () => {
  it('is named when one is allocated', () => {
    const history = child(
      born,
      spell('looked_after', '2026-03-30'),
      spell('allocation', '2026-04-02', null, { code: 'social worker' }),
      spell('allocation', '2026-04-07', null, { code: 'reviewing officer' }),
    )
    assert.deepEqual(found('iro-appoint', history, '2026-05-01'), ['2026-03-30 due 2026-04-08 done 2026-04-07'])
  })
})

describe('Reviews of the care plan', () => {
  const care = spell('looked_after', '2026-03-30')
  const review = (on: string, detail = {}) => event('looked_after_review', on, { code: 'PN1', detail })
  const all = (history: ReturnType<typeof child>, today: string, more = {}) =>
    ['cla-review-1', 'cla-review-2', 'cla-review-n'].map((id) => found(id, history, today, more))
  it('come in twenty working days, three months and six months, each counted from the last', () => {
    const history = child(born, care, review('2026-04-27'), review('2026-07-20'), review('2027-01-25'))
    assert.deepEqual(all(history, '2027-02-01'), [
      ['2026-03-30 due 2026-04-29 done 2026-04-27'],
      ['2026-04-27 due 2026-07-27 done 2026-07-20'],
      ['2026-07-20 due 2027-01-20 done 2027-01-25, 5 late', '2027-01-25 due 2027-07-25 owed'],
    ])
  })
  it('are one when two are recorded on one day', () => {
    const history = child(born, care, review('2026-04-27'), review('2026-04-27'))
    assert.deepEqual(all(history, '2026-05-01'), [
      ['2026-03-30 due 2026-04-29 done 2026-04-27'],
      ['2026-04-27 due 2026-07-27 owed'],
      [],
    ])
  })
  it('come earlier when the reviewing officer asks', () => {
    const history = child(born, care, review('2026-04-27', { nextBy: '2026-06-01' }))
    assert.deepEqual(found('cla-review-2', history, '2026-05-01'), ['2026-04-27 due 2026-06-01 owed'])
  })
  it('never come later for being asked for later', () => {
    const history = child(born, care, review('2026-04-27', { nextBy: '2026-12-01' }))
    assert.deepEqual(found('cla-review-2', history, '2026-05-01'), ['2026-04-27 due 2026-07-27 owed'])
  })
  it('on the first and on the last day of care count', () => {
    const first = child(born, spell('looked_after', '2026-03-30'), review('2026-03-30'))
    assert.deepEqual(found('cla-review-1', first, '2026-04-01'), ['2026-03-30 due 2026-04-29 done 2026-03-30'])
    const last = child(born, spell('looked_after', '2026-03-30', '2026-05-04'), review('2026-05-04'))
    assert.deepEqual(found('cla-review-1', last, '2026-06-01'), ['2026-03-30 due 2026-04-29 done 2026-05-04, 5 late'])
  })
  it('end with care', () => {
    const history = child(born, spell('looked_after', '2026-03-30', '2026-06-01'), review('2026-04-27'))
    assert.deepEqual(all(history, '2027-05-01'), [['2026-03-30 due 2026-04-29 done 2026-04-27'], [], []])
  })
  it('begin again with a new time in care', () => {
    const again = spell('looked_after', '2026-09-01')
    const history = child(born, spell('looked_after', '2026-03-30', '2026-06-01'), again, review('2026-04-27'))
    assert.deepEqual(found('cla-review-1', history, '2026-09-05'), [
      '2026-03-30 due 2026-04-29 done 2026-04-27',
      '2026-09-01 due 2026-09-29 owed',
    ])
  })
  it('are not asked for of a child who has short breaks', () => {
    const breaks = spell('looked_after', '2026-03-30')
    const history = child(born, breaks, spell('legal_status', '2026-03-30', null, { code: 'V4', withinId: breaks.id }))
    assert.deepEqual(all(history, '2026-09-01'), [[], [], []])
  })
  it('give way to adoption reviews from the authority to place, and count on from the last when that is over', () => {
    const young = '2025-06-15'
    const adoption = (endsOn: string | null) => spell('adoption', '2026-05-01', endsOn, { withinId: care.id })
    const records = [care, review('2026-04-27'), event('authority_to_place', '2026-05-22'), review('2026-08-10')]
    assert.deepEqual(all(child(young, adoption(null), ...records), '2026-09-01'), [
      ['2026-03-30 due 2026-04-29 done 2026-04-27'],
      [],
      [],
    ])
    assert.deepEqual(found('adoption-review-before-1', child(young, adoption(null), ...records), '2026-09-01'), [
      '2026-05-22 due 2026-08-22 done 2026-08-10',
      '2026-08-10 due 2027-02-10 owed',
    ])
    assert.deepEqual(found('cla-review-n', child(young, adoption('2026-10-01'), ...records), '2026-11-01'), [
      '2026-08-10 due 2027-02-10 owed',
    ])
    assert.deepEqual(
      found('adoption-review-before-1', child(young, adoption('2026-10-01'), ...records), '2026-11-01'),
      ['2026-05-22 due 2026-08-22 done 2026-08-10'],
    )
  })
})

describe("A child who came with the council's returns", () => {
  const recordsFrom = day('2027-01-04')
  const care = spell('looked_after', '2021-05-10')
  const review = (on: string) => event('looked_after_review', on, { code: 'PN1' })
  it('has nothing late that fell due before the records began', () => {
    const history = child(born, care, review('2026-08-10'))
    assert.deepEqual(found('care-plan', history, '2027-01-04', { recordsFrom }), [])
    assert.deepEqual(found('cla-review-1', history, '2027-01-04', { recordsFrom }), [])
    assert.deepEqual(found('cla-review-2', history, '2027-01-04', { recordsFrom }), [])
    assert.deepEqual(found('cla-review-n', history, '2027-01-04', { recordsFrom }), ['2026-08-10 due 2027-02-10 owed'])
  })
  it('has the next review counted from the first day of the records where no review is known', () => {
    assert.deepEqual(found('cla-review-1', child(born, care), '2027-01-04', { recordsFrom }), [
      '2027-01-04 due 2027-02-01 owed',
    ])
  })
  it('has what falls due on the first day of the records', () => {
    const just = spell('looked_after', '2026-12-21')
    const from = { recordsFrom: day('2027-01-06') }
    assert.deepEqual(found('care-plan', child(born, just), '2027-01-06', from), ['2026-12-21 due 2027-01-07 owed'])
    const before = { recordsFrom: day('2027-01-07') }
    assert.deepEqual(found('care-plan', child(born, just), '2027-01-08', before), [
      '2026-12-21 due 2027-01-07 owed, 1 late',
    ])
    const after = { recordsFrom: day('2027-01-08') }
    assert.deepEqual(found('care-plan', child(born, just), '2027-01-08', after), [])
  })
  it('is late like any other child from then on', () => {
    assert.deepEqual(found('cla-review-1', child(born, care), '2027-02-03', { recordsFrom }), [
      '2027-01-04 due 2027-02-01 owed, 2 late',
    ])
  })
})

describe('A change to the care plan', () => {
  it('waits no more once care has ended', () => {
    const history = child(
      born,
      spell('looked_after', '2026-03-30', '2026-06-01'),
      event('care_plan_change', '2026-05-11'),
    )
    assert.deepEqual(found('care-plan-change', history, '2026-07-01'), ['2026-05-11 due promptly lapsed 2026-06-01'])
  })
  it('waits for a review, unless it could not', () => {
    const care = spell('looked_after', '2026-03-30')
    const change = (detail: Record<string, unknown>) => event('care_plan_change', '2026-05-11', { detail })
    assert.deepEqual(found('care-plan-change', child(born, care, change({})), '2026-06-01'), [
      '2026-05-11 due promptly owed',
    ])
    assert.deepEqual(found('care-plan-change', child(born, care, change({ notPracticable: true })), '2026-06-01'), [])
  })
})
