import {
  type AdoptionCourse,
  adoptionCourses,
  inForce,
  isAdoptive,
  type Period,
  periodOn,
  periodsOfCare,
  reviewsIn,
  type Stay,
  yearAfter,
} from './care.ts'
import type { Limit } from './counting.ts'
import { detailDay, type Known } from './known.ts'
import { type Declaration, dueBy, firstOf, type Occasion, timescale } from './shapes.ts'
import { visitsOf } from './visit.ts'

// Visits by regulation 28. Which rule applies depends on where the child lives, under what status, and on what has
// happened since (the first review, the first year, an approval), so all of them are found in one walk along each stay:
// from the move, or the last visit, to the next one. Whatever the rule, exactly one visit is owed at a time.

const first: Declaration = {
  id: 'cla-visit-first',
  stage: 'looked_after',
  duty: 'First visit to a placement',
  from: 'start of each placement',
  within: 1,
  unit: 'week',
  repeats: null,
  owner: "social worker (the authority's representative)",
  source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 28',
  status: 'read',
}

const year1: Declaration = {
  id: 'cla-visit-year1',
  stage: 'looked_after',
  duty: 'Visits in first year of the placement',
  from: 'last visit',
  within: 6,
  unit: 'week',
  repeats: 'every 6 weeks',
  owner: '',
  source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 28',
  status: 'read',
}

const later: Declaration = {
  id: 'cla-visit-later',
  stage: 'looked_after',
  duty: 'Visits after the first year',
  from: 'last visit',
  within: 6,
  unit: 'week',
  repeats: 'every 6 weeks',
  owner: '',
  source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 28',
  status: 'read',
}

const permanent: Declaration = {
  id: 'cla-visit-permanent',
  stage: 'looked_after',
  duty: 'Visits after the first year where the placement is meant to last to 18',
  from: 'last visit',
  within: 3,
  unit: 'month',
  repeats: 'every 3 months',
  owner: '',
  source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 28',
  status: 'read',
}

const parentPending: Declaration = {
  id: 'cla-visit-parent-pending',
  stage: 'looked_after',
  duty: 'Visits where placed with a parent before assessment is complete (reg 19)',
  from: 'placement start',
  within: 1,
  unit: 'week',
  repeats: 'weekly to first review, then every 6 weeks',
  owner: '',
  source: 'Care Planning, Placement and Case Review (England) Regulations 2010 regs 19, 28',
  status: 'read',
}

const temporaryCarer: Declaration = {
  id: 'cla-visit-temporary-carer',
  stage: 'looked_after',
  duty: 'Visits to a connected person with temporary approval (reg 24), or on interim care order living with a parent',
  from: 'placement start',
  within: 1,
  unit: 'week',
  repeats: 'weekly to first review, then every 4 weeks',
  owner: '',
  source: 'Care Planning, Placement and Case Review (England) Regulations 2010 regs 24, 28',
  status: 'read',
}

const careOrderHome: Declaration = {
  id: 'cla-visit-care-order-home',
  stage: 'looked_after',
  duty: 'Visit child on a care order living with a parent',
  from: 'order made',
  within: 1,
  unit: 'week',
  repeats: 'then every 6 weeks',
  owner: '',
  source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 28',
  status: 'read',
}

const adoption: Declaration = {
  id: 'adoption-visit',
  stage: 'permanence',
  duty: 'Visit after placement',
  from: 'placement with adopters',
  within: 1,
  unit: 'week',
  repeats: 'weekly until first review',
  owner: '',
  source: 'Adoption Agencies Regulations 2005 reg 36, in Adoption statutory guidance 2013',
  status: 'read',
}

const week: Limit = { within: 1, unit: 'week' }
const fourWeeks: Limit = { within: 4, unit: 'week' }
const sixWeeks: Limit = { within: 6, unit: 'week' }
const threeMonths: Limit = { within: 3, unit: 'month' }

const connectedPerson = new Set(['U1', 'U2', 'U3'])

type Rule = { declaration: Declaration; limit: Limit }

type Visit = Occasion & { of: string }

