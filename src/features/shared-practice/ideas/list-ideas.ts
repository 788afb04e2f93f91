import { page, task } from '../../../web/task.ts'
import { answerKinds, isUnanswered } from '../exchanges/exchange.ts'
import { ideasOf } from '../exchanges/queries.ts'
import { namesOf } from '../people.ts'
import { partsOfPractice } from '../sections.ts'

/** Ideas of staff, each with who answers by when; one that got no answer says so. */
export const listIdeas = task({
  may: 'see shared practice',
  async show({ db, viewer, look, today }) {
    const { directory, livePosts } = viewer.scopes
    const ideas = directory.length === 0 ? [] : await ideasOf(db, directory)
    const names = await namesOf(
      db,
      directory,
      ideas.flatMap((one) => [one.workerId, one.ownerId]),
    )
    const rows = ideas.map((one) => ({
      ...one,
      look: look(one.councilId),
      by: names.get(one.workerId) ?? 'a colleague',
      owner: names.get(one.ownerId) ?? 'a colleague',
      overdue: isUnanswered(one, today),
      kind: answerKinds[one.answerKind as keyof typeof answerKinds] ?? null,
      mine: one.workerId === viewer.workerId,
      path: `/${one.councilId}/practice/ideas/${one.ideaId}`,
    }))
    return page('shared-practice/ideas/list-ideas', {
      parts: partsOfPractice('/practice/ideas'),
      waiting: rows.filter((one) => one.answer === null),
      answered: rows.filter((one) => one.answer !== null),
      councils: [
        ...new Set(livePosts.flatMap((post) => [post.employerId, ...post.reach.map((each) => each.councilId)])),
      ]
        .filter((id) => directory.includes(id))
        .map(look)
        .sort((a, b) => a.name.localeCompare(b.name)),
    })
  },
})
