import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { type Day, isBefore } from '../../../lib/day.ts'
import { returnYear } from '../record/to-ssda903.ts'
import { type AnswerKind, ageBands, type Severity } from './finding.ts'
import type { FindingFilter } from './finding-filter.ts'
import type { Match, Shared } from './joint-filing.ts'
import type { ReturnName, Work } from './readiness.ts'

const uuids = (ids: readonly string[]): RawBuilder<unknown> => sql`any(${`{${ids.join(',')}}`}::uuid[])`
const numbers = (ids: readonly number[]): RawBuilder<unknown> => sql`any(${`{${ids.join(',')}}`}::int[])`
const date = (day: Day): RawBuilder<unknown> => sql`${day.toString()}::date`

/**
 * The children of both returns of some years and the day they came into each, as record/to-ssda903.ts and record/to-cin.ts
 * choose them: in care or in touch after it; with a referral that is open in the year.
 */
const inside = (councilIds: readonly number[], years: readonly number[], today: Day): RawBuilder<unknown> => {
  const councils = numbers(councilIds)
  const parts = years.flatMap((year) => {
    const { start, end } = returnYear(year)
    const until = isBefore(today, end) ? today : end
    const during = (kind: string) => sql`council_id = ${councils} and kind = ${kind}
      and starts_on <= ${date(until)} and (ends_on is null or ends_on >= ${date(start)})`
    return [
      sql`select council_id, child_id, 'ssda903' as return_name, ${year}::int as return_year, min(entered_on) as entered_on
        from (select council_id, child_id, greatest(starts_on, ${date(start)}) as entered_on from spell
          where ${during('looked_after')}
          union all
          select e.council_id, e.child_id, e.happened_on from event e
          where e.council_id = ${councils} and e.kind = 'care_leaver_contact'
            and e.happened_on between ${date(start)} and ${date(until)}
            and (e.council_id, e.child_id) in (select council_id, child_id from spell
              where council_id = ${councils} and kind = 'care_leaver')) as entries
        group by council_id, child_id`,
      sql`select council_id, child_id, 'cin' as return_name, ${year}::int as return_year,
          min(greatest(starts_on, ${date(start)})) as entered_on
        from spell where ${during('referral')} group by council_id, child_id`,
    ]
  })
  return sql`(${sql.join(parts, sql` union all `)})`
}

export type EnteredRow = {
  councilId: number
  returnName: ReturnName
  returnYear: number
  on: Day
  children: number
}

/** How many children came into each return on each day, as far as the viewer may read these councils' records. */
export const enteredChildren = async (
  db: Db,
  councilIds: readonly number[],
  years: readonly number[],
  today: Day,
): Promise<EnteredRow[]> => {
  const { rows } = await sql<EnteredRow>`
    select council_id as "councilId", return_name as "returnName", return_year as "returnYear", entered_on as "on",
      count(*) as children
    from ${inside(councilIds, years, today)} as children_inside
    group by council_id, return_name, return_year, entered_on order by entered_on`.execute(db)
  return rows
}

/** Which returns of a year these children stand in. */
export const returnsOf = async (
  db: Db,
  councilIds: readonly number[],
  year: number,
  today: Day,
  childIds: readonly string[],
): Promise<Map<string, ReturnName[]>> => {
  if (childIds.length === 0) return new Map()
  const { rows } = await sql<{ council_id: number; child_id: string; return_name: ReturnName }>`
    select council_id, child_id, return_name from ${inside(councilIds, [year], today)} as children_inside
    where child_id = ${uuids(childIds)} order by return_name desc`.execute(db)
  const found = new Map<string, ReturnName[]>()
  for (const { council_id, child_id, return_name } of rows)
    found.set(`${council_id} ${child_id}`, [...(found.get(`${council_id} ${child_id}`) ?? []), return_name])
  return found
}

const keys = ['council_id', 'child_id', 'return_name', 'return_year', 'rule', 'place'] as const

/** What stands of a finding today: the last answer that was not taken back. */
const standing = (db: Db, councilIds: readonly number[], years: readonly number[]) =>
  db
    .selectFrom('finding_answer')
    .distinctOn(keys)
    .select([...keys, 'answer_id', 'kind', 'words', 'given_by', 'given_at'])
    .where('council_id', 'in', councilIds)
    .where('return_year', 'in', years)
    .where('withdrawn_at', 'is', null)
    .orderBy('council_id')
    .orderBy('child_id')
    .orderBy('return_name')
    .orderBy('return_year')
    .orderBy('rule')
    .orderBy('place')
    .orderBy('given_at', 'desc')
    .orderBy('answer_id', 'desc')

