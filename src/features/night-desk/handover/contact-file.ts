import { zone } from '../../../lib/day.ts'
import type { NightContact } from '../contact/queries.ts'
import type { Handover } from './queries.ts'

// A night's contacts for a council's own case system: a table, a text to read or paste, and data. Codes and ids stay out of
// the text; times are those of the clock in England in the table and the text, and instants in the data.

export type FileContact = {
  contact: NightContact
  handover: Handover | null
  child: { name: string; bornOn: Temporal.PlainDate | null; localId: string | null } | null
  by: string
  manager: string | null
}

const english = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')

const columns: [title: string, of: (one: FileContact) => string][] = [
  ['contact_id', ({ contact }) => contact.contactId],
  ['child_number', ({ child }) => child?.localId ?? ''],
  ['child_id', ({ contact }) => contact.childId ?? ''],
  ['child_name', ({ child }) => child?.name ?? ''],
  ['born_on', ({ child }) => child?.bornOn?.toString() ?? ''],
  ['child_as_told', ({ contact }) => contact.childAsTold ?? ''],
  ['taken_at', ({ contact }) => english(contact.takenAt)],
  ['caller', ({ contact }) => contact.caller],
  ['speaks_for', ({ contact }) => contact.agency],
  ['caller_phone', ({ contact }) => contact.callerPhone],
  ['said', ({ contact }) => contact.said],
  ['can_wait', ({ contact }) => (contact.canWait ? 'yes' : 'no')],
  ['services_called', ({ contact }) => contact.servicesCalled.join('; ')],
  ['decision', ({ contact }) => contact.decision],
  ['decision_why', ({ contact }) => contact.decisionWhy],
  ['manager', ({ manager }) => manager ?? ''],
  ['manager_words', ({ contact }) => contact.managerWords],
  ['actions', ({ contact }) => contact.actions],
  ['police_protection_began', ({ contact }) => protectionAt(contact, 'beganAt')],
  ['police_protection_ends', ({ contact }) => protectionAt(contact, 'endsAt')],
  ['needed', ({ handover }) => handover?.needed ?? ''],
  ['needed_by', ({ handover }) => (handover ? english(handover.neededBy) : '')],
  ['team', ({ handover }) => handover?.team ?? ''],
  ['accepted_at', ({ handover }) => (handover?.acceptedAt ? english(handover.acceptedAt) : '')],
  ['taken_by', ({ by }) => by],
]

const protectionAt = (contact: NightContact, name: 'beganAt' | 'endsAt'): string => {
  const held = (contact.policeProtection as Record<string, string> | null)?.[name]
  return held ? english(Temporal.Instant.from(held)) : ''
}

/** A cell that no spreadsheet takes for a formula, quoted where it must be. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One row for each contact and child; UTF-8 with a mark, so that spreadsheets read it right. */
export const contactsAsCsv = (contacts: readonly FileContact[]): string =>
  `\ufeff${[columns.map(([title]) => title), ...contacts.map((one) => columns.map(([, of]) => of(one)))]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')}\r\n`

export const contactsAsJson = (councilId: number, contacts: readonly FileContact[]): string =>
  `${JSON.stringify(
    {
      format: 'joined-up night contacts 1',
      councilId,
      contacts: contacts.map((one) => ({
        ...Object.fromEntries(columns.map(([title, of]) => [title, of(one)])),
        taken_at: one.contact.takenAt.toString(),
        needed_by: one.handover?.neededBy.toString() ?? null,
        accepted_at: one.handover?.acceptedAt?.toString() ?? null,
        around: one.contact.around,
        police_protection: one.contact.policeProtection,
      })),
    },
    null,
    2,
  )}\n`

const line = (label: string, text: string | null): string[] => (text ? [`${label}: ${text}`] : [])

/** To read, or to paste into another system's contact one after the other. */
export const contactsAsText = (council: string, contacts: readonly FileContact[]): string =>
  `Contacts at night, ${council}\n\n${contacts
    .map((one) =>
      [
        `${english(one.contact.takenAt)}  ${one.child ? one.child.name : 'Child not known'}`,
        ...line('Born', one.child?.bornOn?.toString() ?? null),
        ...line('Number', one.child?.localId ?? null),
        ...line('As told', one.contact.childAsTold),
        ...line(
          'Who rang',
          [one.contact.caller, one.contact.agency, one.contact.callerPhone].filter(Boolean).join(', '),
        ),
        ...line('Said', one.contact.said),
        ...line('Decided', `${one.contact.decision} ${one.contact.decisionWhy}`.trim()),
        ...line('Manager', one.manager ? `${one.manager} ${one.contact.managerWords}`.trim() : null),
        ...line('Done', one.contact.actions),
        ...line('Police protection ends at the latest', protectionAt(one.contact, 'endsAt')),
        ...line('Needed', one.handover?.needed ?? null),
        ...line('Needed by', one.handover ? english(one.handover.neededBy) : null),
        ...line('Taken by', one.by),
      ].join('\n'),
    )
    .join('\n\n')}\n`
