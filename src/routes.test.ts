// Every page as every role. What is sent to them, and other councils' ids in their addresses: src/routes-sent.test.ts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { routes } from './app.ts'
import { openServerForTest } from './database/testing.ts'
import { differences, inTurn, openWalk, readExpected, serve, type Walked, walkRoutes } from './walk-routes.ts'
import { page, route, task } from './web/task.ts'

describe('every page', () => {
  let walked: Walked
  before(async () => {
    // On a server, which answers so many questions in half the time the embedded engine takes; `npm run routes` asks that.
    walked = await openWalk(openServerForTest)
  })
  after(() => walked.close())

  test('answers each kind of role in each relation as somebody accepted, and never fails', async () => {
    const { found, failures } = await walkRoutes(walked, routes, inTurn, 'GET')
    assert.deepEqual([...new Set(failures)], [])
    const changed = differences(readExpected('GET'), found)
    assert.deepEqual(
      changed,
      [],
      `When that is as it should be: npm run routes -- --accept, and read what it wrote.\n${changed.join('\n')}`,
    )
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
