import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { type Day, dayOf } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { Settlement } from '../apportionment.ts'
import type { CostYear, Method, Party, PartyRow, Standing, Terms } from './cost-year.ts'

/** What the money pages need of an arrangement: its name, when it stands, and who is a party when. */
export type Arranged = Standing & {
  hostId: number
  arrangementId: string
  title: string
  service: string
  parties: Party[]
}

/** One arrangement at its host: two readings. Null when the viewer does not work with the host. */
export const arrangedAt = async (db: Db, hostId: number, arrangementId: string): Promise<Arranged | null> => {
  const row = await db
    .selectFrom('arrangement')
    .select(['title', 'service', 'starts_on', 'ends_on', 'ended_at'])
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .executeTakeFirst()
  if (!row) return null
  const parties = await db
    .selectFrom('arrangement_party')
    .select(['party_id as councilId', 'joined_on as from', 'left_on as until'])
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .orderBy('joined_on')
    .orderBy('party_id')
    .execute()
  return {
    hostId,
    arrangementId,
    title: row.title,
    service: row.service,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    endedOn: row.ended_at === null ? null : dayOf(row.ended_at),
    parties,
  }
}

export type StoredCost = CostYear & {
  units: number | null
  unitName: string
  note: string
  settledOn: Day | null
  /** as it was invoiced and credited when the year was settled */
  settlement: Settlement[] | null
  enteredAt: Temporal.Instant
  version: number
}

/** The years of one arrangement, the newest first: two readings. */
export const costYears = async (
  db: Db,
  hostId: number,
  arrangementId: string,
  year: number | null = null,
): Promise<StoredCost[]> => {
  let years = db
    .selectFrom('arrangement_cost')
    .selectAll()
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .orderBy('year', 'desc')
  if (year !== null) years = years.where('year', '=', year)
  const rows = await years.execute()
  if (rows.length === 0) return []
  let shares = db
    .selectFrom('arrangement_cost_party')
    .selectAll()
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .orderBy('party_id')
  if (year !== null) shares = shares.where('year', '=', year)
  const byYear = Map.groupBy(await shares.execute(), (row) => row.year)
  return rows.map(
    (row): StoredCost => ({
      year: row.year,
      method: row.method as Method,
      terms: row.terms as Terms,
      measured: row.measured,
      budget: row.budget,
      actual: row.actual,
      redundancy: row.redundancy,
      redundancySplit: row.redundancy_split as CostYear['redundancySplit'],
      tolerance: row.tolerance,
      overrideReason: row.override_reason,
      rows: (byYear.get(row.year) ?? []).map(
        (share): PartyRow => ({
          councilId: share.party_id,
          weight: share.weight,
          happened: share.happened,
          former: share.former,
          overrideShare: share.override_share,
          onAccount: share.on_account,
        }),
      ),
      units: row.units,
      unitName: row.unit_name,
      note: row.note,
      settledOn: row.settled_on,
      settlement: row.settlement as Settlement[] | null,
      enteredAt: row.entered_at,
      version: row.version,
    }),
  )
}

export type CostToSave = CostYear & { units: number | null; unitName: string; note: string }

export type UnitYear = Pick<StoredCost, 'year' | 'actual' | 'budget' | 'units' | 'unitName'>
/** What the newest years cost and how many units they delivered. One reading. */
export const unitYears = async (db: Db, hostId: number, arrangementId: string, most: number): Promise<UnitYear[]> =>
  db
    .selectFrom('arrangement_cost')
    .select(['year', 'actual', 'budget', 'units', 'unit_name as unitName'])
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .orderBy('year', 'desc')
    .limit(most)
    .execute()

/** What somebody else saved meanwhile: their version. 'saved' when ours stands. */
export type SaveOutcome = 'saved' | { version: number }

type Writing = { hostId: number; arrangementId: string; by: string; at: Temporal.Instant }

/**
 * Writes a year: anew where there was none (version null), otherwise over the version that was read, keeping what stood
 * before with the reason. A settled year is open again after it.
 */
