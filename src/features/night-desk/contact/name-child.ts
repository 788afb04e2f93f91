import { z } from 'zod'
import { isId } from '../../../lib/ids.ts'
import { queryKeys } from '../../../lib/search-keys.ts'
import { optionalWords } from '../../../web/form.ts'
import { goWithAnswers, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { findChildren, planOf, referralSourceChoices, settingNow, takeContact } from '../../children/index.ts'
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
  async submit({ db, councilId, params, answers, viewer, now }) {
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
    if ('refused' in kept) return invalid({ child: kept.refused })
    await nameChild(db, { councilId, contactId: contact.contactId }, child, kept.spellId)
    return redirect(back, `It is a contact of ${child.name} from the night it came.`, [
      { childId: child.childId, detail: { contact: contact.contactId } },
    ])
  },
})
