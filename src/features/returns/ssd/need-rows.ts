// Help and protection: the dataset's tables from the first contact to the end of a child protection plan, and what comes
// before court.
import { type Day, isBefore } from '../../../lib/day.ts'
import { addMonths, addWorkingDays } from '../../../lib/working-days.ts'
import { dayIn, eventsOf, type RecordChild, type RecordSpell, spellsOf, textIn, yesIn } from './facts.ts'
import { personKey } from './person-rows.ts'
import {
  conferenceBefore,
  doneBy,
  heldOn,
  holderOn,
  initialCategory,
  madePlan,
  needsConference,
  outcomeOf,
  outerOf,
  planFrom,
  responseTo,
  seenDuring,
  spellOfEvent,
  wentNoFurther,
} from './readings.ts'
import { coded, flag, meaningOf, outcomes, type SsdContext, type SsdRows } from './rows.ts'

const contactRows = (child: RecordChild, key: string, rows: SsdRows): void => {
  for (const contact of spellsOf(child, 'contact')) {
    const outcome = contact.endsOn === null ? null : (contact.endCode ?? textIn(contact.detail, 'outcome'))
    const known = spellsOf(child, 'referral').some(
      (one) => isBefore(one.startsOn, contact.startsOn) && heldOn(one, contact.startsOn),
    )
    const flags: Parameters<typeof outcomes<'cont_contact_outcome_json'>>[2][] =
      outcome === 'referral'
        ? ['NEW_REFERRAL_FLAG']
        : outcome === 'advice'
          ? ['ADVICE_FLAG']
          : outcome === 'no further action'
            ? ['NFA_FLAG']
            : outcome === null
              ? []
              : ['OTHER_OUTCOMES_EXIST_FLAG']
    rows.ssd_contacts.push({
      cont_contact_id: contact.id,
      cont_person_id: key,
      cont_contact_date: contact.startsOn,
      cont_contact_source_code: coded('cin-referral-source', contact.code),
      cont_contact_source_desc: meaningOf('cin-referral-source', contact.code),
      cont_contact_outcome_json: outcomes(
        'cont_contact_outcome_json',
        outcome !== null,
        ...flags,
        ...(known ? (['EXISTING_REFERRAL_FLAG'] as const) : []),
      ),
    })
  }
  for (const help of spellsOf(child, 'early_help')) {
    rows.ssd_early_help_episodes.push({
      earl_episode_id: help.id,
      earl_person_id: key,
      earl_episode_start_date: help.startsOn,
      earl_episode_end_date: help.endsOn,
      earl_episode_reason: textIn(help.detail, 'offer'),
      earl_episode_end_reason: help.endCode,
      earl_episode_organisation: textIn(help.detail, 'organisation'),
      earl_episode_worker_id: doneBy(child, help.workerId, help.teamId, help.endsOn ?? help.startsOn).workerId,
    })
  }
}

const responses: Readonly<Record<string, Parameters<typeof outcomes<'cine_referral_outcome_json'>>[2]>> = {
  assessment: 'SINGLE_ASSESSMENT_FLAG',
  'section 47': 'STRATEGY_DISCUSSION_FLAG',
  'no further action': 'NFA_FLAG',
  'immediate protection': 'CLA_REQUEST_FLAG',
}

const referralRows = (child: RecordChild, key: string, rows: SsdRows): void => {
  for (const referral of spellsOf(child, 'referral')) {
    const response = responseTo(child, referral)
    const noFurther = wentNoFurther(child, referral)
    const first =
      response === null ? (noFurther ? 'NFA_FLAG' : null) : (responses[response] ?? 'OTHER_OUTCOMES_EXIST_FLAG')
    const by = doneBy(child, referral.workerId, referral.teamId, referral.startsOn)
    rows.ssd_cin_episodes.push({
      cine_referral_id: referral.id,
      cine_person_id: key,
      cine_referral_date: referral.startsOn,
      cine_cin_primary_need_code: coded('category-of-need', textIn(referral.detail, 'primaryNeed')),
      cine_referral_source_code: coded('cin-referral-source', referral.code),
      cine_referral_source_desc: meaningOf('cin-referral-source', referral.code),
      cine_referral_outcome_json: outcomes(
        'cine_referral_outcome_json',
        first !== null,
        ...(first === null ? [] : [first]),
        ...(yesIn(referral.detail, 'transferIn') === true ? (['CP_TRANSFER_IN_FLAG'] as const) : []),
      ),
      cine_referral_nfa: flag(noFurther),
      cine_close_reason: coded('cin-closure-reason', referral.endCode),
      cine_close_date: referral.endsOn,
      cine_referral_team: by.teamId,
      cine_referral_worker_id: by.workerId,
    })
  }
}

