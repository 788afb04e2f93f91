import { redirect, task } from '../../../web/task.ts'
import { closeBreaks } from '../break-glass/queries.ts'
import { lastSearch } from '../desk/queries.ts'
import { turnBegan } from '../night.ts'
import { closeAsWrongPerson } from './queries.ts'

/** The wrong child: one press closes the summary and whatever was opened beyond it, and the audit says that it was a slip. */
export const closeWrongPerson = task({
  may: 'see a night summary',
  show: async ({ councilId, childId }) => redirect(`/${councilId}/children/${childId}/night`, null, []),
  async submit({ db, viewer, councilId, childId, now }) {
    const since = turnBegan(now)
    await closeBreaks(db, { councilId, childId, workerId: viewer.workerId, at: now })
    const closed = await closeAsWrongPerson(db, { councilId, childId, workerId: viewer.workerId, since, at: now })
    const back = (await lastSearch(db, viewer, now.subtract({ hours: 1 }))) ?? '/night'
    return redirect(
      back,
      closed.length === 0
        ? 'That summary is not open any more.'
        : 'Closed, and written down as the wrong person. Slips happen on any night: nothing more is asked of you.',
      [{ reason: 'opened by mistake and closed: the wrong person', detail: { wrongPerson: closed } }],
    )
  },
})
