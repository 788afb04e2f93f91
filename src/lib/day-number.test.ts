import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  birthday,
  britishDay,
  dayNumber,
  isoDay,
  isWeekday,
  monthsOn,
  partsOf,
  readBritishDay,
  readIsoDay,
  yearsOld,
} from './day-number.ts'
import { epochDay } from './working-days.ts'

const anyDay = fc.integer({ min: epochDay(new Temporal.PlainDate(1, 1, 1)), max: dayNumber(9999, 12, 31) })
const calendar = (n: number): Temporal.PlainDate => new Temporal.PlainDate(1970, 1, 1).add({ days: n })

describe('a day as a number', () => {
  test('is the day the calendar says, there and back', () => {
    fc.assert(
      fc.property(anyDay, (n) => {
        const { year, month, day } = calendar(n)
        assert.deepEqual(partsOf(n), { year, month, day })
        assert.equal(dayNumber(year, month, day), n)
        assert.equal(readIsoDay(isoDay(n)), n)
        assert.equal(readBritishDay(britishDay(n)), n)
        assert.equal(isWeekday(n), calendar(n).dayOfWeek <= 5)
      }),
    )
  })
  test('is none for what is no day', () => {
    for (const text of [
      '31/02/2026',
      '29/02/2025',
      '00/01/2026',
      '1/2/2026',
      '01-02-2026',
      '01/02/26',
      'ZZ/01/2020',
      '',
    ]) {
      assert.ok(Number.isNaN(readBritishDay(text)), text)
    }
    for (const text of ['2026-02-30', '2026-13-01', '26-01-01', '2026/01/01', '2026-01-01T00:00:00']) {
      assert.ok(Number.isNaN(readIsoDay(text)), text)
    }
  })
  test('of nothing that can be read gives nothing that can be compared', () => {
    const none = Number.NaN
    assert.ok(Number.isNaN(birthday(none, 18)) && Number.isNaN(monthsOn(none, 1)) && Number.isNaN(yearsOld(none, 0)))
    assert.ok(Number.isNaN(yearsOld(0, none)))
    assert.equal(birthday(none, 18) < dayNumber(2026, 1, 1), false)
  })
})

describe('an age', () => {
  const born = dayNumber(2008, 2, 29)
  test('of somebody born on 29 February changes on 28 February in other years', () => {
    assert.equal(isoDay(birthday(born, 17)), '2025-02-28')
    assert.equal(isoDay(birthday(born, 16)), '2024-02-29')
    assert.deepEqual([yearsOld(born, dayNumber(2025, 2, 27)), yearsOld(born, dayNumber(2025, 2, 28))], [16, 17])
  })
  test('grows by one on each birthday and on no other day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (day, years) => {
        const turns = birthday(day, years)
        if (Number.isNaN(turns)) return
        assert.deepEqual([yearsOld(day, turns - 1), yearsOld(day, turns)], [years - 1, years])
      }),
    )
  })
})

test('months on from the last day of a long month is the last day of a short one', () => {
  assert.equal(isoDay(monthsOn(dayNumber(2026, 1, 31), 1)), '2026-02-28')
  assert.equal(isoDay(monthsOn(dayNumber(2026, 1, 31), -2)), '2025-11-30')
  assert.equal(isoDay(monthsOn(dayNumber(2026, 3, 15), -15)), '2024-12-15')
})
