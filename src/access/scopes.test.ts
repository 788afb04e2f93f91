import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bankHolidays } from '../lib/bank-holidays.ts'
import { calendarOf } from '../lib/working-days.ts'
import { may } from './may.ts'
import type { Level } from './roles.ts'
import { type Arrangement, compileScopes, type Facts, fteByCouncil, type Post, reachOf, type Scopes } from './scopes.ts'
import { partnersOf } from './worlds/world.ts'

// Two councils with one workforce (A and B), a third beside them. Councils are numbers here.
const [A, B, C] = [901, 902, 903]
const closedIn: Record<number, string[]> = { [B]: ['2026-11-17'] }
const calendars = (councilId: number) => calendarOf(bankHolidays, closedIn[councilId])
const noon = Temporal.Instant.from('2026-11-18T12:00:00Z')
const londonTime = (text: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/London').toInstant()

const clause = (
  number: string,
  effect: 'includes' | 'excludes',
  functionName: string,
  partyId: number | null = null,
) => ({
  clause: number,
  effect,
  functionName,
  partyId,
  words: `${functionName}: ${effect}`,
})
const party = (councilId: number, opensRecords = true, joinedOn = '2016-10-01', leftOn: string | null = null) => ({
  councilId,
  joinedOn,
  leftOn,
  opensRecords,
})
const agreement = (other: Partial<Arrangement> = {}): Arrangement => ({
  hostId: A,
  arrangementId: 'agreement',
  title: 'the agreement',
  kind: 'section 113',
  level: 'write',
  hours: null,
  roles: null,
  onRota: false,
  startsOn: '2016-10-01',
  endsOn: null,
  endedAt: null,
  parties: [party(A), party(B)],
  clauses: [clause('1', 'includes', "children's social care")],
  sample: [],
  ...other,
})
const reach = (councilId: number, arrangementId: string | null = null, share = 50, opensRecords = true) => ({
  councilId,
  share,
  opensRecords,
  arrangementId,
})
const post = (other: Partial<Post> = {}): Post => ({
  employerId: A,
  postId: 'post',
  title: 'Social worker',
  role: 'social worker',
  functions: ["children's social care"],
  fte: 1,
  teamCouncilId: null,
  teamId: null,
  startsOn: '2020-04-01',
  endsOn: null,
  endedAt: null,
  reach: [reach(A), reach(B, 'agreement')],
  ...other,
})
const factsOf = (posts: Post[], arrangements: Arrangement[] = [], other: Partial<Facts> = {}): Facts => ({
  worker: { councilId: A, workerId: 'worker', displayName: 'A Worker' },
  posts,
  arrangements,
  partners: partnersOf(
    arrangements,
    posts.map((one) => one.employerId),
  ),
  opened: [],
  proposed: [],
  shifts: [],
  broken: [],
  ...other,
})
const scopesOf = (facts: Facts, now = noon): Scopes => compileScopes(facts, now, calendars, () => false)
/** The most these scopes open of each council's children: { 901: 'write', 902: 'summary' }. */
const opensOf = (scopes: Scopes): Record<number, Level> => {
  const opens: Record<number, Level> = {}
  for (const level of ['find', 'summary', 'record', 'write'] as const)
    for (const one of scopes[level]) opens[one] = level
  return opens
}
const opens = (posts: Post[], arrangements: Arrangement[] = [], now = noon) =>
  opensOf(scopesOf(factsOf(posts, arrangements), now))
const reasons = (posts: Post[], arrangements: Arrangement[] = [], now = noon) =>
  scopesOf(factsOf(posts, arrangements), now).refusals.map((one) => one.reason)

describe("one workforce, separate children's services", () => {
  // The shared staffing arrangement: corporate services in, children's services out by clause 4.
  const sharedStaffing = agreement({
    kind: 'joint employment',
    title: 'the shared staffing arrangement',
    clauses: [
      clause('2', 'includes', 'legal'),
      clause('3', 'includes', 'human resources'),
      clause('4', 'excludes', "children's social care"),
    ],
  })
  const director = post({ title: "Director of children's services", role: 'director' })

  test('a director employed by both councils reaches the children of the one council whose service the post runs', () => {
    assert.deepEqual(opens([director], [sharedStaffing]), { [A]: 'record' })
  })
  test('a child of the other council is not found, and the log says which clause left it out', () => {
    const decision = may(scopesOf(factsOf([director], [sharedStaffing])), 'read a record', {
      councilId: B,
      childId: 'child',
    })
    assert.deepEqual(decision, {
      refused: "Not open to you: children's social care is outside the shared staffing arrangement (clause 4)",
      hidden: true,
      arrangementId: 'agreement',
    })
  })
  test("granting a children's role in the other council under it is refused, with clause 4 shown", () => {
    const wanted = post({ employerId: B, role: 'social worker', reach: [reach(A, 'agreement')] })
    const answer = reachOf(wanted, wanted.reach[0]!, [sharedStaffing], noon, {
      calendar: calendars(A),
      mirrored: false,
    })
    assert.ok('reason' in answer)
    assert.equal(answer.reason, "children's social care is outside the shared staffing arrangement (clause 4)")
    assert.equal(answer.clause?.clause, '4')
  })
  test('leaving the clause out opens nothing either: what is not included is not shared', () => {
    const without = { ...sharedStaffing, clauses: sharedStaffing.clauses.slice(0, 2) }
    assert.deepEqual(opens([director], [without]), { [A]: 'record' })
    assert.deepEqual(reasons([director], [without]), [
      "the shared staffing arrangement does not include children's social care",
    ])
  })
  test('a lawyer serving both councils opens no child of either', () => {
    const lawyer = post({ role: 'auditor', functions: ['legal'] })
    assert.deepEqual(opens([lawyer], [sharedStaffing]), {})
    const withAnotherRole = post({ role: 'service manager', functions: ['legal'] })
    assert.deepEqual(opens([withAnotherRole], [sharedStaffing]), {})
  })
  test('whom a post serves and whose data it reaches are separate: serving without reaching opens nothing', () => {
    const serving = post({ reach: [reach(A), reach(B, 'agreement', 50, false)] })
    assert.deepEqual(opens([serving], [agreement()]), { [A]: 'write' })
  })
  test('employing somebody opens nothing by itself: a post that reaches nobody opens nobody', () => {
    assert.deepEqual(opens([post({ reach: [] })], [agreement()]), {})
  })
})

describe('what an agreement opens', () => {
  const shared = post()
  test("a lent worker reaches the other council's children under the agreement, and says so", () => {
    const scopes = scopesOf(factsOf([shared], [agreement()]))
    assert.deepEqual(opensOf(scopes), { [A]: 'write', [B]: 'write' })
    assert.deepEqual(
      scopes.grants.map((grant) => [grant.councilId, grant.arrangement?.title ?? null]),
      [
        [A, null],
        [B, 'the agreement'],
      ],
    )
  })
  test('no more than the agreement says, and no more than the role may', () => {
    for (const level of ['find', 'summary', 'record', 'write'] as const) {
      assert.equal(opens([shared], [agreement({ level })])[B], level)
    }
    assert.equal(opens([shared], [agreement({ level: null })])[B], undefined)
    assert.equal(opens([post({ role: 'participation officer' })], [agreement()])[B], 'summary')
    assert.equal(opens([post({ role: 'elected member' })], [agreement()])[B], undefined)
    assert.equal(opens([post({ role: 'no such role' })], [agreement()])[A], undefined)
  })
  test('a joint committee and a shared system open no record, whatever level they name', () => {
    for (const kind of ['joint committee', 'shared system'] as const)
      assert.deepEqual(opens([shared], [agreement({ kind })]), { [A]: 'write' })
  })
  test("a company of two councils writes in both councils' records and in no third's", () => {
    const company = agreement({ kind: 'company', title: 'the company' })
    const staff = post({ reach: [reach(A, 'agreement'), reach(B, 'agreement'), reach(C, 'agreement', 0)] })
    assert.deepEqual(opens([staff], [company]), { [A]: 'write', [B]: 'write' })
    assert.deepEqual(reasons([staff], [company]), ['this council is not a party to the company today'])
  })
  test('reaching another council without an agreement, or by one that is not known, opens nothing', () => {
    assert.deepEqual(opens([post({ reach: [reach(B)] })], [agreement()]), {})
    assert.deepEqual(opens([post({ reach: [reach(B, 'another')] })], [agreement()]), {})
  })
  test('an agreement between others opens nothing: the employing council must be a party', () => {
    assert.deepEqual(opens([shared], [agreement({ parties: [party(B), party(C)] })]), { [A]: 'write' })
  })
  test('a party may share staff and keep its records to itself', () => {
    assert.deepEqual(opens([shared], [agreement({ parties: [party(A), party(B, false)] })]), { [A]: 'write' })
  })
  test('an agreement for posts of certain roles opens nothing to the others', () => {
    const forManagers = agreement({ roles: ['team manager'] })
    assert.equal(opens([shared], [forManagers])[B], undefined)
    assert.deepEqual(reasons([shared], [forManagers]), ['the agreement is not for posts of social worker'])
    assert.equal(opens([post({ role: 'team manager' })], [forManagers])[B], 'write')
  })
  test('where an agreement asks for the rota, it opens from the first to the last second of a turn, of the post’s own team', () => {
    const onRota = agreement({ onRota: true })
    const mine = post({ teamId: 'nights' })
    const within = (teamId: string, from: string, to: string) =>
      opensOf(scopesOf(factsOf([mine], [onRota], { shifts: [{ teamId, from, to }] })))[B]
    const [before, after] = [noon.subtract({ hours: 4 }).toString(), noon.add({ hours: 4 }).toString()]
    assert.equal(within('nights', before, after), 'write')
    assert.equal(within('nights', noon.toString(), after), 'write')
    assert.equal(within('nights', before, noon.toString()), undefined)
    assert.equal(within('days', before, after), undefined)
    assert.deepEqual(reasons([mine], [onRota]), [
      'the agreement opens records only to whoever is on the rota at the time',
    ])
  })
  test('a clause for one party leaves out that party and no other', () => {
    const forOne = agreement({
      parties: [party(A), party(B), party(C)],
      clauses: [
        clause('1', 'includes', "children's social care"),
        clause('2', 'excludes', "children's social care", B),
      ],
    })
    const threeWay = post({ reach: [reach(A), reach(B, 'agreement'), reach(C, 'agreement')] })
    assert.deepEqual(opens([threeWay], [forOne]), { [A]: 'write', [C]: 'write' })
  })
  test('one function in and another out: the post reaches by the one that is in', () => {
    const nights = agreement({
      clauses: [clause('1', 'includes', 'emergency duty'), clause('2', 'excludes', "children's social care")],
    })
    const both = post({ functions: ["children's social care", 'emergency duty'] })
    assert.equal(opens([both], [nights])[B], 'write')
    assert.equal(opens([post()], [nights])[B], undefined)
  })
  test('it begins on its first day and holds through its last', () => {
    const oneDay = agreement({ startsOn: '2026-11-18', endsOn: '2026-11-18' })
    assert.equal(opens([shared], [oneDay], londonTime('2026-11-17T23:59'))[B], undefined)
    assert.equal(opens([shared], [oneDay], londonTime('2026-11-18T00:00'))[B], 'write')
    assert.equal(opens([shared], [oneDay], londonTime('2026-11-18T23:59'))[B], 'write')
    assert.equal(opens([shared], [oneDay], londonTime('2026-11-19T00:00'))[B], undefined)
  })
  test('days begin at midnight in England, also in summer', () => {
    const summer = agreement({ startsOn: '2026-07-02' })
    assert.equal(opens([shared], [summer], Temporal.Instant.from('2026-07-01T22:59:59Z'))[B], undefined)
    assert.equal(opens([shared], [summer], Temporal.Instant.from('2026-07-01T23:00:00Z'))[B], 'write')
  })
  test('a council that left is no party the day after; one that joins later is none before', () => {
    assert.equal(
      opens([shared], [agreement({ parties: [party(A), party(B, true, '2016-10-01', '2026-11-17')] })])[B],
      undefined,
    )
    assert.equal(
      opens([shared], [agreement({ parties: [party(A), party(B, true, '2016-10-01', '2026-11-18')] })])[B],
      'write',
    )
    assert.equal(opens([shared], [agreement({ parties: [party(A), party(B, true, '2026-11-19')] })])[B], undefined)
    assert.equal(
      opens([shared], [agreement({ parties: [party(A, true, '2016-10-01', '2026-11-17'), party(B)] })])[B],
      undefined,
    )
  })
})

describe('ending mid-session', () => {
  const ends = '2026-11-18T12:00:00Z'
  const before = Temporal.Instant.from(ends).subtract({ seconds: 1 })
  test('an agreement ended by somebody opens nothing from that very moment', () => {
    const ended = agreement({ endedAt: ends })
    assert.deepEqual(opens([post()], [ended], before), { [A]: 'write', [B]: 'write' })
    assert.deepEqual(opens([post()], [ended], noon), { [A]: 'write' })
  })
  test('a post ended by somebody opens nothing from that very moment, nor does it stay in the directory', () => {
    const ended = post({ endedAt: ends })
    assert.deepEqual(opens([ended], [], before), { [A]: 'write' })
    const after = scopesOf(factsOf([ended], [agreement()]), noon)
    assert.deepEqual([opensOf(after), after.directory, after.manage, after.livePosts], [{}, [], [], []])
  })
  test('another post of the same person goes on', () => {
    assert.deepEqual(opens([post({ endedAt: ends }), post({ postId: 'second', role: 'director' })]), { [A]: 'record' })
  })
})

describe('hours', () => {
  const nights = agreement({ hours: { from: '17:00', to: '09:00', nonWorkingDays: true }, level: 'summary' })
  const worker = post({ employerId: B, role: 'emergency duty worker', reach: [reach(A, 'agreement')] })
  const at = (text: string) => opens([worker], [nights], londonTime(text))[A] === 'summary'

  test('a night team that serves from 17:00 to 09:00 is in from the first minute to the last', () => {
    const wednesday = ['16:59:59', '17:00', '23:59', '08:59:59', '09:00', '12:00'].map((time) =>
      at(`2026-11-18T${time}`),
    )
    assert.deepEqual(wednesday, [false, true, true, true, false, false])
    assert.equal(at('2026-11-18T00:00'), true)
  })
  test('hours within one day are open from the first minute and closed at the last', () => {
    const days = agreement({ hours: { from: '09:00', to: '17:00', nonWorkingDays: false } })
    const open = (time: string) => opens([worker], [days], londonTime(`2026-11-18T${time}`))[A] !== undefined
    assert.deepEqual(['08:59:59', '09:00', '16:59:59', '17:00', '00:00'].map(open), [false, true, true, false, false])
  })
  test('weekends and bank holidays are open all day', () => {
    assert.equal(at('2026-11-21T12:00'), true)
    assert.equal(at('2026-12-25T12:00'), true)
    assert.equal(at('2026-12-28T12:00'), true)
  })
  test("a council's own closure day counts for its children only", () => {
    const lent = post({ reach: [reach(B, 'agreement')] })
    assert.equal(opens([lent], [nights], londonTime('2026-11-17T12:00'))[B], 'summary')
    assert.equal(at('2026-11-17T12:00'), false)
  })
  test('without non-working days in the agreement a Saturday noon is closed', () => {
    const onlyHours = agreement({ hours: { from: '17:00', to: '09:00', nonWorkingDays: false } })
    assert.equal(opens([worker], [onlyHours], londonTime('2026-11-21T12:00'))[A], undefined)
  })
  test('both nights when the clocks change follow the clock on the wall', () => {
    const onlyHours = agreement({ hours: { from: '22:00', to: '06:00', nonWorkingDays: false } })
    const open = (instant: string) => opens([worker], [onlyHours], Temporal.Instant.from(instant))[A] !== undefined
    // forward on 29 March 2026 at 01:00: 06:00 comes at 05:00 UTC
    assert.deepEqual(['2026-03-29T04:59:59Z', '2026-03-29T05:00:00Z'].map(open), [true, false])
    // back on 25 October 2026 at 01:00 UTC: 01:30 comes twice, and 06:00 at 06:00 UTC
    assert.deepEqual(
      ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T05:59:59Z', '2026-10-25T06:00:00Z'].map(open),
      [true, true, true, false],
    )
    assert.equal(open('2026-10-24T20:59:59Z'), false)
    assert.equal(open('2026-10-24T21:00:00Z'), true)
  })
  test('the reason says which hours', () => {
    assert.deepEqual(reasons([worker], [nights], londonTime('2026-11-18T12:00')), [
      'the agreement opens records only from 17:00 to 09:00 and on non-working days',
    ])
  })
})

describe('peers', () => {
  const sampled = (councilId = B) => ({ councilId, childId: 'sampled', from: '2026-11-01', to: '2026-11-18' })
  const support = agreement({ kind: 'peer support', sample: [sampled()] })
  const peer = post({ role: 'peer', reach: [reach(B, 'agreement')] })

  test("read the agreed sample and find nobody else among the other council's children", () => {
    const scopes = scopesOf(factsOf([peer], [support]))
    assert.deepEqual(opensOf(scopes), {})
    assert.deepEqual(scopes.children, ['sampled'])
    assert.ok('allowed' in may(scopes, 'read a record', { councilId: B, childId: 'sampled' }))
    assert.ok('refused' in may(scopes, 'record a visit', { councilId: B, childId: 'sampled' }))
    assert.ok('refused' in may(scopes, 'open a child', { councilId: B, childId: 'another' }))
  })
  test('read it on its last day and not on the next', () => {
    const children = (time: string) => scopesOf(factsOf([peer], [support]), londonTime(time)).children
    assert.deepEqual([children('2026-11-18T23:59'), children('2026-11-19T00:00')], [['sampled'], []])
    assert.deepEqual(children('2026-10-31T23:59'), [])
  })
  test('lose it when the agreement is ended', () => {
    assert.deepEqual(scopesOf(factsOf([peer], [{ ...support, endedAt: noon.toString() }])).children, [])
  })
  test('never write, whatever their role at home', () => {
    const scopes = scopesOf(factsOf([post({ role: 'team manager' })], [support]))
    assert.deepEqual([opensOf(scopes), scopes.children], [{ [A]: 'write' }, ['sampled']])
  })
  test('go on reading at home, where the agreement takes nobody’s children from their own council', () => {
    const scopes = scopesOf(factsOf([post({ reach: [reach(A, 'agreement')] })], [{ ...support, sample: [sampled(A)] }]))
    assert.deepEqual([opensOf(scopes), scopes.children], [{ [A]: 'record' }, []])
  })
  test('a sample of a council the post does not reach opens nothing', () => {
    assert.deepEqual(scopesOf(factsOf([peer], [{ ...support, sample: [sampled(C)] }])).children, [])
  })
})

describe('restricted records', () => {
  const opened = [{ councilId: A, personId: 'child', from: '2026-01-01', to: '2026-11-18', relatives: ['mother'] }]
  test('open, with the family hidden beside the child, to a named person who works with that council', () => {
    assert.deepEqual(scopesOf(factsOf([post()], [], { opened })).children, ['child', 'mother'])
  })
  test('close the day after the naming ends', () => {
    assert.deepEqual(scopesOf(factsOf([post()], [], { opened }), londonTime('2026-11-19T00:00')).children, [])
  })
  test('being named is not enough: without a post that reads records there nothing opens', () => {
    for (const role of ['participation officer', 'elected member']) {
      assert.deepEqual(scopesOf(factsOf([post({ role })], [], { opened })).children, [])
    }
    assert.deepEqual(
      scopesOf(factsOf([post({ reach: [reach(B, 'agreement')] })], [agreement()], { opened })).children,
      [],
    )
  })
})

describe('the directory', () => {
  test('holds the councils one works for and those one shares an agreement with', () => {
    const scopes = scopesOf(
      factsOf([post({ reach: [reach(A)] })], [agreement({ parties: [party(A), party(B), party(C)] })]),
    )
    assert.deepEqual(scopes.directory, [A, B, C])
    assert.deepEqual(opensOf(scopes), { [A]: 'write' })
  })
  test('loses them when the agreement ends', () => {
    assert.deepEqual(
      scopesOf(factsOf([post({ reach: [reach(A)] })], [agreement({ endsOn: '2026-11-17' })])).directory,
      [A],
    )
  })
  test('is changed only by those who run it, and only in the council that employs them', () => {
    assert.deepEqual(scopesOf(factsOf([post({ role: 'human resources officer' })], [agreement()])).manage, [A])
    assert.deepEqual(scopesOf(factsOf([post()], [agreement()])).manage, [])
  })
})

describe('shares of a post', () => {
  test('a post shared half and half adds 0.5 to each council and 1.0 in total', () => {
    const shares = fteByCouncil(post())
    assert.deepEqual(shares, [
      { councilId: A, fte: 0.5 },
      { councilId: B, fte: 0.5 },
    ])
    assert.equal(
      shares.reduce((sum, one) => sum + one.fte, 0),
      1,
    )
  })
  test('a part-time post is divided as agreed', () => {
    assert.deepEqual(
      fteByCouncil(post({ fte: 0.6, reach: [reach(A, null, 75), reach(B, 'agreement', 25)] })).map(
        (one) => Math.round(one.fte * 1000) / 1000,
      ),
      [0.45, 0.15],
    )
  })
})

describe('a record kept in a system of the council’s own', () => {
  const mirrored = (councilId: number) => councilId === B
  const shared = scopesIn([post()], [agreement()])
  function scopesIn(posts: Post[], arrangements: Arrangement[]): Scopes {
    return compileScopes(factsOf(posts, arrangements), noon, calendars, mirrored)
  }
  test('is read here and changed by nobody, whatever post or agreement would allow it', () => {
    assert.deepEqual(opensOf(shared), { [A]: 'write', [B]: 'record' })
    const own = scopesIn([post({ employerId: B, reach: [reach(B)] })], [])
    assert.deepEqual(opensOf(own), { [B]: 'record' })
  })
  test('says in plain words why it cannot be changed', () => {
    const decision = may(shared, 'record a visit', { councilId: B, childId: 'child' })
    assert.ok('refused' in decision)
    assert.match(decision.refused, /keeps its records in a system of its own/)
    assert.equal(decision.hidden, false)
  })
})

describe('glass that was broken', () => {
  const summaryOnly = agreement({ level: 'summary', title: 'the night team' })
  const broken = (until: string, councilId = B) =>
    scopesOf(factsOf([post()], [summaryOnly], { broken: [{ councilId, childId: 'child', breakId: 'break', until }] }))
  test('opens the whole record of that child to read, nothing to write, and no other child', () => {
    const scopes = broken(noon.add({ minutes: 1 }).toString())
    assert.deepEqual(may(scopes, 'read a record', { councilId: B, childId: 'child' }), {
      allowed: 'opened by break-glass, for a while',
      arrangementId: null,
    })
    assert.ok('refused' in may(scopes, 'read a record', { councilId: B, childId: 'other child' }))
    assert.ok('refused' in may(scopes, 'write a case note', { councilId: B, childId: 'child' }))
  })
  test('closes by itself at its moment, and with the summary it went beyond', () => {
    assert.deepEqual(broken(noon.toString()).children, [])
    const after = scopesOf(
      factsOf([post()], [{ ...summaryOnly, endedAt: noon.toString() }], {
        broken: [{ councilId: B, childId: 'child', breakId: 'break', until: noon.add({ hours: 1 }).toString() }],
      }),
    )
    assert.deepEqual(after.children, [])
  })
})

describe('papers to be signed', () => {
  test('are shown to whoever runs the directory of a council they name', () => {
    const proposed = [
      { proposalId: 'ours', partyIds: [A, C] },
      { proposalId: 'theirs', partyIds: [B, C] },
    ]
    const of = (role: string) => scopesOf(factsOf([post({ role })], [], { proposed })).proposals
    assert.deepEqual(of('service manager'), ['ours'])
    assert.deepEqual(of('social worker'), [])
  })
})
