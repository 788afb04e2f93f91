import { isAfter, isSame } from '../../../lib/day.ts'
import {
  endLighterHelp,
  isRefusal,
  openReferral,
  type Signed,
  startChildInNeedPlan,
  startReferral,
  unsigned,
} from './decide-front-door.ts'
import { afterStart, type Draft, notBefore, type Refusal, refuse, type Said } from './decide-outcome.ts'
import type { Spell } from './history.ts'

// Strategy discussion, section 47, conferences and plans, pre-proceedings and proceedings.

export type ProtectionAct =
  | ({ kind: 'record harm concern'; strategyNeeded?: boolean } & Said)
  | ({ kind: 'hold strategy discussion'; outcome: 'section 47' | 'no section 47'; agencies: readonly string[] } & Said)
  | ({ kind: 'start section 47'; agencies: readonly string[] } & Said)
  | ({
      kind: 'end section 47'
      outcome: 'conference' | 'child in need' | 'support elsewhere' | 'no further action'
      substantiated: boolean
    } & Signed &
      Said)
  | ({
      kind: 'hold initial conference'
      outcome: 'child protection plan' | 'child in need plan' | 'none'
      category?: string
      /** for a child who moved here while on a plan elsewhere */
      transferIn?: boolean
    } & Said)
  | ({ kind: 'hold review conference'; outcome: 'continue' | 'change category' | 'end'; category?: string } & Said)
  | ({ kind: 'transfer plan out'; council: string } & Said)
  | ({ kind: 'receive transfer notice'; council: string } & Said)
  | ({ kind: 'start pre-proceedings' } & Said)
  | ({ kind: 'end pre-proceedings'; outcome: 'stopped' | 'apply to court' } & Said)
  | ({ kind: 'start proceedings' } & Said)
  | ({
      kind: 'end proceedings'
      order:
        | 'care order'
        | 'supervision order'
        | 'special guardianship order'
        | 'child arrangements order'
        | 'placement order'
        | 'no order'
        | 'withdrawn'
    } & Said)

export const categoriesOfAbuse: readonly string[] = ['NEG', 'PHY', 'SAB', 'EMO', 'MUL']

const onWeekend = (d: Draft): Refusal | null =>
  // Rule 8875.
  d.said.on.dayOfWeek > 5 ? refuse('on', 'A conference is not held on a weekend: check the date') : null

const startEnquiry = (d: Draft, agencies: readonly string[]): Refusal | null => {
  const referral = openReferral(d)
  if (isRefusal(referral)) return referral
  if (d.open('section_47') !== null) return refuse('on', 'There is already an open section 47 enquiry: end it first')
  const detail = d.said.detail ?? {}
  // The enquiry begins on the day of the strategy discussion that started it (CIN census N00148).
  const enquiry = d.opens('section_47', { withinId: referral.id, detail })
  d.adds('strategy_discussion', {
    spellId: enquiry.id,
    code: 'section 47',
    detail: { ...detail, agencies: [...agencies] },
  })
  return null
}

/** The enquiry a conference answers: the open one, or the last that ended with one required and not yet held. */
const enquiryFor = (d: Draft): Spell | null => {
  const open = d.open('section_47')
  if (open !== null) return open
  const held = new Set(
    d.history.events.filter(({ kind }) => kind === 'initial_conference').map(({ spellId }) => spellId),
  )
  return (
    d.history.spells
      .filter(({ id, kind, detail }) => kind === 'section_47' && detail.conferenceRequired === true && !held.has(id))
      .at(-1) ?? null
  )
}

const startProtectionPlan = (
  d: Draft,
  referral: Spell,
  category: string | undefined,
  transferIn: boolean,
): Refusal | null => {
  if (category === undefined || !categoriesOfAbuse.includes(category)) {
    return refuse('category', 'Select the category of abuse the conference decided on')
  }
  if (d.open('child_protection_plan') !== null) {
    return refuse('outcome', 'The child is already on a child protection plan: a child is never on two')
  }
  const refused = endLighterHelp(d, 'child protection plan')
  if (refused !== null) return refused
  d.opens('child_protection_plan', {
    withinId: referral.id,
    code: category,
    detail: { ...d.said.detail, initialCategory: category, transferIn },
  })
  return null
}

