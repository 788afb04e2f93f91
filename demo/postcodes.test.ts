import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readPostcodeList } from '../src/features/returns/ssda903/postcode-list.ts'
import { boroughs } from './boroughs.ts'
import { farDistricts, nearDistricts } from './places.ts'

test('the list of postcodes knows every district of the eight boroughs and of where their children are placed', async () => {
  const postcodes = await readPostcodeList(join(import.meta.dirname, 'postcodes.csv'))
  for (const { districts, onsCode } of [...boroughs, ...nearDistricts, ...farDistricts]) {
    for (const district of districts) assert.equal(postcodes(`${district} 1AA`)?.authority, onsCode, district)
  }
})
test('placements far away are about as far from the boroughs as they are said to be', async () => {
  const postcodes = await readPostcodeList(join(import.meta.dirname, 'postcodes.csv'))
  const from = postcodes(`${boroughs[0]!.districts[0]} 1AA`)!
  for (const { districts, miles } of farDistricts) {
    for (const district of districts) {
      const to = postcodes(`${district} 1AA`)!
      const far = Math.hypot(from.easting - to.easting, from.northing - to.northing) / 1609.3
      assert.ok(Math.abs(far - miles) < miles * 0.15 + 3, `${district}: ${far.toFixed(0)} miles, said to be ${miles}`)
    }
  }
})
