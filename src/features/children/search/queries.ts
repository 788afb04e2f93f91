import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { anyId } from '../../../database/lists.ts'
import type { Day } from '../../../lib/day.ts'
import type { Part } from '../../../lib/search-keys.ts'
import type { Spell } from '../journey/history.ts'
import { spellOf } from '../journey/queries.ts'
import type { ListedChild } from '../my-day/queries.ts'
import { mostShown, type Plan } from './search.ts'

// Only equality of search_key.key and a range of person.normal_name find people: both stay on an index under row-level
// security, however many people there are. Reading the list of a key is cheap; looking one person up (whether they are a
// child, whether they hold another key) costs ten times as much as a row of a list, so as few as can be are looked up; and
// one statement finds people, says which keys they hold and whose parents they are. See README.md beside this.

/** Children and adults that are judged at most; what is more is not shown anyway. */
const mostChildren = 240
export const mostAdults = 80
/** Taken of one key in one council: one more than a page shows, so that "more than 50" is never missed. */
const fromEach = mostShown + 10
/** A part that fewer people than this answer is rare: everybody who answers it can be looked at. */
const rare = 1500
/** People of whom all is known but which of them are children: put together from two or more parts. */
const mostTogether = 480
/** Reading the list of those who answer a part is cheaper than looking one person up in it, about so many times. */
const cheaper = 10
const fewToLookUp = 20
const longestList = 12_000
/** Fewer children than this found as written: what sounds like it is looked for as well, whatever it costs. */
const hardlyAnybody = 10
const everybody = 1_000_000

type Sql = RawBuilder<unknown>

/**
 * A value the planner does not look at: the plan of a statement is then the same whatever is asked, and is kept. Seen as
 * they are, three keys look cheaper than the ten that a kept plan supposes, and each search would be planned anew.
 */
const unseen = (value: string, type: 'int[]' | 'text[]' | 'boolean[]' | 'text' | 'date'): Sql =>
  sql`(select ${value}::${sql.raw(type)})`
const numbers = (values: readonly number[]): Sql => unseen(`{${values.join(',')}}`, 'int[]')
const texts = (values: readonly string[]): Sql =>
  unseen(`{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`, 'text[]')

const keysOf = (part: Part): string[] => part.alternatives.map((one) => one.key)

/** Every key in every council, the best key first, to look up one pair at a time: no plan can read more than it is asked for. */
const wanted = (councilIds: readonly number[], keys: readonly string[], strong: readonly string[] = keys): Sql => {
  const pairs = keys.flatMap((key) => councilIds.map((councilId) => ({ key, councilId })))
  return sql`unnest(${numbers(pairs.map((pair) => pair.councilId))}, ${texts(pairs.map((pair) => pair.key))},
    ${unseen(`{${pairs.map((pair) => strong.includes(pair.key))}}`, 'boolean[]')}) with ordinality as wanted(council_id, key, strong, place)`
}

/** Whether a person answers a part, looked up for this person alone (a subquery with a limit is never turned into a scan). */
const answers = (people: string, part: Part): Sql => sql`(
  select true from search_key c where c.council_id = ${sql.ref(`${people}.council_id`)}
    and c.person_id = ${sql.ref(`${people}.person_id`)} and c.key = any(${texts(keysOf(part))}::text[]) limit 1)`

/** The holders of one pair of `wanted`, from the index alone. The limit keeps whatever is asked of them out of this reading. */
const readKey = sql`(select s.council_id, s.person_id from search_key s
    where s.council_id = wanted.council_id and s.key = wanted.key limit ${sql.lit(longestList)}) s`

const isChild = sql`(select p.is_child from person p where p.council_id = s.council_id and p.person_id = s.person_id limit 1)`

/** Whether a person answers what is only checked. The years of an age are keys too, but the day of birth stands beside the person. */
const passes = (people: string, part: Part): Sql =>
  part.between === null || !part.alternatives.every((one) => one.key.startsWith('y:'))
    ? answers(people, part)
    : sql`(select p.born_on between ${unseen(part.between.from.toString(), 'date')} and ${unseen(part.between.to.toString(), 'date')}
        from person p where p.council_id = ${sql.ref(`${people}.council_id`)} and p.person_id = ${sql.ref(`${people}.person_id`)} limit 1)`

