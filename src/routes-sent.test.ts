// What is sent to every route, and what is asked of it with the ids of another council. The pages: src/routes.test.ts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { quick } from '../scripts/volume.ts'
import { verifyAudit } from './access/audit.ts'
import { routes } from './app.ts'
import { openServerForTest } from './database/testing.ts'
import { inTransaction, noWalls } from './database/transaction.ts'
import { isId, newId } from './lib/ids.ts'
import {
  addressOf,
  differences,
  inTurn,
  keepingNothing,
  oneOfEachKind,
  openWalk,
  type Relation,
  type Reply,
  readExpected,
  send,
  serve,
  type Target,
  type Walked,
  walkRoutes,
  waysIn,
} from './walk-routes.ts'
import type { Route } from './web/task.ts'
import { filledIn, formFields } from './web/testing.ts'

const kinds = [
  'childId',
  'personId',
  'workerId',
  'teamId',
  'postId',
  'eventId',
  'spellId',
  'relationshipId',
  'addressId',
  'arrangementId',
] as const

/** Ids a directory tells those who work with the council: of these, only a stranger's are tried. */
const ofTheCouncil: ReadonlySet<string> = new Set([
  'importId',
  'loneVisitId',
  'shiftId',
  'workerId',
  'teamId',
  'postId',
  'arrangementId',
  'proposalId',
  'lineId',
  'measureId',
  'benefitId',
  'templateId',
  'differenceId',
  'exchangeId',
  'actionId',
  'ideaId',
  'skillId',
  'valueId',
])

/** What must be the same to the letter: all of an answer but the marks that are new each time, and the id that was asked for. */
const comparable = ({ status, body, location }: Reply, asked = 'no id'): object => ({
  status,
  location: location?.replaceAll(asked, 'ASKED') ?? null,
  body: body
    .replaceAll(/nonce="[^"]*"/g, 'nonce=""')
    .replaceAll(/name="_key" value="[^"]*"/g, 'name="_key" value=""')
    .replaceAll(asked, 'ASKED')
    .replaceAll(asked.replaceAll('-', '').toUpperCase(), 'ASKED'),
})

