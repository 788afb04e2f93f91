// The journey of one child, simulated: contact, referral, assessment, enquiry, conference, plans, court, care, leaving
// care. Each stretch is a function that adds spells and events to a story; most things happen in time, some do not.
import type { Random } from '../src/lib/random.ts'
import { ageAt, birthday, isoOf, monthOf, plusMonths, yearOf } from './days.ts'
import type { TeamKind } from './people.ts'
import { farDistricts, type Home, homeIn, nearDistricts } from './places.ts'
import {
  addEvent,
  addSpell,
  type Detail,
  type EventDraft,
  type Ground,
  limitFrom,
  type SpellDraft,
  type Story,
} from './story.ts'
import { decisionFor, noteFor, supervisionFor, wordsFor } from './words.ts'

/** Where the child lived while placed by the council, for the address book. */
export type Stay = {
  from: number
  to: number | null
  home: Home
  code: string
  onsCode: string
  outside: boolean
  carer: 'foster carer' | 'relative' | 'home' | 'parent' | 'adopters'
}

/** What one child's making needs. */
export type Making = {
  story: Story
  ground: Ground
  random: Random
  home: Home
  stays: Stay[]
  partners: readonly Partner[]
}
export type Partner = { districts: readonly string[]; onsCode: string; name: string }

const dayLength = 86_400_000
const instantOf = (day: number, minutes: number): string =>
  new Date(day * dayLength + minutes * 60_000).toISOString().replace('.000Z', 'Z')

const oneOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T
const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random.next() * (high - low + 1))

// Time ----------------------------------------------------------------------------------------------------------------

/** A working day on or before a limit, some way into the time allowed; now and then after it. */
const within = (making: Making, from: number, limit: number, earliest = 0.4): number => {
  const { random, ground } = making
  const span = Math.max(1, limit - from)
  if (random.next() < ground.late * 1.3)
    return ground.working.onOrAfter(limit + 1 + Math.floor(random.next() * Math.max(2, span * 0.9)))
  const on = ground.working.onOrBefore(from + Math.round(span * (earliest + (1 - earliest) * random.next())))
  return on < from ? ground.working.onOrAfter(from) : on
}

/** Again and again from a day until another, each within a limit from the last. Returns the last day. */
const repeatedly = (
  making: Making,
  from: number,
  until: number,
  limitOf: (last: number) => number,
  happen: (on: number) => void,
): number => {
  let last = from
  for (let guard = 0; guard < 600; guard++) {
    let on = within(making, last, limitOf(last), 0.62)
    if (on <= last) on = making.ground.working.onOrAfter(last + 1)
    if (on > until) return last
    happen(on)
    last = on
  }
  return last
}

const open = (to: number | null, ground: Ground): number => to ?? ground.now

// Before a plan --------------------------------------------------------------------------------------------------------

const sources = [
  '6',
  '6',
  '6',
  '2A',
  '2A',
  '2A',
  '3A',
  '3B',
  '3E',
  '3F',
  '4',
  '1A',
  '1B',
  '5A',
  '5B',
  '5D',
  '8',
  '9',
  '7',
  '3C',
]
export const sourceFor = (random: Random): string => oneOf(random, sources)

const needs = ['N1', 'N1', 'N1', 'N1', 'N1', 'N3', 'N4', 'N4', 'N5', 'N5', 'N6', 'N2', 'N8', 'N7']
export const needFor = (random: Random): string => oneOf(random, needs)

const factorSets: readonly (readonly string[])[] = [
  ['3B', '4B'],
  ['16A'],
  ['17A', '3B'],
  ['4A', '15A'],
  ['2B', '16A'],
  ['24A', '13A', '10A'],
  ['18C'],
  ['5A', '6A'],
  ['1B', '3B', '17A'],
  ['7A', '4B'],
  ['14A', '2A'],
  ['11A', '10A'],
  ['19C'],
  ['20'],
  ['4B'],
  ['3A'],
]

const contactWords: readonly string[] = [
  'Police were called by a neighbour to raised voices. Both adults spoken to; the children were in bed and safe.',
  'School rang: three mornings late and no lunch this week. The family has not answered messages.',
  'Health visitor asks for help with routines and for a place at the family centre.',
  'A grandparent is worried about who collects the children on Fridays.',
  'Housing officer found an eviction notice and two young children in one room.',
  'Hospital: a minor injury with a clear account; they ask whether anything is known.',
  'College tutor: the young person has not been home since Sunday and is staying with friends.',
]

/** Somebody tells the front door something. Open contacts have no end. */
export const contact = (making: Making, on: number, source: string, outcome: string | null): SpellDraft => {
  const { story, random } = making
  const ends = outcome === null ? null : on + (random.next() < 0.7 ? 0 : 1)
  const spell = addSpell(
    story,
    'contact',
    on,
    ends === null ? null : Math.min(ends, making.ground.now),
    source,
    null,
    outcome === null ? {} : { outcome },
    outcome,
  )
  if (making.ground.detailed && random.next() < 0.6) {
    const note = addEvent(
      story,
      'case_note',
      on,
      'professional',
      spell,
      { title: 'Contact' },
      oneOf(random, contactWords),
    )
    note.significant = random.next() < 0.5
  }
  return spell
}

/** A referral with its decision within a working day; `decided` false while the decision is awaited. */
export const referral = (making: Making, on: number, source: string, response: string | null): SpellDraft => {
  const { story, ground, random } = making
  const noFurtherAction = response === 'no further action'
  const spell = addSpell(
    story,
    'referral',
    on,
    null,
    source,
    null,
    noFurtherAction ? { noFurtherAction: true } : { primaryNeed: story.need, noFurtherAction: false },
  )
  if (response !== null) {
    const limit = ground.working.plus(on, 1)
    const decided =
      random.next() < ground.late * 0.8
        ? ground.working.plus(limit, between(random, 1, 3))
        : random.next() < 0.45 && ground.working.is(on)
          ? on
          : limit
    addEvent(story, 'referral_decision', Math.min(decided, ground.now), response, spell, {
      response,
      acknowledged: true,
    })
  }
  return spell
}

const close = (making: Making, spell: SpellDraft, on: number, reason: string): void => {
  spell.to = Math.min(on, making.ground.now)
  spell.endCode = reason
  making.story.closedOn = spell.to
}

