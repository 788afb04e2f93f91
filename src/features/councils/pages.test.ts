import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { newId } from '../../lib/ids.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  problemsOf,
  southCouncil,
  type TestWorld,
  typedDate,
  type Visitor,
} from '../children/testing.ts'
import { routes } from './routes.ts'

// Councils side by side and one council's page, through the service and both walls. Today is Monday 23 November 2026.

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let director: Visitor
  let worker: Visitor
  const page = `/${northCouncil}/council`

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    await world.rows(
      `update council set place = 'A town by the river.', principles = '["child centred","family minded","relationship based","outcome focused","strength based","evidence informed","fair","reflective"]' where council_id = ${northCouncil}`,
    )
    await world.plant('council_population', {
      council_id: northCouncil,
      measured_on: '2019-06-30',
      aged_0_to_17: 10_000,
      source: 'the council',
    })
    for (const [published, overall] of [
      ['2022-11-11', 'good'],
      ['2026-05-18', null],
    ] as const) {
      await world.plant('inspection', {
        council_id: northCouncil,
        inspection_id: newId(),
        framework: 'ILACS',
        started_on: '2022-09-26',
        ended_on: '2022-09-30',
        published_on: published,
        overall,
        leaders: 'good',
      })
    }
    for (let at = 0; at < 3; at++)
      await world.spell(await world.child({ given: `Child${at}` }), 'looked_after', '2026-01-05')
    const left = await world.child({ given: 'Left' })
    await world.spell(left, 'looked_after', '2023-01-05', { ends_on: '2024-06-01' })
    service = await openService(database, routes)
    director = await service.signIn(await world.worker({ name: 'Eleanor Testgarth', role: 'director' }))
    worker = await service.signIn(await world.worker({ name: 'Bethany Testworth' }))
  })
  after(() => service.close())

  test('Rates are counted against the population that had been measured, and a newer one changes them from its day on', async () => {
    assert.match((await director.get(page)).text, /Children looked after 3 3\.0 10,000 aged 0 to 17, 30 Jun 2019/)
    const answer = await director.fillIn(`${page}/population`, {
      ...typedDate('measuredOn', '2026-06-30'),
      aged0To17: '12,000',
      everyone: '',
      source: 'mid-2026 estimate',
    })
    assert.equal(answer.status, 303)
    assert.match((await director.get(page)).text, /Children looked after 3 2\.5 12,000 aged 0 to 17, 30 Jun 2026/)
    assert.match(
      (await director.get(`${page}?on=2024-03-31`)).text,
      /Children looked after 1 1\.0 10,000 aged 0 to 17, 30 Jun 2019/,
    )
  })

  test('The principles stand in the council’s own order', async () => {
    const { body } = await director.get(page)
    const list = /<ol class="govuk-list govuk-list--number">([\s\S]*?)<\/ol>/.exec(body)?.[1] ?? ''
    assert.deepEqual(
      list.match(/<li>([^<]+)/g)?.map((item) => item.slice(4)),
      [
        'child centred',
        'family minded',
        'relationship based',
        'outcome focused',
        'strength based',
        'evidence informed',
        'fair',
        'reflective',
      ],
    )
  })

  test('Inspections stand newest first, one without an overall grade says so, and nothing is averaged', async () => {
    const { text } = await director.get(page)
    assert.ok(text.indexOf('18 May 2026') < text.indexOf('11 Nov 2022'))
    assert.match(text, /18 May 2026 Not judged Good/)
  })

  test('Somebody whose post opens no record of a council is not told its numbers', async () => {
    const member = await service.signIn(await world.worker({ name: 'Martha Testcombe', role: 'elected member' }))
    assert.match((await member.get(page)).text, /they are not counted for you here/)
  })

  test('A local timescale is set from a day on, and what held before stays readable', async () => {
    const path = `${page}/timescales/cp-visit`
    await director.fillIn(path, {
      within: '15',
      unit: 'working_day',
      first: '',
      ...typedDate('holdsFrom', '2025-04-01'),
    })
    const answer = await director.fillIn(path, {
      within: '10',
      unit: 'working_day',
      first: '5',
      ...typedDate('holdsFrom', '2026-11-23'),
    })
    assert.equal(answer.status, 303)
    assert.match(
      (await director.get(page)).text,
      /Within 10 working days, the first within 5 working days since 23 Nov 2026 Before, from 1 Apr 2025: Within 15 working days/,
    )
    assert.equal(
      (
        await world.rows(
          `select 1 from council_setting where council_id = ${northCouncil} and name = 'timescale:cp-visit'`,
        )
      ).length,
      2,
    )
  })

  test('What cannot be a limit is said beside its field', async () => {
    const answer = await director.fillIn(`${page}/timescales/cin-visit`, {
      within: '0',
      unit: '',
      ...typedDate('holdsFrom', '2026-11-23'),
    })
    assert.equal(answer.status, 400)
    assert.deepEqual(problemsOf(answer.body), {
      within: 'Limit must be between 1 and 365',
      unit: 'Select working days, days, weeks or months',
    })
    assert.equal((await director.get(`${page}/timescales/nothing`)).status, 404)
  })

  test('Only those who run a council change it', async () => {
    assert.equal((await worker.get(`${page}/population`)).status, 403)
    assert.equal((await worker.get(`${page}/caseload`)).status, 403)
    assert.equal((await director.get(`/${southCouncil}/council/population`)).status, 404)
  })

  test('The weights of a caseload are the council’s own from their day on', async () => {
    const opened = await director.get(`${page}/caseload`)
    const fields = Object.fromEntries(
      [...opened.body.matchAll(/<input class="govuk-input[^>]*name="([a-zA-Z0-9]+)"[^>]*value="([^"]*)"/g)].map(
        ([, name, value]) => [name!, value!],
      ),
    )
    assert.equal(fields.protection, '10')
    const answer = await director.fillIn(`${page}/caseload`, {
      ...fields,
      protection: '12',
      ...typedDate('holdsFrom', '2026-11-23'),
    })
    assert.equal(answer.status, 303)
    assert.match((await director.get(page)).text, /Chosen by this council, from 23 November 2026/)
  })

  test('Councils stand side by side, each with its own inspection', async () => {
    assert.match((await director.get('/councils')).text, /Northfield \( ?yours ?\) A town by the river/)
  })
})
