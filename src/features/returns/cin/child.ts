// The children in need census child by child: who was referred, and what was done in each episode of need.
import { type DayNumber, readIsoDay } from '../../../lib/day-number.ts'
import { keyOf } from '../../../lib/stable-key.ts'
import type { Calendar } from '../../../lib/working-days.ts'
import { type CodeListName, isAccepted } from '../codes/code-lists.ts'
import type { Given } from '../engine/check.ts'
import { type CellKind, linkInOrder, type RawTable, type Row as RowOf, readRows } from '../engine/rows.ts'
import { type Blame, only, type Period, periodOf, type Rule as RuleOf } from '../engine/rule.ts'
import { type Field, type GroupName, groups } from './elements.ts'
import { pairsWhere } from './overlap.ts'

type KindOf<F> = F extends { kind: 'day' } ? 'day' : F extends { kind: 'whole number' } ? 'number' : 'text'
type Fields<G extends GroupName> = {
  [F in keyof (typeof groups)[G]['fields']]: KindOf<(typeof groups)[G]['fields'][F]>
}
type OfChild = { LAchildID: 'text' }
type OfDetails = OfChild & { CINdetailsID: 'text' }

/**
 * The columns of each table. CINdetailsID, AssessmentID and CPPID are not in the file: whoever makes the tables gives
 * every such element one of its own. AssessmentFactors holds the codes of an assessment with commas between them.
 */
export type Columns = {
  Header: Fields<'CollectionDetails'> & Fields<'Source'>
  ChildIdentifiers: OfChild & Fields<'ChildIdentifiers'>
  ChildCharacteristics: OfChild & Fields<'ChildCharacteristics'>
  Disabilities: OfChild & { Disability: 'text' }
  CINdetails: OfDetails & Fields<'CINdetails'>
  Assessments: OfDetails & { AssessmentID: 'text' } & Fields<'Assessments'> & { AssessmentFactors: 'text' }
  AssessmentFactorsList: OfDetails & { AssessmentID: 'text'; AssessmentFactor: 'text' }
  CINplanDates: OfDetails & Fields<'CINPlanDates'>
  Section47: OfDetails & Fields<'Section47'>
  ChildProtectionPlans: OfDetails & { CPPID: 'text' } & Fields<'ChildProtectionPlans'>
  Reviews: OfDetails & { CPPID: 'text'; CPPreviewDate: 'day' }
  PreProceedings: OfDetails & Fields<'PreProceedingsandFGDM'>
}
export type TableName = keyof Columns

const kindsOf = (group: GroupName): Record<string, CellKind> =>
  Object.fromEntries(
    Object.entries<Field>(groups[group].fields).map(([name, { kind }]) => [
      name,
      kind === 'day' ? 'day' : kind === 'whole number' ? 'number' : 'text',
    ]),
  )
const ofChild = { LAchildID: 'text' } as const
const ofDetails = { ...ofChild, CINdetailsID: 'text' } as const

export const columns = {
  Header: { ...kindsOf('CollectionDetails'), ...kindsOf('Source') },
  ChildIdentifiers: kindsOf('ChildIdentifiers'),
  ChildCharacteristics: { ...ofChild, ...kindsOf('ChildCharacteristics') },
  Disabilities: { ...ofChild, Disability: 'text' },
  CINdetails: { ...ofDetails, ...kindsOf('CINdetails') },
  Assessments: { ...ofDetails, AssessmentID: 'text', ...kindsOf('Assessments'), AssessmentFactors: 'text' },
  AssessmentFactorsList: { ...ofDetails, AssessmentID: 'text', AssessmentFactor: 'text' },
  CINplanDates: { ...ofDetails, ...kindsOf('CINPlanDates') },
  Section47: { ...ofDetails, ...kindsOf('Section47') },
  ChildProtectionPlans: { ...ofDetails, CPPID: 'text', ...kindsOf('ChildProtectionPlans') },
  Reviews: { ...ofDetails, CPPID: 'text', CPPreviewDate: 'day' },
  PreProceedings: { ...ofDetails, ...kindsOf('PreProceedingsandFGDM') },
} as unknown as Columns

export const tableNames = Object.keys(columns) as readonly TableName[]
/** Names of the columns of a table, in their order. */
export const columnsOf = (table: TableName): readonly string[] => columnNames[table]
const columnNames = Object.fromEntries(
  tableNames.map((table) => [table, Object.keys(columns[table])]),
) as unknown as Record<TableName, readonly string[]>

export type Row<T extends TableName> = RowOf<Columns, T, Child>
export type Assessment = Row<'Assessments'>
export type Enquiry = Row<'Section47'>
export type NeedPlan = Row<'CINplanDates'>
export type ProtectionPlan = Row<'ChildProtectionPlans'>

