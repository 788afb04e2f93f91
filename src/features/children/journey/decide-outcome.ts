import { type Day, isAfter, isBefore } from '../../../lib/day.ts'
import type { History, JourneyEvent, Spell } from './history.ts'
import type { EventKind, SpellKind } from './kinds.ts'

// What a decision comes to: spells to open and close and events to add, or a refusal in plain words beside the field.

/** A spell to close, with why, and what its end adds to its detail. */
export type Closing = {
  spellId: string
  endsOn: Day
  endCode: string | null
  detail: Readonly<Record<string, unknown>>
}

/** A spell that goes on with something new about it: a plan's latest category. */
export type Change = { spellId: string; code: string | null; detail: Readonly<Record<string, unknown>> }

/**
 * New spells and events carry names of their own ("new:1"), by which they point to one another; `withIds` gives them
 * real ids before they are saved.
 */
export type Decision = {
  accepted: true
  open: Spell[]
  close: Closing[]
  change: Change[]
  add: JourneyEvent[]
  /** the day the child died, when that is what was recorded */
  diedOn: Day | null
}

export type Refusal = { accepted: false; field: string; reason: string }

export const refuse = (field: string, reason: string): Refusal => ({ accepted: false, field, reason })

/** What every act says: when, at what hour where that counts, by whom, and what else was written down. */
export type Said = {
  on: Day
  at?: Temporal.Instant | null
  workerId?: string | null
  teamId?: string | null
  detail?: Readonly<Record<string, unknown>>
}

/** A decision in the making, against the history it is made on. */
export type Draft = {
  history: History
  said: Said
  decision: Decision
  /** the open spell of a kind (the last to begin), what this decision has opened or closed included */
  open: (kind: SpellKind) => Spell | null
  everyOpen: (kind: SpellKind) => Spell[]
  opens: (kind: SpellKind, more?: Partial<Spell>) => Spell
  closes: (spell: Spell | null, endCode: string | null, detail?: Readonly<Record<string, unknown>>) => void
  changes: (spell: Spell, code: string | null, detail: Readonly<Record<string, unknown>>) => void
  adds: (kind: EventKind, more?: Partial<JourneyEvent>) => JourneyEvent
}

export const draft = (history: History, said: Said): Draft => {
  const decision: Decision = { accepted: true, open: [], close: [], change: [], add: [], diedOn: null }
  const { on, at = null, workerId = null, teamId = null } = said
  let made = 0
  const nextName = (): string => `new:${++made}`
  const isClosed = (spell: Spell): boolean =>
    spell.endsOn !== null || decision.close.some(({ spellId }) => spellId === spell.id)
  const everyOpen = (kind: SpellKind): Spell[] =>
    [...history.spells, ...decision.open].filter((spell) => spell.kind === kind && !isClosed(spell))
  return {
    history,
    said,
    decision,
    everyOpen,
    open: (kind) =>
      everyOpen(kind).reduce<Spell | null>(
        (last, each) => (last !== null && isAfter(last.startsOn, each.startsOn) ? last : each),
        null,
      ),
    opens: (kind, more = {}) => {
      const spell: Spell = {
        id: nextName(),
        kind,
        startsOn: on,
        endsOn: null,
        code: null,
        endCode: null,
        withinId: null,
        workerId,
        teamId,
        detail: {},
        ...more,
      }
      decision.open.push(spell)
      return spell
    },
    closes: (spell, endCode, detail = {}) => {
      if (spell !== null && !isClosed(spell)) decision.close.push({ spellId: spell.id, endsOn: on, endCode, detail })
    },
    changes: (spell, code, detail) => {
      decision.change.push({ spellId: spell.id, code, detail })
    },
    adds: (kind, more = {}) => {
      const event: JourneyEvent = {
        id: nextName(),
        kind,
        on,
        at,
        spellId: null,
        workerId,
        code: null,
        detail: {},
        ...more,
      }
      decision.add.push(event)
      return event
    },
  }
}

/** The decision with real ids in the place of its own names; `newId` makes one at a time. */
export const withIds = (decision: Decision, newId: () => string): Decision => {
  const ids = new Map<string, string>()
  for (const { id } of [...decision.open, ...decision.add]) ids.set(id, newId())
  const real = <T extends string | null>(id: T): T => (id === null ? id : ((ids.get(id) ?? id) as T))
  return {
    ...decision,
    open: decision.open.map((spell) => ({ ...spell, id: real(spell.id), withinId: real(spell.withinId) })),
    close: decision.close.map((closing) => ({ ...closing, spellId: real(closing.spellId) })),
    change: decision.change.map((change) => ({ ...change, spellId: real(change.spellId) })),
    add: decision.add.map((event) => ({ ...event, id: real(event.id), spellId: real(event.spellId) })),
  }
}

/** The history once a decision is saved, in date order. */
export const carriedOut = (history: History, decision: Decision): History => {
  const closings = new Map(decision.close.map((closing) => [closing.spellId, closing]))
  const changes = new Map(decision.change.map((change) => [change.spellId, change]))
  const spells = [...history.spells, ...decision.open].map((spell): Spell => {
    const change = changes.get(spell.id)
    const closing = closings.get(spell.id)
    const changed =
      change === undefined ? spell : { ...spell, code: change.code, detail: { ...spell.detail, ...change.detail } }
    if (closing === undefined) return changed
    const { endsOn, endCode, detail } = closing
    return { ...changed, endsOn, endCode, detail: { ...changed.detail, ...detail } }
  })
  return {
    ...history,
    diedOn: decision.diedOn ?? history.diedOn,
    spells: spells.sort((a, b) => Temporal.PlainDate.compare(a.startsOn, b.startsOn)),
    events: [...history.events, ...decision.add].sort((a, b) => Temporal.PlainDate.compare(a.on, b.on)),
  }
}

const months = 'January February March April May June July August September October November December'.split(' ')

/** 5 March 2026 */
export const inWords = (on: Day): string => `${on.day} ${months[on.month - 1]} ${on.year}`

/** Refused when the day is before a spell began: "The plan began on 5 March 2026: the date must not be before that". */
export const notBefore = (spell: Spell, on: Day, what: string): Refusal | null =>
  isBefore(on, spell.startsOn)
    ? refuse('on', `${what} began on ${inWords(spell.startsOn)}: the date must not be before that`)
    : null

/** Refused unless the day is after the one a spell began on. */
export const afterStart = (spell: Spell, on: Day, what: string): Refusal | null =>
  isAfter(on, spell.startsOn)
    ? null
    : refuse('on', `${what} began on ${inWords(spell.startsOn)}: the date must be after that`)
