// Who pays how much of a shared service, to the penny. Money is whole pence; every split sums to exactly what was split,
// by largest remainder, and does not depend on the order in which councils are named.

import { type Day, isAfter, isBefore, monthNames } from '../../lib/day.ts'
import { epochDay } from '../../lib/working-days.ts'

/** What each council weighs in a split: children, full-time equivalents, calls, hours, percent. Never below nought. */
export type Weight = { councilId: number; weight: number }
export type Charge = { councilId: number; pence: number }

/** Something about a split that cannot be, in words for the people who agreed it. */
export class CannotSplit extends Error {}

const mustBePence = (pence: number): void => {
  if (!Number.isSafeInteger(pence) || pence < 0)
    throw new CannotSplit('A cost is a whole number of pence, nought or more.')
}

/** Weights are agreed to six decimals at most; as whole numbers nothing is lost in adding them up. */
const precision = 1_000_000
const wholeWeights = (weights: readonly Weight[]): { councilId: number; whole: bigint }[] => {
  if (weights.length === 0) throw new CannotSplit('There is nobody to split it between.')
  const ids = new Set(weights.map(({ councilId }) => councilId))
  if (ids.size < weights.length) throw new CannotSplit('A council is named twice.')
  return weights
    .map(({ councilId, weight }) => {
      if (!Number.isFinite(weight) || weight < 0) throw new CannotSplit('No council can weigh less than nought.')
      return { councilId, whole: BigInt(Math.round(weight * precision)) }
    })
    .sort((a, b) => a.councilId - b.councilId)
}

/**
 * Splits a whole number of units (pence, percent) by weight. What is left after rounding down goes, one unit each, to
 * the largest remainders; of equal ones to the council with the lower code. Ordered by council.
 */
const divide = (units: number, weights: readonly Weight[]): { councilId: number; units: number }[] => {
  const whole = wholeWeights(weights)
  const sum = whole.reduce((total, one) => total + one.whole, 0n)
  if (sum === 0n) throw new CannotSplit('All weigh nothing: there is no way to split by that.')
  const parts = whole.map(({ councilId, whole: weight }) => {
    const share = BigInt(units) * weight
    return { councilId, units: Number(share / sum), remainder: share % sum }
  })
  let left = units - parts.reduce((total, part) => total + part.units, 0)
  for (const part of [...parts].sort((a, b) =>
    a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1,
  )) {
    if (left === 0) break
    part.units++
    left--
  }
  return parts.map(({ councilId, units: own }) => ({ councilId, units: own }))
}

/** Splits a cost by any weights: population, FTE or headcount, cases or calls, productive time. */
export const splitByWeight = (pence: number, weights: readonly Weight[]): Charge[] => {
  mustBePence(pence)
  return divide(pence, weights).map(({ councilId, units }) => ({ councilId, pence: units }))
}

export const splitEqually = (pence: number, councilIds: readonly number[]): Charge[] =>
  splitByWeight(
    pence,
    councilIds.map((councilId) => ({ councilId, weight: 1 })),
  )

/** By percentages that were agreed; they must come to 100. */
export const splitByPercentage = (pence: number, percentages: readonly Weight[]): Charge[] => {
  const sum = wholeWeights(percentages).reduce((total, { whole }) => total + whole, 0n)
  if (sum !== BigInt(100 * precision)) {
    throw new CannotSplit(`The shares come to ${Number(sum) / precision} %, not to 100 %.`)
  }
  return splitByWeight(pence, percentages)
}

/**
 * Partly equal, partly by use: `equalShare` (0 to 1) of the cost is standing by, the same for all; the rest follows use.
 */
export const splitBlended = (pence: number, equalShare: number, use: readonly Weight[]): Charge[] => {
  if (!(equalShare >= 0 && equalShare <= 1)) throw new CannotSplit('The equal part is a share from 0 to 1.')
  const total = use.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) throw new CannotSplit('All weigh nothing: there is no way to split by that.')
  return splitByWeight(
    pence,
    use.map(({ councilId, weight }) => ({
      councilId,
      weight: 1000 * (equalShare / use.length + ((1 - equalShare) * weight) / total),
    })),
  )
}

