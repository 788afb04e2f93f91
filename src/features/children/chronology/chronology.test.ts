import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { type CodeListName, codeLists } from '../../returns/codes/code-lists.ts'
import type { Spell } from '../journey/history.ts'
import { eventKinds, type SpellKind, spellKinds } from '../journey/kinds.ts'
import {
  type EventFacts,
  entriesOf,
  eventKindsOf,
  filtered,
  opening,
  spellKindsOf,
  type Topic,
  topics,
} from './entries.ts'
import { endMeaning, eventTitle, factsOf, labelOf, spellTitle, yesIn } from './in-words.ts'

const spell = (
  id: string,
  kind: SpellKind,
  startsOn: string,
  endsOn: string | null = null,
  code: string | null = null,
  endCode: string | null = null,
): Spell => ({
  id,
  kind,
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
  code,
  endCode,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
})
const event = (id: string, kind: EventFacts['kind'], on: string, more: Partial<EventFacts> = {}): EventFacts => ({
  id,
  kind,
  on: day(on),
  at: null,
  spellId: null,
  workerId: null,
  code: null,
  detail: {},
  words: null,
  significant: false,
  ...more,
})

const everything = { topic: null, from: null, to: null, everything: true } as const

test('a chronology tells states as they begin and end, and events, newest first', () => {
  const entries = entriesOf(
    [spell('plan', 'child_protection_plan', '2025-01-10', '2025-09-01', 'NEG')],
    [
      event('conference', 'initial_conference', '2025-01-10'),
      event('words', 'child_words', '2025-04-02', { words: 'I like my new school' }),
    ],
  )
  assert.deepEqual(
    entries.map((entry) => `${entry.on} ${entry.title}`),
    [
      '2025-09-01 Child protection plan: neglect ended',
      "2025-04-02 Child's own words",
      '2025-01-10 Child protection plan: neglect',
      '2025-01-10 Initial child protection conference',
    ],
  )
})

test('a move on one day is told once, as the new home', () => {
  const entries = entriesOf(
    [
      spell('first', 'placement', '2025-01-01', '2025-02-01', 'U6', 'CARPL'),
      spell('second', 'placement', '2025-02-01', '2025-08-01', 'U4', 'E4A'),
    ],
    [],
  )
  assert.deepEqual(
    entries.map((entry) => `${entry.on} ${entry.title}${entry.words ? ` (${entry.words})` : ''}`),
    [
      '2025-08-01 Long-term foster home ended (Went home, as planned)',
      '2025-02-01 Long-term foster home',
      '2025-01-01 Foster home',
    ],
  )
})

test('police protection is one line although it is a legal status as well', () => {
  const entries = entriesOf(
    [
      spell('a', 'emergency_protection', '2025-03-01', null, 'L1'),
      spell('b', 'legal_status', '2025-03-01', null, 'L1'),
    ],
    [],
  )
  assert.deepEqual(
    entries.map((entry) => entry.title),
    ['Police protection'],
  )
})

test('a state of one day is told once, with how it ended', () => {
  const entries = entriesOf([spell('contact', 'contact', '2025-03-01', '2025-03-01', '6', 'referral')], [])
  assert.deepEqual(
    entries.map((entry) => [entry.title, entry.words]),
    [['Contact: from police', 'Referral']],
  )
})

test('only what was marked significant stands in a chronology, unless everything is asked for', () => {
  const entries = entriesOf(
    [],
    [event('a', 'visit', '2025-01-01'), event('b', 'visit', '2025-01-02', { significant: true })],
  )
  assert.deepEqual(
    filtered(entries, { ...everything, everything: false }).map((entry) => entry.recordId),
    ['b'],
  )
  assert.equal(filtered(entries, everything).length, 2)
})

