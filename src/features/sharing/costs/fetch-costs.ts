import { csvLine } from '../../../lib/csv.ts'
import { yearInShort } from '../../../lib/financial-year.ts'
import { plainPounds } from '../../../lib/money.ts'
import { file, notFound, task } from '../../../web/task.ts'
import { measureLabels, methods } from './cost-year.ts'
import { arrangedAt, costYears } from './queries.ts'
import { splitOrProblem } from './see-costs.ts'

/** Every year and council of an arrangement's cost as a file for a spreadsheet. */
export const fetchCosts = task({
  may: 'see the agreements',
  async show({ db, councilId, params, look, today }) {
    const arranged = await arrangedAt(db, councilId, params.arrangementId ?? '')
    if (!arranged) return notFound
    const costs = await costYears(db, councilId, arranged.arrangementId)
    const lines = costs.flatMap((cost) => {
      const { split } = splitOrProblem(cost, arranged)
      return (split?.councils ?? []).map((one) => [
        yearInShort(cost.year),
        look(one.councilId).name,
        methods[cost.method],
        measureLabels[cost.method] ?? '',
        one.weight === null ? '' : String(one.weight),
        one.happened === null ? '' : String(one.happened),
        String(one.days),
        plainPounds(one.budget),
        plainPounds(one.actual),
        plainPounds(one.redundancy),
        plainPounds(one.settlement?.paid ?? null),
        one.settlement?.kind ?? '',
        plainPounds(one.settlement?.pence ?? null),
        cost.settledOn?.toString() ?? '',
      ])
    })
    const head = [
      'Year',
      'Council',
      'Split',
      'Measure',
      'As agreed',
      'As it happened',
      'Days as a party',
      'Part of the budget (£)',
      'Part of the cost (£)',
      'Redundancy (£)',
      'Paid on account (£)',
      'Settled by',
      'Amount (£)',
      'Settled on',
    ]
    return file(
      `costs-${today.toString()}.csv`,
      'text/csv; charset=utf-8',
      `\ufeff${[head, ...lines].map((cells) => `${csvLine(cells, { forSpreadsheet: true })}\r\n`).join('')}`,
    )
  },
})
