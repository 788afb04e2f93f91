import { ageOn, type Day, isAfter, isBefore } from '../../../lib/day.ts'
import { epochDay } from '../../../lib/working-days.ts'
import { eligibleByTime } from '../timescales/leaving-care.ts'
import { afterStart, carriedOut, type Draft, notBefore, type Refusal, refuse, type Said } from './decide-outcome.ts'
import type { History, Spell } from './history.ts'

// Who is eligible, relevant, former relevant or qualifying (Children Act 1989 guidance volume 3, chapter 2): by age, by
// thirteen weeks in care since 14, and by whether care has ended.

export type CareLeaverStatus = 'eligible' | 'relevant' | 'former-relevant' | 'former-relevant-education' | 'qualifying'

export type LeavingCareAct =
  | ({ kind: 'become care leaver'; status: CareLeaverStatus } & Said)
  | ({ kind: 'end care leaver'; reason: string } & Said)

const shortBreaks = new Set(['V3', 'V4'])

/** Time in care that counts: a series of short breaks does not. */
const countedCare = (history: History): { id: string; from: number; to: number }[] =>
  history.spells
    .filter(({ kind }) => kind === 'looked_after')
    .filter(({ id, code }) => {
      if (shortBreaks.has(code ?? '')) return false
      const statuses = history.spells.filter(({ kind, withinId }) => kind === 'legal_status' && withinId === id)
      return statuses.length === 0 || statuses.some(({ code: status }) => !shortBreaks.has(status ?? ''))
    })
    .map(({ id, startsOn, endsOn }) => ({
      id,
      from: epochDay(startsOn),
      to: endsOn === null ? Number.POSITIVE_INFINITY : epochDay(endsOn),
    }))
    .sort((a, b) => a.from - b.from)

/** True when a child had, by a day, been in care for thirteen weeks since 14, and in care at 16 or over. */
export const hasThirteenWeeks = (history: History, on: Day): boolean => {
  if (history.bornOn === null) return false
  const eligible = eligibleByTime(countedCare(history), history.bornOn)
  return eligible !== null && eligible.on <= epochDay(on)
}

const heldStatus = (history: History, ...codes: CareLeaverStatus[]): boolean =>
  history.spells.some(({ kind, code }) => kind === 'care_leaver' && codes.includes(code as CareLeaverStatus))

const inCareFrom16 = (history: History, bornOn: Day): boolean =>
  history.spells.some(
    ({ kind, endsOn }) => kind === 'looked_after' && (endsOn === null || !isBefore(endsOn, bornOn.add({ years: 16 }))),
  )

const change = (d: Draft, status: CareLeaverStatus, withinId: string | null): Refusal | null => {
  const before = d.open('care_leaver')
  if (before !== null) {
    if (before.code === status) return refuse('status', 'That is the status already')
    const early = afterStart(before, d.said.on, 'The present status')
    if (early !== null) return early
    d.closes(before, status)
  }
  d.opens('care_leaver', { code: status, withinId, detail: d.said.detail ?? {} })
  return null
}

/** What becomes of a child of 16 or over as care ends; nothing for one adopted, cared for elsewhere or found to be an adult. */
export const leaveCareAs = (d: Draft, care: Spell, reason: string): Refusal | null => {
  const { bornOn } = d.history
  const { on } = d.said
  const before = d.open('care_leaver')
  if (before !== null) {
    const early = notBefore(before, on, 'The present leaving care status')
    if (early !== null) return early
  }
  const age = bornOn === null ? 0 : ageOn(bornOn, on)
  const gone = ['E11', 'E12', 'E3', 'E15'].includes(reason)
  const eligible = hasThirteenWeeks(carriedOut(d.history, d.decision), on)
  if (before !== null) d.closes(before, gone ? 'care ended' : 'left care')
  if (gone || age < 16 || age >= 25) return null
  const status: CareLeaverStatus = !eligible ? 'qualifying' : age < 18 ? 'relevant' : 'former-relevant'
  d.opens('care_leaver', { code: status, detail: { leftCareId: care.id } })
  return null
}

const becomeCareLeaver = (d: Draft, status: CareLeaverStatus): Refusal | null => {
  const { history, said } = d
  const { bornOn } = history
  if (bornOn === null) return refuse('status', 'Leaving care goes by age: record the date of birth first')
  const age = ageOn(bornOn, said.on)
  const care = d.open('looked_after')
  const lookedAfter = care !== null && !isAfter(care.startsOn, said.on)
  if (status !== 'eligible' && care !== null) {
    return refuse(
      'status',
      'The child is looked after: only the status eligible goes with care. Record the end of care first',
    )
  }
  switch (status) {
    case 'eligible':
      if (!lookedAfter || care === null)
        return refuse('status', 'An eligible child is looked after, and this one was not on that day')
      if (age < 16 || age > 17) return refuse('status', 'An eligible child is 16 or 17')
      if (!hasThirteenWeeks(history, said.on)) {
        return refuse('status', 'The child has not been looked after for 13 weeks since turning 14')
      }
      return change(d, status, care.id)
    case 'relevant': {
      if (age < 16 || age > 17) return refuse('status', 'A relevant child is 16 or 17')
      // Detained or in hospital at 16, with thirteen weeks in care since 14.
      const detained = said.detail?.detained === true
      if (!detained && !hasThirteenWeeks(history, said.on)) {
        return refuse('status', 'A relevant child left care after 16 with 13 weeks in care since turning 14')
      }
      return change(d, status, null)
    }
    case 'former-relevant':
      if (age < 18) return refuse('status', 'A former relevant young person is 18 or over')
      if (age >= 25) return refuse('status', 'Support for care leavers ends at 25')
      if (!hasThirteenWeeks(history, said.on) && !heldStatus(history, 'relevant', 'eligible')) {
        return refuse('status', 'A former relevant young person was relevant, or eligible until 18')
      }
      return change(d, status, null)
    case 'former-relevant-education':
      if (!heldStatus(history, 'former-relevant'))
        return refuse('status', 'This is for a former relevant young person who takes up education again')
      if (age < 18) return refuse('status', 'A former relevant young person is 18 or over')
      if (age >= 25) return refuse('status', 'Support for care leavers ends at 25')
      return change(d, status, null)
    case 'qualifying':
      if (age < 16 || age >= 25) return refuse('status', 'A qualifying young person is between 16 and 24')
      if (
        !inCareFrom16(history, bornOn) &&
        !history.spells.some(({ kind, code }) => kind === 'permanence_order' && code === 'SGO')
      ) {
        return refuse(
          'status',
          'A qualifying young person was looked after at 16 or over, or left care to special guardianship',
        )
      }
      return change(d, status, null)
    default:
      return refuse('status', 'Select the status')
  }
}

export const decideOnLeavingCare = (d: Draft, act: LeavingCareAct): Refusal | null => {
  if (act.kind === 'become care leaver') return becomeCareLeaver(d, act.status)
  const leaver = d.open('care_leaver')
  if (leaver === null) return refuse('on', 'There is no leaving care status to end')
  const refused = notBefore(leaver, act.on, 'The status')
  if (refused === null) d.closes(leaver, act.reason, act.detail)
  return refused
}
