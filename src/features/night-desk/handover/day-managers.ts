import type { Db } from '../../../database/connection.ts'
import { dayOf } from '../../../lib/day.ts'
import { managersOf } from '../../children/index.ts'
import { tell } from '../../notices/index.ts'
import { shiftsIn } from '../rota/queries.ts'
import { type Handover, teamsOf } from './queries.ts'

/** Where somebody of the day looks at one council's handovers. */
export const boardOf = (councilId: number): string => `/${councilId}/handover`

/**
 * Who of a council's day answers for what the night hands over: its duty managers of that hour, and the manager of the
 * team it goes to. Where the rota names nobody and no team is chosen, the council's team managers.
 */
export const dayManagersOf = async (
  db: Db,
  directory: readonly number[],
  handover: Pick<Handover, 'councilId' | 'teamId'>,
  at: Temporal.Instant,
  parts: 'duty' | 'duty and team',
): Promise<string[]> => {
  const { councilId, teamId } = handover
  const shifts = await shiftsIn(db, [councilId], at, at)
  const duty = shifts
    .filter((shift) => shift.part === 'duty manager' && shift.councilId === councilId)
    .map((shift) => shift.workerId)
  const teams = parts === 'duty' && duty.length > 0 ? [] : await teamsOf(db, [councilId])
  const chosen = teams.find((team) => team.teamId === teamId) ?? teams.find((team) => team.kind === 'front door')
  const found = [...duty, ...(chosen?.managerId ? [chosen.managerId] : [])]
  if (found.length > 0) return [...new Set(found)]
  return (await managersOf(db, councilId, directory, dayOf(at))).slice(0, 3).map((manager) => manager.workerId)
}

/** Tells the day team that something of the night waits for them. */
export const tellSent = async (
  db: Db,
  directory: readonly number[],
  handover: Pick<Handover, 'councilId' | 'teamId' | 'handoverId'>,
  acceptedBy: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> => {
  await tell(db, {
    councilId: directory,
    workerIds: await dayManagersOf(db, directory, handover, acceptedBy, 'duty and team'),
    kind: 'handover sent',
    words: 'The night team has handed something over to your team. Accept it by 09:30',
    path: boardOf(handover.councilId),
    aboutId: handover.handoverId,
    now,
  })
}