/** Days bought at a rate; the cost is what they come to. Half days can be bought. */
export const chargeForDays = (pencePerDay: number, days: readonly Weight[]): Charge[] => {
  mustBePence(pencePerDay)
  const bought = days.reduce((sum, { weight }) => sum + weight, 0)
  return splitByWeight(Math.round(pencePerDay * bought), days)
}

export type SharedPost = { pence: number; shares: readonly Weight[] }
/** Each post by its own shares, which come to 100 %; a council's charge is the sum. */
export const splitByPost = (posts: readonly SharedPost[]): Charge[] =>
  sumOf(posts.map(({ pence, shares }) => splitByPercentage(pence, shares)))

/** Several splits as one: what each council pays in all. */
export const sumOf = (splits: readonly (readonly Charge[])[]): Charge[] => {
  const total = new Map<number, number>()
  for (const { councilId, pence } of splits.flat()) total.set(councilId, (total.get(councilId) ?? 0) + pence)
  return [...total].map(([councilId, pence]) => ({ councilId, pence })).sort((a, b) => a.councilId - b.councilId)
}

/**
 * Nobody pays more than before: what a council would pay over that is spread over the others, by the room each has
 * below its own former charge. Cannot be when the service costs more than before.
 */
export const splitDamped = (pence: number, weights: readonly Weight[], before: readonly Charge[]): Charge[] => {
  mustBePence(pence)
  const paid = before.reduce((sum, charge) => sum + charge.pence, 0)
  if (pence > paid) {
    throw new CannotSplit(
      'It costs more than before, so somebody must pay more: that it shall not be so cannot be kept.',
    )
  }
  const former = new Map(before.map((charge) => [charge.councilId, charge.pence]))
  const raw = splitByWeight(pence, weights)
  for (const { councilId } of raw) {
    if (!former.has(councilId)) throw new CannotSplit('What each council paid before must be known.')
  }
  const capped = raw.map(({ councilId, pence: own }) => {
    const cap = former.get(councilId) as number
    return { councilId, pence: Math.min(own, cap), room: Math.max(0, cap - own) }
  })
  const over = pence - capped.reduce((sum, charge) => sum + charge.pence, 0)
  if (over === 0) return capped.map(({ councilId, pence: own }) => ({ councilId, pence: own }))
  const spread = splitByWeight(
    over,
    capped.map(({ councilId, room }) => ({ councilId, weight: room })),
  )
  return sumOf([capped.map(({ councilId, pence: own }) => ({ councilId, pence: own })), spread])
}

/** Shares of the whole in percent, as numbers with a decimal point. */
export const percentagesOf = (weights: readonly Weight[]): Weight[] => {
  const sum = weights.reduce((total, { weight }) => total + weight, 0)
  if (sum === 0) throw new CannotSplit('All weigh nothing: there is no way to split by that.')
  return weights.map(({ councilId, weight }) => ({ councilId, weight: (100 * weight) / sum }))
}

/** Shares rounded to whole percent that still come to 100. */
export const wholePercentagesOf = (weights: readonly Weight[]): Weight[] =>
  divide(100, weights).map(({ councilId, units }) => ({ councilId, weight: units }))

/** How far, in percentage points, what happened may lie from what was agreed before the shares move. */
export const usualTolerance = 3

export type Settled = {
  shares: Weight[]
  /** Why they are what they are. */
  because: 'as agreed' | 'as it was' | 'overridden'
  reason: string | null
}

/**
 * The shares for a year: those agreed, unless what happened differs for any council by more than the tolerance; then
 * what happened, in whole percent. An override stands above both and says why.
 */
