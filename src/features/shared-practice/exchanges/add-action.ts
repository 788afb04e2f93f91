import { z } from 'zod'
import { dateBoxes, dateField, oneOf, startingWith, words } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { leadersOf, personChoices } from '../people.ts'
import { addAction, exchangesOf } from './queries.ts'

const kinds = ['adopts', 'does'] as const

/** Adds what one council does because of an exchange it took part in, with an owner and a day. */
export const addExchangeAction = task({
  may: 'run shared practice',
  form: (today) =>
    z.object({
      kind: oneOf(kinds, 'Select whether the council takes up what another does'),
      words: words('Enter what is done', { limit: 1000, what: 'What is done' }),
      owner: words('Select who sees to it', { limit: 100, what: 'The person' }),
      dueOn: dateField({ what: 'Day', empty: 'Enter the day by which it is done', today, future: true }),
    }),
  async show({ db, viewer, councilId, params, look, today, now, form }) {
    const exchanges = await exchangesOf(db, viewer.scopes.directory, params.exchangeId ?? '')
    const one = exchanges.find((each) => each.councilId === councilId || each.withIds.includes(councilId))
    if (!one) return notFound
    const people = await leadersOf(db, councilId, viewer.scopes.directory, now)
    return page('shared-practice/exchanges/add-action', {
      form: startingWith(form, { dueOn: dateBoxes(today.add({ months: 3 })) }),
      one,
      look: look(councilId),
      back: `/${one.councilId}/practice/learning/${one.exchangeId}`,
      people: personChoices(people),
      kinds: [
        { value: 'adopts', text: 'Takes up what another council does' },
        { value: 'does', text: 'Does something else because of it' },
      ],
    })
  },
  async submit({ db, viewer, councilId, params, answers, now }) {
    const exchanges = await exchangesOf(db, viewer.scopes.directory, params.exchangeId ?? '')
    const one = exchanges.find((each) => each.councilId === councilId || each.withIds.includes(councilId))
    if (!one) return notFound
    const people = await leadersOf(db, councilId, viewer.scopes.directory, now)
    if (!people.some((each) => each.workerId === answers.owner)) return invalid({ owner: 'Select who sees to it' })
    await addAction(db, {
      councilId,
      exchangeCouncilId: one.councilId,
      exchangeId: one.exchangeId,
      kind: answers.kind,
      words: answers.words,
      ownerId: answers.owner,
      dueOn: answers.dueOn,
      by: viewer.workerId,
      at: now,
    })
    return redirect(`/${one.councilId}/practice/learning/${one.exchangeId}#actions`, 'It is on the list.')
  },
})
