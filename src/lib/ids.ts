import { hash } from 'node:crypto'
import { v7 } from 'uuid'

/** A new identifier: a UUID version 7, so that rows made together lie together. */
export const newId = (): string => v7()

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for text the database can take as an identifier: a UUID in lower case. */
export const isId = (text: unknown): text is string => typeof text === 'string' && shape.test(text)

const latestTime = 2 ** 48 - 1

/**
 * The identifier that always belongs to this text and time (milliseconds since 1970): a UUID version 7 whose random bits
 * are a SHA-256 of the text, so an import run twice, or one seed, makes the same rows. Times before 1970 sort as 1970.
 * RangeError when the time is not a number or lies beyond the year 10889.
 */
export const idFrom = (seed: string, at: number): string => {
  if (!(at <= latestTime)) throw new RangeError('The time of an identifier must be milliseconds since 1970')
  const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0')
  // The time is hashed as well: two days before 1970 would otherwise share an identifier.
  const random = hash('sha256', `${at}\n${seed}`, 'hex')
  const variant = ((Number.parseInt(random.charAt(3), 16) & 3) | 8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`
}
