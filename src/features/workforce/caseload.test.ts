import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../lib/day.ts'
import { defaultWeights } from '../councils/index.ts'
import {
  type Case,
  capacityOf,
  caseloadPoints,
  caseOf,
  caseType,
  isWeighed,
  loadOf,
  plainCaseload,
  type State,
} from './caseload.ts'

const today = day('2026-11-23')
const one = (type: Case['type'], more: Partial<Case> = {}): Case => ({
  childId: `${type} ${Math.random()}`,
  type,
  highRisk: false,
  far: false,
  family: null,
  ...more,
})
const fullTime = { fte: 1, firstYear: false, duties: 0 }
const state = (kind: string, startsOn = '2026-01-05', more: Partial<State> = {}): State => ({
  kind,
  code: null,
  startsOn: day(startsOn),
  detail: {},
  ...more,
})

test('Three brothers and sisters on protection plans, two unsettled and three in need are 56 of 85 points, 66 percent', () => {
  const cases = [
    one('protection', { family: 'a' }),
    one('protection', { family: 'a' }),
    one('protection', { family: 'a' }),
    one('unsettled'),
    one('unsettled'),
    one('need'),
    one('need'),
    one('need'),
  ]
  const load = loadOf(cases, fullTime, defaultWeights)
  assert.equal(load.points, 56)
  assert.equal(load.capacity, 85)
  assert.equal(load.percent, 66)
  assert.equal(load.children, 8)
  assert.equal(load.state, 'room')
  assert.equal(load.over, null)
})

test('Of brothers and sisters the heaviest counts whole and the others six tenths, whichever is listed first', () => {
  const family = [
    one('need', { family: 'a' }),
    one('protection', { family: 'a', highRisk: true }),
    one('leaver', { family: 'a' }),
  ]
  assert.equal(caseloadPoints(family, defaultWeights), 12 + 3.6 + 2.4)
  assert.equal(caseloadPoints(family.toReversed(), defaultWeights), 18)
})

test('High risk adds two points and a home more than twenty miles away one', () => {
  assert.equal(caseloadPoints([one('settled', { highRisk: true, far: true })], defaultWeights), 8)
})

test('A half-time worker can carry half, and other duties take away from it', () => {
  assert.equal(capacityOf({ fte: 0.5, firstYear: false, duties: 0 }, defaultWeights), 42.5)
  assert.equal(capacityOf({ fte: 1, firstYear: false, duties: 10 }, defaultWeights), 75)
  assert.equal(capacityOf({ fte: 0.1, firstYear: false, duties: 30 }, defaultWeights), 0)
})

test('In the first year a worker carries less, and never more than twelve children', () => {
  const beginner = { fte: 1, firstYear: true, duties: 0 }
  assert.equal(capacityOf(beginner, defaultWeights), 75)
  const twelve = Array.from({ length: 12 }, () => one('leaver'))
  assert.equal(loadOf(twelve, beginner, defaultWeights).state, 'room')
  const load = loadOf([...twelve, one('leaver')], beginner, defaultWeights)
  assert.equal(load.state, 'over')
  assert.equal(load.over, '1 over the 12 children of a first year')
})

test('From nine tenths a caseload is nearly full, and above the whole it is over and says by how much', () => {
  const eight = Array.from({ length: 8 }, () => one('protection'))
  assert.equal(loadOf(eight, fullTime, defaultWeights).state, 'nearly full')
  assert.equal(loadOf([...eight, one('leaver')], fullTime, defaultWeights).state, 'nearly full')
  const over = loadOf([...eight, one('need')], fullTime, defaultWeights)
  assert.equal(over.state, 'over')
  assert.equal(over.over, '1 point over')
})

test('A council that weighs a child in need at eight points gets eight points', () => {
  assert.equal(caseloadPoints([one('need'), one('need')], { ...defaultWeights, need: 8 }), 16)
})

test('A child on a plan and in court counts as protection even while looked after', () => {
  assert.equal(
    caseType([state('looked_after'), state('placement', '2020-01-01'), state('proceedings')], today),
    'protection',
  )
})

test('A child in care is settled after half a year in one placement, and not while missing from it', () => {
  const settled = [state('looked_after', '2024-01-01'), state('placement', '2026-05-01')]
  assert.equal(caseType(settled, today), 'settled')
  assert.equal(caseType([...settled, state('missing', '2026-11-22')], today), 'unsettled')
  assert.equal(caseType([state('looked_after', '2024-01-01'), state('placement', '2026-07-01')], today), 'unsettled')
  assert.equal(caseType([state('looked_after', '2026-11-20')], today), 'unsettled')
})

test('Exploitation, self-harm and being missing are high risks; an allergy is not', () => {
  const risky = (code: string) => caseOf('c', [state('risk', '2026-01-01', { code })], null, today).highRisk
  assert.equal(risky('exploitation'), true)
  assert.equal(risky('allergy'), false)
  assert.equal(caseOf('c', [state('missing')], null, today).highRisk, true)
})

test('A placement more than twenty miles away is far, one at twenty is not', () => {
  const placed = (miles: number) =>
    caseOf('c', [state('placement', '2026-01-01', { detail: { distance: miles } })], null, today).far
  assert.equal(placed(20), false)
  assert.equal(placed(20.5), true)
})

test('The plain caseload is cases for each whole-time case-holder', () => {
  assert.equal(plainCaseload(128, 7.6), 16.8)
  assert.equal(plainCaseload(3, 0), null)
})

test('The work of reviewing officers and chairs is not weighed in points', () => {
  assert.equal(isWeighed('social worker'), true)
  assert.equal(isWeighed('reviewing officer'), false)
  assert.equal(isWeighed('conference chair'), false)
})
