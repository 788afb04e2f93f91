import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isProfessional, placeOf } from '../people/family.ts'
import { contactProblem, relationBack, relations } from './household.ts'

test('a brother’s record says sister where the child is a girl, and half and step stay so', () => {
  assert.equal(relationBack('brother', 'F'), 'sister')
  assert.equal(relationBack('half-sister', 'M'), 'half-brother')
  assert.equal(relationBack('step-brother', null), 'step-sibling')
  assert.equal(relationBack('mother', 'F'), null)
})

test('every relation on offer has its place in the family, and professionals stand apart', () => {
  for (const kind of relations.family) assert.notEqual(placeOf(kind).circle, 'network', kind)
  for (const kind of relations.carers) assert.equal(placeOf(kind).circle, 'carer', kind)
  for (const kind of relations.professionals) assert.equal(isProfessional({ kind, profession: null }), true, kind)
})

test('telephone numbers and e-mail addresses are read as people write them', () => {
  assert.equal(contactProblem('mobile', '07700 900 123'), null)
  assert.equal(contactProblem('home phone', '+44 20 7946 0000'), null)
  assert.match(contactProblem('mobile', '0770') ?? '', /Enter a telephone number/)
  assert.equal(contactProblem('email', 'nan@example.org'), null)
  assert.match(contactProblem('email', 'nan at example') ?? '', /Enter an e-mail address/)
})
