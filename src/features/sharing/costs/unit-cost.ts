import { isAfter, isBefore } from '../../../lib/day.ts'
import { yearSpan } from '../../../lib/financial-year.ts'
import type { Reading, StoredCost } from './queries.ts'

// The cost of one unit never stands alone: beside it is what came of it in the same year, or that nobody measured it.

export type UnitCost = {
  /** pence for one unit, rounded to the penny; null: how many units there were, or what they cost, is not known */
  pence: number | null
  units: number | null
  unit: string
  missing: string | null
  outcomes: Reading[]
}

export const unitCostOf = (
  cost: Pick<StoredCost, 'year' | 'actual' | 'budget' | 'units' | 'unitName'>,
  readings: readonly Reading[],
): UnitCost => {
  const { start, end } = yearSpan(cost.year)
  const latest = new Map<string, Reading>()
  // Newest first: the last of the year stands for it.
  for (const reading of readings)
    if (!isBefore(reading.on, start) && !isAfter(reading.on, end) && !latest.has(reading.name))
      latest.set(reading.name, reading)
  const spent = cost.actual ?? cost.budget
  const known = cost.units !== null && spent !== null
  return {
    pence: known ? Math.round((spent as number) / (cost.units as number)) : null,
    units: cost.units,
    unit: cost.unitName,
    missing: known ? null : 'How many units there were is not recorded',
    outcomes: [...latest.values()],
  }
}