/** The assessment of a referral: authorised within 45 working days of it, mostly. Returns the day it ended; null if open. */
export const assessment = (making: Making, under: SpellDraft, start: number, stillOpen: boolean): number | null => {
  const { story, ground, random } = making
  const spell = addSpell(story, 'assessment', start, null, null, under, null)
  const limit = ground.working.plus(under.from, 45)
  const ends = stillOpen ? null : Math.min(ground.now, within(making, start, limit, 0.5))
  const until = open(ends, ground)
  const first = Math.min(ground.working.plus(start, between(random, 1, 6)), until)
  if (story.bornOn !== null && first >= start && until - start > 2) visit(making, first, 'other', null)
  const checkpoint = ground.local['assessment-checkpoint']
  if (checkpoint) {
    const on = within(making, start, limitFrom(ground, start, checkpoint), 0.7)
    if (on <= until)
      addEvent(
        story,
        'management_decision',
        on,
        'assessment checkpoint',
        spell,
        null,
        ground.detailed ? 'Checkpoint: child seen, family spoken to, next steps agreed.' : null,
      )
  }
  if (ends !== null) {
    spell.to = ends
    spell.detail = { factors: [...oneOf(random, factorSets)], childSeen: story.bornOn !== null, authorised: true }
  }
  return ends
}

/** An enquiry under section 47. Returns the day of the conference, or null where none was needed or it is still to come. */
export const enquiry = (
  making: Making,
  under: SpellDraft | null,
  concernOn: number,
  outcome: 'conference' | 'none' | 'open',
): number | null => {
  const { story, ground, random } = making
  addEvent(
    story,
    'harm_concern',
    concernOn,
    null,
    null,
    { strategyNeeded: true },
    ground.detailed ? 'Significant harm is suspected: see the strategy discussion.' : null,
  )
  const discussed = Math.min(
    ground.now,
    random.next() < ground.late
      ? ground.working.plus(concernOn, 2)
      : random.next() < 0.6 && ground.working.is(concernOn)
        ? concernOn
        : ground.working.plus(concernOn, 1),
  )
  const spell = addSpell(story, 'section_47', discussed, null, null, under, null)
  addEvent(story, 'strategy_discussion', discussed, outcome === 'none' ? 'single agency' : 'joint', spell, {
    agencies: ['police', 'health', 'school'],
    decision: 'section 47 enquiry',
  })
  if (outcome === 'open') {
    spell.detail = { conferenceRequired: random.next() < 0.5 }
    if (spell.detail.conferenceRequired === false) spell.detail = {}
    return null
  }
  const limit = ground.working.plus(discussed, 15)
  const conference = outcome === 'conference' ? within(making, discussed, limit, 0.75) : null
  const ends =
    conference === null
      ? ground.working.plus(discussed, between(random, 6, 14))
      : ground.working.onOrBefore(Math.max(discussed, conference - between(random, 1, 4)))
  if (story.bornOn !== null)
    visit(making, Math.min(ground.working.plus(discussed, between(random, 0, 3)), ends, ground.now), 'other', null)
  if (conference !== null && conference > ground.now) {
    spell.detail = { conferenceRequired: true }
    return null
  }
  spell.to = Math.min(ends, ground.now)
  spell.endCode = outcome === 'conference' ? 'conference' : random.next() < 0.6 ? 'child in need' : 'no further action'
  spell.detail = {
    conferenceRequired: outcome === 'conference',
    substantiated: outcome === 'conference' || random.next() < 0.3,
  }
  if (conference !== null)
    addEvent(story, 'initial_conference', conference, null, spell, { decision: 'child protection plan' })
  return conference
}

// Visits, notes, words -------------------------------------------------------------------------------------------------

const visitWords: readonly string[] = [
  'Saw {name} at home. We played, then talked about school and sleep. No new worries; next visit agreed.',
  'Saw {name} alone in the bedroom for twenty minutes. {name} showed me the certificate and said weekends are calmer.',
  'Planned visit. {name} was tired after football and did not want to talk long; we agreed to walk to the park next time.',
  'Visit with the carer and {name} together, then alone. The plan for half-term is clear to everyone.',
  'Saw {name} at school in the quiet room. Worried about the maths test, not about home.',
  'Talked through the review with {name}, who wants the meeting shorter and at home.',
  'Looked at the bedroom and the kitchen. Homework desk is up. {name} asked about seeing cousins at Easter.',
]

const visit = (making: Making, on: number, kind: string, spell: SpellDraft | null): EventDraft => {
  const { story, ground, random } = making
  const chance = random.next()
  const age = story.bornOn === null ? 0 : ageAt(story.bornOn, on)
  const place =
    kind === 'looked_after' || kind === 'adoption'
      ? chance < 0.85
        ? 'placement'
        : 'school'
      : chance < 0.72
        ? 'home'
        : chance < 0.9
          ? age < 5
            ? 'nursery'
            : 'school'
          : 'community'
  const recent = ground.detailed && on > ground.now - 200
  const event = addEvent(story, 'visit', on, kind, spell, {
    seen: true,
    seenAlone: age >= 3 && random.next() < 0.72,
    place,
  })
  if (recent) event.words = oneOf(random, visitWords).replaceAll('{name}', story.name)
  return event
}

const missedVisit = (making: Making, on: number, kind: string): void => {
  const event = addEvent(making.story, 'visit', on, kind, null, {
    seen: false,
    notSeenBecause: 'Nobody was in',
    place: 'home',
  })
  if (making.ground.detailed) event.words = 'Nobody answered the door. A card was left and a message sent.'
}

const noteCodes = ['phone call', 'message', 'meeting', 'seen in passing', 'professional', 'other']

/** Notes, supervision and the child's own words in the last months of an open case. */
export const writtenDown = (making: Making, from: number): void => {
  const { story, ground, random } = making
  if (!ground.detailed) return
  const start = Math.max(from, ground.now - 240)
  const span = ground.now - start
  if (span < 3) return
  for (let n = Math.min(3, 1 + Math.floor((span / 110) * (0.5 + random.next()))); n > 0; n--) {
    const on = ground.working.onOrBefore(start + 1 + Math.floor(random.next() * span))
    if (on < from) continue
    addEvent(story, 'case_note', on, oneOf(random, noteCodes), null, null, noteFor(random, story.name))
  }
  if (span > 30) {
    const on = ground.working.onOrBefore(ground.now - between(random, 2, 32))
    if (on > from) addEvent(story, 'supervision', on, null, null, null, supervisionFor(random, story.name))
    if (random.next() < 0.3)
      addEvent(
        story,
        'management_decision',
        ground.working.onOrBefore(ground.now - between(random, 5, 60)),
        'plan',
        null,
        null,
        decisionFor(random),
      )
  }
  const bornOn = story.bornOn
  if (bornOn !== null && span > 14 && random.next() < 0.62) {
    const on = ground.working.onOrBefore(ground.now - between(random, 1, Math.min(span, 110)))
    const age = ageAt(bornOn, on)
    if (age >= 4 && on > from)
      addEvent(story, 'child_words', on, null, null, { mayShow: random.next() < 0.85 }, wordsFor(random, age))
  }
}

