import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { seededRandom } from '../../lib/random.ts'
import { routes as childrenRoutes } from '../children/routes.ts'
import {
  makeWorld,
  northCouncil,
  openService,
  southCouncil,
  type TestWorld,
  type Visitor,
} from '../children/testing.ts'
import { importCommand } from '../returns/index.ts'
import { exportSsd } from '../returns/ssd/export-ssd.ts'
import { personIdOf } from './compare.ts'
import { mirrorCommand } from './mirror-command.ts'
import type { Run } from './queries.ts'
import { routes } from './routes.ts'
import { cellsIn, scanCsv } from './scan-csv.ts'
import { sourceTables } from './source.ts'
import { type Taking, takeExtract } from './take-extract.ts'
import { council4, deliver, many, newFolder, type Rows } from './testing.ts'
import { type Looked, lookOnce } from './watch.ts'

// A council keeps its own system; its extracts come every night. Today is Monday 23 November 2026, ten in the morning.

const own = { councilId: northCouncil, onsCode: 'E09000911', name: 'Northfield' }
const now = Temporal.Instant.from('2026-11-23T10:00:00Z')
const night = '2026-11-23T02:00:00Z'
const record = [
  'person',
  'person_identifier',
  'person_address',
  'relationship',
  'search_key',
  'spell',
  'event',
  'earlier_version',
  'due',
  'worker',
  'team',
  'mirror_person',
]

