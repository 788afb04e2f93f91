import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import type { Day } from '../../../lib/day.ts'
import type { Part } from '../../../lib/search-keys.ts'
import type { Spell } from '../journey/history.ts'
import { type ListedChild, openSpells } from '../my-day/queries.ts'
import { mostShown, type Plan } from './search.ts'

// Only equality of search_key.key and a range of person.normal_name find people: both stay on an index under row-level
// security, however many people there are. The rarest part of what was typed finds people, the others are looked up for
// each of them; common names are taken best answers first, and only until there are enough. See README.md beside this.

const list = (values: readonly (string | number)[]): RawBuilder<unknown> =>
  sql.join(values.map((value) => sql`${value}`))
const keysOf = (part: Part): string[] => part.alternatives.map((one) => one.key)

/** Children and adults that are judged at most; what is more is not shown anyway. */
const mostChildren = 240
export const mostAdults = 80
/** Taken of one key in one council: one more than a page shows, so that "more than 50" is never missed. */
const fromEach = mostShown + 10
/** A part that fewer people than this answer is rare: everybody who answers it can be looked at. */
const rare = 1500

/** Whether a person answers a part, looked up for this person alone (a subquery with a limit is never turned into a scan). */
const answers = (people: string, part: Part): RawBuilder<unknown> => sql`(
  select true from search_key c where c.council_id = ${sql.ref(`${people}.council_id`)}
    and c.person_id = ${sql.ref(`${people}.person_id`)} and c.key in (${list(keysOf(part))}) limit 1)`

const every = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`` : sql` and ${sql.join(conditions, sql` and `)}`

/** Every council with every key of a part, to look up one pair at a time: no plan can then read more than it is asked for. */
const pairs = (councilIds: readonly number[], part: Part): RawBuilder<unknown> => sql`
  unnest(array[${list(keysOf(part))}]::text[]) as wanted(key)
  cross join unnest(array[${list(councilIds)}]::int[]) as here(council_id)`

/** Children, or adults, who answer one part and all others: the first so many, from every council alike. */
const byKeys = (
  councilIds: readonly number[],
  drive: Part,
  others: readonly Part[],
  isChild: boolean,
  most: number,
): RawBuilder<unknown> => {
  return sql`(
    select here.council_id, k.person_id, ${isChild}::boolean as is_child
    from ${pairs(councilIds, drive)}
    cross join lateral (
      select s.council_id, s.person_id from search_key s
      join person p on p.council_id = s.council_id and p.person_id = s.person_id and p.is_child = ${isChild}
      where s.council_id = here.council_id and s.key = wanted.key${every(others.map((part) => answers('s', part)))}
      limit ${fromEach}::int) k
    limit ${most}::int)`
}

/** Everybody who answers a rare part and all others, looked up once for children and adults together, children first. */
const byRarest = (
  councilIds: readonly number[],
  drive: Part,
  others: readonly Part[],
  onlyChildren: boolean,
): RawBuilder<unknown> => sql`(
  with answering as materialized (
    select distinct here.council_id, k.person_id
    from ${pairs(councilIds, drive)}
    cross join lateral (
      select s.person_id from search_key s
      where s.council_id = here.council_id and s.key = wanted.key${every(others.map((part) => answers('s', part)))}
      limit ${rare}::int) k)
  select p.council_id, p.person_id, p.is_child from answering a
  join person p on p.council_id = a.council_id and p.person_id = a.person_id${onlyChildren ? sql` and p.is_child` : sql``}
  order by p.is_child desc, p.person_id limit ${mostChildren + mostAdults}::int)`

/** Children whose name as written begins as typed. */
const byBeginning = (
  councilIds: readonly number[],
  prefix: { from: string; to: string },
  others: readonly Part[],
): RawBuilder<unknown> => sql`(
  select b.council_id, b.person_id, true as is_child from person b
  where b.council_id in (${list(councilIds)}) and b.is_child
    and b.normal_name ~>=~ ${prefix.from} and b.normal_name ~<~ ${prefix.to}${every(others.map((part) => answers('b', part)))}
  limit ${mostChildren}::int)`

