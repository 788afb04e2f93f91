import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../lib/day.ts'
import { timescales } from '../children/timescales/all.ts'
import { defaultWeights, weightsOf } from './caseload-weights.ts'
import { limitInWords, limitOf, localTimescales, settingHistory, settingName } from './settings.ts'

const row = (holdsFrom: string, within: number) => ({
  name: settingName('cp-visit'),
  holdsFrom: day(holdsFrom),
  value: { within, unit: 'working_day' },
})

test('The newest row on or before a day holds, later ones are to come, earlier ones stay', () => {
  const history = settingHistory(
    [row('2024-01-01', 15), row('2026-04-01', 10), row('2027-01-01', 5)],
    settingName('cp-visit'),
    day('2026-11-23'),
  )
  assert.deepEqual(limitOf(history.holds?.value), { within: 10, unit: 'working_day' })
  assert.equal(history.coming.length, 1)
  assert.equal(history.earlier.length, 1)
})

test('A limit is said in plain words', () => {
  assert.equal(limitInWords({ within: 10, unit: 'working_day' }), 'Within 10 working days')
  assert.equal(limitInWords({ within: 12, unit: 'week', first: 6 }), 'Within 12 weeks, the first within 6 weeks')
  assert.equal(limitInWords({ within: 1, unit: 'month' }), 'Within 1 month')
  assert.equal(limitInWords(null), 'Not set')
})

test('A council can set exactly the timescales that count only once they are set', () => {
  const open = timescales
    .filter((one) => (one.status === 'local' || one.status === 'unconfirmed') && one.suggestedLocal !== null)
    .map((one) => one.id)
  assert.deepEqual(localTimescales.map((one) => one.id).sort(), open.sort())
})

test('What a stored value leaves out, or says wrongly, is the usual weight', () => {
  assert.deepEqual(weightsOf(undefined), defaultWeights)
  assert.deepEqual(weightsOf({ need: 8, protection: 'many', settled: -1 }), { ...defaultWeights, need: 8 })
})
