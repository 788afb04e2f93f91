import { type Day, isAfter, isBefore, isSame } from '../../../lib/day.ts'
import type { JourneyEvent, Spell } from '../journey/history.ts'
import { type EventKind, eventKinds, type SpellKind, spellKinds } from '../journey/kinds.ts'
import { spokenDay } from '../spoken-day.ts'
import { wordsFor } from './detail-words.ts'
import { endMeaning, eventTitle, spellTitle } from './in-words.ts'

/** What a reader filters a chronology by. */
export const topics = {
  protection: 'Protection',
  help: 'Help and assessment',
  court: 'Court and legal status',
  care: 'Care, homes and reviews',
  missing: 'Missing',
  health: 'Health',
  education: 'Education',
  'leaving-care': 'Leaving care',
  visits: 'Visits',
  words: "Child's own words",
  decisions: 'Notes and decisions',
  workers: 'Workers',
} as const
export type Topic = keyof typeof topics

const topicOfSpell: Readonly<Record<SpellKind, Topic>> = {
  contact: 'help',
  early_help: 'help',
  referral: 'help',
  assessment: 'help',
  section_47: 'protection',
  child_in_need_plan: 'help',
  child_protection_plan: 'protection',
  emergency_protection: 'protection',
  pre_proceedings: 'court',
  proceedings: 'court',
  looked_after: 'care',
  legal_status: 'court',
  placement: 'care',
  adoption: 'care',
  permanence_order: 'court',
  private_fostering: 'care',
  unaccompanied: 'care',
  short_breaks: 'care',
  remand: 'court',
  missing: 'missing',
  care_leaver: 'leaving-care',
  deprivation_of_liberty: 'court',
  allocation: 'workers',
  risk: 'protection',
}

const eventsOfTopic: Readonly<Partial<Record<Topic, readonly EventKind[]>>> = {
  help: [
    'referral_decision',
    'child_in_need_review',
    'family_group_offer',
    'family_group_meeting',
    'private_fostering_notice',
    'transfer_notice',
  ],
  protection: ['harm_concern', 'strategy_discussion', 'initial_conference', 'review_conference', 'core_group'],
  court: [
    'legal_planning_meeting',
    'letter_before_proceedings',
    'pre_proceedings_meeting',
    'care_application',
    'court_order',
    'authority_to_place',
    'adoption_order',
    'previous_permanence',
  ],
  missing: ['return_interview_offer', 'return_interview'],
  health: ['health_assessment', 'dental_check', 'strengths_difficulties', 'immunisation_check', 'yearly_outcomes'],
  education: ['education_plan'],
  'leaving-care': ['needs_assessment', 'pathway_plan', 'pathway_review', 'care_leaver_contact'],
  visits: ['visit', 'visit_request'],
  words: ['child_words'],
  decisions: ['case_note', 'supervision', 'management_decision'],
  workers: ['reviewing_officer_named'],
}

const topicByEvent = new Map<string, Topic>(
  Object.entries(eventsOfTopic).flatMap(([topic, kinds]) =>
    kinds.map((kind): [string, Topic] => [kind, topic as Topic]),
  ),
)

/** Every other event belongs to care: plans, placements, reviews, adoption. */
export const topicOfEvent = (kind: string): Topic => topicByEvent.get(kind) ?? 'care'

/** The kinds of event a topic holds, for a query; null for every kind. */
export const eventKindsOf = (topic: Topic | null): EventKind[] | null =>
  topic === null ? null : (Object.keys(eventKinds) as EventKind[]).filter((kind) => topicOfEvent(kind) === topic)

export const spellKindsOf = (topic: Topic | null): SpellKind[] =>
  (Object.keys(spellKinds) as SpellKind[]).filter((kind) => topic === null || topicOfSpell[kind] === topic)

export const topicOf = (text: string | undefined): Topic | null =>
  text !== undefined && Object.hasOwn(topics, text) ? (text as Topic) : null

export type Correction = {
  recordId: string
  version: number
  replacedAt: Temporal.Instant
  replacedBy: string | null
  reason: string
}

/** One line of a chronology. */
export type Entry = {
  /** the record it comes from: its page is the link */
  recordId: string
  what: 'began' | 'ended' | 'happened'
  on: Day
  topic: Topic
  title: string
  words: string | null
  workerId: string | null
  significant: boolean
  corrections: readonly Correction[]
}

export type EventFacts = JourneyEvent & { words: string | null; significant: boolean }

const lead = 320

