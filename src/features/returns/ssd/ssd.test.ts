import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { day } from '../../../lib/day.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import type { RecordChild } from './facts.ts'
import { cellsOf, type SsdRow } from './rows.ts'
import { caseloadDay, countIn, historyFrom, nothingCounted, ssdRowsOf, staffRows, versionRow } from './ssd.ts'
import { fieldsOf, jsonKeys, type SsdTable } from './tables.ts'
import { allocation, child, event, spell } from './testing.ts'

const today = '2026-11-22'
const context = { on: day(today), calendar: calendarOf(bankHolidays) }
const rowsOf = (one: RecordChild) => ssdRowsOf(one, context)
/** A row as it stands in its file, by field. */
const written = <T extends SsdTable>(table: T, row: SsdRow<T> | undefined): Record<string, string> => {
  assert.ok(row, `a row of ${table}`)
  const cells = cellsOf(table, row)
  return Object.fromEntries(fieldsOf(table).map((field, at) => [field, cells[at] as string]))
}

describe('who a child is', () => {
  test('has the number of the statutory returns, both names of the NHS number, and dates every database reads', () => {
    const one = child(today, [], {
      identifiers: [
        { scheme: 'nhs', value: '9991234567', from: null, to: null },
        { scheme: 'upn', value: 'A123456789012', from: null, to: null },
      ],
    })
    const row = written('ssd_person', rowsOf(one).ssd_person[0])
    assert.equal(row.pers_person_id, 'A100')
    assert.equal(row.pers_legacy_id, one.childId)
    assert.equal(row.pers_common_child_id, '9991234567')
    assert.equal(row.pers_single_unique_id, '9991234567')
    assert.equal(row.pers_upn, 'A123456789012')
    assert.equal(row.pers_upn_unknown, '')
    assert.equal(row.pers_dob, '2016-04-02T00:00:00')
    assert.equal(row.pers_send_flag, '')
  })

  test('where there is no pupil number the reason stands in its place', () => {
    const identifiers = [{ scheme: 'upn unknown', value: 'UN1', from: null, to: null }]
    assert.equal(rowsOf(child(today, [], { identifiers })).ssd_person[0]?.pers_upn_unknown, 'UN1')
  })

  test('a code that is in no list is left out', () => {
    const rows = rowsOf(child(today, [], { ethnicity: 'MARS', disabilities: ['LD', 'LD', 'XYZ'] }))
    assert.equal(rows.ssd_person[0]?.pers_ethnicity, null)
    assert.deepEqual(
      rows.ssd_disability.map((row) => row.disa_disability_code),
      ['LD'],
    )
  })

  test('an address nobody may be told is not written out', () => {
    const address = { id: 'a', kind: 'home', postcode: 'AB1 2CD', from: null, to: null }
    const rows = rowsOf(
      child(today, [], {
        addresses: [
          { ...address, lines: 'Flat 3, 12 High Street\nAnytown', confidential: false },
          { ...address, lines: '9 Hidden Road\nElsewhere', confidential: true },
        ],
      }),
    )
    const [open, hidden] = rows.ssd_address.map((row) => written('ssd_address', row))
    assert.equal(
      open?.addr_address_json,
      '{"ROOM":"","FLOOR":"","FLAT":"Flat 3","BUILDING":"","HOUSE":"12","STREET":"High Street","TOWN":"Anytown","UPRN":"","EASTING":"","NORTHING":""}',
    )
    assert.equal(open?.addr_address_postcode, 'AB1 2CD')
    assert.equal(hidden?.addr_address_postcode, '')
    assert.ok(!JSON.stringify(hidden).includes('Hidden'))
  })

  test('a mother who is a child of the council herself is named with her child', () => {
    const other = {
      id: '22222222-0000-7000-8000-000000000001',
      isChild: true,
      localId: 'M7',
      sex: 'F',
      ethnicity: null,
      disabilities: [],
      bornOn: day('2009-01-01'),
    }
    const rows = rowsOf(child(today, [], { relations: [{ kind: 'mother', other }] }))
    assert.equal(rows.ssd_mother[0]?.moth_person_id, 'M7')
    assert.equal(rows.ssd_mother[0]?.moth_childs_person_id, 'A100')
    assert.equal(rows.ssd_family[0]?.fami_family_id, other.id)
  })
})

