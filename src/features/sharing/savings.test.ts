import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  creditFault,
  cumulativeByYear,
  indexed,
  type Line,
  netOf,
  paybackMonths,
  paybackYear,
  positionOf,
} from './savings.ts'

const thousand = 100_000
const none = new Map<number, number>()
const line = (about: Partial<Line>): Line => ({
  councilId: 1,
  arrangementId: 'a',
  year: 2026,
  kind: 'cashable',
  recurring: true,
  stage: 'realised',
  baseline: { pence: 1_000 * thousand, year: 2026 },
  actual: 800 * thousand,
  displaced: 0,
  oneOff: 0,
  evidence: 'budget book',
  ...about,
})

describe('one line', () => {
  test('saves what it would have cost less what was spent, moved elsewhere and spent once', () => {
    assert.deepEqual(netOf(line({ displaced: 50 * thousand, oneOff: 30 * thousand }), none), { pence: 120 * thousand })
  })
  test('without a baseline saves nothing, and says so', () => {
    assert.ok('noSaving' in netOf(line({ baseline: null }), none))
  })
  test('that is a benefit and no money is not added up', () => {
    assert.ok('noSaving' in netOf(line({ kind: 'non-cash' }), none))
  })
  test('counts its baseline in the prices of its year', () => {
    const prices = new Map([
      [2025, 1.1],
      [2026, 1.1],
    ])
    assert.equal(indexed(100_00, 2024, 2026, prices), 121_00)
    assert.deepEqual(
      netOf(line({ baseline: { pence: 1_000 * thousand, year: 2024 }, actual: 1_200 * thousand }), prices),
      {
        pence: 10 * thousand,
      },
    )
  })
  test('can be a loss', () => {
    assert.deepEqual(netOf(line({ actual: 1_100 * thousand }), none), { pence: -100 * thousand })
  })
})

describe('where things stand', () => {
  const lines = [
    line({ year: 2024, oneOff: 300 * thousand }),
    line({ year: 2025 }),
    line({ year: 2026 }),
    line({ year: 2027, stage: 'forecast', actual: 500 * thousand }),
    line({ year: 2026, recurring: false, actual: 900 * thousand }),
    line({ year: 2026, baseline: null }),
  ]
  test('what recurs in the latest year stands apart from what was saved in all', () => {
    const { runRate, cumulative, left } = positionOf(lines, 'realised', none)
    assert.equal(runRate, 200 * thousand)
    assert.equal(cumulative, (200 * 3 - 300 + 100) * thousand)
    assert.equal(left.length, 1)
  })
  test('what is forecast is not added to what was realised', () => {
    assert.equal(positionOf(lines, 'forecast', none).cumulative, 500 * thousand)
    assert.equal(positionOf(lines, 'validated', none).cumulative, 0)
  })
  test('it has paid back in the first year in which nothing is owed any more', () => {
    assert.deepEqual(
      cumulativeByYear(lines, 'realised', none).map(({ year, cumulative }) => [year, cumulative / thousand]),
      [
        [2024, -100],
        [2025, 100],
        [2026, 400],
      ],
    )
    assert.equal(paybackYear(lines, 'realised', none), 2025)
    assert.equal(paybackYear([line({ oneOff: 900 * thousand })], 'realised', none), null)
  })
})

test('the shared highways and regulation service that was published pays back in 11.4 months', () => {
  const oneOff = (200 + 2 * 50 + 250) * thousand
  assert.equal(oneOff, 550 * thousand)
  assert.equal(paybackMonths(oneOff, 580 * thousand), 11.4)
  assert.equal(paybackMonths(oneOff, 0), null)
})

test('spending £1.5m to save £6m over three years pays back in the first', () => {
  const lines = [2014, 2015, 2016].map((year, i) =>
    line({
      year,
      baseline: { pence: 10_000 * thousand, year: 2014 },
      actual: 8_000 * thousand,
      oneOff: i === 0 ? 1_500 * thousand : 0,
    }),
  )
  assert.equal(paybackYear(lines, 'realised', none), 2014)
  assert.equal(positionOf(lines, 'realised', none).cumulative, 4_500 * thousand)
})

describe('what councils are credited with', () => {
  test('comes to what was saved: nothing twice, nothing lost', () => {
    assert.equal(
      creditFault(800, [
        { councilId: 1, pence: 500 },
        { councilId: 2, pence: 300 },
      ]),
      null,
    )
    assert.match(
      creditFault(800_00, [
        { councilId: 1, pence: 800_00 },
        { councilId: 2, pence: 800_00 },
      ]) ?? '',
      /£800.00 more .+ twice/,
    )
    assert.match(creditFault(800_00, [{ councilId: 1, pence: 500_00 }]) ?? '', /£300.00 .+ no council/)
  })
  test('whatever the lines, the stages together are the whole ledger', () => {
    const anyLine = fc.record({
      year: fc.integer({ min: 2015, max: 2027 }),
      stage: fc.constantFrom('forecast', 'agreed', 'realised', 'validated'),
      actual: fc.nat(10_000_000),
      oneOff: fc.nat(1_000_000),
      baseline: fc.option(fc.record({ pence: fc.nat(10_000_000), year: fc.constant(2015) })),
    })
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), (drafts) => {
        const lines = drafts.map((draft) => line(draft as Partial<Line>))
        const whole = lines.reduce((sum, one) => {
          const net = netOf(one, none)
          return sum + ('pence' in net ? net.pence : 0)
        }, 0)
        const byStage = (['forecast', 'agreed', 'realised', 'validated'] as const).map(
          (stage) => positionOf(lines, stage, none).cumulative,
        )
        assert.equal(
          byStage.reduce((sum, one) => sum + one, 0),
          whole,
        )
      }),
    )
  })
})