const findings = (db: Db, councilIds: readonly number[], years: readonly number[]) =>
  db
    .selectFrom('finding as f')
    .leftJoin(standing(db, councilIds, years).as('a'), (join) =>
      keys.reduce((on, key) => on.onRef(`a.${key}`, '=', `f.${key}`), join),
    )
    .where('f.council_id', 'in', councilIds)
    .where('f.return_year', 'in', years)

export type Tally = {
  councilId: number
  returnName: ReturnName
  returnYear: number
  errors: number
  queries: number
  /** children with at least one of them to put right */
  childrenWithErrors: number
  childrenWithQueries: number
  childrenWithAny: number
  /** answered, or asked to be let through: no work for the council any more */
  answered: number
}

/** What is open in each return. */
export const talliesOf = async (db: Db, councilIds: readonly number[], years: readonly number[]): Promise<Tally[]> => {
  const rows = await findings(db, councilIds, years)
    .select([
      'f.council_id as councilId',
      'f.return_name as returnName',
      'f.return_year as returnYear',
      sql<number>`count(*) filter (where f.severity = 'error' and a.answer_id is null)`.as('errors'),
      sql<number>`count(*) filter (where f.severity = 'query' and a.answer_id is null)`.as('queries'),
      sql<number>`count(distinct f.child_id) filter (where f.severity = 'error' and a.answer_id is null)`.as(
        'childrenWithErrors',
      ),
      sql<number>`count(distinct f.child_id) filter (where f.severity = 'query' and a.answer_id is null)`.as(
        'childrenWithQueries',
      ),
      sql<number>`count(distinct f.child_id) filter (where a.answer_id is null)`.as('childrenWithAny'),
      sql<number>`count(a.answer_id)`.as('answered'),
    ])
    .where('f.cleared_on', 'is', null)
    .groupBy(['f.council_id', 'f.return_name', 'f.return_year'])
    .execute()
  return rows as Tally[]
}

export type WorkRow = Work & { returnName: ReturnName; returnYear: number }

/** When there was something to put right of which child: from the day it was first seen until it was cleared or answered. */
export const workOf = async (
  db: Db,
  councilId: number,
  years: readonly number[],
  dayAt: (at: Temporal.Instant) => Day,
): Promise<WorkRow[]> => {
  const rows = await findings(db, [councilId], years)
    .distinct()
    .select([
      'f.return_name as returnName',
      'f.return_year as returnYear',
      'f.child_id as childId',
      'f.first_seen_on as from',
      'f.cleared_on as clearedOn',
      'a.given_at as givenAt',
    ])
    .execute()
  return rows.map(({ clearedOn, givenAt, returnName, ...row }) => {
    const answeredOn = givenAt === null ? null : dayAt(givenAt)
    const to = clearedOn !== null && (answeredOn === null || isBefore(clearedOn, answeredOn)) ? clearedOn : answeredOn
    return { ...row, returnName: returnName as ReturnName, to }
  })
}

const daysOpen = (today: Day) => sql<number>`coalesce(f.cleared_on, ${date(today)}) - f.first_seen_on`

/** The findings a filter chooses. */
const chosen = (db: Db, councilId: number, filter: FindingFilter, today: Day) => {
  let query = findings(db, [councilId], [filter.year])
  if (filter.returnName !== null) query = query.where('f.return_name', '=', filter.returnName)
  if (filter.severity !== null) query = query.where('f.severity', '=', filter.severity)
  if (filter.rule !== null) query = query.where('f.rule', '=', filter.rule)
  if (filter.team === 'none') query = query.where('f.team_id', 'is', null)
  else if (filter.team !== null) query = query.where('f.team_id', '=', filter.team)
  if (filter.state === 'cleared') query = query.where('f.cleared_on', 'is not', null)
  if (filter.state === 'open') query = query.where('f.cleared_on', 'is', null).where('a.answer_id', 'is', null)
  if (filter.state === 'answered') query = query.where('f.cleared_on', 'is', null).where('a.answer_id', 'is not', null)
  const band = ageBands.find(({ id }) => id === filter.age)
  if (band) query = query.where(sql<boolean>`${daysOpen(today)} between ${band.from}::int and ${band.to}::int`)
  return query
}

