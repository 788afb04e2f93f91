import { ageOn, isAfter, isBefore } from '../../../lib/day.ts'
import { endLighterHelp, isRefusal, openReferral } from './decide-front-door.ts'
import { leaveCareAs } from './decide-leaving-care.ts'
import { afterStart, type Draft, inWords, notBefore, type Refusal, refuse, type Said } from './decide-outcome.ts'
import { isTemporaryPlacement } from './decide-rules.ts'
import type { Spell } from './history.ts'

// Emergency protection, care, legal status, placement, adoption, permanence orders, remand, short breaks, deprivation of
// liberty, missing episodes, private fostering, unaccompanied children, and a child's death.

export type Placed = { code: string; detail?: Readonly<Record<string, unknown>> }

export type CareAct =
  | ({ kind: 'start emergency protection'; code: 'L1' | 'L2' | 'L3'; placement?: Placed } & Said)
  | ({ kind: 'end emergency protection' } & Said)
  | ({ kind: 'start care'; legalStatus: string; placement: Placed } & Said)
  | ({ kind: 'change legal status'; code: string } & Said)
  | ({ kind: 'move placement'; placement: Placed; reason?: string } & Said)
  | ({ kind: 'end care'; reason: string } & Said)
  | ({ kind: 'decide adoption'; relinquished?: boolean } & Said)
  | ({ kind: 'reverse adoption'; reason: string } & Said)
  | ({ kind: 'make permanence order'; code: 'SGO' | 'CAO' } & Said)
  | ({ kind: 'end permanence order'; reason: string } & Said)
  | ({ kind: 'remand'; code: 'J1' | 'J2' | 'J3'; placement: Placed } & Said)
  | ({ kind: 'end remand' } & Said)
  | ({ kind: 'agree short breaks'; code: 'V3' | 'V4' } & Said)
  | ({ kind: 'end short breaks'; reason: string } & Said)
  | ({ kind: 'find unaccompanied' } & Said)
  | ({ kind: 'end unaccompanied'; reason: string } & Said)
  | ({ kind: 'authorise deprivation of liberty' } & Said)
  | ({ kind: 'end deprivation of liberty'; reason: string } & Said)
  | ({ kind: 'report missing'; code: 'M' | 'A' } & Said)
  | ({ kind: 'return from missing' } & Said)
  | ({ kind: 'start private fostering' } & Said)
  | ({ kind: 'end private fostering'; reason: string } & Said)
  | ({ kind: 'record death' } & Said)

const legalStatuses: readonly string[] = ['C1', 'C2', 'E1', 'V2', 'J1', 'J2', 'J3', 'L1', 'L2', 'L3']
const placementTypes: readonly string[] =
  'A3 A4 A5 A6 K1 K2 K3 P1 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z11 Z12 Z13 Z14'.split(' ')
const reasonsForMoving: readonly string[] =
  'CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER'.split(' ')
const reasonsCareEnds: readonly string[] =
  'E11 E12 E2 E3 E4A E4B E13 E41 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17'.split(' ')

const isAdoptive = (code: string | null): boolean => code !== null && /^A[3-6]$/.test(code)
const isFoster = (code: string | null): boolean => code?.startsWith('U') ?? false

/** Refused when a child is known to be younger than an age on a day. */
const youngerThan = (d: Draft, years: number, field: string, what: string): Refusal | null =>
  d.history.bornOn !== null && ageOn(d.history.bornOn, d.said.on) < years
    ? refuse(field, `${what} is for a child of ${years} or over`)
    : null

const from18 = (d: Draft, field: string, what: string): Refusal | null =>
  d.history.bornOn !== null && ageOn(d.history.bornOn, d.said.on) >= 18
    ? refuse(field, `${what} is for a child under 18`)
    : null

/** The youngest a child may be in some placements (rules 371 to 374). */
const youngest: Readonly<Record<string, number>> = { K3: 16, R5: 10, S1: 4, P3: 14 }

