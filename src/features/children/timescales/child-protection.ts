import { epochDay } from '../../../lib/working-days.ts'
import { eventsKnown, type Happened, type Held, type Known } from './known.ts'
import {
  answersTo,
  countedAgain,
  type Find,
  firstNotRecorded,
  firstOf,
  once,
  repeatedly,
  stepsOf,
  timescale,
} from './shapes.ts'
import { visitsOf } from './visit.ts'

const plans = (known: Known): readonly Held[] => known.spells('child_protection_plan')

/** The day the case a record belongs to was closed: nothing is owed on a closed case. */
const caseClosed = (known: Known, on: number): number => {
  let to = Number.POSITIVE_INFINITY
  for (const referral of known.spells('referral')) if (referral.from <= on && referral.to >= on) to = referral.to
  return to
}

/** A concern that was looked at and needed no discussion says so: detail.strategyNeeded false. */
export const strategyDiscussion = timescale(
  {
    id: 'strategy-discussion',
    stage: 'child_protection',
    duty: 'Hold strategy discussion',
    from: 'concern of significant harm identified',
    within: null,
    unit: 'working_day',
    repeats: null,
    owner: "children's services, police, health, referrer",
    source: 'Working Together (text not read)',
    status: 'unconfirmed',
    suggestedLocal: { within: 1, unit: 'working_day' },
  },
  function* (known, due) {
    for (const concern of known.events('harm_concern')) {
      if (concern.event.detail.strategyNeeded === false) continue
      yield {
        id: concern.id,
        from: concern.on,
        to: caseClosed(known, concern.on),
        due: due(concern.on),
        done: firstOf(known.events('strategy_discussion'), concern.on)?.on ?? null,
      }
    }
  },
)

const isTransferIn = ({ event }: Happened): boolean => event.detail.transferIn === true

/**
 * A conference is owed while the enquiry may still need one, and after it where it does. Once the enquiry says that
 * none is required, or ends in anything else without saying that one is, nothing is owed.
 */
const conferenceOwed = ({ spell, to }: Held): boolean => {
  const { conferenceRequired } = spell.detail
  if (typeof conferenceRequired === 'boolean') return conferenceRequired
  return to === Number.POSITIVE_INFINITY || spell.endCode === 'conference'
}

/** The strategy discussion that started an enquiry: the first that names it, or the enquiry's own first day. */
export const enquiryBegan = (known: Known, enquiry: Held): number =>
  known.events('strategy_discussion').find(({ event }) => event.spellId === enquiry.id)?.on ?? enquiry.from

export const initialConference = timescale(
  {
    id: 'icpc',
    stage: 'child_protection',
    duty: 'Hold initial child protection conference',
    from: 'strategy discussion at which section 47 enquiries were initiated',
    within: 15,
    unit: 'working_day',
    repeats: null,
    owner: 'independent conference chair; conference decides',
    source: 'CIN census guide 2023-24 s4.12; procedures of two safeguarding partnerships',
    status: 'read',
  },
  function* (known, due) {
    const enquiries = known.spells('section_47')
    for (const [i, enquiry] of enquiries.entries()) {
      const from = enquiryBegan(known, enquiry)
      const until = (enquiries[i + 1]?.from ?? Number.POSITIVE_INFINITY) - 1
      const days = { id: enquiry.id, from: Math.min(from, enquiry.from), to: until }
      const held = answersTo(known, days, known.events('initial_conference')).find((each) => !isTransferIn(each))
      if (held === undefined && !conferenceOwed(enquiry)) continue
      yield { id: enquiry.id, from, to: caseClosed(known, enquiry.from), due: due(from), done: held?.on ?? null }
    }
  },
)

export const transferInConference = timescale(
  {
    id: 'icpc-transfer-in',
    stage: 'child_protection',
    duty: 'Hold transfer-in conference',
    from: 'notice of a permanent move of a child already on a plan elsewhere',
    within: 15,
    unit: 'working_day',
    repeats: null,
    owner: '',
    source: 'CIN census guide 2023-24 s4.8',
    status: 'read',
  },
  function* (known, due) {
    for (const notice of known.events('transfer_notice')) {
      yield {
        id: notice.id,
        from: notice.on,
        to: caseClosed(known, notice.on),
        due: due(notice.on),
        done: firstOf(known.events('initial_conference'), notice.on, undefined, isTransferIn)?.on ?? null,
      }
    }
  },
)

