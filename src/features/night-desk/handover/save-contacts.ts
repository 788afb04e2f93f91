import { file, notFound, task } from '../../../web/task.ts'
import { displayName, workerNames } from '../../children/index.ts'
import { contactsTaken } from '../contact/queries.ts'
import { contactsAsCsv, contactsAsJson, contactsAsText, type FileContact } from './contact-file.ts'
import { askedNight } from './day-board.ts'
import { handoversOfContacts, peopleOf } from './queries.ts'

const kinds = {
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  text: { type: 'text/plain; charset=utf-8', ending: 'txt' },
  json: { type: 'application/json', ending: 'json' },
} as const

/** A night's contacts and what is needed, as a file for the council's own system: up to nine of the day asked for. */
export const saveContacts = task({
  may: "save the night's contacts",
  async show(ask) {
    const { db, councilId, viewer, query, look } = ask
    const night = askedNight(ask, councilId)
    const kind = kinds[query.as as keyof typeof kinds]
    if (!night || !kind) return notFound
    const contacts = await contactsTaken(db, councilId, night.from, night.to)
    const ids = contacts.flatMap((contact) => contact.childId ?? [])
    const [people, handovers, names] = await Promise.all([
      peopleOf(db, councilId, ids),
      handoversOfContacts(
        db,
        councilId,
        contacts.map((contact) => contact.contactId),
      ),
      workerNames(
        db,
        viewer.scopes.directory,
        contacts.flatMap((contact) => [contact.workerId, contact.managerId]),
      ),
    ])
    const rows = contacts.map((contact): FileContact => {
      const person = people.find((one) => one.childId === contact.childId)
      return {
        contact,
        handover: handovers.find((one) => one.contactId === contact.contactId) ?? null,
        child: person ? { name: displayName(person), bornOn: person.bornOn, localId: person.localId } : null,
        by: names.get(contact.workerId) ?? 'the night team',
        manager: contact.managerId === null ? null : (names.get(contact.managerId) ?? 'a manager'),
      }
    })
    const text =
      query.as === 'csv'
        ? contactsAsCsv(rows)
        : query.as === 'json'
          ? contactsAsJson(councilId, rows)
          : contactsAsText(look(councilId).name, rows)
    return file(`night-contacts-${councilId}-${night.on.toString()}.${kind.ending}`, kind.type, text, [
      { detail: { shown: ids, contacts: contacts.length } },
    ])
  },
})