const wrongStatus = (d: Draft, code: string): Refusal | null => {
  if (code === 'V3' || code === 'V4')
    return refuse('legalStatus', 'Short breaks are agreed, not started as care: record the agreement')
  if (!legalStatuses.includes(code)) return refuse('legalStatus', 'Select the legal status')
  // Rule 358.
  if (code.startsWith('J')) return youngerThan(d, 10, 'legalStatus', 'A youth justice status')
  // Rules 553 and 554.
  if (code === 'E1') {
    const decided = d.open('adoption')
    if (decided === null || isAfter(decided.startsOn, d.said.on)) {
      return refuse(
        'legalStatus',
        'A placement order follows the decision that the child should be placed: record the decision first',
      )
    }
  }
  return null
}

/** What a placement asks of the child, the legal status and the placement before it. */
const wrongPlacement = (d: Draft, { code }: Placed, status: string | null, before: Spell | null): Refusal | null => {
  if (!placementTypes.includes(code)) return refuse('placement', 'Select the type of placement')
  const years = youngest[code]
  const young = years === undefined ? null : youngerThan(d, years, 'placement', `This placement (${code})`)
  if (young !== null) return young
  if (code === 'P1' && status === 'V2') {
    return refuse('placement', 'A child accommodated by agreement (V2) is not placed with their own parent')
  }
  if (!isAdoptive(code)) return null
  const decided = d.open('adoption')
  if (decided === null || isAfter(decided.startsOn, d.said.on)) {
    return refuse(
      'placement',
      'A placement for adoption follows the decision that the child should be placed: record the decision first',
    )
  }
  if ((code === 'A5' || code === 'A6') && status !== 'E1')
    return refuse('placement', `${code} needs a placement order (E1)`)
  if ((code === 'A3' || code === 'A5') && !isFoster(before?.code ?? null)) {
    return refuse(
      'placement',
      `${code} is for adoption by the present foster carer, and the child is not in a foster home`,
    )
  }
  return null
}

const notYetBorn = (d: Draft): Refusal | null => {
  const { bornOn, expectedOn } = d.history
  const unborn = bornOn === null ? expectedOn !== null : isBefore(d.said.on, bornOn)
  return unborn ? refuse('on', 'The child is not born on that day') : null
}

const startCare = (d: Draft, legalStatus: string, placement: Placed): Refusal | null => {
  const { on, detail = {} } = d.said
  const referral = openReferral(d)
  if (isRefusal(referral)) return referral
  if (d.open('looked_after') !== null) return refuse('on', 'The child is already looked after')
  const wrong =
    notYetBorn(d) ??
    from18(d, 'on', 'Starting care') ??
    wrongStatus(d, legalStatus) ??
    (isTemporaryPlacement(placement.code)
      ? refuse('placement', 'Care does not start in a temporary placement')
      : null) ??
    wrongPlacement(d, placement, legalStatus, null)
  if (wrong !== null) return wrong
  const leaving = d.open('care_leaver')
  if (leaving !== null) {
    const early = notBefore(leaving, on, "The young person's time as a care leaver")
    if (early !== null) return early
    d.closes(leaving, 'looked after again')
  }
  const fostering = d.open('private_fostering')
  if (fostering !== null) {
    const early = notBefore(fostering, on, 'Private fostering')
    if (early !== null) return early
    d.closes(fostering, 'looked after')
  }
  const refused = endLighterHelp(d, 'looked after')
  if (refused !== null) return refused
  const care = d.opens('looked_after', { withinId: referral.id, detail })
  d.opens('legal_status', { withinId: care.id, code: legalStatus })
  d.opens('placement', { withinId: care.id, code: placement.code, detail: placement.detail ?? {} })
  return null
}

