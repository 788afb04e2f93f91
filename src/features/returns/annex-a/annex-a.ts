// Ofsted's Annex A lists 1 to 11 of one council as at a day, made from the record: each child's rows. Pure. Periods are
// counted back from the day: six months for lists 1 to 8, the day itself for 9, twelve months for 10 and 11.
import { ageOn, type Day, isAfter, isBefore } from '../../../lib/day.ts'
import { childNumber } from '../record/to-ssda903.ts'
import {
  eventsOf,
  type RecordChild,
  type RecordRelation,
  type RecordSpell,
  spellsOf,
  textIn,
  yesIn,
} from '../ssd/facts.ts'
import {
  type AdoptionCourse,
  adoptionCourse,
  conferenceOf,
  doneBy,
  type HeldBy,
  heldOn,
  holderOn,
  initialCategory,
  interviewAfter,
  lastInTouch,
  lastSeenByReviewer,
  latestContact,
  latestPathwayReview,
  latestPlacement,
  latestStatus,
  madePlan,
  needsConference,
  outcomeOf,
  outerOf,
  permanencePlans,
  placementsBetween,
  plansBefore,
  reviewsOf,
  roleHolder,
  seenDuring,
  spellOfEvent,
  strategyDay,
  touches,
  visitsDuring,
  wentNoFurther,
} from '../ssd/readings.ts'
import {
  abuseOf,
  accommodationOf,
  activityOf,
  ceasedOf,
  closureOf,
  disabilityOf,
  eligibilityOf,
  ethnicityOf,
  genderOf,
  legalOf,
  needOf,
  permanenceOf,
  placementOf,
  providerOf,
  reversalOf,
  sourceOf,
  suitabilityOf,
  touchOf,
  yesNo,
  yesNoOrBlank,
  yesNoUnknown,
} from './in-groups.ts'
import { type ColumnOf, type ListNumber, lettered, listNumbers, listOf } from './lists.ts'

export type Cell = string | number | Day | null
export type ListRow<N extends ListNumber> = Record<ColumnOf<N>, Cell>
export type AnnexA = { [N in ListNumber]: ListRow<N>[] }

/** What the rows say beside the child: the day, the council, and names for the people and councils a record points to. */
export type AnnexContext = {
  on: Day
  council: { name: string; onsCode: string }
  workerName: (workerId: string) => string | null
  teamName: (teamId: string) => string | null
  /** A council by its ONS or three-digit code. */
  authorityName: (code: string) => string | null
}

export const noLists = (): AnnexA => Object.fromEntries(listNumbers.map((list) => [list, []])) as unknown as AnnexA

const notAllocated = 'Not allocated'
const notNamed = 'Works for another council'

const identity = (child: RecordChild, { on }: AnnexContext) => ({
  'Child Unique ID': childNumber(child),
  Gender: genderOf(child.sex),
  Ethnicity: ethnicityOf(child.ethnicity),
  'Date of Birth': child.bornOn,
  // A child who is not born yet is minus one.
  'Age of Child (Years)': child.bornOn !== null ? ageOn(child.bornOn, on) : child.expectedOn !== null ? -1 : null,
})

const disabled = (child: RecordChild) => ({ 'Does the Child have a Disability': disabilityOf(child.disabilities) })

const named = (by: HeldBy | null, context: AnnexContext) => ({
  'Allocated Team': by?.teamId ? (context.teamName(by.teamId) ?? notNamed) : notAllocated,
  'Allocated Worker': by?.workerId ? (context.workerName(by.workerId) ?? notNamed) : notAllocated,
})

/** Who holds the child on the day; of work that is over, who held the child at its end. */
const held = (child: RecordChild, context: AnnexContext, spell: Pick<RecordSpell, 'endsOn'>) =>
  named(holderOn(child, spell.endsOn ?? context.on), context)

type Period = { from: Day; to: Day }
const back = (on: Day, months: number): Period => ({ from: on.subtract({ months }), to: on })
const falls = (on: Day | null, { from, to }: Period): boolean => on !== null && !isBefore(on, from) && !isAfter(on, to)

