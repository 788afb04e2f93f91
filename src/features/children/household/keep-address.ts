import { z } from 'zod'
import { type Day, isBefore } from '../../../lib/day.ts'
import { formatPostcode, isPostcode } from '../../../lib/identifiers.ts'
import {
  dateBoxes,
  oneOf,
  optionalDateField,
  optionalWords,
  someOf,
  startingWith,
  words,
  yesNo,
} from '../../../web/form.ts'
import { type Ask, conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { authorOf, childPath, settle, workerNames } from '../authors.ts'
import { lockChild } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { rewriteSearchKeys } from '../people/search-keys.ts'
import { type AddressKind, addressKinds } from './household.ts'
import {
  type AddressRow,
  addAddress,
  addressesOf,
  changeAddress,
  lastChange,
  personOfChild,
  versionOf,
} from './queries.ts'

const kinds = Object.keys(addressKinds) as AddressKind[]

const addressForm = (today: Day) =>
  z.object({
    lines: words('Enter the address', { limit: 500, what: 'Address' }),
    postcode: optionalWords({ limit: 20, what: 'Postcode' }).refine((text) => text === '' || isPostcode(text), {
      message: 'Enter a postcode like SW1A 2AA, or leave it empty',
    }),
    kind: oneOf(kinds, 'Select what kind of address it is'),
    confidential: yesNo('Select yes if the address must be kept confidential'),
    notToBeTold: optionalWords({ limit: 500, what: 'Who must not be told' }),
    livesFrom: optionalDateField({ what: 'Date from', today }),
    livesTo: optionalDateField({ what: 'Date to', today, future: true }),
    replaces: someOf(['yes']),
    why: optionalWords({ limit: 1000, what: 'Why it is changed' }),
  })

const asText = (row: AddressRow): string =>
  [row.lines, row.postcode, row.confidential ? 'Confidential' : null].filter(Boolean).join('\n')

const addressNamed = async (ask: Ask): Promise<AddressRow | null | undefined> => {
  if (!ask.params.addressId) return null
  return (await addressesOf(ask.db, ask.councilId, [ask.params.personId!])).find(
    (row) => row.address_id === ask.params.addressId,
  )
}

/** Adds or corrects an address of the child or of an adult in their life. */
export const keepAddress = task({
  may: 'change the household',
  form: addressForm,
  async show(ask) {
    const person = await personOfChild(ask.db, ask.councilId, ask.childId, ask.params.personId!)
    const row = person ? await addressNamed(ask) : undefined
    if (!person || row === undefined) return notFound
    return page('children/household/keep-address', {
      form: startingWith(
        ask.form,
        row
          ? {
              lines: row.lines,
              postcode: formatPostcode(row.postcode ?? '') ?? row.postcode ?? '',
              kind: row.kind,
              confidential: row.confidential ? 'yes' : 'no',
              notToBeTold: row.not_to_be_told ?? '',
              livesFrom: dateBoxes(row.lives_from),
              livesTo: dateBoxes(row.lives_to),
            }
          : { kind: 'home' },
      ),
      name: displayName({ givenName: person.given_name, familyName: person.family_name, knownAs: person.known_as }),
      back: `${childPath(ask)}/household`,
      kinds: kinds.map((value) => ({ value, text: addressKinds[value] })),
      version: row ? await versionOf(ask.db, ask.councilId, row.address_id) : null,
    })
  },
  async submit(sent) {
    const { answers, councilId, childId } = sent
    await lockChild(sent.db, councilId, sent.params.personId!)
    const person = await personOfChild(sent.db, councilId, childId, sent.params.personId!)
    const row = person ? await addressNamed(sent) : undefined
    if (!person || row === undefined) return notFound
    if (answers.livesFrom && answers.livesTo && isBefore(answers.livesTo, answers.livesFrom)) {
      return invalid({ livesTo: 'The last day must not be before the first' })
    }
    if (row && answers.why === '') return invalid({ why: 'Say what you changed and why' })
    const author = authorOf(sent)
    const details = {
      lines: answers.lines,
      postcode: answers.postcode === '' ? null : (formatPostcode(answers.postcode) ?? answers.postcode),
      kind: answers.kind,
      confidential: answers.confidential,
      notToBeTold: answers.notToBeTold === '' ? null : answers.notToBeTold,
      livesFrom: answers.livesFrom,
      livesTo: answers.livesTo,
    }
    if (row) {
      const version = await versionOf(sent.db, councilId, row.address_id)
      if (version !== sent.version) {
        const last = await lastChange(sent.db, councilId, row.address_id)
        const names = await workerNames(sent.db, sent.viewer.scopes.directory, [last?.by ?? null])
        return conflict(asText(row), names.get(last?.by ?? '') ?? 'A colleague', version)
      }
      await changeAddress(sent.db, author, row, version, details, answers.why)
    } else {
      if (answers.replaces.length > 0) {
        const until = answers.livesFrom ?? sent.today
        const open = (await addressesOf(sent.db, councilId, [person.person_id])).filter(
          (one) => one.kind === answers.kind && one.lives_to === null,
        )
        for (const one of open) {
          await changeAddress(
            sent.db,
            author,
            one,
            await versionOf(sent.db, councilId, one.address_id),
            {
              lines: one.lines,
              postcode: one.postcode,
              kind: one.kind,
              confidential: one.confidential,
              notToBeTold: one.not_to_be_told,
              livesFrom: one.lives_from,
              livesTo: one.lives_from && isBefore(until, one.lives_from) ? one.lives_from : until,
            },
            'Moved to another address',
          )
        }
      }
      await addAddress(sent.db, person, details)
    }
    await rewriteSearchKeys(sent.db, councilId, person.person_id)
    if (person.person_id === sent.childId) await settle(sent)
    return redirect(`${childPath(sent)}/household`, 'The address is kept.')
  },
})
