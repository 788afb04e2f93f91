import { type Day, isAfter, isBefore, isSame } from '../../../lib/day.ts'
import { harmCategories, leavingCareGroups, legalStatuses } from '../chronology/in-words.ts'
import type { Spell } from '../journey/history.ts'
import type { SpellKind } from '../journey/kinds.ts'

/** A tag under a child's name: words first, the colour only helps the eye. */
export type Tag = {
  text: string
  colour: 'red' | 'orange' | 'yellow' | 'purple' | 'magenta' | 'teal' | 'green' | 'grey' | ''
}

/**
 * Whether a state still holds when a day ends: one that ended during the day no longer does, so that an ended plan never
 * shows as current, and on the day of a move only the new home shows.
 */
export const holdsAt = (spell: Pick<Spell, 'startsOn' | 'endsOn'>, on: Day): boolean =>
  !isAfter(spell.startsOn, on) && (spell.endsOn === null || isAfter(spell.endsOn, on))

/** The states of some kinds that hold as a day ends, newest first. */
export const holding = (spells: readonly Spell[], on: Day, ...kinds: SpellKind[]): Spell[] =>
  spells
    .filter((spell) => kinds.includes(spell.kind) && holdsAt(spell, on))
    .toSorted((a, b) => (isBefore(a.startsOn, b.startsOn) ? 1 : isSame(a.startsOn, b.startsOn) ? 0 : -1))

export type TagFacts = {
  spells: readonly Spell[]
  on: Day
  restricted: boolean
  confidentialAddress: boolean
  diedOn: Day | null
  /** the council's own words for ours: { "looked after": "in our care" } */
  wording: Readonly<Record<string, string>>
  /** true where every kind of spell is open to the reader, so that "no state" may be said at all */
  whole: boolean
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Everything a worker must know at a glance, most urgent first, as it stood at the end of a day. */
export const tagsOn = ({ spells, on, restricted, confidentialAddress, diedOn, wording, whole }: TagFacts): Tag[] => {
  const one = (kind: SpellKind): Spell | undefined => holding(spells, on, kind)[0]
  const said = (words: string): string => capital(wording[words.toLowerCase()] ?? words)
  const tags: Tag[] = []
  const add = (text: string | null | undefined, colour: Tag['colour']): void => {
    if (text && !tags.some((tag) => tag.text === text)) tags.push({ text, colour })
  }

  if (diedOn !== null && !isAfter(diedOn, on)) add('Has died', 'grey')
  if (restricted) add('Restricted record', 'magenta')
  if (one('missing')) add('Missing', 'red')
  const urgent = one('emergency_protection')
  if (urgent) add(legalStatuses[urgent.code ?? ''] ?? 'Emergency protection', 'red')
  const protection = one('child_protection_plan')
  if (protection) {
    const category = harmCategories[protection.code ?? '']
    add(category ? `${said('child protection plan')}: ${category}` : said('child protection plan'), 'red')
  }
  const status = one('legal_status')
  const inCare = one('looked_after')
  if (inCare) add(said('looked after'), 'purple')
  if (status && !(urgent && status.code === urgent.code))
    add(legalStatuses[status.code ?? ''] ?? 'Legal status recorded', 'purple')
  if (one('remand') && status?.code !== 'J1') add('On remand', 'purple')
  if (one('deprivation_of_liberty')) add('Liberty restricted by court', 'red')
  if (one('proceedings')) add('Care proceedings', 'orange')
  if (one('pre_proceedings')) add('Pre-proceedings', 'orange')
  if (one('child_in_need_plan')) add(said('child in need plan'), 'yellow')
  if (one('adoption')) add('Plan is adoption', 'purple')
  if (one('permanence_order')) add('Special guardianship or child arrangements order', 'teal')
  if (one('unaccompanied')) add('Unaccompanied', 'purple')
  if (one('private_fostering')) add('Privately fostered', 'orange')
  if (one('short_breaks')) add('Short breaks', 'teal')
  const leaver = one('care_leaver')
  if (leaver) {
    const group = leavingCareGroups[leaver.code ?? '']
    add(group ? `${said('care leaver')}: ${group}` : said('care leaver'), 'teal')
  }
  if (one('section_47')) add('Section 47 enquiry', 'orange')
  if (one('early_help')) add(said('early help'), 'green')
  const states = tags.length - (restricted ? 1 : 0)
  if (states === 0 && whole) {
    if (one('assessment')) add('Being assessed', 'yellow')
    else if (one('referral')) add('Open referral', 'yellow')
    else if (one('contact')) add('Contact being decided', 'yellow')
    else if (spells.some((spell) => spell.kind !== 'risk' && !isAfter(spell.startsOn, on))) add('Closed', 'grey')
  }
  if (confidentialAddress) add('Confidential address', 'magenta')
  return tags
}
