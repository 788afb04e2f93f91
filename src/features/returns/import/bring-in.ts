import type { Db } from '../../../database/connection.ts'
import type { Walls } from '../../../database/transaction.ts'
import { type Day, dayOf, earliest, isBefore, latest } from '../../../lib/day.ts'
import { idFrom } from '../../../lib/ids.ts'
import { keyOf } from '../../../lib/stable-key.ts'
import {
  addAddresses,
  addChildren,
  addEvents,
  addIdentifiers,
  addSpells,
  correct,
  endIdentifiers,
  lockChildren,
  rewriteSearchKeysOf,
  settingNow,
  settleChildren,
  storedName,
} from '../../children/index.ts'
import { addCouncil } from '../../councils/index.ts'
import {
  addTeamOfReturn,
  addWorkers,
  numberedWorkers,
  reopenPosts,
  teamOfReturn,
  type WorkerToAdd,
} from '../../workforce/index.ts'
import { CannotRun } from '../said.ts'
import type { BroughtWorker, Problem } from './brought.ts'
import { type ChildPlan, compareChild, type Setting } from './compare.ts'
import type { OfficialCouncil } from './councils.ts'
import { heldChildren, recordRun, standingOf, takeTurn } from './queries.ts'
import type { ReadReturn } from './read-files.ts'
import { type Counts, countsOf, told } from './tally.ts'

// From a return that was read to the record: first what would happen, then, in the same transaction, that it does.

/** One council and nothing of any other: what an import may reach, whoever starts it. */
export const wallsOf = (
  councilId: number,
  self: { workerId: string; children: readonly string[] } | null = null,
): Walls => ({
  find: [councilId],
  summary: [councilId],
  record: [councilId],
  write: [councilId],
  children: self?.children ?? [],
  directory: [councilId],
  manage: [councilId],
  proposals: [],
  self: self ? [self.workerId] : [],
})

export type Plan = {
  council: OfficialCouncil
  addsCouncil: boolean
  addsTeam: boolean
  workersToAdd: WorkerToAdd[]
  workersToReopen: string[]
  children: ChildPlan[]
  counts: Counts
  problems: Problem[]
  /** rows, groups and children left out */
  rejected: number
}

export type Moment = { now: Temporal.Instant; evaluation: boolean }

/** Told while it works: what it does, and how much of it is done. */
export type Progress = (doing: string, done: number, of: number) => void
const silent: Progress = () => {}

/** Tells how far a piece of work is, from how many rows more are done. */
const counting = (progress: Progress, doing: string, of: number): ((rows: number) => void) => {
  let done = 0
  return (rows) => {
    done += rows
    progress(doing, done, of)
  }
}

const subjectOf = (councilId: number, name: string): string => `evaluation-${councilId}-${name.toLowerCase()}`

/** Social Work England's numbers begin with SW; others, such as XX, are the council's own stand-ins. */
const isRegistered = (number: string): boolean => number.startsWith('SW')

/** `lastOn`: the last day on which the return can know of the worker, where a later return is in the record already. */
const workerOf = (
  council: OfficialCouncil,
  worker: BroughtWorker,
  lastOn: Day | null,
  { now, evaluation }: Moment,
): WorkerToAdd => {
  const today = dayOf(now)
  const startsOn = earliest(worker.firstOn, today) as Day
  const seenUntil = worker.lastOn ?? lastOn
  const left = seenUntil !== null && isBefore(seenUntil, today) ? (latest(seenUntil, startsOn) as Day) : null
  return {
    workerId: idFrom(`${council.councilId} worker ${worker.number}`, 0),
    given: 'Social worker',
    family: worker.number,
    displayName: `Social worker ${worker.number}`,
    sweNumber: isRegistered(worker.number) ? worker.number : null,
    sourceKey: `ssda903|${keyOf('SW_ID', worker.number)}`,
    signInSubject: evaluation && left === null ? subjectOf(council.councilId, worker.number) : null,
    title: 'Social worker',
    role: 'social worker',
    startsOn,
    endsOn: left,
  }
}

const evaluators = ['team manager', 'social worker', 'data officer'] as const

/** Somebody to be, where a council has nobody who can sign in and nothing is in earnest. */
const evaluationPeople = (council: OfficialCouncil, { now }: Moment): WorkerToAdd[] =>
  evaluators.map((role) => ({
    workerId: idFrom(`${council.councilId} evaluation ${role}`, 0),
    given: 'Evaluation',
    family: role,
    displayName: `Evaluation ${role}`,
    sweNumber: null,
    sourceKey: `evaluation|${role}`,
    signInSubject: subjectOf(council.councilId, role.replaceAll(' ', '-')),
    title: role.charAt(0).toUpperCase() + role.slice(1),
    role,
    startsOn: dayOf(now),
    endsOn: null,
  }))

