import { dayOf } from '../../../lib/day.ts'
import { epochDay } from '../../../lib/working-days.ts'
import type { History } from '../journey/history.ts'
import { dayOn, type Limit, lastDay } from './counting.ts'
import { type Happened, type Held, type Known, know } from './known.ts'
import type { Obligation, Setting, Timescale } from './timescale.ts'

// The few shapes nearly every timescale has: once after something, again and again after the last one, a spell that
// must end, and no number at all. Each timescale gives its records to one of them.

/** What a duty is counted from and, in `to`, the last day it can hold: Infinity while nothing has ended it. */
export type Start = { id: string; from: number; to: number }

/**
 * One occasion of a duty or limit, in epoch days. `due` null: no number. `dueAt` and `doneAt`, in milliseconds, only
 * for limits in hours. `to`: the day it fell away (the plan ended) whether done or not.
 */
export type Occasion = Start & {
  due: number | null
  done: number | null
  dueAt?: number | null
  doneAt?: number | null
}

/** The due date counted from a day; `first` takes a council's own first interval, `instead` another limit than usual. */
export type Due = (from: number, how?: { first?: boolean; instead?: Limit }) => number | null

export type Find = (known: Known, due: Due) => Iterable<Occasion>

export type Declaration = Omit<Timescale, 'obligations' | 'find' | 'suggestedLocal'> & {
  suggestedLocal?: Timescale['suggestedLocal']
  kind?: Obligation['kind']
}

const dayLength = 86_400_000
const nothing: never[] = []

/** A council decides what the law leaves open; where the law speaks, it may only ask for more. */
export const isCouncilsChoice = (timescale: Pick<Timescale, 'status'>): boolean =>
  timescale.status === 'local' || timescale.status === 'unconfirmed'

/** The due date of one timescale in one council. */
export const dueBy = (timescale: Pick<Timescale, 'id' | 'within' | 'unit' | 'status'>, setting: Setting): Due => {
  const local = setting.local[timescale.id]
  const inLaw: Limit | null =
    timescale.within === null || timescale.unit === null ? null : { within: timescale.within, unit: timescale.unit }
  const chosen = isCouncilsChoice(timescale)
  return (from, how) => {
    const own = local
      ? lastDay(from, { within: (how?.first ? local.first : undefined) ?? local.within, unit: local.unit }, setting)
      : null
    if (chosen) return own
    const limit = how?.instead ?? inLaw
    const inTime = limit === null ? null : lastDay(from, limit, setting)
    return own === null ? inTime : inTime === null ? own : Math.min(own, inTime)
  }
}

/** Days late, a part of a day counting as one. */
const hoursLate = (dueAt: number, at: number): number => Math.max(0, Math.ceil((at - dueAt) / dayLength))

/**
 * An occasion as an obligation. Null when it never was one: begun after today or the child's death, ended before it was
 * due, or so far back that the council's records cannot tell.
 */
export const settle = (
  known: Known,
  timescale: Pick<Timescale, 'id'>,
  kind: Obligation['kind'],
  occasion: Occasion,
): Obligation | null => {
  const { from, due } = occasion
  const to = Math.min(occasion.to, known.died)
  const done = occasion.done !== null && occasion.done <= to ? occasion.done : null
  if (done === null && (from > known.today || from > known.died)) return null
  if (done === null && (due ?? from) < known.recordsFrom) return null
  if (done !== null && due !== null && due < known.recordsFrom && done > due) return null
  const lapsed = done === null && to <= known.today ? to : null
  const end = done ?? lapsed ?? known.today
  let late = due === null ? 0 : Math.max(0, end - due)
  if (occasion.dueAt) {
    if (occasion.doneAt) late = hoursLate(occasion.dueAt, occasion.doneAt)
    else if (done === null && lapsed === null) {
      late = hoursLate(occasion.dueAt, known.setting.now.epochMilliseconds)
    }
  }
  if (lapsed !== null && due !== null && late === 0) return null
  return {
    timescale: timescale.id,
    kind,
    triggerId: occasion.id,
    countedFrom: dayOn(from),
    dueOn: due === null ? null : dayOn(due),
    dueAt: occasion.dueAt ? Temporal.Instant.fromEpochMilliseconds(occasion.dueAt) : null,
    doneOn: done === null ? null : dayOn(done),
    lapsedOn: lapsed === null ? null : dayOn(lapsed),
    daysLate: kind === 'window' ? 0 : late,
  }
}

/** A timescale from what it is and how its occasions are found. */
export const timescale = (declaration: Declaration, occasions: Find): Timescale => {
  const { kind = 'duty', suggestedLocal = null, ...words } = declaration
  const find = (known: Known): Obligation[] => {
    if (isCouncilsChoice(declaration) && !known.setting.local[declaration.id]) return nothing
    const found: Obligation[] = []
    let last = Number.NEGATIVE_INFINITY
    let inOrder = true
    for (const occasion of occasions(known, dueBy(declaration, known.setting))) {
      const obligation = settle(known, declaration, kind, occasion)
      if (obligation === null) continue
      found.push(obligation)
      if (occasion.from < last) inOrder = false
      last = occasion.from
    }
    return inOrder ? found : found.sort((a, b) => epochDay(a.countedFrom) - epochDay(b.countedFrom))
  }
  return {
    ...words,
    suggestedLocal,
    find,
    obligations: (history: History, setting: Setting) => find(know(history, setting)),
  }
}

