import { epochDay } from '../../../lib/working-days.ts'
import { birthday } from '../timescales/counting.ts'
import type { History, Spell } from './history.ts'
import { type SpellKind, spellKinds } from './kinds.ts'

// What must hold of a child's states on every day, whatever was decided (domain/journey.md section 2, and the checks of
// the CIN census and SSDA903 it rests on). Two spells may meet on one day, the first ending as the second begins; to
// hold together is to share more than that day.

export type BrokenRule = { rule: string; spells: readonly string[]; words: string }

type Length = { from: number; to: number; spell: Spell }

const lengthOf = (spell: Spell): Length => ({
  from: epochDay(spell.startsOn),
  to: spell.endsOn === null ? Number.POSITIVE_INFINITY : epochDay(spell.endsOn),
  spell,
})

const together = (a: Length, b: Length): boolean => a.from < b.to && b.from < a.to

const inside = (inner: Length, outer: Length): boolean => outer.from <= inner.from && inner.to <= outer.to

/** T0 to T4: a short stay elsewhere, which may lie within the placement it interrupts. */
export const isTemporaryPlacement = (code: string | null): boolean => code?.startsWith('T') ?? false

/** One at a time. */
const alone: readonly SpellKind[] = [
  'referral',
  'assessment',
  'section_47',
  'child_in_need_plan',
  'child_protection_plan',
  'pre_proceedings',
  'looked_after',
  'legal_status',
  'adoption',
  'private_fostering',
  'unaccompanied',
  'remand',
  'missing',
  'care_leaver',
  'deprivation_of_liberty',
]

/** Never together. */
const apart: readonly (readonly [SpellKind, SpellKind])[] = [
  ['child_in_need_plan', 'child_protection_plan'],
  ['child_in_need_plan', 'looked_after'],
  ['early_help', 'child_in_need_plan'],
  ['early_help', 'child_protection_plan'],
  ['early_help', 'looked_after'],
]

/** What a referral holds from its first day to its closure. */
export const heldByReferral: readonly SpellKind[] = [
  'assessment',
  'section_47',
  'child_in_need_plan',
  'child_protection_plan',
  'pre_proceedings',
  'proceedings',
  'looked_after',
]

/** What lies within a period of care. */
const heldByCare: readonly SpellKind[] = ['legal_status', 'adoption', 'unaccompanied', 'deprivation_of_liberty']

/** Placements with the people who are to adopt; A5 and A6 are those under a placement order. */
const withAdopters = /^A[3-6]$/
const underPlacementOrder = /^A[56]$/

/** States a child can only be in once born. */
const fromBirth: readonly SpellKind[] = [
  'looked_after',
  'legal_status',
  'placement',
  'emergency_protection',
  'missing',
  'private_fostering',
  'short_breaks',
  'remand',
  'unaccompanied',
  'care_leaver',
]

const named = (kind: SpellKind): string => spellKinds[kind].toLowerCase()

/** Every rule a history breaks; none for one that was decided step by step. Imported histories may break some. */
export const brokenRules = (history: History): BrokenRule[] => {
  const broken: BrokenRule[] = []
  const lengths = history.spells.map(lengthOf).sort((a, b) => a.from - b.from || a.to - b.to)
  const of = (kind: SpellKind): Length[] => lengths.filter(({ spell }) => spell.kind === kind)
  const breaks = (rule: string, words: string, ...found: Length[]) =>
    broken.push({ rule, words, spells: found.map(({ spell }) => spell.id) })

  for (const each of lengths) {
    if (each.to < each.from)
      breaks('ends before it starts', `The ${named(each.spell.kind)} ends before it starts`, each)
  }
  for (const kind of alone) {
    const list = of(kind)
    for (const [i, a] of list.entries()) {
      for (const b of list.slice(i + 1)) {
        if (together(a, b)) breaks(`one ${kind} at a time`, `There is already a ${named(kind)} on those days`, a, b)
      }
    }
  }
  for (const [one, other] of apart) {
    for (const a of of(one)) {
      for (const b of of(other)) {
        if (together(a, b))
          breaks(`${one} and ${other} apart`, `A ${named(one)} and a ${named(other)} cannot be together`, a, b)
      }
    }
  }
  brokenByReferrals(of, breaks)
  brokenByCare(of, breaks)
  brokenByCodes(of, breaks)
  brokenByAge(history, of, breaks)
  if (history.diedOn !== null) {
    const died = epochDay(history.diedOn)
    for (const each of lengths) {
      if (each.to > died && each.spell.kind !== 'risk')
        breaks('nothing after death', `The ${named(each.spell.kind)} goes on after the child died`, each)
    }
  }
  return broken
}

type Of = (kind: SpellKind) => Length[]
type Breaks = (rule: string, words: string, ...found: Length[]) => void

const brokenByReferrals = (of: Of, breaks: Breaks): void => {
  const referrals = of('referral')
  for (const kind of heldByReferral) {
    for (const each of of(kind)) {
      const own = referrals.filter((referral) => inside(each, referral))
      if (own.length === 0) {
        breaks('within a referral', `The ${named(kind)} must lie within a referral that is open all the while`, each)
      } else if (own.every(({ spell }) => spell.detail.noFurtherAction === true)) {
        breaks(
          'nothing on a referral that went no further',
          `The referral went no further, so there can be no ${named(kind)} on it`,
          each,
        )
      }
    }
  }
  for (const plan of of('child_protection_plan')) {
    if (plan.from === plan.to)
      breaks('a plan lasts longer than a day', 'A child protection plan cannot start and end on one day', plan)
  }
}

