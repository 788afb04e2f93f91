import type { Day } from '../../../lib/day.ts'
import { periodsOfCare } from './care.ts'
import { birthday } from './counting.ts'
import { eventsKnown, type Happened, type Held, type Known } from './known.ts'
import { countedAgain, firstOf, mustEnd, type Start, stepsOf, timescale } from './shapes.ts'
import { visitsOf } from './visit.ts'

/** Thirteen weeks, the time in care that makes a child eligible. */
const thirteenWeeks = 91

/**
 * The first day a child was, or goes on to be, eligible by time in care: 16 or over, looked after, and thirteen weeks in
 * care in all since turning 14, not necessarily in one stretch. `from` is the first of those days. Null when the periods
 * given (in date order, in epoch days, Infinity for one still open) never come to it.
 */
export const eligibleByTime = (
  periods: readonly { id: string; from: number; to: number }[],
  bornOn: Day,
): { id: string; from: number; on: number } | null => {
  const fourteen = birthday(bornOn, 14)
  const sixteen = birthday(bornOn, 16)
  const eighteen = birthday(bornOn, 18)
  let needed = thirteenWeeks
  let first: { id: string; from: number } | null = null
  for (const period of periods) {
    const from = Math.max(period.from, fourteen)
    const to = Math.min(period.to, eighteen)
    if (from > to) continue
    first ??= { id: period.id, from }
    const on = Math.max(from + Math.max(needed, 0), sixteen)
    if (to - from >= needed && on <= to && on < eighteen) return { ...first, on }
    needed -= to - from
  }
  return null
}

/** A window that only counts: `dueOn` is the day the thirteen weeks are made up, `doneOn` the same once it has come. */
export const eligibleWindow = timescale(
  {
    id: 'eligible-window',
    stage: 'leaving_care',
    duty: 'Looked after for at least',
    from: 'any periods after 14th birthday, ending after 16th',
    within: 13,
    unit: 'week',
    repeats: null,
    owner: '',
    source: 'CA1989 guidance vol 3, chapter 2; reg 40',
    status: 'read',
    kind: 'window',
  },
  function* (known) {
    if (known.bornOn === null) return
    const eligible = eligibleByTime(periodsOfCare(known), known.bornOn)
    if (eligible === null) return
    const { id, from, on } = eligible
    yield { id, from, to: Number.POSITIVE_INFINITY, due: on, done: on <= known.today ? on : null }
  },
)

const leavers = (known: Known, ...codes: string[]): Held[] =>
  known.spells('care_leaver').filter(({ spell }) => codes.includes(spell.code ?? ''))

export const eligibleAssessment = timescale(
  {
    id: 'eligible-assessment',
    stage: 'leaving_care',
    duty: 'Needs assessment for an eligible child',
    from: '16th birthday or becoming eligible',
    within: 3,
    unit: 'month',
    repeats: null,
    owner: '',
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 42 (text not read)',
    status: 'unconfirmed',
    suggestedLocal: { within: 3, unit: 'month' },
  },
  function* (known, due) {
    for (const held of leavers(known, 'eligible')) {
      const done = firstOf(known.events('needs_assessment'), held.from, held.to)?.on ?? null
      yield { ...held, due: due(held.from), done }
    }
  },
)

/** Only for a relevant child without a pathway plan. */
export const relevantAssessment = timescale(
  {
    id: 'relevant-assessment',
    stage: 'leaving_care',
    duty: 'Needs assessment, relevant child without a pathway plan',
    from: 'became relevant',
    within: 3,
    unit: 'month',
    repeats: null,
    owner: '',
    source: 'Care Leavers (England) Regulations 2010 reg 5, CA1989 guidance vol 3',
    status: 'read',
  },
  function* (known, due) {
    for (const held of leavers(known, 'relevant')) {
      const answers = eventsKnown(known, 'needs_assessment', 'pathway_plan')
      if (answers.some(({ on, event }) => on < held.from && event.kind === 'pathway_plan')) continue
      yield { ...held, due: due(held.from), done: firstOf(answers, held.from, held.to)?.on ?? null }
    }
  },
)

/** The statuses with a pathway plan. */
const planned = ['eligible', 'relevant', 'former-relevant', 'former-relevant-education']

/** Stretches of some statuses: one follows another without a gap. */
const stretches = (known: Known, codes: readonly string[]): Start[] => {
  const joined: Start[] = []
  for (const { id, from, to } of leavers(known, ...codes)) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to)
    else joined.push({ id, from, to })
  }
  return joined
}

export const pathwayPlanReady = timescale(
  {
    id: 'pathway-plan-ready',
    stage: 'leaving_care',
    duty: 'Prepare pathway plan',
    from: 'assessment complete',
    within: null,
    unit: null,
    repeats: null,
    owner: '',
    source: 'CA1989 guidance vol 3, chapter 2',
    status: 'read',
  },
  function* (known, due) {
    for (const assessment of known.events('needs_assessment')) {
      const stretch = stretches(known, planned).find(({ from, to }) => assessment.on >= from && assessment.on <= to)
      yield {
        id: assessment.id,
        from: assessment.on,
        to: stretch?.to ?? Number.POSITIVE_INFINITY,
        due: due(assessment.on),
        done: firstOf(known.events('pathway_plan'), assessment.on)?.on ?? null,
      }
    }
  },
)

