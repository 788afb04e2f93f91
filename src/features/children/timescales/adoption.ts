import { epochDay } from '../../../lib/working-days.ts'
import {
  type AdoptionCourse,
  adoptionCourses,
  isAdoptive,
  type Period,
  periodOn,
  periodsOfCare,
  reviewsIn,
} from './care.ts'
import { monthsAfter } from './counting.ts'
import { detailDay, eventsKnown, type Happened, type Known } from './known.ts'
import { countedAgain, firstOf, onceAfterEvent, stepsOf, timescale } from './shapes.ts'

/** Reviews that made adoption the plan (detail.permanencePlan 'adoption'): the first after one that said otherwise. */
const madeAdoptionThePlan = (known: Known): Happened[] => {
  const made: Happened[] = []
  let before = false
  for (const review of known.events('looked_after_review')) {
    const plan = review.event.detail.permanencePlan
    if (plan === undefined) continue
    if (plan === 'adoption' && !before) made.push(review)
    before = plan === 'adoption'
  }
  return made
}

/** Where a panel is needed: a case that goes to court without one says so (detail.panelNeeded false). */
export const panel = timescale(
  {
    id: 'adoption-panel',
    stage: 'permanence',
    duty: 'Panel considers whether child should be placed for adoption (where panel needed)',
    from: 'review that made adoption the plan',
    within: 2,
    unit: 'month',
    repeats: null,
    owner: 'adoption panel recommends',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent(
    (known) => madeAdoptionThePlan(known).filter(({ event }) => event.detail.panelNeeded !== false),
    (known, { on }) => firstOf(eventsKnown(known, 'adoption_panel', 'adoption_decision'), on)?.on ?? null,
    (known, { on }) => {
      const changed = known
        .events('looked_after_review')
        .find(({ on: later, event }) => later > on && (event.detail.permanencePlan ?? 'adoption') !== 'adoption')
      return Math.min(periodOn(known, on)?.to ?? Number.POSITIVE_INFINITY, changed?.on ?? Number.POSITIVE_INFINITY)
    },
  ),
)

/** Sent when the report says so (detail.papersSentOn); a panel or decision shows that they had been. */
export const panelPapers = timescale(
  {
    id: 'panel-papers',
    stage: 'permanence',
    duty: 'Send papers to panel or decision-maker',
    from: 'child permanence report completed',
    within: 6,
    unit: 'week',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent(
    (known) => known.events('permanence_report'),
    (known, report) =>
      detailDay(report.event, 'papersSentOn') ??
      firstOf(eventsKnown(known, 'adoption_panel', 'adoption_decision'), report.on)?.on ??
      null,
  ),
)

export const decisionMade = timescale(
  {
    id: 'adm-decision',
    stage: 'permanence',
    duty: 'Decision-maker decides',
    from: 'final panel minutes received',
    within: 7,
    unit: 'working_day',
    repeats: null,
    owner: 'agency decision-maker',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent(
    (known) => known.events('panel_minutes'),
    (known, { on }) => firstOf(known.events('adoption_decision'), on)?.on ?? null,
  ),
)

const answering = (
  known: Known,
  decision: Happened,
  kind: 'adopters_told' | 'adopters_told_in_writing',
): number | null => firstOf(known.events(kind), decision.on)?.on ?? null

export const toldOrally = timescale(
  {
    id: 'adm-tell-oral',
    stage: 'permanence',
    duty: 'Tell prospective adopter or parents orally',
    from: 'decision',
    within: 2,
    unit: 'working_day',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent(
    (known) => known.events('adoption_decision'),
    (known, decision) => answering(known, decision, 'adopters_told'),
  ),
)

export const toldInWriting = timescale(
  {
    id: 'adm-tell-written',
    stage: 'permanence',
    duty: 'Confirm in writing',
    from: 'decision',
    within: 5,
    unit: 'working_day',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent(
    (known) => known.events('adoption_decision'),
    (known, decision) => answering(known, decision, 'adopters_told_in_writing'),
  ),
)

/**
 * The adoption plan (spell) begins with the decision that the child should be placed. A placement with adopters shows a
 * match. Three months for a child given up for adoption (detail.relinquished) who is under six months old.
 */
export const match = timescale(
  {
    id: 'match',
    stage: 'permanence',
    duty: 'Identify and approve a match',
    from: 'decision that child should be placed',
    within: 6,
    unit: 'month',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  function* (known, due) {
    for (const plan of known.spells('adoption')) {
      const { bornOn } = known
      const young =
        plan.spell.detail.relinquished === true && bornOn !== null && plan.from < monthsAfter(epochDay(bornOn), 6)
      const matched = firstOf(known.events('match'), plan.from, plan.to)?.on ?? Number.POSITIVE_INFINITY
      const adopters = known
        .spells('placement')
        .find(({ from, spell }) => isAdoptive(spell.code) && from >= plan.from && from <= plan.to)
      const done = Math.min(matched, adopters?.from ?? Number.POSITIVE_INFINITY)
      yield {
        id: plan.id,
        from: plan.from,
        to: plan.to,
        due: due(plan.from, young ? { instead: { within: 3, unit: 'month' } } : undefined),
        done: done === Number.POSITIVE_INFINITY ? null : done,
      }
    }
  },
)

function* courses(known: Known): Generator<[AdoptionCourse, Period]> {
  for (const period of periodsOfCare(known)) {
    for (const course of adoptionCourses(known, period)) yield [course, period]
  }
}

const sixMonths = { within: 6, unit: 'month' } as const

/** Three months after the authority to place, then six-monthly, until the child is placed with adopters. */
export const reviewsBeforePlacement = timescale(
  {
    id: 'adoption-review-before-1',
    stage: 'permanence',
    duty: 'First review before placement',
    from: 'authority to place',
    within: 3,
    unit: 'month',
    repeats: 'then every 6 months',
    owner: '',
    source: 'Adoption Agencies Regulations 2005 reg 36, in Adoption statutory guidance 2013',
    status: 'read',
  },
  function* (known, due) {
    for (const [{ authority, stay, to }, period] of courses(known)) {
      if (authority === null || (stay !== null && stay.from <= authority.from)) continue
      const start = { ...authority, to: Math.min(to, stay?.from ?? to) }
      for (const step of stepsOf(start, reviewsIn(known, period), 1)) {
        const dueFrom = (from: number) => due(from, step.place === 0 ? undefined : { instead: sixMonths })
        yield { ...step, ...countedAgain(known, step.from, step.done, dueFrom) }
      }
    }
  },
)

/** The stretches between reviews after placement with adopters, to the order or the end of the placement. */
function* placedSteps(known: Known) {
  for (const [{ stay, to }, period] of courses(known)) {
    if (stay === null) continue
    yield* stepsOf({ id: stay.id, from: stay.from, to: Math.min(to, stay.to) }, reviewsIn(known, period), 1)
  }
}

export const firstReviewAfterPlacement = timescale(
  {
    id: 'adoption-review-after-1',
    stage: 'permanence',
    duty: 'First review after placement',
    from: 'placement with adopters',
    within: 4,
    unit: 'week',
    repeats: null,
    owner: '',
    source: 'Adoption Agencies Regulations 2005 reg 36, in Adoption statutory guidance 2013',
    status: 'read',
  },
  function* (known, due) {
    for (const step of placedSteps(known)) {
      if (step.place === 0) yield { ...step, due: due(step.from) }
    }
  },
)

/** Three months after the first, then six-monthly. */
export const laterReviewsAfterPlacement = timescale(
  {
    id: 'adoption-review-after-2',
    stage: 'permanence',
    duty: 'Second review after placement',
    from: 'first review after placement',
    within: 3,
    unit: 'month',
    repeats: 'then every 6 months until order or end of placement',
    owner: '',
    source: 'Adoption statutory guidance 2013 para 5.35',
    status: 'read',
  },
  function* (known, due) {
    for (const step of placedSteps(known)) {
      if (step.place === 0) continue
      const dueFrom = (from: number) => due(from, step.place === 1 ? undefined : { instead: sixMonths })
      yield { ...step, ...countedAgain(known, step.from, step.done, dueFrom) }
    }
  },
)

/** Not before the 28th day either, but an early review is still the review. */
export const disruptionReview = timescale(
  {
    id: 'disruption-review',
    stage: 'permanence',
    duty: 'Disruption review',
    from: 'placement ended',
    within: 42,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent(
    (known) => known.events('adoption_disruption'),
    (known, { on }) => firstOf(known.events('disruption_review'), on)?.on ?? null,
  ),
)

export const lifeStoryBook = timescale(
  {
    id: 'life-story-book',
    stage: 'permanence',
    duty: 'Give life-story book and later-life letter',
    from: 'adoption ceremony',
    within: 10,
    unit: 'working_day',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent(
    (known) => known.events('adoption_ceremony'),
    (known, { on }) => firstOf(known.events('life_story_book'), on)?.on ?? null,
  ),
)
