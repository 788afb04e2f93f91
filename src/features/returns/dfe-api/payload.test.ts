import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { schemaFaults } from '../../../outside/dfe-api/schema.ts'
import type { WorkerNumbers } from '../record/facts.ts'
import type { Episode, Payload } from './delta.ts'
import { type DailyRecord, payloadOf, windowOn } from './payload.ts'
import { daily, event, spell } from './testing.ts'

const on = (text: string) => Temporal.PlainDate.from(text)
const today = on('2026-11-22')
const numbers: WorkerNumbers = new Map([
  ['w1', 'SW123456'],
  ['w2', 'AGENCY9'],
])
const made = (record: DailyRecord): Payload => {
  const payload = payloadOf(record, windowOn(today), numbers)
  assert.ok(payload !== null)
  assert.deepEqual(schemaFaults(payload), [])
  return payload
}
const episodeOf = (record: DailyRecord): Episode => {
  const { social_care_episodes: episodes } = made(record)
  assert.equal(episodes?.length, 1)
  return (episodes as readonly Episode[])[0] as Episode
}
const isIn = (record: DailyRecord): boolean => payloadOf(record, windowOn(today), numbers) !== null
const referral = spell('referral', '2026-09-01', null, { code: '1C' })

describe('whom the daily feed is about', () => {
  test('the window begins on 1 April of the financial year that holds the day two years ago, and ends tomorrow', () => {
    assert.deepEqual([String(windowOn(today).start), String(windowOn(today).end)], ['2024-04-01', '2026-11-23'])
    assert.equal(String(windowOn(on('2026-03-31')).start), '2023-04-01')
    assert.equal(String(windowOn(on('2026-04-01')).start), '2024-04-01')
  })

  const children: [is: boolean, words: string, record: DailyRecord][] = [
    [true, 'a child with an open referral', daily({ spells: [referral] })],
    [
      true,
      'a child whose case was closed on the first day of the window',
      daily({ spells: [spell('referral', '2020-01-01', '2024-04-01')] }),
    ],
    [
      false,
      'a child whose case was closed the day before',
      daily({ spells: [spell('referral', '2020-01-01', '2024-03-31')] }),
    ],
    [true, 'a child referred tomorrow', daily({ spells: [spell('referral', '2026-11-23')] })],
    [false, 'a child referred the day after', daily({ spells: [spell('referral', '2026-11-24')] })],
    [false, 'a child with early help alone', daily({ spells: [spell('early_help', '2026-01-01')] })],
    [
      true,
      'a child on a plan after the referral was closed',
      daily({
        spells: [
          spell('referral', '2020-01-01', '2020-02-01'),
          spell('child_in_need_plan', '2020-01-15', '2024-05-01'),
        ],
      }),
    ],
    [
      true,
      'a child in care without any referral',
      daily({ spells: [spell('looked_after', '2023-01-01', '2024-06-01')] }),
    ],
    [true, 'a young person who was 25 when the window began', daily({ bornOn: on('1998-04-02'), spells: [referral] })],
    [false, 'somebody who was 26 by then', daily({ bornOn: on('1998-04-01'), spells: [referral] })],
    [true, 'an unborn child who is due', daily({ bornOn: null, expectedOn: on('2026-11-23'), spells: [referral] })],
    [
      false,
      'an unborn child who is due later',
      daily({ bornOn: null, expectedOn: on('2026-12-24'), spells: [referral] }),
    ],
    [
      true,
      'a child who died',
      daily({ diedOn: on('2026-10-01'), spells: [spell('referral', '2026-09-01', '2026-10-01', { endCode: 'RC2' })] }),
    ],
  ]
  for (const [is, words, record] of children) {
    test(`${words} ${is ? 'is' : 'is not'} one of them`, () => assert.equal(isIn(record), is))
  }

  const contact = event('care_leaver_contact', '2026-05-01', {
    code: 'YES',
    detail: { activity: 'F2', accommodation: 'U1' },
  })
  const leaver = (bornOn: string, to: string | null, contacts = [contact]) =>
    daily(
      { bornOn: on(bornOn), events: contacts },
      { careLeaver: [{ id: 'leaver', startsOn: on('2024-06-01'), endsOn: to === null ? null : on(to) }] },
    )
  test('a care leaver of 16 to 25 with a contact in the window is one while the support lasts', () => {
    assert.equal(isIn(leaver('2005-01-01', null)), true)
    assert.equal(isIn(leaver('2005-01-01', '2026-06-01')), false)
    assert.equal(isIn(leaver('2005-01-01', null, [])), false)
    assert.equal(isIn(leaver('2011-01-01', null)), false)
    assert.deepEqual(episodeOf(leaver('2005-01-01', null)), {
      social_care_episode_id: 'leaver',
      care_leavers: { contact_date: '2026-05-01', activity: 'F2', accommodation: 'U' },
    })
  })
})

