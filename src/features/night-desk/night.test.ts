import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { insideHours } from '../../access/scopes.ts'
import { bankHolidays } from '../../lib/bank-holidays.ts'
import { dayOf, zone } from '../../lib/day.ts'
import { calendarOf } from '../../lib/working-days.ts'
import {
  clockAt,
  closesNext,
  comingMorning,
  isNight,
  nightBefore,
  nightOf,
  opensNext,
  turnBegan,
  usualHours,
} from './night.ts'
import { holeSentence, holesIn, merged, momentOf, neededBetween, overlapOf, readShift, readTime } from './rota/rota.ts'

const at = (text: string) => Temporal.Instant.from(text)
const on = (text: string) => Temporal.PlainDate.from(text)
const plain = calendarOf(bankHolidays)
const said = (stretch: { from: Temporal.Instant; to: Temporal.Instant }) => `${stretch.from} to ${stretch.to}`
const sooner = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0
const hoursOf = (stretch: { from: Temporal.Instant; to: Temporal.Instant }) =>
  stretch.from.until(stretch.to).total('hours')

/** Moments of ten years, and more often than chance would around the two changes of the clock and Christmas. */
const days = fc.oneof(
  fc.integer({ min: 0, max: 3650 }).map((n) => on('2024-01-01').add({ days: n })),
  fc
    .constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2026-12-24', '2026-12-28', '2027-03-28')
    .map(on),
)
const moments = fc
  .record({ day: days, minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ day, minute }) => clockAt(day, '00:00').add({ minutes: minute }))
const calendars = fc.uniqueArray(days, { maxLength: 12 }).map((closed) => calendarOf(bankHolidays, closed.map(String)))

test('the night of a Friday lasts until Monday morning, and that of Christmas Eve over the holidays', () => {
  assert.deepEqual(
    ['2026-11-20T22:00:00Z', '2026-11-22T12:00:00Z', '2026-11-23T08:59:00Z'].map((text) =>
      String(nightOf(at(text), plain).from),
    ),
    Array(3).fill('2026-11-20T17:00:00Z'),
  )
  assert.equal(String(nightOf(at('2026-11-22T12:00:00Z'), plain).to), '2026-11-23T09:00:00Z')
  assert.equal(hoursOf(nightOf(at('2026-12-25T12:00:00Z'), plain)), 16 + 4 * 24)
})

test('a night in which the clocks change is an hour shorter in spring and an hour longer in autumn', () => {
  const everyDay = { ...usualHours, nonWorkingDays: false }
  assert.equal(hoursOf(nightOf(at('2026-03-29T01:30:00Z'), plain, everyDay)), 15)
  assert.equal(hoursOf(nightOf(at('2026-10-25T01:30:00Z'), plain, everyDay)), 17)
})

test('whatever the clock and the closed days: a night begins as offices close, ends as they open, and holds its own moments', () => {
  fc.assert(
    fc.property(moments, calendars, (moment, calendar) => {
      const night = nightOf(moment, calendar)
      assert.ok(sooner(night.from, night.to))
      assert.ok(sooner(moment, night.to))
      assert.equal(night.from.toZonedDateTimeISO(zone).toPlainTime().toString(), '17:00:00')
      assert.equal(night.to.toZonedDateTimeISO(zone).toPlainTime().toString(), '09:00:00')
      assert.ok(calendar.isWorkingDay(dayOf(night.from)) && calendar.isWorkingDay(dayOf(night.to)))
      // It is night exactly when an agreement with the usual hours opens anything.
      assert.equal(isNight(moment, calendar), insideHours(usualHours, moment, calendar))
      // Asked again from its own beginning and its last second, it is the same night.
      for (const inside of [night.from, night.to.subtract({ seconds: 1 })])
        assert.equal(said(nightOf(inside, calendar)), said(night))
      assert.equal(said(nightBefore(dayOf(night.to), calendar)), said(night))
    }),
    { numRuns: 300 },
  )
})

test('whatever the clock and the closed days: the coming morning is the first working 09:00 still to come', () => {
  fc.assert(
    fc.property(moments, calendars, (moment, calendar) => {
      const morning = comingMorning(moment, calendar)
      assert.ok(sooner(moment, morning.nine))
      assert.ok(calendar.isWorkingDay(morning.on))
      assert.equal(morning.nine.until(morning.halfPastNine).total('minutes'), 30)
      for (let day = dayOf(moment); Temporal.PlainDate.compare(day, morning.on) < 0; day = day.add({ days: 1 }))
        assert.ok(!calendar.isWorkingDay(day) || !sooner(moment, clockAt(day, '09:00')))
    }),
    { numRuns: 200 },
  )
})

test('agreed hours open and close when the agreement says, and at no moment between', () => {
  const hours = fc.constantFrom(
    usualHours,
    { from: '17:00', to: '09:00', nonWorkingDays: false },
    { from: '20:00', to: '08:00', nonWorkingDays: true },
    { from: '09:00', to: '17:00', nonWorkingDays: false },
  )
  fc.assert(
    fc.property(moments, calendars, hours, fc.integer({ min: 1, max: 5000 }), (moment, calendar, agreed, minutes) => {
      const open = insideHours(agreed, moment, calendar)
      const next = open ? closesNext(agreed, moment, calendar) : opensNext(agreed, moment, calendar)
      assert.ok(next !== null && sooner(moment, next))
      assert.equal(insideHours(agreed, next, calendar), !open)
      const between = moment.add({ minutes })
      if (sooner(between, next)) assert.equal(insideHours(agreed, between, calendar), open)
    }),
    { numRuns: 300 },
  )
  assert.equal(closesNext(null, at('2026-11-20T22:00:00Z'), plain), null)
})

