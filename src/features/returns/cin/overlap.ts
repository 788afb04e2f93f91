// What goes on at the same time, and what is wrong together, told in few words even where thousands of rows are one
// child's: a file may give all its children one identifier.
import type { DayNumber } from '../../../lib/day-number.ts'

/** A row and a day of it. */
export type Point<R> = { row: R; day: DayNumber }
/** A row and the days on which it goes on: from `start` to the day before `until`. */
export type Span<R> = { row: R; start: DayNumber; until: DayNumber }

export const pointsOf = <R>(rows: readonly R[], dayOf: (row: R) => DayNumber | null): Point<R>[] =>
  rows.flatMap((row) => {
    const day = dayOf(row)
    return day === null || Number.isNaN(day) ? [] : [{ row, day }]
  })

/**
 * The days on which each row goes on. `ends` is the last of them or the first on which it is over; a row without an end
 * goes on to the day `openUntil` gives for it, that day as well, or not at all where that is null.
 */
export const spansOf = <R>(
  rows: readonly R[],
  startOf: (row: R) => DayNumber | null,
  endOf: (row: R) => DayNumber | null,
  ends: 'on its last day' | 'before its last day',
  openUntil: (row: R) => DayNumber | null,
): Span<R>[] =>
  pointsOf(rows, startOf).flatMap(({ row, day }) => {
    const end = endOf(row)
    const last = end ?? openUntil(row)
    if (last === null || Number.isNaN(last)) return []
    return [{ row, start: day, until: end === null || ends === 'on its last day' ? last + 1 : last }]
  })

/**
 * Which days fall into which spans of other rows: each such day and each such span at least once, so that there are never
 * more pairs than rows, however many there are of one child.
 */
export const fallInto = <P, S>(points: readonly Point<P>[], spans: readonly Span<S>[]): { inside: P; span: S }[] => {
  const pairs: { inside: P; span: S }[] = []
  if (points.length === 0 || spans.length === 0) return pairs
  const days = [...points].sort((a, b) => a.day - b.day)
  const begun = [...spans].sort((a, b) => a.start - b.start)
  const paired = new Map<P, Set<S>>()
  const add = (inside: P, span: S): void => {
    const known = paired.get(inside) ?? new Set()
    if (known.has(span)) return
    paired.set(inside, known.add(span))
    pairs.push({ inside, span })
  }
  // Of the spans begun by a day the two that go on longest: one of them is of another row.
  let longest: Span<S> | null = null
  let second: Span<S> | null = null
  let next = 0
  for (const { row, day } of days) {
    for (; next < begun.length && begun[next]!.start <= day; next++) {
      const span = begun[next]!
      if (!longest || span.until > longest.until) [longest, second] = [span, longest]
      else if (!second || span.until > second.until) second = span
    }
    const over: Span<S> | null = (longest?.row as unknown) === row ? second : longest
    if (over && day < over.until) add(row, over.row)
  }
  // And of the days from the start of a span on the first two.
  let from = 0
  for (const { row, start, until } of begun) {
    while (from < days.length && days[from]!.day < start) from++
    const point = (days[from]?.row as unknown) === row ? days[from + 1] : days[from]
    if (point && point.day < until) add(point.row, row)
  }
  return pairs
}

/** Pairs that are wrong together: each row that is in one at least once, and never more pairs than rows. */
export const pairsWhere = <A, B>(as: readonly A[], bs: readonly B[], wrong: (a: A, b: B) => boolean): [A, B][] => {
  const pairs: [A, B][] = []
  const paired = new Set<B>()
  for (const a of as) {
    const b = bs.find((each) => wrong(a, each))
    if (b === undefined) continue
    pairs.push([a, b])
    paired.add(b)
  }
  for (const b of bs) {
    const a = paired.has(b) ? undefined : as.find((each) => wrong(each, b))
    if (a !== undefined) pairs.push([a, b])
  }
  return pairs
}
