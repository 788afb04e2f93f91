import { type Day, daysBetween, isAfter, isBefore } from '../../../lib/day.ts'
import { yearSpan } from '../../../lib/financial-year.ts'
import {
  CannotSplit,
  type Charge,
  chargeForDays,
  percentagesOf,
  type Settlement,
  settleShares,
  settleYear,
  splitBlended,
  splitByDayWith,
  splitByPercentage,
  splitByPost,
  splitByWeight,
  splitDamped,
  splitEqually,
  sumOf,
  type Weight,
} from '../apportionment.ts'

// One year's cost of one arrangement and how it falls on its councils: what was agreed, what happened, what is charged.
// Pure: the amounts shown on a page, in a file and on an invoice all come from `splitOf`.

export const methods = {
  equal: 'Equally',
  percentage: 'By agreed percentages',
  population: 'By population',
  staff: 'By staff (full-time equivalents or heads)',
  cases: 'By cases or calls',
  time: 'By productive time',
  days: 'Days bought at a day rate',
  posts: 'Post by post',
  blended: 'Partly equally, partly by use',
  damped: 'By use, and nobody pays more than before',
} as const
export type Method = keyof typeof methods
export const methodNames = Object.keys(methods) as Method[]

/** What each method weighs councils by, as a form asks for it; null where it weighs nothing. */
export const measureLabels: Record<Method, string | null> = {
  equal: null,
  percentage: 'Agreed percentage',
  population: 'People counted',
  staff: 'Staff counted',
  cases: 'Cases or calls',
  time: 'Hours',
  days: 'Days bought',
  posts: null,
  blended: 'Use',
  damped: 'Use',
}

export type JointPost = { title: string; pence: number; shares: readonly Weight[] }
export type Terms = {
  /** pence for a day */
  dayRate?: number
  /** percent of the cost that all bear equally */
  equalPart?: number
  posts?: readonly JointPost[]
}

/** One council's row: as agreed for the year, as it happened, what it paid before, the share charged instead, paid so far. */
export type PartyRow = {
  councilId: number
  weight: number | null
  happened: number | null
  former: number | null
  overrideShare: number | null
  onAccount: number
}

export type CostYear = {
  year: number
  method: Method
  terms: Terms
  measured: string
  budget: number | null
  actual: number | null
  redundancy: number
  redundancySplit: 'equally' | 'as the cost'
  tolerance: number
  overrideReason: string | null
  rows: readonly PartyRow[]
}

/** From when to when a council is a party; `until` is its last day, null while it is one. */
export type Party = { councilId: number; from: Day; until: Day | null }
export type Standing = { startsOn: Day; endsOn: Day | null; endedOn: Day | null }

/** The days of a year on which an arrangement stands; null when it does not stand in it. */
export const periodOf = (year: number, standing: Standing): { start: Day; end: Day } | null => {
  const span = yearSpan(year)
  const last = [standing.endsOn, standing.endedOn, span.end]
    .filter((on): on is Day => on !== null)
    .sort(Temporal.PlainDate.compare)[0] as Day
  const start = isAfter(standing.startsOn, span.start) ? standing.startsOn : span.start
  return isAfter(start, last) ? null : { start, end: last }
}

/** Councils that are a party on at least one day of a period, by their code. */
export const partiesWithin = (parties: readonly Party[], period: { start: Day; end: Day }): number[] =>
  [
    ...new Set(
      parties
        .filter(({ from, until }) => !isAfter(from, period.end) && (until === null || !isBefore(until, period.start)))
        .map(({ councilId }) => councilId),
    ),
  ].sort((a, b) => a - b)

/** On how many days of a period a council is a party. */
export const daysWithin = (parties: readonly Party[], councilId: number, period: { start: Day; end: Day }): number =>
  parties
    .filter((party) => party.councilId === councilId)
    .reduce((sum, { from, until }) => {
      const start = isAfter(from, period.start) ? from : period.start
      const end = until === null || isAfter(until, period.end) ? period.end : until
      return sum + Math.max(0, daysBetween(start, end) + 1)
    }, 0)

/** What stops a split, and the field of the form it belongs to. */
export class CannotCharge extends CannotSplit {
  readonly field: string
  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}
const atField = <T>(field: string, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (error instanceof CannotSplit && !(error instanceof CannotCharge)) throw new CannotCharge(field, error.message)
    throw error
  }
}

/** Methods that weigh councils by something counted, so that what happened can be held against what was agreed. */
const weighing: readonly Method[] = ['percentage', 'population', 'staff', 'cases', 'time', 'blended', 'damped']
export const holdsTolerance = (method: Method): boolean => weighing.includes(method)

