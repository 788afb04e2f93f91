import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { inTransaction, noWalls } from '../../database/transaction.ts'
import { newId } from '../../lib/ids.ts'
import { myDayRoutes } from './my-day/routes.ts'
import { rewriteSearchKeys } from './people/search-keys.ts'
import { searchRoutes } from './search/routes.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  southCouncil,
  type TestChild,
  type TestWorker,
  type TestWorld,
  type Visitor,
} from './testing.ts'

// A worker's day and the search box, through the service and both walls. Today is Monday 23 November 2026.

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let worker: TestWorker
  let visitor: Visitor
  let siobhan: TestChild
  let omar: TestChild
  let far: TestChild

  const due = (child: TestChild, timescale: string, dueOn: string) =>
    world.plant('due', {
      council_id: child.councilId,
      child_id: child.childId,
      timescale,
      trigger_id: newId(),
      counted_from: '2026-01-01',
      due_on: dueOn,
      worker_id: worker.workerId,
    })
  const rewrite = (person: TestChild) =>
    inTransaction(
      database,
      async ({ db }) => {
        await rewriteSearchKeys(db, person.councilId, person.childId)
        return { result: null }
      },
      {
        walls: {
          ...noWalls,
          find: [person.councilId],
          summary: [person.councilId],
          record: [person.councilId],
          write: [person.councilId],
        },
      },
    )
  type Line = { councilId: number; outcome: string; shown: string[] }
  /** What the audit says of one request, in the order of councils. The clock moves on, so that nothing else shares its moment. */
  const auditOf = async (open: () => Promise<unknown>): Promise<Line[]> => {
    service.clock.now = service.clock.now.add({ seconds: 1 })
    await open()
    const lines = await world.rows<{ canonical: string }>(
      `select canonical from audit_event where happened_at = '${service.clock.now}' order by council_id`,
    )
    return lines.map((line) => {
      const [, , councilId, , , , outcome, , , detail] = JSON.parse(line.canonical)
      return { councilId, outcome, shown: detail.shown.toSorted() }
    })
  }

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    const agreement = await world.arrangement({
      title: 'one service for two councils',
      kind: 'delegation',
      includes: ["children's social care"],
    })
    worker = await world.worker({
      name: 'Bethany Testworth',
      reach: [
        { councilId: northCouncil, share: 50 },
        { councilId: southCouncil, share: 50, arrangementId: agreement },
      ],
    })
    siobhan = await world.child({ given: 'Siobhan', family: 'Okeefe', bornOn: '2015-03-27' })
    omar = await world.child({ given: 'Omar', family: 'Yusufari', bornOn: '2013-01-09' })
    far = await world.child({ councilId: southCouncil, given: 'Mina', family: 'Farley', bornOn: '2018-06-01' })
    await world.spell(siobhan, 'child_protection_plan', '2026-05-01', { code: 'NEG' })
    await world.spell(omar, 'child_in_need_plan', '2026-05-01')
    await world.spell(far, 'looked_after', '2026-05-01')
    for (const child of [siobhan, omar, far]) await world.allocate(child, worker, '2026-05-01')
    await world.event(siobhan, 'visit', '2026-11-02', { code: 'child_protection', detail: { seen: true } })
    await world.event(siobhan, 'visit', '2026-11-16', { code: 'child_protection', detail: { seen: false } })
    await due(omar, 'cin-visit', '2026-09-01')
    await due(siobhan, 'cp-visit', '2026-11-20')
    await due(far, 'cla-review-1', '2026-11-27')

    const mother = await world.adult({ given: 'Orla', family: 'Different' })
    await world.relate(siobhan, mother, 'mother')
    await world.plant('person_contact', {
      council_id: northCouncil,
      person_id: mother.childId,
      contact_id: newId(),
      kind: 'mobile',
      value: '07700 900123',
    })
    await world.plant('person_address', {
      council_id: northCouncil,
      person_id: siobhan.childId,
      address_id: newId(),
      lines: 'Flat 2, 14 Acacia Road',
      postcode: 'SW11 1AA',
    })
    await world.plant('person_name', {
      council_id: northCouncil,
      person_id: omar.childId,
      name_id: newId(),
      kind: 'alias',
      given_name: 'Umar',
      family_name: 'Joseph',
    })
    for (const person of [mother, siobhan, omar]) await rewrite(person)

    service = await openService(database, [...myDayRoutes, ...searchRoutes])
    visitor = await service.signIn(worker)
  })
  after(() => service.close())

  test('A worker’s day counts their children in every council and says what is late', async () => {
    const { status, text } = await visitor.get('/')
    assert.equal(status, 200)
    assert.match(text, /You hold 3 children\. 2 visits are late\./)
    assert.match(text, /Mina Farley 8 years · Southmere/)
    assert.match(text, /Siobhan Okeefe 11 years · Northfield/)
  })

  test('The late visit to the child on a protection plan stands above a visit that is much later', async () => {
    const { text } = await visitor.get('/')
    const late = text.slice(text.indexOf('Going late', text.indexOf('My children today')))
    assert.ok(late.indexOf('Siobhan Okeefe') < late.indexOf('Omar Yusufari'))
    assert.match(late, /Due this week .*First review of the care plan Mina Farley/)
  })

  test('A visit at which the child was not seen is no last seen', async () => {
    assert.match((await visitor.get('/')).text, /Last seen 2 Nov 2026/)
  })

  test('A day is audited once for each council, with the ids of the children shown', async () => {
    assert.deepEqual(await auditOf(() => visitor.get('/')), [
      { councilId: northCouncil, outcome: 'listed', shown: [siobhan.childId, omar.childId].sort() },
      { councilId: southCouncil, outcome: 'listed', shown: [far.childId] },
    ])
  })

  test('Somebody who holds no children is told what their post is for, with the way there', async () => {
    const auditor = await service.signIn(await world.worker({ name: 'Aud Testling', role: 'auditor' }))
    const { text, body } = await auditor.get('/')
    assert.match(text, /No child’s record is part of your work/)
    assert.match(text, /the post of auditor opens no child's record/)
    assert.match(body, /href="\/agreements"/)
  })

  test('A child is found by a name as it sounds, an alias, a birth date, an age, a street and a postcode', async () => {
    for (const [typed, name, why] of [
      ['Shevaun', 'Siobhan Okeefe', 'another spelling of “shevaun”'],
      ['umar', 'Omar Yusufari', 'same name'],
      ['27/03/2015', 'Siobhan Okeefe', 'same date of birth'],
      ['okeefe about 11', 'Siobhan Okeefe', 'about this age'],
      ['14 Acacia Road', 'Siobhan Okeefe', 'same address'],
      ['sw111aa', 'Siobhan Okeefe', 'same postcode'],
      ['siobhan ok', 'Siobhan Okeefe', 'begins like “ok”'],
    ] as const) {
      const { text } = await visitor.find(typed)
      assert.match(text, /1 child found/, typed)
      assert.ok(text.includes(name), typed)
      assert.ok(text.includes(why), `${typed}: ${text}`)
    }
  })

  test('A parent’s phone number finds the child, and says whose number it is', async () => {
    const { text } = await visitor.find('07700 900123')
    assert.match(text, /Siobhan Okeefe/)
    assert.match(text, /Found because: Mother, Orla Different: same phone number/)
  })

  test('The street is shown and never the house; the council stands beside each child', async () => {
    const { text, body } = await visitor.find('okeefe')
    assert.match(text, /Northfield · 11 years, born 27 Mar 2015 · Acacia Road/)
    assert.ok(!body.includes('14 Acacia'))
  })

  test('Somebody of another council finds only that council’s children', async () => {
    const stranger = await service.signIn(await world.worker({ name: 'Sam Southling', councilId: southCouncil }))
    assert.match((await stranger.find('okeefe')).text, /Nobody was found/)
    assert.match((await stranger.find('farley')).text, /1 child found/)
  })

  test('A restricted record is not found, even if it exists', async () => {
    const hidden = await world.child({ given: 'Hidden', family: 'Quillon' })
    await world.rows(`update person set restricted = true where person_id = '${hidden.childId}'`)
    assert.match((await visitor.find('quillon')).text, /Nobody was found/)
  })

  test('When nobody is found the page says what was looked for and how to look more widely', async () => {
    const { text } = await visitor.find('Nobodyson 01/02/2016')
    assert.match(text, /Looked for the name “nobodyson”, born on 1 February 2016/)
    assert.match(text, /Leave one thing out/)
  })

  test('Too little to go on asks for more, and an empty box waits', async () => {
    assert.match((await visitor.find('aged 7')).text, /Say a little more/)
    assert.ok(!/found/.test((await visitor.get('/search')).text))
  })

  test('More than fifty children say so, and fifty are shown', async () => {
    await world.rows(`
      insert into person (council_id, person_id, is_child, given_name, family_name, normal_name, born_on, recorded_at)
        select ${northCouncil}, gen_random_uuid(), true, 'Twin' || n, 'Manyson', 'twin' || n || ' manyson', '2016-01-01', '2024-01-01'
        from generate_series(1, 52) n;
      insert into search_key (council_id, key, person_id)
        select council_id, 'n:manyson', person_id from person where family_name = 'Manyson'`)
    const { text, body } = await visitor.find('manyson')
    assert.match(text, /More than 50 children found/)
    assert.equal(body.match(/class="result"/g)?.length, 50)
  })

  test('A search is audited for each council with the ids shown, and never with what was typed', async () => {
    // The empty box and what was found are two pages, each with its line.
    const lines = await auditOf(() => visitor.find('okeefe'))
    assert.deepEqual(
      lines.filter((line) => line.shown.length > 0),
      [{ councilId: northCouncil, outcome: 'listed', shown: [siobhan.childId] }],
    )
    assert.deepEqual(await world.rows("select 1 from audit_event where canonical ilike '%okeefe%'"), [])
  })

  test('Marks and letters of any kind in the box are read as text and break nothing', async () => {
    for (const typed of [
      "o'keefe'; drop table person; --",
      '<script>alert(1)</script>',
      '%_%',
      '\u{1F600}',
      'x'.repeat(500),
    ]) {
      const { status, body } = await visitor.find(typed)
      assert.equal(status, 200, typed)
      assert.ok(!body.includes('<script>alert'), typed)
    }
  })
})
