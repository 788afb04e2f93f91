import type { Held, Known } from './known.ts'
import { answersTo, repeatedly, timescale } from './shapes.ts'

/** The application that ended a stretch of pre-proceedings: on or after its start and before the next. */
const appliedOn = (known: Known, stretch: Held): { on: number; to: number } | null => {
  const next = known.spells('pre_proceedings').find(({ from }) => from > stretch.from)?.from ?? Number.POSITIVE_INFINITY
  const proceedings = known.spells('proceedings').find(({ from }) => from >= stretch.from && from < next)
  if (proceedings !== undefined) return { on: proceedings.from, to: proceedings.to }
  const application = known.events('care_application').find(({ on }) => on >= stretch.from && on < next)
  return application === undefined ? null : { on: application.on, to: Number.POSITIVE_INFINITY }
}

/**
 * No number of days, but a day it must come before: the application. Any answer closes it, a record that a meeting
 * would not be in the child's interests (code 'not in best interests') included. Counted from pre-proceedings only: the
 * duty on urgent applications waits for its commencement date.
 */
export const familyGroupOffer = timescale(
  {
    id: 'fgdm-offer',
    stage: 'pre_proceedings',
    duty: 'Offer a family group decision-making meeting',
    from: 'before applying for a care or supervision order',
    within: null,
    unit: null,
    repeats: null,
    owner: 'local authority',
    source: "Children Act 1989 s.31ZA, inserted by Children's Wellbeing and Schools Act 2026 s.1",
    status: 'read',
  },
  function* (known) {
    for (const stretch of known.spells('pre_proceedings')) {
      const applied = appliedOn(known, stretch)
      const to = applied?.to ?? stretch.to
      const offer = answersTo(known, { ...stretch, to }, known.events('family_group_offer'))[0]
      yield { id: stretch.id, from: stretch.from, to, due: applied?.on ?? null, done: offer?.on ?? null }
    }
  },
)

/** From the first meeting, then from each later one. */
export const preProceedingsReview = timescale(
  {
    id: 'pre-proceedings-review',
    stage: 'pre_proceedings',
    duty: 'Review the pre-proceedings plan',
    from: 'first pre-proceedings meeting',
    within: null,
    unit: 'week',
    repeats: 'as set',
    owner: '',
    source: 'none found',
    status: 'local',
    suggestedLocal: { within: 16, unit: 'week' },
  },
  repeatedly(
    (known) => known.spells('pre_proceedings'),
    (known, stretch) => answersTo(known, stretch, known.events('pre_proceedings_meeting')),
    { fromFirst: true },
  ),
)
