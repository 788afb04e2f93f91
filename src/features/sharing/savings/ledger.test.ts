import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { creditRefusal, creditsOf, type LedgerLine, paidBackIn, positions, realisedByYear } from './ledger.ts'

const line = (about: Partial<LedgerLine>): LedgerLine => ({
  councilId: 1,
  lineId: 'one',
  joint: false,
  hostId: 1,
  arrangementId: 'a',
  year: 2026,
  what: 'w',
  kind: 'cashable',
  recurring: true,
  stage: 'realised',
  baseline: 100_000,
  baselineYear: 2026,
  actual: 60_000,
  displaced: 0,
  oneOff: 0,
  stated: null,
  basis: '',
  fallsOn: 'overhead',
  evidence: 'e',
  authors: [],
  validatedAt: null,
  validatedBy: null,
  validation: '',
  version: 1,
  ...about,
})
const none = new Map()

test('What was stated without a baseline is in no sum', () => {
  const stands = positions([line({ baseline: null, baselineYear: null, actual: null, stated: 800_000_000 })], none)
  assert.deepEqual(
    stands.map(({ cumulative, runRate }) => [cumulative, runRate]),
    [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  )
  assert.equal(stands[2]?.withoutBaseline, 1)
})

test('A joint figure is no council’s, and what councils are credited with is held against it', () => {
  const joint = line({ lineId: 'j', joint: true, baseline: 200_000, actual: 120_000 })
  const both = [joint, line({}), line({ councilId: 2, lineId: 'two' })]
  assert.equal(positions(both, none)[2]?.cumulative, 80_000)
  assert.deepEqual(
    creditsOf(both, none).map(({ joint: all, sum, fault }) => [all, sum, fault]),
    [[80_000, 80_000, null]],
  )
  assert.equal(creditRefusal(both[2]!, both.slice(0, 2), none), null)
  assert.match(
    creditRefusal(line({ councilId: 2, lineId: 'two', actual: 59_999 }), both.slice(0, 2), none) ?? '',
    /£0\.01 more/,
  )
  assert.match(creditRefusal(both[2]!, [both[1]!], none) ?? '', /host must first record/)
})

test('Validated counts with realised when credits are held against the whole, and forecasts stand by themselves', () => {
  const lines = [
    line({ lineId: 'j', joint: true, baseline: 200_000, actual: 120_000 }),
    line({ stage: 'validated', validatedAt: Temporal.Instant.from('2026-05-01T09:00:00Z'), validatedBy: 'x' }),
    line({ councilId: 2, lineId: 'f', stage: 'forecast' }),
  ]
  assert.deepEqual(
    creditsOf(lines, none).map(({ certainty, sum }) => [certainty, sum]),
    [
      ['realised', 40_000],
      ['forecast', 40_000],
    ],
  )
})

test('A penny lost in raising prices line by line is told as rounding, and not as counted twice', () => {
  const prices = new Map([[1, new Map([[2026, 1.031]])]])
  const half = { baseline: 50_050, baselineYear: 2025, actual: 0 }
  const lines = [
    line({ lineId: 'j', joint: true, baseline: 100_100, baselineYear: 2025, actual: 0 }),
    line({ ...half }),
    line({ ...half, councilId: 2, lineId: 'two' }),
  ]
  const [credit] = creditsOf(lines, prices)
  assert.deepEqual([credit?.joint, credit?.sum, credit?.rounding, credit?.fault], [103_203, 103_204, 1, null])
  assert.equal(creditRefusal(lines[2]!, lines.slice(0, 2), prices), null)
})

test('Spending £1.5m to save £6m over three years has come back in the first', () => {
  const years = realisedByYear(
    [2014, 2015, 2016].map((year, at) =>
      line({
        lineId: String(year),
        year,
        baselineYear: 2014,
        baseline: 1_000_000_000,
        actual: 800_000_000,
        oneOff: at === 0 ? 150_000_000 : 0,
      }),
    ),
    none,
  )
  assert.deepEqual([years.at(-1)?.cumulative, paidBackIn(years)], [450_000_000, 2014])
})

test('Whatever the lines, the parts of all councils come to the joint figures where no fault is told', () => {
  const drawn = fc.record({
    councilId: fc.integer({ min: 1, max: 3 }),
    joint: fc.boolean(),
    year: fc.integer({ min: 2024, max: 2026 }),
    actual: fc.integer({ min: 0, max: 3 }).map((n) => n * 10_000),
  })
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 10 }), (all) => {
      const lines = all.map((one, at) =>
        line({ ...one, councilId: one.joint ? 1 : one.councilId, lineId: String(at), baselineYear: one.year }),
      )
      for (const credit of creditsOf(lines, none)) {
        assert.equal(
          credit.credited.reduce((sum, { pence }) => sum + pence, 0),
          credit.sum,
        )
        if (credit.fault === null && credit.joint !== null) assert.equal(credit.sum, credit.joint)
        if (credit.joint !== null && credit.sum !== credit.joint) assert.ok(credit.fault)
      }
    }),
  )
})
