import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../lib/day.ts'
import type { History, JourneyEvent, Spell } from '../journey/history.ts'
import { outstanding } from './all.ts'
import { child, event, found, settingOn, spell } from './examples.ts'

const born = '2015-06-15'
const visit = (on: string, more = {}) => event('visit', on, { code: 'looked_after', ...more })
const care = spell('looked_after', '2026-03-30')
const status = (code: string, startsOn = '2026-03-30', endsOn: string | null = null) =>
  spell('legal_status', startsOn, endsOn, { code, withinId: care.id })
const placement = (code: string, startsOn = '2026-03-30', endsOn: string | null = null, detail: Spell['detail'] = {}) =>
  spell('placement', startsOn, endsOn, { code, withinId: care.id, detail })
const review = (on: string) => event('looked_after_review', on, { code: 'PN1' })
const looked = (...records: (Spell | JourneyEvent)[]) => child(born, care, ...records)

/** The one visit owed on a day: which, and by when. */
const owed = (history: History, today: string, more = {}): string => {
  const visits = outstanding(history, settingOn(today, more)).filter(
    ({ timescale }) => timescale.startsWith('cla-visit') || timescale === 'adoption-visit',
  )
  assert.equal(visits.length, 1, `one visit is owed on ${today}, not ${visits.map(({ timescale }) => timescale)}`)
  return `${visits[0]?.timescale} by ${visits[0]?.dueOn}`
}

