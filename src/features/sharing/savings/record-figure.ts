import { z } from 'zod'
import { oneOf, words } from '../../../web/form.ts'
import { numberField } from '../../../web/number-field.ts'
import { page, redirect, task } from '../../../web/task.ts'
import { figuresOf, recordFigure, seriesNames } from './queries.ts'
import { seriesWords } from './savings-chart.ts'

/** Records one year of a council’s budget, demand or staff, for the plot that sets the three beside one another. */
export const recordCouncilFigure = task({
  may: 'write in the savings ledger',
  form: () =>
    z.object({
      series: oneOf(seriesNames, 'Select what it is a figure of'),
      year: numberField({ what: 'The year', empty: 'Enter the year', least: 1974, most: 2100 }),
      value: numberField({ what: 'The figure', empty: 'Enter the figure', least: 0, most: 1e12, decimals: 2 }),
      source: words('Enter where the figure comes from', { limit: 300, what: 'Source' }),
    }),
  async show({ db, councilId, look }) {
    const figures = await figuresOf(db, councilId)
    return page('sharing/savings/record-figure', {
      council: look(councilId),
      recorded: figures.length,
      choices: seriesNames.map((value) => ({
        value,
        text: `${seriesWords[value].title}, ${value === 'demand' ? 'as an index (100 in the first year)' : `in ${seriesWords[value].unit}`}`,
      })),
    })
  },
  async submit({ db, viewer, councilId, answers, now }) {
    await recordFigure(db, { councilId, by: viewer.workerId, at: now }, answers)
    return redirect(`/${councilId}/savings#figures`, 'The figure was saved.')
  },
})
