import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../lib/day.ts'
import { epochDay } from '../../../lib/working-days.ts'
import { child, event, found, spell } from './examples.ts'
import { eligibleByTime } from './leaving-care.ts'

describe('Thirteen weeks in care since 14', () => {
  const eligible = (bornOn: string, ...periods: [string, string | null][]) =>
    eligibleByTime(
      periods.map(([from, to], i) => ({
        id: String(i),
        from: epochDay(day(from)),
        to: to === null ? Number.POSITIVE_INFINITY : epochDay(day(to)),
      })),
      day(bornOn),
    )?.on
  const on = (text: string) => epochDay(day(text))
  it('make a child of 16 or 17 in care eligible on the day they are up', () => {
    assert.equal(eligible('2010-02-20', ['2026-03-02', null]), on('2026-06-01'))
  })
  it('are up on the sixteenth birthday for a child long in care', () => {
    assert.equal(eligible('2010-02-20', ['2020-03-02', null]), on('2026-02-20'))
  })
  it('need not be in one stretch', () => {
    assert.equal(eligible('2010-02-20', ['2025-01-01', '2025-03-02'], ['2026-03-02', null]), on('2026-04-02'))
  })
  it('do not count time before 14', () => {
    assert.equal(eligible('2010-02-20', ['2020-01-01', '2024-02-20'], ['2026-03-02', null]), on('2026-06-01'))
  })
  it('must end after 16: thirteen weeks at 15 alone make nobody eligible', () => {
    assert.equal(eligible('2010-02-20', ['2025-01-01', '2025-12-01']), undefined)
  })
  it('must be up before 18', () => {
    assert.equal(eligible('2008-06-01', ['2026-03-10', null]), undefined)
  })
})

describe('The eligible window', () => {
  it('shows the day ahead while it runs, and the day it came', () => {
    const history = child('2010-02-20', spell('looked_after', '2026-03-02'))
    assert.deepEqual(found('eligible-window', history, '2026-04-01'), ['2026-03-02 due 2026-06-01 owed'])
    assert.deepEqual(found('eligible-window', history, '2026-06-01'), ['2026-03-02 due 2026-06-01 done 2026-06-01'])
  })
  it('does not count short breaks', () => {
    const breaks = spell('looked_after', '2026-03-02')
    const history = child(
      '2010-02-20',
      breaks,
      spell('legal_status', '2026-03-02', null, { code: 'V4', withinId: breaks.id }),
    )
    assert.deepEqual(found('eligible-window', history, '2026-07-01'), [])
  })
})

describe('Plans for leaving care', () => {
  const relevant = (...records: Parameters<typeof child>[1][]) =>
    child('2009-01-10', spell('care_leaver', '2026-03-02', null, { code: 'relevant' }), ...records)
  it('ask for no new assessment of a relevant child who has a pathway plan', () => {
    assert.deepEqual(found('relevant-assessment', relevant(event('pathway_plan', '2025-11-03')), '2026-05-01'), [])
  })
  it('are reviewed six-monthly from the plan, through a change of status', () => {
    const history = child(
      '2008-04-01',
      spell('care_leaver', '2024-04-01', '2026-04-01', { code: 'eligible' }),
      spell('care_leaver', '2026-04-01', null, { code: 'former-relevant' }),
      event('pathway_plan', '2025-09-01'),
      event('pathway_review', '2026-02-20'),
    )
    assert.deepEqual(found('pathway-review', history, '2026-05-01'), [
      '2025-09-01 due 2026-03-01 done 2026-02-20',
      '2026-02-20 due 2026-08-20 owed',
    ])
  })
  it('of a qualifying young person are not asked for', () => {
    const history = child(
      '2006-04-01',
      spell('care_leaver', '2024-04-01', null, { code: 'qualifying' }),
      event('pathway_plan', '2025-09-01'),
    )
    assert.deepEqual(found('pathway-review', history, '2026-05-01'), [])
  })
})

