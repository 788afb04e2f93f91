import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../lib/day.ts'
import type { JourneyEvent, Spell } from '../journey/history.ts'
import { child, event, found, spell } from './examples.ts'

const care = spell('looked_after', '2026-03-30')
const assessed = (on: string) => event('health_assessment', on)
const inCareBorn = (bornOn: string, ...records: (Spell | JourneyEvent)[]) => child(bornOn, care, ...records)

describe('Health reviews', () => {
  it('turn yearly with the one that would fall due after the fifth birthday', () => {
    // Five on 1 November 2026: six months after 20 April is before it, six months after 12 October is not.
    const history = inCareBorn('2021-11-01', assessed('2026-04-20'), assessed('2026-10-12'))
    assert.deepEqual(found('health-under5', history, '2026-12-01'), ['2026-04-20 due 2026-10-20 done 2026-10-12'])
    assert.deepEqual(found('health-5plus', history, '2026-12-01'), ['2026-10-12 due 2027-10-12 owed'])
  })
  it('are yearly when the due date is the fifth birthday itself', () => {
    const history = inCareBorn('2021-10-20', assessed('2026-04-20'))
    assert.deepEqual(found('health-under5', history, '2026-12-01'), [])
    assert.deepEqual(found('health-5plus', history, '2026-12-01'), ['2026-04-20 due 2027-04-20 owed'])
  })
  it('are never both outstanding', () => {
    for (const bornOn of ['2021-04-20', '2021-10-19', '2021-10-20', '2021-10-21', '2024-01-01']) {
      const history = inCareBorn(bornOn, assessed('2026-04-20'))
      const owed = ['health-under5', 'health-5plus'].flatMap((id) => found(id, history, '2026-12-01'))
      assert.equal(owed.length, 1, bornOn)
    }
  })
  it('wait for the initial assessment', () => {
    const history = inCareBorn('2015-06-15')
    assert.deepEqual(found('health-5plus', history, '2027-12-01'), [])
    assert.deepEqual(found('health-initial', history, '2026-05-04'), ['2026-03-30 due 2026-04-29 owed, 5 late'])
  })
  it('end with care', () => {
    const history = child('2015-06-15', spell('looked_after', '2026-03-30', '2026-09-01'), assessed('2026-04-20'))
    assert.deepEqual(found('health-5plus', history, '2028-01-01'), [])
  })
})

describe("A year's flags in a return", () => {
  const years = (detail: Record<string, unknown>) => event('yearly_outcomes', '2026-03-31', { detail })
  const long = spell('looked_after', '2024-05-13')
  it('show that a check was made, and count the next from the end of their year', () => {
    const history = child(
      '2015-06-15',
      long,
      years({ teethCheck: true, healthAssessment: true, immunisations: true, sdqScore: 12 }),
    )
    const recordsFrom = day('2026-09-01')
    assert.deepEqual(found('dental', history, '2026-09-01', { recordsFrom }), [
      '2024-05-13 due 2025-05-13 done 2025-05-13',
      '2026-03-31 due 2027-03-31 owed',
    ])
    assert.deepEqual(found('health-5plus', history, '2026-09-01', { recordsFrom }), ['2026-03-31 due 2027-03-31 owed'])
    assert.deepEqual(found('sdq', history, '2026-09-01', { recordsFrom }).at(-1), '2026-03-31 due 2027-03-31 owed')
  })
  it('show nothing when they say no', () => {
    const history = child('2015-06-15', long, years({ teethCheck: false }))
    assert.deepEqual(found('dental', history, '2026-09-01'), ['2024-05-13 due 2025-05-13 owed, 476 late'])
  })
})

describe('The strengths and difficulties questionnaire', () => {
  it('begins at four', () => {
    assert.deepEqual(found('sdq', inCareBorn('2022-09-01'), '2026-08-31'), [])
    assert.deepEqual(found('sdq', inCareBorn('2022-09-01'), '2026-09-01'), ['2026-09-01 due 2027-09-01 owed'])
  })
  it('ends at seventeen', () => {
    const history = inCareBorn('2010-02-01')
    assert.deepEqual(found('sdq', history, '2026-12-01'), ['2026-03-30 due 2027-03-30 owed'])
    assert.deepEqual(found('sdq', history, '2027-02-01'), [])
  })
  it('is not asked for of a child who comes in at seventeen', () => {
    assert.deepEqual(found('sdq', inCareBorn('2009-03-30'), '2026-12-01'), [])
    assert.deepEqual(found('sdq', inCareBorn('2009-03-31'), '2026-03-30'), ['2026-03-30 due 2027-03-30 owed'])
  })
  it('is yearly from the last', () => {
    const history = inCareBorn('2015-06-15', event('strengths_difficulties', '2026-10-05', { detail: { score: 9 } }))
    assert.deepEqual(found('sdq', history, '2026-12-01'), [
      '2026-03-30 due 2027-03-30 done 2026-10-05',
      '2026-10-05 due 2027-10-05 owed',
    ])
  })
})

describe('Immunisations', () => {
  const long = spell('looked_after', '2024-05-13')
  it('are asked for at each 31 March in care, and answered by a check in the year before it', () => {
    const history = child('2015-06-15', long, event('immunisation_check', '2024-11-04', { detail: { upToDate: true } }))
    assert.deepEqual(found('immunisation', history, '2026-05-01'), [
      '2025-03-31 due promptly done 2024-11-04',
      '2026-03-31 due promptly owed',
    ])
  })
  it('are asked for on the day itself', () => {
    assert.deepEqual(found('immunisation', child('2015-06-15', long), '2025-03-31'), ['2025-03-31 due promptly owed'])
    assert.deepEqual(found('immunisation', child('2015-06-15', long), '2025-03-30'), [])
  })
  it('are not answered by a check that found some missing', () => {
    const history = child(
      '2015-06-15',
      long,
      event('immunisation_check', '2024-11-04', { detail: { upToDate: false } }),
    )
    assert.deepEqual(found('immunisation', history, '2025-05-01'), ['2025-03-31 due promptly owed'])
  })
})
