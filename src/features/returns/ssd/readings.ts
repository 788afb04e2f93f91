// What a child's record comes to where a dataset asks something that no single record says. Pure; of a child as at a day.
import { type Day, isAfter, isBefore, isSame } from '../../../lib/day.ts'
import {
  type Detail,
  eventsOf,
  type RecordChild,
  type RecordEvent,
  type RecordSpell,
  spellsOf,
  textIn,
  yesIn,
} from './facts.ts'

export const within = (on: Day, from: Day, to: Day | null): boolean =>
  !isBefore(on, from) && (to === null || !isAfter(on, to))
export const heldOn = ({ startsOn, endsOn }: Pick<RecordSpell, 'startsOn' | 'endsOn'>, on: Day): boolean =>
  within(on, startsOn, endsOn)
/** Shares a day with the time between two days. */
export const touches = ({ startsOn, endsOn }: Pick<RecordSpell, 'startsOn' | 'endsOn'>, from: Day, to: Day): boolean =>
  !isAfter(startsOn, to) && (endsOn === null || !isBefore(endsOn, from))

export type HeldBy = { workerId: string | null; teamId: string | null }

const mainRoles = ['lead practitioner', 'social worker', 'personal adviser', 'joint worker']
const isMain = ({ code }: RecordSpell): boolean => mainRoles.includes(code ?? '')

/**
 * Who holds the child on a day: the lead practitioner, else the social worker, else the personal adviser. Where nobody
 * does, who held it last before; where nobody did, null.
 */
export const holderOn = (child: RecordChild, on: Day): HeldBy | null => {
  const allocations = spellsOf(child, 'allocation').filter((one) => isMain(one) && !isAfter(one.startsOn, on))
  const now = allocations.filter((one) => heldOn(one, on))
  for (const role of mainRoles) {
    const last = now.findLast(({ code }) => code === role)
    if (last) return { workerId: last.workerId, teamId: last.teamId }
  }
  const last = allocations
    .filter(({ endsOn }) => endsOn !== null)
    .sort((a, b) => Temporal.PlainDate.compare(a.endsOn as Day, b.endsOn as Day))
    .at(-1)
  return last ? { workerId: last.workerId, teamId: last.teamId } : null
}

/** Who held a piece of work: who is written on it, in the team they held the child for; else who held the child. */
export const doneBy = (child: RecordChild, workerId: string | null, teamId: string | null, on: Day): HeldBy => {
  if (workerId === null) return holderOn(child, on) ?? { workerId: null, teamId }
  if (teamId !== null) return { workerId, teamId }
  const theirs = spellsOf(child, 'allocation').filter(
    (one) => one.workerId === workerId && !isAfter(one.startsOn, on) && one.teamId !== null,
  )
  return { workerId, teamId: (theirs.findLast((one) => heldOn(one, on)) ?? theirs.at(-1))?.teamId ?? null }
}

export const roleHolder = (child: RecordChild, role: string, on: Day): RecordSpell | null =>
  spellsOf(child, 'allocation').findLast((one) => one.code === role && heldOn(one, on)) ?? null

/** What a spell lies in, of a kind, however far out; else the last of that kind that had begun by its first day. */
export const outerOf = (child: RecordChild, spell: RecordSpell, kind: string): RecordSpell | null => {
  let at: RecordSpell | undefined = spell
  for (let depth = 0; at && depth < 10; depth++) {
    if (at.kind === kind) return at
    const withinId: string | null = at.withinId
    at = withinId === null ? undefined : child.spells.find(({ id }) => id === withinId)
  }
  return child.spells.findLast((one) => one.kind === kind && !isAfter(one.startsOn, spell.startsOn)) ?? null
}

/** The spell of a kind an event belongs to: the one it names, else the last one that held on its day. */
export const spellOfEvent = (child: RecordChild, event: RecordEvent, kind: string): RecordSpell | null =>
  child.spells.find(({ id, kind: own }) => own === kind && id === event.spellId) ??
  spellsOf(child, kind).findLast((spell) => heldOn(spell, event.on)) ??
  null