const contacts = (child: RecordChild, context: AnnexContext): ListRow<1>[] =>
  spellsOf(child, 'contact')
    .filter(({ startsOn }) => falls(startsOn, back(context.on, 6)))
    .map((contact) => ({
      ...identity(child, context),
      'Date of Contact': contact.startsOn,
      'Contact Source': sourceOf(contact.code),
    }))

const earlyHelp = (child: RecordChild, context: AnnexContext): ListRow<2>[] =>
  spellsOf(child, 'early_help')
    .filter((help) => touches(help, back(context.on, 6).from, context.on))
    .map((help) => {
      const { teamId } = doneBy(child, help.workerId, help.teamId, help.endsOn ?? context.on)
      return {
        ...identity(child, context),
        'Assessment start date': help.startsOn,
        'Assessment completion date': help.endsOn,
        'Organisation completing assessment':
          textIn(help.detail, 'organisation') ??
          (teamId === null ? null : context.teamName(teamId)) ??
          context.council.name,
      }
    })

const referrals = (child: RecordChild, context: AnnexContext): ListRow<3>[] => {
  const all = spellsOf(child, 'referral')
  const lastYear = all.filter(({ startsOn }) => falls(startsOn, back(context.on, 12))).length
  return all
    .filter(({ startsOn }) => falls(startsOn, back(context.on, 6)))
    .map((referral) => ({
      ...identity(child, context),
      'Date of referral': referral.startsOn,
      'Referral Source': sourceOf(referral.code),
      'Referral NFA?': yesNo(wentNoFurther(child, referral) === true),
      'Number of Referrals in Last 12 Months': lastYear,
      ...named(
        holderOn(child, referral.endsOn ?? context.on) ??
          doneBy(child, referral.workerId, referral.teamId, referral.startsOn),
        context,
      ),
    }))
}

const assessments = (child: RecordChild, context: AnnexContext): ListRow<4>[] =>
  spellsOf(child, 'assessment')
    .filter(({ startsOn, endsOn }) => falls(startsOn, back(context.on, 6)) || falls(endsOn, back(context.on, 6)))
    .map((assessment) => {
      const outcome = outcomeOf(child, assessment)
      return {
        ...identity(child, context),
        ...disabled(child),
        'Continuous Assessment Start Date': assessment.startsOn,
        'Child Seen During Continuous Assessment': yesNoUnknown(seenDuring(child, assessment)),
        'Continuous Assessment Date of Authorisation': assessment.endsOn,
        "Was the child assessed as requiring LA children's social care support?": yesNoOrBlank(
          outcome === null ? null : outcome !== 'no further action' && outcome !== 'early help',
        ),
        ...held(child, context, assessment),
      }
    })

const enquiries = (child: RecordChild, context: AnnexContext): ListRow<5>[] => {
  const all = spellsOf(child, 'section_47')
  const year = back(context.on, 12)
  const enquiriesInYear = all.filter((one) => falls(strategyDay(child, one), year)).length
  const conferencesInYear = eventsOf(child, 'initial_conference').filter(({ on }) => falls(on, year)).length
  return all
    .filter((enquiry) => falls(strategyDay(child, enquiry), back(context.on, 6)))
    .map((enquiry) => {
      const conference = conferenceOf(child, enquiry)
      const needed = needsConference(child, enquiry)
      return {
        ...identity(child, context),
        ...disabled(child),
        'Strategy discussion initiating Section 47 Enquiry Start Date': strategyDay(child, enquiry),
        'Was an Initial Child Protection Conference deemed unnecessary?': yesNoOrBlank(
          needed === null ? null : !needed,
        ),
        'Date of Initial Child Protection Conference': conference?.on ?? null,
        'Did the Initial Child Protection Conference Result in a Child Protection Plan': yesNoOrBlank(
          conference === null ? null : madePlan(child, conference),
        ),
        'Number of Section 47 Enquiries in the last 12 months': enquiriesInYear,
        'Number of ICPCs in the last 12 months': conferencesInYear,
        ...held(child, context, enquiry),
      }
    })
}

