// Unaccompanied asylum-seeking children: who is one, last year and this, and when that ended. DUC is the day on which it
// did or will end: the 18th birthday, unless it ended before.
import { monthsOn } from '../../../../lib/day-number.ts'
import { isReadable, isUnreadable } from '../../engine/rows.ts'
import { ageOn, type Row, rules, type Ssda903Run, turns } from '../child.ts'

/**
 * Whether the return of a year calls the child unaccompanied; null when it does not say. The XML form says it with a
 * flag. The CSV form says it with a row in the UASC file, unless that row says nothing of the child.
 */
const isUnaccompanied = (
  headers: readonly Row<'Header'>[],
  rows: readonly Row<'UASC'>[],
  run: Ssda903Run,
): boolean | null => {
  const flags = headers.flatMap(({ UASC }) => (UASC === null ? [] : [UASC]))
  if (flags.length > 0) return flags.includes('1')
  if (run.format === 'xml' || rows.length === 0) return null
  return rows.some(({ SEX, DUC }) => SEX !== null || DUC !== null)
}

/** The 18th birthday by a UASC row, or by the Header where the row has no date of birth; NaN when unknown. */
const eighteenthBirthday = (row: Row<'UASC'>, header: Row<'Header'> | null): number =>
  turns(row.DOB ?? header?.DOB ?? null, 18)

const isWithin = (day: number | null, from: number, to: number): boolean => day !== null && day >= from && day <= to

export const unaccompanied = rules([
  {
    code: '104',
    since: 2023,
    says: 'The day on which the child ceased to be an unaccompanied asylum seeker is not a real date, or is before this return year',
    fix: 'Correct DUC as DD/MM/YYYY; if it ended in an earlier year, take the child out of this year’s UASC file',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { UASC: ['DUC'] },
    each: 'UASC',
    wrong: ({ DUC }, run) => isUnreadable(DUC) || (DUC !== null && DUC < run.start),
  },
  {
    code: '303',
    since: 2023,
    says: 'There is a day on which the child ceased to be an unaccompanied asylum seeker, but the flag UASC is not 1',
    fix: 'Set UASC to 1 if the child was one at any time in the year; otherwise take DUC out',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { UASC: ['DUC'], Header: ['UASC'] },
    check: (child, blame) => {
      const headers = child.Header.filter(({ UASC }) => UASC !== '1')
      const ended = child.UASC.filter(({ DUC }) => DUC !== null)
      if (headers.length > 0 && ended.length > 0) blame(...ended, ...headers)
    },
  },
  {
    code: '304',
    since: 2023,
    says: 'The day on which the child ceased to be an unaccompanied asylum seeker is after the 18th birthday',
    fix: 'Correct DUC: the 18th birthday at the latest; or correct DOB',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { UASC: ['DUC'] },
    each: 'UASC',
    wrong: ({ DOB, DUC }) => DUC !== null && DUC > turns(DOB, 18),
  },
  {
    code: '231',
    since: 2025,
    says: 'An unaccompanied asylum-seeking child who is still under 11 at 31 March is unusual',
    fix: 'Correct DOB or the UASC status, or confirm that both are right',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { Header: ['DOB', 'UASC'] },
    each: 'Header',
    wrong: ({ DOB, UASC }, run) => UASC === '1' && ageOn(DOB, run.end) < 11,
  },
  {
    code: '205A',
    since: 2023,
    says: 'The child was an unaccompanied asylum seeker last year and is not one now, but did not cease to be one last year',
    fix: 'Return the child as one this year with the day on which it ended in DUC; or confirm that last year was wrong',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { UASC: ['CHILD'], Header: ['CHILD', 'UASC'] },
    reads: ['UASC_last'],
    optional: ['Header', 'Header_last'],
    check: (child, blame, run) => {
      if (isUnaccompanied(child.Header_last, child.UASC_last, run) !== true) return
      if (isUnaccompanied(child.Header, child.UASC, run) !== false) return
      if (child.UASC_last.some(({ DUC }) => isUnreadable(DUC))) return
      const lastYear = monthsOn(run.start, -12)
      const hadEnded = child.UASC_last.some(({ DUC }) => isWithin(DUC, lastYear, run.start - 1))
      if (!hadEnded || child.UASC.some(({ DUC }) => DUC !== null)) blame(...child.UASC, ...child.Header)
    },
  },
  {
    code: '205B',
    since: 2023,
    says: 'The child is an unaccompanied asylum seeker in both years, but the days on which that ends (DUC) do not fit each other',
    fix: 'Correct DUC: the 18th birthday as last year, or the day in this year on which it ended before that',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { UASC: ['DUC'], Header: ['UASC'] },
    reads: ['UASC_last'],
    optional: ['Header', 'Header_last'],
    check: (child, blame, run) => {
      if (isUnaccompanied(child.Header_last, child.UASC_last, run) !== true) return
      if (isUnaccompanied(child.Header, child.UASC, run) !== true) return
      // Somebody who is still one this year had not ceased to be one: last year's day was the 18th birthday.
      const fits = (now: Row<'UASC'>, last: Row<'UASC'>): boolean => {
        const birthday = eighteenthBirthday(last, child.lastHeader ?? child.header)
        if (isUnreadable(now.DUC) || isUnreadable(last.DUC)) return true
        if (isReadable(birthday) && last.DUC !== birthday) return false
        return now.DUC === last.DUC || isWithin(now.DUC, run.start, run.end)
      }
      const wrong = child.UASC.filter((now) => child.UASC_last.every((last) => !fits(now, last)))
      if (child.UASC_last.length > 0 && wrong.length > 0) blame(...wrong, ...child.Header)
    },
  },
  {
    code: '205C',
    since: 2023,
    says: 'There is a day on which the child ceased to be an unaccompanied asylum seeker (DUC), but it was not one in either year',
    fix: 'Set UASC to 1 for the years in which the child was one; otherwise take DUC out',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { UASC: ['DUC'], Header: ['UASC'] },
    reads: ['UASC_last'],
    optional: ['Header', 'Header_last'],
    check: (child, blame, run) => {
      if (isUnaccompanied(child.Header, child.UASC, run) !== false) return
      if (isUnaccompanied(child.Header_last, child.UASC_last, run) === true) return
      const ended = [...child.UASC, ...child.UASC_last].some(({ DUC }) => DUC !== null)
      if (ended) blame(...child.UASC, ...child.Header)
    },
  },
  {
    code: '205D',
    since: 2023,
    says: 'The child is an unaccompanied asylum seeker this year, but was in last year’s return and was not one there',
    fix: 'Correct the UASC status, or confirm that last year was wrong',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Header: ['CHILD', 'UASC'], UASC: ['CHILD'] },
    reads: ['UASC_last'],
    optional: ['Header', 'Header_last'],
    check: (child, blame, run) => {
      if (isUnaccompanied(child.Header, child.UASC, run) !== true) return
      if (isUnaccompanied(child.Header_last, child.UASC_last, run) !== false) return
      if (child.Header.length > 0) blame(...child.Header)
      else blame(...child.UASC)
    },
  },
])
