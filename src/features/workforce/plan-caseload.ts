import { z } from 'zod'
import { newId } from '../../lib/ids.ts'
import { dateField, words } from '../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../web/task.ts'
import { addCaseloadPlan, caseloadPlans, workerOf } from './queries.ts'

/** A manager says how a worker above what they can carry comes down again, and when they look at it next. */
export const planCaseload = task({
  may: 'plan a caseload',
  form: (today) =>
    z.object({
      plan: words('Say what will be done, by whom', { limit: 2000, what: 'The plan' }),
      reviewOn: dateField({
        what: 'The day you look again',
        empty: 'Enter the day you look again',
        today,
        future: true,
        earliest: today,
        tooEarly: 'The day you look again must be today or later',
      }),
    }),
  async show({ db, viewer, councilId, params, look }) {
    const worker = await workerOf(db, viewer.scopes.directory, params.workerId ?? '')
    if (!worker) return notFound
    const plans = await caseloadPlans(db, councilId, worker.workerId, viewer.scopes.directory)
    return page('workforce/plan-caseload', { name: worker.displayName, plans, council: look(councilId), back: '/team' })
  },
  async submit({ db, viewer, councilId, params, answers, now, today }) {
    const worker = await workerOf(db, viewer.scopes.directory, params.workerId ?? '')
    if (!worker) return notFound
    if (Temporal.PlainDate.compare(answers.reviewOn, today.add({ months: 3 })) > 0)
      return invalid({ reviewOn: 'Look again within three months' })
    await addCaseloadPlan(db, {
      council_id: councilId,
      plan_id: newId(),
      worker_id: worker.workerId,
      words: answers.plan,
      review_on: answers.reviewOn,
      made_by: viewer.workerId,
      made_at: now,
    })
    return redirect('/team', `The plan for ${worker.displayName} is kept.`)
  },
})
