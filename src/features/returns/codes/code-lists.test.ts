import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Code, codeLists, findCode } from './code-lists.ts'
import { isLocalAuthorityCode, localAuthorityCodes } from './local-authorities.ts'

test('a code is found in its list with what it means, and not in another', () => {
  assert.equal(
    findCode('ssda903-placement-type', 'K2')?.meaning,
    "Children's home under the Children's Homes Regulations",
  )
  assert.deepEqual(findCode('ssda903-placement-type', 'H5')?.until, '2024-25')
  assert.equal(findCode('ssda903-placement-type', 'N1'), undefined)
  assert.equal(findCode('ssda903-placement-type', 'k2'), undefined)
})

test('every list holds codes in capitals, each once, each with a meaning, and years that are return years', () => {
  for (const [name, list] of Object.entries<readonly Code[]>(codeLists)) {
    assert.equal(new Set(list.map(({ code }) => code)).size, list.length, name)
    for (const { code, meaning, from, until } of list) {
      assert.match(code, /^[A-Z0-9]+$/, name)
      assert.ok(meaning.trim().length > 0, `${name} ${code}`)
      for (const year of [from, until]) if (year !== undefined) assert.match(year, /^20\d\d-\d\d$/, `${name} ${code}`)
    }
  }
})

test('authorities are known by code, abolished ones too', () => {
  assert.ok(isLocalAuthorityCode(212))
  assert.ok(isLocalAuthorityCode(909))
  assert.ok(!isLocalAuthorityCode(999))
  for (const { code, onsCode, from, until } of localAuthorityCodes) {
    assert.ok(code >= 200 && code <= 999)
    assert.match(onsCode, /^E\d{8}$/)
    for (const on of [from, until]) if (on !== undefined) assert.match(on, /^\d{4}-\d\d-\d\d$/)
  }
})

const published = new URL('../../../../../shared/domain/codes/', import.meta.url)
const absent = existsSync(published)
  ? false
  : 'The published code lists (../shared/domain/codes) are not on this machine.'

test('the lists hold the codes that are published and no others', { skip: absent }, () => {
  const codesIn = (name: string): string[] =>
    JSON.parse(readFileSync(new URL(`${name}.json`, published), 'utf8')).map(({ code }: Code) => code)
  for (const [name, list] of Object.entries<readonly Code[]>(codeLists)) {
    assert.deepEqual(
      list.map(({ code }) => code),
      codesIn(name),
      name,
    )
  }
  assert.deepEqual(
    localAuthorityCodes.map(({ code }) => String(code)),
    codesIn('local-authorities'),
  )
})
