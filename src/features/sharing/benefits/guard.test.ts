import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { guardOfMeasures, type Measure, stateOfMeasure } from './guard.ts'

const measure = (value: number | null, about: Partial<Measure> = {}): Measure => ({
  councilId: 1,
  measureId: 'm',
  kind: 'quality',
  name: 'Advice in time',
  unit: '%',
  higherIsBetter: true,
  baseline: 80,
  baselinePeriod: 'autumn 2010',
  tolerance: 3,
  readings: value === null ? [] : [{ on: day('2026-10-01'), value, source: 's' }],
  ...about,
})
const guard = (measures: readonly Measure[], saving = true) => guardOfMeasures(measures, saving, () => 'Alder').state

test('Amber: a saving beside quality that fell by more than is allowed; not at the limit, and not without a saving', () => {
  assert.equal(guard([measure(76.9)]), 'amber')
  assert.equal(guard([measure(77)]), 'holds')
  assert.equal(guard([measure(76.9)], false), 'fell')
})

test('Amber: residents less content than before sharing, saving or none', () => {
  assert.equal(guard([measure(70, { kind: 'satisfaction' })], false), 'amber')
  assert.deepEqual(guardOfMeasures([measure(70, { kind: 'satisfaction' })], false, () => 'Alder').reasons, [
    'Advice in time in Alder fell to 70% from 80% before sharing (autumn 2010), more than the 3 percentage points allowed.',
  ])
})

test('Where lower is better, rising is falling behind', () => {
  const hours = { unit: 'hours', higherIsBetter: false, baseline: 6.5, tolerance: 1 }
  assert.equal(stateOfMeasure(measure(7.5, hours)).state, 'holds')
  assert.match(
    guardOfMeasures([measure(7.6, hours)], true, () => 'Alder').reasons[0] ?? '',
    /rose to 7\.6 hours from 6\.5 hours .*1 hour allowed/,
  )
})

test('Nothing measured, nothing read or no time before: nobody can say that quality held', () => {
  for (const measures of [[], [measure(null)], [measure(90, { baseline: null, baselinePeriod: '' })]])
    assert.equal(guard(measures), 'unknown')
})
