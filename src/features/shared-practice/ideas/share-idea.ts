import { z } from 'zod'
import { words } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, refused, task } from '../../../web/task.ts'
import { daysToAnswer } from '../exchanges/exchange.ts'
import { sayIdea } from '../exchanges/queries.ts'
import { leadersOf, personChoices } from '../people.ts'

/** Shares an idea for a council one works for or with; whoever is chosen owes an answer within four weeks. */
export const shareIdea = task({
  may: 'share an idea',
  form: () =>
    z.object({
      title: words('Enter your idea in a few words', { limit: 150, what: 'The idea' }),
      words: words('Say what would be better, and for whom', { limit: 5000, what: 'What would be better' }),
      owner: words('Select who should answer', { limit: 100, what: 'The person' }),
    }),
  async show({ db, viewer, councilId, look, today, now }) {
    if (!viewer.scopes.directory.includes(councilId)) return notFound
    const people = await leadersOf(db, councilId, viewer.scopes.directory, now)
    return page('shared-practice/ideas/share-idea', {
      look: look(councilId),
      people: personChoices(people),
      answerBy: today.add({ days: daysToAnswer }),
    })
  },
  async submit({ db, viewer, councilId, answers, today, now }) {
    if (!viewer.scopes.directory.includes(councilId)) return notFound
    const serves = viewer.scopes.livePosts.some(
      (post) => post.employerId === councilId || post.reach.some((reach) => reach.councilId === councilId),
    )
    if (!serves) return refused('Your posts do not work for this council')
    const people = await leadersOf(db, councilId, viewer.scopes.directory, now)
    if (!people.some((one) => one.workerId === answers.owner)) return invalid({ owner: 'Select who should answer' })
    const ideaId = await sayIdea(db, {
      councilId,
      by: viewer.workerId,
      title: answers.title,
      words: answers.words,
      on: today,
      ownerId: answers.owner,
      answerDueOn: today.add({ days: daysToAnswer }),
    })
    return redirect(
      `/${councilId}/practice/ideas/${ideaId}`,
      'Thank you. Your idea is shared, and somebody owes you an answer.',
    )
  },
})
