import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import { type Content, contentOf, type Difference, type Effect } from './template.ts'

export type KeptDifference = Difference & {
  councilId: number
  why: string
  madeBy: string
  madeOn: Day
  reviewOn: Day
  replaces: string | null
  withdrawnOn: Day | null
  withdrawnBy: string | null
  withdrawnWhy: string | null
}
export type Use = {
  councilId: number
  templateId: string
  sourceId: number
  kind: string
  name: string
  version: number
  content: Content
  follows: boolean
  adoptedOn: Day
  adoptedBy: string
  reachedAt: Temporal.Instant
}

const useColumns = [
  'council_id as councilId',
  'template_id as templateId',
  'source_id as sourceId',
  'kind',
  'name',
  'version',
  'content',
  'follows',
  'adopted_on as adoptedOn',
  'adopted_by as adoptedBy',
  'reached_at as reachedAt',
] as const

/** How one council uses a template; null when it does not, or is no council of the viewer's. */
export const useOf = async (db: Db, councilId: number, templateId: string): Promise<Use | null> => {
  const row = await db
    .selectFrom('template_use')
    .select(useColumns)
    .where('council_id', '=', councilId)
    .where('template_id', '=', templateId)
    .where('left_on', 'is', null)
    .executeTakeFirst()
  return row ? { ...row, content: contentOf(row.content) } : null
}

/** Every use of these councils, with its words only where something is said differently: the rest is as shared. */
export const usesToList = (
  db: Db,
  councilIds: readonly number[],
): Promise<
  (Pick<Use, 'councilId' | 'templateId' | 'sourceId' | 'kind' | 'name' | 'version'> & { content: Content | null })[]
> =>
  db
    .selectFrom('template_use')
    .select([
      'council_id as councilId',
      'template_id as templateId',
      'source_id as sourceId',
      'kind',
      'name',
      'version',
      sql<Content | null>`case when exists (select from local_difference d where d.council_id = template_use.council_id
        and d.template_id = template_use.template_id and d.withdrawn_on is null) then content end`.as('content'),
    ])
    .where('council_id', 'in', councilIds)
    .where('left_on', 'is', null)
    .orderBy('name')
    .orderBy('council_id')
    .execute()

/** Every use of these councils; with a template's id, of that template only. The words come along. */
export const usesOf = async (db: Db, councilIds: readonly number[], templateId?: string): Promise<Use[]> => {
  let query = db
    .selectFrom('template_use')
    .select(useColumns)
    .where('council_id', 'in', councilIds)
    .where('left_on', 'is', null)
    .orderBy('name')
    .orderBy('council_id')
  if (templateId !== undefined) query = query.where('template_id', '=', templateId)
  return (await query.execute()).map((row) => ({ ...row, content: contentOf(row.content) }))
}

const differenceRows = (db: Db, councilIds: readonly number[]) =>
  db
    .selectFrom('local_difference')
    .select([
      'council_id as councilId',
      'difference_id as differenceId',
      'template_id as templateId',
      'effect',
      'place',
      'original',
      'says',
      'why',
      'made_by as madeBy',
      'made_on as madeOn',
      'review_on as reviewOn',
      'replaces',
      'withdrawn_on as withdrawnOn',
      'withdrawn_by as withdrawnBy',
      'withdrawn_why as withdrawnWhy',
    ])
    .where('council_id', 'in', councilIds)
    .orderBy('made_on')
    .orderBy('difference_id')

const asDifference = <T extends { effect: string }>(row: T) => ({ ...row, effect: row.effect as Effect })

/** The differences of these councils that stand now; with a template's id, in that template only. */
export const differencesOf = async (
  db: Db,
  councilIds: readonly number[],
  templateId?: string,
): Promise<(KeptDifference & { templateId: string })[]> => {
  let query = differenceRows(db, councilIds).where('withdrawn_on', 'is', null)
  if (templateId !== undefined) query = query.where('template_id', '=', templateId)
  return (await query.execute()).map(asDifference)
}

/** All differences a template ever had in these councils, withdrawn ones among them. */
export const everyDifference = async (
  db: Db,
  councilIds: readonly number[],
  templateId: string,
): Promise<KeptDifference[]> =>
  (await differenceRows(db, councilIds).where('template_id', '=', templateId).execute()).map(asDifference)

export type Version = {
  version: number
  content: Content
  why: string
  publishedBy: string
  publishedAt: Temporal.Instant
}

/** Versions of a template, the newest first, as its owner published them. */
export const versionsOf = async (db: Db, sourceId: number, templateId: string, most = 30): Promise<Version[]> => {
  const rows = await db
    .selectFrom('template_version')
    .select(['version', 'content', 'why', 'published_by as publishedBy', 'published_at as publishedAt'])
    .where('council_id', '=', sourceId)
    .where('template_id', '=', templateId)
    .orderBy('version', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, content: contentOf(row.content) }))
}

export type Begun = {
  councilId: number
  kind: string
  name: string
  content: Content
  by: string
  at: Temporal.Instant
  on: Day
}

