// Chance that can be repeated: the same seed always tells the same story, on every machine.

export type Random = {
  /** At least 0 and less than 1, in steps of 2^-53. */
  next(): number
  /** A whole number from min to max, both included. RangeError when max is below min. */
  integer(min: number, max: number): number
  /** One of the items, each as likely. RangeError when there is none. */
  pick<T>(items: readonly T[]): T
  /** One of the items, as likely as its weight; weights are not negative. RangeError when all are nought. */
  weighted<T>(choices: readonly (readonly [item: T, weight: number])[]): T
  /** True with probability p. */
  chance(p: number): boolean
  /** A draw from the normal distribution. */
  normal(mean?: number, standardDeviation?: number): number
  /** How many times something happens that happens `mean` times on average. RangeError when the mean is negative. */
  poisson(mean: number): number
  /** How long until something happens that takes `mean` on average. */
  exponential(mean: number): number
  /** The items in a new order. */
  shuffle<T>(items: readonly T[]): T[]
  /** A stream of its own for one label: the same whatever else has been drawn, before or after. */
  fork(label: string | number): Random
}

/** Four 32-bit numbers from text, well mixed (the finish of MurmurHash3, four times with different beginnings). */
const statesFrom = (text: string): [number, number, number, number] => {
  const mixed = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x85a308d3].map((start) => {
    let state = start ^ text.length
    for (let i = 0; i < text.length; i++) {
      state = Math.imul(state ^ text.charCodeAt(i), 0xcc9e2d51)
      state = (state << 13) | (state >>> 19)
    }
    state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
    return (state ^ (state >>> 16)) >>> 0
  })
  return mixed as [number, number, number, number]
}

/** A repeatable source of chance (Chris Doty-Humphrey's sfc32 from PractRand, public domain). Not for secrets. */
export const seededRandom = (seed: string | number): Random => {
  const name = String(seed)
  let [a, b, c, counter] = statesFrom(name)

  const bits32 = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  // Near seeds begin near each other; a few rounds part them.
  for (let i = 0; i < 15; i++) bits32()

  const next = (): number => ((bits32() >>> 5) * 0x4000000 + (bits32() >>> 6)) / 0x20000000000000

  const integer = (min: number, max: number): number => {
    if (!(max >= min)) throw new RangeError('The largest number must not be below the smallest')
    return min + Math.floor(next() * (max - min + 1))
  }

  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('There is nothing to pick from')
    return items[integer(0, items.length - 1)] as T
  }

  const weighted = <T>(choices: readonly (readonly [T, number])[]): T => {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
    if (!(total > 0)) throw new RangeError('At least one choice must have a weight')
    let left = next() * total
    let last: readonly [T, number] | undefined
    for (const choice of choices) {
      if (choice[1] <= 0) continue
      last = choice
      left -= choice[1]
      if (left < 0) return choice[0]
    }
    return (last as readonly [T, number])[0]
  }

  const normal = (mean = 0, standardDeviation = 1): number =>
    mean + standardDeviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

  const poisson = (mean: number): number => {
    if (!(mean >= 0)) throw new RangeError('An average must not be negative')
    let count = 0
    // The sum of two such draws is one for the sum of their averages, so a large average is taken in portions.
    for (let left = mean; left > 0; left -= 30) {
      const limit = Math.exp(-Math.min(left, 30))
      for (let product = next(); product > limit; product *= next()) count++
    }
    return count
  }

  const shuffle = <T>(items: readonly T[]): T[] => {
    const shuffled = [...items]
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = integer(0, i)
      const kept = shuffled[i] as T
      shuffled[i] = shuffled[j] as T
      shuffled[j] = kept
    }
    return shuffled
  }

  return {
    next,
    integer,
    pick,
    weighted,
    chance: (p) => next() < p,
    normal,
    poisson,
    exponential: (mean) => -mean * Math.log(1 - next()),
    shuffle,
    fork: (label) => seededRandom(`${name}\u0000${label}`),
  }
}
