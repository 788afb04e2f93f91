// The shape of a check, the same for every return: a sentence, the cells it blames, the years it stands in, and when it
// is wrong.
import { dayNumber } from '../../../lib/day-number.ts'
import type { Row, Tables } from './rows.ts'

/** Who can put it right. */
export type Who =
  | 'data officer'
  | 'social worker'
  | 'team manager'
  | 'reviewing officer'
  | 'placements team'
  | 'adoption team'
  | 'leaving care team'
  | 'health and education team'

/** What the checks of a return need to know about it besides its rows. Days are day numbers. */
export type Period = {
  /** The calendar year in which the return year ends: 2027 is 1 April 2026 to 31 March 2027. */
  year: number
  start: number
  end: number
}

/** The return year that ends on 31 March of `year`. */
export const periodOf = (year: number): Period => ({
  year,
  start: dayNumber(year - 1, 4, 1),
  end: dayNumber(year, 3, 31),
})

/** A row of whatever table: what a finding needs of it. */
export type AnyRow = {
  readonly table: string
  readonly index: number
  readonly line: number
  readonly child: { readonly id: string | null }
}

/** A row that is blamed in some of the columns only that the rule names for its table. Made by `only`. */
export type PartOfRow = { readonly row: AnyRow; readonly columns: readonly string[] }
export const only = <R extends AnyRow>(row: R, ...columns: (keyof R & string)[]): PartOfRow => ({ row, columns })

/**
 * Reports rows that are wrong together; each is blamed in the columns the rule names for its table, or in those `only`
 * picks of them. With no row the return as a whole is wrong.
 */
export type Blame = (...rows: (AnyRow | PartOfRow)[]) => void

type Stem<T extends Tables> = {
  /** As the Department for Education numbers it. */
  code: string
  /** First and last return year it stands in, by the calendar year in which the return year ends. */
  since: number
  until?: number
  /** What is wrong, in a sentence to the person who can put it right. */
  says: string
  /** What to do about it. */
  fix: string
  who: Who
  /** An error must be put right; a query may be right and can be answered with a reason. */
  severity: 'error' | 'query'
  /** 1: seen from one row alone. 2: seen only beside other rows or last year's return. */
  stage: 1 | 2
  /** The cells a finding names, by table; last year's tables end in `_last`. */
  blames: { readonly [N in keyof T & string]?: readonly (keyof T[N] & string)[] } & {
    readonly [N in keyof T & string as `${N}_last`]?: readonly (keyof T[N] & string)[]
  }
  /**
   * What else it reads: tables, last year's tables, lists. Without one of these, or of the tables it blames, it cannot be
   * asked and is listed as not applicable. `optional` tables are read where they are given.
   */
  reads?: readonly string[]
  optional?: readonly string[]
}

/** A check. Asked of each row of a table, of each child, or once of the whole return. */
export type Rule<T extends Tables, Child, Run extends Period> = Stem<T> &
  (
    | {
        [N in keyof T & string]: { each: N; wrong: (row: Row<T, N, Child>, run: Run) => boolean }
      }[keyof T & string]
    | { check: (child: Child, blame: Blame, run: Run) => void }
    | { whole: (children: readonly Child[], blame: Blame, run: Run) => void }
  )

/** One thing a rule found: the rows that are wrong together, and in which columns. */
export type Finding = {
  rule: string
  severity: 'error' | 'query'
  places: readonly Place[]
}

/** A row that is blamed, whose it is, and in which columns. */
export type Place = { table: string; index: number; line: number; child: string | null; columns: readonly string[] }