const assessmentOutcomes = {
  'child in need plan': 'PROV_OF_SERVICES_FLAG',
  services: 'PROV_OF_SERVICES_FLAG',
  'section 47': 'STRATEGY_DISCUSSION_FLAG',
  'looked after': 'CLA_REQUEST_FLAG',
  'early help': 'OTHER_ACTIONS_FLAG',
  'no further action': 'NFA_FLAG',
} as const

const assessmentRows = (child: RecordChild, key: string, rows: SsdRows): void => {
  for (const assessment of spellsOf(child, 'assessment')) {
    const outcome = outcomeOf(child, assessment)
    const by = doneBy(child, assessment.workerId, assessment.teamId, assessment.endsOn ?? assessment.startsOn)
    const seen = seenDuring(child, assessment)
    rows.ssd_cin_assessments.push({
      cina_assessment_id: assessment.id,
      cina_person_id: key,
      cina_referral_id: outerOf(child, assessment, 'referral')?.id ?? null,
      cina_assessment_start_date: assessment.startsOn,
      cina_assessment_child_seen: flag(seen),
      cina_assessment_auth_date: assessment.endsOn,
      cina_assessment_outcome_json: outcomes(
        'cina_assessment_outcome_json',
        outcome !== null,
        ...(outcome === null ? [] : [assessmentOutcomes[outcome]]),
      ),
      cina_assessment_outcome_nfa: flag(outcome === null ? null : outcome === 'no further action'),
      cina_assessment_team: by.teamId,
      cina_assessment_worker_id: by.workerId,
    })
    const { factors } = assessment.detail
    const known = (Array.isArray(factors) ? factors : []).flatMap(
      (factor) => coded('cin-assessment-factors', String(factor)) ?? [],
    )
    if (known.length > 0) {
      rows.ssd_assessment_factors.push({
        cinf_table_id: assessment.id,
        cinf_assessment_id: assessment.id,
        cinf_assessment_factors_json: known,
      })
    }
  }
}

/** Visits to a child in need: those of a plan, and others to a child whose case is open and who is in no other plan. */
const needVisits = new Set(['child_in_need', 'other', 'private_fostering'])

const needPlanRows = (child: RecordChild, key: string, on: Day, rows: SsdRows): void => {
  for (const plan of spellsOf(child, 'child_in_need_plan')) {
    const by = holderOn(child, plan.endsOn ?? on)
    rows.ssd_cin_plans.push({
      cinp_cin_plan_id: plan.id,
      cinp_referral_id: outerOf(child, plan, 'referral')?.id ?? null,
      cinp_person_id: key,
      cinp_cin_plan_start_date: plan.startsOn,
      cinp_cin_plan_end_date: plan.endsOn,
      cinp_cin_plan_team: by?.teamId ?? null,
      cinp_cin_plan_worker_id: by?.workerId ?? null,
    })
  }
  if (spellsOf(child, 'referral').length === 0) return
  for (const visit of eventsOf(child, 'visit')) {
    if (!needVisits.has(visit.code ?? '')) continue
    const seen = yesIn(visit.detail, 'seen')
    rows.ssd_cin_visits.push({
      cinv_cin_visit_id: visit.id,
      cinv_person_id: key,
      cinv_cin_visit_date: visit.at ?? visit.on,
      cinv_cin_visit_seen: flag(seen),
      cinv_cin_visit_seen_alone: flag(seen === false ? false : yesIn(visit.detail, 'seenAlone')),
      cinv_cin_visit_bedroom: flag(yesIn(visit.detail, 'bedroomSeen')),
    })
  }
}

const enquiryOutcomes: Readonly<Record<string, Parameters<typeof outcomes<'s47e_s47_outcome_json'>>[2]>> = {
  conference: 'CP_CONFERENCE_FLAG',
  'child in need': 'PROV_OF_SERVICES_FLAG',
  'no further action': 'NFA_FLAG',
}

