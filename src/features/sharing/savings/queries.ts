import type { Db } from '../../../database/connection.ts'
import { keepChange } from '../costs/queries.ts'
import type { Kind, PriceIndex, Stage } from '../savings.ts'
import type { FallsOn, LedgerLine } from './ledger.ts'

/** Lines that stand in the ledger of these councils, by year. One reading. */
export const ledgerLines = async (db: Db, councilIds: readonly number[]): Promise<LedgerLine[]> => {
  if (councilIds.length === 0) return []
  const rows = await db
    .selectFrom('saving_line')
    .selectAll()
    .where('council_id', 'in', councilIds)
    .where('withdrawn_at', 'is', null)
    .orderBy('year', 'desc')
    .orderBy('line_id')
    .execute()
  return rows.map(
    (row): LedgerLine => ({
      councilId: row.council_id,
      lineId: row.line_id,
      joint: row.joint,
      hostId: row.arrangement_council_id,
      arrangementId: row.arrangement_id,
      year: row.year,
      what: row.what,
      kind: row.kind as Kind,
      recurring: row.recurring,
      stage: row.stage as Stage,
      baseline: row.baseline,
      baselineYear: row.baseline_year,
      actual: row.actual,
      displaced: row.displaced,
      oneOff: row.one_off,
      stated: row.stated,
      basis: row.basis,
      fallsOn: row.falls_on as FallsOn,
      evidence: row.evidence,
      authors: row.authors,
      validatedAt: row.validated_at,
      validatedBy: row.validated_by,
      validation: row.validation,
      version: row.version,
    }),
  )
}

export type PriceRow = { councilId: number; year: number; factor: number; source: string }
/** How prices moved, as councils recorded it. One reading. */
export const priceRows = async (db: Db, councilIds: readonly number[]): Promise<PriceRow[]> =>
  councilIds.length === 0
    ? []
    : db
        .selectFrom('price_index')
        .select(['council_id as councilId', 'year', 'factor', 'source'])
        .where('council_id', 'in', councilIds)
        .orderBy('year', 'desc')
        .execute()

export const pricesOf = (rows: readonly PriceRow[]): Map<number, PriceIndex> =>
  new Map(
    [...Map.groupBy(rows, ({ councilId }) => councilId)].map(([councilId, own]) => [
      councilId,
      new Map(own.map(({ year, factor }) => [year, factor])),
    ]),
  )

const columnsOf = (line: LedgerLine) => ({
  joint: line.joint,
  arrangement_council_id: line.hostId,
  arrangement_id: line.arrangementId,
  year: line.year,
  what: line.what,
  kind: line.kind,
  recurring: line.recurring,
  stage: line.stage,
  baseline: line.baseline,
  baseline_year: line.baselineYear,
  actual: line.actual,
  displaced: line.displaced,
  one_off: line.oneOff,
  stated: line.stated,
  basis: line.basis,
  falls_on: line.fallsOn,
  evidence: line.evidence,
  authors: [...line.authors],
})

export const addLine = async (db: Db, line: LedgerLine, at: Temporal.Instant): Promise<void> => {
  await db
    .insertInto('saving_line')
    .values({ council_id: line.councilId, line_id: line.lineId, ...columnsOf(line), entered_at: at })
    .execute()
}

/**
 * Puts a line right, or takes it out of the ledger; what it said is kept with who and why, and finance has to look again.
 * False when somebody else was quicker.
 */
export const correctLine = async (
  db: Db,
  line: LedgerLine,
  before: LedgerLine,
  change: { by: string; at: Temporal.Instant; reason: string; withdraw: boolean },
): Promise<boolean> => {
  const changed = await db
    .updateTable('saving_line')
    .set({
      ...columnsOf(line),
      entered_at: change.at,
      validated_by: null,
      validated_at: null,
      validation: '',
      withdrawn_at: change.withdraw ? change.at : null,
      version: before.version + 1,
    })
    .where('council_id', '=', before.councilId)
    .where('line_id', '=', before.lineId)
    .where('version', '=', before.version)
    .returning('version')
    .executeTakeFirst()
  if (!changed) return false
  await keepChange(db, before.councilId, 'saving', before.lineId, before, change.by, change.at, change.reason)
  return true
}

/** Finance has looked at it. False when it changed meanwhile. */
export const validateLine = async (
  db: Db,
  line: LedgerLine,
  by: string,
  at: Temporal.Instant,
  words: string,
): Promise<boolean> => {
  const changed = await db
    .updateTable('saving_line')
    .set({ stage: 'validated', validated_by: by, validated_at: at, validation: words, version: line.version + 1 })
    .where('council_id', '=', line.councilId)
    .where('line_id', '=', line.lineId)
    .where('version', '=', line.version)
    .where('stage', '=', 'realised')
    .where('withdrawn_at', 'is', null)
    .returning('version')
    .executeTakeFirst()
  return changed !== undefined
}

export const seriesNames = ['budget', 'demand', 'staff'] as const
export type Series = (typeof seriesNames)[number]
export type Figure = { series: Series; year: number; value: number; source: string }
/** A council's own years: budget in pounds, demand as an index, staff in full-time equivalents. One reading. */
export const figuresOf = async (db: Db, councilId: number): Promise<Figure[]> =>
  (
    await db
      .selectFrom('council_figure')
      .select(['series', 'year', 'value', 'source'])
      .where('council_id', '=', councilId)
      .orderBy('year')
      .execute()
  ).map((row) => ({ ...row, series: row.series as Series }))

type Writer = { councilId: number; by: string; at: Temporal.Instant }

/** Records or corrects one year of a series. */
export const recordFigure = async (db: Db, { councilId, by, at }: Writer, figure: Figure): Promise<void> => {
  const values = { value: figure.value, source: figure.source, entered_by: by, entered_at: at }
  const before = (await figuresOf(db, councilId)).find(
    (one) => one.series === figure.series && one.year === figure.year,
  )
  await db
    .insertInto('council_figure')
    .values({ council_id: councilId, series: figure.series, year: figure.year, ...values })
    .onConflict((same) => same.columns(['council_id', 'series', 'year']).doUpdateSet(values))
    .execute()
  if (before)
    await keepChange(db, councilId, 'figure', `${figure.series} ${figure.year}`, before, by, at, 'Recorded again')
}

/** Records or corrects how prices moved in one year. */
export const recordPrice = async (
  db: Db,
  { councilId, by, at }: Writer,
  price: { year: number; factor: number; source: string },
): Promise<void> => {
  const values = { factor: price.factor, source: price.source, entered_by: by, entered_at: at }
  const before = (await priceRows(db, [councilId])).find(({ year }) => year === price.year)
  await db
    .insertInto('price_index')
    .values({ council_id: councilId, year: price.year, ...values })
    .onConflict((same) => same.columns(['council_id', 'year']).doUpdateSet(values))
    .execute()
  if (before) await keepChange(db, councilId, 'price', String(price.year), before, by, at, 'Recorded again')
}

/** Names of workers by id, of councils the viewer works with. One reading. */
export const workerNames = async (
  db: Db,
  councilIds: readonly number[],
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (ids.length === 0 || councilIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('worker')
    .select(['worker_id', 'display_name'])
    .where('council_id', 'in', councilIds)
    .where('worker_id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.worker_id, row.display_name]))
}
