import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { saveDecision, type Whose } from '../steps/save-decision.ts'
import type { Setting } from '../timescales/timescale.ts'
import { decide } from './decide.ts'
import { type Author, historyAndSpells, lockChild, settleChild, spellRows } from './queries.ts'

/** What somebody told a council about a child. `source`: code of who told (CIN referral source). */
export type ContactTaken = { on: Day; source: string; told: string; words: string }

/**
 * Opens a contact in a child's record, with the clock of its decision running, and settles what is due. Answers the id of
 * its spell, or why it cannot be: the child has died. Needs the council's record and the right to write in it.
 */
export const takeContact = async (
  db: Db,
  author: Author,
  whose: Whose,
  contact: ContactTaken,
  setting: Setting,
): Promise<{ spellId: string } | { refused: string }> => {
  await lockChild(db, whose.councilId, whose.childId)
  const read = await historyAndSpells(db, whose.councilId, whose.childId)
  if (!read) return { refused: 'The child is not there' }
  const { history, spells: before } = read
  const act = {
    kind: 'record contact' as const,
    on: contact.on,
    source: contact.source,
    detail: { told: contact.told },
  }
  const decision = decide(history, act, setting.today)
  if (!decision.accepted) return { refused: decision.reason }
  await saveDecision(db, author, whose, before, decision, {
    words: contact.words,
    significant: false,
    reason: 'Record a contact',
  })
  const known = new Set(before.map((row) => row.spell_id))
  const opened = (await spellRows(db, whose.councilId, whose.childId)).find(
    (row) => row.kind === 'contact' && !known.has(row.spell_id),
  )
  await settleChild(db, whose.councilId, whose.childId, setting, author.workerId)
  return opened ? { spellId: opened.spell_id } : { refused: 'The contact was not kept' }
}
