import type { Db } from '../../../database/connection.ts'
import { displayName } from '../../children/index.ts'

export type NightAlert = {
  councilId: number
  alertId: string
  childId: string
  childName: string
  risk: string
  whatToDo: string
  authorisedBy: string
  leftBy: string
  leftAt: Temporal.Instant
  expiresAt: Temporal.Instant
  withdrawnAt: Temporal.Instant | null
}

const rowsOf = (db: Db) =>
  db
    .selectFrom('night_alert as a')
    .innerJoin('person as p', (join) =>
      join.onRef('p.council_id', '=', 'a.council_id').onRef('p.person_id', '=', 'a.child_id'),
    )
    .select([
      'a.council_id as councilId',
      'a.alert_id as alertId',
      'a.child_id as childId',
      'a.risk',
      'a.what_to_do as whatToDo',
      'a.authorised_by as authorisedBy',
      'a.left_by as leftBy',
      'a.left_at as leftAt',
      'a.expires_at as expiresAt',
      'a.withdrawn_at as withdrawnAt',
      'p.given_name as givenName',
      'p.family_name as familyName',
      'p.known_as as knownAs',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]
const alertOf = ({ givenName, familyName, knownAs, ...row }: Row): NightAlert => ({
  ...row,
  childName: displayName({ givenName, familyName, knownAs }),
})

/** The alerts that hold at a moment in these councils, the newest first. One reading. */
export const tonightsAlerts = async (
  db: Db,
  councilIds: readonly number[],
  now: Temporal.Instant,
): Promise<NightAlert[]> => {
  if (councilIds.length === 0) return []
  const rows = await rowsOf(db)
    .where('a.council_id', 'in', [...councilIds])
    .where('a.withdrawn_at', 'is', null)
    .where('a.left_at', '<=', now)
    .where('a.expires_at', '>', now)
    .orderBy('a.left_at', 'desc')
    .limit(300)
    .execute()
  return rows.map(alertOf)
}

/** Every alert left about a child, the newest first. */
export const alertsOfChild = async (db: Db, councilId: number, childId: string): Promise<NightAlert[]> => {
  const rows = await rowsOf(db)
    .where('a.council_id', '=', councilId)
    .where('a.child_id', '=', childId)
    .orderBy('a.left_at', 'desc')
    .limit(60)
    .execute()
  return rows.map(alertOf)
}

export const leaveAlert = async (
  db: Db,
  alert: Omit<NightAlert, 'childName' | 'withdrawnAt'> & { restricted: boolean },
): Promise<void> => {
  await db
    .insertInto('night_alert')
    .values({
      council_id: alert.councilId,
      alert_id: alert.alertId,
      child_id: alert.childId,
      restricted: alert.restricted,
      risk: alert.risk,
      what_to_do: alert.whatToDo,
      authorised_by: alert.authorisedBy,
      left_by: alert.leftBy,
      left_at: alert.leftAt,
      expires_at: alert.expiresAt,
    })
    .execute()
}

/** False when there is no such alert that still stands. */
export const withdrawAlert = async (
  db: Db,
  which: { councilId: number; childId: string; alertId: string },
  by: string,
  at: Temporal.Instant,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('night_alert')
    .set({ withdrawn_at: at, withdrawn_by: by })
    .where('council_id', '=', which.councilId)
    .where('child_id', '=', which.childId)
    .where('alert_id', '=', which.alertId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
