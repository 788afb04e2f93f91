import { pounds } from '../../../lib/money.ts'
import { creditFault, type Kind, type Line, netOf, type PriceIndex, type Stage } from '../savings.ts'

// The savings ledger of councils, from which both the figures of one council and those of an arrangement are read. A line
// is credited to one council; a joint line at the host says what the arrangement saved for all its councils together.

export const kindWords: Record<Kind, string> = {
  cashable: 'Money that leaves the budget',
  avoided: 'Cost that would have come and did not',
  income: 'Money earned',
  'non-cash': 'A benefit that is no money',
}
export const stageWords: Record<Stage, string> = {
  forecast: 'Forecast',
  agreed: 'Agreed',
  realised: 'Realised',
  validated: 'Validated by finance',
}
export const fallsOnWords = {
  overhead: 'Overhead',
  frontline: 'Frontline',
  'not stated': 'Not stated',
} as const
export type FallsOn = keyof typeof fallsOnWords

export type LedgerLine = {
  councilId: number
  lineId: string
  joint: boolean
  hostId: number | null
  arrangementId: string | null
  /** null where what was stated says no year */
  year: number | null
  what: string
  kind: Kind
  recurring: boolean
  stage: Stage
  baseline: number | null
  baselineYear: number | null
  actual: number | null
  displaced: number
  oneOff: number
  /** said to be saved, without a baseline */
  stated: number | null
  basis: string
  fallsOn: FallsOn
  evidence: string
  authors: readonly string[]
  validatedAt: Temporal.Instant | null
  validatedBy: string | null
  validation: string
  version: number
}

/** How prices moved, by council: that of the arrangement's host for its lines, the council's own otherwise. */
export type PricesByCouncil = ReadonlyMap<number, PriceIndex>
const none: PriceIndex = new Map()
export const pricesFor = (line: Pick<LedgerLine, 'councilId' | 'hostId'>, prices: PricesByCouncil): PriceIndex =>
  prices.get(line.hostId ?? line.councilId) ?? none

/** A line in the shape of the arithmetic. One without a baseline stays without, and so proves nothing. */
export const asLine = (line: LedgerLine): Line => ({
  councilId: line.councilId,
  arrangementId: line.arrangementId ?? '',
  year: line.year ?? 0,
  kind: line.kind,
  recurring: line.recurring,
  stage: line.stage,
  baseline:
    line.baseline === null || line.baselineYear === null ? null : { pence: line.baseline, year: line.baselineYear },
  actual: line.actual ?? 0,
  displaced: line.displaced,
  oneOff: line.oneOff,
  evidence: line.evidence,
})

/** What a line proves to have been saved in its year, in pence; null where it proves nothing. */
export const provenOf = (line: LedgerLine, prices: PricesByCouncil): number | null => {
  const net = netOf(asLine(line), pricesFor(line, prices))
  return 'pence' in net ? net.pence : null
}

/** Why a line proves nothing, in words; null where it proves something. */
export const whyNoSaving = (line: LedgerLine, prices: PricesByCouncil): string | null => {
  const net = netOf(asLine(line), pricesFor(line, prices))
  return 'noSaving' in net ? net.noSaving : null
}

export type StagePosition = {
  stage: Stage
  /** what a year is now cheaper by; never added to what was saved in all */
  runRate: number
  latestYear: number | null
  cumulative: number
  lines: number
  withoutBaseline: number
}

/** Where one council stands, each stage by itself: only its own lines, and only what a baseline proves. */
export const positions = (lines: readonly LedgerLine[], prices: PricesByCouncil): StagePosition[] =>
  (['forecast', 'agreed', 'realised', 'validated'] as const).map((stage) => {
    const own = lines.filter((line) => line.stage === stage && !line.joint)
    const proven = own.flatMap((line) => {
      const pence = provenOf(line, prices)
      return pence === null ? [] : [{ line, pence }]
    })
    const recurring = proven.filter(({ line }) => line.recurring)
    const latestYear = recurring.length === 0 ? null : Math.max(...recurring.map(({ line }) => line.year as number))
    return {
      stage,
      runRate: recurring
        .filter(({ line }) => line.year === latestYear)
        .reduce((sum, { line, pence }) => sum + pence + line.oneOff, 0),
      latestYear,
      cumulative: proven.reduce((sum, { pence }) => sum + pence, 0),
      lines: own.length,
      withoutBaseline: own.filter((line) => line.baseline === null && line.kind !== 'non-cash').length,
    }
  })

/** What was realised, with or without finance having seen it, by where it falls. */
export const byWhereItFalls = (
  lines: readonly LedgerLine[],
  prices: PricesByCouncil,
): { fallsOn: FallsOn; realised: number; planned: number }[] =>
  (['overhead', 'frontline', 'not stated'] as const).map((fallsOn) => {
    const own = lines.filter((line) => line.fallsOn === fallsOn && !line.joint)
    const sum = (stages: readonly Stage[]): number =>
      own.filter(({ stage }) => stages.includes(stage)).reduce((all, line) => all + (provenOf(line, prices) ?? 0), 0)
    return { fallsOn, realised: sum(['realised', 'validated']), planned: sum(['forecast', 'agreed']) }
  })

