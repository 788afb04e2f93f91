import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Database } from '../database/open.ts'
import { councilRow, eachEngine, plant } from '../database/testing.ts'
import { inTransaction, noWalls, type Walls } from '../database/transaction.ts'
import { newId } from '../lib/ids.ts'

// The functions of the database through which somebody comes in, and what those who run a council's directory could
// try in order to come in as somebody else, or further than was signed.
const [A, B] = [901, 902]
const at = '2026-01-05T12:00:00Z'

eachEngine((_, open) => {
  let database: Database
  before(async () => {
    database = await open()
    await database.asOwner!((connection) => plant(connection, 'council', [A, B].map(councilRow)))
  })
  const newWorker = async (councilId: number, subject: string, workerId = newId()): Promise<string> => {
    await database.asOwner!((connection) =>
      plant(connection, 'worker', [
        {
          council_id: councilId,
          worker_id: workerId,
          given_name: 'A',
          family_name: 'Worker',
          display_name: 'A Worker',
          normal_name: 'a worker',
          sign_in_subject: subject,
        },
      ]),
    )
    return workerId
  }
  const ask = async (call: string, walls: Walls = noWalls): Promise<unknown> =>
    inTransaction(
      database,
      async ({ connection }) => ({
        result: ((await connection.script(`select ${call} as given`)) as { given: unknown }[])[0]!.given,
      }),
      { walls },
    )
  const signIn = (subject: string, hash: string) =>
    ask(`start_session('${subject}', '${hash}', '${at}', '2026-01-05T21:00:00Z')`)
  const workerAt = async (hash: string): Promise<string | null> =>
    ((await ask(`session_facts('${hash}')`)) as { worker: { workerId: string } } | null)?.worker.workerId ?? null

  describe('the door', () => {
    test('opens to the subject the identity provider names, until they sign out', async () => {
      const workerId = await newWorker(A, 'first')
      assert.deepEqual(await signIn('first', 'hash-1'), { councilId: A, workerId })
      assert.equal(await workerAt('hash-1'), workerId)
      await ask("end_session('hash-1')")
      assert.equal(await workerAt('hash-1'), null)
    })
    test('stays shut for an unknown subject and an unknown secret', async () => {
      assert.equal(await signIn('nobody', 'hash-2'), null)
      assert.equal(await workerAt('hash-2'), null)
    })
    test('stays shut for a subject that two councils claim, rather than guess whose it is', async () => {
      await newWorker(A, 'twice')
      await newWorker(B, 'twice')
      assert.equal(await signIn('twice', 'hash-3'), null)
      assert.equal(await workerAt('hash-3'), null)
    })
    test('gives nobody another person’s posts by a worker of the same id in another council', async () => {
      const workerId = await newWorker(A, 'honest')
      await signIn('honest', 'hash-4')
      await newWorker(B, 'somebody else', workerId)
      await signIn('somebody else', 'hash-5')
      assert.equal(await workerAt('hash-5'), null)
      assert.equal(await workerAt('hash-4'), null)
    })
  })

  describe('an agreement', () => {
    const id = newId()
    const everything: Walls = { ...noWalls, directory: [A, B], manage: [A, B] }
    before(async () => {
      await database.asOwner!(async (connection) => {
        const key = { council_id: A, arrangement_id: id }
        await plant(connection, 'arrangement', [
          {
            ...key,
            title: 't',
            kind: 'delegation',
            service: 's',
            legal_basis: 'l',
            purpose: 'p',
            level: 'find',
            starts_on: '2026-01-05',
          },
        ])
        await plant(
          connection,
          'arrangement_party',
          [A, B].map((party) => ({ ...key, party_id: party, joined_on: '2026-01-05', opens_records: false })),
        )
        await plant(connection, 'arrangement_clause', [
          { ...key, clause: '1', effect: 'excludes', function_name: 'f', words: 'w' },
        ])
      })
    })
    const change = (text: string) =>
      inTransaction(database, async ({ connection }) => ({ result: (await connection.query(text, [])).affected }), {
        walls: everything,
      })

    test('is written by none of its parties alone, nor is another’s part in it', async () => {
      for (const text of [
        `insert into arrangement (council_id, arrangement_id, title, kind, service, legal_basis, purpose, starts_on)
          values (${A}, '${newId()}', 't', 'delegation', 's', 'l', 'p', '2026-01-05')`,
        `insert into arrangement_party (council_id, arrangement_id, party_id, joined_on) values (${A}, '${id}', ${B}, '2026-02-05')`,
        `insert into arrangement_clause (council_id, arrangement_id, clause, effect, function_name, words) values (${A}, '${id}', '2', 'includes', 'f', 'w')`,
        "update arrangement set level = 'write'",
        "update arrangement set kind = 'company'",
        'update arrangement set hours = null',
        'update arrangement set ends_on = null',
        'update arrangement_party set opens_records = true',
        'update arrangement_party set left_on = null',
        "update arrangement_clause set effect = 'includes'",
        'delete from arrangement_clause',
        'delete from arrangement_party',
      ]) {
        await assert.rejects(change(text), { code: '42501' }, text)
      }
    })
    test('comes into force by signatures alone: nobody calls a proposal signed, writes a signature or what was before', async () => {
      const key = { council_id: A, proposal_id: newId() }
      const paper = { ...key, arrangement_id: newId(), title: 't', service: 's', party_ids: [A, B], terms: {} }
      await database.asOwner!((connection) =>
        plant(connection, 'proposal', [{ ...paper, stage: 'approved', made_by: newId(), made_at: at }]),
      )
      const signature = `(council_id, proposal_id, party_id, terms_hash, signed_by, signed_at) values (${A}, '${key.proposal_id}', ${A}, '', '${newId()}', '${at}')`
      for (const text of [
        `insert into proposal (council_id, proposal_id, arrangement_id, stage, title, service, party_ids, terms, made_by, made_at)
          values (${A}, '${newId()}', '${newId()}', 'signed', 't', 's', '{}', '{}', '${newId()}', '${at}')`,
        `update proposal set stage = 'signed' where proposal_id = '${key.proposal_id}'`,
        'delete from proposal',
        `insert into signature ${signature}`,
        "update signature set terms_hash = ''",
        'delete from signature',
        `insert into earlier_arrangement (council_id, arrangement_id, version, terms, replaced_at, replaced_by, why)
          values (${A}, '${id}', 1, '{}', '${at}', '${newId()}', 'w')`,
      ]) {
        await assert.rejects(change(text), { code: '42501' }, text)
      }
      assert.equal(await change(`update proposal set stage = 'withdrawn' where proposal_id = '${key.proposal_id}'`), 1)
      assert.equal(await change(`update proposal set stage = 'approved' where proposal_id = '${key.proposal_id}'`), 0)
    })
    test('can be ended by those who run the host’s directory, and by nobody else', async () => {
      const ending = `update arrangement set ended_at = '${at}', end_reason = 'r', version = version + 1 where arrangement_id = '${id}'`
      const elsewhere = inTransaction(
        database,
        async ({ connection }) => ({ result: (await connection.query(ending, [])).affected }),
        {
          walls: { ...noWalls, directory: [A, B], manage: [B] },
        },
      )
      assert.equal(await elsewhere, 0)
      assert.equal(await change(ending), 1)
    })
  })
})