export type CouncilShare = {
  councilId: number
  /** days of the year as a party, and in the year in all */
  days: number
  weight: number | null
  happened: number | null
  /** percent by what was agreed, and by what happened; null where nothing is weighed or counted */
  agreedPercent: number | null
  happenedPercent: number | null
  budget: number | null
  /** its part of what was spent, by the shares that are charged */
  actual: number | null
  redundancy: number
  /** of what was spent and of redundancy, what it has paid on account, and what is left either way */
  settlement: Settlement | null
  /** percent of what was spent (or of the budget) it bears in the end */
  percent: number | null
}
export type Split = {
  councils: CouncilShare[]
  budget: number | null
  actual: number | null
  period: { start: Day; end: Day }
  days: number
  because: 'as agreed' | 'as it was' | 'overridden'
  /** some council was a party for only part of the year */
  byDay: boolean
  /** the council that differs most from what was agreed, in percentage points */
  furthest: { councilId: number; points: number } | null
}

/**
 * How a year's cost falls on the councils that were parties in it. Every amount it gives sums to the cost it splits, to
 * the penny. CannotCharge, with the field of the form it belongs to, where it cannot be split as it stands.
 */
export const splitOf = (cost: CostYear, parties: readonly Party[], standing: Standing): Split => {
  const period = periodOf(cost.year, standing)
  if (period === null) throw new CannotCharge('year', 'The arrangement is not in force on any day of this year.')
  const ids = partiesWithin(parties, period)
  if (ids.length === 0) throw new CannotCharge('year', 'No council is a party to the arrangement in this year.')
  const rowOf = (councilId: number): PartyRow =>
    cost.rows.find((row) => row.councilId === councilId) ?? {
      councilId,
      weight: null,
      happened: null,
      former: null,
      overrideShare: null,
      onAccount: 0,
    }
  const rows = ids.map(rowOf)
  const within = parties.filter(({ councilId }) => ids.includes(councilId))
  const weights = weightsOf(cost.method, rows)
  const happened = rows.every((row) => row.happened !== null)
    ? rows.map(({ councilId, happened: weight }) => ({ councilId, weight: weight as number }))
    : null

  const byDay = (pence: number, split: (pence: number, present: readonly number[]) => Charge[]): Charge[] =>
    atField('year', () =>
      splitByDayWith(pence, period, within, (part, present) => {
        const presentIds = [...new Set(present.map(({ councilId }) => councilId))]
        return part === 0 ? presentIds.map((councilId) => ({ councilId, pence: 0 })) : split(part, presentIds)
      }),
    )
  /** One amount, by weights (percent, counts), as the method says. */
  const charge = (pence: number, by: readonly Weight[], field: string): Charge[] => {
    const of = (present: readonly number[]): Weight[] => by.filter(({ councilId }) => present.includes(councilId))
    const firstWeight = `weight${ids[0]}`
    const plain = (part: number, present: readonly number[]): Charge[] =>
      atField(firstWeight, () => splitByWeight(part, of(present)))
    switch (cost.method) {
      case 'equal':
        return byDay(pence, splitEqually)
      case 'blended':
        return byDay(pence, (part, present) =>
          atField(firstWeight, () => splitBlended(part, (cost.terms.equalPart ?? 0) / 100, of(present))),
        )
      case 'damped': {
        const raw = byDay(pence, plain)
        if (pence === 0) return raw
        const before = rows.map(({ councilId, former }) => {
          if (former === null) throw new CannotCharge(`former${councilId}`, 'Enter what this council paid before')
          return { councilId, pence: former }
        })
        const weighed = raw.map(({ councilId, pence: weight }) => ({ councilId, weight }))
        return atField(field, () => splitDamped(pence, weighed, before))
      }
      default:
        return byDay(pence, plain)
    }
  }

  const overridden = cost.overrideReason === null ? null : overrideOf(rows, cost.overrideReason)
  let budget = cost.budget
  let actual = cost.actual
  let budgetCharges: Charge[] | null = null
  let actualCharges: Charge[] | null = null
  let because: Split['because'] = overridden ? 'overridden' : 'as agreed'

  if (cost.method === 'days') {
    const rate = cost.terms.dayRate
    if (rate === undefined) throw new CannotCharge('dayRate', 'Enter what a day costs')
    budgetCharges = atField(`weight${ids[0]}`, () => boughtDays(rate, weights))
    budget = totalOf(budgetCharges)
    if (happened) {
      actualCharges = atField(`happened${ids[0]}`, () => boughtDays(rate, happened))
      actual = totalOf(actualCharges)
      because = overridden ? 'overridden' : 'as it was'
    } else actual = null
  } else if (cost.method === 'posts') {
    const posts = cost.terms.posts ?? []
    if (posts.length === 0) throw new CannotCharge('post1Title', 'Enter at least one post')
    const whole = posts.map(({ pence, shares }, index) => ({
      pence,
      shares: atField(`post${index + 1}Share${ids[0]}`, () => {
        splitByPercentage(pence, shares)
        const outside = shares.find(({ councilId, weight }) => weight > 0 && !ids.includes(councilId))
        if (outside) throw new CannotSplit('A council that is not a party in this year cannot bear part of a post.')
        return shares
      }),
    }))
    budgetCharges = splitByPost(whole)
    budget = totalOf(budgetCharges)
    if (actual !== null) {
      const spent = actual
      actualCharges =
        budget === 0
          ? splitEqually(spent, ids)
          : splitByWeight(
              spent,
              budgetCharges.map(({ councilId, pence: weight }) => ({ councilId, weight })),
            )
    }
  } else {
    if (budget !== null) budgetCharges = charge(budget, weights, 'budget')
    if (actual !== null && !overridden) {
      let by = weights
      if (happened && holdsTolerance(cost.method)) {
        const settled = atField(`happened${ids[0]}`, () =>
          settleShares(percentagesOf(weights), happened, { tolerance: cost.tolerance }),
        )
        because = settled.because
        if (settled.because === 'as it was') by = settled.shares
      }
      actualCharges = charge(actual, by, 'actual')
    }
  }
  if (overridden && actual !== null) {
    const shares = overridden
    actualCharges = byDay(actual, (part, present) =>
      atField(`override${ids[0]}`, () =>
        splitByWeight(
          part,
          shares.filter(({ councilId }) => present.includes(councilId)),
        ),
      ),
    )
  }
  const redundancy = splitRedundancy(cost, ids, actualCharges ?? budgetCharges)
  const due = actualCharges === null ? null : sumOf([actualCharges, redundancy])
  const settlements = due
    ? settleYear(
        due,
        rows.map(({ councilId, onAccount }) => ({ councilId, pence: onAccount })),
      )
    : null
  const days = daysBetween(period.start, period.end) + 1
  const dayCounts = new Map(ids.map((councilId) => [councilId, daysWithin(within, councilId, period)]))
  const agreedPercents = percentsOrNull(cost.method === 'posts' ? asWeights(budgetCharges) : weights)
  const happenedPercents = happened && cost.method !== 'equal' ? percentsOrNull(happened) : null
  const borne = percentsOrNull(asWeights(actualCharges ?? budgetCharges))
  const of = (charges: readonly Charge[] | null, councilId: number): number | null =>
    charges === null ? null : (charges.find((one) => one.councilId === councilId)?.pence ?? 0)
  const councils = rows.map((row): CouncilShare => {
    const { councilId } = row
    return {
      councilId,
      days: dayCounts.get(councilId) as number,
      weight: cost.method === 'equal' || cost.method === 'posts' ? null : row.weight,
      happened: cost.method === 'equal' || cost.method === 'posts' ? null : row.happened,
      agreedPercent: agreedPercents?.get(councilId) ?? null,
      happenedPercent: happenedPercents?.get(councilId) ?? null,
      budget: of(budgetCharges, councilId),
      actual: of(actualCharges, councilId),
      redundancy: of(redundancy, councilId) ?? 0,
      settlement: settlements?.find((one) => one.councilId === councilId) ?? null,
      percent: borne?.get(councilId) ?? null,
    }
  })
  const furthest =
    happenedPercents && agreedPercents && holdsTolerance(cost.method)
      ? ids
          .map((councilId) => ({
            councilId,
            points: Math.abs((happenedPercents.get(councilId) ?? 0) - (agreedPercents.get(councilId) ?? 0)),
          }))
          .sort((a, b) => b.points - a.points)[0]!
      : null
  return {
    councils,
    budget,
    actual,
    period,
    days,
    because,
    byDay: [...dayCounts.values()].some((count) => count < days),
    furthest,
  }
}

