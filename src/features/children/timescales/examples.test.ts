import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { day, isBefore } from '../../../lib/day.ts'
import { breaches, outstanding, timescaleById, timescales } from './all.ts'
import { calendar, type Example, examples, settingOn } from './examples.ts'
import type { Obligation, Setting, Timescale } from './timescale.ts'

const plus = (on: string, days: number): string => day(on).add({ days }).toString()
const told = ({ timescale, triggerId }: Obligation): string => `${timescale} ${triggerId}`
const timescaleOf = (id: string): Timescale => {
  const found = timescaleById.get(id)
  assert.ok(found, id)
  return found
}

/** The one obligation of an example that is counted from its day. */
const one = (
  id: string,
  example: Example,
  done: string | null,
  today: string,
  more: Partial<Setting> = {},
): Obligation => {
  const found = timescaleOf(id)
    .obligations(example.history(done), settingOn(today, more))
    .filter(({ countedFrom }) => countedFrom.toString() === example.from)
  assert.equal(found.length >= 1, true, `${id} is counted from ${example.from}`)
  return found[0] as Obligation
}

describe('The 87 timescales', () => {
  it('are all there, each once, each with a worked example', () => {
    assert.equal(timescales.length, 87)
    assert.equal(new Set(timescales.map(({ id }) => id)).size, 87)
    assert.deepEqual(Object.keys(examples).sort(), timescales.map(({ id }) => id).sort())
  })

  const reference = new URL('../../../../../shared/domain/journey-timescales.json', import.meta.url)
  it('have the limits, units and statuses of the domain reference', (t) => {
    if (!existsSync(reference))
      return t.diagnostic('not compared: ../shared/domain/journey-timescales.json is not here')
    const facts = JSON.parse(readFileSync(reference, 'utf8')).timescales as Record<string, unknown>[]
    const inFile = facts.map(({ id, within, unit, status, stage }) => ({ id, within, unit, status, stage }))
    // The reference counts from the referral; the night's contacts are counted from when they came.
    const added = 'contact-decision'
    const ours = timescales
      .filter(({ id }) => id !== added)
      .map(({ id, within, unit, status, stage }) => ({ id, within, unit, status, stage }))
    const byId = (a: { id: unknown }, b: { id: unknown }) => (String(a.id) < String(b.id) ? -1 : 1)
    assert.deepEqual(ours.sort(byId), inFile.sort(byId))
  })

  it('suggest a limit exactly where the law leaves it to the council', () => {
    for (const { id, status, suggestedLocal } of timescales) {
      assert.equal(suggestedLocal !== null, status === 'local' || status === 'unconfirmed', id)
    }
  })
})

const windows = new Set(['re-referral-window', 'eligible-window'])
// The carer's duty: the council's own knowledge answers it, so it is never left undone.
const neverOutstanding = new Set(['pf-notify'])

for (const [id, example] of Object.entries(examples)) {
  const { words, from, due } = example
  if (windows.has(id) || neverOutstanding.has(id)) continue
  const { status, unit } = timescaleOf(id)
  describe(`${id}: ${words}`, () => {
    if (due === null) {
      it('has no number: it is owed from the first day, and never called late', () => {
        const owed = one(id, example, null, plus(from, 100))
        assert.equal(owed.dueOn, null)
        assert.equal(owed.doneOn, null)
        assert.equal(owed.daysLate, 0)
        assert.ok(
          outstanding(example.history(null), settingOn(plus(from, 100))).some(({ timescale }) => timescale === id),
        )
      })
      it('is owed no more once it is done', () => {
        const done = plus(from, 20)
        assert.equal(one(id, example, done, plus(from, 100)).doneOn?.toString(), done)
        assert.ok(
          !outstanding(example.history(done), settingOn(plus(from, 100))).some(({ timescale }) => timescale === id),
        )
      })
      return
    }
    it(`is counted from ${from} and due on ${due}`, () => {
      const obligation = one(id, example, null, due)
      assert.equal(obligation.dueOn?.toString(), due)
      assert.equal(obligation.countedFrom.toString(), from)
      if (unit === 'working_day') assert.ok(calendar.isWorkingDay(day(due)))
    })
    it('is in time when it is done on the last day', () => {
      const obligation = one(id, example, due, plus(due, 10))
      assert.equal(obligation.doneOn?.toString(), due)
      assert.equal(obligation.daysLate, 0)
    })
    it('counts what was done today', () => {
      const obligation = one(id, example, due, due)
      assert.equal(obligation.doneOn?.toString(), due)
      assert.ok(!outstanding(example.history(due), settingOn(due)).some((each) => told(each) === told(obligation)))
    })
    it('is two days late when it is done two days after, and stays a breach', () => {
      const obligation = one(id, example, plus(due, 2), plus(due, 10))
      assert.equal(obligation.doneOn?.toString(), plus(due, 2))
      assert.equal(obligation.daysLate, 2)
      const late = breaches(example.history(plus(due, 2)), settingOn(plus(due, 10)))
      assert.ok(late.some(({ timescale, countedFrom }) => timescale === id && countedFrom.toString() === from))
    })
    it('is outstanding and not late on its last day', () => {
      const today = isBefore(day(due), day(from)) ? from : due
      const owed = outstanding(example.history(null), settingOn(today)).filter(({ timescale }) => timescale === id)
      assert.equal(owed.length, 1)
      assert.equal(owed[0]?.daysLate, 0)
    })
    it('is three days late on the third day after, while nobody does it', () => {
      const obligation = one(id, example, null, plus(due, 3))
      assert.equal(obligation.doneOn, null)
      assert.equal(obligation.daysLate, 3)
    })
    it('is owed no more when the child dies', () => {
      const history = { ...example.history(null), diedOn: day(from) }
      assert.deepEqual(
        outstanding(history, settingOn(plus(due, 30))).filter(({ timescale }) => timescale === id),
        [],
      )
    })
    if (status === 'local' || status === 'unconfirmed') {
      it('counts only where the council has set it', () => {
        assert.deepEqual(timescaleOf(id).obligations(example.history(null), settingOn(plus(due, 3), { local: {} })), [])
      })
    } else if (unit !== null && unit !== 'hour' && unit !== 'year' && unit !== 'school_term') {
      it('may be tightened by a council, never loosened', () => {
        const loose = one(id, example, null, due, { local: { [id]: { within: 9, unit: 'year' } } })
        assert.equal(loose.dueOn?.toString(), due)
      })
    }
  })
}
