import { epochDay } from '../../../lib/working-days.ts'
import { type Period, periodsOfCare, untilAge, yearlyOutcomes } from './care.ts'
import { birthday, lastDay, monthsAfter } from './counting.ts'
import type { Happened, Known } from './known.ts'
import { countedAgain, type Declaration, type Due, dueBy, type Occasion, stepsOf, timescale } from './shapes.ts'

/**
 * When something was done. A yearly outcome (the return's flag for the year to 31 March) says only that it was, at some
 * time in that year: it counts as done on the day it fell due if that was in the year, because a flag cannot show that
 * it was late.
 */
const doneBy = (happened: Happened | undefined, due: number | null): number | null => {
  if (happened === undefined) return null
  if (happened.event.kind !== 'yearly_outcomes' || due === null) return happened.on
  const yearBegan = monthsAfter(happened.on, -12) + 1
  return Math.min(happened.on, Math.max(due, yearBegan))
}

const byDate = (a: Happened, b: Happened): number => a.on - b.on

const assessmentsOf = (known: Known): readonly Happened[] =>
  known.once('health assessments', () =>
    [...known.events('health_assessment'), ...yearlyOutcomes(known, 'healthAssessment')].sort(byDate),
  )

const inPeriod = (period: Period, events: readonly Happened[]): readonly Happened[] =>
  events.filter(({ on }) => on >= period.from && on <= period.to)

const happenedOn = (events: readonly Happened[], on: number | null): Happened | undefined =>
  on === null ? undefined : events.find((event) => event.on === on)

export const initialHealthAssessment = timescale(
  {
    id: 'health-initial',
    stage: 'health',
    duty: 'Initial health assessment complete and health plan available',
    from: 'became looked after',
    within: 20,
    unit: 'working_day',
    repeats: null,
    owner: 'registered medical practitioner',
    source: 'Promoting the health of looked-after children 2022 para 41',
    status: 'read',
  },
  function* (known, due) {
    for (const period of periodsOfCare(known)) {
      const last = due(period.from)
      const done = doneBy(inPeriod(period, assessmentsOf(known))[0], last)
      yield { id: period.id, from: period.from, to: period.to, due: last, done }
    }
  },
)

const under5: Declaration = {
  id: 'health-under5',
  stage: 'health',
  duty: 'Review health assessment, child under 5',
  from: 'last assessment',
  within: 6,
  unit: 'month',
  repeats: 'every 6 months',
  owner: 'registered doctor, nurse or midwife',
  source: 'Promoting the health of looked-after children 2022 para 53',
  status: 'read',
}

const over5: Declaration = {
  id: 'health-5plus',
  stage: 'health',
  duty: 'Review health assessment, child 5 and over',
  from: 'last assessment',
  within: 12,
  unit: 'month',
  repeats: 'every 12 months',
  owner: '',
  source: 'Promoting the health of looked-after children 2022 para 53',
  status: 'read',
}

/**
 * Six-monthly while the child will still be under five on the day it falls due, yearly otherwise. The first review is
 * counted from the initial assessment.
 */
function* reviews(known: Known, young: boolean): Generator<Occasion> {
  const { bornOn, setting } = known
  if (bornOn === null) return
  const fifth = birthday(bornOn, 5)
  const soon = dueBy(under5, setting)
  const yearly = dueBy(over5, setting)
  const isYoung = (from: number) => (lastDay(from, { within: 6, unit: 'month' }, setting) as number) < fifth
  for (const period of periodsOfCare(known)) {
    const assessments = inPeriod(period, assessmentsOf(known))
    for (const step of stepsOf(period, assessments)) {
      if (step.place === 0) continue
      const counted = countedAgain(known, step.from, step.done, (from) => (isYoung(from) ? soon : yearly)(from))
      if (isYoung(counted.from) !== young) continue
      yield { ...step, ...counted, done: doneBy(happenedOn(assessments, step.done), counted.due) }
    }
  }
}

export const healthReviewUnder5 = timescale(under5, (known) => reviews(known, true))

export const healthReviewOver5 = timescale(over5, (known) => reviews(known, false))

/** Yearly from a start, in the order of what was done. */
function* yearly(known: Known, due: Due, period: Period, events: readonly Happened[]): Generator<Occasion> {
  for (const step of stepsOf(period, events)) {
    const counted = countedAgain(known, step.from, step.done, due)
    yield { ...step, ...counted, done: doneBy(happenedOn(events, step.done), counted.due) }
  }
}

/** The first year is counted from the day the child came in. */
export const dentalCheck = timescale(
  {
    id: 'dental',
    stage: 'health',
    duty: 'Dental check',
    from: 'last check',
    within: 12,
    unit: 'month',
    repeats: 'yearly',
    owner: '',
    source: 'SSDA903 OC2 field TEETH_CHECK',
    status: 'read',
  },
  function* (known, due) {
    for (const period of periodsOfCare(known)) {
      const checks = [...known.events('dental_check'), ...yearlyOutcomes(known, 'teethCheck')].sort(byDate)
      yield* yearly(known, due, period, checks)
    }
  },
)

/**
 * From the fourth birthday, or the day the child came in if later, to the day before the seventeenth. A reason for no
 * score answers it as a score does.
 */
export const strengthsAndDifficulties = timescale(
  {
    id: 'sdq',
    stage: 'health',
    duty: 'Strengths and difficulties questionnaire, ages 4 to 16',
    from: 'last score',
    within: 12,
    unit: 'month',
    repeats: 'yearly',
    owner: 'carer completes',
    source: 'SSDA903 OC2 rules 180-198; Promoting the health of looked-after children 2022 annex B',
    status: 'read',
  },
  function* (known, due) {
    if (known.bornOn === null) return
    const from = birthday(known.bornOn, 4)
    const to = untilAge(known.bornOn, 17)
    for (const period of periodsOfCare(known)) {
      if (period.to < from || period.from >= to) continue
      const scores = [...known.events('strengths_difficulties'), ...yearlyOutcomes(known, 'sdqScore')].sort(byDate)
      yield* yearly(known, due, { ...period, from: Math.max(period.from, from), to: Math.min(period.to, to) }, scores)
    }
  },
)

/** Each 31 March in care, until they are recorded as up to date: in that year, or at last. No number of days. */
export const immunisations = timescale(
  {
    id: 'immunisation',
    stage: 'health',
    duty: 'Immunisations up to date',
    from: '31 March',
    within: null,
    unit: null,
    repeats: null,
    owner: '',
    source: 'SSDA903 OC2 field IMMUNISATIONS',
    status: 'read',
  },
  function* (known, due) {
    for (const period of periodsOfCare(known)) {
      const checks = [
        ...known.events('immunisation_check').filter(({ event }) => event.detail.upToDate !== false),
        ...yearlyOutcomes(known, 'immunisations'),
      ].sort(byDate)
      let year = period.spell.startsOn.year
      for (;;) {
        const from = lastOfMarch(year)
        year += 1
        if (from > period.to || from > known.today) break
        if (from < Math.max(period.from, known.recordsFrom)) continue
        const done = checks.find(({ on }) => on > monthsAfter(from, -12))?.on ?? null
        yield { id: period.id, from, to: period.to, due: due(from), done }
        if (done === null) break
      }
    }
  },
)

const lastOfMarch = (year: number): number => epochDay(new Temporal.PlainDate(year, 3, 31))
