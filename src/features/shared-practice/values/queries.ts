import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'

export type ValuesLine = {
  councilId: number
  lineId: string
  place: number
  words: string
  shownBy: string
  holdsFrom: Day
  setBy: string
  endedOn: Day | null
  endedBy: string | null
  endedWhy: string | null
  replaces: string | null
}

const lines = (db: Db, councilIds: readonly number[]) =>
  db
    .selectFrom('values_line')
    .select([
      'council_id as councilId',
      'line_id as lineId',
      'place',
      'words',
      'shown_by as shownBy',
      'holds_from as holdsFrom',
      'set_by as setBy',
      'ended_on as endedOn',
      'ended_by as endedBy',
      'ended_why as endedWhy',
      'replaces',
    ])
    .where('council_id', 'in', councilIds)
    .orderBy('council_id')
    .orderBy('place')
    .orderBy('line_id')

/** What each of these councils says it values now, in its own order. */
export const valuesOf = (db: Db, councilIds: readonly number[]): Promise<ValuesLine[]> =>
  councilIds.length === 0 ? Promise.resolve([]) : lines(db, councilIds).where('ended_on', 'is', null).execute()

/** Every line there ever was, ended ones among them. */
export const everyLine = (db: Db, councilId: number): Promise<ValuesLine[]> => lines(db, [councilId]).execute()

export const addLine = async (
  db: Db,
  line: {
    councilId: number
    place: number
    words: string
    shownBy: string
    on: Day
    by: string
    replaces: string | null
  },
): Promise<void> => {
  await db
    .insertInto('values_line')
    .values({
      council_id: line.councilId,
      line_id: newId(),
      place: line.place,
      words: line.words,
      shown_by: line.shownBy,
      holds_from: line.on,
      set_by: line.by,
      replaces: line.replaces,
    })
    .execute()
}

/** False when it had ended before. */
export const endLine = async (
  db: Db,
  councilId: number,
  lineId: string,
  ended: { on: Day; by: string; why: string },
): Promise<boolean> => {
  const row = await db
    .updateTable('values_line')
    .set({ ended_on: ended.on, ended_by: ended.by, ended_why: ended.why })
    .where('council_id', '=', councilId)
    .where('line_id', '=', lineId)
    .where('ended_on', 'is', null)
    .returning('line_id')
    .executeTakeFirst()
  return row !== undefined
}