const totalOf = (charges: readonly Charge[]): number => charges.reduce((sum, { pence }) => sum + pence, 0)

const asWeights = (charges: readonly Charge[] | null): Weight[] =>
  (charges ?? []).map(({ councilId, pence }) => ({ councilId, weight: pence }))

const percentsOrNull = (weights: readonly Weight[]): Map<number, number> | null =>
  weights.some(({ weight }) => weight > 0)
    ? new Map(percentagesOf(weights).map(({ councilId, weight }) => [councilId, weight]))
    : null

/** Nought days bought by everybody cost nothing: there is nothing to split and nothing wrong. */
const boughtDays = (rate: number, days: readonly Weight[]): Charge[] =>
  days.every(({ weight }) => weight === 0)
    ? days.map(({ councilId }) => ({ councilId, pence: 0 }))
    : chargeForDays(rate, days)

const weightsOf = (method: Method, rows: readonly PartyRow[]): Weight[] => {
  if (method === 'equal' || method === 'posts') return rows.map(({ councilId }) => ({ councilId, weight: 1 }))
  const weights = rows.map(({ councilId, weight }) => {
    if (weight === null) {
      const what = (measureLabels[method] as string).toLowerCase()
      throw new CannotCharge(`weight${councilId}`, `Enter the ${what} of this council, 0 if there is none`)
    }
    return { councilId, weight }
  })
  if (method === 'percentage') atField(`weight${rows[0]!.councilId}`, () => splitByPercentage(0, weights))
  return weights
}

