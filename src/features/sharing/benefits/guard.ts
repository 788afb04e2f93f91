import type { Day } from '../../../lib/day.ts'

// Quality beside the money: a saving that stands beside falling quality, or residents who are less content than before
// the service was shared, turn an arrangement amber. Pure: measures in, a state with its reasons out.

export type Measure = {
  councilId: number
  measureId: string
  kind: 'satisfaction' | 'quality'
  name: string
  unit: string
  higherIsBetter: boolean
  /** before sharing; null: nobody measured it */
  baseline: number | null
  baselinePeriod: string
  /** how far it may fall behind, in its own unit, before that counts */
  tolerance: number
  /** the oldest first */
  readings: readonly { on: Day; value: number; source: string }[]
}

export type MeasureState =
  | { state: 'holds' | 'fell'; latest: number; on: Day; behind: number }
  | { state: 'no baseline'; latest: number; on: Day }
  | { state: 'not read' }

/** A hundred-thousandth: what two readings differ by when only their last written figure does is more. */
const exact = (n: number): number => Math.round(n * 100_000) / 100_000

/** Where a measure stands against the time before sharing; `behind` is how far worse it is, below nought when better. */
export const stateOfMeasure = (measure: Measure): MeasureState => {
  const last = measure.readings.at(-1)
  if (!last) return { state: 'not read' }
  if (measure.baseline === null) return { state: 'no baseline', latest: last.value, on: last.on }
  const behind = exact(measure.higherIsBetter ? measure.baseline - last.value : last.value - measure.baseline)
  return { state: behind > measure.tolerance ? 'fell' : 'holds', latest: last.value, on: last.on, behind }
}

/** "82%", "4.5 days". */
export const amount = (value: number, unit: string): string =>
  `${value.toLocaleString('en-GB', { maximumFractionDigits: 2 })}${unit === '%' ? '%' : ` ${unit}`}`

/** How far two readings lie apart: percentages differ by points. */
export const distance = (value: number, unit: string): string => {
  if (unit !== '%') return amount(value, value === 1 ? unit.replace(/s$/, '') : unit)
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: 2 })} percentage ${value === 1 ? 'point' : 'points'}`
}

export type Guard = {
  /**
   * amber: residents are less content, or a saving stands beside falling quality. fell: quality fell, and no saving stands
   * beside it. unknown: nothing was measured against the time before, so nobody can say that quality held.
   */
  state: 'amber' | 'fell' | 'holds' | 'unknown'
  reasons: string[]
}

/** `saving`: somebody is credited with a saving, or one was stated, at whatever stage. */
export const guardOfMeasures = (
  measures: readonly Measure[],
  saving: boolean,
  nameOf: (councilId: number) => string,
): Guard => {
  const fallen = measures.flatMap((measure) => {
    const stands = stateOfMeasure(measure)
    if (stands.state !== 'fell' || measure.baseline === null) return []
    const worse = measure.higherIsBetter ? 'fell' : 'rose'
    return [
      {
        measure,
        words: `${measure.name} in ${nameOf(measure.councilId)} ${worse} to ${amount(stands.latest, measure.unit)} from ${amount(measure.baseline, measure.unit)} before sharing (${measure.baselinePeriod}), more than the ${distance(measure.tolerance, measure.unit)} allowed`,
      },
    ]
  })
  const unhappy = fallen.filter(({ measure }) => measure.kind === 'satisfaction').map(({ words }) => `${words}.`)
  const worse = fallen.filter(({ measure }) => measure.kind === 'quality')
  const beside = worse.map(({ words }) => (saving ? `A saving stands beside falling quality: ${words}.` : `${words}.`))
  const reasons = [...unhappy, ...beside]
  if (unhappy.length > 0 || (saving && worse.length > 0)) return { state: 'amber', reasons }
  if (worse.length > 0) return { state: 'fell', reasons }
  if (measures.some((measure) => stateOfMeasure(measure).state === 'holds'))
    return { state: 'holds', reasons: ['Every measure that can be held against the time before sharing holds.'] }
  return {
    state: 'unknown',
    reasons: [
      saving
        ? 'A saving is recorded, and no measure can be held against the time before sharing: nobody can say that quality held.'
        : 'No measure can be held against the time before sharing.',
    ],
  }
}