/** States that make a child one in need, the highest first; each with what it is called while it goes on. */
const stages = [
  { kinds: ['looked_after'], status: 'Looked after' },
  { kinds: ['child_protection_plan'], status: 'CP plan' },
  { kinds: ['child_in_need_plan', 'short_breaks', 'private_fostering'], status: 'CIN plan' },
  { kinds: ['assessment', 'section_47'], status: 'Open assessment' },
] as const
export const inNeed: readonly string[] = stages.flatMap(({ kinds }) => [...kinds])

const childrenInNeed = (child: RecordChild, context: AnnexContext): ListRow<6>[] => {
  const { on } = context
  const period = back(on, 6)
  if (spellsOf(child, 'care_leaver').some((one) => one.code !== 'eligible' && heldOn(one, on))) return []
  const served = spellsOf(child, ...inNeed).filter((one) => touches(one, period.from, period.to))
  if (served.length === 0) return []
  // The state of the day; on the day one ends it is over.
  const now = (kind: string): boolean =>
    served.some((one) => one.kind === kind && (one.endsOn === null || isAfter(one.endsOn, on)))
  const referral =
    spellsOf(child, 'referral').findLast((one) => touches(one, period.from, period.to)) ??
    outerOf(child, served.at(-1) as RecordSpell, 'referral')
  const closed = referral?.endsOn ?? null
  const status = stages.find(({ kinds }) => kinds.some(now))?.status ?? 'Closed episode'
  const care = spellsOf(child, 'looked_after').at(-1)
  const need =
    (referral ? textIn(referral.detail, 'primaryNeed') : null) ?? (care ? textIn(care.detail, 'categoryOfNeed') : null)
  const over = status === 'Closed episode'
  return [
    {
      ...identity(child, context),
      ...disabled(child),
      'CIN Start Date': referral?.startsOn ?? served[0]?.startsOn ?? null,
      'Primary Need Code': needOf(need),
      'Date Child Was Last Seen':
        eventsOf(child, 'visit').findLast((visit) => yesIn(visit.detail, 'seen') === true)?.on ?? null,
      'CIN Closure Date': over ? closed : null,
      'Reason for Closure': over && closed !== null ? closureOf(referral?.endCode ?? null) : null,
      'Case Status': lettered('status', status),
      ...held(child, context, { endsOn: over ? closed : null }),
    },
  ]
}

const protectedInEmergency = (child: RecordChild, { from, to }: Period): boolean =>
  spellsOf(child, 'emergency_protection', 'legal_status').some(
    (one) => (one.code === 'L1' || one.code === 'L2') && touches(one, from, to),
  )

const childProtection = (child: RecordChild, context: AnnexContext): ListRow<7>[] =>
  spellsOf(child, 'child_protection_plan')
    .filter(({ endsOn }) => endsOn === null || falls(endsOn, back(context.on, 6)))
    .map((plan) => {
      const visit = visitsDuring(child, plan, 'child_protection').at(-1)
      return {
        ...identity(child, context),
        ...disabled(child),
        'Child Protection Plan Start Date': plan.startsOn,
        'Initial Category of Abuse': abuseOf(initialCategory(plan)),
        'Latest Category of Abuse': abuseOf(plan.code),
        'Date of the Last Statutory Visit': visit?.on ?? null,
        'Was the Child Seen Alone?': visit ? yesNoUnknown(yesIn(visit.detail, 'seenAlone')) : null,
        'Date of latest review conference':
          eventsOf(child, 'review_conference').findLast(
            (one) => spellOfEvent(child, one, 'child_protection_plan')?.id === plan.id,
          )?.on ?? null,
        'Child Protection Plan End Date': plan.endsOn,
        'Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)': yesNo(
          protectedInEmergency(child, back(context.on, 6)),
        ),
        'Number of Previous Child Protection Plans': plansBefore(child, plan),
        ...held(child, context, plan),
      }
    })

