import { isBefore } from '../../../lib/day.ts'
import type { History } from '../journey/history.ts'
import * as adopters from './adopters.ts'
import * as adoption from './adoption.ts'
import * as assessments from './assessment.ts'
import * as childInNeed from './child-in-need.ts'
import * as childProtection from './child-protection.ts'
import * as court from './court.ts'
import * as education from './education.ts'
import * as health from './health.ts'
import { know } from './known.ts'
import * as leavingCare from './leaving-care.ts'
import * as plans from './looked-after-plans.ts'
import * as visits from './looked-after-visits.ts'
import * as missing from './missing.ts'
import * as placements from './placements.ts'
import * as preProceedings from './pre-proceedings.ts'
import * as privateFostering from './private-fostering.ts'
import * as referral from './referral.ts'
import type { Obligation, Setting, Timescale } from './timescale.ts'
import * as unaccompanied from './unaccompanied.ts'
import * as urgent from './urgent-protection.ts'

/** Every timescale, in the order of the journey. */
export const timescales: readonly Timescale[] = [
  referral.contactDecision,
  referral.referralDecision,
  referral.reReferralWindow,
  assessments.assessment,
  assessments.assessmentCheckpoint,
  childInNeed.childInNeedPlanReview,
  childInNeed.childInNeedVisit,
  childProtection.strategyDiscussion,
  childProtection.initialConference,
  childProtection.transferInConference,
  childProtection.firstCoreGroup,
  childProtection.laterCoreGroup,
  childProtection.firstReviewConference,
  childProtection.laterReviewConference,
  childProtection.reviewAfterBirth,
  childProtection.childProtectionVisit,
  urgent.policeProtection,
  urgent.emergencyProtectionOrder,
  urgent.childAssessmentOrder,
  urgent.policeAndCriminalEvidence,
  preProceedings.familyGroupOffer,
  preProceedings.preProceedingsReview,
  court.careProceedings,
  plans.carePlan,
  plans.placementPlan,
  plans.reviewingOfficer,
  plans.firstReview,
  plans.secondReview,
  plans.laterReview,
  plans.carePlanChange,
  visits.firstVisit,
  visits.firstYearVisit,
  visits.laterVisit,
  visits.permanentVisit,
  visits.parentPendingVisit,
  visits.temporaryCarerVisit,
  visits.careOrderHomeVisit,
  visits.visitAskedFor,
  placements.singleShortBreak,
  placements.shortBreakTotal,
  placements.hospitalPlacement,
  placements.holidayPlacement,
  placements.respitePlacement,
  placements.distantPlacement,
  placements.placementNotice,
  health.initialHealthAssessment,
  health.healthReviewUnder5,
  health.healthReviewOver5,
  health.dentalCheck,
  health.strengthsAndDifficulties,
  health.immunisations,
  education.educationPlanStarted,
  education.educationPlanReady,
  education.educationPlanReview,
  adoption.panel,
  adoption.panelPapers,
  adoption.decisionMade,
  adoption.toldOrally,
  adoption.toldInWriting,
  adoption.match,
  adoption.reviewsBeforePlacement,
  visits.adoptionVisit,
  adoption.firstReviewAfterPlacement,
  adoption.laterReviewsAfterPlacement,
  adoption.disruptionReview,
  adopters.informationSent,
  adopters.registrationDecided,
  adopters.stage1,
  adopters.breakBetweenStages,
  adopters.stage2,
  adoption.lifeStoryBook,
  missing.returnInterview,
  privateFostering.notification,
  privateFostering.firstVisit,
  privateFostering.firstYearVisit,
  privateFostering.laterYearVisit,
  leavingCare.eligibleWindow,
  leavingCare.eligibleAssessment,
  leavingCare.relevantAssessment,
  leavingCare.pathwayPlanReady,
  leavingCare.pathwayReview,
  leavingCare.pathwayReviewAfterMove,
  leavingCare.firstAdviserVisit,
  leavingCare.nextAdviserVisit,
  leavingCare.adviserOfferEnds,
  leavingCare.keepInTouch,
  unaccompanied.unaccompaniedStatus,
]

/** A timescale by its id; undefined for an id that is none. */
export const timescaleById: ReadonlyMap<string, Timescale> = new Map(timescales.map((each) => [each.id, each]))

const none: Obligation[] = []

/** Everything ever owed to one child up to today: done, lapsed and outstanding, in the order of the journey. */
export const obligationsOf = (history: History, setting: Setting): Obligation[] => {
  if (history.spells.length === 0 && history.events.length === 0) return none
  const known = know(history, setting)
  const counted = setting.leftOut ? timescales.filter(({ id }) => !setting.leftOut?.has(id)) : timescales
  return counted.flatMap((timescale) => timescale.find(known))
}

/** Neither done nor fallen away; a window that only counts is never outstanding. */
export const isOutstanding = ({ kind, doneOn, lapsedOn }: Obligation): boolean =>
  kind !== 'window' && doneOn === null && lapsedOn === null

/**
 * What is to be done for a child: exactly the rows of `due`, one for each timescale and trigger. Records that contradict
 * one another, as some that were brought in do, ask for one thing twice: the sooner one counts.
 */
export const outstanding = (history: History, setting: Setting): Obligation[] => {
  const owed = new Map<string, Obligation>()
  for (const one of obligationsOf(history, setting)) {
    if (!isOutstanding(one)) continue
    const key = `${one.timescale} ${one.triggerId}`
    const known = owed.get(key)
    if (!known || (one.dueOn !== null && (known.dueOn === null || isBefore(one.dueOn, known.dueOn)))) owed.set(key, one)
  }
  return [...owed.values()]
}

/** Everything done late, lapsed late or late today: a breach stays a breach when the thing is done at last. */
export const breaches = (history: History, setting: Setting): Obligation[] =>
  obligationsOf(history, setting).filter(({ daysLate }) => daysLate > 0)

/** How one timescale was kept: of what was done or has fallen due, how much in time. Counts add up over children. */
export type Timeliness = { timescale: string; inTime: number; late: number }

/** By timescale, of any obligations with a number: those not yet due are not counted. */
export const timeliness = (obligations: Iterable<Obligation>): Map<string, Timeliness> => {
  const kept = new Map<string, Timeliness>()
  for (const { timescale, kind, dueOn, doneOn, daysLate } of obligations) {
    if (kind === 'window' || dueOn === null || (doneOn === null && daysLate === 0)) continue
    let counts = kept.get(timescale)
    if (counts === undefined) {
      counts = { timescale, inTime: 0, late: 0 }
      kept.set(timescale, counts)
    }
    if (daysLate > 0) counts.late += 1
    else counts.inTime += 1
  }
  return kept
}
