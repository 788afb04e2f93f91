import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../../database/open.ts'
import { eachEngine } from '../../../database/testing.ts'
import { inTransaction, noWalls } from '../../../database/transaction.ts'
import { routes } from '../routes.ts'
import {
  type Fields,
  hiddenFields,
  makeWorld,
  northCouncil,
  openService,
  type TestChild,
  type TestWorker,
  type TestWorld,
  typedDate,
} from '../testing.ts'

// A record that only named people may know of: what a brother's record says of her, on its pages and to somebody who can
// put questions of their own to the database.

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let [ana, ben, mary] = [] as unknown as TestWorker[]
  let [brother, sister, stepsister] = [] as unknown as TestChild[]

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    service = await openService(database, routes)
    ana = await world.worker({ name: 'Ana Fieldtest' })
    ben = await world.worker({ name: 'Ben Fieldtest' })
    mary = await world.worker({ name: 'Mary Managertest', role: 'team manager' })
    brother = await world.child({ given: 'Otto', family: 'Elsewheretest' })
    sister = await world.child({ given: 'Amina', family: 'Secretest' })
    stepsister = await world.child({ given: 'Ida', family: 'Opentest' })
    for (const child of [brother, sister]) await world.allocate(child, ana!, '2026-11-16')
    const visitor = await service.signIn(ana!)
    for (const other of [sister, stepsister]) {
      const sent = await visitor.fillIn(`${brother!.path}/household/relationships/new`, {
        other: other!.childId,
        kind: 'sister',
        parentalResponsibility: 'no',
        livesWith: 'yes',
      })
      assert.equal(sent.status, 303, sent.text)
    }
    for (const { relationship_id } of await rowsBetween(brother!)) {
      const sent = await visitor.fillIn(`${brother!.path}/household/relationships/${relationship_id}`, {
        kind: 'sister',
        parentalResponsibility: 'no',
        livesWith: 'no',
        why: 'They live apart since the summer.',
      })
      assert.equal(sent.status, 303, sent.text)
    }
  })
  after(() => service.close())

  const rowsBetween = (child: TestChild) =>
    world.rows(`select * from relationship where child_id = '${child.childId}' order by relationship_id`)

  const restriction = async (fields: Fields): Promise<void> => {
    const manager = await service.signIn(mary!)
    const sent = await manager.post(`${sister!.path}/restriction`, {
      ...hiddenFields((await manager.get(`${sister!.path}/restriction`)).body),
      ground: 'risk to the child or carer',
      why: 'He is looking for her.',
      nightDeskMayKnow: 'no',
      understood: 'yes',
      named: ana!.workerId,
      ...typedDate('reviewOn', '2027-02-21'),
      ...fields,
    })
    assert.equal(sent.status, 303, sent.text)
  }

  /** What somebody gets who works with the whole council, and with the people named, from a statement of their own. */
  const asked = <T>(text: string, named: readonly string[] = []): Promise<T[]> => {
    const north = [northCouncil]
    return inTransaction(database, async ({ connection }) => ({ result: (await connection.script(text)) as T[] }), {
      walls: { ...noWalls, find: north, summary: north, record: north, write: north, children: named },
    })
  }
  const others = async (table: string, named?: readonly string[]): Promise<string[]> =>
    (
      await asked<{ other_id: string }>(
        `select other_id from ${table} where child_id = '${brother!.childId}' and other_id is not null`,
        named,
      )
    )
      .map((row) => row.other_id)
      .sort()

  test('a relation and its earlier versions are there for everybody while both records are open', async () => {
    const both = [sister!.childId, stepsister!.childId].sort()
    assert.deepEqual([await others('relationship'), await others('earlier_version')], [both, both])
    assert.match((await (await service.signIn(ben!)).get(`${brother!.path}/household`)).text, /Amina Secretest/)
  })

  describe('once she is restricted', () => {
    before(() => restriction({ action: 'keep' }))

    test("a brother's page says nothing of a restricted sister", async () => {
      const colleague = await service.signIn(ben!)
      const pattern = '/:councilId/children/:childId'
      const endings = routes.flatMap(({ path }) =>
        path.startsWith(pattern) && !/:/.test(path.slice(pattern.length)) ? [path.slice(pattern.length)] : [],
      )
      let opened = 0
      for (const ending of endings) {
        const page = await colleague.get(brother!.path + ending)
        if (page.status === 200) opened += 1
        assert.equal(page.body.includes(sister!.childId), false, ending)
        assert.doesNotMatch(page.text, /Amina|Secretest/, ending)
      }
      assert.ok(opened > 10, String(opened))
      const household = (await colleague.get(`${brother!.path}/household`)).text
      assert.match(household, /Ida Opentest/)
      const [hers] = (await rowsBetween(brother!)).filter((row) => row.other_id === sister!.childId)
      assert.equal(
        (await colleague.get(`${brother!.path}/household/relationships/${hers!.relationship_id}`)).status,
        404,
      )
    })

    test('nor does any row that can be read without being named, but for the audit', async () => {
      const tables = await world.rows<{ name: string }>(
        `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
          and has_table_privilege('joined_up_app', c.oid, 'select') and c.relname not in ('audit_event') order by 1`,
      )
      assert.ok(tables.length > 25)
      for (const { name } of tables) {
        const rows = await asked<{ words: string }>(`select to_jsonb(t)::text as words from "${name}" t`)
        assert.deepEqual(
          rows.filter(({ words }) => words.includes(sister!.childId)),
          [],
          name,
        )
      }
      const open = [stepsister!.childId]
      assert.deepEqual([await others('relationship'), await others('earlier_version')], [open, open])
    })

    test('nobody changes, takes away or adds what they may not know of', async () => {
      const [hers] = (await rowsBetween(brother!)).filter((row) => row.other_id === sister!.childId)
      const here = `where relationship_id = '${hers!.relationship_id}' returning relationship_id`
      assert.deepEqual(await asked(`update relationship set note = 'x' ${here}`), [])
      assert.deepEqual(await asked(`delete from relationship ${here}`), [])
      const add = (hidden: boolean) =>
        asked(`insert into relationship (council_id, child_id, relationship_id, other_id, other_restricted, kind)
          values (${northCouncil}, '${brother!.childId}', '${stepsister!.childId}', '${sister!.childId}', ${hidden}, 'sister')`)
      await assert.rejects(add(true), { code: '42501' })
      // Said to be open, she is nobody: the same answer as for an id that does not exist.
      await assert.rejects(add(false), { code: '23503' })
    })

    test('those named for her see her in his family, and how the record of it changed', async () => {
      const both = [sister!.childId, stepsister!.childId].sort()
      const named = [sister!.childId]
      assert.deepEqual([await others('relationship', named), await others('earlier_version', named)], [both, both])
      assert.match((await (await service.signIn(ana!)).get(`${brother!.path}/household`)).text, /Amina Secretest/)
      assert.match((await (await service.signIn(ana!)).get(`${sister!.path}/household`)).text, /Otto Elsewheretest/)
    })
  })

  test('once the restriction is lifted the family is whole again for everybody', async () => {
    await restriction({ action: 'lift' })
    const both = [sister!.childId, stepsister!.childId].sort()
    assert.deepEqual([await others('relationship'), await others('earlier_version')], [both, both])
    assert.match((await (await service.signIn(ben!)).get(`${brother!.path}/household`)).text, /Amina Secretest/)
  })
})
