import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultWeights } from '../councils/index.ts'
import type { Case } from './caseload.ts'
import { type Able, suggest, type Wanted } from './suggestions.ts'

const held = (count: number, type: Case['type'] = 'need', family: string | null = null): Case[] =>
  Array.from({ length: count }, (_, at) => ({
    childId: `${type} ${family} ${at}`,
    type,
    highRisk: false,
    far: false,
    family,
  }))
const worker = (name: string, cases: Case[], more: Partial<Able> = {}): Able => ({
  workerId: name,
  name,
  cases,
  fte: 1,
  firstYear: false,
  duties: 0,
  languages: [],
  inTeam: true,
  ...more,
})
const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  one: { childId: 'new', type: 'protection', highRisk: false, far: false, family: null },
  siblingsHeldBy: [],
  heldBefore: [],
  language: null,
  ...more,
})
const names = (list: { name: string }[]): string[] => list.map((one) => one.name)

test('Of workers alike in all else the lightest caseload comes first, and at most three are suggested', () => {
  const list = suggest(
    wanted(),
    [worker('Ada', held(9)), worker('Ben', held(3)), worker('Cy', held(6)), worker('Di', held(12))],
    defaultWeights,
  )
  assert.deepEqual(names(list), ['Ben', 'Cy', 'Ada'])
  assert.equal(list[0]?.after.points, 28)
  assert.ok(list[0]?.reasons.includes('load'))
  assert.ok(list[0]?.words.includes('the lightest caseload of these'))
})

test('The worker who holds a brother or sister comes first, and the child then counts as one of the family', () => {
  const family = held(1, 'protection', 'family a')
  const list = suggest(
    wanted({
      one: { childId: 'new', type: 'protection', highRisk: false, far: false, family: 'family a' },
      siblingsHeldBy: ['Ada'],
    }),
    [worker('Ada', [...family, ...held(8)]), worker('Ben', held(2))],
    defaultWeights,
  )
  assert.deepEqual(names(list), ['Ada', 'Ben'])
  assert.equal(list[0]?.after.points, 10 + 6 + 48)
  assert.ok(list[0]?.words.includes('holds a brother or sister'))
})

test('Somebody who knew the child before comes ahead of somebody with a little less to do', () => {
  const list = suggest(
    wanted({ heldBefore: ['Ada'] }),
    [worker('Ada', held(5)), worker('Ben', held(4))],
    defaultWeights,
  )
  assert.deepEqual(names(list), ['Ada', 'Ben'])
  assert.ok(list[0]?.words.includes('has known this child before'))
})

test('A language the family needs is a reason, where it is recorded', () => {
  const list = suggest(
    wanted({ language: 'Tigrinya' }),
    [worker('Ada', held(4)), worker('Ben', held(5), { languages: ['Tigrinya'] })],
    defaultWeights,
  )
  assert.equal(list[0]?.name, 'Ben')
  assert.ok(list[0]?.words.includes('works in Tigrinya'))
})

test('A worker whom the child would take over the ceiling is left out while anybody else can take it', () => {
  const full = worker('Ada', held(13))
  assert.deepEqual(
    names(suggest(wanted({ siblingsHeldBy: ['Ada'] }), [full, worker('Ben', held(12))], defaultWeights)),
    ['Ben'],
  )
  const onlyFull = suggest(wanted(), [full], defaultWeights)
  assert.deepEqual(names(onlyFull), ['Ada'])
  assert.match(onlyFull[0]?.words[0] ?? '', /points over$/)
})

test('A first-year worker is never asked beyond the protected number, even when nobody else is there', () => {
  const beginner = worker('Ada', held(12, 'leaver'), { firstYear: true })
  assert.deepEqual(suggest(wanted(), [beginner], defaultWeights), [])
})
