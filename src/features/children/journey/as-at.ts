import { ageOn, covers, type Day, isAfter, isBefore } from '../../../lib/day.ts'
import type { History, Spell } from './history.ts'
import { type SpellKind, spellKinds } from './kinds.ts'

// What held of a child on any day, past or present: every list and return looks back.

export type Plan = {
  kind: 'child protection' | 'child in need' | 'early help'
  spell: Spell
  /** category of abuse on that day (NEG, PHY, SAB, EMO, MUL) of a child protection plan; null for the others */
  category: string | null
}

export type State = {
  on: Day
  /** completed years; null before birth and while no date of birth is known */
  age: number | null
  unborn: boolean
  died: boolean
  referral: Spell | null
  plan: Plan | null
  lookedAfter: Spell | null
  legalStatus: Spell | null
  placement: Spell | null
  careLeaver: Spell | null
  missing: Spell | null
  /** who holds the child: the lead practitioner, or else the social worker; null when nobody does */
  allocation: Spell | null
  /** every allocation of that day */
  allocations: readonly Spell[]
  /** every spell that held, in the order they began */
  held: readonly Spell[]
  /** what a page shows as tags: "Child protection plan: neglect", "Looked after: C2", "Care leaver: relevant" */
  tags: readonly string[]
}

const categories: Readonly<Record<string, string>> = {
  NEG: 'neglect',
  PHY: 'physical abuse',
  SAB: 'sexual abuse',
  EMO: 'emotional abuse',
  MUL: 'more than one category',
}

const emergencies: Readonly<Record<string, string>> = {
  L1: 'Police protection',
  L2: 'Emergency protection order',
  L3: 'Child assessment order',
}

/** The one of a kind that held; on a day when one ended and the next began, the next. */
const one = (held: readonly Spell[], ...kinds: SpellKind[]): Spell | null => {
  let last: Spell | null = null
  for (const spell of held) {
    if (!kinds.includes(spell.kind)) continue
    if (last === null || !isBefore(spell.startsOn, last.startsOn)) last = spell
  }
  return last
}

/**
 * The category of a child protection plan on a day: a review conference that changed it carries the new one as its code;
 * before the first change it is the initial one. A plan that came without dated changes has only its latest.
 */
export const categoryOn = (history: History, plan: Spell, on: Day): string | null => {
  const changes = history.events.filter(
    (event) =>
      event.kind === 'review_conference' &&
      event.code !== null &&
      event.code in categories &&
      (event.spellId === plan.id || (event.spellId === null && covers(plan, event.on))),
  )
  if (changes.length === 0) return plan.code
  const before = changes.filter((change) => !isAfter(change.on, on)).at(-1)
  const initial = plan.detail.initialCategory
  return before?.code ?? (typeof initial === 'string' ? initial : plan.code)
}

const planOf = (history: History, held: readonly Spell[], on: Day): Plan | null => {
  const protection = one(held, 'child_protection_plan')
  if (protection !== null) {
    return { kind: 'child protection', spell: protection, category: categoryOn(history, protection, on) }
  }
  const need = one(held, 'child_in_need_plan')
  if (need !== null) return { kind: 'child in need', spell: need, category: null }
  const early = one(held, 'early_help')
  return early === null ? null : { kind: 'early help', spell: early, category: null }
}

const planTag = ({ kind, category }: Plan): string => {
  if (kind === 'early help') return 'Early help'
  if (kind === 'child in need') return 'Child in need plan'
  const words = category === null ? undefined : categories[category]
  return words === undefined ? 'Child protection plan' : `Child protection plan: ${words}`
}

/** States that are a tag by their name alone, in the order they are shown. */
const plainly: readonly SpellKind[] = [
  'pre_proceedings',
  'proceedings',
  'adoption',
  'permanence_order',
  'deprivation_of_liberty',
  'unaccompanied',
  'private_fostering',
  'short_breaks',
]

const tagsOf = (state: Omit<State, 'tags'>, everReferred: boolean): string[] => {
  const { held, plan, lookedAfter, legalStatus, careLeaver, missing, referral } = state
  if (state.died) return ['Died']
  const tags: string[] = []
  if (state.unborn) tags.push('Unborn')
  if (missing !== null) tags.push(missing.code === 'A' ? 'Away without permission' : 'Missing')
  const urgent = one(held, 'emergency_protection')
  if (urgent !== null) tags.push(emergencies[urgent.code ?? ''] ?? spellKinds.emergency_protection)
  if (plan !== null) tags.push(planTag(plan))
  if (lookedAfter !== null) tags.push(legalStatus?.code ? `Looked after: ${legalStatus.code}` : 'Looked after')
  if (careLeaver !== null) tags.push(`Care leaver: ${(careLeaver.code ?? '').replaceAll('-', ' ')}`.replace(/: $/, ''))
  for (const kind of plainly) if (one(held, kind) !== null) tags.push(spellKinds[kind])
  if (one(held, 'remand') !== null) tags.push('On remand')
  if (one(held, 'section_47') !== null) tags.push(spellKinds.section_47)
  if (one(held, 'assessment') !== null) tags.push(spellKinds.assessment)
  const known = tags.length > (state.unborn ? 1 : 0)
  if (!known && referral !== null) tags.push('Referral')
  if (!known && referral === null && one(held, 'contact') !== null) tags.push('Contact')
  else if (!known && referral === null && everReferred) tags.push('Closed')
  return tags
}

/** What held of a child on a day, both days of a spell included. */
export const stateAt = (history: History, on: Day): State => {
  const { bornOn, diedOn } = history
  const held = history.spells.filter((spell) => covers(spell, on))
  const born = bornOn !== null && !isAfter(bornOn, on)
  const allocations = held.filter(({ kind }) => kind === 'allocation')
  const allocated = (role: string) =>
    one(
      allocations.filter(({ code }) => code === role),
      'allocation',
    )
  const state: Omit<State, 'tags'> = {
    on,
    age: born ? ageOn(bornOn, on) : null,
    unborn: !born && (bornOn !== null || history.expectedOn !== null),
    died: diedOn !== null && !isAfter(diedOn, on),
    referral: one(held, 'referral'),
    plan: planOf(history, held, on),
    lookedAfter: one(held, 'looked_after'),
    legalStatus: one(held, 'legal_status'),
    placement: one(held, 'placement'),
    careLeaver: one(held, 'care_leaver'),
    missing: one(held, 'missing'),
    allocation: allocated('lead practitioner') ?? allocated('social worker'),
    allocations,
    held,
  }
  const everReferred = history.spells.some(({ kind, startsOn }) => kind === 'referral' && !isAfter(startsOn, on))
  return { ...state, tags: tagsOf(state, everReferred) }
}
