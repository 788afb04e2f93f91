import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { searchRoutes } from '../children/search/routes.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  problemsOf,
  southCouncil,
  type TestWorld,
  type Visitor,
} from '../children/testing.ts'
import { routes } from './routes.ts'

// The register and an agreement's page, through the service and both walls. Today is Monday 23 November 2026.

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let manager: Visitor
  let worker: Visitor
  let loan: string
  let staffing: string

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    loan = await world.arrangement({
      title: 'the loan of assessors',
      kind: 'section 113',
      level: 'record',
      includes: ["children's social care"],
      excludes: ['adoption'],
    })
    staffing = await world.arrangement({
      title: 'the shared staffing arrangement',
      kind: 'joint employment',
      includes: ['legal'],
      excludes: ["children's social care"],
    })
    await world.arrangement({ title: 'the shared payroll', kind: 'shared system' })
    manager = await service_(await world.worker({ name: 'Agata Testwicz', role: 'service manager' }))
    worker = await service_(
      await world.worker({
        name: 'Simran Testkha',
        reach: [
          { councilId: northCouncil, share: 50 },
          { councilId: southCouncil, share: 50, arrangementId: loan },
        ],
      }),
    )
    await world.child({ councilId: southCouncil, given: 'Mina', family: 'Farley' })
  })
  const service_ = async (person: { subject: string }): Promise<Visitor> => {
    service ??= await openService(database, [...routes, ...searchRoutes])
    return service.signIn(person)
  }
  after(() => service.close())

  test('The register counts the services a council shares, and those a pair shares, and names the parties of each', async () => {
    const { text } = await manager.get('/agreements')
    assert.match(text, /Northfield shares 2 services with other councils\./)
    assert.match(text, /Live \( ?3 ?\)/)
    assert.match(
      (await manager.get(`/agreements?council=${northCouncil}&with=${southCouncil}`)).text,
      /Northfield and Southmere share 2 services\./,
    )
    assert.match((await manager.get('/agreements?view=pairs')).text, /Northfield 2/)
    assert.match((await manager.get('/agreements?view=services')).text, /children's services 2 Northfield, Southmere/)
  })

  test('An agreement’s page says who may see what because of it, and what it does not open, by clause', async () => {
    const { status, text } = await manager.get(`/${northCouncil}/agreements/${loan}`)
    assert.equal(status, 200)
    assert.match(
      text,
      /Staff with a post under it may read the record of a child of Northfield and Southmere, at any hour, for children's social care \(clause 1\)/,
    )
    assert.match(
      text,
      /Social worker , 1 person May read the record of a child of Southmere Employed by Northfield, for children's social care/,
    )
    assert.match(text, /Adoption\. adoption Clause 2\./)
    assert.match(text, /Simran Testkha/)
  })

  test('Joint employment opens nothing, and the page says so', async () => {
    assert.match(
      (await manager.get(`/${northCouncil}/agreements/${staffing}`)).text,
      /It opens no child’s record of any council/,
    )
  })

  test('An agreement of councils one does not work with is not found, no more than one that does not exist', async () => {
    await world.plant('council', {
      council_id: 913,
      ons_code: 'E09000913',
      name: 'Eastmarsh',
      short_name: 'Eastmarsh',
      colour: '#505a5f',
    })
    const stranger = await service_(await world.worker({ name: 'East Testling', councilId: 913 }))
    assert.equal((await stranger.get(`/${northCouncil}/agreements/${loan}`)).status, 404)
    assert.equal((await manager.get(`/${southCouncil}/agreements/${loan}`)).status, 404)
    assert.match((await stranger.get('/agreements')).text, /shares 0 services/)
  })

  test('Ending it needs a reason and somebody who runs the host’s directory', async () => {
    const path = `/${northCouncil}/agreements/${loan}/end`
    assert.equal((await worker.get(path)).status, 403)
    const answer = await manager.fillIn(path, { reason: '', sure: 'yes' })
    assert.equal(problemsOf(answer.body).reason, 'Enter why the agreement ends')
    assert.match((await worker.find('farley')).text, /1 child found/)
  })

  test('Once it has ended the other council’s child is gone on the next request, and the page says when and why', async () => {
    const path = `/${northCouncil}/agreements/${loan}/end`
    const opened = await manager.get(path)
    const version = /name="_version" value="(\d+)"/.exec(opened.body)?.[1]
    assert.equal(version, '1')
    const answer = await manager.fillIn(path, { reason: 'The assessors went home.', sure: 'yes' })
    assert.equal(answer.status, 303)
    assert.match((await worker.find('farley')).text, /Nobody was found/)
    const { text } = await manager.get(answer.location!)
    assert.match(text, /Ended on 23 Nov 2026 at 10:00: The assessors went home\./)
    assert.match(text, /It opens nothing any more: it has ended\./)
    assert.match((await manager.get('/agreements')).text, /Northfield shares 1 service with/)
  })

  test('Two who end it at once: the second is told, and the first reason stays', async () => {
    const path = `/${northCouncil}/agreements/${loan}/end`
    const answer = await manager.post(path, { _csrf: await csrf(), reason: 'Again.', sure: 'yes', _version: '1' })
    assert.equal(answer.status, 400)
    assert.match(answer.text, /already ended/)
    assert.equal(
      (
        await world.rows<{ end_reason: string }>(`select end_reason from arrangement where arrangement_id = '${loan}'`)
      )[0]?.end_reason,
      'The assessors went home.',
    )
  })
  const csrf = async (): Promise<string> =>
    /name="_csrf" value="([^"]+)"/.exec((await manager.get(`/${northCouncil}/agreements/${staffing}/end`)).body)?.[1] ??
    ''
})
