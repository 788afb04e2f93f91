import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JourneyEvent, Spell } from '../journey/history.ts'
import { child, event, found, spell } from './examples.ts'

const young = '2025-06-15'
const care = spell('looked_after', '2026-03-30')
const review = (on: string, detail = {}) => event('looked_after_review', on, { detail })

describe('An adoption panel', () => {
  it('is counted from the first review that made adoption the plan, not from those that kept it', () => {
    const history = child(
      young,
      care,
      review('2026-07-20', { permanencePlan: 'adoption' }),
      review('2026-09-01', { permanencePlan: 'adoption' }),
    )
    assert.deepEqual(found('adoption-panel', history, '2026-09-05'), ['2026-07-20 due 2026-09-20 owed'])
  })
  it('is not needed where the court decides without one', () => {
    const history = child(young, care, review('2026-07-20', { permanencePlan: 'adoption', panelNeeded: false }))
    assert.deepEqual(found('adoption-panel', history, '2026-12-05'), [])
  })
  it('falls away when a review changes the plan', () => {
    const history = child(
      young,
      care,
      review('2026-07-20', { permanencePlan: 'adoption' }),
      review('2026-09-01', { permanencePlan: 'return home' }),
    )
    assert.deepEqual(found('adoption-panel', history, '2026-12-05'), [])
  })
})

describe("The decision-maker's timescales", () => {
  it('run over bank holidays in working days', () => {
    const history = child(young, care, event('panel_minutes', '2026-12-21'), event('adoption_decision', '2026-12-21'))
    assert.deepEqual(found('adm-decision', history, '2026-12-22'), ['2026-12-21 due 2027-01-04 done 2026-12-21'])
    assert.deepEqual(found('adm-tell-oral', history, '2026-12-22'), ['2026-12-21 due 2026-12-23 owed'])
    assert.deepEqual(found('adm-tell-written', history, '2026-12-22'), ['2026-12-21 due 2026-12-30 owed'])
  })
  it('take papers as sent once the panel has met', () => {
    const history = child(young, care, event('permanence_report', '2026-04-01'), event('adoption_panel', '2026-05-06'))
    assert.deepEqual(found('panel-papers', history, '2026-06-01'), ['2026-04-01 due 2026-05-13 done 2026-05-06'])
  })
})

describe('A match', () => {
  const adoption = (detail = {}, endsOn: string | null = null) => spell('adoption', '2026-05-22', endsOn, { detail })
  it('is due in three months for a baby given up for adoption', () => {
    assert.deepEqual(found('match', child('2026-02-01', care, adoption({ relinquished: true })), '2026-06-01'), [
      '2026-05-22 due 2026-08-22 owed',
    ])
  })
  it('is due in six months for one already six months old, and for one not given up', () => {
    const older = child('2025-11-22', care, adoption({ relinquished: true }))
    assert.deepEqual(found('match', older, '2026-06-01'), ['2026-05-22 due 2026-11-22 owed'])
    assert.deepEqual(found('match', child('2026-02-01', care, adoption()), '2026-06-01'), [
      '2026-05-22 due 2026-11-22 owed',
    ])
  })
  it('is shown by a placement with adopters', () => {
    const history = child(
      young,
      care,
      adoption(),
      spell('placement', '2026-10-05', null, { code: 'A6', withinId: care.id }),
    )
    assert.deepEqual(found('match', history, '2026-12-01'), ['2026-05-22 due 2026-11-22 done 2026-10-05'])
  })
  it('is looked for no more once the decision is reversed', () => {
    assert.deepEqual(found('match', child(young, care, adoption({}, '2026-08-03')), '2026-12-01'), [])
  })
})

describe('Adoption reviews', () => {
  const history = (...records: (Spell | JourneyEvent)[]) =>
    child(
      young,
      care,
      spell('legal_status', '2026-05-22', null, { code: 'E1', withinId: care.id }),
      spell('adoption', '2026-05-01', null, { withinId: care.id }),
      spell('placement', '2026-03-30', null, { code: 'U6', withinId: care.id }),
      ...records,
    )
  it('before placement are counted from the placement order where no other authority is recorded', () => {
    assert.deepEqual(found('adoption-review-before-1', history(), '2026-06-01'), ['2026-05-22 due 2026-08-22 owed'])
  })
  it('before placement come in three months, then six', () => {
    assert.deepEqual(found('adoption-review-before-1', history(review('2026-08-10')), '2026-09-01'), [
      '2026-05-22 due 2026-08-22 done 2026-08-10',
      '2026-08-10 due 2027-02-10 owed',
    ])
  })
  it('after placement come in four weeks, three months, then six', () => {
    const placed = history(
      spell('placement', '2026-09-07', null, { code: 'A6', withinId: care.id }),
      review('2026-10-02'),
      review('2027-01-05'),
    )
    assert.deepEqual(found('adoption-review-before-1', placed, '2027-02-01'), [
      '2026-05-22 due 2026-08-22 lapsed 2026-09-07, 16 late',
    ])
    assert.deepEqual(found('adoption-review-after-1', placed, '2027-02-01'), [
      '2026-09-07 due 2026-10-05 done 2026-10-02',
    ])
    assert.deepEqual(found('adoption-review-after-2', placed, '2027-02-01'), [
      '2026-10-02 due 2027-01-02 done 2027-01-05, 3 late',
      '2027-01-05 due 2027-07-05 owed',
    ])
  })
  it('end when care ends in adoption', () => {
    const adopted = spell('looked_after', '2026-03-30', '2026-12-01', { endCode: 'E11' })
    const done = child(
      young,
      adopted,
      spell('adoption', '2026-05-01', '2026-12-01', { withinId: adopted.id }),
      spell('placement', '2026-09-07', '2026-12-01', { code: 'A6', withinId: adopted.id }),
      review('2026-10-02'),
    )
    assert.deepEqual(found('adoption-review-after-2', done, '2027-06-01'), [])
  })
})

describe('The review of a placement that ended', () => {
  it('held before the 28th day still answers', () => {
    const ended = child(
      young,
      care,
      event('adoption_disruption', '2026-04-01'),
      event('disruption_review', '2026-04-20'),
    )
    assert.deepEqual(found('disruption-review', ended, '2026-06-01'), ['2026-04-01 due 2026-05-13 done 2026-04-20'])
  })
})
