import type { Day } from '../../../lib/day.ts'
import type { JourneyEvent, Spell } from '../journey/history.ts'
import {
  type AllocationRole,
  allocationRoles,
  type EventKind,
  eventKinds,
  type SpellKind,
  spellKinds,
  type VisitKind,
  visitKinds,
} from '../journey/kinds.ts'
import { type NoteKind, noteKinds } from '../notes/note.ts'
import { factorWords, forReturnsOnly, labels, needs, wordsFor } from './detail-words.ts'

export { needs }

// A record in the words people use, so that no code stands on a page. The codes are those of the SSDA903 return and the
// children in need census (Department for Education); the words are ours, written to be read by the child one day.

type Words = Readonly<Record<string, string>>

export const legalStatuses: Words = {
  C1: 'Interim care order',
  C2: 'Care order',
  D1: 'Freeing order',
  E1: 'Placement order',
  V2: 'Cared for by agreement (section 20)',
  V3: 'Short breaks, each recorded (section 20)',
  V4: 'Short breaks by agreement (section 20)',
  J1: 'On remand in care',
  J2: 'In care after arrest (PACE)',
  J3: 'Youth rehabilitation order with residence',
  L1: 'Police protection',
  L2: 'Emergency protection order',
  L3: 'Child assessment order',
}

export const placementTypes: Words = {
  A3: 'Placed for adoption with the present foster carer, with consent',
  A4: 'Placed for adoption with new parents, with consent',
  A5: 'Placed for adoption with the present foster carer',
  A6: 'Placed for adoption with new parents',
  H5: 'Semi-independent home',
  K1: "Secure children's home",
  K2: "Children's home",
  K3: 'Supported accommodation',
  P1: 'Living with a parent',
  P2: 'Living independently',
  P3: 'Job with a home',
  R1: 'Residential care home',
  R2: 'Hospital or other medical home',
  R3: 'Family centre or mother and baby unit',
  R5: 'Young offender institution or prison',
  S1: 'Residential school',
  T0: 'Short stay elsewhere',
  T1: 'Short stay in hospital',
  T2: 'Away on holiday',
  T3: 'With another carer while the foster carer is away',
  T4: 'Short stay elsewhere, up to seven days',
  U1: 'Long-term foster home with a relative or friend',
  U2: 'Foster home with a relative or friend who may adopt',
  U3: 'Foster home with a relative or friend',
  U4: 'Long-term foster home',
  U5: 'Foster home with carers who may adopt',
  U6: 'Foster home',
  Z1: 'Other home',
  Z11: 'Other home',
  Z12: 'Other home',
  Z13: 'Other home',
  Z14: 'Other home',
}

export const harmCategories: Words = {
  NEG: 'neglect',
  PHY: 'physical abuse',
  SAB: 'sexual abuse',
  EMO: 'emotional abuse',
  MUL: 'more than one kind of harm',
}

export const leavingCareGroups: Words = {
  eligible: 'eligible',
  relevant: 'relevant',
  'former-relevant': 'former relevant',
  'former-relevant-education': 'former relevant, in education',
  qualifying: 'qualifying',
}

/** The order a child was under before they came back into care. */
const earlierOrders: Words = {
  P1: 'adoption',
  P2: 'special guardianship order',
  P3: 'child arrangements or residence order',
  P4: 'which order is not known',
  Z1: 'none',
}

export const referralSources: Words = {
  '1A': 'a relative or carer',
  '1B': 'a neighbour, friend or childminder',
  '1C': 'the child',
  '1D': 'somebody else who knows the child',
  '2A': 'school',
  '2B': 'education service',
  '3A': 'GP',
  '3B': 'health visitor',
  '3C': 'school nurse',
  '3D': 'other primary health care',
  '3E': 'accident and emergency',
  '3F': 'other health service',
  '4': 'housing',
  '5A': "the council's social care",
  '5B': 'another service of the council',
  '5C': 'another council',
  '5D': "the council's early help",
  '6': 'police',
  '7': 'court, probation, prison or another legal agency',
  '8': 'another organisation',
  '9': 'somebody who gave no name',
  '10': 'not known',
}

export const missingKinds: Words = { M: 'whereabouts not known', A: 'away without permission' }

/**
 * Why something ended: reasons an episode ceased (E, X), a case closed (RC), an adoption plan was given up (RD), a move,
 * or the end of following a care leaver.
 */
