import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkView, pageCalls } from './check-views.ts'

const table = '{% from "govuk/components/table/macro.njk" import govukTable %}'

test('an option the official component does not know is found, nested ones too', () => {
  assert.deepEqual(checkView(`${table}{{ govukTable({ rows: [], capton: "Visits" }) }}`, 'v').problems, [
    'v:1 govukTable has no option "capton"',
  ])
  assert.equal(checkView(`${table}{{ govukTable({ head: [{ txt: "When" }], rows: [] }) }}`, 'v').problems.length, 1)
  assert.deepEqual(checkView(`${table}{{ govukTable({ head: [{ text: "When" }], rows: rows }) }}`, 'v').problems, [])
})

test('the names a view needs are those it does not make itself', () => {
  const { uses } = checkView(
    '{% set a = b %}{% for c in d %}{{ c.name }}{{ a }}{{ loop.index }}{% endfor %}{{ site.path }}{{ e | day }}',
    'v',
  )
  assert.deepEqual([...uses].sort(), ['b', 'd', 'e'])
})

test('a page call tells which names it hands over, and a model that is no literal is noticed', () => {
  assert.deepEqual(
    pageCalls("page('a/b', { child, due: 1 })", 't'),
    [{ view: 'a/b', keys: ['child', 'due'], place: 't:1' }].map((call) => call),
  )
  assert.equal(pageCalls("page('a/b', model)", 't')[0]?.keys, null)
  assert.equal(pageCalls("page('a/b', { ...model })", 't')[0]?.keys, null)
})
