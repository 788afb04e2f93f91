import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../lib/day.ts'
import { correct } from './correct.ts'
import type { JourneyEvent, Spell } from './history.ts'

const at = Temporal.Instant.from('2026-03-10T10:00:00Z')
const plan: Spell & { version: number } = {
  id: 'plan',
  kind: 'child_protection_plan',
  startsOn: day('2026-01-30'),
  endsOn: null,
  code: 'NEG',
  endCode: null,
  withinId: 'referral',
  workerId: null,
  teamId: null,
  detail: { initialCategory: 'NEG' },
  version: 1,
}
const visit: JourneyEvent & { version: number; words: string } = {
  id: 'visit',
  kind: 'visit',
  on: day('2026-03-05'),
  at: Temporal.Instant.from('2026-03-05T16:00:00Z'),
  spellId: null,
  workerId: null,
  code: 'child_protection',
  detail: { seen: true },
  version: 3,
  words: 'Seen at school.',
}

describe('A correction', () => {
  it('is a new version, and keeps the one before it with who, when and why', () => {
    const result = correct(plan, { startsOn: day('2026-01-29') }, 'worker', ' The conference was a day earlier ', at)
    assert.ok(result.accepted)
    assert.equal(result.record.version, 2)
    assert.equal(result.record.startsOn.toString(), '2026-01-29')
    assert.equal(result.record.code, 'NEG')
    assert.deepEqual(result.earlier, {
      recordId: 'plan',
      version: 1,
      record: 'spell',
      content: {
        id: 'plan',
        kind: 'child_protection_plan',
        startsOn: '2026-01-30',
        endsOn: null,
        code: 'NEG',
        endCode: null,
        withinId: 'referral',
        workerId: null,
        teamId: null,
        detail: { initialCategory: 'NEG' },
        version: 1,
      },
      replacedAt: at,
      replacedBy: 'worker',
      reason: 'The conference was a day earlier',
    })
    assert.equal(plan.startsOn.toString(), '2026-01-30')
  })
  it('keeps the words and the hour of an event as text', () => {
    const result = correct(visit, { words: 'Seen at home.' }, 'worker', 'Wrong place', at)
    assert.ok(result.accepted)
    assert.equal(result.record.words, 'Seen at home.')
    assert.equal(result.record.version, 4)
    assert.equal(result.earlier.record, 'event')
    assert.equal(result.earlier.content.words, 'Seen at school.')
    assert.equal(result.earlier.content.at, '2026-03-05T16:00:00Z')
  })
  it('needs a reason', () => {
    for (const why of ['', '   ', '\n']) {
      assert.deepEqual(correct(plan, { code: 'EMO' }, 'worker', why, at), {
        accepted: false,
        field: 'reason',
        reason: 'Say why you are correcting this',
      })
    }
  })
  it('changes something', () => {
    for (const change of [
      {},
      { code: 'NEG' },
      { startsOn: day('2026-01-30') },
      { detail: { initialCategory: 'NEG' } },
      { code: undefined },
    ]) {
      const result = correct(plan, change, 'worker', 'A reason', at)
      assert.ok(!result.accepted)
      assert.equal(result.field, 'change')
    }
  })
  it('leaves nothing that ends before it starts, or is still to come', () => {
    const ended = correct(plan, { endsOn: day('2026-01-29') }, 'worker', 'A reason', at)
    assert.equal(ended.accepted ? '' : ended.field, 'endsOn')
    const moved = correct(
      { ...plan, endsOn: day('2026-02-10') },
      { startsOn: day('2026-02-11') },
      'worker',
      'A reason',
      at,
    )
    assert.equal(moved.accepted ? '' : moved.field, 'endsOn')
    const ahead = correct(plan, { startsOn: day('2026-03-11') }, 'worker', 'A reason', at)
    assert.equal(ahead.accepted ? '' : ahead.field, 'startsOn')
    const later = correct(visit, { on: day('2026-03-11') }, 'worker', 'A reason', at)
    assert.equal(later.accepted ? '' : later.field, 'on')
    assert.ok(correct(visit, { on: day('2026-03-10') }, 'worker', 'A reason', at).accepted)
  })
  it('never makes one record into another', () => {
    const change = { code: 'EMO', id: 'other', kind: 'placement', version: 9 } as Partial<Spell>
    const result = correct(plan, change, 'worker', 'A reason', at)
    assert.ok(result.accepted)
    assert.equal(result.record.id, 'plan')
    assert.equal(result.record.kind, 'child_protection_plan')
    assert.equal(result.record.version, 2)
  })
})