/** Inside the council or outside, and whose area it is, as far as the record says. */
const whereabouts = ({ detail, code }: RecordSpell, { council, authorityName }: AnnexContext) => {
  const said = textIn(detail, 'localAuthority')
  const location = textIn(detail, 'location')
  const inside =
    location === 'IN' || location === 'OUT' ? location === 'IN' : said === null ? null : said === council.onsCode
  return {
    'Placement Location': inside === null ? null : lettered('location', inside ? 'In' : 'Out'),
    'LA of Placement':
      said === null
        ? inside === true || (inside === null && code === 'P1')
          ? council.name
          : null
        : authorityName(said),
  }
}

const childrenInCare = (child: RecordChild, context: AnnexContext): ListRow<8>[] => {
  const { on } = context
  const year = back(on, 12)
  const periods = spellsOf(child, 'looked_after')
  const missing = spellsOf(child, 'missing').filter(({ startsOn }) => falls(startsOn, year))
  const times = (code: string): number => missing.filter((one) => one.code === code).length
  const last = missing.findLast(({ code }) => code === 'M')
  const interview = last ? interviewAfter(child, last) : { offered: null, accepted: null }
  const lastOf = (kind: string): Day | null => eventsOf(child, kind).at(-1)?.on ?? null
  return periods
    .filter(({ endsOn }) => endsOn === null || falls(endsOn, back(on, 6)))
    .map((period) => {
      const status = latestStatus(child, period)
      const placement = latestPlacement(child, period)
      const earlier = periods.some(
        (one) => isBefore(one.startsOn, period.startsOn) && one.endsOn !== null && !isBefore(one.endsOn, year.from),
      )
      return {
        ...identity(child, context),
        'Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)': yesNo(
          spellsOf(child, 'unaccompanied').some((one) => touches(one, year.from, year.to)),
        ),
        ...disabled(child),
        'Date Started to be Looked After': period.startsOn,
        "Child's Category of Need": needOf(textIn(period.detail, 'categoryOfNeed')),
        'Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)':
          yesNo(earlier),
        'Start date of current legal status': status?.startsOn ?? null,
        "Child's Legal Status": legalOf(status?.code ?? null),
        'Date of Latest Statutory Review': reviewsOf(child, period).at(-1)?.on ?? null,
        'Date of Last Social Work Visit': visitsDuring(child, period, 'looked_after', 'adoption').at(-1)?.on ?? null,
        'What is the permanence plan for this child?': permanenceOf(
          permanencePlans(child, period).at(-1)?.plan ?? null,
        ),
        'Date of Last IRO Visit / Contact to the Child': lastSeenByReviewer(child, period),
        'Date of Last Health Assessment': lastOf('health_assessment'),
        'Date of Last Dental Check': lastOf('dental_check'),
        'Number of Placements in the Last 12 months': placementsBetween(child, year.from, year.to),
        'Date Ceased to be Looked After': period.endsOn,
        'Reason Ceased to be Looked After': period.endsOn === null ? null : ceasedOf(period.endCode),
        'Start Date of Most Recent Placement': placement?.startsOn ?? null,
        'Placement Type': placementOf(placement?.code ?? null),
        'Placement Provider': placement ? providerOf(textIn(placement.detail, 'provider'), placement.code) : null,
        'Placement postcode': placement ? textIn(placement.detail, 'postcode') : null,
        'URN of Placement': placement ? textIn(placement.detail, 'urn') : null,
        ...(placement ? whereabouts(placement, context) : { 'Placement Location': null, 'LA of Placement': null }),
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months": times('M'),
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months": times('A'),
        'Was the child offered a Return Interview after their last missing episode (Y/N)?': yesNoOrBlank(
          interview.offered,
        ),
        'Did the child accept a Return Interview after their last missing episode (Y/N)?': yesNoOrBlank(
          interview.accepted,
        ),
        ...held(child, context, period),
      }
    })
}

