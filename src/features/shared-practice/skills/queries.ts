import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { type Day, dayOf } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { HeldSkill, Level } from './skill.ts'

const list = (values: readonly number[]) => sql.join(values.map((value) => sql`${value}`))

export type SkillRow = HeldSkill & { name: string; workerCouncilId: number; endedWhy: string | null }

/** Every skill recorded in these councils, with its holder and the last day of the holder's posts; of one worker if asked. */
export const skillRows = async (
  db: Db,
  councilIds: readonly number[],
  now: Temporal.Instant,
  workerId?: string,
): Promise<SkillRow[]> => {
  if (councilIds.length === 0) return []
  const { rows } = await sql<SkillRow>`
    select s.council_id as "councilId", s.skill_id as "skillId", s.worker_id as "workerId", s.skill, s.level, s.since, s.until,
      s.ended_on as "endedOn", s.ended_why as "endedWhy", w.display_name as name, w.council_id as "workerCouncilId",
      (select max(least(coalesce(p.ends_on, '9999-12-31'), coalesce(timezone('Europe/London', p.ended_at)::date - 1, '9999-12-31')))
        from post p where p.worker_id = s.worker_id and p.council_id in (${list(councilIds)}) and p.starts_on <= ${dayOf(now)}) as "servesUntil"
    from worker_skill s join worker w on w.worker_id = s.worker_id and w.council_id in (${list(councilIds)})
    where s.council_id in (${list(councilIds)}) ${workerId === undefined ? sql`` : sql`and s.worker_id = ${workerId}`}
    order by s.skill, w.family_name, w.given_name`.execute(db)
  return rows
}

const sharingStaff = ['joint employment', 'section 113', 'delegation', 'company']

/** Agreements in force under which staff of these councils serve one another, with their parties today. */
export const staffAgreements = async (
  db: Db,
  councilIds: readonly number[],
  now: Temporal.Instant,
): Promise<{ title: string; councilIds: number[] }[]> => {
  if (councilIds.length === 0) return []
  const today = dayOf(now)
  const rows = await db
    .selectFrom('arrangement')
    .innerJoin('arrangement_party', (join) =>
      join
        .onRef('arrangement_party.council_id', '=', 'arrangement.council_id')
        .onRef('arrangement_party.arrangement_id', '=', 'arrangement.arrangement_id'),
    )
    .select([
      'arrangement.arrangement_id as arrangementId',
      'arrangement.title',
      'arrangement_party.party_id as partyId',
    ])
    .where('arrangement.council_id', 'in', councilIds)
    .where('arrangement.kind', 'in', sharingStaff)
    .where('arrangement.starts_on', '<=', today)
    .where(sql<boolean>`(arrangement.ends_on is null or arrangement.ends_on >= ${today}) and (arrangement.ended_at is null or arrangement.ended_at > ${now})
      and arrangement_party.joined_on <= ${today} and (arrangement_party.left_on is null or arrangement_party.left_on >= ${today})`)
    .execute()
  return [...Map.groupBy(rows, (row) => row.arrangementId).values()].map((same) => ({
    title: same[0]!.title,
    councilIds: [...new Set(same.map((row) => row.partyId))],
  }))
}

export const workerRow = async (db: Db, councilId: number, workerId: string): Promise<{ name: string } | undefined> =>
  db
    .selectFrom('worker')
    .select('display_name as name')
    .where('council_id', '=', councilId)
    .where('worker_id', '=', workerId)
    .executeTakeFirst()

export type NewSkill = {
  councilId: number
  workerId: string
  skill: string
  level: Level
  since: Day
  until: Day | null
  by: string
  at: Temporal.Instant
}