/** The first event from one day to another that is accepted. */
export const firstOf = (
  events: readonly Happened[],
  from: number,
  to: number = Number.POSITIVE_INFINITY,
  accept: (event: Happened) => boolean = () => true,
): Happened | null => {
  for (const event of events) {
    if (event.on > to) return null
    if (event.on >= from && accept(event)) return event
  }
  return null
}

/**
 * The events that answer a spell, in date order: those that name it (`spellId`), whatever their date, and those in its
 * days that name no other spell of its kind.
 */
export const answersTo = (known: Known, start: Start, events: readonly Happened[]): readonly Happened[] =>
  events.length === 0
    ? events
    : events.filter(({ on, event: { spellId } }) => {
        if (spellId === start.id) return true
        if (on < start.from || on > start.to) return false
        if (spellId === null) return true
        const kind = known.kindOf(spellId)
        return kind === undefined || kind !== known.kindOf(start.id)
      })

/** Once after each start. */
export const once = <S extends Start>(
  starts: (known: Known) => readonly S[],
  done: (known: Known, start: S) => number | null,
): Find =>
  function* (known, due) {
    for (const start of starts(known)) {
      const { id, from, to } = start
      yield { id, from, to, due: due(from), done: done(known, start) }
    }
  }

/** Once after each event of some kinds; `done` finds what answers it, and nothing but death ends it. */
export const onceAfterEvent = (
  events: (known: Known) => readonly Happened[],
  done: (known: Known, event: Happened) => number | null,
  to: (known: Known, event: Happened) => number = () => Number.POSITIVE_INFINITY,
): Find =>
  function* (known, due) {
    for (const event of events(known)) {
      yield { id: event.id, from: event.on, to: to(known, event), due: due(event.on), done: done(known, event) }
    }
  }

/** One stretch from a start, or from one happening, to the next: `place` 0 begins with the start itself. */
export type Step = Start & { place: number; done: number | null }

/**
 * The stretches between a start and the happenings within it. Two happenings on one day are one. A stretch that began
 * before the council's records is counted anew from their first day.
 */
export const stepsOf = (start: Start, happenings: readonly Happened[], ahead = 0): Step[] => {
  const steps: Step[] = []
  let { id, from } = start
  let place = 0
  for (const happening of happenings) {
    if (happening.on > start.to) break
    if (happening.on < from + (place === 0 ? ahead : 1)) continue
    steps.push({ id, from, to: start.to, place, done: happening.on })
    id = happening.id
    from = happening.on
    place += 1
  }
  steps.push({ id, from, to: start.to, place, done: null })
  return steps
}

/**
 * A repeating duty whose last doing is from before the council's records is counted again from their first day: how
 * late it is cannot be known, that it is due can.
 */
export const countedAgain = (
  known: Known,
  from: number,
  done: number | null,
  due: (from: number) => number | null,
): { from: number; due: number | null } => {
  const first = due(from)
  if (first === null || first >= known.recordsFrom || (done !== null && done < known.recordsFrom)) {
    return { from, due: first }
  }
  return { from: known.recordsFrom, due: due(known.recordsFrom) }
}

/**
 * True when the first recorded review cannot be the first held: the plan is older than the council's records here, and
 * so is the day its first review was due.
 */
export const firstNotRecorded = (known: Known, due: number | null, done: number | null): boolean =>
  due !== null && due < known.recordsFrom && done !== null && done > due

/** Again and again: after each start, then after each happening within it. `fromFirst`: only after the first one. */
export const repeatedly = <S extends Start>(
  starts: (known: Known) => readonly S[],
  happenings: (known: Known, start: S) => readonly Happened[],
  options: { fromFirst?: boolean } = {},
): Find =>
  function* (known, due) {
    for (const start of starts(known)) {
      for (const step of stepsOf(start, happenings(known, start))) {
        if (options.fromFirst && step.place === 0) continue
        const first = step.place === (options.fromFirst ? 1 : 0)
        yield { ...step, ...countedAgain(known, step.from, step.done, (from) => due(from, { first })) }
      }
    }
  }

/** A spell that must end within its limit: the limit is kept on the day it ends. */
export const mustEnd = (
  spells: (known: Known) => readonly Held[],
  due: (known: Known, held: Held, usual: Due) => number | null = (_, held, usual) => usual(held.from),
): Find =>
  function* (known, usual) {
    for (const held of spells(known)) {
      yield {
        id: held.id,
        from: held.from,
        to: Number.POSITIVE_INFINITY,
        due: due(known, held, usual),
        done: held.to === Number.POSITIVE_INFINITY ? null : held.to,
      }
    }
  }

/** The day in England and the last moment of a limit in hours from an instant. */
export const hoursAfter = (at: number, hours: number): { due: number; dueAt: number } => {
  const dueAt = at + hours * 3_600_000
  return { due: epochDay(dayOf(Temporal.Instant.fromEpochMilliseconds(dueAt))), dueAt }
}
