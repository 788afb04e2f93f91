import { sql } from 'kysely'
import type { Role } from '../../access/roles.ts'
import type { Db } from '../../database/connection.ts'
import type { Day } from '../../lib/day.ts'
import { idFrom } from '../../lib/ids.ts'
import { normaliseName } from '../../lib/names.ts'

// Workers that a council's return speaks of: a number, and who held which child when. Names are not in it. Runs inside
// the caller's transaction and walls.

export type WorkerHere = { workerId: string; number: string | null; sourceKey: string | null; teamId: string | null }

/** Everybody with a number of Social Work England or of an earlier return in this council, with the team they work in. */
export const numberedWorkers = async (db: Db, councilId: number, today: Day): Promise<WorkerHere[]> => {
  const { rows } = await sql<WorkerHere>`
    select w.worker_id as "workerId", w.swe_number as number, w.source_key as "sourceKey",
      (select p.team_id from post p where p.worker_id = w.worker_id and p.council_id = w.council_id
        and p.team_council_id = w.council_id and p.ended_at is null and (p.ends_on is null or p.ends_on >= ${today})
        order by p.starts_on desc, p.post_id limit 1) as "teamId"
    from worker w where w.council_id = ${councilId} and (w.swe_number is not null or w.source_key is not null)
    order by w.worker_id`.execute(db)
  return rows
}

/** The team that people from a return stand in until the council puts them where they belong. */
export const teamOfReturn = (councilId: number): string => idFrom(`${councilId} team of the return`, 0)

export const addTeamOfReturn = async (db: Db, councilId: number, managerId: string | null): Promise<void> => {
  await db
    .insertInto('team')
    .values({
      council_id: councilId,
      team_id: teamOfReturn(councilId),
      name: 'Children’s services',
      manager_id: managerId,
    })
    .execute()
}

export type WorkerToAdd = {
  workerId: string
  given: string
  family: string
  displayName: string
  sweNumber: string | null
  sourceKey: string | null
  signInSubject: string | null
  title: string
  role: Role
  startsOn: Day
  /** null: in post today */
  endsOn: Day | null
}

const workersAtOnce = 500

/** Adds workers, each with one whole post in the council's own team that serves this council alone. */
export const addWorkers = async (db: Db, councilId: number, workers: readonly WorkerToAdd[]): Promise<void> => {
  const teamId = teamOfReturn(councilId)
  for (let at = 0; at < workers.length; at += workersAtOnce) {
    const some = workers.slice(at, at + workersAtOnce)
    const postOf = new Map(some.map((one) => [one.workerId, idFrom(`${one.workerId} post`, 0)]))
    await db
      .insertInto('worker')
      .values(
        some.map((one) => ({
          council_id: councilId,
          worker_id: one.workerId,
          given_name: one.given,
          family_name: one.family,
          display_name: one.displayName,
          normal_name: normaliseName(one.displayName),
          swe_number: one.sweNumber,
          source_key: one.sourceKey,
          sign_in_subject: one.signInSubject,
        })),
      )
      .execute()
    await db
      .insertInto('post')
      .values(
        some.map((one) => ({
          council_id: councilId,
          post_id: postOf.get(one.workerId) as string,
          worker_id: one.workerId,
          title: one.title,
          role: one.role,
          functions: ["children's social care"],
          team_council_id: councilId,
          team_id: teamId,
          fte: 1,
          starts_on: one.startsOn,
          ends_on: one.endsOn,
        })),
      )
      .execute()
    await db
      .insertInto('post_reach')
      .values(
        some.map((one) => ({
          council_id: councilId,
          post_id: postOf.get(one.workerId) as string,
          reaches_id: councilId,
          share: 100,
        })),
      )
      .execute()
  }
}

/** Posts made from an earlier return that had ended, of people who hold children again. Answers how many. */
export const reopenPosts = async (
  db: Db,
  councilId: number,
  workerIds: readonly string[],
  signInSubjects: ReadonlyMap<string, string>,
): Promise<number> => {
  let reopened = 0
  for (const workerId of workerIds) {
    const result = await db
      .updateTable('post')
      .set((row) => ({ ends_on: null, version: row('version', '+', 1) }))
      .where('council_id', '=', councilId)
      .where('post_id', '=', idFrom(`${workerId} post`, 0))
      .where('ends_on', 'is not', null)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) continue
    reopened += 1
    const subject = signInSubjects.get(workerId)
    if (subject === undefined) continue
    await db
      .updateTable('worker')
      .set({ sign_in_subject: subject })
      .where('council_id', '=', councilId)
      .where('worker_id', '=', workerId)
      .where('sign_in_subject', 'is', null)
      .execute()
  }
  return reopened
}
