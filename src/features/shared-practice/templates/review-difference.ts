import { z } from 'zod'
import { isAfter } from '../../../lib/day.ts'
import { dateBoxes, oneOf, optionalDateField, optionalWords, startingWith, words } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { addDifference, differencesOf, useOf, withdrawDifference } from './queries.ts'
import { spoken } from './shown.ts'
import { limitNumber, merge, placeOf, standings } from './template.ts'

const choices = ['keep', 'change', 'withdraw'] as const

/** Looks at one difference again: it goes on, says something else, or is withdrawn. What it was stays in the history. */
export const reviewDifference = task({
  may: 'run shared practice',
  form: (today) =>
    z.object({
      what: oneOf(choices, 'Select what becomes of it'),
      says: optionalWords({ limit: 20_000, what: 'What it says here' }),
      why: words('Enter why', { limit: 1000, what: 'Why' }),
      reviewOn: optionalDateField({ what: 'Day of review', today, future: true }),
    }),
  async show({ db, viewer, councilId, params, look, today, form }) {
    const use = await useOf(db, councilId, params.templateId ?? '')
    const all = use ? await differencesOf(db, [councilId], use.templateId) : []
    const one = all.find((each) => each.differenceId === params.differenceId)
    if (!use || !one) return notFound
    const stood = merge(use.content, all).stood.find((each) => each.difference.differenceId === one.differenceId)
    const names = await namesOf(db, viewer.scopes.directory, [one.madeBy])
    return page('shared-practice/templates/review-difference', {
      form: startingWith(form, { says: one.says, why: one.why, reviewOn: dateBoxes(today.add({ years: 1 })) }),
      use,
      one,
      by: names.get(one.madeBy) ?? 'a colleague',
      label: spoken(placeOf(use.content, one.effect, one.place)?.label ?? one.original),
      now: stood?.now ?? null,
      standing: standings[stood?.standing ?? 'holds'],
      look: look(councilId),
      back: `/${councilId}/practice/templates/${use.templateId}`,
      choices: [
        { value: 'keep', text: 'It goes on as it is', hint: 'Seen beside the shared words as they are now' },
        ...(one.effect === 'leaves out' ? [] : [{ value: 'change', text: 'It says something else from now on' }]),
        { value: 'withdraw', text: 'It is withdrawn', hint: 'The shared words hold here too' },
      ],
    })
  },
  async submit({ db, viewer, councilId, params, answers, today }) {
    const use = await useOf(db, councilId, params.templateId ?? '')
    const all = use ? await differencesOf(db, [councilId], use.templateId) : []
    const one = all.find((each) => each.differenceId === params.differenceId)
    if (!use || !one) return notFound
    const back = `/${councilId}/practice/templates/${use.templateId}`
    const { what } = answers
    if (what !== 'withdraw') {
      if (answers.reviewOn === null) return invalid({ reviewOn: 'Enter the day it is to be reviewed again' })
      if (!isAfter(answers.reviewOn, today)) return invalid({ reviewOn: 'Day of review must be after today' })
      if (what === 'change' && answers.says === '') return invalid({ says: 'Enter what it says here' })
      if (what === 'change' && one.place.endsWith('.limit') && limitNumber(answers.says) === null)
        return invalid({ says: 'Enter a number, such as 5' })
    }
    const endedWhy = { keep: 'Reviewed and kept', change: 'Says something else now', withdraw: answers.why }[what]
    const ended = { on: today, by: viewer.workerId, why: endedWhy }
    if (!(await withdrawDifference(db, councilId, one.differenceId, ended))) return notFound
    if (what === 'withdraw') return redirect(back, 'The difference is withdrawn. The shared words hold here too.')
    // What was reviewed is seen beside the shared words of today; where its place is gone, beside those it was written for.
    const original = placeOf(use.content, one.effect, one.place)?.now ?? one.original
    await addDifference(db, {
      councilId,
      templateId: use.templateId,
      effect: one.effect,
      place: one.place,
      original,
      says: what === 'change' ? answers.says : one.says,
      why: answers.why,
      madeBy: viewer.workerId,
      madeOn: today,
      reviewOn: answers.reviewOn!,
      replaces: one.differenceId,
    })
    return redirect(back, what === 'keep' ? 'The difference is reviewed and goes on.' : 'The difference is changed.')
  },
})
