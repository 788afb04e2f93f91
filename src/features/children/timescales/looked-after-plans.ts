import { adoptionCourses, type Period, periodOn, periodsOfCare, reviewsIn } from './care.ts'
import { detailDay, type Happened, type Known } from './known.ts'
import {
  answersTo,
  countedAgain,
  type Due,
  firstNotRecorded,
  firstOf,
  type Occasion,
  once,
  type Step,
  stepsOf,
  timescale,
} from './shapes.ts'

/**
 * A plan made before the child came in counts: one that names the period of care, or names nothing and was made since
 * the period before ended.
 */
export const carePlan = timescale(
  {
    id: 'care-plan',
    stage: 'looked_after',
    duty: 'Prepare the care plan',
    from: 'start of first placement',
    within: 10,
    unit: 'working_day',
    repeats: null,
    owner: 'social worker',
    source: 'fostering handbooks and policies published by three councils',
    status: 'reported',
  },
  function* (known, due) {
    let before = Number.NEGATIVE_INFINITY
    for (const period of periodsOfCare(known)) {
      const from = period.stays[0]?.from ?? period.from
      const days = { id: period.id, from: before + 1, to: period.to }
      const plan = answersTo(known, days, known.events('care_plan'))[0]
      yield { id: period.id, from, to: period.to, due: due(from), done: plan?.on ?? null }
      before = period.to
    }
  },
)

/** Every placement a child moves to, hospital and holidays apart; a plan made before the move names the placement. */
export const placementPlan = timescale(
  {
    id: 'placement-plan',
    stage: 'looked_after',
    duty: 'Agree the placement plan',
    from: 'placement start',
    within: 5,
    unit: 'working_day',
    repeats: null,
    owner: 'social worker with carer and parents',
    source: 'fostering handbook published by one council ("5 days")',
    status: 'reported',
  },
  once(
    (known) => periodsOfCare(known).flatMap((period) => period.stays),
    (known, stay) => answersTo(known, stay, known.events('placement_plan'))[0]?.on ?? null,
  ),
)

export const reviewingOfficer = timescale(
  {
    id: 'iro-appoint',
    stage: 'looked_after',
    duty: 'Name the independent reviewing officer',
    from: 'became looked after',
    within: 5,
    unit: 'working_day',
    repeats: null,
    owner: 'IRO manager',
    source: 'IRO handbook (text not read)',
    status: 'unconfirmed',
    suggestedLocal: { within: 5, unit: 'working_day' },
  },
  once(periodsOfCare, (known, period) => {
    const named = answersTo(known, period, known.events('reviewing_officer_named'))[0]?.on
    const allocated = known
      .spells('allocation')
      .find(({ from, to, spell }) => spell.code === 'reviewing officer' && from <= period.to && to >= period.from)
    const from = allocated === undefined ? undefined : Math.max(allocated.from, period.from)
    return named === undefined ? (from ?? null) : from === undefined ? named : Math.min(named, from)
  }),
)

type ReviewStep = Step & { review: Happened | undefined }

/**
 * The stretches from review to review of a period of care. From authority to place for adoption until that ends, the
 * adoption reviews take their place: a stretch is cut off where it begins, and counts on from the last review after it.
 */
const reviewSteps = (known: Known, period: Period): readonly ReviewStep[] =>
  known.once(`review steps of ${period.id}`, () => findReviewSteps(known, period))

const findReviewSteps = (known: Known, period: Period): ReviewStep[] => {
  const reviews = reviewsIn(known, period)
  const courses = adoptionCourses(known, period)
  return stepsOf(period, reviews).flatMap((step): ReviewStep[] => {
    const review = reviews.find(({ id }) => id === step.id)
    const inside = courses.find(({ from, to }) => step.from >= from && step.from < to)
    if (inside !== undefined) {
      const over = inside.to <= known.today && inside.to < period.to
      return over && (step.done === null || step.done > inside.to) ? [{ ...step, review }] : []
    }
    const next = courses.find(({ from }) => from > step.from && (step.done === null || from < step.done))
    return [next === undefined ? { ...step, review } : { ...step, review, to: next.from, done: null }]
  })
}

/** A review that asks for the next one sooner says by when (detail.nextBy). */
const reviewDue =
  (due: Due, review: Happened | undefined) =>
  (from: number): number | null => {
    const usual = due(from)
    const asked = review === undefined ? null : detailDay(review.event, 'nextBy')
    return usual === null || asked === null || asked < review!.on ? usual : Math.min(usual, asked)
  }

function* reviews(known: Known, due: Due, wanted: (place: number) => boolean): Generator<Occasion> {
  for (const period of periodsOfCare(known)) {
    const unrecorded = reviewsUnrecorded(known, period)
    for (const step of reviewSteps(known, period)) {
      if (unrecorded && step.place === 0) continue
      if (!wanted(unrecorded ? 2 : step.place)) continue
      yield { ...step, ...countedAgain(known, step.from, step.done, reviewDue(due, step.review)) }
    }
  }
}

/**
 * True when a child was in care long before the council's records begin, so that the first review they hold is not the
 * first there was: 120 days are the twenty working days and three months in which two reviews fall.
 */
const reviewsUnrecorded = (known: Known, period: Period): boolean => {
  const first = firstOf(known.events('looked_after_review'), period.from, period.to)
  return first !== null && firstNotRecorded(known, period.from + 120, first.on)
}

export const firstReview = timescale(
  {
    id: 'cla-review-1',
    stage: 'looked_after',
    duty: 'First review of the care plan',
    from: 'became looked after',
    within: 20,
    unit: 'working_day',
    repeats: null,
    owner: 'IRO chairs',
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 33',
    status: 'read',
  },
  (known, due) => reviews(known, due, (place) => place === 0),
)

export const secondReview = timescale(
  {
    id: 'cla-review-2',
    stage: 'looked_after',
    duty: 'Second review',
    from: 'first review',
    within: 3,
    unit: 'month',
    repeats: null,
    owner: 'IRO chairs',
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 33',
    status: 'read',
  },
  (known, due) => reviews(known, due, (place) => place === 1),
)

export const laterReview = timescale(
  {
    id: 'cla-review-n',
    stage: 'looked_after',
    duty: 'Later reviews',
    from: 'previous review',
    within: 6,
    unit: 'month',
    repeats: 'every 6 months',
    owner: 'IRO chairs',
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 33',
    status: 'read',
  },
  (known, due) => reviews(known, due, (place) => place > 1),
)

/** A change that could not wait for a review says so: detail.notPracticable true. */
export const carePlanChange = timescale(
  {
    id: 'care-plan-change',
    stage: 'looked_after',
    duty: 'No significant change to the care plan except after a review',
    from: 'proposed change',
    within: null,
    unit: null,
    repeats: null,
    owner: '',
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 32',
    status: 'read',
  },
  function* (known, due) {
    for (const change of known.events('care_plan_change')) {
      if (change.event.detail.notPracticable === true) continue
      const period = periodOn(known, change.on)
      yield {
        id: change.id,
        from: change.on,
        to: period?.to ?? Number.POSITIVE_INFINITY,
        due: due(change.on),
        done: firstOf(known.events('looked_after_review'), change.on, period?.to)?.on ?? null,
      }
    }
  },
)