/** The initial conference is the plan's first day (CIN census rule 2885). */
export const firstCoreGroup = timescale(
  {
    id: 'core-group-first',
    stage: 'child_protection',
    duty: 'First core group',
    from: 'initial child protection conference',
    within: 10,
    unit: 'working_day',
    repeats: null,
    owner: 'lead practitioner',
    source: 'NYAS (10 days); All Wales procedures (10 working days)',
    status: 'reported',
  },
  once(plans, (known, plan) => answersTo(known, plan, known.events('core_group'))[0]?.on ?? null),
)

export const laterCoreGroup = timescale(
  {
    id: 'core-group-next',
    stage: 'child_protection',
    duty: 'Later core groups',
    from: 'previous core group',
    within: 6,
    unit: 'week',
    repeats: 'every 6 weeks',
    owner: '',
    source: 'All Wales procedures (monthly to 6-weekly)',
    status: 'local',
    suggestedLocal: { within: 6, unit: 'week' },
  },
  repeatedly(plans, (known, plan) => answersTo(known, plan, known.events('core_group')), { fromFirst: true }),
)

/** A review is never on the plan's first day (rule 8841). */
const reviewSteps = (known: Known, plan: Held) =>
  stepsOf(plan, answersTo(known, plan, known.events('review_conference')), 1)

export const firstReviewConference = timescale(
  {
    id: 'rcpc-first',
    stage: 'child_protection',
    duty: 'First review child protection conference',
    from: 'initial child protection conference',
    within: 3,
    unit: 'month',
    repeats: null,
    owner: 'conference chair',
    source: 'procedures of two safeguarding partnerships; NYAS',
    status: 'reported',
  },
  function* (known, due) {
    for (const plan of plans(known)) {
      const [step] = reviewSteps(known, plan)
      if (step === undefined || firstNotRecorded(known, due(plan.from), step.done)) continue
      yield { ...step, ...countedAgain(known, step.from, step.done, due) }
    }
  },
)

export const laterReviewConference = timescale(
  {
    id: 'rcpc-next',
    stage: 'child_protection',
    duty: 'Later review conferences',
    from: 'previous review conference',
    within: 6,
    unit: 'month',
    repeats: 'every 6 months',
    owner: '',
    source: 'London Child Protection Procedures 4.1.22 as quoted by one council; procedures of another partnership',
    status: 'reported',
  },
  function* (known, due) {
    for (const plan of plans(known)) {
      for (const step of reviewSteps(known, plan)) {
        if (step.place > 0) yield { ...step, ...countedAgain(known, step.from, step.done, due) }
      }
    }
  },
)

/** Twenty days where the mother is not medically fit (detail.motherNotFit); our reading is calendar days. */
const afterBirth: Find = function* (known, due) {
  if (known.bornOn === null) return
  const born = epochDay(known.bornOn)
  for (const plan of plans(known)) {
    if (plan.from >= born || plan.to < born) continue
    const instead =
      plan.spell.detail.motherNotFit === true ? ({ within: 20, unit: 'calendar_day' } as const) : undefined
    const meetings = eventsKnown(known, 'core_group', 'review_conference')
    yield {
      id: plan.id,
      from: born,
      to: plan.to,
      due: due(born, instead ? { instead } : undefined),
      done: firstOf(meetings, born, plan.to)?.on ?? null,
    }
  }
}

export const reviewAfterBirth = timescale(
  {
    id: 'prebirth-review',
    stage: 'child_protection',
    duty: 'Review conference or core group after birth where the initial conference was before birth',
    from: 'birth',
    within: 10,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'London Child Protection Procedures 4.1.22 as quoted by one council',
    status: 'reported',
  },
  afterBirth,
)

/** "See the child": before birth there is no child to see, so the first visit counts from the birth. */
export const childProtectionVisit = timescale(
  {
    id: 'cp-visit',
    stage: 'child_protection',
    duty: 'See the child',
    from: 'plan start, then last visit',
    within: null,
    unit: 'working_day',
    repeats: 'as set',
    owner: 'lead practitioner',
    source: 'none found',
    status: 'local',
    suggestedLocal: { within: 10, unit: 'working_day' },
  },
  repeatedly(
    (known) =>
      plans(known).flatMap((plan) => {
        if (known.bornOn === null) return known.unborn ? [] : [plan]
        return [{ ...plan, from: Math.max(plan.from, epochDay(known.bornOn)) }]
      }),
    (known) => visitsOf(known, 'child_protection'),
  ),
)