/** Everybody who answers all parts, however common each is: the keys of every part are read whole and put together. */
const byAll = (councilIds: readonly number[], parts: readonly Part[], checks: readonly Part[]): RawBuilder<unknown> => {
  const sets = parts.map(
    (part) => sql`(select distinct council_id, person_id from search_key
      where council_id in (${list(councilIds)}) and key in (${list(keysOf(part))}))`,
  )
  const joined = sets.map((set, at) =>
    at === 0 ? sql`${set} s0` : sql`join ${set} ${sql.ref(`s${at}`)} using (council_id, person_id)`,
  )
  return sql`(
    select s0.council_id, s0.person_id, p.is_child from ${sql.join(joined, sql` `)}
    join person p on p.council_id = s0.council_id and p.person_id = s0.person_id
    where true${every(checks.map((part) => answers('s0', part)))}
    order by p.is_child desc, s0.person_id limit ${mostChildren + mostAdults}::int)`
}

type Row = { council_id: number; person_id: string; is_child: boolean }

const union = (branches: readonly RawBuilder<unknown>[]): RawBuilder<Row> =>
  sql<Row>`select distinct council_id, person_id, is_child from (${sql.join(branches, sql` union all `)}) found`

/** A name as written and its other spellings, without what only sounds like it; anything else as it is. */
const written = (part: Part): Part => {
  const strong = part.alternatives.filter((one) => part.kind !== 'name' || one.weight >= 75)
  return strong.length > 0 ? { ...part, alternatives: strong } : part
}
const soundsOnly = (part: Part): Part | null => {
  const weak = part.alternatives.filter((one) => !written(part).alternatives.includes(one))
  return weak.length > 0 ? { ...part, alternatives: weak } : null
}

/** How many people answer each part as written, and how many in any way, each counted up to `rare`: one reading. */
export type Counts = { written: number[]; any: number[] }

export const countStatement = (
  councilIds: readonly number[],
  parts: readonly Part[],
): RawBuilder<{ part: number; people: number }> =>
  sql<{ part: number; people: number }>`${sql.join(
    [...parts.map(written), ...parts].map(
      (part, at) => sql`select ${at}::int as part, (select count(*)::int from (
        select from ${pairs(councilIds, part)} cross join lateral (
          select from search_key s where s.council_id = here.council_id and s.key = wanted.key limit ${rare}::int) k
        limit ${rare}::int) counted) as people`,
    ),
    sql` union all `,
  )}`

const countsOf = async (db: Db, councilIds: readonly number[], plan: Plan): Promise<Counts | null> => {
  const { drives, checks } = plan
  // One thing alone is taken until there is enough, however common it is.
  if (drives.length < 2 && checks.length === 0) return null
  if (drives.length === 0) return null
  const { rows } = await countStatement(councilIds, drives).execute(db)
  const people = rows.toSorted((a, b) => a.part - b.part).map((row) => row.people)
  return { written: people.slice(0, drives.length), any: people.slice(drives.length) }
}

const fewest = (counts: readonly number[]): number => counts.indexOf(Math.min(...counts))

/** Finding by parts: by the rarest, or where all are common by putting all of them together. */
const branches = (
  councilIds: readonly number[],
  parts: readonly Part[],
  plan: Plan,
  counts: readonly number[] | null,
): RawBuilder<unknown>[] => {
  const at = counts === null ? 0 : fewest(counts)
  const drive = parts[at] as Part
  const others = [...parts.filter((part) => part !== drive), ...plan.checks]
  const isRare = counts !== null && (counts[at] ?? 0) < rare
  if (parts.length > 1 && counts !== null && !isRare) return [byAll(councilIds, parts, plan.checks)]
  if (isRare && others.length > 0) return [byRarest(councilIds, drive, others, childOnly(plan))]
  // A child's age or date of birth answers for no parent.
  return [
    byKeys(councilIds, drive, others, true, mostChildren),
    ...(childOnly(plan) ? [] : [byKeys(councilIds, drive, others, false, mostAdults)]),
  ]
}

