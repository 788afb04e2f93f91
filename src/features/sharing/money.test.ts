import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { newId } from '../../lib/ids.ts'
import { plainPounds } from '../../lib/money.ts'
import {
  type Fields,
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
import { routes } from './routes.ts'

// Cost, savings and what they bring, through the service and both walls. Today is Monday 23 November 2026, so the
// financial year is 2026. Northfield hosts; Southmere is a partner.

const [north, south, east] = [northCouncil, southCouncil, 913]

eachEngine((engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let host: Visitor
  let partner: Visitor
  let worker: Visitor
  let stranger: Visitor
  let finance: Visitor
  let hostPerson: TestWorker
  let night: string
  let legal: string

  const signIn = async (person: { subject: string }): Promise<Visitor> => {
    service ??= await openService(database, routes)
    return service.signIn(person)
  }
  const inFinance = (person: TestWorker) =>
    database.asOwner!((connection) =>
      connection.query("update post set functions = '{finance}' where post_id = $1", [person.postId]),
    )

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    await world.plant('council', {
      council_id: east,
      ons_code: 'E09000913',
      name: 'Eastmarsh',
      short_name: 'Eastmarsh',
      colour: '#505a5f',
    })
    night = await world.arrangement({ title: 'the night team', kind: 'section 113' })
    legal = await world.arrangement({ title: 'the legal service', kind: 'section 113' })
    hostPerson = await world.worker({ name: 'Agata Testwicz', role: 'service manager' })
    host = await signIn(hostPerson)
    await inFinance(hostPerson)
    partner = await signIn(await world.worker({ name: 'Ola Testberg', role: 'service manager', councilId: south }))
    worker = await signIn(await world.worker({ name: 'Simran Testkha' }))
    stranger = await signIn(await world.worker({ name: 'East Testling', role: 'director', councilId: east }))
    const person = await world.worker({ name: 'Finn Testpenny', role: 'director' })
    await inFinance(person)
    finance = await signIn(person)
  })
  after(() => service.close())

  // What is typed is judged, and a cost split, before anything is stored; what stores and reads both is run on both engines
  // by the other tests.
  const onServer = engine === 'server' ? test : () => {}

  const costs = (id = night) => `/${north}/agreements/${id}/costs`
  const year = (n: number, id = night) => `${costs(id)}/${n}/change`
  const per = (name: string, values: Record<number, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([id, value]) => [`${name}${id}`, value]))
  const enter = (path: string, fields: Fields) =>
    host.fillIn(path, { method: 'equal', redundancySplit: 'equally', tolerance: '3', ...fields })

  test('Before anything is recorded the page says so, and names who records it', async () => {
    const { status, text } = await partner.get(costs())
    assert.equal(status, 200)
    assert.match(text, /No cost has been recorded yet\. Northfield hosts the service/)
    assert.match((await host.get(costs())).text, /Enter 2026 to 2027/)
  })

  test('Two partners bear a cost half and half, to the penny', async () => {
    assert.equal((await enter(year(2025), { budget: '1000.01', actual: '' })).status, 303)
    const { text } = await partner.get(`${costs()}?year=2025`)
    assert.match(text, /Every council bears the same share\./)
    assert.match(text, /Northfield £500\.01 .*Southmere £500 .*Together £1,000\.01/)
  })

  onServer('What cannot be is refused beside its field, in plain words, and nothing is saved', async () => {
    const refusals: [Fields, string, RegExp][] = [
      [{ budget: '-5' }, 'budget', /must be £0 or more/],
      [{ budget: '10.005' }, 'budget', /whole pence/],
      [{ budget: '' }, 'budget', /Enter the budget, or what it cost/],
      [
        { method: 'percentage', budget: '100', ...per('weight', { [north]: '50', [south]: '49.5' }) },
        `weight${north}`,
        /come to 99\.5 %, not to 100 %/,
      ],
      [
        { method: 'population', budget: '100', ...per('weight', { [north]: '5' }) },
        `weight${south}`,
        /Enter the people counted of this council/,
      ],
      [
        {
          method: 'damped',
          budget: '1000',
          ...per('weight', { [north]: '60', [south]: '40' }),
          ...per('former', { [north]: '500', [south]: '499.99' }),
        },
        'budget',
        /costs more than before, so somebody must pay more/,
      ],
      [
        {
          budget: '100',
          actual: '100',
          ...per('override', { [north]: '60', [south]: '60' }),
          overrideReason: 'We agreed on it so',
        },
        `override${north}`,
        /come to 120 %/,
      ],
      [{ budget: '100', ...per('override', { [north]: '60', [south]: '40' }) }, 'overrideReason', /why other shares/],
      [{ method: 'days', ...per('weight', { [north]: '2', [south]: '3' }) }, 'dayRate', /what a day costs/],
      [
        {
          method: 'posts',
          post1Title: 'Head of service',
          post1Pounds: '90000',
          ...per('post1Share', { [north]: '60', [south]: '30' }),
        },
        `post1Share${north}`,
        /come to 90 %/,
      ],
    ]
    for (const [fields, field, words] of refusals) {
      const answer = await enter(year(2024), fields)
      assert.equal(answer.status, 400, field)
      assert.match(problemsOf(answer.body)[field] ?? JSON.stringify(problemsOf(answer.body)), words)
    }
    assert.doesNotMatch((await host.get(costs())).text, /2024 to 2025 Equally/)
  })

  test('A year with days on which nobody is a partner cannot be charged', async () => {
    const id = newId()
    await world.plant('arrangement', {
      council_id: north,
      arrangement_id: id,
      title: 'the empty service',
      kind: 'section 113',
      service: 'nothing',
      legal_basis: 'x',
      purpose: 'x',
      starts_on: '2020-01-01',
    })
    await world.plant('arrangement_party', {
      council_id: north,
      arrangement_id: id,
      party_id: north,
      joined_on: '2025-05-01',
    })
    const answer = await enter(year(2025, id), { budget: '100' })
    assert.match(problemsOf(answer.body).year ?? '', /Nobody is a partner from 1 April 2025/)
  })

  test('What another split would do is seen before anything is saved', async () => {
    const answer = await enter(year(2025), {
      method: 'percentage',
      budget: '1000.01',
      ...per('weight', { [north]: '70', [south]: '30' }),
      look: 'yes',
    })
    assert.equal(answer.status, 303)
    const { text, body } = await host.get(answer.location!)
    assert.match(text, /Nothing has been saved/)
    assert.match(text, /Northfield £500\.01 £700\.01 70\.0% £200 more/)
    assert.match(text, /Southmere £500 £300 30\.0% £200 less/)
    assert.match(body, /name="weight911" value="70"/)
    assert.match((await host.get(`${costs()}?year=2025`)).text, /Every council bears the same share/)
  })

  test('The host’s cost is for the host to change: a partner’s manager reads it, a stranger finds nothing', async () => {
    assert.equal((await partner.get(year(2025))).status, 403)
    assert.equal((await worker.get(year(2025))).status, 403)
    assert.doesNotMatch((await partner.get(costs())).text, /Change 2025/)
    const fields = { method: 'equal', budget: '1', _csrf: '' }
    assert.notEqual((await partner.post(year(2025), fields)).status, 303)
    for (const path of [
      costs(),
      `${costs()}/table`,
      year(2025),
      `/${north}/savings`,
      `/${north}/agreements/${night}/benefits`,
    ])
      assert.equal((await stranger.get(path)).status, 404, path)
    for (const path of [year(2018), year(20260)]) assert.equal((await host.get(path)).status, 404, path)
  })

  test('The agreed shares stay while what happened is within three points, and move beyond it', async () => {
    const counts = (happened: Record<number, string>) => ({
      method: 'percentage',
      budget: '1000',
      actual: '1000',
      measured: 'calls',
      ...per('weight', { [north]: '75', [south]: '25' }),
      ...per('happened', happened),
    })
    await enter(year(2023), counts({ [north]: '1936', [south]: '734' }))
    const stays = (await host.get(`${costs()}?year=2023`)).text
    assert.match(stays, /by 2\.5 percentage points: within the 3 points allowed, so the agreed shares stay/)
    assert.match(stays, /Northfield 75 75\.0% 1,936 72\.5% £750 £750/)
    await enter(year(2023), counts({ [north]: '1900', [south]: '800' }))
    const moves = (await host.get(`${costs()}?year=2023`)).text
    assert.match(moves, /more than the 3 points allowed, so the shares follow what happened, in whole percent/)
    assert.match(moves, /£750 £700 70\.0%/)
  })

  test('A third partner re-splits only what comes after it joined', async () => {
    await world.plant('arrangement_party', {
      council_id: north,
      arrangement_id: night,
      party_id: east,
      joined_on: '2026-10-01',
    })
    await enter(year(2026), { budget: '365000' })
    const { text } = await host.get(`${costs()}?year=2026`)
    // 183 days between two, 182 between three.
    assert.match(text, /each stretch of days is split between those who were parties then/)
    assert.match(text, /Northfield £152,166\.67 .*Southmere £152,166\.67 .*Eastmarsh 182 of 365 days £60,666\.66/)
    assert.match((await host.get(`${costs()}?year=2025`)).text, /Northfield £500\.01 .*Southmere £500 /)
  })

  test('At the end of the year each is invoiced or credited, once, and a change opens the year again', async () => {
    assert.match((await host.get(`${costs()}/2026/settle`)).text, /not recorded yet/)
    await enter(year(2025), {
      budget: '1000.01',
      actual: '1200',
      redundancy: '100',
      ...per('paid', { [north]: '500', [south]: '700' }),
      reason: 'The year is over',
    })
    const settled = await host.fillIn(`${costs()}/2025/settle`, { sure: 'yes' })
    assert.equal(settled.status, 303)
    const { text } = await partner.get(settled.location!)
    assert.match(text, /2025 to 2026: how the split was made Settled/)
    assert.match(text, /Northfield £500\.01 £600 50\.0% £50 £500 Invoice of £150/)
    assert.match(text, /Southmere £500 £600 50\.0% £50 £700 Credit of £50/)
    assert.match((await host.get(`${costs()}/2025/settle`)).text, /settled already/)
    const silent = await enter(year(2025), { budget: '1000', actual: '1300', reason: '' })
    assert.match(problemsOf(silent.body).reason ?? '', /settled anew|settled again/)
    assert.equal((await enter(year(2025), { actual: '1300', reason: 'A late invoice came' })).status, 303)
    const again = (await host.get(`${costs()}?year=2025`)).text
    assert.match(again, /Agata Testwicz: A late invoice came/)
    assert.match(again, /Settle 2025 to 2026/)
  })

  test('Two who save a year at once: the second sees what the first saved', async () => {
    const version = /name="_version" value="(\d+)"/.exec((await host.get(year(2025))).body)?.[1]
    const answer = await enter(year(2025), { actual: '1', _version: String(Number(version) - 1) })
    assert.equal(answer.status, 409)
    assert.match(answer.text, /Equally\. Budget not known, cost £1,300/)
  })

  onServer('Whatever is entered and accepted, the parts shown come to the cost', async () => {
    const ids = [north, south]
    const amount = fc.integer({ min: 0, max: 2_000_000_000 })
    const entered = fc.record({
      method: fc.constantFrom('equal', 'population', 'cases', 'blended', 'percentage'),
      budget: amount,
      actual: amount,
      redundancy: amount,
      weights: fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 99_999 })),
      happened: fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 99_999 })),
      equalPart: fc.integer({ min: 0, max: 100 }),
    })
    await fc.assert(
      fc.asyncProperty(entered, async (one) => {
        const percent = one.method === 'percentage'
        const weights = percent ? [one.equalPart, 100 - one.equalPart] : one.weights
        const answer = await enter(year(2022, legal), {
          method: one.method,
          budget: plainPounds(one.budget),
          actual: plainPounds(one.actual),
          redundancy: plainPounds(one.redundancy),
          equalPart: String(one.equalPart),
          ...per('weight', Object.fromEntries(ids.map((id, at) => [id, String(weights[at])]))),
          ...per('happened', Object.fromEntries(ids.map((id, at) => [id, String(one.happened[at])]))),
        })
        assert.equal(answer.status, 303, JSON.stringify(problemsOf(answer.body)))
        const lines = (await partner.get(`${costs(legal)}/table`)).body.trim().split('\r\n').slice(1)
        const sum = (column: number): number =>
          lines.reduce(
            (all, line) => all + Math.round(Number(line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)[column]) * 100),
            0,
          )
        assert.deepEqual([sum(7), sum(8), sum(9)], [one.budget, one.actual, one.redundancy])
      }),
      { numRuns: 12 },
    )
  })

  test('The cost of a unit stands beside what came of it, or beside a gap that says so', async () => {
    await enter(year(2026), { budget: '365000', units: '1000', unitName: 'calls answered' })
    assert.match(
      (await host.get(costs())).text,
      /2026 to 2027 £365 each: 1,000 calls answered\. What came of it was not measured in this year/,
    )
    assert.match(
      (await host.get(`${costs()}?year=2025`)).text,
      /2025 to 2026 How many units there were is not recorded\. What came of it/,
    )
  })

  // The ledger -------------------------------------------------------------------------------------------------------

  const line = {
    arrangement: '',
    whose: 'council',
    what: 'One manager instead of two',
    year: '2025',
    stage: 'realised',
    kind: 'cashable',
    recurring: 'yes',
    fallsOn: 'overhead',
    evidence: 'the budget book',
  }
  const saving = (as: Visitor, councilId: number, fields: Fields) =>
    as.fillIn(`/${councilId}/savings/lines/new`, { ...line, arrangement: legal, ...fields })

  test('Without a baseline nothing is saved: a line needs one, or says what the figure covers', async () => {
    assert.match(problemsOf((await saving(host, north, {})).body).baseline ?? '', /nothing is known to be saved/)
    assert.match(problemsOf((await saving(host, north, { stated: '8000000' })).body).basis ?? '', /not stated/)
    assert.match(
      problemsOf((await saving(host, north, { baseline: '1000', baselineYear: '2026', actual: '1' })).body)
        .baselineYear ?? '',
      /later year/,
    )
    const answer = await saving(host, north, {
      arrangement: '',
      what: 'All services together',
      stated: '8000000',
      basis: 'not stated',
      year: '',
    })
    assert.equal(answer.status, 303)
    const { text } = await worker.get(`/${north}/savings`)
    assert.match(text, /Northfield shares 2 services/)
    assert.match(
      text,
      /is said to have saved £8,000,000 by it \(basis: not stated, and no baseline is published\).*£8,000,000 All services together .*Realised, as stated Basis Not stated Baseline None is published/,
    )
    assert.match(text, /Realised £0 £0 1 1 without a baseline/)
  })

  test('Nothing is credited twice: a second council only once the host has said what was saved in all, and no more than that', async () => {
    const own = { baseline: '1000', baselineYear: '2025', actual: '600' }
    assert.equal((await saving(host, north, own)).status, 303)
    const early = await saving(partner, south, own)
    assert.match(problemsOf(early.body).arrangement ?? '', /host must first record what was saved in all/)
    const joint = { whose: 'joint', baseline: '2000', baselineYear: '2025', actual: '1300' }
    assert.match(problemsOf((await saving(partner, south, joint)).body).whose ?? '', /Only the council that hosts/)
    assert.equal((await saving(host, north, joint)).status, 303)
    assert.match(
      problemsOf((await saving(partner, south, own)).body).arrangement ?? '',
      /£100 more would be credited to the councils than was saved in all \(£700\)/,
    )
    assert.equal((await saving(partner, south, { ...own, actual: '750' })).status, 303)
    assert.match(
      (await worker.get('/savings')).text,
      /2025 to 2026, realised £700 Northfield £400 , Southmere £250 £650 £50\.00 of what was saved is credited to no council/,
    )
    assert.equal((await saving(partner, south, { ...own, actual: '950' })).status, 303)
    const { text } = await worker.get('/savings')
    assert.match(text, /£700 Northfield £400 , Southmere £300 £700 Yes, to the penny/)
    assert.match(text, /Southmere 2 £0 £0 £300/)
  })

  test('A line belongs to the council it is credited to: another’s manager cannot write or correct it', async () => {
    const [row] = await world.rows<{ line_id: string }>(
      `select line_id from saving_line where council_id = ${south} limit 1`,
    )
    assert.equal((await host.get(`/${south}/savings/lines/${row!.line_id}`)).status, 403)
    assert.equal((await host.get(`/${north}/savings/lines/${row!.line_id}`)).status, 404)
    assert.equal((await worker.get(`/${north}/savings/lines/new`)).status, 403)
    assert.match(
      problemsOf(
        (await saving(host, north, { arrangement: newId(), baseline: '1', baselineYear: '2025', actual: '0' })).body,
      ).arrangement ?? '',
      /party to/,
    )
  })

  test('A saving is validated by somebody of finance who did not write it, and a correction undoes that', async () => {
    const [row] = await world.rows<{ line_id: string }>(
      `select line_id from saving_line where council_id = ${north} and not joint and baseline is not null`,
    )
    const path = `/${north}/savings/lines/${row!.line_id}`
    assert.match((await host.get(`${path}/validate`)).text, /You wrote this line/)
    assert.match(
      problemsOf((await host.fillIn(path.concat('/validate'), { against: 'the ledger', _version: '1' })).body)
        .against ?? 'no form',
      /You wrote this line|no form/,
    )
    assert.equal((await finance.fillIn(`${path}/validate`, { against: 'Outturn 2025, code 4711' })).status, 303)
    const { text } = await worker.get(`/${north}/savings`)
    assert.match(text, /Validated by finance by Finn Testpenny, 23 Nov 2026 at 10:00: Outturn 2025, code 4711/)
    assert.match(text, /Validated by finance £400 in 2025 to 2026 £400 1/)
    const corrected = await host.fillIn(path, {
      ...line,
      arrangement: legal,
      baseline: '1000',
      baselineYear: '2025',
      actual: '610',
      reason: 'An invoice was missed',
      withdraw: 'no',
    })
    assert.equal(corrected.status, 303)
    assert.match((await worker.get(`/${north}/savings`)).text, /Validated by finance £0 £0 0/)
    assert.match((await host.get(path)).text, /Agata Testwicz: An invoice was missed/)
    await assert.rejects(
      database.asOwner!((connection) =>
        connection.script(
          `update saving_line set stage = 'validated', validated_at = now(), validated_by = '${hostPerson.workerId}' where line_id = '${row!.line_id}'`,
        ),
      ),
    )
  })

  test('Baselines are raised to the prices of the year, and the figures beside one another share their years', async () => {
    assert.equal(
      (await host.fillIn(`/${north}/savings/prices`, { year: '2025', percent: '10', source: 'the deflator' })).status,
      303,
    )
    await saving(host, north, {
      arrangement: '',
      what: 'Post room',
      baseline: '1000',
      baselineYear: '2024',
      actual: '1000',
      year: '2025',
    })
    assert.match((await worker.get(`/${north}/savings`)).text, /Post room .*prices of 2024 to 2025 £1,000 £100 /)
    for (const [series, value] of [
      ['budget', '150000000'],
      ['demand', '104.5'],
      ['staff', '2100'],
    ] as const)
      await host.fillIn(`/${north}/savings/figures`, { series, year: '2025', value, source: 'budget book' })
    const { text, body } = await worker.get(`/${north}/savings`)
    assert.match(text, /2025 to 2026 £150,000,000 104\.5 2,100 Where they come from: budget book\./)
    assert.equal(body.match(/<svg[^>]*aria-labelledby="figures-title figures-says"/g)?.length, 1)
    const csv = await worker.get(`/${north}/savings/table`)
    assert.match(csv.body, /Post room,2025\/26,Realised/)
  })

  // What it brings -----------------------------------------------------------------------------------------------------

  test('An agreement shows what it brings in money, for residents and for staff, or that none is recorded', async () => {
    const path = `/${north}/agreements/${night}/benefits`
    assert.match(
      (await partner.get(path)).text,
      /Money None recorded\. For residents None recorded\. For staff None recorded\./,
    )
    assert.equal((await partner.get(`${path}/new`)).status, 403)
    const said = await host.fillIn(`${path}/new`, {
      kind: 'staff',
      words: 'Nobody works alone at night.',
      evidence: 'Rota',
      ...typedDate('seenOn', '2026-10-01'),
    })
    assert.equal(said.status, 303)
    const { text, body } = await partner.get(path)
    assert.match(text, /For residents None recorded\. For staff Nobody works alone at night\. Seen on 1 October 2026/)
    assert.match(
      (await partner.get(`/${north}/agreements/${legal}/benefits`)).text,
      /£700 realised in all, by the savings ledger/,
    )
    assert.doesNotMatch(body, /Take it off/)
    const off = /benefits\/([0-9a-f-]{36})"/.exec((await host.get(path)).body)?.[1]
    await host.fillIn(`${path}/${off}`, { reason: 'Said in error' })
    assert.match((await host.get(path)).text, /For staff None recorded/)
  })

  test('A saving beside falling quality is amber, and so are residents less content than before', async () => {
    const path = `/${north}/agreements/${legal}/benefits`
    assert.match((await host.get(path)).text, /Quality not known .*nobody can say that quality held/)
    const measure = async (as: Visitor, councilId: number, fields: Fields, reading: string): Promise<void> => {
      const added = await as.fillIn(`/${councilId}/quality/new?arrangement=${legal}`, {
        arrangement: legal,
        higherIsBetter: 'yes',
        unit: '%',
        baseline: '80',
        baselinePeriod: 'autumn 2019',
        tolerance: '3',
        ...fields,
      })
      assert.equal(added.status, 303, JSON.stringify(problemsOf(added.body)))
      const [row] = await world.rows<{ measure_id: string }>(
        `select measure_id from quality_measure where name = '${fields.name}' and council_id = ${councilId}`,
      )
      await as.fillIn(`/${councilId}/quality/${row!.measure_id}`, {
        value: reading,
        source: 'survey',
        ...typedDate('readOn', '2026-10-01'),
      })
    }
    await measure(host, north, { kind: 'quality', name: 'Advice in time' }, '77')
    assert.match((await host.get(path)).text, /Quality holds/)
    await measure(partner, south, { kind: 'satisfaction', name: 'Residents content' }, '76.9')
    const amber = (await partner.get(path)).text
    assert.match(
      amber,
      /Amber: look at quality Residents content in Southmere fell to 76\.9% from 80% before sharing \(autumn 2019\), more than the 3 percentage points allowed/,
    )
    assert.match(amber, /No satisfaction is recorded for Northfield/)
    assert.match((await worker.get(`/${south}/savings`)).text, /Amber: look at quality/)
  })
})
