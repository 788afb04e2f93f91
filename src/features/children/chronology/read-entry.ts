import { type Ask, notFound, page, task } from '../../../web/task.ts'
import type { EventKind, SpellKind } from '../journey/kinds.ts'
import { openRecord } from '../overview/child-head.ts'
import { colleagues } from '../overview/queries.ts'
import { endMeaning, eventTitle, type Fact, factsOf, spellTitle } from './in-words.ts'
import { earlierVersionsOf, eventOfChild } from './queries.ts'

type Content = Readonly<Record<string, unknown>>

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const dayFrom = (value: unknown) => {
  const iso = text(value)
  return iso !== null && /^\d{4}-\d{2}-\d{2}/.test(iso) ? Temporal.PlainDate.from(iso.slice(0, 10)) : null
}

/** What an earlier version said, from the row that was kept of it. */
const saidBefore = (record: string, content: Content): { title: string; facts: Fact[]; words: string | null } => {
  const detail = (content.detail ?? {}) as Content
  const code = text(content.code)
  const fact = (label: string, value: unknown): Fact[] => {
    const day = dayFrom(value)
    return day === null ? [] : [{ label, text: day.toString(), day }]
  }
  if (record === 'event') {
    return {
      title: eventTitle({ kind: String(content.kind) as EventKind, code, detail }),
      facts: [...fact('Date', content.happened_on), ...factsOf(detail)],
      words: text(content.words),
    }
  }
  const end = endMeaning({ endCode: text(content.end_code) })
  return {
    title: spellTitle({ kind: String(content.kind) as SpellKind, code, detail }),
    facts: [
      ...fact('Began', content.starts_on),
      ...fact('Ended', content.ends_on),
      ...(end === null ? [] : [{ label: 'How it ended', text: end, day: null }]),
      ...factsOf(detail),
    ],
    words: null,
  }
}

/** One record of a child: an event or a state, whole, with every earlier version, who changed it and why. */
export const readEntry = task({
  may: 'read a record',
  async show(ask: Ask) {
    const { db, councilId, childId } = ask
    const recordId = ask.params.recordId ?? ''
    const record = await openRecord(ask, '/chronology')
    if (!record) return notFound
    const { head, spells, reader } = record
    const spell = spells.find((one) => one.id === recordId)
    const event = spell ? undefined : await eventOfChild(db, councilId, childId, recordId)
    if (!spell && !event) return notFound
    const versions = await earlierVersionsOf(db, councilId, childId, recordId)
    const workers = await colleagues(db, ask.viewer.scopes.directory, [
      spell?.workerId ?? null,
      event?.worker_id ?? null,
      event?.recorded_by ?? null,
      ...versions.map((one) => one.replaced_by),
    ])
    const name = (id: string | null | undefined): string | null =>
      id ? (workers.get(id)?.name ?? 'a colleague of another council') : null
    const ended = spell ? endMeaning(spell) : null
    const within = spell
      ? spells.find((one) => one.id === spell.withinId)
      : event
        ? spells.find((one) => one.id === event.spell_id)
        : undefined
    const editable = event?.kind === 'case_note' && reader.may('write a case note')
    return page('children/chronology/read-entry', {
      head,
      title: spell
        ? spellTitle(spell)
        : event
          ? eventTitle({ kind: event.kind as EventKind, code: event.code, detail: event.detail })
          : '',
      on: event?.happened_on ?? null,
      at: event?.happened_at ?? null,
      from: spell?.startsOn ?? null,
      to: spell?.endsOn ?? null,
      state: spell !== undefined,
      ended,
      words: event?.words ?? null,
      ownWords: event?.kind === 'child_words',
      facts: factsOf(spell?.detail ?? event?.detail ?? {}),
      by: name(spell?.workerId ?? event?.worker_id),
      recordedAt: event?.recorded_at ?? null,
      recordedBy: event && event.recorded_by !== event.worker_id ? name(event.recorded_by) : null,
      imported: event?.source === 'imported',
      significant: event?.significant ?? true,
      within: within ? { title: spellTitle(within), href: `${head.path}/chronology/${within.id}` } : null,
      markPath: event && reader.may('correct a record') ? `${head.path}/chronology/${recordId}/significant` : null,
      correctPath:
        !editable && reader.may('correct a record')
          ? `${head.path}/corrections/${spell ? 'spells/' : ''}${recordId}`
          : null,
      editPath: editable ? `${head.path}/notes/${recordId}/edit` : null,
      versions: versions.map((one) => ({
        version: one.version,
        at: one.replaced_at,
        by: name(one.replaced_by),
        reason: one.reason,
        ...saidBefore(one.record, one.content as Content),
      })),
    })
  },
})
