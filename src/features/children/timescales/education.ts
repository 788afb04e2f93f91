import { type Period, periodsOfCare, untilAge } from './care.ts'
import { birthday } from './counting.ts'
import type { Happened, Known } from './known.ts'
import { answersTo, countedAgain, type Start, stepsOf, timescale } from './shapes.ts'

/**
 * A looked-after child's years with an education plan: from the fourth birthday, when school begins, to the eighteenth
 * (our reading; the guidance does not put ages to it).
 */
const schoolYears = (known: Known): (Period & { placedOn: number })[] => {
  const { bornOn } = known
  if (bornOn === null) return []
  return periodsOfCare(known).flatMap((period) => {
    const from = Math.max(period.from, birthday(bornOn, 4))
    const to = Math.min(period.to, untilAge(bornOn, 18))
    return from > to ? [] : [{ ...period, from, to, placedOn: Math.max(from, period.stays[0]?.from ?? from) }]
  })
}

const plans = (known: Known, start: Start): readonly Happened[] =>
  answersTo(known, start, known.events('education_plan'))

/** Any mark of a plan shows that one was started: code 'started', 'initial' or 'review'. */
export const educationPlanStarted = timescale(
  {
    id: 'pep-initiate',
    stage: 'education',
    duty: 'Start the personal education plan',
    from: 'first placement (emergency entry)',
    within: 10,
    unit: 'working_day',
    repeats: null,
    owner: 'social worker; virtual school head; designated teacher',
    source: 'Designated teacher guidance para 18',
    status: 'read',
  },
  function* (known, due) {
    for (const years of schoolYears(known)) {
      const { id, placedOn: from, to } = years
      yield { id, from, to, due: due(from), done: plans(known, years)[0]?.on ?? null }
    }
  },
)

const isReady = ({ event }: Happened): boolean => event.code !== 'started'

export const educationPlanReady = timescale(
  {
    id: 'pep-initial',
    stage: 'education',
    duty: 'First version ready',
    from: 'became looked after (first review)',
    within: 20,
    unit: 'working_day',
    repeats: null,
    owner: '',
    source: 'Designated teacher guidance para 18',
    status: 'read',
  },
  function* (known, due) {
    for (const years of schoolYears(known)) {
      const { id, from, to } = years
      yield { id, from, to, due: due(from), done: plans(known, years).find(isReady)?.on ?? null }
    }
  },
)

/** By the end of the term after the one the last plan was made in. */
export const educationPlanReview = timescale(
  {
    id: 'pep-review',
    stage: 'education',
    duty: 'Review the plan',
    from: 'last PEP review',
    within: 1,
    unit: 'school_term',
    repeats: 'every term',
    owner: '',
    source: 'virtual schools of two councils (their publications)',
    status: 'reported',
  },
  function* (known, due) {
    for (const years of schoolYears(known)) {
      for (const step of stepsOf(years, plans(known, years).filter(isReady))) {
        if (step.place > 0) yield { ...step, ...countedAgain(known, step.from, step.done, due) }
      }
    }
  },
)
