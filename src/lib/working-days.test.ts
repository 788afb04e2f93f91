import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../scripts/volume.ts'
import { bankHolidays } from './bank-holidays.ts'
import { type Day, day, dayOf, daysBetween } from './day.ts'
import {
  addMonths,
  addWorkingDays,
  addWorkingEpochDays,
  calendarOf,
  dayFromEpoch,
  epochDay,
  workingDaysBetween,
  workingEpochDaysBetween,
} from './working-days.ts'

const england = calendarOf(bankHolidays)
const after = (from: string, n: number) => String(addWorkingDays(day(from), n, england))

test('a referral on a Friday has its decision due by Monday', () => {
  assert.equal(after('2026-06-05', 1), '2026-06-08')
})

test('the day after the event is day one, whatever day the event was', () => {
  assert.equal(after('2026-06-01', 1), '2026-06-02')
  assert.equal(after('2026-06-06', 1), '2026-06-08')
  assert.equal(after('2026-06-07', 1), '2026-06-08')
})

test('fifteen and forty-five working days pass over weekends and bank holidays', () => {
  assert.equal(after('2026-03-20', 15), '2026-04-14')
  assert.equal(after('2025-12-24', 1), '2025-12-29')
  assert.equal(after('2026-03-02', 45), '2026-05-07')
  assert.equal(after('2022-09-16', 1), '2022-09-20')
})

test('days a council is closed are not worked', () => {
  const closed = calendarOf(bankHolidays, ['2025-12-29', '2025-12-30', '2025-12-31', '2025-12-27'])
  assert.equal(String(addWorkingDays(day('2025-12-24'), 1, closed)), '2026-01-02')
  assert.equal(closed.isWorkingDay(day('2025-12-30')), false)
  assert.equal(england.isWorkingDay(day('2025-12-30')), true)
})

test('a day given twice, or on a weekend, counts once or not at all', () => {
  const twice = calendarOf([...bankHolidays, ...bankHolidays], ['2026-12-25', '2026-12-26', '2026-12-27'])
  assert.deepEqual(twice.daysOff, england.daysOff)
  assert.throws(() => calendarOf(['2026-02-30']), RangeError)
})

test('nothing within nought days falls due on a day nobody works', () => {
  assert.equal(after('2026-06-05', 0), '2026-06-05')
  assert.equal(after('2026-06-06', 0), '2026-06-08')
  assert.equal(after('2026-12-25', 0), '2026-12-29')
})

test('counting back, the day before is day one', () => {
  assert.equal(after('2026-06-08', -1), '2026-06-05')
  assert.equal(after('2026-06-07', -1), '2026-06-05')
  assert.equal(after('2026-12-29', -2), '2026-12-23')
})

test('working days between two days leave out the first and take in the last', () => {
  const between = (a: string, b: string) => workingDaysBetween(day(a), day(b), england)
  assert.equal(between('2026-06-05', '2026-06-08'), 1)
  assert.equal(between('2026-06-05', '2026-06-07'), 0)
  assert.equal(between('2026-06-06', '2026-06-07'), 0)
  assert.equal(between('2026-06-08', '2026-06-05'), -1)
  assert.equal(between('2026-06-05', '2026-06-05'), 0)
  assert.equal(between('2025-12-24', '2026-01-02'), 4)
})

const someDay = fc.integer({ min: -30_000, max: 40_000 }).map(dayFromEpoch)
const nearDay = fc.integer({ min: epochDay(day('2011-06-01')), max: epochDay(day('2033-06-01')) }).map(dayFromEpoch)
const closures = fc.array(nearDay.map(String), { maxLength: 40 })

/** The slow way: one day at a time. */
const oneByOne = (from: Day, n: number, isWorkingDay: (day: Day) => boolean): Day => {
  const step = n > 0 ? 1 : -1
  let at = from
  for (let left = Math.abs(n); left > 0; ) {
    at = at.add({ days: step })
    if (isWorkingDay(at)) left--
  }
  while (n === 0 && !isWorkingDay(at)) at = at.add({ days: 1 })
  return at
}

