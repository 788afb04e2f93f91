import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Database } from '../database/open.ts'
import { councilRow, eachEngine, plant } from '../database/testing.ts'
import { inTransaction, noWalls } from '../database/transaction.ts'
import { newId } from '../lib/ids.ts'
import { type AuditEntry, appendStatement, canonical, type Fault, type Head, verifyAudit } from './audit.ts'

const at = Temporal.Instant.from('2026-01-05T12:00:00.000999999Z')
const worker = newId()
const entryOf = (councilId: number, other: Partial<AuditEntry> = {}): AuditEntry => ({
  at,
  councilId,
  workerId: worker,
  childId: null,
  task: 'read a record',
  outcome: 'opened',
  reason: 'allocated worker',
  arrangementId: null,
  detail: {},
  ...other,
})

describe('the text that is hashed', () => {
  test('is the same for the same entry, in whatever order its details were named', () => {
    const [one, other] = [
      { b: 1, a: ['x'] },
      { a: ['x'], b: 1 },
    ].map((detail) => canonical(entryOf(901, { detail })))
    assert.equal(one, other)
    assert.equal(
      one,
      `[1,"2026-01-05T12:00:00.000999999Z",901,"${worker}",null,"read a record","opened","allocated worker",null,{"a":["x"],"b":1}]`,
    )
  })
  test('is sent as one statement, and cannot leave its quotes', () => {
    assert.equal(appendStatement([]), '')
    assert.match(
      appendStatement([entryOf(901, { reason: "it's'); drop table audit_event; --" })]),
      /^select append_audit\('.*it''s''\).*'::jsonb\);$/,
    )
  })
})

