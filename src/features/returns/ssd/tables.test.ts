import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isCodeList } from './rows.ts'
import { fieldsOf, jsonKeys, kindOf, ssdTableNames, ssdTables } from './tables.ts'

test('there are 48 tables and 361 fields, each field once', () => {
  assert.equal(ssdTableNames.length, 48)
  const fields = ssdTableNames.flatMap(fieldsOf)
  assert.equal(fields.length, 361)
  assert.equal(new Set(fields).size, 361)
})

test('a field tells its type, its length, its codes and whom it points to', () => {
  assert.deepEqual(kindOf('ssd_disability', 'disa_disability_code'), {
    type: 'nvarchar(48)',
    length: 48,
    codes: 'disability',
    key: false,
    refersTo: null,
  })
  assert.equal(kindOf('ssd_disability', 'disa_person_id').refersTo, 'ssd_person.pers_person_id')
  assert.ok(kindOf('ssd_person', 'pers_person_id').key)
  assert.equal(kindOf('ssd_person', 'pers_upn').length, null)
  assert.equal(kindOf('ssd_cla_immunisations', 'clai_immunisations_status').length, 1)
})

test('the tables are those of the published standard: every field, type, key, code and object', (t) => {
  const reference = new URL('../../../../../shared/domain/ssd.json', import.meta.url)
  if (!existsSync(reference)) return t.diagnostic('not compared: ../shared/domain/ssd.json is not here')
  type Field = { field: string; type: string; pk?: boolean; fk?: string; codes?: string; jsonKeys?: string[] }
  const published = JSON.parse(readFileSync(reference, 'utf8')) as { tables: { table: string; fields: Field[] }[] }
  assert.deepEqual(
    ssdTableNames.map((table) => [table, Object.entries(ssdTables[table])]),
    published.tables.map(({ table, fields }) => [
      table,
      fields.map(({ field, type, pk, fk, codes }) => [
        field,
        [type, ...(pk ? ['pk'] : []), ...(fk ? ['->', fk] : []), ...(codes ? ['codes', codes] : [])].join(' '),
      ]),
    ]),
  )
  assert.deepEqual(
    jsonKeys,
    Object.fromEntries(
      published.tables.flatMap(({ fields }) =>
        fields.flatMap(({ field, jsonKeys: keys }) => (keys ? [[field, keys]] : [])),
      ),
    ),
  )
})

test('codes are those of the statutory returns, or lists of the standard’s own', () => {
  const own = ['care-leaver-eligibility', 'sen-type', 'ssd-permanence-plan']
  for (const table of ssdTableNames) {
    for (const field of fieldsOf(table)) {
      const { codes } = kindOf(table, field)
      if (codes !== null) assert.ok(isCodeList(codes) || own.includes(codes), `${field}: ${codes}`)
    }
  }
})
