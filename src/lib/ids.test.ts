import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { idFrom, isId, newId } from './ids.ts'

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('identifiers made one after another stand in that order and never repeat', () => {
  const ids = Array.from({ length: 1000 }, newId)
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, version7)
})

test('only a whole identifier in lower case is taken for one', () => {
  assert.equal(isId(newId()), true)
  for (const text of [
    '',
    '1',
    newId().toUpperCase(),
    `${newId()} `,
    newId().slice(1),
    `{${newId()}}`,
    null,
    undefined,
    7,
    [newId()],
  ]) {
    assert.equal(isId(text), false, String(text))
  }
})

test('one text and time always give one identifier, and others give others', () => {
  const at = Date.UTC(2026, 7, 3)
  assert.equal(idFrom('C2120000001', at), idFrom('C2120000001', at))
  assert.equal(idFrom('C2120000001', at), '019fc4eb-9000-7067-80f1-8324a4d405d5')
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.integer({ min: 0, max: 2 ** 48 - 1 }),
      fc.nat(1e9),
      (one, other, time, later) => {
        const id = idFrom(one, time)
        assert.match(id, version7)
        assert.equal(isId(id), true)
        assert.equal(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), time)
        assert.equal(id === idFrom(other, time), one === other)
        if (later > 0 && time + later < 2 ** 48) assert.ok(id < idFrom(one, time + later))
      },
    ),
  )
})

test('times before 1970 make different identifiers that stand first', () => {
  const grandmother = idFrom('x', Date.UTC(1940, 0, 1))
  assert.notEqual(grandmother, idFrom('x', Date.UTC(1941, 0, 1)))
  assert.match(grandmother, /^00000000-0000-7/)
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 48])
    assert.throws(() => idFrom('x', wrong), RangeError)
})
