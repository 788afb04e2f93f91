import { financialYearOf, readYear, yearInWords } from '../../../lib/financial-year.ts'
import { notFound, page, task } from '../../../web/task.ts'
import { CannotSplit } from '../apportionment.ts'
import { type CostBar, costChart } from './cost-chart.ts'
import { measureLabels, methods, periodOf, type Split, splitInWords, splitOf } from './cost-year.ts'
import { type Arranged, arrangedAt, corrections, costYears, outcomesAt, type StoredCost } from './queries.ts'
import { unitCostOf } from './unit-cost.ts'

/** A year as it splits, or why it does not. */
export const splitOrProblem = (
  cost: StoredCost,
  arranged: Arranged,
): { split: Split; problem: null } | { split: null; problem: string } => {
  try {
    return { split: splitOf(cost, arranged.parties, arranged), problem: null }
  } catch (error) {
    if (error instanceof CannotSplit) return { split: null, problem: error.message }
    throw error
  }
}

/** Years that may be entered and are not there: this one, the next and the last three, as far as the arrangement stands. */
const openYears = (arranged: Arranged, present: readonly number[], now: number): { year: number; words: string }[] =>
  [now + 1, now, now - 1, now - 2, now - 3]
    .filter((year) => !present.includes(year) && periodOf(year, arranged) !== null)
    .map((year) => ({ year, words: yearInWords(year) }))

/** What an arrangement costs: year by year, each council's part, and how the split was made. */
export const seeCosts = task({
  may: 'see the agreements',
  async show({ db, viewer, councilId, params, query, look, today }) {
    const arranged = await arrangedAt(db, councilId, params.arrangementId ?? '')
    if (!arranged) return notFound
    const costs = await costYears(db, councilId, arranged.arrangementId)
    const outcomes = await outcomesAt(db, councilId, arranged.arrangementId)
    const now = financialYearOf(today)
    const asked = readYear(query.year)
    const chosen = costs.find(({ year }) => year === asked) ?? costs.find(({ year }) => year <= now) ?? costs[0] ?? null
    const changes = chosen ? await corrections(db, councilId, 'cost', `${arranged.arrangementId} ${chosen.year}`) : []

    const worked = costs.map((cost) => ({ cost, ...splitOrProblem(cost, arranged) }))
    const involved = [
      ...new Set(worked.flatMap(({ split }) => split?.councils.map((one) => one.councilId) ?? [])),
    ].sort((a, b) => Number(b === councilId) - Number(a === councilId) || a - b)
    const bars = worked.flatMap(({ cost, split }): CostBar[] =>
      split === null
        ? []
        : [
            {
              year: cost.year,
              spent: split.actual !== null,
              slices: split.councils.map((one) => ({
                councilId: one.councilId,
                pence: (one.actual ?? one.budget ?? 0) + one.redundancy,
              })),
            },
          ],
    )
    const current = worked.find(({ cost }) => cost === chosen) ?? null
    const split = current?.split ?? null
    return page('sharing/costs/see-costs', {
      arranged,
      host: look(councilId),
      mayChange: viewer.scopes.manage.includes(councilId),
      councils: involved.map(look),
      years: worked.map(({ cost, split: own, problem }) => ({
        year: cost.year,
        words: yearInWords(cost.year),
        chosen: cost === chosen,
        method: methods[cost.method],
        budget: own ? own.budget : cost.budget,
        actual: own ? own.actual : cost.actual,
        redundancy: cost.redundancy,
        problem,
        settledOn: cost.settledOn,
        charges: involved.map((id) => {
          const part = own?.councils.find((one) => one.councilId === id)
          return part ? (part.actual ?? part.budget ?? 0) + part.redundancy : null
        }),
        unit: unitCostOf(cost, outcomes),
      })),
      chosen:
        chosen === null
          ? null
          : {
              year: chosen.year,
              words: yearInWords(chosen.year),
              method: methods[chosen.method],
              measure: measureLabels[chosen.method],
              measured: chosen.measured,
              note: chosen.note,
              problem: current?.problem ?? null,
              sentences: split ? splitInWords(chosen, split, (id) => look(id).name) : [],
              split,
              posts: (chosen.terms.posts ?? []).map((post) => ({
                ...post,
                parts: involved.map((id) => post.shares.find((one) => one.councilId === id)?.weight ?? 0),
              })),
              dayRate: chosen.terms.dayRate ?? null,
              rows: split
                ? split.councils.map((one) => ({
                    ...one,
                    look: look(one.councilId),
                    settlement: chosen.settlement?.find((row) => row.councilId === one.councilId) ?? one.settlement,
                    former: chosen.rows.find((row) => row.councilId === one.councilId)?.former ?? null,
                  }))
                : [],
              counted: chosen.rows.some((row) => row.happened !== null),
              damped: chosen.method === 'damped',
              redundancy: chosen.redundancy,
              settledOn: chosen.settledOn,
              maySettle: split !== null && split.actual !== null && chosen.settledOn === null && chosen.year < now,
              unit: unitCostOf(chosen, outcomes),
            },
      changes,
      open: openYears(
        arranged,
        costs.map(({ year }) => year),
        now,
      ),
      chart: costChart(bars, (id) => look(id).shortName, `What ${arranged.title} costs, by council`),
    })
  },
})
