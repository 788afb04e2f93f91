import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { day } from '../../../lib/day.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import type { History, JourneyEvent, Spell } from '../journey/history.ts'
import type { SpellKind } from '../journey/kinds.ts'
import { timescaleById, timescales } from './all.ts'
import type { LocalLimit, Obligation, Setting } from './timescale.ts'

// One worked example of every timescale, and the few words to write a history in. Tests run each example in time, late,
// not yet due and after a death; read them to see which records a timescale looks at.

let made = 0
const nextId = (): string => `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`

/** A spell, open unless an end is given. */
export const spell = (
  kind: SpellKind,
  startsOn: string,
  endsOn: string | null = null,
  more: Partial<Spell> = {},
): Spell => ({
  id: nextId(),
  kind,
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
  code: null,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
  ...more,
})

export const event = (kind: JourneyEvent['kind'], on: string, more: Partial<JourneyEvent> = {}): JourneyEvent => ({
  id: nextId(),
  kind,
  on: day(on),
  at: null,
  spellId: null,
  workerId: null,
  code: null,
  detail: {},
  ...more,
})

/** A child's history from its records in any order; nulls are left out. */
export const child = (bornOn: string | null, ...records: (Spell | JourneyEvent | null)[]): History => ({
  bornOn: bornOn === null ? null : day(bornOn),
  expectedOn: null,
  diedOn: null,
  spells: records.filter((record): record is Spell => record !== null && 'startsOn' in record),
  events: records.filter((record): record is JourneyEvent => record !== null && 'on' in record),
})

export const calendar = calendarOf(bankHolidays)

/** What every council is offered where the law leaves the limit open. */
export const suggested: Record<string, LocalLimit> = Object.fromEntries(
  timescales.flatMap(({ id, suggestedLocal }) => (suggestedLocal === null ? [] : [[id, suggestedLocal]])),
)

const termEnds = ['2025-12-19', '2026-03-27', '2026-07-21', '2026-12-18', '2027-03-25', '2027-07-21'].map(day)

export const settingOn = (today: string, more: Partial<Setting> = {}): Setting => ({
  today: day(today),
  now: Temporal.Instant.from(`${today}T09:00:00Z`),
  calendar,
  local: suggested,
  termEnds,
  ...more,
})

/** `due` null: no number. `done` given null leaves the thing undone; a day, done on it. */
export type Example = {
  words: string
  from: string
  due: string | null
  history: (done: string | null) => History
}

const schoolChild = '2015-06-15'
const when = (done: string | null, record: (on: string) => JourneyEvent): JourneyEvent | null =>
  done === null ? null : record(done)
const answered =
  (kind: JourneyEvent['kind'], more: Partial<JourneyEvent> = {}) =>
  (done: string | null): JourneyEvent | null =>
    when(done, (on) => event(kind, on, more))
const visited = (code: string) => answered('visit', { code, detail: { seen: true, seenAlone: true, place: 'home' } })

/** A period of care from 30 March 2026, under a care order in a foster home unless told otherwise. */
const inCare = (
  more: {
    bornOn?: string
    status?: string
    code?: string
    detail?: Spell['detail']
    from?: string
    placedOn?: string
  } = {},
  ...records: (Spell | JourneyEvent | null)[]
): History => {
  const from = more.from ?? '2026-03-30'
  const care = spell('looked_after', from)
  return child(
    more.bornOn ?? schoolChild,
    care,
    spell('legal_status', from, null, { code: more.status ?? 'C2', withinId: care.id }),
    spell('placement', more.placedOn ?? from, null, {
      code: more.code ?? 'U6',
      withinId: care.id,
      detail: more.detail ?? {},
    }),
    ...records,
  )
}

const onPlan = (...records: (Spell | JourneyEvent | null)[]): History =>
  child(schoolChild, spell('child_protection_plan', '2026-03-31', null, { code: 'NEG' }), ...records)

const leaver = (code: string, bornOn: string, from: string, ...records: (Spell | JourneyEvent | null)[]): History =>
  child(bornOn, spell('care_leaver', from, null, { code }), ...records)

const leaverAtHome = (detail: Spell['detail'], ...records: (Spell | JourneyEvent | null)[]): History => {
  const leaving = spell('care_leaver', '2026-03-02', null, { code: 'relevant' })
  return child(
    '2009-01-10',
    leaving,
    spell('placement', '2026-03-16', null, { withinId: leaving.id, detail: { providedByCouncil: true, ...detail } }),
    ...records,
  )
}