/**
 * What bringing this return in would do to the record as it is now. Reads only; the transaction's walls are those of
 * `wallsOf`.
 */
export const planImport = async (
  db: Db,
  council: OfficialCouncil,
  read: ReadReturn,
  moment: Moment,
  progress: Progress = silent,
): Promise<Plan> => {
  const { councilId } = council
  const { brought } = read
  const today = dayOf(moment.now)
  const standing = await standingOf(db, councilId, brought.format, teamOfReturn(councilId))
  if (standing.mirrored)
    throw new CannotRun(
      `${council.name} keeps its own case system, and its record here is a mirror of it: a return cannot be brought in. What the return says belongs in that system.`,
    )
  const addsCouncil = !standing.here
  const overtaken = standing.latestYear !== null && standing.latestYear > brought.year
  const knowsUntil = overtaken ? new Temporal.PlainDate(brought.year, 3, 31) : null
  const counts: Counts = { created: addsCouncil ? { council: 1 } : {}, matched: {}, changed: {} }

  const here = await numberedWorkers(db, councilId, today)
  const workers = new Map<string, { workerId: string; teamId: string | null }>()
  const workersToAdd: WorkerToAdd[] = []
  const workersToReopen: string[] = []
  for (const worker of brought.workers) {
    const made = workerOf(council, worker, knowsUntil, moment)
    const known =
      here.find((one) => one.sourceKey === made.sourceKey) ?? here.find((one) => one.number === worker.number)
    if (known === undefined) {
      workersToAdd.push(made)
      workers.set(worker.number, { workerId: made.workerId, teamId: teamOfReturn(councilId) })
      counts.created['social worker'] = (counts.created['social worker'] ?? 0) + 1
      continue
    }
    workers.set(worker.number, { workerId: known.workerId, teamId: known.teamId ?? teamOfReturn(councilId) })
    counts.matched['social worker'] = (counts.matched['social worker'] ?? 0) + 1
    if (known.sourceKey === made.sourceKey && known.teamId === null && made.endsOn === null)
      workersToReopen.push(known.workerId)
  }
  if (moment.evaluation && !standing.canSignIn) {
    const people = evaluationPeople(council, moment)
    workersToAdd.unshift(...people)
    counts.created['sign-in for evaluation'] = people.length
  }
  const addsTeam = workersToAdd.length > 0 && !standing.hasTeam
  if (addsTeam) counts.created.team = 1

  progress('Looking up', 0, brought.children.length)
  const held = await heldChildren(
    db,
    councilId,
    brought.children.map(({ localId }) => localId),
  )
  const setting: Setting = {
    councilId,
    format: brought.format,
    year: brought.year,
    overtaken,
    workers,
  }
  const children = brought.children.map((child) => compareChild(child, held.get(child.localId) ?? null, setting))
  progress('Looking up', brought.children.length, brought.children.length)
  return {
    council,
    addsCouncil,
    addsTeam,
    workersToAdd,
    workersToReopen,
    children,
    counts: countsOf(children, counts),
    problems: [...read.problems, ...children.flatMap(({ problems }) => problems)],
    rejected: read.unreadable + brought.problems.filter(({ outcome }) => outcome === 'row').length,
  }
}

export type Done = { importId: string; counts: Counts; rejected: number; problems: Problem[]; children: number }

/**
 * Brings a return in: all of it, or, when anything fails, nothing. Waits for its turn where another import of the same
 * council is at work. The audit entry is the caller's, because it goes out together with the commit.
 */
