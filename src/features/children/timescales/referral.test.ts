import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { breaches, outstanding } from './all.ts'
import { child, event, found, settingOn, spell } from './examples.ts'

describe('The decision on a referral', () => {
  it('is shown to be in time by an assessment that began in time, when nobody recorded the decision', () => {
    const history = child('2015-06-15', spell('referral', '2026-03-06'), spell('assessment', '2026-03-09'))
    assert.deepEqual(found('referral-decision', history, '2026-04-01'), ['2026-03-06 due 2026-03-09 done 2026-03-09'])
  })
  it('is not called late by an assessment that began later: the decision came some day before it', () => {
    const history = child('2015-06-15', spell('referral', '2026-03-06'), spell('assessment', '2026-03-13'))
    assert.deepEqual(found('referral-decision', history, '2026-04-01'), [])
  })
  it('belongs to the referral it names, not to an earlier one closed on the same day', () => {
    const first = spell('referral', '2026-03-02', '2026-03-06')
    const second = spell('referral', '2026-03-06')
    const history = child(
      '2015-06-15',
      first,
      second,
      event('referral_decision', '2026-03-03', { spellId: first.id }),
      event('referral_decision', '2026-03-10', { spellId: second.id }),
    )
    assert.deepEqual(found('referral-decision', history, '2026-04-01'), [
      '2026-03-02 due 2026-03-03 done 2026-03-03',
      '2026-03-06 due 2026-03-09 done 2026-03-10, 1 late',
    ])
  })
})

describe('The re-referral window', () => {
  const twice = (second: string) =>
    child('2015-06-15', spell('referral', '2026-02-27', '2026-03-02'), spell('referral', second))
  it('counts a referral on its last day', () => {
    assert.equal(
      found('re-referral-window', twice('2027-02-27'), '2027-03-01')[0],
      '2026-02-27 due 2027-02-27 done 2027-02-27',
    )
  })
  it('does not count one a day later', () => {
    assert.equal(found('re-referral-window', twice('2027-02-28'), '2027-03-01')[0], '2026-02-27 due 2027-02-27 owed')
  })
  it('is only counted: never outstanding, never late', () => {
    const history = child(
      '2015-06-15',
      spell('referral', '2025-01-10', '2025-01-13'),
      event('referral_decision', '2025-01-13'),
    )
    assert.deepEqual(outstanding(history, settingOn('2027-01-01')), [])
    assert.deepEqual(breaches(history, settingOn('2027-01-01')), [])
  })
})
