import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import type { History, Spell } from '../journey/history.ts'
import { type Candidate, cannotHold, endedBy, readSuggestion, wantedRole } from './allocation.ts'

const spell = (kind: Spell['kind'], from: string, more: Partial<Spell> = {}): Spell => ({
  id: `${kind} ${from}`,
  kind,
  startsOn: day(from),
  endsOn: null,
  code: null,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
  ...more,
})
const child = (...spells: Spell[]): History => ({
  bornOn: day('2017-04-02'),
  expectedOn: null,
  diedOn: null,
  events: [],
  spells,
})
const worker = (more: Partial<Candidate> = {}): Candidate => ({
  workerId: 'a',
  name: 'Ana Fieldtest',
  postTitle: 'Social worker',
  postRole: 'social worker',
  teamId: null,
  teamName: null,
  sweNumber: 'SW1',
  children: 3,
  level: 'write',
  refusal: null,
  ...more,
})
const on = day('2026-11-23')

test('a looked-after child and a child on a protection plan need a registered social worker; others may have a practitioner', () => {
  const unregistered = worker({ sweNumber: ' ' })
  assert.match(
    cannotHold(unregistered, 'social worker', child(spell('looked_after', '2026-01-01')), on) ?? '',
    /looked after, and needs a registered/,
  )
  assert.match(
    cannotHold(unregistered, 'lead practitioner', child(spell('child_protection_plan', '2026-01-01')), on) ?? '',
    /child protection plan/,
  )
  assert.equal(
    cannotHold(unregistered, 'lead practitioner', child(spell('child_in_need_plan', '2026-01-01')), on),
    null,
  )
  assert.equal(cannotHold(unregistered, 'personal adviser', child(spell('looked_after', '2026-01-01')), on), null)
  assert.equal(cannotHold(worker(), 'social worker', child(spell('looked_after', '2026-01-01')), on), null)
})

test('reviewing officers and chairs are independent of the case', () => {
  assert.match(cannotHold(worker(), 'reviewing officer', child(), on) ?? '', /must be independent/)
  assert.match(cannotHold(worker(), 'conference chair', child(), on) ?? '', /must be independent/)
  assert.equal(
    cannotHold(worker({ postRole: 'independent reviewing officer' }), 'reviewing officer', child(), on),
    null,
  )
})

test('the reason a post does not reach the council comes first', () => {
  assert.equal(
    cannotHold(worker({ refusal: 'fostering is outside it (clause 4)' }), 'social worker', child(), on),
    'Ana Fieldtest cannot hold this child: fostering is outside it (clause 4)',
  )
})

test('a new worker ends the same part only, never before it began, and nobody is given a part twice', () => {
  const history = child(
    spell('allocation', '2026-06-01', { code: 'social worker', workerId: 'b' }),
    spell('allocation', '2026-06-02', { code: 'reviewing officer', workerId: 'c' }),
  )
  const ended = endedBy(history, 'social worker', 'a', on)
  assert.deepEqual('ends' in ended && ended.ends.map((one) => one.workerId), ['b'])
  assert.deepEqual(endedBy(history, 'social worker', 'b', on), {
    field: 'worker',
    problem: 'Already social worker for this child',
  })
  assert.deepEqual(endedBy(history, 'social worker', 'a', day('2026-05-01')), {
    field: 'from',
    problem: 'The social worker now began on 1 June 2026. The new one cannot begin before that',
  })
})

test('the part that is missing is offered, and the part a chosen post is for', () => {
  assert.equal(wantedRole(child(), on, null), 'social worker')
  const held = spell('allocation', '2026-06-01', { code: 'social worker', workerId: 'b' })
  assert.equal(wantedRole(child(held, spell('looked_after', '2026-06-01')), on, null), 'reviewing officer')
  assert.equal(wantedRole(child(held, spell('looked_after', '2026-06-01')), on, 'social worker'), 'social worker')
  assert.equal(wantedRole(child(), on, 'conference chair'), 'conference chair')
})

test('only reasons we know are taken from an address', () => {
  assert.deepEqual(readSuggestion('sibling,load,<script>,toString'), ['sibling', 'load'])
  assert.deepEqual(readSuggestion(undefined), [])
})