/** Counted from the plan, then from each review; a new plan counts as a review. */
export const pathwayReview = timescale(
  {
    id: 'pathway-review',
    stage: 'leaving_care',
    duty: 'Review pathway plan',
    from: 'last review',
    within: 6,
    unit: 'month',
    repeats: 'every 6 months',
    owner: 'personal adviser; IRO while looked after',
    source: 'Care Leavers (England) Regulations 2010 reg 7',
    status: 'read',
  },
  function* (known, due) {
    for (const stretch of stretches(known, planned)) {
      for (const step of stepsOf(stretch, eventsKnown(known, 'pathway_plan', 'pathway_review'))) {
        if (step.place > 0) yield { ...step, ...countedAgain(known, step.from, step.done, due) }
      }
    }
  },
)

/**
 * Where the council provides a care leaver's home (a placement within the care-leaver spell, detail.providedByCouncil).
 */
const homes = (known: Known): Held[] =>
  known
    .spells('placement')
    .filter(
      ({ spell }) =>
        spell.detail.providedByCouncil === true &&
        spell.withinId !== null &&
        known.kindOf(spell.withinId) === 'care_leaver',
    )

/** Not registered with Ofsted (detail.registered false). */
const isUnregistered = ({ spell }: Held): boolean => spell.detail.registered === false

export const pathwayReviewAfterMove = timescale(
  {
    id: 'pathway-review-accom',
    stage: 'leaving_care',
    duty: 'Extra review where the authority provides accommodation not registered with Ofsted',
    from: 'move in',
    within: 28,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'Care Leavers (England) Regulations 2010 reg 7; vol 3 chapter 4',
    status: 'read',
  },
  function* (known, due) {
    for (const home of homes(known)) {
      if (!isUnregistered(home)) continue
      yield {
        ...home,
        due: due(home.from),
        done: firstOf(known.events('pathway_review'), home.from, home.to)?.on ?? null,
      }
    }
  },
)

const adviserVisits = (known: Known): readonly Happened[] => visitsOf(known, 'personal_adviser')

export const firstAdviserVisit = timescale(
  {
    id: 'pa-visit-first',
    stage: 'leaving_care',
    duty: 'Personal adviser visits',
    from: 'accommodation provided',
    within: 7,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'Care Leavers (England) Regulations 2010 reg 8',
    status: 'read',
  },
  function* (known, due) {
    for (const home of homes(known)) {
      yield { ...home, due: due(home.from), done: firstOf(adviserVisits(known), home.from, home.to)?.on ?? null }
    }
  },
)

/** Every two months, and once more before the 28-day review where there is one. */
export const nextAdviserVisit = timescale(
  {
    id: 'pa-visit-next',
    stage: 'leaving_care',
    duty: 'Personal adviser visits',
    from: 'last visit',
    within: 2,
    unit: 'month',
    repeats: 'every 2 months',
    owner: '',
    source: 'Care Leavers (England) Regulations 2010 reg 8',
    status: 'read',
  },
  function* (known, due) {
    for (const home of homes(known)) {
      const before = isUnregistered(home) ? home.from + 28 : Number.POSITIVE_INFINITY
      for (const step of stepsOf(home, adviserVisits(known))) {
        if (step.place === 0) continue
        const dueFrom = (from: number): number | null => {
          const usual = due(from)
          return step.place === 1 && usual !== null && from <= before ? Math.min(usual, before) : usual
        }
        yield { ...step, ...countedAgain(known, step.from, step.done, dueFrom) }
      }
    }
  },
)

/** The offer ends at 25; the duties of section 23C(2) to (4)(b) end sooner, and the spell with them. */
export const adviserOfferEnds = timescale(
  {
    id: 'pa-upper-age',
    stage: 'leaving_care',
    duty: 'Personal adviser offer ends',
    from: '25th birthday',
    within: 25,
    unit: 'year',
    repeats: null,
    owner: '',
    source: 'Children and Social Work Act 2017; Local offer guidance',
    status: 'read',
    kind: 'limit',
  },
  mustEnd(
    (known) =>
      known.bornOn === null ? [] : leavers(known, 'former-relevant', 'former-relevant-education', 'qualifying'),
    (known) => (known.bornOn === null ? null : birthday(known.bornOn, 25)),
  ),
)

const afterCare = ['relevant', 'former-relevant', 'former-relevant-education']

/** In touch (code YES) or a reason why not; NO reopens it: reasonable steps to find the young person again. */
export const keepInTouch = timescale(
  {
    id: 'keep-in-touch',
    stage: 'leaving_care',
    duty: 'Keep in touch with relevant and former relevant young person',
    from: 'leaving care',
    within: null,
    unit: null,
    repeats: null,
    owner: '',
    source: 'Children Act 1989 s.23B, s.23C; vol 3',
    status: 'read',
  },
  function* (known, due) {
    const contacts = known.events('care_leaver_contact')
    const inTouch = ({ event }: Happened) => event.code !== 'NO'
    for (const stretch of stretches(known, afterCare)) {
      yield {
        ...stretch,
        due: due(stretch.from),
        done: firstOf(contacts, stretch.from, stretch.to, inTouch)?.on ?? null,
      }
      let lost = false
      for (const contact of contacts) {
        if (contact.on < stretch.from || contact.on > stretch.to) continue
        const found = inTouch(contact)
        if (found) lost = false
        const before = firstOf(contacts, stretch.from, contact.on, inTouch)
        if (found || lost || before === null) continue
        lost = true
        const again = firstOf(contacts, contact.on + 1, stretch.to, inTouch)
        yield { id: contact.id, from: contact.on, to: stretch.to, due: due(contact.on), done: again?.on ?? null }
      }
    }
  },
)
