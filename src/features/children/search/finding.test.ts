import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Database } from '../../../database/open.ts'
import { eachEngine } from '../../../database/testing.ts'
import { inTransaction, noWalls, type Walls } from '../../../database/transaction.ts'
import { day } from '../../../lib/day.ts'
import { idFrom } from '../../../lib/ids.ts'
import { matchOf, queryKeys, rank } from '../../../lib/search-keys.ts'
import { storedKeys, storedName } from '../people/search-keys.ts'
import { makeWorld, northCouncil, southCouncil, type TestWorld } from '../testing.ts'
import { candidates } from './queries.ts'
import { mostShown, planOf } from './search.ts'

// Whom a search finds, asked of the database through the walls and compared with asking every person there is.

const today = day('2026-11-23')
const councils = [northCouncil, southCouncil]
const givens = [
  'Charlotte',
  'Lottie',
  'Ali',
  'Aly',
  'Catherine',
  'Katherine',
  'Siobhan',
  'Shevaun',
  'Noah',
  'Anne-Marie',
]
const families = ['Smith', 'Smyth', 'Okeefe', 'Khan', 'Kahn', 'Whitcombe', 'Ali', 'Reid-Marsh', 'Marsh', 'Noakes']

type Somebody = { councilId: number; personId: string; isChild: boolean; keys: string[]; children: string[] }

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  const everybody: Somebody[] = []

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    const people: Record<string, unknown>[] = []
    const relations: Record<string, unknown>[] = []
    for (const councilId of councils) {
      for (let nth = 0; nth < 100; nth++) {
        const isChild = nth % 4 !== 3
        const person = {
          givenName: givens[(nth * 7 + councilId) % givens.length]!,
          familyName: families[Math.floor(nth / 10 + nth * 3) % families.length]!,
          knownAs: nth % 9 === 0 ? 'Lottie' : null,
          bornOn: isChild ? day('2008-01-01').add({ days: nth * 61 }) : null,
        }
        const rest = { localId: null, names: [], identifiers: [], addresses: [], contacts: [] }
        const personId = idFrom(`somebody ${councilId} ${nth}`, 1_700_000_000_000 + nth)
        const children = isChild ? [] : everybody.slice(-2).map((child) => child.personId)
        everybody.push({ councilId, personId, isChild, keys: storedKeys({ ...person, ...rest }), children })
        people.push({
          council_id: councilId,
          person_id: personId,
          is_child: isChild,
          given_name: person.givenName,
          family_name: person.familyName,
          known_as: person.knownAs,
          normal_name: storedName(person),
          born_on: person.bornOn?.toString() ?? null,
          recorded_at: '2024-01-01T09:00:00Z',
        })
        for (const child of children)
          relations.push({
            council_id: councilId,
            child_id: child,
            relationship_id: idFrom(`relation ${personId} ${child}`, 1_700_000_000_000),
            other_id: personId,
            kind: 'mother',
          })
      }
    }
    const keys = everybody.flatMap((one) =>
      one.keys.map((key) => ({ council_id: one.councilId, key, person_id: one.personId })),
    )
    const add = (table: string, columns: string, rows: object[]) =>
      world.rows(
        `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, '${JSON.stringify(rows)}')`,
      )
    await add(
      'person',
      'council_id, person_id, is_child, given_name, family_name, known_as, normal_name, born_on, recorded_at',
      people,
    )
    await add('relationship', 'council_id, child_id, relationship_id, other_id, kind', relations)
    await add('search_key', 'council_id, key, person_id', keys)
  })

  const through = <T>(walls: Partial<Walls>, text: string): Promise<T[]> =>
    inTransaction(database, async ({ connection }) => ({ result: (await connection.script(text)) as T[] }), {
      walls: { ...noWalls, ...walls },
    })

  type Ranked = { councilId: number; personId: string; isChild: boolean; children: readonly string[]; rank: number }
  /** Children by id with their best rank: their own, or a little less than that of a parent. */
  const childrenOf = (people: readonly Ranked[]): Map<string, number> => {
    const best = new Map<string, number>()
    const keep = (id: string, value: number) => best.set(id, Math.max(value, best.get(id) ?? 0))
    for (const one of people)
      if (one.isChild) keep(one.personId, one.rank)
      else for (const child of one.children) keep(child, one.rank - 5)
    return best
  }
  const found = async (typed: string): Promise<{ children: Map<string, number>; heard: boolean }> => {
    const asked = queryKeys(typed, today)
    const plan = planOf(asked)
    assert.ok(plan, typed)
    const { people, heard } = await inTransaction(
      database,
      async ({ db }) => ({ result: await candidates(db, councils, plan, asked.parts, false) }),
      { walls: { ...noWalls, find: councils, summary: councils } },
    )
    const ranked = people.flatMap((one) => {
      const match = matchOf(asked, one.keys)
      return match ? [{ ...one, children: one.ties.map((tie) => tie.childId), rank: rank(match) }] : []
    })
    return { children: childrenOf(ranked), heard }
  }
  const wanted = (typed: string): Map<string, number> => {
    const asked = queryKeys(typed, today)
    return childrenOf(
      everybody.flatMap((one) => {
        const match = matchOf(asked, one.keys)
        return match ? [{ ...one, rank: rank(match) }] : []
      }),
    )
  }

  describe('a search', () => {
    test('finds whoever asking each person would find, as well as it would, when that is no more than a page', async () => {
      const asked = [
        ...['Charlotte Smith', 'Smith Charlotte', 'Lottie Whitcombe', 'Ali Ali', 'Aly Khan', 'Shevaun Okeefe'],
        ...['Katherine Marsh', 'Annemarie Noakes', 'Anne-Marie Reid-Marsh', 'Charlotte Lottie Smith'],
        ...['Catherine about 14', 'Smith 2010', 'Nobody Smith', 'Noah Noakes', '2010-03-11', 'Kahn aged 9'],
      ]
      let compared = 0
      for (const typed of asked) {
        const all = wanted(typed)
        const { children, heard } = await found(typed)
        if (!heard || all.size > mostShown) continue
        compared += 1
        assert.deepEqual(
          [...children].sort(([a], [b]) => a.localeCompare(b)),
          [...all].sort(([a], [b]) => a.localeCompare(b)),
          typed,
        )
      }
      assert.ok(compared >= 12, `only ${compared} searches were compared`)
    })

    test('of a name that many bear in several councils leaves no council out', async () => {
      const more = councils.flatMap((council_id) =>
        Array.from({ length: 70 }, (_, nth) => ({
          council_id,
          person_id: idFrom(`many ${council_id} ${nth}`, 1_700_000_000_000),
        })),
      )
      await world.rows(`
        insert into person (council_id, person_id, is_child, given_name, family_name, normal_name, recorded_at)
          select council_id, person_id, true, 'Many', 'Manyson', 'many manyson', '2024-01-01T09:00:00Z'
          from json_to_recordset('${JSON.stringify(more)}') as one(council_id int, person_id uuid);
        insert into search_key (council_id, key, person_id) select council_id, 'n:manyson', person_id from person where family_name = 'Manyson'`)
      const { children, heard } = await found('manyson')
      assert.ok(children.size > mostShown)
      assert.equal(heard, false, 'so many bear the very name that nothing else was looked for')
      const told = new Map(more.map((one) => [one.person_id, one.council_id]))
      assert.deepEqual([...new Set([...children.keys()].map((id) => told.get(id)))].sort(), councils)
    })
  })

  describe('the keys people are found by', () => {
    const one = () => everybody[0] as Somebody
    const seen = async (walls: Partial<Walls>): Promise<boolean> =>
      (await through(walls, `select 1 from search_key where person_id = '${one().personId}'`)).length > 0

    test('are seen only where the viewer may find, and a record opened by name elsewhere is no way to them', async () => {
      assert.equal(await seen({ find: [northCouncil] }), true)
      assert.equal(await seen({ find: [southCouncil] }), false)
      assert.equal(await seen({ find: [southCouncil], children: [one().personId] }), false)
      assert.equal(await seen({ summary: [northCouncil], record: [northCouncil] }), false)
    })

    test('of a restricted person are seen by their named readers alone, as the person is', async () => {
      const person = `select 1 from person where person_id = '${one().personId}'`
      await world.rows(`update person set restricted = true where person_id = '${one().personId}'`)
      try {
        assert.equal(await seen({ find: councils }), false)
        assert.deepEqual(await through({ find: councils }, person), [])
        assert.equal(await seen({ find: councils, children: [one().personId] }), true)
        assert.equal((await through({ find: councils, children: [one().personId] }, person)).length, 1)
      } finally {
        await world.rows(`update person set restricted = false where person_id = '${one().personId}'`)
      }
    })

    test('are kept to the viewer’s councils by the index itself, and the wall is not asked again of every row', async () => {
      const plan = await through<{ 'QUERY PLAN': string }>(
        { find: councils },
        `set local enable_seqscan = off; set local enable_bitmapscan = off;
         explain (costs off) select person_id from search_key where council_id = ${northCouncil} and key = 'n:smith'`,
      )
      const lines = plan.map((row) => row['QUERY PLAN'])
      assert.ok(
        lines.some((line) => /Index Cond:.*app\.find/.test(line)),
        lines.join('\n'),
      )
      assert.ok(!lines.some((line) => /Filter:.*app\.find/.test(line)), lines.join('\n'))
    })
  })
})
