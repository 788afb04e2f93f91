// Every way in as every kind of role: what it answers; and ids of another council, which are answered as ids nobody has.
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
  keepingNothing,
  neverAsked,
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
  whoAsks,
} from './walk-routes.ts'
import { page, type Route, route, task } from './web/task.ts'
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

/** In a quick run a question or a field is tried with the kind it is named after and with one more, in turn. */
const kindsFor = (name: string): readonly (typeof kinds)[number][] => {
  if (!quick) return kinds
  turn += 1
  return kinds.filter((kind, at) => kind === `${name.replace(/Id$/, '')}Id` || at === turn % kinds.length)
}
let turn = 0

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
  /** the service that keeps nothing of what it is sent */
  let unkept: Awaited<ReturnType<typeof serve>>
  const expected = readExpected()
  before(async () => {
    // On a server, which answers so many questions in half the time the embedded engine takes; `npm run routes` asks that.
    walked = await openWalk(openServerForTest)
    unkept = await serve(keepingNothing(walked.database), routes)
  })
  after(async () => {
    await unkept.app.close()
    await walked.close()
  })

  /** The first role that may use this way in for a child of its own council; null where nobody may. */
  const whoMay = (name: string) =>
    oneOfEachKind.find((role) => [200, 303, 400].includes(expected[name]?.own?.[role] ?? 0)) ?? null

  // What each page reads behind the question mark is written down while it is walked.
  const questions = new Map<string, Set<string>>()
  const watched: Route[] = routes.map((one) => ({
    path: one.path,
    task: {
      ...one.task,
      show: (ask) => {
        const read = questions.get(one.path) ?? new Set()
        questions.set(one.path, read)
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
  const walks = new Map<'GET' | 'POST', ReturnType<typeof walkRoutes>>()
  const walk = (method: 'GET' | 'POST') => {
    const begun = walks.get(method) ?? walkRoutes(walked, watched, whoAsks(routes, expected), method)
    walks.set(method, begun)
    return begun
  }

  for (const [method, answers] of [
    ['GET', 'a question'],
    ['POST', 'a form with nothing in it'],
  ] as const) {
    test(`answers ${answers} to each kind of role in each relation as somebody accepted, and never fails`, async () => {
      const { found, failures } = await walk(method)
      assert.deepEqual([...new Set(failures)], [])
      const changed = differences(readExpected(method), found)
      assert.deepEqual(
        changed,
        [],
        `When that is as it should be: npm run routes -- --accept, and read what it wrote.\n${changed.join('\n')}`,
      )
    })
  }

  test('is asked in each relation by somebody, and each kind of role asks something in each', async () => {
    const [pages, forms] = [await walk('GET'), await walk('POST')]
    assert.deepEqual(neverAsked(routes, { ...pages.found, ...forms.found }), [])
  })

  test('of an address with ids gives another council’s id and an id nobody has the same page, and both councils’ audits tell of it', async () => {
    // Only what both audits are to tell of is kept.
    const { app } = await serve(walked.database, routes)
    const [own, stranger] = [walked.targets.own, walked.targets.stranger]
    const strangerChild = String(stranger.childId)
    const tries: string[] = []
    const foreigners = ['stranger', 'closed', 'restricted'] as const satisfies Relation[]
    let [doors, swaps] = [0, 0]
    for (const { method, route: one, name } of waysIn(routes)) {
      const role = whoMay(name)
      const ids = [...one.path.matchAll(/:(\w+Id)\b/g)].map(([, id]) => id!)
      if (role === null || ids.length === 0) continue
      const token = walked.tokens[role].live
      const ask = (target: Target, kept = false) =>
        send(kept ? app : unkept.app, method, addressOf(one.path, target), token)
      const tryChild = (target: Target) => {
        tries.push(walked.workers[role].workerId)
        return ask(target, true)
      }
      const ofThePage = ids.filter((id) => id !== 'councilId' && id !== 'childId')
      // A council and a child are let in at the door, the same for all addresses: in a quick run they are tried where an
      // address has no other id, the whole of it and the child alone in turn.
      doors += ofThePage.length === 0 ? 1 : 0
      const childAlone = ids.includes('childId') && doors % 2 === 0
      if (!quick || (ofThePage.length === 0 && !childAlone)) {
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
      }
      // One id at a time in an address that is otherwise the viewer's own; in a quick run with one foreign record each, in turn.
      const alone = ofThePage.length === 0 && childAlone ? ids : ofThePage
      for (const id of (quick ? alone : ids).filter((candidate) => candidate !== 'councilId')) {
        const unknown = comparable(await ask({ ...own, [id]: newId() }))
        const foreign = foreigners.filter((relation) => relation === 'stranger' || !ofTheCouncil.has(id))
        swaps += 1
        for (const relation of quick ? [foreign[swaps % foreign.length]!] : foreign) {
          const target = { ...own, [id]: walked.targets[relation][id]! }
          const swapped = await (id === 'childId' && relation === 'stranger' ? tryChild(target) : ask(target))
          assert.equal(swapped.status, 404, `${name}: ${id} of ${relation}`)
          assert.deepEqual(comparable(swapped), unknown, `${name}: ${id} of ${relation}`)
        }
      }
    }
    await app.close()
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
    await walk('GET')
    const { app, failures } = unkept
    let compared = 0
    for (const { method, route: one, name } of waysIn(routes)) {
      const role = whoMay(name)
      if (method === 'POST' || role === null) continue
      const url = addressOf(one.path, walked.targets.own)
      const ask = (query: string, value: string) =>
        send(app, 'GET', `${url}?${query}=${value}`, walked.tokens[role].live)
      for (const query of questions.get(one.path) ?? []) {
        const nobodys = newId()
        const unknown = comparable(await ask(query, nobodys), nobodys)
        assert.deepEqual(failures, [], `${one.path}?${query}=`)
        for (const kind of kindsFor(query)) {
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
    assert.ok(compared > 0)
  })

  test('with an id in its form answers another council’s id and an id nobody has alike', async () => {
    const { app, failures } = unkept
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
        for (const kind of kindsFor(field)) {
          const theirs = String(walked.targets.stranger[kind])
          const answer = await ask(theirs)
          assert.notEqual(answer.status, 303, `${name}: ${field} took the ${kind} of another council`)
          assert.deepEqual(comparable(answer, theirs), unknown, `${name}: ${field} with the ${kind} of another council`)
        }
      }
    }
    assert.deepEqual(failures, [])
    assert.ok(told.length > 0, 'at least one form asks for an id')
  })
})

test('a route whose permission nobody declared stops the server', async () => {
  const show = async () => page('web/not-found', {})
  const served = (path: string, may: string) =>
    serve({} as Walked['database'], [route(path, task({ may: may as 'see own day', show }))])
  await assert.rejects(served('/new', 'do as one likes'), /no declared permission: "do as one likes"/)
  await assert.rejects(served('/new', 'toString'), /no declared permission/)
  await assert.rejects(
    served('/new', 'read a record'),
    /needs "read a record" on a council, and its address names none/,
  )
})
