import type { Database } from '../../database/open.ts'
import { inTransaction, noWalls } from '../../database/transaction.ts'
import { looksNow } from '../../web/looks.ts'
import { tell } from '../notices/index.ts'
import { tellOfEscalatedBreaks } from './break-glass/tell.ts'
import { boardOf, dayManagersOf } from './handover/day-managers.ts'
import { stateAt } from './handover/handover.ts'
import { handoversNow } from './handover/queries.ts'
import { visitState } from './lone-visit/lone-visit.ts'
import { visitsOut } from './lone-visit/queries.ts'
import { shiftsAt } from './rota/queries.ts'
import { onCallFor } from './rota/shift.ts'

// What must be noticed though nobody has a page open. Nobody is signed in here: the service looks for itself, over all
// councils, at states and times alone, and writes notices without any child's data. A notice is made once for each worker and
// thing, so several processes may watch at once.

/** What has stood for a day was told a day ago: it is not looked at every minute for ever. */
const isFresh = (since: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(since, now.subtract({ hours: 24 })) > 0

/** What nobody has accepted by half past nine is told to that council's duty managers. Answers how many are red. */
export const tellOfRedHandovers = async (database: Database, now: Temporal.Instant): Promise<number> => {
  const looks = await looksNow(database)
  const councils = looks.ids()
  return inTransaction(
    database,
    async ({ db }) => {
      const red = (await handoversNow(db, councils, now)).filter((one) => {
        const standing = stateAt(one, now, looks.calendar(one.councilId))
        return standing.red && isFresh(standing.acceptedBy, now)
      })
      for (const one of red)
        await tell(db, {
          councilId: councils,
          workerIds: await dayManagersOf(db, councils, one, now, 'duty'),
          kind: 'handover red',
          words: 'Nobody has accepted a handover of the night. It is with you as duty manager',
          path: boardOf(one.councilId),
          aboutId: one.handoverId,
          now,
        })
      return { result: red.length }
    },
    { walls: { ...noWalls, find: councils, summary: councils, directory: councils } },
  )
}

/** Who is not back from a visit alone is told to the on-call manager. Answers how many are overdue. */
export const tellOfOverdueVisits = async (database: Database, now: Temporal.Instant): Promise<number> => {
  const councils = (await looksNow(database)).ids()
  return inTransaction(
    database,
    async ({ db }) => {
      const overdue = (await visitsOut(db)).filter(
        (visit) => visitState(visit, now) === 'overdue' && isFresh(visit.expectedBackAt, now),
      )
      if (overdue.length === 0) return { result: 0 }
      const shifts = await shiftsAt(db, councils, now)
      for (const visit of overdue) {
        const teams = shifts.filter((shift) => shift.workerId === visit.workerId).map((shift) => shift.teamId)
        const manager = onCallFor(shifts, visit.councilId, teams)
        await tell(db, {
          councilId: councils,
          workerIds: manager ? [manager.workerId] : [],
          kind: 'visit overdue',
          words: 'A colleague of the night team is not back from a visit alone. Look now, and ring',
          path: '/night/visit',
          aboutId: visit.visitId,
          now,
        })
      }
      return { result: overdue.length }
    },
    { walls: { ...noWalls, summary: councils, directory: councils } },
  )
}

/** What runs every minute beside the pages. Each is safe in several processes at once. */
export const nightJobs = [
  { name: 'handovers nobody accepted', everySeconds: 60, run: tellOfRedHandovers },
  { name: 'broken glass nobody looked into', everySeconds: 600, run: tellOfEscalatedBreaks },
  { name: 'visits alone overdue', everySeconds: 60, run: tellOfOverdueVisits },
] as const
