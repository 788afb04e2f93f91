import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { groupFamily, isProfessional, placeOf, type Relative, workOf } from './family.ts'
import { ageSentence, contactLine, displayName, fullNameIfDifferent, nhsNumberWords, phoneWords } from './person.ts'

const relative = (id: string, kind: string, more: Partial<Relative> = {}): Relative => ({
  id,
  councilId: 911,
  name: id,
  kind,
  parentalResponsibility: false,
  livesWith: false,
  profession: null,
  born: null,
  ...more,
})

test('a relation is understood however it was written', () => {
  const circles = (...kinds: string[]) => kinds.map((kind) => placeOf(kind).circle)
  assert.deepEqual(circles('mother', 'Father', 'step-mother', 'adoptive_mother'), [
    'parent',
    'parent',
    'parent',
    'parent',
  ])
  assert.deepEqual(circles('half-brother', 'sister', 'twin', 'step sibling'), [
    'sibling',
    'sibling',
    'sibling',
    'sibling',
  ])
  assert.deepEqual(circles('maternal grandmother', 'paternal grandfather'), ['grandparent', 'grandparent'])
  assert.deepEqual(circles('foster carer', 'kinship foster carer', 'special guardian', 'prospective adopter'), [
    'carer',
    'carer',
    'carer',
    'carer',
  ])
  assert.deepEqual(circles('aunt', 'cousin', 'family friend', 'daughter', 'partner'), [
    'relative',
    'relative',
    'friend',
    'own child',
    'partner',
  ])
  assert.deepEqual(circles('health visitor', 'GP', 'designated teacher', 'something new'), [
    'network',
    'network',
    'network',
    'network',
  ])
  assert.deepEqual(
    [placeOf('maternal grandmother').side, placeOf('paternal aunt').side, placeOf('grandmother').side],
    ['mother', 'father', null],
  )
  assert.deepEqual(
    [placeOf('mother').full, placeOf('stepmother').full, placeOf('half-sister').full],
    [true, false, false],
  )
})

test('a mother who is a nurse is family, a nurse who visits is not', () => {
  assert.equal(isProfessional({ kind: 'mother', profession: 'Nurse' }), false)
  assert.equal(isProfessional({ kind: 'health visitor', profession: 'Health visitor' }), true)
  assert.equal(workOf({ kind: 'teacher', profession: 'Teacher', organisation: 'Example School' }), 'Example School')
})

test('a household is told with parents first and children from the oldest', () => {
  const family = groupFamily([
    relative('small', 'brother', { livesWith: true, born: '2024-01-01' }),
    relative('mother', 'mother', { livesWith: true }),
    relative('big', 'sister', { livesWith: true, born: '2012-01-01' }),
    relative('gran', 'grandmother', { livesWith: true }),
    relative('father', 'father'),
    relative('teacher', 'teacher', { profession: 'Teacher' }),
  ])
  assert.deepEqual(
    family.household.map((one) => one.id),
    ['mother', 'gran', 'big', 'small'],
  )
  assert.deepEqual([family.parents.length, family.siblings.length, family.network.length], [2, 2, 1])
})

test('a person is called by the name they answer to', () => {
  const person = { givenName: 'Amina', familyName: 'Yusufari', knownAs: 'Mina' }
  assert.deepEqual([displayName(person), fullNameIfDifferent(person)], ['Mina Yusufari', 'Amina Yusufari'])
  assert.deepEqual(
    [displayName({ ...person, knownAs: null }), fullNameIfDifferent({ ...person, knownAs: null })],
    ['Amina Yusufari', null],
  )
  assert.equal(displayName({ givenName: '', familyName: '', knownAs: null }), 'Name not known')
})

test('an age says when it is estimated, and that a child is not yet born', () => {
  const today = day('2026-11-20')
  const birth = { bornOn: day('2017-04-02'), birthEstimated: false, expectedOn: null, diedOn: null }
  assert.equal(ageSentence(birth, today), '9 years')
  assert.equal(ageSentence({ ...birth, birthEstimated: true }, today), 'about 9 years')
  assert.equal(ageSentence({ ...birth, bornOn: day('2026-11-08') }, today), '12 days')
  assert.equal(ageSentence({ ...birth, bornOn: null, expectedOn: day('2027-02-01') }, today), 'Not yet born')
  assert.equal(ageSentence({ ...birth, bornOn: null }, today), 'Age not known')
  assert.equal(ageSentence({ ...birth, diedOn: day('2026-05-01') }, today), 'Died at 9 years')
})

test('numbers are written as they are read aloud, and a telephone rings from a phone', () => {
  assert.deepEqual(
    [phoneWords('02079460031'), phoneWords('07700900123'), phoneWords('+48 22 1234567')],
    ['020 7946 0031', '07700 900123', '+48 22 1234567'],
  )
  assert.deepEqual(contactLine({ kind: 'mobile', value: '07700 900 123', note: null }).dial, '07700900123')
  assert.equal(contactLine({ kind: 'mobile', value: 'ask her sister', note: null }).dial, null)
  assert.equal(nhsNumberWords('9990000042'), '999 000 0042')
})