eachEngine((engine, open) => {
  let database: Database
  let next = 900
  /** A council of its own for each test, so that each has whole chains to spoil. */
  const newCouncil = async (): Promise<number> => {
    next += 1
    await database.asOwner!((connection) => plant(connection, 'council', [councilRow(next)]))
    return next
  }
  /** One whose lanes are there, so that requests one after the other all take the first. */
  const councilWithLanes = async (): Promise<number> => {
    const councilId = await newCouncil()
    const lanes = [0, 1, 2, 3, 4, 5, 6, 7].map((lane) => ({ council_id: councilId, lane }))
    await database.asOwner!((connection) => plant(connection, 'audit_head', lanes))
    return councilId
  }
  before(async () => {
    database = await open({ connections: 8 })
  })
  const append = (...entries: AuditEntry[]) =>
    inTransaction(database, async () => ({ result: null, finish: appendStatement(entries) }))
  const verify = (councilId: number, witnessed: readonly Head[] = []) =>
    inTransaction(database, async ({ db }) => ({ result: await verifyAudit(db, councilId, witnessed) }), {
      walls: { ...noWalls, record: [councilId] },
    })
  const tamper = (text: string) => database.asOwner!((connection) => connection.script(text))
  const sayings = (faults: Fault[]) => faults.map((one) => `${one.seq}: ${one.fault}`)
  /** A council with ten entries, one after the other, and what a partner was given to witness after the seventh. */
  const tenEntries = async () => {
    const councilId = await councilWithLanes()
    const some = (nths: number[]) => append(...nths.map((nth) => entryOf(councilId, { detail: { nth } })))
    await some([1, 2, 3, 4, 5, 6, 7])
    const { heads } = await verify(councilId)
    await some([8, 9])
    await some([10])
    return { councilId, heads }
  }

  describe('the audit', () => {
    test('takes entries through its one function, each linked to the one before, and verifies whole', async () => {
      const { councilId, heads } = await tenEntries()
      const found = await verify(councilId, heads)
      assert.deepEqual([found.entries, found.faults], [10, []])
      assert.equal(
        found.heads.reduce((sum, head) => sum + head.seq, 0),
        10,
      )
      assert.equal(
        heads.reduce((sum, head) => sum + head.seq, 0),
        7,
      )
    })
    test('keeps several entries of one request in the order in which they were said', async () => {
      const councilId = await councilWithLanes()
      await append(...[1, 2, 3, 4, 5].map((nth) => entryOf(councilId, { detail: { nth } })))
      const rows = await database.asOwner!((connection) =>
        connection.script(`select canonical from audit_event where council_id = ${councilId} order by lane, seq`),
      )
      assert.deepEqual(
        rows.map((row) => JSON.parse((row as { canonical: string }).canonical)[9].nth),
        [1, 2, 3, 4, 5],
      )
    })
    test('keeps the words exactly, quotes, accents and all', async () => {
      const councilId = await councilWithLanes()
      const entry = entryOf(councilId, {
        task: 'O\'Brien\'s "day"',
        reason: 'Zoë \\ 名 \u2028 {"}',
        childId: newId(),
        detail: { rows: 3 },
      })
      await append(entry)
      const [row] = (await database.asOwner!((connection) =>
        connection.script(`select canonical, task, reason from audit_event where council_id = ${councilId}`),
      )) as [Record<string, string>]
      assert.deepEqual([row.canonical, row.task, row.reason], [canonical(entry), entry.task, entry.reason])
      assert.deepEqual((await verify(councilId)).faults, [])
    })
    test('goes with its work: an entry of a request that fails is not written', async () => {
      const councilId = await councilWithLanes()
      await assert.rejects(
        inTransaction(database, async () => ({
          result: null,
          finish: `${appendStatement([entryOf(councilId)])} select 1 / 0;`,
        })),
      )
      assert.equal((await verify(councilId)).entries, 0)
    })
    test('a day, a year and a nanosecond at the edge of a millisecond are no fault', async () => {
      const councilId = await councilWithLanes()
      for (const text of [
        '2026-03-29T00:59:59.999999999Z',
        '2026-10-25T01:00:00Z',
        '2027-01-01T00:00:00.0000005Z',
        '2026-07-01T12:00:00.999999500Z',
      ]) {
        await append(entryOf(councilId, { at: Temporal.Instant.from(text) }))
      }
      assert.deepEqual((await verify(councilId)).faults, [])
    })
  })

  describe('the audit tells', () => {
    test('when a text was edited', async () => {
      const { councilId } = await tenEntries()
      await tamper(
        `update audit_event set canonical = replace(canonical, 'opened', 'listed'), outcome = 'listed' where council_id = ${councilId} and seq = 4`,
      )
      assert.deepEqual(sayings((await verify(councilId)).faults), ['4: was changed after it was written'])
    })
    test('when a text was edited and its own hash made anew', async () => {
      const { councilId } = await tenEntries()
      await tamper(`update audit_event set canonical = replace(canonical, 'opened', 'listed'), outcome = 'listed' where council_id = ${councilId} and seq = 4;
        update audit_event set hash = sha256(previous_hash || convert_to(council_id || ':' || lane || ':' || seq || ':' || canonical, 'UTF8')) where council_id = ${councilId} and seq = 4`)
      assert.deepEqual(sayings((await verify(councilId)).faults), ['5: does not follow from the entry before'])
    })
    test('when a text was made into something that cannot be read', async () => {
      const { councilId } = await tenEntries()
      await tamper(`update audit_event set canonical = 'not a list' where council_id = ${councilId} and seq = 4`)
      assert.deepEqual(sayings((await verify(councilId)).faults), [
        '4: was changed after it was written',
        '4: its columns no longer say what was hashed',
      ])
    })
    test('when a column was changed beside a text left as it was', async () => {
      for (const change of [
        `worker_id = '${newId()}'`,
        `child_id = '${newId()}'`,
        `happened_at = happened_at + interval '1 millisecond'`,
        "task = 'see a team'",
        "outcome = 'refused'",
        "reason = ''",
        'worker_id = null',
      ]) {
        const councilId = await councilWithLanes()
        await append(entryOf(councilId), entryOf(councilId))
        await tamper(`update audit_event set ${change} where council_id = ${councilId} and seq = 2`)
        assert.deepEqual(
          sayings((await verify(councilId)).faults),
          ['2: its columns no longer say what was hashed'],
          change,
        )
      }
    })
    test('when an entry was taken out', async () => {
      const { councilId } = await tenEntries()
      await tamper(`delete from audit_event where council_id = ${councilId} and seq = 4`)
      assert.deepEqual(sayings((await verify(councilId)).faults), ['4: 1 entries are missing before entry 5'])
    })
    test('when an entry was taken out and the gap closed', async () => {
      const { councilId } = await tenEntries()
      await tamper(`delete from audit_event where council_id = ${councilId} and seq = 4;
        update audit_event set seq = seq - 1 where council_id = ${councilId} and seq = 5`)
      const { faults } = await verify(councilId)
      assert.deepEqual(sayings(faults).slice(0, 2), [
        '4: does not follow from the entry before',
        '4: was changed after it was written',
      ])
    })
    test('when two entries changed places', async () => {
      const { councilId } = await tenEntries()
      await tamper(`update audit_event set seq = 104 where council_id = ${councilId} and seq = 4;
        update audit_event set seq = 4 where council_id = ${councilId} and seq = 5;
        update audit_event set seq = 5 where council_id = ${councilId} and seq = 104`)
      const { faults } = await verify(councilId)
      assert.deepEqual([...new Set(faults.map((one) => one.seq))], [4, 5, 6])
    })
    test('when the first entries were cut off', async () => {
      const { councilId } = await tenEntries()
      await tamper(`delete from audit_event where council_id = ${councilId} and seq < 3`)
      assert.deepEqual(sayings((await verify(councilId)).faults), ['1: 2 entries are missing before entry 3'])
    })
    test('when the last entries were cut off', async () => {
      const { councilId } = await tenEntries()
      await tamper(`delete from audit_event where council_id = ${councilId} and seq > 6`)
      assert.deepEqual(sayings((await verify(councilId)).faults), ['6: the chain ends at 6 and its head says 10'])
    })
    test('when everything was taken, and when the head was taken with it, to whoever kept a witnessed head', async () => {
      const { councilId, heads } = await tenEntries()
      await tamper(`delete from audit_event where council_id = ${councilId}`)
      assert.deepEqual(sayings((await verify(councilId)).faults), ['0: the chain ends at 0 and its head says 10'])
      await tamper(`delete from audit_head where council_id = ${councilId}`)
      assert.deepEqual(sayings((await verify(councilId)).faults), [])
      assert.deepEqual(sayings((await verify(councilId, heads)).faults), [
        '0: entries up to 7 were witnessed and only 0 are left',
      ])
    })
    test('when a tail was cut and the head made to agree, to whoever kept a witnessed head', async () => {
      const { councilId, heads } = await tenEntries()
      await tamper(`delete from audit_event where council_id = ${councilId} and seq > 5;
        update audit_head h set seq = 5, hash = e.hash from audit_event e where h.council_id = ${councilId} and e.council_id = h.council_id and e.lane = h.lane and e.seq = 5`)
      assert.deepEqual(sayings((await verify(councilId)).faults), [])
      assert.deepEqual(sayings((await verify(councilId, heads)).faults), [
        '5: entries up to 7 were witnessed and only 5 are left',
      ])
    })
    test('when the whole chain was written anew, to whoever kept a witnessed head', async () => {
      const { councilId, heads } = await tenEntries()
      await tamper(
        `delete from audit_event where council_id = ${councilId}; delete from audit_head where council_id = ${councilId}`,
      )
      await append(...Array.from({ length: 10 }, (_, nth) => entryOf(councilId, { detail: { nth: nth + 100 } })))
      assert.deepEqual(sayings((await verify(councilId)).faults), [])
      assert.deepEqual(sayings((await verify(councilId, heads)).faults), [
        '7: differs from the head that was witnessed',
      ])
    })
    test('when a head was changed or taken away', async () => {
      const { councilId } = await tenEntries()
      await tamper(`update audit_head set hash = sha256('other') where council_id = ${councilId} and seq = 10`)
      assert.deepEqual(sayings((await verify(councilId)).faults), [
        '10: the last entry is not the one its head was made from',
      ])
      await tamper(`delete from audit_head where council_id = ${councilId}`)
      assert.deepEqual(sayings((await verify(councilId)).faults), ['10: the chain ends at 10 and its head says 0'])
    })
  })

  describe('a refusal about another council’s child', () => {
    test('is repeated in that council’s own chain, whole and word for word', async () => {
      const [mine, theirs] = [await newCouncil(), await newCouncil()]
      const child = {
        council_id: theirs,
        person_id: newId(),
        is_child: true,
        given_name: 'A',
        family_name: 'C',
        normal_name: 'a c',
        recorded_at: '2026-01-05T12:00:00Z',
      }
      await database.asOwner!((connection) => plant(connection, 'person', [child]))
      for (const outcome of ['not found', 'refused'] as const)
        await append(entryOf(mine, { outcome, childId: child.person_id }))
      for (const councilId of [mine, theirs])
        assert.deepEqual(await verify(councilId).then(({ entries, faults }) => [entries, faults]), [2, []])
      const rows = await tamper(`select distinct canonical from audit_event where council_id in (${mine}, ${theirs})`)
      assert.equal(rows.length, 2)
    })
    test('is told to nobody else, and what was allowed is not repeated', async () => {
      const [mine, theirs] = [await newCouncil(), await newCouncil()]
      await append(entryOf(mine, { outcome: 'not found', childId: newId() }), entryOf(mine, { outcome: 'opened' }))
      assert.deepEqual([(await verify(mine)).entries, (await verify(theirs)).entries], [2, 0])
    })
  })

  describe('the role of the application', () => {
    test('reads the audit of councils whose records it reads, and can neither add, change nor remove a line or a head', async () => {
      const { councilId } = await tenEntries()
      const everything = {
        ...noWalls,
        find: [councilId],
        summary: [councilId],
        record: [councilId],
        write: [councilId],
        directory: [councilId],
        manage: [councilId],
      }
      for (const text of [
        `insert into audit_event (council_id, lane, seq, canonical, previous_hash, hash, happened_at, task, outcome) values (${councilId}, 0, 99, '[]', '', '', now(), 't', 'opened')`,
        `insert into audit_head (council_id, lane) values (${councilId}, 9)`,
        `update audit_event set reason = 'other' where council_id = ${councilId}`,
        `update audit_head set seq = 0 where council_id = ${councilId}`,
        `delete from audit_event where council_id = ${councilId}`,
        `delete from audit_head where council_id = ${councilId}`,
        'truncate audit_event',
        'alter table audit_event disable row level security',
      ]) {
        const attempt = inTransaction(database, async ({ connection }) => ({ result: await connection.script(text) }), {
          walls: everything,
        })
        await assert.rejects(attempt, { code: '42501' }, text)
      }
      assert.deepEqual((await verify(councilId)).faults, [])
    })
    test('sees no line of a council whose records it does not read', async () => {
      const { councilId } = await tenEntries()
      const found = await inTransaction(database, async ({ db }) => ({ result: await verifyAudit(db, councilId) }), {
        walls: { ...noWalls, find: [councilId], summary: [councilId] },
      })
      assert.deepEqual(found, { entries: 0, faults: [], heads: [] })
    })
  })

  describe('many at once', () => {
    test('chains stay whole when many requests write to the same councils together', async () => {
      const councils = [await newCouncil(), await newCouncil(), await newCouncil()]
      const requests = Array.from({ length: 120 }, (_, nth) => {
        const [first, second] = [councils[nth % 3]!, councils[(nth + 1) % 3]!]
        return append(entryOf(first, { detail: { nth } }), entryOf(second, { detail: { nth } }))
      })
      await Promise.all(requests)
      const found = await Promise.all(councils.map((councilId) => verify(councilId)))
      assert.deepEqual(
        found.map(({ entries, faults }) => [entries, faults]),
        [
          [80, []],
          [80, []],
          [80, []],
        ],
      )
    })
    if (engine === 'server') {
      test('a request that dies holding a lane stops nobody and leaves no trace', async () => {
        const councilId = await newCouncil()
        await append(entryOf(councilId))
        const dying = inTransaction(database, async ({ connection }) => {
          await connection.script(appendStatement([entryOf(councilId, { reason: 'dies' })]))
          const [row] = (await connection.script('select pg_backend_pid() as pid')) as [{ pid: number }]
          await Promise.all([1, 2, 3].map((nth) => append(entryOf(councilId, { detail: { nth } }))))
          await tamper(`select pg_terminate_backend(${row.pid}, 5000)`)
          return { result: null }
        })
        await assert.rejects(dying)
        await append(entryOf(councilId))
        assert.deepEqual(await verify(councilId).then(({ entries, faults }) => [entries, faults]), [5, []])
      })
    }
  })
})
