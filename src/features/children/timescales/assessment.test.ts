import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, event, found, spell } from './examples.ts'

describe('The 45 working days of an assessment', () => {
  it('run from the referral for a new child, even when the assessment began two days later', () => {
    const history = child('2015-06-15', spell('referral', '2026-03-02'), spell('assessment', '2026-03-04'))
    assert.deepEqual(found('assessment', history, '2026-03-10'), ['2026-03-02 due 2026-05-07 owed'])
  })
  it('run from the start of the assessment on a case that was already assessed', () => {
    const history = child(
      '2015-06-15',
      spell('referral', '2025-09-01'),
      spell('assessment', '2025-09-02', '2025-10-10'),
      spell('assessment', '2026-03-18'),
    )
    assert.deepEqual(found('assessment', history, '2026-03-20'), [
      '2025-09-01 due 2025-11-03 done 2025-10-10',
      '2026-03-18 due 2026-05-26 owed',
    ])
  })
  it('run from the start of the assessment for a child already on a plan', () => {
    const history = child(
      '2015-06-15',
      spell('referral', '2025-09-01'),
      spell('child_protection_plan', '2025-09-20', null, { code: 'NEG' }),
      spell('assessment', '2026-03-18'),
    )
    assert.deepEqual(found('assessment', history, '2026-03-20'), ['2026-03-18 due 2026-05-26 owed'])
  })
  it('run from the start of the assessment where the record says the case was open', () => {
    const history = child(
      '2015-06-15',
      spell('referral', '2025-09-01'),
      spell('assessment', '2026-03-18', null, { detail: { openCase: true } }),
    )
    assert.deepEqual(found('assessment', history, '2026-03-20'), ['2026-03-18 due 2026-05-26 owed'])
  })
  it('run from the referral the assessment lies within when a child was referred twice', () => {
    const first = spell('referral', '2025-06-02', '2026-03-02')
    const second = spell('referral', '2026-03-02')
    const history = child('2015-06-15', first, second, spell('assessment', '2026-03-04', null, { withinId: second.id }))
    assert.deepEqual(found('assessment', history, '2026-03-10'), ['2026-03-02 due 2026-05-07 owed'])
  })
})

describe('The checkpoints of an assessment', () => {
  const assessment = spell('assessment', '2026-03-04')
  const checkpoint = (on: string) =>
    event('management_decision', on, { code: 'assessment checkpoint', spellId: assessment.id })
  it('are two, both counted from the start of the assessment', () => {
    const history = child('2015-06-15', assessment, checkpoint('2026-03-17'))
    assert.deepEqual(found('assessment-checkpoint', history, '2026-03-20'), [
      '2026-03-04 due 2026-03-18 done 2026-03-17',
      '2026-03-04 due 2026-04-10 owed',
    ])
  })
  it('are one where the council set one', () => {
    const local = { 'assessment-checkpoint': { within: 10, unit: 'working_day' } as const }
    const history = child('2015-06-15', assessment, checkpoint('2026-03-20'))
    assert.deepEqual(found('assessment-checkpoint', history, '2026-04-20', { local }), [
      '2026-03-04 due 2026-03-18 done 2026-03-20, 2 late',
    ])
  })
  it('are not other decisions of a manager', () => {
    const history = child(
      '2015-06-15',
      assessment,
      event('management_decision', '2026-03-06', { spellId: assessment.id }),
    )
    assert.deepEqual(found('assessment-checkpoint', history, '2026-03-10'), ['2026-03-04 due 2026-03-18 owed'])
  })
})
