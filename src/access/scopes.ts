import type { Walls } from '../database/transaction.ts'
import { type Day, dayOf, zone } from '../lib/day.ts'
import type { Calendar } from '../lib/working-days.ts'
import { childrensFunctions, isRole, type Level, levels, lower, managingRoles, type Role, roles } from './roles.ts'

// Dates here are ISO texts (2026-11-21) as the door gives them: they compare as they stand.

export type ArrangementKind =
  | 'joint employment'
  | 'section 113'
  | 'delegation'
  | 'joint committee'
  | 'company'
  | 'shared system'
  | 'peer support'

export type Hours = { from: string; to: string; nonWorkingDays: boolean }

export type Clause = {
  clause: string
  effect: 'includes' | 'excludes'
  functionName: string
  /** null: for every party */
  partyId: number | null
  words: string
}

export type Arrangement = {
  hostId: number
  arrangementId: string
  title: string
  kind: ArrangementKind
  level: Level | null
  hours: Hours | null
  /** posts of these roles only; null: of any */
  roles: readonly string[] | null
  /** only while the worker is on the rota of the post's team */
  onRota: boolean
  startsOn: string
  endsOn: string | null
  endedAt: string | null
  parties: readonly { councilId: number; joinedOn: string; leftOn: string | null; opensRecords: boolean }[]
  clauses: readonly Clause[]
  sample: readonly { councilId: number; childId: string; from: string; to: string }[]
}

export type Post = {
  employerId: number
  postId: string
  title: string
  role: string
  functions: readonly string[]
  fte: number
  teamCouncilId: number | null
  teamId: string | null
  startsOn: string
  endsOn: string | null
  endedAt: string | null
  reach: readonly { councilId: number; share: number; opensRecords: boolean; arrangementId: string | null }[]
}

export type Opened = {
  councilId: number
  personId: string
  from: string
  to: string | null
  relatives: readonly string[]
}

/** Two councils in one arrangement: for how long the second's people are colleagues of whoever the first employs. */
export type Partner = { employerId: number; councilId: number; from: string; to: string | null; endedAt: string | null }

/** A turn on the rota of a team: instants as ISO texts. */
export type Shift = { teamId: string; from: string; to: string }

/** A record opened beyond what the arrangement opens, for a while. */
export type Broken = { councilId: number; childId: string; breakId: string; until: string }

export type Facts = {
  worker: { councilId: number; workerId: string; displayName: string }
  posts: readonly Post[]
  /** those the posts work under, where a council that employs the worker is a party */
  arrangements: readonly Arrangement[]
  /** of every arrangement of the councils that employ the worker, its host among them */
  partners: readonly Partner[]
  opened: readonly Opened[]
  /** papers that wait for signatures and name a council that employs the worker */
  proposed: readonly { proposalId: string; partyIds: readonly number[] }[]
  shifts: readonly Shift[]
  broken: readonly Broken[]
}

/** What one post opens in one council at this moment, and the words of why or why not. */
export type Grant = {
  councilId: number
  level: Level
  role: Role
  postId: string
  postTitle: string
  teamId: string | null
  employerId: number
  /** the children's functions that the post carries out there */
  functions: readonly string[]
  /** the council keeps its record in a system of its own: read here, changed there */
  mirrored: boolean
  arrangement: { id: string; title: string } | null
}
export type Refusal = {
  councilId: number
  postId: string
  reason: string
  clause: string | null
  arrangementId: string | null
}

export type Scopes = Walls & {
  grants: readonly Grant[]
  refusals: readonly Refusal[]
  livePosts: readonly Post[]
  /** the children of `children` that an agreed sample opens, and the agreement */
  samples: readonly { childId: string; arrangementId: string }[]
  /** of the councils whose summaries are open: records opened beyond it, and until when */
  broken: readonly Broken[]
}

/** The most a kind of arrangement can ever open. A joint committee and a shared system open no child's record. */
export const ceilings: Record<ArrangementKind, Level | null> = {
  'joint employment': 'write',
  'section 113': 'write',
  delegation: 'write',
  company: 'write',
  'peer support': 'record',
  'joint committee': null,
  'shared system': null,
}

const holds = (from: string, to: string | null, on: string): boolean => from <= on && (to === null || on <= to)
const ended = (at: string | null, now: Temporal.Instant): boolean =>
  at !== null && Temporal.Instant.compare(Temporal.Instant.from(at), now) <= 0

/** True when the clock in England is inside the hours; a window that ends before it begins runs over midnight. */
export const insideHours = (hours: Hours | null, now: Temporal.Instant, calendar: Calendar): boolean => {
  if (hours === null) return true
  const here = now.toZonedDateTimeISO(zone)
  const clock = here.toPlainTime().toString({ smallestUnit: 'second' }).slice(0, 5)
  const within =
    hours.from <= hours.to ? hours.from <= clock && clock < hours.to : hours.from <= clock || clock < hours.to
  return within || (hours.nonWorkingDays && !calendar.isWorkingDay(here.toPlainDate()))
}

