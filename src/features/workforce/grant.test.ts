import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Clause, covered } from '../../access/scopes.ts'
import { grantRefusal, type Wanted } from './grant.ts'

const clause = (
  number: string,
  effect: Clause['effect'],
  functionName: string,
  words: string,
  partyId: number | null = null,
): Clause => ({ clause: number, effect, functionName, partyId, words })
const names: Record<number, string> = { 911: 'Northfield', 912: 'Southmere', 913: 'Eastmarsh' }

const staffing = {
  title: 'the shared staffing arrangement',
  kind: 'joint employment',
  level: null,
  roles: null,
  partyIds: [911, 912],
  parties: [
    { councilId: 911, opensRecords: false },
    { councilId: 912, opensRecords: false },
  ],
  clauses: [
    clause('2', 'includes', 'all corporate services', 'All other staff.'),
    clause('4', 'excludes', "children's social care", 'Children’s services stay outside this arrangement.'),
  ],
}
const loan = {
  ...staffing,
  title: 'the loan of assessors',
  kind: 'section 113',
  level: 'record',
  parties: [
    { councilId: 911, opensRecords: true },
    { councilId: 912, opensRecords: true },
  ],
  clauses: [
    clause('1', 'includes', 'fostering', 'Assessors read the records.'),
    clause('5', 'excludes', "children's social care", 'No cases are held.'),
  ],
}
const wanted = (more: Partial<Wanted<Clause>>): Wanted<Clause> => ({
  employerId: 911,
  role: 'social worker',
  functions: ["children's social care"],
  opensRecords: false,
  serves: [911, 912],
  agreement: staffing,
  covered,
  name: (id) => names[id] ?? String(id),
  ...more,
})

test('A children’s post under a staffing arrangement that leaves children out is refused with the clause and its words', () => {
  const refusal = grantRefusal(wanted({}))
  assert.equal(refusal?.field, 'functions')
  assert.equal(refusal?.clause, '4')
  assert.equal(
    refusal?.words,
    "Children's social care is outside the shared staffing arrangement. Clause 4 says: “Children’s services stay outside this arrangement.”",
  )
})

test('It is refused as well when the post serves only the council that employs under the arrangement', () => {
  assert.equal(grantRefusal(wanted({ serves: [911] }))?.clause, '4')
})

test('A corporate post under it is granted', () => {
  assert.equal(grantRefusal(wanted({ functions: ['all corporate services'] })), null)
})

test('A function that no clause names is refused too, and says so', () => {
  assert.match(
    grantRefusal(wanted({ functions: ['adoption'] }))?.words ?? '',
    /No clause of the shared staffing arrangement includes adoption/,
  )
})

test('Another council is served only under an agreement it is a party to', () => {
  assert.match(
    grantRefusal(wanted({ agreement: null }))?.words ?? '',
    /Select the agreement that lets the post serve Southmere/,
  )
  assert.match(
    grantRefusal(wanted({ functions: ['fostering'], serves: [911, 913], agreement: loan }))?.words ?? '',
    /Eastmarsh is no party to the loan of assessors/,
  )
})

test('A post of one’s own council needs no agreement', () => {
  assert.equal(grantRefusal(wanted({ serves: [911], agreement: null })), null)
})

test('An agreement that opens no record cannot give a post one', () => {
  const refusal = grantRefusal(wanted({ functions: ['all corporate services'], opensRecords: true }))
  assert.equal(refusal?.field, 'opensRecords')
  assert.match(refusal?.words ?? '', /opens no child’s record of Southmere/)
})

test('A loan for fostering reaches fostering and nothing else in the council that receives it', () => {
  assert.equal(grantRefusal(wanted({ functions: ['fostering'], agreement: loan, opensRecords: true })), null)
  assert.equal(
    grantRefusal(wanted({ functions: ['fostering', "children's social care"], agreement: loan, opensRecords: true }))
      ?.clause,
    '5',
  )
})

test('A post of a role the agreement is not for is refused, with the roles it is for', () => {
  const forManagers = { ...loan, roles: ['team manager', 'emergency duty worker'] }
  const refusal = grantRefusal(wanted({ agreement: forManagers, functions: ['fostering'] }))
  assert.deepEqual(
    [refusal?.field, refusal?.words],
    ['role', 'The loan of assessors is for posts of team manager and emergency duty worker only'],
  )
  assert.equal(grantRefusal(wanted({ agreement: forManagers, functions: ['fostering'], role: 'team manager' })), null)
})
