import { notFound, page, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { everyLine } from './queries.ts'

/** What one council says it values, and what it said before. */
export const seeValues = task({
  may: 'see shared practice',
  async show({ db, viewer, councilId, look }) {
    const { directory, manage } = viewer.scopes
    if (!directory.includes(councilId)) return notFound
    const lines = await everyLine(db, councilId)
    const names = await namesOf(
      db,
      directory,
      lines.flatMap((one) => [one.setBy, one.endedBy]),
    )
    const named = lines.map((one) => ({
      ...one,
      by: names.get(one.setBy) ?? 'a colleague',
      ended: names.get(one.endedBy ?? '') ?? 'a colleague',
    }))
    return page('shared-practice/values/see-values', {
      look: look(councilId),
      lines: named.filter((one) => one.endedOn === null),
      former: named.filter((one) => one.endedOn !== null).reverse(),
      manages: manage.includes(councilId),
    })
  },
})
