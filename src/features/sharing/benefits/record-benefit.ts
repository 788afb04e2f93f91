import { z } from 'zod'
import { oneOf, pastDate, words } from '../../../web/form.ts'
import { notFound, page, redirect, task } from '../../../web/task.ts'
import { arrangedAt } from '../costs/queries.ts'
import { addBenefit, benefitKinds, benefitsOf, withdrawBenefit } from './queries.ts'

/** Records what an arrangement brings: money, something for residents, something for staff. */
export const recordBenefit = task({
  may: 'change what sharing costs',
  form: (today) =>
    z.object({
      kind: oneOf(benefitKinds, 'Select whom it is for'),
      words: words('Enter what it brings', { limit: 500, what: 'What it brings' }),
      seenOn: pastDate(today, 'Enter when it was seen', 'Date it was seen'),
      evidence: words('Enter how it is known', { limit: 500, what: 'How it is known' }),
    }),
  async show({ db, councilId, params }) {
    const arranged = await arrangedAt(db, councilId, params.arrangementId ?? '')
    return arranged ? page('sharing/benefits/record-benefit', { arranged }) : notFound
  },
  async submit({ db, viewer, councilId, params, answers, now }) {
    const arranged = await arrangedAt(db, councilId, params.arrangementId ?? '')
    if (!arranged) return notFound
    await addBenefit(db, { councilId, by: viewer.workerId, at: now }, arranged.arrangementId, answers)
    return redirect(`/${councilId}/agreements/${arranged.arrangementId}/benefits`, 'What it brings was recorded.')
  },
})

/** Takes a benefit off the list, with the reason; what it said is kept. */
export const takeOffBenefit = task({
  may: 'change what sharing costs',
  form: () => z.object({ reason: words('Say why it is taken off', { limit: 500, what: 'The reason' }) }),
  async show({ db, councilId, params }) {
    const arranged = await arrangedAt(db, councilId, params.arrangementId ?? '')
    const benefit = arranged
      ? (await benefitsOf(db, councilId, arranged.arrangementId)).find(
          ({ benefitId }) => benefitId === params.benefitId,
        )
      : null
    return arranged && benefit ? page('sharing/benefits/take-off-benefit', { arranged, benefit }) : notFound
  },
  async submit({ db, viewer, councilId, params, answers, now }) {
    const benefits = await benefitsOf(db, councilId, params.arrangementId ?? '')
    const benefit = benefits.find(({ benefitId }) => benefitId === params.benefitId)
    if (!benefit) return notFound
    await withdrawBenefit(db, { councilId, by: viewer.workerId, at: now }, benefit, answers.reason)
    return redirect(`/${councilId}/agreements/${params.arrangementId}/benefits`, 'It was taken off the list.')
  },
})
