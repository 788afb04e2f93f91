import { page, task } from '../../../web/task.ts'
import { countsByStatus, lastSentTo, type Send, type SetAside, sendsOf, setAside } from './queries.ts'
import { dryRun } from './send.ts'

const sendsShown = 10
const childrenShown = 50

const outcomes: Readonly<Record<Send['outcome'], string>> = {
  'under way': 'Under way',
  finished: 'Finished',
  stopped: 'Stopped',
  'broken off': 'Broken off',
}

const says: Readonly<Partial<Record<SetAside['status'], string>>> = {
  refused: 'The department refused it',
  unfit: 'Cannot be sent as it stands',
  'in doubt': 'No answer yet',
}

const childLink = (councilId: number, { childId, localId }: { childId: string; localId: string | null }) => ({
  href: `/${councilId}/children/${childId}`,
  name: localId ? `Child ${localId}` : 'A child without a number',
})

/** The daily feed to the department: the last runs, where the children stand, and which ones somebody has to look at. */
export const seeFeed = task({
  may: 'see the daily feed',
  async show({ db, councilId, look }) {
    const sends = await sendsOf(db, councilId, sendsShown)
    const feed = { councilId, sentTo: sends[0]?.sentTo ?? '' }
    const counts = await countsByStatus(db, feed)
    const { children, more } = await setAside(db, feed, childrenShown)
    return page('returns/dfe-api/see-feed', {
      council: look(councilId),
      plan: `/${councilId}/returns/dfe-api/now`,
      sends: sends.map((send) => ({ ...send, outcome: outcomes[send.outcome] })),
      accepted: counts.get('accepted') ?? 0,
      refused: (counts.get('refused') ?? 0) + (counts.get('unfit') ?? 0),
      waiting: (counts.get('waiting') ?? 0) + (counts.get('in doubt') ?? 0),
      children: children.map((child) => ({
        ...childLink(councilId, child),
        says: says[child.status] ?? '',
        words: child.words,
        changedAt: child.changedAt,
      })),
      more,
    })
  },
})

const kinds = { new: 'New', changed: 'Changed', gone: 'No longer sent' } as const

/** What the feed would send if it ran now. Nothing is sent. */
export const seeFeedNow = task({
  may: 'see the daily feed',
  async show({ db, councilId, look, now }) {
    const { counts, children } = await dryRun(
      db,
      { councilId, sentTo: await lastSentTo(db, councilId) },
      now,
      childrenShown,
    )
    const listed = counts.new + counts.changed + counts.gone + counts.unfit
    return page('returns/dfe-api/see-feed-now', {
      council: look(councilId),
      back: `/${councilId}/returns/dfe-api`,
      counts,
      children: children.map(({ planned, ...child }) => ({
        ...childLink(councilId, child),
        says: planned.todo === 'send' ? kinds[planned.kind] : 'Cannot be sent as it stands',
        words: planned.todo === 'unfit' ? planned.words : '',
      })),
      more: listed - children.length,
    })
  },
})
