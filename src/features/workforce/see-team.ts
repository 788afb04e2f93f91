import { may } from '../../access/may.ts'
import { type Day, daysBetween, isBefore, zone } from '../../lib/day.ts'
import { addWorkingDays } from '../../lib/working-days.ts'
import { type Ask, notFound, type Outcome, page, refused, task } from '../../web/task.ts'
import { ageSentence, displayName, placeOf, tagsOn } from '../children/index.ts'
import { settingsOn, weightsOf, weightsSetting } from '../councils/index.ts'
import { boardSentences, isSortBy, type SortBy, sorted, sortNames, waitedInWords } from './board.ts'
import { type Carrier, type Case, caseOf, isWeighed, type Load, loadOf, plainCaseload } from './caseload.ts'
import { fteTotals } from './post.ts'
import {
  childrenOfTeam,
  type HeldChild,
  lateByWorker,
  type OpenState,
  openStates,
  type PostRow,
  postsOfTeam,
  type TeamRow,
  type Tie,
  teamCounts,
  teamOf,
  teamRows,
  tiesOf,
  waitingChildren,
} from './queries.ts'
import { suggest } from './suggestions.ts'

const mostWaiting = 12

const keyOf = (child: { councilId: number; childId: string }): string => `${child.councilId} ${child.childId}`

/** Brothers and sisters get one text: everybody who is reached through sibling ties. */
const familiesOf = (ties: readonly Tie[]): Map<string, string> => {
  const head = new Map<string, string>()
  const find = (key: string): string => {
    const up = head.get(key)
    return up === undefined || up === key ? key : find(up)
  }
  for (const tie of ties) {
    if (placeOf(tie.kind).circle !== 'sibling') continue
    const [a, b] = [find(`${tie.councilId} ${tie.childId}`), find(`${tie.councilId} ${tie.otherId}`)]
    if (a !== b) head.set(a, b)
    head.set(b, b)
  }
  return new Map([...head.keys()].map((key) => [key, find(key)]))
}

/** The day the work that is open now began: a risk or a legal status may be older, and is no work. */
const openedOn = (states: readonly OpenState[]): Day | null =>
  states
    .filter((state) => state.kind !== 'risk' && state.kind !== 'legal_status')
    .reduce<Day | null>(
      (first, state) => (first === null || isBefore(state.startsOn, first) ? state.startsOn : first),
      null,
    )

type Member = {
  workerId: string
  workerCouncilId: number
  name: string
  title: string
  posts: PostRow[]
  carrier: Carrier
  byCouncil: Map<number, number>
}

const membersOf = (posts: readonly PostRow[], teamId: string, ask: Ask): Member[] =>
  [...Map.groupBy(posts, (post) => post.workerId).values()].map((own) => {
    const here = own.find((post) => post.teamId === teamId) ?? own[0]!
    const { byCouncil, total } = fteTotals(own)
    const firstYear = here.firstYearUntil !== null && Temporal.PlainDate.compare(here.firstYearUntil, ask.today) >= 0
    return {
      workerId: here.workerId,
      workerCouncilId: here.workerCouncilId,
      name: here.name,
      title: here.title,
      posts: own,
      carrier: { fte: total, firstYear, duties: 0 },
      byCouncil,
    }
  })

/** A plan whose day to look again has passed is no plan any more. */
const planOf = (plan: { words: string; reviewOn: string } | null, today: Day) =>
  plan === null
    ? null
    : { words: plan.words, reviewOn: Temporal.PlainDate.from(plan.reviewOn), past: plan.reviewOn < today.toString() }

const managing = [
  'team manager',
  'service manager',
  'director',
  'clinician',
  'participation officer',
  'information governance lead',
  'data officer',
  'human resources officer',
]

