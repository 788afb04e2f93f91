import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { day } from '../../../lib/day.ts'
import {
  CannotCharge,
  type CostYear,
  type Method,
  type Party,
  type PartyRow,
  splitInWords,
  splitOf,
} from './cost-year.ts'

const always = { startsOn: day('2010-04-01'), endsOn: null, endedOn: null }
const party = (councilId: number, from = '2010-04-01', until: string | null = null): Party => ({
  councilId,
  from: day(from),
  until: until === null ? null : day(until),
})
const row = (councilId: number, about: Partial<PartyRow> = {}): PartyRow => ({
  councilId,
  weight: null,
  happened: null,
  former: null,
  overrideShare: null,
  onAccount: 0,
  ...about,
})
const year = (about: Partial<CostYear>): CostYear => ({
  year: 2026,
  method: 'equal',
  terms: {},
  measured: '',
  budget: null,
  actual: null,
  redundancy: 0,
  redundancySplit: 'equally',
  tolerance: 3,
  overrideReason: null,
  rows: [],
  ...about,
})
const weights = (...all: number[]): PartyRow[] => all.map((weight, at) => row(at + 1, { weight }))
const parties = (count: number): Party[] => Array.from({ length: count }, (_, at) => party(at + 1))
const budgets = (cost: CostYear, among: readonly Party[]): (number | null)[] =>
  splitOf(cost, among, always).councils.map(({ budget }) => (budget === null ? null : budget / 100))
const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof CannotCharge) return `${error.field}: ${error.message}`
    throw error
  }
  return 'accepted'
}

describe('a year’s cost of £600,000 between four councils', () => {
  test('by children under 18, and partly equal, partly by use', () => {
    const children = weights(45_000, 36_000, 46_190, 46_697)
    assert.deepEqual(
      budgets(year({ method: 'population', budget: 60_000_000, rows: children }), parties(4)),
      [155_273.25, 124_218.6, 159_379.37, 161_128.78],
    )
    const use = weights(310, 180, 265, 245)
    assert.deepEqual(
      budgets(year({ method: 'blended', terms: { equalPart: 40 }, budget: 60_000_000, rows: use }), parties(4)),
      [171_600, 124_800, 155_400, 148_200],
    )
  })
  test('so that nobody pays more than before, refused beside the amount when that cannot be', () => {
    const rows = [300, 200, 250, 250].map((former, at) =>
      row(at + 1, { weight: [36, 16, 25, 23][at] as number, former: former * 100 }),
    )
    assert.deepEqual(
      budgets(year({ method: 'damped', budget: 95_000, rows }), parties(4)),
      [300, 173.91, 243.21, 232.88],
    )
    assert.match(
      refusal(() => splitOf(year({ method: 'damped', budget: 90_000, actual: 100_001, rows }), parties(4), always)),
      /^actual: It costs more than before/,
    )
  })
})

test('Days at a rate make the budget and the cost, half days too', () => {
  const rows = [row(1, { weight: 12, happened: 12 }), row(2, { weight: 8, happened: 7.5 })]
  const split = splitOf(year({ method: 'days', terms: { dayRate: 45_000 }, rows }), parties(2), always)
  assert.deepEqual([split.budget, split.actual], [900_000, 877_500])
  assert.deepEqual(
    split.councils.map(({ actual }) => actual),
    [540_000, 337_500],
  )
})

test('A joint post is paid by its shares, and what was spent follows the posts', () => {
  const posts = [
    {
      title: 'Head',
      pence: 6_500_000,
      shares: [
        { councilId: 1, weight: 60 },
        { councilId: 2, weight: 40 },
      ],
    },
    {
      title: 'Officer',
      pence: 4_812_345,
      shares: [
        { councilId: 1, weight: 50 },
        { councilId: 2, weight: 50 },
      ],
    },
  ]
  const split = splitOf(year({ method: 'posts', terms: { posts }, actual: 11_312_345 }), parties(2), always)
  assert.deepEqual(
    split.councils.map(({ budget, actual }) => [budget, actual]),
    [
      [6_306_173, 6_306_173],
      [5_006_172, 5_006_172],
    ],
  )
  const outside = [{ title: 'Head', pence: 1, shares: [{ councilId: 9, weight: 100 }] }]
  assert.match(
    refusal(() => splitOf(year({ method: 'posts', terms: { posts: outside } }), parties(2), always)),
    /not a party/,
  )
})

test('Redundancy is shared as the agreement says: equally, or as the rest', () => {
  const rows = weights(75, 25)
  const of = (redundancySplit: CostYear['redundancySplit']): number[] =>
    splitOf(
      year({ method: 'percentage', actual: 100_000, redundancy: 40_001, redundancySplit, rows }),
      parties(2),
      always,
    ).councils.map(({ redundancy }) => redundancy)
  assert.deepEqual(of('equally'), [20_001, 20_000])
  assert.deepEqual(of('as the cost'), [30_001, 10_000])
})