test('a turn begins at 09:00 or 17:00, the last that has passed', () => {
  assert.equal(String(turnBegan(at('2026-11-22T02:04:00Z'))), '2026-11-21T17:00:00Z')
  assert.equal(String(turnBegan(at('2026-11-22T09:00:00Z'))), '2026-11-22T09:00:00Z')
  assert.equal(String(turnBegan(at('2026-06-22T16:30:00Z'))), '2026-06-22T16:00:00Z')
})

test('times are read as people write them', () => {
  assert.deepEqual(['17:00', '1700', '5pm', '5.30 PM', '9', '12am', '25:00', '9:60', 'soon', '13pm'].map(readTime), [
    '17:00',
    '17:00',
    '17:00',
    '17:30',
    '09:00',
    '00:00',
    null,
    null,
    null,
    null,
  ])
})

test('a time in the hour that clocks skip is refused in words; one that comes twice is the first', () => {
  const skipped = momentOf(on('2027-03-28'), '01:30')
  assert.match(
    'problem' in skipped ? skipped.problem : '',
    /There is no 01:30 on Sunday.* 28 March 2027.*from 01:00 to 02:00/,
  )
  const twice = momentOf(on('2026-10-25'), '01:30')
  assert.ok('at' in twice)
  assert.equal(String(twice.at), '2026-10-25T00:30:00Z')
  assert.match(twice.note ?? '', /comes twice/)
  const turn = readShift({ on: on('2027-03-27'), from: '17:00', to: '01:30' })
  assert.equal('problem' in turn ? turn.field : '', 'to')
})

test('a turn as typed is never longer than a day and an hour, and begins when it says', () => {
  const times = fc
    .integer({ min: 0, max: 1439 })
    .map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)
  fc.assert(
    fc.property(days, times, times, (day, from, to) => {
      const turn = readShift({ on: day, from, to })
      if ('problem' in turn) return
      assert.ok(sooner(turn.from, turn.to))
      assert.ok(hoursOf(turn) <= 25)
      assert.equal(turn.from.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }), from)
      assert.equal(turn.to.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }), to)
    }),
    { numRuns: 300 },
  )
})

test('nobody is on twice at once, and turns may touch', () => {
  const turn = (workerId: string, from: string, to: string) => ({ workerId, from: at(from), to: at(to) })
  const held = turn('ana', '2026-11-20T17:00:00Z', '2026-11-21T09:00:00Z')
  assert.equal(overlapOf(turn('ana', '2026-11-21T08:00:00Z', '2026-11-21T17:00:00Z'), [held]), held)
  assert.equal(overlapOf(turn('ana', '2026-11-21T09:00:00Z', '2026-11-21T17:00:00Z'), [held]), null)
  assert.equal(overlapOf(turn('ben', '2026-11-20T17:00:00Z', '2026-11-21T09:00:00Z'), [held]), null)
})

test('a hole in a rota is said with its hours', () => {
  const needed = neededBetween(at('2026-11-20T12:00:00Z'), at('2026-11-24T12:00:00Z'), [plain], usualHours)
  const turns = [
    { from: at('2026-11-20T17:00:00Z'), to: at('2026-11-22T09:00:00Z') },
    { from: at('2026-11-22T17:00:00Z'), to: at('2026-11-24T09:00:00Z') },
  ]
  assert.deepEqual(holesIn(needed, turns).map(holeSentence), [
    'Nobody is on duty from 09:00 on Sunday, 22 November 2026 to 17:00 on Sunday, 22 November 2026.',
  ])
})

test('whatever the turns: what is covered and what is a hole make up exactly what is needed', () => {
  const turns = fc.array(
    fc
      .record({ from: fc.integer({ min: 0, max: 20_000 }), long: fc.integer({ min: 1, max: 1500 }) })
      .map(({ from, long }) => ({
        from: at('2026-10-19T00:00:00Z').add({ minutes: from }),
        to: at('2026-10-19T00:00:00Z').add({ minutes: from + long }),
      })),
    { maxLength: 25 },
  )
  const inside = (list: readonly { from: Temporal.Instant; to: Temporal.Instant }[], moment: Temporal.Instant) =>
    list.some((one) => !sooner(moment, one.from) && sooner(moment, one.to))
  fc.assert(
    fc.property(turns, fc.array(calendars, { minLength: 1, maxLength: 3 }), (held, councils) => {
      const [from, to] = [at('2026-10-19T12:00:00Z'), at('2026-11-02T12:00:00Z')]
      const needed = neededBetween(from, to, councils, usualHours)
      const holes = holesIn(needed, held)
      assert.deepEqual(merged(holes).map(said), holes.map(said))
      for (let moment = from; sooner(moment, to); moment = moment.add({ minutes: 97 })) {
        const must = councils.some((calendar) => isNight(moment, calendar))
        assert.equal(inside(needed, moment), must)
        assert.equal(inside(holes, moment), must && !inside(held, moment))
      }
    }),
    { numRuns: 60 },
  )
})