export type Slice = { page: number; size: number }

export type RuleRow = {
  returnName: ReturnName
  rule: string
  severity: Severity
  findings: number
  children: number
  firstSeenOn: Day
  total: number
}

/** Errors first, and of them those of the most children. */
export const findingsByRule = async (
  db: Db,
  councilId: number,
  filter: FindingFilter,
  today: Day,
  { page, size }: Slice,
): Promise<RuleRow[]> => {
  const rows = await chosen(db, councilId, filter, today)
    .select([
      'f.return_name as returnName',
      'f.rule',
      'f.severity',
      sql<number>`count(*)`.as('findings'),
      sql<number>`count(distinct f.child_id)`.as('children'),
      sql<Day>`min(f.first_seen_on)`.as('firstSeenOn'),
      sql<number>`count(*) over ()`.as('total'),
    ])
    .groupBy(['f.return_name', 'f.rule', 'f.severity'])
    .orderBy('f.severity')
    .orderBy('children', 'desc')
    .orderBy('f.rule')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return rows as RuleRow[]
}

export type TeamRow = {
  teamId: string | null
  teamName: string | null
  errors: number
  queries: number
  children: number
  firstSeenOn: Day
}

const severities = [
  sql<number>`count(*) filter (where f.severity = 'error')`.as('errors'),
  sql<number>`count(*) filter (where f.severity = 'query')`.as('queries'),
  sql<number>`count(distinct f.child_id)`.as('children'),
] as const

/** Under the team that holds the child, one council's or another's; those with the most errors first. */
export const findingsByTeam = (
  db: Db,
  councilId: number,
  filter: FindingFilter,
  today: Day,
  directory: readonly number[],
): Promise<TeamRow[]> =>
  chosen(db, councilId, filter, today)
    .leftJoin('team as t', (join) => join.onRef('t.team_id', '=', 'f.team_id').on('t.council_id', 'in', directory))
    .select([
      'f.team_id as teamId',
      't.name as teamName',
      ...severities,
      sql<Day>`min(f.first_seen_on)`.as('firstSeenOn'),
    ])
    .groupBy(['f.team_id', 't.name'])
    .orderBy('errors', 'desc')
    .orderBy('queries', 'desc')
    .orderBy('t.name')
    .limit(200)
    .execute()

/** By how many days each has been open, or was until it was cleared. */
export const findingsByAge = (
  db: Db,
  councilId: number,
  filter: FindingFilter,
  today: Day,
): Promise<{ band: string; errors: number; queries: number; children: number }[]> => {
  const days = daysOpen(today)
  const band = sql<string>`case ${sql.join(
    ageBands.map(
      ({ id, from, to }) => sql`when ${days} between ${sql.lit(from)} and ${sql.lit(to)} then ${sql.lit(id)}`,
    ),
    sql` `,
  )} else 'week' end`
  return db
    .selectFrom(
      chosen(db, councilId, filter, today)
        .select([band.as('band'), 'f.severity', 'f.child_id'])
        .as('f'),
    )
    .select(['f.band', ...severities])
    .groupBy('f.band')
    .execute()
}

export type FindingRow = {
  childId: string
  givenName: string
  familyName: string
  knownAs: string | null
  localId: string | null
  returnName: ReturnName
  returnYear: number
  rule: string
  place: string
  severity: Severity
  table: string
  columns: string[]
  record: string
  recordId: string
  firstSeenOn: Day
  clearedOn: Day | null
  clearedBy: string | null
  teamName: string | null
  workerName: string | null
  answer: { kind: AnswerKind; words: string; by: string | null; at: Temporal.Instant } | null
  total: number
  children: number
}

