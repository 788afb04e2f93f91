import { dayOf, isAfter } from '../../../lib/day.ts'
import type { JourneyEvent, Spell } from './history.ts'

// A record never loses what it once said: a correction is a new version, and the version before it is kept with who
// changed it, when and why.

type Versioned<T> = T & { version: number }

/** A row of `earlier_version`, less the council and child it belongs to, which whoever saves it knows. */
export type EarlierVersion = {
  recordId: string
  version: number
  record: 'spell' | 'event'
  /** what it said, as it would be written to JSON: days and instants as text */
  content: Readonly<Record<string, unknown>>
  replacedAt: Temporal.Instant
  replacedBy: string
  reason: string
}

export type Correction<T> = { accepted: true; record: Versioned<T>; earlier: EarlierVersion }
export type CorrectionRefused = { accepted: false; field: string; reason: string }

const written = (record: unknown): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(record))

const isSpell = (record: Spell | JourneyEvent): record is Spell => 'startsOn' in record

const refused = (field: string, reason: string): CorrectionRefused => ({ accepted: false, field, reason })

/**
 * The corrected record, and the row that keeps what it said before. Refused, naming the field, without a reason, when
 * nothing changes, when it would end before it starts, or when it says of a happening that it is still to come (`at` is
 * the moment of the correction).
 */
export const correct = <T extends Spell | JourneyEvent>(
  record: Versioned<T>,
  change: Partial<Omit<T, 'id' | 'kind' | 'version'>>,
  who: string,
  why: string,
  at: Temporal.Instant,
): Correction<T> | CorrectionRefused => {
  const reason = why.trim()
  if (reason === '') return refused('reason', 'Say why you are correcting this')
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const { id, version } = record
  // What a record is does not change: a visit that was a review is a record made in error and another one made.
  const corrected = Object.assign({}, record, said, { id, kind: record.kind, version: version + 1 })
  const before = written(record)
  const after = { ...written(corrected), version }
  if (sameWords(before, after)) return refused('change', 'Nothing has been changed')
  const today = dayOf(at)
  const dates: Spell | JourneyEvent = corrected
  if (isSpell(dates)) {
    const { startsOn, endsOn } = dates
    if (isAfter(startsOn, today)) return refused('startsOn', 'The start date must be today or in the past')
    if (endsOn !== null && isAfter(startsOn, endsOn))
      return refused('endsOn', 'The end date must not be before the start date')
  } else if (isAfter(dates.on, today)) {
    return refused('on', 'The date must be today or in the past')
  }
  const earlier: EarlierVersion = {
    recordId: id,
    version,
    record: isSpell(record) ? 'spell' : 'event',
    content: before,
    replacedAt: at,
    replacedBy: who,
    reason,
  }
  return { accepted: true, record: corrected, earlier }
}

/** The same values under the same names, in whatever order the names stand. */
const sameWords = (a: unknown, b: unknown): boolean => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, inOrder(inner)]),
  )
}