export const endings: Words = {
  X1: 'something else in care followed',
  E11: 'adopted',
  E12: 'adopted',
  E2: 'died',
  E3: 'care taken over by another council',
  E4A: 'went home, as planned',
  E4B: 'went home, not as planned',
  E13: 'went to live with somebody else',
  E41: 'child arrangements order',
  E43: 'special guardianship order',
  E44: 'special guardianship order',
  E45: 'special guardianship order to the foster carer, a relative or friend',
  E46: 'special guardianship order to the foster carer',
  E47: 'special guardianship order to a relative or friend',
  E48: 'special guardianship order',
  E5: 'independent living with support',
  E6: 'independent living',
  E7: 'adult social care home',
  E8: 'other reason',
  E9: 'sentenced to custody',
  E14: 'remand ended',
  E15: 'found to be an adult',
  E16: 'moved abroad',
  E17: 'stayed with the carer after 18',
  RC1: 'adopted',
  RC2: 'died',
  RC3: 'child arrangements order',
  RC4: 'special guardianship order',
  RC5: 'moved to another council',
  RC6: 'moved to adult social care',
  RC7: 'no longer in need of the service',
  RC8: 'closed after assessment, nothing further needed',
  RC9: 'closed after assessment, passed to early help',
  RD1: "the child's needs changed",
  RD2: 'the court refused',
  RD3: 'no new parents were found',
  RD4: 'other reason',
  CARPL: 'planned move',
  CLOSE: 'the home closed',
  ALLEG: 'an allegation',
  STAND: 'concern about the standard of care',
  APPRR: "the carer's approval ended",
  CREQB: 'the carer asked',
  CREQO: 'the carer asked',
  CHILD: 'the child asked to move',
  LAREQ: 'a council asked',
  PLACE: 'only the kind of placement changed',
  CUSTOD: 'taken into custody',
  OTHER: 'other reason',
  DIED: 'died',
  RHOM: 'back with a parent',
}

export const riskKinds: Words = {
  'risk to staff': 'Risk to staff',
  'see alone': 'See alone',
  allergy: 'Allergy',
  'health need': 'Health need',
  exploitation: 'Exploitation',
  'domestic abuse': 'Domestic abuse',
  'self-harm': 'Self-harm',
  'going missing': 'Going missing',
}

