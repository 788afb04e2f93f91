import { notFound, page, task } from '../../../web/task.ts'
import { workerNames } from '../../children/index.ts'
import { boardOf } from '../handover/day-managers.ts'
import { stateAt, stateWords } from '../handover/handover.ts'
import { handoversOfContacts } from '../handover/queries.ts'
import { answerLabels } from './contact.ts'
import { childrenChosen, contactById } from './queries.ts'

const listed = (held: unknown): { label: string; text: string }[] =>
  Object.entries((held ?? {}) as Record<string, string>).flatMap(([key, text]) =>
    answerLabels[key] ? [{ label: answerLabels[key], text }] : [],
  )

/** One contact of a night, as it was written, and what the day made of it. */
export const seeContact = task({
  may: 'read a night contact',
  async show({ db, councilId, params, viewer, now, today, look, calendar }) {
    const contact = await contactById(db, councilId, params.nightContactId!)
    if (!contact) return notFound
    const [child] = contact.childId ? await childrenChosen(db, [councilId], [contact.childId]) : []
    const handovers = await handoversOfContacts(db, councilId, [contact.contactId])
    const names = await workerNames(db, viewer.scopes.directory, [
      contact.workerId,
      contact.managerId,
      ...handovers.map((one) => one.acceptedBy),
    ])
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? 'A colleague of another council'))
    const protection = contact.policeProtection as Record<string, string> | null
    const instant = (text: string | undefined) => (text === undefined ? null : Temporal.Instant.from(text))
    const byDay = viewer.scopes.record.includes(councilId)
    return page(
      'night-desk/contact/see-contact',
      {
        council: look(councilId).name,
        child: child
          ? { name: child.name, path: `/${councilId}/children/${child.childId}${byDay ? '' : '/night'}` }
          : null,
        contact: {
          ...contact,
          around: listed(contact.around),
          by: nameOf(contact.workerId),
          manager: nameOf(contact.managerId),
        },
        protection: protection && {
          beganAt: instant(protection.beganAt),
          endsAt: instant(protection.endsAt),
          answers: listed(protection),
        },
        handovers: handovers.map((one) => ({
          ...one,
          words: stateWords(stateAt(one, now, calendar(councilId)), today),
          red: stateAt(one, now, calendar(councilId)).red,
          by: nameOf(one.acceptedBy),
        })),
        back: byDay ? boardOf(councilId) : '/night/handover',
        whoIsIt:
          contact.childId === null && viewer.scopes.write.includes(councilId)
            ? `/${councilId}/night-contacts/${contact.contactId}/who`
            : null,
      },
      { audit: [{ childId: contact.childId, detail: { contact: contact.contactId } }] },
    )
  },
})