export const settleShares = (
  agreed: readonly Weight[],
  happened: readonly Weight[],
  options: { tolerance?: number; override?: { shares: readonly Weight[]; reason: string } } = {},
): Settled => {
  const { override } = options
  if (override) {
    if (override.reason.trim().length < 10) throw new CannotSplit('Say in a sentence why other shares are charged.')
    splitByPercentage(0, override.shares)
    return { shares: [...override.shares], because: 'overridden', reason: override.reason }
  }
  const tolerance = options.tolerance ?? usualTolerance
  const actual = new Map(percentagesOf(happened).map(({ councilId, weight }) => [councilId, weight]))
  const moved = agreed.some(({ councilId, weight }) => Math.abs((actual.get(councilId) ?? 0) - weight) > tolerance)
  return moved
    ? { shares: wholePercentagesOf(happened), because: 'as it was', reason: null }
    : { shares: [...agreed], because: 'as agreed', reason: null }
}

/** From when to when a council was a partner; `until` is its last day, null while it is one. */
export type Membership = Weight & { from: Day; until: Day | null }

/** The stretches of days of a year on which the partners are the same. Error for a day on which nobody is one. */
export const stretchesOf = <Partner extends { from: Day; until: Day | null }>(
  year: { start: Day; end: Day },
  partners: readonly Partner[],
): { start: Day; days: number; present: Partner[] }[] => {
  const within = partners.filter(
    ({ from, until }) => !isAfter(from, year.end) && (until === null || !isBefore(until, year.start)),
  )
  const starts = [
    year.start,
    ...within.flatMap(({ from, until }) => [from, ...(until === null ? [] : [until.add({ days: 1 })])]),
  ]
    .filter((on) => !isBefore(on, year.start) && !isAfter(on, year.end))
    .sort(Temporal.PlainDate.compare)
    .filter((on, index, all) => index === 0 || !on.equals(all[index - 1] as Day))
  return starts.map((start, index) => {
    const next = starts[index + 1]
    const days = (next ? epochDay(next) : epochDay(year.end) + 1) - epochDay(start)
    const present = within.filter(
      ({ from, until }) => !isAfter(from, start) && (until === null || !isBefore(until, start)),
    )
    if (present.length === 0) {
      throw new CannotSplit(
        `Nobody is a partner from ${start.day} ${monthNames[start.month - 1]} ${start.year}, so nobody can be charged for that day.`,
      )
    }
    return { start, days, present }
  })
}

/**
 * A year's cost where partners join or leave within it: the cost falls evenly on its days, and each stretch of days with
 * the same partners is split between those, as `split` says. Days without a partner are refused.
 */
export const splitByDayWith = <Partner extends { from: Day; until: Day | null }>(
  pence: number,
  year: { start: Day; end: Day },
  partners: readonly Partner[],
  split: (pence: number, present: readonly Partner[]) => Charge[],
): Charge[] => {
  mustBePence(pence)
  const stretches = stretchesOf(year, partners)
  // The days share the cost as councils do: by largest remainder, in the order of the year.
  const costs = divide(
    pence,
    stretches.map(({ days }, index) => ({ councilId: index, weight: days })),
  )
  return sumOf(stretches.map(({ present }, index) => split((costs[index] as { units: number }).units, present)))
}

/** The same, each stretch split by the weights of those who are partners in it. */
export const splitByDay = (pence: number, year: { start: Day; end: Day }, partners: readonly Membership[]): Charge[] =>
  splitByDayWith(pence, year, partners, splitByWeight)

export type Settlement = {
  councilId: number
  due: number
  paid: number
  kind: 'invoice' | 'credit' | 'settled'
  pence: number
}

/** At the end of the year: what is due by the final shares of the actual cost, less what was paid on account. */
export const settleYear = (due: readonly Charge[], onAccount: readonly Charge[]): Settlement[] => {
  const paid = new Map(onAccount.map(({ councilId, pence }) => [councilId, pence]))
  const all = [...new Set([...due, ...onAccount].map(({ councilId }) => councilId))].sort((a, b) => a - b)
  const owed = new Map(due.map(({ councilId, pence }) => [councilId, pence]))
  return all.map((councilId) => {
    const [is, was] = [owed.get(councilId) ?? 0, paid.get(councilId) ?? 0]
    return {
      councilId,
      due: is,
      paid: was,
      kind: is > was ? 'invoice' : is < was ? 'credit' : 'settled',
      pence: Math.abs(is - was),
    }
  })
}
