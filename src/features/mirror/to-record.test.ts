import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../lib/day.ts'
import { readExtract } from './read-extract.ts'
import { council4, deliver, type Rows } from './testing.ts'
import { recordOf, type WantedPerson } from './to-record.ts'

const read = (rows: Rows, on = '2026-11-22'): Map<string, WantedPerson> => {
  const { extract, problems } = readExtract(deliver(rows))
  assert.deepEqual(problems.list, [])
  const all = extract!.rowsOf(extract!.people.map((_, n) => n))
  return new Map(extract!.people.map((key, n) => [key, recordOf(key, all[n]!, extract!.familyOf(n), day(on))]))
}
const spellsOf = (person: WantedPerson | undefined): string[] =>
  person!.spells.map(({ kind, startsOn, endsOn, code, endCode }) =>
    [kind, startsOn, endsOn ?? '', code ?? '', endCode ?? ''].join(' ').trim(),
  )
const eventsOf = (person: WantedPerson | undefined): string[] =>
  person!.events.map(({ kind, on, code }) => [kind, on, code ?? ''].join(' ').trim())

test('A boy on a plan: the way from contact to plan, with his worker, his address and his numbers', () => {
  const boy = read(council4()).get('A1')!
  assert.deepEqual(spellsOf(boy), [
    'contact 2026-08-30 2026-08-30 6 referral',
    'referral 2026-09-01',
    'assessment 2026-09-02 2026-10-01  section 47',
    'section_47 2026-10-02 2026-10-16  conference',
    'child_protection_plan 2026-10-20  EMO',
    'allocation 2026-09-01  social worker',
  ])
  assert.deepEqual(eventsOf(boy), [
    'referral_decision 2026-09-01 assessment',
    'initial_conference 2026-10-20 child protection plan',
    'visit 2026-11-03 child_protection',
  ])
  const plan = boy.spells.find(({ kind }) => kind === 'child_protection_plan')!
  assert.deepEqual(plan.detail, { initialCategory: 'NEG' })
  assert.equal(plan.within, boy.spells.find(({ kind }) => kind === 'referral')!.sourceKey)
  assert.deepEqual(boy.spells.find(({ kind }) => kind === 'assessment')!.detail, {
    childSeen: true,
    factors: ['2B', '3B'],
  })
  assert.deepEqual(
    boy.identifiers.map(({ scheme, value }) => `${scheme} ${value}`),
    ['nhs 9990000018', 'former upn H801200001009'],
  )
  assert.deepEqual(
    boy.addresses.map(({ lines, postcode, kind, confidential }) => [lines, postcode, kind, confidential]),
    [['Flat 2, 12 High Street\nTestmere', 'TM1 2AB', 'home', false]],
  )
  assert.equal(boy.events.find(({ kind }) => kind === 'visit')!.at?.toString(), '2026-11-03T15:30:00Z')
})

test('A girl in care: episodes become one period, with homes, legal status and a night missing', () => {
  const girl = read(council4()).get('A2')!
  assert.deepEqual(spellsOf(girl), [
    'referral 2024-12-20',
    'looked_after 2025-01-10',
    'legal_status 2025-01-10  C2',
    'placement 2025-01-10 2025-06-01 U6',
    'placement 2025-06-01  U6',
    'missing 2026-11-10 2026-11-11 M returned',
    'allocation 2025-01-12  reviewing officer',
  ])
  assert.deepEqual(eventsOf(girl), [
    'looked_after_review 2026-09-14 PN1',
    'visit 2026-11-05 looked_after',
    'health_assessment 2026-02-03',
    'return_interview_offer 2026-11-11 declined',
  ])
  const period = girl.spells.find(({ kind }) => kind === 'looked_after')!
  for (const kind of ['legal_status', 'placement'])
    for (const one of girl.spells.filter((spell) => spell.kind === kind)) assert.equal(one.within, period.sourceKey)
  assert.deepEqual(girl.spells.find(({ kind }) => kind === 'missing')!.detail, {
    startedAt: '2026-11-10T21:15:00Z',
    returnedAt: '2026-11-11T07:05:00Z',
  })
  assert.equal(girl.addresses[0]!.confidential, true, 'an address that came without any of itself is not to be told')
})

test('Police protection stands among the urgent orders as well as the statuses; a mother and a family tie people', () => {
  const people = read(council4())
  assert.deepEqual(spellsOf(people.get('A3')), [
    'legal_status 2026-11-20 2026-11-22 L1',
    'emergency_protection 2026-11-20 2026-11-22 L1',
  ])
  assert.deepEqual(
    people.get('A3')!.relations.map(({ other, kind }) => `${kind} ${other}`),
    ['mother A4', 'relative A1', 'relative A2'],
  )
  assert.equal(people.get('A3')!.bornOn?.toString(), '2019-11-09')
})

test('What the extract says of days to come is not known yet, and an end before the beginning is a day long', () => {
  const rows = council4()
  rows.ssd_cin_plans = [
    {
      cinp_cin_plan_id: 'z',
      cinp_person_id: 'A4',
      cinp_cin_plan_start_date: '2026-11-01',
      cinp_cin_plan_end_date: '2026-10-01',
    },
    { cinp_cin_plan_id: 'y', cinp_person_id: 'A4', cinp_cin_plan_start_date: '2027-01-01' },
  ]
  assert.deepEqual(spellsOf(read(rows).get('A4')), [
    'contact 2026-11-01 2026-11-01  no further action',
    'child_in_need_plan 2026-11-01 2026-11-01',
  ])
})

