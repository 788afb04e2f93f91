// Children looked after, leaving care and permanence: the dataset's tables of care.
import { type Day, isAfter } from '../../../lib/day.ts'
import { addMonths, addWorkingDays } from '../../../lib/working-days.ts'
import { eventsOf, type RecordChild, type RecordEvent, type RecordSpell, spellsOf, textIn, yesIn } from './facts.ts'
import { personKey } from './person-rows.ts'
import {
  adoptionCourse,
  careEpisodes,
  doneBy,
  heldInCare,
  holderOn,
  interviewAfter,
  lastInTouch,
  lastSeenByReviewer,
  latestContact,
  latestPathwayReview,
  momentIn,
  outerOf,
  permanencePlans,
  reviewsOf,
  roleHolder,
  spellOfEvent,
  within,
} from './readings.ts'
import { coded, flag, outcomes, type SsdContext, type SsdRows } from './rows.ts'

/** Plans for the long term as the record has them, in the dataset's codes. */
const permanenceCodes: Readonly<Record<string, Parameters<typeof outcomes<'lacp_cla_care_plan_json'>>[2]>> = {
  'return home': 'RETURNEV',
  kinship: 'LTRELFR',
  'long-term with relatives or friends': 'LTRELFR',
  'long-term fostering': 'LTFOST18',
  'residential until independence': 'RESPLMT',
  'towards independence': 'SUPPLIV',
  independence: 'SUPPLIV',
  adoption: 'ADOPTION',
}

const periodRows = (child: RecordChild, key: string, period: RecordSpell, context: SsdContext, rows: SsdRows): void => {
  const referral = outerOf(child, period, 'referral')
  for (const episode of careEpisodes(child, period)) {
    rows.ssd_cla_episodes.push({
      clae_cla_episode_id: episode.id,
      clae_person_id: key,
      clae_cla_episode_start_date: episode.startsOn,
      clae_cla_episode_start_reason: coded('ssda903-reason-new-episode', episode.reasonForNew),
      clae_cla_primary_need_code: coded('category-of-need', episode.need),
      clae_cla_episode_ceased_date: episode.endsOn,
      clae_cla_episode_ceased_reason: coded('ssda903-reason-episode-ceased', episode.reasonCeased),
      clae_cla_id: period.id,
      clae_referral_id: referral?.id ?? null,
      clae_cla_placement_id: episode.placement?.id ?? null,
      clae_entered_care_date: period.startsOn,
      clae_cla_last_iro_contact_date: lastSeenByReviewer(child, period),
    })
  }
  for (const placement of heldInCare(child, period, 'placement')) {
    const { detail } = placement
    const distance = Number(textIn(detail, 'distance') ?? Number.NaN)
    rows.ssd_cla_placement.push({
      clap_cla_placement_id: placement.id,
      clap_cla_placement_start_date: placement.startsOn,
      clap_cla_placement_type: coded('ssda903-placement-type', placement.code),
      clap_cla_placement_urn: textIn(detail, 'urn'),
      clap_cla_placement_distance: Number.isFinite(distance) ? distance : null,
      clap_cla_id: period.id,
      clap_cla_placement_provider: coded('ssda903-placement-provider', textIn(detail, 'provider')),
      clap_cla_placement_postcode: textIn(detail, 'postcode'),
      clap_cla_placement_end_date: placement.endsOn,
      clap_cla_placement_change_reason: coded('ssda903-reason-place-change', placement.endCode),
      clap_person_id: key,
    })
  }
  let due = addWorkingDays(period.startsOn, 20, context.calendar)
  for (const [at, review] of reviewsOf(child, period).entries()) {
    rows.ssd_cla_reviews.push({
      clar_cla_review_id: review.id,
      clar_cla_id: period.id,
      clar_cla_review_due_date: due,
      clar_cla_review_date: review.on,
      clar_cla_review_cancelled: 'N',
      clar_cla_review_participation: coded('review-participation', review.code),
    })
    due = addMonths(review.on, at === 0 ? 3 : 6)
  }
  const plans = permanencePlans(child, period)
  for (const [at, { on, id, plan }] of plans.entries()) {
    rows.ssd_cla_care_plan.push({
      lacp_table_id: id,
      lacp_person_id: key,
      lacp_cla_care_plan_start_date: on,
      lacp_cla_care_plan_end_date: plans[at + 1]?.on ?? period.endsOn,
      lacp_cla_care_plan_json: outcomes('lacp_cla_care_plan_json', true, permanenceCodes[plan] ?? 'OTHERPLN'),
    })
  }
}

const yearTo = ({ on }: RecordEvent): string => `In the year to 31 March ${on.month > 3 ? on.year + 1 : on.year}`

