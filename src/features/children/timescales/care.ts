import type { Day } from '../../../lib/day.ts'
import { birthday, monthsAfter } from './counting.ts'
import { eventsKnown, type Happened, type Held, type Known } from './known.ts'

// A child's time in care as the regulations see it: periods of care, the legal statuses in each, and stays. A stay is
// one placement as the child lives it: a night in hospital, a carer's holiday or a new name for the same foster home
// does not end it, so visits and the first year go on counting.

export type Stay = { id: string; from: number; to: number; placements: Held[] }

export type Period = Held & { statuses: Held[]; stays: Stay[] }

const shortBreakStatuses = new Set(['V3', 'V4'])
const adoptivePlacements = new Set(['A3', 'A4', 'A5', 'A6'])

/** T0 to T4: hospital, holiday, the carer's holiday, a few nights elsewhere. */
export const isTemporary = (code: string | null): boolean => code?.startsWith('T') ?? false

export const isAdoptive = (code: string | null): boolean => code !== null && adoptivePlacements.has(code)

/** The spells of a kind that lie within another: those which name it, or name nothing and begin in its days. */
export const within = (held: Held, spells: readonly Held[]): Held[] =>
  spells.filter(
    ({ from, spell }) =>
      spell.withinId === held.id || (spell.withinId === null && from >= held.from && from <= held.to),
  )

const sameHome = (a: Held, b: Held): boolean =>
  a.spell.code === b.spell.code &&
  a.spell.detail.urn === b.spell.detail.urn &&
  a.spell.detail.postcode === b.spell.detail.postcode

const staysIn = (period: Held, placements: Held[]): Stay[] => {
  const stays: Stay[] = []
  let stay: Stay | null = null
  let before: Held | null = null
  for (const held of placements) {
    const temporary = isTemporary(held.spell.code)
    const settled: Held | undefined = stay?.placements.at(-1)
    const goesOn: boolean =
      stay !== null &&
      before !== null &&
      settled !== undefined &&
      (temporary ||
        held.spell.detail.sameCarer === true ||
        before.spell.endCode === 'PLACE' ||
        (isTemporary(before.spell.code) && sameHome(settled, held)))
    if (stay !== null && goesOn) {
      if (!temporary) stay.placements.push(held)
      stay.to = temporary ? Math.max(stay.to, held.to) : held.to
    } else {
      if (stay !== null) stay.to = Math.min(stay.to, held.from)
      stay = { id: held.id, from: held.from, to: held.to, placements: [held] }
      stays.push(stay)
    }
    before = held
  }
  for (const each of stays) each.to = Math.min(each.to, period.to)
  return stays
}

/** Periods of care; a series of short breaks (V3, V4) is kept light and is none. */
export const periodsOfCare = (known: Known): readonly Period[] => {
  const spells = known.spells('looked_after')
  if (spells.length === 0) return []
  return known.once('periods of care', () =>
    spells.flatMap((held) => {
      const statuses = within(held, known.spells('legal_status'))
      const light =
        shortBreakStatuses.has(held.spell.code ?? '') ||
        (statuses.length > 0 && statuses.every(({ spell }) => shortBreakStatuses.has(spell.code ?? '')))
      return light ? [] : [{ ...held, statuses, stays: staysIn(held, within(held, known.spells('placement'))) }]
    }),
  )
}

/** The last to begin by a day: the placement, or legal status, in force on it. */
export const inForce = (spells: readonly Held[], on: number): Held | null => {
  let last: Held | null = null
  for (const held of spells) {
    if (held.from > on) break
    last = held
  }
  return last
}

/** The period of care a day falls in. */
export const periodOn = (known: Known, on: number): Period | null =>
  periodsOfCare(known).find((period) => on >= period.from && on <= period.to) ?? null

export const reviewsIn = (known: Known, held: { from: number; to: number }): readonly Happened[] =>
  known.events('looked_after_review').filter(({ on }) => on >= held.from && on <= held.to)

/** A child's authority to be placed for adoption within a period of care: from it, adoption reviews take over. */
export type AdoptionCourse = {
  /** authority to place; null when only the placement is recorded */
  authority: { id: string; from: number } | null
  stay: Stay | null
  from: number
  to: number
}

/** Adoption courses of a period of care, each ended by the decision's reversal or the end of care. */
export const adoptionCourses = (known: Known, period: Period): readonly AdoptionCourse[] =>
  known.once(`adoption courses of ${period.id}`, () => findAdoptionCourses(known, period))

const findAdoptionCourses = (known: Known, period: Period): AdoptionCourse[] => {
  const stays = period.stays.filter(({ placements }) => placements.some(({ spell }) => isAdoptive(spell.code)))
  const decisions = within(period, known.spells('adoption'))
  const authorities: { id: string; from: number }[] = [
    ...known
      .events('authority_to_place')
      .filter(({ on }) => on >= period.from && on <= period.to)
      .map(({ id, on }) => ({ id, from: on })),
    ...period.statuses.filter(({ spell }) => spell.code === 'E1').map(({ id, from }) => ({ id, from })),
  ].sort((a, b) => a.from - b.from)
  if (stays.length === 0 && authorities.length === 0) return []
  const spans = decisions.length > 0 ? decisions : [period]
  return spans.flatMap((span) => {
    const to = Math.min(span.to, period.to)
    const holds = ({ from }: { from: number }) => from >= span.from && from <= to
    const authority = authorities.find(holds) ?? null
    const stay = stays.map(adoptiveFrom).find(holds) ?? null
    if (authority === null && stay === null) return []
    return [{ authority, stay, from: Math.min(authority?.from ?? to, stay?.from ?? to), to }]
  })
}

/** A foster home that becomes the adoptive home counts as placed with adopters from the day it did. */
const adoptiveFrom = (stay: Stay): Stay => {
  const adoptive = stay.placements.find(({ spell }) => isAdoptive(spell.code))
  return adoptive === undefined ? stay : { ...stay, id: adoptive.id, from: adoptive.from }
}

/** The birthday a duty ends on; Infinity while the date of birth is not known. */
export const untilAge = (bornOn: Day | null, years: number): number =>
  bornOn === null ? Number.POSITIVE_INFINITY : birthday(bornOn, years)

export const yearAfter = (from: number): number => monthsAfter(from, 12)

/** Return years run from 1 April to 31 March. */
export const yearlyOutcomes = (known: Known, field: string): readonly Happened[] =>
  eventsKnown(known, 'yearly_outcomes').filter(({ event }) => {
    const value = event.detail[field]
    return value === true || typeof value === 'number'
  })