test('Everything else the dataset has a table for comes over', () => {
  const rows = council4()
  Object.assign(rows, {
    ssd_early_help_episodes: [
      {
        earl_episode_id: 'q',
        earl_person_id: 'A4',
        earl_episode_start_date: '2026-01-05',
        earl_episode_reason: 'parenting',
      },
    ],
    ssd_disability: [{ disa_table_id: 'q', disa_person_id: 'A4', disa_disability_code: 'AUT' }],
    ssd_immigration_status: [
      {
        immi_immigration_status_id: 'q',
        immi_person_id: 'A4',
        immi_immigration_status: 'UASC',
        immi_immigration_status_start_date: '2025-02-02',
      },
    ],
    ssd_cin_visits: [
      { cinv_cin_visit_id: 'q', cinv_person_id: 'A4', cinv_cin_visit_date: '2026-02-02', cinv_cin_visit_seen: 'N' },
    ],
    ssd_cp_reviews: [
      {
        cppr_cp_review_id: 'q',
        cppr_person_id: 'A1',
        cppr_cp_plan_id: 'p1',
        cppr_cp_review_date: '2026-11-20',
        cppr_cp_review_outcome_continue_cp: 'N',
      },
    ],
    ssd_cla_convictions: [
      {
        clac_cla_conviction_id: 'q',
        clac_person_id: 'A2',
        clac_cla_conviction_offence: 'In the year to 31 March 2026',
      },
    ],
    ssd_cla_immunisations: [
      { clai_person_id: 'A2', clai_immunisations_status: 'Y', clai_immunisations_status_date: '2026-03-31' },
    ],
    ssd_cla_substance_misuse: [
      {
        clas_substance_misuse_id: 'q',
        clas_person_id: 'A2',
        clas_substance_misuse_date: '2026-03-31',
        clas_intervention_received: 'N',
      },
    ],
    ssd_cla_previous_permanence: [
      {
        lapp_table_id: 'q',
        lapp_person_id: 'A2',
        lapp_previous_permanence_order_date: 'zz/05/2019',
        lapp_previous_permanence_option: 'P2',
      },
    ],
    ssd_cla_care_plan: [
      {
        lacp_table_id: 'q',
        lacp_person_id: 'A2',
        lacp_cla_care_plan_start_date: '2025-01-20',
        lacp_cla_care_plan_json: '{"LTFOST18":"Y"}',
      },
    ],
    ssd_sdq_scores: [
      { csdq_table_id: 'q', csdq_person_id: 'A2', csdq_sdq_completed_date: '2026-03-01', csdq_sdq_score: '14' },
    ],
    ssd_care_leavers: [
      {
        clea_table_id: 'q',
        clea_person_id: 'A4',
        clea_care_leaver_eligibility: 'Relevant child',
        clea_care_leaver_in_touch: 'YES',
        clea_care_leaver_latest_contact: '2026-11-02',
        clea_care_leaver_accommodation: 'U1',
      },
    ],
    ssd_permanence: [
      {
        perm_table_id: 'q',
        perm_person_id: 'A2',
        perm_cla_id: 'k1',
        perm_adm_decision_date: '2025-09-01',
        perm_matched_date: '2025-10-01',
      },
      {
        perm_table_id: 'o',
        perm_person_id: 'A3',
        perm_permanence_order_date: '2026-01-02',
        perm_permanence_order_type: 'Special Guardianship Order',
      },
    ],
    ssd_pre_proceedings: [
      {
        prep_table_id: 'q',
        prep_person_id: 'A1',
        prep_plo_family_id: 'F1',
        prep_pre_pro_decision_date: '2026-10-25',
        prep_legal_gateway_outcome: 'pre-proceedings',
        prep_pre_pro_letter_date: '2026-10-30',
      },
    ],
  } satisfies Rows)
  const people = read(rows)
  const has = (key: string, ...wanted: string[]): void => {
    const all = [...spellsOf(people.get(key)), ...eventsOf(people.get(key))]
    for (const one of wanted) assert.ok(all.includes(one), `${one}\n${all.join('\n')}`)
  }
  has(
    'A1',
    'review_conference 2026-11-20 end',
    'pre_proceedings 2026-10-25',
    'legal_planning_meeting 2026-10-25',
    'letter_before_proceedings 2026-10-30',
  )
  has(
    'A2',
    'yearly_outcomes 2026-03-31',
    'immunisation_check 2026-03-31',
    'previous_permanence 2025-01-10 P2',
    'care_plan 2025-01-20',
    'strengths_difficulties 2026-03-01',
    'adoption 2025-09-01',
    'match 2025-10-01',
  )
  has('A3', 'permanence_order 2026-01-02  SGO')
  has(
    'A4',
    'early_help 2026-01-05',
    'unaccompanied 2025-02-02',
    'visit 2026-02-02 child_in_need',
    'care_leaver 2025-01-30  relevant',
    'care_leaver_contact 2026-11-02 YES',
  )
  assert.deepEqual(people.get('A2')!.events.find(({ kind }) => kind === 'yearly_outcomes')!.detail, {
    convicted: true,
    substanceMisuse: true,
    interventionReceived: false,
  })
  assert.deepEqual(people.get('A4')!.disabilities, ['AUT'])
})