// Plans ----------------------------------------------------------------------------------------------------------------

/** A child in need plan with its visits and reviews. */
export const needPlan = (making: Making, under: SpellDraft | null, from: number, to: number | null): SpellDraft => {
  const { story, ground, random } = making
  const spell = addSpell(story, 'child_in_need_plan', from, to, story.need, under, null)
  const until = open(to, ground)
  const visitLimit = ground.local['cin-visit'] ?? { within: 6, unit: 'week' }
  const reviewLimit = ground.local['cin-plan-review'] ?? { within: 12, unit: 'week', first: 6 }
  repeatedly(
    making,
    from,
    until,
    (last) => limitFrom(ground, last, visitLimit),
    (on) => {
      visit(making, on, 'child_in_need', spell)
      if (random.next() < 0.03 && on - 5 > from) missedVisit(making, ground.working.onOrBefore(on - 4), 'child_in_need')
    },
  )
  let first = true
  repeatedly(
    making,
    from,
    until,
    (last) =>
      limitFrom(
        ground,
        last,
        first && reviewLimit.first ? { within: reviewLimit.first, unit: reviewLimit.unit } : reviewLimit,
      ),
    (on) => {
      first = false
      addEvent(story, 'child_in_need_review', on, 'continue', spell, { attended: ['family', 'school'] })
    },
  )
  return spell
}

const categories = ['NEG', 'NEG', 'NEG', 'NEG', 'EMO', 'EMO', 'EMO', 'PHY', 'SAB', 'MUL']

/** A child protection plan from its conference on, with visits, core groups and reviews. */
export const protectionPlan = (
  making: Making,
  under: SpellDraft | null,
  from: number,
  to: number | null,
  category = oneOf(making.random, categories),
): SpellDraft => {
  const { story, ground, random } = making
  const spell = addSpell(story, 'child_protection_plan', from, to, category, under, {
    initialCategory: category,
    numberOfPreviousPlans: 0,
  })
  const until = open(to, ground)
  const seenFrom = story.bornOn === null ? null : Math.max(from, story.bornOn)
  const visitLimit = ground.local['cp-visit'] ?? { within: 10, unit: 'working_day' }
  if (seenFrom !== null && seenFrom <= until) {
    repeatedly(
      making,
      seenFrom,
      until,
      (last) => limitFrom(ground, last, visitLimit),
      (on) => {
        visit(making, on, 'child_protection', spell)
        if (random.next() < 0.04 && on - 3 > from)
          missedVisit(making, ground.working.onOrBefore(on - 2), 'child_protection')
      },
    )
  }
  const groupLimit = ground.local['core-group-next'] ?? { within: 6, unit: 'week' }
  let first = true
  repeatedly(
    making,
    from,
    until,
    (last) => (first ? ground.working.plus(last, 10) : limitFrom(ground, last, groupLimit)),
    (on) => {
      first = false
      addEvent(story, 'core_group', on, null, spell, { attended: ['family', 'school', 'health'] })
    },
  )
  let review = true
  repeatedly(
    making,
    from,
    until,
    (last) => plusMonths(last, review ? 3 : 6),
    (on) => {
      review = false
      addEvent(story, 'review_conference', on, 'continue', spell, { category, decision: 'continue the plan' })
    },
  )
  if (to !== null) addEvent(story, 'review_conference', to, 'end', spell, { decision: 'end the plan' })
  return spell
}

/** Pre-proceedings from a legal planning meeting on. */
export const preProceedings = (making: Making, from: number, to: number | null): void => {
  const { story, ground, random } = making
  const start = ground.working.onOrAfter(from)
  if (start > open(to, ground)) return
  const spell = addSpell(story, 'pre_proceedings', start, to, null, null, null)
  const until = open(to, ground)
  const put = (on: number, add: (on: number) => void): void => {
    const day = ground.working.onOrAfter(on)
    if (day <= until) add(day)
  }
  addEvent(story, 'legal_planning_meeting', start, 'pre-proceedings', spell, { decision: 'letter before proceedings' })
  put(start + 7, (on) => {
    addEvent(story, 'letter_before_proceedings', on, null, spell, null)
    if (random.next() < 0.9)
      addEvent(story, 'family_group_offer', on, random.next() < 0.6 ? 'accepted' : 'declined', spell, null)
  })
  put(start + 18, (on) => addEvent(story, 'pre_proceedings_meeting', on, 'first', spell, null))
  if (random.next() < 0.5)
    put(start + 40, (on) =>
      addEvent(story, 'family_group_meeting', on, null, spell, { plan: 'Aunt and grandmother share the week' }),
    )
  const limit = ground.local['pre-proceedings-review'] ?? { within: 6, unit: 'week' }
  repeatedly(
    making,
    start + 18,
    until,
    (last) => limitFrom(ground, last, limit),
    (on) => addEvent(story, 'pre_proceedings_meeting', on, 'review', spell, null),
  )
}

/** Care proceedings. An open case has no end. */
export const proceedings = (making: Making, from: number, to: number | null): void => {
  const { story, ground } = making
  const start = ground.working.onOrAfter(from)
  const spell = addSpell(
    story,
    'proceedings',
    start,
    to,
    null,
    null,
    to === null && ground.now - start > 180 ? { extendedTo: isoOf(start + 182 + 56) } : null,
  )
  addEvent(story, 'care_application', start, null, spell, null)
}

// Care -----------------------------------------------------------------------------------------------------------------