/** One episode of need, from referral to closure, with the rows that stand inside it. */
export type Details = {
  readonly id: string | null
  /** The episode itself; null where rows name one that is not in the return. */
  readonly row: Row<'CINdetails'> | null
  readonly Assessments: readonly Assessment[]
  readonly CINplanDates: readonly NeedPlan[]
  readonly Section47: readonly Enquiry[]
  readonly ChildProtectionPlans: readonly ProtectionPlan[]
  readonly PreProceedings: readonly Row<'PreProceedings'>[]
}

/**
 * One child: all its rows as the file has them, and its episodes of need in the order of their referrals. Rows of two
 * Child elements with one LAchildID are one child's. A row that names no child is a child of its own with no id.
 */
export type Child = { readonly id: string | null } & { readonly [T in TableName]: readonly Row<T>[] } & {
  readonly details: readonly Details[]
}

/** The header as the file says it; null where an element is absent or empty. */
export type Header = { readonly [C in keyof Columns['Header']]: string | null }

export type CinRun = Period & {
  /** Number the department gives the council that files. */
  council: number
  /** 31 March on which the census year ends; the same as `end`. */
  referenceDate: DayNumber
  workingDays: Calendar
  header: Header | null
}

/** What the checks need to know about a census of the year whose 31 March is in `year`. */
export const cinRun = (about: {
  year: number
  council: number
  workingDays: Calendar
  header: Header | null
}): CinRun => {
  const period = periodOf(about.year)
  return { ...about, ...period, referenceDate: period.end }
}

export type Rule = RuleOf<Columns, Child, CinRun>
export type { Blame }
export { only }
/** Keeps the types of a list of rules without repeating them. */
export const rules = (list: readonly Rule[]): readonly Rule[] => list

/**
 * The tables of a census. `children` counts the Child elements: it says, of each row, in which of them it stands, so
 * that what belongs together is known even where a child has no LAchildID, or two have the same.
 */
export type RawCinTable = RawTable & { children?: ArrayLike<number> }
export type RawCin = { readonly [T in TableName]?: RawCinTable }

/** A census as the checks read it. */
export type Cin = { children: readonly Child[]; given: Given }

/** The column by whose day rows of a table stand in order. */
const orderedBy: { readonly [T in TableName]?: string } = {
  CINdetails: 'CINreferralDate',
  Assessments: 'AssessmentActualStartDate',
  CINplanDates: 'CINPlanStartDate',
  Section47: 'S47ActualStartDate',
  ChildProtectionPlans: 'CPPstartDate',
  Reviews: 'CPPreviewDate',
  PreProceedings: 'PPStartDate',
}

type AnyRow = Record<string, unknown> & { child: Child; previous: AnyRow | null; next: AnyRow | null }

/** A date of XML Schema, which may carry a zone; some systems write a time of day. The day is the one written. */
const zoned = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:\d{2})?$/
const readDay = (text: string): DayNumber =>
  text.length === 10 ? readIsoDay(text) : readIsoDay(zoned.exec(text)?.[1] ?? '')

/** Puts rows together child by child and, within a child, episode of need by episode of need. */
export const assemble = (tables: RawCin): Cin => {
  const rowsOf: Record<string, AnyRow[]> = {}
  const children = new Map<string | number, Child>()
  const nameless: Child[] = []
  const nobody = emptyChild(null)
  for (const table of tableNames) {
    const raw = tables[table]
    if (!raw) continue
    const rows = readRows(table, columns[table], raw, readDay) as AnyRow[]
    rowsOf[table] = rows
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      if (table === 'Header') {
        row.child = nobody
        continue
      }
      row.child = childOf(row.LAchildID as string | null, raw.children?.[i], children, nameless)
      ;(row.child[table] as unknown as AnyRow[]).push(row)
    }
  }
  const all = [...children.values(), ...nameless]
  for (const child of all) finish(child)
  return {
    children: all,
    given: {
      has: (name) => name in rowsOf,
      rowsOf: (table) => (rowsOf[table] ?? []) as unknown as ReturnType<Given['rowsOf']>,
    },
  }
}

const childOf = (
  id: string | null,
  element: number | undefined,
  children: Map<string | number, Child>,
  nameless: Child[],
): Child => {
  const key = id ?? element
  const known = key === undefined ? undefined : children.get(key)
  if (known) return known
  const made = emptyChild(id)
  if (key === undefined) nameless.push(made)
  else children.set(key, made)
  return made
}

const emptyChild = (id: string | null): Child => {
  const child: Record<string, unknown> = { id, details: [] }
  for (const table of tableNames) child[table] = []
  return child as unknown as Child
}

const insideDetails = ['Assessments', 'CINplanDates', 'Section47', 'ChildProtectionPlans', 'PreProceedings'] as const
type InsideDetails = (typeof insideDetails)[number]
type Making = { id: string | null; row: Row<'CINdetails'> | null } & { [T in InsideDetails]: Row<T>[] }

