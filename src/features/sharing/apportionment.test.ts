import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { day } from '../../lib/day.ts'
import {
  CannotSplit,
  type Charge,
  chargeForDays,
  percentagesOf,
  settleShares,
  settleYear,
  splitBlended,
  splitByDay,
  splitByPercentage,
  splitByPost,
  splitByWeight,
  splitDamped,
  splitEqually,
  type Weight,
  wholePercentagesOf,
} from './apportionment.ts'

const of = (...weights: number[]): Weight[] => weights.map((weight, i) => ({ councilId: i + 1, weight }))
const pounds = (charges: readonly Charge[]): number[] => charges.map(({ pence }) => pence / 100)
const sum = (charges: readonly Charge[]): number => charges.reduce((total, { pence }) => total + pence, 0)
const weights = (list: readonly Weight[]): number[] => list.map(({ weight }) => weight)
const rounded = (list: readonly Weight[], places: number): number[] =>
  list.map(({ weight }) => Number(weight.toFixed(places)))

// Two district councils publish what was counted and what was charged, service by service.
describe('two councils that publish their figures', () => {
  const published: [what: string, counted: number[], percent: number[], places: number, charged: number[]][] = [
    ['calls', [77_297, 32_158], [70.62, 29.38], 2, [71, 29]],
    ['calls of another year', [53_418, 23_154], [69.76, 30.24], 2, [70, 30]],
    ['council-tax properties', [45_670, 26_345], [63.4, 36.6], 1, [63, 37]],
    ['leisure centres', [4, 2], [66.7, 33.3], 1, [67, 33]],
  ]
  for (const [what, counted, percent, places, charged] of published) {
    test(`charge ${what} by what was counted, in whole percent`, () => {
      assert.deepEqual(rounded(percentagesOf(of(...counted)), places), percent)
      assert.deepEqual(weights(wholePercentagesOf(of(...counted))), charged)
    })
  }
  test('leave planning at 75/25 when 72.5 was counted: within three points', () => {
    const { shares, because } = settleShares(of(75, 25), of(1_936, 734))
    assert.deepEqual([weights(shares), because], [[75, 25], 'as agreed'])
  })
  test('leave human resources at 82/18 when 82.6 was counted', () => {
    assert.deepEqual(weights(settleShares(of(82, 18), of(495, 104)).shares), [82, 18])
  })
  test('charge business rates 63/37 although 72.5 was the value, and say why', () => {
    const reason = 'The work follows the number of properties, not their value'
    const { shares, because } = settleShares(of(63, 37), of(72.5, 27.5), {
      override: { shares: of(63, 37), reason },
    })
    assert.deepEqual([weights(shares), because], [[63, 37], 'overridden'])
    assert.throws(
      () => settleShares(of(63, 37), of(72.5, 27.5), { override: { shares: of(63, 37), reason: '' } }),
      /why/,
    )
  })
  test('move the shares when a count lies more than three points away', () => {
    const { shares, because } = settleShares(of(75, 25), of(1_900, 800))
    assert.deepEqual([weights(shares), because], [[70, 30], 'as it was'])
  })
})

describe('a cost of £600,000 between four councils', () => {
  test('by children under 18', () => {
    assert.deepEqual(
      pounds(splitByWeight(60_000_000, of(45_000, 36_000, 46_190, 46_697))),
      [155_273.25, 124_218.6, 159_379.37, 161_128.78],
    )
  })
  test('partly equal, partly by use', () => {
    assert.deepEqual(
      pounds(splitBlended(60_000_000, 0.4, of(310, 180, 265, 245))),
      [171_600, 124_800, 155_400, 148_200],
    )
    assert.deepEqual(rounded(percentagesOf(of(171_600, 124_800, 155_400, 148_200)), 1), [28.6, 20.8, 25.9, 24.7])
  })
})

describe('nobody pays more than before', () => {
  const before: Charge[] = [300, 200, 250, 250].map((one, i) => ({ councilId: i + 1, pence: one * 100 }))
  test('what is over is spread over the room the others have', () => {
    assert.deepEqual(pounds(splitDamped(95_000, of(36, 16, 25, 23), before)), [300, 173.91, 243.21, 232.88])
  })
  test('cannot be kept when it costs more than before, and is refused', () => {
    assert.throws(() => splitDamped(100_001, of(36, 16, 25, 23), before), CannotSplit)
  })
  test('a council whose former charge nobody knows is refused', () => {
    assert.throws(() => splitDamped(90_000, of(36, 16, 25, 23, 5), before), /must be known/)
  })
})

test('shares that do not come to 100 are refused, with what they come to', () => {
  assert.throws(() => splitByPercentage(1_000, of(50, 49.5)), /99.5 %, not to 100 %/)
  assert.deepEqual(sum(splitByPercentage(1_001, of(33.33, 33.33, 33.34))), 1_001)
})

