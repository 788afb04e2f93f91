import type { Day } from '../../../lib/day.ts'
import { harmCategories, legalStatuses, placementTypes, textOf } from '../chronology/in-words.ts'
import type { Spell } from '../journey/history.ts'
import { holding } from './tags.ts'

/** "In our care" since a day ", care order": the page writes the day between the two. */
export type Since = { words: string; since: Day | null; rest: string }

const sentence = (text: string): string => {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? trimmed.slice(0, -1) : trimmed
}

const permanencePlans: Readonly<Record<string, string>> = {
  home: 'the plan is to go home',
  'return home': 'the plan is to go home',
  kinship: 'the plan is to live with family or friends',
  'special guardianship': 'the plan is special guardianship',
  sgo: 'the plan is special guardianship',
  adoption: 'the plan is adoption',
  'long-term fostering': 'the plan is a long-term foster home',
  long_term_foster: 'the plan is a long-term foster home',
  independence: 'the plan is to live independently',
}

/** The plan that stands above the others at the end of a day, in one sentence. Null when none is open. */
export const planSentence = (
  spells: readonly Spell[],
  on: Day,
  permanencePlan: string | null = null,
  wording: Readonly<Record<string, string>> = {},
): Since | null => {
  const said = (words: string): string => {
    const own = wording[words.toLowerCase()] ?? words
    return `${own.charAt(0).toUpperCase()}${own.slice(1)}`
  }
  const one = (...kinds: Parameters<typeof holding>[2][]) => holding(spells, on, ...kinds)[0]
  const own = (spell: Spell): string => {
    const text = textOf(spell.detail, 'plan', 'aim', 'summary', 'words')
    return text === null ? '' : `: ${sentence(text)}`
  }
  const inCare = one('looked_after')
  const protection = one('child_protection_plan')
  if (inCare) {
    const status = one('legal_status')
    const order = status ? legalStatuses[status.code ?? ''] : undefined
    const permanence =
      permanencePlan === null
        ? ''
        : (permanencePlans[permanencePlan.toLowerCase()] ?? `the plan is ${permanencePlan.replaceAll('_', ' ')}`)
    const rest = [
      order ? order.charAt(0).toLowerCase() + order.slice(1) : '',
      permanence,
      protection ? 'also on a child protection plan' : '',
    ]
    return {
      words: said('Looked after'),
      since: inCare.startsOn,
      rest: `${rest
        .filter(Boolean)
        .map((text) => `, ${text}`)
        .join('')}${own(inCare)}`,
    }
  }
  if (protection) {
    const category = harmCategories[protection.code ?? '']
    return {
      words: `${said('Child protection plan')}${category ? ` because of ${category}` : ''}`,
      since: protection.startsOn,
      rest: own(protection),
    }
  }
  const plain: [Parameters<typeof holding>[2], string, string?][] = [
    ['care_leaver', 'Supported as a care leaver', ', by a pathway plan'],
    ['child_in_need_plan', 'Child in need plan'],
    ['private_fostering', 'Privately fostered', ', visited by the council'],
    ['permanence_order', 'Special guardianship or child arrangements order'],
    ['short_breaks', 'Short breaks'],
    ['section_47', 'Section 47 enquiry under way'],
    ['assessment', 'Being assessed'],
    ['early_help', 'Early help plan'],
    ['referral', 'Referral open', ', no plan yet'],
    ['contact', 'Contact being decided'],
  ]
  for (const [kind, words, rest = ''] of plain) {
    const spell = one(kind)
    if (spell) return { words: said(words), since: spell.startsOn, rest: `${rest}${own(spell)}` }
  }
  return null
}

export type HouseholdMember = { name: string; kind: string; livesWith: boolean }

const list = (names: readonly string[]): string =>
  names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** Who the child lives with, at the end of a day: the home in care first, then the household. Null when nobody recorded it. */
export const livesWith = (spells: readonly Spell[], people: readonly HouseholdMember[], on: Day): Since | null => {
  const placement = holding(spells, on, 'placement')[0]
  const household = people.filter((person) => person.livesWith)
  const named = list(household.map((person) => `${person.name} (${person.kind.replaceAll('_', ' ').toLowerCase()})`))
  if (placement) {
    const carers = textOf(placement.detail, 'carerName', 'carers', 'homeName', 'name')
    const type = placementTypes[placement.code ?? ''] ?? 'Home found by the council'
    const withWhom = named !== '' ? ` with ${named}` : carers === null ? '' : ` with ${carers}`
    return { words: `${type}${withWhom}`, since: placement.startsOn, rest: '' }
  }
  return named === '' ? null : { words: named, since: null, rest: '' }
}
