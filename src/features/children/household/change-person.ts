import { z } from 'zod'
import type { Day } from '../../../lib/day.ts'
import {
  dateBoxes,
  nameField,
  optionalDateField,
  optionalWords,
  someOf,
  startingWith,
  words,
} from '../../../web/form.ts'
import { conflict, notFound, page, redirect, task } from '../../../web/task.ts'
import { authorOf, childPath, settle, workerNames } from '../authors.ts'
import { displayName } from '../people/person.ts'
import { rewriteSearchKeys } from '../people/search-keys.ts'
import { spokenDay } from '../spoken-day.ts'
import { optionalName } from './keep-name.ts'
import { changePerson, personOfChild } from './queries.ts'

const personForm = (today: Day) =>
  z.object({
    givenName: nameField('First name'),
    familyName: nameField('Family name'),
    knownAs: optionalName('Name they like to be called'),
    spokenAs: optionalWords({ limit: 100, what: 'How it is said' }),
    pronouns: optionalWords({ limit: 40, what: 'Pronouns' }),
    bornOn: optionalDateField({ what: 'Date of birth', today }),
    estimated: someOf(['yes']),
    expectedOn: optionalDateField({ what: 'Date the birth is expected', today, future: true }),
    why: words('Say what you changed and why', { limit: 1000, what: 'Why it is changed' }),
  })

/** Corrects a person's name, how it is said, pronouns, or date of birth. What is due is counted again. */
export const changePersonDetails = task({
  may: 'change the household',
  form: personForm,
  async show(ask) {
    const row = await personOfChild(ask.db, ask.councilId, ask.childId, ask.params.personId!)
    if (!row) return notFound
    return page('children/household/change-person', {
      form: startingWith(ask.form, {
        givenName: row.given_name,
        familyName: row.family_name,
        knownAs: row.known_as ?? '',
        spokenAs: row.spoken_as ?? '',
        pronouns: row.pronouns ?? '',
        bornOn: dateBoxes(row.born_on),
        ...(row.birth_estimated ? { estimated: 'yes' } : {}),
        expectedOn: dateBoxes(row.expected_on),
      }),
      name: displayName({ givenName: row.given_name, familyName: row.family_name, knownAs: row.known_as }),
      isChild: row.is_child,
      back: `${childPath(ask)}/household`,
      version: row.version,
    })
  },
  async submit(sent) {
    const { answers, councilId, childId } = sent
    const row = await personOfChild(sent.db, councilId, childId, sent.params.personId!)
    if (!row) return notFound
    const changed = await changePerson(
      sent.db,
      authorOf(sent),
      row,
      sent.version ?? 0,
      {
        givenName: answers.givenName,
        familyName: answers.familyName,
        knownAs: answers.knownAs === '' ? null : answers.knownAs,
        spokenAs: answers.spokenAs === '' ? null : answers.spokenAs,
        pronouns: answers.pronouns === '' ? null : answers.pronouns,
        bornOn: answers.bornOn,
        birthEstimated: answers.estimated.length > 0,
        expectedOn: answers.bornOn ? null : answers.expectedOn,
      },
      answers.why,
    )
    if (!changed) {
      const now = await personOfChild(sent.db, councilId, childId, sent.params.personId!)
      if (!now) return notFound
      const names = await workerNames(sent.db, sent.viewer.scopes.directory, [now.recorded_by])
      const theirs = [
        `${now.given_name} ${now.family_name}`,
        now.known_as ? `Called ${now.known_as}` : null,
        now.born_on ? `Born ${spokenDay(now.born_on)}` : null,
      ]
      return conflict(theirs.filter(Boolean).join('\n'), names.get(now.recorded_by ?? '') ?? 'A colleague', now.version)
    }
    await rewriteSearchKeys(sent.db, councilId, row.person_id)
    if (row.is_child) await settle(sent)
    return redirect(`${childPath(sent)}/household`, 'The change is kept.')
  },
})