/** Findings one by one, those that have waited longest first; `null` for all of them. */
export const findingRows = async (
  db: Db,
  councilId: number,
  filter: FindingFilter,
  today: Day,
  directory: readonly number[],
  slice: Slice | null,
): Promise<FindingRow[]> => {
  const nameOf = (column: 'f.cleared_by' | 'f.worker_id' | 'a.given_by') =>
    sql<string | null>`(select w.display_name from worker w where w.worker_id = ${sql.ref(column)}
      and w.council_id = ${numbers(directory)} limit 1)`
  let query = chosen(db, councilId, filter, today)
    .innerJoin('person as p', (join) =>
      join.onRef('p.council_id', '=', 'f.council_id').onRef('p.person_id', '=', 'f.child_id'),
    )
    .leftJoin('team as t', (join) => join.onRef('t.team_id', '=', 'f.team_id').on('t.council_id', 'in', directory))
    .select([
      'f.child_id as childId',
      'p.given_name as givenName',
      'p.family_name as familyName',
      'p.known_as as knownAs',
      'p.local_id as localId',
      'f.return_name as returnName',
      'f.return_year as returnYear',
      'f.rule',
      'f.place',
      'f.severity',
      'f.table_name as table',
      'f.columns',
      'f.record',
      'f.record_id as recordId',
      'f.first_seen_on as firstSeenOn',
      'f.cleared_on as clearedOn',
      't.name as teamName',
      'a.kind as answerKind',
      'a.words as answerWords',
      'a.given_at as answerAt',
      nameOf('f.cleared_by').as('clearedBy'),
      nameOf('f.worker_id').as('workerName'),
      nameOf('a.given_by').as('answerBy'),
      sql<number>`count(*) over ()`.as('total'),
    ])
    .orderBy('f.first_seen_on')
    .orderBy('f.child_id')
    .orderBy('f.return_name')
    .orderBy('f.rule')
    .orderBy('f.place')
  if (slice) query = query.limit(slice.size).offset((slice.page - 1) * slice.size)
  const rows = await query.execute()
  return rows.map(({ answerKind, answerWords, answerAt, answerBy, ...row }) => ({
    ...row,
    answer: answerAt === null ? null : { kind: answerKind, words: answerWords, by: answerBy, at: answerAt },
  })) as unknown as FindingRow[]
}

/** The teams that hold children with findings of a year, for the list to choose from. */
export const teamsWithFindings = (
  db: Db,
  councilId: number,
  year: number,
  directory: readonly number[],
): Promise<{ teamId: string; name: string }[]> =>
  db
    .selectFrom('team as t')
    .select(['t.team_id as teamId', 't.name'])
    .where('t.council_id', 'in', directory)
    .where('t.team_id', 'in', (from) =>
      from
        .selectFrom('finding as f')
        .select(sql<string>`f.team_id`.as('team_id'))
        .where('f.council_id', '=', councilId)
        .where('f.return_year', '=', year)
        .where('f.team_id', 'is not', null),
    )
    .orderBy('t.name')
    .execute()

type Of = { councilId: number; childId: string; returnName: ReturnName; returnYear: number; rule: string }

/** The findings of one rule in one child's record, cleared ones too. `lock`: nobody else answers them meanwhile. */
export const findingsOf = (db: Db, of: Of, lock = false) => {
  const query = db
    .selectFrom('finding')
    .select([
      'place',
      'severity',
      'table_name as table',
      'columns',
      'record',
      'record_id as recordId',
      'first_seen_on as firstSeenOn',
      'cleared_on as clearedOn',
    ])
    .where('council_id', '=', of.councilId)
    .where('child_id', '=', of.childId)
    .where('return_name', '=', of.returnName)
    .where('return_year', '=', of.returnYear)
    .where('rule', '=', of.rule)
  return (lock ? query.forUpdate() : query).execute()
}

export type AnswerRow = {
  answerId: string
  kind: AnswerKind
  words: string
  givenBy: string | null
  givenAt: Temporal.Instant
  withdrawnBy: string | null
  withdrawnAt: Temporal.Instant | null
}

/** All that was ever said of one finding, newest first, with the names of those the viewer's directory knows. */
export const answersOf = async (
  db: Db,
  of: Of & { place: string },
  directory: readonly number[],
): Promise<AnswerRow[]> => {
  const nameOf = (column: string) =>
    sql<string | null>`(select w.display_name from worker w where w.worker_id = ${sql.ref(column)}
      and w.council_id = ${numbers(directory)} limit 1)`
  const rows = await db
    .selectFrom('finding_answer as a')
    .select([
      'a.answer_id as answerId',
      'a.kind',
      'a.words',
      'a.given_at as givenAt',
      'a.withdrawn_at as withdrawnAt',
      nameOf('a.given_by').as('givenBy'),
      nameOf('a.withdrawn_by').as('withdrawnBy'),
    ])
    .where('a.council_id', '=', of.councilId)
    .where('a.child_id', '=', of.childId)
    .where('a.return_name', '=', of.returnName)
    .where('a.return_year', '=', of.returnYear)
    .where('a.rule', '=', of.rule)
    .where('a.place', '=', of.place)
    .orderBy('a.given_at', 'desc')
    .orderBy('a.answer_id', 'desc')
    .execute()
  return rows as AnswerRow[]
}