export type CarePlan = 'foster' | 'kin' | 'parent' | 'residential' | 'supported' | 'adoption'
export type Care = {
  entry: number
  exit: number | null
  /** reason the last episode ceased (SSDA903): E4A, E45, E12, E5 */
  exitCode: string | null
  route: 'agreement' | 'court' | 'police'
  plan: CarePlan
  unaccompanied: boolean
  under: SpellDraft | null
  /** a home the story insists on */
  outside?: 'near' | 'far' | 'partner' | 'inside'
}

const providers = ['PR1', 'PR1', 'PR4', 'PR4', 'PR4', 'PR5']

const homeFor = (
  making: Making,
  where: 'near' | 'far' | 'partner' | 'inside',
): { home: Home; onsCode: string; miles: number } => {
  const { ground, random } = making
  if (where === 'partner' && making.partners.length > 0) {
    const partner = oneOf(random, making.partners)
    return { home: homeIn(random, partner.districts), onsCode: partner.onsCode, miles: between(random, 3, 11) }
  }
  if (where === 'far') {
    const far = oneOf(random, farDistricts)
    return { home: homeIn(random, far.districts, far.town), onsCode: far.onsCode, miles: far.miles }
  }
  if (where === 'near' || where === 'partner') {
    const near = oneOf(random, nearDistricts)
    return { home: homeIn(random, near.districts), onsCode: near.onsCode, miles: near.miles }
  }
  return { home: homeIn(random, ground.districts), onsCode: ground.onsCode, miles: between(random, 0, 4) }
}

const moveReasons = ['CARPL', 'CARPL', 'CARPL', 'CREQB', 'CREQO', 'CHILD', 'LAREQ', 'STAND', 'OTHER']

