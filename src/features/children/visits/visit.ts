import { covers, type Day, daysBetween, isAfter, isBefore } from '../../../lib/day.ts'
import { type History, heldOn, spellsOf } from '../journey/history.ts'
import type { SpellKind, VisitKind } from '../journey/kinds.ts'
import { spokenDay } from '../spoken-day.ts'

// Which visit it is likely to be, and what to ask before a visit is kept.

/** Where a child is seen. */
export const visitPlaces = {
  home: 'At home',
  placement: 'Where they are placed',
  school: 'School or college',
  nursery: 'Nursery or childminder',
  'contact centre': 'Contact centre',
  hospital: 'Hospital or clinic',
  office: 'Council office',
  community: 'Out in the community',
  video: 'By video call',
  elsewhere: 'Somewhere else',
} as const
export type VisitPlace = keyof typeof visitPlaces

const kindOfState: readonly (readonly [SpellKind, VisitKind])[] = [
  ['child_protection_plan', 'child_protection'],
  ['looked_after', 'looked_after'],
  ['private_fostering', 'private_fostering'],
  ['care_leaver', 'personal_adviser'],
  ['child_in_need_plan', 'child_in_need'],
]

const kindOfDue: Readonly<Record<string, VisitKind>> = {
  cp: 'child_protection',
  cla: 'looked_after',
  adoption: 'adoption',
  pf: 'private_fostering',
  pa: 'personal_adviser',
  cin: 'child_in_need',
}

/** The kind of visit a timescale asks for ("cla-visit-first"), or null when it asks for none. */
export const visitKindOf = (timescale: string): VisitKind | null => {
  const found = /^([a-z]+)-visit(-|$)/.exec(timescale)
  return found ? (kindOfDue[found[1]!] ?? null) : null
}

/** The kind to offer first: the visit that is due soonest, otherwise what the child's state on that day calls for. */
export const likelyVisitKind = (
  history: History,
  on: Day,
  due: readonly { timescale: string; dueOn: Day | null }[],
): VisitKind => {
  const visits = due
    .flatMap(({ timescale, dueOn }) => {
      const kind = visitKindOf(timescale)
      return kind && dueOn ? [{ kind, dueOn }] : []
    })
    .sort((a, b) => daysBetween(b.dueOn, a.dueOn))
  if (visits[0]) return visits[0].kind
  return kindOfState.find(([spell]) => heldOn(history, on, spell).length > 0)?.[1] ?? 'other'
}

export type VisitDraft = { on: Day; kind: VisitKind; seen: boolean; nextOn: Day | null }

/** What cannot be: sentences by field. `name` is what the child is called. */
export const impossibleVisit = (
  visit: VisitDraft,
  history: History & { birthEstimated: boolean },
  name: string,
): Record<string, string> => {
  const problems: Record<string, string> = {}
  const { bornOn, diedOn } = history
  if (bornOn && !history.birthEstimated && isBefore(visit.on, bornOn) && visit.seen) {
    problems.visitedOn = `${name} was born on ${spokenDay(bornOn)}, so nobody can have seen them on ${spokenDay(visit.on)}`
  }
  if (diedOn && isAfter(visit.on, diedOn))
    problems.visitedOn = `${name} died on ${spokenDay(diedOn)}, before this visit`
  if (visit.nextOn && !isAfter(visit.nextOn, visit.on)) problems.nextOn = 'The next visit must be after this one'
  return problems
}

const stateOfKind: Readonly<Partial<Record<VisitKind, readonly [SpellKind, string]>>> = {
  child_protection: ['child_protection_plan', 'on a child protection plan'],
  looked_after: ['looked_after', 'looked after'],
  private_fostering: ['private_fostering', 'privately fostered'],
  personal_adviser: ['care_leaver', 'a care leaver'],
  child_in_need: ['child_in_need_plan', 'on a child in need plan'],
}

/** What is unusual and may still be right: one plain sentence each, to be answered with a tick and never a block. */
export const questionsAboutVisit = (
  visit: VisitDraft,
  history: History & { birthEstimated: boolean },
  today: Day,
  name: string,
): string[] => {
  const questions: string[] = []
  const { bornOn } = history
  if (bornOn && isBefore(visit.on, bornOn)) {
    questions.push(
      history.birthEstimated
        ? `${spokenDay(visit.on)} is before the date of birth we estimated for ${name}.`
        : `${spokenDay(visit.on)} is before ${name} was born.`,
    )
  } else if (!bornOn && visit.seen && history.expectedOn) {
    questions.push(`${name} is recorded as not yet born, and you say you saw them.`)
  }
  const allocations = spellsOf(history, 'allocation')
  const first = allocations[0]
  if (first && isBefore(visit.on, first.startsOn)) {
    questions.push(
      `Nobody was allocated to ${name} on ${spokenDay(visit.on)}; the first worker began on ${spokenDay(first.startsOn)}.`,
    )
  } else if (first && !allocations.some((spell) => covers(spell, visit.on))) {
    questions.push(`Nobody was allocated to ${name} on ${spokenDay(visit.on)}.`)
  }
  const state = stateOfKind[visit.kind]
  if (state && heldOn(history, visit.on, state[0]).length === 0)
    questions.push(`${name} was not ${state[1]} on ${spokenDay(visit.on)}.`)
  if (
    visit.seen &&
    heldOn(history, visit.on, 'missing').some((spell) => spell.endsOn === null || isAfter(spell.endsOn, visit.on))
  ) {
    questions.push(`${name} is recorded as missing on ${spokenDay(visit.on)}.`)
  }
  if (daysBetween(visit.on, today) > 92) questions.push('The visit was more than three months ago.')
  return questions
}

/** "09:30" or "9.30" as hours and minutes; null when it is not a time of day. */
export const readTime = (text: string): Temporal.PlainTime | null => {
  const found = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text.trim())
  return found ? new Temporal.PlainTime(Number(found[1]), Number(found[2])) : null
}
