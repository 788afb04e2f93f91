import { may } from '../../../access/may.ts'
import { page, redirect, task } from '../../../web/task.ts'

/** The way to a council's returns for somebody who may look after those of several. */
export const chooseReturns = task({
  may: 'choose whose returns to see',
  async show({ viewer, look }) {
    const councils = viewer.scopes.record.filter(
      (councilId) => 'allowed' in may(viewer.scopes, "read a council's findings", { councilId }),
    )
    if (councils.length === 1) return redirect(`/${councils[0]}/returns`)
    return page('returns/readiness/choose-returns', {
      councils: councils.map((id) => look(id)).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    })
  },
})
