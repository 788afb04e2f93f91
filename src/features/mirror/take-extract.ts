// From a delivery to the record: read, checked, and taken whole or not at all, in one transaction.
import { appendStatement } from '../../access/audit.ts'
import type { Db } from '../../database/connection.ts'
import type { Database } from '../../database/open.ts'
import { inTransaction, noWalls, type Walls, type Work } from '../../database/transaction.ts'
import { type Day, dayOf, zone } from '../../lib/day.ts'
import { newId } from '../../lib/ids.ts'
import {
  addMirrored,
  addSearchKeys,
  correct,
  endIdentifiers,
  endSearchAndDue,
  giveUpRecord,
  keySources,
  rewriteSearchKeysOf,
  settingNow,
  settleChildren,
  takeAway,
} from '../children/index.ts'
import {
  addCouncil,
  keepRecordElsewhere,
  leaveOutTimescales,
  type RecordKept,
  recordKeptBy,
} from '../councils/index.ts'
import { keepMirroredStaff } from '../workforce/index.ts'
import { type Changes, compare, type Ground, goneFrom, isChanged, isFoundOtherwise, personIdOf } from './compare.ts'
import { noProblems, type Problems, tell } from './problem.ts'
import {
  heldPeople,
  lastGoodRun,
  noteTaken,
  peopleByKey,
  peopleThere,
  type Run,
  type RunCounts,
  recordRun,
  restrictedAmong,
  type Taken,
  takenOf,
  takeTurn,
} from './queries.ts'
import { type Cells, checkRows, deliveryOf, type Extract, readExtract } from './read-extract.ts'
import { recordOf } from './to-record.ts'

export type Council = { councilId: number; onsCode: string; name: string }

export type Taking = {
  council: Council
  /** the moment the extract tells of; null: when its files were written */
  trueOf: Temporal.Instant | null
  now: Temporal.Instant
  /** a council that kept its record here so far gives that up */
  instead?: boolean
  /** take an extract that is smaller than it should be, or older than the last */
  allowFall?: boolean
  progress?: (doing: string, done: number, of: number) => void
}

/** What the command reaches, whoever starts it: one council and nothing of any other. */
export const mirrorWalls = (councilId: number, children: readonly string[] = []): Walls => ({
  ...noWalls,
  find: [councilId],
  summary: [councilId],
  record: [councilId],
  write: [councilId],
  directory: [councilId],
  manage: [councilId],
  children,
})

class Refused extends Error {
  readonly problems: Problems
  constructor(problems: Problems) {
    super('the extract is refused')
    this.problems = problems
  }
}

const refuseWith = (file: string, words: string): never => {
  const problems = noProblems()
  tell(problems, file, words)
  throw new Refused(problems)
}

