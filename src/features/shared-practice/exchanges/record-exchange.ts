import { z } from 'zod'
import { dateBoxes, pastDate, someOf, startingWith, words } from '../../../web/form.ts'
import { invalid, page, redirect, task } from '../../../web/task.ts'
import { recordExchange } from './queries.ts'

/** Records a meeting or exchange of a council with others, and what was learned. */
export const recordNewExchange = task({
  may: 'run shared practice',
  form: (today) =>
    z.object({
      title: words('Enter what it was about', { limit: 150, what: 'The title' }),
      heldOn: pastDate(today, 'Enter the day it was held', 'Day it was held'),
      councils: someOf(Array.from({ length: 800 }, (_, at) => String(at + 200))),
      learned: words('Enter what was learned', { what: 'What was learned' }),
    }),
  async show({ viewer, councilId, look, today, form }) {
    return page('shared-practice/exchanges/record-exchange', {
      form: startingWith(form, { heldOn: dateBoxes(today) }),
      look: look(councilId),
      others: viewer.scopes.directory
        .filter((id) => id !== councilId)
        .map((id) => ({ value: String(id), text: look(id).name }))
        .sort((a, b) => a.text.localeCompare(b.text)),
    })
  },
  async submit({ db, viewer, councilId, answers, now }) {
    const withIds = answers.councils
      .map(Number)
      .filter((id) => id !== councilId && viewer.scopes.directory.includes(id))
    if (withIds.length === 0) return invalid({ councils: 'Select at least one other council' })
    const { title, heldOn, learned } = answers
    const exchangeId = await recordExchange(db, {
      councilId,
      title,
      heldOn,
      withIds,
      learned,
      by: viewer.workerId,
      at: now,
    })
    return redirect(
      `/${councilId}/practice/learning/${exchangeId}`,
      'It is recorded. Add what each council does because of it.',
    )
  },
})
