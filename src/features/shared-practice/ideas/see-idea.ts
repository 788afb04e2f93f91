import { z } from 'zod'
import { oneOf, words } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, refused, task } from '../../../web/task.ts'
import { answerKindNames, answerKinds, isUnanswered } from '../exchanges/exchange.ts'
import { answerIdea, ideasOf } from '../exchanges/queries.ts'
import { namesOf } from '../people.ts'

/** An idea, and its answer by those who run the council. */
export const seeIdea = task({
  may: 'see shared practice',
  form: () =>
    z.object({
      kind: oneOf(answerKindNames, 'Select what the answer is'),
      answer: words('Enter the answer, and why', { limit: 5000, what: 'The answer' }),
    }),
  async show({ db, viewer, councilId, params, look, today, form }) {
    const { directory, manage } = viewer.scopes
    const [one] = directory.includes(councilId) ? await ideasOf(db, [councilId], params.ideaId ?? '') : []
    if (!one) return notFound
    const names = await namesOf(db, directory, [one.workerId, one.ownerId, one.answeredBy])
    const nameOf = (id: string | null): string => names.get(id ?? '') ?? 'a colleague'
    return page('shared-practice/ideas/see-idea', {
      form,
      one,
      look: look(councilId),
      by: nameOf(one.workerId),
      owner: nameOf(one.ownerId),
      answeredBy: nameOf(one.answeredBy),
      overdue: isUnanswered(one, today),
      kind: answerKinds[one.answerKind as keyof typeof answerKinds] ?? null,
      kinds: answerKindNames.map((value) => ({ value, text: answerKinds[value] })),
      mayAnswer: one.answer === null && manage.includes(councilId),
    })
  },
  async submit({ db, viewer, councilId, params, answers, today }) {
    const { directory, manage } = viewer.scopes
    const [one] = directory.includes(councilId) ? await ideasOf(db, [councilId], params.ideaId ?? '') : []
    if (!one) return notFound
    if (!manage.includes(councilId)) return refused('An idea is answered by those who run the council')
    const { kind, answer } = answers
    if (!(await answerIdea(db, councilId, one.ideaId, { kind, words: answer, on: today, by: viewer.workerId })))
      return invalid({ answer: 'It has been answered. The answer is on this page' })
    return redirect(`/${councilId}/practice/ideas/${one.ideaId}`, 'The answer is kept.')
  },
})
