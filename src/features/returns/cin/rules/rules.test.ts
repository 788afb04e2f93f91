import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { columnsOf, tableNames } from '../child.ts'
import { findingsOf, placeOf, type Written } from '../testing.ts'
import { cinRules } from './index.ts'
import { cinExamples } from './testing.ts'

const latestYear = 2027

describe('every check of the children in need census', () => {
  test('is in the list once for any year', () => {
    for (const [code, versions] of Map.groupBy(cinRules, (rule) => rule.code)) {
      for (let year = 2023; year <= latestYear; year++) {
        const standing = versions.filter((rule) => rule.since <= year && year <= (rule.until ?? latestYear))
        assert.ok(standing.length <= 1, `${code} stands ${standing.length} times in ${year}`)
      }
    }
  })
  test('has an example, and no example is left over', () => {
    const wanted = cinRules.map(exampleOf)
    assert.deepEqual(
      Object.keys(cinExamples).filter((name) => !wanted.includes(name)),
      [],
    )
  })
  for (const rule of cinRules) {
    const name = exampleOf(rule)
    test(`${name} passes and fails: ${rule.says}`, () => {
      const example = cinExamples[name]
      assert.ok(example, `${name} has no example`)
      const year = Math.min(rule.until ?? latestYear, latestYear)
      const passing = findingsOf([rule], example.passes, year)
      assert.deepEqual(passing.outcome.failed, [])
      assert.equal(passing.outcome.ran.length, 1, `not asked: ${passing.outcome.notApplicable[0]?.reason}`)
      assert.deepEqual(passing.cells, [], 'the passing return has findings')
      const failing = findingsOf([rule], example.fails, year)
      assert.deepEqual(failing.outcome.failed, [])
      assert.ok(failing.cells.length > 0, 'the failing return has no finding')
      if (example.at) assert.deepEqual(failing.cells.map(placeOf).sort(), [...example.at].sort())
    })
  }
  test('tells people what is wrong, what to do, and cannot be mistaken for its neighbours', () => {
    for (const { code, says, fix } of cinRules) {
      assert.match(says, /^[A-Z].{15,200}[^.]$/s, `${code}: a sentence without a full stop, up to 200 characters`)
      assert.match(fix, /^[A-Z].{10,250}[^.]$/s, `${code}: what to do, without a full stop, up to 250 characters`)
    }
    const bySentence = Map.groupBy(cinRules, ({ says }) => says)
    for (const same of bySentence.values()) {
      assert.equal(new Set(same.map(({ code }) => code)).size, 1, `${same.map(({ code }) => code)} say the same`)
    }
  })
  test('asks a query where the code ends in Q, and errors for the rest', () => {
    for (const { code, severity } of cinRules) assert.equal(severity, code.endsWith('Q') ? 'query' : 'error', code)
  })
  test('finds the same whatever the order of the rows', () => {
    for (const [name, { passes, fails }] of Object.entries(cinExamples)) {
      for (const written of [passes, fails]) {
        const year = name.includes('@') ? Number(name.split('@')[1]) : latestYear
        const { cells } = findingsOf(cinRules, written, year)
        const reversed = findingsOf(cinRules, reverse(written), year)
        const back = reversed.cells.map((cell) => {
          const rows = cell.table === null ? 0 : (written[cell.table as keyof Written]?.length ?? 0)
          return { ...cell, row: cell.row === null ? null : rows - 1 - cell.row }
        })
        const said = (all: typeof cells): string[] => all.map((cell) => `${cell.rule} ${placeOf(cell)}`).sort()
        assert.deepEqual(said(back), said(cells), name)
      }
    }
  })
  test('finds the same of every child beside one whose cells cannot be read', () => {
    for (const [name, { passes, fails }] of Object.entries(cinExamples)) {
      for (const written of [passes, fails]) {
        const year = name.includes('@') ? Number(name.split('@')[1]) : latestYear
        const said = (all: Written): string[] => {
          const { outcome, cells } = findingsOf(cinRules, all, year)
          assert.deepEqual(outcome.failed, [])
          return cells
            .filter(({ table, child }) => table !== null && child !== 'Z9')
            .map((cell) => `${cell.rule} ${placeOf(cell)}`)
        }
        assert.deepEqual(said(besideNonsense(written)), said(written), name)
      }
    }
  })
  const reference = new URL('../../../../../../shared/domain/cin-rules.json', import.meta.url)
  test('is one of the department, and none of theirs is missing', (t) => {
    if (!existsSync(reference)) return t.diagnostic('not compared: ../shared/domain/cin-rules.json is not here')
    const { rules } = JSON.parse(readFileSync(reference, 'utf8')) as {
      rules: { code: string; inRulesetSince: string }[]
    }
    const since = new Map(rules.map(({ code, inRulesetSince }) => [code, Number(inRulesetSince.slice(0, 4)) + 1]))
    assert.deepEqual([...new Set(cinRules.map(({ code }) => code))].sort(), [...since.keys()].sort())
    for (const [code, versions] of Map.groupBy(cinRules, (rule) => rule.code)) {
      assert.equal(Math.min(...versions.map((rule) => rule.since)), since.get(code), code)
      assert.ok(
        versions.some((rule) => rule.until === undefined),
        `${code} still stands`,
      )
    }
  })
})

/** With a child more, Z9, who has two rows of nonsense in every table of children. */
function besideNonsense(written: Written): Written {
  return Object.fromEntries(
    tableNames.map((table) => {
      const nonsense = Object.fromEntries(
        columnsOf(table).map((column) => [column, column.endsWith('ID') ? 'Z9' : '%$?']),
      )
      const more = table === 'Header' ? [] : [nonsense, nonsense]
      return [table, [...(written[table] ?? []), ...more]]
    }),
  )
}

function reverse(written: Written): Written {
  return Object.fromEntries(Object.entries(written).map(([table, rows]) => [table, rows.toReversed()]))
}

/** `8750`, or `8750@2024` for a version that a later one replaced. */
function exampleOf(rule: { code: string; until?: number }): string {
  const last = cinRules
    .filter(({ code }) => code === rule.code)
    .every(({ until }) => (until ?? 9999) <= (rule.until ?? 9999))
  return last ? rule.code : `${rule.code}@${rule.until}`
}
