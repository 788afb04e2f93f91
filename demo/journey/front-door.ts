// From the first word about a child to the end of an assessment or an enquiry.
import type { Random } from '../../src/lib/random.ts'
import { endOfMarch, yearOf } from '../days.ts'
import { addEvent, addSpell, type Ground, limitFrom, type SpellDraft } from '../story.ts'
import { between, type Making, oneOf, open, visit, within } from './making.ts'

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

export const close = (making: Making, spell: SpellDraft, on: number, reason: string): void => {
  spell.to = Math.min(on, making.ground.now)
  spell.endCode = reason
  making.story.closedOn = spell.to
}

/** What is late is finished at the latest before the day of the census, 31 March, when managers look through what is open. */
const beforeCensus = (ground: Ground, limit: number, ends: number): number => {
  const census = endOfMarch(yearOf(ends))
  return ends > census && census >= limit ? ground.working.onOrBefore(census) : ends
}

/** The assessment of a referral: authorised within 45 working days of it, mostly. Returns the day it ended; null if open. */
export const assessment = (making: Making, under: SpellDraft, start: number, stillOpen: boolean): number | null => {
  const { story, ground, random } = making
  const spell = addSpell(story, 'assessment', start, null, null, under, null)
  const limit = ground.working.plus(under.from, 45)
  const ends = stillOpen ? null : Math.min(ground.now, beforeCensus(ground, limit, within(making, start, limit, 0.5)))
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