const careLeavers = (child: RecordChild, context: AnnexContext): ListRow<9>[] => {
  const { on } = context
  const status = spellsOf(child, 'care_leaver').findLast((one) => heldOn(one, on))
  if (!status || child.diedOn !== null) return []
  const contact = latestContact(child)
  const home = contact ? textIn(contact.detail, 'accommodation') : null
  const adviser = roleHolder(child, 'personal adviser', on)
  const inCare = spellsOf(child, 'looked_after').some(({ endsOn }) => endsOn === null)
  return [
    {
      ...identity(child, context),
      'Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)': yesNo(
        spellsOf(child, 'unaccompanied').length > 0,
      ),
      ...disabled(child),
      ...held(child, context, { endsOn: null }),
      'Allocated Personal Advisor': adviser?.workerId
        ? (context.workerName(adviser.workerId) ?? notNamed)
        : notAllocated,
      'Eligibility Category': eligibilityOf(status.code),
      'Latest Pathway Plan Review Date': latestPathwayReview(child),
      // A child still in care is in touch, whether or not anybody wrote that down for the return.
      'LA in Touch': touchOf(contact?.code ?? (inCare ? 'YES' : null)),
      'Latest Date of Contact': lastInTouch(child),
      'Type of Accommodation': accommodationOf(home),
      'Suitability of Accommodation': suitabilityOf(home, contact?.code ?? null),
      'Activity Status': activityOf(contact ? textIn(contact.detail, 'activity') : null),
    },
  ]
}

/** Adoption decisions the list is about: open ones, and those that came to an order or were reversed in the year. */
const decisions = (child: RecordChild, on: Day): { decision: RecordSpell; course: AdoptionCourse }[] =>
  spellsOf(child, 'adoption')
    .map((decision) => ({ decision, course: adoptionCourse(child, decision) }))
    .filter(
      ({ course: { orderOn, reversedOn } }) =>
        (orderOn === null && reversedOn === null) || falls(orderOn ?? reversedOn, back(on, 12)),
    )

const adoptersOf = (child: RecordChild): RecordRelation[] => child.relations.filter(({ kind }) => kind === 'adopter')

const adoption = (child: RecordChild, context: AnnexContext): ListRow<10>[] =>
  decisions(child, context.on).map(({ decision, course }) => ({
    ...identity(child, context),
    'Family identifier': familyOf(adoptersOf(child)),
    ...disabled(child),
    'Date the Child Entered Care': outerOf(child, decision, 'looked_after')?.startsOn ?? null,
    'Date of Decision that Child Should be Placed for Adoption': course.decidedOn,
    'Date of Placement Order': course.placementOrderOn,
    'Date of Matching Child and Prospective Adopters': course.matchedOn,
    'Date Placed for Adoption': course.placedOn,
    'Date of Adoption Order': course.orderOn,
    'Date of Decision that Child Should No Longer be Placed for Adoption': course.reversedOn,
    'Reason Why Child No Longer Placed for Adoption':
      course.reversedOn === null ? null : reversalOf(course.reversedBecause),
    'Date the child was placed for fostering in FFA or concurrent planning placement': course.fosteredForAdoptionOn,
  }))

/** The same for both of a couple, whichever of them is asked. */
const familyOf = (adopters: readonly RecordRelation[]): string | null =>
  adopters
    .map(({ other }) => other.id)
    .sort()
    .at(0) ?? null

/**
 * Adopters as the children's records name them. Their own approval is the adoption agency's work, which this record does
 * not hold: of it the columns are blank, the day of their enquiry among them.
 */