const every = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`` : sql` and ${sql.join(conditions, sql` and `)}`

/** A name as written and its other spellings, without what only sounds like it; anything else as it is. */
const written = (part: Part): Part => {
  const strong = part.alternatives.filter((one) => part.kind !== 'name' || one.weight >= 75)
  return strong.length > 0 ? { ...part, alternatives: strong } : part
}
const soundsOnly = (part: Part): Part | null => {
  const weak = part.alternatives.filter((one) => !written(part).alternatives.includes(one))
  return weak.length > 0 ? { ...part, alternatives: weak } : null
}

/** The keys of the best answers to a part: a name as written, the house and not its street, the day and not its year. */
const closest = (part: Part): string[] => {
  const best = part.alternatives.filter((one) => one.weight >= 75)
  return (best.length > 0 ? best : part.alternatives).map((one) => one.key)
}

/** A child's age or date of birth answers for no parent. */
const childOnly = (plan: Plan): boolean =>
  [...plan.drives, ...plan.checks].some((part) => part.kind === 'age' || part.kind === 'born')

export type Tie = {
  childId: string
  kind: string
  profession: string | null
  name: string
}
export type Candidate = {
  councilId: number
  personId: string
  isChild: boolean
  keys: string[]
  ties: Tie[]
}

type Row = {
  council_id: number | null
  person_id: string
  is_child: boolean
  begins: boolean
  keys: string | null
  ties: Tie[] | null
  /** all that was to be looked for was looked for; of several parts: one of their lists could be read whole */
  whole: boolean
  /** of several parts: how many answer the rarest */
  rarest: number
}

/** A key by which a person is judged: one that was asked for, a name that begins as typed, the day of birth where an age was. */
const judgedBy = (asked: readonly Part[]): Sql => {
  const names = asked.filter((part) => part.kind === 'name')
  const each = [
    sql`k.key = any(${texts(asked.flatMap(keysOf))}::text[])`,
    ...names.map((part) => sql`starts_with(k.key, ${`n:${part.text}`}::text)`),
    ...(asked.some((part) => part.between !== null) ? [sql`starts_with(k.key, 'b:')`] : []),
  ]
  return sql`(${sql.join(each, sql` or `)})`
}

/**
 * The people of a list with the keys they are judged by, and of an adult whose parent or carer they are, as far as the
 * viewer sees families. Always at least one row.
 */
const described = (people: Sql, asked: readonly Part[], whole: Sql, rarest: Sql = sql`0`): Sql => sql`
  select f.council_id, f.person_id, f.is_child, f.begins,
    coalesce(f.known, (select string_agg(k.key, e'\\n') from search_key k
      where k.council_id = f.council_id and k.person_id = f.person_id and ${judgedBy(asked)})) as keys,
    case when not f.is_child then (
      select json_agg(json_build_object('childId', r.child_id, 'kind', r.kind, 'profession', a.profession,
          'name', trim(coalesce(a.known_as, a.given_name) || ' ' || a.family_name)))
        from relationship r join person a on a.council_id = r.council_id and a.person_id = r.other_id
        where r.council_id = f.council_id and r.other_id = f.person_id and r.ends_on is null) end as ties,
    whole.whole, whole.rarest
  from (select ${whole} as whole, ${rarest} as rarest) whole left join (${people}) f on true`

/** Children whose name as written begins as typed. */
const beginning = (
  councilIds: readonly number[],
  prefix: NonNullable<Plan['prefix']>,
  others: readonly Part[],
): Sql => sql`
  unnest(${numbers(councilIds)}) as here(council_id)
  cross join lateral (select b.council_id, b.person_id from person b where b.council_id = here.council_id and b.is_child
    and b.normal_name ~>=~ ${unseen(prefix.from, 'text')} and b.normal_name ~<~ ${unseen(prefix.to, 'text')}
    limit ${sql.lit(longestList)}) k where true${every(others.map((part) => passes('k', part)))}`