/** Police protection and an emergency order end when the status that came with them does. */
const endEmergency = (d: Draft): Refusal | null => {
  for (const spell of d.everyOpen('emergency_protection')) {
    if (spell.code === 'L3') continue
    const early = notBefore(spell, d.said.on, 'The emergency protection')
    if (early !== null) return early
    const { at } = d.said
    d.closes(spell, 'ended', at ? { endedAt: at.toString() } : {})
  }
  return null
}

const careOf = (d: Draft): Spell | Refusal => {
  const care = d.open('looked_after')
  return care === null ? refuse('on', 'The child is not looked after') : (notBefore(care, d.said.on, 'Care') ?? care)
}

const changeStatus = (d: Draft, code: string): Refusal | null => {
  const care = careOf(d)
  if (isRefusal(care)) return care
  const status = d.open('legal_status')
  const wrong =
    wrongStatus(d, code) ?? (status === null ? null : afterStart(status, d.said.on, 'The present legal status'))
  if (wrong !== null) return wrong
  if (status?.code === code) return refuse('legalStatus', 'That is the legal status already')
  const placement = d.open('placement')
  if (placement?.code === 'P1' && code === 'V2') {
    return refuse(
      'legalStatus',
      'A child accommodated by agreement (V2) is not placed with their own parent: record the move first',
    )
  }
  if ((placement?.code === 'A5' || placement?.code === 'A6') && code !== 'E1') {
    return refuse('legalStatus', `The placement ${placement.code} needs a placement order: record the move first`)
  }
  const remand = d.open('remand')
  if (remand !== null && !code.startsWith('J')) {
    const early = notBefore(remand, d.said.on, 'The remand')
    if (early !== null) return early
    d.closes(remand, 'ended')
  }
  const refused = endEmergency(d)
  if (refused !== null) return refused
  d.closes(status, 'X1')
  d.opens('legal_status', { withinId: care.id, code, detail: d.said.detail ?? {} })
  return null
}

const startEmergency = (d: Draft, act: Extract<CareAct, { kind: 'start emergency protection' }>): Refusal | null => {
  const started = act.at ? { startedAt: act.at.toString() } : {}
  const detail = { ...act.detail, ...started }
  if (act.code === 'L3') {
    const unborn = notYetBorn(d)
    if (unborn === null) d.opens('emergency_protection', { code: 'L3', detail })
    return unborn
  }
  if (d.open('looked_after') !== null) {
    const refused = changeStatus(d, act.code)
    if (refused === null) d.opens('emergency_protection', { code: act.code, detail })
    return refused
  }
  if (act.placement === undefined) return refuse('placement', 'Say where the child is placed')
  const refused = startCare(d, act.code, act.placement)
  if (refused === null) d.opens('emergency_protection', { code: act.code, detail })
  return refused
}

const movePlacement = (d: Draft, act: Extract<CareAct, { kind: 'move placement' }>): Refusal | null => {
  const care = careOf(d)
  if (isRefusal(care)) return care
  const before = d.open('placement')
  const status = d.open('legal_status')
  const wrong = before === null ? null : afterStart(before, act.on, 'The present placement')
  if (wrong !== null) return wrong
  if (status !== null && isAfter(status.startsOn, act.on)) {
    return refuse('on', `The legal status changed on ${inWords(status.startsOn)}: the move must not be before that`)
  }
  const missing = d.open('missing')
  // Rule 575.
  if (missing !== null) return refuse('on', 'The child is missing: record the return before the move')
  const bad = wrongPlacement(d, act.placement, status?.code ?? null, before)
  if (bad !== null) return bad
  const short = isTemporaryPlacement(act.placement.code) || isTemporaryPlacement(before?.code ?? null)
  if (!short && !reasonsForMoving.includes(act.reason ?? '')) return refuse('reason', 'Select why the child moves')
  if (act.reason === 'CUSTOD') {
    const young = youngerThan(d, 10, 'reason', 'Custody')
    if (young !== null) return young
  }
  d.closes(before, short ? null : (act.reason ?? null))
  d.opens('placement', { withinId: care.id, code: act.placement.code, detail: act.placement.detail ?? {} })
  return null
}

