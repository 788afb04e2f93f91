import { z } from 'zod'
import { newId } from '../../../lib/ids.ts'
import { longestQuery, queryKeys } from '../../../lib/search-keys.ts'
import { optionalWords } from '../../../web/form.ts'
import { type Ask, goWithAnswers, notFound, type Outcome, page, redirect, refused, task } from '../../../web/task.ts'
import { findChildren, planOf, searchedFor, waysToWiden } from '../../children/index.ts'
import { tonightsAlerts } from '../alerts/queries.ts'
import { visitsShown } from '../lone-visit/queries.ts'
import { nightGrants, nightPosts, nightTeams } from '../night.ts'
import { onCallFor, partWords, phoneLink, type Shift } from '../rota/shift.ts'
import { closedNow, hiddenParts } from './desk.ts'
import { agreedHours, deskState } from './queries.ts'

/**
 * The night desk: one box for whatever the caller says, over every council the team answers for at this moment. What was
 * typed is kept with the worker and never stands in an address.
 */
export const workTheDesk = task({
  may: 'work the night desk',
  changesNothing: true,
  form: () => z.object({ q: optionalWords({ limit: 1000 }) }),
  show: (ask) => showDesk(ask),
  submit: async ({ answers }) => (answers.q === '' ? redirect('/night') : goWithAnswers(`/night/search/${newId()}`)),
})

/** What a search found, under the id of what was typed; another worker's search is not found. */
export const seeNightFound = task({
  may: 'work the night desk',
  form: () => z.object({ q: optionalWords() }),
  show: async (ask) => (ask.form.draftSavedAt === null ? notFound : showDesk(ask)),
})

const shown = (shift: Shift) => ({
  name: shift.name,
  part: partWords[shift.part],
  team: shift.team,
  phone: phoneLink(shift.phone),
  to: shift.to,
})

/** Alerts shown at once; the rest stand on their own page. */
const mostAlerts = 5

const showDesk = async (ask: Ask): Promise<Outcome> => {
  const { db, viewer, look, today, now, form } = ask
  const { scopes } = viewer
  const posts = nightPosts(scopes)
  if (posts.length === 0)
    return refused('The night desk is for those who answer when offices are closed. Who is on stands on the rota')
  const councils = [...new Set(nightGrants(scopes).map((grant) => grant.councilId))]
  const closedIds = scopes.refusals.flatMap((one) => one.arrangementId ?? [])
  const hours = councils.length > 0 ? new Map() : await agreedHours(db, scopes.directory, closedIds)
  const closed = closedNow(scopes, hours, now, ask.calendar).filter(
    (one) => !one.councilIds.every((id) => councils.includes(id)),
  )
  const closedShown = closed.map((one) => ({
    councils: one.councilIds.map((id) => look(id).name),
    reason: one.reason,
    opensAt: one.opensAt,
  }))
  if (councils.length === 0)
    return page('night-desk/desk/desk-closed', { closed: closedShown }, { audit: [{ detail: { open: 0 } }] })

  const typed = form.errors.q ? '' : String(form.values.q ?? '').trim()
  const asked = queryKeys(typed, today)
  const plan = typed === '' ? null : planOf(asked)
  const state = typed === '' ? 'empty' : plan === null ? 'too little' : 'searched'
  const [desk, results, left, visits] = await Promise.all([
    deskState(db, {
      workerId: viewer.workerId,
      councils,
      directory: scopes.directory,
      now,
      parts: plan === null ? [] : hiddenParts(asked),
    }),
    plan === null ? null : findChildren(ask, asked, plan, councils),
    state === 'empty' ? tonightsAlerts(db, councils, now) : [],
    visitsShown(db, viewer, now),
  ])
  const alerts = left.slice(0, mostAlerts)
  const overdue = visits.filter((visit) => visit.state !== 'out')
  const teams = nightTeams(scopes)
  const call = (councilId: number) => {
    const shift = onCallFor(desk.shifts, councilId, teams)
    return shift === null ? null : { name: shift.name, phone: phoneLink(shift.phone) }
  }
  const ours = desk.shifts.filter((shift) => teams.includes(shift.teamId))
  const listed: ReadonlyMap<number, string[]> =
    results?.byCouncil ??
    new Map([...Map.groupBy(alerts, (one) => one.councilId)].map(([id, list]) => [id, list.map((one) => one.childId)]))
  return page(
    'night-desk/desk/work-the-desk',
    {
      typed: [...typed].slice(0, longestQuery).join(''),
      councils: councils.map(look).sort((a, b) => a.name.localeCompare(b.name)),
      closed: closedShown,
      state,
      searched: searchedFor(asked),
      widen: waysToWiden(asked),
      notes: results?.manyAdults
        ? [...asked.notes, 'Many parents and carers answer too. Add something to see the children of all of them']
        : asked.notes,
      results: results?.shown ?? [],
      more: results?.more ?? false,
      heard: results?.heard ?? true,
      hidden: desk.hidden.map((one) => ({ look: look(one.councilId), onCall: call(one.councilId) })),
      call: desk.call,
      onNow: ours.map(shown),
      alerts: alerts.map((alert) => ({
        name: alert.childName,
        path: `/${alert.councilId}/children/${alert.childId}/night`,
        council: look(alert.councilId).name,
        risk: alert.risk,
        whatToDo: alert.whatToDo,
      })),
      allAlerts: left.length,
      handovers: desk.handovers,
      visit: desk.visit,
      overdue,
    },
    {
      audit:
        listed.size === 0 && desk.hidden.length === 0
          ? [{ detail: { shown: [] } }]
          : [
              ...[...listed].map(([councilId, ids]) => ({ councilId, detail: { shown: ids } })),
              ...desk.hidden
                .filter((one) => !listed.has(one.councilId))
                .map((one) => ({ councilId: one.councilId, detail: { shown: [], hidden: one.records } })),
            ],
    },
  )
}