const holdInitialConference = (
  d: Draft,
  act: Extract<ProtectionAct, { kind: 'hold initial conference' }>,
): Refusal | null => {
  const referral = openReferral(d)
  if (isRefusal(referral)) return referral
  const transferIn = act.transferIn === true
  const enquiry = transferIn ? null : enquiryFor(d)
  if (!transferIn && enquiry === null) {
    return refuse('on', 'A conference follows a section 47 enquiry that needs one: record the enquiry first')
  }
  if (transferIn && !d.history.events.some(({ kind, on }) => kind === 'transfer_notice' && !isAfter(on, act.on))) {
    return refuse('transferIn', "Record the other council's notice first")
  }
  const wrong = onWeekend(d) ?? (enquiry === null ? null : notBefore(enquiry, act.on, 'The section 47 enquiry'))
  if (wrong !== null) return wrong
  d.adds('initial_conference', {
    spellId: enquiry?.id ?? null,
    code: act.outcome,
    detail: {
      ...act.detail,
      ...(transferIn ? { transferIn } : {}),
      ...(act.category ? { category: act.category } : {}),
    },
  })
  if (enquiry !== null) d.closes(d.open('section_47'), 'conference', { conferenceRequired: true })
  if (act.outcome === 'child protection plan') return startProtectionPlan(d, referral, act.category, transferIn)
  return act.outcome === 'child in need plan' && d.open('child_in_need_plan') === null
    ? startChildInNeedPlan(d, referral)
    : null
}

const holdReviewConference = (
  d: Draft,
  act: Extract<ProtectionAct, { kind: 'hold review conference' }>,
): Refusal | null => {
  const plan = d.open('child_protection_plan')
  if (plan === null) return refuse('on', 'The child is not on a child protection plan')
  // Rule 8841: a review is after the plan's first day.
  const wrong = afterStart(plan, act.on, 'The plan') ?? onWeekend(d)
  if (wrong !== null) return wrong
  const changing = act.outcome === 'change category'
  if (changing && (act.category === undefined || !categoriesOfAbuse.includes(act.category))) {
    return refuse('category', 'Select the new category of abuse')
  }
  if (changing && act.category === plan.code)
    return refuse('category', 'That is the category already: select another, or continue the plan')
  d.adds('review_conference', {
    spellId: plan.id,
    code: changing ? (act.category ?? null) : null,
    detail: { ...act.detail, outcome: act.outcome },
  })
  if (changing) d.changes(plan, act.category ?? null, { initialCategory: plan.detail.initialCategory ?? plan.code })
  if (act.outcome === 'end') d.closes(plan, 'ended by conference')
  return null
}

