// A child's record as at a day. Two readings of the past, and a dataset says which it is:
//   then  what was written down by the end of that day: a correction made since does not count, nor what was entered late
//   now   what is written down today about the time up to that day
import { type Day, isAfter, isBefore, zone } from '../../../lib/day.ts'
import type { ReadChild, RecordChild, RecordEvent, RecordSpell, Version } from './facts.ts'

export type Known = 'then' | 'now'
export type AsAt = { on: Day; known: Known }

/** The first moment that a day no longer knows. */
export const endOfDay = (on: Day): Temporal.Instant => on.add({ days: 1 }).toZonedDateTime(zone).toInstant()

/**
 * What a record said at the end of a day; null when nobody had written it yet. What came with a council's return was known
 * to that council before it came here, so its first version counts from its own days.
 */
const versionAt = <T>(
  now: Version<T> | undefined,
  then: Version<T> | undefined | null,
  { on, known }: AsAt,
): T | null => {
  if (known === 'now') return now?.said ?? null
  const held = then ?? now
  if (held === undefined) return null
  const written = held.version > 1 || held.imported || Temporal.Instant.compare(held.recordedAt, endOfDay(on)) < 0
  return written ? held.said : null
}

const versionsAt = <T extends { id: string }>(
  now: readonly Version<T>[],
  then: ReadonlyMap<string, Version<T>>,
  asAt: AsAt,
): T[] => {
  const current = new Map(now.map((one) => [one.said.id, one]))
  const ids = asAt.known === 'then' ? new Set([...current.keys(), ...then.keys()]) : current.keys()
  return [...ids].flatMap((id) => versionAt(current.get(id), then.get(id), asAt) ?? [])
}

const categories = new Set(['NEG', 'PHY', 'SAB', 'EMO', 'MUL'])

/** The category of abuse a plan had on a day: review conferences that changed it carry the new one. */
export const categoryOn = (plan: RecordSpell, events: readonly RecordEvent[], on: Day): string | null => {
  const changes = events.filter(
    (event) =>
      event.kind === 'review_conference' &&
      event.code !== null &&
      categories.has(event.code) &&
      (event.spellId === plan.id ||
        (event.spellId === null &&
          !isBefore(event.on, plan.startsOn) &&
          (plan.endsOn === null || !isAfter(event.on, plan.endsOn)))),
  )
  const initial = plan.detail.initialCategory
  if (changes.length === 0) return plan.code ?? (typeof initial === 'string' ? initial : null)
  return (
    changes.findLast((event) => !isAfter(event.on, on))?.code ?? (typeof initial === 'string' ? initial : plan.code)
  )
}

/** What an end says is not known before it: why, and what came of it. */
const open = (spell: RecordSpell): RecordSpell => {
  const {
    factors: _factors,
    childSeen: _childSeen,
    authorised: _authorised,
    substantiated: _substantiated,
    conferenceRequired: _conferenceRequired,
    endWords: _endWords,
    ...detail
  } = spell.detail
  return { ...spell, endsOn: null, endCode: null, detail }
}

const byDay = (a: { startsOn: Day; id: string }, b: { startsOn: Day; id: string }): number =>
  Temporal.PlainDate.compare(a.startsOn, b.startsOn) || (a.id < b.id ? -1 : 1)

/** The child as at the day; null for one whose record had not begun. */
export const childAsAt = (read: ReadChild, asAt: AsAt): RecordChild | null => {
  const { on } = asAt
  const person = versionAt(read.person, read.earlier.person, asAt)
  if (person === null) return null
  const events = versionsAt(read.events, read.earlier.events, asAt)
  const known = events
    .filter((event) => !isAfter(event.on, on))
    .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on) || (a.id < b.id ? -1 : 1))
  const spells = versionsAt(read.spells, read.earlier.spells, asAt)
    .filter(({ startsOn }) => !isAfter(startsOn, on))
    .map((spell) =>
      spell.kind === 'child_protection_plan' ? { ...spell, code: categoryOn(spell, events, on) } : spell,
    )
    .map((spell) => (spell.endsOn !== null && isAfter(spell.endsOn, on) ? open(spell) : spell))
    .sort(byDay)
  const { bornOn, expectedOn, diedOn } = person
  const unborn = bornOn !== null && isAfter(bornOn, on)
  return {
    ...person,
    childId: read.childId,
    bornOn: unborn ? null : bornOn,
    expectedOn: unborn ? (expectedOn ?? bornOn) : expectedOn,
    diedOn: diedOn !== null && isAfter(diedOn, on) ? null : diedOn,
    identifiers: read.identifiers.filter(({ from }) => from === null || !isAfter(from, on)),
    addresses: read.addresses
      .filter(({ from }) => from === null || !isAfter(from, on))
      .map((address) => (address.to !== null && isAfter(address.to, on) ? { ...address, to: null } : address)),
    relations: read.relations,
    spells,
    events: known,
  }
}

/** What goes with a period of care or a plan, from its first day to its last. */
const ofThePeriod = ['legal_status', 'placement', 'adoption', 'unaccompanied', 'deprivation_of_liberty']

/**
 * The child with what went on at or after a day, and all that belongs to it: the referral of a plan, and of a period of
 * care its first homes and reviews too, without which its episodes could not be told. Null when nothing did.
 */
export const goingOnSince = (child: RecordChild, from: Day): RecordChild | null => {
  const { spells } = child
  const keep = new Set(spells.filter(({ endsOn }) => endsOn === null || !isBefore(endsOn, from)).map(({ id }) => id))
  const recent = child.events.filter((event) => !isBefore(event.on, from))
  for (const { spellId } of recent) if (spellId !== null) keep.add(spellId)
  const withinOf = new Map(spells.map(({ id, withinId }) => [id, withinId]))
  for (const id of [...keep]) {
    for (let outer = withinOf.get(id) ?? null; outer !== null && !keep.has(outer); outer = withinOf.get(outer) ?? null)
      keep.add(outer)
  }
  const periods = spells.filter(
    ({ id, kind }) => keep.has(id) && (kind === 'looked_after' || kind === 'child_protection_plan'),
  )
  for (const { id, kind, withinId, startsOn, endsOn } of spells) {
    const belongs = periods.some(
      (period) =>
        withinId === period.id ||
        (withinId === null &&
          period.kind === 'looked_after' &&
          ofThePeriod.includes(kind) &&
          (period.endsOn === null || !isAfter(startsOn, period.endsOn)) &&
          (endsOn === null || !isBefore(endsOn, period.startsOn))),
    )
    if (belongs) keep.add(id)
  }
  const events = child.events.filter(
    (event) =>
      !isBefore(event.on, from) ||
      (event.spellId !== null && keep.has(event.spellId)) ||
      periods.some(
        ({ startsOn, endsOn }) => !isBefore(event.on, startsOn) && (endsOn === null || !isAfter(event.on, endsOn)),
      ),
  )
  if (keep.size === 0 && events.length === 0) return null
  return { ...child, spells: spells.filter(({ id }) => keep.has(id)), events }
}
