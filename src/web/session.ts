import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Facts } from '../access/scopes.ts'
import { literal } from '../database/transaction.ts'

/** Signed out after an hour without a request, and after twelve hours whatever happens. */
export const idleLimit = Temporal.Duration.from({ minutes: 60 })
export const longestSession = Temporal.Duration.from({ hours: 12 })

export const newToken = (): string => randomBytes(32).toString('base64url')
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** One token for all forms of a session, worth nothing without its cookie. */
export const formToken = (token: string): string => createHmac('sha256', token).update('forms').digest('base64url')
export const isFormToken = (token: string, given: unknown): boolean => {
  const expected = Buffer.from(formToken(token))
  const answer = Buffer.from(String(given ?? ''))
  return expected.length === answer.length && timingSafeEqual(expected, answer)
}

export const door = (token: string): string => `select session_facts(${literal(tokenHash(token))}) as facts;`

export type DoorAnswer = Facts & {
  /** notices the worker has not read */
  unread: number
  session: { councilId: number; startedAt: string; seenAt: string; expiresAt: string }
}

export const isOver = (answer: DoorAnswer, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(answer.session.expiresAt), now) <= 0 ||
  Temporal.Instant.compare(Temporal.Instant.from(answer.session.seenAt).add(idleLimit), now) <= 0
