import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, event, found, spell } from './examples.ts'

const born = '2015-06-15'

describe('A strategy discussion', () => {
  it('on the day of the concern is in time', () => {
    const history = child(born, event('harm_concern', '2026-03-10'), event('strategy_discussion', '2026-03-10'))
    assert.deepEqual(found('strategy-discussion', history, '2026-03-12'), ['2026-03-10 due 2026-03-11 done 2026-03-10'])
  })
  it('is not asked for where the concern needed none', () => {
    const history = child(born, event('harm_concern', '2026-03-10', { detail: { strategyNeeded: false } }))
    assert.deepEqual(found('strategy-discussion', history, '2026-03-12'), [])
  })
  it('held after the case was closed does not answer for a concern before it', () => {
    const history = child(
      born,
      spell('referral', '2026-03-02', '2026-03-20'),
      event('harm_concern', '2026-03-10'),
      event('strategy_discussion', '2026-05-01'),
    )
    assert.deepEqual(found('strategy-discussion', history, '2026-06-12'), [
      '2026-03-10 due 2026-03-11 lapsed 2026-03-20, 9 late',
    ])
  })
  it('is asked for no more once the case is closed', () => {
    const history = child(born, spell('referral', '2026-03-02', '2026-03-11'), event('harm_concern', '2026-03-10'))
    assert.deepEqual(found('strategy-discussion', history, '2026-04-12'), [])
  })
})

describe('An initial conference', () => {
  it('counts from the strategy discussion that started the enquiry, not from a later one about it', () => {
    const enquiry = spell('section_47', '2026-03-11')
    const history = child(
      born,
      enquiry,
      event('strategy_discussion', '2026-03-11', { spellId: enquiry.id }),
      event('strategy_discussion', '2026-03-18', { spellId: enquiry.id }),
    )
    assert.deepEqual(found('icpc', history, '2026-03-20'), ['2026-03-11 due 2026-04-01 owed'])
  })
  it('counts from the enquiry itself where the discussion is not recorded', () => {
    assert.deepEqual(found('icpc', child(born, spell('section_47', '2026-03-11')), '2026-03-20'), [
      '2026-03-11 due 2026-04-01 owed',
    ])
  })
  it('stops counting once none is required', () => {
    const enquiry = spell('section_47', '2026-03-11', '2026-03-20', { detail: { conferenceRequired: false } })
    assert.deepEqual(found('icpc', child(born, enquiry), '2026-04-20'), [])
  })
  it('stops counting when the enquiry ends without saying that one is required', () => {
    const enquiry = spell('section_47', '2026-03-11', '2026-03-20', { endCode: 'child in need' })
    assert.deepEqual(found('icpc', child(born, enquiry), '2026-04-20'), [])
  })
  it('goes on counting after the enquiry ended with one required', () => {
    const enquiry = spell('section_47', '2026-03-11', '2026-03-20', { detail: { conferenceRequired: true } })
    assert.deepEqual(found('icpc', child(born, enquiry), '2026-04-08'), ['2026-03-11 due 2026-04-01 owed, 7 late'])
  })
  it('goes on counting after an enquiry that ended for a conference', () => {
    const enquiry = spell('section_47', '2026-03-11', '2026-03-20', { endCode: 'conference' })
    assert.deepEqual(found('icpc', child(born, enquiry), '2026-03-25'), ['2026-03-11 due 2026-04-01 owed'])
  })
  it('never falls due on a weekend or a bank holiday', () => {
    // Fifteen working days after 13 March would be Good Friday, 3 April, if it were worked; Easter Monday is not either.
    assert.deepEqual(found('icpc', child(born, spell('section_47', '2026-03-13')), '2026-03-20'), [
      '2026-03-13 due 2026-04-07 owed',
    ])
  })
  it('of a second enquiry does not answer for the first', () => {
    const first = spell('section_47', '2026-01-12', '2026-01-30', { detail: { conferenceRequired: true } })
    const second = spell('section_47', '2026-03-11')
    const history = child(born, first, second, event('initial_conference', '2026-03-30', { spellId: second.id }))
    assert.deepEqual(found('icpc', history, '2026-04-20'), [
      '2026-01-12 due 2026-02-02 owed, 77 late',
      '2026-03-11 due 2026-04-01 done 2026-03-30',
    ])
  })
  it('for a child who moved here is another matter: it answers the notice, not an enquiry', () => {
    const history = child(
      born,
      spell('section_47', '2026-03-11'),
      event('transfer_notice', '2026-03-20'),
      event('initial_conference', '2026-03-30', { detail: { transferIn: true } }),
    )
    assert.deepEqual(found('icpc', history, '2026-03-31'), ['2026-03-11 due 2026-04-01 owed'])
    assert.deepEqual(found('icpc-transfer-in', history, '2026-03-31'), ['2026-03-20 due 2026-04-14 done 2026-03-30'])
  })
})

