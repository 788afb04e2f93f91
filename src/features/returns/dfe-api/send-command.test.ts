import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../../database/open.ts'
import { openEmbeddedForTest } from '../../../database/testing.ts'
import { settingOf } from '../../../outside/dfe-api/department.ts'
import { standIn } from '../../../outside/dfe-api/stand-in.ts'
import { type SendOptions, sendCommand } from './send-command.ts'
import { type FeedWorld, feedCouncil, feedWorld, someMoment } from './testing.ts'

describe('joined-up send dfe-api', () => {
  let database: Database
  let world: FeedWorld
  const there = standIn({ poison: new Map([['C003', 'named']]) })
  let listening: Awaited<ReturnType<typeof there.listen>>
  let environment: Record<string, string>
  before(async () => {
    database = await openEmbeddedForTest()
    world = await feedWorld(database)
    for (let at = 0; at < 3; at++) await world.child()
    listening = await there.listen()
    const access = listening.accessOf(feedCouncil)
    environment = Object.fromEntries(
      [
        ['ENDPOINT', access.endpoint],
        ['TOKEN_ENDPOINT', access.tokenEndpoint],
        ['CLIENT_ID', access.clientId],
        ['CLIENT_SECRET', access.clientSecret],
        ['SCOPE', access.scope],
        ['SUPPLIER_KEY', access.supplierKey],
      ].map(([name, value]) => [settingOf(feedCouncil, name as string), value as string]),
    )
  })
  after(async () => {
    await listening.close()
    await database.close()
  })

  const run = async (args: string[], options: SendOptions = {}, open = true) => {
    const said: string[] = []
    const printed: string[] = []
    const code = await sendCommand(
      args,
      {
        say: (words) => void said.push(words),
        print: (line) => void printed.push(line),
        database: async () => {
          if (!open) throw new Error('the database should not have been opened')
          return database
        },
        now: Temporal.Instant.from(someMoment),
        production: false,
      },
      { environment, wait: async () => {}, ...options },
    )
    return { code, said: said.join('\n'), json: printed[0] === undefined ? null : JSON.parse(printed[0]) }
  }
  const council = ['--council', String(feedCouncil)]

  test('what is said wrongly is answered in plain words, and the database is not even opened', async () => {
    const wrong: [string[], RegExp, Record<string, string>?][] = [
      [[], /Say what to send: dfe-api/],
      [['annex', ...council], /"annex" cannot be sent/],
      [['dfe-api'], /--council with the three-digit code/],
      [['dfe-api', 'twice', ...council], /one too many/],
      [['dfe-api', '--council', '999'], /no council with the code "999"/],
      [['dfe-api', ...council, '--colour'], /Unknown option/],
      [['dfe-api', ...council, '--endpoint', 'http://api.example'], /--endpoint must begin with https/],
      [['dfe-api', '--council', '318'], /DFE_API_318_CLIENT_SECRET is not set/],
      [
        ['dfe-api', ...council],
        /RESTRICTED_CHILDREN must hold ids/,
        { [settingOf(feedCouncil, 'RESTRICTED_CHILDREN')]: 'all' },
      ],
    ]
    for (const [args, words, more = {}] of wrong) {
      const { code, said } = await run(args, { environment: { ...environment, ...more } }, false)
      assert.equal(code, 2, args.join(' '))
      assert.match(said, words)
      assert.match(said, /Nothing was sent/)
    }
    assert.equal((await run(['--help'], {}, false)).code, 0)
  })

  test('a trial run says what would be sent, needs no key, and sends nothing', async () => {
    const { code, said, json } = await run(['dfe-api', ...council, '--dry-run', '--json'], { environment: {} })
    assert.equal(code, 0)
    assert.match(said, /Nothing was sent/)
    assert.equal(json.new, 3)
    assert.equal(there.calls(), 0)
    assert.deepEqual(await world.rows('select from dfe_api_send'), [])
  })

  test('it sends, says how many were accepted and refused, and never a name, a number or a key', async () => {
    const { code, said, json } = await run(['dfe-api', ...council, '--json'])
    assert.equal(code, 1)
    assert.deepEqual(json, { accepted: 2, refused: 1, unfit: 0, waiting: 0, outcome: 'finished' })
    assert.match(said, /2 children accepted, 1 refused/)
    assert.match(said, new RegExp(`/${feedCouncil}/returns/dfe-api`))
    assert.doesNotMatch(said, /Ada|Madeup|C00/)
    for (const secret of ['CLIENT_SECRET', 'SUPPLIER_KEY'])
      assert.ok(!said.includes(environment[settingOf(feedCouncil, secret)] as string))
    const [kept] = await world.rows('select * from dfe_api_send')
    assert.equal(kept?.sent_to, `${new URL(listening.address).host}/api`)
  })

  test('the key stands nowhere in the database', async () => {
    const tables = await world.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    assert.ok(tables.length > 20)
    for (const { name } of tables) {
      const rows = await world.rows<{ said: string }>(`select t::text as said from "${name}" t`)
      for (const secret of ['CLIENT_SECRET', 'SUPPLIER_KEY'])
        assert.ok(!rows.some(({ said }) => said.includes(environment[settingOf(feedCouncil, secret)] as string)), name)
    }
  })

  test('when nothing is left to say it ends with 0, and when it is not let in with 2', async () => {
    await world.change(
      `delete from spell where child_id in (select child_id from dfe_api_child where status = 'refused')`,
    )
    assert.equal((await run(['dfe-api', ...council])).code, 0)
    await world.change(`update person set given_name = 'Other' where council_id = $1`, [feedCouncil])
    const { code, said } = await run(['dfe-api', ...council], {
      environment: { ...environment, [settingOf(feedCouncil, 'CLIENT_SECRET')]: 'wrong' },
    })
    assert.equal(code, 2)
    assert.match(
      said,
      /Stopped. The department did not let us in: the sign-in service refused the council’s client id or secret/,
    )
    assert.doesNotMatch(said, /wrong/)
  })

  test('another address for a test service can be named', async () => {
    const other = standIn()
    const place = await other.listen()
    try {
      const access = place.accessOf(feedCouncil)
      const { code } = await run(['dfe-api', ...council, '--endpoint', access.endpoint], {
        environment: {
          ...environment,
          [settingOf(feedCouncil, 'TOKEN_ENDPOINT')]: access.tokenEndpoint,
          [settingOf(feedCouncil, 'CLIENT_SECRET')]: access.clientSecret,
          [settingOf(feedCouncil, 'SUPPLIER_KEY')]: access.supplierKey,
        },
      })
      assert.equal(code, 0)
      assert.ok(other.holds(feedCouncil).size > 0)
    } finally {
      await place.close()
    }
  })
})
