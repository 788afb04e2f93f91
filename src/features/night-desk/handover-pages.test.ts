import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { openEmbeddedForTest } from '../../database/testing.ts'
import { inTransaction, noWalls } from '../../database/transaction.ts'
import { newId } from '../../lib/ids.ts'
import { memoryMail } from '../../outside/mail/mail.ts'
import { alsoSettle, rebuildCouncilDue } from '../children/index.ts'
import { readingRoutes } from '../children/routes.ts'
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
  typedDate,
  type Visitor,
} from '../children/testing.ts'
import { sendWaitingNotices } from '../notices/index.ts'
import { routes as noticeRoutes } from '../notices/routes.ts'
import { recheckChildren } from '../returns/index.ts'
import { handoverRoutes } from './handover-routes.ts'
import { tellOfOverdueVisits, tellOfRedHandovers } from './watch.ts'

// From an alert the day leaves to a handover the day accepts, through the service and both walls. Northfield keeps its records
// here, Southmere in a system of its own; one night team answers for both. It is 02:10 on Tuesday 24 November 2026.

alsoSettle(recheckChildren)
const night = '2026-11-24T02:10:00Z'
const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text)

let database: Database
let world: TestWorld
let service: Awaited<ReturnType<typeof openService>>
let arrangementId: string
let ana: TestWorker
let ravi: TestWorker
let dayManager: TestWorker
let dutyManager: TestWorker
let southManager: TestWorker
let callManager: TestWorker
let mina: TestChild
let otis: TestChild

before(async () => {
  database = await openEmbeddedForTest()
  world = await makeWorld(database)
  arrangementId = await world.arrangement({
    title: 'the night team agreement',
    kind: 'delegation',
    level: 'summary',
    includes: ['emergency duty'],
  })
  await world.rows(
    `update arrangement set hours = '{"from":"17:00","to":"09:00","nonWorkingDays":true}' where arrangement_id = '${arrangementId}'`,
  )
  await world.rows(`update council set record_kept = 'mirrored' where council_id = ${southCouncil}`)
  const reach = [northCouncil, southCouncil].map((councilId) => ({ councilId, share: 50, arrangementId }))
  const nightWorker = async (name: string, role = 'emergency duty worker'): Promise<TestWorker> => {
    const made = await world.worker({ name, role, team: 'Night team', reach })
    await world.rows(`update post set functions = '{emergency duty}' where post_id = '${made.postId}'`)
    return made
  }
  ana = await nightWorker('Ana Testnight')
  ravi = await nightWorker('Ravi Testdusk')
  callManager = await nightWorker('Carol Testcall', 'team manager')
  dayManager = await world.worker({ name: 'Dawn Testday', role: 'team manager', team: 'Front door' })
  dutyManager = await world.worker({ name: 'Duke Testduty', role: 'team manager', team: 'Other team' })
  southManager = await world.worker({
    name: 'Sol Testsouth',
    role: 'team manager',
    councilId: southCouncil,
    team: 'South door',
  })
  await world.rows(
    `update team set kind = 'front door', manager_id = '${dayManager.workerId}' where team_id = '${dayManager.teamId}'`,
  )
  await world.rows(
    `update team set kind = 'front door', manager_id = '${southManager.workerId}' where team_id = '${southManager.teamId}'`,
  )
  await world.rows(`update worker set work_email = lower(given_name) || '@example.org'`)
  const shift = (worker: TestWorker, part: string, from: string, to: string, phone: string) =>
    world.plant('rota_shift', {
      council_id: worker.councilId,
      shift_id: newId(),
      team_id: worker.teamId,
      worker_id: worker.workerId,
      part,
      starts_at: from,
      ends_at: to,
      phone,
      set_by: worker.workerId,
      set_at: '2026-11-20T09:00:00Z',
    })
  await shift(callManager, 'on-call manager', '2026-11-23T17:00:00Z', '2026-11-24T09:00:00Z', '07700 900123')
  await shift(dutyManager, 'duty manager', '2026-11-24T09:00:00Z', '2026-11-24T17:00:00Z', '07700 900456')
  mina = await world.child({ given: 'Mina', family: 'Testwood' })
  otis = await world.child({ given: 'Otis', family: 'Testmarsh', councilId: southCouncil })
  service = await openService(database, [...readingRoutes, ...handoverRoutes, ...noticeRoutes], night)
})
after(async () => {
  await service.close()
  await database.close()
})

