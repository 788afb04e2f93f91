import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, event, found, spell } from './examples.ts'

const care = spell('looked_after', '2026-03-30')
const plan = (on: string, code: string | null) => event('education_plan', on, { code })

describe("A looked-after child's education plan", () => {
  it('that is ready was also started', () => {
    const history = child('2015-06-15', care, plan('2026-04-10', 'initial'))
    assert.deepEqual(found('pep-initiate', history, '2026-05-01'), ['2026-03-30 due 2026-04-15 done 2026-04-10'])
    assert.deepEqual(found('pep-initial', history, '2026-05-01'), ['2026-03-30 due 2026-04-29 done 2026-04-10'])
  })
  it('that was only started is not ready', () => {
    const history = child('2015-06-15', care, plan('2026-04-10', 'started'))
    assert.deepEqual(found('pep-initial', history, '2026-04-20'), ['2026-03-30 due 2026-04-29 owed'])
    assert.deepEqual(found('pep-review', history, '2026-04-20'), [])
  })
  it('is reviewed every term: by the end of the term after the last', () => {
    const history = child('2015-06-15', care, plan('2026-04-20', 'initial'), plan('2026-10-05', 'review'))
    assert.deepEqual(found('pep-review', history, '2026-11-01'), [
      '2026-04-20 due 2026-12-18 done 2026-10-05',
      '2026-10-05 due 2027-03-25 owed',
    ])
  })
  it('made on the last day of a term belongs to that term', () => {
    const history = child('2015-06-15', care, plan('2026-07-21', 'initial'))
    assert.deepEqual(found('pep-review', history, '2026-09-01'), ['2026-07-21 due 2026-12-18 owed'])
  })
  it('has no date to be reviewed by where the council has not entered its terms', () => {
    const history = child('2015-06-15', care, plan('2026-04-20', 'initial'))
    assert.deepEqual(found('pep-review', history, '2026-09-01', { termEnds: [] }), ['2026-04-20 due promptly owed'])
  })
  it('is not asked for of a baby, and is asked for from the fourth birthday', () => {
    assert.deepEqual(found('pep-initial', child('2025-06-15', care), '2026-09-01'), [])
    assert.deepEqual(found('pep-initial', child('2022-06-15', care), '2026-06-20'), ['2026-06-15 due 2026-07-13 owed'])
  })
})
