import { type Day, daysBetween, isAfter } from '../../../lib/day.ts'
import { addWorkingDays, type Calendar } from '../../../lib/working-days.ts'
import type { SpellKind } from '../journey/kinds.ts'
import { type DueKind, dueName } from './due-kinds.ts'

// A worker's day: what to look at first. The most at risk come before the longest late.

/** Something due for a child, with the states the child is in today. */
export type DayItem = {
  timescale: string
  dueOn: Day | null
  dueAt: Temporal.Instant | null
  states: readonly SpellKind[]
}

/** How far a child in these states is at risk: the lower, the nearer the top. */
export const riskPlace = (states: readonly SpellKind[]): number => {
  const order: readonly (readonly SpellKind[])[] = [
    ['child_protection_plan'],
    ['emergency_protection', 'missing', 'section_47'],
    ['pre_proceedings', 'proceedings', 'looked_after', 'remand', 'deprivation_of_liberty'],
    ['child_in_need_plan', 'private_fostering', 'assessment', 'referral'],
  ]
  const place = order.findIndex((kinds) => kinds.some((kind) => states.includes(kind)))
  return place === -1 ? order.length : place
}

const kindPlace: readonly DueKind[] = ['visit', 'conference', 'review', 'assessment', 'plan', 'health', 'other']

export const isLate = (item: Pick<DayItem, 'dueOn' | 'dueAt'>, now: { today: Day; now: Temporal.Instant }): boolean =>
  item.dueAt !== null
    ? Temporal.Instant.compare(item.dueAt, now.now) < 0
    : item.dueOn !== null && isAfter(now.today, item.dueOn)

/**
 * Ordered by risk. A late visit to a child on a protection plan always comes first; then late before not late, the child
 * more at risk first, visits before conferences and reviews, and the earlier date first.
 */
export const byRisk = <Item extends DayItem>(
  items: readonly Item[],
  now: { today: Day; now: Temporal.Instant },
): Item[] => {
  const keyOf = (item: Item): number[] => {
    const late = isLate(item, now)
    const kind = dueName(item.timescale).kind
    const risk = riskPlace(item.states)
    return [
      late && risk === 0 && kind === 'visit' ? 0 : 1,
      late ? 0 : 1,
      risk,
      kindPlace.indexOf(kind),
      item.dueOn === null ? 0 : -daysBetween(item.dueOn, now.today),
    ]
  }
  const keys = new Map(items.map((item) => [item, keyOf(item)]))
  return items.toSorted((a, b) => {
    const [one, other] = [keys.get(a) as number[], keys.get(b) as number[]]
    for (const [at, value] of one.entries()) if (value !== other[at]) return value - (other[at] as number)
    return 0
  })
}

/** Late, or due today or on the next working day: what is going late unless it is done now. */
export const isGoingLate = (item: DayItem, now: { today: Day; now: Temporal.Instant; calendar: Calendar }): boolean => {
  if (isLate(item, now)) return true
  if (item.dueOn === null) return false
  return !isAfter(item.dueOn, addWorkingDays(now.today, 1, now.calendar))
}

/** Due within five working days, or promptly, and not yet going late. */
export const isDueThisWeek = (
  item: DayItem,
  now: { today: Day; now: Temporal.Instant; calendar: Calendar },
): boolean => {
  if (isGoingLate(item, now)) return false
  if (item.dueOn === null) return true
  return !isAfter(item.dueOn, addWorkingDays(now.today, 5, now.calendar))
}

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

/** "You hold 16 children. 2 visits are late and 1 other thing." */
export const daySentence = (children: number, late: readonly DayItem[]): string => {
  if (children === 0) return 'You hold no children.'
  const visits = late.filter((item) => dueName(item.timescale).kind === 'visit').length
  const others = late.length - visits
  const first = `You hold ${counted(children, 'child', 'children')}.`
  if (late.length === 0) return `${first} Nothing is late.`
  if (others === 0) return `${first} ${counted(visits, 'visit is', 'visits are')} late.`
  if (visits === 0) return `${first} No visit is late; ${counted(others, 'other thing is', 'other things are')}.`
  return `${first} ${counted(visits, 'visit is', 'visits are')} late, and ${counted(others, 'other thing is', 'other things are')} too.`
}

/** Whether a thing due is this person's to see to: reviewing officers and chairs hold many children for one purpose. */
export const concerns = (allocation: string, timescale: string): boolean => {
  const { kind } = dueName(timescale)
  if (allocation === 'reviewing officer') return kind === 'review' && !timescale.startsWith('core-group')
  if (allocation === 'conference chair') return kind === 'conference'
  return true
}

export type Purpose = { sentence: string; links: readonly { href: string; text: string }[] }

const team = { href: '/team', text: 'See your team’s board' }
const find = { href: '/search', text: 'Find a child' }
const nightDesk = { href: '/night', text: 'The night desk' }
const councils = { href: '/councils', text: 'See the councils you work with' }
const agreements = { href: '/agreements', text: 'See what councils have agreed' }
const workforce = { href: '/workforce', text: 'Find somebody in the workforce' }

const purposes: Readonly<Record<string, Purpose>> = {
  'team manager': {
    sentence: 'You run a team: see who holds whom, who has no worker, and what goes late.',
    links: [team, find],
  },
  'service manager': {
    sentence: 'You run a service: see its teams, its agreements and its people.',
    links: [team, agreements, workforce],
  },
  director: {
    sentence:
      'You answer for the service: see how many children it helps, what is late, and what each agreement opens.',
    links: [team, councils, agreements],
  },
  'elected member': {
    sentence:
      'You answer to residents: see each council’s figures and inspections. A child’s name is never shown to you.',
    links: [councils, agreements],
  },
  auditor: {
    sentence: 'You examine systems: see the agreements and what they open. No child’s record is part of your work.',
    links: [agreements, councils],
  },
  'human resources officer': {
    sentence: 'You look after the workforce: grant and end posts. No child’s record is part of your work.',
    links: [workforce, agreements],
  },
  'information governance lead': {
    sentence: 'You watch over who may see what: see the agreements, and who looked at a record.',
    links: [agreements, find],
  },
  'data officer': {
    sentence: 'You keep the council’s data right: bring its files in and see what records still need.',
    links: [{ href: '/bring-data', text: 'Bring your council’s data' }, find, team],
  },
  'emergency duty worker': {
    sentence: 'You answer when offices are closed: find a child and read what tonight needs.',
    links: [nightDesk, agreements],
  },
  'front door worker': { sentence: 'You take what people tell us: find whether a child is known.', links: [find] },
  'participation officer': { sentence: 'You bring children’s own words to those who decide.', links: [find, councils] },
  clinician: {
    sentence: 'You advise the people who work with a child: find the record you were asked about.',
    links: [find],
  },
  peer: { sentence: 'You read an agreed sample of another council’s records until its end date.', links: [agreements] },
}
const allocatedWork: Purpose = {
  sentence: 'You hold no children today. Those allocated to you will stand here.',
  links: [find],
}

/** What a post is for, with the places to go: for people who hold no children. */
export const purposeOf = (role: string): Purpose => purposes[role] ?? allocatedWork
