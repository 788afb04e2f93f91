// What the record holds of one child that a return can speak of.
import type { Day } from '../../../lib/day.ts'

export type FactSpell = {
  id: string
  kind: string
  startsOn: Day
  endsOn: Day | null
  code: string | null
  endCode: string | null
  withinId: string | null
  workerId: string | null
  teamId: string | null
  detail: Readonly<Record<string, unknown>>
}

export type FactEvent = {
  id: string
  kind: string
  on: Day
  spellId: string | null
  code: string | null
  detail: Readonly<Record<string, unknown>>
}

export type ChildFacts = {
  childId: string
  restricted: boolean
  /** The council's own number. */
  localId: string | null
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: readonly string[]
  identifiers: readonly { scheme: string; value: string; from: Day | null; to: Day | null }[]
  addresses: readonly { id: string; kind: string; postcode: string | null; from: Day | null; to: Day | null }[]
  /** Both in the order of their days. */
  spells: readonly FactSpell[]
  events: readonly FactEvent[]
}

/** Social Work England's number of a worker, by worker id; null for one who has none on file. */
export type WorkerNumbers = ReadonlyMap<string, string>

/** Which record a cell of a return came from, so that a finding can lead back to the very field. */
export type Source = { record: 'person' | 'spell' | 'event' | 'identifier' | 'address'; id: string }

/** One row of a return made from the record. `sources` names records for cells that come from another than the row's. */
export type MadeRow = {
  cells: Readonly<Record<string, string | null>>
  source: Source
  sources?: Readonly<Record<string, Source>>
}

/** What a return can speak of, and nothing more: notes, visits and what children said stay where they are. */
export const spellKinds = [
  'referral',
  'assessment',
  'section_47',
  'child_in_need_plan',
  'child_protection_plan',
  'pre_proceedings',
  'looked_after',
  'legal_status',
  'placement',
  'adoption',
  'unaccompanied',
  'missing',
  'deprivation_of_liberty',
  'allocation',
]
export const eventKinds = [
  'initial_conference',
  'review_conference',
  'letter_before_proceedings',
  'pre_proceedings_meeting',
  'family_group_offer',
  'family_group_meeting',
  'care_application',
  'looked_after_review',
  'yearly_outcomes',
  'match',
  'care_leaver_contact',
  'previous_permanence',
]
