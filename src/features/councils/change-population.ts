import { z } from 'zod'
import { dateField, words } from '../../web/form.ts'
import { numberField, optionalNumberField } from '../../web/number-field.ts'
import { invalid, page, redirect, task } from '../../web/task.ts'
import { recordPopulation } from './queries.ts'

/** Records a population as measured on a day: every rate from that day on is counted against it. */
export const changePopulation = task({
  may: 'change a council',
  form: (today) =>
    z.object({
      measuredOn: dateField({ what: 'Date it was measured', empty: 'Enter the date it was measured', today }),
      aged0To17: numberField({
        what: 'Number aged 0 to 17',
        empty: 'Enter how many children aged 0 to 17 there were',
        least: 1,
        most: 10_000_000,
      }),
      everyone: optionalNumberField({ what: 'Number of people of every age', least: 1, most: 100_000_000 }),
      source: words('Enter where the figure comes from', { limit: 300, what: 'Source' }),
    }),
  async show({ councilId, look }) {
    return page('councils/change-population', { council: look(councilId) })
  },
  async submit({ db, councilId, answers }) {
    if (answers.everyone !== null && answers.everyone < answers.aged0To17) {
      return invalid({ everyone: 'There cannot be fewer people of every age than children' })
    }
    await recordPopulation(db, councilId, answers)
    return redirect(
      `/${councilId}/council#population`,
      'The population was saved. Rates from that day on are counted against it.',
    )
  },
})