const at = async <T>(moment: string, work: () => Promise<T>): Promise<T> => {
  service.clock.now = instant(moment)
  try {
    return await work()
  } finally {
    service.clock.now = instant(night)
  }
}
const chosen = (child: TestChild): string => `${child.councilId}.${child.childId}`
const contact = (more: Record<string, string | readonly string[]> = {}) => ({
  ...typedDate('takenOn', '2026-11-24'),
  takenTime: '02:05',
  caller: 'PC Testworth',
  source: '6',
  phone: '020 7946 0000',
  said: 'Found alone at the bus station.',
  canWait: 'no',
  decision: 'Placed with her aunt.',
  decisionWhy: 'Her mother cannot be reached and the aunt is known.',
  actions: 'Rang the aunt.',
  needed: 'See her at her aunt’s.',
  neededBy: 'opening',
  sendNow: 'yes',
  unknown: '',
  ...more,
})
/** Opens an empty form of a contact and sends it. */
const record = async (visitor: Visitor, fields: Record<string, string | readonly string[]>) => {
  const begun = await visitor.get('/night/contact/new')
  assert.equal(begun.status, 303)
  const opened = await visitor.get(begun.location!)
  return visitor.post(begun.location!, { ...hiddenFields(opened.body), ...fields })
}
const one = async <T = Record<string, unknown>>(query: string): Promise<T> => {
  const [row] = await world.rows(query)
  assert.ok(row, query)
  return row as T
}

describe('An alert for tonight', () => {
  test('left by the day with a manager’s name is the first thing the night reads, until nine', async () => {
    await at('2026-11-23T15:00:00Z', async () => {
      const visitor = await service.signIn(dayManager)
      const empty = await visitor.fillIn(`${mina.path}/alerts/new`, { risk: '', until: 'nights', nights: '15' })
      assert.deepEqual(Object.keys(problemsOf(empty.body)), ['risk', 'whatToDo', 'authorisedBy'])
      const far = {
        risk: 'Her father may come.',
        whatToDo: 'Ring 999, then her aunt.',
        authorisedBy: dutyManager.workerId,
        until: 'nights',
        nights: '15',
      }
      const tooFar = await visitor.fillIn(`${mina.path}/alerts/new`, far)
      assert.match(problemsOf(tooFar.body).nights ?? '', /1 to 14/)
      const left = await visitor.fillIn(`${mina.path}/alerts/new`, { ...far, until: 'morning', nights: '' })
      assert.equal(left.said, 'The alert is left for the night team.')
    })
    const { text } = await (await service.signIn(ana)).get('/night/alerts')
    assert.match(text, /Northfield Mina Testwood : Her father may come\. What to do: Ring 999, then her aunt\./)
    assert.match(text, /authorised by Duke Testduty\. Holds until 24 Nov 2026 at 09:00/)
  })
  test('can be left by a council that keeps its own system, and taken back', async () => {
    await at('2026-11-23T15:00:00Z', async () => {
      const visitor = await service.signIn(southManager)
      await visitor.fillIn(`${otis.path}/alerts/new`, {
        risk: 'May run.',
        whatToDo: 'Look at the pier.',
        authorisedBy: southManager.workerId,
        until: 'nights',
        nights: '3',
      })
      const { alert_id, expires_at } = await one<{ alert_id: string; expires_at: Temporal.Instant }>(
        `select alert_id, expires_at from night_alert where child_id = '${otis.childId}'`,
      )
      assert.equal(instant(String(expires_at)).toString(), '2026-11-26T09:00:00Z')
      const withdrawn = await visitor.post(
        `${otis.path}/alerts/${alert_id}/withdraw`,
        hiddenToken(await visitor.get(`${otis.path}/alerts`)),
      )
      assert.equal(withdrawn.said, 'The alert is withdrawn.')
    })
    assert.doesNotMatch((await (await service.signIn(ana)).get('/night/alerts')).text, /Otis/)
  })
})

