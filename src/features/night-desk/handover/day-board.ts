import type { Day } from '../../../lib/day.ts'
import { type Ask, page, task } from '../../../web/task.ts'
import { comingMorning, nightBefore } from '../night.ts'
import { boardOf } from './day-managers.ts'
import { nightUpTo } from './handover.ts'
import { listed, shownByCouncil } from './listed.ts'
import { handoversMade, handoversNow } from './queries.ts'

const dayIn = (text: string | undefined): Day | null => {
  try {
    return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text) : null
  } catch {
    return null
  }
}

/** The stretch a board of the past shows: up to nine of the day asked for. */
export const askedNight = (
  ask: Pick<Ask, 'query' | 'today' | 'calendar'>,
  councilId: number,
): { on: Day; from: Temporal.Instant; to: Temporal.Instant } | null => {
  const on = dayIn(ask.query.night)
  return on === null || Temporal.PlainDate.compare(on, ask.today.add({ days: 14 })) > 0
    ? null
    : { on, ...nightUpTo(on, ask.calendar(councilId)) }
}

/** What the night handed to one council: what waits, what was accepted this morning, and earlier nights. */
export const seeDayBoard = task({
  may: 'see what the night handed over',
  async show(ask) {
    const { db, councilId, today, now, look, calendar } = ask
    const past = askedNight(ask, councilId)
    const rows = past
      ? await handoversMade(db, [councilId], past.from, past.to)
      : await handoversNow(db, [councilId], nightBefore(today, calendar(councilId)).from)
    const [council] = await listed(ask, rows)
    const board = boardOf(councilId)
    const on = past?.on ?? today
    const next = on.add({ days: 1 })
    return page(
      'night-desk/handover/day-board',
      {
        name: look(councilId).name,
        mirrored: look(councilId).recordKept === 'mirrored',
        board,
        council: council ?? null,
        past: past === null ? null : past.on,
        earlier: `${board}?night=${on.subtract({ days: past === null ? 0 : 1 }).toString()}`,
        later:
          past === null
            ? null
            : Temporal.PlainDate.compare(next, today) > 0
              ? board
              : `${board}?night=${next.toString()}`,
        file:
          past === null
            ? `${board}/file?night=${comingMorning(now.subtract({ hours: 16 }), calendar(councilId)).on.toString()}`
            : `${board}/file?night=${on.toString()}`,
      },
      { audit: rows.length === 0 ? [{ detail: { handovers: 0 } }] : shownByCouncil(rows) },
    )
  },
})
