import { z } from 'zod'
import { page, redirect, task } from '../../web/task.ts'
import { noticesOf, readUpTo } from './queries.ts'

/** What a worker was told to look at, newest first; one press when they have. */
export const seeNotices = task({
  may: 'read own notices',
  form: () => z.object({ upTo: z.string().optional() }),
  async show({ db, viewer }) {
    const notices = await noticesOf(db, viewer.workerId)
    return page(
      'notices/see-notices',
      {
        fresh: notices.filter((one) => one.readAt === null),
        earlier: notices.filter((one) => one.readAt !== null),
        // What comes while somebody reads the page stays new.
        upTo: notices[0]?.madeAt.toString() ?? '',
      },
      { audit: [] },
    )
  },
  async submit({ db, viewer, answers, now }) {
    const shown = momentOf(answers.upTo)
    if (shown !== null) await readUpTo(db, viewer.workerId, shown, now)
    return redirect('/notices', 'Marked as read.', [])
  },
})

const momentOf = (text: string | undefined): Temporal.Instant | null => {
  try {
    return Temporal.Instant.from(text ?? '')
  } catch {
    return null
  }
}
