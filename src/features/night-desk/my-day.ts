import { may } from '../../access/may.ts'
import type { Ask } from '../../web/task.ts'
import type { DayPart } from '../children/index.ts'
import { reviewsWaiting } from './break-glass/queries.ts'
import { handoversWaiting } from './handover/queries.ts'
import { shiftsAt } from './rota/queries.ts'
import { byPart } from './rota/see-rota.ts'
import { partWords, phoneLink } from './rota/shift.ts'

/** More than these who are on now are one press away. */
const mostOnNow = 8

/** On a worker's day: who covers now, and the records opened beyond the agreement that wait for them. */
export const nightOnMyDay = async (ask: Ask): Promise<DayPart[]> => {
  const { db, viewer, today, look } = ask
  const { scopes } = viewer
  const reviews = [...new Set(scopes.grants.map((grant) => grant.councilId))].filter(
    (councilId) => 'allowed' in may(scopes, 'review broken glass', { councilId }),
  )
  const takes = [...new Set(scopes.grants.map((grant) => grant.councilId))].filter(
    (councilId) => 'allowed' in may(scopes, 'take on what the night handed over', { councilId }),
  )
  const [shifts, waiting, handed] = await Promise.all([
    shiftsAt(db, scopes.directory, ask.now),
    reviewsWaiting(db, reviews, viewer.workerId, today),
    handoversWaiting(db, takes),
  ])
  const teams = scopes.livePosts.flatMap((post) => post.teamId ?? [])
  const councils = new Set(scopes.livePosts.flatMap((post) => post.reach.map((reach) => reach.councilId)))
  const ours = shifts.filter((shift) => teams.includes(shift.teamId) || councils.has(shift.councilId))
  const shown = (ours.length > 0 ? ours : shifts).toSorted(
    (a, b) => Number(teams.includes(b.teamId)) - Number(teams.includes(a.teamId)) || byPart(a, b),
  )
  return [
    {
      title: 'From the night',
      lines: handed.map((one) => ({
        strong: `${one.waiting} ${one.waiting === 1 ? 'matter waits' : 'matters wait'} for somebody to take on`,
        text: look(one.councilId).name,
        dial: null,
        href: `/${one.councilId}/handover`,
      })),
      more: null,
    },
    {
      title: 'Waiting for you to look into',
      lines: waiting.map((one) => ({
        strong: `${one.waiting} ${one.waiting === 1 ? 'record' : 'records'} opened beyond the agreement`,
        text: `${look(one.councilId).name}${one.escalated > 0 ? `, ${one.escalated} with the director` : ''}`,
        dial: null,
        href: `/${one.councilId}/break-glass`,
      })),
      more: null,
    },
    {
      title: 'On now',
      lines: shown.slice(0, mostOnNow).map((shift) => ({
        strong: `${partWords[shift.part]}: ${shift.name}`,
        text: [shift.team, phoneLink(shift.phone)?.text].filter(Boolean).join(', '),
        dial: phoneLink(shift.phone)?.dial ?? null,
        href: null,
      })),
      more: { href: '/rota', text: 'Who is on' },
    },
  ]
}