const healthRows = (child: RecordChild, key: string, rows: SsdRows): void => {
  const check = (id: string, type: string, on: Day | null, status: string): void => {
    rows.ssd_cla_health.push({
      clah_health_check_id: id,
      clah_person_id: key,
      clah_health_check_type: type,
      clah_health_check_date: on,
      clah_health_check_status: status,
    })
  }
  for (const { id, on, kind } of eventsOf(child, 'health_assessment', 'dental_check'))
    check(id, kind === 'health_assessment' ? 'Health Assessment' : 'Dental Check', on, 'Completed')
  for (const event of eventsOf(child, 'strengths_difficulties')) {
    rows.ssd_sdq_scores.push({
      csdq_table_id: event.id,
      csdq_person_id: key,
      csdq_sdq_completed_date: event.on,
      csdq_sdq_reason: coded('ssda903-sdq-reason', textIn(event.detail, 'noScoreBecause') ?? event.code),
      csdq_sdq_score: textIn(event.detail, 'score'),
    })
  }
  for (const event of eventsOf(child, 'yearly_outcomes')) {
    const { id, on, detail } = event
    // A return says that it was done in the year, and not on which day.
    const done: readonly [name: string, type: string][] = [
      ['healthCheck', 'Health surveillance check'],
      ['healthAssessment', 'Health Assessment'],
      ['teethCheck', 'Dental Check'],
    ]
    for (const [at, [name, type]] of done.entries())
      if (yesIn(detail, name) === true) check(`${id}-${at + 1}`, type, null, yearTo(event))
    const [score, reason] = [textIn(detail, 'sdqScore'), textIn(detail, 'sdqReason')]
    if (score !== null || reason !== null) {
      rows.ssd_sdq_scores.push({
        csdq_table_id: id,
        csdq_person_id: key,
        csdq_sdq_completed_date: null,
        csdq_sdq_reason: coded('ssda903-sdq-reason', reason),
        csdq_sdq_score: score,
      })
    }
    if (yesIn(detail, 'convicted') === true) {
      rows.ssd_cla_convictions.push({
        clac_cla_conviction_id: id,
        clac_person_id: key,
        clac_cla_conviction_date: null,
        clac_cla_conviction_offence: yearTo(event),
      })
    }
    if (yesIn(detail, 'substanceMisuse') === true) {
      rows.ssd_cla_substance_misuse.push({
        clas_substance_misuse_id: id,
        clas_person_id: key,
        clas_substance_misuse_date: on,
        clas_substance_misused: null,
        clas_intervention_received: flag(yesIn(detail, 'interventionReceived')),
      })
    }
  }
  const immunised = eventsOf(child, 'immunisation_check', 'yearly_outcomes').findLast(
    ({ kind, detail }) => yesIn(detail, kind === 'yearly_outcomes' ? 'immunisations' : 'upToDate') !== null,
  )
  if (immunised) {
    const name = immunised.kind === 'yearly_outcomes' ? 'immunisations' : 'upToDate'
    rows.ssd_cla_immunisations.push({
      clai_person_id: key,
      clai_immunisations_status: flag(yesIn(immunised.detail, name)),
      clai_immunisations_status_date: immunised.on,
    })
  }
}

const careVisits = new Set(['looked_after', 'adoption'])

const leaverRows = (child: RecordChild, key: string, on: Day, rows: SsdRows): void => {
  const status = spellsOf(child, 'care_leaver').at(-1)
  if (!status) return
  const contact = latestContact(child)
  const home = contact === null ? null : coded('ssda903-accommodation', textIn(contact.detail, 'accommodation'))
  const suitable = home === null || home === '0' ? null : home.endsWith('1')
  const end = status.endsOn ?? on
  const by = holderOn(child, end)
  const adviser = roleHolder(child, 'personal adviser', end)
  rows.ssd_care_leavers.push({
    clea_table_id: status.id,
    clea_person_id: key,
    clea_care_leaver_eligibility: status.endsOn === null ? status.code : 'none',
    clea_care_leaver_in_touch: coded('ssda903-in-touch', contact?.code ?? null),
    clea_care_leaver_latest_contact: lastInTouch(child),
    clea_care_leaver_accommodation: home,
    clea_care_leaver_accom_suitable: suitable === null ? null : suitable ? 'Suitable' : 'Unsuitable',
    clea_care_leaver_activity: contact === null ? null : coded('ssda903-activity', textIn(contact.detail, 'activity')),
    clea_pathway_plan_review_date: latestPathwayReview(child),
    clea_care_leaver_personal_advisor: adviser?.workerId ?? null,
    clea_care_leaver_allocated_team: by?.teamId ?? null,
    clea_care_leaver_worker_id: by?.workerId ?? null,
  })
}

const orders: Readonly<Record<string, string>> = {
  E41: 'Child Arrangements Order',
  E43: 'Special Guardianship Order',
  E44: 'Special Guardianship Order',
  E45: 'Special Guardianship Order',
  E46: 'Special Guardianship Order',
  E47: 'Special Guardianship Order',
  E48: 'Special Guardianship Order',
  SGO: 'Special Guardianship Order',
  CAO: 'Child Arrangements Order',
}