/** The board of one team: three sentences, its workers, the children without one. At most eight readings. */
const showBoard = async (
  ask: Ask,
  councilId: number,
  teamId: string,
  known: TeamRow | null = null,
): Promise<Outcome> => {
  const { db, viewer, look, today, now } = ask
  const { directory, record } = viewer.scopes
  const moment = { today, now }
  const calendar = ask.calendar(councilId)
  const team = known ?? (await teamOf(db, councilId, teamId, directory))
  if (!team) return notFound
  const members = membersOf(await postsOfTeam(db, councilId, teamId, directory, moment), teamId, ask)
  const ids = members.map((member) => member.workerId)
  const [held, waiting, late, settings] = await Promise.all([
    childrenOfTeam(db, team, record, ids),
    waitingChildren(db, councilId, teamId, mostWaiting),
    lateByWorker(db, record, ids, moment, addWorkingDays(today, 5, calendar)),
    settingsOn(db, [councilId], weightsSetting, today),
  ])
  const [states, ties] = await Promise.all([
    openStates(db, [...held, ...waiting]),
    tiesOf(db, [...held, ...waiting], directory),
  ])
  const weights = weightsOf(settings.get(councilId))

  const families = familiesOf(ties)
  const caseOfChild = (child: { councilId: number; childId: string }): Case =>
    caseOf(child.childId, states.get(keyOf(child)) ?? [], families.get(keyOf(child)) ?? null, today)
  const inTeam = new Set(ids)
  const casesOf = new Map<string, { child: HeldChild; weighed: boolean }[]>()
  for (const child of held) {
    if (child.workerId === null || !inTeam.has(child.workerId)) continue
    const list = casesOf.get(child.workerId) ?? []
    if (!list.some((one) => keyOf(one.child) === keyOf(child))) list.push({ child, weighed: isWeighed(child.role) })
    casesOf.set(child.workerId, list)
  }
  const weighedCases = (workerId: string): Case[] =>
    (casesOf.get(workerId) ?? []).filter((one) => one.weighed).map((one) => caseOfChild(one.child))

  const mayPlan = 'allowed' in may(viewer.scopes, 'plan a caseload', { councilId })
  const rows = members.map((member) => {
    const own = casesOf.get(member.workerId) ?? []
    const cases = weighedCases(member.workerId)
    const load: Load | null = own.length > 0 && cases.length === 0 ? null : loadOf(cases, member.carrier, weights)
    const unseen = own
      .filter((one) => one.weighed)
      .map((one) => {
        // Seen in an earlier involvement, before this work began, is not seen.
        const since = openedOn(states.get(keyOf(one.child)) ?? []) ?? one.child.since
        const never = one.child.lastSeenOn === null || isBefore(one.child.lastSeenOn, since)
        return { child: one.child, never, days: daysBetween(never ? since : (one.child.lastSeenOn as Day), today) }
      })
      .sort((a, b) => b.days - a.days)[0]
    const counts = late.get(member.workerId) ?? { late: 0, goingRed: 0 }
    return {
      name: member.name,
      workerId: member.workerId,
      path: `/${member.workerCouncilId}/workers/${member.workerId}`,
      title: member.title,
      fte: member.carrier.fte,
      days: Math.round(member.carrier.fte * 50) / 10,
      elsewhere: [...member.byCouncil]
        .filter(([id, fte]) => id !== councilId && fte > 0)
        .map(([id, fte]) => ({ look: look(id), fte })),
      firstYear: member.carrier.firstYear,
      cap: weights.firstYearChildren,
      children: own.length,
      childrenElsewhere: own.filter((one) => one.child.councilId !== councilId).length,
      load,
      plan: planOf(member.posts[0]?.plan ?? null, today),
      planPath: mayPlan ? `/${councilId}/workers/${member.workerId}/caseload-plan` : null,
      percent: load?.percent ?? null,
      width: Math.min(120, Math.round(((load?.percent ?? 0) / 100) * 100)),
      unseenDays: unseen?.days ?? null,
      unseen: unseen
        ? {
            name: displayName(unseen.child),
            path: `/${unseen.child.councilId}/children/${unseen.child.childId}`,
            days: unseen.days,
            never: unseen.never,
          }
        : null,
      late: counts.late,
      goingRed: counts.goingRed,
      holds: own.length > 0,
      manager: member.workerId === team.managerId || member.posts.some((post) => managing.includes(post.role)),
    }
  })
  const sortBy: SortBy = isSortBy(ask.query.sort) ? ask.query.sort : 'name'
  const able = members
    .filter((member) => !rows.find((row) => row.workerId === member.workerId)?.manager)
    .map((member) => ({
      ...member.carrier,
      workerId: member.workerId,
      name: member.name,
      cases: weighedCases(member.workerId),
      languages: [],
      inTeam: true,
    }))
  const suggested = waiting.map((child) => {
    const siblings = ties.filter(
      (tie) => keyOf(tie) === keyOf(child) && placeOf(tie.kind).circle === 'sibling' && tie.heldBy !== null,
    )
    const path = `/${child.councilId}/children/${child.childId}`
    return {
      name: displayName(child),
      age: ageSentence(child, today),
      path,
      inTeam: child.teamId === teamId,
      waited: waitedInWords(child.since, { today, now, calendar }, zone),
      tags: tagsOn({
        spells: (states.get(keyOf(child)) ?? []).map((state) => ({
          ...state,
          id: '',
          endsOn: null,
          endCode: null,
          withinId: null,
          workerId: null,
          teamId: null,
          kind: state.kind as never,
        })),
        on: today,
        restricted: child.restricted,
        confidentialAddress: false,
        diedOn: child.diedOn,
        wording: look(child.councilId).wording,
        whole: true,
      }),
      siblingsHeldBy: [...new Set(siblings.map((tie) => tie.heldByName ?? 'somebody outside your view'))],
      suggestions: suggest(
        {
          one: caseOfChild(child),
          siblingsHeldBy: siblings.map((tie) => tie.heldBy as string),
          heldBefore: child.heldBefore,
          language: child.language,
        },
        able,
        weights,
      ).map((one) => ({
        ...one,
        allocate: `${path}/allocation?worker=${one.workerId}&because=${one.reasons.join(',')}`,
      })),
      allocate: `${path}/allocation`,
    }
  })
  // Somebody who left the team still stands on these children: nobody is watching over them.
  const left = [
    ...new Map(
      held
        .filter((child) => child.workerId !== null && !inTeam.has(child.workerId))
        .map((child) => [keyOf(child), child]),
    ).values(),
  ]
  const holders = rows.filter((row) => row.holds && !row.manager)
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0)
  const total = waiting[0]?.total ?? 0
  const shown = Map.groupBy([...held, ...waiting], (child) => child.councilId)
  return page(
    'workforce/see-team',
    {
      team,
      look: look(councilId),
      base: `/${councilId}/teams/${teamId}`,
      sentences: boardSentences({
        unallocated: total,
        late: sum((row) => row.late),
        goingRed: sum((row) => row.goingRed),
        over: rows.flatMap((row) => (row.load?.over ? [{ name: row.name, over: row.load.over }] : [])),
      }),
      rows: sorted(rows, sortBy),
      sorts: Object.entries(sortNames).map(([by, text]) => ({ by, text, active: by === sortBy })),
      plain: plainCaseload(
        new Set(held.filter((child) => isWeighed(child.role)).map(keyOf)).size,
        holders.reduce((fte, row) => fte + row.fte, 0),
      ),
      waiting: suggested,
      waitingTotal: total,
      left: left
        .slice(0, 20)
        .map((child) => ({ name: displayName(child), path: `/${child.councilId}/children/${child.childId}` })),
      leftTotal: left.length,
      mayAllocate: 'allowed' in may(viewer.scopes, 'allocate a worker', { councilId }),
    },
    {
      audit:
        shown.size === 0
          ? [{ councilId, detail: { shown: [] } }]
          : [...shown].map(([id, children]) => ({
              councilId: id,
              detail: { shown: [...new Set(children.map((child) => child.childId))] },
            })),
    },
  )
}

