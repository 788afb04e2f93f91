import type { Db } from '../../../database/connection.ts'
import { newId } from '../../../lib/ids.ts'
import { type Call, isForgotten } from './call.ts'

/** The call a worker is on, read by the worker alone; null without one, or when it was forgotten hours ago. */
export const openCallOf = async (db: Db, workerId: string, now: Temporal.Instant): Promise<Call | null> => {
  const row = await db
    .selectFrom('night_call')
    .select(['council_id as councilId', 'call_id as callId', 'started_at as startedAt'])
    .where('worker_id', '=', workerId)
    .where('ended_at', 'is', null)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && !isForgotten(row, now) ? row : null
}

/** Ends every call of the worker's that is still open: whoever takes the next one has put down the last. */
export const endCall = async (db: Db, workerId: string, at: Temporal.Instant): Promise<void> => {
  await db
    .updateTable('night_call')
    .set({ ended_at: at })
    .where('worker_id', '=', workerId)
    .where('ended_at', 'is', null)
    .where('started_at', '<=', at)
    .execute()
}

/** Begins a call in the council that hosts the team, and gives its id. A call that was still open ends. */
export const startCall = async (
  db: Db,
  call: { councilId: number; workerId: string; at: Temporal.Instant },
): Promise<string> => {
  await endCall(db, call.workerId, call.at)
  const callId = newId()
  await db
    .insertInto('night_call')
    .values({ council_id: call.councilId, call_id: callId, worker_id: call.workerId, started_at: call.at })
    .execute()
  return callId
}