describe('help and protection', () => {
  const referral = spell('referral', '2026-01-05', null, {
    code: '3A',
    detail: { primaryNeed: 'N1', noFurtherAction: false },
  })

  test('a referral says who sent it, what was decided, and with every key of its outcome', () => {
    const rows = rowsOf(
      child(today, [referral, event('referral_decision', '2026-01-06', { code: 'assessment', spellId: referral.id })]),
    )
    const row = written('ssd_cin_episodes', rows.ssd_cin_episodes[0])
    assert.equal(row.cine_referral_source_desc, 'Health: GP')
    assert.equal(row.cine_referral_nfa, 'N')
    assert.equal(row.cine_close_date, '')
    const outcome = JSON.parse(row.cine_referral_outcome_json ?? '')
    assert.deepEqual(Object.keys(outcome), [...jsonKeys.cine_referral_outcome_json])
    assert.equal(outcome.SINGLE_ASSESSMENT_FLAG, 'Y')
    assert.equal(outcome.NFA_FLAG, 'N')
  })

  test('while nothing is decided every key is there and empty', () => {
    const open = spell('referral', '2026-11-21', null, { code: '6' })
    const row = written('ssd_cin_episodes', rowsOf(child(today, [open])).ssd_cin_episodes[0])
    assert.equal(row.cine_referral_nfa, '')
    assert.deepEqual(new Set(Object.values(JSON.parse(row.cine_referral_outcome_json ?? ''))), new Set(['']))
  })

  test('an assessment has its referral, its factors, and what came of it', () => {
    const done = spell('assessment', '2026-01-06', '2026-02-20', {
      withinId: referral.id,
      detail: { factors: ['3B', '16A', 'nonsense'], childSeen: true },
    })
    const plan = spell('child_in_need_plan', '2026-02-20', null, { withinId: referral.id })
    const rows = rowsOf(child(today, [referral, done, plan]))
    const row = written('ssd_cin_assessments', rows.ssd_cin_assessments[0])
    assert.equal(row.cina_referral_id, referral.id)
    assert.equal(row.cina_assessment_child_seen, 'Y')
    assert.equal(row.cina_assessment_outcome_nfa, 'N')
    const outcome = JSON.parse(row.cina_assessment_outcome_json ?? '')
    assert.deepEqual([outcome.PROV_OF_SERVICES_FLAG, outcome.TOTAL_NO_OF_OUTCOMES], ['Y', 1])
    assert.equal(
      written('ssd_assessment_factors', rows.ssd_assessment_factors[0]).cinf_assessment_factors_json,
      '["3B","16A"]',
    )
  })

  test('an enquiry leads to its conference, the conference to its plan, and the plan has its category in words', () => {
    const enquiry = spell('section_47', '2026-03-02', '2026-03-16', {
      withinId: referral.id,
      endCode: 'conference',
      detail: { conferenceRequired: true },
    })
    const conference = event('initial_conference', '2026-03-18', {
      spellId: enquiry.id,
      detail: { decision: 'child protection plan' },
    })
    const plan = spell('child_protection_plan', '2026-03-18', null, {
      withinId: referral.id,
      code: 'EMO',
      detail: { initialCategory: 'NEG' },
    })
    const review = event('review_conference', '2026-06-10', { spellId: plan.id, code: 'EMO' })
    const visit = event('visit', '2026-03-25', { code: 'child_protection', detail: { seen: true, seenAlone: false } })
    const missed = event('visit', '2026-04-05', { code: 'child_protection', detail: { seen: false } })
    const rows = rowsOf(child(today, [referral, enquiry, conference, plan, review, visit, missed]))
    const held = written('ssd_initial_cp_conference', rows.ssd_initial_cp_conference[0])
    assert.equal(held.icpc_s47_enquiry_id, enquiry.id)
    assert.equal(held.icpc_cp_plan_id, plan.id)
    assert.equal(held.icpc_icpc_outcome_cp_flag, 'Y')
    // Fifteen working days from the strategy discussion.
    assert.equal(held.icpc_icpc_target_date, '2026-03-23T00:00:00')
    const made = written('ssd_cp_plans', rows.ssd_cp_plans[0])
    assert.equal(made.cppl_icpc_id, conference.id)
    assert.equal(made.cppl_cp_plan_initial_category, 'Neglect')
    assert.equal(made.cppl_cp_plan_latest_category, 'Emotional abuse')
    assert.equal(written('ssd_cp_reviews', rows.ssd_cp_reviews[0]).cppr_cp_review_due, '2026-06-18T00:00:00')
    assert.deepEqual(
      rows.ssd_cp_visits.map((row) => [row.cppv_cp_visit_seen, row.cppv_cp_visit_seen_alone, row.cppv_cp_plan_id]),
      [
        ['Y', 'N', plan.id],
        ['N', 'N', plan.id],
      ],
    )
  })

  test('pre-proceedings have their letter, their meetings and how they ended', () => {
    const stretch = spell('pre_proceedings', '2026-04-01', '2026-07-01', { endCode: 'stopped' })
    const of = { spellId: stretch.id }
    const rows = rowsOf(
      child(today, [
        stretch,
        event('legal_planning_meeting', '2026-03-30', { ...of, detail: { decision: 'letter before proceedings' } }),
        event('letter_before_proceedings', '2026-04-08', of),
        event('pre_proceedings_meeting', '2026-04-20', of),
        event('pre_proceedings_meeting', '2026-06-01', of),
      ]),
    )
    const row = written('ssd_pre_proceedings', rows.ssd_pre_proceedings[0])
    assert.equal(row.prep_pre_pro_decision_date, '2026-03-30T00:00:00')
    assert.equal(row.prep_pre_pro_letter_date, '2026-04-08T00:00:00')
    assert.equal(row.prep_pre_pro_meetings_num, '2')
    assert.equal(row.prep_pre_pro_outcome, 'Step down')
  })
})