const childOnly = (plan: Plan): boolean =>
  [...plan.drives, ...plan.checks].some((part) => part.kind === 'age' || part.kind === 'born')

/** People who answer the one thing that few people answer, and all the rest: null where nothing of the kind was typed. */
export const sureStatement = (councilIds: readonly number[], plan: Plan): RawBuilder<Row> | null =>
  plan.sure === null
    ? null
    : union([
        byKeys(councilIds, plan.sure.drive, plan.sure.others, true, mostChildren),
        ...(childOnly(plan) ? [] : [byKeys(councilIds, plan.sure.drive, plan.sure.others, false, mostAdults)]),
      ])

/**
 * The statements that find people by everything typed: first by names as written and in other spellings, then by what
 * sounds like them. `dear`: the second reads a great deal, so it is run only where the first found hardly anybody, or when
 * asked for. `both` is the two in one. Exported for their plans to be explained.
 */
export const findStatements = (
  councilIds: readonly number[],
  plan: Plan,
  counts: Counts | null,
): { first: RawBuilder<Row>; second: RawBuilder<Row> | null; both: RawBuilder<Row>; dear: boolean } => {
  const { drives, checks, prefix } = plan
  const others = [...drives.filter((part) => part.kind !== 'name'), ...checks]
  const beginning = prefix === null ? [] : [byBeginning(councilIds, prefix, others)]
  if (drives.length === 0) return { first: union(beginning), second: null, both: union(beginning), dear: false }
  const first = [...beginning, ...branches(councilIds, drives.map(written), plan, counts?.written ?? null)]
  const weak = drives.length === 1 ? soundsOnly(drives[0] as Part) : null
  const wider =
    drives.length === 1
      ? weak === null
        ? null
        : [weak]
      : drives.some((part) => soundsOnly(part) !== null)
        ? drives
        : null
  const second = wider === null ? [] : branches(councilIds, wider, plan, counts?.any ?? null)
  return {
    first: union(first),
    second: wider === null ? null : union(second),
    both: union([...first, ...second]),
    dear: counts !== null && Math.min(...counts.any) >= rare,
  }
}

export type Candidate = { councilId: number; personId: string; isChild: boolean; keys: string[] }

/** Fewer children than this found as written: what sounds like it is looked for as well, whatever it costs. */
const hardlyAnybody = 10

/** People who may be meant, with the keys they are judged by: two to four readings. `heard`: everything was looked for. */
export const candidates = async (
  db: Db,
  councilIds: readonly number[],
  plan: Plan,
  asked: readonly string[],
  sounds: boolean,
): Promise<{ people: Candidate[]; heard: boolean }> => {
  if (councilIds.length === 0) return { people: [], heard: true }
  const found = new Map<string, Row>()
  const read = async (statement: RawBuilder<Row>): Promise<number> => {
    for (const row of (await statement.execute(db)).rows) found.set(`${row.council_id} ${row.person_id}`, row)
    return [...found.values()].filter((row) => row.is_child).length
  }
  const sure = sounds ? null : sureStatement(councilIds, plan)
  if (sure !== null) await read(sure)
  let heard = false
  if (found.size === 0) {
    const { first, second, both, dear } = findStatements(councilIds, plan, await countsOf(db, councilIds, plan))
    if (second === null || (sure !== null && !dear) || sounds) {
      await read(both)
      heard = true
    } else {
      const children = await read(first)
      heard = sure === null && children <= mostShown && (!dear || children < hardlyAnybody)
      if (heard) await read(second)
    }
  }
  const rows = [...found.values()]
  if (rows.length === 0) return { people: [], heard }
  const keys = await db
    .selectFrom('search_key')
    .select(['council_id', 'person_id', 'key'])
    .where('council_id', 'in', [...new Set(rows.map((row) => row.council_id))])
    .where('person_id', '=', anyId(rows.map((row) => row.person_id)))
    .where((by) =>
      by.or([by('key', 'in', asked.length > 0 ? [...asked] : ['']), sql<boolean>`left(key, 2) in ('n:', 'b:')`]),
    )
    .execute()
  const held = Map.groupBy(keys, (row) => `${row.council_id} ${row.person_id}`)
  const people = rows.map((row) => ({
    councilId: row.council_id,
    personId: row.person_id,
    isChild: row.is_child,
    keys: (held.get(`${row.council_id} ${row.person_id}`) ?? []).map((one) => one.key),
  }))
  return { people, heard }
}