describe('Visits to a child in a foster home', () => {
  it('come in the first week of every placement, counted again at each move', () => {
    const history = looked(
      status('C2'),
      placement('U6', '2026-03-30', '2026-05-11'),
      placement('U6', '2026-05-11'),
      visit('2026-04-03'),
    )
    assert.equal(owed(history, '2026-05-12'), 'cla-visit-first by 2026-05-18')
    assert.deepEqual(found('cla-visit-first', history, '2026-05-12'), [
      '2026-03-30 due 2026-04-06 done 2026-04-03',
      '2026-05-11 due 2026-05-18 owed',
    ])
  })
  it('come six-weekly in the first year of the placement, however long the child has been in care', () => {
    const history = looked(
      status('C2'),
      placement('U4', '2026-03-30', '2027-05-10', { permanent: true }),
      placement('U4', '2027-05-10', null, { permanent: true }),
      visit('2027-05-12'),
    )
    assert.equal(owed(history, '2027-05-20'), 'cla-visit-year1 by 2027-06-23')
  })
  it('stay six-weekly after the first year', () => {
    const history = looked(status('C2'), placement('U6'), visit('2027-04-05'))
    assert.equal(owed(history, '2027-04-06'), 'cla-visit-later by 2027-05-17')
  })
  it('come three-monthly after the first year where the placement is meant to last to 18', () => {
    const history = looked(status('C2'), placement('U4', '2026-03-30', null, { permanent: true }), visit('2027-04-05'))
    assert.equal(owed(history, '2027-04-06'), 'cla-visit-permanent by 2027-07-05')
  })
  it('look ahead to the end of the first year: the last visit in it counts by the rule that will hold then', () => {
    const lasting = looked(status('C2'), placement('U4', '2026-03-30', null, { permanent: true }), visit('2027-03-01'))
    assert.equal(owed(lasting, '2027-03-02'), 'cla-visit-permanent by 2027-06-01')
    assert.equal(owed(lasting, '2027-05-01'), 'cla-visit-permanent by 2027-06-01')
    const ordinary = looked(status('C2'), placement('U6'), visit('2027-03-01'))
    assert.equal(owed(ordinary, '2027-03-02'), 'cla-visit-later by 2027-04-12')
  })
  it('that fell due in the first year stay due then, though the year has ended', () => {
    const history = looked(status('C2'), placement('U4', '2026-03-30', null, { permanent: true }), visit('2027-02-01'))
    assert.equal(owed(history, '2027-06-01'), 'cla-visit-year1 by 2027-03-15')
  })
  it('count on the day of the move itself', () => {
    const history = looked(status('C2'), placement('U6'), visit('2026-03-30'))
    assert.equal(owed(history, '2026-04-01'), 'cla-visit-year1 by 2026-05-11')
  })
  it('do not count when the child was not seen', () => {
    const history = looked(status('C2'), placement('U6'), visit('2026-04-02', { detail: { seen: false } }))
    assert.equal(owed(history, '2026-04-05'), 'cla-visit-first by 2026-04-06')
  })
  it('end with the placement, and with care', () => {
    const ended = child(
      born,
      spell('looked_after', '2026-03-30', '2026-04-10'),
      spell('placement', '2026-03-30', null, { code: 'U6' }),
    )
    assert.deepEqual(found('cla-visit-first', ended, '2026-05-01'), [
      '2026-03-30 due 2026-04-06 lapsed 2026-04-10, 4 late',
    ])
    assert.deepEqual(found('cla-visit-year1', ended, '2026-05-01'), [])
  })
  it('go on through a few nights in hospital and the same home afterwards', () => {
    const home = { urn: 'SC123456', postcode: 'ZZ1 1ZZ' }
    const history = looked(
      status('C2'),
      placement('U6', '2026-03-30', '2026-05-04', home),
      placement('T1', '2026-05-04', '2026-05-09'),
      placement('U6', '2026-05-09', null, home),
      visit('2026-04-27'),
    )
    assert.equal(owed(history, '2026-05-06'), 'cla-visit-year1 by 2026-06-08')
    assert.equal(owed(history, '2026-05-12'), 'cla-visit-year1 by 2026-06-08')
  })
  it('go on when only the name of the placement changed, and the carers stayed the same', () => {
    const history = looked(
      status('C2'),
      placement('U6', '2026-03-30', '2026-09-01'),
      placement('U4', '2026-09-01', null, { sameCarer: true, permanent: true }),
      visit('2027-03-29'),
    )
    assert.equal(owed(history, '2027-04-01'), 'cla-visit-permanent by 2027-06-29')
  })
  it('begin again in another home after a hospital stay', () => {
    const history = looked(
      status('C2'),
      placement('U6', '2026-03-30', '2026-05-04', { urn: 'SC123456' }),
      placement('T1', '2026-05-04', '2026-05-09'),
      placement('U6', '2026-05-09', null, { urn: 'SC654321' }),
      visit('2026-04-27'),
    )
    assert.equal(owed(history, '2026-05-12'), 'cla-visit-first by 2026-05-16')
  })
  it('are owed in a placement whose type nobody recorded', () => {
    const unknown = spell('placement', '2026-03-30', null, { withinId: care.id })
    assert.equal(owed(looked(status('C2'), unknown), '2026-04-01'), 'cla-visit-first by 2026-04-06')
    const moved = looked(
      status('C2'),
      placement('U6', '2026-03-30', '2026-04-20'),
      spell('placement', '2026-04-20', null, { withinId: care.id }),
    )
    assert.equal(owed(moved, '2026-04-21'), 'cla-visit-first by 2026-04-27')
  })
  it('are found by the dates of a placement that names no period of care', () => {
    const again = spell('looked_after', '2026-09-01')
    const history = child(
      born,
      spell('looked_after', '2026-03-30', '2026-06-01'),
      spell('placement', '2026-03-30', '2026-06-01', { code: 'U6' }),
      again,
      spell('placement', '2026-09-01', null, { code: 'K2' }),
    )
    assert.equal(owed(history, '2026-09-02'), 'cla-visit-first by 2026-09-08')
    assert.deepEqual(found('placement-plan', history, '2026-09-02'), [
      '2026-03-30 due 2026-04-08 lapsed 2026-06-01, 54 late',
      '2026-09-01 due 2026-09-08 owed',
    ])
  })
  it('of a child with short breaks only are not counted here', () => {
    const history = looked(status('V4'), placement('U6'))
    assert.deepEqual(found('cla-visit-first', history, '2026-05-01'), [])
  })
})