/** Begins a template with its first version, which its own council uses from now on. */
export const beginTemplate = async (db: Db, begun: Begun): Promise<string> => {
  const templateId = newId()
  const key = { council_id: begun.councilId, template_id: templateId }
  const content = JSON.stringify(begun.content)
  await db
    .insertInto('template')
    .values({ ...key, kind: begun.kind, name: begun.name, begun_by: begun.by, begun_at: begun.at })
    .execute()
  await db
    .insertInto('template_version')
    .values({ ...key, version: 1, content, why: 'First version', published_by: begun.by, published_at: begun.at })
    .execute()
  await useTemplate(db, {
    councilId: begun.councilId,
    templateId,
    sourceId: begun.councilId,
    kind: begun.kind,
    name: begun.name,
    version: 1,
    content: begun.content,
    follows: true,
    on: begun.on,
    by: begun.by,
    at: begun.at,
  })
  return templateId
}

export type Taken = Omit<Use, 'adoptedOn' | 'adoptedBy' | 'reachedAt'> & { on: Day; by: string; at: Temporal.Instant }

/** A council takes a template up. A form of the same kind that it used before is put aside. */
export const useTemplate = async (db: Db, taken: Taken): Promise<void> => {
  if (taken.kind !== 'policy') {
    await db
      .updateTable('template_use')
      .set({ left_on: taken.on, left_by: taken.by })
      .where('council_id', '=', taken.councilId)
      .where('kind', '=', taken.kind)
      .where('left_on', 'is', null)
      .execute()
  }
  const words = {
    source_id: taken.sourceId,
    kind: taken.kind,
    name: taken.name,
    version: taken.version,
    content: JSON.stringify(taken.content),
    follows: taken.follows,
    adopted_on: taken.on,
    adopted_by: taken.by,
    reached_at: taken.at,
    left_on: null,
    left_by: null,
  }
  await db
    .insertInto('template_use')
    .values({ council_id: taken.councilId, template_id: taken.templateId, ...words })
    .onConflict((same) => same.columns(['council_id', 'template_id']).doUpdateSet(words))
    .execute()
}

/** Whether new versions come at once, and which version is held now. */
export const changeUse = async (
  db: Db,
  councilId: number,
  templateId: string,
  change: { follows: boolean; version: number; content: Content; at: Temporal.Instant },
): Promise<void> => {
  await db
    .updateTable('template_use')
    .set({
      follows: change.follows,
      version: change.version,
      content: JSON.stringify(change.content),
      reached_at: change.at,
    })
    .where('council_id', '=', councilId)
    .where('template_id', '=', templateId)
    .where('left_on', 'is', null)
    .execute()
}

export const stopUsing = async (db: Db, councilId: number, templateId: string, on: Day, by: string): Promise<void> => {
  await db
    .updateTable('template_use')
    .set({ left_on: on, left_by: by })
    .where('council_id', '=', councilId)
    .where('template_id', '=', templateId)
    .where('left_on', 'is', null)
    .execute()
}

/** Publishes the next version to every council that follows. The number it reached; null: somebody was quicker. */
export const publishVersion = async (
  db: Db,
  next: {
    councilId: number
    templateId: string
    version: number
    content: Content
    why: string
    by: string
    at: Temporal.Instant
  },
): Promise<number | null> => {
  const added = await db
    .insertInto('template_version')
    .values({
      council_id: next.councilId,
      template_id: next.templateId,
      version: next.version,
      content: JSON.stringify(next.content),
      why: next.why,
      published_by: next.by,
      published_at: next.at,
    })
    .onConflict((same) => same.columns(['council_id', 'template_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst()
  if (!added) return null
  const { rows } = await sql<{ reached: number | null }>`
    select publish_template(${next.councilId}::int, ${next.templateId}::uuid, ${next.version}::int) as reached`.execute(
    db,
  )
  return rows[0]?.reached ?? null
}

export type NewDifference = Omit<Difference, 'differenceId'> & {
  councilId: number
  templateId: string
  why: string
  madeBy: string
  madeOn: Day
  reviewOn: Day
  replaces: string | null
}

/** False when the council says something of its own there already. */
export const addDifference = async (db: Db, one: NewDifference): Promise<boolean> => {
  const row = await db
    .insertInto('local_difference')
    .values({
      council_id: one.councilId,
      difference_id: newId(),
      template_id: one.templateId,
      effect: one.effect,
      place: one.place,
      original: one.original,
      says: one.says,
      why: one.why,
      made_by: one.madeBy,
      made_on: one.madeOn,
      review_on: one.reviewOn,
      replaces: one.replaces,
    })
    .onConflict((same) =>
      same
        .columns(['council_id', 'template_id', 'place'])
        .where('withdrawn_on', 'is', null)
        .where('effect', '<>', sql.lit('adds'))
        .doNothing(),
    )
    .returning('difference_id')
    .executeTakeFirst()
  return row !== undefined
}

/** False when it was withdrawn before. */
export const withdrawDifference = async (
  db: Db,
  councilId: number,
  differenceId: string,
  withdrawn: { on: Day; by: string; why: string },
): Promise<boolean> => {
  const row = await db
    .updateTable('local_difference')
    .set({ withdrawn_on: withdrawn.on, withdrawn_by: withdrawn.by, withdrawn_why: withdrawn.why })
    .where('council_id', '=', councilId)
    .where('difference_id', '=', differenceId)
    .where('withdrawn_on', 'is', null)
    .returning('difference_id')
    .executeTakeFirst()
  return row !== undefined
}