export const momentWords = (at: Temporal.Instant): string => {
  const here = at.toZonedDateTimeISO(zone)
  return here.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

/** An empty table answers nothing: what only it could answer is not called undone. */
const answeredBy: readonly (readonly [table: string, timescales: readonly string[]])[] = [
  ['ssd_cla_care_plan', ['care-plan']],
  ['ssd_cla_health', ['health-initial', 'health-under5', 'health-5plus', 'dental']],
  ['ssd_sdq_scores', ['sdq']],
  ['ssd_cla_immunisations', ['immunisation']],
  [
    'ssd_cla_visits',
    [
      'cla-visit-first',
      'cla-visit-year1',
      'cla-visit-later',
      'cla-visit-permanent',
      'cla-visit-parent-pending',
      'cla-visit-temporary-carer',
      'cla-visit-care-order-home',
      'adoption-visit',
    ],
  ],
  [
    'ssd_cla_reviews',
    [
      'cla-review-1',
      'cla-review-2',
      'cla-review-n',
      'adoption-review-before-1',
      'adoption-review-after-1',
      'adoption-review-after-2',
    ],
  ],
  ['ssd_cp_visits', ['cp-visit']],
  ['ssd_cp_reviews', ['rcpc-first', 'rcpc-next']],
  ['ssd_cin_visits', ['cin-visit']],
  ['ssd_initial_cp_conference', ['icpc']],
]

/** Of what the dataset has no word, whoever fills it: core groups, school plans, approvals, notices. */
const neverAnswered: readonly string[] = [
  'assessment-checkpoint',
  'cin-plan-review',
  'strategy-discussion',
  'icpc-transfer-in',
  'core-group-first',
  'core-group-next',
  'prebirth-review',
  'fgdm-offer',
  'pre-proceedings-review',
  'placement-plan',
  'iro-appoint',
  'care-plan-change',
  'cla-visit-asked',
  'distant-placement',
  'placement-notify',
  'pep-initiate',
  'pep-initial',
  'pep-review',
  'adoption-panel',
  'panel-papers',
  'adm-decision',
  'adm-tell-oral',
  'adm-tell-written',
  'disruption-review',
  'life-story-book',
  'pf-notify',
  'pf-visit-first',
  'pf-visit-year1',
  'pf-visit-later',
  'eligible-assessment',
  'relevant-assessment',
  'pathway-plan-ready',
  'pathway-review-accom',
  'pa-visit-first',
  'pa-visit-next',
]

export const unanswered = (counts: Readonly<Record<string, number>>): string[] => [
  ...neverAnswered,
  ...answeredBy.flatMap(([table, ids]) => ((counts[table] ?? 0) === 0 ? ids : [])),
]

/** Tables smaller than this rise and fall by themselves. */
const smallTable = 50

const fallen = (
  now: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
  percent: number,
): Problems => {
  const problems = noProblems()
  for (const [table, was] of Object.entries(before)) {
    const is = now[table] ?? 0
    if (was < smallTable || is >= was * (1 - percent / 100)) continue
    const number = (n: number): string => n.toLocaleString('en-GB')
    tell(
      problems,
      `${table}.csv`,
      `${number(is)} ${is === 1 ? 'row' : 'rows'}, and ${number(was)} in the last extract that was taken: more than ${percent} per cent fewer.`,
    )
  }
  return problems
}

const standingFor = async (
  db: Db,
  { council, instead = false }: Taking,
): Promise<{ kept: RecordKept | null; begins: boolean }> => {
  const kept = await recordKeptBy(db, council.councilId)
  if (kept?.kept === 'here' && kept.hasOwn && !instead)
    refuseWith(
      'the council',
      'This council keeps its record here. If its own system is to be mirrored from now on, say --instead: nothing can be written here after that.',
    )
  return { kept, begins: kept?.kept !== 'mirrored' }
}

/** What is written together: people some hundreds at a time. */
const peopleAtOnce = 500

const writeBatch = async (
  db: Db,
  councilId: number,
  now: Temporal.Instant,
  reason: string,
  list: readonly Changes[],
): Promise<void> => {
  const author = { workerId: null, at: now }
  const again = list.some(({ isNew }) => !isNew)
  const of = <Row>(rowsOf: (one: Changes) => readonly Row[]): Row[] => list.flatMap(rowsOf)
  await correct(
    db,
    author,
    councilId,
    'person',
    [
      'is_child',
      'given_name',
      'family_name',
      'normal_name',
      'born_on',
      'expected_on',
      'died_on',
      'sex',
      'ethnicity',
      'disabilities',
      'asylum',
    ],
    of(({ person }) => (person ? [person] : [])),
    reason,
  )
  await takeAway(
    db,
    author,
    councilId,
    'relationship',
    of((one) => one.relationsGone),
    reason,
  )
  await takeAway(
    db,
    author,
    councilId,
    'person_address',
    of((one) => one.addressesGone),
    reason,
  )
  await takeAway(
    db,
    author,
    councilId,
    'event',
    of((one) => one.eventsGone),
    reason,
  )
  await takeAway(
    db,
    author,
    councilId,
    'spell',
    of((one) => one.spellsGone),
    reason,
  )
  await endIdentifiers(
    db,
    councilId,
    of((one) => one.identifiersEnded),
  )
  await keySources(
    db,
    councilId,
    'spell',
    of((one) => one.spellsKeyed),
  )
  await keySources(
    db,
    councilId,
    'event',
    of((one) => one.eventsKeyed),
  )
  await correct(
    db,
    author,
    councilId,
    'person_address',
    ['lines', 'postcode', 'kind', 'confidential', 'lives_from', 'lives_to'],
    of((one) => one.addressesChanged),
    reason,
  )
  await correct(
    db,
    author,
    councilId,
    'spell',
    ['starts_on', 'ends_on', 'code', 'end_code', 'within_id', 'worker_id', 'team_id', 'detail'],
    of((one) => one.spellsChanged),
    reason,
  )
  await correct(
    db,
    author,
    councilId,
    'event',
    ['happened_on', 'happened_at', 'spell_id', 'worker_id', 'code', 'detail'],
    of((one) => one.eventsChanged),
    reason,
  )
  await Promise.all([
    addMirrored(
      db,
      author,
      'person_identifier',
      of((one) => one.identifiersAdded),
      false,
    ),
    addMirrored(
      db,
      author,
      'person_address',
      of((one) => one.addressesAdded),
      false,
    ),
    addMirrored(
      db,
      author,
      'spell',
      of((one) => one.spellsAdded),
      again,
    ),
    addMirrored(
      db,
      author,
      'event',
      of((one) => one.eventsAdded),
      again,
    ),
  ])
}

/** What somebody who was just added is found by. */
const findableOf = ({ personId, key, newPerson, identifiersAdded, addressesAdded }: Changes) => ({
  personId,
  givenName: String(newPerson?.given_name),
  familyName: String(newPerson?.family_name),
  knownAs: null,
  bornOn: (newPerson?.born_on ?? null) as Day | null,
  localId: key,
  names: [],
  identifiers: identifiersAdded.map(({ scheme, value }) => ({ scheme: String(scheme), value: String(value) })),
  addresses: addressesAdded.map(({ lines, postcode, confidential }) => ({
    lines: String(lines),
    postcode: postcode as string | null,
    confidential: confidential === true,
  })),
  contacts: [],
})

const seen = (folder: string, now: Temporal.Instant): { delivery: string; at: Temporal.Instant } => {
  const { delivery, at, files } = deliveryOf(folder)
  return { delivery, at: files === 0 ? now : Temporal.Instant.fromEpochMilliseconds(Math.floor(at)) }
}

export type Outcome = { run: Run; extract: Extract | null }

const takeWithin = async (
  { db, setWalls }: Work,
  taking: Taking,
  extract: Extract,
  trueOf: Temporal.Instant,
): Promise<{ counts: RunCounts; outcome: Run['outcome'] }> => {
  const { council, now, allowFall = false } = taking
  const { councilId } = council
  const progress = taking.progress ?? (() => undefined)
  await takeTurn(db, councilId)
  const { kept, begins } = await standingFor(db, taking)
  const last = await lastGoodRun(db, councilId)
  if (last && !allowFall) {
    if (Temporal.Instant.compare(trueOf, last.trueOf) < 0)
      refuseWith(
        'the delivery',
        `This extract is true of ${momentWords(trueOf)}, and the record here of ${momentWords(last.trueOf)} already: it is older.`,
      )
    const problems = fallen(extract.counts, last.counts.tables ?? {}, kept?.fallPercent ?? 20)
    if (problems.list.length > 0) throw new Refused(problems)
  }
  if (kept === null) await addCouncil(db, council)
  if (begins) await keepRecordElsewhere(db, councilId)

  // Records restricted here are opened by name, so that they follow their own council's system and stay restricted.
  const taken = new Map((await takenOf(db, councilId)).map((one) => [one.key, one]))
  await setWalls(
    mirrorWalls(
      councilId,
      [...taken.values()].map(({ personId }) => personId),
    ),
  )
  const restricted = new Set(await restrictedAmong(db, councilId))
  await setWalls(mirrorWalls(councilId, [...restricted]))
  if (begins) await giveUpRecord(db, councilId)

  const on: Day = dayOf(trueOf)
  const isNewsOf = (n: number): boolean => {
    const before = taken.get(extract.people[n] as string)
    return before === undefined || before.gone || before.sum !== extract.sums[n]
  }
  const news = extract.people.flatMap((_, n) => (isNewsOf(n) ? [n] : []))
  const gone = [...taken.values()].filter((one) => !one.gone && !extract.personNumber.has(one.key))

  // Everything that is about to be taken is read through before anything is written.
  const unreadable = noProblems()
  for (let at = 0; at < news.length; at += peopleAtOnce)
    for (const rows of extract.rowsOf(news.slice(at, at + peopleAtOnce))) checkRows(rows, unreadable)
  if (unreadable.list.length > 0) throw new Refused(unreadable)

  const staff = await keepMirroredStaff(
    db,
    councilId,
    extract.staff('ssd_professionals').map((row) => ({
      key: row.get('prof_professional_id') as string,
      name: row.get('prof_professional_name'),
      registration: row.get('prof_social_worker_registration_no'),
    })),
    extract.staff('ssd_department').map((row) => ({
      key: row.get('dept_team_id') as string,
      name: row.get('dept_team_name'),
    })),
  )
  const people = new Map([...taken.values()].map((one) => [one.key, one.personId]))
  const ground: Ground = {
    councilId,
    on,
    worker: (key) => staff.workers.get(key) ?? null,
    team: (key) => staff.teams.get(key) ?? null,
    person: (key) =>
      people.get(key) ?? (extract.personNumber.has(key) ? (here.get(key) ?? personIdOf(councilId, key)) : null),
  }
  // Of people who were here before the first extract, which record is whose: asked once.
  const here = new Map<string, string>()
  const unknown = news.filter((n) => !people.has(extract.people[n] as string))
  for (let at = 0; at < unknown.length; at += 5000) {
    const keys = unknown.slice(at, at + 5000).map((n) => extract.people[n] as string)
    for (const one of await peopleByKey(db, councilId, keys)) here.set(one.key, one.personId)
  }

  const reason = `Extract of ${momentWords(trueOf)}`
  const author = { workerId: null, at: now }
  const counts = { people: extract.people.length, added: 0, changed: 0, gone: 0, closed: 0 }
  const settle: string[] = []
  const find: string[] = []
  const notes: Taken[] = []
  const relations: Changes['relationsAdded'] = []
  for (let at = 0; at < news.length; at += peopleAtOnce) {
    progress('Taking people', at, news.length)
    const batch = news.slice(at, at + peopleAtOnce)
    const keys = batch.map((n) => extract.people[n] as string)
    const ids = keys.flatMap((key) => people.get(key) ?? here.get(key) ?? [])
    const held = new Map(
      (ids.length === 0 ? [] : await heldPeople(db, councilId, ids, [])).map((one) => [one.personId, one]),
    )
    const rows = extract.rowsOf(batch)
    const all: Changes[] = []
    for (const [place, n] of batch.entries()) {
      const key = extract.people[n] as string
      const known = people.get(key) ?? here.get(key)
      const before = known === undefined ? null : (held.get(known) ?? null)
      // Restricted since this began, so that these walls do not open it: it is taken the next time.
      if (known !== undefined && before === null) continue
      const wanted = recordOf(key, rows[place] as Cells[], extract.familyOf(n), on)
      all.push(compare(wanted, before, ground))
    }
    const fresh = all.filter(({ isNew }) => isNew)
    const added = new Set(
      await addMirrored(
        db,
        author,
        'person',
        fresh.map(({ newPerson }) => newPerson as Record<string, unknown>),
        false,
      ),
    )
    // A number that is taken by a record nobody opened: one restricted before the mirror began.
    const open = all.filter((one) => !one.isNew || added.has(one.personId))
    counts.closed += all.length - open.length
    const changed = open.filter(isChanged)
    await writeBatch(db, councilId, now, reason, open)
    await addSearchKeys(db, councilId, open.filter(({ isNew }) => isNew).map(findableOf))
    for (const one of changed) {
      relations.push(...one.relationsAdded)
      settle.push(one.personId)
      if (!one.isNew && isFoundOtherwise(one)) find.push(one.personId)
      if (one.isNew || taken.get(one.key)?.gone === true) counts.added++
      else counts.changed++
    }
    const sums = new Map(batch.map((n) => [extract.people[n] as string, extract.sums[n] as string]))
    for (const { key, personId } of open) notes.push({ key, personId, sum: sums.get(key) as string, gone: false })
  }
  for (let at = 0; at < gone.length; at += peopleAtOnce) {
    const some = gone.slice(at, at + peopleAtOnce)
    const held = await heldPeople(
      db,
      councilId,
      some.map(({ personId }) => personId),
      [],
    )
    const all = held.map((one) => goneFrom(one, ground))
    await writeBatch(db, councilId, now, reason, all)
    await endSearchAndDue(
      db,
      councilId,
      all.map(({ personId }) => personId),
    )
    const left = new Set(all.map(({ personId }) => personId))
    counts.gone += left.size
    for (const one of some) if (left.has(one.personId)) notes.push({ ...one, gone: true })
  }
  // Whoever these walls do not open is tied to nobody.
  const there = await peopleThere(
    db,
    councilId,
    relations.map(({ other_id }) => other_id),
  )
  await addMirrored(
    db,
    author,
    'relationship',
    relations
      .filter(({ other_id }) => there.has(other_id))
      .map((row) => ({ ...row, other_restricted: restricted.has(row.other_id) })),
    false,
  )
  await noteTaken(db, councilId, notes)

  const leftOut = await leaveOutTimescales(db, councilId, unanswered(extract.counts), dayOf(now))
  const setting = await settingNow(db, councilId, now)
  let done = 0
  await rewriteSearchKeysOf(db, councilId, find, (more) => {
    done += more
    progress('Making people findable', done, find.length)
  })
  done = 0
  await settleChildren(db, councilId, settle, setting, (more) => {
    done += more
    progress('Working out what is due', done, settle.length)
  })
  const nothing = counts.added + counts.changed + counts.gone === 0 && staff.added + staff.changed === 0 && !leftOut
  return {
    counts: { ...counts, workers: staff.added, tables: extract.counts },
    outcome: nothing && last !== null ? 'nothing new' : 'taken',
  }
}

/**
 * Takes a delivery: all of it, or nothing. What was taken, or why it was not, is written down either way. Errors only
 * where the database or the folder fails.
 */
export const takeExtract = async (database: Database, folder: string, taking: Taking): Promise<Outcome> => {
  const { council, now } = taking
  const { councilId } = council
  const startedAt = now
  const began = performance.now()
  taking.progress?.('Reading the files', 0, 1)
  const { extract, problems } = readExtract(folder)
  const { delivery, at } = extract ? { delivery: extract.delivery, at: extract.writtenAt } : seen(folder, now)
  const trueOf = taking.trueOf ?? at
  const finishedAt = (): Temporal.Instant => startedAt.add({ milliseconds: Math.round(performance.now() - began) })
  const base = { runId: newId(), delivery, trueOf, startedAt }
  const entry = (outcome: 'saved' | 'refused', reason: string, detail: Record<string, number>): string =>
    appendStatement([
      {
        at: now,
        councilId,
        workerId: null,
        childId: null,
        task: 'mirror a council',
        outcome,
        reason,
        arrangementId: null,
        detail,
      },
    ])
  try {
    if (extract === null) throw new Refused(problems)
    if (Temporal.Instant.compare(trueOf, now.add({ minutes: 5 })) > 0)
      refuseWith('the delivery', `This extract says that it is true of ${momentWords(trueOf)}, which has not come yet.`)
    return await inTransaction(
      database,
      async (held) => {
        const { counts, outcome } = await takeWithin(held, taking, extract, trueOf)
        const run: Run = { ...base, finishedAt: finishedAt(), outcome, counts, problems: noProblems() }
        await recordRun(held.db, councilId, run)
        const { tables: _, ...numbers } = counts
        return { result: { run, extract }, finish: entry('saved', 'at the command line', numbers) }
      },
      { walls: mirrorWalls(councilId) },
    )
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const run: Run = {
      ...base,
      finishedAt: finishedAt(),
      outcome: 'refused',
      counts: extract ? { tables: extract.counts, people: extract.people.length } : {},
      problems: error.problems,
    }
    await inTransaction(
      database,
      async ({ db }) => {
        // A council that is not here yet has nobody to tell.
        if ((await recordKeptBy(db, councilId)) === null) return { result: null }
        await recordRun(db, councilId, run)
        return {
          result: null,
          finish: entry('refused', 'the extract is broken', {
            problems: error.problems.list.length + error.problems.more,
          }),
        }
      },
      { walls: mirrorWalls(councilId) },
    )
    return { run, extract: null }
  }
}