// --- front door

/** True or false as the decision says; null while there is none. */
export const wentNoFurther = (child: RecordChild, referral: RecordSpell): boolean | null => {
  const said = yesIn(referral.detail, 'noFurtherAction')
  if (said !== null) return said
  const decision = responseTo(child, referral)
  if (decision !== null) return decision === 'no further action'
  return referral.endCode === 'no further action' ? true : referral.endsOn === null ? null : false
}

/** What was decided on a referral: "assessment", "section 47", "early help", "no further action". */
export const responseTo = (child: RecordChild, referral: RecordSpell): string | null =>
  eventsOf(child, 'referral_decision').findLast(({ spellId }) => spellId === referral.id)?.code ?? null

/** States that mean a child is served as a child in need. */
const services = [
  'child_in_need_plan',
  'child_protection_plan',
  'looked_after',
  'short_breaks',
  'private_fostering',
  'permanence_order',
]

export type AssessmentOutcome =
  | 'child in need plan'
  | 'section 47'
  | 'looked after'
  | 'early help'
  | 'no further action'
  | 'services'

/** What came of an assessment that has ended: as it was said, else by what followed in its referral. Null while open. */
export const outcomeOf = (child: RecordChild, assessment: RecordSpell): AssessmentOutcome | null => {
  const { endsOn, endCode } = assessment
  if (endsOn === null) return null
  switch (endCode) {
    case 'child in need plan':
    case 'section 47':
    case 'looked after':
    case 'early help':
    case 'no further action':
      return endCode
  }
  const referral = outerOf(child, assessment, 'referral')
  const later = spellsOf(child, ...services).filter(
    (one) =>
      (referral === null || outerOf(child, one, 'referral')?.id === referral.id) &&
      (one.endsOn === null || !isBefore(one.endsOn, endsOn)),
  )
  if (later.some(({ kind }) => kind === 'looked_after')) return 'looked after'
  if (later.some(({ kind }) => kind === 'child_in_need_plan')) return 'child in need plan'
  if (later.length > 0) return 'services'
  if (referral?.endCode === 'RC9') return 'early help'
  return 'no further action'
}

/** Whether the child was seen while assessed; null when nobody wrote it down. */
export const seenDuring = (child: RecordChild, { startsOn, endsOn, detail }: RecordSpell): boolean | null => {
  const said = yesIn(detail, 'childSeen')
  if (said !== null) return said
  const visits = eventsOf(child, 'visit').filter(({ on }) => within(on, startsOn, endsOn))
  if (visits.some((visit) => yesIn(visit.detail, 'seen') === true)) return true
  return null
}

// --- protection

/** The day of the strategy discussion that began an enquiry. */
export const strategyDay = (child: RecordChild, enquiry: RecordSpell): Day =>
  eventsOf(child, 'strategy_discussion').find(({ spellId }) => spellId === enquiry.id)?.on ?? enquiry.startsOn

export const conferenceOf = (child: RecordChild, enquiry: RecordSpell): RecordEvent | null =>
  eventsOf(child, 'initial_conference').find(({ spellId }) => spellId === enquiry.id) ?? null

/** Whether the enquiry asked for a conference; null while nobody has said. */
export const needsConference = (child: RecordChild, enquiry: RecordSpell): boolean | null => {
  if (conferenceOf(child, enquiry) !== null) return true
  const said = yesIn(enquiry.detail, 'conferenceRequired')
  if (said !== null) return said
  return enquiry.endsOn === null ? null : enquiry.endCode === 'conference'
}

/** The plan a conference made; null when it made none. */
export const planFrom = (child: RecordChild, conference: RecordEvent): RecordSpell | null =>
  spellsOf(child, 'child_protection_plan').find(
    ({ startsOn }) => !isBefore(startsOn, conference.on) && !isAfter(startsOn, conference.on.add({ days: 1 })),
  ) ?? null