/** A period of care: legal statuses, homes, plans, reviews, visits, health and education. Returns its spell. */
export const care = (making: Making, wanted: Care): SpellDraft => {
  const { story, ground, random } = making
  const { entry, exit, exitCode } = wanted
  const until = open(exit, ground)
  const bornOn = story.bornOn as number
  const ageThen = ageAt(bornOn, entry)
  const held = addSpell(
    story,
    'looked_after',
    entry,
    exit,
    null,
    wanted.under,
    { categoryOfNeed: wanted.unaccompanied ? 'N8' : story.need },
    exitCode,
  )

  // Legal statuses
  const status = (code: string, from: number, to: number | null): SpellDraft | null =>
    from > until
      ? null
      : addSpell(
          story,
          'legal_status',
          from,
          to === null || to > until ? exit : to,
          code,
          held,
          null,
          to === null || to > until ? exitCode : 'X1',
        )
  if (wanted.route === 'agreement') {
    const court = wanted.unaccompanied || random.next() < 0.75 ? null : entry + between(random, 60, 400)
    status('V2', entry, court)
    if (court !== null && court <= until) {
      const final = court + between(random, 130, 210)
      status('C1', court, final)
      proceedings(making, court, final <= until ? final : exit)
      if (final <= until) {
        status('C2', final, null)
        addEvent(story, 'court_order', ground.working.onOrBefore(final), 'C2', null, null)
      }
    }
  } else {
    let from = entry
    if (wanted.route === 'police') {
      const act = addSpell(story, 'emergency_protection', entry, Math.min(entry + 2, until), 'L1', null, {
        startedAt: instantOf(entry, 21 * 60 + 20),
        endedAt: instantOf(entry + 2, 16 * 60),
      })
      if (entry + 2 > ground.now) {
        act.to = null
        act.detail = { startedAt: instantOf(entry, 21 * 60 + 20) }
      }
      status('L1', entry, entry + 2)
      from = entry + 2
    }
    const final = from + between(random, 140, wanted.plan === 'adoption' ? 200 : 250)
    status('C1', from, final)
    if (from <= until) {
      addEvent(story, 'court_order', ground.working.onOrBefore(Math.max(entry, from)), 'C1', null, null)
      proceedings(making, Math.max(entry - 8, 0), final <= until ? final : exit)
    }
    if (final <= until) {
      addEvent(story, 'court_order', ground.working.onOrBefore(final), 'C2', null, null)
      if (wanted.plan === 'adoption') {
        status('C2', final, final + 1)
        status('E1', final + 1, null)
      } else status('C2', final, null)
    }
  }
  if (wanted.unaccompanied) {
    const eighteen = birthday(bornOn, 18)
    const ends = exit === null ? (eighteen <= ground.now ? eighteen : null) : Math.min(exit, eighteen)
    addSpell(story, 'unaccompanied', entry, ends, null, held, {
      status: ends === null && random.next() < 0.6 ? 'asylum claim awaiting decision' : 'refugee status',
      arrivedBy: oneOf(random, ['lorry', 'small boat', 'aeroplane', 'train']),
    })
  }

  // Homes
  const where = (): 'near' | 'far' | 'partner' | 'inside' => {
    if (random.next() >= ground.placedOutside) return 'inside'
    const chance = random.next()
    return chance < 0.2 && ground.detailed ? 'partner' : chance < 0.86 ? 'near' : 'far'
  }
  const settled: CarePlan = wanted.plan
  const codeOf = (on: number, first: boolean, last: boolean): string => {
    const age = ageAt(bornOn, on)
    if (settled === 'parent' && last) return 'P1'
    if (settled === 'kin') return first && !last ? 'U3' : random.next() < 0.5 ? 'U1' : 'U3'
    if (settled === 'supported' && age >= 16 && (last || random.next() < 0.5)) return 'K3'
    if (settled === 'residential' && age >= 8 && (last || random.next() < 0.6))
      return random.next() < 0.04 ? 'K1' : 'K2'
    if (first && !last) return 'U6'
    return random.next() < 0.55 ? 'U4' : 'U6'
  }
  let from = entry
  let stays = 0
  let firstReview = entry
  const wantedMoves =
    wanted.plan === 'adoption' ? 1 : Math.min(4, random.poisson((until - entry) / 620 + (ageThen > 11 ? 0.5 : 0.2)))
  const cuts: number[] = []
  for (let n = 0; n < wantedMoves; n++) {
    const cut = entry + (n === 0 ? between(random, 9, 140) : Math.floor((until - entry) * random.next()))
    if (cut > entry + 6 && cut < until - 12) cuts.push(cut)
  }
  cuts.sort((a, b) => a - b)
  const spaced = cuts.filter((cut, index) => index === 0 || cut - (cuts[index - 1] as number) > 20)
  // adoption: the last move is to the new parents, put in by `adoption` below
  const placements: SpellDraft[] = []
  for (let index = 0; index <= spaced.length; index++) {
    const to = spaced[index] ?? null
    const last = to === null
    const wantedWhere = last && wanted.outside ? wanted.outside : undefined
    const code = codeOf(from, index === 0, last)
    const place =
      code === 'P1' ? { home: making.home, onsCode: ground.onsCode, miles: 0 } : homeFor(making, wantedWhere ?? where())
    const outside = place.onsCode !== ground.onsCode
    const distant = place.miles > 20
    const provider =
      code === 'P1' ? 'PR0' : code.startsWith('U') && settled === 'kin' ? 'PR1' : oneOf(random, providers)
    const detail: Detail = {
      provider,
      postcode: place.home.postcode,
      localAuthority: place.onsCode,
      location: outside ? 'OUT' : 'IN',
      distance: place.miles,
    }
    if (code.startsWith('U') || code.startsWith('K'))
      detail.urn = code.startsWith('K')
        ? String(2_500_000 + between(random, 0, 99_999))
        : `SC${String(between(random, 30_000, 499_999)).padStart(6, '0')}`
    if (distant) detail.distant = true
    const emergency = index === 0 && wanted.route !== 'agreement'
    if (!emergency) detail.emergency = false
    if (code === 'U1' || code === 'U4') detail.permanent = true
    const kinPending = code === 'U3' && index === 0
    if (kinPending) {
      detail.temporaryApproval = true
      const approved = from + between(random, 70, 125)
      if (approved <= until) detail.approvedOn = isoOf(approved)
    }
    const spell = addSpell(
      story,
      'placement',
      from,
      to ?? exit,
      code,
      held,
      detail,
      to === null ? exitCode : oneOf(random, moveReasons),
    )
    placements.push(spell)
    making.stays.push({
      from,
      to: to ?? exit,
      home: place.home,
      code,
      onsCode: place.onsCode,
      outside,
      carer:
        code === 'P1'
          ? 'parent'
          : code === 'U1' || code === 'U3'
            ? 'relative'
            : code.startsWith('K')
              ? 'home'
              : 'foster carer',
    })
    stays++
    const stayUntil = to ?? until
    const planned = within(making, from, ground.working.plus(from, 5), 0.3)
    if (planned <= stayUntil) addEvent(story, 'placement_plan', planned, null, spell, null)
    const notice = emergency
      ? within(making, from, ground.working.plus(from, 5), 0.2)
      : random.next() < 0.9
        ? ground.working.onOrBefore(from - 1)
        : ground.working.plus(from, 2)
    if (notice <= stayUntil && (random.next() < 0.97 || !last))
      addEvent(story, 'placement_notice', Math.max(notice, 0), null, spell, null)
    if (distant && random.next() < 0.985)
      addEvent(story, 'placement_approval', ground.working.onOrBefore(from), 'director', spell, null)
    from = to ?? until
  }

  // Plans, reviewing officer, reviews
  const planOn = within(making, entry, ground.working.plus(entry, 10), 0.2)
  if (planOn <= until)
    addEvent(story, 'care_plan', planOn, null, held, { permanencePlan: permanenceWords[wanted.plan] })
  const named = within(making, entry, ground.working.plus(entry, 5), 0.1)
  if (named <= until) addEvent(story, 'reviewing_officer_named', named, null, held, null)
  let place = 0
  const reviewDays: number[] = []
  const adoptive = wanted.plan === 'adoption'
  const authority = adoptive ? adoptionDates(making, wanted, held) : null
  repeatedly(
    making,
    entry,
    until,
    (last) => {
      if (place === 0) return ground.working.plus(last, 20)
      if (place === 1) return plusMonths(last, 3)
      // reviews come closer together once a child may be placed for adoption
      if (authority !== null && last < authority.placed && last >= authority.authority - 60) return plusMonths(last, 3)
      return plusMonths(last, 6)
    },
    (on) => {
      place++
      reviewDays.push(on)
      const age = ageAt(bornOn, on)
      const code =
        age < 4 ? 'PN0' : random.next() < 0.6 ? 'PN1' : oneOf(random, ['PN2', 'PN3', 'PN5', 'PN6', 'PN6', 'PN7'])
      const detail: Detail = {}
      if (place === 2) detail.permanencePlan = adoptive ? 'adoption' : (permanenceWords[wanted.plan] as string)
      if (place > 2 && adoptive) detail.permanencePlan = 'adoption'
      addEvent(story, 'looked_after_review', on, code, held, detail)
    },
  )
  firstReview = reviewDays[0] ?? Number.POSITIVE_INFINITY

  // Visits, home by home
  for (const spell of placements) {
    if (authority !== null && spell.from >= authority.placed) continue
    const end = authority !== null ? Math.min(spell.to ?? until, authority.placed) : Math.min(spell.to ?? until, until)
    const approvedOn = spell.detail?.approvedOn
    const firstYear = plusMonths(spell.from, 12)
    let visited = false
    repeatedly(
      making,
      spell.from,
      end,
      (last) => {
        if (spell.detail?.temporaryApproval === true && (approvedOn === undefined || isoOf(last) < String(approvedOn)))
          return last + (last < firstReview ? 7 : 28)
        if (!visited) return last + 7
        if (last >= firstYear && spell.detail?.permanent === true) return plusMonths(last, 3)
        return last + 42
      },
      (on) => {
        visited = true
        visit(making, on, 'looked_after', spell)
      },
    )
  }

  // Health
  const seen = (
    kind: 'health_assessment' | 'dental_check' | 'strengths_difficulties' | 'immunisation_check',
    on: number,
    code: string | null,
    detail: Detail | null,
  ): void => {
    if (on <= until) addEvent(story, kind, on, code, null, detail)
  }
  const initial = within(making, entry, ground.working.plus(entry, 20), 0.5)
  seen('health_assessment', initial, 'initial', { planReady: true })
  if (initial <= until) {
    repeatedly(
      making,
      initial,
      until,
      (last) => (plusMonths(last, 6) < birthday(bornOn, 5) ? plusMonths(last, 6) : plusMonths(last, 12)),
      (on) => seen('health_assessment', on, 'review', null),
    )
  }
  if (ageAt(bornOn, until) >= 1)
    repeatedly(
      making,
      entry,
      until,
      (last) => plusMonths(last, 12),
      (on) => seen('dental_check', on, null, null),
    )
  const four = Math.max(entry, birthday(bornOn, 4))
  const seventeen = Math.min(until, birthday(bornOn, 17) - 1)
  if (four < seventeen)
    repeatedly(
      making,
      four,
      seventeen,
      (last) => plusMonths(last, 12),
      (on) =>
        seen('strengths_difficulties', on, null, {
          score: Math.min(40, Math.max(0, Math.round(random.normal(13.5, 6)))),
        }),
    )
  for (let year = yearOf(entry) + (monthOf(entry) >= 4 ? 1 : 0); year <= yearOf(until); year++) {
    if (random.next() > 0.9) continue
    const march = endOfMarch(year)
    const on = ground.working.onOrBefore(march - between(random, 0, 150))
    if (on >= entry && on <= until) seen('immunisation_check', on, null, { upToDate: true })
  }

  // Education plan, term by term
  const school = Math.max(entry, birthday(bornOn, 4))
  const leavesSchool = Math.min(until, birthday(bornOn, 18) - 1)
  if (school < leavesSchool) {
    const started = within(making, school, ground.working.plus(school, 10), 0.3)
    const ready = Math.max(started, within(making, school, ground.working.plus(school, 20), 0.7))
    if (started <= leavesSchool) addEvent(story, 'education_plan', started, 'started', held, null)
    if (ready <= leavesSchool) {
      addEvent(story, 'education_plan', ready, 'initial', held, null)
      const late = ground.late * 0.8
      for (const termEnd of ground.termEnds) {
        if (termEnd <= ready + 20) continue
        const on = ground.working.onOrBefore(termEnd - between(random, 3, 50))
        if (on > leavesSchool) break
        if (on > ready && random.next() >= late) addEvent(story, 'education_plan', on, 'review', held, null)
      }
    }
  }

  missingEpisodes(making, entry, until, exit)
  eligible(making, held, entry, exit)
  if (stays > 0 && wanted.unaccompanied && ground.detailed && exit === null) {
    addSpell(story, 'risk', entry + 3, null, 'see alone', null, {
      words: 'Always with the booked interpreter, never with somebody from the same household.',
      reviewOn: isoOf(ground.now + 60),
    })
  }
  if (making.ground.detailed) unseenAnswers(making, held, until)
  return held
}