/** True when spells follow one another from the first day to the last, each beginning the day the one before ended. */
const unbroken = (chain: Length[], whole: Length): boolean =>
  chain[0]?.from === whole.from &&
  chain.at(-1)?.to === whole.to &&
  chain.every((each, i) => i === 0 || chain[i - 1]?.to === each.from)

const brokenByCare = (of: Of, breaks: Breaks): void => {
  const care = of('looked_after')
  const periodOf = (each: Length): Length | undefined =>
    care.find(({ spell }) => spell.id === each.spell.withinId) ?? care.find((period) => inside(each, period))
  for (const kind of heldByCare) {
    for (const each of of(kind)) {
      const period = periodOf(each)
      if (period === undefined || !inside(each, period)) {
        breaks('within care', `The ${named(kind)} must lie within the time the child is looked after`, each)
      }
    }
  }
  const placements = of('placement')
  for (const period of care) {
    const own = placements.filter((each) => periodOf(each) === period)
    const settled = own.filter(({ spell }) => !isTemporaryPlacement(spell.code))
    for (const each of own) {
      if (!inside(each, period))
        breaks('within care', 'The placement must lie within the time the child is looked after', each)
    }
    for (const [i, a] of settled.entries()) {
      for (const b of settled.slice(i + 1)) {
        if (together(a, b))
          breaks('one placement at a time', 'The child is already in another placement on those days', a, b)
      }
    }
    if (own.length > 0 && !unbroken(own, period) && !unbroken(settled, period)) {
      breaks('placements meet', 'Each placement must begin on the day the one before ended', period)
    }
    const statuses = of('legal_status').filter((each) => periodOf(each) === period)
    if (statuses.length > 0 && !unbroken(statuses, period)) {
      breaks('legal statuses meet', 'Each legal status must begin on the day the one before ended', period)
    }
  }
  for (const each of of('emergency_protection')) {
    if (each.spell.code === 'L3') continue
    if (!care.some((period) => inside(each, period))) {
      breaks(
        'emergency protection is care',
        'A child under police protection or an emergency protection order is looked after',
        each,
      )
    }
  }
}

/**
 * What one code asks of another for as long as both last. Each act asks this of the day it is dated; it must hold of the
 * days before too, because an act may be dated back to when something since ended was still in force.
 */
const brokenByCodes = (of: Of, breaks: Breaks): void => {
  const coded = (kind: SpellKind, fits: (code: string) => boolean): Length[] =>
    of(kind).filter(({ spell }) => spell.code !== null && fits(spell.code))
  const neverMeet = (rule: string, words: string, some: Length[], others: Length[]): void => {
    for (const a of some) {
      for (const b of others) {
        if (together(a, b)) breaks(rule, words, a, b)
      }
    }
  }
  const decisions = of('adoption')
  const undecided = (each: Length): boolean => !decisions.some((decision) => inside(each, decision))
  for (const order of coded('legal_status', (code) => code === 'E1').filter(undecided)) {
    breaks(
      'a placement order follows a decision',
      'The decision that the child should be placed for adoption must stand for as long as the placement order (E1)',
      order,
    )
  }
  for (const placement of coded('placement', (code) => withAdopters.test(code)).filter(undecided)) {
    breaks(
      'adopters follow a decision',
      'The decision that the child should be placed for adoption must stand for as long as the child is with the adopters',
      placement,
    )
  }
  neverMeet(
    'adopters under a placement order',
    'The child was placed with adopters under a placement order (E1) on those days',
    coded('placement', (code) => underPlacementOrder.test(code)),
    coded('legal_status', (code) => code !== 'E1'),
  )
  neverMeet(
    'no agreement to accommodate while with a parent',
    'A child accommodated by agreement (V2) is not placed with their own parent, and on those days would be',
    coded('placement', (code) => code === 'P1'),
    coded('legal_status', (code) => code === 'V2'),
  )
  neverMeet(
    'remand with its legal status',
    'The child was on remand on those days, so the legal status is one of remand',
    of('remand'),
    coded('legal_status', (code) => !code.startsWith('J')),
  )
  // Either of the two, so that one taken for the other can be put right record by record.
  neverMeet(
    'emergency protection with its legal status',
    'The child was under police protection or an emergency protection order on those days, so that is the legal status',
    coded('emergency_protection', (code) => code !== 'L3'),
    coded('legal_status', (code) => code !== 'L1' && code !== 'L2'),
  )
}

const brokenByAge = (history: History, of: Of, breaks: Breaks): void => {
  const { bornOn } = history
  for (const kind of fromBirth) {
    for (const each of of(kind)) {
      if (bornOn === null ? history.expectedOn !== null : each.from < epochDay(bornOn)) {
        breaks('once born', `The ${named(kind)} cannot start before the child is born`, each)
      }
    }
  }
  const care = of('looked_after')
  const age = (years: number): number => (bornOn === null ? Number.NEGATIVE_INFINITY : birthday(bornOn, years))
  for (const each of of('care_leaver')) {
    const { code } = each.spell
    const inCare = care.some((period) => together(period, each))
    if (bornOn !== null && each.from < age(16))
      breaks('leaving care from 16', 'Nobody is a care leaver before 16', each)
    if (code === 'eligible') {
      if (!care.some((period) => inside(each, period)))
        breaks('eligible in care', 'An eligible child is looked after', each)
    } else if (inCare) {
      breaks('after care', `A ${(code ?? '').replaceAll('-', ' ')} young person is no longer looked after`, each)
    }
    if (code === 'relevant' && bornOn !== null && each.from >= age(18))
      breaks('relevant under 18', 'A relevant child is 16 or 17', each)
    if (code?.startsWith('former-relevant') && bornOn !== null && (each.from < age(18) || each.from >= age(25))) {
      breaks('former relevant from 18', 'A former relevant young person is between 18 and 24', each)
    }
  }
}
