import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import type { Part } from '../../../lib/search-keys.ts'
import type { Spell } from '../journey/history.ts'
import { type ListedChild, openSpells } from '../my-day/queries.ts'
import type { Plan } from './search.ts'

// Only equality of search_key.key and a range of person.normal_name find people: both stay on an index under row-level
// security, however many people there are (an explained plan is in the README of this folder).

const list = (values: readonly (string | number)[]): RawBuilder<unknown> =>
  sql.join(values.map((value) => sql`${value}`))

/** People who answer one part, each with the weight of the best answer. */
const hits = (councilIds: readonly number[], part: Part): RawBuilder<unknown> => sql`
  select council_id, person_id, max(case key ${sql.join(
    part.alternatives.map((one) => sql`when ${one.key} then ${one.weight}::int`),
    sql` `,
  )} else 0 end) as weight
  from search_key where council_id in (${list(councilIds)}) and key in (${list(part.alternatives.map((one) => one.key))})
  group by council_id, person_id`

const answers = (of: RawBuilder<unknown>, part: Part): RawBuilder<unknown> => sql`exists (
  select from search_key c where c.council_id = ${of}.council_id and c.person_id = ${of}.person_id
    and c.key in (${list(part.alternatives.map((one) => one.key))}))`

export type Candidate = { councilId: number; personId: string; isChild: boolean; keys: string[] }

/** At most so many children and so many adults are judged; the best by the weight of their keys. */
export const mostChildren = 200
const mostAdults = 60

/** The statement that finds people, without their keys: exported for its plan to be explained. */
export const candidateStatement = (
  councilIds: readonly number[],
  plan: Plan,
): RawBuilder<{ council_id: number; person_id: string; is_child: boolean }> => {
  const names = plan.drives.filter((part) => part.kind === 'name')
  const others = [...plan.drives.filter((part) => part.kind !== 'name'), ...plan.checks]
  const found: RawBuilder<unknown>[] = []
  if (plan.drives.length > 0) {
    const joins = plan.drives
      .slice(1)
      .map((part, at) => sql` join (${hits(councilIds, part)}) ${sql.ref(`h${at + 1}`)} using (council_id, person_id)`)
    const weight = sql.join(
      plan.drives.map((_, at) => sql.ref(`h${at}.weight`)),
      sql` + `,
    )
    const where =
      plan.checks.length === 0
        ? sql``
        : sql` where ${sql.join(
            plan.checks.map((part) => answers(sql.ref('h0'), part)),
            sql` and `,
          )}`
    found.push(
      sql`select council_id, person_id, ${weight} as weight from (${hits(councilIds, plan.drives[0]!)}) h0${sql.join(joins, sql``)}${where}`,
    )
  }
  if (plan.prefix) {
    const where =
      others.length === 0
        ? sql``
        : sql` and ${sql.join(
            others.map((part) => answers(sql.ref('b'), part)),
            sql` and `,
          )}`
    found.push(sql`(select b.council_id, b.person_id, ${70 * Math.max(1, names.length)}::int as weight from person b
      where b.council_id in (${list(councilIds)}) and b.is_child
        and b.normal_name ~>=~ ${plan.prefix.from} and b.normal_name ~<~ ${plan.prefix.to}${where} limit ${mostChildren + 1}::int)`)
  }
  return sql`
    select council_id, person_id, is_child from (
      select p.council_id, p.person_id, p.is_child,
        row_number() over (partition by p.is_child order by f.weight desc, p.normal_name, p.person_id) as place
      from (select council_id, person_id, max(weight) as weight from (${sql.join(found, sql` union all `)}) every_way
        group by council_id, person_id) f
      join person p on p.council_id = f.council_id and p.person_id = f.person_id) placed
    where place <= case when is_child then ${mostChildren + 1}::int else ${mostAdults}::int end`
}

/** People who may be meant, with the keys they are judged by: two readings. */
export const candidates = async (
  db: Db,
  councilIds: readonly number[],
  plan: Plan,
  asked: readonly string[],
): Promise<Candidate[]> => {
  if (councilIds.length === 0) return []
  const { rows } = await candidateStatement(councilIds, plan).execute(db)
  if (rows.length === 0) return []
  const keys = await db
    .selectFrom('search_key')
    .select(['council_id', 'person_id', 'key'])
    .where('council_id', 'in', [...new Set(rows.map((row) => row.council_id))])
    .where(
      'person_id',
      'in',
      rows.map((row) => row.person_id),
    )
    .where((by) =>
      by.or([by('key', 'in', asked.length > 0 ? [...asked] : ['']), sql<boolean>`left(key, 2) in ('n:', 'b:')`]),
    )
    .execute()
  const held = Map.groupBy(keys, (row) => `${row.council_id} ${row.person_id}`)
  return rows.map((row) => ({
    councilId: row.council_id,
    personId: row.person_id,
    isChild: row.is_child,
    keys: (held.get(`${row.council_id} ${row.person_id}`) ?? []).map((one) => one.key),
  }))
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
    .where('relationship.other_id', 'in', idsOf(adults))
    .where('relationship.ends_on', 'is', null)
    .limit(300)
    .execute()
}

export type FoundChild = ListedChild & { aliases: string[]; lines: string[]; confidential: boolean }

/** The children of a page of results with their other names: two readings. */
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
    ])
    .where('council_id', 'in', councilsOf(children))
    .where('person_id', 'in', idsOf(children))
    .where('is_child', '=', true)
    .execute()
  const names = await db
    .selectFrom('person_name')
    .select(['council_id', 'person_id', 'given_name', 'family_name'])
    .where('council_id', 'in', councilsOf(children))
    .where('person_id', 'in', idsOf(children))
    .execute()
  const others = Map.groupBy(names, (row) => `${row.council_id} ${row.person_id}`)
  return new Map(
    people.map((person) => {
      const key = `${person.councilId} ${person.childId}`
      const aliases = (others.get(key) ?? []).map((row) => `${row.given_name} ${row.family_name}`.trim())
      return [key, { ...person, aliases: [...new Set(aliases)] }]
    }),
  )
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
    .where('person_id', 'in', idsOf(children))
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
