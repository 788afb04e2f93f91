import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { findingsOf } from '../testing.ts'
import { ssda903Rules } from './index.ts'
import { ssda903Examples } from './testing.ts'

const latestYear = 2027
const facts = join(import.meta.dirname, '..', '..', '..', '..', '..', '..', 'shared', 'domain', 'ssda903-rules.json')

describe('every check of the SSDA903 return', () => {
  if (existsSync(facts)) {
    test('is written, all that the department numbers', () => {
      const { rules } = JSON.parse(readFileSync(facts, 'utf8')) as { rules: { code: string }[] }
      const codes = new Set(ssda903Rules.map(({ code }) => code))
      assert.deepEqual(
        rules.map(({ code }) => code).filter((code) => !codes.has(code)),
        [],
      )
    })
  } else {
    test('there is no ../shared/domain here: the list of the department’s numbers was not compared', () => {})
  }
  test('is in the list once for any year', () => {
    for (const [code, versions] of Map.groupBy(ssda903Rules, (rule) => rule.code)) {
      for (let year = 2023; year <= latestYear; year++) {
        const standing = versions.filter((rule) => rule.since <= year && year <= (rule.until ?? latestYear))
        assert.ok(standing.length <= 1, `${code} stands ${standing.length} times in ${year}`)
      }
    }
  })
  test('has an example, and no example is left over', () => {
    const wanted = ssda903Rules.map(exampleOf)
    assert.deepEqual(
      Object.keys(ssda903Examples).filter((name) => !wanted.includes(name)),
      [],
    )
  })
  for (const rule of ssda903Rules) {
    const name = exampleOf(rule)
    test(`${name} passes and fails: ${rule.says}`, () => {
      const example = ssda903Examples[name]
      assert.ok(example, `${name} has no example`)
      const year = Math.min(rule.until ?? latestYear, latestYear)
      const passing = findingsOf([rule], example.passes, year, example)
      assert.deepEqual(passing.outcome.failed, [])
      assert.equal(passing.outcome.ran.length, 1, `not asked: ${passing.outcome.notApplicable[0]?.reason}`)
      assert.deepEqual(passing.cells, [], 'the passing return has findings')
      const failing = findingsOf([rule], example.fails, year, example)
      assert.deepEqual(failing.outcome.failed, [])
      assert.ok(failing.cells.length > 0, 'the failing return has no finding')
      if (example.at) {
        const at = failing.cells.map(({ table, row, column }) => `${table} ${row} ${column}`)
        assert.deepEqual(at.sort(), [...example.at].sort())
      }
    })
  }
  test('tells people what is wrong, what to do, and cannot be mistaken for its neighbours', () => {
    for (const { code, says, fix } of ssda903Rules) {
      assert.match(says, /^[A-Z].{15,200}[^.]$/s, `${code}: a sentence without a full stop, up to 200 characters`)
      assert.match(fix, /^[A-Z].{10,250}[^.]$/s, `${code}: what to do, without a full stop, up to 250 characters`)
    }
  })
})

/** `355`, or `101@2023` for a version that a later one replaced. */
function exampleOf(rule: { code: string; until?: number }): string {
  const last = ssda903Rules
    .filter(({ code }) => code === rule.code)
    .every(({ until }) => (until ?? 9999) <= (rule.until ?? 9999))
  return last ? rule.code : `${rule.code}@${rule.until}`
}