describe('care', () => {
  const care = spell('looked_after', '2025-05-01', null, { detail: { categoryOfNeed: 'N1' } })
  const interim = spell('legal_status', '2025-05-01', '2025-10-10', { withinId: care.id, code: 'C1' })
  const full = spell('legal_status', '2025-10-10', null, { withinId: care.id, code: 'C2' })
  const first = spell('placement', '2025-05-01', '2025-08-20', {
    withinId: care.id,
    code: 'U6',
    endCode: 'CARPL',
    detail: { provider: 'PR4', postcode: 'KT1 2AB', distance: 7, urn: 'SC123456' },
  })
  const second = spell('placement', '2025-08-20', null, { withinId: care.id, code: 'U4', detail: { provider: 'PR1' } })
  const records = [care, interim, full, first, second]

  test('an episode begins wherever a legal status or a home does, as in the return', () => {
    const rows = rowsOf(child(today, records))
    assert.deepEqual(
      rows.ssd_cla_episodes
        .map((row) => written('ssd_cla_episodes', row))
        .map((row) => [
          row.clae_cla_episode_start_date?.slice(0, 10),
          row.clae_cla_episode_start_reason,
          row.clae_cla_episode_ceased_reason,
          row.clae_cla_placement_id,
        ]),
      [
        ['2025-05-01', 'S', 'X1', first.id],
        ['2025-08-20', 'P', 'X1', second.id],
        ['2025-10-10', 'L', '', second.id],
      ],
    )
    const ids = rows.ssd_cla_episodes.map((row) => row.clae_cla_episode_id)
    assert.equal(new Set(ids).size, 3)
    assert.ok(
      rows.ssd_cla_episodes.every((row) => row.clae_cla_id === care.id && row.clae_cla_primary_need_code === 'N1'),
    )
    const home = written('ssd_cla_placement', rows.ssd_cla_placement[0])
    assert.equal(home.clap_cla_placement_distance, '7')
    assert.equal(home.clap_cla_placement_change_reason, 'CARPL')
  })

  test('reviews say when they were due, visits belong to the period, plans for the long term follow one another', () => {
    const rows = rowsOf(
      child(today, [
        ...records,
        event('care_plan', '2025-05-10', { spellId: care.id, detail: { permanencePlan: 'return home' } }),
        event('looked_after_review', '2025-05-27', { spellId: care.id, code: 'PN1' }),
        event('looked_after_review', '2025-08-25', {
          spellId: care.id,
          code: 'PN5',
          detail: { permanencePlan: 'long-term fostering' },
        }),
        event('visit', '2025-05-05', { code: 'looked_after', detail: { seen: true, seenAlone: true } }),
      ]),
    )
    assert.deepEqual(
      rows.ssd_cla_reviews.map((row) => String(row.clar_cla_review_due_date)),
      ['2025-06-02', '2025-08-27'],
    )
    assert.equal(rows.ssd_cla_visits[0]?.clav_cla_id, care.id)
    const plans = rows.ssd_cla_care_plan.map((row) => written('ssd_cla_care_plan', row))
    assert.deepEqual(
      plans.map((row) => JSON.parse(row.lacp_cla_care_plan_json ?? '')).map((said) => [said.RETURNEV, said.LTFOST18]),
      [
        ['Y', 'N'],
        ['N', 'Y'],
      ],
    )
    assert.equal(plans[0]?.lacp_cla_care_plan_end_date, '2025-08-25T00:00:00')
    // The reviewing officer met the child at the review the child came to, not at the one it stayed away from.
    assert.equal(String(rows.ssd_cla_episodes[0]?.clae_cla_last_iro_contact_date), '2025-05-27')
  })

  test('a night missing has its hours, and the talk that was offered', () => {
    const away = spell('missing', '2026-02-01', '2026-02-03', {
      code: 'M',
      detail: { startedAt: '2026-02-01T22:15:00Z', returnedAt: '2026-02-03T07:30:00Z' },
    })
    const offer = event('return_interview_offer', '2026-02-04', { spellId: away.id, code: 'declined' })
    const row = written('ssd_missing', rowsOf(child(today, [...records, away, offer])).ssd_missing[0])
    assert.equal(row.miss_missing_episode_start_date, '2026-02-01T22:15:00')
    assert.equal(row.miss_missing_episode_end_date, '2026-02-03T07:30:00')
    assert.deepEqual([row.miss_missing_rhi_offered, row.miss_missing_rhi_accepted], ['Y', 'N'])
  })

  test('adoption is told from the decision to the order', () => {
    const adopted = { ...care, endsOn: day('2026-10-01'), endCode: 'E12' }
    const decision = spell('adoption', '2025-09-01', '2026-10-01', { withinId: care.id, endCode: 'adopted' })
    const order = spell('legal_status', '2025-11-01', '2026-10-01', { withinId: care.id, code: 'E1' })
    const placed = spell('placement', '2026-03-01', '2026-10-01', { withinId: care.id, code: 'A6' })
    const rows = rowsOf(
      child(today, [
        adopted,
        decision,
        order,
        placed,
        event('match', '2026-02-01'),
        event('adoption_order', '2026-10-01', { spellId: care.id }),
      ]),
    )
    const row = written('ssd_permanence', rows.ssd_permanence[0])
    assert.deepEqual(
      [
        row.perm_adm_decision_date,
        row.perm_placement_order_date,
        row.perm_matched_date,
        row.perm_placed_for_adoption_date,
        row.perm_permanence_order_date,
      ].map((on) => on?.slice(0, 10)),
      ['2025-09-01', '2025-11-01', '2026-02-01', '2026-03-01', '2026-10-01'],
    )
    assert.equal(row.perm_permanence_order_type, 'Adoption Order')
    assert.equal(row.perm_decision_reversed_date, '')
    assert.equal(row.perm_adopted_by_carer_flag, 'N')
  })

  test('a care leaver has what was last known of home and work', () => {
    const leaver = spell('care_leaver', '2024-06-01', null, { code: 'former-relevant' })
    const rows = rowsOf(
      child(
        today,
        [
          leaver,
          event('care_leaver_contact', '2026-09-01', { code: 'YES', detail: { accommodation: 'U1', activity: 'F2' } }),
          event('pathway_review', '2026-08-01'),
        ],
        { bornOn: day('2006-05-01') },
      ),
    )
    const row = written('ssd_care_leavers', rows.ssd_care_leavers[0])
    assert.equal(row.clea_care_leaver_eligibility, 'former-relevant')
    assert.equal(row.clea_care_leaver_accommodation, 'U1')
    assert.equal(row.clea_care_leaver_accom_suitable, 'Suitable')
    assert.equal(row.clea_pathway_plan_review_date, '2026-08-01T00:00:00')
  })
})