/** A team's board, by its address. */
export const seeTeam = task({
  may: 'see a team',
  show: (ask) => showBoard(ask, ask.councilId, ask.params.teamId ?? ''),
})

/** The viewer's own team at once; for those who see several, the list of them. */
export const seeOwnTeam = task({
  may: 'see own team',
  async show(ask) {
    const { db, viewer, look, today, now } = ask
    const councils = [...new Set(viewer.scopes.grants.map((grant) => grant.councilId))].filter(
      (councilId) => 'allowed' in may(viewer.scopes, 'see a team', { councilId }),
    )
    if (councils.length === 0) return refused('Your post does not run a team')
    const teams = await teamRows(db, councils, viewer.scopes.directory)
    const own = teams.filter(
      (team) =>
        team.managerId === viewer.workerId ||
        viewer.scopes.livePosts.some(
          (post) =>
            post.role === 'team manager' && post.teamId === team.teamId && post.teamCouncilId === team.councilId,
        ),
    )
    const only = own.length === 1 ? own[0] : undefined
    if (only && ask.query.all === undefined) return showBoard(ask, only.councilId, only.teamId, only)
    const counts = await teamCounts(db, councils, { today, now })
    const listed = teams
      .filter((team) => team.kind === 'children' || own.includes(team))
      .map((team) => ({
        ...team,
        look: look(team.councilId),
        path: `/${team.councilId}/teams/${team.teamId}`,
        counts: counts.get(`${team.councilId} ${team.teamId}`) ?? { children: 0, workers: 0, late: 0 },
      }))
    return page('workforce/list-teams', {
      councils: councils.map((id) => ({ look: look(id), teams: listed.filter((team) => team.councilId === id) })),
    })
  },
})
