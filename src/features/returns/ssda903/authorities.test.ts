import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readCsv } from '../../../lib/csv.ts'
import { localAuthorityCodes } from '../codes/local-authorities.ts'
import { upperTierOf } from './authorities.ts'

const inForce = new Set(localAuthorityCodes.filter(({ until }) => until === undefined).map(({ onsCode }) => onsCode))

test('a district is looked up to the county that runs its children’s services, a unitary authority to itself', () => {
  assert.equal(upperTierOf('E07000061'), 'E10000011')
  assert.equal(upperTierOf('E07000246'), 'E06000066')
  for (const code of inForce) assert.equal(upperTierOf(code), code)
})

const published = new URL('../../../../../shared/conformance/peer-files/authorities.csv', import.meta.url)
const absent = existsSync(published) ? false : 'The published list of authorities (../shared) is not on this machine.'

test('every district of the published list belongs to the county it says, or to what took its place', {
  skip: absent,
}, async () => {
  const ended = new Set(localAuthorityCodes.filter(({ until }) => until !== undefined).map(({ onsCode }) => onsCode))
  let first = true
  let districts = 0
  for await (const { cells } of readCsv(fileURLToPath(published))) {
    const [lower, , county] = cells as [string, string, string]
    if (!first && lower.startsWith('E')) {
      const upper = upperTierOf(lower)
      if (ended.has(county)) assert.ok(inForce.has(upper), `${lower} of ${county}: ${upper}`)
      else assert.equal(upper, county, lower)
      if (lower !== county) districts++
    }
    first = false
  }
  assert.equal(districts, 181)
})
