import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import type { History, Spell } from '../journey/history.ts'
import type { SpellKind } from '../journey/kinds.ts'
import { impossibleVisit, likelyVisitKind, questionsAboutVisit, readTime, visitKindOf } from './visit.ts'

const today = day('2026-11-23')

const spell = (kind: SpellKind, from: string, to: string | null = null): Spell => ({
  id: `${kind} ${from}`,
  kind,
  startsOn: day(from),
  endsOn: to ? day(to) : null,
  code: null,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
})
const child = (spells: Spell[], more: Partial<History & { birthEstimated: boolean }> = {}) => ({
  bornOn: day('2017-04-02'),
  expectedOn: null,
  diedOn: null,
  events: [],
  birthEstimated: false,
  spells,
  ...more,
})
const seen = (on: string, kind: Parameters<typeof impossibleVisit>[0]['kind'] = 'other') => ({
  on: day(on),
  kind,
  seen: true,
  nextOn: null,
})

test('the visit that is due soonest is offered first', () => {
  const due = [
    { timescale: 'cla-review-1', dueOn: day('2026-11-24') },
    { timescale: 'cp-visit', dueOn: day('2026-12-04') },
    { timescale: 'cla-visit-year1', dueOn: day('2026-12-01') },
    { timescale: 'cla-visit-asked', dueOn: null },
  ]
  assert.equal(likelyVisitKind(child([]), today, due), 'looked_after')
})

test('when no visit is due, the state of the child says which visit it is', () => {
  const both = [spell('looked_after', '2026-01-01'), spell('child_protection_plan', '2026-01-01')]
  assert.equal(likelyVisitKind(child(both), today, []), 'child_protection')
  assert.equal(likelyVisitKind(child([spell('child_in_need_plan', '2026-01-01')]), today, []), 'child_in_need')
  assert.equal(likelyVisitKind(child([spell('child_in_need_plan', '2026-01-01', '2026-03-01')]), today, []), 'other')
})

test('a timescale names its kind of visit, and others name none', () => {
  assert.deepEqual(['pf-visit-first', 'pa-visit-next', 'cin-visit', 'icpc', 'visitor'].map(visitKindOf), [
    'private_fostering',
    'personal_adviser',
    'child_in_need',
    null,
    null,
  ])
})

test('nobody saw a child before the birth, unless the date of birth is an estimate', () => {
  assert.deepEqual(impossibleVisit(seen('2017-03-30'), child([]), 'Mina'), {
    visitedOn: 'Mina was born on 2 April 2017, so nobody can have seen them on 30 March 2017',
  })
  const estimated = child([], { birthEstimated: true })
  assert.deepEqual(impossibleVisit(seen('2017-03-30'), estimated, 'Mina'), {})
  assert.match(
    questionsAboutVisit(seen('2017-03-30'), estimated, today, 'Mina')[0] ?? '',
    /before the date of birth we estimated/,
  )
})

test('a visit to the mother before the birth is asked about and never blocked', () => {
  const visit = { ...seen('2017-03-30'), seen: false }
  assert.deepEqual(impossibleVisit(visit, child([]), 'Mina'), {})
  assert.match(questionsAboutVisit(visit, child([]), today, 'Mina')[0] ?? '', /is before Mina was born/)
})

test('no visit follows a death, and the next visit is after this one', () => {
  const died = child([], { diedOn: day('2026-10-01') })
  assert.deepEqual(impossibleVisit({ ...seen('2026-10-05'), nextOn: day('2026-10-05') }, died, 'Mina'), {
    visitedOn: 'Mina died on 1 October 2026, before this visit',
    nextOn: 'The next visit must be after this one',
  })
})

test('what is unusual is asked in plain sentences', () => {
  const history = child([spell('allocation', '2026-06-01', '2026-08-01'), spell('missing', '2026-07-01', '2026-07-05')])
  assert.deepEqual(questionsAboutVisit(seen('2026-05-20', 'child_protection'), history, today, 'Mina'), [
    'Nobody was allocated to Mina on 20 May 2026; the first worker began on 1 June 2026.',
    'Mina was not on a child protection plan on 20 May 2026.',
    'The visit was more than three months ago.',
  ])
  assert.deepEqual(questionsAboutVisit(seen('2026-11-20'), history, today, 'Mina'), [
    'Nobody was allocated to Mina on 20 November 2026.',
  ])
  assert.equal(
    questionsAboutVisit(seen('2026-07-03'), history, today, 'Mina')[0],
    'Mina is recorded as missing on 3 July 2026.',
  )
  assert.deepEqual(questionsAboutVisit(seen('2026-11-20'), child([]), today, 'Mina'), [])
})

test('a time is read as people write it', () => {
  assert.deepEqual(
    ['09:30', '9.30', '23:59', '24:00', '9', 'noon'].map(
      (text) => readTime(text)?.toString({ smallestUnit: 'minute' }) ?? null,
    ),
    ['09:30', '09:30', '23:59', null, null, null],
  )
})