const permanenceWords: Readonly<Record<CarePlan, string>> = {
  foster: 'long-term fostering',
  kin: 'long-term with relatives or friends',
  parent: 'return home',
  residential: 'residential until independence',
  supported: 'towards independence',
  adoption: 'adoption',
}

const marches = new Map<number, number>()
const endOfMarch = (year: number): number => {
  const known = marches.get(year)
  if (known !== undefined) return known
  const day = Math.floor(Date.UTC(year, 2, 31) / dayLength)
  marches.set(year, day)
  return day
}

/** Asked-for visits: a child or carer rings, and somebody goes. */
const unseenAnswers = (making: Making, held: SpellDraft, until: number): void => {
  const { story, ground, random } = making
  if (held.to !== null || random.next() > 0.05) return
  const on = ground.working.onOrBefore(ground.now - between(random, 3, 40))
  if (on <= held.from || on > until) return
  addEvent(story, 'visit_request', on, 'child', null, null, `${story.name} asked to see the social worker.`)
}

const missingEpisodes = (making: Making, entry: number, until: number, exit: number | null): void => {
  const { story, ground, random } = making
  const from = Math.max(entry + 10, birthday(story.bornOn as number, 12))
  if (from >= until - 5) return
  if (random.next() > 0.13) return
  const recent = Math.max(from, until - 500)
  const nights = new Set<number>()
  for (let n = 1 + random.poisson(2.2); n > 0; n--)
    nights.add(recent + Math.floor(random.next() * (until - recent - 4)))
  let free = 0
  for (const on of [...nights].sort((a, b) => a - b)) {
    if (on < free) continue
    missing(making, on, on + between(random, 1, 3), random.next() < 0.75 ? 'M' : 'A')
    free = on + 6
  }
  if (exit === null && ground.detailed && nights.size > 2) {
    addSpell(story, 'risk', [...nights].sort((a, b) => a - b)[0] as number, null, 'going missing', null, {
      words: 'Has gone missing more than twice. Usually found near the station; the plan names who to ring first.',
      reviewOn: isoOf(ground.now + between(random, -10, 80)),
    })
  }
}

/** One missing episode, with the talk offered on return; `to` null while the child is missing. */
export const missing = (making: Making, from: number, to: number | null, code: 'M' | 'A'): SpellDraft => {
  const { story, ground, random } = making
  const returnedMinutes = between(random, 7 * 60, 22 * 60)
  const spell = addSpell(
    story,
    'missing',
    from,
    to,
    code,
    null,
    to === null
      ? { reportedAt: instantOf(from, 22 * 60 + 40), policeTold: true }
      : { returnedAt: instantOf(to, returnedMinutes), policeTold: code === 'M' },
    to === null ? null : 'returned',
  )
  if (to === null || (to > ground.now - 90 && random.next() < 0.08)) return spell
  const late = random.next() < ground.late * 1.6
  const offeredAt =
    to * dayLength + returnedMinutes * 60_000 + (late ? between(random, 76, 140) : between(random, 8, 66)) * 3_600_000
  const offered = Math.floor(offeredAt / dayLength)
  if (offered > ground.now) return spell
  const offer = addEvent(
    story,
    'return_interview_offer',
    offered,
    random.next() < 0.75 ? 'accepted' : 'declined',
    spell,
    null,
  )
  offer.at = Math.min(offeredAt, ground.now * dayLength)
  if (offer.code === 'accepted') {
    const talk = addEvent(
      story,
      'return_interview',
      Math.min(ground.now, offered + between(random, 0, 4)),
      null,
      spell,
      null,
    )
    if (ground.detailed)
      talk.words = oneOf(random, [
        'Stayed with a cousin and missed the last bus; phone was flat.',
        'Was with older friends at the retail park. Said it is easier than explaining.',
        'Went to see mum without telling anyone. Wants this planned properly.',
      ])
  }
  return spell
}