/** Realised by year, and what that comes to from the first year on: for the plot, its table, and the payback. */
export const realisedByYear = (
  lines: readonly LedgerLine[],
  prices: PricesByCouncil,
): { year: number; net: number; cumulative: number }[] => {
  const byYear = new Map<number, number>()
  for (const line of lines) {
    if (line.joint || (line.stage !== 'realised' && line.stage !== 'validated')) continue
    const pence = provenOf(line, prices)
    if (pence !== null && line.year !== null) byYear.set(line.year, (byYear.get(line.year) ?? 0) + pence)
  }
  let cumulative = 0
  return [...byYear]
    .sort(([a], [b]) => a - b)
    .map(([year, net]) => {
      cumulative += net
      return { year, net, cumulative }
    })
}

/** The first year in which everything spent has come back; null while it has not, or nothing is proved. */
export const paidBackIn = (years: readonly { year: number; cumulative: number }[]): number | null =>
  years.find(({ cumulative }) => cumulative >= 0)?.year ?? null

/** What is only forecast, what is agreed, and what has happened: credits are held against the joint figure of the same. */
export type Certainty = 'forecast' | 'agreed' | 'realised'
export const certaintyOf = (stage: Stage): Certainty => (stage === 'validated' ? 'realised' : stage)

export type Credit = {
  hostId: number
  arrangementId: string
  year: number
  certainty: Certainty
  /** what the arrangement saved for all its councils together, as its host recorded it; null: not recorded */
  joint: number | null
  credited: { councilId: number; pence: number }[]
  sum: number
  /** pence by which the two differ only because each line’s prices were raised, and rounded, by themselves */
  rounding: number
  /** what is counted twice or credited to nobody, in words */
  fault: string | null
}

/** Pence that raising prices may lose: each line whose baseline is of an earlier year is rounded by itself. */
const roundedIn = (lines: readonly LedgerLine[]): number =>
  lines.filter((line) => line.baselineYear !== null && line.baselineYear !== line.year).length

/** For each arrangement, year and certainty: the joint figure beside what its councils are credited with. */
export const creditsOf = (lines: readonly LedgerLine[], prices: PricesByCouncil): Credit[] => {
  const groups = Map.groupBy(
    lines.filter((line) => line.arrangementId !== null && line.year !== null && provenOf(line, prices) !== null),
    (line) => `${line.arrangementId} ${line.year} ${certaintyOf(line.stage)}`,
  )
  return [...groups.values()]
    .map((group): Credit => {
      const [{ hostId, arrangementId, year, stage }] = group as [LedgerLine]
      const proven = (line: LedgerLine): number => provenOf(line, prices) ?? 0
      const jointLines = group.filter(({ joint }) => joint)
      const joint = jointLines.length === 0 ? null : jointLines.reduce((sum, line) => sum + proven(line), 0)
      const byCouncil = Map.groupBy(
        group.filter(({ joint: all }) => !all),
        ({ councilId }) => councilId,
      )
      const credited = [...byCouncil]
        .map(([councilId, own]) => ({ councilId, pence: own.reduce((sum, line) => sum + proven(line), 0) }))
        .sort((a, b) => a.councilId - b.councilId)
      const sum = credited.reduce((all, { pence }) => all + pence, 0)
      const apart = joint === null ? 0 : Math.abs(sum - joint)
      const rounding = apart <= roundedIn(group) ? apart : 0
      const fault =
        joint !== null
          ? rounding > 0
            ? null
            : creditFault(joint, credited)
          : credited.length > 1
            ? 'What was saved in all is not recorded, so nobody can tell whether something is counted twice.'
            : null
      return {
        hostId: hostId as number,
        arrangementId: arrangementId as string,
        year: year as number,
        certainty: certaintyOf(stage),
        joint,
        credited,
        sum,
        rounding,
        fault,
      }
    })
    .sort((a, b) => a.arrangementId.localeCompare(b.arrangementId) || b.year - a.year)
}

/**
 * Why a line cannot enter the ledger beside those that are there, in words; null when it can. Nothing is credited twice:
 * a second council is credited only once the host has said what was saved in all, and never beyond that.
 */
export const creditRefusal = (
  line: LedgerLine,
  others: readonly LedgerLine[],
  prices: PricesByCouncil,
): string | null => {
  if (line.arrangementId === null || line.year === null || provenOf(line, prices) === null) return null
  const same = [...others.filter(({ lineId }) => lineId !== line.lineId), line]
  const credit = creditsOf(same, prices).find(
    (one) =>
      one.arrangementId === line.arrangementId && one.year === line.year && one.certainty === certaintyOf(line.stage),
  )
  if (!credit) return null
  if (credit.joint === null) {
    return !line.joint && credit.credited.length > 1
      ? 'Another council is credited with a saving of this agreement in this year. Its host must first record what was saved in all, so that nothing is counted twice'
      : null
  }
  if (credit.sum <= credit.joint || credit.rounding > 0) return null
  const over = `${pounds(credit.sum - credit.joint)} more would be credited to the councils than was saved in all (${pounds(credit.joint)}): something would be counted twice`
  return line.joint ? `${over}. Have the councils’ own lines put right first` : over
}
