import { z } from 'zod'
import { isId } from '../../../lib/ids.ts'
import { oneOf } from '../../../web/form.ts'
import { type Ask, redirect, refused, task } from '../../../web/task.ts'
import { nightGrants, nightPosts } from '../night.ts'
import { endCall, startCall } from './queries.ts'

/** The council a night worker's calls lie with: that of their team, or their employer, and one whose summaries are open. */
export const hostOf = ({ scopes }: Ask['viewer']): number | null => {
  const posts = nightPosts(scopes)
  const candidates = [
    ...posts.flatMap((post) => post.teamCouncilId ?? []),
    ...posts.map((post) => post.employerId),
    ...nightGrants(scopes).map((grant) => grant.councilId),
  ]
  return candidates.find((councilId) => scopes.summary.includes(councilId)) ?? null
}

/** "212.0198...": the child whose summary waits for the call. Anything else leads to the desk. */
const backTo = (child: string | undefined): string => {
  const [councilId = '', childId] = (child ?? '').split('.')
  return /^\d{3}$/.test(councilId) && isId(childId) ? `/${councilId}/children/${childId}/night` : '/night'
}

/** Takes a call or ends it: one press, because the telephone rings. */
export const keepCall = task({
  may: 'work the night desk',
  form: () =>
    z.object({ call: oneOf(['start', 'end'] as const, 'Take a call or end it'), child: z.string().optional() }),
  show: async () => redirect('/night', null, []),
  async submit({ db, viewer, now, answers }) {
    if (answers.call === 'end') {
      await endCall(db, viewer.workerId, now)
      return redirect('/night', 'The call is ended.')
    }
    const councilId = hostOf(viewer)
    if (councilId === null) return refused('The night desk is closed')
    await startCall(db, { councilId, workerId: viewer.workerId, at: now })
    return redirect(backTo(answers.child), 'You are on a call. What you open now is kept with it.')
  },
})
