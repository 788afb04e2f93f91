import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { quick } from '../../../../scripts/volume.ts'
import type { Database } from '../../../database/open.ts'
import { eachEngine, openEmbeddedForTest } from '../../../database/testing.ts'
import { inTransaction } from '../../../database/transaction.ts'
import type { Answer, Department } from '../../../outside/dfe-api/department.ts'
import { overHttp } from '../../../outside/dfe-api/over-http.ts'
import { type StandInOptions, standIn, type Trouble } from '../../../outside/dfe-api/stand-in.ts'
import { northCouncil, type TestChild } from '../../children/testing.ts'
import { meaningOf } from './answer.ts'
import { AlreadySending, dryRun, feedWalls } from './send.ts'
import { type FeedWorld, feed, feedCouncil, feedWorld, unordered } from './testing.ts'

/** These troubles in turn, then none. */
const inTurn = (...troubles: (Trouble | null)[]): StandInOptions['troubles'] => {
  const left = [...troubles]
  return () => left.shift() ?? null
}
const status = (code: number): Trouble => ({ trouble: 'status', status: code })
const forGood = (trouble: Trouble) => () => trouble

const nothingSent = ['dfe_api_sent', 'dfe_api_child', 'dfe_api_batch', 'dfe_api_send']
  .map((table) => `delete from ${table};`)
  .join(' ')

