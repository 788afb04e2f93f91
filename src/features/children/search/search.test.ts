import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { type Findable, matchOf, personKeys, queryKeys } from '../../../lib/search-keys.ts'
import { becauseWords, planOf, searchedFor, streetOf, waysToWiden } from './search.ts'

const today = day('2026-11-23')
const asked = (text: string) => queryKeys(text, today)
const plan = (text: string) => planOf(asked(text))
const driving = (text: string) => plan(text)?.drives.map((part) => part.kind) ?? null
const child: Findable = {
  names: [{ given: 'Siobhan', family: 'Okeefe' }],
  bornOn: day('2015-03-27'),
  postcode: null,
  phones: [],
  identifiers: [],
  addresses: [{ lines: 'Flat 2, 14 Acacia Road', postcode: 'SW11 1AA' }],
}
const because = (text: string): string[] | null => {
  const match = matchOf(asked(text), personKeys(child))
  return match === null ? null : becauseWords(match)
}

test('An age, a year or an area alone finds far too many and asks for more', () => {
  assert.equal(plan('aged 7'), null)
  assert.equal(plan('aged 7 SW11'), null)
  assert.equal(plan(''), null)
  assert.equal(plan('s'), null)
})

test('Two letters are the beginning of a name, and may be looked for', () => {
  assert.deepEqual(plan('si')?.prefix?.from, 'si')
})

test('People are found by the name and then checked against age and area, never the other way round', () => {
  assert.deepEqual(driving('siobhan about 11'), ['name'])
  assert.equal(plan('siobhan about 11')?.checks.length, 1)
  assert.deepEqual(driving('SW11 1AA siobhan'), ['name'])
})

test('A whole postcode alone finds people by itself, without its area', () => {
  const found = plan('SW11 1AA')
  assert.deepEqual(
    found?.drives.flatMap((part) => part.alternatives.map((one) => one.key)),
    ['c:SW111AA'],
  )
})

test('A phone number, a date of birth, an address and an NHS number each find people alone', () => {
  for (const text of ['07700 900123', '27/03/2015', '14 Acacia Road', '943 476 5919'])
    assert.notEqual(plan(text), null, text)
})

test('The page says why a child was found, in words that can be checked', () => {
  assert.deepEqual(because('Shevaun'), ['another spelling of “shevaun”'])
  assert.deepEqual(because('14 Acacia Road'), ['same address'])
  assert.deepEqual(because('Siobhan 27/03/2015')?.sort(), ['same date of birth', 'same name'])
})

test('What was searched for is said back, so that a slip is seen', () => {
  assert.deepEqual(searchedFor(asked('Siobhan SW11 1AA')), ['the name “siobhan”', 'the postcode SW111AA'])
  assert.deepEqual(searchedFor(asked('27/03/2015')), ['born on 27 March 2015'])
})

test('When nobody is found the page says how to look more widely', () => {
  assert.match(waysToWiden(asked('Siobhan 27/03/2015'))[0] ?? '', /Leave one thing out/)
  assert.ok(waysToWiden(asked('Siobhan')).some((way) => way.includes('date of birth')))
})

test('Only the street of an address is shown, never the house or flat', () => {
  assert.equal(streetOf('Flat 2, 14 Acacia Road, London'), 'Acacia Road')
  assert.equal(streetOf('14a Acacia Road\nLondon'), 'Acacia Road')
  assert.equal(streetOf('12-14 Acacia Road'), 'Acacia Road')
  assert.equal(streetOf('Rose Cottage, Mill Lane'), 'Rose Cottage')
  assert.equal(streetOf('Flat 2'), null)
})
