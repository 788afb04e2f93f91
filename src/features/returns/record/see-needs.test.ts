import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { routes } from '../../../app.ts'
import type { Connection } from '../../../database/connection.ts'
import type { Database } from '../../../database/open.ts'
import { eachEngine } from '../../../database/testing.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  type TestChild,
  type TestWorker,
  type TestWorld,
  typedDate,
  type Visitor,
} from '../../children/testing.ts'

// The page of what a child's record still needs, and that every save is followed by the checks. Today is Monday 23
// November 2026, in the return year 2026-27.

eachEngine((_, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let visitor: Visitor
  let reader: Visitor
  let child: TestChild
  let worker: TestWorker
  let statements = 0
  let placement: string

  const openFindings = () =>
    world.rows<{
      rule: string
      first: string
      cleared: string | null
      cleared_by: string | null
      worker_id: string | null
    }>(
      `select rule, first_seen_on::text as first, cleared_on::text as cleared, cleared_by, worker_id from finding
       where child_id = '${child.childId}' and return_name = 'ssda903' order by rule, place`,
    )

  const note = async (on: string, words: string) => {
    const fields = { ...typedDate('happenedOn', on), kind: 'phone call', note: words }
    const saved = await visitor.fillIn(`${child.path}/notes/new`, fields)
    assert.deepEqual([saved.status, saved.location], [303, child.path], saved.text)
  }

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    worker = await world.worker({ name: 'Bethany Testworth' })
    const officer = await world.worker({ name: 'Priya Testmore', role: 'data officer' })
    child = await world.child({ given: 'Amina', family: 'Yusufari', bornOn: '2012-05-14' })
    await world.rows(
      `update person set sex = 'M', ethnicity = 'BAFR', local_id = 'N-1042' where person_id = '${child.childId}'`,
    )
    await world.allocate(child, worker, '2026-06-01')
    const care = await world.spell(child, 'looked_after', '2026-06-01', { detail: { categoryOfNeed: 'N1' } })
    await world.spell(child, 'legal_status', '2026-06-01', { code: 'C2', within_id: care })
    placement = await world.spell(child, 'placement', '2026-06-01', { code: 'XX', within_id: care })
    const counting = (connection: Connection): Connection => ({
      ...connection,
      query: (text, parameters) => {
        statements += 1
        return connection.query(text, parameters)
      },
    })
    service = await openService(
      { ...database, lease: (work) => database.lease((connection) => work(counting(connection))) },
      routes,
    )
    visitor = await service.signIn(worker)
    reader = await service.signIn(officer)
  })
  after(() => service.close())

  test('a record that nothing was asked of yet says so', async () => {
    const { status, text } = await visitor.get(`${child.path}/returns`)
    assert.equal(status, 200)
    assert.match(text, /Nothing: as it stands, Amina’s record is ready for both returns/)
    assert.match((await visitor.get(child.path)).text, /What this record still needs Nothing: ready for both returns/)
  })

  test('saving anything of a child asks the checks again, in the same save', async () => {
    await note('2026-11-22', 'Rang the school.')
    const found = await openFindings()
    assert.ok(found.length > 2, JSON.stringify(found))
    assert.ok(
      found.every(
        ({ first, cleared, worker_id }) => first === '2026-11-23' && cleared === null && worker_id === worker.workerId,
      ),
    )
    const rules = found.map(({ rule }) => rule)
    // The type of placement is in no list; there is neither a pupil number nor a reason for none.
    assert.ok(rules.includes('146'), rules.join())
    assert.ok(rules.includes('442'), rules.join())
  })

  test('the child’s page counts what is needed, and the page of it leads to each record', async () => {
    const found = (await openFindings()).length
    const { text, body } = await visitor.get(child.path)
    assert.match(text, new RegExp(`${found} things to put right before the returns`))
    assert.ok(body.includes(`href="${child.path}/returns"`))
    statements = 0
    const page = await visitor.get(`${child.path}/returns`)
    // Four of them are the door, the walls, the child of the address and the audit.
    assert.ok(statements <= 8, `${statements} statements`)
    assert.match(page.text, /Return of children looked after \(SSDA903\), 1 April 2026 to 31 March 2027/)
    assert.match(page.text, /neither a UPN nor a reason for having none/)
    assert.match(page.text, /What to do: Fill in UPN, or one of UN1 to UN5/)
    assert.match(
      page.text,
      /Who can fix it: health and education team\. First seen 23 November 2026\. Check 442: Header, UPN/,
    )
    assert.ok(page.body.includes(`href="${child.path}/corrections/spells/${placement}"`))
    assert.ok(page.body.includes(`href="${child.path}/household/people/${child.childId}/name"`))
    assert.equal([...page.body.matchAll(/<h1/g)].length, 1)
  })

  test('somebody who may only read is led to the record and not to its correction', async () => {
    const { status, body } = await reader.get(`${child.path}/returns`)
    assert.equal(status, 200)
    assert.ok(body.includes(`href="${child.path}/chronology/${placement}"`))
    assert.ok(!body.includes('/corrections/'))
  })

  test('what is put right is cleared on that day, by whoever did it', async () => {
    await world.plant('person_identifier', {
      council_id: northCouncil,
      person_id: child.childId,
      scheme: 'upn unknown',
      value: 'UN4',
    })
    service.clock.now = Temporal.Instant.from('2026-11-24T10:00:00Z')
    visitor = await service.signIn(worker)
    await note('2026-11-23', 'Asked the school for the number.')
    const [missing] = (await openFindings()).filter(({ rule }) => rule === '442')
    assert.deepEqual(missing, {
      rule: '442',
      first: '2026-11-23',
      cleared: '2026-11-24',
      cleared_by: worker.workerId,
      worker_id: worker.workerId,
    })
    assert.doesNotMatch((await visitor.get(`${child.path}/returns`)).text, /neither a UPN/)
  })
})
