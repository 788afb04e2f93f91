// What sharing saved: a ledger in whole pence. No baseline, no saving (the Local Government Association and the auditor of
// Victoria both blame missing baselines); what was only forecast is never added to what was realised; what two councils
// saved together is credited once.

/** How far a saving has come. Each is counted by itself; only validated ones have been seen by finance. */
export const stages = ['forecast', 'agreed', 'realised', 'validated'] as const
export type Stage = (typeof stages)[number]

/** Money that leaves the budget, money not spent that would have been, money earned, and what is no money at all. */
export const kinds = ['cashable', 'avoided', 'income', 'non-cash'] as const
export type Kind = (typeof kinds)[number]

export type Line = {
  councilId: number
  arrangementId: string
  /** Financial year by the calendar year in which it begins: 2026 is 1 April 2026 to 31 March 2027. */
  year: number
  kind: Kind
  recurring: boolean
  stage: Stage
  /** What the service would have cost without sharing, at the prices of `baselineYear`; null: nobody knows. */
  baseline: { pence: number; year: number } | null
  /** What it did cost. */
  actual: number
  /** Cost that moved elsewhere in the council instead of going away. */
  displaced: number
  /** Spent once in that year to bring it about. */
  oneOff: number
  evidence: string
}

/** How prices moved: by year, 1 for none. A year that is not listed had none. */
export type PriceIndex = ReadonlyMap<number, number>

/** A price of one year in the prices of another, in whole pence. */
export const indexed = (pence: number, from: number, to: number, index: PriceIndex): number => {
  let factor = 1
  for (let year = from + 1; year <= to; year++) factor *= index.get(year) ?? 1
  return Math.round(pence * factor)
}

export type Net = { pence: number } | { noSaving: string }

/** What one line saved in its year: the baseline in that year's prices, less everything that was spent. */
export const netOf = (line: Line, index: PriceIndex): Net => {
  if (line.kind === 'non-cash') return { noSaving: 'This is a benefit and no money; it stands in words.' }
  if (line.baseline === null) return { noSaving: 'What it cost before is not known, so nothing is known to be saved.' }
  const before = indexed(line.baseline.pence, line.baseline.year, line.year, index)
  return { pence: before - line.actual - line.displaced - line.oneOff }
}

const penceOf = (line: Line, index: PriceIndex): number => {
  const net = netOf(line, index)
  return 'pence' in net ? net.pence : 0
}

export type Position = {
  /** What recurs, in the latest year there is: what a year is now cheaper by. Never added to the cumulative figure. */
  runRate: number
  /** Everything, one-off cost included, from the first year to the latest. */
  cumulative: number
  /** Lines that count for nothing, and why. */
  left: { line: Line; why: string }[]
}

/** Where things stand, one stage by itself: what is forecast is not what was realised. */
export const positionOf = (lines: readonly Line[], stage: Stage, index: PriceIndex): Position => {
  const own = lines.filter((line) => line.stage === stage)
  const latest = Math.max(...own.map(({ year }) => year))
  const left = own.flatMap((line) => {
    const net = netOf(line, index)
    return 'noSaving' in net ? [{ line, why: net.noSaving }] : []
  })
  return {
    // One-off cost does not come again, so it is no part of what a year is cheaper by.
    runRate: own
      .filter((line) => line.recurring && line.year === latest && line.baseline !== null && line.kind !== 'non-cash')
      .reduce((sum, line) => sum + penceOf(line, index) + line.oneOff, 0),
    cumulative: own.reduce((sum, line) => sum + penceOf(line, index), 0),
    left,
  }
}

/** Cumulative net by year, in the order of the years: for a plot, and for the payback. */
export const cumulativeByYear = (
  lines: readonly Line[],
  stage: Stage | readonly Stage[],
  index: PriceIndex,
): { year: number; net: number; cumulative: number }[] => {
  const counted: readonly Stage[] = [stage].flat()
  const byYear = Map.groupBy(
    lines.filter((line) => counted.includes(line.stage)),
    ({ year }) => year,
  )
  let cumulative = 0
  return [...byYear]
    .sort(([a], [b]) => a - b)
    .map(([year, ofYear]) => {
      const net = ofYear.reduce((sum, line) => sum + penceOf(line, index), 0)
      cumulative += net
      return { year, net, cumulative }
    })
}

/** The first year in which all that was spent has come back; null while it has not. */
export const paybackYear = (
  lines: readonly Line[],
  stage: Stage | readonly Stage[],
  index: PriceIndex,
): number | null => cumulativeByYear(lines, stage, index).find(({ cumulative }) => cumulative >= 0)?.year ?? null

/** Months until a saving of so much a year has paid what was spent once, to a tenth; null when nothing is saved. */
export const paybackMonths = (oneOff: number, aYear: number): number | null =>
  aYear > 0 ? Math.round((oneOff / aYear) * 120) / 10 : null

/**
 * What is credited to councils for one arrangement and year must come to what the arrangement saved: a saving that two
 * share is not there twice. Answers what is wrong, in words, or null.
 */
export const creditFault = (
  saved: number,
  credited: readonly { councilId: number; pence: number }[],
): string | null => {
  const sum = credited.reduce((total, { pence }) => total + pence, 0)
  if (sum === saved) return null
  const over = Math.abs(sum - saved) / 100
  const amount = over.toLocaleString('en-GB', { style: 'currency', currency: 'GBP' })
  return sum > saved
    ? `${amount} more is credited to the councils than was saved: something is counted twice.`
    : `${amount} of what was saved is credited to no council.`
}