const walk = (known: Known, period: Period, stay: Stay, courses: readonly AdoptionCourse[]): Visit[] => {
  const visits = visitsOf(known, 'looked_after', 'adoption')
  const firstYearEnds = yearAfter(stay.from)
  const course = courses.find((each) => each.stay?.placements === stay.placements)
  const review = firstOf(reviewsIn(known, period), stay.from, stay.to)?.on ?? Number.POSITIVE_INFINITY
  const adoptionReview =
    course?.stay == null
      ? Number.POSITIVE_INFINITY
      : (firstOf(reviewsIn(known, period), course.stay.from)?.on ?? Number.POSITIVE_INFINITY)

  const ruleOn = (on: number, visited: boolean): Rule => {
    const placement = inForce(stay.placements, on)?.spell ?? (stay.placements[0] as Stay['placements'][0]).spell
    const status = inForce(period.statuses, on)?.spell.code ?? null
    const weekly = on < review
    if (isAdoptive(placement.code) && on < adoptionReview) return { declaration: adoption, limit: week }
    if (placement.code === 'P1') {
      const assessed = detailDay(placement, 'assessedOn')
      if (placement.detail.parentAssessmentPending === true && (assessed === null || on < assessed)) {
        return { declaration: parentPending, limit: weekly ? week : sixWeeks }
      }
      if (status === 'C1') return { declaration: temporaryCarer, limit: weekly ? week : fourWeeks }
      if (status === 'C2') return { declaration: careOrderHome, limit: visited ? sixWeeks : week }
    }
    if (connectedPerson.has(placement.code ?? '') && placement.detail.temporaryApproval === true) {
      const approved = detailDay(placement, 'approvedOn')
      if (approved === null || on < approved) return { declaration: temporaryCarer, limit: weekly ? week : fourWeeks }
    }
    if (!visited) return { declaration: first, limit: week }
    if (on < firstYearEnds) return { declaration: year1, limit: sixWeeks }
    if (placement.detail.permanent === true) return { declaration: permanent, limit: threeMonths }
    return { declaration: later, limit: sixWeeks }
  }

  const changes = [review, adoptionReview, firstYearEnds, ...period.statuses.map(({ from }) => from)]
  for (const { from, spell } of stay.placements) {
    for (const on of [from, detailDay(spell, 'assessedOn'), detailDay(spell, 'approvedOn')])
      if (on !== null) changes.push(on)
  }
  changes.sort((a, b) => a - b)

  const dueFrom = (from: number, { declaration, limit }: Rule): number =>
    dueBy(declaration, known.setting)(from, { instead: limit, first: limit === week }) as number

  const owed = (id: string, from: number, visited: boolean, done: number | null): Visit => {
    let counted = from
    let seen = visited
    let rule = ruleOn(counted, seen)
    let due = dueFrom(counted, rule)
    if (due < known.recordsFrom && (done === null || done >= known.recordsFrom)) {
      // The last visit is from before the council's records: the next is counted from their first day.
      counted = known.recordsFrom
      seen = true
      rule = ruleOn(counted, seen)
      due = dueFrom(counted, rule)
    }
    for (const change of changes) {
      if (change <= counted) continue
      if ((done !== null && change >= done) || due < change) break
      // The first year ends on a day known beforehand; everything else changes only once it has happened.
      if (change > known.today && change !== firstYearEnds) continue
      const here = ruleOn(change, seen)
      // An order made while the child lives at home, or a placement that becomes adoptive, asks for a visit within a week.
      const anew =
        (here.declaration === careOrderHome || here.declaration === adoption) &&
        ruleOn(change - 1, seen).declaration !== here.declaration
      const next = anew ? { ...here, limit: week } : here
      if (next.declaration === rule.declaration && next.limit === rule.limit) continue
      const last = dueFrom(anew ? change : counted, next)
      due = last < change ? Math.min(due, dueFrom(change, next)) : last
      rule = next
    }
    return { id, from: counted, to: stay.to, due, done, of: rule.declaration.id }
  }

  const owedHere: Visit[] = []
  let { id, from } = stay
  let visited = false
  for (const visit of visits) {
    if (visit.on < from || (visited && visit.on === from)) continue
    if (visit.on > stay.to) break
    owedHere.push(owed(id, from, visited, visit.on))
    id = visit.id
    from = visit.on
    visited = true
  }
  owedHere.push(owed(id, from, visited, null))
  return owedHere
}

const owedUnder = (declaration: Declaration) =>
  timescale(declaration, (known) => {
    const periods = periodsOfCare(known)
    if (periods.length === 0) return []
    const owed = known.once('visits to looked-after children', () =>
      periods.flatMap((period) => {
        const courses = adoptionCourses(known, period)
        return period.stays.flatMap((stay) => walk(known, period, stay, courses))
      }),
    )
    return owed.filter(({ of }) => of === declaration.id)
  })

export const firstVisit = owedUnder(first)
export const firstYearVisit = owedUnder(year1)
export const laterVisit = owedUnder(later)
export const permanentVisit = owedUnder(permanent)
export const parentPendingVisit = owedUnder(parentPending)
export const temporaryCarerVisit = owedUnder(temporaryCarer)
export const careOrderHomeVisit = owedUnder(careOrderHome)

/** Weekly until the first review after placement; after it the ordinary visits are the least there may be. */
export const adoptionVisit = owedUnder(adoption)

export const visitAskedFor = timescale(
  {
    id: 'cla-visit-asked',
    stage: 'looked_after',
    duty: "Visit when the child, carer or provider asks, or after a notice about a children's home",
    from: 'request',
    within: null,
    unit: null,
    repeats: null,
    owner: '',
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 28',
    status: 'read',
  },
  function* (known, due) {
    for (const request of known.events('visit_request')) {
      yield {
        id: request.id,
        from: request.on,
        to: periodOn(known, request.on)?.to ?? Number.POSITIVE_INFINITY,
        due: due(request.on),
        done: firstOf(visitsOf(known, 'looked_after', 'adoption'), request.on)?.on ?? null,
      }
    }
  },
)
