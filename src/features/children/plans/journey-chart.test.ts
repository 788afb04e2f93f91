import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import type { Spell } from '../journey/history.ts'
import type { SpellKind } from '../journey/kinds.ts'
import { journeyChart, lanes } from './journey-chart.ts'

let count = 0
const spell = (kind: SpellKind, startsOn: string, endsOn: string | null = null, code: string | null = null): Spell => ({
  id: `spell-${count++}`,
  kind,
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
  code,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
})
const today = day('2026-11-20')

const life = [
  spell('early_help', '2004-03-01', '2005-01-01'),
  spell('referral', '2005-02-01', '2006-02-01', '2A'),
  spell('assessment', '2005-02-01', '2005-04-01'),
  spell('section_47', '2005-03-01', '2005-03-20'),
  spell('child_protection_plan', '2005-03-20', '2006-01-10', 'NEG'),
  spell('looked_after', '2012-05-05', '2020-02-14'),
  spell('placement', '2012-05-05', '2012-06-01', 'U6'),
  spell('placement', '2012-06-01', '2020-02-14', 'U4'),
  spell('missing', '2018-01-01', '2018-01-01', 'M'),
  spell('missing', '2018-01-02', '2018-01-02', 'M'),
  spell('care_leaver', '2020-02-14', null, 'former-relevant'),
]

test('one line crosses early help, protection, care and leaving care', () => {
  const chart = journeyChart(life, day('2002-02-14'), today, 'Mina')
  assert.ok(chart)
  assert.deepEqual(
    chart.lanes.map((lane) => lane.title),
    ['Early help', 'Asked and assessed', 'Protection', 'In care', 'Homes', 'Missing', 'Leaving care'],
  )
  assert.equal(chart.bars.length, life.length)
  assert.equal(chart.ticks.at(0)?.label, 'Birth')
  assert.equal(chart.ticks.at(-1)?.label, '25')
})

test('no bar lies over another, however short or close they are', () => {
  const chart = journeyChart(
    [...life, ...life.map((one) => ({ ...one, id: `${one.id}-again` }))],
    day('2002-02-14'),
    today,
    'Mina',
  )
  assert.ok(chart)
  for (const [at, bar] of chart.bars.entries()) {
    for (const other of chart.bars.slice(at + 1)) {
      const apart: boolean =
        bar.x + bar.width <= other.x ||
        other.x + other.width <= bar.x ||
        bar.y + bar.height <= other.y ||
        other.y + other.height <= bar.y
      assert.ok(apart, `${bar.label} lies over ${other.label}`)
    }
    assert.ok(bar.x >= chart.left && bar.x + bar.width <= chart.width && bar.y + bar.height <= chart.height)
  }
})

test('what still holds is drawn to today and not beyond', () => {
  const chart = journeyChart(life, day('2002-02-14'), today, 'Mina')
  const leaving = chart?.bars.find((bar) => bar.open)
  assert.ok(chart && leaving)
  assert.equal(leaving.x + leaving.width, chart.todayX)
})

test("a baby's chart ends at two years, so that weeks can be told apart", () => {
  const chart = journeyChart([spell('referral', '2026-08-01')], day('2026-09-01'), today, 'Baby')
  assert.deepEqual(
    chart?.ticks.map((tick) => tick.label),
    ['Birth', '1', '2'],
  )
  assert.ok((chart?.bars[0]?.width ?? 0) > 50)
})

test('without a date of birth the line shows years', () => {
  const chart = journeyChart([spell('referral', '2024-03-01')], null, today, 'Child')
  assert.deepEqual(
    chart?.ticks.map((tick) => tick.label),
    ['2025', '2026', '2027'],
  )
})

test('a child of whom nothing is recorded has no chart', () => {
  assert.equal(journeyChart([], day('2020-01-01'), today, 'Child'), null)
  assert.equal(journeyChart([spell('risk', '2024-03-01')], day('2020-01-01'), today, 'Child'), null)
})

test('each kind of help has one lane', () => {
  const all = lanes.flatMap((lane) => lane.kinds)
  assert.equal(new Set(all).size, all.length)
})
