// The twelve tables of the SSDA903 return (children looked after) as the Department for Education's CSV files name them,
// in the form of the 2026-27 return. The order of columns is the return's own; a file may hold them in any order.
import type { Day } from '../../../lib/day.ts'
import type { CodeListName } from '../codes/code-lists.ts'

// `needed`: a row in which the cell is blank says nothing that could be kept. Other cells may be blank here, whatever
// the checks of the return say later.
const child = { kind: 'child', needed: true } as const
const neededDay = { kind: 'day', needed: true } as const
const day = { kind: 'day', needed: false } as const
const partialDay = { kind: 'partial day', needed: false } as const
const wholeNumber = { kind: 'whole number', needed: false } as const
const text = { kind: 'text', needed: false } as const
const sex = { kind: 'sex', needed: false } as const
const flag = { kind: 'code', needed: false, list: 'flag-01' } as const
const authority = { kind: 'authority', needed: false } as const
const code = <List extends CodeListName>(list: List) => ({ kind: 'code', needed: false, list }) as const

export type Column = {
  kind: 'child' | 'day' | 'partial day' | 'whole number' | 'text' | 'sex' | 'code' | 'authority'
  needed: boolean
  list?: CodeListName
}

export type Table = {
  /** What the file is called, in lower case and without marks, where its headings alone do not tell. */
  fileNames: readonly string[]
  columns: Readonly<Record<string, Column>>
  /** The columns that, with the child, say which row this is when the return is sent again. */
  identity: readonly string[]
  /** Columns that many good files do not have, so their absence is not worth a word. */
  mayBeAbsent?: readonly string[]
}

export const tables = {
  Header: {
    fileNames: ['header', 'headers', 'child', 'children'],
    columns: {
      CHILD: child,
      SEX: sex,
      DOB: neededDay,
      ETHNIC: code('ethnicity'),
      UPN: text,
      MOTHER: flag,
      MC_DOB: day,
      UASC: flag,
    },
    identity: [],
    mayBeAbsent: ['UASC'],
  },
  Episodes: {
    fileNames: ['episodes', 'episode'],
    columns: {
      CHILD: child,
      DECOM: neededDay,
      RNE: code('ssda903-reason-new-episode'),
      LS: code('ssda903-legal-status'),
      CIN: code('category-of-need'),
      PLACE: code('ssda903-placement-type'),
      PLACE_PROVIDER: code('ssda903-placement-provider'),
      DEC: day,
      REC: code('ssda903-reason-episode-ceased'),
      REASON_PLACE_CHANGE: code('ssda903-reason-place-change'),
      HOME_POST: text,
      PL_POST: text,
      URN: text,
    },
    identity: ['DECOM'],
  },
  UASC: {
    fileNames: ['uasc'],
    columns: { CHILD: child, SEX: sex, DOB: day, DUC: day },
    identity: [],
  },
  Reviews: {
    fileNames: ['reviews', 'review'],
    columns: { CHILD: child, DOB: day, REVIEW: neededDay, REVIEW_CODE: code('review-participation') },
    identity: ['REVIEW'],
  },
  OC2: {
    fileNames: ['oc2'],
    columns: {
      CHILD: child,
      DOB: day,
      SDQ_SCORE: wholeNumber,
      SDQ_REASON: code('ssda903-sdq-reason'),
      CONVICTED: flag,
      HEALTH_CHECK: flag,
      IMMUNISATIONS: flag,
      TEETH_CHECK: flag,
      HEALTH_ASSESSMENT: flag,
      SUBSTANCE_MISUSE: flag,
      INTERVENTION_RECEIVED: flag,
      INTERVENTION_OFFERED: flag,
    },
    identity: [],
  },
  OC3: {
    fileNames: ['oc3'],
    columns: {
      CHILD: child,
      DOB: day,
      IN_TOUCH: code('ssda903-in-touch'),
      ACTIV: code('ssda903-activity'),
      ACCOM: code('ssda903-accommodation'),
    },
    identity: [],
  },
  AD1: {
    fileNames: ['ad1'],
    columns: {
      CHILD: child,
      DOB: day,
      DATE_INT: neededDay,
      DATE_MATCH: day,
      FOSTER_CARE: flag,
      NB_ADOPTR: wholeNumber,
      SEX_ADOPTR: code('ssda903-adopter-sex'),
      LS_ADOPTR: code('ssda903-adopter-legal-status'),
    },
    identity: ['DATE_INT'],
  },
  PlacedAdoption: {
    fileNames: ['placedforadoption', 'placedadoption'],
    columns: {
      CHILD: child,
      DOB: day,
      DATE_PLACED: neededDay,
      DATE_PLACED_CEASED: day,
      REASON_PLACED_CEASED: code('ssda903-reason-no-longer-placed'),
    },
    identity: ['DATE_PLACED'],
  },
  PrevPerm: {
    fileNames: ['previouspermanence', 'prevperm'],
    columns: {
      CHILD: child,
      DOB: day,
      PREV_PERM: code('ssda903-previous-permanence'),
      LA_PERM: authority,
      DATE_PERM: partialDay,
    },
    identity: ['DATE_PERM'],
  },
  Missing: {
    fileNames: ['missing'],
    columns: { CHILD: child, DOB: day, MISSING: code('ssda903-missing-type'), MIS_START: neededDay, MIS_END: day },
    identity: ['MIS_START'],
  },
  SWEpisodes: {
    fileNames: ['swepisodes', 'socialworkerepisodes'],
    columns: {
      CHILD: child,
      DOB: day,
      SW_ID: text,
      SW_DECOM: neededDay,
      SW_DEC: day,
      SW_REASON: code('social-worker-change-reason'),
    },
    identity: ['SW_DECOM'],
  },
  DoLo: {
    fileNames: ['dolo'],
    columns: { CHILD: child, DOB: day, DOLO_START: neededDay, DOLO_END: day },
    identity: ['DOLO_START'],
  },
} as const satisfies Record<string, Table>

