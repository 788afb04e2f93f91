import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import { keepChange } from '../costs/queries.ts'
import type { Measure } from './guard.ts'

export const benefitKinds = ['money', 'outcome', 'staff'] as const
export type BenefitKind = (typeof benefitKinds)[number]
export type Benefit = { benefitId: string; kind: BenefitKind; words: string; evidence: string; seenOn: Day }

/** What an arrangement brings, as its host recorded it, the newest first. One reading. */
export const benefitsOf = async (db: Db, hostId: number, arrangementId: string): Promise<Benefit[]> =>
  (
    await db
      .selectFrom('benefit_line')
      .select(['benefit_id as benefitId', 'kind', 'words', 'evidence', 'seen_on as seenOn'])
      .where('council_id', '=', hostId)
      .where('arrangement_id', '=', arrangementId)
      .where('withdrawn_at', 'is', null)
      .orderBy('seen_on', 'desc')
      .orderBy('benefit_id')
      .execute()
  ).map((row) => ({ ...row, kind: row.kind as BenefitKind }))

type Writer = { councilId: number; by: string; at: Temporal.Instant }

export const addBenefit = async (
  db: Db,
  { councilId, by, at }: Writer,
  arrangementId: string,
  benefit: Omit<Benefit, 'benefitId'>,
): Promise<void> => {
  await db
    .insertInto('benefit_line')
    .values({
      council_id: councilId,
      benefit_id: newId(),
      arrangement_id: arrangementId,
      kind: benefit.kind,
      words: benefit.words,
      evidence: benefit.evidence,
      seen_on: benefit.seenOn,
      entered_by: by,
      entered_at: at,
    })
    .execute()
}

/** Takes a benefit off the page; what it said is kept with who and why. */
export const withdrawBenefit = async (
  db: Db,
  { councilId, by, at }: Writer,
  benefit: Benefit,
  reason: string,
): Promise<void> => {
  await db
    .updateTable('benefit_line')
    .set({ withdrawn_at: at, withdrawn_by: by })
    .where('council_id', '=', councilId)
    .where('benefit_id', '=', benefit.benefitId)
    .execute()
  await keepChange(db, councilId, 'benefit', benefit.benefitId, benefit, by, at, reason)
}

export type MeasureOfArrangement = Measure & { hostId: number; arrangementId: string }

/** Measures of these councils with their readings, the oldest first; of one arrangement where it is named. One reading. */
export const measuresOf = async (
  db: Db,
  councilIds: readonly number[],
  arrangementId: string | null = null,
): Promise<MeasureOfArrangement[]> => {
  if (councilIds.length === 0) return []
  let query = db
    .selectFrom('quality_measure')
    .leftJoin('quality_reading', (join) =>
      join
        .onRef('quality_reading.council_id', '=', 'quality_measure.council_id')
        .onRef('quality_reading.measure_id', '=', 'quality_measure.measure_id'),
    )
    .selectAll('quality_measure')
    .select(['quality_reading.read_on as on', 'quality_reading.value', 'quality_reading.source'])
    .where('quality_measure.council_id', 'in', councilIds)
    .orderBy('quality_measure.kind', 'desc')
    .orderBy('quality_measure.council_id')
    .orderBy('quality_measure.name')
    .orderBy('quality_measure.measure_id')
    .orderBy('quality_reading.read_on')
  if (arrangementId !== null) query = query.where('quality_measure.arrangement_id', '=', arrangementId)
  const byMeasure = Map.groupBy(await query.execute(), (row) => row.measure_id)
  return [...byMeasure.values()].map((rows) => {
    const row = rows[0] as (typeof rows)[number]
    return {
      councilId: row.council_id,
      measureId: row.measure_id,
      hostId: row.arrangement_council_id,
      arrangementId: row.arrangement_id,
      kind: row.kind as Measure['kind'],
      name: row.name,
      unit: row.unit,
      higherIsBetter: row.higher_is_better,
      baseline: row.baseline,
      baselinePeriod: row.baseline_period,
      tolerance: row.tolerance,
      readings: rows.flatMap(({ on, value, source }) =>
        on === null || value === null ? [] : [{ on, value, source: source ?? '' }],
      ),
    }
  })
}

export const addMeasure = async (
  db: Db,
  { councilId, by, at }: Writer,
  measure: Omit<MeasureOfArrangement, 'councilId' | 'readings'>,
): Promise<void> => {
  await db
    .insertInto('quality_measure')
    .values({
      council_id: councilId,
      measure_id: measure.measureId,
      arrangement_council_id: measure.hostId,
      arrangement_id: measure.arrangementId,
      kind: measure.kind,
      name: measure.name,
      unit: measure.unit,
      higher_is_better: measure.higherIsBetter,
      baseline: measure.baseline,
      baseline_period: measure.baselinePeriod,
      tolerance: measure.tolerance,
      entered_by: by,
      entered_at: at,
    })
    .execute()
}

/** Records a reading; one of the same day is replaced, and what it said is kept. */
export const recordReadingOf = async (
  db: Db,
  { councilId, by, at }: Writer,
  measure: Measure,
  reading: { on: Day; value: number; source: string },
): Promise<void> => {
  const before = measure.readings.find(({ on }) => on.equals(reading.on))
  const values = { value: reading.value, source: reading.source, entered_by: by, entered_at: at }
  await db
    .insertInto('quality_reading')
    .values({ council_id: councilId, measure_id: measure.measureId, read_on: reading.on, ...values })
    .onConflict((same) => same.columns(['council_id', 'measure_id', 'read_on']).doUpdateSet(values))
    .execute()
  if (before)
    await keepChange(
      db,
      councilId,
      'reading',
      `${measure.measureId} ${reading.on.toString()}`,
      before,
      by,
      at,
      'Recorded again',
    )
}