test('a chronology can be narrowed to a topic and to dates, both days included', () => {
  const entries = entriesOf(
    [spell('missing', 'missing', '2025-03-01', '2025-03-02', 'M', 'returned')],
    [event('visit', 'visit', '2025-03-02')],
  )
  assert.deepEqual(
    filtered(entries, { ...everything, topic: 'missing' }).map((entry) => [entry.title, entry.words]),
    [['Missing episode: whereabouts not known', 'Until 2 March 2025: returned']],
  )
  assert.deepEqual(
    filtered(entries, { ...everything, from: day('2025-03-02') }).map((entry) => entry.recordId),
    ['visit'],
  )
  assert.deepEqual(
    filtered(entries, { ...everything, to: day('2025-03-01') }).map((entry) => entry.recordId),
    ['missing'],
  )
})

test('a corrected record says so beside its line', () => {
  const correction = {
    recordId: 'visit',
    version: 1,
    replacedAt: Temporal.Instant.from('2025-03-05T10:00:00Z'),
    replacedBy: null,
    reason: 'wrong day',
  }
  assert.deepEqual(entriesOf([], [event('visit', 'visit', '2025-03-02')], [correction])[0]?.corrections, [correction])
})

test('every kind of state and event belongs to exactly one topic', () => {
  const all = Object.keys(topics) as Topic[]
  assert.deepEqual(all.flatMap((topic) => eventKindsOf(topic) ?? []).sort(), Object.keys(eventKinds).sort())
  assert.deepEqual(all.flatMap(spellKindsOf).sort(), Object.keys(spellKinds).sort())
})

test('no code reaches a page as a code when its words are known', () => {
  assert.equal(spellTitle(spell('a', 'legal_status', '2025-01-01', null, 'C2')), 'Care order')
  assert.equal(spellTitle(spell('a', 'placement', '2025-01-01', null, 'K2')), "Children's home")
  assert.equal(spellTitle(spell('a', 'referral', '2025-01-01', null, '6')), 'Referral: from police')
  assert.equal(
    spellTitle(spell('a', 'care_leaver', '2025-01-01', null, 'former-relevant')),
    'Care leaver: former relevant',
  )
  assert.equal(eventTitle(event('a', 'visit', '2025-01-01', { code: 'looked_after' })), 'Visit to a looked-after child')
  assert.equal(
    eventTitle(event('a', 'looked_after_review', '2025-01-01', { code: 'PN1' })),
    'Review of the care plan: came and spoke',
  )
})

test('what a record holds besides is told with labels, and identifiers of other records are left out', () => {
  assert.equal(labelOf('seenAlone'), 'Seen alone')
  assert.equal(labelOf('decidedOn'), 'Decided on')
  assert.deepEqual(
    factsOf(
      {
        seenAlone: true,
        place: 'home',
        other: '',
        spellId: '0198e2d4-0000-7000-8000-000000000000',
        agencies: ['police', 'health'],
      },
      ['place'],
    ).map((fact) => `${fact.label}: ${fact.text}`),
    ['Seen alone: Yes', 'Agencies: Police, health'],
  )
  assert.deepEqual(
    [yesIn({ seen: 'Y' }, 'seen'), yesIn({ seen: false }, 'seen'), yesIn({}, 'seen')],
    [true, false, null],
  )
})

test('a long text is cut at a word', () => {
  assert.equal(opening('  short   words '), 'short words')
  const cut = opening('word '.repeat(200), 50)
  assert.ok(cut?.endsWith('word…') && cut.length <= 51)
  assert.equal(opening(null), null)
})

test('what a detail means depends on its name, and codes for a return are not shown', () => {
  assert.deepEqual(
    factsOf({
      factors: ['3B', '16A'],
      primaryNeed: 'N5',
      provider: 'PR4',
      distance: 13,
      localAuthority: 'E09000026',
      returnedAt: '2026-10-14T21:20:00Z',
      category: 'EMO',
    }).map((fact) => `${fact.label}: ${fact.text}`),
    [
      'What was found: Domestic abuse of a parent or carer, neglect',
      'Primary need: Difficulties in the family',
      'Provided by: A private provider',
      'How far: 13 miles from home',
      'Returned at: 14 Oct 2026 at 22:20',
      'Category: Emotional abuse',
    ],
  )
})