/** The conference that made a plan. */
export const conferenceBefore = (child: RecordChild, plan: RecordSpell): RecordEvent | null =>
  eventsOf(child, 'initial_conference').findLast((one) => planFrom(child, one)?.id === plan.id) ?? null

export const madePlan = (child: RecordChild, conference: RecordEvent): boolean => {
  const said = conference.code ?? textIn(conference.detail, 'decision')
  return said === 'child protection plan' || planFrom(child, conference) !== null
}

/** Plans before this one, here and as the return the child came with said. */
export const plansBefore = (child: RecordChild, plan: RecordSpell): number => {
  const here = spellsOf(child, 'child_protection_plan').filter((one) => isBefore(one.startsOn, plan.startsOn)).length
  return Math.max(here, Number(textIn(plan.detail, 'numberOfPreviousPlans') ?? 0) || 0)
}

export const initialCategory = (plan: RecordSpell): string | null => textIn(plan.detail, 'initialCategory') ?? plan.code

/** A visit that was made: at which the child was seen, or where nobody wrote whether. */
export const wasMade = ({ detail }: RecordEvent): boolean => yesIn(detail, 'seen') !== false

/** Visits of some kinds that were made while a spell held, in the order of their days. */
export const visitsDuring = (child: RecordChild, spell: RecordSpell, ...codes: string[]): RecordEvent[] =>
  eventsOf(child, 'visit').filter(
    (visit) => codes.includes(visit.code ?? '') && wasMade(visit) && within(visit.on, spell.startsOn, spell.endsOn),
  )

// --- care

const isTemporary = (code: string | null): boolean => /^T\d$/.test(code ?? '')

/** What lies in a period of care, of a kind. */
export const heldInCare = (child: RecordChild, period: RecordSpell, kind: string): RecordSpell[] =>
  spellsOf(child, kind).filter(
    (spell) =>
      (spell.withinId === null || spell.withinId === period.id) &&
      (period.endsOn === null || isBefore(spell.startsOn, period.endsOn) || isSame(spell.startsOn, period.startsOn)) &&
      (spell.endsOn === null || !isBefore(spell.endsOn, period.startsOn)),
  )

export type CareEpisode = {
  id: string
  startsOn: Day
  endsOn: Day | null
  reasonForNew: string
  reasonCeased: string | null
  status: RecordSpell | null
  placement: RecordSpell | null
  need: string | null
}

const holding = (spells: readonly RecordSpell[], on: Day): RecordSpell | null =>
  spells.findLast(
    (spell) =>
      !isAfter(spell.startsOn, on) &&
      (spell.endsOn === null || isAfter(spell.endsOn, on) || isSame(spell.startsOn, on)),
  ) ?? null

/** A period of care as episodes of the SSDA903 return: cut anew wherever a legal status or a placement begins. */
export const careEpisodes = (child: RecordChild, period: RecordSpell): CareEpisode[] => {
  const statuses = heldInCare(child, period, 'legal_status')
  const placements = heldInCare(child, period, 'placement')
  const starts = [...statuses, ...placements]
    .map(({ startsOn }) => startsOn)
    .filter((on) => isAfter(on, period.startsOn))
    .sort(Temporal.PlainDate.compare)
  const days = [period.startsOn, ...starts.filter((on, at) => at === 0 || !isSame(on, starts[at - 1] as Day))]
  return days.map((startsOn, at) => {
    const last = at === days.length - 1
    const endsOn = last ? period.endsOn : (days[at + 1] as Day)
    const status = holding(statuses, startsOn)
    const placement = holding(placements, startsOn)
    const newStatus = status !== null && isSame(status.startsOn, startsOn)
    const newPlacement = placement !== null && isSame(placement.startsOn, startsOn)
    const said = textIn((at === 0 ? period : newPlacement ? placement : status)?.detail ?? {}, 'newEpisodeReason')
    const sameCarer = newPlacement && yesIn(placement.detail, 'sameCarer') === true
    const changed = newStatus && newPlacement ? (sameCarer ? 'U' : 'B') : newStatus ? 'L' : sameCarer ? 'T' : 'P'
    return {
      id: newPlacement ? placement.id : newStatus ? status.id : period.id,
      startsOn,
      endsOn,
      reasonForNew: said ?? (at === 0 ? 'S' : changed),
      reasonCeased: endsOn === null ? null : last ? period.endCode : 'X1',
      status,
      placement,
      need: textIn(placement?.detail ?? {}, 'categoryOfNeed') ?? textIn(period.detail, 'categoryOfNeed'),
    }
  })
}

