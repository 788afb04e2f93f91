import { z } from 'zod'
import { words } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, refused, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { answerConsultation, consultationsOf } from './queries.ts'

/** A question to a colleague and its answer: open to the two of them. */
export const seeConsultation = task({
  may: 'consult a colleague',
  form: () => z.object({ answer: words('Enter your answer', { limit: 10_000, what: 'The answer' }) }),
  async show({ db, viewer, councilId, params, look, form }) {
    const { directory } = viewer.scopes
    const [one] = await consultationsOf(db, directory, viewer.workerId, params.consultationId ?? '')
    if (one?.councilId !== councilId) return notFound
    const names = await namesOf(db, directory, [one.askedBy, one.holderId])
    return page('shared-practice/skills/see-consultation', {
      form,
      one,
      by: names.get(one.askedBy) ?? 'a colleague',
      byLook: look(one.councilId),
      holder: names.get(one.holderId) ?? 'a colleague',
      holderLook: look(one.holderCouncilId),
      mayAnswer: one.holderId === viewer.workerId && one.answer === null,
    })
  },
  async submit({ db, viewer, councilId, params, answers, now }) {
    const { directory } = viewer.scopes
    const [one] = await consultationsOf(db, directory, viewer.workerId, params.consultationId ?? '')
    if (one?.councilId !== councilId) return notFound
    if (one.holderId !== viewer.workerId) return refused('Only the person who was asked can answer')
    const answered = await answerConsultation(db, {
      councilId: one.holderCouncilId,
      consultationId: one.consultationId,
      by: viewer.workerId,
      words: answers.answer,
      at: now,
    })
    if (!answered) return invalid({ answer: 'You have answered already. The answer is on this page' })
    return redirect(`/${councilId}/practice/consultations/${one.consultationId}`, 'Your answer is kept.')
  },
})
