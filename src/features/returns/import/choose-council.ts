import type { Scopes } from '../../../access/scopes.ts'
import { page, redirect, task } from '../../../web/task.ts'

/** Councils whose data this person may bring: where they are data officer today. */
export const councilsToBring = ({ grants }: Scopes): number[] => [
  ...new Set(
    grants.filter(({ role, level }) => role === 'data officer' && level === 'write').map(({ councilId }) => councilId),
  ),
]

/** The way to "Bring your council's data" for somebody who may have several councils. */
export const chooseCouncil = task({
  may: 'choose where to bring data',
  async show({ viewer, look }) {
    const councils = councilsToBring(viewer.scopes)
    if (councils.length === 1) return redirect(`/${councils[0]}/bring-data`)
    return page('returns/import/choose-council', {
      councils: councils.map((id) => look(id)).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    })
  },
})
