import { may } from '../../../access/may.ts'
import { page, task } from '../../../web/task.ts'
import { dueWords } from '../overview/due-words.ts'
import { tagsOn } from '../overview/tags.ts'
import { ageSentence, displayName } from '../people/person.ts'
import { partsOfDay } from './also.ts'
import { dueName } from './due-kinds.ts'
import { byRisk, concerns, daySentence, isDueThisWeek, isGoingLate, isLate, purposeOf } from './my-day.ts'
import { childKey, childrenHeldBy, childrenNamed, dueFor, type ListedChild, openSpells } from './queries.ts'

const mostListed = 30

/** What a signed-in person sees first: their children, what is going late, what is due; or what their post is for. */
export const seeMyDay = task({
  may: 'see own day',
  async show(ask) {
    const { db, viewer, look, calendar, today, now } = ask
    const { scopes } = viewer
    const held = await childrenHeldBy(db, scopes.summary, viewer.workerId)
    const named = held.length > 0 ? [] : await childrenNamed(db, scopes.directory, scopes.children)
    const [spells, due, parts] = await Promise.all([
      openSpells(db, [...held, ...named]),
      dueFor(db, held),
      partsOfDay(ask),
    ])

    const described = (child: ListedChild) => ({
      name: displayName(child),
      age: ageSentence(child, today),
      path: `/${child.councilId}/children/${child.childId}`,
      look: look(child.councilId),
      tags: tagsOn({
        spells: spells.get(childKey(child)) ?? [],
        on: today,
        restricted: child.restricted,
        confidentialAddress: false,
        diedOn: child.diedOn,
        wording: look(child.councilId).wording,
        whole: scopes.record.includes(child.councilId),
      }),
    })
    const byChild = new Map(held.map((child) => [childKey(child), child]))
    const items = due.flatMap((item) => {
      const child = byChild.get(childKey(item))
      if (!child || !concerns(child.role, item.timescale)) return []
      const when = { today, now, calendar: calendar(item.councilId) }
      const { words, kind } = dueName(item.timescale)
      return [
        {
          ...item,
          words,
          states: (spells.get(childKey(item)) ?? []).map((spell) => spell.kind),
          when: dueWords(item, when),
          goingLate: false,
          thisWeek: false,
          child: displayName(child),
          look: look(item.councilId),
          path: `/${item.councilId}/children/${item.childId}`,
          fix:
            kind === 'visit' && 'allowed' in may(viewer.scopes, 'record a visit', { councilId: item.councilId })
              ? `/${item.councilId}/children/${item.childId}/visits/new`
              : `/${item.councilId}/children/${item.childId}`,
        },
      ]
    })
    for (const item of items) {
      const when = { today, now, calendar: calendar(item.councilId) }
      item.goingLate = isGoingLate(item, when)
      item.thisWeek = isDueThisWeek(item, when)
    }
    const ordered = byRisk(items, { today, now })
    const late = items.filter((item) => isLate(item, { today, now }))
    const children = held.map((child) => {
      const next = items.find((item) => childKey(item) === childKey(child) && item.dueOn !== null)
      return { ...described(child), role: child.role, lastSeenOn: child.lastSeenOn, next: next ?? null }
    })

    const roles = [...new Set(scopes.livePosts.map((post) => post.role))]
    const closed = Map.groupBy(scopes.refusals, (refusal) => refusal.reason)
    const shownIn = Map.groupBy([...held, ...named], (child) => child.councilId)
    return page(
      'children/my-day/see-my-day',
      {
        several: shownIn.size > 1,
        weekday: today.toLocaleString('en-GB', { weekday: 'long' }),
        sentence: held.length > 0 ? daySentence(held.length, late) : null,
        children,
        goingLate: ordered.filter((item) => item.goingLate).slice(0, mostListed),
        moreLate: Math.max(0, ordered.filter((item) => item.goingLate).length - mostListed),
        thisWeek: ordered.filter((item) => item.thisWeek).slice(0, mostListed),
        moreThisWeek: Math.max(0, ordered.filter((item) => item.thisWeek).length - mostListed),
        named: named.map(described),
        parts,
        posts: scopes.livePosts.map((post) => ({ title: post.title, employer: look(post.employerId) })),
        purposes: held.length > 0 ? [] : roles.map(purposeOf),
        closed: [...closed].map(([reason, refusals]) => ({
          reason,
          councils: [...new Set(refusals.map((refusal) => refusal.councilId))].map((id) => look(id).name),
        })),
      },
      {
        audit:
          shownIn.size === 0
            ? [{ councilId: viewer.councilId, detail: { shown: [] } }]
            : [...shownIn].map(([councilId, shown]) => ({
                councilId,
                detail: { shown: shown.map((child) => child.childId) },
              })),
      },
    )
  },
})
