// The children in need census (Department for Education) element by element, to the 2025-26 schema and the
// pre-proceedings module of 2026-27, with the elements that earlier years had in their place.
import type { Day } from '../../../lib/day.ts'
import type { CodeListName } from '../codes/code-lists.ts'

const text = { kind: 'text' } as const
const day = { kind: 'day' } as const
const flag = { kind: 'flag' } as const
const wholeNumber = { kind: 'whole number' } as const
const sex = { kind: 'sex' } as const
const code = <List extends CodeListName>(list: List) => ({ kind: 'code', list }) as const

export type Field = { kind: 'text' | 'day' | 'flag' | 'whole number' | 'sex' | 'code'; list?: CodeListName }

export type Group = {
  fields: Readonly<Record<string, Field>>
  /** The date without which the group says nothing that could be kept. */
  needed?: string
  /** Elements inside it that are groups or lists of their own. */
  holds?: readonly string[]
}

export const groups = {
  CollectionDetails: { fields: { Collection: text, Year: wholeNumber, ReferenceDate: day } },
  Source: {
    fields: { SourceLevel: text, LEA: wholeNumber, SoftwareCode: text, Release: text, SerialNo: text, DateTime: text },
  },
  ChildIdentifiers: {
    fields: {
      LAchildID: text,
      UPN: text,
      FormerUPN: text,
      UPNunknown: code('upn-unknown-reason'),
      PersonBirthDate: day,
      ExpectedPersonBirthDate: day,
      Sex: sex,
      // Up to 2023-24, in the place of Sex.
      GenderCurrent: sex,
      PersonDeathDate: day,
    },
  },
  ChildCharacteristics: { fields: { Ethnicity: code('ethnicity') }, holds: ['Disabilities'] },
  Disabilities: { fields: {}, holds: ['Disability'] },
  CINdetails: {
    fields: {
      CINreferralDate: day,
      ReferralSource: code('cin-referral-source'),
      PrimaryNeedCode: code('category-of-need'),
      CINclosureDate: day,
      ReasonForClosure: code('cin-closure-reason'),
      DateOfInitialCPC: day,
      ReferralNFA: flag,
    },
    needed: 'CINreferralDate',
    holds: ['Assessments', 'CINPlanDates', 'Section47', 'ChildProtectionPlans', 'PreProceedingsandFGDM'],
  },
  Assessments: {
    fields: { AssessmentActualStartDate: day, AssessmentInternalReviewDate: day, AssessmentAuthorisationDate: day },
    needed: 'AssessmentActualStartDate',
    holds: ['FactorsIdentifiedAtAssessment'],
  },
  FactorsIdentifiedAtAssessment: { fields: {}, holds: ['AssessmentFactors'] },
  CINPlanDates: { fields: { CINPlanStartDate: day, CINPlanEndDate: day }, needed: 'CINPlanStartDate' },
  Section47: {
    fields: { S47ActualStartDate: day, InitialCPCtarget: day, DateOfInitialCPC: day, ICPCnotRequired: flag },
    needed: 'S47ActualStartDate',
  },
  ChildProtectionPlans: {
    fields: {
      CPPstartDate: day,
      CPPendDate: day,
      InitialCategoryOfAbuse: code('cp-category-of-abuse'),
      LatestCategoryOfAbuse: code('cp-category-of-abuse'),
      NumberOfPreviousCPP: wholeNumber,
    },
    needed: 'CPPstartDate',
    holds: ['Reviews'],
  },
  Reviews: { fields: {}, holds: ['CPPreviewDate'] },
  PreProceedingsandFGDM: {
    fields: {
      PPStartDate: day,
      LBPSentDate: day,
      FGDMMeetingOffer: flag,
      FGDMMeetingFac: flag,
      InitialPPMeetingDate: day,
      ReviewMeetingsCount: wholeNumber,
      StepDecisionDate: day,
      PPOutcome: code('cin-preproceedings-outcome'),
      CourtAppDate: day,
      LetterInitCPDate: day,
    },
  },
} as const satisfies Record<string, Group>

export type GroupName = keyof typeof groups

type Value<F extends Field> = F['kind'] extends 'day'
  ? Day
  : F['kind'] extends 'flag'
    ? boolean
    : F['kind'] extends 'whole number'
      ? number
      : string

type NeededOf<G extends GroupName> = (typeof groups)[G] extends { needed: infer N } ? N : never

/** The values of one group under their element names; null where the element is absent or empty. */
export type Values<G extends GroupName> = {
  -readonly [F in keyof (typeof groups)[G]['fields']]: (typeof groups)[G]['fields'][F] extends Field
    ? F extends NeededOf<G>
      ? Value<(typeof groups)[G]['fields'][F]>
      : Value<(typeof groups)[G]['fields'][F]> | null
    : never
}

/** `line` is the 1-based line its element begins on; `sourceKey` is the same when the same file is read again. */
type Kept = { line: number; sourceKey: string }

export type CinAssessment = Values<'Assessments'> & Kept & { AssessmentFactors: string[] }
export type CinPlan = Values<'CINPlanDates'> & Kept
export type CinSection47 = Values<'Section47'> & Kept
export type CinReview = { CPPreviewDate: Day } & Kept
export type CinProtectionPlan = Values<'ChildProtectionPlans'> & Kept & { Reviews: CinReview[] }
export type CinPreProceedings = Values<'PreProceedingsandFGDM'> & Kept

/** One episode of need, from referral to closure. */
export type CinDetails = Values<'CINdetails'> &
  Kept & {
    Assessments: CinAssessment[]
    CINPlanDates: CinPlan[]
    Section47: CinSection47[]
    ChildProtectionPlans: CinProtectionPlan[]
    PreProceedingsandFGDM: CinPreProceedings[]
  }

/** One child; `Sex` is M, F or U whatever the year. Text is trimmed and in capitals. */
export type CinChild = Omit<Values<'ChildIdentifiers'>, 'GenderCurrent' | 'LAchildID'> &
  Values<'ChildCharacteristics'> &
  Kept & { file: string; LAchildID: string; Disabilities: string[]; CINdetails: CinDetails[] }

/** `LEA` is the council's three-digit code; `Year` the calendar year in which the census year ends. */
export type CinHeader = Values<'CollectionDetails'> & Values<'Source'> & { line: number }