/** What a reason for leaving care asks of the child and the record (rules 386 to 390, 407, 460, 516, 557, 580). */
const wrongEnding = (d: Draft, reason: string): Refusal | null => {
  if (reason === 'X1')
    return refuse('reason', 'X1 means that care goes on: record the move or the new legal status instead')
  if (reason === 'E2') return refuse('reason', "Record the child's death: it ends care too")
  if (!reasonsCareEnds.includes(reason)) return refuse('reason', 'Select why care ended')
  const placement = d.open('placement')
  const adoption = d.open('adoption')
  if (d.open('missing') !== null && reason !== 'E8') {
    return refuse('reason', 'The child is missing: record the return first, or end care for another reason (E8)')
  }
  if (isTemporaryPlacement(placement?.code ?? null)) {
    return refuse('on', 'The child is in a temporary placement: record the return to the placement before it first')
  }
  if (reason === 'E11' || reason === 'E12') {
    if (!isAdoptive(placement?.code ?? null))
      return refuse('reason', 'Adoption follows a placement with the adopters: record the placement first')
    return from18(d, 'reason', 'Adoption')
  }
  if (adoption !== null) {
    return refuse('reason', 'There is a decision that the child should be placed for adoption: reverse it first')
  }
  switch (reason) {
    case 'E5':
    case 'E6':
      return youngerThan(d, 14, 'reason', 'Independent living')
    case 'E7':
      return youngerThan(d, 16, 'reason', 'Adult residential care')
    case 'E17':
      return youngerThan(d, 18, 'reason', 'Staying with the carer after care')
    case 'E45':
    case 'E46':
      if (!isFoster(placement?.code ?? null)) {
        return refuse(
          'reason',
          `${reason} is for special guardianship to the foster carer, and the child is not in a foster home`,
        )
      }
      return from18(d, 'reason', 'Special guardianship')
    case 'E47':
    case 'E48':
      return from18(d, 'reason', 'Special guardianship')
    default:
      return null
  }
}

const endCare = (d: Draft, reason: string): Refusal | null => {
  const { on, detail = {} } = d.said
  const care = d.open('looked_after')
  if (care === null) return refuse('on', 'The child is not looked after')
  const status = d.open('legal_status')
  const placement = d.open('placement')
  const wrong =
    afterStart(care, on, 'Care') ??
    (status === null ? null : afterStart(status, on, 'The present legal status')) ??
    (placement === null ? null : afterStart(placement, on, 'The present placement')) ??
    wrongEnding(d, reason)
  if (wrong !== null) return wrong
  for (const kind of ['adoption', 'unaccompanied', 'deprivation_of_liberty', 'remand', 'missing'] as const) {
    for (const spell of d.everyOpen(kind)) {
      const early = notBefore(spell, on, 'What is open with care')
      if (early !== null) return early
      const adopted = kind === 'adoption'
      d.closes(spell, adopted ? 'adopted' : 'care ended')
    }
  }
  const refused = endEmergency(d)
  if (refused !== null) return refused
  d.closes(status, reason)
  d.closes(placement, reason)
  d.closes(care, reason, detail)
  if (reason === 'E11' || reason === 'E12') d.adds('adoption_order', { spellId: care.id, code: reason })
  if (/^E4[5-8]$/.test(reason)) d.opens('permanence_order', { code: 'SGO', detail: { reason } })
  if (reason === 'E41') d.opens('permanence_order', { code: 'CAO', detail: { reason } })
  return leaveCareAs(d, care, reason)
}

/** Opens a spell that lies within care. */
const withinCare = (d: Draft, kind: 'unaccompanied' | 'deprivation_of_liberty', already: string): Refusal | null => {
  const care = careOf(d)
  if (isRefusal(care)) return care
  if (d.open(kind) !== null) return refuse('on', already)
  d.opens(kind, { withinId: care.id, detail: d.said.detail ?? {} })
  return null
}

