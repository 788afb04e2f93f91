import { may } from '../../access/may.ts'
import { notFound, page, task } from '../../web/task.ts'
import {
  type DueItem,
  type DueKind,
  type DueWords,
  displayName,
  dueFor,
  dueKinds,
  dueName,
  dueWords,
} from '../children/index.ts'
import { goesRed, isRed } from './board.ts'
import { childrenOfTeam, postsOfTeam, teamOf } from './queries.ts'

const perPage = 30
const columns: readonly DueKind[] = ['visit', 'review', 'assessment', 'conference', 'plan', 'other']
const shows = {
  attention: 'Going red or late',
  red: 'Going red in 5 working days',
  late: 'Late',
  all: 'Everything due',
} as const
type Shows = keyof typeof shows

type Cell = { words: string; when: DueWords; mark: string; more: number; fix: string; explain: string | null }

/** The team's children against what is due for each: going red first, late second, each cell a way to put it right. */
export const seeTimescales = task({
  may: 'see a team',
  async show({ db, viewer, params, query, councilId, look, today, now, calendar }) {
    const { directory, record } = viewer.scopes
    const teamId = params.teamId ?? ''
    const team = await teamOf(db, councilId, teamId, directory)
    if (!team) return notFound
    const posts = await postsOfTeam(db, councilId, teamId, directory, { today, now })
    const workers = [...new Map(posts.map((post) => [post.workerId, post.name])).entries()]
    const held = await childrenOfTeam(
      db,
      team,
      record,
      workers.map(([id]) => id),
    )
    const due = await dueFor(db, held)
    const mayDo = (permission: 'record a visit' | 'give a reason for lateness', council: number): boolean =>
      'allowed' in may(viewer.scopes, permission, { councilId: council })

    const show: Shows = Object.hasOwn(shows, query.show ?? '') ? (query.show as Shows) : 'attention'
    const worker = workers.find(([id]) => id === query.worker)?.[0] ?? null
    const kind = columns.find((one) => one === query.kind) ?? null
    const dueOf = Map.groupBy(due, (item) => `${item.councilId} ${item.childId}`)
    const children = [...Map.groupBy(held, (child) => `${child.councilId} ${child.childId}`).entries()].flatMap(
      ([key, allocations]) => {
        const child = allocations[0]!
        const holders = allocations.flatMap((one) => (one.workerId === null ? [] : [one.workerId]))
        if (worker !== null && !holders.includes(worker)) return []
        const items = (dueOf.get(key) ?? []).filter((item) => kind === null || columnOf(item) === kind)
        const moment = { today, now, calendar: calendar(child.councilId) }
        const red = items.some((item) => goesRed(item, moment))
        const late = items.some((item) => isRed(item, moment))
        const wanted = show === 'all' ? items.length > 0 : show === 'red' ? red : show === 'late' ? late : red || late
        if (!wanted) return []
        const path = `/${child.councilId}/children/${child.childId}`
        const cells = columns.map((column): Cell | null => {
          const own = items.filter((item) => columnOf(item) === column)
          const first = own[0]
          if (!first) return null
          const when = dueWords(first, moment)
          return {
            words: dueName(first.timescale).words,
            when,
            mark: when.late ? '✕' : when.soon ? '▲' : '○',
            more: own.length - 1,
            fix: column === 'visit' && mayDo('record a visit', child.councilId) ? `${path}/visits/new` : path,
            explain:
              when.late && mayDo('give a reason for lateness', child.councilId)
                ? `${path}/lateness/${first.timescale}/${first.triggerId}`
                : null,
          }
        })
        return [
          {
            name: displayName(child),
            path,
            look: look(child.councilId),
            holder: workers.find(([id]) => holders.includes(id))?.[1] ?? null,
            red,
            late,
            cells,
            soonest: items[0]?.dueOn ?? null,
          },
        ]
      },
    )
    const ordered = children.sort(
      (a, b) =>
        Number(b.red) - Number(a.red) ||
        Number(b.late) - Number(a.late) ||
        (a.soonest && b.soonest ? Temporal.PlainDate.compare(a.soonest, b.soonest) : 0),
    )
    const pages = Math.max(1, Math.ceil(ordered.length / perPage))
    const at = Math.min(pages, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1))
    const rows = ordered.slice((at - 1) * perPage, at * perPage)
    // A column in which nothing stands would only push the others off the screen.
    const filled = columns.map((_, index) => rows.some((row) => row.cells[index] !== null))
    const chosen = new URLSearchParams({ show, ...(worker ? { worker } : {}), ...(kind ? { kind } : {}) }).toString()
    const listed = Map.groupBy(held, (child) => child.councilId)
    return page(
      'workforce/see-timescales',
      {
        team,
        look: look(councilId),
        base: `/${councilId}/teams/${teamId}`,
        columns: columns.filter((_, index) => filled[index]).map((id) => ({ id, text: dueKinds[id] })),
        rows: rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => filled[index]) })),
        redTotal: ordered.filter((row) => row.red).length,
        lateTotal: ordered.filter((row) => row.late).length,
        shows: Object.entries(shows).map(([value, text]) => ({ value, text, chosen: value === show })),
        workers: workers.map(([value, text]) => ({ value, text, chosen: value === worker })),
        kinds: columns.map((value) => ({ value, text: dueKinds[value], chosen: value === kind })),
        at,
        pages,
        chosen,
      },
      {
        audit:
          listed.size === 0
            ? [{ councilId, detail: { shown: [] } }]
            : [...listed].map(([id, group]) => ({
                councilId: id,
                detail: { shown: [...new Set(group.map((child) => child.childId))] },
              })),
      },
    )
  },
})

/** Health and education stand with the rest: their own column would make the table too wide to read. */
const columnOf = (item: DueItem): DueKind => {
  const { kind } = dueName(item.timescale)
  return kind === 'health' ? 'other' : kind
}