type Found = { councilId: number; personId: string }
const councilsOf = (people: readonly Found[]): number[] => [...new Set(people.map((one) => one.councilId))]
const idsOf = (people: readonly Found[]): string[] => [...new Set(people.map((one) => one.personId))]

export type FamilyTie = Found & { childId: string; kind: string; name: string; profession: string | null }

/** The children these adults belong to, as far as the viewer sees families. */
export const childrenOfAdults = async (db: Db, adults: readonly Found[]): Promise<FamilyTie[]> => {
  if (adults.length === 0) return []
  return db
    .selectFrom('relationship')
    .innerJoin('person', (join) =>
      join
        .onRef('person.council_id', '=', 'relationship.council_id')
        .onRef('person.person_id', '=', 'relationship.other_id'),
    )
    .select([
      'relationship.council_id as councilId',
      'relationship.other_id as personId',
      'relationship.child_id as childId',
      'relationship.kind',
      'person.profession',
      sql<string>`trim(coalesce(person.known_as, person.given_name) || ' ' || person.family_name)`.as('name'),
    ])
    .where('relationship.council_id', 'in', councilsOf(adults))
    .where('relationship.other_id', '=', anyId(idsOf(adults)))
    .where('relationship.ends_on', 'is', null)
    .limit(300)
    .execute()
}

/** The children of a page of results with their other names. */
export const foundChildren = async (
  db: Db,
  children: readonly Found[],
): Promise<Map<string, ListedChild & { aliases: string[] }>> => {
  if (children.length === 0) return new Map()
  const people = await db
    .selectFrom('person')
    .select([
      'council_id as councilId',
      'person_id as childId',
      'restricted',
      'given_name as givenName',
      'family_name as familyName',
      'known_as as knownAs',
      'born_on as bornOn',
      'birth_estimated as birthEstimated',
      'expected_on as expectedOn',
      'died_on as diedOn',
      sql<
        string[]
      >`(select coalesce(jsonb_agg(distinct trim(n.given_name || ' ' || n.family_name)), '[]') from person_name n
        where n.council_id = person.council_id and n.person_id = person.person_id)`.as('aliases'),
    ])
    .where('council_id', 'in', councilsOf(children))
    .where('person_id', '=', anyId(idsOf(children)))
    .where('is_child', '=', true)
    .execute()
  return new Map(people.map((person) => [`${person.councilId} ${person.childId}`, person]))
}

/** Where they live today: open only to those who may see a summary. A confidential address comes without its lines. */
export const homes = async (
  db: Db,
  children: readonly Found[],
  today: Day,
): Promise<Map<string, { lines: string | null; confidential: boolean }>> => {
  if (children.length === 0) return new Map()
  const rows = await db
    .selectFrom('person_address')
    .select(['council_id', 'person_id', 'lines', 'confidential', 'kind'])
    .where('council_id', 'in', councilsOf(children))
    .where('person_id', '=', anyId(idsOf(children)))
    .where('kind', 'in', ['home', 'placement', 'temporary'])
    .where((by) => by.or([by('lives_to', 'is', null), by('lives_to', '>=', today)]))
    .orderBy('lives_from')
    .execute()
  return new Map(
    rows.map((row) => [
      `${row.council_id} ${row.person_id}`,
      { lines: row.confidential ? null : row.lines, confidential: row.confidential },
    ]),
  )
}

/** The states that are open today, by "council person". */
export const statesOf = (db: Db, children: readonly Found[]): Promise<Map<string, Spell[]>> =>
  openSpells(
    db,
    children.map((child) => ({ councilId: child.councilId, childId: child.personId })),
  )
