import type { Role } from '../../../access/roles.ts'
import type { Day } from '../../../lib/day.ts'
import { ageOn } from '../../../lib/day.ts'
import type { Act } from '../journey/decide.ts'
import type { History, Spell } from '../journey/history.ts'
import type { EventKind, SpellKind } from '../journey/kinds.ts'
import { decidersOf, transitionById } from '../journey/transitions.ts'
import type { Choices } from './choices.ts'

// A step is one thing that happens in a child's journey and is written down: what is asked, in which words, and what it
// comes to. One task and one view show every step (record-step.ts); the steps themselves are data (steps-of-*.ts).

type Common = {
  name: string
  label: string
  hint?: string
  /** what the act calls it, where that differs from the field */
  as?: string
  /** where the answer goes: the act itself, the placement of the act, or the detail of the record */
  goes: 'act' | 'placement' | 'detail'
}

export type StepField = Common &
  (
    | { sort: 'choice'; choices: Choices | ((history: History) => Choices); missing?: string; long?: boolean }
    | { sort: 'several'; choices: Choices; missing?: string }
    | { sort: 'yes or no'; missing?: string }
    | { sort: 'text' | 'words'; missing?: string; limit?: number }
    | { sort: 'number'; missing?: string; from: number; to: number }
    | { sort: 'date'; missing?: string; future?: boolean }
    | { sort: 'manager'; missing: string }
  )

export type Known = { history: History; today: Day; open: (kind: SpellKind) => Spell | null; age: number | null }

/**
 * What recording a step does: an act of the journey, one event, or a spell that no act decides (a risk, a care leaver's
 * home). `within`: the open spell it belongs to; `following`: the one of its kind before it there ends the same day.
 */
export type Outcome =
  | { act: Act['kind'] }
  | { event: EventKind; codeFrom?: string; code?: string; within?: SpellKind }
  | { opens: SpellKind; codeFrom: string; within?: SpellKind; following?: true }
  | { ends: SpellKind; spellFrom: string }

export type Step = {
  id: string
  group: Group
  title: string
  /** what the law or guidance says of it, in one or two plain sentences */
  law?: string
  dateLabel: string
  /** asks for the hour as well, where it counts in law */
  hour?: boolean
  fields: readonly StepField[]
  wordsLabel?: string
  wordsNeeded?: string
  outcome: Outcome
  /** one of these must be answered */
  either?: { fields: readonly [string, ...string[]]; missing: string }
  /** two sign: the writer, and a manager who is somebody else */
  signed?: boolean
  /** stands among the significant events unless somebody says otherwise */
  significant?: boolean
  possible: (known: Known) => boolean
  /** the timescales this answers: the way from "due" to the form */
  answers?: readonly string[]
  /** the transition that says who may decide it */
  transition?: string
  /** only these posts, where no transition says so */
  roles?: readonly Role[]
  done: string
}

export const groups = {
  'front door': 'Contact, referral and assessment',
  protection: 'Protection',
  court: 'Before court and in court',
  care: 'Care and homes',
  health: 'Health and education',
  missing: 'Missing',
  adoption: 'Adoption and permanence',
  fostering: 'Private fostering and short breaks',
  leaving: 'Leaving care',
  record: 'Risk and oversight',
} as const
export type Group = keyof typeof groups

export const choice = (
  name: string,
  label: string,
  choices: Choices | ((history: History) => Choices),
  missing: string,
  more: Partial<Common> & { long?: boolean } = {},
): StepField => ({ name, label, sort: 'choice', choices, missing, goes: 'act', ...more })

export const perhaps = (
  name: string,
  label: string,
  choices: Choices,
  more: Partial<Common> & { long?: boolean } = {},
): StepField => ({
  name,
  label,
  sort: 'choice',
  choices,
  goes: 'act',
  ...more,
})

export const several = (
  name: string,
  label: string,
  choices: Choices,
  missing: string,
  more: Partial<Common> = {},
): StepField => ({
  name,
  label,
  sort: 'several',
  choices,
  missing,
  goes: 'act',
  ...more,
})

export const yesNo = (name: string, label: string, missing: string, more: Partial<Common> = {}): StepField => ({
  name,
  label,
  sort: 'yes or no',
  missing,
  goes: 'detail',
  ...more,
})

export const text = (
  name: string,
  label: string,
  more: Partial<Common> & { missing?: string; limit?: number } = {},
): StepField => ({
  name,
  label,
  sort: 'text',
  goes: 'detail',
  ...more,
})

export const date = (
  name: string,
  label: string,
  more: Partial<Common> & { missing?: string; future?: boolean } = {},
): StepField => ({
  name,
  label,
  sort: 'date',
  goes: 'detail',
  ...more,
})

export const whoSigns: StepField = {
  name: 'authorisedBy',
  label: 'Which manager authorised it?',
  hint: 'Somebody other than you.',
  sort: 'manager',
  missing: 'Select the manager who authorised it',
  goes: 'act',
}

export const knownOf = (history: History, today: Day): Known => ({
  history,
  today,
  open: (kind) => history.spells.filter((spell) => spell.kind === kind && spell.endsOn === null).at(-1) ?? null,
  age: history.bornOn ? ageOn(history.bornOn, today) : null,
})

/** True while any of these states is open. */
export const during =
  (...kinds: SpellKind[]) =>
  ({ open }: Known): boolean =>
    kinds.some((kind) => open(kind) !== null)

/** True while none of these states is open. */
export const unless =
  (...kinds: SpellKind[]) =>
  ({ open }: Known): boolean =>
    kinds.every((kind) => open(kind) === null)

export const always = (): boolean => true

const managers: readonly Role[] = ['team manager', 'service manager']

/** Which posts of this software hold a role that a transition names; null: anybody who may record a step. */
const rolesOf = (role: string): readonly Role[] | null => {
  if (/^(team |front-door )?manager\b/.test(role)) return managers
  if (/^head of service/.test(role)) return ['service manager']
  return null
}

/**
 * The posts that may record a step: everybody who records, unless the transition puts the decision itself in a
 * manager's hands. A council may choose another role where the law leaves it open (setting `decider:<transition>:<part>`).
 */
export const postsFor = (
  step: Pick<Step, 'transition' | 'roles'>,
  chosen: Readonly<Record<string, string>> = {},
): readonly Role[] | null => {
  if (step.roles) return step.roles
  const transition = step.transition ? transitionById(step.transition) : undefined
  if (!transition) return null
  const deciders = decidersOf(transition, chosen).filter(({ part }) => part === 'decides')
  const posts = deciders.map(({ role }) => rolesOf(role))
  if (posts.length === 0 || posts.some((one) => one === null)) return null
  return [...new Set(posts.flatMap((one) => one ?? []))]
}