const permanenceRows = (child: RecordChild, key: string, on: Day, rows: SsdRows): void => {
  const decisions = spellsOf(child, 'adoption')
  for (const decision of decisions) {
    const course = adoptionCourse(child, decision)
    const { detail } = decision
    const carer =
      yesIn(detail, 'formerFosterCarer') ?? (course.placement ? /^A[35]$/.test(course.placement.code ?? '') : null)
    rows.ssd_permanence.push({
      perm_table_id: decision.id,
      perm_person_id: key,
      perm_cla_id: outerOf(child, decision, 'looked_after')?.id ?? null,
      perm_adm_decision_date: course.decidedOn,
      perm_placement_order_date: course.placementOrderOn,
      perm_placed_for_adoption_date: course.placedOn,
      perm_matched_date: course.matchedOn,
      perm_adopted_by_carer_flag: flag(carer),
      perm_placed_ffa_cp_date: course.fosteredForAdoptionOn,
      perm_decision_reversed_date: course.reversedOn,
      perm_placement_provider_urn: course.placement ? textIn(course.placement.detail, 'urn') : null,
      perm_decision_reversed_reason: coded('ssda903-reason-no-longer-placed', course.reversedBecause),
      perm_permanence_order_date: course.orderOn,
      perm_permanence_order_type: course.orderOn === null ? null : 'Adoption Order',
      perm_adoption_worker_id: doneBy(child, null, null, decision.endsOn ?? on).workerId,
      perm_adopter_sex: coded('ssda903-adopter-sex', textIn(detail, 'sexOfAdopters')),
      perm_adopter_legal_status: coded('ssda903-adopter-legal-status', textIn(detail, 'legalStatusOfAdopters')),
      perm_number_of_adopters: textIn(detail, 'adopters'),
    })
  }
  for (const order of spellsOf(child, 'permanence_order')) {
    const period = spellsOf(child, 'looked_after').findLast(
      ({ endsOn }) => endsOn !== null && !isAfter(endsOn, order.startsOn),
    )
    rows.ssd_permanence.push({
      perm_table_id: order.id,
      perm_person_id: key,
      perm_cla_id: period && orders[period.endCode ?? ''] ? period.id : null,
      perm_permanence_order_date: order.startsOn,
      perm_permanence_order_type: orders[order.code ?? ''] ?? textIn(order.detail, 'order'),
    })
  }
}

/** Tables of care of one child. */
export const careRows = (child: RecordChild, context: SsdContext, rows: SsdRows): void => {
  const key = personKey(child)
  const periods = spellsOf(child, 'looked_after')
  for (const period of periods) periodRows(child, key, period, context, rows)
  if (periods.length > 0) healthRows(child, key, rows)
  for (const visit of eventsOf(child, 'visit')) {
    if (!careVisits.has(visit.code ?? '')) continue
    const period = spellOfEvent(child, visit, 'looked_after')
    if (period === null) continue
    const seen = yesIn(visit.detail, 'seen')
    rows.ssd_cla_visits.push({
      clav_cla_visit_id: visit.id,
      clav_cla_id: period.id,
      clav_person_id: key,
      clav_cla_visit_date: visit.at ?? visit.on,
      clav_cla_visit_seen: flag(seen),
      clav_cla_visit_seen_alone: flag(seen === false ? false : yesIn(visit.detail, 'seenAlone')),
    })
  }
  for (const event of eventsOf(child, 'previous_permanence')) {
    rows.ssd_cla_previous_permanence.push({
      lapp_table_id: event.id,
      lapp_person_id: key,
      lapp_previous_permanence_order_date:
        event.code === 'Z1' ? null : (textIn(event.detail, 'dateAsKnown') ?? event.on.toString()),
      lapp_previous_permanence_option: coded('ssda903-previous-permanence', event.code),
      lapp_previous_permanence_la: textIn(event.detail, 'authority'),
    })
  }
  for (const missing of spellsOf(child, 'missing')) {
    const { offered, accepted } = interviewAfter(child, missing)
    const began = momentIn(missing.detail, 'startedAt', 'reportedAt')
    const ended = missing.endsOn === null ? null : momentIn(missing.detail, 'returnedAt')
    rows.ssd_missing.push({
      miss_table_id: missing.id,
      miss_person_id: key,
      miss_missing_episode_start_date: began ?? missing.startsOn,
      miss_missing_episode_type: coded('ssda903-missing-type', missing.code),
      miss_missing_episode_end_date: ended ?? missing.endsOn,
      miss_missing_rhi_offered: flag(offered),
      miss_missing_rhi_accepted: flag(accepted),
    })
  }
  leaverRows(child, key, context.on, rows)
  permanenceRows(child, key, context.on, rows)
}

/** Counts towards a worker's caseload on a day: children they hold. */
export const holdersOn = (child: RecordChild, on: Day): string[] => [
  ...new Set(
    spellsOf(child, 'allocation').flatMap(({ workerId, code, startsOn, endsOn }) =>
      workerId !== null &&
      within(on, startsOn, endsOn) &&
      (code === 'social worker' || code === 'lead practitioner' || code === 'personal adviser')
        ? [workerId]
        : [],
    ),
  ),
]
