import { z } from 'zod'
import { oneOf, words } from '../../../web/form.ts'
import { notFound, page, redirect, refused, task } from '../../../web/task.ts'
import { displayName } from '../../children/index.ts'
import { breakGrounds, findingNames, findings, reviewState, stateTags } from './break-glass.ts'
import { actsBetween, addReview, brokenGlass } from './queries.ts'

/** Looks into one record that was opened beyond the agreement: never whoever opened it. */
export const reviewBrokenGlass = task({
  may: 'review broken glass',
  form: () =>
    z.object({
      finding: oneOf(findingNames, 'Select what you found'),
      words: words('Say how you came to it, in a sentence or two', { limit: 4000, what: 'Your words' }),
    }),
  async show(ask) {
    const { db, viewer, councilId, params, today } = ask
    const row = await brokenGlass(db, councilId, viewer.scopes.directory, params.breakId ?? '')
    if (!row) return notFound
    const to = row.closedAt ?? row.expiresAt
    const acts = await actsBetween(db, {
      councilId,
      childId: row.childId,
      workerId: row.workerId,
      from: row.openedAt,
      to,
    })
    const state = reviewState(row, today)
    return page(
      'night-desk/break-glass/review-broken-glass',
      {
        name: displayName(row),
        child: `/${councilId}/children/${row.childId}`,
        list: `/${councilId}/break-glass`,
        worker: row.worker ?? 'A worker of another council',
        ground: breakGrounds[row.ground as keyof typeof breakGrounds] ?? row.ground,
        reason: row.reason,
        openedAt: row.openedAt,
        until: to,
        early: row.closedAt !== null,
        dueOn: row.reviewDueOn,
        tag: stateTags[state],
        acts,
        own: row.workerId === viewer.workerId,
        reviewed: row.reviewedAt
          ? {
              at: row.reviewedAt,
              by: row.reviewer ?? 'A colleague',
              finding: findings[row.finding as keyof typeof findings] ?? row.finding,
              words: row.reviewWords,
            }
          : null,
        findings: findingNames.map((value) => ({ value, text: findings[value] })),
      },
      { audit: [{ childId: row.childId, outcome: 'listed', detail: { breakGlass: row.breakId } }] },
    )
  },
  async submit(sent) {
    const { db, viewer, councilId, params, answers, now } = sent
    const row = await brokenGlass(db, councilId, viewer.scopes.directory, params.breakId ?? '')
    if (!row) return notFound
    if (row.workerId === viewer.workerId) return refused('You opened this record yourself: somebody else looks into it')
    const saved = await addReview(db, {
      councilId,
      breakId: row.breakId,
      finding: answers.finding,
      words: answers.words,
      by: viewer.workerId,
      at: now,
    })
    return redirect(
      `/${councilId}/break-glass`,
      saved
        ? 'What you found is kept.'
        : `${row.reviewer ?? 'A colleague'} has looked into it already. Nothing was changed.`,
      [{ childId: row.childId, detail: { breakGlass: row.breakId } }],
    )
  },
})
