import { z } from 'zod'
import { yearInWords } from '../../../lib/financial-year.ts'
import { words } from '../../../web/form.ts'
import { numberField } from '../../../web/number-field.ts'
import { page, redirect, task } from '../../../web/task.ts'
import { priceRows, recordPrice } from './queries.ts'

/** Records how prices moved in a year: baselines of earlier years are raised by it. */
export const recordPrices = task({
  may: 'write in the savings ledger',
  form: () =>
    z.object({
      year: numberField({ what: 'The year', empty: 'Enter the year', least: 1974, most: 2100 }),
      percent: numberField({
        what: 'The percentage',
        empty: 'Enter by how many per cent prices rose',
        least: -40,
        most: 90,
        decimals: 2,
      }),
      source: words('Enter where the figure comes from', { limit: 300, what: 'Source' }),
    }),
  async show({ db, councilId, look }) {
    const rows = await priceRows(db, [councilId])
    return page('sharing/savings/record-price', {
      council: look(councilId),
      prices: rows.map((one) => ({
        ...one,
        words: yearInWords(one.year),
        percent: Number(((one.factor - 1) * 100).toFixed(2)),
      })),
    })
  },
  async submit({ db, viewer, councilId, answers, now }) {
    const factor = Math.round((1 + answers.percent / 100) * 1_000_000) / 1_000_000
    await recordPrice(db, { councilId, by: viewer.workerId, at: now }, { ...answers, factor })
    return redirect(`/${councilId}/savings#proved`, 'How prices moved was saved.')
  },
})