const finish = (child: Child): void => {
  for (const [table, column] of Object.entries(orderedBy)) {
    const rows = child[table as TableName] as unknown as AnyRow[]
    if (rows.length > 1) linkInOrder(rows, column, columnNames[table as TableName])
  }
  const details: Making[] = []
  const byId = new Map<string | null, Making[]>()
  const add = (id: string | null, row: Row<'CINdetails'> | null): Making[] => {
    const made: Making = {
      id,
      row,
      Assessments: [],
      CINplanDates: [],
      Section47: [],
      ChildProtectionPlans: [],
      PreProceedings: [],
    }
    details.push(made)
    const same = byId.get(id)
    if (!same) byId.set(id, [made])
    else same.push(made)
    return byId.get(id)!
  }
  for (const row of inOrderOfDay(child.CINdetails)) add(row.CINdetailsID, row)
  for (const table of insideDetails) {
    for (const row of child[table]) {
      const same = byId.get(row.CINdetailsID) ?? add(row.CINdetailsID, null)
      for (const each of same) (each[table] as Row<InsideDetails>[]).push(row)
    }
  }
  ;(child as { details: readonly Details[] }).details = details
}

/** Rows without a readable referral date last, in the order of the file. */
const inOrderOfDay = (rows: readonly Row<'CINdetails'>[]): readonly Row<'CINdetails'>[] => {
  if (rows.length < 2) return rows
  const undated = rows.filter(({ CINreferralDate }) => noDay(CINreferralDate))
  const first = rows.find((row) => !row.previous && !noDay(row.CINreferralDate))
  const dated: Row<'CINdetails'>[] = []
  for (let row: Row<'CINdetails'> | null = first ?? null; row; row = row.next) dated.push(row)
  return [...dated, ...undated]
}

// What many rules ask.

type MaybeDay = DayNumber | null | undefined
/** Both days are there and readable and the first comes before the second. */
export const before = (a: MaybeDay, b: MaybeDay): boolean => a != null && b != null && a < b
/** There, and not a day of the census year. What cannot be read is a day of no year. */
export const outsideYear = (day: DayNumber | null, { start, end }: Period): boolean =>
  day !== null && !(day >= start && day <= end)
/** There and a day of the census year. */
export const inYear = (day: DayNumber | null, { start, end }: Period): boolean =>
  day !== null && day >= start && day <= end
/** Not there, or not to be read. */
export const noDay = (day: DayNumber | null): boolean => day === null || Number.isNaN(day)

/** Flags are written 1 or true, 0 or false. */
export const isTrue = (flag: string | null): boolean => flag === '1' || flag === 'TRUE'
export const isFalse = (flag: string | null): boolean => flag === '0' || flag === 'FALSE'

/** A code of a list that may be used in a return of that year. */
export const isCode = (list: CodeListName, code: string | null, { year }: Period): boolean =>
  isAccepted(list, code, year)

/** The factors of an assessment, in their order, as often as they are written. */
export const factorsOf = ({ AssessmentFactors }: Assessment): readonly string[] =>
  AssessmentFactors === null
    ? []
    : AssessmentFactors.split(',')
        .map((factor) => factor.trim())
        .filter((factor) => factor !== '')

/** The reviews of a child protection plan. */
export const reviewsOf = (plan: ProtectionPlan): readonly Row<'Reviews'>[] => {
  let byPlan = reviews.get(plan.child)
  if (!byPlan) {
    byPlan = Map.groupBy(plan.child.Reviews, planOf)
    reviews.set(plan.child, byPlan)
  }
  return byPlan.get(planOf(plan)) ?? []
}
const planOf = ({ CINdetailsID, CPPID }: ProtectionPlan | Row<'Reviews'>): string =>
  keyOf(CINdetailsID ?? '', CPPID ?? '')
const reviews = new WeakMap<Child, Map<string, Row<'Reviews'>[]>>()

/** Closed with the reasons for a child who was assessed and not found in need. */
export const isClosedAfterAssessment = (row: Row<'CINdetails'>): boolean =>
  row.ReasonForClosure === 'RC8' || row.ReasonForClosure === 'RC9'

/** A section 47 enquiry that has not come to an end: no conference held, and none said to be not required. */
export const isOpenEnquiry = ({ DateOfInitialCPC, ICPCnotRequired }: Enquiry): boolean =>
  DateOfInitialCPC === null && !isTrue(ICPCnotRequired)

/** Rows with a day after the child's death, each with the identity that says when that was. */
export const afterDeath = <R>(
  { ChildIdentifiers }: Child,
  rows: readonly R[],
  dayOf: (row: R) => DayNumber | null,
): [Row<'ChildIdentifiers'>, R][] =>
  pairsWhere(
    ChildIdentifiers.filter(({ PersonDeathDate }) => PersonDeathDate !== null),
    rows,
    ({ PersonDeathDate }, row) => before(PersonDeathDate, dayOf(row)),
  )
