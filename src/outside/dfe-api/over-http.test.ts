import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { accessOf, addressFault, type DepartmentAccess } from './department.ts'
import { overHttp } from './over-http.ts'
import { type StandInOptions, standIn } from './stand-in.ts'

const closers: (() => Promise<void>)[] = []
after(async () => {
  for (const close of closers) await close()
})
const open = async (options: StandInOptions = {}, late?: number) => {
  const there = standIn(options)
  const listening = await there.listen(late)
  closers.push(listening.close)
  return { there, listening, access: listening.accessOf(212) }
}
const child = { la_child_id: 'A1', child_details: { first_name: 'Ada', uasc_flag: false } }

describe('the department over HTTP', () => {
  test('a council signs in with its own key and sends children, and gets a receipt for each', async () => {
    const { there, access } = await open()
    const department = overHttp(access)
    const answer = await department.send([child, { la_child_id: 'A2' }])
    assert.equal(answer.kind, 'answered')
    if (answer.kind !== 'answered') return
    assert.equal(answer.status, 200)
    assert.equal(JSON.parse(answer.body).length, 2)
    assert.deepEqual(there.holds(212).get('A1'), child)
    await department.send([child])
    assert.equal(there.signedIn(), 1, 'the token is used until it is old')
  })

  test('a token that is old, or that was refused, is asked for anew', async () => {
    let now = 0
    const { there, listening, access } = await open()
    const department = overHttp(access, { now: () => now })
    await department.send([child])
    now += 3_571_000
    await department.send([child])
    assert.equal(there.signedIn(), 2)
    listening.forgetTokens()
    const refused = await department.send([child])
    assert.equal(refused.kind === 'answered' && refused.status, 401)
    department.forgetToken()
    const answer = await department.send([child])
    assert.equal(answer.kind === 'answered' && answer.status, 200)
  })

  test('one council’s key does not open another’s door', async () => {
    const { there, listening, access } = await open()
    const other = listening.accessOf(318)
    const mixed: DepartmentAccess[] = [
      { ...access, councilId: 318 },
      { ...other, supplierKey: access.supplierKey },
    ]
    for (const one of mixed) {
      const answer = await overHttp(one).send([child])
      assert.equal(answer.kind === 'answered' && answer.status, 403)
    }
    assert.equal(there.holds(318).size, 0)
  })

  test('a wrong secret is told once and for all, a sign-in service that is down is not', async () => {
    const { access } = await open()
    const wrong = await overHttp({ ...access, clientSecret: 'not it' }).send([child])
    assert.deepEqual([wrong.kind, wrong.kind === 'not signed in' && wrong.final], ['not signed in', true])
    assert.doesNotMatch(JSON.stringify(wrong), /not it/)
    const { access: down } = await open({ signIn: () => 503 })
    const later = await overHttp(down).send([child])
    assert.deepEqual([later.kind, later.kind === 'not signed in' && later.final], ['not signed in', false])
  })

  test('a cut line and a late answer are both "nobody knows", also when the children were taken', async () => {
    const cut = await open({ troubles: () => ({ trouble: 'cut after' }) })
    assert.deepEqual(await overHttp(cut.access).send([child]), {
      kind: 'unanswered',
      why: 'the line was cut or never opened',
    })
    assert.equal(cut.there.holds(212).size, 1)
    const late = await open({ troubles: () => ({ trouble: 'slow' }) })
    assert.deepEqual(await overHttp(late.access, { timeout: 200 }).send([child]), {
      kind: 'unanswered',
      why: 'no answer came in time',
    })
    assert.equal(late.there.holds(212).size, 1)
  })

  test('nobody there at all is "nobody knows" as well, or no sign-in', async () => {
    const { access, listening } = await open()
    await listening.close()
    const answer = await overHttp(access).send([child])
    assert.equal(answer.kind, 'not signed in')
  })

  test('how long to wait is heard when the department says it', async () => {
    const { access } = await open({ troubles: () => ({ trouble: 'status', status: 429, retryAfter: 7 }) })
    const answer = await overHttp(access).send([child])
    assert.deepEqual(answer.kind === 'answered' && [answer.status, answer.retryAfter], [429, 7])
  })

  test('a redirect is not followed: records go where it was configured', async () => {
    const { there, access } = await open({ troubles: () => ({ trouble: 'status', status: 307 }) })
    const answer = await overHttp(access).send([child])
    assert.equal(answer.kind === 'answered' && answer.status, 307)
    assert.equal(there.calls(), 1)
  })
})

describe('a council’s access', () => {
  const set = {
    DFE_API_212_ENDPOINT: 'https://api.example/one',
    DFE_API_212_TOKEN_ENDPOINT: 'https://sign-in.example/token',
    DFE_API_212_CLIENT_ID: 'id',
    DFE_API_212_CLIENT_SECRET: 'secret',
    DFE_API_212_SCOPE: 'scope',
    DFE_API_212_SUPPLIER_KEY: 'key',
  }
  test('comes from its own variables, and no other council’s', () => {
    const found = accessOf(212, set)
    assert.ok('access' in found && found.access.clientSecret === 'secret')
    const other = accessOf(318, set)
    assert.ok(
      'faults' in other && other.faults.length === 6 && other.faults.every((one) => one.startsWith('DFE_API_318_')),
    )
  })
  test('is refused by the name of what is wrong, never by what it says', () => {
    const found = accessOf(212, { ...set, DFE_API_212_ENDPOINT: 'http://api.example/one', DFE_API_212_SCOPE: ' ' })
    assert.deepEqual(found, {
      faults: ['DFE_API_212_ENDPOINT must begin with https://.', 'DFE_API_212_SCOPE is not set.'],
    })
  })
  test('goes over the network encrypted or not at all', () => {
    assert.equal(addressFault('https://api.example'), null)
    assert.equal(addressFault('http://127.0.0.1:8080/api'), null)
    for (const address of [
      'http://api.example',
      'ftp://api.example',
      'api.example',
      'https://me:secret@api.example',
      'http://127.0.0.1.example',
    ])
      assert.notEqual(addressFault(address), null, address)
  })
})
