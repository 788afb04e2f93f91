import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { dayOf, zone } from '../../../lib/day.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { readMoment } from '../clock.ts'
import { byPressure, deadlinesOf, neededByOf, nightUpTo, stateAt, stateWords } from './handover.ts'

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const calendar = calendarOf(bankHolidays, ['2026-12-29'])
const here = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
const sent = (madeAt: string, sentAt: string | null = madeAt, acceptedAt: string | null = null) => ({
  madeAt: instant(madeAt),
  sentAt: sentAt === null ? null : instant(sentAt),
  acceptedAt: acceptedAt === null ? null : instant(acceptedAt),
  neededBy: instant(madeAt).add({ hours: 72 }),
})

describe('A handover', () => {
  test('of a weekday night is sent by nine and turns red at half past nine, not a second before', () => {
    const one = sent('2026-11-24T02:10:00Z')
    assert.equal(stateAt(one, instant('2026-11-24T09:29:59Z'), calendar).red, false)
    const red = stateAt(one, instant('2026-11-24T09:30:00Z'), calendar)
    assert.equal(red.red, true)
    assert.equal(
      stateWords(red, dayOf(instant('2026-11-24T09:30:00Z'))),
      'Nobody has accepted this: with the duty manager since 09:30',
    )
  })
  test('of a Friday night waits for Monday, while the desk goes on; over a council’s own closing day it waits longer', () => {
    assert.equal(here(deadlinesOf(instant('2026-11-20T23:00:00Z'), calendar).acceptedBy), '2026-11-23T09:30')
    assert.equal(here(deadlinesOf(instant('2026-11-21T13:00:00Z'), calendar).sentBy), '2026-11-23T09:00')
    // Christmas, Boxing Day on Saturday with its day in lieu, and a day this council's offices are closed.
    assert.equal(here(deadlinesOf(instant('2026-12-24T18:00:00Z'), calendar).acceptedBy), '2026-12-30T09:30')
    assert.equal(
      here(deadlinesOf(instant('2026-12-24T18:00:00Z'), calendarOf(bankHolidays)).acceptedBy),
      '2026-12-29T09:30',
    )
  })
  test('that is not sent by nine says so, and is red at half past nine as well', () => {
    const one = sent('2026-11-24T02:10:00Z', null)
    const late = stateAt(one, instant('2026-11-24T09:05:00Z'), calendar)
    assert.deepEqual([late.state, late.sentLate, late.red], ['unsent', true, false])
    assert.match(stateWords(late, dayOf(one.madeAt)), /past nine/)
    assert.match(
      stateWords(stateAt(one, instant('2026-11-24T10:00:00Z'), calendar), dayOf(one.madeAt)),
      /^Not sent and not accepted/,
    )
  })
  test('made while offices are open is accepted within half an hour', () => {
    assert.equal(here(deadlinesOf(instant('2026-11-24T09:10:00Z'), calendar).acceptedBy), '2026-11-24T09:40')
  })
  test('that is accepted is never red again, and what is needed by then is the day’s', () => {
    const one = sent('2026-11-24T02:10:00Z', '2026-11-24T03:00:00Z', '2026-11-24T09:45:00Z')
    assert.equal(stateAt(one, instant('2026-11-24T09:40:00Z'), calendar).red, true)
    const done = stateAt(one, instant('2026-12-24T09:45:00Z'), calendar)
    assert.deepEqual([done.state, done.red, done.neededNow], ['accepted', false, false])
  })
  test('with the duty manager stands above one that waits, and that above one that is accepted', () => {
    const now = instant('2026-11-24T09:40:00Z')
    const standing = (facts: ReturnType<typeof sent>) => ({ ...facts, standing: stateAt(facts, now, calendar) })
    const [accepted, waiting, red, unsent] = [
      standing(sent('2026-11-24T02:00:00Z', '2026-11-24T02:00:00Z', '2026-11-24T08:00:00Z')),
      standing(sent('2026-11-24T09:35:00Z')),
      standing(sent('2026-11-24T02:00:00Z')),
      standing(sent('2026-11-24T09:35:00Z', null)),
    ]
    assert.deepEqual([accepted, waiting, red, unsent].sort(byPressure), [red, unsent, waiting, accepted])
  })

  // Five years that hold ten changes of the clock.
  const moment = fc
    .integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2028-12-31T00:00:00Z') })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
  test('is due at half past nine by the clock of a working day, after it was made, whatever the clocks do that night', () => {
    fc.assert(
      fc.property(moment, (madeAt) => {
        const { sentBy, acceptedBy } = deadlinesOf(madeAt, calendar)
        const due = acceptedBy.toZonedDateTimeISO(zone)
        assert.ok(Temporal.Instant.compare(madeAt, acceptedBy) < 0)
        assert.equal(Number(acceptedBy.since(sentBy).total('minutes')), 30)
        if (!due.toPlainTime().equals('09:30')) {
          // made in office hours: half an hour later, the same day
          assert.equal(Number(madeAt.until(acceptedBy).total('minutes')), 30)
          assert.ok(calendar.isWorkingDay(dayOf(madeAt)))
          return
        }
        assert.ok(calendar.isWorkingDay(due.toPlainDate()))
        // no working morning lies between
        for (let on = dayOf(madeAt); Temporal.PlainDate.compare(on, due.toPlainDate()) < 0; on = on.add({ days: 1 })) {
          const nine = on.toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant()
          assert.ok(!calendar.isWorkingDay(on) || Temporal.Instant.compare(nine, madeAt) <= 0)
        }
      }),
      { numRuns: 400 },
    )
  })
  test('goes one way as time passes: unsent, sent, accepted, and red until it is accepted', () => {
    fc.assert(
      fc.property(
        moment,
        fc.nat(90_000),
        fc.nat(90_000),
        fc.array(fc.nat(400_000), { maxLength: 8 }),
        (madeAt, toSend, toAccept, looks) => {
          const sentAt = madeAt.add({ seconds: toSend })
          const facts = {
            madeAt,
            sentAt,
            acceptedAt: sentAt.add({ seconds: toAccept }),
            neededBy: madeAt.add({ hours: 30 }),
          }
          const order = ['unsent', 'sent', 'accepted']
          let before = stateAt(facts, madeAt, calendar)
          for (const after of looks.toSorted((a, b) => a - b)) {
            const standing = stateAt(facts, madeAt.add({ seconds: after }), calendar)
            assert.ok(order.indexOf(standing.state) >= order.indexOf(before.state))
            if (before.red) assert.ok(standing.red || standing.state === 'accepted')
            assert.ok(!standing.red || standing.state !== 'accepted')
            before = standing
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('What is needed by when', () => {
  test('is a moment of the child’s own council: its next working morning, noon or end of day', () => {
    const night = instant('2026-03-29T02:30:00Z')
    assert.equal(here(neededByOf('opening', night, calendar)!), '2026-03-30T09:30')
    assert.equal(here(neededByOf('noon', night, calendar)!), '2026-03-30T12:00')
    assert.equal(here(neededByOf('end', night, calendar)!), '2026-03-30T17:00')
    assert.equal(neededByOf('other', night, calendar), null)
  })
})

describe('A time typed at night', () => {
  const on = Temporal.PlainDate.from('2026-03-29')
  test('in the hour that is skipped in March is refused in plain words', () => {
    const read = readMoment(on, '01:30')
    assert.ok('problem' in read && /clocks went forward/.test(read.problem))
    assert.deepEqual(readMoment(on, '0230'), { at: instant('2026-03-29T01:30:00Z') })
  })
  test('in the hour that comes twice in October is the latest that has been', () => {
    const twice = Temporal.PlainDate.from('2026-10-25')
    assert.deepEqual(readMoment(twice, '1:30', instant('2026-10-25T03:00:00Z')), {
      at: instant('2026-10-25T01:30:00Z'),
    })
    assert.deepEqual(readMoment(twice, '1.30', instant('2026-10-25T01:00:00Z')), {
      at: instant('2026-10-25T00:30:00Z'),
    })
  })
  test('that is no time says what a time looks like', () => {
    for (const typed of ['', 'two', '25:00', '12:60', '7'])
      assert.deepEqual(readMoment(on, typed), { problem: 'Enter a time like 02:10' })
  })
})

describe('A night of history', () => {
  const from = (on: string) => here(nightUpTo(Temporal.PlainDate.from(on), calendar).from)
  test('up to a Monday holds its whole weekend, and up to a Sunday the day before', () => {
    assert.deepEqual(
      [from('2026-11-23'), from('2026-11-22'), from('2026-11-24')],
      ['2026-11-20T09:00', '2026-11-21T09:00', '2026-11-23T09:00'],
    )
  })
})
