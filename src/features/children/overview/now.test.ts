import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import type { Spell } from '../journey/history.ts'
import type { SpellKind } from '../journey/kinds.ts'
import { livesWith, planSentence } from './now.ts'

let count = 0
const spell = (
  kind: SpellKind,
  startsOn: string,
  endsOn: string | null = null,
  code: string | null = null,
  detail: Record<string, unknown> = {},
): Spell => ({
  id: `spell-${count++}`,
  kind,
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
  code,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail,
})
const today = day('2026-11-20')
const plan = (...from: Parameters<typeof planSentence>): string | null => {
  const found = planSentence(...from)
  return found && `${found.words} since ${found.since}${found.rest}`
}

test('the plan that stands above the others is said in one sentence', () => {
  assert.equal(
    plan([spell('referral', '2026-01-01'), spell('child_protection_plan', '2026-03-01', null, 'NEG')], today),
    'Child protection plan because of neglect since 2026-03-01',
  )
  assert.equal(
    plan(
      [
        spell('looked_after', '2026-01-01'),
        spell('legal_status', '2026-01-01', null, 'C1'),
        spell('child_protection_plan', '2025-03-01'),
      ],
      today,
      'adoption',
    ),
    'Looked after since 2026-01-01, interim care order, the plan is adoption, also on a child protection plan',
  )
  assert.equal(
    plan(
      [spell('child_in_need_plan', '2026-01-01', null, null, { aim: 'Sara and Mina have a safe home by spring.' })],
      today,
    ),
    'Child in need plan since 2026-01-01: Sara and Mina have a safe home by spring',
  )
})

test('an ended plan is nobody’s plan', () => {
  assert.equal(planSentence([spell('child_protection_plan', '2025-03-01', '2026-01-01', 'NEG')], today), null)
})

test('a child in care lives in the home found for them, and with whom', () => {
  const spells = [spell('placement', '2026-01-01', '2026-02-01', 'U6'), spell('placement', '2026-02-01', null, 'U3')]
  assert.equal(
    livesWith(spells, [{ name: 'Ines Yusuf', kind: 'foster carer', livesWith: true }], today)?.words,
    'Foster home with a relative or friend with Ines Yusuf (foster carer)',
  )
})

test('a child at home lives with the household, and nobody is made up', () => {
  const people = [
    { name: 'Sara Yusuf', kind: 'mother', livesWith: true },
    { name: 'Omar Yusuf', kind: 'brother', livesWith: true },
    { name: 'Tobias Yusuf', kind: 'father', livesWith: false },
  ]
  assert.equal(livesWith([], people, today)?.words, 'Sara Yusuf (mother) and Omar Yusuf (brother)')
  assert.equal(livesWith([], [], today), null)
})
