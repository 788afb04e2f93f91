import { z } from 'zod'
import { type Day, isBefore } from '../../../lib/day.ts'
import { checkName } from '../../../lib/names.ts'
import { dateBoxes, oneOf, optionalDateField, optionalWords, someOf, startingWith } from '../../../web/form.ts'
import { type Ask, conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { authorOf, childPath, workerNames } from '../authors.ts'
import { lockChild } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { rewriteSearchKeys } from '../people/search-keys.ts'
import { type NameKind, nameKinds } from './household.ts'
import { lastChange, type NameRow, namesOf, personOfChild, setName, versionOf } from './queries.ts'

const kinds = Object.keys(nameKinds) as NameKind[]

const nameForm = (today: Day) =>
  z.object({
    kind: oneOf(kinds, 'Select what kind of name it is'),
    givenName: optionalName('First name'),
    familyName: optionalName('Family name'),
    usedFrom: optionalDateField({ what: 'Date from', today }),
    usedTo: optionalDateField({ what: 'Date to', today }),
    gone: someOf(['yes']),
    why: optionalWords({ limit: 1000, what: 'Why it is changed' }),
  })

/** A name that may be left out, and is otherwise one that can be kept. */
export const optionalName = (what: string) =>
  z
    .string()
    .optional()
    .transform((value, context) => {
      const text = (value ?? '').normalize('NFC').trim()
      const problem = text === '' ? null : checkName(text, what)
      if (problem) context.addIssue({ code: 'custom', message: problem })
      return text
    })

const nameNamed = async (ask: Ask): Promise<NameRow | null | undefined> => {
  if (!ask.params.nameId) return null
  return (await namesOf(ask.db, ask.councilId, [ask.params.personId!])).find((row) => row.name_id === ask.params.nameId)
}

/** Adds, corrects or takes away a further name: an alias, an earlier name, another spelling, the name in another script. */
export const keepName = task({
  may: 'change the household',
  form: nameForm,
  async show(ask) {
    const person = await personOfChild(ask.db, ask.councilId, ask.childId, ask.params.personId!)
    const row = person ? await nameNamed(ask) : undefined
    if (!person || row === undefined) return notFound
    return page('children/household/keep-name', {
      form: startingWith(
        ask.form,
        row
          ? {
              kind: row.kind,
              givenName: row.given_name,
              familyName: row.family_name,
              usedFrom: dateBoxes(row.used_from),
              usedTo: dateBoxes(row.used_to),
            }
          : {},
      ),
      name: displayName({ givenName: person.given_name, familyName: person.family_name, knownAs: person.known_as }),
      back: `${childPath(ask)}/household`,
      kinds: kinds.map((value) => ({ value, text: nameKinds[value] })),
      version: row ? await versionOf(ask.db, ask.councilId, row.name_id) : null,
    })
  },
  async submit(sent) {
    const { answers, councilId, childId } = sent
    await lockChild(sent.db, councilId, sent.params.personId!)
    const person = await personOfChild(sent.db, councilId, childId, sent.params.personId!)
    const row = person ? await nameNamed(sent) : undefined
    if (!person || row === undefined) return notFound
    const gone = row !== null && answers.gone.length > 0
    if (!gone && answers.givenName === '' && answers.familyName === '')
      return invalid({ givenName: 'Enter a first name or a family name' })
    if (answers.usedFrom && answers.usedTo && isBefore(answers.usedTo, answers.usedFrom)) {
      return invalid({ usedTo: 'The last day must not be before the first' })
    }
    if (row && answers.why === '') return invalid({ why: 'Say what you changed and why' })
    const version = row ? await versionOf(sent.db, councilId, row.name_id) : 1
    if (row && version !== sent.version) {
      const last = await lastChange(sent.db, councilId, row.name_id)
      const names = await workerNames(sent.db, sent.viewer.scopes.directory, [last?.by ?? null])
      return conflict(
        [row.given_name, row.family_name].filter(Boolean).join(' '),
        names.get(last?.by ?? '') ?? 'A colleague',
        version,
      )
    }
    const details = gone
      ? null
      : {
          kind: answers.kind,
          given_name: answers.givenName,
          family_name: answers.familyName,
          used_from: answers.usedFrom,
          used_to: answers.usedTo,
        }
    await setName(sent.db, authorOf(sent), person, row, details, version, answers.why)
    await rewriteSearchKeys(sent.db, councilId, person.person_id)
    return redirect(
      `${childPath(sent)}/household`,
      gone ? 'The name is taken away. What it said is kept.' : 'The name is kept.',
    )
  },
})
