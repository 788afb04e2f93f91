import { may } from '../../../access/may.ts'
import { type Ask, page, task } from '../../../web/task.ts'
import { displayName, workerNames } from '../../children/index.ts'
import { nightGrants } from '../night.ts'
import { alertsOfChild, type NightAlert, tonightsAlerts } from './queries.ts'

const withNames = async (ask: Pick<Ask, 'db' | 'viewer'>, alerts: readonly NightAlert[]) => {
  const names = await workerNames(
    ask.db,
    ask.viewer.scopes.directory,
    alerts.flatMap((alert) => [alert.authorisedBy, alert.leftBy]),
  )
  return alerts.map((alert) => ({
    ...alert,
    by: names.get(alert.authorisedBy) ?? 'a manager',
    from: names.get(alert.leftBy) ?? 'a colleague',
  }))
}

/** The alerts left about one child, those that hold and earlier ones. */
export const seeAlertsOfChild = task({
  may: "see tonight's alerts",
  async show(ask) {
    const { councilId, childId, subject, now, viewer } = ask
    const alerts = await withNames(ask, await alertsOfChild(ask.db, councilId, childId))
    const holds = (alert: NightAlert): boolean =>
      alert.withdrawnAt === null && Temporal.Instant.compare(now, alert.expiresAt) < 0
    const target = { councilId, childId, restricted: subject.restricted, allocated: subject.allocated }
    const path = `/${councilId}/children/${childId}`
    return page('night-desk/alerts/see-alerts-of-child', {
      name: displayName(subject),
      path,
      back: viewer.scopes.record.includes(councilId) ? path : `${path}/night`,
      leaves: 'allowed' in may(viewer.scopes, 'leave an alert for tonight', target),
      holding: alerts.filter(holds),
      earlier: alerts.filter((alert) => !holds(alert)),
    })
  },
})

/** Everything the day teams left for tonight, over all councils the night team answers for. */
export const seeTonightsAlerts = task({
  may: 'read the alerts of the night',
  async show(ask) {
    const councils = [...new Set(nightGrants(ask.viewer.scopes).map((grant) => grant.councilId))]
    const alerts = await withNames(ask, await tonightsAlerts(ask.db, councils, ask.now))
    const byCouncil = [...Map.groupBy(alerts, (alert) => alert.councilId)]
    return page(
      'night-desk/alerts/tonights-alerts',
      {
        councils: byCouncil
          .map(([councilId, of]) => ({ look: ask.look(councilId), alerts: of }))
          .sort((a, b) => a.look.name.localeCompare(b.look.name)),
      },
      {
        audit:
          byCouncil.length === 0
            ? [{ detail: { shown: [] } }]
            : byCouncil.map(([councilId, of]) => ({ councilId, detail: { shown: of.map((alert) => alert.childId) } })),
      },
    )
  },
})
