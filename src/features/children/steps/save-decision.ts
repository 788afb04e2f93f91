import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import { type Decision, withIds } from '../journey/decide.ts'
import type { EventKind } from '../journey/kinds.ts'
import { type Author, changeSpell, recordEvent, recordSpell, type SpellRow } from '../journey/queries.ts'

export type Whose = { councilId: number; childId: string; restricted: boolean }

/** Notes the day a child died on the person, as a new version of it. */
const recordDeath = async (
  db: Db,
  author: Author,
  { councilId, childId, restricted }: Whose,
  diedOn: Day,
  reason: string,
): Promise<void> => {
  const before = await db
    .selectFrom('person')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('person_id', '=', childId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('earlier_version')
    .values({
      council_id: councilId,
      child_id: childId,
      restricted,
      record_id: childId,
      version: before.version,
      record: 'person',
      content: JSON.stringify(before),
      replaced_at: author.at,
      replaced_by: author.workerId,
      reason,
    })
    .execute()
  await db
    .updateTable('person')
    .set({ died_on: diedOn, version: before.version + 1 })
    .where('council_id', '=', councilId)
    .where('person_id', '=', childId)
    .execute()
}

/**
 * Writes what was decided: spells opened, changed and closed, events added. The writer's words go with the first event,
 * and where there is none with the spell that begins or ends. `rows` are the child's spells as they were read.
 */
export const saveDecision = async (
  db: Db,
  author: Author,
  whose: Whose,
  rows: readonly SpellRow[],
  decided: Decision,
  said: { words: string; significant: boolean; reason: string },
): Promise<void> => {
  const decision = withIds(decided, newId)
  const words = said.words === '' ? null : said.words
  const [firstEvent] = decision.add
  const [firstSpell] = decision.open
  const [firstClosing] = decision.close
  const rowOf = new Map(rows.map((row) => [row.spell_id, row]))
  const versions = new Map(rows.map((row) => [row.spell_id, row.version]))
  const details = new Map(rows.map((row) => [row.spell_id, row.detail as Readonly<Record<string, unknown>>]))

  const alter = async (
    spellId: string,
    change: Parameters<typeof changeSpell>[5],
    detail: Readonly<Record<string, unknown>>,
  ) => {
    const version = versions.get(spellId)
    if (version === undefined) return
    const merged = { ...details.get(spellId), ...detail }
    const stale = await changeSpell(
      db,
      author,
      whose.councilId,
      spellId,
      version,
      { ...change, detail: merged },
      said.reason,
    )
    if (stale) throw new Error('a spell changed while its child was held')
    versions.set(spellId, version + 1)
    details.set(spellId, merged)
  }

  for (const change of decision.change) await alter(change.spellId, { code: change.code }, change.detail)
  for (const closing of decision.close) {
    const last = words !== null && !firstEvent && !firstSpell && closing === firstClosing
    await alter(
      closing.spellId,
      { endsOn: closing.endsOn, endCode: closing.endCode },
      { ...closing.detail, ...(last ? { endWords: words } : {}) },
    )
  }
  for (const spell of decision.open) {
    const closed = rowOf.has(spell.id) ? undefined : decision.close.find((closing) => closing.spellId === spell.id)
    const first = words !== null && !firstEvent && spell === firstSpell
    await recordSpell(db, author, {
      ...whose,
      id: spell.id,
      kind: spell.kind,
      startsOn: spell.startsOn,
      endsOn: closed?.endsOn ?? spell.endsOn,
      code: spell.code,
      endCode: closed?.endCode ?? spell.endCode,
      withinId: spell.withinId,
      workerId: spell.workerId,
      teamId: spell.teamId,
      detail: { ...spell.detail, ...closed?.detail, ...(first ? { words } : {}) },
    })
  }
  for (const event of decision.add) {
    await recordEvent(db, author, {
      ...whose,
      id: event.id,
      kind: event.kind as EventKind,
      on: event.on,
      at: event.at,
      spellId: event.spellId,
      workerId: event.workerId,
      code: event.code,
      words: event === firstEvent ? words : null,
      detail: event.detail,
      significant: said.significant,
    })
  }
  if (decision.diedOn) await recordDeath(db, author, whose, decision.diedOn, said.reason)
}