/** The form token of a page that has only small forms. */
const hiddenToken = ({ body }: { body: string }): Record<string, string> => ({
  _csrf: /name="_csrf" value="([^"]*)"/.exec(body)?.[1] ?? '',
})

describe('A contact at night', () => {
  test('about children of two councils lies in each child’s own council; where the record is kept here its clock runs', async () => {
    const visitor = await service.signIn(ana)
    const begun = await visitor.get(`/night/contact/new?child=${chosen(mina)}`)
    assert.match(begun.location ?? '', /^\/night\/contact\/[0-9a-f-]{36}\?child=911\.[0-9a-f-]{36}$/)
    const opened = await visitor.get(begun.location!)
    assert.match(opened.text, /Mina Testwood Northfield, born 2 April 2017/)
    const path = begun.location!.split('?')[0]!
    const fields = {
      ...hiddenFields(opened.body),
      ...contact({ children: [chosen(mina), chosen(otis)], manager: callManager.workerId, managerWords: 'Agreed.' }),
    }
    const saved = await visitor.post(path, fields)
    assert.equal(saved.said, 'The contact is recorded for 2 children and handed over to the day team.')
    // The line was lost and the form is sent once more: it is saved once.
    assert.equal((await visitor.post(path, fields)).said, 'That was already saved.')

    const rows = await world.rows<{
      council_id: number
      child_id: string
      spell_id: string | null
      manager_id: string
    }>('select council_id, child_id, spell_id, manager_id from night_contact order by council_id')
    assert.deepEqual(
      rows.map((row) => [row.council_id, row.child_id, row.spell_id === null, row.manager_id]),
      [
        [northCouncil, mina.childId, false, callManager.workerId],
        [southCouncil, otis.childId, true, callManager.workerId],
      ],
    )
    const spell = await one(
      `select kind, starts_on, code, recorded_by, detail from spell where spell_id = '${rows[0]!.spell_id}'`,
    )
    assert.deepEqual(
      [spell.kind, String(spell.starts_on), spell.code, spell.recorded_by],
      ['contact', '2026-11-24', '6', ana.workerId],
    )
    assert.match(
      (spell.detail as { words: string }).words,
      /Found alone at the bus station\.[\s\S]*Placed with her aunt\./,
    )
    assert.deepEqual(await world.rows(`select 1 from spell where child_id = '${otis.childId}'`), [])
  })

  test('leaves what is due as rebuilding it from nothing would make it, decided within one working day', async () => {
    const due = () =>
      world.rows(`select * from due where council_id = ${northCouncil} order by child_id, timescale, trigger_id`)
    const saved = await due()
    assert.deepEqual(
      saved.map((row) => [row.timescale, String(row.due_on)]),
      [['contact-decision', '2026-11-25']],
    )
    const walls = {
      ...noWalls,
      find: [northCouncil],
      summary: [northCouncil],
      record: [northCouncil],
      write: [northCouncil],
      directory: [northCouncil],
    }
    await inTransaction(
      database,
      async ({ db }) => ({ result: await rebuildCouncilDue(db, northCouncil, instant(night)) }),
      { walls },
    )
    assert.deepEqual(await due(), saved)
  })

  test('opens nothing else: the night worker still reads no record', async () => {
    const visitor = await service.signIn(ana)
    assert.equal((await visitor.get(`${mina.path}/chronology`)).status, 403)
    assert.equal((await visitor.get(`/${northCouncil}/handover`)).status, 403)
  })

  test('that misses something comes back with what was typed, each problem beside its field', async () => {
    const visitor = await service.signIn(ana)
    const back = await record(
      visitor,
      contact({ takenTime: '23:59', said: '', neededBy: 'other', protection: 'yes', managerWords: 'Yes.' }),
    )
    assert.equal(back.status, 400)
    assert.deepEqual(Object.keys(problemsOf(back.body)), ['said'])
    const next = await record(
      visitor,
      contact({ takenTime: '23:59', neededBy: 'other', protection: 'yes', managerWords: 'Yes.' }),
    )
    assert.deepEqual(problemsOf(next.body), {
      takenTime: 'The time of the call must be in the past',
      children: 'Tick the children it is about, or write below what you were told of a child you could not find',
      neededOn: 'Enter the day it is needed by',
      beganOn: 'Enter the day the police took the child into protection',
      whoIsWith: 'Say who is with the child',
      whereNow: 'Say where the child is',
      manager: 'Select which manager said this',
    })
    assert.match(next.body, /Her mother cannot be reached and the aunt is known\./)
  })

  test('with police protection says who is with the child and when 72 hours are over', async () => {
    const visitor = await service.signIn(ana)
    const saved = await record(
      visitor,
      contact({
        children: chosen(mina),
        protection: 'yes',
        ...typedDate('beganOn', '2026-11-23'),
        beganTime: '23:40',
        whoIsWith: 'PC Testworth',
        whereNow: 'The station',
        childWishes: 'To go to her aunt.',
      }),
    )
    assert.match(saved.said ?? '', /^The contact is recorded and handed over/)
    const { contact_id } = await one<{ contact_id: string }>(
      'select contact_id from night_contact where police_protection is not null',
    )
    const { text } = await visitor.get(`/${northCouncil}/night-contacts/${contact_id}`)
    assert.match(text, /Who is with the child PC Testworth/)
    assert.match(text, /Ends at the latest 26 Nov 2026 at 23:40/)
    assert.match(text, /What the child wants To go to her aunt\./)
  })

  test('that is not sent yet can be finished on the board; what is sent is the day’s', async () => {
    const visitor = await service.signIn(ana)
    await record(visitor, contact({ children: chosen(otis), sendNow: 'no', needed: 'Half a sentence' }))
    const board = await visitor.get('/night/handover')
    assert.match(board.text, /1 not sent yet\./)
    const { handover_id } = await one<{ handover_id: string }>('select handover_id from handover where sent_at is null')
    const path = `/night/handover/${handover_id}`
    const opened = await visitor.get(path)
    const fields: Record<string, string> = {
      ...hiddenFields(opened.body),
      ...typedDate('neededOn', '2026-11-24'),
      neededTime: '11:00',
      sendNow: 'yes',
    }
    assert.deepEqual(problemsOf((await visitor.post(path, { ...fields, needed: '' })).body), {
      needed: 'Write what the day team is to do',
    })
    const colleague = await service.signIn(ravi)
    const theirs = await colleague.fillIn(path, {
      ...typedDate('neededOn', '2026-11-24'),
      neededTime: '12:00',
      needed: 'A whole sentence.',
      sendNow: 'no',
    })
    assert.equal(theirs.said, 'Kept. It is not sent yet.')
    const clash = await visitor.post(path, { ...fields, _key: newId(), needed: 'Another sentence.' })
    assert.equal(clash.status, 409)
    assert.match(clash.text, /A whole sentence\./)
    assert.match(clash.body, /Another sentence\./)
    const sent = await visitor.post(path, { ...hiddenToken(await visitor.get('/night/handover')), as: 'it stands' })
    assert.equal(sent.said, 'It is sent to the day team.')
    assert.match(
      (await visitor.post(path, { _csrf: String(fields._csrf), as: 'it stands' })).said ?? '',
      /sent already/,
    )
  })

  test('is kept word for word when the agreement ends while it is written', async () => {
    const visitor = await service.signIn(ravi)
    const begun = await visitor.get('/night/contact/new')
    const opened = await visitor.get(begun.location!)
    const fields = {
      ...hiddenFields(opened.body),
      ...contact({ unknown: 'A boy of nine, by himself.', unknownCouncil: String(northCouncil) }),
    }
    await world.rows(
      `update arrangement set ended_at = '2026-11-24T02:00:00Z' where arrangement_id = '${arrangementId}'`,
    )
    const refused = await visitor.post(begun.location!, fields)
    assert.equal(refused.status, 403)
    assert.match(refused.text, /not in force today\. If you were writing something, we kept it as a draft/)
    assert.deepEqual(await world.rows('select 1 from night_contact where child_as_told is not null'), [])
    await world.rows(`update arrangement set ended_at = null where arrangement_id = '${arrangementId}'`)
    const again = await visitor.get(begun.location!)
    assert.match(again.body, /A boy of nine, by himself\./)
    const saved = await visitor.post(begun.location!, {
      ...hiddenFields(again.body),
      ...contact({ unknown: 'A boy of nine, by himself.', unknownCouncil: String(northCouncil) }),
    })
    assert.match(saved.said ?? '', /^The contact is recorded/)
  })
})

