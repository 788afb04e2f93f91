import { type Day, earliest, isBefore, isSame } from '../../../lib/day.ts'
import { addWorkingDays, type Calendar } from '../../../lib/working-days.ts'
import type {
  CinAssessment,
  CinChild,
  CinDetails,
  CinPlan,
  CinPreProceedings,
  CinProtectionPlan,
  CinSection47,
} from '../cin/elements.ts'
import {
  type Brought,
  type BroughtChild,
  type BroughtEvent,
  type BroughtIdentifier,
  type BroughtSpell,
  type Detail,
  detailOf,
  endsBeforeStart,
  type Kind,
  type Place,
  type Problem,
  spellDefaults,
} from './brought.ts'

// The children in need census as children with spells and events. The table of what becomes what stands in ../README.md.

const key = (thing: { sourceKey: string }, part = ''): string => `cin|${thing.sourceKey}${part}`

/** `calendar` counts the working days of section 47; `year` is the one whose 31 March the census stands on. */
export const fromCin = (children: readonly CinChild[], year: number, calendar: Calendar): Brought => {
  const problems: Problem[] = []
  const byChild = Map.groupBy(children, (child) => child.LAchildID)
  return {
    format: 'cin',
    year,
    children: [...byChild.values()].map((same) => childOf(same as [CinChild, ...CinChild[]], year, calendar, problems)),
    workers: [],
    problems,
  }
}

type Making = {
  file: string
  child: string
  year: number
  calendar: Calendar
  problems: Problem[]
  events: BroughtEvent[]
}

const identity = [
  'PersonBirthDate',
  'ExpectedPersonBirthDate',
  'PersonDeathDate',
  'Sex',
  'Ethnicity',
  'UPN',
  'FormerUPN',
  'UPNunknown',
] as const

// A child in the file more than once is one child: the episodes of need of all come in, the first says who it is.
const childOf = (
  [chosen, ...others]: [CinChild, ...CinChild[]],
  year: number,
  calendar: Calendar,
  problems: Problem[],
): BroughtChild => {
  const { LAchildID: child, file } = chosen
  const making: Making = { file, child, year, calendar, problems, events: [] }
  for (const other of others) {
    const differs = identity.filter((name) => other[name] !== null && String(other[name]) !== String(chosen[name]))
    if (String(other.Disabilities.toSorted()) !== String(chosen.Disabilities.toSorted()))
      differs.push('Disability' as never)
    if (differs.length === 0) continue
    problems.push({
      file,
      line: other.line,
      column: differs.join(', '),
      value: differs.map((name) => String(other[name] ?? '')).join(', '),
      child,
      reason: `This child is in the file more than once and is described differently. What is said on line ${chosen.line} is taken; the episodes of need come in.`,
      outcome: 'value',
    })
  }
  const sex = chosen.Sex !== null && /^[MFU]$/.test(chosen.Sex) ? chosen.Sex : null
  if (chosen.Sex !== null && sex === null) {
    const reason = 'Sex is M, F or U. The child comes in with the sex not recorded.'
    problems.push({ file, line: chosen.line, column: 'Sex', value: chosen.Sex, child, reason, outcome: 'value' })
  }
  const spells = [chosen, ...others]
    .flatMap((each) => each.CINdetails)
    .flatMap((details) => episodeOfNeed(details, making))
  for (const { place, kind, startsOn, endsOn } of spells) {
    problems.push(...endsBeforeStart(place, endColumns[kind] ?? '', child, startsOn, endsOn, String))
  }
  return {
    place: { file, line: chosen.line },
    localId: child,
    bornOn: chosen.PersonBirthDate,
    expectedOn: chosen.ExpectedPersonBirthDate,
    diedOn: chosen.PersonDeathDate,
    sex,
    ethnicity: chosen.Ethnicity,
    disabilities: chosen.Disabilities.length === 0 ? null : [...new Set(chosen.Disabilities)],
    identifiers: identifiersOf(chosen),
    addresses: [],
    spells,
    events: making.events,
  }
}

const identifiersOf = (child: CinChild): BroughtIdentifier[] => [
  { scheme: 'council', value: child.LAchildID },
  ...(child.UPN === null ? [] : [{ scheme: 'upn' as const, value: child.UPN }]),
  ...(child.FormerUPN === null ? [] : [{ scheme: 'former upn' as const, value: child.FormerUPN }]),
  ...(child.UPNunknown === null ? [] : [{ scheme: 'upn unknown' as const, value: child.UPNunknown }]),
]

const placeIn = ({ file }: Making, { line }: { line: number }): Place => ({ file, line })

