import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../lib/day.ts'
import { child, event, spell } from '../timescales/examples.ts'
import { stateAt } from './as-at.ts'
import type { History } from './history.ts'

const tags = (history: History, on: string) => stateAt(history, day(on)).tags

describe('What held on a day', () => {
  const referral = spell('referral', '2026-01-05', '2026-12-01', { code: '2A', endCode: 'RC7' })
  const plan = spell('child_protection_plan', '2026-01-30', '2026-07-20', {
    code: 'MUL',
    detail: { initialCategory: 'NEG' },
  })
  const care = spell('looked_after', '2026-03-02', '2026-10-05')
  const history = child(
    '2015-06-15',
    referral,
    spell('assessment', '2026-01-06', '2026-02-10'),
    spell('child_in_need_plan', '2026-01-12', '2026-01-30'),
    plan,
    event('review_conference', '2026-04-20', { spellId: plan.id, code: 'MUL' }),
    care,
    spell('legal_status', '2026-03-02', '2026-06-01', { code: 'C1', withinId: care.id }),
    spell('legal_status', '2026-06-01', '2026-10-05', { code: 'C2', withinId: care.id }),
    spell('placement', '2026-03-02', '2026-05-04', { code: 'U6', withinId: care.id }),
    spell('placement', '2026-05-04', '2026-10-05', { code: 'K2', withinId: care.id }),
    spell('missing', '2026-05-10', '2026-05-12', { code: 'M' }),
    spell('allocation', '2026-01-06', '2026-04-01', { code: 'social worker', workerId: 'first' }),
    spell('allocation', '2026-04-01', null, { code: 'social worker', workerId: 'second' }),
    spell('allocation', '2026-03-09', null, { code: 'reviewing officer', workerId: 'officer' }),
  )
  it('is told in tags', () => {
    assert.deepEqual(tags(history, '2026-01-04'), [])
    assert.deepEqual(tags(history, '2026-01-05'), ['Referral'])
    assert.deepEqual(tags(history, '2026-01-08'), ['Assessment'])
    assert.deepEqual(tags(history, '2026-01-20'), ['Child in need plan', 'Assessment'])
    assert.deepEqual(tags(history, '2026-02-20'), ['Child protection plan: neglect'])
    assert.deepEqual(tags(history, '2026-03-10'), ['Child protection plan: neglect', 'Looked after: C1'])
    assert.deepEqual(tags(history, '2026-05-11'), [
      'Missing',
      'Child protection plan: more than one category',
      'Looked after: C1',
    ])
    assert.deepEqual(tags(history, '2026-08-01'), ['Looked after: C2'])
    assert.deepEqual(tags(history, '2026-11-01'), ['Referral'])
    assert.deepEqual(tags(history, '2026-12-02'), ['Closed'])
  })
  it('on a day when one ended and the next began is the next', () => {
    assert.equal(stateAt(history, day('2026-01-30')).plan?.kind, 'child protection')
    assert.equal(stateAt(history, day('2026-05-04')).placement?.code, 'K2')
    assert.equal(stateAt(history, day('2026-05-03')).placement?.code, 'U6')
    assert.equal(stateAt(history, day('2026-06-01')).legalStatus?.code, 'C2')
    assert.equal(stateAt(history, day('2026-04-01')).allocation?.workerId, 'second')
  })
  it('includes the last day of what ended then', () => {
    assert.equal(stateAt(history, day('2026-10-05')).lookedAfter?.id, care.id)
    assert.equal(stateAt(history, day('2026-10-06')).lookedAfter, null)
  })
  it('knows the category of abuse of that day, not only the latest', () => {
    const category = (on: string) => stateAt(history, day(on)).plan?.category
    assert.equal(category('2026-01-30'), 'NEG')
    assert.equal(category('2026-04-19'), 'NEG')
    assert.equal(category('2026-04-20'), 'MUL')
  })
  it('has the category of a plan that came without dated changes', () => {
    const imported = child('2015-06-15', spell('child_protection_plan', '2026-01-30', null, { code: 'EMO' }))
    assert.deepEqual(tags(imported, '2026-02-01'), ['Child protection plan: emotional abuse'])
  })
  it('knows who held the child: a lead practitioner before a social worker', () => {
    assert.equal(stateAt(history, day('2026-02-01')).allocation?.workerId, 'first')
    assert.equal(stateAt(history, day('2026-05-01')).allocations.length, 2)
    const led = child(
      '2015-06-15',
      spell('allocation', '2026-01-06', null, { code: 'social worker' }),
      spell('allocation', '2026-02-06', null, { code: 'lead practitioner' }),
    )
    assert.equal(stateAt(led, day('2026-03-01')).allocation?.code, 'lead practitioner')
    assert.equal(stateAt(led, day('2026-02-01')).allocation?.code, 'social worker')
    assert.equal(stateAt(child('2015-06-15'), day('2026-02-01')).allocation, null)
  })
  it('knows a child before birth, at an age, and after death', () => {
    const unborn = { ...child(null, spell('referral', '2026-01-05')), expectedOn: day('2026-06-01') }
    assert.equal(stateAt(unborn, day('2026-02-01')).unborn, true)
    assert.deepEqual(tags(unborn, '2026-02-01'), ['Unborn', 'Referral'])
    const later = child('2026-05-20', spell('referral', '2026-01-05'))
    assert.equal(stateAt(later, day('2026-05-19')).unborn, true)
    assert.equal(stateAt(later, day('2026-05-20')).age, 0)
    assert.equal(stateAt(history, day('2026-06-14')).age, 10)
    assert.equal(stateAt(history, day('2026-06-15')).age, 11)
    const died = { ...history, diedOn: day('2026-09-01') }
    assert.deepEqual(tags(died, '2026-09-02'), ['Died'])
    assert.deepEqual(tags(died, '2026-08-01'), ['Looked after: C2'])
  })
  it('names care leavers and urgent states in words', () => {
    const leaver = child('2006-01-01', spell('care_leaver', '2024-01-01', null, { code: 'former-relevant' }))
    assert.deepEqual(tags(leaver, '2026-01-01'), ['Care leaver: former relevant'])
    const relevant = child('2009-01-01', spell('care_leaver', '2026-01-01', null, { code: 'relevant' }))
    assert.deepEqual(tags(relevant, '2026-02-01'), ['Care leaver: relevant'])
    const urgent = child(
      '2015-06-15',
      care,
      spell('legal_status', '2026-03-02', null, { code: 'L1' }),
      spell('emergency_protection', '2026-03-02', null, { code: 'L1' }),
    )
    assert.deepEqual(tags(urgent, '2026-03-03'), ['Police protection', 'Looked after: L1'])
    const away = child('2015-06-15', spell('missing', '2026-03-02', null, { code: 'A' }))
    assert.deepEqual(tags(away, '2026-03-03'), ['Away without permission'])
  })
})
