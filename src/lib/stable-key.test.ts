import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyOf, numberEqualKeys } from './stable-key.ts'

test('two different lists of parts never give one key', () => {
  const part = fc.string({ unit: fc.constantFrom('a', '|', '#', '%', '2', '7', 'C'), maxLength: 6 })
  const parts = fc.array(part, { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      assert.equal(keyOf(...a) === keyOf(...b), JSON.stringify(a) === JSON.stringify(b))
      assert.ok(!keyOf(...a).includes('#'))
    }),
    { numRuns: 1000 },
  )
  assert.notEqual(keyOf('a|'), keyOf('a%7C'))
  assert.equal(keyOf('Episodes', 'A1', '2026-04-01'), 'Episodes|A1|2026-04-01')
})

test('things that share a key are told apart, and in the same way whatever order they come in', () => {
  const thing = fc.record({ key: fc.constantFrom('a', 'b'), content: fc.constantFrom('x', 'y', 'z') })
  const keysOf = (things: { key: string; content: string }[]): string[] => {
    const keys: string[] = []
    numberEqualKeys(
      things,
      (each) => each.key,
      (each) => each.content,
      (each, key) => keys.push(`${key}=${each.content}`),
    )
    return keys.sort()
  }
  fc.assert(
    fc.property(
      fc
        .array(thing)
        .chain((things) => fc.tuple(fc.constant(things), fc.shuffledSubarray(things, { minLength: things.length }))),
      ([things, shuffled]) => {
        const keys = keysOf(things)
        assert.deepEqual(keysOf(shuffled), keys)
        assert.equal(new Set(keys.map((key) => key.split('=')[0])).size, things.length)
      },
    ),
  )
  assert.deepEqual(
    keysOf([
      { key: 'a', content: 'y' },
      { key: 'a', content: 'x' },
    ]),
    ['a#2=y', 'a=x'],
  )
})