describe('Core groups and reviews of a child protection plan', () => {
  const plan = (endsOn: string | null = null) => spell('child_protection_plan', '2026-03-31', endsOn, { code: 'NEG' })
  it('follow one on the other: core groups six-weekly where the council has set it', () => {
    const history = child(born, plan(), event('core_group', '2026-04-13'), event('core_group', '2026-05-28'))
    assert.deepEqual(found('core-group-first', history, '2026-06-10'), ['2026-03-31 due 2026-04-16 done 2026-04-13'])
    assert.deepEqual(found('core-group-next', history, '2026-06-10'), [
      '2026-04-13 due 2026-05-25 done 2026-05-28, 3 late',
      '2026-05-28 due 2026-07-09 owed',
    ])
  })
  it('follow one on the other: a review in three months, then six-monthly', () => {
    const history = child(
      born,
      plan(),
      event('review_conference', '2026-06-30'),
      event('review_conference', '2027-01-05'),
    )
    assert.deepEqual(found('rcpc-first', history, '2027-01-10'), ['2026-03-31 due 2026-06-30 done 2026-06-30'])
    assert.deepEqual(found('rcpc-next', history, '2027-01-10'), [
      '2026-06-30 due 2026-12-30 done 2027-01-05, 6 late',
      '2027-01-05 due 2027-07-05 owed',
    ])
  })
  it('count three months from the last of a month to the last of a shorter one', () => {
    const history = child(born, spell('child_protection_plan', '2025-11-30', null, { code: 'EMO' }))
    assert.deepEqual(found('rcpc-first', history, '2026-01-10'), ['2025-11-30 due 2026-02-28 owed'])
  })
  it('do not take the conference that made the plan for its first review', () => {
    const history = child(born, plan(), event('review_conference', '2026-03-31'))
    assert.deepEqual(found('rcpc-first', history, '2026-04-10'), ['2026-03-31 due 2026-06-30 owed'])
  })
  it('end with the plan', () => {
    const history = child(born, plan('2026-06-01'), event('core_group', '2026-04-13'))
    for (const id of ['core-group-next', 'rcpc-first']) {
      assert.equal(found(id, history, '2027-01-10').filter((line) => line.includes('owed')).length, 0, id)
    }
  })
  it('begin again with a second plan, each with its own', () => {
    const second = spell('child_protection_plan', '2026-09-01', null, { code: 'PHY' })
    const history = child(born, plan('2026-06-01'), second, event('core_group', '2026-09-10', { spellId: second.id }))
    assert.deepEqual(found('core-group-first', history, '2026-09-20'), [
      '2026-03-31 due 2026-04-16 lapsed 2026-06-01, 46 late',
      '2026-09-01 due 2026-09-15 done 2026-09-10',
    ])
  })
})

describe('A plan made before birth', () => {
  const plan = (more = {}) => spell('child_protection_plan', '2026-03-31', null, { code: 'NEG', ...more })
  it('is reviewed within ten days of the birth, by a core group or a review conference', () => {
    const history = child('2026-04-20', plan(), event('review_conference', '2026-04-29'))
    assert.deepEqual(found('prebirth-review', history, '2026-05-10'), ['2026-04-20 due 2026-04-30 done 2026-04-29'])
  })
  it('has twenty days where the mother is not well enough', () => {
    const history = child('2026-04-20', plan({ detail: { motherNotFit: true } }))
    assert.deepEqual(found('prebirth-review', history, '2026-05-01'), ['2026-04-20 due 2026-05-10 owed'])
  })
  it('asks for nothing of the kind while the child is not born, or was born before it', () => {
    const unborn = { ...child(null, plan()), expectedOn: Temporal.PlainDate.from('2026-07-01') }
    assert.deepEqual(found('prebirth-review', unborn, '2026-05-01'), [])
    assert.deepEqual(found('prebirth-review', child('2026-03-31', plan()), '2026-05-01'), [])
  })
  it('has no child to see until the birth', () => {
    const unborn = { ...child(null, plan()), expectedOn: Temporal.PlainDate.from('2026-07-01') }
    assert.deepEqual(found('cp-visit', unborn, '2026-05-01'), [])
    assert.deepEqual(found('cp-visit', child('2026-04-20', plan()), '2026-04-21'), ['2026-04-20 due 2026-05-05 owed'])
  })
})

describe('A child protection visit', () => {
  it('is owed to a child whose date of birth nobody knows', () => {
    const history = child(null, spell('child_protection_plan', '2026-03-31', null, { code: 'NEG' }))
    assert.deepEqual(found('cp-visit', history, '2026-04-02'), ['2026-03-31 due 2026-04-16 owed'])
  })
  it('counts from the last visit at which the child was seen', () => {
    const history = child(
      born,
      spell('child_protection_plan', '2026-03-31', null, { code: 'NEG' }),
      event('visit', '2026-04-09', { code: 'child_protection', detail: { seen: true, seenAlone: false } }),
      event('visit', '2026-04-14', { code: 'child_protection', detail: { seen: false } }),
    )
    assert.deepEqual(found('cp-visit', history, '2026-04-20'), [
      '2026-03-31 due 2026-04-16 done 2026-04-09',
      '2026-04-09 due 2026-04-23 owed',
    ])
  })
})
