import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Selectable } from 'kysely'
import { quick } from '../../../../scripts/volume.ts'
import { verifyAudit } from '../../../access/audit.ts'
import type { Database } from '../../../database/open.ts'
import type { Schema } from '../../../database/schema.ts'
import { eachEngine, openForThisTest, plant } from '../../../database/testing.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { rebuildCouncilDue, storedName } from '../../children/index.ts'
import { rewriteSearchKeys } from '../../children/people/search-keys.ts'
import { wallsOf } from './bring-in.ts'
import {
  type Cells,
  censusFile,
  type Ran,
  recordOf,
  removeFolders,
  rowsIn,
  runImport,
  ssda903Folder,
} from './testing.ts'

after(removeFolders)

const header = { CHILD: 'A1', SEX: 'F', DOB: '14/05/2012', ETHNIC: 'BAFR', UPN: 'UN4' }
const episode = {
  CHILD: 'A1',
  DECOM: '01/05/2025',
  RNE: 'S',
  LS: 'C2',
  CIN: 'N1',
  PLACE: 'U6',
  PLACE_PROVIDER: 'PR1',
  PL_POST: 'SW1 1AA',
}
const worker = { CHILD: 'A1', DOB: '14/05/2012', SW_ID: 'SW123', SW_DECOM: '02/05/2025' }

const bring = (
  database: Database,
  rows: Parameters<typeof ssda903Folder>[0],
  year = 2027,
  more: string[] = [],
): Promise<Ran> =>
  runImport(database, ['ssda903', ssda903Folder(rows), '--council', '212', '--year', String(year), '--json', ...more])

type Person = Selectable<Schema['person']>
const theChild = async (database: Database): Promise<Person> =>
  (await rowsIn<Person>(database, "select * from person where local_id = 'A1'"))[0]!

