import type { Day } from '../../../lib/day.ts'
import { dateBoxes, startingWith, words } from '../../../web/form.ts'
import { conflict, notFound, page, redirect, task } from '../../../web/task.ts'
import { fieldWords, promptsFor } from '../../shared-practice/index.ts'
import { authorOf, childPath, settle, workerNames } from '../authors.ts'
import { changeEvent } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { earlierVersions, eventOfChild } from './queries.ts'
import { noteForm, noteKindChoices } from './write-note.ts'

/** Changes a case note. The note as it was stays, with who changed it, when and why. */
export const editNote = task({
  may: 'write a case note',
  form: (today: Day) =>
    noteForm(today).extend({ why: words('Say what you changed and why', { limit: 1000, what: 'Why it was changed' }) }),
  async show(ask) {
    const { councilId, childId } = ask
    const row = await eventOfChild(ask.db, councilId, childId, ask.params.eventId!)
    if (row?.kind !== 'case_note') return notFound
    const earlier = await earlierVersions(ask.db, councilId, childId, row.event_id)
    const names = await workerNames(ask.db, ask.viewer.scopes.directory, [
      row.recorded_by,
      ...earlier.map((one) => one.replacedBy),
    ])
    return page('children/notes/edit-note', {
      form: startingWith(ask.form, {
        kind: row.code ?? '',
        happenedOn: dateBoxes(row.happened_on),
        title: row.detail.title ?? '',
        note: row.words ?? '',
        ...(row.significant ? { significant: 'yes' } : {}),
      }),
      name: displayName(ask.subject),
      asks: fieldWords(await promptsFor(ask.db, councilId, 'case note'), displayName(ask.subject)),
      back: childPath(ask),
      kinds: noteKindChoices,
      version: row.version,
      lastBy: names.get(row.recorded_by ?? '') ?? 'a colleague',
      lastAt: row.recorded_at,
      // A draft from before somebody else's change: what the note says now stands beside it.
      newer:
        ask.form.draftSavedAt !== null && Temporal.Instant.compare(row.recorded_at, ask.form.draftSavedAt) > 0
          ? (row.words ?? '')
          : null,
      earlier: earlier.map((one) => ({
        words: String(one.content.words ?? ''),
        at: one.replacedAt,
        by: names.get(one.replacedBy ?? '') ?? 'a colleague',
        reason: one.reason,
      })),
    })
  },
  async submit(sent) {
    const { answers, councilId, childId } = sent
    const row = await eventOfChild(sent.db, councilId, childId, sent.params.eventId!)
    if (row?.kind !== 'case_note') return notFound
    const { title: _earlierTitle, ...detail } = row.detail
    const stale = await changeEvent(
      sent.db,
      authorOf(sent),
      councilId,
      row.event_id,
      sent.version ?? 0,
      {
        on: answers.happenedOn,
        code: answers.kind,
        words: answers.note,
        detail: answers.title === '' ? detail : { ...detail, title: answers.title },
        significant: answers.significant.length > 0,
      },
      answers.why,
    )
    if (stale === 'gone') return notFound
    if (stale) {
      const by = await workerNames(sent.db, sent.viewer.scopes.directory, [stale.stale.recorded_by])
      const theirs = [stale.stale.detail.title, stale.stale.words].filter(Boolean).join('\n\n')
      return conflict(theirs, by.get(stale.stale.recorded_by ?? '') ?? 'A colleague', stale.stale.version)
    }
    await settle(sent)
    return redirect(childPath(sent), 'The note is changed. The version before it is kept.')
  },
})
