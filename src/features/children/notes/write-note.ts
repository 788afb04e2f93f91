import { z } from 'zod'
import type { Day } from '../../../lib/day.ts'
import { dateBoxes, oneOf, optionalWords, pastDate, someOf, startingWith, words } from '../../../web/form.ts'
import { page, redirect, task } from '../../../web/task.ts'
import { fieldWords, promptsFor, remindersOf } from '../../shared-practice/index.ts'
import { authorOf, childPath, settle } from '../authors.ts'
import { recordEvent } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { noteKindNames, noteKinds } from './note.ts'

export const noteForm = (today: Day) =>
  z.object({
    kind: oneOf(noteKindNames, 'Select what the note is about'),
    happenedOn: pastDate(today, 'Enter the date it happened', 'Date it happened'),
    title: optionalWords({ limit: 120, what: 'Title' }),
    note: words('Write the note', { what: 'The note' }),
    significant: someOf(['yes']),
  })

export const noteKindChoices = noteKindNames.map((value) => ({ value, text: noteKinds[value] }))

/** Writes a case note. */
export const writeNote = task({
  may: 'write a case note',
  form: noteForm,
  async show(ask) {
    const name = displayName(ask.subject)
    const prompts = await promptsFor(ask.db, ask.councilId, 'case note')
    return page('children/notes/write-note', {
      form: startingWith(ask.form, { happenedOn: dateBoxes(ask.today) }),
      name,
      asks: fieldWords(prompts, name),
      reminders: remindersOf(prompts, name),
      back: childPath(ask),
      kinds: noteKindChoices,
    })
  },
  async submit(sent) {
    const { answers, subject, councilId, childId } = sent
    await recordEvent(sent.db, authorOf(sent), {
      councilId,
      childId,
      restricted: subject.restricted,
      kind: 'case_note',
      on: answers.happenedOn,
      code: answers.kind,
      words: answers.note,
      detail: answers.title === '' ? {} : { title: answers.title },
      significant: answers.significant.length > 0,
    })
    await settle(sent)
    return redirect(childPath(sent), 'The note is kept.')
  },
})
