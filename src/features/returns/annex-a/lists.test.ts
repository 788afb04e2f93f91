import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { codeLists } from '../codes/code-lists.ts'
import {
  accommodationOf,
  ceasedOf,
  closureOf,
  ethnicityOf,
  legalOf,
  needOf,
  placementOf,
  providerOf,
  sourceOf,
} from './in-groups.ts'
import { answers, type Column, groups, lettered, listNumbers, listOf } from './lists.ts'

test('an option is called by its letter and its words', () => {
  assert.equal(lettered('gender', 'Female'), 'b) Female')
  assert.equal(lettered('accommodation', 'Other accommodation'), 'p) Other accommodation')
})

test('the lists are those Ofsted asks for: every column, what it may say, and whether it must', (t) => {
  const reference = new URL('../../../../../shared/domain/annex-a.json', import.meta.url)
  if (!existsSync(reference)) return t.diagnostic('not compared: ../shared/domain/annex-a.json is not here')
  type Published = { list: number; title: string; columns: { name: string; values: string; required: boolean }[] }
  const { lists } = JSON.parse(readFileSync(reference, 'utf8')) as { lists: Published[] }
  const values = ([, kind]: Column): string => {
    if (kind in groups)
      return (groups as Readonly<Record<string, readonly string[]>>)
        [kind]!.map((option, at) => `${String.fromCharCode(97 + at)} ${option}`)
        .join(' / ')
    if (kind in answers) return answers[kind as keyof typeof answers].join(' / ')
    const plain: Readonly<Record<string, string>> = { whole: 'integer', authority: 'authority name' }
    return plain[kind] ?? kind
  }
  assert.deepEqual(
    listNumbers.map((list) => [
      list,
      listOf(list).title,
      listOf(list).columns.map((column) => [column[0], values(column), column[2] === 'must']),
    ]),
    lists.map(({ list, title, columns }) => [
      list,
      title,
      columns.map(({ name, values: said, required }) => {
        // Two columns are described by the list their codes come from.
        if (said.startsWith('16 types')) return [name, values(['', 'accommodation']), required]
        if (said.startsWith('codes/ssda903-activity')) return [name, 'activity', required]
        return [name, said, required]
      }),
    ]),
  )
})

test('every code of the record has its group', () => {
  const options = (group: keyof typeof groups) =>
    new Set(groups[group].map((option, at) => `${String.fromCharCode(97 + at)}) ${option}`))
  const grouped: readonly [keyof typeof codeLists, keyof typeof groups, (code: string) => string | null][] = [
    ['ethnicity', 'ethnicity', ethnicityOf],
    ['cin-referral-source', 'source', sourceOf],
    ['category-of-need', 'need', needOf],
    ['cin-closure-reason', 'closure', closureOf],
    ['ssda903-legal-status', 'legal', legalOf],
    ['ssda903-placement-type', 'placement', placementOf],
    ['ssda903-placement-provider', 'provider', (code) => providerOf(code, null)],
    ['ssda903-reason-episode-ceased', 'ceased', ceasedOf],
  ]
  for (const [list, group, groupOf] of grouped) {
    for (const { code } of codeLists[list]) {
      const said = groupOf(code)
      assert.ok(said !== null && options(group).has(said), `${list} ${code}: ${said}`)
    }
  }
  // Every home a care leaver may have is one of the sixteen, and all sixteen are somebody's.
  const homes = codeLists['ssda903-accommodation']
    .filter(({ code }) => code !== '0')
    .map(({ code }) => accommodationOf(code))
  assert.deepEqual(new Set(homes), options('accommodation'))
})

test('groups are told apart where the letters are close', () => {
  assert.equal(sourceOf('1A'), 'a) Individual')
  assert.equal(sourceOf('10'), 'k) Unknown')
  assert.equal(sourceOf('2B'), 'c) Education services')
  assert.equal(sourceOf('5D'), 'f) LA services')
  assert.equal(ethnicityOf('CHNE'), 'c) Asian or Asian British')
  assert.equal(ethnicityOf('MOTH'), 'b) Mixed')
  assert.equal(ethnicityOf('OOTH'), 'e) Other')
  assert.equal(ethnicityOf('NOBT'), 'f) Not stated')
  assert.equal(closureOf('RC9'), 'h) Not in need after assessment')
  assert.equal(ceasedOf('E4B'), 'd) Home with parents or relatives')
  assert.equal(placementOf('K3'), 'f) Residential accommodation')
  assert.equal(placementOf('A6'), 'b) Placed for adoption')
})
