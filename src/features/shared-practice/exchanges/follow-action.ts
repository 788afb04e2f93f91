import { z } from 'zod'
import { dateBoxes, dateField, optionalDateField, optionalWords, startingWith } from '../../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { actionsOf, changeAction } from './queries.ts'

/** Says how an action goes: done, put off, and what was measured of it. */
export const followAction = task({
  may: 'run shared practice',
  form: (today) =>
    z.object({
      dueOn: dateField({ what: 'Day', empty: 'Enter the day by which it is done', today, future: true }),
      doneOn: optionalDateField({ what: 'Day it was done', today }),
      effect: optionalWords({ limit: 2000, what: 'The effect' }),
      effectOn: optionalDateField({ what: 'Day it was measured', today }),
    }),
  async show({ db, viewer, councilId, params, look, form }) {
    const one = (await actionsOf(db, [councilId])).find((each) => each.actionId === params.actionId)
    if (!one) return notFound
    const names = await namesOf(db, viewer.scopes.directory, [one.ownerId])
    return page('shared-practice/exchanges/follow-action', {
      form: startingWith(form, {
        dueOn: dateBoxes(one.dueOn),
        doneOn: dateBoxes(one.doneOn),
        effect: one.effect ?? '',
        effectOn: dateBoxes(one.effectOn),
      }),
      one,
      owner: names.get(one.ownerId) ?? 'a colleague',
      look: look(councilId),
      back: `/${one.exchangeCouncilId}/practice/learning/${one.exchangeId}`,
    })
  },
  async submit({ db, councilId, params, answers, version }) {
    const one = (await actionsOf(db, [councilId])).find((each) => each.actionId === params.actionId)
    if (!one) return notFound
    const { dueOn, doneOn, effect, effectOn } = answers
    if (effect !== '' && effectOn === null) return invalid({ effectOn: 'Enter the day the effect was measured' })
    if (effect === '' && effectOn !== null) return invalid({ effect: 'Enter what was measured' })
    const change = { dueOn, doneOn, effect: effect === '' ? null : effect, effectOn }
    if (!(await changeAction(db, councilId, one.actionId, version ?? one.version, change)))
      return conflict(one.effect ?? 'No effect was written yet.', 'A colleague', one.version)
    return redirect(`/${one.exchangeCouncilId}/practice/learning/${one.exchangeId}#actions`, 'Kept.')
  },
})
