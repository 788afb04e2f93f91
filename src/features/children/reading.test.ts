import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Connection } from '../../database/connection.ts'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { readingRoutes } from './routes.ts'
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

// The pages of a child's record, opened through the service by workers of different posts, on both engines. Today is
// Monday 23 November 2026.

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let worker: TestWorker
  let visitor: Visitor
  let night: Visitor
  let manager: Visitor
  let mina: TestChild
  let restrictedSibling: TestChild
  let planId: string
  let noteId: string
  /** readings of a page, the child of the address among them; the door, the walls and the audit go apart */
  let statements = 0

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    worker = await world.worker({ name: 'Bethany Testworth' })
    const managing = await world.worker({ name: 'Priya Testmore', role: 'team manager' })
    const participation = await world.worker({ name: 'Chantelle Testcastor', role: 'participation officer' })
    mina = await world.child({ given: 'Amina', family: 'Yusufari', knownAs: 'Mina', bornOn: '2017-04-02' })
    const mother = await world.adult({ given: 'Sara', family: 'Yusufari' })
    const brother = await world.child({ given: 'Omar', family: 'Yusufari', bornOn: '2013-01-09' })
    const teacher = await world.adult({ given: 'Lin', family: 'Testham', profession: 'Teacher' })
    restrictedSibling = await world.child({ given: 'Hidden', family: 'Yusufari', bornOn: '2015-01-09' })
    await world.rows(`update person set restricted = true where person_id = '${restrictedSibling.childId}'`)
    await world.rows(
      `update person set why_involved = 'Mina and Omar were often left alone at night.', why_involved_on = '2026-03-01', why_involved_by = '${worker.workerId}', pronouns = 'she/her', first_language = 'Somali', interpreter_for = 'Somali, for her mother', local_id = 'N-1042' where person_id = '${mina.childId}'`,
    )
    await world.relate(mina, mother, 'mother', { parental_responsibility: true, lives_with: true })
    await world.relate(mina, brother, 'brother', { lives_with: true })
    await world.relate(mina, teacher, 'teacher')
    await world.relate(mina, restrictedSibling, 'sister')
    await world.allocate(mina, worker, '2026-03-02')
    await world.allocate(brother, managing === worker ? worker : managing, '2026-03-02')
    await world.plant('person_contact', {
      council_id: northCouncil,
      person_id: mother.childId,
      contact_id: '01980000-0000-7000-8000-000000000001',
      kind: 'mobile',
      value: '07700 900123',
    })
    await world.plant('person_address', {
      council_id: northCouncil,
      person_id: mina.childId,
      address_id: '01980000-0000-7000-8000-000000000002',
      lines: '4 Example Walk',
      postcode: 'SW11 9ZZ',
      confidential: true,
      not_to_be_told: 'her father, Tobias',
      lives_from: '2026-04-01',
    })
    await world.spell(mina, 'referral', '2026-03-01', { code: '2A' })
    await world.spell(mina, 'child_in_need_plan', '2026-03-20', { ends_on: '2026-06-01' })
    planId = await world.spell(mina, 'child_protection_plan', '2026-06-01', { code: 'NEG' })
    await world.spell(mina, 'risk', '2026-06-02', {
      code: 'risk to staff',
      worker_id: worker.workerId,
      detail: { words: 'Visit in pairs', reviewOn: '2026-12-01' },
    })
    await world.event(mina, 'initial_conference', '2026-06-01', {
      significant: true,
      words: 'All agreed that a plan is needed.',
    })
    await world.event(mina, 'visit', '2026-11-10', {
      code: 'child_protection',
      worker_id: worker.workerId,
      detail: { seen: true, seenAlone: true, place: 'home' },
      words: 'Mina showed her room.',
    })
    await world.event(mina, 'child_words', '2026-11-10', {
      words: 'I sleep better now',
      worker_id: worker.workerId,
      detail: { mayShow: true },
    })
    await world.event(mina, 'child_words', '2026-11-12', {
      words: 'Please tell nobody this',
      worker_id: worker.workerId,
      detail: { mayShow: false },
    })
    noteId = await world.event(mina, 'case_note', '2026-11-15', {
      code: 'phone call',
      words: 'Sara rang about school.',
      worker_id: worker.workerId,
    })
    await world.plant('due', {
      council_id: northCouncil,
      child_id: mina.childId,
      timescale: 'cp-visit',
      trigger_id: planId,
      counted_from: '2026-11-10',
      due_on: '2026-11-25',
    })
    await world.plant('due', {
      council_id: northCouncil,
      child_id: mina.childId,
      timescale: 'core-group-next',
      trigger_id: planId,
      counted_from: '2026-10-01',
      due_on: '2026-11-19',
    })
    const counting = (connection: Connection): Connection => ({
      ...connection,
      query: (text, parameters) => {
        statements += 1
        return connection.query(text, parameters)
      },
    })
    service = await openService(
      { ...database, lease: (work) => database.lease((connection) => work(counting(connection))) },
      readingRoutes,
    )
    visitor = await service.signIn(worker)
    manager = await service.signIn(managing)
    night = await service.signIn(participation)
  })
  after(async () => {
    await service.close()
  })

  test('the first page says who the child is, what holds, what is due and why it opened', async () => {
    const { status, text, body } = await visitor.get(mina.path)
    assert.equal(status, 200)
    for (const said of [
      'Mina Yusufari',
      'Amina Yusufari',
      'she/her',
      '9 years',
      'Born 2 April 2017',
      'Northfield',
      'Record N-1042',
      'Interpreter needed: Somali, for her mother',
      'Child protection plan: neglect',
      'Confidential address',
      'Risk to staff : Visit in pairs',
      'Review by 1 Dec 2026',
      'I sleep better now',
      'often left alone at night',
      'Child protection plan because of neglect since 1 June 2026',
      'Sara Yusufari (mother) and Omar Yusufari (brother)',
      'Due in 2 days',
      'Overdue 2 days',
      '10 November 2026 by Bethany Testworth',
      'seen alone',
      'Parental responsibility',
      '07700 900123',
      'Worker: Priya Testmore',
      'Teacher',
      'Initial child protection conference',
      "you are this child's allocated social worker",
      'Only you opened this record this month',
    ])
      assert.ok(text.includes(said), `the page does not say "${said}"`)
    assert.ok(text.indexOf('Overdue 2 days') < text.indexOf('Due in 2 days'), 'what is late stands first')
    assert.ok(body.length < 100_000)
  })

  test('an ended plan, words the child did not want shown and a hidden sister are not on the first page', async () => {
    const { text, body } = await visitor.get(mina.path)
    assert.ok(!/govuk-tag[^>]*>\s*Child in need plan/.test(body))
    assert.ok(!text.includes('Please tell nobody this'))
    for (const path of [mina.path, `${mina.path}/people`]) {
      const page = await visitor.get(path)
      assert.ok(!page.text.includes('Hidden') && !page.body.includes(restrictedSibling.childId))
    }
    assert.ok(!body.includes('4 Example Walk'), 'a confidential address is not written on the first page')
  })

  test('what a person may not do leaves a marker and no link', async () => {
    const { body } = await visitor.get(mina.path)
    assert.ok(body.includes(`href="${mina.path}/visits/new"`))
    assert.ok(!body.includes(`href="${mina.path}/allocation"`))
    assert.ok(body.includes('data-not-open="allocate-a-worker"'))
    assert.ok((await manager.get(mina.path)).body.includes(`href="${mina.path}/allocation"`))
  })

  test('somebody who sees a summary is told that the rest is not open, and sees no visit, note or reader', async () => {
    const { status, text, body } = await night.get(mina.path)
    assert.equal(status, 200)
    assert.ok(text.includes('You see a summary for your work. The rest of this record is not open to you.'))
    for (const said of [
      'Mina Yusufari',
      'Child protection plan: neglect',
      'Risk to staff',
      'I sleep better now',
      'Sara Yusufari',
    ])
      assert.ok(text.includes(said), said)
    for (const unsaid of [
      'Initial child protection conference',
      'Mina showed her room',
      'Sara rang',
      'opened this record',
      'Please tell nobody',
    ])
      assert.ok(!text.includes(unsaid), unsaid)
    for (const marker of ['record', 'last-seen', 'last-supervision', 'who-looked', 'record-a-visit'])
      assert.ok(body.includes(`data-not-open="${marker}"`), marker)
    assert.equal((await night.get(`${mina.path}/chronology`)).status, 403)
    assert.equal((await night.get(`${mina.path}/words`)).status, 200)
    assert.ok(!(await night.get(`${mina.path}/words`)).text.includes('Please tell nobody'))
  })

  test('an earlier day shows the states of that day, and says so', async () => {
    const { text } = await visitor.get(`${mina.path}?on=2026-05-01`)
    assert.ok(text.includes('This is how things stood on 1 May 2026'))
    assert.ok(text.includes('Child in need plan since 20 March 2026'))
    for (const later of [
      'Child protection plan',
      'I sleep better now',
      'Initial child protection conference',
      'Risk to staff',
    ])
      assert.ok(!text.includes(later), later)
    const boxes = await visitor.get(`${mina.path}?on-day=1&on-month=5&on-year=2026`)
    assert.ok(boxes.text.includes('This is how things stood on 1 May 2026'))
  })

  test('a day that cannot be is answered in plain words with today’s page', async () => {
    for (const on of ['on=2026-02-31', 'on=tomorrow', 'on=2030-01-01', 'on-day=1&on-month=&on-year=2026']) {
      const { status, text } = await visitor.get(`${mina.path}?${on}`)
      assert.equal(status, 200)
      assert.ok(text.includes('This page shows today.'), on)
    }
  })

  test('the timeline can be narrowed to one kind', async () => {
    const { text } = await visitor.get(`${mina.path}?type=help`)
    assert.ok(text.includes('Significant events: help and assessment') && text.includes('Referral: from school'))
    assert.ok(!text.includes('Initial child protection conference'))
  })

  test('the chronology shows what is significant, everything on request, and one day only', async () => {
    const significant = await visitor.get(`${mina.path}/chronology`)
    assert.ok(
      significant.text.includes('Initial child protection conference') && !significant.text.includes('Sara rang'),
    )
    const everything = await visitor.get(`${mina.path}/chronology?everything=yes`)
    assert.ok(everything.text.includes('Sara rang about school.'))
    const day = await visitor.get(`${mina.path}/chronology?from=2026-06-02&to=2026-06-02`)
    assert.ok(day.text.includes('1 entry') && day.text.includes('Risk: Risk to staff'))
    assert.ok(
      (await visitor.get(`${mina.path}/chronology?from-day=40&from-month=1&from-year=2026`)).text.includes(
        'That date was left out',
      ),
    )
    assert.ok((await visitor.get(`${mina.path}/chronology?print=yes`)).text.includes('Printed from the record'))
  })

  test('an entry opens whole, and marking it significant is a correction with a name and a reason', async () => {
    const before = await visitor.get(`${mina.path}/chronology/${noteId}`)
    assert.ok(before.text.includes('Case note: phone call') && before.text.includes('Mark this as significant'))
    const saved = await visitor.fillIn(`${mina.path}/chronology/${noteId}/significant`, {
      significant: 'yes',
      reason: 'It explains the school move',
    })
    assert.equal(saved.location, `${mina.path}/chronology/${noteId}`)
    const after = await visitor.get(`${mina.path}/chronology/${noteId}`)
    assert.ok(after.text.includes('by Bethany Testworth because: It explains the school move'))
    const line = await visitor.get(`${mina.path}/chronology`)
    assert.ok(
      line.text.includes('Sara rang about school.') && line.text.includes('because: It explains the school move'),
    )
    assert.equal((await visitor.fillIn(`${mina.path}/chronology/${noteId}/significant`, {})).status, 400)
  })

  test('the address and number of another child’s record answer not found', async () => {
    const other = await world.child({ given: 'Other', family: 'Childworth' })
    const theirs = await world.event(other, 'case_note', '2026-11-01', { words: 'Not for this page' })
    assert.equal((await visitor.get(`${mina.path}/chronology/${theirs}`)).status, 404)
    assert.equal((await visitor.get(`${mina.path}/chronology/${theirs}/significant`)).status, 404)
    const south = await world.child({ councilId: southCouncil, given: 'South', family: 'Childworth' })
    for (const ending of [
      '',
      '/chronology',
      '/people',
      '/plan',
      '/assessments',
      '/visits',
      '/health',
      '/words',
      '/who-looked',
    ]) {
      assert.equal((await visitor.get(`${south.path}${ending}`)).status, 404, ending)
    }
  })

  test('the people page draws the family, and says the same in a list', async () => {
    const { text, body } = await visitor.get(`${mina.path}/people`)
    assert.ok(
      text.includes('Family tree of Mina Yusufari') &&
        text.includes('Mother: Sara Yusufari, Parental responsibility, Lives with Mina.'),
    )
    assert.equal(
      body.match(/data-from=/g)?.length,
      2,
      'mother and brother are joined to Mina, the teacher is not family',
    )
    assert.ok(text.includes('Must not be told: her father, Tobias') && text.includes('4 Example Walk'))
    assert.ok(text.includes('Lin Testham Teacher'))
  })

  test('every other page of the record opens, with and without anything in it', async () => {
    const empty = await world.child({ given: 'Nobody', family: 'Known', bornOn: null })
    const unborn = await world.child({ given: 'Unborn', family: 'Yusufari', bornOn: null, expectedOn: '2027-02-01' })
    for (const child of [mina, empty, unborn]) {
      for (const ending of [
        '',
        '/chronology',
        '/chronology?everything=yes',
        '/people',
        '/plan',
        '/assessments',
        '/visits',
        '/visits?page=2',
        '/health',
        '/words',
        '/who-looked',
        '/who-looked?what=refused',
      ]) {
        const { status, body } = await visitor.get(`${child.path}${ending}`)
        assert.equal(status, 200, `${child.path}${ending}`)
        assert.equal(body.match(/<h1/g)?.length, 1, ending)
        assert.ok(body.length < 100_000, ending)
        assert.ok(!/undefined|\[object|NaN/.test(body), `${ending} shows something that is not words`)
      }
    }
    assert.ok((await visitor.get(unborn.path)).text.includes('Not yet born · Due to be born 1 February 2027'))
    assert.ok((await visitor.get(empty.path)).text.includes('Nobody is allocated to Nobody'))
  })

  test('who looked is told with the reason, refused attempts included', async () => {
    await night.get(`${mina.path}/chronology`)
    const { text } = await visitor.get(`${mina.path}/who-looked`)
    assert.ok(text.includes('Bethany Testworth') && text.includes('as the allocated social worker'))
    assert.ok(text.includes('Chantelle Testcastor') && text.includes('Was refused'))
    const refused = await visitor.get(`${mina.path}/who-looked?what=refused`)
    assert.ok(refused.text.includes('Was refused') && !/Opened to/.test(refused.text))
    assert.ok((await visitor.get(mina.path)).text.includes('3 people opened this record this month'))
  })

  test('the first page takes at most eight readings of its own, on an earlier day too, and no page one for each row', async () => {
    const wide = await service.signIn(
      await world.worker({
        name: 'Wide Testreach',
        reach: [
          { councilId: northCouncil, share: 50 },
          {
            councilId: southCouncil,
            share: 50,
            arrangementId: await world.arrangement({ title: 'One service', includes: ["children's social care"] }),
          },
        ],
      }),
    )
    for (const [reader, ending] of [
      [visitor, ''],
      [wide, ''],
      [wide, '?on=2026-05-01'],
      [visitor, '/chronology'],
      [visitor, '/people'],
      [visitor, '/plan'],
      [visitor, '/visits'],
      [visitor, '/health'],
      [visitor, '/who-looked'],
    ] as const) {
      statements = 0
      assert.equal((await reader.get(`${mina.path}${ending}`)).status, 200)
      // one more is the child of the address, which the service reads before the page
      assert.ok(statements <= 9, `${ending} takes ${statements - 1} readings`)
    }
  })

  test('somebody who may only find a child learns name, age and council and nothing else', async () => {
    const finding = await world.arrangement({
      title: 'Checks between councils',
      level: 'find',
      includes: ["children's social care"],
      hostId: southCouncil,
    })
    const finder = await service.signIn(
      await world.worker({
        name: 'Finn Testfinder',
        councilId: southCouncil,
        reach: [{ councilId: northCouncil, share: 100, arrangementId: finding }],
      }),
    )
    const { status, text, body } = await finder.get(mina.path)
    assert.equal(status, 200)
    assert.ok(
      text.includes('Mina Yusufari') &&
        text.includes('9 years') &&
        text.includes('This child is known to Northfield. Nothing more of the record is open to you.'),
    )
    assert.ok(text.includes('under the agreement Checks between councils'))
    for (const unsaid of ['neglect', 'Born', '2 April', 'N-1042', 'Somali', 'Sara', 'left alone', 'sleep'])
      assert.ok(!text.includes(unsaid), unsaid)
    assert.ok(body.includes('data-not-open="summary"'))
    for (const ending of ['/people', '/words', '/chronology', '/who-looked'])
      assert.equal((await finder.get(`${mina.path}${ending}`)).status, 403, ending)
  })

  test('a relation never leads to the record of another council, so that no row tells of a child who is not its own', async () => {
    const half = await world.child({ councilId: southCouncil, given: 'Elias', family: 'Southworth' })
    for (const [of, to] of [
      [mina, half],
      [half, mina],
    ] as const)
      await assert.rejects(world.relate(of, to, 'half-brother'), { code: '23503' })
  })

  test('a restricted record opens for a named reader, with its tag, and is not there for anybody else', async () => {
    assert.equal((await visitor.get(restrictedSibling.path)).status, 404)
    await world.plant('restriction_reader', {
      council_id: northCouncil,
      child_id: restrictedSibling.childId,
      worker_id: worker.workerId,
      reads_from: '2026-01-01',
      added_by: worker.workerId,
    })
    const { status, text } = await visitor.get(restrictedSibling.path)
    assert.equal(status, 200)
    assert.ok(
      text.includes('Restricted record') && text.includes('you are one of the people named for this restricted record'),
    )
    assert.ok((await visitor.get(mina.path)).text.includes('Hidden Yusufari'), 'the named reader sees the sister')
    assert.ok(!(await manager.get(mina.path)).text.includes('Hidden Yusufari'))
  })

  test('a plan goes by the category it had on the day that is looked at', async () => {
    const child = await world.child({ given: 'Category', family: 'Changes' })
    const plan = await world.spell(child, 'child_protection_plan', '2026-01-10', {
      code: 'EMO',
      detail: { initialCategory: 'NEG' },
    })
    await world.event(child, 'review_conference', '2026-04-01', { code: 'EMO', spell_id: plan })
    assert.ok((await visitor.get(child.path)).text.includes('Child protection plan: emotional abuse'))
    assert.ok((await visitor.get(`${child.path}?on=2026-02-01`)).text.includes('Child protection plan: neglect'))
  })

  test('a peer reads the sample agreed and nothing beside it, and is not shown who looked', async () => {
    const support = await world.arrangement({
      title: 'Peer support',
      kind: 'peer support',
      level: 'record',
      includes: ["children's social care"],
      hostId: southCouncil,
    })
    const peer = await service.signIn(
      await world.worker({
        name: 'Petra Testpeer',
        role: 'peer',
        councilId: southCouncil,
        reach: [{ councilId: northCouncil, share: 100, arrangementId: support }],
      }),
    )
    assert.equal((await peer.get(mina.path)).status, 404)
    await world.plant('sample_child', {
      council_id: northCouncil,
      arrangement_council_id: southCouncil,
      arrangement_id: support,
      child_id: mina.childId,
      reads_from: '2026-11-01',
      reads_to: '2026-12-01',
    })
    const { status, text, body } = await peer.get(mina.path)
    assert.equal(status, 200)
    assert.ok(
      text.includes('this record is in a sample agreed for you, until an agreed end') &&
        text.includes('Child protection plan: neglect'),
    )
    assert.ok(
      !text.includes('opened this record this month') &&
        !body.includes('/who-looked"') &&
        !body.includes('/visits/new'),
    )
    assert.equal((await peer.get(`${mina.path}/chronology`)).status, 200)
    assert.equal((await peer.get(`${mina.path}/who-looked`)).status, 403)
    const other = await world.child({ given: 'Outside', family: 'Sample' })
    assert.equal((await peer.get(other.path)).status, 404)
  })
})