test('why a worker was allocated is told in words, whichever name the record keeps it under', () => {
  const allocated = { ...spell('a', 'allocation', '2025-01-01', null, 'social worker'), detail: { reason: 'LEFTRL' } }
  assert.deepEqual(
    entriesOf([allocated], []).map((entry) => [entry.title, entry.words]),
    [['Social worker allocated', 'The worker before has left']],
  )
  assert.deepEqual(
    [...factsOf({ reason: 'FCONTA' }), ...factsOf({ changeReason: 'FCONTA' })].map((fact) => fact.text),
    ['First contact, or a new referral', 'First contact, or a new referral'],
  )
  assert.deepEqual(
    factsOf({ reason: 'He asked for OTHERS to come' }).map((fact) => fact.text),
    ['He asked for OTHERS to come'],
  )
})

test('an order before this time in care, and contact with a care leaver, are told in words', () => {
  const earlier = (code: string) => eventTitle(event('a', 'previous_permanence', '2025-01-01', { code }))
  assert.equal(earlier('P1'), 'Earlier permanence order: adoption')
  assert.equal(earlier('Z1'), 'Earlier permanence order: none')
  const contact = (code: string | null) => eventTitle(event('a', 'care_leaver_contact', '2025-01-01', { code }))
  assert.equal(contact('YES'), 'Care leaver: in touch')
  assert.equal(contact('NO'), 'Care leaver: not in touch')
  assert.equal(contact(null), 'In touch with care leaver')
  assert.deepEqual(
    entriesOf([spell('a', 'care_leaver', '2025-01-01', '2025-06-01', 'relevant', 'RHOM')], [])[0]?.words,
    'Back with a parent',
  )
})

test('every code that comes with a return has words on the pages of the child', () => {
  const title = (kind: SpellKind) => (code: string) => spellTitle(spell('a', kind, '2025-01-01', null, code))
  const happened = (kind: EventFacts['kind']) => (code: string) => eventTitle(event('a', kind, '2025-01-01', { code }))
  const ending = (code: string) => endMeaning({ endCode: code }) ?? ''
  const detail = (name: string) => (code: string) => factsOf({ [name]: code })[0]?.text ?? ''
  const shown: Partial<Record<CodeListName, readonly ((code: string) => string)[]>> = {
    'category-of-need': [detail('primaryNeed'), detail('categoryOfNeed'), title('child_in_need_plan')],
    'ssda903-reason-new-episode': [detail('newEpisodeReason')],
    'ssda903-legal-status': [title('legal_status')],
    'ssda903-placement-type': [title('placement')],
    'ssda903-placement-provider': [detail('provider')],
    'ssda903-reason-episode-ceased': [ending, detail('episodeCeased')],
    'ssda903-reason-place-change': [ending],
    'review-participation': [happened('looked_after_review')],
    'ssda903-sdq-reason': [detail('sdqReason')],
    'ssda903-missing-type': [title('missing')],
    'ssda903-in-touch': [happened('care_leaver_contact')],
    'ssda903-activity': [detail('activity')],
    'ssda903-accommodation': [detail('accommodation')],
    'ssda903-adopter-sex': [detail('sexOfAdopters')],
    'ssda903-adopter-legal-status': [detail('legalStatusOfAdopters')],
    'ssda903-reason-no-longer-placed': [ending],
    'ssda903-previous-permanence': [happened('previous_permanence')],
    'social-worker-change-reason': [detail('reason'), detail('changeReason')],
    'cin-referral-source': [title('referral')],
    'cin-closure-reason': [ending],
    'cin-assessment-factors': [detail('factors')],
    'cp-category-of-abuse': [title('child_protection_plan'), detail('initialCategory')],
  }
  const raw = Object.entries(shown).flatMap(([list, places]) =>
    codeLists[list as CodeListName].flatMap(({ code }) =>
      places.map((say) => say(code)).filter((text) => text === '' || text.split(/\W+/).includes(code)),
    ),
  )
  assert.deepEqual(raw, [])
})