/** Closes the open spell of a kind. */
const ends = (
  d: Draft,
  kind: Spell['kind'],
  reason: string | null,
  what: string,
  detail: Readonly<Record<string, unknown>> = {},
): Refusal | null => {
  const spell = d.open(kind)
  if (spell === null) return refuse('on', `${what} is not open`)
  const refused = notBefore(spell, d.said.on, what)
  if (refused === null) d.closes(spell, reason, { ...d.said.detail, ...detail })
  return refused
}

const recordDeath = (d: Draft): Refusal | null => {
  const { history, said } = d
  const unborn = notYetBorn(d)
  if (unborn !== null) return unborn
  const later = [
    ...history.spells.flatMap(({ startsOn, endsOn }) => (endsOn === null ? [startsOn] : [startsOn, endsOn])),
    ...history.events.map(({ on }) => on),
  ].find((on) => isAfter(on, said.on))
  if (later !== undefined)
    return refuse('on', `Something is recorded on ${inWords(later)}: check the date, or correct that record first`)
  for (const spell of history.spells) {
    if (spell.endsOn !== null || spell.kind === 'risk') continue
    const reason =
      spell.kind === 'referral'
        ? 'RC2'
        : ['looked_after', 'legal_status', 'placement'].includes(spell.kind)
          ? 'E2'
          : 'died'
    d.closes(spell, reason)
  }
  d.decision.diedOn = said.on
  return null
}

const reportMissing = (d: Draft, code: string): Refusal | null => {
  if (d.open('missing') !== null) return refuse('on', 'The child is already recorded as missing')
  const served = (
    ['looked_after', 'child_protection_plan', 'child_in_need_plan', 'referral', 'care_leaver'] as const
  ).some((kind) => {
    const open = d.open(kind)
    return open !== null && !isAfter(open.startsOn, d.said.on)
  })
  if (!served) return refuse('on', 'The child was not open to the service on that day')
  const unborn = notYetBorn(d)
  if (unborn !== null) return unborn
  const placement = d.open('placement')
  const started = d.said.at ? { startedAt: d.said.at.toString() } : {}
  d.opens('missing', {
    code,
    withinId: d.open('looked_after')?.id ?? null,
    detail: { ...d.said.detail, ...started, ...(placement === null ? {} : { placementId: placement.id }) },
  })
  return null
}

