import { sql } from 'kysely'
import type { Db } from '../../database/connection.ts'
import { type Day, isSame } from '../../lib/day.ts'
import type { Population } from './rates.ts'
import type { SettingRow } from './settings.ts'

export type CouncilRow = {
  councilId: number
  name: string
  place: string
  facts: readonly { label: string; value: string; asAt: string; source: string }[]
  practiceModel: string
  principles: readonly string[]
  childrenReturnFiledBy: number | null
}

export const councilRows = (db: Db, councilIds: readonly number[]): Promise<CouncilRow[]> =>
  db
    .selectFrom('council')
    .select([
      'council_id as councilId',
      'name',
      'place',
      'facts',
      'practice_model as practiceModel',
      'principles',
      'children_return_filed_by as childrenReturnFiledBy',
    ])
    .where('council_id', 'in', councilIds)
    .orderBy('name')
    .execute()

export const populationRows = (
  db: Db,
  councilIds: readonly number[],
): Promise<(Population & { councilId: number })[]> =>
  db
    .selectFrom('council_population')
    .select(['council_id as councilId', 'measured_on as measuredOn', 'aged_0_to_17 as aged0To17', 'everyone', 'source'])
    .where('council_id', 'in', councilIds)
    .orderBy('measured_on', 'desc')
    .execute()

export type InspectionRow = {
  councilId: number
  framework: string
  startedOn: Day
  endedOn: Day
  publishedOn: Day
  overall: string | null
  leaders: string | null
  helpAndProtection: string | null
  inCare: string | null
  careLeavers: string | null
}

/** Newest first. Each council's own: nothing here, or anywhere, adds two councils' grades together. */
export const inspectionRows = (db: Db, councilIds: readonly number[]): Promise<InspectionRow[]> =>
  db
    .selectFrom('inspection')
    .select([
      'council_id as councilId',
      'framework',
      'started_on as startedOn',
      'ended_on as endedOn',
      'published_on as publishedOn',
      'overall',
      'leaders',
      'help_and_protection as helpAndProtection',
      'in_care as inCare',
      'care_leavers as careLeavers',
    ])
    .where('council_id', 'in', councilIds)
    .orderBy('published_on', 'desc')
    .execute()

export const closureRows = (db: Db, councilId: number, from: Day): Promise<{ closedOn: Day; reason: string }[]> =>
  db
    .selectFrom('council_closure')
    .select(['closed_on as closedOn', 'reason'])
    .where('council_id', '=', councilId)
    .where('closed_on', '>=', from)
    .where('closed_on', '<=', from.add({ months: 14 }))
    .orderBy('closed_on')
    .limit(20)
    .execute()

export const settingRows = (db: Db, councilId: number): Promise<SettingRow[]> =>
  db
    .selectFrom('council_setting')
    .select(['name', 'holds_from as holdsFrom', 'value'])
    .where('council_id', '=', councilId)
    .orderBy('name')
    .orderBy('holds_from', 'desc')
    .execute()

/** What each council had chosen for a setting by a day: the newest row on or before it. */
export const settingsOn = async (
  db: Db,
  councilIds: readonly number[],
  name: string,
  on: Day,
): Promise<Map<number, unknown>> => {
  const rows = await db
    .selectFrom('council_setting')
    .distinctOn('council_id')
    .select(['council_id', 'value'])
    .where('council_id', 'in', councilIds)
    .where('name', '=', name)
    .where('holds_from', '<=', on)
    .orderBy('council_id')
    .orderBy('holds_from', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.council_id, row.value]))
}

export type CountedKind = 'looked_after' | 'child_protection_plan' | 'child_in_need_plan'
export const countedKinds: readonly CountedKind[] = ['looked_after', 'child_protection_plan', 'child_in_need_plan']

/** Children in each state on a day, as far as the viewer may see them. Today is read from the index of open spells. */
export const childrenIn = async (db: Db, councilId: number, on: Day, today: Day): Promise<Map<CountedKind, number>> => {
  let query = db
    .selectFrom('spell')
    .select(['kind', sql<number>`count(distinct child_id)`.as('children')])
    .where('council_id', '=', councilId)
    .where('kind', 'in', countedKinds)
    .where('starts_on', '<=', on)
    .groupBy('kind')
  query = isSame(on, today)
    ? query.where('ends_on', 'is', null)
    : query.where((by) => by.or([by('ends_on', 'is', null), by('ends_on', '>=', on)]))
  const rows = await query.execute()
  return new Map(rows.map((row) => [row.kind as CountedKind, row.children]))
}

/** Keeps a setting from a day on. The same day again corrects it; every earlier day keeps what it had. */
export const recordSetting = async (
  db: Db,
  setting: { councilId: number; name: string; holdsFrom: Day; value: unknown; setBy: string },
): Promise<void> => {
  const value = JSON.stringify(setting.value)
  await db
    .insertInto('council_setting')
    .values({
      council_id: setting.councilId,
      name: setting.name,
      holds_from: setting.holdsFrom,
      value,
      set_by: setting.setBy,
    })
    .onConflict((same) =>
      same.columns(['council_id', 'name', 'holds_from']).doUpdateSet({ value, set_by: setting.setBy }),
    )
    .execute()
}

export const recordPopulation = async (db: Db, councilId: number, population: Population): Promise<void> => {
  const said = { aged_0_to_17: population.aged0To17, everyone: population.everyone, source: population.source }
  await db
    .insertInto('council_population')
    .values({ council_id: councilId, measured_on: population.measuredOn, ...said })
    .onConflict((same) => same.columns(['council_id', 'measured_on']).doUpdateSet(said))
    .execute()
}
