import { page, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { partsOfPractice } from '../sections.ts'
import { progressOf } from './exchange.ts'
import { actionsOf, exchangesOf } from './queries.ts'

/** What councils learned from one another, and what became of it. */
export const listExchanges = task({
  may: 'see shared practice',
  async show({ db, viewer, look, today }) {
    const { directory, manage } = viewer.scopes
    const exchanges = directory.length === 0 ? [] : await exchangesOf(db, directory)
    const actions = directory.length === 0 ? [] : await actionsOf(db, directory)
    const names = await namesOf(
      db,
      directory,
      actions.map((one) => one.ownerId),
    )
    const shown = actions.map((one) => ({
      ...one,
      progress: progressOf(one, today),
      look: look(one.councilId),
      path: directory.includes(one.exchangeCouncilId)
        ? `/${one.exchangeCouncilId}/practice/learning/${one.exchangeId}`
        : null,
      owner: names.get(one.ownerId) ?? 'a colleague',
    }))
    return page('shared-practice/exchanges/list-exchanges', {
      parts: partsOfPractice('/practice/learning'),
      overdue: shown.filter((one) => one.progress === 'overdue'),
      exchanges: exchanges.map((one) => {
        const mine = shown.filter((each) => each.exchangeId === one.exchangeId)
        const adopted = mine.filter((each) => each.kind === 'adopts' && each.doneOn !== null)
        return {
          ...one,
          look: look(one.councilId),
          others: one.withIds.map((id) => look(id).shortName),
          open: mine.filter((each) => each.progress !== 'done').length,
          adopted: [...new Set(adopted.map((each) => each.look.shortName))],
          measured: mine.filter((each) => each.effect !== null).length,
          actions: mine.length,
        }
      }),
      manages: manage.map(look),
    })
  },
})