describe('A visit alone', () => {
  test('turns red when nobody is back, with the number to ring, and the on-call manager is told once', async () => {
    const visitor = await service.signIn(ana)
    assert.equal(
      problemsOf(
        (await visitor.fillIn('/night/visit', { goingTo: '', backAt: '02:00', ringWhom: 'Carol', ringNumber: 'x' }))
          .body,
      ).ringNumber,
      'Enter a number that can be rung',
    )
    const out = await visitor.fillIn('/night/visit', {
      goingTo: '1 High Street',
      about: '',
      backAt: '03:00',
      ringWhom: 'Carol Testcall',
      ringNumber: '07700 900123',
    })
    assert.equal(out.said, 'The timer runs. You are expected back at 03:00.')
    assert.match(
      (await (await service.signIn(ravi)).get('/night/visit')).text,
      /Ana Testnight is out alone and expected back at 03:00/,
    )
    assert.equal(await tellOfOverdueVisits(database, instant('2026-11-24T02:59:00Z')), 0)
    assert.equal(await tellOfOverdueVisits(database, instant('2026-11-24T03:01:00Z')), 1)
    assert.equal(await tellOfOverdueVisits(database, instant('2026-11-24T03:02:00Z')), 1)
    const told = await world.rows(`select worker_id, path from notice where kind = 'visit overdue'`)
    assert.deepEqual(told, [{ worker_id: callManager.workerId, path: '/night/visit' }])
    await at('2026-11-24T03:05:00Z', async () => {
      const manager = await service.signIn(callManager)
      const red = await manager.get('/night/visit')
      assert.match(red.text, /Not back: Ana Testnight, expected at 03:00\. Ring Carol Testcall now: 07700 900123/)
      const { visit_id } = await one<{ visit_id: string }>('select visit_id from lone_visit')
      assert.match(
        (await manager.post(`/night/visit/${visit_id}`, { ...hiddenToken(red), now: 'rang' })).said ?? '',
        /you rang Carol Testcall/,
      )
      assert.match((await manager.get('/night/visit')).text, /Carol Testcall rang Carol Testcall at 03:05/)
      const mine = await (await service.signIn(ana)).get('/night/visit')
      const more = await (await service.signIn(ana)).post(`/night/visit/${visit_id}`, {
        ...hiddenToken(mine),
        now: 'more',
      })
      // a token belongs to one session
      assert.equal(more.status, 403)
      const back = await service.signIn(ana)
      const page = await back.get('/night/visit')
      assert.match(
        (await back.post(`/night/visit/${visit_id}`, { ...hiddenToken(page), now: 'more' })).said ?? '',
        /expected back at 03:35/,
      )
      assert.match(
        (await back.post(`/night/visit/${visit_id}`, { ...hiddenToken(page), now: 'back' })).said ?? '',
        /The timer is stopped/,
      )
    })
  })
})

