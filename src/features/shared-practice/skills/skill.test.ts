import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { countIn, type HeldSkill, partnershipsOf, soonOn, warningsOn } from './skill.ts'

const today = day('2026-11-23')
const held = (workerId: string, more: Partial<HeldSkill> = {}): HeldSkill => ({
  councilId: 911,
  skillId: `${workerId} skill`,
  workerId,
  skill: 'Age assessment',
  level: 'qualified',
  since: day('2020-01-01'),
  until: null,
  endedOn: null,
  servesUntil: day('9999-12-31'),
  ...more,
})
const both = partnershipsOf([
  { title: 'The joint workforce', councilIds: [911, 912] },
  { title: 'Shared legal service', councilIds: [912, 911] },
])

test('Councils that share staff under several agreements are one partnership', () => {
  assert.deepEqual(both, [{ councilIds: [911, 912], titles: ['Shared legal service', 'The joint workforce'] }])
})

test('When the second-last holder leaves, is taken off or expires, both councils read that one is left, and since when', () => {
  const stays = held('Ada', { councilId: 912 })
  for (const [goes, since] of [
    [held('Ben', { servesUntil: day('2026-11-22') }), '2026-11-23'],
    [held('Ben', { endedOn: day('2026-10-01') }), '2026-10-01'],
    [held('Ben', { until: day('2026-09-30') }), '2026-10-01'],
  ] as const) {
    const [warning, ...more] = warningsOn([stays, goes], both, today)
    assert.equal(more.length, 0)
    assert.deepEqual(
      [warning?.left, warning?.lastId, warning?.partnership.councilIds, warning?.since?.toString()],
      [1, 'Ada', [911, 912], since],
    )
  }
})

test('Two who can do it are no warning; one person recorded twice is one, and somebody learning is none yet', () => {
  assert.deepEqual(warningsOn([held('Ada'), held('Ben', { councilId: 912 })], both, today), [])
  assert.equal(countIn([held('Ada'), held('Ada', { councilId: 912 })], 'Age assessment', [911, 912], today), 1)
  assert.equal(warningsOn([held('Ada'), held('Cleo', { level: 'learning' })], both, today)[0]?.left, 1)
})

test('Where the last has gone it says that nobody is left', () => {
  const [warning] = warningsOn([held('Ada', { until: day('2026-01-31') })], both, today)
  assert.deepEqual([warning?.left, warning?.lastId, warning?.since?.toString()], [0, null, '2026-02-01'])
})

test('A last day that is known in advance is told before it comes', () => {
  const skills = [held('Ada'), held('Ben', { until: day('2026-12-31') })]
  assert.deepEqual(
    soonOn(skills, both, today).map((one) => [one.on.toString(), one.left]),
    [['2027-01-01', 1]],
  )
  assert.deepEqual(soonOn(skills, both, today, 10), [])
})