describe("A personal adviser's visits", () => {
  const leaving = spell('care_leaver', '2026-03-02', null, { code: 'relevant' })
  const home = (detail: Record<string, unknown>, endsOn: string | null = null) =>
    spell('placement', '2026-03-16', endsOn, { withinId: leaving.id, detail: { providedByCouncil: true, ...detail } })
  const visit = (on: string) => event('visit', on, { code: 'personal_adviser' })
  it('come once more before the 28-day review of a home not registered with Ofsted', () => {
    const history = child('2009-01-10', leaving, home({ registered: false }), visit('2026-03-20'), visit('2026-04-10'))
    assert.deepEqual(found('pa-visit-next', history, '2026-04-12'), [
      '2026-03-20 due 2026-04-13 done 2026-04-10',
      '2026-04-10 due 2026-06-10 owed',
    ])
  })
  it('are not counted where the council does not provide the home', () => {
    const own = spell('placement', '2026-03-16', null, { withinId: leaving.id })
    assert.deepEqual(found('pa-visit-first', child('2009-01-10', leaving, own), '2026-04-12'), [])
  })
  it("are not counted for a looked-after child's placement", () => {
    const care = spell('looked_after', '2026-03-16')
    const placement = spell('placement', '2026-03-16', null, { withinId: care.id, detail: { providedByCouncil: true } })
    assert.deepEqual(found('pa-visit-first', child('2009-01-10', care, placement), '2026-04-12'), [])
  })
  it('end when the young person moves on', () => {
    const history = child('2009-01-10', leaving, home({ registered: true }, '2026-03-20'))
    assert.deepEqual(found('pa-visit-first', history, '2026-04-12'), [])
  })
})

describe('The offer of a personal adviser', () => {
  it('ends on the 25th birthday; for one born on 29 February, on 1 March', () => {
    const history = child('2004-02-29', spell('care_leaver', '2022-02-28', null, { code: 'former-relevant' }))
    assert.deepEqual(found('pa-upper-age', history, '2026-01-01'), ['2022-02-28 due 2029-03-01 owed'])
  })
  it('is not counted before 18', () => {
    assert.deepEqual(
      found(
        'pa-upper-age',
        child('2009-01-10', spell('care_leaver', '2026-03-02', null, { code: 'relevant' })),
        '2026-05-01',
      ),
      [],
    )
  })
})

describe('Keeping in touch', () => {
  it('is owed again when touch is lost, until it is found again', () => {
    const history = child(
      '2008-01-10',
      spell('care_leaver', '2026-01-10', null, { code: 'former-relevant' }),
      event('care_leaver_contact', '2026-02-01', { code: 'YES' }),
      event('care_leaver_contact', '2026-04-01', { code: 'NO' }),
      event('care_leaver_contact', '2026-05-01', { code: 'NO' }),
      event('care_leaver_contact', '2026-06-01', { code: 'YES' }),
      event('care_leaver_contact', '2026-08-01', { code: 'NO' }),
    )
    assert.deepEqual(found('keep-in-touch', history, '2026-09-01'), [
      '2026-01-10 due promptly done 2026-02-01',
      '2026-04-01 due promptly done 2026-06-01',
      '2026-08-01 due promptly owed',
    ])
  })
  it('is not found again by a contact from before it was lost', () => {
    const history = child(
      '2008-01-10',
      spell('care_leaver', '2026-01-10', null, { code: 'former-relevant' }),
      event('care_leaver_contact', '2026-03-31', { code: 'YES' }),
      event('care_leaver_contact', '2026-04-01', { code: 'NO' }),
    )
    assert.deepEqual(found('keep-in-touch', history, '2026-09-01').at(-1), '2026-04-01 due promptly owed')
  })
  it('is not owed for a child still looked after', () => {
    assert.deepEqual(
      found(
        'keep-in-touch',
        child('2010-01-10', spell('care_leaver', '2026-01-10', null, { code: 'eligible' })),
        '2026-09-01',
      ),
      [],
    )
  })
})
