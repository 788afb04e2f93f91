import type { Day } from '../../../lib/day.ts'
import { clockOf } from '../clock.ts'

// What a contact at night holds besides its typed columns, in the words of the shared form (src/features/shared-practice).

/** Told about the child at the time of the call: field of the form, and its key in the shared template. */
export const aroundFields = {
  whoIsWith: 'who-is-with-child',
  whereNow: 'where-now',
  otherChildren: 'other-children',
} as const
/** Police protection, Children Act 1989 sections 46 and 47. */
export const protectionFields = {
  designatedOfficer: 'designated-officer',
  childTold: 'child-told',
  childWishes: 'child-wishes',
  parentsTold: 'parents-told',
  contactTonight: 'contact-tonight',
  accommodation: 'accommodation',
  enquiries: 'enquiries',
  orderNeeded: 'order-needed',
} as const

/** How each is called where it is read, not asked. */
export const answerLabels: Readonly<Record<string, string>> = {
  'who-is-with-child': 'Who is with the child',
  'where-now': 'Where the child is',
  'other-children': 'Other children there',
  'designated-officer': 'Designated officer',
  'child-told': 'What the child was told',
  'child-wishes': 'What the child wants',
  'parents-told': 'Parents told',
  'contact-tonight': 'Who may see or ring the child',
  accommodation: 'Where the police asked that the child stays',
  enquiries: 'Enquiries (section 47)',
  'order-needed': 'Emergency protection order',
}

export const services = ['police', 'ambulance', 'fire', 'hospital'] as const

/** Police protection ends 72 hours after it began, at the latest: Children Act 1989 section 46(6). */
export const protectionEnds = (beganAt: Temporal.Instant): Temporal.Instant => beganAt.add({ hours: 72 })

export type PoliceProtection = { beganAt: string; endsAt: string } & Readonly<Record<string, string>>

/** What was answered, by the template's keys; what was left empty is left out. */
export const answered = (
  fields: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, key]) => (answers[name] ? [[key, answers[name]]] : [])))

/** A child chosen in a form: "212.018f...", ids only. */
export const chosenKey = (child: { councilId: number; childId: string }): string =>
  `${child.councilId}.${child.childId}`
export const readChosen = (text: string): { councilId: number; childId: string } | null => {
  const read = /^(\d{3})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text)
  return read ? { councilId: Number(read[1]), childId: read[2]! } : null
}

export type Said = {
  caller: string
  said: string
  decision: string
  decisionWhy: string
  actions: string
  takenAt: Temporal.Instant
}

const sentence = (label: string, text: string): string => (text === '' ? '' : `${label}: ${text}`)

/** The words of the contact in the child's record: what a day worker reads there first. */
export const recordWords = (said: Said): string =>
  [
    said.said,
    sentence('Decided at night', `${said.decision} ${said.decisionWhy}`.trim()),
    sentence('Done', said.actions),
    `Taken by the night team at ${clockOf(said.takenAt).time}.`,
  ]
    .filter((text) => text !== '')
    .join('\n\n')

/** The day a contact counts from. */
export const contactDay = (takenAt: Temporal.Instant): Day => clockOf(takenAt).day