eachEngine((_engine, open) => {
  test('a council that is not here yet comes with its official name, and somebody to be', async () => {
    const database = await open()
    const ran = await bring(database, { Header: [header], Episodes: [episode], SWEpisodes: [worker] })
    assert.equal(ran.code, 0)
    assert.deepEqual(ran.json, {
      created: {
        council: 1,
        team: 1,
        'sign-in for evaluation': 3,
        'social worker': 1,
        child: 1,
        identifier: 2,
        address: 1,
        'period of care': 1,
        'legal status': 1,
        placement: 1,
        allocation: 1,
      },
      matched: {},
      rejected: 0,
    })
    const [council] = await rowsIn<Record<string, unknown>>(
      database,
      'select council_id, ons_code, colour from council',
    )
    assert.deepEqual(council, { council_id: 212, ons_code: 'E09000032', colour: '#505a5f' })
    assert.deepEqual(
      (
        await rowsIn<{ display_name: string; role: string; subject: string | null }>(
          database,
          'select w.display_name, p.role, w.sign_in_subject as subject from worker w join post p using (council_id, worker_id) order by 1',
        )
      ).map(({ display_name, role, subject }) => [display_name, role, subject]),
      [
        ['Evaluation data officer', 'data officer', 'evaluation-212-data-officer'],
        ['Evaluation social worker', 'social worker', 'evaluation-212-social-worker'],
        ['Evaluation team manager', 'team manager', 'evaluation-212-team-manager'],
        ['Social worker SW123', 'social worker', 'evaluation-212-sw123'],
      ],
    )
    const child = await theChild(database)
    assert.deepEqual([child.given_name, child.family_name, child.source], ['Child', 'A1', 'imported'])
    const [allocation] = await rowsIn<Record<string, string>>(
      database,
      "select worker_id, team_id from spell where kind = 'allocation'",
    )
    assert.ok(allocation?.worker_id && allocation.team_id)
  })

  test('in earnest nobody is made up and nobody is given a way to sign in', async () => {
    const database = await open()
    const folder = ssda903Folder({ Header: [header], SWEpisodes: [worker] })
    await runImport(database, ['ssda903', folder, '--council', 'E09000032', '--year', '2027'], { production: true })
    assert.deepEqual(await rowsIn(database, 'select display_name, sign_in_subject from worker'), [
      { display_name: 'Social worker SW123', sign_in_subject: null },
    ])
  })

  test('what is due, and what search finds, are the same as made anew from the record', async () => {
    const database = await open()
    await bring(database, { Header: [header], Episodes: [episode], SWEpisodes: [worker] })
    const before = await recordOf(database)
    const { person_id } = await theChild(database)
    await inTransaction(
      database,
      async ({ db }) => {
        await rebuildCouncilDue(db, 212, Temporal.Instant.from('2026-11-23T10:00:00Z'))
        await rewriteSearchKeys(db, 212, person_id)
        return { result: null }
      },
      { walls: wallsOf(212) },
    )
    assert.deepEqual(await recordOf(database), before)
    assert.ok(Number(before.due?.split(' ')[0]) > 0)
    assert.ok(Number(before.search_key?.split(' ')[0]) > 0)
    assert.deepEqual(await rowsIn(database, "select from due where due_on < '2026-11-23'"), [])
  })

  test('one entry of the audit for each run, with counts and nothing personal, and the chain is whole', async () => {
    const database = await open()
    await bring(database, { Header: [header], Episodes: [episode] })
    await bring(database, { Header: [header], Episodes: [episode] })
    const entries = await rowsIn<{ canonical: string }>(database, 'select canonical from audit_event')
    assert.equal(entries.length, 2)
    for (const { canonical } of entries) assert.doesNotMatch(canonical, /\b(A1|2012|BAFR|SW1\w*)\b/)
    const { faults } = await inTransaction(database, async ({ db }) => ({ result: await verifyAudit(db, 212) }), {
      walls: wallsOf(212),
    })
    assert.deepEqual(faults, [])
    assert.equal((await rowsIn(database, 'select from import_run')).length, 2)
  })

  test('a row that a later file changes is a correction: the version before stays, with why', async () => {
    const database = await open()
    await bring(database, { Header: [header], Episodes: [episode] }, 2026)
    const ran = await bring(database, {
      Header: [{ ...header, ETHNIC: 'BCRB', UPN: 'D210003401532' }],
      Episodes: [{ ...episode, DEC: '01/08/2026', REC: 'E4A' }],
    })
    assert.deepEqual(ran.json?.created, { identifier: 1 })
    assert.equal(ran.json?.matched.changed, 6)
    const earlier = await rowsIn<{
      record: string
      version: number
      reason: string
      kind: string | null
      ends: string | null
      ethnicity: string | null
    }>(
      database,
      "select record, version, reason, content->>'kind' as kind, content->>'ends_on' as ends, content->>'ethnicity' as ethnicity from earlier_version order by record, kind",
    )
    assert.deepEqual(
      earlier.map(({ record, version, reason, kind, ends, ethnicity }) => [
        record,
        version,
        reason,
        record === 'spell' ? kind : null,
        ends,
        ethnicity,
      ]),
      [
        ['person', 1, 'import ssda903 2027', null, null, 'BAFR'],
        ['person_address', 1, 'import ssda903 2027', null, null, null],
        ['spell', 1, 'import ssda903 2027', 'legal_status', null, null],
        ['spell', 1, 'import ssda903 2027', 'looked_after', null, null],
        ['spell', 1, 'import ssda903 2027', 'placement', null, null],
      ],
    )
    const spells = await rowsIn<Record<string, unknown>>(
      database,
      'select kind, ends_on::text as ends, end_code, version from spell order by kind',
    )
    assert.deepEqual(spells, [
      { kind: 'legal_status', ends: '2026-08-01', end_code: 'E4A', version: 2 },
      { kind: 'looked_after', ends: '2026-08-01', end_code: 'E4A', version: 2 },
      { kind: 'placement', ends: '2026-08-01', end_code: 'E4A', version: 2 },
    ])
    assert.deepEqual(
      await rowsIn(
        database,
        "select scheme, value, valid_from::text, valid_to::text from person_identifier where scheme like 'upn%' order by scheme",
      ),
      [
        { scheme: 'upn', value: 'D210003401532', valid_from: '2026-04-01', valid_to: null },
        { scheme: 'upn unknown', value: 'UN4', valid_from: null, valid_to: '2026-03-31' },
      ],
    )
  })
})