test('adding working days agrees with counting them one day at a time', () => {
  fc.assert(
    fc.property(nearDay, fc.integer({ min: -80, max: 80 }), closures, (from, n, closed) => {
      const off = new Set([...bankHolidays, ...closed])
      const isWorkingDay = (on: Day) => on.dayOfWeek <= 5 && !off.has(String(on))
      const calendar = calendarOf(bankHolidays, closed)
      const due = addWorkingDays(from, n, calendar)
      assert.equal(String(due), String(oneByOne(from, n, isWorkingDay)))
      assert.equal(calendar.isWorkingDay(from), isWorkingDay(from))
    }),
    { numRuns: tries(500) },
  )
})

test('adding n working days and counting them gives n, and never lands on a day that is not worked', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: -600, max: 600 }), closures, (from, n, closed) => {
      const calendar = calendarOf(bankHolidays, closed)
      const due = addWorkingDays(from, n, calendar)
      assert.equal(calendar.isWorkingDay(due), true)
      if (n !== 0 || calendar.isWorkingDay(from)) assert.equal(workingDaysBetween(from, due, calendar), n)
      assert.equal(Math.sign(daysBetween(from, due)), n === 0 && !calendar.isWorkingDay(from) ? 1 : Math.sign(n))
      assert.equal(addWorkingEpochDays(epochDay(from), n, calendar), epochDay(due))
    }),
    { numRuns: tries(2000) },
  )
})

test('working days between three days add up, and turn sign when turned round between working days', () => {
  fc.assert(
    fc.property(someDay, fc.nat(2000), fc.nat(2000), (a, first, second) => {
      const b = a.add({ days: first })
      const c = b.add({ days: second })
      const between = (from: Day, to: Day) => workingDaysBetween(from, to, england)
      assert.equal(between(a, b) + between(b, c), between(a, c))
      assert.equal(between(c, b) + between(b, a), between(c, a))
      if (england.isWorkingDay(a) && england.isWorkingDay(c)) assert.equal(between(c, a), 0 - between(a, c))
      assert.equal(workingEpochDaysBetween(epochDay(a), epochDay(c), england), between(a, c))
    }),
    { numRuns: tries(1000) },
  )
})

test('a count that is not whole is refused', () => {
  assert.throws(() => addWorkingDays(day('2026-06-05'), 1.5, england), RangeError)
  assert.throws(() => addWorkingDays(day('2026-06-05'), Number.NaN, england), RangeError)
})

test('every day has its own number and comes back from it', () => {
  assert.equal(epochDay(day('1970-01-01')), 0)
  assert.equal(epochDay(day('1969-12-31')), -1)
  assert.equal(epochDay(day('2000-02-29')), 11016)
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 900_000 }), (n) => {
      const on = day('1970-01-01').add({ days: n })
      assert.equal(epochDay(on), n)
      assert.equal(String(dayFromEpoch(n)), String(on))
    }),
    { numRuns: tries(2000) },
  )
})

test('the days on which the clocks change are days like any other', () => {
  // The last Sundays of March and October 2026: an event either side of midnight in summer time is on its English day.
  for (const [at, due] of [
    ['2026-03-27T23:30:00Z', '2026-03-30'],
    ['2026-03-30T23:30:00Z', '2026-04-01'],
    ['2026-10-23T22:59:00Z', '2026-10-26'],
    ['2026-10-23T23:30:00Z', '2026-10-26'],
    ['2026-10-26T23:30:00Z', '2026-10-27'],
  ] as const) {
    assert.equal(String(addWorkingDays(dayOf(Temporal.Instant.from(at)), 1, england)), due, at)
  }
})

test('a month later is the same day number, or the last day of a shorter month', () => {
  assert.equal(String(addMonths(day('2026-01-15'), 1)), '2026-02-15')
  assert.equal(String(addMonths(day('2026-01-31'), 1)), '2026-02-28')
  assert.equal(String(addMonths(day('2028-01-31'), 1)), '2028-02-29')
  assert.equal(String(addMonths(day('2026-08-31'), 6)), '2027-02-28')
  assert.equal(String(addMonths(day('2026-03-31'), -1)), '2026-02-28')
  assert.equal(String(addMonths(day('2024-02-29'), 12)), '2025-02-28')
  assert.equal(String(addMonths(day('2026-05-31'), 0)), '2026-05-31')
})