export const bringIn = async (
  db: Db,
  council: OfficialCouncil,
  read: ReadReturn,
  moment: Moment,
  by: { importId: string; workerId: string | null },
  progress: Progress = silent,
): Promise<Done> => {
  const { councilId } = council
  await takeTurn(db, councilId)
  const plan = await planImport(db, council, read, moment, progress)
  const author = { workerId: by.workerId, at: moment.now }
  const reason = `import ${read.brought.format} ${read.brought.year}`

  if (plan.addsCouncil) await addCouncil(db, council)
  if (plan.addsTeam) {
    const manager = plan.workersToAdd.find(({ role }) => role === 'team manager')
    await addTeamOfReturn(db, councilId, manager?.workerId ?? null)
  }
  await addWorkers(db, councilId, plan.workersToAdd)
  if (plan.workersToReopen.length > 0) {
    const subjects = new Map(
      moment.evaluation
        ? read.brought.workers.map(({ number }) => [
            idFrom(`${councilId} worker ${number}`, 0),
            subjectOf(councilId, number),
          ])
        : [],
    )
    await reopenPosts(db, councilId, plan.workersToReopen, subjects)
  }

  const { open, closed } = await addNewChildren(db, plan.children, councilId, author, progress)
  await lockChildren(
    db,
    councilId,
    open.filter(({ isNew }) => !isNew).map(({ personId }) => personId),
  )
  await writeChildren(db, open, councilId, author, reason, progress)

  const touched = open.filter(
    (child) => child.isNew || child.personChanged || child.spells.length > 0 || child.events.length > 0,
  )
  const setting = await settingNow(db, councilId, moment.now)
  await settleChildren(
    db,
    councilId,
    touched.map(({ personId }) => personId),
    setting,
    counting(progress, 'Working out what is due', touched.length),
    by.workerId,
  )

  const counts = closed.length === 0 ? plan.counts : countsOf(open, withoutChildren(plan))
  const problems = [
    ...plan.problems.filter(
      (problem) => !closed.some(({ localId }) => localId === problem.child && problem.outcome === 'record'),
    ),
    ...closed.flatMap(closedProblems),
  ]
  const rejected = plan.rejected + closed.reduce((sum, child) => sum + rowsOfChild(child).length, 0)
  const { importId, workerId } = by
  const { format, year } = read.brought
  await recordRun(db, councilId, {
    importId,
    format,
    year,
    counts: told(counts, rejected),
    rejected,
    finishedAt: moment.now,
    workerId,
  })
  return { importId, counts, rejected, problems, children: open.length }
}

const withoutChildren = (plan: Plan): Counts => {
  const whole = countsOf(plan.children)
  const rest = (all: Counts['created'], some: Counts['created']): Counts['created'] =>
    Object.fromEntries(
      Object.entries(all).map(([kind, count]) => [kind, count - (some[kind as keyof typeof some] ?? 0)]),
    )
  return {
    created: rest(plan.counts.created, whole.created),
    matched: rest(plan.counts.matched, whole.matched),
    changed: rest(plan.counts.changed, whole.changed),
  }
}

const rowsOfChild = (child: ChildPlan): ChildPlan['places'] => [
  ...new Map(child.places.map((place) => [`${place.file} ${place.line}`, place])).values(),
]

// A record restricted to named people is closed to an import, and must not be told from any other reason.
const closedProblems = (child: ChildPlan): Problem[] =>
  rowsOfChild(child).map((place) => ({
    ...place,
    column: '',
    value: '',
    child: child.localId,
    reason: 'This record cannot be changed by an import. Ask a service manager to enter what is new.',
    outcome: 'row',
  }))

type Author = { workerId: string | null; at: Temporal.Instant }

const addNewChildren = async (
  db: Db,
  plans: readonly ChildPlan[],
  councilId: number,
  author: Author,
  progress: Progress,
): Promise<{ open: ChildPlan[]; closed: ChildPlan[] }> => {
  const fresh = plans.filter(({ isNew }) => isNew)
  const added = await addChildren(
    db,
    author,
    fresh.map(({ personId, localId, person }) => ({
      council_id: councilId,
      person_id: personId,
      // A return holds no names: these stand in for one until somebody who knows the child writes it.
      given_name: 'Child',
      family_name: localId,
      normal_name: storedName({ givenName: 'Child', familyName: localId }),
      local_id: localId,
      born_on: person.bornOn,
      expected_on: person.expectedOn,
      died_on: person.diedOn,
      sex: person.sex,
      ethnicity: person.ethnicity,
      disabilities: person.disabilities,
    })),
    counting(progress, 'Adding children', fresh.length),
  )
  return {
    open: plans.filter((plan) => !plan.isNew || added.has(plan.personId)),
    closed: plans.filter((plan) => plan.isNew && !added.has(plan.personId)),
  }
}

