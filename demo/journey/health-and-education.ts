// Health and education of a child in care.
import { ageAt, birthday, endOfMarch, monthOf, plusMonths, yearOf } from '../days.ts'
import { addEvent, type Detail, type SpellDraft } from '../story.ts'
import { between, type Making, repeatedly, within } from './making.ts'

type HealthKind = 'health_assessment' | 'dental_check' | 'strengths_difficulties' | 'immunisation_check'

/** Assessments (every six months under five, yearly after), dentist, strengths and difficulties from 4 to 16, immunisations. */
export const health = (making: Making, entry: number, until: number): void => {
  const { story, ground, random } = making
  const bornOn = story.bornOn as number
  const seen = (kind: HealthKind, on: number, code: string | null = null, detail: Detail | null = null): void => {
    if (on <= until) addEvent(story, kind, on, code, null, detail)
  }
  const yearly = (last: number): number => plusMonths(last, 12)

  const initial = within(making, entry, ground.working.plus(entry, 20), 0.5)
  seen('health_assessment', initial, 'initial', { planReady: true })
  const nextAssessment = (last: number): number => {
    const soon = plusMonths(last, 6)
    return soon < birthday(bornOn, 5) ? soon : yearly(last)
  }
  if (initial <= until)
    repeatedly(making, initial, until, nextAssessment, (on) => seen('health_assessment', on, 'review'))

  if (ageAt(bornOn, until) >= 1) repeatedly(making, entry, until, yearly, (on) => seen('dental_check', on))

  const four = Math.max(entry, birthday(bornOn, 4))
  const seventeen = Math.min(until, birthday(bornOn, 17) - 1)
  if (four < seventeen) {
    repeatedly(making, four, seventeen, yearly, (on) => {
      const score = Math.min(40, Math.max(0, Math.round(random.normal(13.5, 6))))
      seen('strengths_difficulties', on, null, { score })
    })
  }

  for (let year = yearOf(entry) + (monthOf(entry) >= 4 ? 1 : 0); year <= yearOf(until); year++) {
    if (random.next() > 0.9) continue
    const on = ground.working.onOrBefore(endOfMarch(year) - between(random, 0, 150))
    if (on >= entry && on <= until) seen('immunisation_check', on, null, { upToDate: true })
  }
}

/**
 * What the return asks of a child in care from one April to the last day of the next March, written down on that day out
 * of what was done in the year.
 */
export const yearlyOutcomes = (making: Making, held: SpellDraft, entry: number, until: number): void => {
  const { story, random } = making
  const bornOn = story.bornOn as number
  for (let year = yearOf(entry) + 1; year <= yearOf(until); year++) {
    const [before, on] = [endOfMarch(year - 1), endOfMarch(year)]
    if (entry > before + 1 || on > until) continue
    const inYear = (kind: HealthKind) =>
      story.events.filter((event) => event.kind === kind && event.on > before && event.on <= on)
    const detail: Detail = {
      immunisations: inYear('immunisation_check').length > 0,
      teethCheck: inYear('dental_check').length > 0,
      healthAssessment: inYear('health_assessment').length > 0,
      substanceMisuse: false,
    }
    const age = ageAt(bornOn, on)
    const asked = age >= 4 && birthday(bornOn, 17) > before + 1
    if (asked) {
      const score = inYear('strengths_difficulties').at(-1)?.detail?.score
      if (score !== undefined) detail.sdqScore = score
      else detail.sdqReason = age === 4 || age >= 17 ? 'SDQ1' : random.next() < 0.7 ? 'SDQ2' : 'SDQ5'
    }
    if (age < 5) detail.healthCheck = random.next() < 0.92
    if (age >= 10) detail.convicted = age >= 13 && random.next() < 0.04
    if (age >= 12 && random.next() < 0.06) {
      detail.substanceMisuse = true
      detail.interventionReceived = random.next() < 0.7
      if (!detail.interventionReceived) detail.interventionOffered = random.next() < 0.8
    }
    addEvent(story, 'yearly_outcomes', on, null, held, detail)
  }
}

/** Personal education plans: started, ready, then reviewed once a term, from four to eighteen. */
export const educationPlans = (making: Making, held: SpellDraft, entry: number, until: number): void => {
  const { story, ground, random } = making
  const { working } = ground
  const bornOn = story.bornOn as number
  const from = Math.max(entry, birthday(bornOn, 4))
  const to = Math.min(until, birthday(bornOn, 18) - 1)
  if (from >= to) return
  const started = within(making, from, working.plus(from, 10), 0.3)
  const ready = Math.max(started, within(making, from, working.plus(from, 20), 0.7))
  if (started <= to) addEvent(story, 'education_plan', started, 'started', held, null)
  if (ready > to) return
  addEvent(story, 'education_plan', ready, 'initial', held, null)
  const missed = ground.late * 0.8
  for (const termEnd of ground.termEnds) {
    if (termEnd <= ready + 20) continue
    const on = working.onOrBefore(termEnd - between(random, 3, 50))
    if (on > to) break
    if (on > ready && random.next() >= missed) addEvent(story, 'education_plan', on, 'review', held, null)
  }
}