test('a return of an earlier year adds what is not there and corrects nothing', async (t) => {
  const database = await openForThisTest(t)
  const later = {
    Header: [header],
    Episodes: [{ ...episode, DECOM: '03/03/2026', RNE: 'P', DEC: '01/08/2026', REC: 'E4A' }],
  }
  await bring(database, later)
  const ran = await bring(
    database,
    {
      Header: [{ ...header, ETHNIC: 'WBRI' }],
      Episodes: [
        { ...episode, DEC: '03/03/2026', REC: 'X1', PL_POST: 'KT1 1AA' },
        { ...episode, DECOM: '03/03/2026', RNE: 'P' },
      ],
    },
    2026,
  )
  assert.deepEqual(ran.json?.created, { address: 1, placement: 1 })
  assert.equal((await theChild(database)).ethnicity, 'BAFR')
  // The period that the later return knew only from its middle now has its beginning, and keeps its end.
  assert.deepEqual(
    await rowsIn(database, "select starts_on::text, ends_on::text from spell where kind = 'looked_after'"),
    [{ starts_on: '2025-05-01', ends_on: '2026-08-01' }],
  )
  const record = await recordOf(database)
  assert.deepEqual((await bring(database, later)).json?.created, {})
  assert.deepEqual(await recordOf(database), record)
})

test('a child in both returns is one person with both histories', async (t) => {
  const database = await openForThisTest(t)
  await bring(database, { Header: [header], Episodes: [episode] })
  const census = censusFile(
    '<Child><ChildIdentifiers><LAchildID>A1</LAchildID><PersonBirthDate>2012-05-14</PersonBirthDate><Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>BAFR</Ethnicity><Disabilities><Disability>LD</Disability></Disabilities></ChildCharacteristics><CINdetails><CINreferralDate>2025-04-02</CINreferralDate><ReferralNFA>0</ReferralNFA></CINdetails></Child>',
  )
  const ran = await runImport(database, ['cin', census, '--council', '212', '--year', '2026', '--json'])
  assert.deepEqual(ran.json, {
    created: { referral: 1 },
    matched: { child: 1, identifier: 1, changed: 1 },
    rejected: 0,
  })
  const child = await theChild(database)
  assert.deepEqual(child.disabilities, ['LD'])
  const kinds = await rowsIn<{ kind: string }>(
    database,
    `select kind from spell where child_id = '${child.person_id}' order by 1`,
  )
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['legal_status', 'looked_after', 'placement', 'referral'],
  )
})

test('what somebody here wrote or corrected stays, and the list says so', async (t) => {
  const database = await openForThisTest(t)
  await bring(database, { Header: [header], Episodes: [episode] }, 2026)
  const { person_id } = await theChild(database)
  await database.asOwner!(async (connection) => {
    await connection.script(`
      insert into earlier_version (council_id, child_id, record_id, version, record, content, replaced_at, reason)
        select council_id, person_id, person_id, version, 'person', to_jsonb(p), now(), 'import error: the date was wrong' from person p;
      update person set given_name = 'Amina', family_name = 'Testwood', born_on = '2012-05-15', version = 2;
      insert into earlier_version (council_id, child_id, record_id, version, record, content, replaced_at, reason)
        select council_id, child_id, spell_id, version, 'spell', to_jsonb(s) - 'for_summary', now(), 'moved' from spell s where kind = 'placement';
      update spell set ends_on = '2026-05-20', version = 2 where kind = 'placement'`)
  })
  const ran = await bring(database, {
    Header: [{ ...header, SEX: 'M' }],
    Episodes: [{ ...episode, DEC: '01/08/2026', REC: 'E4A' }],
  })
  const child = await theChild(database)
  assert.deepEqual(
    [child.given_name, child.sex, child.born_on?.toString(), child.version],
    ['Amina', 'F', '2012-05-15', 2],
  )
  assert.deepEqual(
    await rowsIn(database, "select ends_on::text as ends, version from spell where kind = 'placement'"),
    [{ ends: '2026-05-20', version: 2 }],
  )
  assert.deepEqual(
    await rowsIn(database, "select ends_on::text as ends, version from spell where kind = 'legal_status'"),
    [{ ends: '2026-08-01', version: 2 }],
  )
  assert.deepEqual(
    ran.list.map(([file, line, column, , , , done]) => [file, line, column, done]),
    [
      ['episodes.csv', '2', 'placement', 'The record stays as it is'],
      ['header.csv', '2', 'date of birth', 'The record stays as it is'],
      ['header.csv', '2', 'sex', 'The record stays as it is'],
    ],
  )
  assert.equal(ran.json?.rejected, 0)
  assert.ok(person_id)
})

