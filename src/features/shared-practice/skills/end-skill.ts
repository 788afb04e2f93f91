import { z } from 'zod'
import { words } from '../../../web/form.ts'
import { notFound, page, redirect, task } from '../../../web/task.ts'
import { endSkill, skillRows, staffAgreements } from './queries.ts'
import { countIn, partnershipsOf } from './skill.ts'

/** Takes a skill off the register, having said how many are left. */
export const endWorkerSkill = task({
  may: 'run shared practice',
  form: () => z.object({ why: words('Enter why it ends', { limit: 500, what: 'Why' }) }),
  async show({ db, viewer, councilId, params, look, today, now, form }) {
    const { directory } = viewer.scopes
    const skills = await skillRows(db, directory, now)
    const one = skills.find((each) => each.councilId === councilId && each.skillId === params.skillId)
    if (!one || one.endedOn !== null) return notFound
    const without = skills.filter((each) => each !== one)
    const partnerships = partnershipsOf(await staffAgreements(db, directory, now))
    return page('shared-practice/skills/end-skill', {
      form,
      one,
      look: look(councilId),
      back: `/${one.workerCouncilId}/workers/${one.workerId}/skills`,
      left: [
        { councils: look(councilId).name, count: countIn(without, one.skill, [councilId], today) },
        ...partnerships
          .filter((each) => each.councilIds.includes(councilId))
          .map((each) => ({
            councils: each.councilIds
              .map((id) => look(id).shortName)
              .sort()
              .join(', '),
            count: countIn(without, one.skill, each.councilIds, today),
          })),
      ],
    })
  },
  async submit({ db, viewer, councilId, params, answers, today, now }) {
    const skills = await skillRows(db, viewer.scopes.directory, now)
    const one = skills.find((each) => each.councilId === councilId && each.skillId === params.skillId)
    if (!one || !(await endSkill(db, councilId, one.skillId, today, answers.why))) return notFound
    return redirect(`/${one.workerCouncilId}/workers/${one.workerId}/skills`, 'It is off the register.')
  },
})
