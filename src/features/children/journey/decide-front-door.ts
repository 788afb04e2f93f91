import { isAfter, isSame } from '../../../lib/day.ts'
import { epochDay } from '../../../lib/working-days.ts'
import { type Draft, inWords, notBefore, type Refusal, refuse, type Said } from './decide-outcome.ts'
import { heldByReferral } from './decide-rules.ts'
import type { Spell } from './history.ts'
import { spellKinds } from './kinds.ts'

// Contact, early help, referral, assessment, child in need plan, closure.

/** Two people sign: the writer, and a manager who is somebody else. */
export type Signed = { decidedBy: string; authorisedBy: string }

export type FrontDoorAct =
  | ({ kind: 'record contact'; source?: string } & Said)
  | ({
      kind: 'screen contact'
      outcome: 'referral' | 'early help' | 'advice' | 'other agency'
      contactId?: string
    } & Said)
  | ({ kind: 'start early help' } & Said)
  | ({ kind: 'end early help'; reason: string } & Said)
  | ({ kind: 'start referral'; source: string } & Said)
  | ({ kind: 'decide referral'; outcome: 'assessment' | 'section 47' | 'early help' | 'no further action' } & Signed &
      Said)
  | ({ kind: 'start assessment' } & Said)
  | ({
      kind: 'end assessment'
      outcome: 'child in need plan' | 'section 47' | 'looked after' | 'early help' | 'no further action'
      factors: readonly string[]
      /** the family and agencies were told in writing, or it was discussed with them (CIN guide 4.9) */
      shared: boolean
    } & Signed &
      Said)
  | ({ kind: 'start child in need plan' } & Said)
  | ({ kind: 'end child in need plan'; reason: string } & Said)
  | ({ kind: 'close case'; reason: string } & Said)

/** Refused until a manager other than the writer has signed. */
export const unsigned = (act: Signed): Refusal | null => {
  if (act.authorisedBy.trim() === '') return refuse('authorisedBy', 'Say which manager authorised this')
  if (act.authorisedBy === act.decidedBy)
    return refuse('authorisedBy', 'Somebody other than the writer must authorise this')
  return null
}

/** The open referral, refused when there is none or it began after the day. */
export const openReferral = (d: Draft): Spell | Refusal => {
  const referral = d.open('referral')
  if (referral === null) return refuse('on', 'There is no open referral: record the referral first')
  return notBefore(referral, d.said.on, 'The referral') ?? referral
}

export const isRefusal = (value: Spell | Refusal): value is Refusal => 'accepted' in value

/** What is still open within a referral. */
const stillOpen = (d: Draft): Spell[] => heldByReferral.flatMap((kind) => d.everyOpen(kind))

/** What has been within a referral since it began, open or ended. */
const everWithin = (d: Draft, referral: Spell): Spell[] =>
  d.history.spells.filter(
    ({ kind, startsOn, withinId }) =>
      heldByReferral.includes(kind) &&
      (withinId === referral.id || (withinId === null && !isAfter(referral.startsOn, startsOn))),
  )

/** A child in need plan and early help end where protection or care begins. */
export const endLighterHelp = (d: Draft, because: string): Refusal | null => {
  for (const kind of ['child_in_need_plan', 'early_help'] as const) {
    for (const spell of d.everyOpen(kind)) {
      const early = notBefore(spell, d.said.on, `The ${spellKinds[kind].toLowerCase()}`)
      if (early !== null) return early
      d.closes(spell, because)
    }
  }
  return null
}

const endEarlyHelp = (d: Draft, because: string): Refusal | null => {
  const early = d.open('early_help')
  if (early === null) return null
  const refused = notBefore(early, d.said.on, 'Early help')
  if (refused === null) d.closes(early, because)
  return refused
}

export const startChildInNeedPlan = (d: Draft, referral: Spell): Refusal | null => {
  if (d.open('child_protection_plan') !== null) {
    return refuse('on', 'The child is on a child protection plan: a child in need plan cannot run beside it')
  }
  if (d.open('looked_after') !== null) {
    return refuse('on', 'The child is looked after: a child in need plan cannot run beside care')
  }
  if (d.open('child_in_need_plan') !== null) return refuse('on', 'The child already has a child in need plan')
  const refused = endEarlyHelp(d, 'child in need plan')
  if (refused === null) d.opens('child_in_need_plan', { withinId: referral.id, detail: d.said.detail ?? {} })
  return refused
}

