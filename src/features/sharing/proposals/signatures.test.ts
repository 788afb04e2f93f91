import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Database } from '../../../database/open.ts'
import { councilRow, eachEngine, plant } from '../../../database/testing.ts'
import { inTransaction, noWalls } from '../../../database/transaction.ts'
import { newId } from '../../../lib/ids.ts'
import { type Random, seededRandom } from '../../../lib/random.ts'
import { leaveAgreementNow } from '../queries.ts'
import { noTerms, signersOf, type Terms } from '../terms.ts'
import { moveProposal, rewriteTerms, signProposalNow, writeProposal } from './queries.ts'

// Whoever edits, signs, leaves and withdraws in whatever order: what is in force is what every party signed in exactly
// those words, each through somebody else who holds a post there, or less of it after a council left.

const [A, B, C] = [901, 902, 903]
const at = Temporal.Instant.from('2026-11-23T12:00:00Z')
const on = '2026-11-23'
const rounds = 14
const steps = 24

type Person = { id: string; manage: number[]; holds: number[] }
const person = (manage: number[], holds = manage): Person => ({ id: newId(), manage, holds })
/** Managers of one council and of two, a worker who manages nothing, and somebody whose posts have ended. */
const people: Person[] = [
  person([A]),
  person([A]),
  person([B]),
  person([B]),
  person([C]),
  person([A, B]),
  person([B, C]),
  person([], [A]),
  person([A, B, C], []),
]

const parties = (ids: readonly number[]): Terms['parties'] =>
  ids.map((partyId) => ({ partyId, joinedOn: on, leftOn: null, opensRecords: true }))
const termsOf = (random: Random, changesVersion: number | null): Terms => ({
  ...noTerms(A),
  startsOn: on,
  level: random.pick(['find', 'record'] as const),
  roles: random.pick([null, ['team manager']]),
  parties: parties(random.pick([[A, B], [A, B], [A, B, C], [A, C], [A]])),
  changesVersion,
})