/** Whether an arrangement covers one of these functions for the council whose children they are. */
export const covered = (
  arrangement: Pick<Arrangement, 'clauses' | 'title'>,
  functions: readonly string[],
  councilId: number,
): { functions: string[]; refusedBy: Clause | null } => {
  const clauses = arrangement.clauses.filter((clause) => clause.partyId === null || clause.partyId === councilId)
  const excluded = clauses.filter((clause) => clause.effect === 'excludes')
  const included = new Set(
    clauses.filter((clause) => clause.effect === 'includes').map((clause) => clause.functionName),
  )
  const left = functions.filter(
    (name) => included.has(name) && !excluded.some((clause) => clause.functionName === name),
  )
  const refusedBy = excluded.find((clause) => functions.includes(clause.functionName)) ?? null
  return { functions: left, refusedBy }
}

const onShift = (shifts: readonly Shift[], teamId: string | null, now: Temporal.Instant): boolean =>
  shifts.some(
    (shift) =>
      shift.teamId === teamId &&
      Temporal.Instant.compare(Temporal.Instant.from(shift.from), now) <= 0 &&
      Temporal.Instant.compare(now, Temporal.Instant.from(shift.to)) < 0,
  )

const isChildrens = (name: string): boolean => (childrensFunctions as readonly string[]).includes(name)

type Answer =
  | { level: Level; functions: string[]; arrangement: Arrangement | null }
  | { reason: string; clause: Clause | null; arrangement: Arrangement | null }

/** Of the council whose children they are: its working days, and whether it keeps its record in a system of its own. */
export type Reached = { calendar: Calendar; mirrored: boolean }

/**
 * What one post opens of one council's children, by the clauses alone; what another system keeps is read here and never
 * changed. The page of an agreement and the forms use it too.
 */
export const reachOf = (
  post: Post,
  reach: Post['reach'][number],
  arrangements: readonly Arrangement[],
  now: Temporal.Instant,
  { calendar, mirrored }: Reached,
  shifts: readonly Shift[] = [],
): Answer => {
  const today = dayOf(now).toString()
  const refuse = (reason: string, clause: Clause | null = null, arrangement: Arrangement | null = null): Answer => ({
    reason,
    clause,
    arrangement,
  })
  const roleLevel = isRole(post.role) ? lower(roles[post.role], mirrored ? 'record' : 'write') : null
  if (roleLevel === null) return refuse(`the post of ${post.role} opens no child's record`)
  const childrens = post.functions.filter(isChildrens)
  if (childrens.length === 0) return refuse("the post covers no children's function")
  if (!reach.opensRecords) return refuse("the post serves this council without reaching its children's records")
  if (reach.arrangementId === null) {
    return reach.councilId === post.employerId
      ? { level: roleLevel, functions: childrens, arrangement: null }
      : refuse('no arrangement lets the post reach another council')
  }
  const arrangement = arrangements.find((candidate) => candidate.arrangementId === reach.arrangementId)
  if (!arrangement) return refuse('the arrangement is not known to the council that employs the post')
  const no = (reason: string, clause: Clause | null = null) => refuse(reason, clause, arrangement)
  if (ended(arrangement.endedAt, now) || !holds(arrangement.startsOn, arrangement.endsOn, today)) {
    return no(`${arrangement.title} is not in force today`)
  }
  const party = (councilId: number) =>
    arrangement.parties.filter((one) => one.councilId === councilId && holds(one.joinedOn, one.leftOn, today))
  if (party(post.employerId).length === 0)
    return no(`the employing council is not a party to ${arrangement.title} today`)
  if (party(reach.councilId).length === 0) return no(`this council is not a party to ${arrangement.title} today`)
  if (!party(reach.councilId).some((one) => one.opensRecords))
    return no(`${arrangement.title} opens none of this council's records`)
  if (arrangement.roles !== null && !arrangement.roles.includes(post.role))
    return no(`${arrangement.title} is not for posts of ${post.role}`)
  const level = lower(roleLevel, lower(ceilings[arrangement.kind], arrangement.level))
  if (level === null) return no(`${arrangement.title} opens no child's record`)
  const cover = covered(arrangement, childrens, reach.councilId)
  if (cover.functions.length === 0) {
    return cover.refusedBy
      ? no(
          `${cover.refusedBy.functionName} is outside ${arrangement.title} (clause ${cover.refusedBy.clause})`,
          cover.refusedBy,
        )
      : no(`${arrangement.title} does not include ${childrens.join(' or ')}`)
  }
  if (!insideHours(arrangement.hours, now, calendar)) {
    return no(
      `${arrangement.title} opens records only from ${arrangement.hours?.from} to ${arrangement.hours?.to}${arrangement.hours?.nonWorkingDays ? ' and on non-working days' : ''}`,
    )
  }
  if (arrangement.onRota && !onShift(shifts, post.teamId, now))
    return no(`${arrangement.title} opens records only to whoever is on the rota at the time`)
  return { level, functions: cover.functions, arrangement }
}

