import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, found, settingOn, spell } from './examples.ts'
import { policeProtection } from './urgent-protection.ts'

describe('Police protection', () => {
  const held = (detail: Record<string, unknown>, endsOn: string | null = null) =>
    child('2015-06-15', spell('emergency_protection', '2026-03-07', endsOn, { code: 'L1', detail }))
  const at = (now: string) => settingOn(now.slice(0, 10), { now: Temporal.Instant.from(now) })
  it('ends 72 hours after the hour it began', () => {
    const [limit] = policeProtection.obligations(
      held({ startedAt: '2026-03-07T22:40:00Z' }),
      at('2026-03-08T09:00:00Z'),
    )
    assert.equal(limit?.dueAt?.toString(), '2026-03-10T22:40:00Z')
    assert.equal(limit?.dueOn?.toString(), '2026-03-10')
    assert.equal(limit?.kind, 'limit')
  })
  it('is kept when it ends a minute before', () => {
    const history = held({ startedAt: '2026-03-07T22:40:00Z', endedAt: '2026-03-10T22:39:00Z' }, '2026-03-10')
    assert.equal(policeProtection.obligations(history, at('2026-03-12T09:00:00Z'))[0]?.daysLate, 0)
  })
  it('is a breach when it ends an hour after, though on the same day', () => {
    const history = held({ startedAt: '2026-03-07T20:40:00Z', endedAt: '2026-03-10T21:40:00Z' }, '2026-03-10')
    assert.equal(policeProtection.obligations(history, at('2026-03-12T09:00:00Z'))[0]?.daysLate, 1)
  })
  it('is running late from the hour it should have ended', () => {
    const history = held({ startedAt: '2026-03-07T08:00:00Z' })
    assert.equal(policeProtection.obligations(history, at('2026-03-10T07:59:00Z'))[0]?.daysLate, 0)
    assert.equal(policeProtection.obligations(history, at('2026-03-10T09:00:00Z'))[0]?.daysLate, 1)
  })
  it('counts 72 hours, not three days, over the night the clocks go forward', () => {
    const [limit] = policeProtection.obligations(
      child(
        '2015-06-15',
        spell('emergency_protection', '2026-03-28', null, {
          code: 'L1',
          detail: { startedAt: '2026-03-28T22:30:00Z' },
        }),
      ),
      at('2026-03-29T09:00:00Z'),
    )
    // 22:30 in winter is 23:30 in summer, three days later.
    assert.equal(limit?.dueAt?.toString(), '2026-03-31T22:30:00Z')
    assert.equal(limit?.dueOn?.toString(), '2026-03-31')
  })
  it('is counted once when the return holds it as a legal status too', () => {
    const history = child(
      '2015-06-15',
      spell('emergency_protection', '2026-03-07', null, { code: 'L1' }),
      spell('legal_status', '2026-03-07', null, { code: 'L1' }),
    )
    assert.equal(found('police-protection', history, '2026-03-08').length, 1)
  })
  it('is counted when the return holds it as a legal status only', () => {
    const history = child('2015-06-15', spell('legal_status', '2026-03-07', '2026-03-09', { code: 'L1' }))
    assert.deepEqual(found('police-protection', history, '2026-04-08'), ['2026-03-07 due 2026-03-10 done 2026-03-09'])
  })
})

describe('An emergency protection order', () => {
  const order = (extendedTo: string) =>
    child('2015-06-15', spell('emergency_protection', '2026-03-07', null, { code: 'L2', detail: { extendedTo } }))
  it('runs on to the day the court extended it to', () => {
    assert.deepEqual(found('epo', order('2026-03-20'), '2026-03-18'), ['2026-03-07 due 2026-03-20 owed'])
  })
  it('is never extended by more than seven days', () => {
    assert.deepEqual(found('epo', order('2026-04-20'), '2026-03-18'), ['2026-03-07 due 2026-03-22 owed'])
  })
})

describe('Accommodation after arrest', () => {
  it('is counted from a remand recorded under its own code', () => {
    const history = child('2011-02-01', spell('remand', '2026-03-07', '2026-03-11', { code: 'J2' }))
    assert.deepEqual(found('pace', history, '2026-04-01'), ['2026-03-07 due 2026-03-10 done 2026-03-11, 1 late'])
  })
})