describe('Visits to a child placed with a parent before the assessment is complete', () => {
  const pending = (detail: Spell['detail'] = {}) =>
    placement('P1', '2026-03-30', null, { parentAssessmentPending: true, ...detail })
  it('are weekly up to the first review', () => {
    assert.equal(owed(looked(status('C2'), pending()), '2026-04-01'), 'cla-visit-parent-pending by 2026-04-06')
    assert.equal(
      owed(looked(status('C2'), pending(), visit('2026-04-06')), '2026-04-07'),
      'cla-visit-parent-pending by 2026-04-13',
    )
  })
  it('are six-weekly after it', () => {
    const history = looked(status('C2'), pending(), visit('2026-04-20'), review('2026-04-22'))
    assert.equal(owed(history, '2026-04-23'), 'cla-visit-parent-pending by 2026-06-01')
  })
  it('are not weekly any more from the day of that review, though one was due on it', () => {
    const history = looked(status('C2'), pending(), visit('2026-04-20'), review('2026-04-27'))
    assert.equal(owed(history, '2026-04-28'), 'cla-visit-parent-pending by 2026-06-01')
  })
  it('that were missed before the review stay late', () => {
    const history = looked(status('C2'), pending(), visit('2026-04-06'), review('2026-04-22'))
    assert.equal(owed(history, '2026-04-30'), 'cla-visit-parent-pending by 2026-04-13')
  })
  it('become those of a care order at home once the assessment is complete', () => {
    const history = looked(status('C2'), pending({ assessedOn: '2026-04-16' }), visit('2026-04-13'))
    assert.equal(owed(history, '2026-04-15'), 'cla-visit-parent-pending by 2026-04-20')
    assert.equal(owed(history, '2026-04-17'), 'cla-visit-care-order-home by 2026-04-23')
  })
})

describe('Visits to a relative approved for a time, and to a child at home on an interim order', () => {
  it('are weekly up to the first review and four-weekly after it', () => {
    const temporary = placement('U3', '2026-03-30', null, { temporaryApproval: true })
    assert.equal(
      owed(looked(status('C1'), temporary, visit('2026-04-06')), '2026-04-07'),
      'cla-visit-temporary-carer by 2026-04-13',
    )
    const reviewed = looked(status('C1'), temporary, visit('2026-04-20'), review('2026-04-22'), visit('2026-04-27'))
    assert.equal(owed(reviewed, '2026-04-28'), 'cla-visit-temporary-carer by 2026-05-25')
  })
  it('hold on an interim care order with a parent too', () => {
    const history = looked(status('C1'), placement('P1'), visit('2026-04-06'))
    assert.equal(owed(history, '2026-04-07'), 'cla-visit-temporary-carer by 2026-04-13')
  })
  it('become ordinary ones once the relative is fully approved', () => {
    const history = looked(
      status('C1'),
      placement('U3', '2026-03-30', null, { temporaryApproval: true, approvedOn: '2026-06-01' }),
      review('2026-04-22'),
      visit('2026-05-20'),
    )
    assert.equal(owed(history, '2026-05-25'), 'cla-visit-temporary-carer by 2026-06-17')
    assert.equal(owed(history, '2026-06-02'), 'cla-visit-year1 by 2026-07-01')
  })
})

describe('Visits to a child on a care order at home', () => {
  it('come within a week, then six-weekly', () => {
    assert.equal(owed(looked(status('C2'), placement('P1')), '2026-04-01'), 'cla-visit-care-order-home by 2026-04-06')
    const visited = looked(status('C2'), placement('P1'), visit('2026-04-02'))
    assert.equal(owed(visited, '2026-04-03'), 'cla-visit-care-order-home by 2026-05-14')
  })
  it('count from the order when it is made while the child lives at home', () => {
    const history = looked(
      status('C1', '2026-03-30', '2026-06-10'),
      status('C2', '2026-06-10'),
      placement('P1'),
      review('2026-04-22'),
      visit('2026-06-01'),
    )
    assert.equal(owed(history, '2026-06-09'), 'cla-visit-temporary-carer by 2026-06-29')
    assert.equal(owed(history, '2026-06-11'), 'cla-visit-care-order-home by 2026-06-17')
    const visited = looked(...history.spells.slice(1), review('2026-04-22'), visit('2026-06-01'), visit('2026-06-15'))
    assert.equal(owed(visited, '2026-06-16'), 'cla-visit-care-order-home by 2026-07-27')
  })
})

