import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, event, found, spell } from './examples.ts'

const visit = (on: string) => event('visit', on, { code: 'private_fostering' })

describe('Private fostering', () => {
  const known = (detail: Record<string, unknown> = {}, endsOn: string | null = null) =>
    spell('private_fostering', '2026-05-01', endsOn, { detail })
  it('is to be told of six weeks before, or at once where it was decided later', () => {
    const planned = child('2015-06-15', known({ arrangedFrom: '2026-06-19' }))
    assert.deepEqual(found('pf-notify', planned, '2026-06-01'), ['2026-06-19 due 2026-05-08 done 2026-05-01'])
    const sudden = child('2015-06-15', known({ arrangedFrom: '2026-05-04', decidedOn: '2026-04-30' }))
    assert.deepEqual(found('pf-notify', sudden, '2026-06-01'), ['2026-05-04 due 2026-04-30 done 2026-05-01, 1 late'])
  })
  it('the council found out about by itself was not told of in time, and nobody is asked any more', () => {
    const history = child('2015-06-15', known({ arrangedFrom: '2026-02-02' }))
    assert.deepEqual(found('pf-notify', history, '2026-06-01'), ['2026-02-02 due 2025-12-22 done 2026-05-01, 130 late'])
  })
  it('is first visited within seven working days of the notice', () => {
    const arrangement = known()
    const history = child(
      '2015-06-15',
      arrangement,
      event('private_fostering_notice', '2026-05-05', { spellId: arrangement.id }),
      visit('2026-05-15'),
    )
    assert.deepEqual(found('pf-visit-first', history, '2026-06-01'), [
      '2026-05-05 due 2026-05-14 done 2026-05-15, 1 late',
    ])
  })
  it('is visited six-weekly in the first year and twelve-weekly after it', () => {
    const history = child('2015-06-15', known(), visit('2026-05-08'), visit('2027-03-15'), visit('2027-04-20'))
    assert.deepEqual(found('pf-visit-year1', history, '2027-05-01'), [
      '2026-05-08 due 2026-06-19 done 2027-03-15, 269 late',
      '2027-03-15 due 2027-04-26 done 2027-04-20',
    ])
    assert.deepEqual(found('pf-visit-later', history, '2027-05-01'), ['2027-04-20 due 2027-07-13 owed'])
  })
  it('ends at sixteen, and at eighteen for a disabled child', () => {
    const records = [visit('2026-05-08')]
    assert.deepEqual(found('pf-visit-year1', child('2010-06-01', known(), ...records), '2026-07-01'), [])
    assert.deepEqual(
      found('pf-visit-year1', child('2010-06-01', known({ disabled: true }), ...records), '2026-07-01'),
      ['2026-05-08 due 2026-06-19 owed, 12 late'],
    )
  })
  it('of a disabled child ends at eighteen', () => {
    const history = child('2009-01-10', known({ disabled: true }), visit('2026-12-20'))
    assert.deepEqual(found('pf-visit-year1', history, '2027-01-09').length, 1)
    assert.deepEqual(found('pf-visit-year1', history, '2027-03-01'), [])
  })
  it('that has ended asks for no more visits', () => {
    assert.deepEqual(
      found('pf-visit-year1', child('2015-06-15', known({}, '2026-06-01'), visit('2026-05-08')), '2026-09-01'),
      [],
    )
  })
})