const protectionRows = (child: RecordChild, key: string, { calendar }: SsdContext, rows: SsdRows): void => {
  for (const enquiry of spellsOf(child, 'section_47')) {
    const needed = needsConference(child, enquiry)
    const outcome = needed === true ? 'conference' : enquiry.endsOn === null ? null : (enquiry.endCode ?? 'other')
    const by = doneBy(child, enquiry.workerId, enquiry.teamId, enquiry.endsOn ?? enquiry.startsOn)
    rows.ssd_s47_enquiry.push({
      s47e_s47_enquiry_id: enquiry.id,
      s47e_referral_id: outerOf(child, enquiry, 'referral')?.id ?? null,
      s47e_person_id: key,
      s47e_s47_start_date: enquiry.startsOn,
      s47e_s47_end_date: enquiry.endsOn,
      s47e_s47_nfa: flag(outcome === null ? null : outcome === 'no further action'),
      s47e_s47_outcome_json: outcomes(
        's47e_s47_outcome_json',
        outcome !== null,
        ...(outcome === null ? [] : [enquiryOutcomes[outcome] ?? ('OTHER_OUTCOMES_EXIST_FLAG' as const)]),
      ),
      s47e_s47_completed_by_worker_id: enquiry.endsOn === null ? null : by.workerId,
      s47e_s47_completed_by_team: enquiry.endsOn === null ? null : by.teamId,
    })
  }
  for (const conference of eventsOf(child, 'initial_conference')) {
    const enquiry = child.spells.find(({ id, kind }) => kind === 'section_47' && id === conference.spellId) ?? null
    const referral =
      enquiry === null ? spellOfEvent(child, conference, 'referral') : outerOf(child, enquiry, 'referral')
    const made = madePlan(child, conference)
    const by = doneBy(child, conference.workerId, null, conference.on)
    const asNeed = conference.code === 'child in need plan'
    rows.ssd_initial_cp_conference.push({
      icpc_icpc_id: conference.id,
      icpc_icpc_meeting_id: conference.id,
      icpc_s47_enquiry_id: enquiry?.id ?? null,
      icpc_person_id: key,
      icpc_cp_plan_id: planFrom(child, conference)?.id ?? null,
      icpc_referral_id: referral?.id ?? null,
      icpc_icpc_transfer_in: flag(
        yesIn(conference.detail, 'transferIn') ?? yesIn(referral?.detail ?? {}, 'transferIn') ?? false,
      ),
      icpc_icpc_target_date:
        enquiry === null
          ? null
          : (dayIn(enquiry.detail, 'conferenceTarget') ?? addWorkingDays(enquiry.startsOn, 15, calendar)),
      icpc_icpc_date: conference.on,
      icpc_icpc_outcome_cp_flag: flag(made),
      icpc_icpc_outcome_json: outcomes(
        'icpc_icpc_outcome_json',
        true,
        ...(made ? (['CP_FLAG'] as const) : asNeed ? (['PROV_OF_SERVICES_FLAG'] as const) : (['NFA_FLAG'] as const)),
      ),
      icpc_icpc_team: by.teamId,
      icpc_icpc_worker_id: by.workerId,
    })
  }
  for (const plan of spellsOf(child, 'child_protection_plan')) planRows(child, key, plan, rows)
  for (const visit of eventsOf(child, 'visit')) {
    if (visit.code !== 'child_protection') continue
    const plan = spellOfEvent(child, visit, 'child_protection_plan')
    if (plan === null) continue
    const seen = yesIn(visit.detail, 'seen')
    rows.ssd_cp_visits.push({
      cppv_cp_visit_id: visit.id,
      cppv_person_id: key,
      cppv_cp_plan_id: plan.id,
      cppv_cp_visit_date: visit.at ?? visit.on,
      cppv_cp_visit_seen: flag(seen),
      cppv_cp_visit_seen_alone: flag(seen === false ? false : yesIn(visit.detail, 'seenAlone')),
      cppv_cp_visit_bedroom: flag(yesIn(visit.detail, 'bedroomSeen')),
    })
  }
}

