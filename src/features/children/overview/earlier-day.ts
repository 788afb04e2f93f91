import { type Day, isAfter, isSame, zone } from '../../../lib/day.ts'
import { readDate } from '../../../web/form.ts'
import type { Ask } from '../../../web/task.ts'
import { textOf } from '../chronology/in-words.ts'
import { categoryOn } from '../journey/as-at.ts'
import type { History, Spell } from '../journey/history.ts'
import { type EventRow, eventOf, recordsFromOf, settingOf } from '../journey/queries.ts'
import { outstanding } from '../timescales/all.ts'
import type { ChildRow, DueItem, PartOfPage } from './queries.ts'

// The child's page as it stood on an earlier day, by what is recorded today.

export type AsAt = { on: Day; past: boolean; problem: string | null }

/** The day the page is read as at: `on=2025-03-01`, or the three boxes of its form. Today unless it is a day gone by. */
export const asAtOf = (query: Readonly<Record<string, string>>, today: Day): AsAt => {
  const boxes = { day: query['on-day'] ?? '', month: query['on-month'] ?? '', year: query['on-year'] ?? '' }
  const typed = [boxes.day, boxes.month, boxes.year].some((text) => text.trim() !== '')
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(query.on ?? '')
  if (!typed && query.on === undefined) return { on: today, past: false, problem: null }
  const read = plain
    ? readDate({ year: plain[1] ?? '', month: plain[2] ?? '', day: plain[3] ?? '' }, 'The date')
    : typed
      ? readDate(boxes, 'The date')
      : { problem: 'The date must be a real date' }
  if ('problem' in read) return { on: today, past: false, problem: `${read.problem}. This page shows today` }
  if (isAfter(read.day, today))
    return { on: today, past: false, problem: 'That date is in the future. This page shows today' }
  return { on: read.day, past: !isSame(read.day, today), problem: null }
}

/** What each part of the page shows of a child's events, from the whole history as it stood on a day. */
export const partsOf = (
  rows: readonly EventRow[],
  on: Day,
  kinds: readonly string[] | null,
): Record<PartOfPage, EventRow[]> => {
  const known = rows.filter((row) => !isAfter(row.happened_on, on)).toReversed()
  const of = (accept: (row: EventRow) => boolean, most: number) => known.filter(accept).slice(0, most)
  return {
    timeline: of((row) => row.significant && (kinds === null || kinds.includes(row.kind)), 10),
    words: of((row) => row.kind === 'child_words', 5),
    visit: of((row) => row.kind === 'visit', 8),
    supervision: of((row) => row.kind === 'supervision', 1),
    plan: of((row) => textOf(row.detail, 'permanencePlan') !== null, 1),
  }
}

/** The states as they were called on a day: a protection plan under the category it had then. */
export const spellsAsAt = (history: History, on: Day): Spell[] =>
  history.spells.map((spell) =>
    spell.kind === 'child_protection_plan' ? { ...spell, code: categoryOn(history, spell, on) } : spell,
  )

export const historyFrom = (row: ChildRow, spells: readonly Spell[], rows: readonly EventRow[]): History => ({
  bornOn: row.born_on,
  expectedOn: row.expected_on,
  diedOn: row.died_on,
  spells,
  events: rows.map(eventOf),
  recordsFrom: recordsFromOf(row),
})

/** What was due on a past day, worked out from the history as it stood then; the stored list only knows today. */
export const dueAsAt = async (ask: Ask, history: History, on: Day): Promise<DueItem[]> => {
  const setting = await settingOf(ask.db, ask.councilId, {
    today: on,
    now: endOf(on),
    calendar: ask.calendar(ask.councilId),
  })
  return outstanding(history, setting).map((one) => ({
    timescale: one.timescale,
    trigger_id: one.triggerId,
    counted_from: one.countedFrom,
    due_on: one.dueOn,
    due_at: one.dueAt,
  }))
}

/** The last moment of a day in England. */
export const endOf = (on: Day): Temporal.Instant =>
  on.add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({ seconds: 1 })