export type TableName = keyof typeof tables
export const tableNames = Object.keys(tables) as TableName[]

/** A date of which some parts may not be known: `zz/05/2020` is a day in May 2020. `text` is as DD/MM/YYYY with ZZ. */
export type PartialDay = { day: number | null; month: number | null; year: number | null; text: string }

type Cell<C extends Column> = C['kind'] extends 'child'
  ? string
  : C['kind'] extends 'day'
    ? C['needed'] extends true
      ? Day
      : Day | null
    : C['kind'] extends 'partial day'
      ? PartialDay | null
      : C['kind'] extends 'whole number'
        ? number | null
        : string | null

/**
 * One row of a table under the return's own column names. Text is trimmed and in capitals, blank is null, sex is M, F
 * or U whatever the year. `sourceKey` is the same when the same row is read again.
 */
export type Ssda903Row<T extends TableName> = {
  -readonly [C in keyof (typeof tables)[T]['columns']]: (typeof tables)[T]['columns'][C] extends Column
    ? Cell<(typeof tables)[T]['columns'][C]>
    : never
} & { file: string; line: number; sourceKey: string }

// Headings that only one table has, by which a file is known.
const ownColumns = new Map<string, TableName>()
const shared = new Set<string>()
for (const table of tableNames) {
  for (const column of Object.keys(tables[table].columns)) {
    if (ownColumns.has(column)) shared.add(column)
    ownColumns.set(column, table)
  }
}
for (const column of shared) ownColumns.delete(column)

const neededColumns = (table: TableName): string[] =>
  Object.entries<Column>(tables[table].columns)
    .filter(([, column]) => column.needed)
    .map(([name]) => name)

/**
 * Which table a file holds, told by its headings in any order; by its name only when the headings fit more than one
 * table. `headings` are in capitals. Answers a reason in plain words when it is none of them.
 */
export const recogniseTable = (
  headings: readonly string[],
  fileName: string,
): { table: TableName } | { table: null; reason: string } => {
  const marks = new Map<TableName, number>()
  for (const heading of new Set(headings)) {
    const table = ownColumns.get(heading)
    if (table) marks.set(table, (marks.get(table) ?? 0) + 1)
  }
  const most = Math.max(0, ...marks.values())
  // Only CHILD, SEX and DOB are in more than one table: such a file is a Header or UASC without its other columns.
  const likely =
    most > 0
      ? [...marks].filter(([, count]) => count === most).map(([table]) => table)
      : headings.includes('SEX')
        ? (['Header', 'UASC'] as const)
        : []
  const complete = likely.filter((table) => neededColumns(table).every((column) => headings.includes(column)))
  const named = complete.filter((table) => namesOf(table).includes(plainName(fileName)))
  const only = complete.length === 1 && most > 0 ? complete[0] : named.length === 1 ? named[0] : undefined
  if (only) return { table: only }

  if (complete.length > 1 || (complete.length === 1 && most === 0)) {
    return { table: null, reason: `The headings could be ${complete.join(' or ')}. Name the file after its table.` }
  }
  const [nearest] = likely
  if (nearest && (headings.includes('CHILD') || most > 2)) {
    const missing = neededColumns(nearest).filter((column) => !headings.includes(column))
    return { table: null, reason: `It looks like ${nearest} but has no ${missing.join(' or ')} column.` }
  }
  if (headings.length === 1 && /[;\t|]/.test(headings[0] as string)) {
    return { table: null, reason: 'The headings are not separated by commas.' }
  }
  return { table: null, reason: 'Its first line has no headings of an SSDA903 table.' }
}

const plainName = (fileName: string): string =>
  fileName
    .toLowerCase()
    .replace(/\.[^.]*$/, '')
    .replace(/[^a-z0-9]/g, '')
const namesOf = (table: TableName): readonly string[] => tables[table].fileNames