const adopters = (child: RecordChild, context: AnnexContext): ListRow<11>[] => {
  const found = adoptersOf(child)
  const [latest] = decisions(child, context.on).slice(-1)
  if (found.length === 0 || !latest) return []
  const { course } = latest
  return found.map(({ other }) => ({
    'Individual adopter identifier': other.localId ?? other.id,
    'Family identifier': familyOf(found),
    Gender: genderOf(other.sex),
    Ethnicity: ethnicityOf(other.ethnicity),
    Disability: disabilityOf(other.disabilities),
    'Is the (prospective) adopter fostering for adoption?': yesNo(course.fosteredForAdoptionOn !== null),
    'Date enquiry received': null,
    'Date Stage 1 started': null,
    'Date Stage 1 ended': null,
    'Date Stage 2 started': null,
    'Date Stage 2 ended': null,
    'Date application submitted': null,
    'Date application approved': null,
    'Date adopter matched with child(ren)': course.matchedOn,
    'Date child/children placed with adopter(s)': course.placedOn,
    'No. of children placed': course.placedOn === null ? 0 : 1,
    'Date of Adoption Order': course.orderOn,
    'Date of leaving adoption process': null,
    'Reason for leaving adoption process': null,
  }))
}

const builders: { [N in ListNumber]: (child: RecordChild, context: AnnexContext) => ListRow<N>[] } = {
  1: contacts,
  2: earlyHelp,
  3: referrals,
  4: assessments,
  5: enquiries,
  6: childrenInNeed,
  7: childProtection,
  8: childrenInCare,
  9: careLeavers,
  10: adoption,
  11: adopters,
}

const addTo = <N extends ListNumber>(lists: AnnexA, list: N, child: RecordChild, context: AnnexContext): void => {
  const rows = lists[list] as ListRow<N>[]
  for (const row of builders[list](child, context)) {
    if (list === 11) addAdopter(lists[11], row as ListRow<11>)
    else rows.push(row)
  }
}

/** The rows of one child are added to the lists, or to those named. */
export const addChild = (
  lists: AnnexA,
  child: RecordChild,
  context: AnnexContext,
  only: readonly ListNumber[] = listNumbers,
): void => {
  for (const list of only) addTo(lists, list, child, context)
}

/** One row for each adopter, however many children: brothers and sisters are counted on it. */
const addAdopter = (rows: ListRow<11>[], row: ListRow<11>): void => {
  const id = 'Individual adopter identifier'
  const known = rows.find((one) => one[id] === row[id])
  if (known === undefined) rows.push(row)
  else known['No. of children placed'] = Number(known['No. of children placed']) + Number(row['No. of children placed'])
}

const two = (n: number): string => String(n).padStart(2, '0')
const shown = (cell: Cell): string =>
  cell === null
    ? ''
    : cell instanceof Temporal.PlainDate
      ? `${two(cell.day)}/${two(cell.month)}/${cell.year}`
      : String(cell)

export const headingsOf = (list: ListNumber): string[] => listOf(list).columns.map(([name]) => name)
/** The cells of a row as people read them, in the order of the columns: days as 01/05/2026. */
export const cellsOf = <N extends ListNumber>(list: N, row: ListRow<N>): string[] =>
  headingsOf(list).map((name) => shown((row as Readonly<Record<string, Cell>>)[name] ?? null))
/** The same for a sheet: numbers stay numbers. */
export const sheetCellsOf = <N extends ListNumber>(list: N, row: ListRow<N>): (string | number | null)[] =>
  headingsOf(list).map((name) => {
    const cell = (row as Readonly<Record<string, Cell>>)[name] ?? null
    return typeof cell === 'number' ? cell : shown(cell)
  })

/** Rows that lack something Ofsted says every row must have, with how many lack which column. */
export const lacking = <N extends ListNumber>(
  list: N,
  rows: readonly ListRow<N>[],
): { column: string; rows: number }[] =>
  listOf(list)
    .columns.filter(([, , must]) => must === 'must')
    .map(([column]) => ({
      column,
      rows: rows.filter((row) => {
        const cell = (row as Readonly<Record<string, Cell>>)[column] ?? null
        return cell === null || cell === ''
      }).length,
    }))
    .filter(({ rows: count }) => count > 0)
