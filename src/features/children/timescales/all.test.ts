import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../../../scripts/volume.ts'
import { day, daysBetween, isAfter, isBefore } from '../../../lib/day.ts'
import { addMonths, addWorkingDays } from '../../../lib/working-days.ts'
import type { History, JourneyEvent, Spell } from '../journey/history.ts'
import { adopterEventKinds, eventKinds, type SpellKind, spellKinds, visitKinds } from '../journey/kinds.ts'
import { breaches, isOutstanding, obligationsOf, outstanding, timeliness, timescaleById, timescales } from './all.ts'
import { periodsOfCare } from './care.ts'
import { calendar, child, event, examples, settingOn, spell } from './examples.ts'
import { know } from './known.ts'
import type { Obligation, Timescale } from './timescale.ts'

const first = day('2023-01-01')
const today = '2026-06-30'
const dayFrom = (n: number): string => first.add({ days: n }).toString()

const someDay = fc.integer({ min: 0, max: 1250 })
const someEvent = fc
  .record({
    kind: fc.constantFrom(
      ...([...Object.keys(eventKinds), ...Object.keys(adopterEventKinds)] as JourneyEvent['kind'][]),
    ),
    on: someDay,
    code: fc.constantFrom(
      null,
      ...Object.keys(visitKinds),
      'initial',
      'YES',
      'NO',
      'accepted',
      'director',
      'assessment checkpoint',
    ),
    detail: fc.constantFrom(
      {},
      { seen: false },
      { transferIn: true },
      { permanencePlan: 'adoption' },
      { upToDate: true },
    ),
  })
  .map(({ kind, on, code, detail }) => event(kind, dayFrom(on), { code, detail }))

const codes: Partial<Record<SpellKind, (string | null)[]>> = {
  child_protection_plan: ['NEG', 'EMO'],
  emergency_protection: ['L1', 'L2', 'L3'],
  care_leaver: ['eligible', 'relevant', 'former-relevant', 'qualifying'],
  missing: ['M', 'A'],
  remand: ['J1', 'J2'],
  short_breaks: ['V3', 'V4'],
}
const otherKinds = (Object.keys(spellKinds) as SpellKind[]).filter(
  (kind) => !['looked_after', 'legal_status', 'placement'].includes(kind),
)
const someSpell = fc
  .record({
    kind: fc.constantFrom(...otherKinds),
    from: someDay,
    length: fc.option(fc.integer({ min: 0, max: 500 })),
    code: fc.nat(),
    detail: fc.constantFrom(
      {},
      { conferenceRequired: true },
      { conferenceRequired: false },
      { extendedTo: '2026-01-01' },
    ),
  })
  .map(({ kind, from, length, code, detail }) => {
    const list = codes[kind] ?? [null]
    return spell(kind, dayFrom(from), length === null ? null : dayFrom(from + length), {
      code: list[code % list.length],
      detail,
    })
  })

const someHome = fc.record({
  length: fc.integer({ min: 1, max: 300 }),
  code: fc.constantFrom('U1', 'U3', 'U4', 'U6', 'K2', 'P1', 'T1', 'T4', 'A5', 'A6'),
  status: fc.constantFrom('C1', 'C2', 'V2', 'E1'),
  detail: fc.constantFrom(
    {},
    { permanent: true },
    { temporaryApproval: true },
    { temporaryApproval: true, approvedOn: '2025-03-03' },
    { parentAssessmentPending: true },
    { parentAssessmentPending: true, assessedOn: '2025-03-03' },
    { sameCarer: true },
    { distant: true, emergency: true },
  ),
})

/** A period of care whose placements and statuses follow one another without a gap. */
const someCare = fc
  .record({ from: someDay, homes: fc.array(someHome, { minLength: 1, maxLength: 6 }), open: fc.boolean() })
  .map(({ from, homes, open }) => {
    const length = homes.reduce((sum, home) => sum + home.length, 0)
    const care = spell('looked_after', dayFrom(from), open ? null : dayFrom(from + length))
    let at = from
    const within = homes.flatMap(({ length: nights, code, status, detail }, i) => {
      const [starts, ends] = [dayFrom(at), open && i === homes.length - 1 ? null : dayFrom(at + nights)]
      at += nights
      return [
        spell('placement', starts, ends, { code, detail, withinId: care.id }),
        spell('legal_status', starts, ends, { code: status, withinId: care.id }),
      ]
    })
    return [care, ...within]
  })

const someHistory = fc
  .record({
    bornOn: fc.option(fc.integer({ min: -6500, max: 400 })),
    care: fc.option(someCare),
    spells: fc.array(someSpell, { maxLength: 8 }),
    events: fc.array(someEvent, { maxLength: 40 }),
  })
  .map(({ bornOn, care, spells, events }) =>
    child(bornOn === null ? null : dayFrom(bornOn), ...(care ?? []), ...spells, ...events),
  )

