// A child's record as the rows of the children in need census: the reverse of import/from-cin.ts. Pure.
import { type Day, isAfter, isBefore } from '../../../lib/day.ts'
import type { ChildFacts, FactEvent, FactSpell, MadeRow, Source } from './facts.ts'
import { childNumber, type ReturnYear } from './to-ssda903.ts'

/** The census's tables as the checks read them (cin/child.ts), in the order of their elements. */
export const cinTables = [
  'ChildIdentifiers',
  'ChildCharacteristics',
  'Disabilities',
  'CINdetails',
  'Assessments',
  'AssessmentFactorsList',
  'CINplanDates',
  'Section47',
  'ChildProtectionPlans',
  'Reviews',
  'PreProceedings',
] as const
export type CinTable = (typeof cinTables)[number]
export type MadeCin = { [T in CinTable]: MadeRow[] }

const iso = (day: Day | null | undefined): string | null => day?.toString() ?? null
const text = (value: unknown): string | null =>
  value === null || value === undefined || value === ''
    ? null
    : typeof value === 'boolean'
      ? value
        ? '1'
        : '0'
      : String(value)

const spellSource = ({ id }: { id: string }): Source => ({ record: 'spell', id })
const eventSource = ({ id }: { id: string }): Source => ({ record: 'event', id })

/** One that is said to end before it began is still of the year it began in, where somebody can see it and put it right. */
const goesOnIn = ({ startsOn, endsOn }: FactSpell, { start, end }: ReturnYear): boolean =>
  !isAfter(startsOn, end) && (endsOn === null || !isBefore(endsOn, start) || !isBefore(startsOn, start))
const known = (day: Day | null, { end }: ReturnYear): Day | null => (day !== null && isAfter(day, end) ? null : day)

/** The rows of one child in the census of a year; none for a child with no case open in it and no referral. */
export const toCin = (facts: ChildFacts, year: ReturnYear): MadeCin => {
  const made = Object.fromEntries(cinTables.map((name) => [name, []])) as unknown as MadeCin
  const referrals = facts.spells.filter((spell) => spell.kind === 'referral' && goesOnIn(spell, year))
  if (referrals.length === 0) return made
  const LAchildID = childNumber(facts)
  const person: Source = { record: 'person', id: facts.childId }
  const identifier = (scheme: string) => facts.identifiers.findLast((one) => one.scheme === scheme && one.to === null)
  const [upn, unknown] = [identifier('upn'), identifier('upn unknown')]
  made.ChildIdentifiers.push({
    cells: {
      LAchildID,
      UPN: upn?.value ?? null,
      FormerUPN: facts.identifiers.findLast(({ scheme }) => scheme === 'former upn')?.value ?? null,
      UPNunknown: unknown?.value ?? null,
      // Born after the year: in it the child was not born yet.
      PersonBirthDate: iso(known(facts.bornOn, year)),
      ExpectedPersonBirthDate: known(facts.bornOn, year) ? null : iso(facts.expectedOn ?? facts.bornOn),
      Sex: facts.bornOn !== null && known(facts.bornOn, year) === null ? 'U' : facts.sex,
      PersonDeathDate: iso(known(facts.diedOn, year)),
    },
    source: person,
  })
  made.ChildCharacteristics.push({ cells: { LAchildID, Ethnicity: facts.ethnicity }, source: person })
  for (const Disability of facts.disabilities) {
    made.Disabilities.push({ cells: { LAchildID, Disability }, source: person })
  }
  for (const [index, referral] of referrals.entries()) {
    episodeOfNeed(facts, referral, year, { LAchildID, CINdetailsID: String(index + 1) }, made)
  }
  return made
}