describe('every way in', () => {
  let walked: Walked
  const expected = readExpected()
  before(async () => {
    // On a server, which answers so many questions in half the time the embedded engine takes; `npm run routes` asks that.
    walked = await openWalk(openServerForTest)
  })
  after(() => walked.close())

  /** The first role that may use this way in for a child of its own council; null where nobody may. */
  const whoMay = (name: string) =>
    oneOfEachKind.find((role) => [200, 303, 400].includes(expected[name]?.own?.[role] ?? 0)) ?? null

  test('answers a form with nothing in it to each kind of role in each relation as somebody accepted, and never fails', async () => {
    const { found, failures } = await walkRoutes(walked, routes, inTurn, 'POST')
    assert.deepEqual([...new Set(failures)], [])
    const changed = differences(readExpected('POST'), found)
    assert.deepEqual(
      changed,
      [],
      `When that is as it should be: npm run routes -- --accept, and read what it wrote.\n${changed.join('\n')}`,
    )
  })

  test('of an address with ids gives another council’s id and an id nobody has the same page, and both councils’ audits tell of it', async () => {
    const { app } = await serve(walked.database, routes)
    // Only what both audits are to tell of is kept.
    const { app: unkept } = await serve(keepingNothing(walked.database), routes)
    const [own, stranger] = [walked.targets.own, walked.targets.stranger]
    const strangerChild = String(stranger.childId)
    const tries: string[] = []
    for (const { method, route: one, name } of waysIn(routes)) {
      const role = whoMay(name)
      const ids = [...one.path.matchAll(/:(\w+Id)\b/g)].map(([, id]) => id!)
      if (role === null || ids.length === 0) continue
      const token = walked.tokens[role].live
      const ask = (target: Target, kept = false) =>
        send(kept ? app : unkept, method, addressOf(one.path, target), token)
      const tryChild = (target: Target) => {
        tries.push(walked.workers[role].workerId)
        return ask(target, true)
      }
      // The whole address of another council's record, and the same council with ids nobody has.
      const theirs = await (ids.includes('childId') ? tryChild(stranger) : ask(stranger))
      const nobodys = await ask({
        ...stranger,
        ...Object.fromEntries(ids.filter((id) => id !== 'councilId').map((id) => [id, newId()])),
        ...(ids.length === 1 ? { councilId: 997 } : {}),
      })
      assert.equal(theirs.status, 404, `${name}: another council's`)
      assert.match(theirs.body, /<h1[^>]*>Not found</)
      assert.deepEqual(comparable(theirs), comparable(nobodys), name)
      // One id at a time in an address that is otherwise the viewer's own.
      for (const id of ids.filter((candidate) => candidate !== 'councilId')) {
        const unknown = comparable(await ask({ ...own, [id]: newId() }))
        for (const relation of ['stranger', 'closed', 'restricted'] as const satisfies Relation[]) {
          if (relation !== 'stranger' && ofTheCouncil.has(id)) continue
          const target = { ...own, [id]: walked.targets[relation][id]! }
          const swapped = await (id === 'childId' && relation === 'stranger' ? tryChild(target) : ask(target))
          assert.equal(swapped.status, 404, `${name}: ${id} of ${relation}`)
          assert.deepEqual(comparable(swapped), unknown, `${name}: ${id} of ${relation}`)
        }
      }
    }
    await app.close()
    await unkept.close()
    assert.ok(tries.length > 0)
    const logged = (councilId: number) =>
      walked.database.asOwner!((connection) =>
        connection.query(
          "select worker_id from audit_event where council_id = $1 and child_id = $2 and outcome = 'not found' order by 1",
          [councilId, strangerChild],
        ),
      )
    const all = tries.toSorted()
    assert.deepEqual(
      (await logged(own.councilId)).rows.map((row) => (row as { worker_id: string }).worker_id),
      all,
      'in the audit of the viewer’s council',
    )
    assert.deepEqual(
      (await logged(stranger.councilId)).rows.map((row) => (row as { worker_id: string }).worker_id),
      all,
      'in the audit of the child’s council',
    )
    for (const councilId of [own.councilId, stranger.councilId]) {
      const audit = await inTransaction(
        walked.database,
        async ({ db }) => ({ result: await verifyAudit(db, councilId) }),
        { walls: { ...noWalls, record: [councilId] } },
      )
      assert.deepEqual(audit.faults, [])
    }
  })

  test('with an id behind the question mark answers another council’s id and an id nobody has alike', async () => {
    const names = new Map<string, Set<string>>()
    const watched: Route[] = routes.map((one) => ({
      path: one.path,
      task: {
        ...one.task,
        show: (ask) => {
          const read = names.get(one.path) ?? new Set()
          names.set(one.path, read)
          const query = new Proxy(ask.query, {
            get: (values, name) => {
              read.add(String(name))
              return values[String(name)]
            },
          })
          return one.task.show({ ...ask, query })
        },
      },
    }))
    const { app, failures } = await serve(keepingNothing(walked.database), watched)
    let compared = 0
    for (const { method, route: one, name } of waysIn(watched)) {
      const role = whoMay(name)
      if (method === 'POST' || role === null) continue
      const url = addressOf(one.path, walked.targets.own)
      const ask = (query: string, value: string) =>
        send(app, 'GET', `${url}?${query}=${value}`, walked.tokens[role].live)
      await send(app, 'GET', url, walked.tokens[role].live)
      for (const [turn, query] of [...(names.get(one.path) ?? [])].entries()) {
        const nobodys = newId()
        const unknown = comparable(await ask(query, nobodys), nobodys)
        assert.deepEqual(failures, [], `${one.path}?${query}=`)
        // A question takes an id or it does not: in a quick run each is tried with some kinds, in turn.
        for (const kind of quick ? kinds.filter((_, at) => (at + turn) % 4 === 0) : kinds) {
          const theirs = String(walked.targets.stranger[kind])
          assert.deepEqual(
            comparable(await ask(query, theirs), theirs),
            unknown,
            `${one.path}?${query}=${kind} of another council`,
          )
          compared += 1
        }
      }
    }
    await app.close()
    assert.ok(compared > 0)
  })

  test('with an id in its form answers another council’s id and an id nobody has alike', async () => {
    const { app, failures } = await serve(keepingNothing(walked.database), routes)
    const told: string[] = []
    for (const { method, route: one, name } of waysIn(routes)) {
      const role = whoMay(name)
      if (method === 'GET' || role === null) continue
      const token = walked.tokens[role].live
      const url = addressOf(one.path, walked.targets.own)
      const { body } = await send(app, 'GET', url, token)
      const filled = filledIn(body)
      const fields = formFields(body).filter(
        ({ name: field, value, choices }) => !field.startsWith('_') && [value, ...choices].some(isId),
      )
      for (const { name: field } of fields) {
        const ask = (value: string) => send(app, 'POST', url, token, { ...filled, _key: newId(), [field]: value })
        const nobodys = newId()
        const unknown = comparable(await ask(nobodys), nobodys)
        told.push(`${one.path} ${field}`)
        for (const kind of kinds) {
          const theirs = String(walked.targets.stranger[kind])
          const answer = await ask(theirs)
          assert.notEqual(answer.status, 303, `${name}: ${field} took the ${kind} of another council`)
          assert.deepEqual(comparable(answer, theirs), unknown, `${name}: ${field} with the ${kind} of another council`)
        }
      }
    }
    await app.close()
    assert.deepEqual(failures, [])
    assert.ok(told.length > 0, 'at least one form asks for an id')
  })
})
