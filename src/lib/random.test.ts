import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Random, seededRandom } from './random.ts'

const draws = (random: Random, n: number) => Array.from({ length: n }, () => random.next())
const mean = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

test('the same seed tells the same story, another seed another', () => {
  assert.deepEqual(draws(seededRandom('demo'), 100), draws(seededRandom('demo'), 100))
  assert.deepEqual(draws(seededRandom(7), 10), draws(seededRandom('7'), 10))
  const firsts = new Set(Array.from({ length: 10_000 }, (_, seed) => seededRandom(seed).next()))
  assert.equal(firsts.size, 10_000)
})

test('the story of a seed does not change from one release to the next', () => {
  const random = seededRandom('joined up')
  assert.deepEqual([random.integer(1, 1000), random.integer(1, 1000), random.integer(1, 1000)], [775, 462, 470])
  assert.equal(random.fork('children').integer(1, 1_000_000), 831_024)
})

test('a stream of its own stays the same whatever else was drawn', () => {
  const fresh = seededRandom('demo')
  const used = seededRandom('demo')
  draws(used, 57)
  used.fork('other').next()
  assert.deepEqual(draws(fresh.fork('child 12'), 20), draws(used.fork('child 12'), 20))
  assert.notDeepEqual(draws(fresh.fork('a'), 5), draws(fresh.fork('b'), 5))
  assert.notDeepEqual(draws(fresh.fork('a').fork('b'), 5), draws(fresh.fork('ab'), 5))
  assert.notDeepEqual(draws(fresh.fork('a'), 5), draws(fresh.fork('a').fork('a'), 5))
})

test('forks of neighbouring labels are not alike', () => {
  const world = seededRandom('demo')
  const one = Array.from({ length: 5000 }, (_, i) => world.fork(i).next())
  assert.ok(Math.abs(mean(one) - 0.5) < 0.02)
  const product = mean(one.slice(1).map((x, i) => (x - 0.5) * ((one[i] as number) - 0.5)))
  assert.ok(Math.abs(product) < 0.005)
})

test('every draw lies where it says', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, min, span) => {
      const random = seededRandom(seed)
      const x = random.next()
      assert.ok(x >= 0 && x < 1)
      const whole = random.integer(min, min + span)
      assert.ok(Number.isInteger(whole) && whole >= min && whole <= min + span)
      assert.ok(['a', 'b', 'c'].includes(random.pick(['a', 'b', 'c'])))
      assert.ok(Number.isInteger(random.poisson(span / 10)) && random.exponential(2) >= 0)
      assert.ok(Number.isFinite(random.normal(min, span)))
      const items = Array.from({ length: span % 20 }, (_, i) => i)
      assert.deepEqual(
        random.shuffle(items).sort((a, b) => a - b),
        items,
      )
    }),
  )
})

test('every number of a die comes up about as often', () => {
  const random = seededRandom('die')
  const counts = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < 60_000; i++) counts[random.integer(1, 6) - 1]! += 1
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, counts.join())
})

test('choices come up as often as their weights, and those of no weight never', () => {
  const random = seededRandom('weights')
  const counts: Record<string, number> = {}
  for (let i = 0; i < 40_000; i++) {
    const choice = random.weighted([
      ['never', 0],
      ['one', 1],
      ['three', 3],
      ['nor this', 0],
    ])
    counts[choice] = (counts[choice] ?? 0) + 1
  }
  assert.deepEqual(Object.keys(counts).sort(), ['one', 'three'])
  assert.ok(Math.abs((counts.three ?? 0) - 30_000) < 500)
  assert.ok(Math.abs(mean(Array.from({ length: 20_000 }, () => Number(random.chance(0.3)))) - 0.3) < 0.015)
  assert.equal(random.chance(0), false)
  assert.equal(random.chance(1), true)
})

test('averages and spreads are those that were asked for', () => {
  const random = seededRandom('spread')
  const normal = Array.from({ length: 20_000 }, () => random.normal(10, 3))
  assert.ok(Math.abs(mean(normal) - 10) < 0.1)
  assert.ok(Math.abs(Math.sqrt(mean(normal.map((x) => (x - 10) ** 2))) - 3) < 0.1)
  for (const average of [0, 0.2, 4, 45, 300]) {
    const counts = Array.from({ length: 10_000 }, () => random.poisson(average))
    const allowed = 5 * Math.sqrt(average / counts.length)
    assert.ok(Math.abs(mean(counts) - average) <= allowed, `${average}`)
    const variance = mean(counts.map((x) => (x - average) ** 2))
    assert.ok(Math.abs(variance - average) <= 0.1 * average, `${average} ${variance}`)
  }
  assert.ok(Math.abs(mean(Array.from({ length: 20_000 }, () => random.exponential(5))) - 5) < 0.2)
})

test('a draw that makes no sense is refused', () => {
  const random = seededRandom('wrong')
  assert.throws(() => random.pick([]), RangeError)
  assert.throws(() => random.integer(2, 1), RangeError)
  assert.throws(() => random.weighted([['a', 0]]), RangeError)
  assert.throws(() => random.weighted([]), RangeError)
  assert.throws(() => random.poisson(-1), RangeError)
})
