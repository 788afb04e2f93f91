import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../lib/day.ts'
import { child, event, found, spell } from './examples.ts'

const born = '2015-06-15'

describe('Short breaks', () => {
  const breaks = (...nights: [string, number | null][]) =>
    child(
      born,
      ...nights.map(([from, length]) =>
        spell('legal_status', from, length === null ? null : day(from).add({ days: length }).toString(), {
          code: 'V3',
        }),
      ),
    )
  it('may last seventeen days each', () => {
    assert.deepEqual(found('short-break-single', breaks(['2026-04-03', 17], ['2026-06-01', 18]), '2026-09-01'), [
      '2026-04-03 due 2026-04-20 done 2026-04-20',
      '2026-06-01 due 2026-06-18 done 2026-06-19, 1 late',
    ])
  })
  it('may come to 75 days in the twelve months from the first', () => {
    const history = breaks(
      ['2026-01-05', 16],
      ['2026-02-05', 16],
      ['2026-03-05', 16],
      ['2026-04-05', 16],
      ['2026-05-05', 12],
    )
    assert.deepEqual(found('short-break-total', history, '2026-09-01'), [
      '2026-01-05 due 2026-05-16 done 2026-05-17, 1 late',
    ])
  })
  it('start a new count after the twelve months', () => {
    const history = breaks(['2025-01-05', 16], ['2026-01-06', 16])
    assert.deepEqual(found('short-break-total', history, '2026-09-01'), [
      '2025-01-05 due 2026-01-05 done 2025-01-21',
      '2026-01-06 due 2027-01-06 done 2026-01-22',
    ])
  })
  it('in the twelve months after are counted from the day they begin', () => {
    const history = breaks(['2025-01-05', 16], ['2026-01-05', 16])
    assert.deepEqual(found('short-break-total', history, '2026-09-01'), [
      '2025-01-05 due 2026-01-05 done 2025-01-21',
      '2026-01-05 due 2027-01-05 done 2026-01-21',
    ])
  })
  it('of exactly 75 days are within the limit', () => {
    const history = breaks(
      ['2026-01-05', 17],
      ['2026-02-05', 17],
      ['2026-03-05', 17],
      ['2026-04-05', 17],
      ['2026-05-05', 7],
    )
    assert.deepEqual(found('short-break-total', history, '2026-09-01'), ['2026-01-05 due 2027-01-05 done 2026-05-12'])
  })
  it('agreed as a series are counted by the placements within the agreement', () => {
    const agreement = spell('short_breaks', '2026-01-01', null, { code: 'V3' })
    const history = child(
      born,
      agreement,
      spell('placement', '2026-04-03', '2026-04-24', { code: 'K2', withinId: agreement.id }),
    )
    assert.deepEqual(found('short-break-single', history, '2026-09-01'), [
      '2026-04-03 due 2026-04-20 done 2026-04-24, 4 late',
    ])
  })
  it('recorded by their agreement only (V4) have no single breaks to count', () => {
    assert.deepEqual(
      found('short-break-single', child(born, spell('short_breaks', '2026-01-01', null, { code: 'V4' })), '2026-09-01'),
      [],
    )
  })
})

describe('Stays while the carer is on holiday', () => {
  it('may be two in twelve months: the third should not have begun', () => {
    const history = child(
      born,
      spell('placement', '2026-01-05', '2026-01-12', { code: 'T3' }),
      spell('placement', '2026-04-06', '2026-04-13', { code: 'T3' }),
      spell('placement', '2026-08-03', '2026-08-10', { code: 'T3' }),
      spell('placement', '2027-04-07', '2027-04-14', { code: 'T3' }),
    )
    assert.deepEqual(found('holiday-placement', history, '2027-05-01'), [
      '2026-01-05 due 2026-01-26 done 2026-01-12',
      '2026-04-06 due 2026-04-27 done 2026-04-13',
      '2026-08-03 due 2026-08-03 done 2026-08-10, 7 late',
      '2027-04-07 due 2027-04-28 done 2027-04-14',
    ])
  })
})

describe('A placement', () => {
  const care = spell('looked_after', '2026-03-30')
  const placement = (detail: Record<string, unknown>) =>
    spell('placement', '2026-03-30', null, { code: 'U6', withinId: care.id, detail })
  it('far away is approved by the director no later than the move', () => {
    const far = placement({ distant: true })
    const approved = (on: string, code: string) =>
      child(born, care, far, event('placement_approval', on, { code, spellId: far.id }))
    assert.deepEqual(found('distant-placement', approved('2026-03-26', 'director'), '2026-04-10'), [
      '2026-03-30 due 2026-03-30 done 2026-03-26',
    ])
    assert.deepEqual(found('distant-placement', approved('2026-04-01', 'director'), '2026-04-10'), [
      '2026-03-30 due 2026-03-30 done 2026-04-01, 2 late',
    ])
    assert.deepEqual(found('distant-placement', approved('2026-03-26', 'manager'), '2026-04-10'), [
      '2026-03-30 due 2026-03-30 owed, 11 late',
    ])
  })
  it('nearby needs no approval by the director', () => {
    assert.deepEqual(found('distant-placement', child(born, care, placement({})), '2026-04-10'), [])
  })
  it('planned beforehand is told of before it, an emergency within five working days', () => {
    assert.deepEqual(found('placement-notify', child(born, care, placement({ emergency: false })), '2026-03-31'), [
      '2026-03-30 due 2026-03-30 owed, 1 late',
    ])
    assert.deepEqual(found('placement-notify', child(born, care, placement({ emergency: true })), '2026-03-31'), [
      '2026-03-30 due 2026-04-08 owed',
    ])
  })
})