/** Children, or adults, who hold one key after the other and answer all else: the first so many, from every council alike. */
const holders = (
  councilIds: readonly number[],
  keys: readonly string[],
  others: readonly Part[],
  children: boolean,
  when: Sql,
  each: number = others.length === 0 ? fromEach : mostChildren,
): Sql => sql`
  select wanted.council_id, k.person_id, wanted.key from ${wanted(councilIds, keys)}
  cross join lateral (select s.person_id from ${readKey}
    where ${children ? sql`` : sql`not`} ${isChild}${every(others.map((part) => passes('s', part)))}
    limit ${sql.lit(each)}) k
  where ${when} limit ${sql.lit(children ? mostChildren : mostAdults)}`

/**
 * People who answer one part, however common it is, and all that is checked: names as written and how they begin, and where
 * that finds fewer children than `few` what sounds like them. `alone`: nothing else was typed, so fifty who hold the best
 * key are an answer, and the keys by which people were found are all that needs to be known of them.
 */
const oneStatement = (
  councilIds: readonly number[],
  plan: Plan,
  asked: readonly Part[],
  { alone, few }: { alone: boolean; few: number },
): RawBuilder<Row> => {
  const { checks, prefix } = plan
  const drive = plan.drives[0] as Part
  const strong = written(drive)
  const weak = soundsOnly(drive)
  const adults = !childOnly(plan)
  const none = sql`select 0 as council_id, null::uuid as person_id, null::text as key where false`
  // Of several councils first as many from each as make fifty: none is left out because the others come before it.
  const best = alone && few < everybody ? strong.alternatives[0]?.key : undefined
  const evenly = best !== undefined && councilIds.length > 1 && drive.kind === 'name'
  const each = Math.min(fromEach, Math.ceil((2 * (mostShown + 1)) / councilIds.length))
  const enough = sql`enough as materialized (select ${
    best === undefined
      ? sql`false`
      : sql`(select count(*) > ${sql.lit(mostShown)} from ${evenly ? sql`exact` : sql`kids`} where key = ${best}::text)`
  } as enough)`
  const notEnough = sql`not (select enough from enough)`
  const wide = sql`(select wide from wide)`
  const known = alone ? sql`key` : sql`null::text`
  const found = [
    sql`select council_id, person_id, true as is_child, false as begins, ${known} as key from kids`,
    ...(evenly ? [sql`select council_id, person_id, true, false, key from exact where not ${notEnough}`] : []),
    sql`select council_id, person_id, true, true, null from begun`,
    ...(adults ? [sql`select council_id, person_id, false, false, ${known} from adults`] : []),
    ...(weak ? [sql`select council_id, person_id, true, false, null from heard_kids`] : []),
    ...(weak && adults ? [sql`select council_id, person_id, false, false, null from heard_adults`] : []),
  ]
  return sql<Row>`
    with ${evenly ? sql`exact as materialized (${holders(councilIds, [best], [], true, sql`true`, each)}), ${enough},` : sql``}
    kids as materialized (${holders(councilIds, keysOf(strong), checks, true, evenly ? notEnough : sql`true`)}),
    ${evenly ? sql`` : sql`${enough},`}
    begun as materialized (${
      prefix === null
        ? none
        : sql`select here.council_id, k.person_id from ${beginning(councilIds, prefix, checks)}
            and ${notEnough} and (here.council_id, k.person_id) not in (select council_id, person_id from kids)
            limit ${sql.lit(mostChildren)}`
    }),
    ${adults ? sql`adults as materialized (${holders(councilIds, keysOf(strong), checks, false, notEnough)}),` : sql``}
    wide as materialized (select ${
      weak === null
        ? sql`true`
        : sql`${notEnough} and (select count(*) from (
            select council_id, person_id from kids union select council_id, person_id from begun) both_ways) < ${sql.lit(few)}`
    } as wide)
    ${weak ? sql`, heard_kids as materialized (${holders(councilIds, keysOf(weak), checks, true, wide)})` : sql``}
    ${weak && adults ? sql`, heard_adults as materialized (${holders(councilIds, keysOf(weak), checks, false, wide)})` : sql``}
    ${described(
      sql`select council_id, person_id, is_child, bool_or(begins) as begins, string_agg(key, e'\\n') as known
        from (${sql.join(found, sql` union all `)}) each group by council_id, person_id, is_child`,
      asked,
      wide,
    )}`
}