/** Leaving-care status while still in care: from 16 and thirteen weeks in care since 14. */
const eligible = (making: Making, held: SpellDraft, entry: number, exit: number | null): void => {
  const { story, ground, random } = making
  const bornOn = story.bornOn as number
  const until = open(exit, ground)
  const from = Math.max(birthday(bornOn, 16), Math.max(entry, birthday(bornOn, 14)) + 91)
  const eighteen = birthday(bornOn, 18)
  if (from >= until || from >= eighteen) return
  const to = exit === null ? (eighteen <= ground.now ? eighteen : null) : Math.min(exit, eighteen)
  addSpell(story, 'care_leaver', from, to, 'eligible', held, null)
  const end = open(to, ground)
  const assessed = within(making, from, plusMonths(from, 3), 0.4)
  if (assessed > end) return
  addEvent(story, 'needs_assessment', assessed, null, null, null)
  const planned = ground.working.onOrAfter(assessed + between(random, 5, 40))
  if (planned > end) return
  addEvent(story, 'pathway_plan', planned, null, null, { heldBy: 'young person' })
  repeatedly(
    making,
    planned,
    end,
    (last) => plusMonths(last, 6),
    (on) => addEvent(story, 'pathway_review', on, null, null, null),
  )
}

const accommodations = ['U1', 'U1', 'U1', 'D1', 'D1', 'Z1', 'B1', 'E1', 'T1', 'K1', 'W2', 'S2', 'X2']
const activities = ['F2', 'F2', 'F5', 'F5', 'P5', 'F1', 'F4', 'G5', 'G5', 'G4', 'G6']

/** A care leaver from 18 on: plan reviews, keeping in touch, visits by the personal adviser. */
export const leaver = (
  making: Making,
  from: number,
  to: number | null,
  code: 'former-relevant' | 'former-relevant-education' | 'relevant' | 'qualifying',
): SpellDraft => {
  const { story, ground, random } = making
  const spell = addSpell(story, 'care_leaver', from, to, code, null, null)
  const until = open(to, ground)
  if (!story.events.some((event) => event.kind === 'pathway_plan')) {
    const assessed = within(making, from, plusMonths(from, 3), 0.3)
    if (assessed <= until) addEvent(story, 'needs_assessment', assessed, null, null, null)
    const planned = ground.working.onOrAfter(assessed + between(random, 5, 30))
    if (planned <= until) addEvent(story, 'pathway_plan', planned, null, null, { heldBy: 'young person' })
  }
  repeatedly(
    making,
    from,
    until,
    (last) => plusMonths(last, 6),
    (on) => addEvent(story, 'pathway_review', on, null, null, null),
  )
  const lost = random.next() < 0.07
  let met = false
  repeatedly(
    making,
    from,
    until,
    (last) => (met ? plusMonths(last, 5) : last + 28),
    (on) => {
      met = true
      const recent = on > until - 170
      const inTouch = !(lost && recent)
      addEvent(
        story,
        'care_leaver_contact',
        on,
        inTouch ? 'YES' : 'NO',
        null,
        inTouch
          ? {
              accommodation: oneOf(random, accommodations),
              suitable: random.next() < 0.9,
              activity: oneOf(random, activities),
            }
          : { accommodation: '0', activity: '0' },
      )
    },
  )
  const provided = ground.detailed && random.next() < 0.3
  if (provided) {
    const moved = from + between(random, 0, Math.max(1, Math.min(200, until - from - 1)))
    if (moved < until) {
      const home = homeIn(random, ground.districts)
      const placed = addSpell(story, 'placement', moved, to, 'P2', spell, {
        providedByCouncil: true,
        registered: random.next() < 0.7,
        postcode: home.postcode,
      })
      making.stays.push({ from: moved, to, home, code: 'P2', onsCode: ground.onsCode, outside: false, carer: 'home' })
      if (placed.detail?.registered === false) {
        const reviewed = ground.working.onOrBefore(moved + between(random, 20, 28))
        if (reviewed <= until && random.next() < 0.9) addEvent(story, 'pathway_review', reviewed, null, null, null)
      }
      let first = true
      repeatedly(
        making,
        moved,
        until,
        (last) =>
          first
            ? last + 7
            : placed.detail?.registered === false && last < moved + 28
              ? Math.max(last + 1, moved + 27)
              : plusMonths(last, 2),
        (on) => {
          first = false
          visit(making, on, 'personal_adviser', spell)
        },
      )
      return spell
    }
  }
  // nothing in law counts these visits, so only the last two years of them are made
  repeatedly(
    making,
    Math.max(from, until - 730),
    until,
    (last) => last + 70,
    (on) => visit(making, on, 'personal_adviser', spell),
  )
  return spell
}

// Adoption and other permanence -----------------------------------------------------------------------------------------

type AdoptionDates = { decided: number; authority: number; placed: number }

