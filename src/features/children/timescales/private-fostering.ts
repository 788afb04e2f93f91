import { untilAge, yearAfter } from './care.ts'
import { detailDay, type Happened, type Held, type Known } from './known.ts'
import {
  answersTo,
  countedAgain,
  type Declaration,
  type Due,
  dueBy,
  firstOf,
  type Occasion,
  stepsOf,
  timescale,
} from './shapes.ts'
import { visitsOf } from './visit.ts'

/** Private fostering ends at sixteen, eighteen for a disabled child (detail.disabled), whatever the record says. */
const arrangements = (known: Known): Held[] =>
  known.spells('private_fostering').map((held) => ({
    ...held,
    to: Math.min(held.to, untilAge(known.bornOn, held.spell.detail.disabled === true ? 18 : 16)),
  }))

const noticeOf = (known: Known, held: Held): Happened | undefined =>
  answersTo(known, held, known.events('private_fostering_notice'))[0]

/**
 * Counted back from the day the arrangement begins (detail.arrangedFrom; without it, the day the council became aware),
 * or at once where it was decided later than that (detail.decidedOn). It is the carer's duty: once the council knows,
 * nobody is left to be told.
 */
export const notification = timescale(
  {
    id: 'pf-notify',
    stage: 'private_fostering',
    duty: 'Carer notifies the authority',
    from: 'arrangement begins',
    within: -6,
    unit: 'week',
    repeats: null,
    owner: '',
    source: 'Children (Private Arrangements for Fostering) Regulations 2005 reg 3',
    status: 'read',
  },
  function* (known, due) {
    for (const held of known.spells('private_fostering')) {
      const begins = detailDay(held.spell, 'arrangedFrom') ?? held.from
      const latest = due(begins)
      const decided = detailDay(held.spell, 'decidedOn')
      yield {
        id: held.id,
        from: begins,
        to: Number.POSITIVE_INFINITY,
        due: latest === null || decided === null ? latest : Math.max(latest, decided),
        done: noticeOf(known, held)?.on ?? held.from,
      }
    }
  },
)

export const firstVisit = timescale(
  {
    id: 'pf-visit-first',
    stage: 'private_fostering',
    duty: 'First visit to premises, carer, child',
    from: 'notification',
    within: 7,
    unit: 'working_day',
    repeats: null,
    owner: '',
    source: 'Children (Private Arrangements for Fostering) Regulations 2005 reg 4',
    status: 'read',
  },
  function* (known, due) {
    for (const held of arrangements(known)) {
      const from = noticeOf(known, held)?.on ?? held.from
      const visit = firstOf(visitsOf(known, 'private_fostering'), from, held.to)
      yield { id: held.id, from, to: held.to, due: due(from), done: visit?.on ?? null }
    }
  },
)

const inYear1: Declaration = {
  id: 'pf-visit-year1',
  stage: 'private_fostering',
  duty: 'Visits in the first year',
  from: 'last visit',
  within: 6,
  unit: 'week',
  repeats: 'every 6 weeks',
  owner: '',
  source: 'Children (Private Arrangements for Fostering) Regulations 2005 reg 8',
  status: 'read',
}

const afterwards: Declaration = {
  id: 'pf-visit-later',
  stage: 'private_fostering',
  duty: 'Visits in later years',
  from: 'last visit',
  within: 12,
  unit: 'week',
  repeats: 'every 12 weeks',
  owner: '',
  source: 'Children (Private Arrangements for Fostering) Regulations 2005 reg 8',
  status: 'read',
}

/**
 * Six-weekly in the first year from the day the council became aware, twelve-weekly after it. A visit whose six weeks
 * would run past that year is followed within twelve.
 */
function* visits(known: Known, inFirstYear: boolean): Generator<Occasion> {
  const often = dueBy(inYear1, known.setting)
  const seldom = dueBy(afterwards, known.setting)
  for (const held of arrangements(known)) {
    const yearEnds = yearAfter(held.from)
    const isEarly = (from: number) => (often(from) as number) <= yearEnds
    const due: Due = (from) => (isEarly(from) ? often : seldom)(from)
    for (const step of stepsOf(held, visitsOf(known, 'private_fostering'))) {
      if (step.place === 0) continue
      const counted = countedAgain(known, step.from, step.done, due)
      if (isEarly(counted.from) === inFirstYear) yield { ...step, ...counted }
    }
  }
}

export const firstYearVisit = timescale(inYear1, (known) => visits(known, true))

export const laterYearVisit = timescale(afterwards, (known) => visits(known, false))