/** The people of `found` with whether they are children, children first, and children whose name begins as typed. */
const sided = (
  councilIds: readonly number[],
  plan: Plan,
  most: number,
  others: readonly Part[] | null,
  order: Sql,
): Sql => sql`
  (select f.council_id, f.person_id, p.is_child, false as begins, null::text as known from found f
    cross join lateral (select p.is_child from person p where p.council_id = f.council_id and p.person_id = f.person_id limit 1) p
    ${childOnly(plan) ? sql`where p.is_child` : sql``}
    order by ${order} p.is_child desc, f.person_id limit ${sql.lit(most)})
  ${
    plan.prefix === null || others === null
      ? sql``
      : sql`union all (select here.council_id, k.person_id, true, true, null from ${beginning(councilIds, plan.prefix, others)}
        and (here.council_id, k.person_id) not in (select council_id, person_id from found)
        limit ${sql.lit(mostChildren)})`
  }`

/**
 * People who answer all of several parts, put together from a rare one of them: whoever answers it is looked for among those
 * who answer another part, or where these are many, looked up one by one. What is only checked may be one of the parts, when
 * it is a list of people too. Nobody, and not `whole`, where every part is answered by `longestList` or more.
 */
const severalStatement = (
  councilIds: readonly number[],
  plan: Plan,
  asked: readonly Part[],
  { parts, checks, begins }: { parts: readonly Part[]; checks: readonly Part[]; begins: boolean },
): RawBuilder<Row> => {
  const list = (at: number) => sql.ref(`list${at}`)
  const size = (at: number) => sql.ref(`size${at}`)
  const most = (at: number) => sql.ref(`most${at}`)
  const lists = parts.map((part, at) => {
    const before = parts.slice(0, at).map((_, earlier) => sql`select people from ${size(earlier)} where whole`)
    const limit =
      at === 0
        ? sql`${sql.lit(longestList)}`
        : sql`(select case when min(people) is null then ${sql.lit(longestList)}
              else least(${sql.lit(longestList)}, greatest(0, ${sql.lit(cheaper)} * (min(people) - ${sql.lit(fewToLookUp)}))) end
            from (${sql.join(before, sql` union all `)}) sizes)`
    return sql`${most(at)} as materialized (select ${limit}::int as most),
      ${list(at)} as materialized (
        select wanted.council_id, s.person_id, wanted.strong from ${wanted(councilIds, keysOf(part), closest(part))}
        cross join lateral ${readKey}
        limit (select most from ${most(at)})),
      ${size(at)} as materialized (select count(*)::int as people, count(*) < (select most from ${most(at)}) as whole from ${list(at)})`
  })
  const sizes = parts.map((_, at) => sql`select ${sql.lit(at)} as at, people from ${size(at)} where whole`)
  const from = parts.map((_, at) => sql`select * from ${list(at)} where (select at from rarest) = ${sql.lit(at)}`)
  const others = parts.map(
    (part, at) => sql`case when (select at from rarest) = ${sql.lit(at)} then true
      when (select whole from ${size(at)}) then (d.council_id, d.person_id) in (select council_id, person_id from ${list(at)})
      else ${answers('d', part)} end`,
  )
  return sql<Row>`
    with ${sql.join(lists, sql`, `)},
    rarest as materialized (select at from (${sql.join(sizes, sql` union all `)}) sizes order by people limit 1),
    driving as materialized (select council_id, person_id, bool_or(strong) as strong
      from (${sql.join(from, sql` union all `)}) one group by council_id, person_id),
    found as materialized (select d.council_id, d.person_id, d.strong from driving d
      where true${every([...others, ...checks.filter((part) => !parts.includes(part)).map((part) => passes('d', part))])})
    ${described(
      sided(
        councilIds,
        plan,
        mostTogether,
        begins ? [...plan.drives.filter((part) => part.kind !== 'name'), ...plan.checks] : null,
        sql`f.strong desc,`,
      ),
      asked,
      sql`(select count(*) > 0 from rarest)`,
      sql`(select min(people) from (${sql.join(
        parts.flatMap((part, at) => (checks.includes(part) ? [] : [sql`select people from ${size(at)}`])),
        sql` union all `,
      )}) counted)`,
    )}`
}

