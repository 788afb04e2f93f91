import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { cinRules } from '../cin/rules/index.ts'
import { ssda903Rules } from '../ssda903/rules/index.ts'
import { changesBetween, changesInWords, ruleBook } from './rule-book.ts'

describe('the book of rules', () => {
  test('is the one the rules give: npm run rules -- --write makes it again', () => {
    const made = ruleBook([
      { name: 'SSDA903, children looked after', rules: ssda903Rules },
      { name: 'Children in need census', rules: cinRules },
    ])
    assert.equal(readFileSync(join(import.meta.dirname, '..', 'RULES.md'), 'utf8'), made)
  })
  test('says what is new from one year to the next', () => {
    const { added, ended, changed } = changesBetween(ssda903Rules, 2026, 2027)
    assert.deepEqual(
      added.map(({ code }) => code),
      ['700', '701', '702', '703', '704', '705', '706', '707', '708', '709', '710'],
    )
    assert.deepEqual([ended, changed], [[], []])
  })
  test('says which rules were replaced, and how', () => {
    const changes = changesBetween(ssda903Rules, 2024, 2025)
    const sex = changes.changed.find(({ after }) => after.code === '101')
    assert.ok(sex?.before.says !== sex?.after.says)
    const words = [...changesInWords('SSDA903', changes, 2024, 2025)].join('\n')
    assert.match(words, /from 2023-24 to 2024-25: \d+ new, \d+ gone, \d+ changed/)
    assert.match(words, /changed {2}101 .+\n +before: /)
  })
})