describe('what the daily feed says of a child', () => {
  const details = (record: DailyRecord) =>
    made({ ...record, facts: { ...record.facts, spells: [...record.facts.spells, referral] } }).child_details

  test('who the child is', () => {
    const home = (id: string, postcode: string, from: string, to: string | null) => ({
      id,
      kind: 'home',
      postcode,
      from: on(from),
      to: to === null ? null : on(to),
    })
    const record = daily({
      identifiers: [
        { scheme: 'former upn', value: 'H801200001001', from: null, to: null },
        { scheme: 'upn', value: 'A801200001001', from: on('2020-01-01'), to: null },
        { scheme: 'upn unknown', value: 'UN1', from: null, to: on('2020-01-01') },
      ],
      disabilities: ['HEAR', 'AUT'],
      addresses: [home('a', 'zz9 9zz', '2020-01-01', null), home('b', 'ZZ1 1ZZ', '2018-01-01', '2020-01-01')],
      spells: [spell('unaccompanied', '2024-01-01', '2026-03-04')],
    })
    assert.deepEqual(details(record), {
      unique_pupil_number: 'A801200001001',
      former_unique_pupil_number: 'H801200001001',
      first_name: 'Ada',
      surname: 'Madeup',
      date_of_birth: '2015-03-04',
      sex: 'F',
      ethnicity: 'WBRI',
      disabilities: ['AUT', 'HEAR'],
      postcode: 'ZZ9 9ZZ',
      uasc_flag: true,
      uasc_end_date: '2026-03-04',
    })
  })

  test('what is not known is left out, and no disability is said as such', () => {
    const record = daily(
      {
        sex: null,
        ethnicity: null,
        identifiers: [
          { scheme: 'upn unknown', value: 'UN10', from: null, to: null },
          { scheme: 'former upn', value: 'short', from: null, to: null },
        ],
      },
      { firstName: null, surname: null },
    )
    assert.deepEqual(details(record), {
      unique_pupil_number_unknown_reason: 'UN10',
      date_of_birth: '2015-03-04',
      sex: 'U',
      disabilities: ['NONE'],
      uasc_flag: false,
    })
  })

  test('of an unborn child the expected day, and nothing of disabilities', () => {
    const { date_of_birth, expected_date_of_birth, disabilities } = details(
      daily({ bornOn: null, expectedOn: on('2026-11-01') }),
    ) as Record<string, unknown>
    assert.deepEqual([date_of_birth, expected_date_of_birth, disabilities], [undefined, '2026-11-01', undefined])
  })

  test('a child without a number of the council goes under letters and digits of our own', () => {
    const { la_child_id } = made(daily({ localId: null, spells: [referral] }))
    assert.match(la_child_id, /^[0-9A-F]{20}$/)
  })

  test('a referral with what came of it', () => {
    const record = daily({
      spells: [
        spell('referral', '2025-01-06', '2026-02-01', { code: '1C', endCode: 'RC7' }),
        spell('assessment', '2025-01-08', '2025-02-10', {
          withinId: 'referral',
          detail: { factors: ['4B', '1A', '4B'] },
        }),
        spell('section_47', '2025-02-11', '2025-02-25', { withinId: 'referral', endCode: 'conference' }),
        spell('child_protection_plan', '2025-02-25', '2025-09-01', { withinId: 'referral' }),
        spell('child_in_need_plan', '2025-09-01', null, { withinId: 'referral' }),
        spell('allocation', '2025-01-10', null, { code: 'social worker', workerId: 'w1' }),
        spell('allocation', '2025-04-10', '2025-05-01', { code: 'social worker', workerId: 'w1' }),
        spell('allocation', '2025-01-10', null, { code: 'social worker', workerId: 'w2' }),
        spell('allocation', '2025-01-10', null, { code: 'personal adviser', workerId: 'w1' }),
      ],
      events: [event('initial_conference', '2025-02-25', { spellId: 'section_47' })],
    })
    assert.deepEqual(episodeOf(record), {
      social_care_episode_id: 'referral',
      referral_date: '2025-01-06',
      referral_source: '1C',
      referral_no_further_action_flag: false,
      closure_date: '2026-02-01',
      closure_reason: 'RC7',
      care_worker_details: [{ worker_id: 'SW123456', start_date: '2025-01-10' }],
      child_and_family_assessments: [
        {
          child_and_family_assessment_id: 'assessment',
          start_date: '2025-01-08',
          authorisation_date: '2025-02-10',
          factors: ['1A', '4B'],
        },
      ],
      section_47_assessments: [
        {
          section_47_assessment_id: 'section_47',
          start_date: '2025-02-11',
          icpc_required_flag: true,
          icpc_date: '2025-02-25',
          end_date: '2025-02-25',
        },
      ],
      child_protection_plans: [
        { child_protection_plan_id: 'child_protection_plan', start_date: '2025-02-25', end_date: '2025-09-01' },
      ],
      child_in_need_plans: [{ child_in_need_plan_id: 'child_in_need_plan', start_date: '2025-09-01' }],
    })
  })

  test('a referral that needed nothing more, and one that was closed for a reason of our own', () => {
    const nothing = episodeOf(
      daily({ spells: [spell('referral', '2026-01-06', '2026-01-07', { endCode: 'no further action' })] }),
    )
    assert.deepEqual(nothing, {
      social_care_episode_id: 'referral',
      referral_date: '2026-01-06',
      referral_no_further_action_flag: true,
    })
    const ours = episodeOf(daily({ spells: [spell('referral', '2026-01-06', '2026-02-07', { endCode: 'moved on' })] }))
    assert.deepEqual([ours.closure_date, ours.closure_reason], ['2026-02-07', undefined])
  })

  test('a day that an import had to make up is not told as one', () => {
    const one = episodeOf(
      daily({
        spells: [
          referral,
          spell('section_47', '2026-09-02', '2026-10-01', {
            endCode: 'no conference',
            detail: { endNotInReturn: true },
          }),
        ],
      }),
    )
    assert.deepEqual(one.section_47_assessments, [
      { section_47_assessment_id: 'section_47', start_date: '2026-09-02', icpc_required_flag: false },
    ])
  })

  test('care as the episodes of the looked-after return, with the adoption it led to', () => {
    const record = daily({
      spells: [
        spell('looked_after', '2025-01-10', null, { detail: { categoryOfNeed: 'N1' } }),
        spell('legal_status', '2025-01-10', null, { code: 'C2', withinId: 'looked_after' }),
        spell('placement', '2025-01-10', '2026-05-01', {
          id: 'p1',
          code: 'U6',
          endCode: 'CARPL',
          withinId: 'looked_after',
          detail: { postcode: 'zz2 2zz' },
        }),
        spell('adoption', '2026-02-01', null, { withinId: 'looked_after' }),
        spell('placement', '2026-05-01', null, { id: 'p2', code: 'A6', withinId: 'looked_after' }),
      ],
      events: [event('match', '2026-04-10')],
    })
    const { social_care_episode_id, child_looked_after_placements, adoption, ...rest } = episodeOf(record)
    assert.deepEqual(rest, {})
    assert.equal(social_care_episode_id, 'looked_after')
    assert.deepEqual(adoption, {
      initial_decision_date: '2026-02-01',
      matched_date: '2026-04-10',
      placed_date: '2026-05-01',
    })
    const placements = (child_looked_after_placements as readonly Record<string, unknown>[]).toSorted((a, b) =>
      String(a.start_date) < String(b.start_date) ? -1 : 1,
    )
    assert.deepEqual(
      placements.map(({ child_looked_after_placement_id: _, ...one }) => one),
      [
        {
          start_date: '2025-01-10',
          start_reason: 'S',
          placement_type: 'U6',
          postcode: 'ZZ2 2ZZ',
          end_date: '2026-05-01',
          end_reason: 'X1',
          change_reason: 'CARPL',
        },
        { start_date: '2026-05-01', start_reason: 'P', placement_type: 'A6' },
      ],
    )
    assert.equal(new Set(placements.map((one) => one.child_looked_after_placement_id)).size, 2)
  })

  test('questionnaires of the window, one for each day, wherever they were recorded', () => {
    const record = daily(
      {
        spells: [referral],
        events: [
          event('yearly_outcomes', '2026-03-31', { detail: { sdqScore: 12 } }),
          event('yearly_outcomes', '2023-03-31', { detail: { sdqScore: 20 } }),
        ],
      },
      {
        questionnaires: [
          { on: on('2026-10-01'), detail: { score: 9 } },
          { on: on('2026-10-02'), detail: { noScoreBecause: 'SDQ1' } },
        ],
      },
    )
    assert.deepEqual(made(record).health_and_wellbeing, {
      sdq_assessments: [
        { date: '2026-03-31', score: 12 },
        { date: '2026-10-01', score: 9 },
      ],
    })
  })

  test('what stays a plan is not told: an end or a start after tomorrow has not come', () => {
    const one = episodeOf(
      daily({ spells: [{ ...referral, endsOn: on('2026-12-01') }, spell('child_in_need_plan', '2026-11-30')] }),
    )
    assert.deepEqual([one.closure_date, one.child_in_need_plans], [undefined, undefined])
  })

  test('a case that was over before the window is not sent with a child who is back', () => {
    const record = daily({
      spells: [
        spell('referral', '2019-01-01', '2019-06-01', { id: 'old' }),
        spell('assessment', '2019-01-02', '2019-02-01', { withinId: 'old' }),
        referral,
      ],
    })
    assert.equal(episodeOf(record).social_care_episode_id, 'referral')
  })
})