test('what fell due before a child was brought in is not called late; what was recorded here is', async (t) => {
  const database = await openForThisTest(t)
  await bring(database, { Header: [header], Episodes: [episode] }, 2026, [])
  await database.asOwner!(async (connection) => {
    const of = { council_id: 212, recorded_at: '2025-05-01T09:00:00Z' }
    const person_id = '00000000-0000-7000-8000-000000000003'
    await plant(connection, 'person', [
      {
        ...of,
        person_id,
        is_child: true,
        given_name: 'Test',
        family_name: 'Child',
        normal_name: 'test child',
        born_on: '2012-05-14',
      },
    ])
    for (const [kind, code, at] of [
      ['looked_after', null, 4],
      ['legal_status', 'C2', 5],
      ['placement', 'U6', 6],
    ] as const) {
      await plant(connection, 'spell', [
        {
          ...of,
          spell_id: `00000000-0000-7000-8000-00000000000${at}`,
          child_id: person_id,
          kind,
          starts_on: '2025-05-01',
          code,
        },
      ])
    }
  })
  // A correction by a later return does not begin the record anew.
  await bring(database, { Header: [{ ...header, ETHNIC: 'WBRI' }], Episodes: [episode] })
  const late = async (now: string) => {
    await inTransaction(
      database,
      async ({ db }) => ({ result: await rebuildCouncilDue(db, 212, Temporal.Instant.from(now)) }),
      { walls: wallsOf(212) },
    )
    return (
      await rowsIn<{ source: string; late: number }>(
        database,
        `select source, count(*) filter (where due_on < '${now.slice(0, 10)}')::int as late from due join person on person_id = child_id group by 1 order by 1`,
      )
    ).map((row) => [row.source, row.late > 0])
  }
  assert.deepEqual(await late('2026-11-24T10:00:00Z'), [
    ['imported', false],
    ['recorded', true],
  ])
  // From then on the record is expected to be whole, and a visit that is not made is late.
  assert.deepEqual(await late('2027-02-24T10:00:00Z'), [
    ['imported', true],
    ['recorded', true],
  ])
})

test('a placement and a visit recorded here are matched and not doubled', async (t) => {
  const database = await openForThisTest(t)
  await bring(database, { Header: [header] }, 2026)
  const { person_id } = await theChild(database)
  await database.asOwner!(async (connection) => {
    const of = { council_id: 212, child_id: person_id, recorded_at: '2026-01-01T09:00:00Z' }
    await plant(connection, 'spell', [
      {
        ...of,
        spell_id: '00000000-0000-7000-8000-000000000001',
        kind: 'placement',
        starts_on: '2025-05-01',
        code: 'U6',
      },
    ])
    await plant(connection, 'event', [
      {
        ...of,
        event_id: '00000000-0000-7000-8000-000000000002',
        kind: 'looked_after_review',
        happened_on: '2025-06-01',
        code: 'PN1',
      },
    ])
  })
  const review = { CHILD: 'A1', DOB: '14/05/2012', REVIEW: '01/06/2025', REVIEW_CODE: 'PN1' }
  const ran = await bring(database, { Header: [header], Episodes: [episode], Reviews: [review] })
  assert.deepEqual(
    [ran.json?.created.placement, ran.json?.matched.placement, ran.json?.matched.review],
    [undefined, 1, 1],
  )
  assert.deepEqual(await rowsIn(database, "select version, source_key from spell where kind = 'placement'"), [
    { version: 1, source_key: null },
  ])
})

test('a child whose record is restricted is left alone, listed row by row, and everybody else comes in', async (t) => {
  const database = await openForThisTest(t)
  await bring(database, { Header: [header] }, 2026)
  await database.asOwner!((connection) =>
    connection.script("update person set restricted = true where local_id = 'A1'"),
  )
  const before = await rowsIn(database, "select person::text from person where local_id = 'A1'")
  const ran = await bring(database, {
    Header: [header, { ...header, CHILD: 'B2' }],
    Episodes: [episode, { ...episode, CHILD: 'B2' }],
  })
  assert.equal(ran.code, 0)
  assert.deepEqual([ran.json?.created.child, ran.json?.created['period of care'], ran.json?.rejected], [1, 1, 2])
  assert.deepEqual(
    ran.list.map(([file, line, , , child, , done]) => [file, line, child, done]),
    [
      ['episodes.csv', '2', 'A1', 'Left out'],
      ['header.csv', '2', 'A1', 'Left out'],
    ],
  )
  for (const [, , , , , reason] of ran.list) assert.doesNotMatch(reason!, /restrict/)
  assert.deepEqual(await rowsIn(database, "select person::text from person where local_id = 'A1'"), before)
  assert.deepEqual(
    (
      await rowsIn<{ local_id: string }>(
        database,
        'select distinct local_id from spell join person on person_id = child_id',
      )
    ).map((row) => row.local_id),
    ['B2'],
  )
})