/** The referral a spell belongs to: what it lies in, else the last that began before it. */
const referralOf = (facts: ChildFacts, spell: FactSpell): string | null => {
  let at: FactSpell | undefined = spell
  for (let depth = 0; at && depth < 10; depth++) {
    if (at.kind === 'referral') return at.id
    const withinId: string | null = at.withinId
    at = withinId === null ? undefined : facts.spells.find(({ id }) => id === withinId)
  }
  const before = facts.spells.findLast(
    ({ kind, startsOn }) => kind === 'referral' && !isAfter(startsOn, spell.startsOn),
  )
  return before?.id ?? null
}

type Keys = { LAchildID: string; CINdetailsID: string }

const episodeOfNeed = (facts: ChildFacts, referral: FactSpell, year: ReturnYear, keys: Keys, made: MadeCin): void => {
  const spells = (kind: string): FactSpell[] =>
    facts.spells.filter(
      (spell) => spell.kind === kind && goesOnIn(spell, year) && referralOf(facts, spell) === referral.id,
    )
  const eventsOf = (spell: FactSpell, kind: string): FactEvent[] =>
    facts.events.filter((event) => event.kind === kind && event.spellId === spell.id && !isAfter(event.on, year.end))
  const { detail } = referral
  const noFurtherAction = detail.noFurtherAction ?? referral.endCode === 'no further action'
  const endedAtOnce = detail.endNotInReturn === true || referral.endCode === 'no further action'
  const closedOn = endedAtOnce ? null : known(referral.endsOn, year)
  const conference = eventsOf(referral, 'initial_conference')[0]
  made.CINdetails.push({
    cells: {
      ...keys,
      CINreferralDate: iso(referral.startsOn),
      ReferralSource: referral.code,
      PrimaryNeedCode: text(detail.primaryNeed),
      CINclosureDate: iso(closedOn),
      ReasonForClosure: closedOn === null && referral.endsOn !== null ? null : reasonOf(referral.endCode),
      DateOfInitialCPC: iso(conference?.on),
      ReferralNFA: text(noFurtherAction),
    },
    source: spellSource(referral),
    ...(conference ? { sources: { DateOfInitialCPC: eventSource(conference) } } : {}),
  })
  for (const [index, spell] of spells('assessment').entries()) {
    const AssessmentID = String(index + 1)
    const factors = Array.isArray(spell.detail.factors) ? spell.detail.factors.map(String) : []
    const ended = known(spell.endsOn, year)
    // What was found by an assessment that ended after the year is not known in it yet.
    const told = spell.endsOn === null || ended !== null ? factors : []
    made.Assessments.push({
      cells: {
        ...keys,
        AssessmentID,
        AssessmentActualStartDate: iso(spell.startsOn),
        AssessmentInternalReviewDate: text(spell.detail.internalReviewOn),
        AssessmentAuthorisationDate: iso(ended),
        AssessmentFactors: told.length === 0 ? null : told.join(','),
      },
      source: spellSource(spell),
    })
    for (const AssessmentFactor of told) {
      made.AssessmentFactorsList.push({
        cells: { ...keys, AssessmentID, AssessmentFactor },
        source: spellSource(spell),
      })
    }
  }
  for (const spell of spells('child_in_need_plan')) {
    made.CINplanDates.push({
      cells: { ...keys, CINPlanStartDate: iso(spell.startsOn), CINPlanEndDate: iso(known(spell.endsOn, year)) },
      source: spellSource(spell),
    })
  }
  // An enquiry ends with the decision to hold a conference: it is of the year in which that is held, too.
  const enquiries = facts.spells.filter(
    (spell) =>
      spell.kind === 'section_47' &&
      referralOf(facts, spell) === referral.id &&
      (goesOnIn(spell, year) || eventsOf(spell, 'initial_conference').some(({ on }) => !isBefore(on, year.start))),
  )
  for (const spell of enquiries) {
    const held = eventsOf(spell, 'initial_conference')[0]
    const required = spell.detail.conferenceRequired ?? spell.endCode !== 'no conference'
    made.Section47.push({
      cells: {
        ...keys,
        S47ActualStartDate: iso(spell.startsOn),
        InitialCPCtarget: text(spell.detail.conferenceTarget),
        DateOfInitialCPC: iso(held?.on),
        ICPCnotRequired: required === true ? '0' : '1',
      },
      source: spellSource(spell),
      ...(held ? { sources: { DateOfInitialCPC: eventSource(held) } } : {}),
    })
  }
  for (const [index, spell] of spells('child_protection_plan').entries()) {
    const CPPID = String(index + 1)
    const earlier = facts.spells.filter(
      ({ kind, startsOn }) => kind === 'child_protection_plan' && isBefore(startsOn, spell.startsOn),
    )
    made.ChildProtectionPlans.push({
      cells: {
        ...keys,
        CPPID,
        CPPstartDate: iso(spell.startsOn),
        CPPendDate: iso(known(spell.endsOn, year)),
        InitialCategoryOfAbuse: text(spell.detail.initialCategory) ?? spell.code,
        LatestCategoryOfAbuse: spell.code,
        NumberOfPreviousCPP: text(spell.detail.numberOfPreviousPlans) ?? String(earlier.length),
      },
      source: spellSource(spell),
    })
    const reviews = eventsOf(spell, 'review_conference')
    // Of the years before, only the last one held (census guide): it shows the plan was reviewed in time.
    const before = reviews.findLast(({ on }) => isBefore(on, year.start))
    for (const review of reviews.filter((one) => one === before || !isBefore(one.on, year.start))) {
      made.Reviews.push({ cells: { ...keys, CPPID, CPPreviewDate: iso(review.on) }, source: eventSource(review) })
    }
  }
  if (year.year < 2027) return
  // Asked of those that were decided on in the year.
  const begun = spells('pre_proceedings').filter(
    ({ startsOn, detail: said }) => !isBefore(startsOn, year.start) || ofReturn.some((name) => said[name] != null),
  )
  for (const spell of begun) {
    const letter = eventsOf(spell, 'letter_before_proceedings')[0]
    const [meeting, ...reviews] = eventsOf(spell, 'pre_proceedings_meeting')
    const familyMeeting = eventsOf(spell, 'family_group_meeting')[0]
    const application = eventsOf(spell, 'care_application')[0]
    const offer = eventsOf(spell, 'family_group_offer')[0]
    // What came with a return says itself what it says.
    const fromOurs = !ofReturn.some((name) => spell.detail[name] != null)
    const decided = known(spell.endsOn, year)
    made.PreProceedings.push({
      cells: {
        ...keys,
        PPStartDate: iso(spell.startsOn),
        LBPSentDate: iso(letter?.on),
        FGDMMeetingOffer: text(spell.detail.familyGroupMeetingOffered ?? (offer ? true : letter ? false : null)),
        FGDMMeetingFac: text(spell.detail.familyGroupMeetingHeld ?? (familyMeeting ? true : offer ? false : null)),
        InitialPPMeetingDate: iso(meeting?.on),
        ReviewMeetingsCount: text(spell.detail.reviewMeetings ?? (meeting && fromOurs ? reviews.length : null)),
        StepDecisionDate: iso(decided),
        // What is said of the end here is in our own words until the department has said what A, B and C mean.
        PPOutcome: decided !== null && /^[A-C]$/.test(spell.endCode ?? '') ? spell.endCode : null,
        CourtAppDate: iso(application?.on),
        LetterInitCPDate: text(spell.detail.letterOfIssueOn),
      },
      source: spellSource(spell),
    })
  }
}

/** What a return says of pre-proceedings in words of its own; our record has it from what happened. */
const ofReturn = ['familyGroupMeetingOffered', 'familyGroupMeetingHeld', 'reviewMeetings', 'letterOfIssueOn'] as const

/** Closed for a reason of ours that the census has no code for: that the case was closed is said, and why is still to be. */
const reasonOf = (code: string | null): string | null => (code !== null && /^RC/.test(code) ? code : null)
