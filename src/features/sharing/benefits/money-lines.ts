import type { Db } from '../../../database/connection.ts'
import { pounds } from '../../../lib/money.ts'
import { creditsOf, type LedgerLine, provenOf } from '../savings/ledger.ts'
import { ledgerLines, priceRows, pricesOf } from '../savings/queries.ts'
import { type Guard, guardOfMeasures } from './guard.ts'
import { type Benefit, benefitsOf, type MeasureOfArrangement, measuresOf } from './queries.ts'

// What other pages of the feature show of an arrangement's money: its lines, and whether quality held beside them.

export type ArrangementKey = {
  hostId: number
  arrangementId: string
  /** the councils that are or were parties, the host among them or not */
  partyIds: readonly number[]
}

export type MoneyLines = {
  /** what the ledger says, in sentences; empty where nothing is in it */
  saved: string[]
  money: Benefit[]
  outcome: Benefit[]
  staff: Benefit[]
  guard: Guard
  measures: MeasureOfArrangement[]
}

/** Whether a saving is recorded for an arrangement, at whatever stage and whoever is credited. */
const savingIn = (lines: readonly LedgerLine[], prices: Parameters<typeof provenOf>[1]): boolean =>
  lines.some((line) => line.stated !== null || (provenOf(line, prices) ?? 0) > 0)

const savedInWords = (lines: readonly LedgerLine[], prices: Parameters<typeof provenOf>[1]): string[] => {
  const sentences: string[] = []
  const credits = creditsOf(lines, prices)
  for (const certainty of ['realised', 'agreed', 'forecast'] as const) {
    const own = credits.filter((one) => one.certainty === certainty)
    if (own.length === 0) continue
    const sum = own.reduce((all, one) => all + (one.joint ?? one.sum), 0)
    sentences.push(`${pounds(sum)} ${certainty} in all, by the savings ledger.`)
  }
  for (const line of lines) {
    if (line.stated === null) continue
    sentences.push(
      `${pounds(line.stated)} ${line.stage}, as stated (${line.basis || 'basis not stated'}) and without a baseline: ${line.what}.`,
    )
  }
  return sentences
}

/** Money, outcome and staff lines of an arrangement, and its guard. Three readings, four where a line is. An empty list: "none recorded". */
export const moneyLines = async (
  db: Db,
  key: ArrangementKey,
  nameOf: (councilId: number) => string,
): Promise<MoneyLines> => {
  const councils = [...new Set([key.hostId, ...key.partyIds])]
  const lines = (await ledgerLines(db, councils)).filter((line) => line.arrangementId === key.arrangementId)
  const prices = lines.length === 0 ? new Map() : pricesOf(await priceRows(db, councils))
  const benefits = await benefitsOf(db, key.hostId, key.arrangementId)
  const measures = await measuresOf(db, councils, key.arrangementId)
  const of = (kind: Benefit['kind']): Benefit[] => benefits.filter((one) => one.kind === kind)
  return {
    saved: savedInWords(lines, prices),
    money: of('money'),
    outcome: of('outcome'),
    staff: of('staff'),
    guard: guardOfMeasures(measures, savingIn(lines, prices), nameOf),
    measures,
  }
}

/** The guards of many arrangements at once, from lines that were read already: for the pages of a council’s savings. */
export const guardsOf = (
  lines: readonly LedgerLine[],
  measures: readonly MeasureOfArrangement[],
  prices: Parameters<typeof provenOf>[1],
  nameOf: (councilId: number) => string,
): ((arrangementId: string) => Guard) => {
  const linesOf = Map.groupBy(lines, (line) => line.arrangementId)
  const measuresByArrangement = Map.groupBy(measures, (measure) => measure.arrangementId)
  return (arrangementId) =>
    guardOfMeasures(
      measuresByArrangement.get(arrangementId) ?? [],
      savingIn(linesOf.get(arrangementId) ?? [], prices),
      nameOf,
    )
}
