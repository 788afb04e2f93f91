import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../lib/day.ts'
import {
  type Agreement,
  byService,
  closedInWords,
  countsByPair,
  type Facts,
  opensInWords,
  pairKey,
  sharedServices,
  stateOn,
} from './agreement.ts'

const today = day('2026-11-23')
const names: Record<number, string> = { 911: 'Northfield', 912: 'Southmere', 913: 'Eastmarsh' }
const name = (id: number): string => names[id] ?? String(id)

let made = 0
const agreement = (kind: Agreement['kind'], councils: readonly number[], more: Partial<Agreement> = {}): Agreement => ({
  hostId: councils[0] ?? 911,
  arrangementId: `agreement ${++made}`,
  title: `agreement ${made}`,
  kind,
  service: `service ${made}`,
  startsOn: day('2015-04-01'),
  endsOn: null,
  endedOn: null,
  parties: councils.map((partyId) => ({ partyId, joinedOn: day('2015-04-01'), leftOn: null, opensRecords: true })),
  ...more,
})

test('A council’s page counts every service it shares, a pair’s page only those the two share, from one register', () => {
  const register = [
    ...Array.from({ length: 5 }, () => agreement('section 113', [911, 912])),
    ...Array.from({ length: 9 }, () => agreement('section 113', [913, 911])),
    agreement('section 113', [911, 912, 913], { service: 'night team' }),
    agreement('shared system', [911, 912]),
    agreement('joint committee', [911, 913]),
    agreement('section 113', [911, 912], { endsOn: day('2021-03-31') }),
    agreement('section 113', [911, 912], { startsOn: day('2027-04-01') }),
    agreement('section 113', [911, 912], { endedOn: today }),
  ]
  assert.equal(sharedServices(register, today, 911).length, 15)
  assert.equal(sharedServices(register, today, 911, 912).length, 6)
  const counts = countsByPair(register, today, [911, 912, 913])
  assert.equal(counts.get(pairKey(911, 911)), 15)
  assert.equal(counts.get(pairKey(912, 911)), 6)
  assert.equal(counts.get(pairKey(912, 913)), 1)
})

test('Partners belong to a service, not to a pair of councils', () => {
  const lines = byService(
    [
      agreement('section 113', [911, 912, 913], { service: 'Night team' }),
      agreement('section 113', [912, 911], { service: 'Legal' }),
    ],
    today,
  )
  assert.deepEqual(
    lines.map((line) => [line.service, line.councils]),
    [
      ['Legal', [912, 911]],
      ['Night team', [911, 912, 913]],
    ],
  )
})

test('A council that left is no party any more', () => {
  const one = agreement('section 113', [911, 912])
  const left = { ...one, parties: [one.parties[0]!, { ...one.parties[1]!, leftOn: day('2025-03-31') }] }
  assert.equal(sharedServices([left], today, 912).length, 0)
})

test('An agreement is in force from its first day to its last, and ended from the moment somebody ended it', () => {
  const one = agreement('section 113', [911, 912], { startsOn: day('2026-11-23'), endsOn: day('2026-11-23') })
  assert.equal(stateOn(one, day('2026-11-22')), 'agreed, not begun')
  assert.equal(stateOn(one, today), 'in force')
  assert.equal(stateOn(one, day('2026-11-24')), 'ended')
  assert.equal(stateOn({ ...one, endsOn: null, endedOn: today }, today), 'ended')
})

const night: Facts = {
  kind: 'section 113',
  title: 'the night team',
  level: 'summary',
  hours: { from: '17:00', to: '09:00', nonWorkingDays: true },
  state: 'in force',
  parties: [
    { name: 'Northfield', opensRecords: true },
    { name: 'Southmere', opensRecords: true },
  ],
  clauses: [
    { clause: '3', effect: 'includes', functionName: 'emergency duty', partyId: null, words: 'At night.' },
    {
      clause: '6',
      effect: 'excludes',
      functionName: "children's quality and audit",
      partyId: null,
      words: 'No audit.',
    },
  ],
  childrensFunctions: ["children's social care", 'emergency duty', "children's quality and audit"],
}

test('A night team’s page says who may see what, whose, and when', () => {
  assert.equal(
    opensInWords(night)[0],
    'Staff with a post under it may see the summary of a child of Northfield and Southmere, from 17:00 to 09:00, and all day on days that are not working days, for emergency duty (clause 3).',
  )
  const closed = closedInWords(night, name)
  assert.deepEqual(closed[0], { words: "Children's quality and audit. No audit.", clause: 'Clause 6' })
  assert.match(closed[1]?.words ?? '', /No clause names children's social care/)
})

test('Joint employment opens nothing by itself, and says so with the clause that keeps children out', () => {
  const joint: Facts = {
    ...night,
    kind: 'joint employment',
    level: null,
    hours: null,
    parties: night.parties.map((party) => ({ ...party, opensRecords: false })),
    clauses: [
      {
        clause: '4',
        effect: 'excludes',
        functionName: "children's social care",
        partyId: 912,
        words: 'Each council keeps its own.',
      },
    ],
  }
  assert.deepEqual(opensInWords(joint), ['It opens no child’s record of any council.'])
  const closed = closedInWords(joint, name)
  assert.deepEqual(closed[0], {
    words: "Children's social care of Southmere. Each council keeps its own.",
    clause: 'Clause 4',
  })
  assert.ok(closed.some((one) => one.words === 'Being employed by both councils opens nothing by itself.'))
})

test('A shared system and a joint committee open no record whatever their clauses include', () => {
  for (const kind of ['shared system', 'joint committee'] as const) {
    assert.match(opensInWords({ ...night, kind })[0] ?? '', /opens no child’s record/)
  }
})

test('What has ended opens nothing, and what has not begun says when it will', () => {
  assert.deepEqual(opensInWords({ ...night, state: 'ended' }), ['It opens nothing any more: it has ended.'])
  assert.match(opensInWords({ ...night, state: 'agreed, not begun' })[0] ?? '', /^Once it begins, staff/)
})

test('Peer support opens an agreed sample and no other child', () => {
  assert.ok(
    opensInWords({ ...night, kind: 'peer support' }).some((one) =>
      one.startsWith('Only children in the agreed sample'),
    ),
  )
})

test('Clauses that say the same of several functions are told once, with all their numbers', () => {
  const out = (clause: string, functionName: string, words: string) => ({
    clause,
    effect: 'excludes' as const,
    functionName,
    partyId: null,
    words,
  })
  const closed = closedInWords(
    {
      ...night,
      clauses: [
        out('4', 'adoption', 'Stays apart.'),
        out('4(a)', 'fostering', 'Stays apart.'),
        out('5', 'legal', 'Other words.'),
      ],
    },
    name,
  )
  assert.deepEqual(closed.slice(0, 2), [
    { words: 'Adoption and fostering. Stays apart.', clause: 'Clauses 4 and 4(a)' },
    { words: 'Legal. Other words.', clause: 'Clause 5' },
  ])
})
