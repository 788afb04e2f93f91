import { type Day, isAfter } from '../../../lib/day.ts'
import { type CareAct, decideOnCare } from './decide-care.ts'
import { decideAtFrontDoor, type FrontDoorAct } from './decide-front-door.ts'
import { decideOnLeavingCare, type LeavingCareAct } from './decide-leaving-care.ts'
import { carriedOut, type Decision, type Draft, draft, inWords, type Refusal, refuse } from './decide-outcome.ts'
import { decideOnProtection, type ProtectionAct } from './decide-protection.ts'
import { type BrokenRule, brokenRules } from './decide-rules.ts'
import type { History } from './history.ts'

export type { Change, Closing, Decision, Refusal, Said } from './decide-outcome.ts'
export { carriedOut, withIds } from './decide-outcome.ts'
export { type BrokenRule, brokenRules } from './decide-rules.ts'

/** What people do that moves a child from one state to another. */
export type Act = FrontDoorAct | ProtectionAct | CareAct | LeavingCareAct

// One entry for each act, so that a new one cannot be left out: where it is decided.
const deciders: { readonly [Kind in Act['kind']]: (d: Draft, act: never) => Refusal | null } = {
  'record contact': decideAtFrontDoor,
  'screen contact': decideAtFrontDoor,
  'start early help': decideAtFrontDoor,
  'end early help': decideAtFrontDoor,
  'start referral': decideAtFrontDoor,
  'decide referral': decideAtFrontDoor,
  'start assessment': decideAtFrontDoor,
  'end assessment': decideAtFrontDoor,
  'start child in need plan': decideAtFrontDoor,
  'end child in need plan': decideAtFrontDoor,
  'close case': decideAtFrontDoor,
  'record harm concern': decideOnProtection,
  'hold strategy discussion': decideOnProtection,
  'start section 47': decideOnProtection,
  'end section 47': decideOnProtection,
  'hold initial conference': decideOnProtection,
  'hold review conference': decideOnProtection,
  'transfer plan out': decideOnProtection,
  'receive transfer notice': decideOnProtection,
  'start pre-proceedings': decideOnProtection,
  'end pre-proceedings': decideOnProtection,
  'start proceedings': decideOnProtection,
  'end proceedings': decideOnProtection,
  'start emergency protection': decideOnCare,
  'end emergency protection': decideOnCare,
  'start care': decideOnCare,
  'change legal status': decideOnCare,
  'move placement': decideOnCare,
  'end care': decideOnCare,
  'decide adoption': decideOnCare,
  'reverse adoption': decideOnCare,
  'make permanence order': decideOnCare,
  'end permanence order': decideOnCare,
  remand: decideOnCare,
  'end remand': decideOnCare,
  'agree short breaks': decideOnCare,
  'end short breaks': decideOnCare,
  'find unaccompanied': decideOnCare,
  'end unaccompanied': decideOnCare,
  'authorise deprivation of liberty': decideOnCare,
  'end deprivation of liberty': decideOnCare,
  'report missing': decideOnCare,
  'return from missing': decideOnCare,
  'start private fostering': decideOnCare,
  'end private fostering': decideOnCare,
  'record death': decideOnCare,
  'become care leaver': decideOnLeavingCare,
  'end care leaver': decideOnLeavingCare,
}

/** The acts there are. */
export const actKinds = Object.keys(deciders) as Act['kind'][]

const keyOf = ({ rule, spells }: BrokenRule): string => `${rule}: ${spells.join()}`

/**
 * What an act comes to: spells to open and close and events to add, or a refusal in plain words that names the field to
 * change. Nothing is decided that would break a rule across states; rules an imported history already breaks are not
 * held against an act that does not touch them.
 */
export const decide = (history: History, act: Act, today: Day): Decision | Refusal => {
  if (isAfter(act.on, today)) return refuse('on', 'The date must be today or in the past')
  const { diedOn } = history
  if (diedOn !== null)
    return refuse('on', `The child died on ${inWords(diedOn)}: nothing more can be decided, only corrected`)
  const d = draft(history, act)
  const refused = deciders[act.kind](d, act as never)
  if (refused !== null) return refused
  const before = new Set(brokenRules(history).map(keyOf))
  const broken = brokenRules(carriedOut(history, d.decision)).find((rule) => !before.has(keyOf(rule)))
  return broken === undefined ? d.decision : refuse('on', broken.words)
}