const happened = (
  making: Making,
  from: { line: number; sourceKey: string },
  part: string,
  what: Kind,
  kind: string,
  on: Day,
  spellKey: string | null,
  more: { code?: string; detail?: Detail; day?: BroughtEvent['day'] } = {},
): void => {
  making.events.push({
    place: placeIn(making, from),
    what,
    kind,
    sourceKey: key(from, part),
    on,
    day: more.day ?? 'said',
    spellKey,
    code: more.code ?? null,
    detail: more.detail ?? {},
  })
}

const endColumns: Readonly<Record<string, string>> = {
  referral: 'CINclosureDate',
  assessment: 'AssessmentAuthorisationDate',
  section_47: 'DateOfInitialCPC',
  child_in_need_plan: 'CINPlanEndDate',
  child_protection_plan: 'CPPendDate',
  pre_proceedings: 'StepDecisionDate',
}

/** One episode of need: the referral, and everything that hangs off it. */
const episodeOfNeed = (details: CinDetails, making: Making): BroughtSpell[] => {
  const referralKey = key(details)
  const closedOn = details.CINclosureDate
  // A referral that needed nothing more is over with the decision; the census has no day for it, so its own day is taken.
  const endedAtOnce = details.ReferralNFA === true && closedOn === null
  const referral: BroughtSpell = {
    ...spellDefaults,
    place: placeIn(making, details),
    what: 'referral',
    kind: 'referral',
    sourceKey: referralKey,
    startsOn: details.CINreferralDate,
    endsOn: endedAtOnce ? details.CINreferralDate : closedOn,
    code: details.ReferralSource,
    endCode: details.ReasonForClosure ?? (endedAtOnce ? 'no further action' : null),
    detail: detailOf({
      primaryNeed: details.PrimaryNeedCode,
      noFurtherAction: details.ReferralNFA,
      endNotInReturn: endedAtOnce ? true : null,
    }),
  }
  transferredIn(details, making, referralKey)
  return [
    referral,
    ...details.Assessments.map((each) => assessment(each, making, referralKey)),
    ...details.Section47.map((each) => section47(each, details, making, referralKey)),
    ...details.CINPlanDates.map((each) => needPlan(each, details, making, referralKey)),
    ...details.ChildProtectionPlans.map((each) => protectionPlan(each, making, referralKey)),
    ...details.PreProceedingsandFGDM.flatMap((each) => preProceedings(each, making, referralKey)),
  ]
}

/** A conference outside section 47 is that of a child who moved here on a plan: the referral is the notice (guide 4.1.1). */
const transferredIn = (details: CinDetails, making: Making, referralKey: string): void => {
  const on = details.DateOfInitialCPC
  if (
    on === null ||
    details.Section47.some((each) => each.DateOfInitialCPC !== null && isSame(each.DateOfInitialCPC, on))
  )
    return
  const alone = details.Section47.length === 0
  const detail = alone ? { transferIn: true } : {}
  happened(making, details, '|conference', 'initial conference', 'initial_conference', on, referralKey, { detail })
  if (alone) {
    happened(making, details, '|notice', 'transfer notice', 'transfer_notice', details.CINreferralDate, referralKey)
  }
}

const assessment = (each: CinAssessment, making: Making, withinKey: string): BroughtSpell => ({
  ...spellDefaults,
  place: placeIn(making, each),
  what: 'assessment',
  kind: 'assessment',
  sourceKey: key(each),
  startsOn: each.AssessmentActualStartDate,
  endsOn: each.AssessmentAuthorisationDate,
  withinKey,
  detail: detailOf({
    factors: each.AssessmentFactors.length === 0 ? null : each.AssessmentFactors,
    internalReviewOn: each.AssessmentInternalReviewDate?.toString(),
    authorised: each.AssessmentAuthorisationDate === null ? null : true,
  }),
})

/**
 * The census holds no day on which an enquiry ended. With a conference that is the day; where none was needed, the day
 * by which it would have been held, the closing of the case or the census's 31 March, whichever came first. The record
 * says that the day is not the return's. An enquiry still waiting for its conference is open until the case is closed.
 */
