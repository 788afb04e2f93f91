import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fallInto, pairsWhere, pointsOf, spansOf } from './overlap.ts'

type Thing = { start: number | null; end: number | null; day: number | null }
const day = fc.option(fc.integer({ min: 0, max: 12 }), { nil: null, freq: 6 })
const thing = fc.record({ start: day, end: day, day })
const things = fc.array(thing, { maxLength: 12 })
const ends = fc.constantFrom('on its last day', 'before its last day')

/** Whether a day falls into a span, asked of the two alone. */
const falls = (at: number | null, span: Thing, last: string, openUntil: number | null): boolean => {
  if (at === null || span.start === null || at < span.start) return false
  if (span.end === null) return openUntil !== null && at <= openUntil
  return last === 'on its last day' ? at <= span.end : at < span.end
}

describe('what falls into what', () => {
  test('is every day and every span that one by one would be found, in no more pairs than rows', () => {
    fc.assert(
      fc.property(things, things, ends, day, (points, spans, last, openUntil) => {
        const pairs = fallInto(
          pointsOf(points, (one) => one.day),
          spansOf(
            spans,
            (one) => one.start,
            (one) => one.end,
            last as 'on its last day',
            () => openUntil,
          ),
        )
        for (const { inside, span } of pairs) assert.ok(falls(inside.day, span, last, openUntil))
        const found = new Set<Thing>(pairs.flatMap(({ inside, span }) => [inside, span]))
        for (const point of points) {
          assert.equal(
            found.has(point),
            spans.some((span) => falls(point.day, span, last, openUntil)),
          )
        }
        for (const span of spans) {
          assert.equal(
            found.has(span),
            points.some((point) => falls(point.day, span, last, openUntil)),
          )
        }
        assert.ok(pairs.length <= points.length + spans.length)
      }),
    )
  })
  test('never has a row fall into itself', () => {
    fc.assert(
      fc.property(things, ends, day, (rows, last, openUntil) => {
        const pairs = fallInto(
          pointsOf(rows, (one) => one.start),
          spansOf(
            rows,
            (one) => one.start,
            (one) => one.end,
            last as 'on its last day',
            () => openUntil,
          ),
        )
        for (const row of rows) {
          const others = rows.filter((other) => other !== row)
          assert.equal(
            pairs.some(({ inside }) => inside === row),
            others.some((other) => falls(row.start, other, last, openUntil)),
          )
          assert.equal(
            pairs.some(({ span }) => span === row),
            others.some((other) => falls(other.start, row, last, openUntil)),
          )
        }
        assert.ok(pairs.every(({ inside, span }) => inside !== span))
      }),
    )
  })
  test('of a thousand that all overlap is said in two thousand pairs', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ start: i, end: 2000 }))
    const start = (row: { start: number }): number => row.start
    const spans = spansOf(
      rows,
      start,
      (row) => row.end,
      'on its last day',
      () => null,
    )
    assert.ok(fallInto(pointsOf(rows, start), spans).length <= 2000)
  })
})

test('pairs that are wrong together name each row that is in one, and none that is not', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.array(fc.nat(9)), fc.nat(5), (as, bs, far) => {
      const [left, right] = [as.map((n) => ({ n })), bs.map((n) => ({ n }))]
      const wrong = (a: { n: number }, b: { n: number }): boolean => a.n > b.n + far
      const pairs = pairsWhere(left, right, wrong)
      for (const a of left) {
        assert.equal(
          pairs.some(([one]) => one === a),
          right.some((b) => wrong(a, b)),
        )
      }
      for (const b of right) {
        assert.equal(
          pairs.some(([, one]) => one === b),
          left.some((a) => wrong(a, b)),
        )
      }
      assert.ok(pairs.every(([a, b]) => wrong(a, b)))
    }),
  )
})
