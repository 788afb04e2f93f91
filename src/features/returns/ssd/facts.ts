// What the record holds of one child, as far as a dataset made from it can speak of it.
import type { Day } from '../../../lib/day.ts'

export type Detail = Readonly<Record<string, unknown>>

export type RecordSpell = {
  id: string
  kind: string
  startsOn: Day
  endsOn: Day | null
  code: string | null
  endCode: string | null
  withinId: string | null
  workerId: string | null
  teamId: string | null
  detail: Detail
}

export type RecordEvent = {
  id: string
  kind: string
  on: Day
  at: Temporal.Instant | null
  spellId: string | null
  workerId: string | null
  code: string | null
  detail: Detail
}

export type RecordPerson = {
  givenName: string
  familyName: string
  /** The council's own number. */
  localId: string | null
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: readonly string[]
}

export type RecordAddress = {
  id: string
  lines: string
  postcode: string | null
  kind: string
  confidential: boolean
  from: Day | null
  to: Day | null
}

/** "The other is `kind` of this child." `number` is the other's own, where that is a child of the council too. */
export type RecordRelation = {
  kind: string
  other: {
    id: string
    isChild: boolean
    localId: string | null
    sex: string | null
    ethnicity: string | null
    disabilities: readonly string[]
    bornOn: Day | null
  }
}

/** One child of a council as at a day. Both lists are in the order of their days. */
export type RecordChild = RecordPerson & {
  childId: string
  identifiers: readonly { scheme: string; value: string; from: Day | null; to: Day | null }[]
  addresses: readonly RecordAddress[]
  relations: readonly RecordRelation[]
  spells: readonly RecordSpell[]
  events: readonly RecordEvent[]
}

/** A version of a record: which it is, when it was written, and whether it came with a council's return. */
export type Version<T> = { version: number; recordedAt: Temporal.Instant; imported: boolean; said: T }

/** What was read of a child: what the record says now, and of what was corrected since a moment, what it said then. */
export type ReadChild = Omit<RecordChild, keyof RecordPerson | 'spells' | 'events'> & {
  person: Version<RecordPerson>
  spells: readonly Version<RecordSpell>[]
  events: readonly Version<RecordEvent>[]
  /** By id of the record, the version that held at the moment. */
  earlier: {
    person: Version<RecordPerson> | null
    spells: ReadonlyMap<string, Version<RecordSpell>>
    events: ReadonlyMap<string, Version<RecordEvent>>
  }
}

/** Who works for a council and in which team, by id: for naming those a record points to. */
export type Staff = { workers: ReadonlyMap<string, WorkerFacts>; teams: ReadonlyMap<string, string> }
export type WorkerFacts = {
  workerId: string
  name: string
  registration: string | null
  staffNumber: string | null
  jobTitle: string | null
  team: string | null
  fte: number | null
}

export const spellsOf = (child: Pick<RecordChild, 'spells'>, ...kinds: string[]): RecordSpell[] =>
  child.spells.filter(({ kind }) => kinds.includes(kind))
export const eventsOf = (child: Pick<RecordChild, 'events'>, ...kinds: string[]): RecordEvent[] =>
  child.events.filter(({ kind }) => kinds.includes(kind))

export const textIn = (detail: Detail, name: string): string | null => {
  const value = detail[name]
  return typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number' && Number.isFinite(value)
      ? String(value)
      : null
}
export const dayIn = (detail: Detail, name: string): Day | null => {
  const value = detail[name]
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null
  try {
    return Temporal.PlainDate.from(value)
  } catch {
    return null
  }
}
/** Yes, no or not said; also as the returns say it (1, 0). */
export const yesIn = (detail: Detail, name: string): boolean | null => {
  const value = detail[name]
  if (value === true || value === '1' || value === 1 || value === 'yes') return true
  return value === false || value === '0' || value === 0 || value === 'no' ? false : null
}
