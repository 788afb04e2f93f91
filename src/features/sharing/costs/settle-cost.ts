import { z } from 'zod'
import { financialYearOf, yearInWords } from '../../../lib/financial-year.ts'
import { yesNo } from '../../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { costInWords, costOfAddress } from './change-cost.ts'
import { settleCost } from './queries.ts'
import { splitOrProblem } from './see-costs.ts'

/** Closes a year: each council’s part of what was spent, less what it paid on account, is invoiced or credited. */
export const settleYearOfCost = task({
  may: 'change what sharing costs',
  form: () =>
    z.object({
      sure: yesNo('Select yes if the year is to be settled').refine((value) => value, {
        message: 'Select yes, or leave this page: nothing has been changed',
      }),
    }),
  async show(ask) {
    const found = await costOfAddress(ask)
    if (!found?.before) return notFound
    const { arranged, year, before } = found
    const { split, problem } = splitOrProblem(before, arranged)
    return page('sharing/costs/settle-cost', {
      arranged,
      year,
      words: yearInWords(year),
      version: before.version,
      why: whyNot(before.settledOn !== null, year, financialYearOf(ask.today), split?.actual ?? null, problem),
      rows:
        split?.councils.flatMap((one) =>
          one.settlement === null ? [] : [{ ...one, settlement: one.settlement, look: ask.look(one.councilId) }],
        ) ?? [],
    })
  },
  async submit(sent) {
    const found = await costOfAddress(sent)
    if (!found?.before) return notFound
    const { arranged, year, before } = found
    const { split, problem } = splitOrProblem(before, arranged)
    const why = whyNot(before.settledOn !== null, year, financialYearOf(sent.today), split?.actual ?? null, problem)
    if (why !== null || split === null) return invalid({ sure: why ?? 'This year cannot be split as it stands' })
    if (sent.version !== before.version) return conflict(costInWords(before), 'Somebody else', before.version)
    const settlement = split.councils.flatMap(({ settlement: one }) => (one === null ? [] : [one]))
    const { arrangementId } = arranged
    const key = { hostId: sent.councilId, arrangementId, by: sent.viewer.workerId }
    const saved = await settleCost(sent.db, key, year, sent.today, settlement, before.version)
    if (saved !== 'saved') return conflict(costInWords(before), 'Somebody else', saved.version)
    return redirect(
      `/${sent.councilId}/agreements/${arrangementId}/costs?year=${year}#year`,
      `${yearInWords(year)} is settled.`,
    )
  },
})

/** Why a year cannot be settled, in words; null when it can. */
const whyNot = (
  settled: boolean,
  year: number,
  now: number,
  actual: number | null,
  problem: string | null,
): string | null => {
  if (settled) return 'This year has been settled already'
  if (problem) return `This year cannot be split as it stands. ${problem}`
  if (actual === null) return 'What the year cost is not recorded yet'
  return year >= now ? 'The year is not over yet' : null
}