/** The legal status on the last day of a period, or today's while it goes on. */
export const latestStatus = (child: RecordChild, period: RecordSpell): RecordSpell | null =>
  heldInCare(child, period, 'legal_status').at(-1) ?? null

/** The home the child lives in, or lived in last: a short stay elsewhere is not it, unless there is no other. */
export const latestPlacement = (child: RecordChild, period: RecordSpell): RecordSpell | null => {
  const placements = heldInCare(child, period, 'placement')
  return placements.findLast(({ code }) => !isTemporary(code)) ?? placements.at(-1) ?? null
}

/** Homes in some time, short stays elsewhere left out. */
export const placementsBetween = (child: RecordChild, from: Day, to: Day): number =>
  spellsOf(child, 'looked_after').reduce(
    (count, period) =>
      count +
      heldInCare(child, period, 'placement').filter((one) => !isTemporary(one.code) && touches(one, from, to)).length,
    0,
  )

export const reviewsOf = (child: RecordChild, period: RecordSpell): RecordEvent[] =>
  eventsOf(child, 'looked_after_review').filter(
    (review) => review.spellId === period.id || within(review.on, period.startsOn, period.endsOn),
  )

/** How the child took part means that the reviewing officer met them. */
const metAtReview = new Set(['PN1', 'PN2', 'PN3', 'PN4'])

/** The last day the reviewing officer saw the child: at a review the child came to, or on a visit of theirs. */
export const lastSeenByReviewer = (child: RecordChild, period: RecordSpell): Day | null => {
  const reviewers = new Set(
    spellsOf(child, 'allocation')
      .filter(({ code }) => code === 'reviewing officer')
      .map(({ workerId }) => workerId),
  )
  const reviews = reviewsOf(child, period).filter(({ code }) => metAtReview.has(code ?? ''))
  const visits = eventsOf(child, 'visit').filter(
    (visit) =>
      visit.workerId !== null &&
      reviewers.has(visit.workerId) &&
      wasMade(visit) &&
      within(visit.on, period.startsOn, period.endsOn),
  )
  return (
    [...reviews, ...visits]
      .map(({ on }) => on)
      .sort(Temporal.PlainDate.compare)
      .at(-1) ?? null
  )
}

/** Every change of the plan for the long term, with the day it was made. */
export const permanencePlans = (child: RecordChild, period: RecordSpell): { on: Day; id: string; plan: string }[] => {
  const said = eventsOf(child, 'care_plan', 'looked_after_review', 'care_plan_change')
    .filter(({ on }) => within(on, period.startsOn, period.endsOn))
    .flatMap(({ on, id, detail }) => {
      const plan = textIn(detail, 'permanencePlan')
      return plan === null ? [] : [{ on, id, plan }]
    })
  return said.filter(({ plan }, at) => at === 0 || said[at - 1]?.plan !== plan)
}

export type Interview = { offered: boolean | null; accepted: boolean | null }

