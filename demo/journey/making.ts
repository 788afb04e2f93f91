// What the making of one child needs, how time passes in it, and what is written down along the way. Each stretch of a
// journey is a function of its own in this folder; most things happen in time, some do not.
import type { Random } from '../../src/lib/random.ts'
import { ageAt } from '../days.ts'
import type { TeamKind } from '../people.ts'
import type { Home } from '../places.ts'
import { addEvent, type EventDraft, type Ground, type SpellDraft, type Story } from '../story.ts'
import { decisionFor, noteFor, supervisionFor, wordsFor } from '../words.ts'

/** Where the child lived while placed by the council, for the address book. */
export type Stay = {
  from: number
  to: number | null
  home: Home
  code: string
  onsCode: string
  outside: boolean
  carer: 'foster carer' | 'relative' | 'home' | 'parent' | 'adopters'
}

/** What one child's making needs. */
export type Making = {
  story: Story
  ground: Ground
  random: Random
  home: Home
  stays: Stay[]
  partners: readonly Partner[]
}
export type Partner = { districts: readonly string[]; onsCode: string; name: string }

export const dayLength = 86_400_000
export const instantOf = (day: number, minutes: number): string =>
  new Date(day * dayLength + minutes * 60_000).toISOString().replace('.000Z', 'Z')

export const oneOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T
export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random.next() * (high - low + 1))

/** A working day on or before a limit, some way into the time allowed; now and then after it. */
export const within = (making: Making, from: number, limit: number, earliest = 0.4): number => {
  const { random, ground } = making
  const span = Math.max(1, limit - from)
  if (random.next() < ground.late * 1.3)
    return ground.working.onOrAfter(limit + 1 + Math.floor(random.next() * Math.max(2, span * 0.9)))
  const on = ground.working.onOrBefore(from + Math.round(span * (earliest + (1 - earliest) * random.next())))
  return on < from ? ground.working.onOrAfter(from) : on
}

/** Again and again from a day until another, each within a limit from the last. Returns the last day. */
export const repeatedly = (
  making: Making,
  from: number,
  until: number,
  limitOf: (last: number) => number,
  happen: (on: number) => void,
): number => {
  let last = from
  for (let guard = 0; guard < 600; guard++) {
    let on = within(making, last, limitOf(last), 0.62)
    if (on <= last) on = making.ground.working.onOrAfter(last + 1)
    if (on > until) return last
    happen(on)
    last = on
  }
  return last
}

export const open = (to: number | null, ground: Ground): number => to ?? ground.now

const visitWords: readonly string[] = [
  'Saw {name} at home. We played, then talked about school and sleep. No new worries; next visit agreed.',
  'Saw {name} alone in the bedroom for twenty minutes. {name} showed me the certificate and said weekends are calmer.',
  'Planned visit. {name} was tired after football and did not want to talk long; we agreed to walk to the park next time.',
  'Visit with the carer and {name} together, then alone. The plan for half-term is clear to everyone.',
  'Saw {name} at school in the quiet room. Worried about the maths test, not about home.',
  'Talked through the review with {name}, who wants the meeting shorter and at home.',
  'Looked at the bedroom and the kitchen. Homework desk is up. {name} asked about seeing cousins at Easter.',
]

/** A visit at which the child was seen. */
export const visit = (making: Making, on: number, kind: string, spell: SpellDraft | null): EventDraft => {
  const { story, ground, random } = making
  const chance = random.next()
  const age = story.bornOn === null ? 0 : ageAt(story.bornOn, on)
  const place =
    kind === 'looked_after' || kind === 'adoption'
      ? chance < 0.85
        ? 'placement'
        : 'school'
      : chance < 0.72
        ? 'home'
        : chance < 0.9
          ? age < 5
            ? 'nursery'
            : 'school'
          : 'community'
  const recent = ground.detailed && on > ground.now - 200
  const event = addEvent(story, 'visit', on, kind, spell, {
    seen: true,
    seenAlone: age >= 3 && random.next() < 0.72,
    place,
  })
  if (recent) event.words = oneOf(random, visitWords).replaceAll('{name}', story.name)
  return event
}

export const missedVisit = (making: Making, on: number, kind: string): void => {
  const event = addEvent(making.story, 'visit', on, kind, null, {
    seen: false,
    notSeenBecause: 'Nobody was in',
    place: 'home',
  })
  if (making.ground.detailed) event.words = 'Nobody answered the door. A card was left and a message sent.'
}

const noteCodes = ['phone call', 'message', 'meeting', 'seen in passing', 'professional', 'other']

/** Notes, supervision and the child's own words in the last months of an open case. */
export const writtenDown = (making: Making, from: number): void => {
  const { story, ground, random } = making
  if (!ground.detailed) return
  const start = Math.max(from, ground.now - 240)
  const span = ground.now - start
  if (span < 3) return
  for (let n = Math.min(3, 1 + Math.floor((span / 110) * (0.5 + random.next()))); n > 0; n--) {
    const on = ground.working.onOrBefore(start + 1 + Math.floor(random.next() * span))
    if (on < from) continue
    addEvent(story, 'case_note', on, oneOf(random, noteCodes), null, null, noteFor(random, story.name))
  }
  if (span > 30) {
    const on = ground.working.onOrBefore(ground.now - between(random, 2, 32))
    if (on > from) addEvent(story, 'supervision', on, null, null, null, supervisionFor(random, story.name))
    if (random.next() < 0.3)
      addEvent(
        story,
        'management_decision',
        ground.working.onOrBefore(ground.now - between(random, 5, 60)),
        'plan',
        null,
        null,
        decisionFor(random),
      )
  }
  const bornOn = story.bornOn
  if (bornOn !== null && span > 14 && random.next() < 0.62) {
    const on = ground.working.onOrBefore(ground.now - between(random, 1, Math.min(span, 110)))
    const age = ageAt(bornOn, on)
    if (age >= 4 && on > from)
      addEvent(story, 'child_words', on, null, null, { mayShow: random.next() < 0.85 }, wordsFor(random, age))
  }
}

export const phase = (
  making: Making,
  from: number,
  kind: TeamKind,
  role = 'social worker',
  until: number | null = null,
): void => {
  making.story.phases.push({ from, kind, role, until })
}