eachEngine((engine, open) => {
  /** How an answer is understood: what is then written is written by the other tests, on both engines. */
  const understood = (name: string, work: () => Promise<void>): void => {
    if (engine === 'embedded') test(name, work)
  }

  describe('the daily feed', () => {
    let world: FeedWorld
    let children: TestChild[]
    /** A new stand-in and a record of which nothing was sent yet. */
    const fresh = async (options: StandInOptions = {}) => {
      await world.run(nothingSent)
      world.waits.length = 0
      const there = standIn(options)
      return { there, department: there.department(feedCouncil) }
    }
    const isAsRecorded = async (there: ReturnType<typeof standIn>): Promise<void> => {
      const said = await world.recordSays()
      assert.deepEqual(unordered(Object.fromEntries(there.holds(feedCouncil))), unordered(Object.fromEntries(said)))
      assert.ok(said.size > 0)
    }
    before(async () => {
      world = await feedWorld(await open())
      children = []
      for (let at = 0; at < 5; at++) children.push(await world.child())
    })

    test('sends every child once, keeps the receipts, and has nothing to say the next time', async () => {
      const { there, department } = await fresh()
      const sent = await world.send(department)
      assert.deepEqual([sent.outcome, sent.accepted, sent.refused, sent.unfit, sent.waiting], ['finished', 5, 0, 0, 0])
      await isAsRecorded(there)
      const kept = await world.rows('select * from dfe_api_sent')
      assert.equal(new Set(kept.map(({ receipt }) => receipt)).size, 5)
      assert.ok(kept.every((row) => row.status === 'accepted' && row.kind === 'new' && /^[0-9a-f]{64}$/.test(row.hash)))
      const again = await world.send(department)
      assert.deepEqual([again.accepted, there.calls()], [0, 1])
    })

    test('sends what changed, what is gone, and nothing else', async () => {
      const { there, department } = await fresh()
      await world.send(department)
      const [one, two] = children as [TestChild, TestChild]
      await world.spell(one, 'child_in_need_plan', '2026-10-10')
      await world.change(`update person set born_on = '1990-01-01' where person_id = $1`, [two.childId])
      const before = there.received.length
      const sent = await world.send(department)
      assert.equal(sent.accepted, 2)
      assert.equal(there.received.length - before, 2)
      assert.equal(there.holds(feedCouncil).size, 4)
      await isAsRecorded(there)
      await world.change(`update person set born_on = '2015-03-04' where person_id = $1`, [two.childId])
      await world.change(`delete from spell where kind = 'child_in_need_plan'`)
      await world.send(department)
      await isAsRecorded(there)
    })

    test('a child with a new number of the council’s is not left behind under the old one', async () => {
      const { there, department } = await fresh()
      await world.send(department)
      await world.change(`update person set local_id = 'NEW1' where person_id = $1`, [children[0]!.childId])
      await world.send(department)
      assert.deepEqual([there.holds(feedCouncil).has('NEW1'), there.holds(feedCouncil).has('C001')], [true, false])
      await isAsRecorded(there)
      await world.change(`update person set local_id = 'C001' where person_id = $1`, [children[0]!.childId])
    })

    test('never sends more than the department takes at once, and takes a batch apart that is still too many', async () => {
      const { there, department } = await fresh({
        troubles: ({ children: sent }) => (sent.length > 2 ? status(413) : null),
      })
      assert.equal((await world.send(department)).accepted, 5)
      await isAsRecorded(there)
      const small = await fresh()
      await world.send(small.department, { mostInOneCall: 2 })
      assert.equal(small.there.calls(), 3)
    })

    for (const kind of ['named', 'unnamed'] as const) {
      test(`a child the department refuses, ${kind}, is set aside with its words, and the others go`, async () => {
        const { there, department } = await fresh({ poison: new Map([['C002', kind]]) })
        const sent = await world.send(department)
        assert.deepEqual([sent.outcome, sent.accepted, sent.refused, sent.waiting], ['finished', 4, 1, 0])
        assert.equal(there.holds(feedCouncil).size, 4)
        const [refused] = (await world.standings()).filter((row) => row.status === 'refused')
        assert.equal(refused?.child_id, children[1]!.childId)
        assert.match(refused?.words ?? '', /cannot be matched/)
        const calls = there.calls()
        const again = await world.send(department)
        assert.deepEqual([again.accepted, again.refused, there.calls()], [0, 1, calls], 'not tried again as it stands')
        await world.send(department, { again: true })
        assert.equal(there.calls(), calls + 1)
      })
    }

    test('a child over whom the service falls is found and set aside, and the others go', async () => {
      const { there, department } = await fresh({ poison: new Map([['C001', 'falls over']]) })
      const sent = await world.send(department)
      assert.deepEqual([sent.outcome, sent.accepted, sent.waiting], ['finished', 4, 1])
      assert.equal(there.holds(feedCouncil).size, 4)
      const [left] = (await world.standings()).filter((row) => row.status === 'in doubt')
      assert.match(left?.words ?? '', /No answer yet that can be relied on: it is not working \(500\)/)
    })

    test('a child whom the schema does not take is not sent at all, and is told why', async () => {
      const { there, department } = await fresh()
      await world.change(`update person set local_id = 'C-003' where person_id = $1`, [children[2]!.childId])
      const sent = await world.send(department)
      assert.deepEqual([sent.accepted, sent.unfit], [4, 1])
      const [unfit] = (await world.standings()).filter((row) => row.status === 'unfit')
      assert.match(unfit?.words ?? '', /only letters and digits/)
      await world.change(`update person set local_id = 'C003' where person_id = $1`, [children[2]!.childId])
      assert.equal((await world.send(department)).accepted, 1)
      await isAsRecorded(there)
    })

    understood('waits and tries again, longer each time, and as long as the department asks', async () => {
      const { department } = await fresh({ troubles: inTurn(status(503), status(503), status(503)) })
      assert.equal((await world.send(department)).accepted, 5)
      assert.deepEqual(world.waits, [5_000, 10_000, 20_000])
      const asked = await fresh({
        troubles: inTurn(
          { trouble: 'status', status: 429, retryAfter: 60 },
          { trouble: 'status', status: 429, retryAfter: 9_999 },
        ),
      })
      assert.equal((await world.send(asked.department)).accepted, 5)
      assert.deepEqual(world.waits, [60_000, 120_000])
    })

    for (const code of [401, 403]) {
      understood(
        `stops when the authorisation is refused for good (${code}), and nobody is called refused for it`,
        async () => {
          const { there, department } = await fresh({ troubles: forGood(status(code)) })
          const sent = await world.send(department, { mostInOneCall: 2 })
          assert.deepEqual([sent.outcome, sent.accepted, sent.refused, sent.waiting], ['stopped', 0, 0, 5])
          assert.match(sent.words, /refused the council’s authorisation/)
          assert.equal(there.calls(), 4)
          assert.ok((await world.standings()).every((row) => row.status === 'waiting' && row.doubt === null))
        },
      )
    }

    understood(
      'stops when the department has had enough of calls, or does not answer at all, and goes on another day',
      async () => {
        for (const trouble of [status(429), { trouble: 'cut before' } as const, status(500)]) {
          let broken = true
          const { there, department } = await fresh({ troubles: () => (broken ? trouble : null) })
          const sent = await world.send(department)
          assert.deepEqual([sent.outcome, sent.accepted, sent.waiting], ['stopped', 0, 5])
          assert.ok(there.calls() <= 6 * 4)
          broken = false
          assert.equal((await world.send(department)).accepted, 5)
          await isAsRecorded(there)
        }
      },
    )

    for (const trouble of [
      { trouble: 'cut after' },
      { trouble: 'slow' },
      { trouble: 'taken, then status', status: 500 },
      { trouble: 'taken, then status', status: 204 },
      { trouble: 'receipts', gives: 'one too few' },
      { trouble: 'receipts', gives: 'one too many' },
      { trouble: 'receipts', gives: 'the same twice' },
      { trouble: 'receipts', gives: 'none' },
    ] as const satisfies Trouble[]) {
      const name = JSON.stringify(trouble).replaceAll(/["{}]|trouble:/g, '')
      const runs = trouble.trouble === 'cut after' ? test : understood
      runs(`what was taken without an answer to rely on goes out once more exactly as it was: ${name}`, async () => {
        const { there, department } = await fresh({ troubles: inTurn(trouble) })
        const sent = await world.send(department)
        assert.deepEqual([sent.outcome, sent.accepted, sent.waiting], ['finished', 5, 0])
        const byChild = Map.groupBy(there.received, ({ childNumber }) => childNumber)
        for (const [, times] of byChild) assert.equal(new Set(times.map(({ text }) => text)).size, 1)
        await isAsRecorded(there)
      })
    }

    test('what is in doubt is settled first, although the record has moved on meanwhile', async () => {
      let cut = true
      const { there, department } = await fresh({ troubles: () => (cut ? { trouble: 'cut after' } : null) })
      const plan = await world.spell(children[0]!, 'child_in_need_plan', '2026-10-10')
      await world.send(department)
      assert.ok((await world.standings()).every((row) => row.status === 'in doubt'))
      // The plan was a mistake; the department may have it.
      await world.change('delete from spell where spell_id = $1', [plan])
      const before = there.received.filter(({ childNumber }) => childNumber === 'C001').at(-1)
      const count = there.received.length
      cut = false
      await world.send(department)
      const next = there.received.slice(count).find(({ childNumber }) => childNumber === 'C001')
      assert.equal(next?.text, before?.text)
      await isAsRecorded(there)
    })

    test('what was taken unheard and refused when it went out again is deleted before the child goes as it is now', async () => {
      const { there, department } = await fresh({
        troubles: inTurn({ trouble: 'cut after' }, { trouble: 'refused without saying' }),
      })
      const first = children[0] as TestChild
      const plan = await world.spell(first, 'child_in_need_plan', '2026-10-10')
      // One child alone, so that the refusal is of this child.
      await world.send(department, { mostInOneCall: 1 })
      assert.equal((await world.standings()).filter((row) => row.status === 'refused').length, 1)
      await world.change('delete from spell where spell_id = $1', [plan])
      await world.send(department)
      await isAsRecorded(there)
    })

    understood('one receipt for the whole call, as the specification has it, is a receipt', async () => {
      const { there, department } = await fresh({ troubles: forGood({ trouble: 'receipts', gives: 'one for all' }) })
      assert.equal((await world.send(department)).accepted, 5)
      assert.equal(there.calls(), 1)
    })

    test('what a test service took, the live one does not hold', async () => {
      const { department } = await fresh()
      await world.send(department, { sentTo: 'test.example/api' })
      const live = standIn()
      assert.equal((await world.send(live.department(feedCouncil))).accepted, 5)
      await isAsRecorded(live)
      assert.equal((await world.send(department, { sentTo: 'test.example/api' })).accepted, 0)
    })

    understood('a wrong address stops the run at once', async () => {
      const { there, department } = await fresh({ troubles: forGood(status(404)) })
      const sent = await world.send(department)
      assert.deepEqual([sent.outcome, there.calls()], ['stopped', 1])
      assert.match(sent.words, /is the address right/)
    })

    test('two runs of one council never go together; one that died is taken over', async () => {
      const { there, department } = await fresh()
      let inside: Promise<unknown> = Promise.resolve()
      const slow: Department = {
        ...department,
        send: async (sent) => {
          inside = world.send(department).catch((error) => error)
          await inside
          return department.send(sent)
        },
      }
      await world.send(slow)
      assert.ok((await inside) instanceof AlreadySending)
      assert.equal(there.calls(), 1)
      await world.change(
        `insert into dfe_api_send (council_id, send_id, started_at, alive_at, sent_to) values ($1, '0190c0de-0000-7000-8000-0000000000aa', '2026-11-23T01:00:00Z', '2026-11-23T01:00:00Z', 'x')`,
        [feedCouncil],
      )
      assert.equal((await world.send(department)).outcome, 'finished')
      const [dead] = await world.rows(`select outcome from dfe_api_send where send_id::text like '%aa'`)
      assert.equal(dead?.outcome, 'broken off')
    })

    for (const heard of ['an answer', 'nothing'] as const) {
      test(`a run that was taken for dead sends and keeps nothing more, when it heard ${heard}`, async () => {
        const { department } = await fresh()
        let calls = 0
        const overtaken: Department = {
          ...department,
          send: async (sent): Promise<Answer> => {
            calls++
            await world.change(`update dfe_api_send set finished_at = alive_at, outcome = 'broken off'`)
            const answer = await department.send(sent)
            return heard === 'an answer' ? answer : { kind: 'unanswered', why: 'no answer came in time' }
          },
        }
        await assert.rejects(world.send(overtaken), /took over/)
        assert.equal(calls, 1)
        assert.ok((await world.standings()).every((row) => row.status === 'in doubt'))
      })
    }

    test('a restricted record is not sent, and one that is restricted later is neither changed nor taken back', async () => {
      const { there, department } = await fresh()
      const hidden = children[3] as TestChild
      await world.change('update person set restricted = true where person_id = $1', [hidden.childId])
      assert.equal((await world.send(department)).accepted, 4)
      assert.equal(there.holds(feedCouncil).has('C004'), false)
      const named = await world.send(department, { walls: feedWalls(feedCouncil, [hidden.childId]) })
      assert.equal(named.accepted, 1)
      assert.equal(there.holds(feedCouncil).has('C004'), true)
      await world.spell(hidden, 'child_in_need_plan', '2026-10-12', { restricted: true })
      const calls = there.calls()
      assert.equal((await world.send(department)).accepted, 0)
      assert.equal(there.calls(), calls)
      const rows = await world.rows(
        `select restricted from dfe_api_child where child_id = '${hidden.childId}' union all select restricted from dfe_api_sent where child_id = '${hidden.childId}'`,
      )
      assert.ok(rows.length === 2 && rows.every(({ restricted }) => restricted === true))
      await world.change('update person set restricted = false where person_id = $1', [hidden.childId])
      await world.send(department)
      await isAsRecorded(there)
    })

    test('a trial run tells what would be sent, and sends and writes nothing', async () => {
      await fresh()
      const { counts, children: some } = await inTransaction(
        world.database,
        async ({ db }) => ({ result: await dryRun(db, feed, world.clock.now, 3) }),
        { walls: feedWalls(feedCouncil) },
      )
      assert.equal(counts.new, 5)
      assert.equal(some.length, 3)
      assert.deepEqual(await world.standings(), [])
    })

    test('another council’s children are not touched, whatever is sent', async () => {
      const { there, department } = await fresh()
      const other = await world.world.child({ councilId: northCouncil, given: 'Elsewhere' })
      await world.spell(other, 'referral', '2026-10-01')
      await world.send(department)
      assert.deepEqual(await world.rows(`select from dfe_api_child where child_id = '${other.childId}'`), [])
      assert.doesNotMatch(JSON.stringify(there.received), /Elsewhere/)
      assert.equal(there.holds(feedCouncil).size, 5)
    })

    test('the audit tells of each run in counts, and names no child', async () => {
      const { department } = await fresh()
      const sent = await world.send(department)
      const entries = await world.rows<{ canonical: string }>(
        `select canonical from audit_event where canonical like '%${sent.sendId}%'`,
      )
      assert.equal(entries.length, 2)
      assert.ok(entries.some(({ canonical }) => canonical.includes('"accepted":5')))
      assert.doesNotMatch(JSON.stringify(entries), /Ada|Madeup|C00/)
    })
  })
})

const isObject = (value: unknown): value is Extract<Trouble, object> => typeof value === 'object' && value !== null

describe('whatever the department does', () => {
  const trouble: fc.Arbitrary<Trouble | 'kill before' | 'kill after' | null> = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    {
      weight: 5,
      arbitrary: fc.oneof(
        fc.constantFrom(204, 400, 401, 403, 413, 429, 500, 503).map(status),
        fc
          .constantFrom('cut before', 'cut after', 'slow', 'refused without saying')
          .map((name) => ({ trouble: name }) as Trouble),
        fc.constantFrom(204, 500, 503).map((code): Trouble => ({ trouble: 'taken, then status', status: code })),
        fc
          .constantFrom('one for all', 'one too few', 'one too many', 'the same twice', 'none')
          .map((gives) => ({ trouble: 'receipts', gives }) as Trouble),
        fc.constantFrom('kill before' as const, 'kill after' as const),
      ),
    },
  )
  type Act = {
    act: 'plan' | 'unplan' | 'rename' | 'ethnicity' | 'renumber' | 'leave' | 'back' | 'close' | 'reopen'
    child: number
  }
  const act: fc.Arbitrary<Act> = fc.record({
    act: fc.constantFrom('plan', 'unplan', 'rename', 'ethnicity', 'renumber', 'leave', 'back', 'close', 'reopen'),
    child: fc.integer({ min: 0, max: 3 }),
  })
  const run = fc.record({ acts: fc.array(act, { maxLength: 4 }), troubles: fc.array(trouble, { maxLength: 8 }) })

  test('after enough runs it holds exactly what the record says, and nothing was sent twice with a different meaning', async () => {
    const database = await openEmbeddedForTest()
    let dead = false
    const mortal: Database = {
      ...database,
      lease: (work) => (dead ? Promise.reject(new Error('the process is gone')) : database.lease(work)),
    }
    const world = await feedWorld(mortal)
    const children = [await world.child(), await world.child(), await world.child(), await world.child()]
    let names = 0
    const does: Record<Act['act'], (childId: string, child: TestChild) => Promise<unknown>> = {
      plan: (_, child) => world.spell(child, 'child_in_need_plan', '2026-10-10'),
      unplan: (id) => world.change(`delete from spell where child_id = $1 and kind = 'child_in_need_plan'`, [id]),
      rename: (id) => world.change('update person set given_name = $2 where person_id = $1', [id, `Ada${++names}`]),
      ethnicity: (id) =>
        world.change(`update person set ethnicity = case when ethnicity is null then 'WBRI' end where person_id = $1`, [
          id,
        ]),
      renumber: (id) => world.change('update person set local_id = $2 where person_id = $1', [id, `R${++names}`]),
      leave: (id) => world.change(`update person set born_on = '1990-01-01' where person_id = $1`, [id]),
      back: (id) => world.change(`update person set born_on = '2015-03-04' where person_id = $1`, [id]),
      close: (id) =>
        world.change(
          `update spell set ends_on = '2026-11-01', end_code = 'RC7' where child_id = $1 and kind = 'referral'`,
          [id],
        ),
      reopen: (id) =>
        world.change(`update spell set ends_on = null, end_code = null where child_id = $1 and kind = 'referral'`, [
          id,
        ]),
    }
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(run, { minLength: 1, maxLength: 4 }),
          fc.constantFrom('merged', 'replaced'),
          fc.integer({ min: 1, max: 4 }),
          async (runs, again, size) => {
            await world.run(nothingSent)
            let troubles: (Trouble | 'kill before' | 'kill after' | null)[] = []
            const there = standIn({ again, troubles: () => (troubles.shift() ?? null) as Trouble | null })
            const inner = there.department(feedCouncil)
            /** what went out of a child and was never settled: nothing else may go out before it is */
            const unsettled = new Map<string, string>()
            const department: Department = {
              ...inner,
              send: async (sent) => {
                const numbers = sent.map((one) => String(one.la_child_id))
                assert.equal(new Set(numbers).size, numbers.length, 'a child stands in a call once')
                for (const one of sent) {
                  const before = unsettled.get(String(one.mis_child_id))
                  if (before !== undefined) assert.equal(JSON.stringify(one), before, 'sent again exactly as it was')
                }
                // A deletion is refused only where there is nothing to delete.
                const lies = troubles[0]
                if (
                  isObject(lies) &&
                  (lies.trouble === 'refused without saying' || (lies.trouble === 'status' && lies.status === 400))
                )
                  if (sent.some((one) => one.purge === true)) troubles.shift()
                const kill = troubles[0]
                if (kill === 'kill before' || kill === 'kill after') {
                  troubles[0] = null
                  if (kill === 'kill after') await inner.send(sent)
                  else troubles.shift()
                  for (const one of sent) unsettled.set(String(one.mis_child_id), JSON.stringify(one))
                  dead = true
                  throw new Error('killed')
                }
                const answer = await inner.send(sent)
                const { means } = meaningOf(answer, sent.length)
                for (const one of sent) {
                  if (means === 'unknown') unsettled.set(String(one.mis_child_id), JSON.stringify(one))
                  if (means === 'accepted' || (means === 'refused' && sent.length === 1))
                    unsettled.delete(String(one.mis_child_id))
                }
                return answer
              },
            }
            const send = async (more: object = {}): Promise<void> => {
              await world.send(department, { mostInOneCall: size, ...more }).catch((error: Error) => {
                if (!dead) throw error
              })
              dead = false
              world.clock.now = world.clock.now.add({ minutes: 30 })
            }
            for (const one of runs) {
              for (const { act: what, child } of one.acts) await does[what](children[child]!.childId, children[child]!)
              troubles = [...one.troubles]
              await send()
            }
            troubles = []
            // What was refused for no reason of the child's own is tried once more by hand.
            await send({ again: true })
            await send()
            const said = await world.recordSays()
            assert.deepEqual(
              unordered(Object.fromEntries(there.holds(feedCouncil))),
              unordered(Object.fromEntries(said)),
            )
            const calls = there.calls()
            await send()
            assert.equal(there.calls(), calls, 'and then there is nothing more to say')
          },
        ),
        { numRuns: quick ? 4 : 30, seed: 20261122 },
      )
    } finally {
      await database.close()
    }
  })
})

test('the same over HTTP, with a service that is slow, cuts lines and forgets tokens', async () => {
  const database = await openEmbeddedForTest()
  const world = await feedWorld(database)
  for (let at = 0; at < 4; at++) await world.child()
  const there = standIn({
    troubles: inTurn(
      { trouble: 'slow' },
      { trouble: 'cut after' },
      status(401),
      { trouble: 'cut before' },
      status(503),
      null,
      { trouble: 'taken, then status', status: 500 },
    ),
  })
  const listening = await there.listen()
  try {
    const department = overHttp(listening.accessOf(feedCouncil), { timeout: 300 })
    const sent = await world.send(department, { mostInOneCall: 2 })
    assert.deepEqual([sent.outcome, sent.accepted, sent.waiting], ['finished', 4, 0])
    assert.ok(there.signedIn() >= 2)
    assert.deepEqual(
      unordered(Object.fromEntries(there.holds(feedCouncil))),
      unordered(Object.fromEntries(await world.recordSays())),
    )
  } finally {
    await listening.close()
    await database.close()
  }
})
