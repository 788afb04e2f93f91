import { z } from 'zod'
import { isBefore } from '../../../lib/day.ts'
import { dateBoxes, dateField, startingWith, words } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { askHolder, skillRows } from './queries.ts'
import { isHeldOn, levels } from './skill.ts'

/** Asks somebody who holds a skill, in one's own or a partner council. */
export const askAboutSkill = task({
  may: 'consult a colleague',
  form: (today) =>
    z.object({
      question: words('Enter your question', { limit: 5000, what: 'The question' }),
      wantedBy: dateField({ what: 'Day', empty: 'Enter the day by which you need an answer', today, future: true }),
    }),
  async show({ db, viewer, councilId, params, look, today, now, form }) {
    const skills = await skillRows(db, viewer.scopes.directory, now)
    const one = skills.find((each) => each.councilId === councilId && each.skillId === params.skillId)
    if (!one || !isHeldOn(one, today)) return notFound
    return page('shared-practice/skills/ask-holder', {
      form: startingWith(form, { wantedBy: dateBoxes(today.add({ days: 7 })) }),
      one,
      levelWords: levels[one.level],
      look: look(councilId),
    })
  },
  async submit({ db, viewer, councilId, params, answers, today, now }) {
    const skills = await skillRows(db, viewer.scopes.directory, now)
    const one = skills.find((each) => each.councilId === councilId && each.skillId === params.skillId)
    if (!one || !isHeldOn(one, today)) return notFound
    if (isBefore(answers.wantedBy, today)) return invalid({ wantedBy: 'Day must be today or later' })
    const consultationId = await askHolder(db, {
      councilId: viewer.councilId,
      by: viewer.workerId,
      holder: one,
      question: answers.question,
      at: now,
      wantedBy: answers.wantedBy,
    })
    return redirect(
      `/${viewer.councilId}/practice/consultations/${consultationId}`,
      `Your question waits for ${one.name}.`,
    )
  },
})
