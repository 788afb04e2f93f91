import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { child, event, found, settingOn, spell } from './examples.ts'
import { returnInterview } from './missing.ts'

const born = '2011-02-01'
const at = (text: string) => Temporal.Instant.from(text)

describe('A return interview', () => {
  const episode = (more = {}) =>
    spell('missing', '2026-03-05', '2026-03-07', {
      code: 'M',
      endCode: 'returned',
      detail: { returnedAt: '2026-03-07T23:10:00Z' },
      ...more,
    })
  it('is offered within 72 hours of the hour of return', () => {
    const missing = episode()
    const [owed] = returnInterview.obligations(child(born, missing), settingOn('2026-03-08'))
    assert.equal(owed?.dueAt?.toString(), '2026-03-10T23:10:00Z')
    assert.equal(owed?.daysLate, 0)
  })
  it('offered an hour too late is late, though on the last day', () => {
    const missing = episode({ detail: { returnedAt: '2026-03-07T08:00:00Z' } })
    const offer = event('return_interview_offer', '2026-03-10', { spellId: missing.id, at: at('2026-03-10T09:00:00Z') })
    assert.equal(returnInterview.obligations(child(born, missing, offer), settingOn('2026-04-01'))[0]?.daysLate, 1)
  })
  it('is shown to have been offered by an interview that was held', () => {
    const missing = episode()
    const history = child(born, missing, event('return_interview', '2026-03-09', { spellId: missing.id }))
    assert.deepEqual(found('return-home-interview', history, '2026-04-01'), [
      '2026-03-07 due 2026-03-10 done 2026-03-09',
    ])
  })
  it('is owed for each time a child went missing', () => {
    const history = child(
      born,
      episode(),
      spell('missing', '2026-03-20', '2026-03-21', { code: 'A' }),
      event('return_interview_offer', '2026-03-23'),
    )
    assert.deepEqual(found('return-home-interview', history, '2026-03-24'), [
      '2026-03-07 due 2026-03-10 owed, 14 late',
      '2026-03-21 due 2026-03-24 done 2026-03-23',
    ])
  })
  it('is not owed while the child is missing, nor when the episode closed without a return', () => {
    assert.deepEqual(
      found('return-home-interview', child(born, spell('missing', '2026-03-05', null, { code: 'M' })), '2026-04-01'),
      [],
    )
    assert.deepEqual(found('return-home-interview', child(born, episode({ endCode: 'care ended' })), '2026-04-01'), [])
  })
})