const plain = (obligations: Obligation[]) => obligations.map((each) => JSON.stringify(each)).sort()
const visits = ({ timescale }: Obligation): boolean =>
  (timescale.startsWith('cla-visit-') && timescale !== 'cla-visit-asked') || timescale === 'adoption-visit'

describe('For any child whatever', () => {
  it('exactly one visit is owed for the placement a looked-after child is in', () => {
    fc.assert(
      fc.property(someHistory, fc.integer({ min: 300, max: 1800 }), (history, on) => {
        const setting = settingOn(dayFrom(on))
        const known = know(history, setting)
        const open = periodsOfCare(known)
          .flatMap(({ stays }) => stays)
          .filter(({ to }) => to === Number.POSITIVE_INFINITY)
        const owed = outstanding(history, setting).filter(visits)
        assert.deepEqual(new Set(owed.map(({ triggerId }) => triggerId)).size, owed.length)
        assert.equal(owed.length, open.length)
      }),
      { numRuns: tries(300) },
    )
  })

  it('no two outstanding obligations share a timescale and a trigger', () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        const keys = outstanding(history, settingOn(today)).map(
          ({ timescale, triggerId }) => `${timescale} ${triggerId}`,
        )
        assert.deepEqual(keys, [...new Set(keys)])
      }),
      { numRuns: tries(300) },
    )
  })

  it('the order in which records of one day were written makes no difference', () => {
    fc.assert(
      fc.property(someHistory, fc.integer(), (history, seed) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          fc.sample(fc.shuffledSubarray([...list], { minLength: list.length }), { seed, numRuns: 1 })[0] ?? []
        const mixed = { ...history, spells: shuffled(history.spells), events: shuffled(history.events) }
        assert.deepEqual(plain(obligationsOf(mixed, settingOn(today))), plain(obligationsOf(history, settingOn(today))))
      }),
      { numRuns: tries(100) },
    )
  })

  it('nothing counted in working days falls due on a day nobody works', () => {
    const inWorkingDays = new Set(timescales.filter(({ unit }) => unit === 'working_day').map(({ id }) => id))
    fc.assert(
      fc.property(someHistory, (history) => {
        for (const { timescale, dueOn } of obligationsOf(history, settingOn(today))) {
          if (inWorkingDays.has(timescale) && dueOn !== null)
            assert.ok(calendar.isWorkingDay(dueOn), `${timescale} ${dueOn}`)
        }
      }),
      { numRuns: tries(200) },
    )
  })

  it('the days late are those from the due date to the day it was done, fell away, or to today', () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        for (const one of obligationsOf(history, settingOn(today))) {
          if (one.kind === 'window') continue
          const end = one.doneOn ?? one.lapsedOn ?? day(today)
          assert.equal(one.daysLate, one.dueOn === null ? 0 : Math.max(0, daysBetween(one.dueOn, end)), one.timescale)
          assert.ok(one.doneOn === null || one.lapsedOn === null)
          assert.equal(timescaleById.get(one.timescale)?.id, one.timescale)
        }
      }),
      { numRuns: tries(200) },
    )
  })

  it('what was recorded after a day makes no difference to what was owed on it', () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        const on = day('2024-09-30')
        const then: History = {
          ...history,
          spells: history.spells
            .filter(({ startsOn }) => !isAfter(startsOn, on))
            .map((each) => ({
              ...each,
              endsOn: each.endsOn !== null && isAfter(each.endsOn, on) ? null : each.endsOn,
            })),
          events: history.events.filter((each) => !isAfter(each.on, on)),
        }
        assert.deepEqual(
          plain(obligationsOf(then, settingOn('2024-09-30'))),
          plain(obligationsOf(history, settingOn('2024-09-30'))),
        )
      }),
      { numRuns: tries(200) },
    )
  })

  it('nothing is owed to a child who has died, and nothing that would have fallen due later counts as late', () => {
    fc.assert(
      fc.property(someHistory, someDay, (history, n) => {
        const diedOn = day(dayFrom(n))
        const dead = { ...history, diedOn }
        assert.deepEqual(
          outstanding(dead, settingOn(today)),
          isBefore(day(today), diedOn) ? outstanding(history, settingOn(today)) : [],
        )
        for (const { lapsedOn, dueOn } of obligationsOf(dead, settingOn(today))) {
          if (lapsedOn !== null && dueOn !== null) assert.ok(isBefore(dueOn, diedOn))
        }
      }),
      { numRuns: tries(200) },
    )
  })

  it('nothing is late that fell due before the council had records of its own', () => {
    fc.assert(
      fc.property(someHistory, someDay, (history, n) => {
        const recordsFrom = day(dayFrom(n))
        for (const { dueOn, doneOn, daysLate, timescale } of obligationsOf(
          history,
          settingOn(today, { recordsFrom }),
        )) {
          if (daysLate > 0 && dueOn !== null)
            assert.ok(!isBefore(dueOn, recordsFrom), `${timescale} ${dueOn} ${doneOn}`)
        }
      }),
      { numRuns: tries(200) },
    )
  })
})