export const saveCost = async (
  db: Db,
  { hostId, arrangementId, by, at }: Writing,
  cost: CostToSave,
  before: StoredCost | null,
  version: number | null,
  reason: string,
): Promise<SaveOutcome> => {
  const values = {
    method: cost.method,
    terms: JSON.stringify(cost.terms),
    measured: cost.measured,
    budget: cost.budget,
    actual: cost.actual,
    redundancy: cost.redundancy,
    redundancy_split: cost.redundancySplit,
    tolerance: cost.tolerance,
    override_reason: cost.overrideReason,
    units: cost.units,
    unit_name: cost.unitName,
    note: cost.note,
    settled_on: null,
    settled_by: null,
    settlement: null,
    entered_by: by,
    entered_at: at,
  }
  if (before === null) {
    const made = await db
      .insertInto('arrangement_cost')
      .values({ council_id: hostId, arrangement_id: arrangementId, year: cost.year, ...values })
      .onConflict((same) => same.columns(['council_id', 'arrangement_id', 'year']).doNothing())
      .returning('version')
      .executeTakeFirst()
    if (!made) return { version: 1 }
  } else {
    if (version !== before.version) return { version: before.version }
    const changed = await db
      .updateTable('arrangement_cost')
      .set({ ...values, version: before.version + 1 })
      .where('council_id', '=', hostId)
      .where('arrangement_id', '=', arrangementId)
      .where('year', '=', cost.year)
      .where('version', '=', before.version)
      .returning('version')
      .executeTakeFirst()
    if (!changed) return { version: before.version + 1 }
    await keepChange(db, hostId, 'cost', `${arrangementId} ${cost.year}`, before, by, at, reason)
  }
  if (cost.rows.length > 0) {
    await db
      .insertInto('arrangement_cost_party')
      .values(
        cost.rows.map((row) => ({
          council_id: hostId,
          arrangement_id: arrangementId,
          year: cost.year,
          party_id: row.councilId,
          weight: row.weight,
          happened: row.happened,
          former: row.former,
          override_share: row.overrideShare,
          on_account: row.onAccount,
        })),
      )
      .onConflict((same) =>
        same.columns(['council_id', 'arrangement_id', 'year', 'party_id']).doUpdateSet((by) => ({
          weight: by.ref('excluded.weight'),
          happened: by.ref('excluded.happened'),
          former: by.ref('excluded.former'),
          override_share: by.ref('excluded.override_share'),
          on_account: by.ref('excluded.on_account'),
        })),
      )
      .execute()
  }
  return 'saved'
}

/** Closes a year with what each council is invoiced or credited. */
export const settleCost = async (
  db: Db,
  { hostId, arrangementId, by }: Omit<Writing, 'at'>,
  year: number,
  on: Day,
  settlement: readonly Settlement[],
  version: number,
): Promise<SaveOutcome> => {
  const changed = await db
    .updateTable('arrangement_cost')
    .set({ settled_on: on, settled_by: by, settlement: JSON.stringify(settlement), version: version + 1 })
    .where('council_id', '=', hostId)
    .where('arrangement_id', '=', arrangementId)
    .where('year', '=', year)
    .where('version', '=', version)
    .where('settled_on', 'is', null)
    .returning('version')
    .executeTakeFirst()
  return changed ? 'saved' : { version: version + 1 }
}

/** Keeps what a row of money said before it was corrected, with who and why. */
export const keepChange = async (
  db: Db,
  councilId: number,
  record: 'cost' | 'saving' | 'benefit' | 'reading' | 'figure' | 'price',
  key: string,
  content: object,
  by: string,
  at: Temporal.Instant,
  reason: string,
): Promise<void> => {
  await db
    .insertInto('money_change')
    .values({
      council_id: councilId,
      change_id: newId(),
      record,
      record_key: key,
      content: JSON.stringify(content),
      changed_by: by,
      changed_at: at,
      reason,
    })
    .execute()
}

export type Reading = {
  name: string
  unit: string
  higherIsBetter: boolean
  value: number
  on: Day
}

/** How good the service was, as measured at its host: what stands beside the cost of one unit. One reading. */
export const outcomesAt = async (db: Db, hostId: number, arrangementId: string): Promise<Reading[]> =>
  db
    .selectFrom('quality_measure')
    .innerJoin('quality_reading', (join) =>
      join
        .onRef('quality_reading.council_id', '=', 'quality_measure.council_id')
        .onRef('quality_reading.measure_id', '=', 'quality_measure.measure_id'),
    )
    .select([
      'quality_measure.name',
      'quality_measure.unit',
      'quality_measure.higher_is_better as higherIsBetter',
      'quality_reading.value',
      'quality_reading.read_on as on',
    ])
    .where('quality_measure.council_id', '=', hostId)
    .where('quality_measure.arrangement_council_id', '=', hostId)
    .where('quality_measure.arrangement_id', '=', arrangementId)
    .where('quality_measure.kind', '=', 'quality')
    .orderBy('quality_reading.read_on', 'desc')
    .orderBy('quality_measure.name')
    .execute()

export type Correction = { at: Temporal.Instant; by: string; reason: string }
/** Who corrected a row of money, when and why, the newest first. One reading. */
export const corrections = async (db: Db, councilId: number, record: string, key: string): Promise<Correction[]> =>
  db
    .selectFrom('money_change')
    .leftJoin('worker', 'worker.worker_id', 'money_change.changed_by')
    .select([
      'money_change.changed_at as at',
      sql<string>`coalesce(worker.display_name, 'somebody')`.as('by'),
      'money_change.reason',
    ])
    .where('money_change.council_id', '=', councilId)
    .where('money_change.record', '=', record)
    .where('money_change.record_key', '=', key)
    .orderBy('money_change.changed_at', 'desc')
    .limit(20)
    .execute()