eachEngine((_engine, open) => {
  let database: Database
  let world: TestWorld
  let service: Awaited<ReturnType<typeof openService>>
  let officer: Visitor
  let worker: Visitor

  // Each is looked at a little later than the one before.
  let looked = 0
  const take = async (rows: Rows, more: Partial<Taking> & { at?: string; folder?: string } = {}): Promise<Run> => {
    const { at = night, folder = deliver(rows, at), ...taking } = more
    const moment = now.add({ seconds: 10 * ++looked })
    return (await takeExtract(database, folder, { council: own, trueOf: null, now: moment, ...taking })).run
  }
  const everything = async (): Promise<Record<string, string>> => {
    const found: Record<string, string> = {}
    for (const table of record) {
      const [row] = await world.rows<{ text: string }>(
        `select coalesce(string_agg(t::text, E'\\n' order by t::text), '') as text from ${table} t`,
      )
      found[table] = row!.text
    }
    return found
  }
  const child = (key: string): string => personIdOf(northCouncil, key)
  const versions = (key: string) =>
    world.rows<{ record: string; reason: string; content: Record<string, unknown>; replaced_by: string | null }>(
      `select record, reason, content, replaced_by from earlier_version where child_id = '${child(key)}' order by replaced_at, record, record_id`,
    )

  before(async () => {
    database = await open()
    world = await makeWorld(database)
    service = await openService(database, [...childrenRoutes, ...routes])
    officer = await service.signIn(await world.worker({ name: 'Odile Testfigure', role: 'data officer' }))
    worker = await service.signIn(await world.worker({ name: 'Simran Testkha' }))
  })
  after(() => service.close())

  test('Before anything comes, the page says that the council keeps its record here', async () => {
    assert.match((await officer.get(`/${northCouncil}/mirror`)).text, /Northfield keeps its record here/)
    assert.equal((await worker.get(`/${northCouncil}/mirror`)).status, 403)
  })

  test('The first extract brings everybody, marked as mirrored, and whoever holds them', async () => {
    const run = await take(council4())
    assert.deepEqual([run.outcome, run.counts.added, run.problems.list], ['taken', 4, []])
    const [boy] = await world.rows(`select * from person where person_id = '${child('A1')}'`)
    assert.deepEqual([boy!.given_name, boy!.local_id, boy!.source, boy!.is_child], ['Rowan', 'A1', 'mirrored', true])
    const [spells] = await world.rows(
      `select count(*)::int as all, count(*) filter (where source = 'mirrored' and source_key like 'ssd|%')::int as ours from spell`,
    )
    assert.equal(spells!.all, spells!.ours)
    assert.ok(spells!.all > 10)
    assert.deepEqual(
      await world.rows(
        `select w.display_name as worker, t.name as team from spell s join worker w on w.worker_id = s.worker_id
         join team t on t.team_id = s.team_id where s.kind = 'allocation' and s.child_id = '${child('A1')}'`,
      ),
      [{ worker: 'Ana Fieldtest', team: 'Family support east' }],
    )
    assert.deepEqual(
      await world.rows(`select kind from relationship where child_id = '${child('A3')}' order by kind`),
      [{ kind: 'mother' }, { kind: 'relative' }, { kind: 'relative' }],
    )
  })

  test('Mirrored children are found, read and counted like any other, and each page says whose system it is', async () => {
    service.clock.now = service.clock.now.add({ minutes: 2 })
    const found = await worker.find('Rowan Testwood')
    assert.match(found.text, /children found.*Rowan Testwood/)
    assert.match(found.text, /From Northfield’s own system, as it was on 23 Nov 2026 at 02:00/)
    const page = await worker.get(`/${northCouncil}/children/${child('A1')}`)
    assert.match(page.text, /Child protection plan: emotional abuse/)
    assert.match(page.text, /From Northfield’s own system/)
    assert.doesNotMatch(page.text, /ready for both returns/, 'its own system makes the returns')
    const due = await world.rows<{ timescale: string }>(
      `select distinct timescale from due where child_id in ('${child('A1')}', '${child('A2')}') order by 1`,
    )
    const ids = due.map(({ timescale }) => timescale)
    assert.ok(ids.includes('cla-review-2') && ids.includes('health-5plus'), ids.join())
    for (const never of ['core-group-first', 'pep-initiate', 'placement-plan', 'care-plan', 'rcpc-first', 'sdq'])
      assert.ok(!ids.includes(never), `${never} cannot be answered by the extract and is not owed`)
  })

  test('Nobody writes here, and the refusal says why', async () => {
    const refused = await worker.get(`/${northCouncil}/children/${child('A1')}/notes/new`)
    assert.equal(refused.status, 403)
    assert.match(refused.text, /keeps its records in a system of its own/)
    const said: string[] = []
    const folder = newFolder()
    writeFileSync(join(folder, 'header.csv'), 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\nA1,1,02/03/2016,WBRI,,,\r\n')
    writeFileSync(
      join(folder, 'episodes.csv'),
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n',
    )
    await world.plant('council', {
      council_id: 318,
      ons_code: 'E09000027',
      name: 'T',
      short_name: 'T',
      colour: '#000000',
      record_kept: 'mirrored',
    })
    const context = {
      say: (words: string) => void said.push(words),
      print: () => undefined,
      database: async () => database,
      now,
      production: false,
    }
    const code = await importCommand(['ssda903', folder, '--council', '318', '--year', '2026'], context)
    assert.equal(code, 2)
    assert.match(said.join(' '), /keeps its own case system, and its record here is a mirror of it/)
  })

  test('The same extract again changes nothing, whatever the order of its rows and the writing of its lines', async () => {
    const before = await everything()
    assert.equal((await take(council4())).outcome, 'nothing new')
    const backwards = Object.fromEntries(Object.entries(council4()).map(([table, rows]) => [table, rows.toReversed()]))
    assert.equal((await take(backwards)).outcome, 'nothing new')
    const quoted = deliver(council4(), night)
    const path = join(quoted, 'ssd_cp_plans.csv')
    writeFileSync(path, readFileSync(path, 'utf8').replace('p1,r1', '"p1","r1"').replaceAll('\r\n', '\n'))
    const run = await take(council4(), { folder: quoted, trueOf: Temporal.Instant.from(night) })
    assert.deepEqual([run.outcome, run.counts.changed], ['nothing new', 0])
    const same = await everything()
    for (const table of record.filter((name) => name !== 'mirror_person'))
      assert.equal(same[table], before[table], table)
  })

  test('A changed value keeps what was said before, with the extract as the reason, and the record says the new', async () => {
    const rows = council4()
    rows.ssd_cp_plans![0]!.cppl_cp_plan_end_date = '2026-11-20'
    rows.ssd_person![0]!.pers_surname = 'Testwood-Farley'
    rows.ssd_address![0]!.addr_address_postcode = 'TM7 7AA'
    rows.ssd_cp_visits = []
    const run = await take(rows, { at: '2026-11-23T03:00:00Z' })
    assert.deepEqual([run.outcome, run.counts.added, run.counts.changed, run.counts.gone], ['taken', 0, 1, 0])
    const kept = await versions('A1')
    assert.deepEqual(
      kept.map(({ record }) => record),
      ['event', 'person', 'person_address', 'spell'],
    )
    for (const one of kept) {
      assert.equal(one.reason, 'Extract of 23 November 2026 at 03:00')
      assert.equal(one.replaced_by, null)
    }
    assert.equal(kept[0]!.content.kind, 'visit', 'the visit that is gone is told by its last version')
    assert.equal(kept[1]!.content.family_name, 'Testwood')
    assert.match((await worker.find('Rowan Testwood-Farley TM7 7AA')).text, /1 child found/)
    assert.equal((await world.rows(`select from event where child_id = '${child('A1')}' and kind = 'visit'`)).length, 0)
    const back = await take(council4(), { at: '2026-11-23T04:00:00Z' })
    assert.deepEqual([back.counts.changed, back.counts.gone], [1, 0])
    assert.equal((await world.rows(`select from event where child_id = '${child('A1')}' and kind = 'visit'`)).length, 1)
  })

  test('Somebody who is in the extract no more is found no more; their history stays; they can come back', async () => {
    const rows = Object.fromEntries(
      Object.entries(council4()).map(([table, list]) => [
        table,
        list.filter((row) => !Object.values(row).includes('A4')),
      ]),
    ) as Rows
    const run = await take(rows, { at: '2026-11-23T05:00:00Z' })
    // A3 loses her mother's tie
    assert.deepEqual([run.counts.gone, run.counts.changed], [1, 1])
    assert.match((await worker.find('Farley 30 January 2009')).text, /Nobody was found/)
    assert.deepEqual(await world.rows(`select is_child from person where person_id = '${child('A4')}'`), [
      { is_child: false },
    ])
    assert.ok((await versions('A4')).some(({ record }) => record === 'spell'))
    const back = await take(council4(), { at: '2026-11-23T06:00:00Z' })
    assert.deepEqual([back.counts.added, back.counts.gone], [1, 0])
    assert.match((await worker.find('Farley 30 January 2009')).text, /1 child found/)
  })

  test('A child restricted here stays restricted, and follows the extract all the same', async () => {
    await world.rows(`update person set restricted = true where person_id = '${child('A2')}'`)
    const rows = council4()
    rows.ssd_person![1]!.pers_surname = 'Hiddenwood'
    rows.ssd_cla_visits!.push({
      clav_cla_visit_id: 'cv2',
      clav_person_id: 'A2',
      clav_cla_id: 'k1',
      clav_cla_visit_date: '2026-11-21',
      clav_cla_visit_seen: 'Y',
    })
    const run = await take(rows, { at: '2026-11-23T07:00:00Z' })
    assert.deepEqual([run.counts.changed, run.counts.closed], [1, 0])
    assert.deepEqual(
      await world.rows(
        `select restricted, family_name, (select bool_and(e.restricted) from event e where e.child_id = person_id) as events,
           (select bool_and(k.restricted) from search_key k where k.person_id = p.person_id) as keys
         from person p where person_id = '${child('A2')}'`,
      ),
      [{ restricted: true, family_name: 'Hiddenwood', events: true, keys: true }],
    )
    assert.match((await worker.find('Ivy Hiddenwood')).text, /Nobody was found/)
    assert.equal((await worker.get(`/${northCouncil}/children/${child('A2')}`)).status, 404)
    await world.rows(`update person set restricted = false where person_id = '${child('A2')}'`)
    await take(council4(), { at: '2026-11-23T08:00:00Z' })
  })

  test('Whatever is broken, nothing is changed, and the owner reads what and where', async () => {
    const before = await everything()
    const cases: [words: RegExp, delivery: () => string, more?: Partial<Taking>][] = [
      [
        /ssd_missing\.csv.*This table is missing/,
        () => {
          const folder = deliver(council4(), '2026-11-23T09:00:00Z')
          rmSync(join(folder, 'ssd_missing.csv'))
          return folder
        },
      ],
      [
        /ssd_cp_plans\.csv, line 2, cppl_cp_plan_start_date.*This is not a date/,
        () => {
          const rows = council4()
          rows.ssd_cp_plans![0]!.cppl_cp_plan_start_date = '30/02/2026'
          return deliver(rows, '2026-11-23T09:00:00Z')
        },
      ],
      [/it is older/, () => deliver(council4(), '2026-11-20T02:00:00Z')],
      [
        /which has not come yet/,
        () => deliver(council4(), night),
        { trueOf: Temporal.Instant.from('2026-12-01T00:00:00Z') },
      ],
    ]
    for (const [words, delivery, more] of cases) {
      const run = await take({}, { folder: delivery(), ...more })
      assert.equal(run.outcome, 'refused')
      assert.match(
        run.problems.list
          .map((one) => [one.file, one.line && `line ${one.line}`, one.column, one.words].filter(Boolean).join(', '))
          .join('\n'),
        words,
      )
      assert.deepEqual(await everything(), before)
    }
    const page = await officer.get(`/${northCouncil}/mirror`)
    assert.match(page.text, /The last delivery was not taken.*which has not come yet/)
    assert.match(page.text, /Refused 1 thing wrong/)
  })

  test('Stopped half-way it leaves nothing', async () => {
    const before = await everything()
    const runs = (await world.rows('select from mirror_run')).length
    const rows = { ...council4(), ssd_person: [...council4().ssd_person!, ...many(30).ssd_person!] }
    await assert.rejects(
      take(rows, {
        at: '2026-11-23T09:00:00Z',
        progress: (doing) => {
          if (doing === 'Working out what is due') throw new Error('the power went')
        },
      }),
      /the power went/,
    )
    assert.deepEqual(await everything(), before)
    assert.equal((await world.rows('select from mirror_run')).length, runs)
  })

  test('An extract in which k people differ changes exactly those, and one that has lost its rows is refused', async () => {
    const base = many(80)
    const all = (rows: Rows): Rows => ({
      ...council4(),
      ...Object.fromEntries(
        Object.entries(rows).map(([table, list]) => [table, [...(council4()[table as 'ssd_person'] ?? []), ...list]]),
      ),
    })
    assert.equal((await take(all(base), { at: '2026-11-23T09:00:00Z' })).counts.added, 80)
    const random = seededRandom('nights')
    let rows = structuredClone(base) as Rows
    for (let nightly = 0; nightly < 4; nightly++) {
      rows = structuredClone(rows)
      const hit = new Set<number>()
      while (hit.size < 1 + 2 * nightly) hit.add(Math.floor(random.next() * 80))
      for (const n of hit) {
        const kind = Math.floor(random.next() * 3)
        if (kind === 0) rows.ssd_person![n]!.pers_forename = `Night${nightly}n${n}`
        else if (kind === 1)
          rows.ssd_contacts!.push({
            cont_contact_id: `x${nightly}-${n}`,
            cont_person_id: `M${n + 1}`,
            cont_contact_date: '2026-11-20',
          })
        else rows.ssd_cin_episodes![n]!.cine_close_date = `2026-11-0${nightly + 1}`
      }
      const at = Temporal.Instant.from('2026-11-23T09:05:00Z').add({ minutes: nightly })
      const moment = now.add({ hours: 1, minutes: nightly })
      const run = await take(all(rows), { at: at.toString(), now: moment })
      assert.deepEqual([run.counts.changed, run.counts.added, run.counts.gone], [hit.size, 0, 0])
      const touched = await world.rows<{ key: string }>(
        `select local_id as key from person p where exists (select from spell s where s.child_id = p.person_id and s.recorded_at = '${moment}')
           or recorded_at = '${moment}' order by 1`,
      )
      assert.deepEqual(touched.map(({ key }) => key).sort(), [...hit].map((n) => `M${n + 1}`).sort())
    }
    const before = await everything()
    const less = all({ ...rows, ssd_contacts: rows.ssd_contacts!.slice(0, 40) })
    const run = await take(less, { at: '2026-11-23T09:30:00Z' })
    assert.equal(run.outcome, 'refused')
    assert.match(
      run.problems.list[0]!.words,
      /rows, and \d+ in the last extract that was taken: more than 20 per cent fewer/,
    )
    assert.deepEqual(await everything(), before)
    assert.equal((await take(less, { at: '2026-11-23T09:30:00Z', allowFall: true })).outcome, 'taken')
  })

  test('A mirror older than the threshold says so in words on every page', async () => {
    service.clock.now = Temporal.Instant.from('2026-11-24T22:00:00Z')
    const person = await service.signIn(await world.worker({ name: 'Late Testreader' }))
    const page = await person.get(`/${northCouncil}/children/${child('A1')}`)
    assert.match(page.text, /Warning Out of date: this is Northfield’s own system as it was on 23 Nov 2026 at 09:30/)
    const late = await service.signIn(await world.worker({ name: 'Late Testofficer', role: 'data officer' }))
    assert.match((await late.get(`/${northCouncil}/mirror`)).text, /Out of date/)
  })

  test('A council that keeps its record here is not overwritten unless somebody says so', async () => {
    const mina = await world.child({ councilId: southCouncil, given: 'Mina', family: 'Southerly' })
    await world.spell(mina, 'referral', '2026-11-01')
    const south = { councilId: southCouncil, onsCode: 'E09000912', name: 'Southmere' }
    const refused = await take(many(2), { council: south })
    assert.match(refused.problems.list[0]!.words, /keeps its record here.*--instead/)
    assert.equal((await take(many(2), { council: south, instead: true })).counts.added, 2)
    assert.equal((await world.rows("select from person where family_name = 'Southerly'")).length, 1)
    const sources = await world.rows<{ source: string }>(`select source from spell where child_id = '${mina.childId}'`)
    assert.deepEqual(sources, [{ source: 'mirrored' }], 'another system answers for it from now on')
  })

  test('A watched folder takes each whole delivery once, also after a restart', async () => {
    const folder = newFolder()
    const taking = { council: own, now: Temporal.Instant.from('2026-11-25T03:00:00Z'), allowFall: true }
    let seen: Looked = new Map()
    const look = async () => (await lookOnce(database, folder, seen, taking)).map(({ outcome }) => outcome.run.outcome)
    assert.deepEqual(await look(), [])
    const first = join(folder, '2026-11-24')
    mkdirSync(first)
    deliver(council4(), '2026-11-24T02:00:00Z', first)
    assert.deepEqual(await look(), [], 'it may still be on its way')
    assert.deepEqual(await look(), ['taken'])
    assert.deepEqual(await look(), [])
    seen = new Map()
    assert.deepEqual([...(await look()), ...(await look())], [], 'not again after a restart')
    const second = join(folder, '2026-11-25')
    mkdirSync(second)
    deliver(council4(), '2026-11-25T02:00:00Z', second)
    writeFileSync(join(second, 'complete'), '')
    assert.deepEqual(await look(), ['nothing new'], 'a marker says that it is whole')
    const third = join(folder, '2026-11-26')
    deliver(council4(), '2026-11-25T02:30:00Z', third)
    writeFileSync(join(third, 'ssd_person.csv'), 'pers_person_id\r\n')
    writeFileSync(join(third, 'complete.txt'), '')
    assert.deepEqual(await look(), ['refused'])
    assert.deepEqual(await look(), [], 'told once')
  })

  test('The command says in words what it did, and why it could not', async () => {
    const run = async (...args: string[]) => {
      const said: string[] = []
      const printed: string[] = []
      const code = await mirrorCommand(args, {
        say: (words) => void said.push(words),
        print: (line) => void printed.push(line),
        database: async () => database,
        now,
        production: false,
      })
      return { code, said: said.join('\n'), printed }
    }
    const folder = deliver(council4(), night)
    const done = await run('ssd', folder, '--council', '318')
    assert.equal(done.code, 0, done.said)
    assert.match(done.said, /Taken: 4 people, true of 23 November 2026 at 02:00\.\n {2}4 added, 0 changed, 0 gone/)
    const json = await run('ssd', folder, '--council', '318', '--json')
    assert.equal(JSON.parse(json.printed[0]!).outcome, 'nothing new')
    rmSync(join(folder, 'ssd_contacts.csv'))
    const broken = await run('ssd', folder, '--council', '318')
    assert.equal(broken.code, 2)
    assert.match(broken.said, /was not taken: nothing has been changed\.\n {2}ssd_contacts\.csv: This table is missing/)
    for (const [args, words] of [
      [['cin', folder], /not an extract that can be mirrored/],
      [['ssd'], /Say in which folder/],
      [['ssd', folder], /Say whose children/],
      [['ssd', `${folder}/none`, '--council', '318'], /There is no folder/],
      [['ssd', folder, '--council', '318', '--true-of', 'soon'], /is not a moment/],
    ] as const) {
      const refused = await run(...args)
      assert.equal(refused.code, 2)
      assert.match(refused.said, words)
    }
  })

  test('A record that is written out as an extract and mirrored elsewhere gives the same answers there', async () => {
    const exported = async (councilId: number): Promise<string> => {
      const folder = join(newFolder(), 'out')
      const said: string[] = []
      const context = {
        say: (words: string) => void said.push(words),
        print: () => undefined,
        database: async () => database,
        now,
        production: false,
      }
      const args = ['--council', String(councilId), '--out', folder, '--known', 'now']
      assert.equal(await exportSsd(args, context), 0, said.join('\n'))
      return folder
    }
    const here = await exported(318)
    const there = { councilId: 315, onsCode: 'E09000024', name: 'Elsemere' }
    const run = await take({}, { council: there, folder: here, trueOf: Temporal.Instant.from(night) })
    assert.deepEqual([run.outcome, run.counts.added], ['taken', 4])
    const elsewhere = await exported(315)
    // Rows have ids of their own in every council; families and the posts of workers are what the dataset loses.
    const isOwn = (name: string): boolean =>
      /(_id|_team|_advisor)$/.test(name) && !/(person_id|professional_role_id|childs_person_id)$/.test(name)
    const rowsOf = (folder: string, table: string): string[] => {
      const scanned = scanCsv(readFileSync(join(folder, `${table}.csv`), 'utf8'), () => assert.fail(table))!
      return [...scanned.line.keys()]
        .map((n) => cellsIn(scanned.text.slice(scanned.start[n], scanned.end[n])))
        .map((cells) => cells.filter((_, at) => !isOwn(scanned.heading[at]!)).join('|'))
        .sort()
    }
    let compared = 0
    for (const { table } of sourceTables.filter(({ table }) => table !== 'ssd_family')) {
      const rows = rowsOf(here, table)
      assert.deepEqual(rowsOf(elsewhere, table), rows, table)
      compared += rows.length
    }
    assert.ok(compared > 25, `${compared} rows`)
  })
})