export const decideOnProtection = (d: Draft, act: ProtectionAct): Refusal | null => {
  const detail = act.detail ?? {}
  switch (act.kind) {
    case 'record harm concern': {
      const referral = openReferral(d)
      if (isRefusal(referral)) return referral
      d.adds('harm_concern', {
        spellId: referral.id,
        detail: act.strategyNeeded === false ? { ...detail, strategyNeeded: false } : detail,
      })
      return null
    }
    case 'hold strategy discussion': {
      if (act.outcome === 'section 47') return startEnquiry(d, act.agencies)
      const referral = openReferral(d)
      if (isRefusal(referral)) return referral
      // A further discussion of an open enquiry belongs to it.
      const enquiry = d.open('section_47')
      d.adds('strategy_discussion', {
        spellId: enquiry !== null && !isAfter(enquiry.startsOn, act.on) ? enquiry.id : referral.id,
        code: act.outcome,
        detail: { ...detail, agencies: [...act.agencies] },
      })
      return null
    }
    case 'start section 47':
      return startEnquiry(d, act.agencies)
    case 'end section 47': {
      const enquiry = d.open('section_47')
      if (enquiry === null) return refuse('on', 'There is no open section 47 enquiry')
      const wrong = notBefore(enquiry, act.on, 'The enquiry') ?? unsigned(act)
      if (wrong !== null) return wrong
      const { outcome, substantiated, decidedBy, authorisedBy } = act
      const conferenceRequired = outcome === 'conference'
      d.closes(enquiry, outcome, { ...detail, substantiated, conferenceRequired, decidedBy, authorisedBy })
      return null
    }
    case 'hold initial conference':
      return holdInitialConference(d, act)
    case 'hold review conference':
      return holdReviewConference(d, act)
    case 'transfer plan out': {
      const plan = d.open('child_protection_plan')
      if (plan === null) return refuse('on', 'The child is not on a child protection plan')
      if (act.council.trim() === '') return refuse('council', 'Say which council the plan went to')
      const wrong = afterStart(plan, act.on, 'The plan')
      if (wrong === null) d.closes(plan, 'transferred', { ...detail, council: act.council })
      return wrong
    }
    case 'receive transfer notice': {
      if (act.council.trim() === '') return refuse('council', 'Say which council the child comes from')
      if (d.open('child_protection_plan') !== null)
        return refuse('on', 'The child is already on a child protection plan here')
      // The referral date is the day of the notice (CIN guide 4.1.1); on an open case the notice joins it.
      const refused = d.open('referral') === null ? startReferral(d, '5C') : null
      if (refused !== null) return refused
      const referral = openReferral(d)
      if (isRefusal(referral)) return referral
      d.adds('transfer_notice', {
        spellId: referral.id,
        code: 'child protection plan',
        detail: { ...detail, council: act.council },
      })
      return null
    }
    case 'start pre-proceedings': {
      const referral = openReferral(d)
      if (isRefusal(referral)) return referral
      if (d.open('pre_proceedings') !== null) return refuse('on', 'Pre-proceedings are already open')
      const held = (['child_protection_plan', 'child_in_need_plan', 'looked_after'] as const).some(
        (kind) => d.open(kind) !== null,
      )
      if (!held)
        return refuse(
          'on',
          'Pre-proceedings are for a child on a child protection or child in need plan, or looked after',
        )
      d.opens('pre_proceedings', { withinId: referral.id, detail })
      return null
    }
    case 'end pre-proceedings': {
      const stretch = d.open('pre_proceedings')
      if (stretch === null) return refuse('on', 'Pre-proceedings are not open')
      const refused = notBefore(stretch, act.on, 'Pre-proceedings')
      if (refused === null) d.closes(stretch, act.outcome, detail)
      return refused
    }
    case 'start proceedings': {
      const referral = openReferral(d)
      if (isRefusal(referral)) return referral
      if (d.open('proceedings') !== null) return refuse('on', 'Proceedings are already open')
      const stretch = d.open('pre_proceedings')
      const refused = stretch === null ? null : notBefore(stretch, act.on, 'Pre-proceedings')
      if (refused !== null) return refused
      d.closes(stretch, 'apply to court')
      const proceedings = d.opens('proceedings', { withinId: referral.id, detail })
      d.adds('care_application', { spellId: proceedings.id })
      return null
    }
    case 'end proceedings': {
      const proceedings = d.open('proceedings')
      if (proceedings === null) return refuse('on', 'There are no proceedings to end')
      const refused = notBefore(proceedings, act.on, 'Proceedings')
      if (refused !== null) return refused
      d.adds('court_order', { spellId: proceedings.id, code: act.order, detail })
      d.closes(proceedings, act.order, detail)
      return orderNeedsMore(d, act.order)
    }
  }
}

/** A care order is a legal status too: refused until the record agrees, so that the court's word is never in one place only. */
const orderNeedsMore = (d: Draft, order: string): Refusal | null => {
  const wanted = order === 'care order' ? 'C2' : order === 'placement order' ? 'E1' : null
  if (wanted === null) return null
  const status = d.open('legal_status')
  if (status !== null && status.code === wanted && !isAfter(status.startsOn, d.said.on)) return null
  if (status !== null && status.code === 'E1' && isSame(status.startsOn, d.said.on)) return null
  return refuse('order', `Record the legal status ${wanted} from the day of the order first`)
}