const capital = (text: string): string => (text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`)
const look = (words: Words, code: string | null): string | null =>
  code === null || code === '' ? null : (words[code] ?? code)

/** Text of a detail when it is there and is text. */
export const textOf = (detail: Readonly<Record<string, unknown>>, ...names: string[]): string | null => {
  for (const name of names) {
    const value = detail[name]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
  }
  return null
}

/** A day kept in a detail, or null when there is none. */
export const dayIn = (detail: Readonly<Record<string, unknown>>, ...names: string[]): Day | null => {
  for (const name of names) {
    const value = detail[name]
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
      try {
        return Temporal.PlainDate.from(value)
      } catch {
        // an impossible day in imported data is no day
      }
    }
  }
  return null
}

/** A yes or a no kept in a detail in whichever form it came (true, "yes", "Y", "1"); null when it is not recorded. */
export const yesIn = (detail: Readonly<Record<string, unknown>>, ...names: string[]): boolean | null => {
  for (const name of names) {
    const value = detail[name]
    if (value === undefined || value === null || value === '') continue
    return value === true || value === 1 || /^(true|yes|y|1)$/i.test(String(value))
  }
  return null
}

/** What a spell's code means, in words that follow its title; null where the kind says it all. */
export const spellMeaning = (spell: Pick<Spell, 'kind' | 'code' | 'detail'>): string | null => {
  switch (spell.kind) {
    case 'legal_status':
    case 'emergency_protection':
    case 'remand':
      return look(legalStatuses, spell.code)
    case 'short_breaks':
      return look(legalStatuses, spell.code)
    case 'placement':
      return look(placementTypes, spell.code)
    case 'child_protection_plan':
      return look(harmCategories, spell.code)
    case 'care_leaver':
      return look(leavingCareGroups, spell.code)
    case 'referral':
    case 'contact': {
      const source = look(referralSources, spell.code)
      return source === null ? null : `from ${source}`
    }
    case 'private_fostering':
      return spell.code === null ? null : factorWords(spell.code)?.replace(/^privately fostered,? ?/, '') || null
    case 'missing':
      return look(missingKinds, spell.code)
    case 'allocation':
      return spell.code === null ? null : (allocationRoles[spell.code as AllocationRole] ?? capital(spell.code))
    case 'risk':
      return look(riskKinds, spell.code)
    case 'child_in_need_plan':
      return look(needs, spell.code)
    default:
      return look({ ...needs, ...endings }, spell.code)
  }
}

/** Why a spell ended, in words, or null when nobody said. */
export const endMeaning = (spell: Pick<Spell, 'endCode'>): string | null => look(endings, spell.endCode)

/** "Child protection plan: neglect"; for states whose code says more than their kind, the code's words alone. */
export const spellTitle = (spell: Pick<Spell, 'kind' | 'code' | 'detail'>): string => {
  const kind = spellKinds[spell.kind as SpellKind] ?? capital(spell.kind)
  const meaning = spellMeaning(spell)
  if (meaning === null) return kind
  if (['legal_status', 'placement', 'emergency_protection', 'allocation', 'remand'].includes(spell.kind))
    return capital(meaning)
  return `${kind}: ${meaning}`
}

const contacts: Words = {
  YES: 'in touch',
  NO: 'not in touch',
  DIED: 'has died',
  REFU: 'does not want contact',
  NREQ: 'needs no services now',
  RHOM: 'back with a parent',
}

const eventCodes: Words = {
  ...legalStatuses,
  PN0: 'under four at the time',
  PN1: 'came and spoke',
  PN2: 'came, and an advocate spoke',
  PN3: 'came and gave views without words',
  PN4: 'came and gave no views',
  PN5: 'sent views through somebody',
  PN6: 'sent views another way',
  PN7: 'gave no views',
}

/** "Child protection visit", "Review of the care plan: came and spoke". */
export const eventTitle = (event: Pick<JourneyEvent, 'kind' | 'code' | 'detail'>): string => {
  const kind = eventKinds[event.kind as EventKind] ?? capital(event.kind.replaceAll('_', ' '))
  if (event.kind === 'visit') {
    const visit = event.code ?? textOf(event.detail, 'visitKind', 'kind')
    return visit === null ? kind : (visitKinds[visit as VisitKind] ?? kind)
  }
  if (event.kind === 'case_note') {
    const about = textOf(event.detail, 'title', 'subject') ?? noteKinds[event.code as NoteKind] ?? null
    return about === null ? kind : `${kind}: ${about.charAt(0).toLowerCase()}${about.slice(1)}`
  }
  if (event.kind === 'previous_permanence') {
    const order = look(earlierOrders, event.code)
    return order === null ? kind : `${kind}: ${order}`
  }
  // "In touch with care leaver: not in touch" would say two things.
  const contact = event.kind === 'care_leaver_contact' ? contacts[event.code ?? ''] : undefined
  if (contact !== undefined) return `Care leaver: ${contact}`
  const meaning =
    event.code === null
      ? null
      : (eventCodes[event.code] ?? harmCategories[event.code] ?? event.code.replaceAll('_', ' '))
  return meaning === null ? kind : `${kind}: ${meaning}`
}

/** A detail's name as people read it: "seenAlone" is "Seen alone". */
export const labelOf = (name: string): string =>
  capital(
    name
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replaceAll(/[_-]+/g, ' ')
      .toLowerCase()
      .replace(/ (on|id)$/, (ending) => (ending === ' on' ? ' on' : ''))
      .trim(),
  )

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
const isIdText = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

export type Fact = { label: string; text: string; day: Day | null }

const factText = (name: string, value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value)) {
    const parts = value.map((one) => factText(name, one)).filter((part) => part !== null)
    return parts.length === 0 ? null : parts.join(', ')
  }
  if (typeof value === 'object') {
    const parts = Object.entries(value)
      .map(([inner, one]) => ({ name: inner, text: factText(inner, one) }))
      .filter((part) => part.text !== null)
    return parts.length === 0 ? null : parts.map((part) => `${labelOf(part.name)}: ${part.text}`).join('; ')
  }
  if (name === 'episodeCeased') return look(endings, String(value))
  return wordsFor(name, String(value))
}

/** Everything else a record holds, as label and text; identifiers of other records say nothing to a reader and are left out. */
export const factsOf = (detail: Readonly<Record<string, unknown>>, shownAlready: readonly string[] = []): Fact[] =>
  Object.entries(detail).flatMap(([name, value]): Fact[] => {
    if (shownAlready.includes(name) || forReturnsOnly.includes(name)) return []
    const text = factText(name, value)
    if (text === null || isIdText(text)) return []
    return [
      {
        label: labels[name] ?? labelOf(name),
        text: isDay(text) ? text : capital(text),
        day: isDay(text) ? dayIn({ at: text }, 'at') : null,
      },
    ]
  })