/** Everybody who answers all parts, however common each is: the keys of every part are read whole and put together. */
const commonStatement = (
  councilIds: readonly number[],
  plan: Plan,
  asked: readonly Part[],
  parts: readonly Part[],
): RawBuilder<Row> => {
  const sets = parts.map(
    (part, at) => sql`select council_id, person_id, ${sql.lit(at)} as part from search_key
      where council_id = any(${numbers(councilIds)}::int[]) and key = any(${texts(keysOf(part))}::text[])`,
  )
  return sql<Row>`
    with found as materialized (select d.council_id, d.person_id from (
        select council_id, person_id from (${sql.join(sets, sql` union all `)}) each
        group by council_id, person_id having count(distinct part) = ${sql.lit(parts.length)}) d
      where true${every(plan.checks.map((part) => passes('d', part)))})
    ${described(sided(councilIds, plan, mostChildren + mostAdults, null, sql``), asked, sql`true`)}`
}

/** Everybody who answers the one thing that few people answer, and all the rest. */
const sureStatement = (
  councilIds: readonly number[],
  plan: Plan,
  asked: readonly Part[],
  sure: NonNullable<Plan['sure']>,
): RawBuilder<Row> => sql<Row>`
  with found as materialized (select council_id, person_id, min(place) as place from (
      select wanted.council_id, k.person_id, wanted.place from ${wanted(councilIds, keysOf(sure.drive))}
      cross join lateral (select s.person_id from ${readKey}
        where true${every(sure.others.map((part) => passes('s', part)))}
        limit ${sql.lit(mostChildren + mostAdults)}) k
      limit ${sql.lit(mostTogether)}) each group by council_id, person_id)
  ${described(sided(councilIds, plan, mostChildren + mostAdults, null, sql`f.place,`), asked, sql`true`)}`

/**
 * People who may be meant, with the keys they are judged by and whose parents they are: one reading, two where something
 * sure was typed that nobody answers, more only where all that was typed is common. `heard`: everything was looked for.
 */
