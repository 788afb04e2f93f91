import { z } from 'zod'
import { isId } from '../../../lib/ids.ts'
import { queryKeys } from '../../../lib/search-keys.ts'
import { nameField, oneOf, optionalDateField, optionalWords, someOf } from '../../../web/form.ts'
import { type Ask, goWithAnswers, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import {
  beginRecord,
  findChildren,
  planOf,
  referralSourceChoices,
  settingNow,
  takeContact,
} from '../../children/index.ts'
import { nameChild } from '../handover/queries.ts'
import { contactDay, recordWords } from './contact.ts'
import { childrenChosen, contactById } from './queries.ts'

/** Children a form offers to choose from: who is further down is looked for with more words. */
const mostOffered = 10

/**
 * Says which child a contact was about that nobody could find at night. From then on it is that child's contact, opened in
 * the record on the day it came.
 */
export const sayWhoItWas = task({
  may: 'say who a night contact was about',
  form: () =>
    z.object({
      q: optionalWords({ limit: 500, what: 'What you look for' }),
      child: z.string().optional(),
      look: z.string().optional(),
    }),
  async show(ask) {
    const { db, councilId, params, form, today, look } = ask
    const contact = await contactById(db, councilId, params.nightContactId!)
    if (!contact) return notFound
    const typed = String(form.values.q ?? '').trim()
    const asked = queryKeys(typed, today)
    const plan = typed === '' ? null : planOf(asked)
    const found = plan === null ? [] : (await findChildren(ask, asked, plan, [councilId])).shown.slice(0, mostOffered)
    return page(
      'night-desk/contact/name-child',
      {
        contact,
        council: look(councilId).name,
        back: `/${councilId}/night-contacts/${contact.contactId}`,
        searched: typed !== '',
        found: found.map((child) => ({
          value: child.childId,
          text: child.name,
          hint: [child.age, child.street].filter(Boolean).join(', '),
        })),
      },
      { audit: [{ detail: { shown: found.map((child) => child.childId) } }] },
    )
  },
  async submit(sent) {
    const { db, councilId, params, answers } = sent
    const contact = await contactById(db, councilId, params.nightContactId!)
    if (!contact) return notFound
    const back = `/${councilId}/night-contacts/${contact.contactId}`
    if (contact.childId !== null) return redirect(back, 'Somebody has said who this was already.')
    if (answers.q === '' && !isId(answers.child)) return invalid({ q: 'Enter a name, a date of birth or a number' })
    // What was typed is kept with the worker and never stands in an address.
    if (answers.look === 'yes') return goWithAnswers(`${back}/who`)
    if (!isId(answers.child)) return invalid({ child: 'Select the child, or look again' })
    const [child] = await childrenChosen(db, [councilId], [answers.child])
    if (!child) return invalid({ child: 'This child is not open to you. Look again' })
    const refused = await tieTo(sent, contact, child)
    if (refused !== null) return invalid({ child: refused })
    return redirect(back, `It is a contact of ${child.name} from the night it came.`, [
      { childId: child.childId, detail: { contact: contact.contactId } },
    ])
  },
})

type Told = NonNullable<Awaited<ReturnType<typeof contactById>>>

/** Opens the contact in the child's record on the day it came. Answers why it cannot be, or null. */
const tieTo = async (
  { db, councilId, viewer, now }: Ask,
  contact: Told,
  child: { childId: string; restricted: boolean },
): Promise<string | null> => {
  const source = referralSourceChoices.find((choice) => choice.text === contact.agency)?.value ?? '10'
  const kept = await takeContact(
    db,
    { workerId: viewer.workerId, at: now },
    { councilId, childId: child.childId, restricted: child.restricted },
    {
      on: contactDay(contact.takenAt),
      source,
      told: [contact.caller, contact.callerPhone].filter((text) => text !== '').join(', '),
      words: recordWords(contact),
    },
    await settingNow(db, councilId, now),
  )
  if ('refused' in kept) return kept.refused
  await nameChild(db, { councilId, contactId: contact.contactId }, child, kept.spellId)
  return null
}

/** Begins the record of a child whom nobody here knew, with the contact of the night as the first thing in it. */
export const beginTheirRecord = task({
  may: 'say who a night contact was about',
  form: (today) =>
    z.object({
      givenName: nameField('First name'),
      familyName: nameField('Family name'),
      bornOn: optionalDateField({ what: 'Date of birth', today }),
      age: optionalWords({ limit: 2, what: 'Age' }),
      sex: oneOf(['F', 'M', 'U'] as const, 'Select the sex as it is known'),
      looked: someOf(['yes']),
    }),
  async show({ db, councilId, params, look }) {
    const contact = await contactById(db, councilId, params.nightContactId!)
    if (!contact) return notFound
    const back = `/${councilId}/night-contacts/${contact.contactId}`
    if (contact.childId !== null) return redirect(back, 'Somebody has said who this was already.', [])
    return page('night-desk/contact/begin-their-record', {
      contact,
      council: look(councilId).name,
      back: `${back}/who`,
    })
  },
  async submit(sent) {
    const { db, councilId, params, answers, viewer, today, now } = sent
    const contact = await contactById(db, councilId, params.nightContactId!)
    if (!contact) return notFound
    const back = `/${councilId}/night-contacts/${contact.contactId}`
    if (contact.childId !== null) return redirect(back, 'Somebody has said who this was already.')
    if (!answers.looked.includes('yes'))
      return invalid({ looked: 'Look for the child first, by every name and spelling you were told' })
    const age = answers.age === '' ? null : Number(answers.age)
    if (answers.bornOn === null && age === null)
      return invalid({ age: 'Enter the date of birth, or about how old the child is' })
    if (age !== null && !(Number.isInteger(age) && age >= 0 && age <= 25))
      return invalid({ age: 'Enter an age in years, from 0 to 25' })
    const childId = await beginRecord(db, { workerId: viewer.workerId, at: now }, councilId, {
      givenName: answers.givenName,
      familyName: answers.familyName,
      // An age tells no day: half a year back is the middle of what it can mean.
      bornOn: answers.bornOn ?? today.subtract({ years: age as number, months: 6 }),
      estimated: answers.bornOn === null,
      sex: answers.sex,
    })
    const refused = await tieTo(sent, contact, { childId, restricted: false })
    if (refused !== null) return invalid({ givenName: refused })
    return redirect(`/${councilId}/children/${childId}`, 'The record is begun, with the contact of the night in it.', [
      { childId, detail: { contact: contact.contactId } },
    ])
  },
})
