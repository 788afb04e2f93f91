import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../../database/open.ts'
import { openEmbeddedForTest } from '../../../database/testing.ts'
import { standIn } from '../../../outside/dfe-api/stand-in.ts'
import { openService, type TestChild } from '../../children/testing.ts'
import { routes } from './routes.ts'
import { type FeedWorld, feedCouncil, feedWorld } from './testing.ts'

const path = `/${feedCouncil}/returns/dfe-api`

describe('the page of the daily feed', () => {
  let database: Database
  let world: FeedWorld
  let service: Awaited<ReturnType<typeof openService>>
  let officer: Awaited<ReturnType<typeof service.signIn>>
  let children: TestChild[]
  const poison = new Map<string, 'named'>([['C002', 'named']])
  const there = standIn({ poison })
  before(async () => {
    database = await openEmbeddedForTest()
    world = await feedWorld(database)
    children = [await world.child(), await world.child(), await world.child({ number: 'C-3' }), await world.child()]
    service = await openService(database, routes)
    officer = await service.signIn(
      await world.worker({ name: 'Dana Officer', councilId: feedCouncil, role: 'data officer' }),
    )
  })
  after(async () => {
    await service.close()
    await database.close()
  })

  test('says so when nothing was sent yet, and what would be', async () => {
    const { status, text } = await officer.get(path)
    assert.equal(status, 200)
    assert.match(text, /Nothing was sent yet/)
    const now = await officer.get(`${path}/now`)
    assert.match(now.text, /New 3/)
    assert.match(
      now.text,
      /Child C-3 Cannot be sent as it stands The council’s own number of the child may have only letters and digits/,
    )
    assert.deepEqual(await world.rows('select from dfe_api_child'), [])
    assert.equal(there.calls(), 0)
  })

  test('tells of the last send, of how many, and of each refusal with the department’s words and a link to the child', async () => {
    await world.send(there.department(feedCouncil))
    const { body, text } = await officer.get(path)
    assert.match(text, /Last send 23 Nov 2026 at 02:00: finished/)
    assert.match(text, /Accepted 2 children held by the department/)
    assert.match(text, /Refused 2 children to put right/)
    assert.match(text, /Waiting 0 children/)
    assert.match(text, /Child C002 The department refused it cannot be matched/)
    assert.ok(body.includes(`href="/${feedCouncil}/children/${children[1]!.childId}"`))
    assert.match(text, /stand-in\.example\/api Finished 2 1 1 0/)
    const now = await officer.get(`${path}/now`)
    assert.match(
      now.text,
      /New 0 Changed 0 No longer sent 0 Held as the record has them 2 Cannot be sent as they stand 1 Refused before, not changed since 1/,
    )
  })

  test('once the record is put right and sent again, there is nothing left to look at', async () => {
    poison.clear()
    await world.change(`update person set local_id = 'C033' where person_id = $1`, [children[2]!.childId])
    await world.change(`update person set given_name = 'Bea' where person_id = $1`, [children[1]!.childId])
    world.clock.now = world.clock.now.add({ hours: 24 })
    await world.send(there.department(feedCouncil))
    const { text } = await officer.get(path)
    assert.match(text, /Nothing was refused, and nothing waits for an answer/)
    assert.match(text, /Accepted 4 children/)
  })

  test('what the department wrote is shown as words, never as marks', async () => {
    await world.change(
      `update dfe_api_child set status = 'refused', refused_hash = 'x', words = '<script>alert(1)</script>' where child_id = $1`,
      [children[0]!.childId],
    )
    const { body } = await officer.get(path)
    assert.ok(!body.includes('<script>alert(1)'))
    assert.ok(body.includes('&lt;script&gt;alert(1)'))
  })

  test('a restricted child stands on neither page', async () => {
    await world.change('update person set restricted = true where person_id = $1', [children[0]!.childId])
    for (const page of [path, `${path}/now`]) assert.doesNotMatch((await officer.get(page)).body, /C001|alert\(1\)/)
  })

  test('is for a data officer of that council alone', async () => {
    const worker = await service.signIn(await world.worker({ name: 'Sam Worker', councilId: feedCouncil }))
    const other = await service.signIn(await world.worker({ name: 'Oli Officer', role: 'data officer' }))
    for (const page of [path, `${path}/now`]) {
      assert.equal((await worker.get(page)).status, 403)
      assert.equal((await other.get(page)).status, 404)
    }
  })
})
