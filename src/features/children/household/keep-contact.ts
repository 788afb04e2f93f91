import { z } from 'zod'
import { formatPhone } from '../../../lib/identifiers.ts'
import { oneOf, optionalWords, someOf, startingWith, words } from '../../../web/form.ts'
import { type Ask, conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { authorOf, childPath, workerNames } from '../authors.ts'
import { lockChild } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { rewriteSearchKeys } from '../people/search-keys.ts'
import { type ContactKind, contactKinds, contactProblem } from './household.ts'
import { type ContactRow, contactsOf, lastChange, personOfChild, setContact, versionOf } from './queries.ts'

const kinds = Object.keys(contactKinds) as ContactKind[]

const contactForm = () =>
  z.object({
    kind: oneOf(kinds, 'Select what it is'),
    value: words('Enter the number or address', { limit: 200, what: 'Number or address' }),
    note: optionalWords({ limit: 300, what: 'Note' }),
    gone: someOf(['yes']),
    why: optionalWords({ limit: 1000, what: 'Why it is changed' }),
  })

const contactNamed = async (ask: Ask): Promise<ContactRow | null | undefined> => {
  if (!ask.params.contactId) return null
  return (await contactsOf(ask.db, ask.councilId, [ask.params.personId!])).find(
    (row) => row.contact_id === ask.params.contactId,
  )
}

/** Adds, corrects or takes away a telephone number or e-mail address. */
export const keepContact = task({
  may: 'change the household',
  form: contactForm,
  async show(ask) {
    const person = await personOfChild(ask.db, ask.councilId, ask.childId, ask.params.personId!)
    const row = person ? await contactNamed(ask) : undefined
    if (!person || row === undefined) return notFound
    return page('children/household/keep-contact', {
      form: startingWith(ask.form, row ? { kind: row.kind, value: row.value, note: row.note ?? '' } : {}),
      name: displayName({ givenName: person.given_name, familyName: person.family_name, knownAs: person.known_as }),
      back: `${childPath(ask)}/household`,
      kinds: kinds.map((value) => ({ value, text: contactKinds[value] })),
      version: row ? await versionOf(ask.db, ask.councilId, row.contact_id) : null,
    })
  },
  async submit(sent) {
    const { answers, councilId, childId } = sent
    await lockChild(sent.db, councilId, sent.params.personId!)
    const person = await personOfChild(sent.db, councilId, childId, sent.params.personId!)
    const row = person ? await contactNamed(sent) : undefined
    if (!person || row === undefined) return notFound
    const gone = row !== null && answers.gone.length > 0
    const problem = gone ? null : contactProblem(answers.kind, answers.value)
    if (problem) return invalid({ value: problem })
    if (row && answers.why === '') return invalid({ why: 'Say what you changed and why' })
    const version = row ? await versionOf(sent.db, councilId, row.contact_id) : 1
    if (row && version !== sent.version) {
      const last = await lastChange(sent.db, councilId, row.contact_id)
      const names = await workerNames(sent.db, sent.viewer.scopes.directory, [last?.by ?? null])
      return conflict(
        [row.value, row.note].filter(Boolean).join('\n'),
        names.get(last?.by ?? '') ?? 'A colleague',
        version,
      )
    }
    const value = answers.kind === 'email' ? answers.value : (formatPhone(answers.value) ?? answers.value)
    const details = gone ? null : { kind: answers.kind, value, note: answers.note === '' ? null : answers.note }
    await setContact(sent.db, authorOf(sent), person, row, details, version, answers.why)
    await rewriteSearchKeys(sent.db, councilId, person.person_id)
    return redirect(`${childPath(sent)}/household`, gone ? 'It is taken away. What it said is kept.' : 'It is kept.')
  },
})
