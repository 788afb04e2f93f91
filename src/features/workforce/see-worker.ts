import { notFound, page, task } from '../../web/task.ts'
import { employersOf, postState } from './employers.ts'
import { fteTotals } from './post.ts'
import { agreementRows, childrenHeld, postsOfWorker, workerOf } from './queries.ts'

/** One worker: who employs them, what each post is for and whose children it reaches, and their time by council. */
export const seeWorker = task({
  may: 'see the workforce',
  async show({ db, viewer, params, councilId, look, today, now }) {
    const directory = viewer.scopes.directory
    if (!directory.includes(councilId)) return notFound
    const worker = await workerOf(db, [councilId], params.workerId ?? '')
    if (!worker) return notFound
    const posts = await postsOfWorker(db, directory, worker.workerId)
    const ids = [...new Set(posts.flatMap((post) => post.reach.flatMap((reach) => reach.arrangementId ?? [])))]
    const agreements = await agreementRows(db, directory, { ids })
    const children = await childrenHeld(db, viewer.scopes.summary, worker.workerId)
    const described = posts.map((post) => {
      const employment = employersOf(post, agreements, today)
      return {
        ...post,
        state: postState(post, today, now),
        employers: employment.councilIds.map((id) => look(id)),
        joint: employment.joint,
        mayEnd: viewer.scopes.manage.includes(post.employerId),
        reach: post.reach.map((reach) => {
          const agreement = agreements.find((one) => one.arrangementId === reach.arrangementId)
          return {
            ...reach,
            look: look(reach.councilId),
            agreement: agreement
              ? { title: agreement.title, path: `/${agreement.hostId}/agreements/${agreement.arrangementId}` }
              : null,
          }
        }),
      }
    })
    const held = described.filter((post) => post.state === 'held')
    const { byCouncil, total } = fteTotals(held)
    return page('workforce/see-worker', {
      worker,
      look: look(councilId),
      held,
      coming: described.filter((post) => post.state === 'to come'),
      ended: described.filter((post) => post.state === 'ended'),
      total,
      byCouncil: [...byCouncil].sort(([, a], [, b]) => b - a).map(([id, fte]) => ({ look: look(id), fte })),
      children: children.map((row) => ({ look: look(row.councilId), children: row.children })),
      firstYear: worker.firstYearUntil !== null && Temporal.PlainDate.compare(worker.firstYearUntil, today) >= 0,
      grants: viewer.scopes.manage.map((id) => ({
        look: look(id),
        path: `/${id}/workers/${worker.workerId}/posts/new`,
      })),
    })
  },
})
