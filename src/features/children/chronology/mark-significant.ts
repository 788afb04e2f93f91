import { z } from 'zod'
import { oneOf, optionalWords } from '../../../web/form.ts'
import { conflict, notFound, page, redirect, task } from '../../../web/task.ts'
import { authorOf } from '../authors.ts'
import type { EventKind } from '../journey/kinds.ts'
import { changeEvent } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { eventTitle } from './in-words.ts'
import { eventOfChild } from './queries.ts'

/** Puts an event into the chronology or takes it out: a change like any other, kept with who and why. */
export const markSignificant = task({
  may: 'correct a record',
  form: () =>
    z.object({
      significant: oneOf(['yes', 'no'], 'Select whether this is significant'),
      reason: optionalWords({ limit: 500, what: 'Why' }),
    }),
  async show(ask) {
    const event = await eventOfChild(ask.db, ask.councilId, ask.childId, ask.params.recordId ?? '')
    if (!event) return notFound
    return page('children/chronology/mark-significant', {
      name: displayName(ask.subject),
      back: `/${ask.councilId}/children/${ask.childId}/chronology/${event.event_id}`,
      title: eventTitle({ kind: event.kind as EventKind, code: event.code, detail: event.detail }),
      on: event.happened_on,
      significant: event.significant,
      version: event.version,
    })
  },
  async submit(sent) {
    const { db, councilId, childId, answers } = sent
    const event = await eventOfChild(db, councilId, childId, sent.params.recordId ?? '')
    if (!event) return notFound
    const to = `/${councilId}/children/${childId}/chronology/${event.event_id}`
    const significant = answers.significant === 'yes'
    if (event.significant === significant)
      return redirect(to, significant ? 'It is marked significant already.' : 'It is not marked significant.')
    const reason =
      answers.reason === '' ? (significant ? 'marked significant' : 'no longer marked significant') : answers.reason
    const stale = await changeEvent(
      db,
      authorOf(sent),
      councilId,
      event.event_id,
      sent.version ?? event.version,
      { significant },
      reason,
    )
    if (stale === 'gone') return notFound
    if (stale) return conflict(stale.stale.words ?? '', 'A colleague', stale.stale.version)
    return redirect(
      to,
      significant ? 'It now stands among the significant events.' : 'It no longer stands among the significant events.',
    )
  },
})
