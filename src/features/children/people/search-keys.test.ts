import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { type PersonOnRecord, storedKeys, storedName } from './search-keys.ts'

const person = (more: Partial<PersonOnRecord> = {}): PersonOnRecord => ({
  givenName: 'Siobhán',
  familyName: "O'Keefe",
  knownAs: 'Shiv',
  bornOn: day('2017-04-02'),
  localId: 'N-1042',
  names: [{ givenName: 'Shevaun', familyName: 'Smith' }],
  identifiers: [
    { scheme: 'nhs', value: '9999 999 468' },
    { scheme: 'upn unknown', value: 'UN1' },
  ],
  addresses: [{ lines: '14 Acacia Road', postcode: 'SW11 1AA', confidential: false }],
  contacts: [
    { kind: 'mobile', value: '07700 900123' },
    { kind: 'email', value: 'siobhan@example.org' },
  ],
  ...more,
})

test('a person is found by every name, the birth date, the numbers, the telephone and the address', () => {
  const keys = storedKeys(person())
  for (const key of [
    'n:siobhan',
    'n:shiv',
    'n:shevaun',
    'n:smith',
    'b:2017-04-02',
    'c:SW111AA',
    'i:local:N1042',
    'i:nhs:9999999468',
  ]) {
    assert.equal(keys.includes(key), true, key)
  }
  assert.equal(
    keys.some((key) => key.includes('EXAMPLE') || key.includes('UN1')),
    false,
  )
})

test('a confidential address is never a way to find anybody', () => {
  const keys = storedKeys(
    person({ addresses: [{ lines: '14 Acacia Road', postcode: 'SW11 1AA', confidential: true }] }),
  )
  assert.equal(
    keys.some((key) => /^[aco]:/.test(key)),
    false,
  )
})

test('every key fits the table, however long the name', () => {
  const long = storedKeys(person({ givenName: `${'Ab '.repeat(33)}z`, familyName: 'y'.repeat(100) }))
  assert.equal(
    long.every((key) => key.length >= 3 && key.length <= 200),
    true,
  )
})

test('a list is ordered by the name as it sorts', () => {
  assert.equal(storedName({ givenName: 'Zoë', familyName: 'Ñuñez' }), 'zoe nunez')
})