describe('the council’s own tables', () => {
  test('six financial years of history; caseloads of the last 30 September', () => {
    assert.equal(historyFrom(day('2026-11-22')).toString(), '2021-04-01')
    assert.equal(historyFrom(day('2026-03-31')).toString(), '2020-04-01')
    assert.equal(caseloadDay(day('2026-11-22')).toString(), '2026-09-30')
    assert.equal(caseloadDay(day('2026-09-29')).toString(), '2025-09-30')
  })

  test('everybody a child’s rows name is among the professionals, also whom the directory does not reach', () => {
    const here = '33333333-0000-7000-8000-000000000001'
    const elsewhere = '33333333-0000-7000-8000-000000000002'
    const team = '44444444-0000-7000-8000-000000000001'
    const one = child(today, [
      allocation(here, team, '2026-01-01'),
      allocation(elsewhere, team, '2025-01-01', '2026-01-01'),
    ])
    const counted = nothingCounted()
    countIn(counted, one, rowsOf(one), day(today))
    const worker = {
      workerId: here,
      name: 'Bethany Thornmere',
      registration: 'SW1',
      staffNumber: null,
      jobTitle: 'Social worker',
      team: 'Family team',
      fte: 0.8,
    }
    const { professionals, departments } = staffRows(
      counted,
      { workers: new Map([[here, worker]]), teams: new Map([[team, 'Family team']]) },
      { workers: [here], teams: [team] },
    )
    assert.deepEqual(
      professionals.map((row) => [
        row.prof_professional_id,
        row.prof_professional_name,
        row.prof_professional_caseload,
      ]),
      [
        [here, 'Bethany Thornmere', 1],
        [elsewhere, null, 0],
      ],
    )
    assert.deepEqual(departments, [{ dept_team_id: team, dept_team_name: 'Family team' }])
  })

  test('the version is said once, and no text is longer than its field', () => {
    const row = versionRow(Temporal.Instant.from('2026-11-22T10:00:00Z'))
    assert.equal(written('ssd_version_log', row).created_at, '2026-11-22T10:00:00')
    assert.equal(written('ssd_version_log', row).is_current, '1')
    const long = written('ssd_person', { pers_forename: 'x'.repeat(300) })
    assert.equal(long.pers_forename?.length, 255)
  })
})
