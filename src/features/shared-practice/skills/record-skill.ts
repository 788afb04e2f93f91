import { z } from 'zod'
import { isBefore } from '../../../lib/day.ts'
import { oneOf, optionalDateField, optionalWords, pastDate } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { recordSkill, workerRow } from './queries.ts'
import { levelNames, levels, usualSkills } from './skill.ts'

const other = 'another'

/** Puts a skill of a worker on the register. */
export const recordWorkerSkill = task({
  may: 'run shared practice',
  form: (today) =>
    z.object({
      skill: oneOf([...usualSkills, other], 'Select the skill'),
      otherSkill: optionalWords({ limit: 100, what: 'The skill' }),
      level: oneOf(levelNames, 'Select how far it goes'),
      since: pastDate(today, 'Enter since when', 'Day it began'),
      until: optionalDateField({ what: 'Last day', today, future: true }),
    }),
  async show({ db, councilId, params, look, form }) {
    const workerId = params.workerId ?? ''
    const worker = await workerRow(db, councilId, workerId)
    if (!worker) return notFound
    return page('shared-practice/skills/record-skill', {
      form,
      worker,
      look: look(councilId),
      back: `/${councilId}/workers/${workerId}/skills`,
      skills: [...usualSkills, other].map((value) => ({
        value,
        text: value === other ? 'Another, written below' : value,
      })),
      levels: levelNames.map((value) => ({ value, text: levels[value] })),
    })
  },
  async submit({ db, viewer, councilId, params, answers, now }) {
    const workerId = params.workerId ?? ''
    const worker = await workerRow(db, councilId, workerId)
    if (!worker) return notFound
    const skill = answers.skill === other ? answers.otherSkill : answers.skill
    if (skill === '') return invalid({ otherSkill: 'Enter the skill' })
    if (answers.until && isBefore(answers.until, answers.since))
      return invalid({ until: 'Last day must be after it began' })
    const { level, since, until } = answers
    const added = await recordSkill(db, {
      councilId,
      workerId,
      skill,
      level,
      since,
      until,
      by: viewer.workerId,
      at: now,
    })
    if (!added) return invalid({ skill: `${worker.name} has this skill on the register already` })
    return redirect(`/${councilId}/workers/${workerId}/skills`, 'The skill is on the register.')
  },
})
