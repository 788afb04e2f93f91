import { notFound, page, task } from '../../../web/task.ts'
import { skillRows, workerRow } from './queries.ts'
import { isHeldOn, levels } from './skill.ts'

/** One worker's skills, those of earlier days among them. */
export const seeWorkerSkills = task({
  may: 'see shared practice',
  async show({ db, viewer, councilId, params, look, today, now }) {
    const workerId = params.workerId ?? ''
    const worker = await workerRow(db, councilId, workerId)
    if (!worker) return notFound
    const skills = await skillRows(db, viewer.scopes.directory, now, workerId)
    const rows = skills.map((one) => ({
      ...one,
      levelWords: levels[one.level],
      look: look(one.councilId),
      counts: isHeldOn(one, today),
      manages: viewer.scopes.manage.includes(one.councilId),
    }))
    return page('shared-practice/skills/see-worker-skills', {
      worker,
      look: look(councilId),
      back: `/${councilId}/workers/${workerId}`,
      held: rows.filter((one) => one.endedOn === null && (one.counts || one.level === 'learning')),
      former: rows.filter((one) => !(one.endedOn === null && (one.counts || one.level === 'learning'))),
      manages: viewer.scopes.manage.includes(councilId),
      own: workerId === viewer.workerId,
    })
  },
})