export const startReferral = (d: Draft, source: string): Refusal | null => {
  const open = d.open('referral')
  if (open !== null) {
    return refuse(
      'on',
      `This child's case has been open since ${inWords(open.startsOn)}: new information on an open case is not a new referral`,
    )
  }
  if (source.trim() === '') return refuse('source', 'Select who made the referral')
  const { bornOn } = d.history
  // Rule 8606: no referral is more than forty weeks before birth.
  if (bornOn !== null && epochDay(d.said.on) < epochDay(bornOn) - 280) {
    return refuse(
      'on',
      `The child was born on ${inWords(bornOn)}: the referral must not be more than 40 weeks before that`,
    )
  }
  d.opens('referral', { code: source, detail: d.said.detail ?? {} })
  return null
}

const startEarlyHelp = (d: Draft): Refusal | null => {
  if (d.open('early_help') !== null) return refuse('on', 'The child already has early help')
  for (const kind of ['child_in_need_plan', 'child_protection_plan', 'looked_after'] as const) {
    if (d.open(kind) !== null)
      return refuse('on', `Early help cannot run beside this: ${spellKinds[kind].toLowerCase()}`)
  }
  d.opens('early_help', { detail: d.said.detail ?? {} })
  return null
}

const goesNoFurther = (d: Draft, referral: Spell, outcome: string): Refusal | null => {
  const within = everWithin(d, referral)
  if (within[0] !== undefined) {
    return refuse(
      'outcome',
      `The referral already has this on it: ${spellKinds[within[0].kind].toLowerCase()}. A referral that goes no further holds nothing`,
    )
  }
  d.closes(referral, 'NFA', { noFurtherAction: true })
  return outcome === 'early help' ? startEarlyHelp(d) : null
}

const lastAssessment = (d: Draft, referral: Spell): Spell | null =>
  everWithin(d, referral)
    .filter(({ kind, endsOn }) => kind === 'assessment' && endsOn !== null)
    .at(-1) ?? null

/** Factor 21, "none identified", stands alone and is never used where a section 47 enquiry began. */
const wrongFactors = (d: Draft, referral: Spell, factors: readonly string[]): Refusal | null => {
  if (factors.length === 0) return refuse('factors', 'Select what the assessment found')
  if (new Set(factors).size < factors.length) return refuse('factors', 'Select each factor once')
  if (!factors.includes('21')) return null
  if (factors.length > 1) return refuse('factors', 'Factor 21 (no factors identified) cannot stand with another factor')
  if (everWithin(d, referral).some(({ kind }) => kind === 'section_47')) {
    return refuse('factors', 'A section 47 enquiry was started, so factor 21 (no factors identified) cannot be used')
  }
  return null
}

/** RC8 and RC9: assessed, found not in need, and nothing else; any other ending has a reason of its own. */
const wrongClosure = (d: Draft, referral: Spell, reason: string): Refusal | null => {
  const within = everWithin(d, referral)
  const ended = (codes: readonly string[]): boolean =>
    within.some(({ kind, endCode }) => kind === 'looked_after' && codes.includes(endCode ?? ''))
  const ordered = (code: string): boolean =>
    d.history.spells.some(
      ({ kind, code: order, startsOn }) =>
        kind === 'permanence_order' && order === code && !isAfter(referral.startsOn, startsOn),
    )
  switch (reason) {
    case 'RC1':
      return ended(['E11', 'E12'])
        ? null
        : refuse('reason', 'Adopted (RC1) is for a child whose care ended in adoption')
    case 'RC2':
      return refuse('reason', "Record the child's death: it closes the case as RC2")
    case 'RC3':
      return ended(['E41']) || ordered('CAO')
        ? null
        : refuse('reason', 'Child arrangements order (RC3) is for a child with such an order: record the order first')
    case 'RC4':
      return ended(['E43', 'E44', 'E45', 'E46', 'E47', 'E48']) || ordered('SGO')
        ? null
        : refuse('reason', 'Special guardianship order (RC4) is for a child with such an order: record the order first')
    case 'RC5':
    case 'RC6':
    case 'RC7':
      return null
    case 'RC8':
    case 'RC9': {
      const other = within.find(({ kind }) => kind !== 'assessment')
      if (other?.kind === 'section_47') {
        return refuse('reason', 'A section 47 enquiry was started: close with RC7, even if nothing was found')
      }
      if (other !== undefined) {
        return refuse(
          'reason',
          `${reason} is for a child who got no service, and this one had: ${spellKinds[other.kind].toLowerCase()}`,
        )
      }
      const assessment = lastAssessment(d, referral)
      if (assessment === null)
        return refuse('reason', `${reason} is for a child who was assessed, and no assessment has ended`)
      if (assessment.endsOn !== null && !isSame(assessment.endsOn, d.said.on)) {
        return refuse(
          'on',
          `With ${reason} the case closes on the day the assessment ended, ${inWords(assessment.endsOn)}`,
        )
      }
      return null
    }
    default:
      return refuse('reason', 'Select why the case is closed')
  }
}