export const isLivePost = (post: Pick<Post, 'startsOn' | 'endsOn' | 'endedAt'>, now: Temporal.Instant): boolean =>
  holds(post.startsOn, post.endsOn, dayOf(now).toString()) && !ended(post.endedAt, now)

/**
 * Compiles posts, arrangements and this moment into what the worker may find, see, read and change, with reasons.
 * Nothing but these facts counts: no request can widen it. `calendars` gives each council's working days, `mirrored` says
 * which councils keep their records in a system of their own: those are read here and never changed.
 */
export const compileScopes = (
  facts: Facts,
  now: Temporal.Instant,
  calendars: (councilId: number) => Calendar,
  mirrored: (councilId: number) => boolean,
): Scopes => {
  const today = dayOf(now).toString()
  const grants: Grant[] = []
  const refusals: Refusal[] = []
  const samples: { childId: string; arrangementId: string }[] = []
  const children = new Set<string>()
  const livePosts = facts.posts.filter((post) => isLivePost(post, now))

  for (const post of livePosts) {
    for (const reach of post.reach) {
      const reached = { calendar: calendars(reach.councilId), mirrored: mirrored(reach.councilId) }
      const answer = reachOf(post, reach, facts.arrangements, now, reached, facts.shifts)
      if ('reason' in answer) {
        refusals.push({
          councilId: reach.councilId,
          postId: post.postId,
          reason: answer.reason,
          clause: answer.clause?.clause ?? null,
          arrangementId: answer.arrangement?.arrangementId ?? null,
        })
        continue
      }
      if (answer.arrangement?.kind === 'peer support' && reach.councilId !== post.employerId) {
        // Peers read an agreed sample until its end, never the council's children at large.
        for (const one of answer.arrangement.sample) {
          if (one.councilId !== reach.councilId || !holds(one.from, one.to, today)) continue
          children.add(one.childId)
          samples.push({ childId: one.childId, arrangementId: answer.arrangement.arrangementId })
        }
        continue
      }
      grants.push({
        councilId: reach.councilId,
        level: answer.level,
        role: post.role as Role,
        postId: post.postId,
        postTitle: post.title,
        teamId: post.teamId,
        employerId: post.employerId,
        functions: answer.functions,
        mirrored: reached.mirrored,
        arrangement: answer.arrangement
          ? { id: answer.arrangement.arrangementId, title: answer.arrangement.title }
          : null,
      })
    }
  }

  const at = (level: Level): number[] =>
    [
      ...new Set(
        grants.filter((grant) => levels.indexOf(grant.level) >= levels.indexOf(level)).map((grant) => grant.councilId),
      ),
    ].sort()
  const record = at('record')
  const summary = at('summary')
  const broken = facts.broken.filter(
    (one) => summary.includes(one.councilId) && Temporal.Instant.compare(now, Temporal.Instant.from(one.until)) < 0,
  )
  for (const one of broken) children.add(one.childId)
  for (const one of facts.opened) {
    if (holds(one.from, one.to, today) && record.includes(one.councilId)) {
      children.add(one.personId)
      for (const relative of one.relatives) children.add(relative)
    }
  }

  const directory = new Set<number>()
  if (livePosts.length > 0) directory.add(facts.worker.councilId)
  for (const post of livePosts) {
    directory.add(post.employerId)
    for (const reach of post.reach) directory.add(reach.councilId)
    for (const { employerId, councilId, from, to, endedAt } of facts.partners)
      if (employerId === post.employerId && holds(from, to, today) && !ended(endedAt, now)) directory.add(councilId)
  }
  const manage = livePosts.filter((post) => managingRoles.includes(post.role as Role)).map((post) => post.employerId)

  const managed = [...new Set(manage)].sort()
  return {
    find: at('find'),
    summary,
    record,
    write: at('write'),
    children: [...children].sort(),
    directory: [...directory].sort(),
    manage: managed,
    proposals: facts.proposed
      .filter((one) => one.partyIds.some((id) => managed.includes(id)))
      .map((one) => one.proposalId),
    self: [facts.worker.workerId],
    grants,
    refusals,
    livePosts,
    samples,
    broken,
  }
}

/** Shares of a post in whole FTE for each council it serves: 0.5 and 0.5 of one post make 1.0 together. */
export const fteByCouncil = (post: Pick<Post, 'fte' | 'reach'>): { councilId: number; fte: number }[] =>
  post.reach.map((reach) => ({ councilId: reach.councilId, fte: (post.fte * reach.share) / 100 }))

export type { Day }
