import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { newId } from '../../lib/ids.ts'
import { myDayRoutes } from '../children/my-day/routes.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  problemsOf,
  southCouncil,
  type TestChild,
  type TestWorker,
  type TestWorld,
  typedDate,
  type Visitor,
} from '../children/testing.ts'
import { routes } from './routes.ts'

// A team's board, the directory and posts, through the service and both walls. Today is Monday 23 November 2026.

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let worker: TestWorker
  let other: TestWorker
  let managerWorker: TestWorker
  let manager: Visitor
  let held: TestChild
  let brother: TestChild
  let staffing: string

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    worker = await world.worker({ name: 'Bethany Testworth' })
    other = await world.worker({ name: 'Cyrus Testmoor' })
    managerWorker = await world.worker({ name: 'Priya Testmore', role: 'team manager' })
    held = await world.child({ given: 'Siobhan', family: 'Okeefe' })
    brother = await world.child({ given: 'Declan', family: 'Okeefe' })
    const need = await world.child({ given: 'Omar', family: 'Yusufari' })
    await world.spell(held, 'child_protection_plan', '2026-05-01', { code: 'NEG' })
    await world.spell(brother, 'child_protection_plan', '2026-11-20', { code: 'NEG' })
    await world.spell(need, 'child_in_need_plan', '2026-05-01')
    await world.allocate(held, worker, '2026-05-01')
    await world.allocate(need, worker, '2026-05-01')
    await world.relate(held, brother, 'brother')
    await world.relate(brother, held, 'sister')
    await world.event(held, 'visit', '2026-11-02', { code: 'child_protection', detail: { seen: true } })
    for (const [child, timescale, dueOn] of [
      [held, 'cp-visit', '2026-11-16'],
      [need, 'cin-visit', '2026-11-26'],
    ] as const) {
      await world.plant('due', {
        council_id: northCouncil,
        child_id: child.childId,
        timescale,
        trigger_id: newId(),
        counted_from: '2026-01-01',
        due_on: dueOn,
        worker_id: worker.workerId,
        team_id: worker.teamId,
      })
    }
    staffing = await world.arrangement({
      title: 'the shared staffing arrangement',
      level: 'write',
      includes: ['all corporate services'],
      excludes: ["children's social care"],
    })
    service = await openService(database, [...routes, ...myDayRoutes])
    manager = await service.signIn(managerWorker)
  })
  after(() => service.close())

  test('A manager’s own board opens at once: three sentences, a row for each worker, and the child without one', async () => {
    const { status, text } = await manager.get('/team')
    assert.equal(status, 200)
    assert.match(
      text,
      /1 child has no worker\. 1 thing is late; 1 goes red in the next 5 working days\. Nobody is over/,
    )
    assert.match(text, /Bethany Testworth Social worker 5 2 19% 16 of 85 points/)
    assert.match(text, /not yet seen, open 206 days 1 late, 1 soon/)
    assert.match(text, /Cyrus Testmoor Social worker 5 0 0% 0 of 85 points/)
    assert.match(text, /Declan Okeefe , 9 years .*Has waited 1 working day/)
  })

  test('The worker who holds the sister is suggested first, with the reasons that go to the allocation', async () => {
    const { text, body } = await manager.get('/team')
    assert.match(text, /Bethany Testworth : 22 of 85 points after this, 26%; holds a brother or sister/)
    const first = body.indexOf(
      `/${northCouncil}/children/${brother.childId}/allocation?worker=${worker.workerId}&amp;because=sibling,team`,
    )
    const second = body.indexOf(
      `/${northCouncil}/children/${brother.childId}/allocation?worker=${other.workerId}&amp;because=team,load`,
    )
    assert.ok(first > 0 && second > first)
  })

  test('The weights are the council’s own', async () => {
    await world.plant('council_setting', {
      council_id: northCouncil,
      name: 'caseload',
      holds_from: '2026-01-01',
      value: { protection: 20 },
    })
    assert.match((await manager.get('/team')).text, /26 of 85 points/)
    await world.rows('delete from council_setting')
  })

  test('A caseload over the ceiling needs a dated plan, which is shown as missing', async () => {
    await world.plant('council_setting', {
      council_id: northCouncil,
      name: 'caseload',
      holds_from: '2026-01-01',
      value: { protection: 90 },
    })
    const { text } = await manager.get('/team')
    assert.match(text, /Bethany Testworth is 11 points over\./)
    assert.match(text, /Needs a dated plan: none is recorded/)
    const path = /href="([^"]+caseload-plan)"/.exec((await manager.get('/team')).body)?.[1] ?? ''
    const late = { 'reviewOn-day': '1', 'reviewOn-month': '1', 'reviewOn-year': '2020' }
    assert.match((await manager.fillIn(path, { plan: '', ...late })).text, /Say what will be done/)
    const soon = { 'reviewOn-day': '14', 'reviewOn-month': '12', 'reviewOn-year': '2026' }
    assert.equal((await manager.fillIn(path, { plan: 'Two families move to Sam on Monday.', ...soon })).status, 303)
    assert.match(
      (await manager.get('/team')).text,
      /Plan: Two families move to Sam on Monday\. Looked at again by 14 Dec 2026/,
    )
    await world.rows('delete from council_setting; delete from caseload_plan')
  })

  test('A child whose worker has left the team is not lost: the board lists them apart', async () => {
    const left = await world.worker({ name: 'Gone Testaway' })
    const child = await world.child({ given: 'Still', family: 'Held' })
    await world.spell(child, 'child_in_need_plan', '2026-05-01')
    await world.allocate(child, left, '2026-05-01')
    await world.rows(`update post set ended_at = '2026-11-20T09:00:00Z' where post_id = '${left.postId}'`)
    assert.match(
      (await manager.get('/team')).text,
      /1 child is still allocated to a worker whose post here has ended\. Allocate them again\. Still Held/,
    )
  })

  test('Timescales put what goes red first and what is late second, each with a way to put it right', async () => {
    const { text, body } = await manager.get(`/${northCouncil}/teams/${worker.teamId}/timescales`)
    assert.ok(text.indexOf('Omar Yusufari') < text.indexOf('Siobhan Okeefe'))
    assert.match(text, /▲ Due in 3 days/)
    assert.match(text, /✕ Overdue 5 days/)
    assert.ok(body.includes(`/children/${held.childId}/visits/new`))
    assert.match(body, new RegExp(`/children/${held.childId}/lateness/cp-visit/`))
    assert.ok(
      !(await manager.get(`/${northCouncil}/teams/${worker.teamId}/timescales?show=late`)).text.includes(
        'Omar Yusufari',
      ),
    )
  })

  test('A board is for those who run a team there: a social worker is refused, another council’s manager finds nothing', async () => {
    const social = await service.signIn(worker)
    assert.equal((await social.get('/team')).status, 403)
    assert.equal((await social.get(`/${northCouncil}/teams/${worker.teamId}`)).status, 403)
    const stranger = await service.signIn(
      await world.worker({ name: 'Sam Southling', role: 'team manager', councilId: southCouncil }),
    )
    assert.equal((await stranger.get(`/${northCouncil}/teams/${worker.teamId}`)).status, 404)
  })

  test('One worker of two councils is listed once, in both directories, as one person with half their time in each', async () => {
    const shared = await world.worker({
      name: 'Rajan Testwal',
      role: 'director',
      reach: [
        { councilId: northCouncil, share: 50, opensRecords: false },
        { councilId: southCouncil, share: 50, opensRecords: false, arrangementId: staffing },
      ],
    })
    for (const council of [northCouncil, southCouncil]) {
      assert.match(
        (await manager.get(`/workforce?name=testwal&council=${council}`)).text,
        /1 person with a post today\. .*Rajan Testwal/,
      )
    }
    const { text } = await manager.get(`/${northCouncil}/workers/${shared.workerId}`)
    assert.match(
      text,
      /One person, 1 of full time in all\. Northfield : 0\.5 Southmere : 0\.5|One person, 1 of full time in all\. Northfield: 0\.5 Southmere: 0\.5/,
    )
    assert.match(
      text,
      /Employed by Northfield and Southmere : joint employment under the shared staffing arrangement, since 1 January 2020/,
    )
  })

  test('A worker of a council one does not work with is not found', async () => {
    const lonely = await world.worker({ name: 'Lone Testland' })
    await world.plant('council', {
      council_id: 913,
      ons_code: 'E09000913',
      name: 'Eastmarsh',
      short_name: 'Eastmarsh',
      colour: '#505a5f',
    })
    const east = await world.worker({ name: 'East Testling', councilId: 913 })
    const visitor = await service.signIn(lonely)
    assert.equal((await visitor.get(`/913/workers/${east.workerId}`)).status, 404)
    assert.equal((await visitor.get(`/${northCouncil}/workers/${newId()}`)).status, 404)
    assert.match((await visitor.get('/workforce?name=East')).text, /Nobody fits that/)
  })

  const post = (more: Record<string, string | string[]> = {}) => ({
    title: 'Social worker, family team',
    role: 'social worker',
    functions: "children's social care",
    fte: '0.5',
    ...typedDate('startsOn', '2026-12-01'),
    [`share${northCouncil}`]: '100',
    opensRecords: 'yes',
    ...more,
  })

  test('A children’s post under the arrangement that leaves children out is refused with the clause and its words; nothing is saved', async () => {
    const officer = await service.signIn(
      await world.worker({ name: 'Folake Testmilu', role: 'human resources officer' }),
    )
    const half = await world.worker({ name: 'Half Testtime' })
    await world.rows(`update post set fte = 0.5 where post_id = '${half.postId}'`)
    const path = `/${northCouncil}/workers/${half.workerId}/posts/new`
    const answer = await officer.fillIn(
      path,
      post({
        [`share${northCouncil}`]: '50',
        [`share${southCouncil}`]: '50',
        arrangement: staffing,
        opensRecords: 'no',
      }),
    )
    assert.equal(answer.status, 400)
    assert.match(
      problemsOf(answer.body).functions ?? '',
      /^Children's social care is outside the shared staffing arrangement\. Clause 2 says: “children's social care”/,
    )
    assert.equal((await world.rows(`select 1 from post where worker_id = '${half.workerId}'`)).length, 1)
    assert.ok(answer.body.includes('Social worker, family team'))
  })

  test('A post that would make more than full time, or the same post twice, is refused in plain words', async () => {
    const officer = await service.signIn(await world.worker({ name: 'Ola Testmilu', role: 'human resources officer' }))
    const problems = problemsOf(
      (await officer.fillIn(`/${northCouncil}/workers/${other.workerId}/posts/new`, post())).body,
    )
    assert.match(
      problems.fte ?? '',
      /They already work 1 of full time on 1 December 2026, so this would make 1\.5\. Nothing is left/,
    )
    assert.match(problems.startsOn ?? '', /They already hold the post of Social worker with this council/)
    const shares = problemsOf(
      (
        await officer.fillIn(
          `/${northCouncil}/workers/${other.workerId}/posts/new`,
          post({ [`share${northCouncil}`]: '60' }),
        )
      ).body,
    )
    assert.equal(shares[`share${northCouncil}`], 'The shares must come to 100. They come to 60')
  })

  test('A post is granted, stands on the worker’s page, and opens what it opens from its first day', async () => {
    const officer = await service.signIn(await world.worker({ name: 'Ada Testmilu', role: 'human resources officer' }))
    const half = await world.worker({ name: 'New Testcomer', startsOn: '2020-01-01' })
    await world.rows(`update post set ended_at = '2026-11-20T09:00:00Z' where post_id = '${half.postId}'`)
    const newcomer = await service.signIn(half)
    assert.match((await newcomer.get('/')).text, /You hold no post today/)
    const answer = await officer.fillIn(
      `/${northCouncil}/workers/${half.workerId}/posts/new`,
      post({ fte: '1', ...typedDate('startsOn', '2026-11-23') }),
    )
    assert.equal(answer.status, 303)
    assert.match(answer.said ?? '', /The post was granted/)
    assert.match((await officer.get(answer.location!)).text, /Social worker, family team/)
    assert.match((await newcomer.get('/')).text, /You hold no children today/)
  })

  test('Ending a post closes what it opened on the next request, while its holder is signed in', async () => {
    const leaver = await world.worker({ name: 'Leaving Testson', role: 'team manager', team: 'Leaving team' })
    const visitor = await service.signIn(leaver)
    assert.equal((await visitor.get('/team')).status, 200)
    const officer = await service.signIn(await world.worker({ name: 'Ike Testmilu', role: 'human resources officer' }))
    const answer = await officer.fillIn(
      `/${northCouncil}/posts/${leaver.postId}/end`,
      typedDate('endsOn', '2026-11-23'),
    )
    assert.equal(answer.status, 303)
    assert.equal((await visitor.get('/team')).status, 403)
    assert.match((await visitor.get('/')).text, /You hold no post today/)
  })

  test('Only those who run a council’s directory grant and end its posts', async () => {
    const social = await service.signIn(worker)
    assert.equal((await social.get(`/${northCouncil}/workers/${other.workerId}/posts/new`)).status, 403)
    assert.equal(
      (await social.post(`/${northCouncil}/posts/${other.postId}/end`, typedDate('endsOn', '2026-11-23'))).status,
      403,
    )
    assert.equal(
      (await world.rows(`select 1 from post where post_id = '${other.postId}' and ended_at is null`)).length,
      1,
    )
  })
})
