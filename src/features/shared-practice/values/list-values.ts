import { page, task } from '../../../web/task.ts'
import { partsOfPractice } from '../sections.ts'
import { valuesOf } from './queries.ts'

/** What each council says it values, side by side. */
export const listValues = task({
  may: 'see shared practice',
  async show({ db, viewer, look }) {
    const { directory, manage } = viewer.scopes
    const lines = await valuesOf(db, directory)
    return page('shared-practice/values/list-values', {
      parts: partsOfPractice('/practice/values'),
      councils: directory
        .map((id) => ({
          look: look(id),
          lines: lines.filter((one) => one.councilId === id),
          manages: manage.includes(id),
        }))
        .filter((one) => one.lines.length > 0 || one.manages)
        .sort((a, b) => Number(b.manages) - Number(a.manages) || a.look.name.localeCompare(b.look.name)),
    })
  },
})