const writeChildren = async (
  db: Db,
  plans: readonly ChildPlan[],
  councilId: number,
  author: Author,
  reason: string,
  progress: Progress,
): Promise<void> => {
  const of = <Row>(rowsOf: (plan: ChildPlan) => readonly Row[]): Row[] => plans.flatMap(rowsOf)
  const changedPeople = plans.filter(({ personChanged }) => personChanged)
  await correct(
    db,
    author,
    councilId,
    'person',
    ['is_child', 'born_on', 'expected_on', 'died_on', 'sex', 'ethnicity', 'disabilities'],
    changedPeople.map(({ personId, person }) => ({
      person_id: personId,
      is_child: true,
      born_on: person.bornOn,
      expected_on: person.expectedOn,
      died_on: person.diedOn,
      sex: person.sex,
      ethnicity: person.ethnicity,
      disabilities: person.disabilities,
    })),
    reason,
  )

  const identifiers = of(({ personId, restricted, identifiers }) =>
    identifiers.map(({ scheme, value, validFrom, validTo }) => ({
      council_id: councilId,
      person_id: personId,
      restricted,
      scheme,
      value,
      valid_from: validFrom,
      valid_to: validTo,
    })),
  )
  await addIdentifiers(db, identifiers)
  await endIdentifiers(
    db,
    councilId,
    of(({ personId, identifiersEnded }) =>
      identifiersEnded.map(({ scheme, value, validTo }) => ({ person_id: personId, scheme, value, valid_to: validTo })),
    ),
  )

  const addresses = of(({ personId, restricted, addresses }) =>
    addresses.map((one) => ({ ...one, personId, restricted })),
  )
  const addressRow = ({ id, facts }: (typeof addresses)[number]) => ({
    address_id: id,
    postcode: facts.postcode as string,
    lives_from: facts.from,
    lives_to: facts.to,
  })
  const newAddresses = addresses.filter(({ isNew }) => isNew)
  await addAddresses(
    db,
    newAddresses.map((one) => ({
      council_id: councilId,
      person_id: one.personId,
      restricted: one.restricted,
      // The return holds postcodes alone.
      lines: '',
      kind: one.kind,
      confidential: false,
      ...addressRow(one),
    })),
    counting(progress, 'Adding addresses', newAddresses.length),
  )
  const movedAddresses = addresses.filter(({ isNew }) => !isNew)
  await correct(
    db,
    author,
    councilId,
    'person_address',
    ['postcode', 'lives_from', 'lives_to'],
    movedAddresses.map(addressRow),
    reason,
  )

  const spells = of(({ personId, restricted, spells }) => spells.map((one) => ({ ...one, personId, restricted })))
  const spellRow = ({ id, facts }: (typeof spells)[number]) => ({
    spell_id: id,
    starts_on: facts.startsOn,
    ends_on: facts.endsOn,
    code: facts.code,
    end_code: facts.endCode,
    within_id: facts.withinId,
    worker_id: facts.workerId,
    detail: facts.detail,
  })
  const newSpells = spells.filter(({ isNew }) => isNew)
  await addSpells(
    db,
    author,
    newSpells.map((one) => ({
      council_id: councilId,
      child_id: one.personId,
      restricted: one.restricted,
      kind: one.kind,
      team_id: one.teamId,
      source_key: one.sourceKey,
      ...spellRow(one),
    })),
    counting(progress, 'Writing the journey', newSpells.length),
  )
  const spellColumns = ['starts_on', 'ends_on', 'code', 'end_code', 'within_id', 'worker_id', 'detail']
  await correct(
    db,
    author,
    councilId,
    'spell',
    spellColumns,
    spells.filter(({ isNew }) => !isNew).map(spellRow),
    reason,
  )

  const events = of(({ personId, restricted, events }) => events.map((one) => ({ ...one, personId, restricted })))
  const eventRow = ({ id, facts }: (typeof events)[number]) => ({
    event_id: id,
    happened_on: facts.on,
    code: facts.code,
    spell_id: facts.spellId,
    detail: facts.detail,
  })
  const newEvents = events.filter(({ isNew }) => isNew)
  await addEvents(
    db,
    author,
    newEvents.map((one) => ({
      council_id: councilId,
      child_id: one.personId,
      restricted: one.restricted,
      kind: one.kind,
      source_key: one.sourceKey,
      ...eventRow(one),
    })),
    counting(progress, 'Writing what happened', newEvents.length),
  )
  await correct(
    db,
    author,
    councilId,
    'event',
    ['happened_on', 'code', 'spell_id', 'detail'],
    events.filter(({ isNew }) => !isNew).map(eventRow),
    reason,
  )

  const findable = plans
    .filter((plan) => plan.isNew || plan.personChanged || plan.identifiers.length > 0 || plan.addresses.length > 0)
    .map(({ personId }) => personId)
  await rewriteSearchKeysOf(db, councilId, findable, counting(progress, 'Making children findable', findable.length))
}