describe('A correction that moves a date', () => {
  const moved = (history: History, days: number): History => {
    const move = (on: Temporal.PlainDate) => on.add({ days })
    return {
      ...history,
      spells: history.spells.map((each: Spell) => ({
        ...each,
        startsOn: move(each.startsOn),
        endsOn: each.endsOn === null ? null : move(each.endsOn),
      })),
      events: history.events.map((each) => ({ ...each, on: move(each.on) })),
    }
  }
  // These count from a birthday, from terms or from a day in a record's detail, which the move leaves where they were.
  const fixed = new Set([
    'pa-upper-age',
    'uasc-status-end',
    'pep-review',
    'prebirth-review',
    'pf-notify',
    'fgdm-offer',
    'immunisation',
  ])
  for (const [id, example] of Object.entries(examples)) {
    const { within, unit, suggestedLocal } = timescaleById.get(id) as Timescale
    if (fixed.has(id) || example.due === null || unit === null) continue
    it(`moves the due date of ${id} with it`, () => {
      fc.assert(
        fc.property(fc.integer({ min: -40, max: 40 }), (days) => {
          const from = day(example.from).add({ days })
          const history = moved(example.history(null), days)
          const found = timescaleById
            .get(id)
            ?.obligations(history, settingOn(from.add({ days: 200 }).toString()))
            .find(({ countedFrom }) => countedFrom.equals(from))
          assert.ok(found, `${id} counted from ${from}`)
          const limit = within ?? suggestedLocal?.first ?? suggestedLocal?.within ?? 0
          const expected =
            unit === 'working_day'
              ? addWorkingDays(from, limit, calendar)
              : unit === 'month'
                ? addMonths(from, limit)
                : day(example.due as string).add({ days })
          assert.equal(found.dueOn?.toString(), expected.toString())
        }),
        { numRuns: tries(15) },
      )
    })
  }
})

describe('How a council kept its timescales', () => {
  it('counts what was done in time, late, and what is late today, but not what is not yet due', () => {
    const history = child(
      '2015-06-15',
      spell('looked_after', '2026-03-30'),
      event('looked_after_review', '2026-04-27'),
      event('looked_after_review', '2026-08-03'),
      event('health_assessment', '2026-04-20'),
    )
    const kept = timeliness(obligationsOf(history, settingOn('2026-09-01')))
    assert.deepEqual(kept.get('cla-review-1'), { timescale: 'cla-review-1', inTime: 1, late: 0 })
    assert.deepEqual(kept.get('cla-review-2'), { timescale: 'cla-review-2', inTime: 0, late: 1 })
    assert.deepEqual(kept.get('care-plan'), { timescale: 'care-plan', inTime: 0, late: 1 })
    assert.equal(kept.get('cla-review-n'), undefined)
  })
  it('holds every breach: late and done, late and lapsed, late today', () => {
    const history = child(
      '2015-06-15',
      spell('child_in_need_plan', '2026-01-05', '2026-03-30'),
      spell('looked_after', '2026-03-30'),
      event('looked_after_review', '2026-05-06'),
    )
    const late = breaches(history, settingOn('2026-05-10'))
    const states = late.map(
      (each) => `${each.timescale} ${each.doneOn ? 'done' : isOutstanding(each) ? 'owed' : 'lapsed'}`,
    )
    assert.ok(states.includes('cla-review-1 done'))
    assert.ok(states.includes('cin-visit lapsed'))
    assert.ok(states.includes('health-initial owed'))
  })
  it('counts one day late as late', () => {
    const history = child('2015-06-15', spell('looked_after', '2026-03-30'), event('looked_after_review', '2026-04-30'))
    const late = obligationsOf(history, settingOn('2026-05-01')).filter(({ timescale }) => timescale === 'cla-review-1')
    assert.deepEqual(timeliness(late).get('cla-review-1'), { timescale: 'cla-review-1', inTime: 0, late: 1 })
    assert.equal(
      breaches(history, settingOn('2026-05-01')).filter(({ timescale }) => timescale === 'cla-review-1').length,
      1,
    )
  })
  it('asks nothing on the day a child died', () => {
    const history = { ...child('2015-06-15', spell('looked_after', '2026-03-30')), diedOn: day('2026-04-01') }
    assert.deepEqual(outstanding(history, settingOn('2026-04-01')), [])
    assert.ok(outstanding(history, settingOn('2026-03-31')).length > 0)
  })
  it('asks nothing of a child of whom nothing is recorded', () => {
    assert.deepEqual(outstanding(child('2015-06-15'), settingOn(today)), [])
  })
})
