import { type Day, isAfter } from '../../../lib/day.ts'
import { readDate } from '../../../web/form.ts'
import { type Ask, file, notFound, page, task } from '../../../web/task.ts'
import type { AsAt, Known } from '../ssd/as-at.ts'
import { cellsOf, headingsOf, type ListRow, lacking } from './annex-a.ts'
import { csvOf, nameOf, workbookOf } from './files.ts'
import { type ListNumber, listNumbers, listOf } from './lists.ts'
import { annexAOf } from './queries.ts'

/** Rows of a list that its page shows; all of them are in its file. */
const rowsShown = 50

type Boxes = { day: string; month: string; year: string }
type Asked = { asAt: AsAt | null; boxes: Boxes; known: Known; problem: string | null }

/** The day the lists stand for: `on=2026-11-22`, or the three boxes of the form. None until one is chosen. */
const asked = (query: Ask['query'], today: Day): Asked => {
  const known: Known = query.known === 'now' ? 'now' : 'then'
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(query.on ?? '')
  const chosen = plain !== null || ['on-day', 'on-month', 'on-year'].some((name) => query[name] !== undefined)
  const boxes: Boxes = plain
    ? { day: String(Number(plain[3])), month: String(Number(plain[2])), year: plain[1] ?? '' }
    : { day: query['on-day'] ?? '', month: query['on-month'] ?? '', year: query['on-year'] ?? '' }
  if (!chosen) {
    const { day, month, year } = today
    return { asAt: null, boxes: { day: String(day), month: String(month), year: String(year) }, known, problem: null }
  }
  const read = readDate(boxes, 'The day')
  if ('problem' in read) return { asAt: null, boxes, known, problem: read.problem }
  if (isAfter(read.day, today)) return { asAt: null, boxes, known, problem: 'The day must be today or in the past' }
  return { asAt: { on: read.day, known }, boxes, known, problem: null }
}

const listAsked = (text: string | undefined): ListNumber | null =>
  listNumbers.find((list) => String(list) === text) ?? null

const queryOf = ({ on, known }: AsAt): string => `on=${on.toString()}&known=${known}`

const made = ({ db, councilId, viewer }: Ask, asAt: AsAt, only?: readonly ListNumber[]) =>
  annexAOf(db, councilId, asAt, viewer.scopes.directory, only ? { only } : {})

/** The eleven lists of a council as at a day: how many rows each has, what they lack, and the files. */
export const seeAnnexA = task({
  may: 'prepare an inspection',
  async show(ask) {
    const { councilId, query, today, look } = ask
    const { asAt, boxes, known, problem } = asked(query, today)
    const path = `/${councilId}/returns/annex-a`
    const found = asAt === null ? null : await made(ask, asAt)
    const params = asAt === null ? '' : queryOf(asAt)
    return page('returns/annex-a/see-annex-a', {
      council: look(councilId),
      path,
      boxes,
      known,
      problem,
      on: asAt?.on ?? null,
      file: `${path}/file?${params}`,
      lists:
        found === null
          ? []
          : listNumbers.map((list) => ({
              list,
              title: listOf(list).title,
              scope: listOf(list).scope,
              rows: found[list].length,
              lacks: lacking(list, found[list] as ListRow<typeof list>[]).length,
              href: `${path}/list?list=${list}&${params}`,
              file: `${path}/file?list=${list}&${params}`,
            })),
    })
  },
})

/** One list as a table, with what Ofsted says must be filled in and is not. */
export const seeAnnexAList = task({
  may: 'prepare an inspection',
  async show(ask) {
    const { councilId, query, today, look } = ask
    const { asAt } = asked(query, today)
    const list = listAsked(query.list)
    if (asAt === null || list === null) return notFound
    const found = await made(ask, asAt, [list])
    const rows = found[list] as ListRow<typeof list>[]
    const path = `/${councilId}/returns/annex-a`
    return page('returns/annex-a/see-annex-a-list', {
      council: look(councilId),
      back: `${path}?${queryOf(asAt)}`,
      list,
      title: listOf(list).title,
      scope: listOf(list).scope,
      on: asAt.on,
      count: rows.length,
      headings: headingsOf(list),
      rows: rows.slice(0, rowsShown).map((row) => cellsOf(list, row)),
      shown: rowsShown,
      lacks: lacking(list, rows),
      file: `${path}/file?list=${list}&${queryOf(asAt)}`,
    })
  },
})

/** The spreadsheet of all lists, or one list as CSV. */
export const fetchAnnexA = task({
  may: 'prepare an inspection',
  async show(ask) {
    const { councilId, query, today } = ask
    const { asAt } = asked(query, today)
    const list = listAsked(query.list)
    if (asAt === null || (query.list !== undefined && list === null)) return notFound
    const found = await made(ask, asAt, list === null ? undefined : [list])
    const lists = list === null ? listNumbers : [list]
    const audit = [
      {
        outcome: 'listed' as const,
        detail: {
          asAt: asAt.on.toString(),
          known: asAt.known,
          ...Object.fromEntries(lists.map((one) => [`list${one}`, found[one].length])),
        },
      },
    ]
    const name = `annex-a-${councilId}-${asAt.on.toString()}`
    return list === null
      ? file(
          `${name}.xlsx`,
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          workbookOf(found),
          audit,
        )
      : file(
          `${name}-${nameOf(list).toLowerCase().replaceAll(' ', '-')}.csv`,
          'text/csv; charset=utf-8',
          csvOf(found, list),
          audit,
        )
  },
})