/** False when it is on the register already. */
export const recordSkill = async (db: Db, one: NewSkill): Promise<boolean> => {
  const row = await db
    .insertInto('worker_skill')
    .values({
      council_id: one.councilId,
      skill_id: newId(),
      worker_id: one.workerId,
      skill: one.skill,
      level: one.level,
      since: one.since,
      until: one.until,
      recorded_by: one.by,
      recorded_at: one.at,
    })
    .onConflict((same) => same.columns(['council_id', 'worker_id', 'skill']).where('ended_on', 'is', null).doNothing())
    .returning('skill_id')
    .executeTakeFirst()
  return row !== undefined
}

export const endSkill = async (db: Db, councilId: number, skillId: string, on: Day, why: string): Promise<boolean> => {
  const row = await db
    .updateTable('worker_skill')
    .set({ ended_on: on, ended_why: why })
    .where('council_id', '=', councilId)
    .where('skill_id', '=', skillId)
    .where('ended_on', 'is', null)
    .returning('skill_id')
    .executeTakeFirst()
  return row !== undefined
}

export type Consultation = {
  councilId: number
  consultationId: string
  askedBy: string
  holderCouncilId: number
  holderId: string
  skill: string
  question: string
  askedAt: Temporal.Instant
  wantedBy: Day
  answer: string | null
  answeredAt: Temporal.Instant | null
}

/** Questions that this worker asked or was asked, with the holder's answer, the newest first. */
export const consultationsOf = async (
  db: Db,
  councilIds: readonly number[],
  workerId: string,
  consultationId?: string,
): Promise<Consultation[]> => {
  if (councilIds.length === 0) return []
  let query = db
    .selectFrom('consultation')
    .leftJoin('consultation_answer', (join) =>
      join
        .onRef('consultation_answer.council_id', '=', 'consultation.holder_council_id')
        .onRef('consultation_answer.consultation_id', '=', 'consultation.consultation_id')
        .onRef('consultation_answer.worker_id', '=', 'consultation.holder_id'),
    )
    .select([
      'consultation.council_id as councilId',
      'consultation.consultation_id as consultationId',
      'consultation.worker_id as askedBy',
      'consultation.holder_council_id as holderCouncilId',
      'consultation.holder_id as holderId',
      'consultation.skill',
      'consultation.question',
      'consultation.asked_at as askedAt',
      'consultation.wanted_by as wantedBy',
      'consultation_answer.words as answer',
      'consultation_answer.answered_at as answeredAt',
    ])
    .where('consultation.council_id', 'in', councilIds)
    .where((by) => by.or([by('consultation.worker_id', '=', workerId), by('consultation.holder_id', '=', workerId)]))
    .orderBy('consultation.asked_at', 'desc')
    .limit(50)
  if (consultationId !== undefined) query = query.where('consultation.consultation_id', '=', consultationId)
  return query.execute()
}

export const askHolder = async (
  db: Db,
  asked: {
    councilId: number
    by: string
    holder: { councilId: number; workerId: string; skill: string }
    question: string
    at: Temporal.Instant
    wantedBy: Day
  },
): Promise<string> => {
  const consultationId = newId()
  await db
    .insertInto('consultation')
    .values({
      council_id: asked.councilId,
      consultation_id: consultationId,
      worker_id: asked.by,
      holder_council_id: asked.holder.councilId,
      holder_id: asked.holder.workerId,
      skill: asked.holder.skill,
      question: asked.question,
      asked_at: asked.at,
      wanted_by: asked.wantedBy,
    })
    .execute()
  return consultationId
}

export const answerConsultation = async (
  db: Db,
  answer: { councilId: number; consultationId: string; by: string; words: string; at: Temporal.Instant },
): Promise<boolean> => {
  const row = await db
    .insertInto('consultation_answer')
    .values({
      council_id: answer.councilId,
      consultation_id: answer.consultationId,
      worker_id: answer.by,
      words: answer.words,
      answered_at: answer.at,
    })
    .onConflict((same) => same.columns(['council_id', 'consultation_id']).doNothing())
    .returning('consultation_id')
    .executeTakeFirst()
  return row !== undefined
}
