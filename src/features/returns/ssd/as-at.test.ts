import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { childAsAt, goingOnSince, type Known } from './as-at.ts'
import type { ReadChild } from './facts.ts'
import { child, event, read, somebody, spell, written } from './testing.ts'

const at = (record: ReadChild, on: string, known: Known = 'then') => childAsAt(record, { on: day(on), known })

describe('a record as at a day', () => {
  test('what begins later is not there, and what ends later has not ended', () => {
    const care = spell('looked_after', '2026-01-10', '2026-06-01', { endCode: 'E4A' })
    const home = spell('placement', '2026-05-01', null, { code: 'U4' })
    const visit = event('visit', '2026-05-02')
    const record = read([written({ said: care }), written({ said: home })], [written({ said: visit })])
    const april = at(record, '2026-04-30')
    assert.deepEqual(
      april?.spells.map(({ kind, endsOn, endCode }) => [kind, endsOn, endCode]),
      [['looked_after', null, null]],
    )
    assert.deepEqual(april?.events, [])
    const june = at(record, '2026-06-01')
    assert.equal(june?.spells[0]?.endCode, 'E4A')
    assert.equal(june?.events.length, 1)
  })

  test('a correction made since does not count then, and counts now', () => {
    const held = spell('placement', '2026-01-10', null, { code: 'U6' })
    const corrected = { ...held, code: 'K2', startsOn: day('2026-01-12') }
    const record = read([written({ said: corrected, version: 2, at: '2026-05-01' })], [], {
      spells: new Map([[held.id, written({ said: held, at: '2026-01-11' })]]),
    })
    assert.deepEqual(
      at(record, '2026-03-01')?.spells.map(({ code, startsOn }) => [code, startsOn.toString()]),
      [['U6', '2026-01-10']],
    )
    assert.deepEqual(
      at(record, '2026-03-01', 'now')?.spells.map(({ code, startsOn }) => [code, startsOn.toString()]),
      [['K2', '2026-01-12']],
    )
  })

  test('a record moved to a later day since was still on its first day then', () => {
    const held = event('visit', '2026-02-01', { code: 'looked_after' })
    const record = read([], [], { events: new Map([[held.id, written({ said: held, at: '2026-02-01' })]]) })
    assert.equal(at(record, '2026-02-10')?.events.length, 1)
    assert.equal(at(record, '2026-02-10', 'now')?.events.length, 0)
  })

  test('what was written down late was not known then', () => {
    const visit = event('visit', '2026-02-01')
    const record = read([], [written({ said: visit, at: '2026-02-09' })])
    assert.equal(at(record, '2026-02-08')?.events.length, 0)
    assert.equal(at(record, '2026-02-09')?.events.length, 1)
    assert.equal(at(record, '2026-02-08', 'now')?.events.length, 1)
  })

  test('what came with a return was known to the council before it came here', () => {
    const plan = spell('child_protection_plan', '2025-02-01', null, { code: 'NEG' })
    const record = read([written({ said: plan, at: '2026-11-01', imported: true })])
    assert.equal(at(record, '2026-02-08')?.spells.length, 1)
  })

  test('a child whose record had not begun is not there, and one not yet born is expected', () => {
    const late = read([], [], {}, written({ said: somebody, at: '2026-05-01' }))
    assert.equal(at(late, '2026-04-30'), null)
    assert.equal(at(late, '2026-05-01')?.givenName, 'Amina')
    const born = read([], [], {}, written({ said: { ...somebody, bornOn: day('2026-05-01') } }))
    const before = at(born, '2026-04-01')
    assert.deepEqual([before?.bornOn, before?.expectedOn?.toString()], [null, '2026-05-01'])
  })

  test('who a child is comes from the version of the day', () => {
    const record = read(
      [],
      [],
      { person: written({ said: { ...somebody, ethnicity: 'NOBT' } }) },
      written({ said: somebody, version: 2, at: '2026-06-01' }),
    )
    assert.equal(at(record, '2026-05-01')?.ethnicity, 'NOBT')
    assert.equal(at(record, '2026-05-01', 'now')?.ethnicity, 'BCRB')
  })

  test('a plan has the category of the day, also where it was changed since', () => {
    const plan = spell('child_protection_plan', '2026-01-05', null, { code: 'EMO', detail: { initialCategory: 'NEG' } })
    const change = event('review_conference', '2026-04-05', { code: 'EMO', spellId: plan.id })
    const records = [plan, change]
    assert.equal(child('2026-03-01', records, {}, 'now').spells[0]?.code, 'NEG')
    assert.equal(child('2026-04-05', records, {}, 'now').spells[0]?.code, 'EMO')
  })

  test('the day ends at midnight in England, summer time too', () => {
    const visit = event('visit', '2026-06-30')
    const late = (instant: string) =>
      at(
        read([], [{ version: 1, imported: false, recordedAt: Temporal.Instant.from(instant), said: visit }]),
        '2026-06-30',
      )
    assert.equal(late('2026-06-30T22:59:59Z')?.events.length, 1)
    assert.equal(late('2026-06-30T23:00:00Z')?.events.length, 0)
  })
})

describe('what went on since a day', () => {
  test('keeps what is open, what ended since, and what those lie in', () => {
    const referral = spell('referral', '2015-01-01', '2016-01-01')
    const old = spell('assessment', '2015-01-02', '2015-02-01')
    const care = spell('looked_after', '2015-03-01', '2021-05-01')
    const inside = spell('placement', '2015-03-01', '2021-05-01', { withinId: care.id })
    const lying = { ...care, withinId: referral.id }
    const kept = goingOnSince(child('2026-11-22', [referral, old, lying, inside]), day('2021-04-01'))
    assert.deepEqual(
      kept?.spells.map(({ kind }) => kind),
      ['referral', 'looked_after', 'placement'],
    )
  })

  test('of a period of care that ended since, the homes before are kept too: its episodes begin with them', () => {
    const care = spell('looked_after', '2015-03-01', '2021-05-01')
    const first = spell('placement', '2015-03-01', '2016-01-01', { withinId: care.id })
    const status = spell('legal_status', '2015-03-01', '2016-06-01')
    const review = event('looked_after_review', '2015-03-20')
    const kept = goingOnSince(child('2026-11-22', [care, first, status, review]), day('2021-04-01'))
    assert.equal(kept?.spells.length, 3)
    assert.equal(kept?.events.length, 1)
  })

  test('a child with nothing since is left out', () => {
    const past = child('2026-11-22', [spell('referral', '2015-01-01', '2016-01-01'), event('visit', '2015-06-01')])
    assert.equal(goingOnSince(past, day('2021-04-01')), null)
  })
})
