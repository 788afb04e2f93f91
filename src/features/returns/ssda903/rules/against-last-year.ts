// Who the child is, beside what last year's return said.
import { differ } from '../../engine/rows.ts'
import { rules } from '../child.ts'
import { isReasonForNoUpn } from './header.ts'
import { sexWritten } from './sexes.ts'

/** Changes of a UPN that explain themselves: one has been found, or a better reason for there being none. */
const mayBecome = (last: string | null, now: string | null): boolean => {
  if (last === now) return true
  if (now === null) return false
  if (!isReasonForNoUpn(now)) return last === null || isReasonForNoUpn(last)
  return now !== 'UN1' && (last === null || last === 'UN1')
}

export const againstLastYear = rules([
  {
    code: '202',
    since: 2023,
    says: 'SEX is not what last year’s return said of this child',
    fix: 'Correct SEX; or, if last year was wrong, correct last year’s data with the department and say so',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Header: ['SEX'] },
    reads: ['Header_last'],
    each: 'Header',
    wrong: ({ SEX, child: { lastHeader } }) =>
      lastHeader !== null && differ(sexWritten(SEX), sexWritten(lastHeader.SEX)),
  },
  {
    code: '203',
    since: 2023,
    says: 'The date of birth is not what last year’s return said of this child',
    fix: 'Correct DOB; or confirm that it changed, for example after an age assessment',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Header: ['DOB'] },
    reads: ['Header_last'],
    each: 'Header',
    // A date that cannot be read is not last year's date either, unless that could not be read.
    wrong: ({ DOB, child: { lastHeader } }) => lastHeader !== null && !Object.is(DOB, lastHeader.DOB),
  },
  {
    code: '204',
    since: 2023,
    says: 'The ethnic group is not what last year’s return said of this child',
    fix: 'Correct ETHNIC, or confirm that it changed',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Header: ['ETHNIC'] },
    reads: ['Header_last'],
    each: 'Header',
    wrong: ({ ETHNIC, child: { lastHeader } }) => lastHeader !== null && differ(ETHNIC, lastHeader.ETHNIC),
  },
  {
    code: '208',
    since: 2023,
    says: 'The UPN is not what last year’s return said of this child',
    fix: 'Correct UPN, or confirm that the child was given another one',
    who: 'health and education team',
    severity: 'query',
    stage: 2,
    blames: { Header: ['UPN'] },
    reads: ['Header_last'],
    each: 'Header',
    wrong: ({ UPN, child: { lastHeader } }) => lastHeader !== null && !mayBecome(lastHeader.UPN, UPN),
  },
  {
    code: '207',
    since: 2023,
    says: 'Last year’s return said that she is a mother (MOTHER is 1), and this year’s does not',
    fix: 'Set MOTHER to 1 again; or confirm that last year was wrong',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Header: ['MOTHER'] },
    reads: ['Header_last', 'Episodes'],
    each: 'Header',
    // Of a care leaver who was not looked after in the year it is not asked.
    wrong: ({ MOTHER, child: { lastHeader, Episodes } }) =>
      lastHeader?.MOTHER === '1' && MOTHER !== '1' && Episodes.length > 0,
  },
])