test('A partner that joins is charged from its day on, and earlier years stay as they were', () => {
  const three = [party(1), party(2), party(3, '2026-10-01')]
  assert.deepEqual(budgets(year({ budget: 36_500_000 }), three), [152_166.67, 152_166.67, 60_666.66])
  assert.deepEqual(budgets(year({ year: 2025, budget: 36_500_000 }), three), [182_500, 182_500])
  const split = splitOf(year({ budget: 36_500_000 }), three, always)
  assert.deepEqual([split.days, split.councils.map(({ days }) => days)], [365, [365, 365, 182]])
})

test('An arrangement that ends within the year costs only up to its last day', () => {
  const ended = { ...always, endedOn: day('2026-06-30') }
  assert.equal(splitOf(year({ budget: 100 }), parties(2), ended).days, 91)
  assert.match(
    refusal(() => splitOf(year({ year: 2027, budget: 100 }), parties(2), ended)),
    /^year: .*not in force/,
  )
  const gap = [party(1, '2010-04-01', '2026-05-31'), party(2, '2026-08-01')]
  assert.match(
    refusal(() => splitOf(year({ budget: 100 }), gap, always)),
    /^year: Nobody is a partner from 1 June 2026/,
  )
})

test('An override is charged of what was spent, with its reason', () => {
  const rows = [
    row(1, { weight: 63, happened: 725, overrideShare: 63 }),
    row(2, { weight: 37, happened: 275, overrideShare: 37 }),
  ]
  const cost = year({
    method: 'percentage',
    actual: 100_000,
    rows,
    overrideReason: 'The work follows the number of properties, not their value',
  })
  const split = splitOf(cost, parties(2), always)
  assert.deepEqual([split.because, split.councils.map(({ actual }) => actual)], ['overridden', [63_000, 37_000]])
  assert.match(
    splitInWords(cost, split, String).join(' '),
    /The reason given: The work follows the number of properties/,
  )
  assert.match(
    refusal(() => splitOf({ ...cost, overrideReason: 'no' }, parties(2), always)),
    /^overrideReason/,
  )
})

test('Whatever is accepted sums to the penny, with nothing below nought, whoever joins and leaves', () => {
  const some = fc.record({
    method: fc.constantFrom<Method>('equal', 'percentage', 'population', 'blended', 'damped', 'days'),
    budget: fc.integer({ min: 0, max: 100_000_000_000 }),
    actual: fc.integer({ min: 0, max: 100_000_000_000 }),
    redundancy: fc.integer({ min: 0, max: 1_000_000_000 }),
    redundancySplit: fc.constantFrom<CostYear['redundancySplit']>('equally', 'as the cost'),
    equalPart: fc.integer({ min: 0, max: 100 }),
    tolerance: fc.integer({ min: 0, max: 10 }),
    rows: fc.array(
      fc.record({
        weight: fc.integer({ min: 0, max: 100_000 }),
        happened: fc.integer({ min: 0, max: 100_000 }),
        former: fc.integer({ min: 0, max: 100_000_000_000 }),
        joins: fc.integer({ min: -300, max: 300 }),
        stays: fc.option(fc.integer({ min: 0, max: 500 })),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  let accepted = 0
  fc.assert(
    fc.property(some, ({ rows: drawn, equalPart, ...about }) => {
      const start = day('2026-04-01')
      const among = drawn.map(({ joins, stays }, at) => {
        const from = at === 0 ? day('2010-04-01') : start.add({ days: joins })
        return { councilId: at + 1, from, until: at === 0 || stays === null ? null : from.add({ days: stays }) }
      })
      const rows = drawn.map(({ weight, happened, former }, at) => row(at + 1, { weight, happened, former }))
      const cost = year({ ...about, terms: { equalPart, dayRate: 41_250 }, rows })
      let split: ReturnType<typeof splitOf>
      try {
        split = splitOf(cost, among, always)
      } catch (error) {
        assert.ok(error instanceof CannotCharge, String(error))
        return
      }
      accepted++
      const sum = (of: 'budget' | 'actual' | 'redundancy'): number =>
        split.councils.reduce((all, one) => all + (one[of] ?? 0), 0)
      assert.equal(sum('budget'), split.budget ?? 0)
      assert.equal(sum('actual'), split.actual ?? 0)
      assert.equal(sum('redundancy'), cost.redundancy)
      assert.ok(split.councils.every((one) => Math.min(one.budget ?? 0, one.actual ?? 0, one.redundancy) >= 0))
    }),
    { numRuns: 300 },
  )
  assert.ok(accepted > 50, `only ${accepted} were accepted`)
})
