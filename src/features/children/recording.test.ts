import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { newId } from '../../lib/ids.ts'
import { recordingRoutes } from './recording-routes.ts'
import { routes } from './routes.ts'
import {
  type Fields,
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
} from './testing.ts'

// The pages on which staff write, each opened and sent as a browser does it: on both engines where what is written counts.

const childPattern = '/:councilId/children/:childId'

type Service = Awaited<ReturnType<typeof openService>>

const aVisit: Fields = {
  kind: 'looked_after',
  ...typedDate('visitedOn', '2026-11-20'),
  place: 'placement',
  seen: 'yes',
  seenAlone: 'yes',
  happened: 'We baked bread and talked about school.',
}
const aNote: Fields = {
  kind: 'phone call',
  ...typedDate('happenedOn', '2026-11-20'),
  note: 'Nan rang to say that all is well.',
}

eachEngine((engine, open) => {
  /** What a page offers, asks about or refuses: its statements are those of the other tests, on both engines. */
  const heard = (name: string, work: () => Promise<void>): void => {
    if (engine === 'embedded') test(name, work)
  }

  let database: Database
  let world: TestWorld
  let service: Service
  let [ana, ben, mary, zoe] = [] as unknown as TestWorker[]

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    service = await openService(database, routes)
    ana = await world.worker({ name: 'Ana Fieldtest' })
    ben = await world.worker({ name: 'Ben Fieldtest' })
    mary = await world.worker({ name: 'Mary Managertest', role: 'team manager' })
    zoe = await world.worker({ name: 'Zoe Southtest', councilId: southCouncil })
  })
  after(() => service.close())

  const inCare = async (since = '2026-11-16', who: Parameters<TestWorld['child']>[0] = {}): Promise<TestChild> => {
    const child = await world.child(who)
    await world.spell(child, 'referral', since, { code: '2A' })
    const care = await world.spell(child, 'looked_after', since)
    await world.spell(child, 'legal_status', since, { code: 'V2', within_id: care })
    await world.spell(child, 'placement', since, { code: 'U6', within_id: care })
    await world.allocate(child, ana!, since)
    return child
  }
  const eventsOf = (child: TestChild, kind: string) =>
    world.rows(`select * from event where child_id = '${child.childId}' and kind = '${kind}' order by event_id`)

  describe('recording a visit', () => {
    test('the visit is kept with the child’s own words, and the page says when the next one is due', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const sent = await visitor.fillIn(`${child.path}/visits/new`, {
        ...aVisit,
        time: '16:15',
        ownWords: 'I like it here.',
        mayShow: 'yes',
        significant: 'yes',
      })
      assert.equal(sent.status, 303, sent.text)
      assert.equal(sent.location, child.path)
      assert.equal(sent.said, 'The visit is recorded. Next visit due by 1 January 2027.')
      const [visit] = await eventsOf(child, 'visit')
      assert.equal(visit?.code, 'looked_after')
      assert.equal(visit?.happened_at.toString(), '2026-11-20T16:15:00Z')
      assert.equal(visit?.detail.seenAlone, true)
      assert.equal(visit?.significant, true)
      assert.equal(visit?.worker_id, ana!.workerId)
      const [said] = await eventsOf(child, 'child_words')
      assert.equal(said?.words, 'I like it here.')
      assert.equal(said?.detail.mayShow, true)
      const due = await world.rows(
        `select timescale, due_on from due where child_id = '${child.childId}' and timescale = 'cla-visit-year1'`,
      )
      assert.equal(due[0]?.due_on.toString(), '2027-01-01')
    })

    heard('the kind that is due is chosen already, and the date is today', async () => {
      const child = await inCare()
      const page = await (await service.signIn(ana!)).get(`${child.path}/visits/new`)
      assert.equal(page.status, 200)
      assert.match(page.body, /<option value="looked_after" selected>/)
      assert.match(page.body, /name="visitedOn-day"[^>]* value="23"/)
    })

    test('a form sent twice is saved once, one after the other or both at the same moment', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const form = hiddenFields((await visitor.get(`${child.path}/visits/new`)).body)
      const first = await visitor.post(`${child.path}/visits/new`, { ...form, ...aVisit })
      const second = await visitor.post(`${child.path}/visits/new`, { ...form, ...aVisit })
      assert.deepEqual([first.status, second.status, second.location], [303, 303, first.location])
      assert.equal((await eventsOf(child, 'visit')).length, 1)
      const again = hiddenFields((await visitor.get(`${child.path}/visits/new`)).body)
      const both = await Promise.all(
        [0, 1].map(() => visitor.post(`${child.path}/visits/new`, { ...again, ...aVisit })),
      )
      assert.deepEqual(
        both.map((answer) => answer.status),
        [303, 303],
      )
      assert.equal((await eventsOf(child, 'visit')).length, 2)
    })

    heard('everything that is missing is said at once, beside its field', async () => {
      const child = await inCare()
      const sent = await (await service.signIn(ana!)).fillIn(`${child.path}/visits/new`, {
        seen: 'yes',
        ownWords: 'Hello',
      })
      assert.equal(sent.status, 400)
      assert.deepEqual(problemsOf(sent.body), {
        kind: 'Select the kind of visit',
        visitedOn: 'Enter the date of the visit',
        seenAlone:
          'Select yes if you saw the child alone. A child should have the chance to speak without a parent or carer in the room',
        place: 'Select where the visit was',
        happened: 'Write what happened',
        mayShow: 'Select yes if the child agreed that their words may be shown on their page',
      })
      assert.match(sent.body, />Hello<\/textarea>/)
    })

    heard(
      'whether the child was seen alone is asked only when the child was seen; why not is asked otherwise',
      async () => {
        const child = await inCare()
        const { seenAlone: _alone, ...visit } = aVisit
        const visitor = await service.signIn(ana!)
        const without = await visitor.fillIn(`${child.path}/visits/new`, { ...visit, seen: 'no' })
        assert.deepEqual(Object.keys(problemsOf(without.body)), ['notSeenBecause'])
        const kept = await visitor.fillIn(`${child.path}/visits/new`, {
          ...visit,
          seen: 'no',
          notSeenBecause: 'Nobody was in',
        })
        assert.equal(kept.status, 303, kept.text)
        const [row] = await eventsOf(child, 'visit')
        assert.equal(row?.detail.seen, false)
        assert.equal('seenAlone' in row!.detail, false)
      },
    )

    heard('dates that cannot be are refused in plain words', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const tried = async (parts: Fields) =>
        problemsOf((await visitor.fillIn(`${child.path}/visits/new`, { ...aVisit, ...parts })).body).visitedOn
      assert.equal(
        await tried({ 'visitedOn-day': '31', 'visitedOn-month': '2' }),
        'Date of the visit must be a real date',
      )
      assert.equal(await tried({ 'visitedOn-day': '' }), 'Date of the visit must include a day')
      assert.equal(await tried({ 'visitedOn-year': '26' }), 'Year must include 4 numbers')
      assert.equal(await tried(typedDate('visitedOn', '2026-11-24')), 'Date of the visit must be today or in the past')
      assert.equal(
        await tried(typedDate('visitedOn', '1899-01-01')),
        'Date of the visit must be in a year that makes sense',
      )
      assert.equal(
        await tried(typedDate('visitedOn', '2016-01-01')),
        'Amina was born on 2 April 2017, so nobody can have seen them on 1 January 2016',
      )
      assert.equal(
        await tried({ 'visitedOn-day': 'one', 'visitedOn-month': '٣' }),
        'Date of the visit must be a real date',
      )
      assert.equal((await eventsOf(child, 'visit')).length, 0)
    })

    heard('a visit before anybody was allocated is asked about, and kept when that is right', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const early = { ...aVisit, ...typedDate('visitedOn', '2026-11-02'), kind: 'other' }
      const asked = await visitor.fillIn(`${child.path}/visits/new`, early)
      assert.equal(asked.status, 400)
      assert.match(
        problemsOf(asked.body).sure ?? '',
        /^Nobody was allocated to Amina on 2 November 2026; the first worker began on 16 November 2026\./,
      )
      assert.match(asked.body, /We baked bread/)
      const kept = await visitor.fillIn(`${child.path}/visits/new`, { ...early, sure: 'yes' })
      assert.equal(kept.status, 303, kept.text)
    })
  })

  describe('case notes', () => {
    test('two people change one note: nobody’s text is lost, and both versions are kept with who and why', async () => {
      const child = await inCare()
      const [first, second] = [await service.signIn(ana!), await service.signIn(ben!)]
      await first.fillIn(`${child.path}/notes/new`, { ...aNote, title: 'Call' })
      const [row] = await eventsOf(child, 'case_note')
      const edit = `${child.path}/notes/${row!.event_id}/edit`
      const [hers, his] = [hiddenFields((await first.get(edit)).body), hiddenFields((await second.get(edit)).body)]
      const saved = await first.post(edit, { ...hers, ...aNote, note: 'What Ana wrote.', why: 'More detail' })
      assert.equal(saved.status, 303, saved.text)
      const clash = await second.post(edit, { ...his, ...aNote, note: 'What Ben wrote.', why: 'A correction' })
      assert.equal(clash.status, 409)
      assert.match(clash.text, /Ana Fieldtest saved a newer version/)
      assert.match(clash.body, /What Ana wrote\./)
      assert.match(clash.body, /What Ben wrote\./)
      const together = await second.post(edit, {
        ...hiddenFields(clash.body),
        ...aNote,
        note: 'What Ana wrote. What Ben wrote.',
        why: 'Both together',
      })
      assert.equal(together.status, 303, together.text)
      const [now] = await eventsOf(child, 'case_note')
      assert.equal(now?.words, 'What Ana wrote. What Ben wrote.')
      const earlier = await world.rows(
        `select content, reason, replaced_by from earlier_version where record_id = '${row!.event_id}' order by version`,
      )
      assert.deepEqual(
        earlier.map((one) => [one.content.words, one.reason, one.replaced_by]),
        [
          [aNote.note, 'More detail', ana!.workerId],
          ['What Ana wrote.', 'Both together', ben!.workerId],
        ],
      )
      assert.match((await first.get(edit)).text, /Earlier versions .*More detail/)
    })
  })

  describe('allocating a worker', () => {
    const allocation = (worker: TestWorker, more: Fields = {}): Fields => ({
      worker: worker.workerId,
      role: 'social worker',
      ...typedDate('from', '2026-11-23'),
      reason: 'MANAGE',
      ...more,
    })
    const held = (child: TestChild) =>
      world.rows(
        `select worker_id, code, starts_on::text, ends_on::text, detail from spell where child_id = '${child.childId}' and kind = 'allocation' order by spell_id`,
      )

    test('the new worker begins, the one before ends the same day, and why a suggestion was taken is kept', async () => {
      const child = await inCare()
      const visitor = await service.signIn(mary!)
      const page = await visitor.get(`${child.path}/allocation?worker=${ben!.workerId}&because=load,sibling`)
      assert.match(page.text, /Social worker Ana Fieldtest, since 16 November 2026/)
      assert.match(
        page.text,
        /Ben Fieldtest was suggested: has the lightest caseload after this, holds a brother or sister\./,
      )
      assert.match(
        page.body,
        new RegExp(`<option value="${ben!.workerId}" selected>Ben Fieldtest, Social worker, Family team, 0 children`),
      )
      const sent = await visitor.post(`${child.path}/allocation`, { ...hiddenFields(page.body), ...allocation(ben!) })
      assert.equal(sent.said, 'Ben Fieldtest is now the social worker.', sent.text)
      const [before, now] = await held(child)
      assert.deepEqual(
        [before?.worker_id, before?.ends_on, now?.worker_id, now?.starts_on, now?.ends_on],
        [ana!.workerId, '2026-11-23', ben!.workerId, '2026-11-23', null],
      )
      assert.deepEqual(now?.detail, { reason: 'MANAGE', suggestedBecause: ['load', 'sibling'] })
      const due = await world.rows(`select distinct worker_id from due where child_id = '${child.childId}'`)
      assert.deepEqual(due, [{ worker_id: ben!.workerId }])
    })

    test('somebody whose post does not reach this council is refused with the clause of the agreement', async () => {
      const child = await inCare()
      const agreement = await world.arrangement({
        title: 'Shared Staffing Agreement',
        includes: ['legal'],
        excludes: ["children's social care"],
      })
      const shared = await world.worker({
        name: 'Sam Sharedtest',
        councilId: southCouncil,
        reach: [
          { councilId: southCouncil, share: 50 },
          { councilId: northCouncil, share: 50, arrangementId: agreement },
        ],
      })
      const sent = await (await service.signIn(mary!)).fillIn(`${child.path}/allocation`, allocation(shared))
      assert.deepEqual(problemsOf(sent.body), {
        worker:
          "Sam Sharedtest cannot hold this child: children's social care is outside Shared Staffing Agreement (clause 2)",
      })
    })

    heard('a looked-after child needs a registered social worker, said in plain words', async () => {
      const child = await inCare()
      const helper = await world.worker({ name: 'Hal Helpertest', role: 'personal adviser', sweNumber: null })
      const visitor = await service.signIn(mary!)
      const sent = await visitor.fillIn(`${child.path}/allocation`, allocation(helper, { role: 'lead practitioner' }))
      assert.match(
        problemsOf(sent.body).worker ?? '',
        /^This child is looked after, and needs a registered social worker\./,
      )
      const adviser = await visitor.fillIn(`${child.path}/allocation`, allocation(helper, { role: 'personal adviser' }))
      assert.equal(adviser.status, 303, adviser.text)
    })

    heard('a reviewing officer must be independent, and naming one is itself recorded', async () => {
      const child = await inCare()
      const officer = await world.worker({ name: 'Ira Reviewtest', role: 'independent reviewing officer' })
      const visitor = await service.signIn(mary!)
      const wrong = await visitor.fillIn(`${child.path}/allocation`, allocation(ben!, { role: 'reviewing officer' }))
      assert.match(problemsOf(wrong.body).worker ?? '', /must be independent of the case/)
      const right = await visitor.fillIn(`${child.path}/allocation`, allocation(officer, { role: 'reviewing officer' }))
      assert.equal(right.status, 303, right.text)
      assert.equal((await eventsOf(child, 'reviewing_officer_named')).length, 1)
    })

    heard('a social worker may not allocate, and a new worker cannot begin before the one now', async () => {
      const child = await inCare()
      assert.equal((await (await service.signIn(ana!)).get(`${child.path}/allocation`)).status, 403)
      const early = await (await service.signIn(mary!)).fillIn(
        `${child.path}/allocation`,
        allocation(ben!, typedDate('from', '2026-11-10')),
      )
      assert.match(problemsOf(early.body).from ?? '', /The new one cannot begin before that/)
    })
  })

  describe('saying why something was late', () => {
    test('the reason is kept beside the breach and outlives what is due', async () => {
      const child = await inCare('2026-10-01')
      const visitor = await service.signIn(ana!)
      const placement = await world.rows(
        `select spell_id from spell where child_id = '${child.childId}' and kind = 'placement'`,
      )
      const path = `${child.path}/lateness/${placement[0]!.spell_id}`
      const found = await visitor.get(`${path}?timescale=cla-visit-first`)
      assert.equal(found.location, `${child.path}/lateness/cla-visit-first/${placement[0]!.spell_id}`)
      const page = await visitor.get(found.location!)
      assert.match(page.text, /Due by 8 October 2026\. Not done yet, 46 days late\./)
      const sent = await visitor.fillIn(found.location!, {
        reason: 'worker absent',
        explanation: 'Off sick',
        allowedBy: mary!.workerId,
      })
      assert.equal(sent.status, 303, sent.text)
      await visitor.fillIn(`${child.path}/visits/new`, aVisit)
      const [kept] = await world.rows(
        `select reason, words, allowed_by, given_by from breach_reason where child_id = '${child.childId}'`,
      )
      assert.deepEqual(kept, {
        reason: 'worker absent',
        words: 'Off sick',
        allowed_by: mary!.workerId,
        given_by: ana!.workerId,
      })
      assert.match(
        (await visitor.get(found.location!)).text,
        /Done on 20 November 2026, 43 days late\. .*Ana Fieldtest gave this reason/,
      )
    })

    heard('what was not late, and what is no timescale, are not there', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      assert.equal((await visitor.get(`${child.path}/lateness/cla-visit-first/${newId()}`)).status, 404)
      assert.equal((await visitor.get(`${child.path}/lateness/never-heard-of/${newId()}`)).status, 404)
    })
  })

  describe('restricting a record', () => {
    const terms: Fields = {
      action: 'keep',
      ground: 'risk to the child or carer',
      why: 'He is looking for her.',
      nightDeskMayKnow: 'no',
      understood: 'yes',
    }

    test('those named keep the record, and for a colleague it is not there on any page', async () => {
      const child = await inCare('2026-11-16', { family: 'Secretest' })
      const mother = await world.adult({ given: 'Mona', family: 'Onlytest' })
      await world.relate(child, mother, 'mother')
      const shared = await world.adult({ given: 'Gil', family: 'Sharedtest' })
      const other = await world.child({ given: 'Otto', family: 'Elsewheretest' })
      await world.relate(child, shared, 'teacher')
      await world.relate(other, shared, 'teacher')
      await world.relate(other, child, 'sister')
      const [manager, worker, colleague] = [
        await service.signIn(mary!),
        await service.signIn(ana!),
        await service.signIn(ben!),
      ]
      assert.equal((await colleague.get(`${child.path}/visits/new`)).status, 200)

      const page = await manager.get(`${child.path}/restriction`)
      assert.match(page.body, new RegExp(`value="${ana!.workerId}" checked`))
      const sent = await manager.post(`${child.path}/restriction`, {
        ...hiddenFields(page.body),
        ...terms,
        named: ana!.workerId,
        ...typedDate('reviewOn', '2027-02-21'),
      })
      assert.equal(sent.status, 303, sent.text)
      assert.match(sent.said ?? '', /^The record is restricted\. 2 people are named\./)

      const random = `/${northCouncil}/children/${newId()}`
      const endings = [
        ...routes.flatMap(({ path }) =>
          path.startsWith(childPattern) && !/:/.test(path.slice(childPattern.length))
            ? [path.slice(childPattern.length)]
            : [],
        ),
        `/household/people/${mother.childId}/name`,
        '/steps/record-harm-concern',
      ]
      assert.equal(endings.length > 15, true)
      // On a server src/routes.test.ts asks for a restricted child on every page: here some will do.
      const some = <T>(all: readonly T[]) => (engine === 'embedded' ? all : all.filter((_, at) => at % 5 === 0))
      const { _csrf } = hiddenFields((await colleague.get(`${other.path}/notes/new`)).body)
      for (const ending of some(endings)) {
        const [hidden, nothing] = [await colleague.get(child.path + ending), await colleague.get(random + ending)]
        assert.equal([403, 404].includes(hidden.status), true, `${ending} ${hidden.status}`)
        assert.deepEqual([hidden.status, hidden.text], [nothing.status, nothing.text], ending)
      }
      for (const { path } of some(recordingRoutes.filter(({ task }) => task.submit))) {
        const filled = (base: string) =>
          path
            .replace(childPattern, base)
            .replace(':timescale', 'cla-visit-first')
            .replace(':step', 'record-harm-concern')
            .replaceAll(/:\w+/g, newId())
        const [hidden, nothing] = [
          await colleague.post(filled(child.path), { ...aNote, _csrf: _csrf! }),
          await colleague.post(filled(random), { ...aNote, _csrf: _csrf! }),
        ]
        assert.deepEqual([hidden.status, hidden.text], [nothing.status, nothing.text], path)
        assert.equal([403, 404].includes(hidden.status), true, path)
      }
      for (const asked of ['Amina Secretest', 'Secretest', '2 April 2017', 'Mona Onlytest']) {
        const [found, missed] = [await manager.find(asked), await colleague.find(asked)]
        assert.equal(found.body.includes(child.path), true, `the manager finds ${asked}`)
        assert.equal(missed.body.includes(child.childId), false, `a colleague does not find ${asked}`)
        assert.equal(/Secretest|Onlytest/.test(missed.text.replaceAll(asked, '')), false)
      }
      assert.equal((await worker.get(`${child.path}/visits/new`)).status, 200)
      assert.equal((await worker.fillIn(`${child.path}/visits/new`, aVisit)).status, 303)
      assert.equal((await manager.get(`${child.path}/household`)).status, 200)
      assert.match((await manager.get(`${child.path}/household`)).text, /Mona Onlytest/)

      const flags = await world.rows(
        `select person_id, restricted from person where person_id in ('${child.childId}', '${mother.childId}', '${shared.childId}')`,
      )
      const restricted = Object.fromEntries(flags.map((row) => [row.person_id, row.restricted]))
      assert.deepEqual(
        [restricted[child.childId], restricted[mother.childId], restricted[shared.childId]],
        [true, true, false],
      )
      for (const table of ['spell', 'event', 'due', 'search_key', 'person_name', 'relationship']) {
        const who = ['search_key', 'person_name'].includes(table) ? 'person_id' : 'child_id'
        const open = await world.rows(`select 1 from ${table} where ${who} = '${child.childId}' and not restricted`)
        assert.equal(open.length, 0, table)
      }
      // The sister's page names nobody who is hidden.
      assert.doesNotMatch((await colleague.get(`${other.path}/household`)).text, /Amina|Sister/)

      // Renewed: Ana goes and Ben is named; each at once.
      const review = await manager.get(`${child.path}/restriction`)
      const renewed = await manager.post(`${child.path}/restriction`, {
        ...hiddenFields(review.body),
        ...terms,
        named: ben!.workerId,
        ...typedDate('reviewOn', '2027-02-21'),
      })
      assert.equal(renewed.status, 303, renewed.text)
      assert.equal((await worker.get(`${child.path}/visits/new`)).status, 404)
      assert.equal((await colleague.get(`${child.path}/visits/new`)).status, 200)

      // A second manager's older page does not lift what was just renewed.
      const stale = await manager.post(`${child.path}/restriction`, {
        ...hiddenFields(review.body),
        _key: newId(),
        ...terms,
        action: 'lift',
        named: ben!.workerId,
        ...typedDate('reviewOn', '2027-02-21'),
      })
      assert.equal(stale.status, 409)

      const last = await manager.get(`${child.path}/restriction`)
      const lifted = await manager.post(`${child.path}/restriction`, {
        ...hiddenFields(last.body),
        ...terms,
        action: 'lift',
        named: ben!.workerId,
        ...typedDate('reviewOn', '2027-02-21'),
      })
      assert.equal(lifted.status, 303, lifted.text)
      assert.equal((await worker.get(`${child.path}/visits/new`)).status, 200)
      const open = await world.rows(
        `select 1 from person where person_id in ('${child.childId}', '${mother.childId}') and not restricted`,
      )
      assert.equal(open.length, 2)
    })

    heard('nobody is named alone, the review is within a year, and it must be understood', async () => {
      const child = await world.child()
      const manager = await service.signIn(mary!)
      const tried = async (fields: Fields) =>
        problemsOf(
          (
            await manager.fillIn(`${child.path}/restriction`, {
              ...terms,
              named: ana!.workerId,
              ...typedDate('reviewOn', '2027-02-21'),
              ...fields,
            })
          ).body,
        )
      assert.deepEqual(Object.keys(await tried({ named: '' })), ['named'])
      assert.deepEqual(Object.keys(await tried(typedDate('reviewOn', '2028-02-21'))), ['reviewOn'])
      assert.deepEqual(Object.keys(await tried({ understood: '' })), ['understood'])
      assert.equal(
        (
          await manager.fillIn(`${child.path}/restriction`, {
            ...terms,
            named: zoe!.workerId,
            ...typedDate('reviewOn', '2027-02-21'),
          })
        ).status,
        404,
      )
    })
  })

  describe('family and addresses', () => {
    const keysOf = async (id: string): Promise<string[]> =>
      (await world.rows(`select key from search_key where person_id = '${id}' order by key`)).map((row) => row.key)

    test('an address is kept, corrected with its earlier version, and found by a search unless it is confidential', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const path = `${child.path}/household/people/${child.childId}/addresses`
      const address: Fields = { lines: '14 Acacia Road', postcode: 'sw11 1aa', kind: 'home', confidential: 'no' }
      assert.equal((await visitor.fillIn(`${path}/new`, address)).status, 303)
      assert.equal((await keysOf(child.childId)).includes('c:SW111AA'), true)
      const [row] = await world.rows(`select * from person_address where person_id = '${child.childId}'`)
      const form = hiddenFields((await visitor.get(`${path}/${row!.address_id}`)).body)
      assert.equal(
        problemsOf((await visitor.post(`${path}/${row!.address_id}`, { ...form, ...address })).body).why,
        'Say what you changed and why',
      )
      const hidden = await visitor.fillIn(`${path}/${row!.address_id}`, {
        ...address,
        confidential: 'yes',
        notToBeTold: 'Her father',
        why: 'Refuge',
      })
      assert.equal(hidden.status, 303, hidden.text)
      assert.equal(
        (await keysOf(child.childId)).some((key) => /^[cao]:/.test(key)),
        false,
      )
      const late = await (await service.signIn(ben!)).post(`${path}/${row!.address_id}`, {
        ...form,
        _csrf: hiddenFields((await (await service.signIn(ben!)).get(path)).body)._csrf ?? '',
        ...address,
      })
      assert.equal(late.status, 403)
      const page = await visitor.get(`${child.path}/household`)
      assert.match(page.text, /14 Acacia Road, SW11 1AA Confidential Must not be told: Her father/)
    })

    test('a stale version of an address comes back with both', async () => {
      const child = await inCare()
      const [one, two] = [await service.signIn(ana!), await service.signIn(ben!)]
      const path = `${child.path}/household/people/${child.childId}/addresses`
      const address: Fields = { lines: '14 Acacia Road', postcode: '', kind: 'home', confidential: 'no' }
      await one.fillIn(`${path}/new`, address)
      const [row] = await world.rows(`select address_id from person_address where person_id = '${child.childId}'`)
      const [mine, theirs] = [
        hiddenFields((await one.get(`${path}/${row!.address_id}`)).body),
        hiddenFields((await two.get(`${path}/${row!.address_id}`)).body),
      ]
      assert.equal(
        (await one.post(`${path}/${row!.address_id}`, { ...mine, ...address, lines: '15 Acacia Road', why: 'A slip' }))
          .status,
        303,
      )
      const clash = await two.post(`${path}/${row!.address_id}`, {
        ...theirs,
        ...address,
        lines: '16 Acacia Road',
        why: 'A slip',
      })
      assert.equal(clash.status, 409)
      assert.match(clash.text, /Ana Fieldtest saved a newer version.*15 Acacia Road/)
      assert.match(clash.body, /16 Acacia Road/)
    })

    test('a name in composed or decomposed letters is one name, odd ones are kept, impossible ones refused kindly', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const path = `${child.path}/household/people/${child.childId}`
      const changed = await visitor.fillIn(`${path}/name`, {
        givenName: 'Zoe\u0308',
        familyName: 'N\u0303uñez-Łukasz',
        'bornOn-day': '2',
        'bornOn-month': '4',
        'bornOn-year': '2017',
        why: 'As on the certificate',
      })
      assert.equal(changed.status, 303, changed.text)
      const [person] = await world.rows(
        `select given_name, family_name, normal_name, version from person where person_id = '${child.childId}'`,
      )
      assert.deepEqual(person, {
        given_name: 'Zo\u00eb',
        family_name: '\u00d1uñez-Łukasz',
        normal_name: 'zoe nunez lukasz',
        version: 2,
      })
      assert.equal((await keysOf(child.childId)).includes('n:zoe'), true)
      assert.equal(
        (await visitor.fillIn(`${path}/names/new`, { kind: 'own script', givenName: 'زوي', familyName: '' })).status,
        303,
      )
      assert.equal(
        (await visitor.fillIn(`${path}/names/new`, { kind: 'alias', givenName: 'Zee', familyName: '' })).status,
        303,
      )
      assert.equal((await keysOf(child.childId)).includes('n:zee'), true)
      const refusedName = async (givenName: string) =>
        problemsOf((await visitor.fillIn(`${path}/names/new`, { kind: 'alias', givenName })).body).givenName
      assert.equal(
        await refusedName('Zo\u0000e'),
        'First name contains a hidden character that cannot be kept. Delete it and type the first name again',
      )
      assert.equal(await refusedName('Z'.repeat(101)), 'First name must be 100 characters or fewer')
      assert.match((await refusedName('Zoe<script>')) ?? '', /First name cannot include “<”/)
    })

    test('a parent with parental responsibility is added with a telephone, and a teacher already known is joined', async () => {
      const child = await inCare()
      const sister = await world.child({ given: 'Sara' })
      const teacher = await world.adult({ given: 'Tom', family: 'Schooltest', profession: 'Teacher' })
      await world.relate(child, sister, 'sister')
      await world.relate(sister, teacher, 'teacher')
      const visitor = await service.signIn(ana!)
      const added = await visitor.fillIn(`${child.path}/household/relationships/new`, {
        givenName: 'Mona',
        familyName: 'Parenttest',
        kind: 'mother',
        parentalResponsibility: 'yes',
        livesWith: 'no',
      })
      assert.equal(added.status, 303, added.text)
      const [mother] = await world.rows(
        `select r.*, p.given_name from relationship r join person p on p.person_id = r.other_id where r.child_id = '${child.childId}' and r.kind = 'mother'`,
      )
      assert.deepEqual([mother?.given_name, mother?.parental_responsibility], ['Mona', true])
      const phone = await visitor.fillIn(`${child.path}/household/people/${mother!.other_id}/contacts/new`, {
        kind: 'mobile',
        value: '07700 900123',
      })
      assert.equal(phone.status, 303, phone.text)
      assert.equal(
        (await keysOf(mother!.other_id)).some((key) => key.startsWith('t:')),
        true,
      )
      assert.match(
        problemsOf(
          (
            await visitor.fillIn(`${child.path}/household/people/${mother!.other_id}/contacts/new`, {
              kind: 'mobile',
              value: '12',
            })
          ).body,
        ).value ?? '',
        /^Enter a telephone number/,
      )
      const joined = await visitor.fillIn(`${child.path}/household/relationships/new`, {
        other: teacher.childId,
        kind: 'teacher',
        parentalResponsibility: 'no',
        livesWith: 'no',
      })
      assert.equal(joined.status, 303, joined.text)
      assert.match(
        (await visitor.get(`${child.path}/household`)).text,
        /Mona Parenttest Mother Holds parental responsibility.*Tom Schooltest Teacher/,
      )
      // A brother's or sister's own record is changed on their own pages.
      assert.equal((await visitor.get(`${child.path}/household/people/${sister.childId}/name`)).status, 404)
    })
  })

  describe('steps of the journey', () => {
    heard(
      'the page offers what makes sense now, what is due first, and leads to the form that answers it',
      async () => {
        const child = await inCare()
        const visitor = await service.signIn(ana!)
        await visitor.fillIn(`${child.path}/visits/new`, aVisit)
        const page = await visitor.get(`${child.path}/steps/new`)
        assert.match(page.text, /Record a review of the care plan/)
        assert.doesNotMatch(page.text, /Record that the child becomes looked after|End early help/)
        assert.match(page.text, /For a manager to record .*Record a strategy discussion/)
        assert.equal(
          (await visitor.get(`${child.path}/steps/new?due=cla-review-1`)).location,
          `${child.path}/steps/review-care-plan`,
        )
        assert.equal(
          (await visitor.get(`${child.path}/steps/new?step=move-placement`)).location,
          `${child.path}/steps/move-placement`,
        )
        assert.equal((await visitor.get(`${child.path}/steps/no-such-step`)).status, 404)
      },
    )

    test('a review is kept with how the child took part, and the next one becomes due', async () => {
      const child = await inCare('2026-11-02')
      const visitor = await service.signIn(ana!)
      const path = `${child.path}/steps/review-care-plan`
      const empty = await visitor.fillIn(path, {})
      assert.deepEqual(problemsOf(empty.body), {
        on: 'Enter the date',
        words: 'Write what was said and decided',
        participation: 'Select how the child took part',
      })
      const sent = await visitor.fillIn(path, {
        ...typedDate('on', '2026-11-20'),
        participation: 'PN1',
        permanencePlan: 'return home',
        words: 'Amina said she is glad.',
        significant: 'yes',
      })
      assert.equal(sent.said, 'The review is recorded.', sent.text)
      const [review] = await eventsOf(child, 'looked_after_review')
      assert.deepEqual(
        [review?.code, review?.detail, review?.words, review?.significant],
        ['PN1', { permanencePlan: 'return home' }, 'Amina said she is glad.', true],
      )
      const due = await world.rows(
        `select timescale, due_on::text from due where child_id = '${child.childId}' and timescale like 'cla-review%'`,
      )
      assert.deepEqual(due, [{ timescale: 'cla-review-2', due_on: '2027-02-20' }])
    })

    test('a move ends one home and begins the next, with the earlier version kept', async () => {
      const child = await inCare('2026-11-02')
      const visitor = await service.signIn(ana!)
      const sent = await visitor.fillIn(`${child.path}/steps/move-placement`, {
        ...typedDate('on', '2026-11-19'),
        placement: 'U4',
        provider: 'PR4',
        reason: 'CARPL',
        emergency: 'no',
        agreedBy: mary!.workerId,
        words: 'She liked the room.',
      })
      assert.equal(sent.status, 303, sent.text)
      const homes = await world.rows(
        `select code, starts_on::text, ends_on::text, end_code, detail, version from spell where child_id = '${child.childId}' and kind = 'placement' order by starts_on`,
      )
      assert.deepEqual(homes, [
        { code: 'U6', starts_on: '2026-11-02', ends_on: '2026-11-19', end_code: 'CARPL', detail: {}, version: 2 },
        {
          code: 'U4',
          starts_on: '2026-11-19',
          ends_on: null,
          end_code: null,
          detail: { provider: 'PR4', emergency: false, agreedBy: mary!.workerId, words: 'She liked the room.' },
          version: 1,
        },
      ])
      assert.equal(
        (await world.rows(`select 1 from earlier_version where child_id = '${child.childId}' and record = 'spell'`))
          .length,
        1,
      )
    })

    heard('what cannot be decided is refused in plain words beside its field, and nothing is kept', async () => {
      const child = await inCare('2026-11-02')
      const visitor = await service.signIn(ana!)
      const move = { ...typedDate('on', '2026-10-01'), placement: 'U4', reason: 'CARPL', agreedBy: mary!.workerId }
      const early = await visitor.fillIn(`${child.path}/steps/move-placement`, move)
      assert.match(problemsOf(early.body).on ?? '', /began on 2 November 2026/)
      const noOrder = await visitor.fillIn(`${child.path}/steps/move-placement`, {
        ...move,
        ...typedDate('on', '2026-11-19'),
        placement: 'A6',
      })
      assert.match(problemsOf(noOrder.body).placement ?? '', /follows the decision that the child should be placed/)
      assert.equal(
        (await world.rows(`select 1 from spell where child_id = '${child.childId}' and kind = 'placement'`)).length,
        1,
      )
    })

    test('a manager’s step is refused to others, and a signature must be somebody else’s', async () => {
      const child = await inCare('2026-11-02')
      const [visitor, manager] = [await service.signIn(ana!), await service.signIn(mary!)]
      const discussion = {
        ...typedDate('on', '2026-11-19'),
        outcome: 'section 47',
        agencies: ['police', 'health'],
        words: 'We met.',
      }
      assert.equal((await visitor.get(`${child.path}/steps/hold-strategy-discussion`)).status, 403)
      assert.equal((await manager.fillIn(`${child.path}/steps/hold-strategy-discussion`, discussion)).status, 303)
      const [enquiry] = await world.rows(
        `select * from spell where child_id = '${child.childId}' and kind = 'section_47'`,
      )
      assert.equal(enquiry?.starts_on.toString(), '2026-11-19')
      assert.equal((await eventsOf(child, 'strategy_discussion'))[0]?.spell_id, enquiry?.spell_id)
      const ending = {
        ...typedDate('on', '2026-11-20'),
        outcome: 'no further action',
        substantiated: 'no',
        words: 'Nothing was found.',
      }
      const own = await manager.fillIn(`${child.path}/steps/end-section-47`, {
        ...ending,
        authorisedBy: mary!.workerId,
      })
      assert.equal(problemsOf(own.body).authorisedBy, 'Somebody other than the writer must authorise this')
      const signed = await visitor.fillIn(`${child.path}/steps/end-section-47`, {
        ...ending,
        authorisedBy: mary!.workerId,
      })
      assert.equal(signed.status, 303, signed.text)
      const [ended] = await world.rows(`select detail, end_code from spell where spell_id = '${enquiry!.spell_id}'`)
      assert.deepEqual(
        [ended?.end_code, ended?.detail.authorisedBy, ended?.detail.decidedBy, ended?.detail.endWords],
        ['no further action', mary!.workerId, ana!.workerId, 'Nothing was found.'],
      )
      assert.equal(
        (await visitor.fillIn(`${child.path}/steps/end-assessment`, { ...ending, authorisedBy: zoe!.workerId })).status,
        400,
      )
    })

    test('a risk stands until it is ended, and two people who open the same plan at once leave one', async () => {
      const child = await world.child()
      await world.spell(child, 'referral', '2026-11-02', { code: '2A' })
      const [one, two] = [await service.signIn(ana!), await service.signIn(ben!)]
      assert.equal(
        (
          await one.fillIn(`${child.path}/steps/note-risk`, {
            ...typedDate('on', '2026-11-19'),
            risk: 'see alone',
            words: 'Ask on the doorstep.',
          })
        ).status,
        303,
      )
      const [risk] = await world.rows(`select * from spell where child_id = '${child.childId}' and kind = 'risk'`)
      assert.equal(risk?.code, 'see alone')
      assert.equal(
        (
          await two.fillIn(`${child.path}/steps/end-risk`, {
            ...typedDate('on', '2026-11-20'),
            endedRisk: risk!.spell_id,
            words: 'He has moved out.',
          })
        ).status,
        303,
      )
      assert.equal(
        (
          await two.fillIn(`${child.path}/steps/end-risk`, {
            ...typedDate('on', '2026-11-20'),
            endedRisk: newId(),
            words: 'x',
          })
        ).status,
        400,
      )
      const path = `${child.path}/steps/start-child-in-need-plan`
      const both = await Promise.all([one, two].map((who) => who.fillIn(path, typedDate('on', '2026-11-20'))))
      assert.deepEqual(both.map((answer) => answer.status).sort(), [303, 400])
      assert.equal(
        (await world.rows(`select 1 from spell where child_id = '${child.childId}' and kind = 'child_in_need_plan'`))
          .length,
        1,
      )
    })
  })

  describe('corrections', () => {
    test('a visit’s date is corrected: the earlier version stays, what is due is counted again, and the chronology shows it', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      await visitor.fillIn(`${child.path}/visits/new`, { ...aVisit, significant: 'yes' })
      const [visit] = await eventsOf(child, 'visit')
      const path = `${child.path}/corrections/${visit!.event_id}`
      const page = await visitor.get(path)
      assert.match(page.text, /What it says now Visit to a looked-after child 20 November 2026 .*We baked bread/)
      const noReason = await visitor.fillIn(path, {
        code: 'looked_after',
        ...typedDate('on', '2026-11-18'),
        detailSeen: 'yes',
        detailSeenAlone: 'no',
        detailPlace: 'school',
        said: 'We baked bread.',
      })
      assert.deepEqual(problemsOf(noReason.body), { why: 'Say why you are correcting this' })
      const sent = await visitor.fillIn(path, {
        code: 'looked_after',
        ...typedDate('on', '2026-11-18'),
        detailSeen: 'yes',
        detailSeenAlone: 'no',
        detailPlace: 'school',
        said: 'We baked bread.',
        significant: 'yes',
        why: 'Wrong day, and her brother was there',
      })
      assert.equal(sent.status, 303, sent.text)
      const [now] = await eventsOf(child, 'visit')
      assert.deepEqual(
        [now?.happened_on.toString(), now?.detail, now?.words, now?.version],
        ['2026-11-18', { seen: true, seenAlone: false, place: 'school' }, 'We baked bread.', 2],
      )
      const [due] = await world.rows(
        `select due_on::text from due where child_id = '${child.childId}' and timescale = 'cla-visit-year1'`,
      )
      assert.equal(due?.due_on, '2026-12-30')
      assert.match((await visitor.get(`${child.path}/chronology`)).text, /Wrong day, and her brother was there/)
    })

    test('a state is corrected within the rules of the journey, and a stale version comes back with both', async () => {
      const child = await inCare('2026-11-02')
      const [one, two] = [await service.signIn(ana!), await service.signIn(ben!)]
      const [home] = await world.rows(
        `select spell_id from spell where child_id = '${child.childId}' and kind = 'placement'`,
      )
      const path = `${child.path}/corrections/spells/${home!.spell_id}`
      const [mine, theirs] = [hiddenFields((await one.get(path)).body), hiddenFields((await two.get(path)).body)]
      const outside = await one.post(path, {
        ...mine,
        code: 'U6',
        ...typedDate('startsOn', '2026-10-01'),
        why: 'A slip',
      })
      assert.equal(
        problemsOf(outside.body).startsOn,
        'The placement must lie within the time the child is looked after',
      )
      const backwards = await one.post(path, {
        ...mine,
        code: 'U6',
        ...typedDate('startsOn', '2026-11-02'),
        ...typedDate('endsOn', '2026-11-01'),
        why: 'A slip',
      })
      assert.equal(problemsOf(backwards.body).endsOn, 'The end date must not be before the start date')
      const nothing = await one.post(path, {
        ...mine,
        code: 'U6',
        ...typedDate('startsOn', '2026-11-02'),
        why: 'A slip',
      })
      assert.equal(problemsOf(nothing.body).why, 'Nothing has been changed')
      const kept = await one.post(path, {
        ...mine,
        code: 'U4',
        ...typedDate('startsOn', '2026-11-02'),
        ...typedDate('detailApprovedOn', '2026-11-10'),
        why: 'Matched for the long term',
      })
      assert.equal(kept.status, 303, kept.text)
      const [now] = await world.rows(`select code, detail, version from spell where spell_id = '${home!.spell_id}'`)
      assert.deepEqual(now, { code: 'U4', detail: { approvedOn: '2026-11-10' }, version: 2 })
      const clash = await two.post(path, {
        ...theirs,
        code: 'U1',
        ...typedDate('startsOn', '2026-11-02'),
        why: 'Her aunt',
      })
      assert.equal(clash.status, 409)
      assert.match(clash.text, /Ana Fieldtest saved a newer version/)
      assert.equal((await one.get(`${child.path}/corrections/${newId()}`)).status, 404)
    })

    heard('a note is corrected on its own page', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      await visitor.fillIn(`${child.path}/notes/new`, aNote)
      const [note] = await eventsOf(child, 'case_note')
      assert.equal(
        (await visitor.get(`${child.path}/corrections/${note!.event_id}`)).location,
        `${child.path}/notes/${note!.event_id}/edit`,
      )
    })
  })

  describe('bad input', () => {
    test('NUL, other characters nobody can keep, and texts too long are refused beside the field', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const tried = async (note: string) =>
        problemsOf((await visitor.fillIn(`${child.path}/notes/new`, { ...aNote, note })).body).note
      assert.equal(
        await tried('Nul\u0000l'),
        'The note contains a character that cannot be kept. Type it again without it',
      )
      assert.equal(await tried('x'.repeat(100_001)), 'The note must be 100,000 characters or fewer')
      const odd = 'Zażółć gęślą jaźń 🎈 سلام 漢字 <b>"quoted" & kept</b> \\u0000'
      assert.equal((await visitor.fillIn(`${child.path}/notes/new`, { ...aNote, note: odd })).status, 303)
      assert.equal((await eventsOf(child, 'case_note'))[0]?.words, odd)
    })

    heard('a body larger than a form may be gets a page that says so', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const sent = await visitor.post(`${child.path}/notes/new`, { note: 'x'.repeat(3_000_000) })
      assert.equal(sent.status, 413)
      assert.match(sent.text, /That is too much at once/)
    })

    heard('answers in a shape no page sends are refused and break nothing', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      for (const path of [
        `${child.path}/visits/new`,
        `${child.path}/steps/move-placement`,
        `${child.path}/steps/end-assessment`,
        `${child.path}/household/relationships/new`,
      ]) {
        const sent = await visitor.fillIn(path, {
          kind: ['a', 'b'],
          seen: ['yes', 'no'],
          visitedOn: '2026-11-20',
          'happened-day': '1',
          placement: ['U6', 'A6'],
          reason: 'E2',
          factors: 'zzz',
          other: 'not an id',
          on: 'today',
          constructor: 'x',
        })
        assert.equal([400, 404].includes(sent.status), true, `${path} ${sent.status}`)
      }
    })

    heard('a forged or missing form token is refused and saves nothing', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      const form = hiddenFields((await visitor.get(`${child.path}/notes/new`)).body)
      for (const _csrf of [
        '',
        'forged',
        `${form._csrf}x`,
        hiddenFields((await (await service.signIn(ben!)).get(`${child.path}/notes/new`)).body)._csrf!,
      ]) {
        const sent = await visitor.post(`${child.path}/notes/new`, { ...form, ...aNote, _csrf })
        assert.equal(sent.status, 403)
        assert.match(sent.text, /This form is out of date/)
      }
      assert.equal((await eventsOf(child, 'case_note')).length, 0)
    })

    // On a server src/routes.test.ts asks the same of every route there is.
    heard('another council’s ids, in the address, its query or the form, answer as ids of nothing', async () => {
      const [own, foreign] = [await inCare(), await world.child({ councilId: southCouncil, family: 'Foreigntest' })]
      const foreignNote = await world.event(foreign, 'case_note', '2026-11-01', { words: 'x' })
      const foreignAdult = await world.adult({ councilId: southCouncil })
      await world.relate(foreign, foreignAdult, 'mother')
      const [visitor, manager] = [await service.signIn(ana!), await service.signIn(mary!)]
      const same = async (who: typeof visitor, address: (id: string) => string, foreignId: string) => {
        const [theirs, nothing] = [await who.get(address(foreignId)), await who.get(address(newId()))]
        assert.deepEqual([theirs.status, theirs.text], [nothing.status, nothing.text], address('…'))
      }
      for (const ending of ['/visits/new', '/notes/new', '/steps/new', '/household', '']) {
        await same(visitor, (id) => `/${southCouncil}/children/${id}${ending}`, foreign.childId)
        await same(visitor, (id) => `/${northCouncil}/children/${id}${ending}`, foreign.childId)
      }
      await same(visitor, (id) => `${own.path}/notes/${id}/edit`, foreignNote)
      await same(visitor, (id) => `${own.path}/corrections/${id}`, foreignNote)
      await same(visitor, (id) => `${own.path}/household/people/${id}/name`, foreignAdult.childId)
      await same(visitor, (id) => `${own.path}/household/people/${id}/name`, foreign.childId)
      await same(visitor, (id) => `${own.path}/household/relationships/new?other=${id}`, foreignAdult.childId)
      await same(manager, (id) => `${own.path}/allocation?worker=${id}`, zoe!.workerId)
      const sent = async (who: typeof visitor, path: string, fields: (id: string) => Fields, foreignId: string) => {
        const [theirs, nothing] = [await who.fillIn(path, fields(foreignId)), await who.fillIn(path, fields(newId()))]
        assert.deepEqual([theirs.status, theirs.text], [404, nothing.text], path)
      }
      await sent(
        manager,
        `${own.path}/allocation`,
        (worker) => ({ worker, role: 'social worker', ...typedDate('from', '2026-11-23'), reason: 'MANAGE' }),
        zoe!.workerId,
      )
      await sent(
        visitor,
        `${own.path}/household/relationships/new`,
        (other) => ({ other, kind: 'mother', parentalResponsibility: 'no', livesWith: 'no' }),
        foreignAdult.childId,
      )
    })

    test('what somebody typed or a child is called never reaches the log', () => {
      assert.equal(/Fieldtest|Testwood|bread|Amina/.test(service.log.join('\n')), false)
    })
  })

  describe('nothing typed is lost', () => {
    test('a draft survives signing out, and is gone once the form is saved', async () => {
      const child = await inCare()
      const path = `${child.path}/visits/new`
      const first = await service.signIn(ana!)
      const kept = await first.fillIn(path, { ...aVisit, happened: 'Half a sentence', _action: 'draft' })
      assert.equal(kept.said, 'We kept what you have typed so far.')
      const again = await service.signIn(ana!)
      const page = await again.get(path)
      assert.match(page.text, /We kept what you typed on 23 Nov 2026/)
      assert.match(page.body, />Half a sentence<\/textarea>/)
      assert.match(page.body, /name="seen"[^>]* value="yes" checked/)
      assert.equal((await again.fillIn(path, aVisit)).status, 303)
      assert.doesNotMatch((await again.get(path)).text, /We kept what you typed/)
      assert.doesNotMatch((await (await service.signIn(ben!)).get(path)).text, /Half a sentence/)
    })

    heard('a draft of one step is not another’s', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ana!)
      await visitor.fillIn(`${child.path}/steps/make-care-plan`, { words: 'The plan so far', _action: 'draft' })
      assert.doesNotMatch((await visitor.get(`${child.path}/steps/agree-placement-plan`)).text, /The plan so far/)
      assert.match((await visitor.get(`${child.path}/steps/make-care-plan`)).text, /The plan so far/)
    })

    test('a post that ends while somebody writes: the next sending is refused and the text is kept as a draft', async () => {
      const child = await inCare()
      const leaver = await world.worker({ name: 'Lee Leavertest' })
      const visitor = await service.signIn(leaver)
      const form = hiddenFields((await visitor.get(`${child.path}/notes/new`)).body)
      await world.rows(`update post set ended_at = '2026-11-23T09:59:00Z' where post_id = '${leaver.postId}'`)
      const sent = await visitor.post(`${child.path}/notes/new`, { ...form, ...aNote, note: 'The last note' })
      assert.equal(sent.status, 403)
      assert.match(sent.text, /You hold no post today\..*we kept it as a draft/)
      assert.equal((await eventsOf(child, 'case_note')).length, 0)
      const [draft] = await world.rows(`select answers from draft where worker_id = '${leaver.workerId}'`)
      assert.equal(draft?.answers.note, 'The last note')
      await world.rows(`update post set ended_at = null where post_id = '${leaver.postId}'`)
      assert.match((await visitor.get(`${child.path}/notes/new`)).body, />The last note<\/textarea>/)
    })

    heard('a session that ran out sends the writer to sign in, and the text waits as a draft', async () => {
      const child = await inCare()
      const visitor = await service.signIn(ben!)
      const form = hiddenFields((await visitor.get(`${child.path}/notes/new`)).body)
      const before = service.clock.now
      service.clock.now = before.add({ hours: 2 })
      const sent = await visitor.post(`${child.path}/notes/new`, { ...form, ...aNote, note: 'Typed for two hours' })
      assert.match(sent.location ?? '', /^\/sign-in/)
      assert.match(
        (await (await service.signIn(ben!)).get(`${child.path}/notes/new`)).body,
        />Typed for two hours<\/textarea>/,
      )
      service.clock.now = before
    })
  })
})

eachEngine((engine, open) => {
  test('a database that has stopped gives a page that says so, and the same form saves once it is back', async () => {
    const database = await open()
    const world = await makeWorld(database)
    const worker = await world.worker({ name: 'Ana Fieldtest' })
    const child = await world.child()
    let away = false
    const stopping: Database = {
      ...database,
      lease: (work) => {
        if (!away) return database.lease(work)
        if (engine === 'embedded') return Promise.reject(new Error('PGlite is closed'))
        return Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
      },
    }
    const service = await openService(stopping, recordingRoutes)
    const visitor = await service.signIn(worker)
    const form = { ...hiddenFields((await visitor.get(`${child.path}/notes/new`)).body), ...aNote }
    away = true
    const sent = await visitor.post(`${child.path}/notes/new`, form)
    assert.equal(sent.status, 503)
    assert.match(sent.text, /back/i)
    away = false
    assert.equal((await visitor.post(`${child.path}/notes/new`, form)).status, 303)
    assert.equal(
      (await world.rows(`select 1 from event where child_id = '${child.childId}' and kind = 'case_note'`)).length,
      1,
    )
    await service.close()
  })
})
