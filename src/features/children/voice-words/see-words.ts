import { notFound, page, task } from '../../../web/task.ts'
import { textOf, yesIn } from '../chronology/in-words.ts'
import { openRecord } from '../overview/child-head.ts'
import { colleagues } from '../overview/queries.ts'
import { firstTheNightSummary } from '../overview/tonight.ts'
import { eventsOfKinds } from '../plans/queries.ts'

const wordsOnPage = 40

/** Everything the child said that somebody wrote down, in their own words, over time. */
export const seeWords = task({
  may: 'see a summary',
  async show(ask) {
    const { db, councilId, childId, query } = ask
    const first = await firstTheNightSummary(ask)
    if (first) return first
    const record = await openRecord(ask, '/words')
    if (!record) return notFound
    const { head, reader } = record
    const number = Math.max(1, Number(/^\d{1,4}$/.exec(query.page ?? '')?.[0] ?? 1))
    const rows = await eventsOfKinds(db, councilId, childId, ['child_words'], {
      limit: wordsOnPage + 1,
      offset: (number - 1) * wordsOnPage,
    })
    // Words a child did not want shown are for those who work with the whole record, and say so.
    const shown = rows.slice(0, wordsOnPage).filter((row) => reader.record || yesIn(row.detail, 'mayShow') !== false)
    const workers = await colleagues(
      db,
      ask.viewer.scopes.directory,
      shown.map((row) => row.worker_id),
    )
    return page('children/voice-words/see-words', {
      head,
      said: shown.map((row) => ({
        on: row.happened_on,
        words: row.words,
        to: row.worker_id === null ? null : (workers.get(row.worker_id)?.name ?? 'a colleague of another council'),
        through: textOf(row.detail, 'channel', 'through', 'how'),
        kept: yesIn(row.detail, 'mayShow') === false,
        href: reader.record ? `${head.path}/chronology/${row.event_id}` : null,
      })),
      number,
      previous: number > 1 ? `${head.path}/words?page=${number - 1}` : null,
      next: rows.length > wordsOnPage ? `${head.path}/words?page=${number + 1}` : null,
    })
  },
})
