import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { eachEngine } from '../../../database/testing.ts'
import { newId } from '../../../lib/ids.ts'
import { route } from '../../../web/task.ts'
import { routes as children } from '../../children/routes.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  problemsOf,
  southCouncil,
  type TestChild,
  type TestWorld,
  typedDate,
  type Visitor,
} from '../../children/testing.ts'
import { cellsOf } from '../import/testing.ts'
import { seeNeeds } from '../record/see-needs.ts'
import { answerPath } from './finding.ts'
import { readinessRoutes } from './routes.ts'

const year = 2027
const base = `/${northCouncil}/returns`

type Planted = { child: TestChild; place: string; path: string }

eachEngine((_engine, open) => {
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let officer: Visitor
  let manager: Visitor
  let director: Visitor
  let social: Visitor
  let mina: TestChild
  let jo: TestChild
  let kit: TestChild
  let hidden: TestChild
  let southern: TestChild
  let review: Planted
  let late: Planted
  let teamId: string

  /** A finding as a save keeps it. */
  const found = async (
    child: TestChild,
    rule: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Planted> => {
    const row = {
      council_id: child.councilId,
      child_id: child.childId,
      return_name: 'ssda903',
      return_year: year,
      rule,
      place: `Reviews|${newId()}|REVIEW`,
      severity: 'error',
      table_name: 'Reviews',
      columns: ['REVIEW'],
      record: 'event',
      record_id: newId(),
      first_seen_on: '2026-11-02',
      ...more,
    }
    await world.plant('finding', row)
    const path = answerPath({
      councilId: row.council_id,
      childId: row.child_id,
      returnName: row.return_name as 'ssda903',
      returnYear: row.return_year,
      rule: row.rule,
      place: row.place,
    })
    return { child, place: row.place, path }
  }
  const restrict = async (child: TestChild): Promise<void> => {
    await world.database.asOwner!((connection) =>
      connection.script(`update person set restricted = true where person_id = '${child.childId}'; select 1`),
    )
  }

  before(async () => {
    const database = await open()
    world = await makeWorld(database)
    const agreement = await world.arrangement({ title: 'Two councils', includes: ["children's social care"] })
    const both = [
      { councilId: northCouncil, share: 50 },
      { councilId: southCouncil, share: 50, arrangementId: agreement },
    ]
    const workers = {
      officer: await world.worker({ name: 'Odile Counter', role: 'data officer', reach: both }),
      manager: await world.worker({ name: 'Mo Leader', role: 'team manager' }),
      director: await world.worker({ name: 'Dee Rector', role: 'director' }),
      social: await world.worker({ name: 'Sol Worker' }),
      // Whoever has left: nobody finds them in the directory of the council.
      stranger: await world.worker({ name: 'South Officer', role: 'data officer', councilId: southCouncil }),
    }
    teamId = workers.social.teamId
    mina = await world.child({ given: 'Mina', family: 'Yusuf' })
    jo = await world.child({ given: 'Jo', family: 'Tanner' })
    kit = await world.child({ given: 'Kit', family: 'Marlow' })
    hidden = await world.child({ given: 'Hidden', family: 'Person' })
    southern = await world.child({ given: 'Mina', family: 'Yusuf', councilId: southCouncil })
    for (const child of [mina, jo, kit, hidden, southern]) await world.spell(child, 'looked_after', '2025-02-01')
    await world.spell(mina, 'referral', '2026-05-01')
    // Left care long before the year, and in touch on a birthday in it.
    const leaver = await world.child({ given: 'Lee', family: 'Aver' })
    await world.spell(leaver, 'looked_after', '2015-01-01', { ends_on: '2020-01-01', end_code: 'E8' })
    await world.spell(leaver, 'care_leaver', '2020-01-01')
    await world.event(leaver, 'care_leaver_contact', '2026-09-09')
    // Referred and closed before the year began: in no return.
    const former = await world.child({ given: 'For', family: 'Mer' })
    await world.spell(former, 'referral', '2025-05-01', { ends_on: '2025-12-01' })

    const held = { worker_id: workers.social.workerId, team_id: teamId }
    review = await found(mina, '166', held)
    await found(mina, '440', { first_seen_on: '2026-04-20', severity: 'error' })
    late = await found(jo, '441', { severity: 'query', first_seen_on: '2026-10-01', ...held })
    await found(kit, '166', {
      first_seen_on: '2026-10-05',
      cleared_on: '2026-10-26',
      cleared_by: workers.social.workerId,
      ...held,
    })
    await found(hidden, '167')
    await restrict(hidden)
    await found(southern, '166')
    service = await openService(database, [
      ...children,
      ...readinessRoutes,
      route('/:councilId/children/:childId/returns', seeNeeds),
    ])
    officer = await service.signIn(workers.officer)
    manager = await service.signIn(workers.manager)
    director = await service.signIn(workers.director)
    social = await service.signIn(workers.social)
  })

  describe('a council’s returns', () => {
    test('tell how many children are in each, how many are ready, and how long is left', async () => {
      const { text, status } = await manager.get(base)
      assert.equal(status, 200)
      assert.match(text, /SSDA903\), 2026-27 Children in it 4 Ready 2 50% With errors 1 With queries 1/)
      assert.match(text, /128 days to the end of the year, 31 March 2027\. The last day for sending is unconfirmed/)
      assert.match(text, /census, 2026-27 Children in it 1 Ready 1 100% With errors 0 With queries 0/)
      assert.match(text, /250 days to the last day for sending, 31 July 2027/)
    })
    test('are drawn over the year, with a title, a description and the table beside it', async () => {
      const { body, text } = await manager.get(base)
      assert.match(body, /<svg [^>]*role="img" aria-labelledby="ssda903-2027-title ssda903-2027-says"/)
      assert.match(text, /On 23 November 2026 2 of 4 children \(50%\) are ready\. It fell from 66% on 20 April 2026\./)
      assert.match(text, /On Children Ready Share 20 Apr 2026 3 2 66%/)
      assert.match(text, /12 Oct 2026 4 1 25%/)
      assert.match(text, /26 Oct 2026 4 2 50%/)
      assert.doesNotMatch(body, /style="/)
    })
    test('are compared with a partner’s for every 100 children by those whose post reads both, without a name', async () => {
      const seen = await officer.get(base)
      assert.match(seen.text, /Beside the councils you also work for/)
      assert.match(seen.text, /Southmere 1 – – –/)
      assert.doesNotMatch(seen.body, /Yusuf/)
      for (let n = 0; n < 12; n++) {
        const child = await world.child({ given: `S${n}`, family: 'Many', councilId: southCouncil })
        await world.spell(child, 'looked_after', '2026-06-01')
      }
      assert.match((await officer.get(base)).text, /Southmere 13 7\.7 7\.7 0\.0/)
      assert.doesNotMatch((await manager.get(base)).text, /Southmere/)
    })
    test('open to managers, directors and data officers of that council, and to nobody else', async () => {
      assert.equal((await director.get(base)).status, 200)
      assert.equal((await social.get(base)).status, 403)
      assert.equal((await manager.get(`/${southCouncil}/returns`)).status, 404)
    })
    test('the way there goes straight on for somebody of one council, and asks somebody of two', async () => {
      assert.equal((await manager.get('/returns')).location, base)
      const { text } = await officer.get('/returns')
      assert.match(text, /Northfield Southmere/)
      assert.match((await social.get('/returns')).text, /None of your posts is one of theirs/)
    })
  })

  describe('the findings', () => {
    test('by rule: what is found, what to do and who can, errors first', async () => {
      const { text, body } = await manager.get(`${base}/findings`)
      assert.match(text, /SSDA903 166 Error The date of the review is blank or is not a real date\. Fill in REVIEW/)
      assert.match(text, /For the reviewing officer\. 1 1 2 Nov 2026/)
      assert.ok(text.indexOf('SSDA903 440') < text.indexOf('SSDA903 441'))
      assert.ok(body.includes(`${base}/findings/ssda903/2027/166`))
      assert.doesNotMatch(text, /SSDA903 167/)
    })
    test('by team and by age', async () => {
      assert.match((await manager.get(`${base}/findings?by=team`)).text, /Family team 2 1 1 .*No team 1 1 0/)
      const { text } = await manager.get(`${base}/findings?by=age`)
      assert.match(text, /More than 6 months 1 1 0 3 to 6 months 0 0 0 1 to 3 months 1 0 1 A week to a month 1 1 0/)
    })
    test('one by one: whose, where, since when, held by whom; the longest open first', async () => {
      const { text, body } = await manager.get(`${base}/findings?by=child`)
      assert.match(text, /3 findings/)
      assert.ok(text.indexOf('20 Apr 2026') < text.indexOf('1 Oct 2026'))
      assert.ok(body.includes(`href="${mina.path}/returns"`))
      assert.ok(body.includes(`href="${review.path}"`))
      assert.match(text, /Jo Tanner .*Sol Worker Family team Open for 7 weeks Answer it/)
      assert.doesNotMatch(text, /Hidden|Southmere/)
    })
    test('are narrowed by return, kind, team, age and how they stand', async () => {
      const listed = async (query: string): Promise<string> =>
        (await manager.get(`${base}/findings?by=child&${query}`)).text
      assert.match(await listed('return=cin'), /Nothing here/)
      assert.match(await listed('severity=query'), /1 finding, .*Jo Tanner/)
      assert.match(await listed('team=none'), /1 finding, .*440/)
      assert.match(await listed(`team=${teamId}`), /2 findings, /)
      assert.match(await listed('age=quarter'), /1 finding, .*Jo Tanner/)
      assert.match(await listed('rule=440'), /1 finding, .*Mina Yusuf/)
      assert.match(await listed('state=all'), /4 findings, /)
    })
    test('what was cleared says when and by whom', async () => {
      const { text } = await manager.get(`${base}/findings?by=child&state=cleared`)
      assert.match(text, /Kit Marlow .*Cleared 26 Oct 2026 by Sol Worker/)
    })
    test('of one rule: its words, and each child it is about', async () => {
      const { text, body, status } = await manager.get(`${base}/findings/ssda903/2027/166`)
      assert.equal(status, 200)
      assert.match(text, /The date of the review is blank or is not a real date Error/)
      assert.match(text, /Who can Reviewing officer/)
      assert.match(text, /Mina Yusuf/)
      assert.doesNotMatch(text, /Jo Tanner|Kit Marlow/)
      assert.ok(body.includes(`href="${mina.path}/returns"`))
      assert.match(body, new RegExp(`href="${mina.path}/chronology/[0-9a-f-]{36}"`))
      for (const nothing of ['ssda903/2027/999999', 'ssda903/2019/166', 'census/2027/166'])
        assert.equal((await manager.get(`${base}/findings/${nothing}`)).status, 404, nothing)
    })
    test('are saved for a spreadsheet, under the council’s number, with no name and no formula', async () => {
      await world.database.asOwner!((connection) =>
        connection.script(`update person set local_id = '=1+1' where person_id = '${jo.childId}'; select 1`),
      )
      const { body, headers } = await manager.get(`${base}/findings-list?state=all`)
      assert.match(String(headers['content-disposition']), /findings-911-2026-11-23\.csv/)
      const lines = body
        .replace(/^\ufeff/, '')
        .split('\r\n')
        .filter(Boolean)
        .map(cellsOf)
      assert.equal(lines.length, 5)
      const query = lines.find((cells) => cells[4] === '441')!
      assert.deepEqual(query.slice(0, 4), ['SSDA903', '2026-27', "'=1+1", 'Query'])
      assert.doesNotMatch(body, /Tanner|Yusuf|Hidden/)
    })
    test('each leads to where it is put right: an entry, the child’s own details, or a home', async () => {
      const own = { return_name: 'cin', first_seen_on: '2026-11-20', team_id: newId() }
      await found(kit, '103', { ...own, record: 'person', record_id: kit.childId })
      await found(kit, '102', { ...own, record: 'person', record_id: kit.childId, columns: ['HOME_POST'] })
      const list = `${base}/findings?by=child&return=cin&team=${own.team_id}`
      const { body } = await manager.get(list)
      const details = `${kit.path}/household/people/${kit.childId}`
      for (const path of [`${details}/name`, `${details}/addresses/new`]) {
        assert.ok(body.includes(`href="${path}"`), path)
        assert.equal((await manager.get(path)).status, 200, path)
      }
      // A director changes nothing there and is led to what may be read.
      assert.ok((await director.get(list)).body.includes(`href="${kit.path}/people"`))
      await world.database.asOwner!((connection) =>
        connection.script(`update finding set cleared_on = first_seen_on where team_id = '${own.team_id}'; select 1`),
      )
    })
    test('a list longer than a page goes on, without scripts', async () => {
      for (let n = 0; n < 41; n++) await found(kit, '8670Q', { return_name: 'cin', severity: 'query' })
      const first = await manager.get(`${base}/findings?by=child&return=cin`)
      assert.match(first.text, /41 findings, .*Page 1 of 2 · Next/)
      const next = /rel="next" href="([^"]+)"/.exec(first.body)![1]!.replaceAll('&amp;', '&')
      assert.match((await manager.get(next)).text, /Previous · Page 2 of 2/)
    })
    test('who was listed stands in the audit', async () => {
      const [entry] = await world.rows(
        `select canonical from audit_event where canonical like '%${mina.childId}%' and canonical like '%findings%' limit 1`,
      )
      assert.ok(entry)
    })
  })

  describe('what is said of a finding', () => {
    test('a query is answered with words, and is no open work any more', async () => {
      const opened = await officer.get(late.path)
      assert.match(opened.text, /Answer a query .*PN1 to PN7 are for a child of 4 or over/)
      assert.deepEqual(problemsOf((await officer.fillIn(late.path, { words: ' ' })).body), {
        words: 'Enter the answer to the query',
      })
      const sent = await officer.fillIn(late.path, { words: 'The date of birth is right: the review was early.' })
      assert.equal(sent.location, late.path)
      assert.match((await officer.get(late.path)).text, /The answer The date of birth is right.*Odile Counter, 23 Nov/)
      const list = await manager.get(`${base}/findings?by=child&return=ssda903`)
      assert.doesNotMatch(list.text, /Jo Tanner/)
      const answered = await manager.get(`${base}/findings?by=child&state=answered`)
      assert.match(answered.text, /Jo Tanner .*Answered by Odile Counter The date of birth is right/)
      assert.match((await manager.get(base)).text, /Children in it 4 Ready 3 75% With errors 1 With queries 0/)
      assert.match((await manager.get(`${base}/findings-list?state=answered`)).body, /the review was early/)
    })
    test('an error is asked to be let through, with a reason of ten characters or more', async () => {
      assert.deepEqual(problemsOf((await manager.fillIn(review.path, { words: 'is right' })).body), {
        words: 'Give the reason in 10 characters or more',
      })
      await manager.fillIn(review.path, { words: 'The review was held abroad.' })
      const [row] = await world.rows(`select * from finding_answer where kind = 'bypass'`)
      assert.equal(row?.rule, '166')
      assert.equal(row?.words, 'The review was held abroad.')
      assert.equal(row?.place, review.place)
    })
    test('what was said stands on the child’s own page of what the record needs, and no longer counts there', async () => {
      const needs = await manager.get(`${mina.path}/returns`)
      assert.match(needs.text, /1 that must be put right, 0 to look at .*, 1 answered or asked to be let through\./)
      assert.match(needs.text, /Asked to be let through .*“The review was held abroad\.” See or change what was said/)
      assert.match(needs.text, /Must be put right .*Ask to let it through as it stands/)
      assert.ok(needs.body.includes(`href="${review.path}"`))
      assert.match((await manager.get(mina.path)).text, /1 thing to put right before the returns/)
    })
    test('the loser of a race sees both texts', async () => {
      const opened = await officer.get(late.path)
      const version = /name="_version" value="(\d+)"/.exec(opened.body)![1]!
      await manager.fillIn(late.path, { words: 'Said meanwhile.' })
      const lost = await officer.fillIn(late.path, { words: 'Said too late.', _version: version })
      assert.equal(lost.status, 409)
      assert.match(lost.text, /Somebody saved while you were writing .*Mo Leader .*Said meanwhile\..*Said too late\./)
    })
    test('it is taken back, and what was said stays in the history', async () => {
      const { body } = await officer.get(late.path)
      const version = /name="_version" value="(\d+)"/.exec(body)![1]!
      const csrf = /name="_csrf" value="([^"]+)"/.exec(body)![1]!
      const sent = await officer.post(late.path, {
        _csrf: csrf,
        _key: newId(),
        _version: version,
        choice: 'take back',
      })
      assert.equal(sent.said, 'It was taken back. What was said stays in the history.')
      const { text } = await officer.get(late.path)
      assert.match(text, /What was said so far 23 Nov 2026 Said meanwhile\..*Taken back by Odile/)
      assert.match(text, /The date of birth is right: the review was early\..*Taken back by Mo Leader/)
      assert.match((await manager.get(`${base}/findings?by=child`)).text, /Jo Tanner/)
    })
    test('it outlives the finding: cleared, it cannot be answered any more', async () => {
      await world.database.asOwner!((connection) =>
        connection.script(
          `update finding set cleared_on = '2026-11-23' where rule = '166' and council_id = 911; select 1`,
        ),
      )
      const { text } = await manager.get(review.path)
      assert.match(text, /This has been put right.*The review was held abroad\./)
      const csrf = /name="_csrf" value="([^"]+)"/.exec((await manager.get(late.path)).body)![1]!
      const sent = await manager.post(review.path, {
        _csrf: csrf,
        _key: newId(),
        choice: 'give',
        words: 'Once more, please.',
      })
      assert.equal(sent.status, 400)
    })
    test('only those who may write in that council say anything; a director reads', async () => {
      assert.equal((await director.get(late.path)).status, 403)
      assert.equal((await social.get(late.path)).status, 403)
      assert.doesNotMatch((await director.get(`${base}/findings?by=child`)).text, /Answer it/)
      const southerner = await found(southern, '440')
      assert.equal((await manager.get(southerner.path)).status, 404)
      assert.equal((await manager.get(`${late.path.slice(0, -16)}0123456789abcdef`)).status, 404)
      const secret = await found(hidden, '440', { restricted: true })
      assert.equal((await officer.get(secret.path)).status, 404)
    })
  })

  describe('one council filing for two', () => {
    const joint = `${base}/joint-filing`
    const said = {
      filing: 'for the other',
      council: String(southCouncil),
      returns: ['ssda903', 'cin'],
      ...typedDate('holdsFrom', '2026-04-01'),
    }
    test('a data officer says so, from a day on, and is told what is missing', async () => {
      assert.match((await officer.get(joint)).text, /Files its own returns\./)
      assert.deepEqual(problemsOf((await officer.fillIn(`${joint}/change`, {})).body), {
        filing: 'Select who files',
        holdsFrom: 'Enter the date it holds from',
      })
      const { returns: _returns, ...without } = said
      assert.deepEqual(problemsOf((await officer.fillIn(`${joint}/change`, { ...without, council: '' })).body), {
        council: 'Select the other council',
        returns: 'Select at least one return',
      })
      const saved = await officer.fillIn(`${joint}/change`, said)
      assert.equal(saved.location, joint)
      assert.match((await officer.get(joint)).text, /Files the SSDA903 and census for Southmere too since 1 April 2026/)
      assert.match(
        (await officer.get(base)).text,
        /Northfield files the SSDA903 and census for Northfield and Southmere/,
      )
    })
    test('a council that says nothing of it is a warning until it says the same', async () => {
      assert.match((await officer.get(joint)).text, /Southmere does not say the same/)
      await world.plant('council_setting', {
        council_id: southCouncil,
        name: 'joint filing',
        holds_from: '2026-04-01',
        value: { withCouncil: northCouncil, filedBy: northCouncil, returns: ['cin', 'ssda903'] },
      })
      assert.doesNotMatch((await officer.get(joint)).text, /does not say the same/)
    })
    test('children both know by a number are listed, and those in the return of both are marked', async () => {
      assert.match((await officer.get(joint)).text, /No child of Northfield has a pupil number/)
      const number = async (child: TestChild, scheme: string, value: string): Promise<void> =>
        world.plant('person_identifier', { council_id: child.councilId, person_id: child.childId, scheme, value })
      await number(mina, 'upn', 'A820200000001')
      await number(southern, 'upn', 'A820200000001')
      await number(mina, 'nhs', '9990000001')
      await number(southern, 'nhs', '9990000001')
      const other = await world.child({ given: 'Ann', family: 'Other', councilId: southCouncil })
      await world.database.asOwner!((connection) =>
        connection.script(
          `update person set local_id = 'C77' where person_id in ('${kit.childId}', '${other.childId}'); select 1`,
        ),
      )
      const { text, body } = await officer.get(joint)
      assert.match(
        text,
        /The same pupil number The same NHS number In the return of both Likely one child, who would count twice/,
      )
      assert.match(
        text,
        /Kit Marlow .*Ann Other .*in no return this year The same council number Two children would be taken for one/,
      )
      assert.ok(body.includes(`href="${southern.path}"`) && body.includes(`href="${mina.path}"`))
      assert.doesNotMatch(body, /A820200000001|9990000001/)
    })
    test('whose record is restricted in either council is not told', async () => {
      await restrict(southern)
      const { text } = await officer.get(joint)
      assert.doesNotMatch(text, /Yusuf/)
      assert.match(text, /Kit Marlow/)
    })
    test('somebody who sees one council only is told that nobody can be listed', async () => {
      const { text } = await manager.get(joint)
      assert.match(text, /Your posts do not open the records of Southmere’s children/)
      assert.doesNotMatch(text, /Kit Marlow/)
      assert.equal((await manager.get(`${joint}/change`)).status, 403)
    })
    test('it is taken back from a day on, and the days before keep what they had', async () => {
      await officer.fillIn(`${joint}/change`, { filing: 'alone', ...typedDate('holdsFrom', '2026-12-01') })
      assert.match((await officer.get(joint)).text, /From 1 December 2026: Files its own returns\./)
      await officer.fillIn(`${joint}/change`, { filing: 'alone', ...typedDate('holdsFrom', '2026-11-01') })
      const { text } = await officer.get(joint)
      assert.match(text, /Files its own returns since 1 November 2026.*Before, from 1 April 2026: Files the SSDA903/)
      assert.equal((await director.get(`${joint}/change`)).status, 200)
    })
  })
})
