import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { newId } from '../../lib/ids.ts'
import { alsoOnMyDay } from '../children/index.ts'
import { routes as childRoutes } from '../children/routes.ts'
import {
  hiddenFields,
  makeWorld,
  northCouncil,
  openService,
  problemsOf,
  southCouncil,
  type TestChild,
  type TestWorker,
  type TestWorld,
  type Visitor,
} from '../children/testing.ts'
import { tellOfEscalatedBreaks } from './break-glass/tell.ts'
import { nightOnMyDay } from './index.ts'
import { routes } from './routes.ts'

// The desk through the service and both walls. Northfield hosts a night team that answers for Southmere too, from 17:00 to
// 09:00 and on days that are not working days. The night is that of Monday 23 to Tuesday 24 November 2026.

const night = Temporal.Instant.from('2026-11-24T02:04:00Z')
const morning = Temporal.Instant.from('2026-11-24T10:00:00Z')

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let agreement: string
  let sam: TestWorker
  let nightManager: TestWorker
  let people: Record<'governance' | 'dayManager' | 'socialWorker' | 'director', TestWorker>
  let mina: TestChild
  let hidden: TestChild
  let fern: TestChild

  const at = async (moment: Temporal.Instant, worker: { subject: string }): Promise<Visitor> => {
    service.clock.now = moment
    return service.signIn(worker)
  }
  /** Presses a button: a form of hidden fields only. */
  const press = async (visitor: Visitor, page: string, action: string, fields: Record<string, string> = {}) => {
    const { body } = await visitor.get(page)
    const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
    return visitor.post(action, { _csrf: csrf, _key: newId(), ...fields })
  }
  const find = async (visitor: Visitor, q: string) => {
    const sent = await visitor.fillIn('/night', { q })
    return visitor.get(sent.location ?? '')
  }
  const sql = (text: string): Promise<unknown> => database.asOwner!((connection) => connection.script(text))

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    agreement = await world.arrangement({
      title: 'the night team',
      kind: 'section 113',
      level: 'summary',
      includes: ['emergency duty'],
    })
    await sql(
      `update arrangement set hours = '{"from":"17:00","to":"09:00","nonWorkingDays":true}' where arrangement_id = '${agreement}'`,
    )
    const reach = [
      { councilId: northCouncil, share: 50, arrangementId: agreement },
      { councilId: southCouncil, share: 50, arrangementId: agreement },
    ]
    sam = await world.worker({ name: 'Sam Nightly', role: 'emergency duty worker', team: 'Night team', reach })
    nightManager = await world.worker({ name: 'Mo Callwood', role: 'team manager', team: 'Night team', reach })
    await sql(
      `update post set functions = '{emergency duty}' where worker_id in ('${sam.workerId}', '${nightManager.workerId}');
       update team set manager_id = '${nightManager.workerId}' where team_id = '${sam.teamId}'`,
    )
    const south = (name: string, role: string) => world.worker({ name, role, councilId: southCouncil })
    people = {
      governance: await south('Ines Recordwood', 'information governance lead'),
      dayManager: await south('Dee Manageworth', 'team manager'),
      socialWorker: await south('Wen Workwell', 'social worker'),
      director: await south('Del Topwood', 'director'),
    }
    await world.plant('rota_shift', {
      council_id: northCouncil,
      shift_id: newId(),
      team_id: sam.teamId,
      worker_id: nightManager.workerId,
      part: 'on-call manager',
      starts_at: '2026-11-23T17:00:00Z',
      ends_at: '2026-11-24T09:00:00Z',
      phone: '02079460123',
      set_by: nightManager.workerId,
      set_at: '2026-11-20T09:00:00Z',
    })
    mina = await world.child({ given: 'Mina', family: 'Farleigh', councilId: southCouncil })
    fern = await world.child({ given: 'Fern', family: 'Otherby' })
    const mother = await world.adult({ given: 'Mary', family: 'Farleigh', councilId: southCouncil })
    await world.relate(mina, mother, 'mother', { parental_responsibility: true, lives_with: true })
    await world.plant('person_contact', {
      council_id: southCouncil,
      person_id: mother.childId,
      contact_id: newId(),
      kind: 'mobile',
      value: '07700900077',
    })
    await world.plant('person_address', {
      council_id: southCouncil,
      person_id: mina.childId,
      address_id: newId(),
      lines: '14 Acacia Road, Southmere',
      postcode: 'SM1 1AA',
      confidential: true,
      not_to_be_told: 'Her uncle and anybody who rings for him',
    })
    await world.spell(mina, 'risk', '2026-03-01', {
      code: 'risk to staff',
      detail: { words: 'Two dogs, loose at night' },
    })
    await world.spell(mina, 'child_protection_plan', '2026-02-01', {
      code: 'NEG',
      detail: { contingency: 'Grandmother first, then the on-call manager' },
    })
    await world.event(mina, 'visit', '2026-11-12', {
      worker_id: people.socialWorker.workerId,
      words: 'What was said at the visit stays with the record',
      detail: { seen: true, seenAlone: true },
    })
    await world.allocate(mina, people.socialWorker, '2026-02-01')
    hidden = await world.child({ given: 'Orla', family: 'Hiddenham', councilId: southCouncil })
    await world.plant('restriction', {
      council_id: southCouncil,
      child_id: hidden.childId,
      restriction_id: newId(),
      ground: 'adoption',
      night_desk_may_know: true,
      starts_on: '2026-01-01',
      review_on: '2027-01-01',
      set_by: people.dayManager.workerId,
    })
    await sql(`update person set restricted = true where person_id = '${hidden.childId}'`)
    alsoOnMyDay(nightOnMyDay)
    service = await openService(database, [...routes, ...childRoutes], night.toString())
  })
  after(async () => {
    await service?.close()
    await database?.close()
  })

  test('the desk finds a child of any council it answers for, and leads to the night summary', async () => {
    const desk = await at(night, sam)
    const landing = await desk.get('/night')
    assert.match(landing.text, /Northfield.*Southmere/)
    assert.match(landing.text, /On-call manager: Mo Callwood, 020 7946 0123/)
    const found = await find(desk, 'Meena Farleigh')
    assert.match(found.text, /1 child found/)
    assert.match(found.text, /Mina Farleigh Southmere 9 years/)
    assert.match(found.text, /confidential address/)
    assert.ok(!found.body.includes('Acacia'))
    assert.ok(found.body.includes(`href="${mina.path}/night"`))
    assert.ok(found.body.length < 100_000)
    // The usual search leads there too, and so does the child's own address.
    assert.ok((await desk.find('Mina Farleigh')).body.includes(`href="${mina.path}/night"`))
    assert.equal((await desk.get(mina.path)).location, `${mina.path}/night`)
    assert.match((await find(desk, 'otherby')).text, /Fern Otherby Northfield/)
  })

  test('of a hidden record the desk tells that it exists, where, and whom to ring', async () => {
    const desk = await at(night, sam)
    const found = await find(desk, 'Orla Hiddenham')
    assert.match(found.text, /A record exists in Southmere\. Call the on-call manager Mo Callwood, 020 7946 0123/)
    assert.ok(!found.body.includes(hidden.childId))
    assert.ok(!/9 years/.test(found.text))
    assert.equal((await desk.get(`${hidden.path}/night`)).status, 404)
    assert.equal((await desk.get(`${hidden.path}/break-glass`)).status, 404)
    assert.ok(!(await find(desk, 'Orla Farleigh')).text.includes('A record exists'))
  })

  test('outside its hours the desk finds nothing, says why and when it opens, and a summary is not there', async () => {
    const desk = await at(morning, sam)
    const closed = await desk.get('/night')
    assert.match(closed.text, /The night desk is closed.*17:00 to 09:00.*opens on 24 Nov 2026 at 17:00/)
    assert.equal((await desk.get(`${mina.path}/night`)).status, 404)
    assert.equal((await (await at(night, people.socialWorker)).get('/night')).status, 403)
    assert.equal((await (await at(night, people.socialWorker)).get(`${mina.path}/night`)).location, mina.path)
  })

  test('outside a call the summary asks why; then it holds what the night needs, and none of the visit’s words', async () => {
    const desk = await at(night, sam)
    // No page of the child goes round it.
    for (const page of ['', '/people', '/words'])
      assert.equal((await desk.get(`${mina.path}${page}`)).location, `${mina.path}/night`)
    const asked = await desk.get(`${mina.path}/night`)
    assert.match(asked.text, /You are not on a call\. Why do you open this summary\?/)
    assert.ok(!asked.text.includes('dogs'))
    assert.deepEqual(problemsOf((await desk.fillIn(`${mina.path}/night`, {})).body), {
      ground: 'Select why you open this summary',
    })
    assert.deepEqual(problemsOf((await desk.fillIn(`${mina.path}/night`, { ground: 'other' })).body), {
      words: 'Say why, in a few words',
    })
    const sent = await desk.fillIn(`${mina.path}/night`, {
      ground: 'asked by police or hospital',
      words: 'A and E rang',
    })
    assert.equal(sent.location, `${mina.path}/night`)
    const summary = await desk.get(`${mina.path}/night`)
    for (const words of [
      /Risk to staff : Two dogs, loose at night/,
      /Parental responsibility Mary Farleigh , mother, same home: 07700 900077/,
      /Must not be told the address Her uncle and anybody who rings for him/,
      /Address 14 Acacia Road, Southmere, SM1 1AA Confidential address/,
      /If it goes wrong Grandmother first, then the on-call manager/,
      /Last seen by a worker 12 November 2026 by Wen Workwell, seen alone/,
      /Medical consent Not recorded/,
      /Day team Wen Workwell , social worker/,
      /On-call manager Mo Callwood : 020 7946 0123/,
    ])
      assert.match(summary.text, words)
    assert.ok(!summary.text.includes('What was said at the visit'))
    assert.ok(summary.body.length < 100_000)
    assert.match((await desk.get(`${mina.path}/people`)).text, /Mary Farleigh/)
    // In this turn it opens again without asking; in the next it asks.
    assert.match((await desk.get(`${mina.path}/night`)).text, /Parental responsibility/)
    const next = await at(night.add({ hours: 24 }), sam)
    assert.match((await next.get(`${mina.path}/night`)).text, /Why do you open this summary/)
  })

  test('during a call the call is the reason, and another worker’s opening opens nothing for this one', async () => {
    const other = await at(night, nightManager)
    assert.match((await other.get(`${mina.path}/night`)).text, /Why do you open this summary/)
    const taken = await press(other, '/night', '/night/call', {
      call: 'start',
      child: `${southCouncil}.${mina.childId}`,
    })
    assert.equal(taken.location, `${mina.path}/night`)
    const summary = await other.get(`${mina.path}/night`)
    assert.match(summary.text, /On a call since 02:04.*Parental responsibility/)
    await other.get(`${mina.path}/night`)
    const [row] = await world.rows(
      `select count(*)::int as times, max(ground) as ground, count(call_id)::int as calls from night_opening where worker_id = '${nightManager.workerId}'`,
    )
    assert.deepEqual(row, { times: 1, ground: 'call', calls: 1 })
    assert.equal((await press(other, '/night', '/night/call', { call: 'end' })).said, 'The call is ended.')
    assert.match((await other.get('/night')).text, /You are not on a call/)
  })

  test('the wrong person is closed with one press, and the audit says that it was a slip', async () => {
    const desk = await at(night, sam)
    await find(desk, 'Fern Otherby')
    await desk.fillIn(`${fern.path}/night`, { ground: 'follow-up', words: '' })
    assert.match((await desk.get(`${fern.path}/night`)).text, /Wrong person: close/)
    const closed = await press(desk, '/night', `${fern.path}/night/wrong-person`)
    assert.match(closed.location ?? '', /^\/night\/search\//)
    assert.match(closed.said ?? '', /Slips happen/)
    assert.match((await desk.get(`${fern.path}/night`)).text, /Why do you open this summary/)
    const [last] = await world.rows(
      `select reason from audit_event where child_id = '${fern.childId}' and outcome = 'saved' order by happened_at desc, seq desc limit 1`,
    )
    assert.equal(last?.reason, 'opened by mistake and closed: the wrong person')
  })

  test('beyond the summary it takes a ground and a reason that says something; the whole record is open with a banner until it shuts', async () => {
    const desk = await at(night, sam)
    assert.equal((await desk.get(`${mina.path}/chronology`)).status, 403)
    const short = await desk.fillIn(`${mina.path}/break-glass`, { ground: 'missing child', reason: 'Missing' })
    assert.match(problemsOf(short.body).reason ?? '', /20 characters or more/)
    const broken = await desk.fillIn(`${mina.path}/break-glass`, {
      ground: 'missing child',
      reason: 'Police ask where she stayed the last three times',
    })
    assert.equal(broken.location, mina.path)
    const whole = await desk.get(`${mina.path}/chronology`)
    assert.equal(whole.status, 200)
    assert.match(whole.text, /Opened beyond the agreement: shuts at 03:04 , 60 minutes left/)
    // Nobody else's, no other child, nothing to change.
    assert.equal((await desk.get(`${fern.path}/chronology`)).status, 403)
    assert.equal((await desk.get(`${mina.path}/notes/new`)).status, 403)
    assert.equal((await (await at(night, nightManager)).get(`${mina.path}/chronology`)).status, 403)
    // It shuts by itself.
    const later = await at(night.add({ minutes: 61 }), sam)
    assert.equal((await later.get(`${mina.path}/chronology`)).status, 403)
  })

  test('it shuts at once when the worker says so, when the hours end, and when the agreement does', async () => {
    const nearMorning = Temporal.Instant.from('2026-11-24T08:30:00Z')
    let desk = await at(nearMorning, sam)
    const open = () =>
      desk.fillIn(`${fern.path}/break-glass`, {
        ground: 'immediate danger',
        reason: 'Neighbours hear a child crying for help',
      })
    await open()
    assert.match((await desk.get(fern.path)).text, /shuts at 09:00 , 30 minutes left/)
    const closed = await press(desk, '/night', `${fern.path}/break-glass/close`)
    assert.equal(closed.location, `${fern.path}/night`)
    assert.equal((await desk.get(`${fern.path}/chronology`)).status, 403)
    await open()
    assert.equal((await desk.get(`${fern.path}/chronology`)).status, 200)
    await sql(`update arrangement set ended_at = '2026-11-24T08:31:00Z' where arrangement_id = '${agreement}'`)
    desk = await at(Temporal.Instant.from('2026-11-24T08:32:00Z'), sam)
    assert.equal((await desk.get(`${fern.path}/chronology`)).status, 404)
    await sql(`update arrangement set ended_at = null where arrangement_id = '${agreement}'`)
    service.clock.now = Temporal.Instant.from('2026-11-24T09:00:00Z')
    assert.equal((await desk.get(`${fern.path}/chronology`)).status, 404)
  })

  test('somebody of the child’s council looks into it, never the one who did it, and once', async () => {
    const governance = await at(morning, people.governance)
    const list = await governance.get(`/${southCouncil}/break-glass`)
    assert.match(list.text, /Mina Farleigh 24 Nov 2026 at 02:04, Sam Nightly: the child is missing.*To review/)
    const path = /href="(\/912\/break-glass\/[^"]+)"/.exec(list.body)?.[1] ?? ''
    const review = await governance.get(path)
    assert.match(review.text, /Police ask where she stayed.*Read a record: 1 time/)
    assert.equal((await (await at(morning, people.socialWorker)).get(path)).status, 403)
    // The database refuses the actor a finding, in any name.
    const id = path.split('/').at(-1)
    for (const by of [sam.workerId, people.governance.workerId]) {
      await assert.rejects(
        database.lease(async (connection) => {
          try {
            await connection.script(
              `begin; ${database.firstWords} set local app.find = '{${southCouncil}}'; set local app.summary = '{${southCouncil}}'; set local app.self = '{${sam.workerId}}'`,
            )
            await connection.query(
              `update break_glass set reviewed_by = $1, reviewed_at = now(), finding = 'justified' where break_id = $2`,
              [by, id],
            )
          } finally {
            await connection.script('rollback')
          }
        }),
        /row-level security|check constraint/,
      )
    }
    // Its reviewers were told at once, and the director is told once when nobody has looked for three working days.
    const told = async (worker: TestWorker, kind: string) =>
      (await world.rows(`select path from notice where worker_id = '${worker.workerId}' and kind = '${kind}'`)).filter(
        (row) => row.path === path,
      ).length
    assert.equal(await told(people.governance, 'break-glass to review'), 1)
    assert.equal(await told(people.director, 'break-glass escalated'), 0)
    for (let times = 0; times < 2; times++)
      await tellOfEscalatedBreaks(database, Temporal.Instant.from('2026-11-27T08:00:00Z'))
    assert.equal(await told(people.director, 'break-glass escalated'), 1)
    const overdue = await at(Temporal.Instant.from('2026-11-27T10:00:00Z'), people.director)
    assert.match((await overdue.get(`/${southCouncil}/break-glass`)).text, /With the director/)
    const again = await at(morning, people.governance)
    const opened = await again.get(path)
    const fields = { ...hiddenFields(opened.body), finding: 'justified', words: 'She was found by it' }
    assert.equal((await again.post(path, fields)).said, 'What you found is kept.')
    assert.match((await again.get(path)).text, /What Ines Recordwood found It was needed/)
    const director = await at(morning, people.director)
    const second = await director.fillIn(path, {
      finding: 'not justified',
      words: 'I disagree',
      _csrf: await csrfOf(director),
    })
    assert.match(second.said ?? '', /Ines Recordwood has looked into it already/)
  })
  const csrfOf = async (visitor: Visitor): Promise<string> =>
    /name="_csrf" value="([^"]+)"/.exec((await visitor.get('/search')).body)?.[1] ?? ''

  test('in the morning the child’s council reads what was opened and why, and nothing of the other council', async () => {
    const manager = await at(morning, people.dayManager)
    const opened = await manager.get(`/${southCouncil}/night-opened`)
    for (const words of [
      /from 23 Nov 2026 at 17:00 to 24 Nov 2026 at 09:00/,
      /Sam Nightly Opened the night summary: police or a hospital asked about this child\. “A and E rang”/,
      /Mo Callwood Opened the night summary: during a call/,
      /Opened the whole record: the child is missing\. “Police ask where she stayed/,
    ])
      assert.match(opened.text, words)
    assert.ok(!opened.text.includes('Otherby'))
    assert.ok(!opened.text.includes('Hiddenham'))
    assert.match((await manager.get(`/${southCouncil}/night-opened?by=worker`)).text, /Mo Callwood .*Mina Farleigh/)
    assert.match(
      (await manager.get(`/${southCouncil}/night-opened?on=2026-11-23`)).text,
      /Nothing of this council’s children/,
    )
    assert.equal((await (await at(morning, people.socialWorker)).get(`/${southCouncil}/night-opened`)).status, 403)
    const north = await world.worker({ name: 'Nia Northby', role: 'service manager' })
    assert.match(
      (await (await at(morning, north)).get(`/${northCouncil}/night-opened`)).text,
      /Fern Otherby .*Wrong person, closed/,
    )
  })

  test('everybody sees who is on; the manager of the team keeps the rota, and nobody is on twice', async () => {
    const rota = `/${northCouncil}/teams/${sam.teamId}/rota`
    const worker = await at(night, people.socialWorker)
    assert.match((await worker.get('/rota')).text, /Night team.*On-call manager: Mo Callwood/)
    assert.match((await worker.get('/')).text, /On now On-call manager: Mo Callwood/)
    assert.ok(!(await worker.get(rota)).text.includes('Add a turn'))
    const manager = await at(morning, nightManager)
    assert.match(
      (await manager.get(rota)).text,
      /Nobody is on duty from 17:00 on Tuesday, 24 November 2026 to 09:00 on Wednesday, 25 November 2026/,
    )
    const turn = (day: string, from: string, to: string) => ({
      'on-day': day,
      'on-month': '11',
      'on-year': '2026',
      from,
      to,
      workerId: sam.workerId,
      part: 'on duty',
    })
    const byDay = await at(morning, people.socialWorker)
    const refused = await byDay.post(rota, {
      ...turn('24', '17:00', '9:00'),
      _csrf: await csrfOf(byDay),
      _key: newId(),
    })
    assert.equal(refused.status, 403)
    // Two send the same turn at once: one is on, once.
    const form = hiddenFields((await manager.get(rota)).body)
    const both = await Promise.all([
      manager.post(rota, { ...form, _key: newId(), ...turn('24', '5pm', '9:00') }),
      manager.post(rota, { ...form, _key: newId(), ...turn('24', '17:00', '08:00') }),
    ])
    assert.deepEqual(both.map((one) => one.status).sort(), [303, 400])
    const twice = both.find((one) => one.status === 400)
    assert.match(problemsOf(twice?.body ?? '').workerId ?? '', /Sam Nightly is on already \(on duty\)/)
    assert.deepEqual(problemsOf((await manager.fillIn(rota, { ...turn('25', '25:00', '9:00') })).body), {
      from: 'Enter when the turn begins, such as 17:00',
    })
    const skipped = await manager.fillIn(rota, { ...turn('28', '01:30', '09:00'), 'on-month': '3', 'on-year': '2027' })
    assert.match(problemsOf(skipped.body).from ?? '', /There is no 01:30/)
    assert.match(problemsOf((await manager.fillIn(rota, turn('23', '17:00', '9:00'))).body).on ?? '', /over already/)
    const shown = await manager.get(rota)
    assert.match(shown.text, /Sam Nightly , on duty/)
    const withdraw = /action="([^"]+\/withdraw)"/.exec(shown.body)?.[1] ?? ''
    assert.match((await press(manager, rota, withdraw)).said ?? '', /off the rota/)
    assert.ok(!(await manager.get(rota)).text.includes('Sam Nightly , on duty'))
  })
})