const placedForAdoption = (...records: (Spell | JourneyEvent | null)[]): History => {
  const care = spell('looked_after', '2025-11-03')
  return child(
    '2024-09-01',
    care,
    spell('legal_status', '2025-11-03', null, { code: 'E1', withinId: care.id }),
    spell('adoption', '2025-12-01', null, { withinId: care.id }),
    spell('placement', '2025-11-03', '2026-03-16', { code: 'U6', withinId: care.id }),
    spell('placement', '2026-03-16', null, { code: 'A6', withinId: care.id }),
    ...records,
  )
}

export const examples: Readonly<Record<string, Example>> = {
  'contact-decision': {
    words: 'the decision on a contact of a Saturday night',
    from: '2026-03-07',
    due: '2026-03-09',
    history: (done) => child(schoolChild, spell('contact', '2026-03-07', done)),
  },
  'referral-decision': {
    words: 'the decision on a referral of a Friday',
    from: '2026-03-06',
    due: '2026-03-09',
    history: (done) => child(schoolChild, spell('referral', '2026-03-06'), answered('referral_decision')(done)),
  },
  assessment: {
    words: "a new child's assessment",
    from: '2026-03-02',
    due: '2026-05-07',
    history: (done) => child(schoolChild, spell('referral', '2026-03-02'), spell('assessment', '2026-03-04', done)),
  },
  'assessment-checkpoint': {
    words: 'the first checkpoint of an assessment',
    from: '2026-03-04',
    due: '2026-03-18',
    history: (done) =>
      child(
        schoolChild,
        spell('assessment', '2026-03-04'),
        answered('management_decision', { code: 'assessment checkpoint' })(done),
        done === null ? null : event('management_decision', '2026-04-01', { code: 'assessment checkpoint' }),
      ),
  },
  'cin-plan-review': {
    words: 'the first review of a child in need plan',
    from: '2026-03-02',
    due: '2026-04-13',
    history: (done) =>
      child(schoolChild, spell('child_in_need_plan', '2026-03-02'), answered('child_in_need_review')(done)),
  },
  'cin-visit': {
    words: 'a visit to a child in need',
    from: '2026-03-02',
    due: '2026-04-13',
    history: (done) => child(schoolChild, spell('child_in_need_plan', '2026-03-02'), visited('child_in_need')(done)),
  },
  'strategy-discussion': {
    words: 'the strategy discussion on a concern of the Thursday before Easter',
    from: '2026-04-02',
    due: '2026-04-07',
    history: (done) => child(schoolChild, event('harm_concern', '2026-04-02'), answered('strategy_discussion')(done)),
  },
  icpc: {
    words: 'the initial conference',
    from: '2026-03-11',
    due: '2026-04-01',
    history: (done) => {
      const enquiry = spell('section_47', '2026-03-11')
      return child(
        schoolChild,
        enquiry,
        event('strategy_discussion', '2026-03-11', { spellId: enquiry.id }),
        answered('initial_conference')(done),
      )
    },
  },
  'icpc-transfer-in': {
    words: 'the conference on a child who moved here on a plan',
    from: '2026-03-20',
    due: '2026-04-14',
    history: (done) =>
      child(
        schoolChild,
        event('transfer_notice', '2026-03-20'),
        answered('initial_conference', { detail: { transferIn: true } })(done),
      ),
  },
  'core-group-first': {
    words: 'the first core group',
    from: '2026-03-31',
    due: '2026-04-16',
    history: (done) => onPlan(answered('core_group')(done)),
  },
  'core-group-next': {
    words: 'the core group after one held on 13 April',
    from: '2026-04-13',
    due: '2026-05-25',
    history: (done) => onPlan(event('core_group', '2026-04-13'), answered('core_group')(done)),
  },
  'rcpc-first': {
    words: 'the first review conference of a plan made on 31 March',
    from: '2026-03-31',
    due: '2026-06-30',
    history: (done) => onPlan(answered('review_conference')(done)),
  },
  'rcpc-next': {
    words: 'the review conference after one held on 24 June',
    from: '2026-06-24',
    due: '2026-12-24',
    history: (done) => onPlan(event('review_conference', '2026-06-24'), answered('review_conference')(done)),
  },
  'prebirth-review': {
    words: 'the review after the birth of a child on a plan before it',
    from: '2026-04-20',
    due: '2026-04-30',
    history: (done) =>
      child(
        '2026-04-20',
        spell('child_protection_plan', '2026-03-31', null, { code: 'NEG' }),
        answered('core_group')(done),
      ),
  },
  'cp-visit': {
    words: 'the first visit on a child protection plan',
    from: '2026-03-31',
    due: '2026-04-16',
    history: (done) => onPlan(visited('child_protection')(done)),
  },
  'police-protection': {
    words: 'police protection with no hour recorded',
    from: '2026-03-07',
    due: '2026-03-10',
    history: (done) => child(schoolChild, spell('emergency_protection', '2026-03-07', done, { code: 'L1' })),
  },
  epo: {
    words: 'an emergency protection order',
    from: '2026-03-07',
    due: '2026-03-15',
    history: (done) => child(schoolChild, spell('emergency_protection', '2026-03-07', done, { code: 'L2' })),
  },
  'child-assessment-order': {
    words: 'a child assessment order',
    from: '2026-03-07',
    due: '2026-03-14',
    history: (done) => child(schoolChild, spell('emergency_protection', '2026-03-07', done, { code: 'L3' })),
  },
  pace: {
    words: 'accommodation after arrest',
    from: '2026-03-07',
    due: '2026-03-10',
    history: (done) => child('2011-02-01', spell('legal_status', '2026-03-07', done, { code: 'J2' })),
  },
  'fgdm-offer': {
    words: 'the offer of a family group meeting before an application made on 11 May',
    from: '2026-03-16',
    due: '2026-05-11',
    history: (done) =>
      child(
        schoolChild,
        spell('pre_proceedings', '2026-03-16', '2026-05-11'),
        spell('proceedings', '2026-05-11'),
        answered('family_group_offer', { code: 'offered' })(done),
      ),
  },
  'pre-proceedings-review': {
    words: 'the review after the first pre-proceedings meeting',
    from: '2026-03-16',
    due: '2026-07-06',
    history: (done) =>
      child(
        schoolChild,
        spell('pre_proceedings', '2026-03-02'),
        event('pre_proceedings_meeting', '2026-03-16'),
        answered('pre_proceedings_meeting')(done),
      ),
  },
  'care-proceedings': {
    words: 'care proceedings',
    from: '2026-03-16',
    due: '2026-09-14',
    history: (done) => child(schoolChild, spell('proceedings', '2026-03-16', done)),
  },
  'care-plan': {
    words: 'the care plan',
    from: '2026-03-30',
    due: '2026-04-15',
    history: (done) => inCare({}, answered('care_plan')(done)),
  },
  'placement-plan': {
    words: 'the placement plan',
    from: '2026-03-30',
    due: '2026-04-08',
    history: (done) => inCare({}, answered('placement_plan')(done)),
  },
  'iro-appoint': {
    words: 'naming the reviewing officer',
    from: '2026-03-30',
    due: '2026-04-08',
    history: (done) => inCare({}, answered('reviewing_officer_named')(done)),
  },
  'cla-review-1': {
    words: 'the first review of the care plan',
    from: '2026-03-30',
    due: '2026-04-29',
    history: (done) => inCare({}, answered('looked_after_review', { code: 'PN1' })(done)),
  },
  'cla-review-2': {
    words: 'the second review of the care plan',
    from: '2026-04-27',
    due: '2026-07-27',
    history: (done) =>
      inCare(
        {},
        event('looked_after_review', '2026-04-27', { code: 'PN1' }),
        answered('looked_after_review', { code: 'PN1' })(done),
      ),
  },
  'cla-review-n': {
    words: 'the third review of the care plan',
    from: '2026-07-20',
    due: '2027-01-20',
    history: (done) =>
      inCare(
        {},
        event('looked_after_review', '2026-04-27', { code: 'PN1' }),
        event('looked_after_review', '2026-07-20', { code: 'PN1' }),
        answered('looked_after_review', { code: 'PN1' })(done),
      ),
  },
  'care-plan-change': {
    words: 'the review before a change to the care plan',
    from: '2026-05-11',
    due: null,
    history: (done) => inCare({}, event('care_plan_change', '2026-05-11'), answered('looked_after_review')(done)),
  },
  'cla-visit-first': {
    words: 'the first visit to a placement',
    from: '2026-03-30',
    due: '2026-04-06',
    history: (done) => inCare({}, visited('looked_after')(done)),
  },
  'cla-visit-year1': {
    words: 'a visit in the first year of a placement',
    from: '2026-04-02',
    due: '2026-05-14',
    history: (done) =>
      inCare({}, event('visit', '2026-04-02', { code: 'looked_after' }), visited('looked_after')(done)),
  },
  'cla-visit-later': {
    words: 'a visit after the first year of a placement',
    from: '2026-04-02',
    due: '2026-05-14',
    history: (done) =>
      inCare(
        { from: '2025-03-10' },
        event('visit', '2026-04-02', { code: 'looked_after' }),
        visited('looked_after')(done),
      ),
  },
  'cla-visit-permanent': {
    words: 'a visit after the first year of a placement meant to last to 18',
    from: '2026-04-02',
    due: '2026-07-02',
    history: (done) =>
      inCare(
        { from: '2025-03-10', code: 'U4', detail: { permanent: true } },
        event('visit', '2026-04-02', { code: 'looked_after' }),
        visited('looked_after')(done),
      ),
  },
  'cla-visit-parent-pending': {
    words: 'a visit to a child placed with a parent before the assessment is complete',
    from: '2026-03-30',
    due: '2026-04-06',
    history: (done) => inCare({ code: 'P1', detail: { parentAssessmentPending: true } }, visited('looked_after')(done)),
  },
  'cla-visit-temporary-carer': {
    words: 'a visit to a child with a relative approved for a time',
    from: '2026-03-30',
    due: '2026-04-06',
    history: (done) => inCare({ code: 'U3', detail: { temporaryApproval: true } }, visited('looked_after')(done)),
  },
  'cla-visit-care-order-home': {
    words: 'a visit to a child on a care order at home',
    from: '2026-03-30',
    due: '2026-04-06',
    history: (done) => inCare({ code: 'P1' }, visited('looked_after')(done)),
  },
  'cla-visit-asked': {
    words: 'a visit the child asked for',
    from: '2026-05-11',
    due: null,
    history: (done) => inCare({}, event('visit_request', '2026-05-11'), visited('looked_after')(done)),
  },
  'short-break-single': {
    words: 'a single short break',
    from: '2026-04-03',
    due: '2026-04-20',
    history: (done) => child(schoolChild, spell('legal_status', '2026-04-03', done, { code: 'V3' })),
  },
  'short-break-total': {
    words: 'the last of 75 short-break days',
    from: '2026-01-05',
    due: '2026-07-17',
    history: (done) =>
      child(
        schoolChild,
        ...['2026-01-05', '2026-02-05', '2026-03-05', '2026-04-05'].map((from) =>
          spell('legal_status', from, day(from).add({ days: 16 }).toString(), { code: 'V3' }),
        ),
        spell('legal_status', '2026-07-06', done, { code: 'V3' }),
      ),
  },
  'hospital-placement': {
    words: 'a hospital stay',
    from: '2026-03-30',
    due: '2026-05-11',
    history: (done) => inCare({ from: '2025-03-10' }, spell('placement', '2026-03-30', done, { code: 'T1' })),
  },
  'holiday-placement': {
    words: 'a stay while the carer is on holiday',
    from: '2026-03-30',
    due: '2026-04-20',
    history: (done) => inCare({ from: '2025-03-10' }, spell('placement', '2026-03-30', done, { code: 'T3' })),
  },
  'respite-placement': {
    words: 'a short stay elsewhere',
    from: '2026-03-30',
    due: '2026-04-06',
    history: (done) => inCare({ from: '2025-03-10' }, spell('placement', '2026-03-30', done, { code: 'T4' })),
  },
  'distant-placement': {
    words: "the director's approval of a distant placement",
    from: '2026-03-30',
    due: '2026-03-30',
    history: (done) =>
      inCare({ detail: { distant: true } }, answered('placement_approval', { code: 'director' })(done)),
  },
  'placement-notify': {
    words: 'notice of a placement made in an emergency',
    from: '2026-03-30',
    due: '2026-04-08',
    history: (done) => inCare({ detail: { emergency: true } }, answered('placement_notice')(done)),
  },
  'health-initial': {
    words: 'the initial health assessment',
    from: '2026-03-30',
    due: '2026-04-29',
    history: (done) => inCare({}, answered('health_assessment', { code: 'initial' })(done)),
  },
  'health-under5': {
    words: 'the health review of a child under five',
    from: '2026-04-20',
    due: '2026-10-20',
    history: (done) =>
      inCare(
        { bornOn: '2023-08-01' },
        event('health_assessment', '2026-04-20', { code: 'initial' }),
        answered('health_assessment', { code: 'review' })(done),
      ),
  },
  'health-5plus': {
    words: 'the health review of a child of five or over',
    from: '2026-04-20',
    due: '2027-04-20',
    history: (done) =>
      inCare(
        {},
        event('health_assessment', '2026-04-20', { code: 'initial' }),
        answered('health_assessment', { code: 'review' })(done),
      ),
  },
  dental: {
    words: 'the yearly dental check',
    from: '2026-03-30',
    due: '2027-03-30',
    history: (done) => inCare({}, answered('dental_check')(done)),
  },
  sdq: {
    words: 'the yearly questionnaire',
    from: '2026-03-30',
    due: '2027-03-30',
    history: (done) => inCare({}, answered('strengths_difficulties', { detail: { score: 14 } })(done)),
  },
  immunisation: {
    words: 'immunisations at 31 March',
    from: '2026-03-31',
    due: null,
    history: (done) => inCare({}, answered('immunisation_check', { detail: { upToDate: true } })(done)),
  },
  'pep-initiate': {
    words: 'starting the education plan',
    from: '2026-03-30',
    due: '2026-04-15',
    history: (done) => inCare({}, answered('education_plan', { code: 'started' })(done)),
  },
  'pep-initial': {
    words: 'the first version of the education plan',
    from: '2026-03-30',
    due: '2026-04-29',
    history: (done) => inCare({}, answered('education_plan', { code: 'initial' })(done)),
  },
  'pep-review': {
    words: 'the review of an education plan made in the summer term',
    from: '2026-05-06',
    due: '2026-12-18',
    history: (done) =>
      inCare(
        {},
        event('education_plan', '2026-05-06', { code: 'initial' }),
        answered('education_plan', { code: 'review' })(done),
      ),
  },
  'adoption-panel': {
    words: 'the panel after the review that made adoption the plan',
    from: '2026-07-20',
    due: '2026-09-20',
    history: (done) =>
      inCare(
        { bornOn: '2025-06-15' },
        event('looked_after_review', '2026-07-20', { detail: { permanencePlan: 'adoption', panelNeeded: true } }),
        answered('adoption_panel')(done),
      ),
  },
  'panel-papers': {
    words: 'papers for the panel',
    from: '2026-04-01',
    due: '2026-05-13',
    history: (done) =>
      inCare({}, event('permanence_report', '2026-04-01', { detail: done === null ? {} : { papersSentOn: done } })),
  },
  'adm-decision': {
    words: "the decision-maker's decision",
    from: '2026-05-20',
    due: '2026-06-01',
    history: (done) => inCare({}, event('panel_minutes', '2026-05-20'), answered('adoption_decision')(done)),
  },
  'adm-tell-oral': {
    words: 'telling of the decision',
    from: '2026-05-22',
    due: '2026-05-27',
    history: (done) => inCare({}, event('adoption_decision', '2026-05-22'), answered('adopters_told')(done)),
  },
  'adm-tell-written': {
    words: 'telling of the decision in writing',
    from: '2026-05-22',
    due: '2026-06-01',
    history: (done) => inCare({}, event('adoption_decision', '2026-05-22'), answered('adopters_told_in_writing')(done)),
  },
  match: {
    words: 'a match for a child who should be placed',
    from: '2026-05-22',
    due: '2026-11-22',
    history: (done) => inCare({ bornOn: '2025-06-15' }, spell('adoption', '2026-05-22'), answered('match')(done)),
  },
  'adoption-review-before-1': {
    words: 'the first review before placement for adoption',
    from: '2026-05-22',
    due: '2026-08-22',
    history: (done) =>
      inCare(
        { bornOn: '2025-06-15' },
        spell('adoption', '2026-05-01'),
        event('authority_to_place', '2026-05-22'),
        answered('looked_after_review')(done),
      ),
  },
  'adoption-visit': {
    words: 'a visit to a child placed with adopters',
    from: '2026-03-16',
    due: '2026-03-23',
    history: (done) => placedForAdoption(visited('adoption')(done)),
  },
  'adoption-review-after-1': {
    words: 'the first review after placement with adopters',
    from: '2026-03-16',
    due: '2026-04-13',
    history: (done) => placedForAdoption(answered('looked_after_review')(done)),
  },
  'adoption-review-after-2': {
    words: 'the second review after placement with adopters',
    from: '2026-04-09',
    due: '2026-07-09',
    history: (done) =>
      placedForAdoption(event('looked_after_review', '2026-04-09'), answered('looked_after_review')(done)),
  },
  'disruption-review': {
    words: 'the review of an adoption placement that ended',
    from: '2026-04-01',
    due: '2026-05-13',
    history: (done) => inCare({}, event('adoption_disruption', '2026-04-01'), answered('disruption_review')(done)),
  },
  'adopter-info': {
    words: 'information for people who ask about adopting',
    from: '2026-04-01',
    due: '2026-04-17',
    history: (done) => child(null, event('adopter_enquiry', '2026-04-01'), answered('adopter_information')(done)),
  },
  'adopter-registration': {
    words: 'the answer to a registration of interest',
    from: '2026-04-01',
    due: '2026-04-10',
    history: (done) =>
      child(
        null,
        event('adopter_registration', '2026-04-01'),
        answered('adopter_registration_decision', { code: 'accepted' })(done),
      ),
  },
  'adopter-stage1': {
    words: "stage 1 of adopters' approval",
    from: '2026-04-10',
    due: '2026-06-10',
    history: (done) =>
      child(
        null,
        event('adopter_registration_decision', '2026-04-10', { code: 'accepted' }),
        answered('adopter_stage_1_end')(done),
      ),
  },
  'adopter-break': {
    words: "the break between the stages of adopters' approval",
    from: '2026-06-10',
    due: '2026-12-10',
    history: (done) =>
      child(null, event('adopter_stage_1_end', '2026-06-10'), answered('adopter_notice_to_proceed')(done)),
  },
  'adopter-stage2': {
    words: "stage 2 of adopters' approval",
    from: '2026-06-30',
    due: '2026-10-30',
    history: (done) =>
      child(null, event('adopter_notice_to_proceed', '2026-06-30'), answered('adopter_decision')(done)),
  },
  'life-story-book': {
    words: 'the life-story book',
    from: '2026-12-18',
    due: '2027-01-06',
    history: (done) => child('2024-09-01', event('adoption_ceremony', '2026-12-18'), answered('life_story_book')(done)),
  },
  'return-home-interview': {
    words: 'the offer of a return interview with no hour recorded',
    from: '2026-03-07',
    due: '2026-03-10',
    history: (done) => {
      const episode = spell('missing', '2026-03-05', '2026-03-07', { code: 'M' })
      return child('2011-02-01', episode, answered('return_interview_offer', { spellId: episode.id })(done))
    },
  },
  'pf-notify': {
    words: 'the notice of private fostering',
    from: '2026-06-01',
    due: '2026-04-20',
    history: (done) =>
      child(
        schoolChild,
        spell('private_fostering', '2026-04-27', null, { detail: { arrangedFrom: '2026-06-01' } }),
        answered('private_fostering_notice')(done ?? '2026-04-27'),
      ),
  },
  'pf-visit-first': {
    words: 'the first private fostering visit',
    from: '2026-05-01',
    due: '2026-05-13',
    history: (done) =>
      child(
        schoolChild,
        spell('private_fostering', '2026-05-01'),
        event('private_fostering_notice', '2026-05-01'),
        visited('private_fostering')(done),
      ),
  },
  'pf-visit-year1': {
    words: 'a private fostering visit in the first year',
    from: '2026-05-08',
    due: '2026-06-19',
    history: (done) =>
      child(
        schoolChild,
        spell('private_fostering', '2026-05-01'),
        event('visit', '2026-05-08', { code: 'private_fostering' }),
        visited('private_fostering')(done),
      ),
  },
  'pf-visit-later': {
    words: 'a private fostering visit in a later year',
    from: '2026-05-08',
    due: '2026-07-31',
    history: (done) =>
      child(
        schoolChild,
        spell('private_fostering', '2025-03-03'),
        event('visit', '2026-05-08', { code: 'private_fostering' }),
        visited('private_fostering')(done),
      ),
  },
  'eligible-assessment': {
    words: 'the needs assessment of an eligible child',
    from: '2026-03-02',
    due: '2026-06-02',
    history: (done) => leaver('eligible', '2010-03-02', '2026-03-02', answered('needs_assessment')(done)),
  },
  'relevant-assessment': {
    words: 'the needs assessment of a relevant child',
    from: '2026-03-02',
    due: '2026-06-02',
    history: (done) => leaver('relevant', '2009-01-10', '2026-03-02', answered('needs_assessment')(done)),
  },
  'pathway-plan-ready': {
    words: 'the pathway plan',
    from: '2026-05-11',
    due: null,
    history: (done) =>
      leaver(
        'relevant',
        '2009-01-10',
        '2026-03-02',
        event('needs_assessment', '2026-05-11'),
        answered('pathway_plan')(done),
      ),
  },
  'pathway-review': {
    words: 'the review of a pathway plan',
    from: '2026-05-11',
    due: '2026-11-11',
    history: (done) =>
      leaver(
        'relevant',
        '2009-01-10',
        '2026-03-02',
        event('pathway_plan', '2026-05-11'),
        answered('pathway_review')(done),
      ),
  },
  'pathway-review-accom': {
    words: 'the review after a move to a home not registered with Ofsted',
    from: '2026-03-16',
    due: '2026-04-13',
    history: (done) => leaverAtHome({ registered: false }, answered('pathway_review')(done)),
  },
  'pa-visit-first': {
    words: "the personal adviser's first visit",
    from: '2026-03-16',
    due: '2026-03-23',
    history: (done) => leaverAtHome({ registered: true }, visited('personal_adviser')(done)),
  },
  'pa-visit-next': {
    words: "the personal adviser's next visit",
    from: '2026-03-20',
    due: '2026-05-20',
    history: (done) =>
      leaverAtHome(
        { registered: true },
        event('visit', '2026-03-20', { code: 'personal_adviser' }),
        visited('personal_adviser')(done),
      ),
  },
  'pa-upper-age': {
    words: 'the offer of a personal adviser',
    from: '2019-05-08',
    due: '2026-05-08',
    history: (done) => child('2001-05-08', spell('care_leaver', '2019-05-08', done, { code: 'former-relevant' })),
  },
  'keep-in-touch': {
    words: 'keeping in touch after care',
    from: '2026-03-02',
    due: null,
    history: (done) =>
      leaver('relevant', '2009-01-10', '2026-03-02', answered('care_leaver_contact', { code: 'YES' })(done)),
  },
  'uasc-status-end': {
    words: 'the status of an unaccompanied child',
    from: '2024-01-08',
    due: '2026-05-08',
    history: (done) => child('2008-05-08', spell('unaccompanied', '2024-01-08', done)),
  },
  're-referral-window': {
    words: 'the window in which a referral counts as a re-referral',
    from: '2026-02-27',
    due: '2027-02-27',
    history: (done) =>
      child(schoolChild, spell('referral', '2026-02-27', '2026-03-02'), done === null ? null : spell('referral', done)),
  },
  'eligible-window': {
    words: 'thirteen weeks in care at 16',
    from: '2026-03-02',
    due: '2026-06-01',
    history: () => child('2010-02-20', spell('looked_after', '2026-03-02')),
  },
}

/** What one timescale finds in a history, one line an occasion: "2026-03-06 due 2026-03-09 done 2026-03-10, 1 late". */
export const found = (id: string, history: History, today: string, more: Partial<Setting> = {}): string[] =>
  (timescaleById.get(id)?.obligations(history, settingOn(today, more)) ?? ['no such timescale' as never]).map(told)

const told = ({ countedFrom, dueOn, doneOn, lapsedOn, daysLate }: Obligation): string => {
  const state = doneOn !== null ? `done ${doneOn}` : lapsedOn !== null ? `lapsed ${lapsedOn}` : 'owed'
  return `${countedFrom} due ${dueOn ?? 'promptly'} ${state}${daysLate > 0 ? `, ${daysLate} late` : ''}`
}
