import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { inTransaction, noWalls } from '../../database/transaction.ts'
import { recordingRoutes } from '../children/recording-routes.ts'
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
} from '../children/testing.ts'
import { promptsFor } from './index.ts'
import { routes } from './routes.ts'

// Shared practice through the service and both walls, between two councils that share staff. Today is Monday 23 November 2026.

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let north: Visitor
  let south: Visitor
  let worker: Visitor
  let people: Record<'north' | 'south' | 'worker' | 'other', TestWorker>
  const forms = { north: '', south: '' }
  let templatePath = ''
  const inSouth = () => templatePath.replace(String(northCouncil), String(southCouncil))

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    await world.arrangement({
      title: 'the joint workforce',
      kind: 'joint employment',
      includes: ["children's social care"],
    })
    people = {
      north: await world.worker({ name: 'Agata Testwicz', role: 'service manager' }),
      south: await world.worker({ name: 'Sol Testmere', role: 'service manager', councilId: southCouncil }),
      worker: await world.worker({ name: 'Bethany Testworth' }),
      other: await world.worker({ name: 'Simran Testkha', councilId: southCouncil }),
    }
    service = await openService(database, [...routes, ...recordingRoutes])
    north = await service.signIn(people.north)
    south = await service.signIn(people.south)
    worker = await service.signIn(people.worker)
    forms.north = `${(await world.child({ given: 'Nia' })).path}/visits/new`
    forms.south = `${(await world.child({ given: 'Suri', councilId: southCouncil })).path}/visits/new`
  })
  after(() => service.close())
  /** Another morning, everybody signed in again. */
  const onDay = async (on: string): Promise<void> => {
    service.clock.now = Temporal.Instant.from(`${on}T10:00:00Z`)
    north = await service.signIn(people.north)
    south = await service.signIn(people.south)
    worker = await service.signIn(people.worker)
  }
  const inVisitForm = async (who: TestWorker, path: string): Promise<string> =>
    (await (await service.signIn(who)).get(path)).text

  test('A form without a template asks in the words the product comes with', async () => {
    assert.match(
      await inVisitForm(people.worker, forms.north),
      /What you saw and heard, what you think it means for Nia/,
    )
    assert.match((await worker.get('/practice')).text, /The forms ask in the words the product comes with/)
  })

  test('A council begins a template, and another adopts it with its source and the day', async () => {
    const begun = await north.fillIn(`/${northCouncil}/practice/templates/new`, {
      kind: 'visit',
      name: 'Visiting children',
    })
    assert.equal(begun.status, 303)
    templatePath = begun.location!.replace('/change', '')
    assert.match((await south.get(templatePath)).text, /Adopt it for Southmere/)
    assert.equal((await south.fillIn(`${inSouth()}/adopt`, { way: 'follow' })).status, 303)
    assert.match(
      (await worker.get(inSouth())).text,
      /Southmere uses version 1 of what Northfield answers for, adopted on 23 November 2026 by Sol Testmere/,
    )
  })

  test('What one council says differently stands in its form, and not in the other’s', async () => {
    const answer = await south.fillIn(`${inSouth()}/differences/new?place=happened.help`, {
      place: 'happened.help',
      effect: 'says',
      says: 'What is {child} worried about, and what works well?',
      why: 'Families here know these questions.',
      ...typedDate('reviewOn', '2027-11-01'),
    })
    assert.equal(answer.status, 303)
    assert.match(await inVisitForm(people.other, forms.south), /What is Suri worried about, and what works well\?/)
    assert.match(
      await inVisitForm(people.worker, forms.north),
      /What you saw and heard, what you think it means for Nia/,
    )
    assert.match(
      (await north.get(templatePath)).text,
      /Southmere .*What is the child worried about.* Families here know these questions/,
    )
  })

  test('What the law sets cannot be said differently, and a needed question not left out', async () => {
    const fields = { says: 'Alone?', why: 'Shorter.', ...typedDate('reviewOn', '2027-11-01') }
    const law = await south.fillIn(`${inSouth()}/differences/new`, {
      ...fields,
      place: 'seenAlone.prompt',
      effect: 'says',
    })
    assert.match(problemsOf(law.body).place!, /set by law and the same in every council: Care Planning/)
    const needed = await south.fillIn(`${inSouth()}/differences/new`, {
      ...fields,
      place: 'place.prompt',
      effect: 'leaves out',
    })
    assert.match(problemsOf(needed.body).effect!, /cannot do without/)
  })

  test('A new version shows first what it does in each council, then reaches both at once and keeps the difference', async () => {
    const opened = await north.get(`${templatePath}/change`)
    const fields = Object.fromEntries(
      [
        ...opened.body.matchAll(
          /<(?:input|textarea) class="govuk-(?:input|textarea)[^>]*? name="(\w+)"(?:[^>]*? value="([^"]*)")?[^>]*>(?:([^<]*)<\/textarea>)?/g,
        ),
      ].map(([, name, value, words]) => [name!, (value ?? words ?? '').replaceAll('&#39;', "'")]),
    )
    const helpOf = Object.entries(fields).find(([, value]) => value.startsWith('What you saw and heard'))![0]
    const next = { ...fields, [helpOf]: 'Write it the same day.', why: 'Shorter' }
    const preview = await north.fillIn(`${templatePath}/change`, next)
    assert.equal(preview.status, 400)
    assert.match(problemsOf(preview.body).sure!, /Read below what changes in each council/)
    assert.match(
      preview.text,
      /Northfield .*Write it the same day\..* Southmere To review What happened: .* Nothing reads differently in Southmere/,
    )
    assert.match((await south.get(inSouth())).text, /uses version 1/)

    const published = await north.fillIn(`${templatePath}/change`, { ...next, sure: 'yes' })
    assert.equal(
      published.said,
      'Version 2 is published. It is used now in Northfield, Southmere. Every difference is kept.',
    )
    assert.match(await inVisitForm(people.worker, forms.north), /Write it the same day\./)
    assert.match(await inVisitForm(people.other, forms.south), /What is Suri worried about/)
    assert.match(
      (await south.get(inSouth())).text,
      /For review \( ?1 ?\).*Holds\. The shared words have changed since it was written.*They are now: “Write it the same day\.”/,
    )
    const stale = await north.fillIn(`${templatePath}/change`, { ...next, why: 'Again', sure: 'yes', base: '1' })
    assert.equal(stale.status, 409)
    assert.match(stale.text, /What you had changed in version 1 .*Write it the same day\./)
  })

  test('A difference that was reviewed goes on beside the new words, and the one before stays in the history', async () => {
    const { body } = await south.get(inSouth())
    const review = new RegExp(`${inSouth()}/differences/[0-9a-f-]{36}`).exec(body)![0]
    const answer = await south.fillIn(review, {
      what: 'keep',
      why: 'Still ours.',
      ...typedDate('reviewOn', '2028-01-31'),
    })
    assert.equal(answer.status, 303)
    const page = (await south.get(inSouth())).text
    assert.doesNotMatch(page, /For review/)
    assert.match(page, /Still ours\./)
    assert.match((await south.get(`${inSouth()}/history`)).text, /Withdrawn .* by Sol Testmere: Reviewed and kept/)
  })

  test('A policy that keeps its version shows its origin and what a newer one would change', async () => {
    const begun = await north.fillIn(`/${northCouncil}/practice/templates/new`, { kind: 'policy', name: 'Fathers' })
    const path = begun.location!.replace('/change', '')
    const theirs = path.replace(String(northCouncil), String(southCouncil))
    await south.fillIn(`${theirs}/adopt`, { way: 'keep' })
    const fields = {
      s0title: 'Policy',
      i0prompt: 'What this is for',
      i0help: '',
      i0limit: '',
      i0unit: '',
      i0law: '',
      why: 'Clearer',
    }
    const answer = await north.fillIn(`${path}/change`, { ...fields, i0words: 'For fathers.', sure: 'yes' })
    assert.equal(answer.status, 303)
    assert.match(
      (await south.get(theirs)).text,
      /uses version 1 of what Northfield answers for.*keeps this version.*Version 2 was published/,
    )
    assert.match((await south.get(`${theirs}/use`)).text, /Say here what the policy is for.* For fathers\./)
    await south.fillIn(`${theirs}/use`, { way: 'take' })
    assert.match((await south.get(theirs)).text, /uses version 2/)
  })

  test('Nobody writes for another council, and the database refuses it as well', async () => {
    assert.equal((await north.get(`${inSouth()}/differences/new`)).status, 403)
    assert.equal((await worker.get(`${templatePath}/change`)).status, 403)
    const templateId = templatePath.split('/').at(-1)
    const given = await inTransaction(
      database,
      async ({ connection }) => ({
        result: (await connection.script(
          `select publish_template(${northCouncil}, '${templateId}', 3) as reached`,
        )) as { reached: number | null }[],
      }),
      { walls: { ...noWalls, directory: [northCouncil, southCouncil], manage: [southCouncil] } },
    )
    assert.equal(given[0]?.reached, null)
    const read = await inTransaction(database, async ({ db }) => ({
      result: await promptsFor(db, northCouncil, 'visit'),
    }))
    assert.equal(read.template, null)
  })

  test('When the second-last holder of a skill is taken off, both councils read that one is left', async () => {
    const skill = {
      skill: 'Age assessment',
      level: 'qualified',
      ...typedDate('since', '2024-01-08'),
      'until-day': '',
      'until-month': '',
      'until-year': '',
    }
    const pages = {
      north: `/${northCouncil}/workers/${people.worker.workerId}/skills`,
      south: `/${southCouncil}/workers/${people.other.workerId}/skills`,
    }
    assert.equal((await north.fillIn(`${pages.north}/new`, skill)).status, 303)
    assert.equal((await south.fillIn(`${pages.south}/new`, skill)).status, 303)
    assert.match(problemsOf((await south.fillIn(`${pages.south}/new`, skill)).body).skill!, /on the register already/)
    assert.doesNotMatch((await north.get('/practice/skills')).text, /1 left/)
    const end = /\/\d+\/practice\/skills\/[0-9a-f-]+\/end/.exec((await north.get(pages.north)).body)![0]
    assert.match((await north.get(end)).text, /nobody in Northfield 1 in Northfield, Southmere/)
    await north.fillIn(end, { why: 'Moved on.' })
    for (const who of [north, south])
      assert.match(
        (await who.get('/practice/skills')).text,
        /1 left: Age assessment in Northfield, Southmere Simran Testkha, Southmere\. So few since 23 November 2026/,
      )
  })

  test('A holder in the partner council is found, asked and answers; nobody else reads it', async () => {
    const ask = /\/\d+\/practice\/skills\/[0-9a-f-]+\/ask/.exec(
      (await worker.get('/practice/skills?skill=age')).body,
    )![0]
    const asked = await worker.fillIn(ask, { question: 'How do I begin?', ...typedDate('wantedBy', '2026-11-30') })
    const holder = await service.signIn(people.other)
    assert.match((await holder.get('/practice/skills')).text, /Bethany Testworth asks you/)
    assert.equal((await holder.fillIn(asked.location!, { answer: 'With a cup of tea.' })).status, 303)
    assert.match((await worker.get(asked.location!)).text, /With a cup of tea\./)
    assert.equal((await north.get(asked.location!)).status, 404)
  })

  test('An action from a meeting has an owner and a day, shows as overdue, and its effect is not yet measured', async () => {
    const recorded = await north.fillIn(`/${northCouncil}/practice/learning/new`, {
      title: 'First visits',
      ...typedDate('heldOn', '2026-11-02'),
      councils: String(southCouncil),
      learned: 'Book the visit with the call.',
    })
    const path = recorded.location!
    const add = `${path.replace(String(northCouncil), String(southCouncil))}/actions/new`
    const stranger = await south.fillIn(add, {
      kind: 'adopts',
      words: 'Try it',
      owner: people.north.workerId,
      ...typedDate('dueOn', '2026-11-24'),
    })
    assert.equal(problemsOf(stranger.body).owner, 'Select who sees to it')
    await south.fillIn(add, {
      kind: 'adopts',
      words: 'Try it',
      owner: people.south.workerId,
      ...typedDate('dueOn', '2026-11-24'),
    })
    assert.match(
      (await north.get(path)).text,
      /Southmere adopts it Try it Who Sol Testmere When by 24 November 2026 Effect Not yet measured/,
    )
    await onDay('2026-11-25')
    assert.match((await north.get('/practice/learning')).text, /Overdue \( ?1 ?\) Try it/)
    const follow = /\/\d+\/practice\/actions\/[0-9a-f-]+/.exec((await south.get(path)).body)![0]
    const half = await south.fillIn(follow, { ...typedDate('dueOn', '2026-11-24'), effect: 'Seen sooner' })
    assert.equal(problemsOf(half.body).effectOn, 'Enter the day the effect was measured')
    await south.fillIn(follow, {
      ...typedDate('dueOn', '2026-11-24'),
      ...typedDate('doneOn', '2026-11-25'),
      effect: 'Seen sooner',
      ...typedDate('effectOn', '2026-11-25'),
    })
    assert.match((await north.get('/practice/learning')).text, /Adopted in Southmere\. Effect measured: 1/)
  })

  test('An idea without an answer goes overdue on its date, and the answer says why', async () => {
    const shared = await worker.fillIn(`/${northCouncil}/practice/ideas/new`, {
      title: 'One permit',
      words: 'Less time at meters.',
      owner: people.north.workerId,
    })
    await onDay('2026-12-23')
    assert.match((await worker.get('/practice/ideas')).text, /By 23 Dec 2026/)
    await onDay('2026-12-24')
    assert.match((await worker.get('/practice/ideas')).text, /Answer was due 23 Dec 2026/)
    assert.equal((await worker.post(shared.location!, { kind: 'yes', answer: 'Mine.' })).status, 403)
    await north.fillIn(shared.location!, { kind: 'trying it', answer: 'Until summer.' })
    assert.match((await worker.get(shared.location!)).text, /We try it Until summer\. Agata Testwicz, 24 December 2026/)
  })

  test('A values line that is changed stays in the history', async () => {
    const page = `/${northCouncil}/practice/values`
    await north.fillIn(`${page}/new`, { words: 'We stay', shownBy: '', place: '1' })
    const line = new RegExp(`${page}/[0-9a-f-]{36}`).exec((await north.get(page)).body)![0]
    await north.fillIn(line, {
      words: 'We stay when it is hard',
      shownBy: '',
      place: '1',
      way: 'change',
      why: 'Said better',
    })
    assert.match(
      (await north.get(page)).text,
      /We stay when it is hard Since 24 December 2026.*Before We stay 24 Dec 2026 to 24 Dec 2026, ended by Agata Testwicz: Said better/,
    )
    assert.match((await north.get('/practice/values')).text, /Northfield We stay when it is hard/)
  })

  test('Likeness is made of figures the viewer may see', async () => {
    for (const [councilId, aged] of [
      [northCouncil, 40_000],
      [southCouncil, 20_000],
    ])
      await world.plant('council_population', {
        council_id: councilId,
        measured_on: '2026-06-30',
        aged_0_to_17: aged,
        source: 'a count',
      })
    assert.match((await north.get('/practice/similar')).text, /Southmere 50 of 100, from 2 figures 2\.0 20,000/)
  })
})
