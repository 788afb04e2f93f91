import { z } from 'zod'
import { dateField } from '../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, task } from '../../web/task.ts'
import { childrenHeld, endPostOn, postOf, stillHolds } from './queries.ts'

/** Ends a post, today at once or on a later day: what it opened is closed from the next request on. */
export const endPost = task({
  may: 'end a post',
  form: (today) =>
    z.object({
      endsOn: dateField({ what: 'Last day', empty: 'Enter the last day of the post', today, future: true }),
    }),
  async show({ db, viewer, councilId, params, look }) {
    const post = await postOf(db, councilId, params.postId ?? '', viewer.scopes.directory)
    if (!post) return notFound
    const held = await childrenHeld(db, viewer.scopes.summary, post.workerId)
    return page('workforce/end-post', {
      post,
      employer: look(councilId),
      back: `/${post.workerCouncilId}/workers/${post.workerId}`,
      // Somebody who sees no children is not told how many there are: the page then asks for the manager.
      children: viewer.scopes.summary.length === 0 ? null : held.reduce((sum, row) => sum + row.children, 0),
    })
  },
  async submit({ db, viewer, councilId, params, answers, version, today, now }) {
    const post = await postOf(db, councilId, params.postId ?? '', viewer.scopes.directory)
    if (!post) return notFound
    if (!stillHolds(post, now) && Temporal.PlainDate.compare(post.startsOn, today) <= 0)
      return invalid({ endsOn: 'This post has already ended' })
    if (Temporal.PlainDate.compare(answers.endsOn, post.startsOn) < 0)
      return invalid({ endsOn: 'The last day must be on or after the first day of the post' })
    const atOnce = Temporal.PlainDate.compare(answers.endsOn, today) <= 0
    const stale = await endPostOn(db, {
      employerId: councilId,
      postId: post.postId,
      version: version ?? post.version,
      endsOn: answers.endsOn,
      endedAt: atOnce ? now : null,
    })
    if (stale === 'gone') return notFound
    if (stale)
      return conflict(
        stale.endsOn ? 'The post was given a last day.' : 'The post was changed.',
        'Somebody else',
        stale.version,
      )
    return redirect(
      `/${post.workerCouncilId}/workers/${post.workerId}`,
      atOnce
        ? 'The post has ended. What it opened is closed.'
        : 'The last day was saved. What the post opens closes after it.',
    )
  },
})
