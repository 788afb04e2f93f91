import { page, task } from '../../../web/task.ts'
import { displayName } from '../../children/index.ts'
import { breakGrounds, findings, reviewState, stateTags } from './break-glass.ts'
import { brokenOf } from './queries.ts'

/** What was opened beyond the agreement in a council, and who must look into it. */
export const listBrokenGlass = task({
  may: 'review broken glass',
  async show({ db, viewer, councilId, today, now, look }) {
    const rows = await brokenOf(db, councilId, viewer.scopes.directory, now.subtract({ hours: 24 * 90 }))
    const shown = rows.map((row) => {
      const state = reviewState(row, today)
      return {
        name: displayName(row),
        path: `/${councilId}/break-glass/${row.breakId}`,
        worker: row.worker ?? 'a worker of another council',
        own: row.workerId === viewer.workerId,
        ground: breakGrounds[row.ground as keyof typeof breakGrounds] ?? row.ground,
        openedAt: row.openedAt,
        dueOn: row.reviewDueOn,
        tag: stateTags[state],
        done: state === 'reviewed',
        finding: row.finding ? findings[row.finding as keyof typeof findings] : null,
        reviewer: row.reviewer,
      }
    })
    return page(
      'night-desk/break-glass/list-broken-glass',
      {
        council: look(councilId).name,
        waiting: shown.filter((one) => !one.done),
        done: shown.filter((one) => one.done),
      },
      { audit: [{ detail: { shown: rows.map((row) => row.childId) } }] },
    )
  },
})