/** The talk offered after a child came back; nothing is said while the child is away. */
export const interviewAfter = (child: RecordChild, missing: RecordSpell): Interview => {
  const { endsOn, id } = missing
  if (endsOn === null) return { offered: null, accepted: null }
  const next = spellsOf(child, 'missing').find(({ startsOn }) => isAfter(startsOn, endsOn))?.startsOn ?? null
  const belongs = ({ spellId, on }: RecordEvent): boolean =>
    spellId === id || (spellId === null && within(on, missing.startsOn, next))
  const offers = eventsOf(child, 'return_interview_offer').filter(belongs)
  const held = eventsOf(child, 'return_interview').some(belongs)
  if (offers.length === 0 && !held) return { offered: false, accepted: null }
  const answer = offers.findLast(({ code }) => code === 'accepted' || code === 'declined')?.code ?? null
  return { offered: true, accepted: held || answer === 'accepted' ? true : answer === 'declined' ? false : null }
}

// --- leaving care

export const latestContact = (child: RecordChild): RecordEvent | null =>
  eventsOf(child, 'care_leaver_contact').at(-1) ?? null

/** The last day somebody was in touch with a young person: a contact that reached them, or a visit. */
export const lastInTouch = (child: RecordChild): Day | null =>
  eventsOf(child, 'care_leaver_contact', 'visit')
    .filter((event) =>
      event.kind === 'visit'
        ? wasMade(event) && ['personal_adviser', 'looked_after'].includes(event.code ?? '')
        : event.code === 'YES',
    )
    .at(-1)?.on ?? null

export const latestPathwayReview = (child: RecordChild): Day | null =>
  eventsOf(child, 'pathway_plan', 'pathway_review').at(-1)?.on ?? null

// --- permanence

export type AdoptionCourse = {
  decidedOn: Day
  placementOrderOn: Day | null
  matchedOn: Day | null
  placedOn: Day | null
  placement: RecordSpell | null
  fosteredForAdoptionOn: Day | null
  orderOn: Day | null
  reversedOn: Day | null
  reversedBecause: string | null
}

/** The way of a child to adoption, from the decision that it should be placed. */
export const adoptionCourse = (child: RecordChild, decision: RecordSpell): AdoptionCourse => {
  const since = ({ startsOn }: RecordSpell): boolean =>
    !isBefore(startsOn, decision.startsOn) && (decision.endsOn === null || !isAfter(startsOn, decision.endsOn))
  const period = outerOf(child, decision, 'looked_after')
  const placements = period === null ? [] : heldInCare(child, period, 'placement')
  const adoptive = placements.find((one) => /^A[3-6]$/.test(one.code ?? '') && since(one)) ?? null
  const order = eventsOf(child, 'adoption_order').find(({ on }) => !isBefore(on, decision.startsOn)) ?? null
  const adopted =
    order !== null ||
    ['E11', 'E12', 'adopted'].includes(decision.endCode ?? '') ||
    /^E1[12]$/.test(period?.endCode ?? '')
  return {
    decidedOn: decision.startsOn,
    placementOrderOn: spellsOf(child, 'legal_status').find((one) => one.code === 'E1' && since(one))?.startsOn ?? null,
    matchedOn:
      eventsOf(child, 'match').find(
        ({ on, spellId }) => spellId === decision.id || (spellId === null && !isBefore(on, decision.startsOn)),
      )?.on ?? null,
    placedOn: adoptive?.startsOn ?? null,
    placement: adoptive,
    fosteredForAdoptionOn: placements.find(({ code }) => code === 'U2' || code === 'U5')?.startsOn ?? null,
    orderOn: order?.on ?? (adopted ? (decision.endsOn ?? period?.endsOn ?? null) : null),
    reversedOn: !adopted && decision.endsOn !== null ? decision.endsOn : null,
    reversedBecause: !adopted && decision.endsOn !== null ? decision.endCode : null,
  }
}

/** A day with its hour where the hour was written down, as the record of a missing child has it. */
export const momentIn = (detail: Detail, ...names: string[]): Temporal.Instant | null => {
  for (const name of names) {
    const text = textIn(detail, name)
    if (text === null || !/^\d{4}-\d{2}-\d{2}T/.test(text)) continue
    try {
      return Temporal.Instant.from(text)
    } catch {
      // as good as not written
    }
  }
  return null
}