const planRows = (child: RecordChild, key: string, plan: RecordSpell, rows: SsdRows): void => {
  rows.ssd_cp_plans.push({
    cppl_cp_plan_id: plan.id,
    cppl_referral_id: outerOf(child, plan, 'referral')?.id ?? null,
    cppl_icpc_id: conferenceBefore(child, plan)?.id ?? null,
    cppl_person_id: key,
    cppl_cp_plan_start_date: plan.startsOn,
    cppl_cp_plan_end_date: plan.endsOn,
    // The dataset has the category in words; the code stays in the record and the census.
    cppl_cp_plan_initial_category: meaningOf('cp-category-of-abuse', initialCategory(plan)),
    cppl_cp_plan_ola: 'N',
    cppl_cp_plan_latest_category: meaningOf('cp-category-of-abuse', plan.code),
  })
  let due = addMonths(plan.startsOn, 3)
  for (const review of eventsOf(child, 'review_conference')) {
    if (spellOfEvent(child, review, 'child_protection_plan')?.id !== plan.id) continue
    const said = textIn(review.detail, 'outcome') ?? review.code
    rows.ssd_cp_reviews.push({
      cppr_cp_review_id: review.id,
      cppr_person_id: key,
      cppr_cp_plan_id: plan.id,
      cppr_cp_review_due: due,
      cppr_cp_review_date: review.on,
      cppr_cp_review_meeting_id: review.id,
      cppr_cp_review_outcome_continue_cp: flag(
        said === 'end'
          ? false
          : said === null
            ? plan.endsOn === null
              ? true
              : isBefore(review.on, plan.endsOn)
            : true,
      ),
      cppr_cp_review_participation: coded('review-participation', textIn(review.detail, 'participation')),
    })
    due = addMonths(review.on, 6)
  }
}

const preProceedingsOutcomes: Readonly<Record<string, string>> = {
  stopped: 'Step down',
  'apply to court': 'Issue care proceedings',
}

const courtRows = (child: RecordChild, key: string, rows: SsdRows): void => {
  for (const [at, spell] of spellsOf(child, 'pre_proceedings').entries()) {
    const of = (kind: string) => eventsOf(child, kind).filter(({ spellId }) => spellId === spell.id)
    const planning = of('legal_planning_meeting')[0]
    const meetings = of('pre_proceedings_meeting')
    const proceedings = spellsOf(child, 'proceedings')
    const next = proceedings.find(({ startsOn }) => spell.endsOn !== null && !isBefore(startsOn, spell.endsOn))
    const application =
      of('care_application')[0] ??
      (next === undefined ? undefined : eventsOf(child, 'care_application').find(({ spellId }) => spellId === next.id))
    const family = child.relations.find(({ kind }) => kind === 'mother' || kind === 'father')
    const counted = textIn(spell.detail, 'reviewMeetings')
    const outcome = spell.endsOn === null ? null : spell.endCode
    rows.ssd_pre_proceedings.push({
      prep_table_id: spell.id,
      prep_person_id: key,
      prep_plo_family_id: family?.other.id ?? spell.id,
      prep_pre_pro_decision_date: planning?.on ?? spell.startsOn,
      prep_initial_pre_pro_meeting_date: meetings[0]?.on ?? null,
      prep_pre_pro_outcome: outcome === null ? null : (preProceedingsOutcomes[outcome] ?? outcome),
      prep_agree_stepdown_issue_date: spell.endsOn,
      prep_cp_plans_referral_period: spellsOf(child, 'child_protection_plan').filter(
        (plan) => outerOf(child, plan, 'referral')?.id === outerOf(child, spell, 'referral')?.id,
      ).length,
      prep_legal_gateway_outcome: planning ? textIn(planning.detail, 'decision') : null,
      prep_prev_pre_proc_child: at,
      prep_prev_care_proc_child: proceedings.filter(({ startsOn }) => isBefore(startsOn, spell.startsOn)).length,
      prep_pre_pro_letter_date: of('letter_before_proceedings')[0]?.on ?? null,
      prep_care_pro_letter_date: dayIn(spell.detail, 'letterOfIssueOn') ?? application?.on ?? null,
      prep_pre_pro_meetings_num: counted === null ? meetings.length : Number(counted) + (meetings.length > 0 ? 1 : 0),
    })
  }
}

/** Tables of help and protection of one child. */
export const needRows = (child: RecordChild, context: SsdContext, rows: SsdRows): void => {
  const key = personKey(child)
  contactRows(child, key, rows)
  referralRows(child, key, rows)
  assessmentRows(child, key, rows)
  needPlanRows(child, key, context.on, rows)
  protectionRows(child, key, context, rows)
  courtRows(child, key, rows)
}