export const giveAnswer = async (
  db: Db,
  of: Of & { place: string },
  answer: {
    answerId: string
    restricted: boolean
    kind: AnswerKind
    words: string
    givenBy: string
    givenAt: Temporal.Instant
  },
): Promise<void> => {
  await db
    .insertInto('finding_answer')
    .values({
      council_id: of.councilId,
      answer_id: answer.answerId,
      child_id: of.childId,
      restricted: answer.restricted,
      return_name: of.returnName,
      return_year: of.returnYear,
      rule: of.rule,
      place: of.place,
      kind: answer.kind,
      words: answer.words,
      given_by: answer.givenBy,
      given_at: answer.givenAt,
    })
    .execute()
}

/** Takes back whatever stands of one finding; it stays in the history. Tells how many. */
export const withdrawAnswers = async (
  db: Db,
  of: Of & { place: string },
  by: string,
  at: Temporal.Instant,
): Promise<number> => {
  const { numUpdatedRows } = await db
    .updateTable('finding_answer')
    .set({ withdrawn_by: by, withdrawn_at: at })
    .where('council_id', '=', of.councilId)
    .where('child_id', '=', of.childId)
    .where('return_name', '=', of.returnName)
    .where('return_year', '=', of.returnYear)
    .where('rule', '=', of.rule)
    .where('place', '=', of.place)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export type MatchRow = Match & {
  own: { childId: string; givenName: string; familyName: string; knownAs: string | null; bornOn: Day | null }
  theirs: { childId: string; givenName: string; familyName: string; knownAs: string | null; bornOn: Day | null }
}

/** Children of two councils with a number in common, as far as the viewer may see them in both. */
export const sharedNumbers = async (db: Db, councilId: number, otherId: number, most: number): Promise<MatchRow[]> => {
  const held = (id: number) => sql`
    select i.person_id, i.scheme, i.value from person_identifier i
    where i.council_id = ${id} and i.scheme in ('upn', 'nhs') and i.valid_to is null
    union all
    select p.person_id, 'council', p.local_id from person p where p.council_id = ${id} and p.local_id is not null`
  const { rows } = await sql<{
    scheme: Shared
    ownId: string
    ownGiven: string
    ownFamily: string
    ownKnownAs: string | null
    ownBorn: Day | null
    theirsId: string
    theirsGiven: string
    theirsFamily: string
    theirsKnownAs: string | null
    theirsBorn: Day | null
  }>`
    with own as materialized (${held(councilId)}), theirs as materialized (${held(otherId)})
    select own.scheme, o.person_id as "ownId", o.given_name as "ownGiven", o.family_name as "ownFamily",
      o.known_as as "ownKnownAs", o.born_on as "ownBorn", t.person_id as "theirsId", t.given_name as "theirsGiven",
      t.family_name as "theirsFamily", t.known_as as "theirsKnownAs", t.born_on as "theirsBorn"
    from own join theirs on theirs.scheme = own.scheme and theirs.value = own.value
    join person o on o.council_id = ${councilId} and o.person_id = own.person_id and o.is_child
    join person t on t.council_id = ${otherId} and t.person_id = theirs.person_id and t.is_child
    order by (own.scheme = 'council'), o.person_id, t.person_id, own.scheme desc
    limit ${most}`.execute(db)
  return rows.map((row) => ({
    scheme: row.scheme,
    own: {
      childId: row.ownId,
      givenName: row.ownGiven,
      familyName: row.ownFamily,
      knownAs: row.ownKnownAs,
      bornOn: row.ownBorn,
    },
    theirs: {
      childId: row.theirsId,
      givenName: row.theirsGiven,
      familyName: row.theirsFamily,
      knownAs: row.theirsKnownAs,
      bornOn: row.theirsBorn,
    },
  }))
}
