import { notFound, page, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { progressOf } from './exchange.ts'
import { actionsOf, exchangesOf } from './queries.ts'

/** One exchange: what was learned, who does what by when, where it was adopted and what it changed. */
export const seeExchange = task({
  may: 'see shared practice',
  async show({ db, viewer, councilId, params, look, today }) {
    const { directory, manage } = viewer.scopes
    const exchangeId = params.exchangeId ?? ''
    const [one] = directory.includes(councilId) ? await exchangesOf(db, [councilId], exchangeId) : []
    if (!one) return notFound
    const actions = await actionsOf(db, directory, exchangeId)
    const names = await namesOf(db, directory, [one.recordedBy, ...actions.map((each) => each.ownerId)])
    return page('shared-practice/exchanges/see-exchange', {
      one,
      look: look(councilId),
      others: one.withIds.map(look),
      by: names.get(one.recordedBy) ?? 'a colleague',
      actions: actions
        .filter((each) => each.exchangeCouncilId === councilId)
        .map((each) => ({
          ...each,
          look: look(each.councilId),
          owner: names.get(each.ownerId) ?? 'a colleague',
          progress: progressOf(each, today),
          change: manage.includes(each.councilId) ? `/${each.councilId}/practice/actions/${each.actionId}` : null,
        })),
      adds: [councilId, ...one.withIds]
        .filter((id) => manage.includes(id))
        .map((id) => ({ look: look(id), path: `/${id}/practice/learning/${exchangeId}/actions/new` })),
    })
  },
})
