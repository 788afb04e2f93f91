import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'

export type Exchange = {
  councilId: number
  exchangeId: string
  title: string
  heldOn: Day
  withIds: number[]
  learned: string
  recordedBy: string
}

/** Exchanges that these councils recorded, the newest first. */
export const exchangesOf = (db: Db, councilIds: readonly number[], exchangeId?: string): Promise<Exchange[]> => {
  let query = db
    .selectFrom('exchange')
    .select([
      'council_id as councilId',
      'exchange_id as exchangeId',
      'title',
      'held_on as heldOn',
      'with_ids as withIds',
      'learned',
      'recorded_by as recordedBy',
    ])
    .where('council_id', 'in', councilIds)
    .orderBy('held_on', 'desc')
    .limit(200)
  if (exchangeId !== undefined) query = query.where('exchange_id', '=', exchangeId)
  return query.execute()
}

export type ActionKind = 'adopts' | 'does'
export type Action = {
  councilId: number
  actionId: string
  exchangeCouncilId: number
  exchangeId: string
  kind: ActionKind
  words: string
  ownerId: string
  dueOn: Day
  doneOn: Day | null
  effect: string | null
  effectOn: Day | null
  version: number
}

/** What these councils do because of exchanges, the soonest first. */
export const actionsOf = async (db: Db, councilIds: readonly number[], exchangeId?: string): Promise<Action[]> => {
  let query = db
    .selectFrom('exchange_action')
    .select([
      'council_id as councilId',
      'action_id as actionId',
      'exchange_council_id as exchangeCouncilId',
      'exchange_id as exchangeId',
      'kind',
      'words',
      'owner_id as ownerId',
      'due_on as dueOn',
      'done_on as doneOn',
      'effect',
      'effect_on as effectOn',
      'version',
    ])
    .where('council_id', 'in', councilIds)
    .orderBy('due_on')
    .orderBy('action_id')
  if (exchangeId !== undefined) query = query.where('exchange_id', '=', exchangeId)
  return (await query.execute()).map((row) => ({ ...row, kind: row.kind as ActionKind }))
}

export const recordExchange = async (
  db: Db,
  one: Omit<Exchange, 'exchangeId' | 'recordedBy'> & { by: string; at: Temporal.Instant },
): Promise<string> => {
  const exchangeId = newId()
  await db
    .insertInto('exchange')
    .values({
      council_id: one.councilId,
      exchange_id: exchangeId,
      title: one.title,
      held_on: one.heldOn,
      with_ids: one.withIds,
      learned: one.learned,
      recorded_by: one.by,
      recorded_at: one.at,
    })
    .execute()
  return exchangeId
}

export const addAction = async (
  db: Db,
  one: Pick<Action, 'councilId' | 'exchangeCouncilId' | 'exchangeId' | 'kind' | 'words' | 'ownerId' | 'dueOn'> & {
    by: string
    at: Temporal.Instant
  },
): Promise<void> => {
  await db
    .insertInto('exchange_action')
    .values({
      council_id: one.councilId,
      action_id: newId(),
      exchange_council_id: one.exchangeCouncilId,
      exchange_id: one.exchangeId,
      kind: one.kind,
      words: one.words,
      owner_id: one.ownerId,
      due_on: one.dueOn,
      recorded_by: one.by,
      recorded_at: one.at,
    })
    .execute()
}

/** False when somebody changed it first. */
export const changeAction = async (
  db: Db,
  councilId: number,
  actionId: string,
  version: number,
  change: { dueOn: Day; doneOn: Day | null; effect: string | null; effectOn: Day | null },
): Promise<boolean> => {
  const row = await db
    .updateTable('exchange_action')
    .set({
      due_on: change.dueOn,
      done_on: change.doneOn,
      effect: change.effect,
      effect_on: change.effectOn,
      version: version + 1,
    })
    .where('council_id', '=', councilId)
    .where('action_id', '=', actionId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row !== undefined
}

export type Idea = {
  councilId: number
  ideaId: string
  workerId: string
  title: string
  words: string
  saidOn: Day
  ownerId: string
  answerDueOn: Day
  answerKind: string | null
  answer: string | null
  answeredOn: Day | null
  answeredBy: string | null
  version: number
}

/** Ideas of these councils, those without an answer first. */
export const ideasOf = (db: Db, councilIds: readonly number[], ideaId?: string): Promise<Idea[]> => {
  let query = db
    .selectFrom('idea')
    .select([
      'council_id as councilId',
      'idea_id as ideaId',
      'worker_id as workerId',
      'title',
      'words',
      'said_on as saidOn',
      'owner_id as ownerId',
      'answer_due_on as answerDueOn',
      'answer_kind as answerKind',
      'answer',
      'answered_on as answeredOn',
      'answered_by as answeredBy',
      'version',
    ])
    .where('council_id', 'in', councilIds)
    .orderBy('answered_on', (order) => order.desc().nullsFirst())
    .orderBy('answer_due_on')
    .limit(200)
  if (ideaId !== undefined) query = query.where('idea_id', '=', ideaId)
  return query.execute()
}

export const sayIdea = async (
  db: Db,
  one: { councilId: number; by: string; title: string; words: string; on: Day; ownerId: string; answerDueOn: Day },
): Promise<string> => {
  const ideaId = newId()
  await db
    .insertInto('idea')
    .values({
      council_id: one.councilId,
      idea_id: ideaId,
      worker_id: one.by,
      title: one.title,
      words: one.words,
      said_on: one.on,
      owner_id: one.ownerId,
      answer_due_on: one.answerDueOn,
    })
    .execute()
  return ideaId
}

/** False when it was answered before. */
export const answerIdea = async (
  db: Db,
  councilId: number,
  ideaId: string,
  answer: { kind: string; words: string; on: Day; by: string },
): Promise<boolean> => {
  const row = await db
    .updateTable('idea')
    .set({ answer_kind: answer.kind, answer: answer.words, answered_on: answer.on, answered_by: answer.by })
    .where('council_id', '=', councilId)
    .where('idea_id', '=', ideaId)
    .where('answer', 'is', null)
    .returning('idea_id')
    .executeTakeFirst()
  return row !== undefined
}