/** The adoption course of a period of care: decision, placement order, match, new parents, order. */
const adoptionDates = (making: Making, wanted: Care, held: SpellDraft): AdoptionDates => {
  const { story, ground, random } = making
  const until = open(wanted.exit, ground)
  const working = ground.working
  const put = (on: number, add: (day: number) => void): void => {
    const day = working.onOrAfter(on)
    if (day <= until) add(day)
  }
  // the second review, which makes adoption the plan, falls between the 85th and the 120th day
  const report = wanted.entry + 114
  const panel = report + 26
  const decided = working.onOrAfter(panel + 8)
  const orderFrom =
    story.spells.find((spell) => spell.kind === 'legal_status' && spell.code === 'E1')?.from ??
    Math.max(decided + 30, wanted.entry + 200)
  const matched = working.onOrAfter(orderFrom + between(random, 30, 130))
  const placed = wanted.exit === null ? matched + 24 : Math.min(matched + 24, wanted.exit - 100)
  put(report, (on) =>
    addEvent(story, 'permanence_report', on, null, null, { papersSentOn: isoOf(working.onOrAfter(on + 7)) }),
  )
  put(panel, (on) => addEvent(story, 'adoption_panel', on, 'should be placed', null, null))
  put(panel + 4, (on) => addEvent(story, 'panel_minutes', on, null, null, null))
  if (decided <= until) {
    addSpell(story, 'adoption', decided, wanted.exit, null, held, null)
    addEvent(story, 'adoption_decision', decided, 'should be placed', null, null)
    put(decided + 1, (on) => addEvent(story, 'adopters_told', on, null, null, null))
    put(decided + 4, (on) => addEvent(story, 'adopters_told_in_writing', on, null, null, null))
  }
  if (orderFrom <= until) {
    addEvent(story, 'court_order', working.onOrBefore(orderFrom), 'E1', null, null)
    addEvent(story, 'authority_to_place', working.onOrBefore(orderFrom), 'placement order', null, null)
  }
  put(matched, (on) => addEvent(story, 'match', on, null, null, { adopters: 'two' }))
  if (placed <= until) {
    const foster = story.spells.findLast((spell) => spell.kind === 'placement')
    const stay = making.stays.at(-1)
    if (foster && stay) {
      foster.to = placed
      foster.endCode = 'CARPL'
      stay.to = placed
    }
    const home = homeFor(making, random.next() < 0.5 ? 'near' : 'far')
    const spell = addSpell(
      story,
      'placement',
      placed,
      wanted.exit,
      'A6',
      held,
      {
        provider: 'PR2',
        postcode: home.home.postcode,
        localAuthority: home.onsCode,
        location: 'OUT',
        distance: home.miles,
        emergency: false,
        distant: home.miles > 20,
      },
      wanted.exitCode,
    )
    making.stays.push({
      from: placed,
      to: wanted.exit,
      home: home.home,
      code: 'A6',
      onsCode: home.onsCode,
      outside: true,
      carer: 'adopters',
    })
    put(placed, (on) => addEvent(story, 'placement_plan', on, null, spell, null))
    addEvent(story, 'placement_notice', working.onOrBefore(placed - 1), null, spell, null)
    if (home.miles > 20) addEvent(story, 'placement_approval', working.onOrBefore(placed - 3), 'director', spell, null)
    const review = working.onOrBefore(placed + 26)
    if (review <= until) addEvent(story, 'looked_after_review', review, 'PN0', held, { permanencePlan: 'adoption' })
    repeatedly(
      making,
      placed,
      until,
      (last) => last + (last < review ? 7 : 42),
      (on) => visit(making, on, on <= review ? 'adoption' : 'looked_after', spell),
    )
    repeatedly(
      making,
      review,
      until,
      (previous) => plusMonths(previous, previous === review ? 3 : 6),
      (on) => addEvent(story, 'looked_after_review', on, 'PN0', held, { permanencePlan: 'adoption' }),
    )
  }
  if (wanted.exit !== null && wanted.exit <= ground.now && (wanted.exitCode === 'E12' || wanted.exitCode === 'E11')) {
    addEvent(story, 'adoption_order', wanted.exit, null, null, null)
    const ceremony = working.onOrAfter(wanted.exit + between(random, 10, 30))
    if (ceremony <= ground.now) {
      addEvent(story, 'adoption_ceremony', ceremony, null, null, null)
      const book = within(making, ceremony, working.plus(ceremony, 10), 0.3)
      if (book <= ground.now) addEvent(story, 'life_story_book', book, null, null, { laterLifeLetter: true })
    }
  }
  return { decided, authority: orderFrom, placed: placed <= until ? placed : Number.POSITIVE_INFINITY }
}

// Other ways of being looked after ----------------------------------------------------------------------------------------

export const privateFostering = (making: Making, aware: number, to: number | null): void => {
  const { story, ground, random } = making
  const arranged = aware + between(random, -60, 30)
  const spell = addSpell(story, 'private_fostering', aware, to, oneOf(random, ['8B', '8C', '8D', '8E']), null, {
    arrangedFrom: isoOf(arranged),
    decidedOn: isoOf(arranged - between(random, 5, 40)),
  })
  addEvent(story, 'private_fostering_notice', aware, random.next() < 0.5 ? 'carer' : 'school', spell, null)
  const until = open(to, ground)
  let first = true
  const firstYear = plusMonths(aware, 12)
  repeatedly(
    making,
    aware,
    until,
    (last) => (first ? ground.working.plus(last, 7) : last + 42 <= firstYear ? last + 42 : last + 84),
    (on) => {
      first = false
      visit(making, on, 'private_fostering', spell)
    },
  )
}

export const shortBreaks = (making: Making, from: number, to: number | null): void => {
  const { story, ground, random } = making
  const agreement = addSpell(story, 'short_breaks', from, to, 'V4', null, { nightsEachMonth: between(random, 1, 3) })
  agreement.code = random.next() < 0.7 ? 'V4' : 'V3'
  if (agreement.code === 'V4') return
  const until = open(to, ground)
  for (let on = from + 12; on < until - 4; on += between(random, 26, 44)) {
    addSpell(story, 'placement', on, on + between(random, 1, 3), 'U6', agreement, { provider: 'PR1' })
  }
}

export const earlyHelp = (making: Making, from: number, to: number | null): void => {
  addSpell(
    making.story,
    'early_help',
    from,
    to,
    null,
    null,
    {
      offer: oneOf(making.random, [
        'family practitioner',
        'parenting group',
        'debt advice',
        'mentoring',
        'speech and language group',
      ]),
    },
    to === null ? null : 'goals met',
  )
}

const risks: readonly (readonly [code: string, words: string])[] = [
  ['domestic abuse', 'Father may not be told the new address. Ring mother’s own number only.'],
  [
    'exploitation',
    'Seen with older peers who offer lifts and phones. Safety plan agreed with the family and the school.',
  ],
  ['self-harm', 'Has hurt themselves when worried about moves. The plan says who to ring and what helps.'],
  ['allergy', 'Nut allergy: carries two pens; carers and school have the plan.'],
  ['health need', 'Epilepsy: medicine at eight and eight; the nurse has trained the carer.'],
  ['risk to staff', 'Visit in pairs: threats were made at the door in the spring.'],
  ['see alone', 'Speaks freely only when alone, best on a walk.'],
]
export const perhapsRisk = (making: Making, from: number, chance: number): void => {
  const { story, ground, random } = making
  if (!ground.detailed || random.next() >= chance || story.bornOn === null) return
  const age = ageAt(story.bornOn, ground.now)
  const [code, words] = oneOf(random, risks)
  if ((code === 'exploitation' || code === 'self-harm') && age < 11) return
  addSpell(story, 'risk', Math.min(ground.now, from + between(random, 0, 40)), null, code, null, {
    words,
    reviewOn: isoOf(ground.now + between(random, -12, 120)),
  })
}

export const phase = (
  making: Making,
  from: number,
  kind: TeamKind,
  role = 'social worker',
  until: number | null = null,
): void => {
  making.story.phases.push({ from, kind, role, until })
}

export { between, close, instantOf, oneOf }
