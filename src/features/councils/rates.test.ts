import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../lib/day.ts'
import { populationHistory, populationOn, rateOn } from './rates.ts'

const measured = (on: string, aged0To17: number) => ({
  measuredOn: day(on),
  aged0To17,
  everyone: null,
  source: 'the council',
})
const populations = [measured('2018-03-31', 62_000), measured('2015-10-31', 60_000), measured('2019-06-30', 60_000)]

test('306 children in care of 60,000 are 51 for every 10,000', () => {
  const rate = rateOn(306, populations, day('2026-11-23'))
  assert.equal(rate?.per10000, 51)
  assert.equal(rate?.population.measuredOn.toString(), '2019-06-30')
})

test('A newer population changes today’s rate and leaves the rates before it as they were', () => {
  const newer = [...populations, measured('2026-06-30', 61_200)]
  assert.equal(rateOn(306, newer, day('2026-11-23'))?.per10000, 50)
  assert.equal(rateOn(306, newer, day('2026-06-29'))?.per10000, 51)
  assert.equal(rateOn(306, newer, day('2018-07-01'))?.population.aged0To17, 62_000)
})

test('On the day of a measurement it is already the one that counts', () => {
  assert.equal(populationOn(populations, day('2018-03-31'))?.aged0To17, 62_000)
  assert.equal(populationOn(populations, day('2018-03-30'))?.aged0To17, 60_000)
})

test('Before the first measurement there is no rate', () => {
  assert.equal(rateOn(10, populations, day('2015-10-30')), null)
  assert.equal(rateOn(10, [], day('2026-01-01')), null)
})

test('Each population says until which day it was used, the newest first', () => {
  const rows = populationHistory(populations, day('2026-11-23'))
  assert.deepEqual(
    rows.map((row) => [row.measuredOn.toString(), row.usedUntil?.toString() ?? null, row.usedNow]),
    [
      ['2019-06-30', null, true],
      ['2018-03-31', '2019-06-29', false],
      ['2015-10-31', '2018-03-30', false],
    ],
  )
})
