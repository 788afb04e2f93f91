import type { Level } from '../../../access/roles.ts'
import { type Day, isBefore } from '../../../lib/day.ts'
import { type History, heldOn, type Spell, spellsOf } from '../journey/history.ts'
import { type AllocationRole, allocationRoles } from '../journey/kinds.ts'
import { spokenDay } from '../spoken-day.ts'

// Who may hold a child, and what a new allocation does to the one before it.

/** Why the worker changes: the reasons of the SSDA903 social worker table, in words. */
export const changeReasons = {
  FCONTA: 'First contact, or a new referral',
  MANAGE: 'To share out the work',
  TSPROC: 'Usual transfer between teams',
  LEFTRL: 'The worker before has left',
  ABSENC: 'Cover for absence, or back from it',
  CHCHAN: 'The child asked for a change',
  PCCHAN: 'A parent or carer asked for a change',
  ORGRST: 'Teams were reorganised',
  SWDIED: 'The worker before has died',
  OTHERS: 'Another reason',
} as const
export type ChangeReason = keyof typeof changeReasons

/** Why the team's board suggested somebody: shown to the manager, and kept with the allocation. */
export const suggestionReasons = {
  load: 'has the lightest caseload after this',
  sibling: 'holds a brother or sister',
  before: 'has known this child before',
  language: 'speaks the language the family needs',
  area: 'works in the area where the child lives',
  team: 'is in the team that does this work',
} as const
export type SuggestionReason = keyof typeof suggestionReasons

/** The reasons named in an address ("sibling,load"); anything else is left out. */
export const readSuggestion = (text: string | undefined): SuggestionReason[] =>
  (text ?? '').split(',').filter((one): one is SuggestionReason => Object.hasOwn(suggestionReasons, one))

export type Candidate = {
  workerId: string
  name: string
  postTitle: string
  postRole: string
  teamId: string | null
  teamName: string | null
  sweNumber: string | null
  /** children held now, in the councils the viewer may see */
  children: number
  /** what the post opens of this council's children at this moment */
  level: Level | null
  /** null: may hold children of this council; otherwise why not, in the words of the agreement */
  refusal: string | null
}

const registered = (candidate: Pick<Candidate, 'sweNumber'>): boolean => (candidate.sweNumber ?? '').trim() !== ''

/**
 * Why this worker cannot take this part, or null. A looked-after child and a child on a protection plan need a
 * registered social worker (Care Planning Regulations 2010; Working Together): the part may be social worker or lead.
 */
export const cannotHold = (candidate: Candidate, role: AllocationRole, history: History, from: Day): string | null => {
  if (candidate.refusal) return `${candidate.name} cannot hold this child: ${candidate.refusal}`
  if (role === 'social worker' || role === 'lead practitioner') {
    const state = heldOn(history, from, 'child_protection_plan')[0]
      ? 'on a child protection plan'
      : heldOn(history, from, 'looked_after')[0]
        ? 'looked after'
        : null
    if (state && !registered(candidate)) {
      return `This child is ${state}, and needs a registered social worker. No Social Work England number is recorded for ${candidate.name}`
    }
  }
  if (role === 'reviewing officer' && candidate.postRole !== 'independent reviewing officer') {
    return `The reviewing officer must be independent of the case. ${candidate.name} is not in a reviewing officer's post`
  }
  if (
    role === 'conference chair' &&
    candidate.postRole !== 'conference chair' &&
    candidate.postRole !== 'independent reviewing officer'
  ) {
    return `The conference chair must be independent of the case. ${candidate.name} is not in a chair's post`
  }
  return null
}

export const openAllocations = (history: History): Spell[] =>
  spellsOf(history, 'allocation').filter((spell) => spell.endsOn === null)

/** The allocations a new one brings to an end: those in the same part. Or what stands in the way. */
export const endedBy = (
  history: History,
  role: AllocationRole,
  workerId: string,
  from: Day,
): { ends: Spell[] } | { problem: string; field: string } => {
  const same = openAllocations(history).filter((spell) => spell.code === role)
  if (same.some((spell) => spell.workerId === workerId)) {
    return { field: 'worker', problem: `Already ${allocationRoles[role].toLowerCase()} for this child` }
  }
  const later = same.find((spell) => isBefore(from, spell.startsOn))
  if (later) {
    return {
      field: 'from',
      problem: `The ${allocationRoles[role].toLowerCase()} now began on ${spokenDay(later.startsOn)}. The new one cannot begin before that`,
    }
  }
  return { ends: same }
}

/** Nobody is allocated before they could be: the day a child is born, or becomes known. */
export const firstDayPossible = (history: History): Day | null => (history.expectedOn === null ? history.bornOn : null)

const rolesOfPosts: Readonly<Record<string, AllocationRole>> = {
  'independent reviewing officer': 'reviewing officer',
  'conference chair': 'conference chair',
  'personal adviser': 'personal adviser',
}

/** The part to offer first: what a chosen worker's post is for; otherwise what a child in this state should have and has not. */
export const wantedRole = (history: History, on: Day, postRole: string | null): AllocationRole => {
  if (postRole !== null) return rolesOfPosts[postRole] ?? 'social worker'
  const held = new Set(openAllocations(history).map((spell) => spell.code))
  if (heldOn(history, on, 'care_leaver').length > 0 && !held.has('personal adviser')) return 'personal adviser'
  if (!held.has('social worker') && !held.has('lead practitioner')) return 'social worker'
  if (heldOn(history, on, 'looked_after').length > 0 && !held.has('reviewing officer')) return 'reviewing officer'
  return 'social worker'
}