const overrideOf = (rows: readonly PartyRow[], reason: string): Weight[] => {
  const shares = rows.map(({ councilId, overrideShare }) => {
    if (overrideShare === null)
      throw new CannotCharge(`override${councilId}`, 'Enter the percentage this council is charged, 0 if none')
    return { councilId, weight: overrideShare }
  })
  atField(`override${rows[0]!.councilId}`, () => splitByPercentage(0, shares))
  return atField('overrideReason', () => settleShares(shares, shares, { override: { shares, reason } })).shares
}

const splitRedundancy = (cost: CostYear, ids: readonly number[], charges: readonly Charge[] | null): Charge[] => {
  if (cost.redundancy === 0) return []
  if (cost.redundancySplit === 'equally') return splitEqually(cost.redundancy, ids)
  if (charges === null || totalOf(charges) === 0)
    throw new CannotCharge('redundancy', 'Enter the cost of the year first: redundancy is to be split as the cost is')
  return splitByWeight(cost.redundancy, asWeights(charges))
}

/** How the split was made, in sentences. */
export const splitInWords = (cost: CostYear, split: Split, nameOf: (councilId: number) => string): string[] => {
  const percent = (n: number): string => `${Number(n.toFixed(1))}%`
  const sentences: string[] = []
  const counted = cost.measured ? ` (${cost.measured})` : ''
  const opening: Record<Method, string> = {
    equal: 'Every council bears the same share.',
    percentage: 'Each council bears the percentage that was agreed.',
    population: `Each council bears its share of the population${counted}.`,
    staff: `Each council bears its share of the staff${counted}.`,
    cases: `Each council bears its share of the cases or calls${counted}.`,
    time: `Each council bears its share of the time worked${counted}.`,
    days: 'Each council pays for the days it buys, at one rate.',
    posts: 'Each post is shared as was agreed for it, and a council bears the sum of its parts.',
    blended: `${percent(cost.terms.equalPart ?? 0)} of the cost is standing by and borne equally; the rest follows use${counted}.`,
    damped: `The cost follows use${counted}, and no council pays more than before: what one would pay over that is spread over the room the others have.`,
  }
  sentences.push(opening[cost.method])
  if (split.byDay && cost.method !== 'days' && cost.method !== 'posts')
    sentences.push(
      'Not every council was a party all year. The cost falls evenly on the days, and each stretch of days is split between those who were parties then.',
    )
  if (split.furthest && split.actual !== null) {
    const { councilId, points } = split.furthest
    const far = `${nameOf(councilId)} differs most from what was agreed, by ${points.toFixed(1)} percentage ${points.toFixed(1) === '1.0' ? 'point' : 'points'}`
    if (split.because === 'as agreed')
      sentences.push(`${far}: within the ${cost.tolerance} points allowed, so the agreed shares stay.`)
    else if (split.because === 'as it was')
      sentences.push(
        `${far}: more than the ${cost.tolerance} points allowed, so the shares follow what happened, in whole percent.`,
      )
  }
  if (split.because === 'overridden')
    sentences.push(`Other shares are charged than follow from this. The reason given: ${cost.overrideReason}`)
  if (cost.redundancy > 0)
    sentences.push(
      `The cost of redundancies is split ${cost.redundancySplit === 'equally' ? 'equally between the councils' : 'as the rest of the cost is'}.`,
    )
  return sentences
}