const closeCase = (d: Draft, reason: string): Refusal | null => {
  const referral = openReferral(d)
  if (isRefusal(referral)) return referral
  const open = [...stillOpen(d), ...d.everyOpen('missing')][0]
  if (open !== undefined) {
    return refuse('on', `This is still open and must end first: ${spellKinds[open.kind].toLowerCase()}`)
  }
  const later = everWithin(d, referral).find(({ endsOn }) => endsOn !== null && isAfter(endsOn, d.said.on))
  if (later?.endsOn) {
    return refuse(
      'on',
      `The ${spellKinds[later.kind].toLowerCase()} ended on ${inWords(later.endsOn)}: the case cannot have closed before`,
    )
  }
  const wrong = wrongClosure(d, referral, reason)
  if (wrong !== null) return wrong
  d.closes(referral, reason, d.said.detail)
  // A closed case has no worker; a care leaver and a privately fostered child keep theirs.
  if (d.open('care_leaver') === null && d.open('private_fostering') === null && d.open('early_help') === null) {
    for (const allocation of d.everyOpen('allocation')) {
      if (!isAfter(allocation.startsOn, d.said.on)) d.closes(allocation, 'case closed')
    }
  }
  return null
}

export const decideAtFrontDoor = (d: Draft, act: FrontDoorAct): Refusal | null => {
  const detail = act.detail ?? {}
  switch (act.kind) {
    case 'record contact':
      d.opens('contact', { code: act.source ?? null, detail })
      return null
    case 'screen contact': {
      const contact =
        act.contactId === undefined
          ? d.open('contact')
          : (d.everyOpen('contact').find(({ id }) => id === act.contactId) ?? null)
      if (contact === null) return refuse('contactId', 'There is no contact waiting to be screened')
      const early = notBefore(contact, act.on, 'The contact')
      if (early !== null) return early
      d.closes(contact, act.outcome, detail)
      if (act.outcome === 'early help') return startEarlyHelp(d)
      return act.outcome === 'referral' ? startReferral(d, contact.code ?? '10') : null
    }
    case 'start early help':
      return startEarlyHelp(d)
    case 'end early help': {
      const early = d.open('early_help')
      if (early === null) return refuse('on', 'The child has no early help to end')
      const refused = notBefore(early, act.on, 'Early help')
      if (refused === null) d.closes(early, act.reason, detail)
      return refused
    }
    case 'start referral':
      return startReferral(d, act.source)
    case 'decide referral': {
      const referral = openReferral(d)
      if (isRefusal(referral)) return referral
      const decided = d.history.events.some(
        ({ kind, spellId }) => kind === 'referral_decision' && spellId === referral.id,
      )
      if (decided) return refuse('outcome', 'This referral has already been decided')
      const wrong = unsigned(act)
      if (wrong !== null) return wrong
      d.adds('referral_decision', {
        spellId: referral.id,
        code: act.outcome,
        detail: { ...detail, decidedBy: act.decidedBy, authorisedBy: act.authorisedBy },
      })
      const further = act.outcome === 'assessment' || act.outcome === 'section 47'
      return further ? null : goesNoFurther(d, referral, act.outcome)
    }
    case 'start assessment': {
      const referral = openReferral(d)
      if (isRefusal(referral)) return referral
      if (d.open('assessment') !== null) return refuse('on', 'There is already an open assessment: end it first')
      d.opens('assessment', { withinId: referral.id, detail })
      return null
    }
    case 'end assessment': {
      const assessment = d.open('assessment')
      if (assessment === null) return refuse('on', 'There is no open assessment')
      const referral = openReferral(d)
      if (isRefusal(referral)) return referral
      const wrong =
        notBefore(assessment, act.on, 'The assessment') ?? unsigned(act) ?? wrongFactors(d, referral, act.factors)
      if (wrong !== null) return wrong
      if (!act.shared) {
        return refuse(
          'shared',
          'An assessment is complete once the family and agencies have been told: say how they were',
        )
      }
      const { outcome, factors, decidedBy, authorisedBy } = act
      d.closes(assessment, outcome, { ...detail, factors: [...factors], decidedBy, authorisedBy, shared: true })
      return null
    }
    case 'start child in need plan': {
      const referral = openReferral(d)
      return isRefusal(referral) ? referral : startChildInNeedPlan(d, referral)
    }
    case 'end child in need plan': {
      const plan = d.open('child_in_need_plan')
      if (plan === null) return refuse('on', 'The child has no child in need plan')
      const refused = notBefore(plan, act.on, 'The plan')
      if (refused === null) d.closes(plan, act.reason, detail)
      return refused
    }
    case 'close case':
      return closeCase(d, act.reason)
  }
}
