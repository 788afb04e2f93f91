import type { Day } from '../../../lib/day.ts'
import { epochDay } from '../../../lib/working-days.ts'
import type { History, JourneyEvent, Spell } from '../journey/history.ts'
import type { EventKind, SpellKind } from '../journey/kinds.ts'
import type { Setting } from './timescale.ts'

// One child's history as it was known on one day, sorted by kind and with days as whole numbers (epochDay): every
// timescale asks the same few questions of it, and they are asked for a whole council at a time.

/** A spell; `to` is Infinity while it is open. Both days are included. */
export type Held = { id: string; from: number; to: number; spell: Spell }

/** An event. */
export type Happened = { id: string; on: number; event: JourneyEvent }

export type Known = {
  setting: Setting
  today: number
  /** Infinity while the child lives */
  died: number
  /** null before the birth, and while it is not known */
  bornOn: Day | null
  unborn: boolean
  /** the first day of the child's or council's own records, or -Infinity: see Setting.recordsFrom */
  recordsFrom: number
  spells: (kind: SpellKind) => readonly Held[]
  events: (kind: JourneyEvent['kind']) => readonly Happened[]
  kindOf: (spellId: string) => SpellKind | undefined
  /** what several timescales work out alike is worked out once */
  once: <T>(what: string, work: () => T) => T
}

const none: readonly never[] = []

const sorted = <T extends { id: string }>(list: T[], dayOf: (item: T) => number): T[] => {
  for (let i = 1; i < list.length; i++) {
    const before = list[i - 1] as T
    const here = list[i] as T
    const gap = dayOf(here) - dayOf(before)
    // The records of one day are put in the order of their ids, so that the order they were read in cannot matter.
    if (gap < 0 || (gap === 0 && here.id < before.id)) {
      return list.sort((a, b) => dayOf(a) - dayOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    }
  }
  return list
}

const fromOf = (held: Held): number => held.from
const onOf = (happened: Happened): number => happened.on

/** What was known by the end of `setting.today`: later records are left out and a later end is not yet an end. */
export const know = (history: History, setting: Setting): Known => {
  const today = epochDay(setting.today)
  const died = history.diedOn === null ? Number.POSITIVE_INFINITY : epochDay(history.diedOn)
  const spells = new Map<SpellKind, Held[]>()
  for (const spell of history.spells) {
    const from = epochDay(spell.startsOn)
    if (from > today) continue
    const end = spell.endsOn === null ? Number.POSITIVE_INFINITY : epochDay(spell.endsOn)
    const held = { id: spell.id, from, to: end > today ? Number.POSITIVE_INFINITY : end, spell }
    const list = spells.get(spell.kind)
    if (list === undefined) spells.set(spell.kind, [held])
    else list.push(held)
  }
  const events = new Map<JourneyEvent['kind'], Happened[]>()
  for (const event of history.events) {
    const on = epochDay(event.on)
    if (on > today) continue
    const list = events.get(event.kind)
    const happened = { id: event.id, on, event }
    if (list === undefined) events.set(event.kind, [happened])
    else list.push(happened)
  }
  for (const list of spells.values()) sorted(list, fromOf)
  for (const list of events.values()) sorted(list, onOf)
  const worked = new Map<string, unknown>()
  let kinds: Map<string, SpellKind> | undefined
  const recordsFrom = history.recordsFrom ?? setting.recordsFrom
  const born = history.bornOn !== null && epochDay(history.bornOn) <= today
  return {
    setting,
    today,
    died: died > today ? Number.POSITIVE_INFINITY : died,
    bornOn: born ? history.bornOn : null,
    unborn: !born && (history.bornOn !== null || history.expectedOn !== null),
    recordsFrom: recordsFrom ? epochDay(recordsFrom) : Number.NEGATIVE_INFINITY,
    spells: (kind) => spells.get(kind) ?? none,
    events: (kind) => events.get(kind) ?? none,
    kindOf: (spellId) => {
      kinds ??= new Map(history.spells.map(({ id, kind }) => [id, kind]))
      return kinds.get(spellId)
    },
    once: <T>(what: string, work: () => T): T => {
      if (!worked.has(what)) worked.set(what, work())
      return worked.get(what) as T
    },
  }
}

/** Happenings of several kinds, in date order. */
export const eventsKnown = (known: Known, ...kinds: EventKind[]): readonly Happened[] => {
  const lists = kinds.map((kind) => known.events(kind)).filter((list) => list.length > 0)
  return lists.length < 2 ? (lists[0] ?? none) : sorted(lists.flat(), onOf)
}

/** A day written in a record's detail as YYYY-MM-DD; null when there is none or it is not a date. */
export const detailDay = (record: { detail: Readonly<Record<string, unknown>> }, name: string): number | null => {
  const value = record.detail[name]
  if (typeof value !== 'string') return null
  try {
    return epochDay(Temporal.PlainDate.from(value))
  } catch {
    return null
  }
}

/** An instant written in a record's detail (2026-03-05T22:40:00Z), in milliseconds; null when there is none. */
export const detailInstant = (record: { detail: Readonly<Record<string, unknown>> }, name: string): number | null => {
  const value = record.detail[name]
  if (typeof value !== 'string') return null
  try {
    return Temporal.Instant.from(value).epochMilliseconds
  } catch {
    return null
  }
}
