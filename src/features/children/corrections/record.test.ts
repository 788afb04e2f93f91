import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { History, Spell } from '../journey/history.ts'
import { correctableKeys, detailFields, newlyBroken, withRecord } from './record.ts'

const spell = (kind: Spell['kind'], from: string, to: string | null, more: Partial<Spell> = {}): Spell => ({
  id: newId(),
  kind,
  startsOn: day(from),
  endsOn: to ? day(to) : null,
  code: null,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
  ...more,
})

test('each answer of a record becomes a field of its own sort; ids, moments and lists are left as they are', () => {
  const detail = {
    seen: true,
    nextPlannedOn: '2026-12-01',
    place: 'home',
    score: 14,
    spoke: 'x'.repeat(90),
    authorisedBy: newId(),
    returnedAt: '2026-04-02T06:30:00Z',
    agencies: ['police'],
    'odd name': 'x',
  }
  assert.deepEqual(correctableKeys(detail), ['seen', 'nextPlannedOn', 'place', 'score', 'spoke'])
  assert.deepEqual(
    detailFields('visit', detail).map((field) => [field.name, field.sort]),
    [
      ['detailSeen', 'yes or no'],
      ['detailNextPlannedOn', 'date'],
      ['detailPlace', 'choice'],
      ['detailScore', 'number'],
      ['detailSpoke', 'words'],
    ],
  )
})

test('why a worker was allocated is chosen from words, and any other reason is written', () => {
  for (const key of ['reason', 'changeReason']) {
    const [field] = detailFields('allocation', { [key]: 'LEFTRL' })
    assert.equal(
      field?.sort === 'choice' && field.choices.find((choice) => choice.value === 'LEFTRL')?.text,
      'The worker before has left',
    )
  }
  assert.equal(detailFields('visit', { reason: 'He was at his aunt’s' })[0]?.sort, 'text')
})

test('a day that comes later can be added to a home: the approval of a carer', () => {
  assert.deepEqual(
    detailFields('placement', {}).map((field) => field.name),
    ['detailApprovedOn', 'detailAssessedOn'],
  )
})

test('a correction may not break a rule, and is not held to what was broken before', () => {
  const referral = spell('referral', '2026-01-05', null)
  const first = spell('child_in_need_plan', '2026-02-02', '2026-03-02')
  const second = spell('child_in_need_plan', '2026-03-02', null)
  const history: History = {
    bornOn: day('2017-04-02'),
    expectedOn: null,
    diedOn: null,
    events: [],
    spells: [referral, first, second],
  }
  assert.equal(newlyBroken(history, withRecord(history, { ...second, startsOn: day('2026-03-03') })), null)
  assert.equal(
    newlyBroken(history, withRecord(history, { ...second, startsOn: day('2026-02-20') })),
    'There is already a child in need plan on those days',
  )
  const broken = withRecord(history, { ...second, startsOn: day('2026-02-20') })
  assert.equal(newlyBroken(broken, withRecord(broken, { ...second, startsOn: day('2026-02-21') })), null)
})
