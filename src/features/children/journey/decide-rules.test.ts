import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../lib/day.ts'
import { child, spell } from '../timescales/examples.ts'
import { brokenRules } from './decide-rules.ts'
import type { History } from './history.ts'

const rules = (history: History): string[] => [...new Set(brokenRules(history).map(({ rule }) => rule))].sort()
const born = '2015-06-15'
const referral = () => spell('referral', '2026-01-05')

describe('A history breaks the rules across states', () => {
  it('with two of a state that is one at a time, but not where one ends as the next begins', () => {
    for (const kind of ['referral', 'missing', 'private_fostering'] as const) {
      const history = (next: string) => child(born, spell(kind, '2026-01-05', '2026-02-02'), spell(kind, next))
      assert.deepEqual(rules(history('2026-02-01')), [`one ${kind} at a time`])
      assert.deepEqual(rules(history('2026-02-02')), [])
    }
  })
  it('with two that cannot be together', () => {
    const plans = (ends: string) =>
      child(
        born,
        referral(),
        spell('child_in_need_plan', '2026-01-12', ends),
        spell('child_protection_plan', '2026-01-30', null, { code: 'NEG' }),
      )
    assert.deepEqual(rules(plans('2026-01-31')), ['child_in_need_plan and child_protection_plan apart'])
    assert.deepEqual(rules(plans('2026-01-30')), [])
    const early = child(born, referral(), spell('early_help', '2026-01-01'), spell('child_in_need_plan', '2026-01-12'))
    assert.deepEqual(rules(early), ['early_help and child_in_need_plan apart'])
  })
  it('with anything outside a referral, or on one that went no further', () => {
    const closed = spell('referral', '2026-01-05', '2026-03-02')
    assert.deepEqual(rules(child(born, closed, spell('assessment', '2026-01-06', '2026-03-03'))), ['within a referral'])
    assert.deepEqual(rules(child(born, closed, spell('assessment', '2026-01-06'))), ['within a referral'])
    assert.deepEqual(rules(child(born, closed, spell('assessment', '2026-01-06', '2026-03-02'))), [])
    const none = spell('referral', '2026-01-05', '2026-01-06', { endCode: 'NFA', detail: { noFurtherAction: true } })
    assert.deepEqual(rules(child(born, none, spell('assessment', '2026-01-05', '2026-01-06'))), [
      'nothing on a referral that went no further',
    ])
  })
  it('with a child protection plan of one day', () => {
    assert.deepEqual(rules(child(born, referral(), spell('child_protection_plan', '2026-01-30', '2026-01-30'))), [
      'a plan lasts longer than a day',
    ])
  })
  it('with placements or legal statuses that overlap, leave a gap, or lie outside care', () => {
    const care = spell('looked_after', '2026-02-02', '2026-06-01')
    const inCare = (first: string, second: string, last = '2026-06-01') =>
      child(
        born,
        referral(),
        care,
        spell('legal_status', '2026-02-02', '2026-06-01', { code: 'C2', withinId: care.id }),
        spell('placement', '2026-02-02', first, { code: 'U6', withinId: care.id }),
        spell('placement', second, last, { code: 'K2', withinId: care.id }),
      )
    assert.deepEqual(rules(inCare('2026-04-06', '2026-04-06')), [])
    assert.deepEqual(rules(inCare('2026-04-06', '2026-04-07')), ['placements meet'])
    assert.deepEqual(rules(inCare('2026-04-06', '2026-04-05')), ['one placement at a time', 'placements meet'])
    assert.deepEqual(rules(inCare('2026-04-06', '2026-04-06', '2026-05-31')), ['placements meet'])
    assert.deepEqual(rules(inCare('2026-04-06', '2026-04-06', '2026-06-02')), ['placements meet', 'within care'])
    const gap = child(
      born,
      referral(),
      care,
      spell('legal_status', '2026-02-02', '2026-05-01', { code: 'C2', withinId: care.id }),
    )
    assert.deepEqual(rules(gap), ['legal statuses meet'])
    assert.deepEqual(rules(child(born, spell('legal_status', '2026-02-02'))), ['within care'])
    assert.deepEqual(rules(child(born, spell('adoption', '2026-02-02'))), ['within care'])
  })
  it('but not with a short stay elsewhere inside a placement', () => {
    const care = spell('looked_after', '2026-02-02')
    const history = child(
      born,
      referral(),
      care,
      spell('placement', '2026-02-02', null, { code: 'U6', withinId: care.id }),
      spell('placement', '2026-03-02', '2026-03-05', { code: 'T4', withinId: care.id }),
    )
    assert.deepEqual(rules(history), [])
  })
  it('with three placements of which the second and third overlap', () => {
    const care = spell('looked_after', '2026-02-02')
    const history = child(
      born,
      referral(),
      care,
      spell('placement', '2026-02-02', '2026-03-02', { code: 'U6', withinId: care.id }),
      spell('placement', '2026-03-02', '2026-04-02', { code: 'U6', withinId: care.id }),
      spell('placement', '2026-04-01', null, { code: 'U6', withinId: care.id }),
    )
    assert.deepEqual(rules(history), ['one placement at a time', 'placements meet'])
  })
  it('with police protection or an emergency order outside care; a child assessment order may be', () => {
    assert.deepEqual(rules(child(born, spell('emergency_protection', '2026-02-02', null, { code: 'L1' }))), [
      'emergency protection is care',
    ])
    assert.deepEqual(rules(child(born, spell('emergency_protection', '2026-02-02', null, { code: 'L3' }))), [])
  })
  it('with codes that cannot be together, each on a day of its own being no matter', () => {
    const care = spell('looked_after', '2026-02-02')
    const within = (kind: 'legal_status' | 'placement' | 'adoption', from: string, to: string | null, code?: string) =>
      spell(kind, from, to, { ...(code === undefined ? {} : { code }), withinId: care.id })
    const inCare = (...more: Parameters<typeof child>[1][]) => child(born, referral(), care, ...more)
    const order = (decidedTo: string) =>
      inCare(
        within('legal_status', '2026-02-02', '2026-03-02', 'E1'),
        within('legal_status', '2026-03-02', null, 'C2'),
        within('adoption', '2026-02-02', decidedTo),
      )
    assert.deepEqual(rules(order('2026-03-02')), [])
    assert.deepEqual(rules(order('2026-03-01')), ['a placement order follows a decision'])
    const adopters = (code: string, until: string) =>
      inCare(
        within('adoption', '2026-02-02', null),
        within('legal_status', '2026-02-02', '2026-03-02', 'E1'),
        within('legal_status', '2026-03-02', null, 'C2'),
        within('placement', '2026-02-02', until, code),
        within('placement', until, null, 'U6'),
      )
    assert.deepEqual(rules(adopters('A5', '2026-03-02')), [])
    assert.deepEqual(rules(adopters('A5', '2026-03-03')), ['adopters under a placement order'])
    assert.deepEqual(rules(adopters('A3', '2026-03-03')), [])
    const undecided = inCare(within('placement', '2026-02-02', null, 'A3'))
    assert.deepEqual(rules(undecided), ['adopters follow a decision'])
    const atHome = (until: string) =>
      inCare(
        within('placement', '2026-02-02', until, 'P1'),
        within('placement', until, null, 'U6'),
        within('legal_status', '2026-02-02', '2026-03-02', 'C2'),
        within('legal_status', '2026-03-02', null, 'V2'),
      )
    assert.deepEqual(rules(atHome('2026-03-02')), [])
    assert.deepEqual(rules(atHome('2026-03-03')), ['no agreement to accommodate while with a parent'])
    const ordered = (kind: 'remand' | 'emergency_protection', code: string, until: string) =>
      inCare(
        within('legal_status', '2026-02-02', '2026-02-05', code),
        within('legal_status', '2026-02-05', null, 'C1'),
        spell(kind, '2026-02-02', until, { code }),
      )
    assert.deepEqual(rules(ordered('remand', 'J1', '2026-02-05')), [])
    assert.deepEqual(rules(ordered('remand', 'J1', '2026-02-06')), ['remand with its legal status'])
    assert.deepEqual(rules(ordered('emergency_protection', 'L1', '2026-02-05')), [])
    assert.deepEqual(rules(ordered('emergency_protection', 'L1', '2026-02-06')), [
      'emergency protection with its legal status',
    ])
  })
  it('with care leavers of the wrong age, or in care when they should not be, or not when they should', () => {
    const leaver = (bornOn: string, code: string) => child(bornOn, spell('care_leaver', '2026-02-02', null, { code }))
    assert.deepEqual(rules(leaver('2010-02-03', 'relevant')), ['leaving care from 16'])
    assert.deepEqual(rules(leaver('2010-02-02', 'relevant')), [])
    assert.deepEqual(rules(leaver('2008-02-02', 'relevant')), ['relevant under 18'])
    assert.deepEqual(rules(leaver('2008-02-03', 'former-relevant')), ['former relevant from 18'])
    assert.deepEqual(rules(leaver('2008-02-02', 'former-relevant')), [])
    assert.deepEqual(rules(leaver('2001-02-02', 'former-relevant')), ['former relevant from 18'])
    assert.deepEqual(rules(leaver('2001-02-03', 'former-relevant')), [])
    assert.deepEqual(rules(leaver('2009-06-15', 'eligible')), ['eligible in care'])
    const inCare = child(
      '2009-06-15',
      referral(),
      spell('looked_after', '2026-01-12'),
      spell('care_leaver', '2026-02-02', null, { code: 'relevant' }),
    )
    assert.deepEqual(rules(inCare), ['after care'])
  })
  it('with care before birth, and anything but a risk after death', () => {
    assert.deepEqual(rules(child('2026-03-02', referral(), spell('looked_after', '2026-03-01'))), ['once born'])
    assert.deepEqual(rules(child('2026-03-02', referral(), spell('looked_after', '2026-03-02'))), [])
    const unborn = { ...child(null, spell('missing', '2026-03-01')), expectedOn: day('2026-06-01') }
    assert.deepEqual(rules(unborn), ['once born'])
    const died = (ends: string | null) => ({
      ...child(born, spell('referral', '2026-01-05', ends), spell('risk', '2026-01-05')),
      diedOn: day('2026-02-02'),
    })
    assert.deepEqual(rules(died(null)), ['nothing after death'])
    assert.deepEqual(rules(died('2026-02-02')), [])
  })
  it('with a spell that ends before it starts', () => {
    assert.deepEqual(rules(child(born, spell('referral', '2026-01-05', '2026-01-04'))), ['ends before it starts'])
  })
})
