import { type Day, earliest, isBefore } from '../../../lib/day.ts'

// What a return says, in the terms of the record: one child with spells and events, each with the row it comes from and
// a key that is the same whenever the same row is read again. Made by from-ssda903.ts and from-cin.ts, both pure.

export type Format = 'ssda903' | 'cin'

/** Where something stands in the files. */
export type Place = { file: string; line: number }

/** What people call each kind of record, in the order in which counts are told. */
export const kinds = [
  'council',
  'team',
  'sign-in for evaluation',
  'social worker',
  'child',
  'identifier',
  'address',
  'referral',
  'assessment',
  'section 47 enquiry',
  'strategy discussion',
  'initial conference',
  'transfer notice',
  'child in need plan',
  'child protection plan',
  'review conference',
  'pre-proceedings',
  'letter before proceedings',
  'pre-proceedings meeting',
  'family group offer',
  'court application',
  'period of care',
  'legal status',
  'placement',
  'review',
  'missing period',
  'unaccompanied',
  'health and wellbeing',
  'adoption',
  'adoption decision',
  'adoption match',
  'adoption order',
  'earlier permanence order',
  'deprivation of liberty',
  'care leaver',
  'care leaver contact',
  'allocation',
] as const
export type Kind = (typeof kinds)[number]

export type Detail = Readonly<Record<string, unknown>>

export type BroughtSpell = {
  place: Place
  what: Kind
  /** a kind of src/features/children/journey/kinds.ts */
  kind: string
  sourceKey: string
  /** keys of its later rows: files of another year may begin with one of them */
  otherKeys: readonly string[]
  startsOn: Day
  endsOn: Day | null
  code: string | null
  endCode: string | null
  /** the spell it lies in */
  withinKey: string | null
  /** the social worker of an allocation, by the number in the return */
  workerNumber: string | null
  detail: Detail
  /** 'said': the row gives it; 'before': it had begun before the first row in these files; 'taken': worked out */
  start: 'said' | 'before' | 'taken'
  /** ends what an earlier return began, and is nothing by itself */
  onlyIfThere: boolean
}

export type BroughtEvent = {
  place: Place
  what: Kind
  kind: string
  sourceKey: string
  on: Day
  /** 'taken': the return gives no day, and this one was worked out */
  day: 'said' | 'taken'
  spellKey: string | null
  code: string | null
  detail: Detail
}

export type BroughtAddress = {
  place: Place
  kind: 'home' | 'placement' | 'temporary'
  postcode: string
  /** the placement whose days are the address's days */
  spellKey: string | null
  from: Day | null
  to: Day | null
}

export type IdentifierScheme = 'council' | 'upn' | 'former upn' | 'upn unknown'
export type BroughtIdentifier = { scheme: IdentifierScheme; value: string }

/** null in any field: the return does not say. */
export type BroughtChild = {
  place: Place
  localId: string
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: readonly string[] | null
  identifiers: readonly BroughtIdentifier[]
  addresses: readonly BroughtAddress[]
  spells: readonly BroughtSpell[]
  events: readonly BroughtEvent[]
}

/** When the worker first held a child, and last: null while still holding one. */
export type BroughtWorker = { number: string; firstOn: Day; lastOn: Day | null }

export type Brought = {
  format: Format
  /** 2027: the year ending 31 March 2027 */
  year: number
  children: readonly BroughtChild[]
  workers: readonly BroughtWorker[]
  problems: readonly Problem[]
}

/**
 * Something for the sender to look at. `outcome` says what became of it; only what was left out is rejected. `child` is
 * the council's own number of the child, where the file gave one.
 */
export type Problem = {
  file: string
  line: number
  column: string
  value: string
  child: string
  reason: string
  outcome: Outcome
}
export const outcomes = {
  row: 'Left out',
  value: 'This value left out, the rest brought in',
  kept: 'Brought in as it stands',
  record: 'The record stays as it is',
  file: 'File not read from here on',
} as const
export type Outcome = keyof typeof outcomes

/** What a spell has unless it says otherwise. */
export const spellDefaults = {
  otherKeys: [] as readonly string[],
  endsOn: null,
  code: null,
  endCode: null,
  withinKey: null,
  workerNumber: null,
  detail: {} as Detail,
  start: 'said',
  onlyIfThere: false,
} as const satisfies Partial<BroughtSpell>

/** A detail without the fields that say nothing. */
export const detailOf = (fields: Detail): Detail =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  )

/**
 * Kept as the return has it, and told: the one thing about dates that a record cannot make sense of. `written` is how
 * the file writes a day.
 */
export const endsBeforeStart = (
  place: Place,
  column: string,
  child: string,
  startsOn: Day,
  endsOn: Day | null,
  written: (day: Day) => string,
): Problem[] =>
  endsOn === null || !isBefore(endsOn, startsOn)
    ? []
    : [
        {
          ...place,
          column,
          value: written(endsOn),
          child,
          reason: `This is before the start, ${written(startsOn)}.`,
          outcome: 'kept',
        },
      ]

/**
 * The day an allocation ended that the return of `year` no longer speaks of, although it lists who held the child since:
 * the day the next worker took over, or 1 April. The return does not say it, so the record is told that it is taken.
 * Null: it may still hold.
 */
export const handedOverOn = (startsOn: Day, listed: readonly Day[], year: number): Day | null => {
  const firstOfApril = new Temporal.PlainDate(year - 1, 4, 1)
  if (listed.length === 0 || !isBefore(startsOn, firstOfApril)) return null
  return earliest(...listed.filter((day) => isBefore(startsOn, day))) ?? firstOfApril
}