export const decideOnCare = (d: Draft, act: CareAct): Refusal | null => {
  const detail = act.detail ?? {}
  switch (act.kind) {
    case 'start emergency protection':
      return startEmergency(d, act)
    case 'end emergency protection': {
      const spell = d.open('emergency_protection')
      if (spell === null) return refuse('on', 'There is no emergency protection to end')
      if (spell.code !== 'L3') {
        return refuse(
          'on',
          'The child is looked after under it: record the new legal status, or the end of care, and it ends with that',
        )
      }
      return ends(d, 'emergency_protection', 'ended', 'The child assessment order')
    }
    case 'start care':
      return act.legalStatus === 'L1' || act.legalStatus === 'L2'
        ? refuse('legalStatus', 'Record the police protection or emergency protection order: care starts with it')
        : startCare(d, act.legalStatus, act.placement)
    case 'change legal status':
      return act.code === 'L1' || act.code === 'L2'
        ? refuse(
            'legalStatus',
            'Record the police protection or emergency protection order: the legal status changes with it',
          )
        : changeStatus(d, act.code)
    case 'move placement':
      return movePlacement(d, act)
    case 'end care':
      return endCare(d, act.reason)
    case 'decide adoption': {
      const care = careOf(d)
      if (isRefusal(care)) return care
      if (d.open('adoption') !== null)
        return refuse('on', 'There is already a decision that the child should be placed: reverse it before another')
      const relinquished = act.relinquished === true ? { relinquished: true } : {}
      const plan = d.opens('adoption', { withinId: care.id, detail: { ...detail, ...relinquished } })
      d.adds('adoption_decision', { spellId: plan.id, code: 'should be placed' })
      return null
    }
    case 'reverse adoption': {
      if (!['RD1', 'RD2', 'RD3', 'RD4'].includes(act.reason))
        return refuse('reason', 'Select why the decision is reversed')
      if (d.open('legal_status')?.code === 'E1')
        return refuse('on', 'There is a placement order: record the new legal status first')
      if (isAdoptive(d.open('placement')?.code ?? null))
        return refuse('on', 'The child is placed with adopters: record the move first')
      return ends(d, 'adoption', act.reason, 'The adoption plan')
    }
    case 'make permanence order': {
      const tooOld = from18(d, 'on', 'This order')
      if (tooOld !== null) return tooOld
      if (d.open('looked_after') !== null) {
        return refuse(
          'on',
          'The child is looked after: end care with the reason for this order, and the order is recorded with it',
        )
      }
      if (d.everyOpen('permanence_order').some(({ code }) => code === act.code))
        return refuse('code', 'The child already has such an order')
      const unborn = notYetBorn(d)
      if (unborn === null) d.opens('permanence_order', { code: act.code, detail })
      return unborn
    }
    case 'end permanence order':
      return ends(d, 'permanence_order', act.reason, 'The order')
    case 'remand': {
      const young = youngerThan(d, 10, 'code', 'Remand')
      if (young !== null) return young
      if (d.open('remand') !== null) return refuse('on', 'The child is already on remand')
      const refused =
        d.open('looked_after') === null ? startCare(d, act.code, act.placement) : changeStatus(d, act.code)
      if (refused === null) d.opens('remand', { code: act.code, detail })
      return refused
    }
    case 'end remand':
      // Care that came with the remand ends with it; where it goes on, the new legal status ends the remand.
      return d.open('legal_status')?.code?.startsWith('J')
        ? endCare(d, 'E14')
        : ends(d, 'remand', 'ended', 'The remand')
    case 'agree short breaks': {
      if (d.open('looked_after') !== null)
        return refuse('on', 'The child is looked after: short breaks are for children who live at home')
      if (d.open('short_breaks') !== null) return refuse('on', 'There is already an agreement for short breaks')
      const unborn = notYetBorn(d)
      if (unborn === null) d.opens('short_breaks', { code: act.code, detail })
      return unborn
    }
    case 'end short breaks':
      return ends(d, 'short_breaks', act.reason, 'The agreement for short breaks')
    case 'find unaccompanied':
      return (
        from18(d, 'on', 'This status') ??
        withinCare(d, 'unaccompanied', 'The child is already recorded as unaccompanied')
      )
    case 'end unaccompanied':
      return ends(d, 'unaccompanied', act.reason, 'The status')
    case 'authorise deprivation of liberty':
      return withinCare(d, 'deprivation_of_liberty', 'There is already such an order')
    case 'end deprivation of liberty':
      return ends(d, 'deprivation_of_liberty', act.reason, 'The order')
    case 'report missing':
      return reportMissing(d, act.code)
    case 'return from missing':
      return ends(d, 'missing', 'returned', 'The missing episode', act.at ? { returnedAt: act.at.toString() } : {})
    case 'start private fostering': {
      if (d.open('private_fostering') !== null)
        return refuse('on', 'The child is already recorded as privately fostered')
      if (d.open('looked_after') !== null)
        return refuse('on', 'The child is looked after, so this is not private fostering')
      const unborn = notYetBorn(d)
      if (unborn !== null) return unborn
      const limit = detail.disabled === true ? 18 : 16
      const { bornOn } = d.history
      if (bornOn !== null && ageOn(bornOn, act.on) >= limit) {
        return refuse('on', 'Private fostering is for a child under 16, or under 18 if disabled')
      }
      d.opens('private_fostering', { detail })
      return null
    }
    case 'end private fostering':
      return ends(d, 'private_fostering', act.reason, 'The arrangement')
    case 'record death':
      return recordDeath(d)
  }
}
