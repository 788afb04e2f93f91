import { yearInWords } from '../../../lib/financial-year.ts'
import type { Agreement } from '../agreement.ts'
import { paybackMonths } from '../savings.ts'
import { type LedgerLine, stageWords } from './ledger.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The title of the agreement a line is about. */
export const titles = (agreements: readonly Agreement[]): ((id: string | null) => string) => {
  const byId = new Map(agreements.map((one) => [one.arrangementId, one.title]))
  return (id) =>
    id === null ? 'All shared services together' : capital(byId.get(id) ?? 'an agreement that is not open to you')
}

/** A figure somebody gave without a baseline, in the words of the page. */
export const statedLine = (line: LedgerLine, titleOf: (id: string | null) => string, council: string) => ({
  lineId: line.lineId,
  councilId: line.councilId,
  council,
  joint: line.joint,
  title: titleOf(line.arrangementId),
  what: line.what,
  stage: stageWords[line.stage],
  pence: line.stated as number,
  oneOff: line.oneOff,
  basis: line.basis === '' ? 'not stated' : line.basis,
  evidence: line.evidence,
  year: line.year === null ? null : yearInWords(line.year),
  // Only a figure for a year can be paid back from.
  months: line.recurring && line.oneOff > 0 ? paybackMonths(line.oneOff, line.stated as number) : null,
})
