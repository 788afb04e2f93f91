import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '../../../database/open.ts'
import { eachEngine } from '../../../database/testing.ts'
import { inTransaction, noWalls } from '../../../database/transaction.ts'
import { idFrom } from '../../../lib/ids.ts'
import { formToken } from '../../../web/session.ts'
import { formFields } from '../../../web/testing.ts'
import { searchRoutes } from '../../children/search/routes.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  problemsOf,
  southCouncil,
  type TestWorker,
  type TestWorld,
  typedDate,
  type Visitor,
} from '../../children/testing.ts'
import { tell } from '../../notices/index.ts'
import { routes } from '../routes.ts'
import { tellOfEndings } from '../tell-of-endings.ts'

// From an idea to an arrangement that opens records, is changed, left and ended: through the service and both walls, and
// through people of two councils that share nothing before. Today is Monday 23 November 2026.

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let north: Visitor
  let south: Visitor
  let twoPosts: Visitor
  let stranger: Visitor
  let worker: Visitor
  let people: Record<'north' | 'south' | 'east' | 'worker', TestWorker>
  let path: string
  let arrangementId: string

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    await world.plant('council', {
      council_id: 913,
      ons_code: 'E09000913',
      name: 'Eastmarsh',
      short_name: 'Eastmarsh',
      colour: '#505a5f',
    })
    people = {
      north: await world.worker({ name: 'Agata Testwicz', role: 'service manager' }),
      south: await world.worker({ name: 'Berta Testova', role: 'service manager', councilId: southCouncil }),
      east: await world.worker({ name: 'East Testling', role: 'director', councilId: 913 }),
      worker: await world.worker({ name: 'Ana Testwood' }),
    }
    service = await openService(database, [...routes, ...searchRoutes])
    north = await service.signIn(people.north)
    south = await service.signIn(people.south)
    worker = await service.signIn(people.worker)
    stranger = await service.signIn(people.east)
    // Somebody who manages in both councils could sign twice.
    const both = await world.worker({ name: 'Cleo Testboth', role: 'director' })
    await world.plant('post', {
      council_id: southCouncil,
      post_id: idFrom('second post', 0),
      worker_id: both.workerId,
      title: 'Director',
      role: 'director',
      functions: [],
      fte: 0.5,
      starts_on: '2020-01-01',
    })
    twoPosts = await service.signIn(both)
    await world.child({ councilId: southCouncil, given: 'Mina', family: 'Farley' })
  })
  after(() => service.close())

  /** A form with what stands in it, and what somebody types over it. */
  const filled = async (who: Visitor, at: string, fields: Record<string, string | readonly string[]>) => {
    const { body } = await who.get(at)
    const standing = Object.fromEntries(formFields(body).map((field) => [field.name, field.value]))
    const { more: _more, _action, ...kept } = standing
    return who.post(at, { _csrf: formToken(who.token), ...kept, ...fields })
  }
  const terms = {
    title: 'the loan of assessors',
    service: 'Assessments',
    kind: 'section 113',
    purpose: 'Two assessors for two councils.',
    legalBasis: 'Local Government Act 1972, section 113',
    party1: 'Northfield',
    party2: 'Southmere',
    opens2: 'yes',
    ...typedDate('startsOn', '2026-11-23'),
    ...typedDate('reviewOn', '2027-11-01'),
    level: 'record',
    roles: ['social worker', 'team manager'],
    clause1: '1',
    effect1: 'includes',
    function1: "children's social care",
    words1: 'The assessors read the records of the children they assess.',
    lawfulBasis: 'UK GDPR Article 6(1)(e), Article 9(2)(h); Children Act 1989 section 17',
    dpiaReference: 'DPIA 12',
    data1: 'children’s records',
    controller1: 'Each council for its children',
    processor1: 'None',
  }
  const arrangements = () => world.rows('select title, level, version, ended_at, roles, owner_id from arrangement')

  test('An idea with one council, or with clauses that contradict each other, is sent back in plain words and nothing is kept', async () => {
    const at = `/${northCouncil}/proposals/new`
    const alone = await filled(north, at, { ...terms, party2: '' })
    assert.equal(alone.status, 400)
    assert.equal(problemsOf(alone.body).party1, 'An arrangement needs at least two councils')
    const odd = await filled(north, at, {
      ...terms,
      clause2: '2',
      effect2: 'excludes',
      function2: "children's social care",
      words2: 'No.',
      hoursFrom: '25:00',
      hoursTo: '09:00',
      party3: 'Atlantis',
    })
    assert.match(problemsOf(odd.body).clause2 ?? '', /leaves out children's social care, which clause 1 includes/)
    assert.match(problemsOf(odd.body).hoursFrom ?? '', /such as 17:00/)
    assert.match(problemsOf(odd.body).party3 ?? '', /No council of this name/)
    assert.deepEqual(await world.rows('select title from proposal'), [])
  })

  test('A button adds a row without JavaScript and keeps what was typed', async () => {
    const at = `/${northCouncil}/proposals/new`
    const answer = await filled(north, at, { title: 'Half a title', clause1: '7', more: 'clause' })
    assert.equal(answer.location, at)
    const again = formFields((await north.get(at)).body)
    const value = (name: string) => again.find((field) => field.name === name)?.value
    assert.equal(value('title'), 'Half a title')
    assert.equal(value('clause1'), '7')
    assert.equal(value('clause2'), '')
  })

  test('An idea is written down; its other council reads it before the two work together, and nobody else does', async () => {
    const answer = await filled(north, `/${northCouncil}/proposals/new`, terms)
    assert.equal(answer.status, 303)
    path = answer.location ?? ''
    arrangementId = (await world.rows<{ arrangement_id: string }>('select arrangement_id from proposal'))[0]!
      .arrangement_id
    assert.match((await south.get(path)).text, /loan of assessors/)
    assert.match((await south.get('/agreements?view=pipeline&council=')).text, /Idea \( ?1 ?\) Assessments/)
    for (const other of [stranger, worker]) {
      const { status } = await other.get(path)
      assert.equal(status, other === stranger ? 404 : 200)
    }
    assert.doesNotMatch((await stranger.get('/agreements?view=pipeline&council=')).text, /Assessments/)
    assert.equal((await south.get(`${path}/terms`)).status, 404)
    assert.equal((await worker.get(`${path}/terms`)).status, 403)
    assert.deepEqual(await arrangements(), [])
  })

  test('It is approved only with a baseline, or with why nobody can say what it costs now', async () => {
    const refusedAnswer = await filled(north, `${path}/stage`, { stage: 'approved' })
    assert.match(problemsOf(refusedAnswer.body).stage ?? '', /nothing goes live without a baseline/)
    assert.equal((await south.get(`${path}/sign`)).status, 200)
    const early = await filled(south, `${path}/sign`, { sure: 'yes', _version: '1' })
    assert.match(problemsOf(early.body).sure ?? '', /signed once it is approved/)
    await filled(north, `${path}/business-case`, {
      baseline: '120,000',
      oneOffCost: '30000',
      savingAYear: '12000',
      resilience: 'Cover in holidays.',
      ...typedDate('milestoneOn', '2026-11-01'),
    })
    assert.equal((await filled(north, `${path}/stage`, { stage: 'approved' })).status, 303)
    const { text } = await north.get(path)
    assert.match(text, /Milestone late/)
    assert.match(text, /£120,000/)
    assert.match(text, /After 2 years and 6 months/)
  })

  test('One council’s signature puts nothing in force, its second is refused, and nobody signs for both', async () => {
    const signed = await filled(north, `${path}/sign`, { sure: 'yes' })
    assert.match(signed.said ?? '', /Signed for Northfield\. Still to sign: Southmere\./)
    assert.deepEqual(await arrangements(), [])
    assert.match((await north.get(`${path}/sign`)).text, /Your council has signed these words/)
    const twice = await twoPosts.post(`${path}/sign`, {
      ...Object.fromEntries(formFields((await twoPosts.get(`${path}/sign`)).body).map((one) => [one.name, one.value])),
      signingFor: String(northCouncil),
      sure: 'yes',
    })
    assert.match(problemsOf(twice.body).sure ?? '', /has signed these words already/)
    assert.equal((await worker.get(`${path}/sign`)).status, 403)
  })

  test('Whoever read other words is told so; a change after a signature makes it void', async () => {
    const before = formFields((await south.get(`${path}/sign`)).body)
    const saved = await filled(north, `${path}/terms`, {
      purpose: 'Three assessors for two councils.',
      roles: terms.roles,
    })
    assert.match(saved.said ?? '', /signature under the former words is void/)
    const stale = await south.post(`${path}/sign`, {
      ...Object.fromEntries(before.map((one) => [one.name, one.value])),
      sure: 'yes',
    })
    assert.match(problemsOf(stale.body).sure ?? '', /Somebody has changed the proposal since you read it/)
    assert.match((await south.get(path)).text, /Northfield: signed under other words, which is void ; signs again/)
    const signed = await filled(twoPosts, `${path}/sign`, { sure: 'yes', signingFor: String(southCouncil) })
    assert.equal(signed.status, 303)
    const self = await filled(twoPosts, `${path}/sign`, { sure: 'yes', signingFor: String(northCouncil) })
    assert.match(problemsOf(self.body).sure ?? '', /You have signed for another council/)
  })

  test('With the last signature it is in force, and a post under it opens records on the next request', async () => {
    const signed = await filled(north, `${path}/sign`, { sure: 'yes' })
    assert.equal(signed.location, `/${northCouncil}/agreements/${arrangementId}`)
    const [row] = await arrangements()
    assert.deepEqual(
      [row!.title, row!.level, row!.roles, row!.owner_id],
      ['the loan of assessors', 'record', ['social worker', 'team manager'], people.north.workerId],
    )
    assert.match((await worker.find('farley')).text, /Nobody was found/)
    await world.plant('post_reach', {
      council_id: northCouncil,
      post_id: people.worker.postId,
      reaches_id: southCouncil,
      share: 0,
      reaches_records: true,
      arrangement_council_id: northCouncil,
      arrangement_id: arrangementId,
    })
    assert.match((await worker.find('farley')).text, /1 child found/)
    const { text } = await south.get(`/${northCouncil}/agreements/${arrangementId}`)
    assert.match(
      text,
      /Staff with a post of social worker or team manager under it may read the record of a child of Southmere/,
    )
    assert.match(text, /Signed for Southmere by Cleo Testboth/)
    assert.equal((await stranger.get(`/${northCouncil}/agreements/${arrangementId}`)).status, 404)
    assert.equal((await north.get(`${path}/terms`)).status, 404)
  })

  test('The box says what somebody would see at an hour, and what the clocks do to it', async () => {
    const at = `/${northCouncil}/agreements/${arrangementId}/try`
    const ask = (fields: Record<string, string>) => north.get(`${at}?${new URLSearchParams(fields)}`)
    const on = (iso: string) => typedDate('on', iso)
    const ana = { who: people.worker.workerId, at: '02:00' }
    const open_ = await ask({ ...ana, ...on('2026-11-29') })
    assert.match(open_.text, /Ana Testwood, at 02:00 on Sunday 29 November 2026/)
    assert.match(open_.text, /May read the record of a child of Southmere, for children's social care\. Clause 1\./)
    assert.match(
      (await ask({ ...ana, ...on('2026-11-20') })).text,
      /Nothing of Southmere: the loan of assessors is not in force on that day/,
    )
    assert.match((await ask({ ...ana, at: '01:30', ...on('2027-03-28') })).text, /There is no such hour/)
    assert.match((await ask({ ...ana, at: '01:30', ...on('2027-10-31') })).text, /This hour comes twice/)
    assert.match((await ask({ who: 'post-1', at: '12:00', ...on('2026-11-29') })).text, /Social worker of Northfield/)
    const wrong = await ask({ who: '', at: '26:00', 'on-day': '31', 'on-month': '2', 'on-year': '2026' })
    assert.deepEqual(Object.keys(problemsOf(wrong.body)).sort(), ['at', 'on', 'who'])
  })

  test('Its information-sharing record and its impact assessment are made from the same rows', async () => {
    const here = `/${northCouncil}/agreements/${arrangementId}`
    const record = (await south.get(`${here}/record`)).text
    assert.match(record, /Each council for its children/)
    assert.match(record, /Children Act 1989 section 17/)
    assert.match(record, /For Southmere: Cleo Testboth/)
    const impact = (await south.get(`${here}/dpia`)).text
    assert.match(impact, /to be filled in by the data protection officer/)
    assert.match(impact, /Only posts of social worker or team manager/)
    assert.equal((await stranger.get(`${here}/record`)).status, 404)
  })

  test('A change of the reach needs every council again, and what is in force goes on meanwhile', async () => {
    const here = `/${northCouncil}/agreements/${arrangementId}`
    const begun = await filled(north, `${here}/change`, { sure: 'yes' })
    const change = (begun.location ?? '').replace('/terms', '')
    const out = await filled(north, `${change}/terms`, { party2: 'Eastmarsh', roles: terms.roles })
    assert.match(problemsOf(out.body).party1 ?? '', /Southmere is a party now/)
    const saved = await filled(north, `${change}/terms`, { level: 'find', roles: terms.roles })
    assert.equal(saved.status, 303, JSON.stringify(problemsOf(saved.body)))
    assert.match(
      (await south.get(change)).text,
      /What it opens .*read the record of a child of Southmere\. .*find whether/,
    )
    await filled(north, `${change}/sign`, { sure: 'yes' })
    assert.equal((await arrangements())[0]!.level, 'record')
    assert.equal((await filled(south, `${change}/sign`, { sure: 'yes' })).location, here)
    assert.deepEqual([(await arrangements())[0]!.level, (await arrangements())[0]!.version], ['find', 2])
    const { text } = await north.get(here)
    assert.match(text, /Changed by agreement of all parties/)
    assert.match(text, /may find whether a child of Southmere is known/)
  })

  test('A month before, those who answer for it are told what will stop, and nobody is told of what is far away', async () => {
    const here = `/${northCouncil}/agreements/${arrangementId}`
    const begun = await filled(north, `${here}/change`, { sure: 'yes' })
    const change = (begun.location ?? '').replace('/terms', '')
    await filled(north, `${change}/terms`, { roles: terms.roles, ...typedDate('endsOn', '2027-12-31') })
    await filled(north, `${change}/sign`, { sure: 'yes' })
    await filled(south, `${change}/sign`, { sure: 'yes' })
    const told = async (on: string) => {
      const tellings: { workerIds: readonly string[]; words: string }[] = []
      await inTransaction(
        database,
        async ({ db }) => ({
          result: await tellOfEndings(
            db,
            [northCouncil, southCouncil],
            Temporal.PlainDate.from(on),
            async (_db, telling) => void tellings.push(telling),
            (id) => (id === northCouncil ? 'Northfield' : 'Southmere'),
          ),
        }),
        { walls: { ...noWalls, directory: [northCouncil, southCouncil] } },
      )
      return tellings
    }
    assert.deepEqual(await told('2026-11-23'), [])
    const [first, ...others] = (await told('2027-12-01')).filter((one) => one.words.includes('its last day'))
    assert.deepEqual(others, [])
    assert.match(
      first!.words,
      /its last day is 31 December 2027\. 1 person of Northfield with a post of social worker no longer serves Southmere/,
    )
    assert.ok(first!.workerIds.includes(people.north.workerId) && first!.workerIds.includes(people.south.workerId))
    assert.ok(!first!.workerIds.includes(people.worker.workerId))
    // By the nightly job's own way to tell: each is told once, however often the job runs.
    const tellAll = () =>
      inTransaction(
        database,
        async ({ db }) => ({
          result: await tellOfEndings(
            db,
            [northCouncil, southCouncil],
            Temporal.PlainDate.from('2027-12-01'),
            tell,
            (id) => String(id),
          ),
        }),
        { walls: { ...noWalls, directory: [northCouncil, southCouncil] } },
      )
    assert.equal(await tellAll(), 2)
    const notices = () => world.rows('select worker_id, kind, words from notice order by notice_id')
    const once = await notices()
    assert.ok(once.some((one) => one.worker_id === people.south.workerId && one.words.includes('its last day')))
    await tellAll()
    assert.equal((await notices()).length, once.length)
  })

  test('A council leaves by its own word alone; the host ends it; each bites on the next request', async () => {
    const here = `/${northCouncil}/agreements/${arrangementId}`
    assert.match((await worker.find('farley')).text, /1 child found/)
    assert.equal((await north.get(`${here}/leave`)).status, 403)
    const late = await filled(south, `${here}/leave`, {
      ...typedDate('lastDay', '2026-11-01'),
      why: 'Done.',
      sure: 'yes',
    })
    assert.match(problemsOf(late.body).lastDay ?? '', /cannot lie in the past/)
    const left = await filled(south, `${here}/leave`, {
      ...typedDate('lastDay', '2026-11-22'),
      why: 'Done.',
      sure: 'yes',
    })
    assert.match(left.said ?? '', /Southmere has left the loan of assessors/)
    assert.match((await worker.find('farley')).text, /Nobody was found/)
    assert.equal((await filled(north, `${here}/end`, { reason: 'Nobody is left.', sure: 'yes' })).status, 303)
    assert.match((await north.get('/agreements')).text, /Ended \( ?1 ?\)/)
    assert.match((await north.get(here)).text, /It opens nothing any more: it has ended\./)
  })

  test('A proposal that is withdrawn is signed by nobody', async () => {
    const idea =
      (await filled(north, `/${northCouncil}/proposals/new`, { ...terms, title: 'another idea' })).location ?? ''
    await filled(north, `${idea}/business-case`, { noBaseline: 'Nobody counted.' })
    await filled(north, `${idea}/stage`, { stage: 'approved' })
    const ready = formFields((await south.get(`${idea}/sign`)).body)
    assert.match((await filled(north, `${idea}/stage`, { stage: 'withdrawn' })).said ?? '', /is withdrawn/)
    const fields = Object.fromEntries(ready.map((one) => [one.name, one.value]))
    assert.equal((await south.post(`${idea}/sign`, { ...fields, sure: 'yes' })).status, 404)
    assert.match((await north.get(idea)).text, /Withdrawn/)
  })

  test('What is signed for a later day is being implemented until then, live on the day, and lets a third council join', async () => {
    const idea = (
      await filled(north, `/${northCouncil}/proposals/new`, {
        ...terms,
        title: 'the service of spring',
        service: 'Spring',
        ...typedDate('startsOn', '2027-04-01'),
      })
    ).location!
    await filled(north, `${idea}/business-case`, { baseline: '1000' })
    await filled(north, `${idea}/stage`, { stage: 'implementing' })
    await filled(north, `${idea}/sign`, { sure: 'yes' })
    const last = await filled(south, `${idea}/sign`, { sure: 'yes' })
    assert.match(last.said ?? '', /in force from 1 April 2027/)
    assert.equal(last.location, '/agreements', 'it makes nobody a colleague before its first day')
    assert.match(
      (await north.get('/agreements?view=pipeline')).text,
      /Implementing \( ?1 ?\) Spring .*Signed\. Live from 1 April 2027/,
    )
    assert.match((await north.get('/agreements')).text, /Northfield shares 0 services/)

    service.clock.now = Temporal.Instant.from('2027-04-01T09:00:00Z')
    const again = await service.signIn(people.north)
    assert.match((await again.get('/agreements')).text, /Northfield shares 1 service .*Live \( ?1 ?\) .*Spring/)
    assert.doesNotMatch((await again.get('/agreements?view=pipeline')).text, /Implementing \( ?1 ?\)/)
    const [row] = await world.rows("select arrangement_id from arrangement where service = 'Spring'")
    const begun = await filled(again, `/${northCouncil}/agreements/${row!.arrangement_id}/change`, { sure: 'yes' })
    const change = begun.location!.replace('/terms', '')
    const early = { party3: 'Eastmarsh', roles: terms.roles, ...typedDate('joined3', '2027-03-01') }
    assert.match(
      problemsOf((await filled(again, `${change}/terms`, early)).body).joined3 ?? '',
      /before the arrangement begins|joins from today on/,
    )
    await filled(again, `${change}/terms`, { ...early, ...typedDate('joined3', '2027-05-01') })
    for (const [who, council] of [
      [people.north, 'Northfield'],
      [people.south, 'Southmere'],
      [people.east, 'Eastmarsh'],
    ] as const) {
      const before = await world.rows(
        `select party_id from arrangement_party where arrangement_id = '${row!.arrangement_id}'`,
      )
      assert.equal(before.length, 2, `before ${council} signs`)
      assert.equal((await filled(await service.signIn(who), `${change}/sign`, { sure: 'yes' })).status, 303, council)
    }
    const joined = await world.rows(
      `select joined_on::text from arrangement_party where arrangement_id = '${row!.arrangement_id}' order by party_id`,
    )
    assert.deepEqual(
      joined.map((one) => one.joined_on),
      ['2027-04-01', '2027-04-01', '2027-05-01'],
    )
  })
})