describe('In the morning', () => {
  test('the day team’s manager was told, in words without a child’s name, and mailed once however many processes send', async () => {
    const mail = memoryMail()
    mail.failing = true
    const origin = 'https://night.example.org'
    const first = await sendWaitingNotices(database, mail, instant('2026-11-24T05:00:00Z'), origin)
    assert.equal(first.sent, 0)
    assert.ok(first.failed > 0)
    mail.failing = false
    assert.deepEqual(await sendWaitingNotices(database, mail, instant('2026-11-24T05:01:00Z'), origin), {
      sent: 0,
      failed: 0,
    })
    const both = await Promise.all(
      [1, 2].map(() => sendWaitingNotices(database, mail, instant('2026-11-24T05:06:00Z'), origin)),
    )
    assert.equal(both[0]!.sent + both[1]!.sent, first.failed)
    assert.equal(mail.sent.length, first.failed)
    assert.ok(
      mail.sent.some(
        (message) => message.to === 'dawn@example.org' && message.text.includes(`${origin}/${northCouncil}/handover`),
      ),
    )
    for (const message of mail.sent) assert.doesNotMatch(message.text + message.subject, /Mina|Otis|Test/)
    assert.equal((await sendWaitingNotices(database, mail, instant('2026-11-24T06:00:00Z'), origin)).sent, 0)
  })

  test('of two managers who accept one handover the first has it, the second is told who, and no word is lost', async () => {
    await at('2026-11-24T09:05:00Z', async () => {
      const [first, second] = [await service.signIn(dayManager), await service.signIn(dutyManager)]
      const board = await first.get(`/${northCouncil}/handover`)
      assert.match(board.text, /Mina Testwood Sent, to be accepted by 09:30/)
      const { handover_id } = await one<{ handover_id: string }>(
        `select handover_id from handover where child_id = '${mina.childId}' order by made_at limit 1`,
      )
      const path = `/${northCouncil}/handover/${handover_id}/accept`
      const form = await second.get(path)
      assert.match((await first.post(path, hiddenToken(board))).said ?? '', /You have accepted it for Mina Testwood\./)
      const late = await second.post(path, { ...hiddenFields(form.body), words: 'I go there at ten.' })
      assert.equal(late.status, 400)
      assert.match(
        problemsOf(late.body).words ?? '',
        /Dawn Testday has accepted it already, at 09:05\. Your words are still here/,
      )
      assert.match(late.body, /I go there at ten\./)
      assert.match(
        (await second.post(path, hiddenToken(form))).said ?? '',
        /Dawn Testday has accepted it already, at 09:05\. Nothing was changed\./,
      )
      assert.match(
        (await second.get(`/${northCouncil}/handover`)).text,
        /Accepted by Dawn Testday on 24 Nov 2026 at 09:05/,
      )
    })
  })

  test('what nobody accepted is red at half past nine, in words, and the duty manager is told once', async () => {
    const red = await tellOfRedHandovers(database, instant('2026-11-24T09:30:00Z'))
    assert.ok(red >= 3)
    await tellOfRedHandovers(database, instant('2026-11-24T09:31:00Z'))
    const told = await world.rows<{ worker_id: string; count: number }>(
      `select worker_id, count(*)::int as count from notice where kind = 'handover red' group by worker_id`,
    )
    const open = await world.rows<{ council_id: number; count: number }>(
      'select council_id, count(*)::int as count from handover where accepted_at is null group by council_id',
    )
    const of = (councilId: number) => open.find((row) => row.council_id === councilId)?.count
    assert.equal(told.find((row) => row.worker_id === dutyManager.workerId)?.count, of(northCouncil))
    assert.equal(told.find((row) => row.worker_id === southManager.workerId)?.count, of(southCouncil))
    await at('2026-11-24T09:31:00Z', async () => {
      const visitor = await service.signIn(dutyManager)
      const { text } = await visitor.get(`/${northCouncil}/handover`)
      assert.match(text, /2 with the duty manager\./)
      assert.match(text, /Nobody has accepted this: with the duty manager since 09:30/)
      const notices = await visitor.get('/notices')
      assert.match(notices.text, /Nobody has accepted a handover of the night/)
      const { upTo } = { upTo: /name="upTo" value="([^"]*)"/.exec(notices.body)?.[1] ?? '' }
      assert.equal((await visitor.post('/notices', { ...hiddenToken(notices), upTo })).said, 'Marked as read.')
      assert.match((await visitor.get('/notices')).text, /Nothing new\./)
    })
  })

  test('an unknown child is named from the handover, and the contact counts from the night it came', async () => {
    const { contact_id } = await one<{ contact_id: string }>(
      'select contact_id from night_contact where child_as_told is not null',
    )
    await at('2026-11-24T09:40:00Z', async () => {
      const visitor = await service.signIn(dayManager)
      const path = `/${northCouncil}/night-contacts/${contact_id}/who`
      const token = hiddenToken(await visitor.get(path))
      assert.equal(
        problemsOf((await visitor.post(path, { ...token, q: '', look: 'yes' })).body).q,
        'Enter a name, a date of birth or a number',
      )
      assert.equal((await visitor.post(path, { ...token, q: 'Mina Testwood', look: 'yes' })).location, path)
      assert.match((await visitor.get(path)).text, /Which child was it about\? Mina Testwood/)
      const unsaid = await visitor.post(path, { ...token, q: 'Mina Testwood' })
      assert.match(problemsOf(unsaid.body).child ?? '', /Select the child/)
      const named = await visitor.post(path, { ...token, q: 'Mina Testwood', child: mina.childId })
      assert.equal(named.said, 'It is a contact of Mina Testwood from the night it came.')
    })
    const row =
      await one(`select c.child_id, h.child_id as of_handover, s.starts_on, s.kind from night_contact c join handover h using (council_id, contact_id)
      join spell s on s.council_id = c.council_id and s.spell_id = c.spell_id where c.contact_id = '${contact_id}'`)
    assert.deepEqual(
      [row.child_id, row.of_handover, String(row.starts_on), row.kind],
      [mina.childId, mina.childId, '2026-11-24', 'contact'],
    )
  })

  test('a child nobody here knew gets a record, with the contact of the night as the first thing in it', async () => {
    const contactId = newId()
    const about = { council_id: northCouncil, contact_id: contactId }
    await world.plant('night_contact', {
      ...about,
      call_id: newId(),
      child_as_told: 'Ezra, about six, staying with a neighbour',
      worker_id: dayManager.workerId,
      taken_at: '2026-11-24T02:10:00Z',
      caller: 'A neighbour',
      said: 'Left alone since Saturday',
      can_wait: false,
      decision: 'Stays with the neighbour tonight',
      decision_why: 'Known to the school, safe',
      recorded_at: '2026-11-24T02:30:00Z',
    })
    const made = () => world.rows<{ person_id: string }>("select person_id from person where family_name = 'Testnew'")
    await at('2026-11-24T09:50:00Z', async () => {
      const visitor = await service.signIn(dayManager)
      const path = `/${northCouncil}/night-contacts/${contactId}/new`
      const token = hiddenToken(await visitor.get(path))
      const known = { ...token, givenName: 'Ezra', familyName: 'Testnew', sex: 'M' }
      assert.match(
        problemsOf((await visitor.post(path, { ...known, age: '6' })).body).looked ?? '',
        /Look for the child first/,
      )
      const ageless = await visitor.post(path, { ...known, looked: 'yes' })
      assert.match(problemsOf(ageless.body).age ?? '', /about how old/)
      assert.equal((await made()).length, 0, 'what is sent back begins no record')
      const begun = await visitor.post(path, { ...known, age: '6', looked: 'yes' })
      const [child] = await made()
      assert.equal(begun.location, `/${northCouncil}/children/${child?.person_id}`)
      assert.match((await visitor.get(begun.location ?? '')).text, /Ezra Testnew.*about 6 years/s)
      assert.match((await visitor.get(path)).location ?? '', /night-contacts/, 'said once is said')
      const due = await world.rows<{ timescale: string }>(
        `select timescale from due where child_id = '${child?.person_id}'`,
      )
      assert.ok(
        due.some((one) => one.timescale === 'contact-decision'),
        'the clock of the contact runs',
      )
      assert.ok(
        (await world.rows(`select from search_key where person_id = '${child?.person_id}'`)).length > 0,
        'the child can be found',
      )
    })
  })

  test('a council with its own system saves the night as a file it can take, and the audit says so', async () => {
    await at('2026-11-24T10:00:00Z', async () => {
      const visitor = await service.signIn(southManager)
      const board = await visitor.get(`/${southCouncil}/handover`)
      assert.match(board.text, /for your own case system/)
      const csv = await visitor.get(`/${southCouncil}/handover/file?night=2026-11-24&as=csv`)
      assert.match(String(csv.headers['content-disposition']), /night-contacts-912-2026-11-24\.csv/)
      assert.equal(csv.body.split('\r\n').length, 4)
      assert.match(csv.body, /Otis Testmarsh/)
      assert.doesNotMatch(csv.body, /Mina/)
      const data = JSON.parse((await visitor.get(`/${southCouncil}/handover/file?night=2026-11-24&as=json`)).body)
      assert.equal(data.contacts[0].needed, 'See her at her aunt’s.')
      assert.match(
        (await visitor.get(`/${southCouncil}/handover/file?night=2026-11-24&as=text`)).body,
        /Needed: A whole sentence\./,
      )
      assert.equal((await visitor.get(`/${southCouncil}/handover/file?night=2026-11-24&as=xml`)).status, 404)
      assert.match((await visitor.get(`/${southCouncil}/handover?night=2026-11-23`)).text, /Nothing was handed over/)
    })
    const [audited] = await world.rows(
      `select canonical from audit_event where council_id = ${southCouncil} and task = 'save the night''s contacts' and outcome = 'listed' limit 1`,
    )
    assert.match(String(audited?.canonical), new RegExp(otis.childId))
  })

  test('a child who has been restricted since is named to nobody who is not named for the record', async () => {
    await world.rows(`update person set restricted = true where person_id = '${otis.childId}'`)
    await at('2026-11-24T10:00:00Z', async () => {
      const visitor = await service.signIn(southManager)
      assert.doesNotMatch((await visitor.get(`/${southCouncil}/handover`)).text, /Otis/)
      const { contact_id } = await one<{ contact_id: string }>(
        `select contact_id from night_contact where council_id = ${southCouncil} limit 1`,
      )
      assert.equal((await visitor.get(`/${southCouncil}/night-contacts/${contact_id}`)).status, 404)
      assert.doesNotMatch((await visitor.get(`/${southCouncil}/handover/file?night=2026-11-24&as=csv`)).body, /Otis/)
    })
  })

  test('by day the night desk is shut, with the hours in the refusal', async () => {
    await at('2026-11-24T10:00:00Z', async () => {
      const visitor = await service.signIn(ana)
      for (const path of ['/night/handover', '/night/contact/new', '/night/alerts']) {
        const shut = await visitor.get(path)
        assert.equal(shut.status, 403)
        assert.match(shut.text, /only from 17:00 to 09:00/)
      }
    })
  })
})