test('a worker already known by registration number is the one who is allocated', async (t) => {
  const database = await openForThisTest(t)
  await bring(database, { Header: [header] }, 2026)
  await database.asOwner!((connection) =>
    plant(connection, 'worker', [
      {
        council_id: 212,
        worker_id: '00000000-0000-7000-8000-000000000009',
        given_name: 'Test',
        family_name: 'Worker',
        display_name: 'Test Worker',
        normal_name: 'test worker',
        swe_number: 'SW123',
      },
    ]),
  )
  const ran = await bring(database, { Header: [header], SWEpisodes: [worker] })
  assert.deepEqual([ran.json?.created['social worker'], ran.json?.matched['social worker']], [undefined, 1])
  assert.deepEqual(await rowsIn(database, "select worker_id from spell where kind = 'allocation'"), [
    { worker_id: '00000000-0000-7000-8000-000000000009' },
  ])
})

test('a worker whose last child was handed over is not in post until a later return says so', async (t) => {
  const database = await openForThisTest(t)
  await bring(database, { Header: [header], SWEpisodes: [{ ...worker, SW_DEC: '01/09/2025' }] }, 2026)
  const post = () =>
    rowsIn(
      database,
      "select p.ends_on::text as ends, w.sign_in_subject as subject from post p join worker w using (council_id, worker_id) where w.swe_number = 'SW123'",
    )
  assert.deepEqual(await post(), [{ ends: '2025-09-01', subject: null }])
  const back = { ...worker, SW_DECOM: '05/05/2026' }
  await bring(database, { Header: [header], SWEpisodes: [back] })
  assert.deepEqual(await post(), [{ ends: null, subject: 'evaluation-212-sw123' }])
})

test('a worker whom the next year no longer lists has handed the child over, and the record says that the day is taken', async (t) => {
  const last = { Header: [header], SWEpisodes: [worker] }
  const now = { Header: [header], SWEpisodes: [{ ...worker, SW_ID: 'SW456', SW_DECOM: '01/04/2026' }] }
  const held = (database: Database) =>
    rowsIn<{ starts: string; ends: string | null; taken: boolean | null }>(
      database,
      "select starts_on::text as starts, ends_on::text as ends, (detail->>'endNotInReturn')::boolean as taken from spell where kind = 'allocation' order by starts_on",
    )
  const expected = [
    { starts: '2025-05-02', ends: '2026-04-01', taken: true },
    { starts: '2026-04-01', ends: null, taken: null },
  ]
  const last2026 = (database: Database) => bring(database, last, 2026)
  const both = (database: Database) => bring(database, now, 2027, ['--last', ssda903Folder(last)])
  const ways: ((database: Database) => Promise<unknown>)[] = [
    async (database) => [await last2026(database), await bring(database, now)],
    both,
    async (database) => [await bring(database, now), await last2026(database)],
  ]
  for (const way of ways) {
    const database = await openForThisTest(t)
    await way(database)
    assert.deepEqual(await held(database), expected)
    // All three leave the same allocations: a quick run brings everything in again after one of them.
    if (!quick || way === both) {
      const whole = await recordOf(database)
      assert.deepEqual((await both(database)).json?.created, {})
      await bring(database, now)
      await last2026(database)
      assert.deepEqual(await recordOf(database), whole)
    }
    await database.close()
  }
})

test('a relevant young person becomes former relevant at 18', async (t) => {
  const database = await openForThisTest(t)
  const leaver: Cells = { CHILD: 'A1', DOB: '14/05/2008', IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'U1' }
  await bring(database, { Header: [{ ...header, DOB: '14/05/2008' }], OC3: [leaver] }, 2026)
  await bring(database, { Header: [{ ...header, DOB: '14/05/2008' }], OC3: [leaver] })
  assert.deepEqual(
    await rowsIn(
      database,
      "select code, starts_on::text, ends_on::text from spell where kind = 'care_leaver' order by starts_on",
    ),
    [
      { code: 'relevant', starts_on: '2025-05-14', ends_on: '2026-05-14' },
      { code: 'former-relevant', starts_on: '2026-05-14', ends_on: null },
    ],
  )
})

test('the name that stands in for one is found by number', () => {
  assert.equal(storedName({ givenName: 'Child', familyName: 'A1' }), 'child a1')
})
