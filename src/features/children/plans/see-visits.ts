import { notFound, page, task } from '../../../web/task.ts'
import { opening } from '../chronology/entries.ts'
import { dayIn, eventTitle, textOf, yesIn } from '../chronology/in-words.ts'
import { dueName } from '../my-day/due-kinds.ts'
import { openRecord } from '../overview/child-head.ts'
import { dueTask, isVisit } from '../overview/due-tasks.ts'
import { dueOrder, dueWords } from '../overview/due-words.ts'
import { colleagues, dueOfChild } from '../overview/queries.ts'
import { type VisitPlace, visitPlaces } from '../visits/visit.ts'
import { eventsOfKinds } from './queries.ts'

const visitsOnPage = 25

/** Every visit, newest first: who went, whether the child was seen and seen alone; and the visits that are due. */
export const seeVisits = task({
  may: 'read a record',
  async show(ask) {
    const { db, councilId, childId, query } = ask
    const record = await openRecord(ask, '/visits')
    if (!record) return notFound
    const { head, reader } = record
    const number = Math.max(1, Number(/^\d{1,4}$/.exec(query.page ?? '')?.[0] ?? 1))
    const rows = await eventsOfKinds(db, councilId, childId, ['visit', 'visit_request'], {
      limit: visitsOnPage + 1,
      offset: (number - 1) * visitsOnPage,
    })
    const due = (await dueOfChild(db, councilId, childId)).filter((one) => isVisit(one.timescale))
    const shown = rows.slice(0, visitsOnPage)
    const workers = await colleagues(
      db,
      ask.viewer.scopes.directory,
      shown.map((visit) => visit.worker_id),
    )
    const clock = { today: ask.today, now: ask.now, calendar: ask.calendar(councilId) }
    return page('children/plans/see-visits', {
      head,
      due: dueOrder(
        due.map((one) => ({ ...one, dueOn: one.due_on, dueAt: one.due_at })),
        ask.today,
      ).map((one) => {
        const start = dueTask(one.timescale)
        return {
          title: dueName(one.timescale).words,
          on: one.dueOn,
          ...dueWords(one, clock),
          href: reader.may(start.may) ? `${head.path}${start.path}` : null,
        }
      }),
      visits: shown.map((visit) => ({
        on: visit.happened_on,
        title: eventTitle({ kind: visit.kind as 'visit', code: visit.code, detail: visit.detail }),
        seen: yesIn(visit.detail, 'seen'),
        alone: yesIn(visit.detail, 'seenAlone'),
        place: (
          visitPlaces[textOf(visit.detail, 'place') as VisitPlace] ??
          textOf(visit.detail, 'place') ??
          ''
        ).toLowerCase(),
        next: dayIn(visit.detail, 'nextPlannedOn'),
        by: visit.worker_id === null ? null : (workers.get(visit.worker_id)?.name ?? 'a colleague of another council'),
        words: opening(visit.words, 220),
        request: visit.kind === 'visit_request',
        href: `${head.path}/chronology/${visit.event_id}`,
      })),
      record: reader.may('record a visit') ? `${head.path}/visits/new` : null,
      number,
      previous: number > 1 ? `${head.path}/visits?page=${number - 1}` : null,
      next: rows.length > visitsOnPage ? `${head.path}/visits?page=${number + 1}` : null,
    })
  },
})
