import type { Day } from '../../../lib/day.ts'
import { readDate } from '../../../web/form.ts'
import { notFound, page, task } from '../../../web/task.ts'
import { eventOf, eventRows } from '../journey/queries.ts'
import { openRecord } from '../overview/child-head.ts'
import { colleagues } from '../overview/queries.ts'
import { entriesOf, filtered, topicOf, topics } from './entries.ts'
import { correctionsOf } from './queries.ts'

const entriesOnPage = 60
/** A printed chronology is one long page; what is beyond this many lines is said to be missing, never quietly cut. */
const entriesOnPaper = 1000

type Query = Readonly<Record<string, string>>

/** A day of the filter, from `name=2025-03-01` or from its three boxes; a problem in words when it is no day. */
export const filterDay = (
  query: Query,
  name: string,
  what: string,
): { day: Day | null; problem: string | null; boxes: { day: string; month: string; year: string } } => {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(query[name] ?? '')
  const boxes = plain
    ? { day: String(Number(plain[3])), month: String(Number(plain[2])), year: plain[1] ?? '' }
    : { day: query[`${name}-day`] ?? '', month: query[`${name}-month`] ?? '', year: query[`${name}-year`] ?? '' }
  if ([boxes.day, boxes.month, boxes.year].every((text) => text.trim() === ''))
    return { day: null, problem: null, boxes }
  const read = readDate(boxes, what)
  return 'day' in read ? { day: read.day, problem: null, boxes } : { day: null, problem: read.problem, boxes }
}

/** Everything significant that happened, newest first, with what was corrected; by topic and dates, or all of it. */
export const readChronology = task({
  may: 'read a record',
  async show(ask) {
    const { db, councilId, childId, query } = ask
    const record = await openRecord(ask, '/chronology')
    if (!record) return notFound
    const { head, spells, reader } = record
    const events = (await eventRows(db, councilId, childId)).map((row) => ({
      ...eventOf(row),
      words: row.words,
      significant: row.significant,
    }))
    const corrections = await correctionsOf(db, councilId, childId)

    const topic = topicOf(query.topic)
    const from = filterDay(query, 'from', 'The first day')
    const to = filterDay(query, 'to', 'The last day')
    const everything = query.everything === 'yes'
    const paper = query.print === 'yes'
    const all = entriesOf(spells, events, corrections)
    const found = filtered(all, { topic, from: from.day, to: to.day, everything })
    const onPage = paper ? entriesOnPaper : entriesOnPage
    const pages = Math.max(1, Math.ceil(found.length / onPage))
    const number = Math.min(pages, Math.max(1, Number(/^\d{1,4}$/.exec(query.page ?? '')?.[0] ?? 1)))
    const shown = found.slice((number - 1) * onPage, number * onPage)
    const workers = await colleagues(db, ask.viewer.scopes.directory, [
      ...shown.map((entry) => entry.workerId),
      ...shown.flatMap((entry) => entry.corrections.map((one) => one.replacedBy)),
    ])
    const name = (id: string | null): string | null =>
      id === null ? null : (workers.get(id)?.name ?? 'a colleague of another council')

    const kept = new URLSearchParams()
    if (topic !== null) kept.set('topic', topic)
    if (from.day !== null) kept.set('from', from.day.toString())
    if (to.day !== null) kept.set('to', to.day.toString())
    if (everything) kept.set('everything', 'yes')
    const link = (more: Record<string, string>): string => {
      const parameters = new URLSearchParams(kept)
      for (const [key, value] of Object.entries(more)) parameters.set(key, value)
      const text = parameters.toString()
      return `${head.path}/chronology${text === '' ? '' : `?${text}`}`
    }
    return page('children/chronology/read-chronology', {
      head,
      paper,
      entries: shown.map((entry) => ({
        on: entry.on,
        title: entry.title,
        words: entry.words,
        by: name(entry.workerId),
        significant: entry.significant,
        href: `${head.path}/chronology/${entry.recordId}`,
        corrections: entry.corrections.map((one) => ({
          at: one.replacedAt,
          by: name(one.replacedBy),
          reason: one.reason,
        })),
      })),
      found: found.length,
      total: all.length,
      left: paper ? Math.max(0, found.length - shown.length) : 0,
      topics: Object.entries(topics).map(([value, text]) => ({ value, text })),
      topic,
      topicName: topic === null ? null : topics[topic],
      everything,
      fromBoxes: from.boxes,
      toBoxes: to.boxes,
      problems: [from.problem, to.problem].filter((problem) => problem !== null),
      narrowed: topic !== null || from.day !== null || to.day !== null || everything,
      open:
        topic !== null ||
        from.day !== null ||
        to.day !== null ||
        everything ||
        from.problem !== null ||
        to.problem !== null,
      number,
      pages,
      previous: number > 1 ? link({ page: String(number - 1) }) : null,
      next: number < pages ? link({ page: String(number + 1) }) : null,
      printed: link({ print: 'yes' }),
      screen: link({}),
      mayMark: reader.may('correct a record'),
    })
  },
})