/** The first sentences of a longer text, ended at a word. */
export const opening = (text: string | null, most = lead): string | null => {
  const plain = text?.replaceAll(/\s+/g, ' ').trim() ?? ''
  if (plain === '') return null
  if (plain.length <= most) return plain
  const cut = plain.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most - 40)).trimEnd()}…`
}

/** What somebody wrote about a state; a code among them (why a worker was allocated) in its words. */
const wordsOfSpell = (spell: Spell): string | null => {
  for (const name of ['words', 'summary', 'reason', 'purpose', 'what']) {
    const value = spell.detail[name]
    if (typeof value === 'string') return opening(wordsFor(name, value))
  }
  return null
}

/** A contact, every time a child was missing, and any state of one day are one line with their end, not two. */
const toldOnce = (spell: Spell): boolean =>
  spell.endsOn !== null &&
  (spell.kind === 'missing' || spell.kind === 'contact' || isSame(spell.startsOn, spell.endsOn))

const endOf = (spell: Spell): string | null => {
  if (spell.endsOn === null || isSame(spell.startsOn, spell.endsOn)) return ending(spell)
  const why = endMeaning(spell)
  return `Until ${spokenDay(spell.endsOn)}${why === null ? '' : `: ${why}`}`
}

/** Why a state ended, as a sentence of its own. */
const ending = (spell: Spell): string | null => {
  const why = endMeaning(spell)
  return why === null ? null : `${why.charAt(0).toUpperCase()}${why.slice(1)}`
}

/**
 * Everything that happened, newest first: each state as it began and as it ended, and each event. When a state gave way
 * to another of its kind on the same day (a move, a new order), only the new one is told; a contact, a missing
 * episode and any state of a single day are told once, with how they ended.
 */
export const entriesOf = (
  spells: readonly Spell[],
  events: readonly EventFacts[],
  corrections: readonly Correction[] = [],
): Entry[] => {
  // Police protection and emergency orders are a legal status as well: one line tells both.
  const told = spells.filter(
    (spell) =>
      !(
        spell.kind === 'legal_status' &&
        spells.some(
          (other) =>
            other.kind === 'emergency_protection' &&
            other.code === spell.code &&
            isSame(other.startsOn, spell.startsOn),
        )
      ),
  )
  const byRecord = Map.groupBy(corrections, (one) => one.recordId)
  const of = (id: string): readonly Correction[] => byRecord.get(id) ?? []
  const began = told.map(
    (spell): Entry => ({
      recordId: spell.id,
      what: 'began',
      on: spell.startsOn,
      topic: topicOfSpell[spell.kind],
      title: spell.kind === 'allocation' ? `${spellTitle(spell)} allocated` : spellTitle(spell),
      words:
        [wordsOfSpell(spell), toldOnce(spell) ? endOf(spell) : null].filter((text) => text !== null).join(' ') || null,
      workerId: spell.workerId,
      significant: true,
      corrections: of(spell.id),
    }),
  )
  const ended = told.flatMap((spell): Entry[] => {
    const { endsOn } = spell
    if (endsOn === null || toldOnce(spell)) return []
    const followed = spells.some(
      (next) => next.id !== spell.id && next.kind === spell.kind && isSame(next.startsOn, endsOn),
    )
    if (followed) return []
    return [
      {
        recordId: spell.id,
        what: 'ended',
        on: endsOn,
        topic: topicOfSpell[spell.kind],
        title: spell.kind === 'allocation' ? `${spellTitle(spell)} no longer allocated` : `${spellTitle(spell)} ended`,
        words: ending(spell),
        workerId: spell.workerId,
        significant: true,
        corrections: [],
      },
    ]
  })
  const happened = events.map(
    (event): Entry => ({
      recordId: event.id,
      what: 'happened',
      on: event.on,
      topic: topicOfEvent(event.kind),
      title: eventTitle(event),
      words: opening(event.words),
      workerId: event.workerId,
      significant: event.significant,
      corrections: of(event.id),
    }),
  )
  const order = { ended: 0, happened: 1, began: 2 }
  return [...began, ...ended, ...happened].toSorted(
    (a, b) =>
      Temporal.PlainDate.compare(b.on, a.on) || order[b.what] - order[a.what] || (a.recordId < b.recordId ? 1 : -1),
  )
}

export type EntryFilter = { topic: Topic | null; from: Day | null; to: Day | null; everything: boolean }

export const filtered = (entries: readonly Entry[], filter: EntryFilter): Entry[] =>
  entries.filter(
    (entry) =>
      (filter.topic === null || entry.topic === filter.topic) &&
      (filter.everything || entry.significant) &&
      (filter.from === null || !isBefore(entry.on, filter.from)) &&
      (filter.to === null || !isAfter(entry.on, filter.to)),
  )