test('days are bought at a rate, half days too', () => {
  assert.deepEqual(chargeForDays(45_000, of(12, 7.5)), [
    { councilId: 1, pence: 540_000 },
    { councilId: 2, pence: 337_500 },
  ])
})

test('a joint post is paid by its shares, and each council pays the sum of its posts', () => {
  const posts = [
    { pence: 6_500_000, shares: of(60, 40) },
    { pence: 4_812_345, shares: of(50, 50) },
  ]
  const charges = splitByPost(posts)
  assert.deepEqual(sum(charges), 11_312_345)
  assert.deepEqual(charges, [
    { councilId: 1, pence: 3_900_000 + 2_406_173 },
    { councilId: 2, pence: 2_600_000 + 2_406_172 },
  ])
})

describe('a partner that joins in the year', () => {
  const year = { start: day('2026-04-01'), end: day('2027-03-31') }
  const from = (text: string, until: string | null = null) => ({
    from: day(text),
    until: until === null ? null : day(until),
  })
  test('pays for its own days alone', () => {
    const charges = splitByDay(36_500_000, year, [
      { councilId: 1, weight: 1, ...from('2020-01-01') },
      { councilId: 2, weight: 1, ...from('2026-10-01') },
    ])
    // 183 days of one council, 182 of two.
    assert.deepEqual(pounds(charges), [183_000 + 91_000, 91_000])
  })
  test('and one that leaves pays up to its last day', () => {
    const charges = splitByDay(36_500_000, year, [
      { councilId: 1, weight: 1, ...from('2020-01-01') },
      { councilId: 2, weight: 3, ...from('2020-01-01', '2026-04-10') },
    ])
    assert.deepEqual(pounds(charges), [365_000 - 7_500, 7_500])
  })
  test('a day on which there is no partner is refused', () => {
    assert.throws(() => splitByDay(100, year, [{ councilId: 1, weight: 1, ...from('2026-05-01') }]), /1 April 2026/)
  })
})

test('at the end of the year some are invoiced, some credited, and it comes out even', () => {
  const settled = settleYear(splitByWeight(1_000_000, of(60, 40)), [
    { councilId: 1, pence: 550_000 },
    { councilId: 2, pence: 450_000 },
  ])
  assert.deepEqual(
    settled.map(({ kind, pence }) => [kind, pence]),
    [
      ['invoice', 50_000],
      ['credit', 50_000],
    ],
  )
})

describe('whatever is split', () => {
  const cost = fc.integer({ min: 0, max: 10_000_000_000 })
  const someWeights = fc
    .uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 8 })
    .chain((ids) =>
      fc
        .tuple(...ids.map(() => fc.integer({ min: 0, max: 1_000_000 })))
        .map((all) => ids.map((councilId, i) => ({ councilId, weight: (all[i] as number) / 100 }))),
    )
    .filter((list) => list.some(({ weight }) => weight > 0))

  test('sums to exactly what was split, and nobody is paid for taking part', () => {
    fc.assert(
      fc.property(cost, someWeights, fc.double({ min: 0, max: 1, noNaN: true }), (pence, list, share) => {
        for (const charges of [
          splitByWeight(pence, list),
          splitBlended(pence, share, list),
          splitEqually(
            pence,
            list.map(({ councilId }) => councilId),
          ),
        ]) {
          assert.equal(sum(charges), pence)
          assert.ok(charges.every((charge) => charge.pence >= 0))
        }
      }),
    )
  })
  test('comes out the same whatever the order of the partners', () => {
    fc.assert(
      fc.property(cost, someWeights, (pence, list) => {
        assert.deepEqual(splitByWeight(pence, [...list].reverse()), splitByWeight(pence, list))
      }),
    )
  })
  test('damped, it sums too, and nobody pays more than before', () => {
    fc.assert(
      fc.property(
        someWeights,
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 8, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, paid, part) => {
          const before = list.map(({ councilId }, i) => ({ councilId, pence: paid[i] as number }))
          const pence = Math.floor(sum(before) * part)
          const charges = splitDamped(pence, list, before)
          assert.equal(sum(charges), pence)
          for (const charge of charges) {
            const former = before.find(({ councilId }) => councilId === charge.councilId) as Charge
            assert.ok(charge.pence >= 0 && charge.pence <= former.pence)
          }
        },
      ),
    )
  })
  test('by the day, it sums, whoever joins and leaves', () => {
    const year = { start: day('2026-04-01'), end: day('2027-03-31') }
    fc.assert(
      fc.property(cost, fc.array(fc.tuple(fc.nat(364), fc.nat(364)), { maxLength: 5 }), (pence, spans) => {
        const partners = [
          { councilId: 0, weight: 1, from: year.start, until: null },
          ...spans.map(([a, b], i) => ({
            councilId: i + 1,
            weight: i + 1,
            from: year.start.add({ days: Math.min(a, b) }),
            until: year.start.add({ days: Math.max(a, b) }),
          })),
        ]
        assert.equal(sum(splitByDay(pence, year, partners)), pence)
      }),
    )
  })
})
