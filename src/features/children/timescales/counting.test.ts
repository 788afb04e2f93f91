import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ageOn, day } from '../../../lib/day.ts'
import { addMonths, dayFromEpoch, epochDay } from '../../../lib/working-days.ts'
import { birthday, dayOn, lastDay, monthsAfter } from './counting.ts'
import { settingOn } from './examples.ts'
import type { Unit } from './timescale.ts'

const last = (from: string, within: number, unit: Unit, setting = settingOn('2026-06-30')): string | null => {
  const n = lastDay(epochDay(day(from)), { within, unit }, setting)
  return n === null ? null : dayFromEpoch(n).toString()
}

describe('Counting', () => {
  it('begins with the day after: one working day after a Friday is Monday', () => {
    assert.equal(last('2026-03-06', 1, 'working_day'), '2026-03-09')
  })
  it('passes over bank holidays', () => {
    assert.equal(last('2026-04-02', 1, 'working_day'), '2026-04-07')
  })
  it('knows days, weeks, months, years and hours', () => {
    assert.equal(last('2026-03-06', 10, 'calendar_day'), '2026-03-16')
    assert.equal(last('2026-03-06', 6, 'week'), '2026-04-17')
    assert.equal(last('2025-11-30', 3, 'month'), '2026-02-28')
    assert.equal(last('2026-03-06', 2, 'year'), '2028-03-06')
    assert.equal(last('2026-03-06', 72, 'hour'), '2026-03-09')
    assert.equal(last('2026-03-06', 25, 'hour'), '2026-03-08')
    assert.equal(last('2026-06-01', -6, 'week'), '2026-04-20')
  })
  it('of a school term is to the end of the next one', () => {
    assert.equal(last('2026-05-06', 1, 'school_term'), '2026-12-18')
    assert.equal(last('2026-07-22', 1, 'school_term'), '2027-03-25')
    assert.equal(last('2027-07-01', 1, 'school_term'), null)
  })
  it('of months agrees with the calendar everywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.integer({ min: -300, max: 300 }), (from, n) => {
        assert.equal(monthsAfter(from, n), epochDay(addMonths(dayFromEpoch(from), n)))
        assert.ok(dayOn(from).equals(dayFromEpoch(from)))
      }),
    )
  })
  it('of birthdays agrees with the age on them, and on the day before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25_000 }), fc.integer({ min: 1, max: 25 }), (n, years) => {
        const bornOn = dayFromEpoch(n)
        const on = birthday(bornOn, years)
        assert.equal(ageOn(bornOn, dayFromEpoch(on)), years)
        assert.equal(ageOn(bornOn, dayFromEpoch(on - 1)), years - 1)
      }),
    )
  })
  it('gives one born on 29 February a birthday on 1 March in other years', () => {
    assert.equal(dayFromEpoch(birthday(day('2008-02-29'), 18)).toString(), '2026-03-01')
    assert.equal(dayFromEpoch(birthday(day('2008-02-29'), 4)).toString(), '2012-02-29')
  })
})