describe('Visits to a child placed for adoption', () => {
  const placed = (...records: (Spell | JourneyEvent)[]) =>
    child(
      '2024-09-01',
      care,
      status('E1'),
      spell('adoption', '2026-04-01', null, { withinId: care.id }),
      placement('U6', '2026-03-30', '2026-06-08'),
      placement('A6', '2026-06-08'),
      ...records,
    )
  it('are weekly until the first review after placement', () => {
    assert.equal(owed(placed(), '2026-06-09'), 'adoption-visit by 2026-06-15')
    assert.equal(owed(placed(visit('2026-06-12', { code: 'adoption' })), '2026-06-13'), 'adoption-visit by 2026-06-19')
  })
  it('are then at least the ordinary ones', () => {
    const history = placed(visit('2026-06-30', { code: 'adoption' }), review('2026-07-02'))
    assert.equal(owed(history, '2026-07-03'), 'cla-visit-year1 by 2026-08-11')
  })
  it('begin within a week of the day a foster home becomes the adoptive home', () => {
    const history = child(
      '2024-09-01',
      care,
      status('E1'),
      spell('adoption', '2026-04-01', null, { withinId: care.id }),
      placement('U6', '2026-03-30', '2026-06-08'),
      placement('A5', '2026-06-08', null, { sameCarer: true }),
      visit('2026-06-01'),
    )
    assert.equal(owed(history, '2026-06-07'), 'cla-visit-year1 by 2026-07-13')
    assert.equal(owed(history, '2026-06-09'), 'adoption-visit by 2026-06-15')
  })
})

describe('Visits otherwise', () => {
  it('are due promptly when the child asks, beside the ordinary one', () => {
    const history = looked(status('C2'), placement('U6'), visit('2026-04-02'), event('visit_request', '2026-04-10'))
    assert.deepEqual(found('cla-visit-asked', history, '2026-04-11'), ['2026-04-10 due promptly owed'])
    const answered = looked(...history.spells.slice(1), ...history.events, visit('2026-04-13'))
    assert.deepEqual(found('cla-visit-asked', answered, '2026-04-14'), ['2026-04-10 due promptly done 2026-04-13'])
  })
  it('that were asked for fall away when care ends', () => {
    const history = child(born, spell('looked_after', '2026-03-30', '2026-04-20'), event('visit_request', '2026-04-10'))
    assert.deepEqual(found('cla-visit-asked', history, '2026-05-01'), ['2026-04-10 due promptly lapsed 2026-04-20'])
  })
  it('may be asked for sooner by the council, and are counted so', () => {
    const history = looked(status('C2'), placement('U6'), visit('2026-04-02'))
    const local = { 'cla-visit-year1': { within: 4, unit: 'week' } as const }
    assert.equal(owed(history, '2026-04-03', { local }), 'cla-visit-year1 by 2026-04-30')
  })
  it('of a child who came with the returns are counted from the first day of the records', () => {
    const long = spell('looked_after', '2021-05-10')
    const history = child(
      born,
      long,
      spell('legal_status', '2021-05-10', null, { code: 'C2', withinId: long.id }),
      spell('placement', '2023-02-01', null, { code: 'U4', withinId: long.id, detail: { permanent: true } }),
    )
    assert.equal(owed(history, '2027-01-04', { recordsFrom: day('2027-01-04') }), 'cla-visit-permanent by 2027-04-04')
  })
})