const section47 = (each: CinSection47, details: CinDetails, making: Making, withinKey: string): BroughtSpell => {
  const sourceKey = key(each)
  const startsOn = each.S47ActualStartDate
  const noEarlier = (day: Day | null): Day | null => (day !== null && isBefore(day, startsOn) ? startsOn : day)
  const over =
    each.ICPCnotRequired === true
      ? noEarlier(
          earliest(
            each.InitialCPCtarget ?? addWorkingDays(startsOn, 15, making.calendar),
            ...(details.CINclosureDate === null ? [] : [details.CINclosureDate]),
            new Temporal.PlainDate(making.year, 3, 31),
          ),
        )
      : noEarlier(details.CINclosureDate)
  const conference = each.DateOfInitialCPC
  happened(making, each, '|discussion', 'strategy discussion', 'strategy_discussion', startsOn, sourceKey)
  if (conference !== null) {
    happened(making, each, '|conference', 'initial conference', 'initial_conference', conference, sourceKey)
  }
  return {
    ...spellDefaults,
    place: placeIn(making, each),
    what: 'section 47 enquiry',
    kind: 'section_47',
    sourceKey,
    startsOn,
    endsOn: conference ?? over,
    endCode: conference !== null ? 'conference' : over === null ? null : 'no conference',
    withinKey,
    detail: detailOf({
      conferenceRequired: each.ICPCnotRequired === null ? null : !each.ICPCnotRequired,
      conferenceTarget: each.InitialCPCtarget?.toString(),
      endNotInReturn: conference === null && over !== null ? true : null,
    }),
  }
}

const needPlan = (each: CinPlan, details: CinDetails, making: Making, withinKey: string): BroughtSpell => ({
  ...spellDefaults,
  place: placeIn(making, each),
  what: 'child in need plan',
  kind: 'child_in_need_plan',
  sourceKey: key(each),
  startsOn: each.CINPlanStartDate,
  endsOn: each.CINPlanEndDate,
  code: details.PrimaryNeedCode,
  withinKey,
})

const protectionPlan = (each: CinProtectionPlan, making: Making, withinKey: string): BroughtSpell => {
  const sourceKey = key(each)
  for (const review of each.Reviews) {
    happened(making, review, '', 'review conference', 'review_conference', review.CPPreviewDate, sourceKey)
  }
  return {
    ...spellDefaults,
    place: placeIn(making, each),
    what: 'child protection plan',
    kind: 'child_protection_plan',
    sourceKey,
    startsOn: each.CPPstartDate,
    endsOn: each.CPPendDate,
    code: each.LatestCategoryOfAbuse ?? each.InitialCategoryOfAbuse,
    withinKey,
    detail: detailOf({
      initialCategory: each.InitialCategoryOfAbuse,
      numberOfPreviousPlans: each.NumberOfPreviousCPP,
    }),
  }
}

/** Pre-proceedings run from the decision to start them to the decision to step up or down. */
const preProceedings = (each: CinPreProceedings, making: Making, withinKey: string): BroughtSpell[] => {
  const sourceKey = key(each)
  const { PPStartDate, LBPSentDate, InitialPPMeetingDate, StepDecisionDate, CourtAppDate, LetterInitCPDate } = each
  const known = [LBPSentDate, InitialPPMeetingDate, StepDecisionDate, CourtAppDate, LetterInitCPDate]
  const startsOn = PPStartDate ?? earliest(...known.filter((day) => day !== null))
  if (startsOn === null) {
    const reason = 'Nothing in this PreProceedingsandFGDM group has a date, so it cannot be placed in the child’s life.'
    const { problems, child, file } = making
    problems.push({ file, line: each.line, column: 'PPStartDate', value: '', child, reason, outcome: 'row' })
    return []
  }
  const on = (part: string, what: Kind, kind: string, day: Day | null, code?: string): void => {
    if (day !== null) happened(making, each, part, what, kind, day, sourceKey, code ? { code } : {})
  }
  on('|letter', 'letter before proceedings', 'letter_before_proceedings', LBPSentDate)
  on('|meeting', 'pre-proceedings meeting', 'pre_proceedings_meeting', InitialPPMeetingDate, 'first')
  on('|application', 'court application', 'care_application', CourtAppDate)
  // The offer is made in the letter (rule 9007).
  if (each.FGDMMeetingOffer === true) {
    const day = LBPSentDate === null ? 'taken' : 'said'
    const code = 'offered'
    happened(making, each, '|offer', 'family group offer', 'family_group_offer', LBPSentDate ?? startsOn, sourceKey, {
      code,
      day,
    })
  }
  return [
    {
      ...spellDefaults,
      place: placeIn(making, each),
      what: 'pre-proceedings',
      kind: 'pre_proceedings',
      sourceKey,
      startsOn,
      start: PPStartDate === null ? 'taken' : 'said',
      endsOn: StepDecisionDate ?? CourtAppDate,
      endCode: each.PPOutcome,
      withinKey,
      detail: detailOf({
        familyGroupMeetingOffered: each.FGDMMeetingOffer,
        familyGroupMeetingHeld: each.FGDMMeetingFac,
        reviewMeetings: each.ReviewMeetingsCount,
        letterOfIssueOn: LetterInitCPDate?.toString(),
      }),
    },
  ]
}