export const candidates = async (
  db: Db,
  councilIds: readonly number[],
  plan: Plan,
  asked: readonly Part[],
  sounds: boolean,
): Promise<{ people: Candidate[]; heard: boolean }> => {
  if (councilIds.length === 0) return { people: [], heard: true }
  const found = new Map<string, Candidate & { begins: boolean }>()
  let rarest = 0
  const read = async (statement: RawBuilder<Row>): Promise<boolean> => {
    const { rows } = await statement.execute(db)
    for (const row of rows) {
      if (row.council_id === null) continue
      found.set(`${row.council_id} ${row.person_id}`, {
        councilId: row.council_id,
        personId: row.person_id,
        isChild: row.is_child,
        begins: row.begins,
        keys: row.keys?.split('\n') ?? [],
        ties: row.ties ?? [],
      })
    }
    rarest = rows[0]?.rarest ?? 0
    return rows[0]?.whole ?? false
  }
  const answer = (heard: boolean, only: (person: { begins: boolean; keys: string[] }) => boolean = () => true) => ({
    people: [...found.values()].filter(only),
    heard,
  })
  const { drives, checks } = plan
  // What is likely to be rare is read first: a number, a house; and of names the surname, which is said last.
  const inOrder = (parts: readonly Part[]) => [
    ...parts.filter((part) => part.kind !== 'name'),
    ...parts.filter((part) => part.kind === 'name').reverse(),
  ]
  const several = (parts: readonly Part[]) =>
    read(severalStatement(councilIds, plan, asked, { parts, checks, begins: true }))
  const sure = sounds ? null : plan.sure
  if (sure !== null) {
    const narrow = sure.others.filter((part) => checks.includes(part))
    const parts = [sure.drive, ...inOrder(sure.others.filter((part) => !checks.includes(part)))]
    const whole = await read(severalStatement(councilIds, plan, asked, { parts, checks: narrow, begins: false }))
    if (!whole) await read(sureStatement(councilIds, plan, asked, sure))
    if (found.size > 0) return answer(false)
  }
  const parts = inOrder(drives)
  const one = (few: number) => read(oneStatement(councilIds, plan, asked, { alone: asked.length === 1, few }))
  if (parts.length === 1 && checks.length === 0) return answer(await one(sounds ? everybody : mostShown + 1))

  const wider = parts.some((part) => soundsOnly(part) !== null)
  const strong = parts.map(written)
  const children = () => [...found.values()].filter((person) => person.isChild)
  // An area is one more list of people; an age is told beside the person.
  const areas = parts.length === 1 ? checks.filter((part) => part.between === null) : []
  // Where every part is common, what only sounds like it is shown where hardly anybody answers as written, or when asked for.
  const few = sounds || !wider ? everybody : sure === null ? hardlyAnybody : 0
  if (await several([...parts, ...areas])) {
    const held = strong.map((part) => new Set(keysOf(part)))
    const asWritten = (person: { begins: boolean; keys: string[] }) =>
      person.begins || held.every((each) => person.keys.some((key) => each.has(key)))
    const enough = rarest >= rare ? few : sounds || sure !== null || !wider ? everybody : mostShown + 1
    return children().filter(asWritten).length >= enough ? answer(false, asWritten) : answer(true)
  }
  const all = async (each: readonly Part[]) =>
    (await several(each)) || (each.length > 1 && (await read(commonStatement(councilIds, plan, asked, each))))
  if (wider) {
    if (!(await all([...strong, ...areas]))) return answer(await one(few))
    if (children().length >= few) return answer(false)
  }
  return answer(parts.length > 1 && (await all(parts)) ? true : await one(few))
}

type Found = { councilId: number; personId: string }
const councilsOf = (people: readonly Found[]): number[] => [...new Set(people.map((one) => one.councilId))]
const idsOf = (people: readonly Found[]): string[] => [...new Set(people.map((one) => one.personId))]

type Home = { lines: string | null; confidential: boolean }

/** The children of a page of results with their other names and where they live. */
export const foundChildren = async (
  db: Db,
  children: readonly Found[],
  today: Day,
): Promise<Map<string, ListedChild & { aliases: string[]; home: Home | null }>> => {
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
      // Where they live today: open only to those who may see a summary. A confidential address comes without its lines.
      sql<Home | null>`(select json_build_object('lines', case when a.confidential then null else a.lines end, 'confidential', a.confidential)
        from person_address a where a.council_id = person.council_id and a.person_id = person.person_id
          and a.kind in ('home', 'placement', 'temporary') and (a.lives_to is null or a.lives_to >= ${today})
        order by a.lives_from desc limit 1)`.as('home'),
    ])
    .where('council_id', 'in', councilsOf(children))
    .where('person_id', '=', anyId(idsOf(children)))
    .where('is_child', '=', true)
    .execute()
  return new Map(people.map((person) => [`${person.councilId} ${person.childId}`, person]))
}

/** The states that are open today, by "council person": each child is looked for in its own council alone. */
export const statesOf = async (db: Db, children: readonly Found[]): Promise<Map<string, Spell[]>> => {
  if (children.length === 0) return new Map()
  const rows = await db
    .selectFrom('spell')
    .selectAll()
    .where(
      sql<boolean>`(council_id, child_id) in (select council_id, child_id
        from unnest(${numbers(children.map((child) => child.councilId))}, ${`{${children.map((child) => child.personId).join(',')}}`}::uuid[])
          as one(council_id, child_id))`,
    )
    .where('ends_on', 'is', null)
    .where('kind', '<>', 'allocation')
    .orderBy('starts_on')
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => `${row.council_id} ${row.child_id}`)].map(([key, group]) => [
      key,
      group.map(spellOf),
    ]),
  )
}