eachEngine((_engine, open) => {
  let database: Database
  before(async () => {
    database = await open()
    await database.asOwner!(async (connection) => {
      await plant(connection, 'council', [A, B, C].map(councilRow))
      await plant(
        connection,
        'worker',
        people.map(({ id }) => ({
          council_id: A,
          worker_id: id,
          given_name: 'A',
          family_name: 'W',
          display_name: 'A W',
          normal_name: 'a w',
        })),
      )
      await plant(
        connection,
        'post',
        people.flatMap(({ id, manage, holds }) =>
          [...new Set([...manage, ...holds])].map((council_id) => ({
            council_id,
            post_id: newId(),
            worker_id: id,
            title: 't',
            role: manage.length > 0 ? 'director' : 'social worker',
            functions: [],
            fte: 0.3,
            starts_on: '2020-01-01',
            ended_at: holds.includes(council_id) ? null : '2026-11-23T08:00:00Z',
          })),
        ),
      )
    })
  })

  const as = <T>(who: Person, work: Parameters<typeof inTransaction<T>>[1]): Promise<T> =>
    inTransaction<T>(database, work, {
      walls: { ...noWalls, directory: [A, B, C], manage: who.manage, self: [who.id] },
    })
  const inForce = async (arrangementId: string): Promise<string | null> => {
    const [row] = await as(people[0]!, async ({ connection }) => ({
      result:
        (await connection.script(`select a.title, terms_of(a.council_id, a.arrangement_id) as terms from arrangement a
        where a.arrangement_id = '${arrangementId}'`)) as { title: string; terms: Terms }[],
    }))
    if (!row) return null
    const { parties, level, roles } = row.terms
    return JSON.stringify({ title: row.title, level, roles, parties })
  }
  const asInForce = (title: string, { level, roles, parties }: Terms): string =>
    JSON.stringify({
      title,
      level,
      roles,
      parties: [...parties]
        .sort((a, b) => a.partyId - b.partyId)
        .map(({ leftOn, partyId, joinedOn, opensRecords }) => ({ leftOn, partyId, joinedOn, opensRecords })),
    })

  test('nothing comes into force but what every party signed in exactly these words', async () => {
    const said = new Map<string, number>()
    const count = (what: string) => void said.set(what, (said.get(what) ?? 0) + 1)
    for (let round = 0; round < rounds; round++) {
      const random = seededRandom(`signatures ${round}`)
      const host = people[0]!
      const first = { title: 'first', service: 's', terms: termsOf(random, null) }
      let proposalId = await as(host, async ({ db }) => ({
        result: await writeProposal(db, {
          ...first,
          partyIds: signersOf(first.terms, on),
          hostId: A,
          changing: null,
          by: host.id,
          at,
        }),
      }))
      const [{ arrangement_id: arrangementId }] = (await database.asOwner!((connection) =>
        connection.script(`select arrangement_id from proposal where proposal_id = '${proposalId}'`),
      )) as [{ arrangement_id: string }]
      await database.asOwner!((connection) =>
        connection.script(
          `update proposal set stage = 'approved', business_case = '{"noBaseline":"none"}' where proposal_id = '${proposalId}'`,
        ),
      )
      let words = first
      let version = 1
      let arrangementVersion = 0
      let held: string | null = null
      /** who signed which words for whom, as answered */
      let signed: { words: string; council: number; by: string }[] = []

      for (let step = 0; step < steps; step++) {
        // Mostly somebody who may, for a council that is named: otherwise hardly anything would ever be signed.
        const council = random.pick(random.chance(0.7) ? signersOf(words.terms, on) : [A, B, C])
        const may = people.filter((one) => one.manage.includes(council))
        const who = random.pick(random.chance(0.7) ? may : people)
        const key = JSON.stringify([proposalId, words])
        const dice = random.integer(0, 9)
        if (dice <= 1) {
          const next = {
            title: random.pick(['first', 'second']),
            service: 's',
            terms: termsOf(random, arrangementVersion || null),
          }
          const readVersion = random.chance(0.8) ? version : version - 1
          const done = await as(who, async ({ db }) => ({
            result: await rewriteTerms(
              db,
              { hostId: A, proposalId, version: readVersion },
              { ...next, partyIds: signersOf(next.terms, on) },
            ),
          }))
          assert.equal(done && !who.manage.includes(A), false, 'only the host writes')
          if (done) [words, version] = [next, version + 1]
          count(done ? 'edited' : 'not edited')
        } else if ((dice === 2 || dice === 5) && held !== null) {
          const answer = await as(who, async ({ db }) => ({
            result: await leaveAgreementNow(db, {
              hostId: A,
              arrangementId,
              councilId: council,
              lastDay: Temporal.PlainDate.from('2026-11-22'),
              why: 'w',
              at,
            }),
          }))
          count(answer === 'left' ? 'left' : 'not left')
          if (answer === 'left') {
            assert.ok(who.manage.includes(council) && council !== A)
            const now = (await inForce(arrangementId)) as string
            const ids = (text: string) => (JSON.parse(text).parties as Terms['parties']).map((one) => one.partyId)
            assert.deepEqual(
              ids(now),
              ids(held).filter((id) => id !== council),
            )
            held = now
            arrangementVersion++
          }
        } else if (dice === 3 && held !== null) {
          // A change, written against what is in force or against what was.
          const terms = termsOf(random, random.chance(0.8) ? arrangementVersion : arrangementVersion - 1)
          const next = { title: 'change', service: 's', terms }
          proposalId = await as(host, async ({ db }) => ({
            result: await writeProposal(db, {
              ...next,
              partyIds: signersOf(terms, on),
              hostId: A,
              changing: arrangementId,
              by: host.id,
              at,
            }),
          }))
          ;[words, version, signed] = [next, 1, []]
          count('change written')
        } else if (dice === 4 && random.chance(0.1)) {
          const done = await as(who, async ({ db }) => ({
            result: await moveProposal(db, { hostId: A, proposalId, version }, 'withdrawn', at),
          }))
          if (done) version++
        } else {
          const answer = await as(who, async ({ db }) => ({
            result: await signProposalNow(db, {
              hostId: A,
              proposalId,
              councilId: council,
              version: random.chance(0.9) ? version : version - 1,
              at,
            }),
          }))
          const counted = answer === 'signed' || answer === 'in force'
          count(counted ? answer : 'refused')
          if (counted) {
            assert.ok(who.manage.includes(council) && who.holds.includes(council), 'whoever signs holds a post there')
            signed.push({ words: key, council, by: who.id })
          }
          if (answer === 'in force') {
            const mine = signed.filter((one) => one.words === key)
            const needed = signersOf(words.terms, on)
            assert.ok(needed.length >= 2)
            assert.deepEqual(mine.map((one) => one.council).sort(), [...needed].sort(), 'every party, these words')
            assert.equal(new Set(mine.map((one) => one.by)).size, needed.length, 'each through somebody else')
            held = asInForce(words.title, words.terms)
            arrangementVersion++
          }
        }
        assert.equal(await inForce(arrangementId), held, `round ${round}, step ${step}`)
      }
    }
    for (const what of ['edited', 'not edited', 'signed', 'in force', 'refused', 'left', 'not left', 'change written'])
      assert.ok((said.get(what) ?? 0) > 0, `${what} happened`)
  })
})
