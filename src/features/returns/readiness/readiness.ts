// How ready a council's returns are: on each day, which children of a return had nothing left to put right.
import { type Day, daysBetween, earliest } from '../../../lib/day.ts'
import { dayFromEpoch, epochDay } from '../../../lib/working-days.ts'
import type { ReturnName } from '../record/found.ts'

export type { ReturnName }
export const returnNames: readonly ReturnName[] = ['ssda903', 'cin']
export const isReturnName = (text: string | undefined): text is ReturnName => returnNames.some((name) => name === text)

export const shortTitles: Readonly<Record<ReturnName, string>> = { ssda903: 'SSDA903', cin: 'Census' }

/** "SSDA903 and census": in the middle of a sentence. */
export const inSentence = (names: readonly ReturnName[]): string =>
  names.map((name) => (name === 'cin' ? 'census' : 'SSDA903')).join(' and ')

/** "2026-27": the return year that ends on 31 March 2027. */
export const yearWords = (year: number): string => `${year - 1}-${String(year).slice(2)}`

export type Countdown = {
  endsOn: Day
  /** Negative once the year is over. */
  daysToEnd: number
  /** Null where the department has confirmed no day. */
  lastDay: Day | null
  daysToLast: number | null
}

/**
 * The end of a return year and the last day for sending. The census: 1 April to 31 July after the year (DfE census guide
 * 1.1). SSDA903: the department names the days each year; none is confirmed.
 */
export const countdownOf = (returnName: ReturnName, year: number, today: Day): Countdown => {
  const endsOn = new Temporal.PlainDate(year, 3, 31)
  const lastDay = returnName === 'cin' ? new Temporal.PlainDate(year, 7, 31) : null
  return {
    endsOn,
    daysToEnd: daysBetween(today, endsOn),
    lastDay,
    daysToLast: lastDay === null ? null : daysBetween(today, lastDay),
  }
}

/** So many children came into a return on a day: the first day of the year on which it speaks of them. */
export type Entered = { on: Day; children: number }
/** Something of a child was to be put right from a day until before another; null: still is. */
export type Work = { childId: string; from: Day; to: Day | null }
export type Point = { on: Day; children: number; ready: number; percent: number | null }

export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.floor((part / whole) * 100)

/**
 * Readiness week by week up to today, from the day a check first found something: before it nobody was counting. Where
 * nothing was ever found there is today alone.
 */
export const readinessOver = (
  year: number,
  today: Day,
  entered: readonly Entered[],
  work: readonly Work[],
): Point[] => {
  const starts = epochDay(new Temporal.PlainDate(year - 1, 4, 1))
  const last = epochDay(today)
  const first = work.reduce<Day | null>((day, one) => (day === null ? one.from : earliest(day, one.from)), null)
  const since = first === null ? last : Math.max(starts, epochDay(first))
  const size = Math.max(1, last - starts + 1)
  // Counts by day since the year began, as changes from the day before.
  const unready = new Array<number>(size + 1).fill(0)
  const children = new Array<number>(size + 1).fill(0)
  const at = (day: number): number => Math.min(size, Math.max(0, day - starts))
  for (const one of entered) children[at(epochDay(one.on))]! += one.children
  for (const own of Map.groupBy(work, ({ childId }) => childId).values()) {
    const spans = own
      .map(({ from, to }) => [epochDay(from), to === null ? last + 1 : epochDay(to)] as const)
      .filter(([from, to]) => to > from)
      .sort((a, b) => a[0] - b[0])
    let until = -1
    for (const [from, to] of spans) {
      const begins = Math.max(from, until)
      if (to <= begins) continue
      unready[at(begins)]! += 1
      unready[at(to)]! -= 1
      until = to
    }
  }
  for (let day = 1; day <= size; day++) {
    children[day]! += children[day - 1]!
    unready[day]! += unready[day - 1]!
  }
  const points: Point[] = []
  for (let day = last; day >= since; day -= 7) {
    const all = children[at(day)]!
    const ready = Math.max(0, all - unready[at(day)]!)
    points.push({ on: dayFromEpoch(day), children: all, ready, percent: percentOf(ready, all) })
  }
  return points.reverse()
}

/** For every 100 children, to one decimal; null where there are too few children for a rate to say anything. */
export const leastForRate = 10
export const perHundred = (count: number, children: number): string | null =>
  children < leastForRate ? null : ((count / children) * 100).toFixed(1)
