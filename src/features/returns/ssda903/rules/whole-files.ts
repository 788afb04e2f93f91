// That the files belong together: every child of a file stands in the Header with the same date of birth and sex, once.
import { differ, isReadable } from '../../engine/rows.ts'
import { type Row, type Rule, rules } from '../child.ts'
import type { TableName } from '../tables.ts'
import { sexWritten } from './sexes.ts'

/** Tables whose dates of birth are compared with the Header. */
type WithDateOfBirth = Exclude<TableName, 'Header' | 'Episodes' | 'SWEpisodes' | 'DoLo'>
/** Tables with one row for a child. */
type Once = 'Header' | 'UASC' | 'OC2' | 'OC3' | 'AD1' | 'PrevPerm'

const notInHeader = (code: string, table: Exclude<TableName, 'Header'>, says: string): Rule => ({
  code,
  since: 2023,
  says,
  fix: 'Add the child to the Header, correct CHILD, or take the row out',
  who: 'data officer',
  severity: 'error',
  stage: 2,
  blames: { [table]: ['CHILD'] },
  reads: ['Header'],
  check: (child, blame) => {
    if (child.Header.length > 0) return
    for (const row of child[table]) blame(row)
  },
})

const otherDateOfBirth = (code: string, table: WithDateOfBirth, says: string): Rule => ({
  code,
  since: 2023,
  says,
  fix: 'Find out which date of birth is right and correct the other',
  who: 'data officer',
  severity: 'error',
  stage: 2,
  blames: { [table]: ['DOB'] },
  reads: ['Header'],
  // A date of birth that is blank contradicts nothing.
  check: (child, blame) => {
    const known = child.Header.filter(({ DOB }) => isReadable(DOB))
    const rows: readonly (Row<TableName> & { readonly DOB: number | null })[] = child[table]
    for (const row of rows) {
      if (isReadable(row.DOB) && known.some(({ DOB }) => DOB !== row.DOB)) blame(row)
    }
  },
})

const moreThanOnce = (code: string, table: Once, says: string): Rule => ({
  code,
  since: 2023,
  says,
  fix: 'Keep one row and take the others out; if they are different children, correct CHILD',
  who: 'data officer',
  severity: 'error',
  stage: 2,
  blames: { [table]: ['CHILD'] },
  check: (child, blame) => {
    if (child[table].length > 1) blame(...child[table])
  },
})

export const wholeFiles = rules([
  {
    code: 'EPI',
    since: 2023,
    says: 'This child has no episode of care in the return, and is no care leaver in it either',
    fix: 'Add the episodes of the child, or the OC3 row of a care leaver; or take the child out of the Header',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { Header: ['CHILD'] },
    reads: ['Episodes'],
    optional: ['OC3'],
    each: 'Header',
    wrong: ({ child }) => child.Episodes.length === 0 && child.OC3.length === 0,
  },
  notInHeader('INT01', 'AD1', 'The child of this adoption (AD1) is not in the Header'),
  notInHeader('INT02', 'PlacedAdoption', 'The child of this decision to place for adoption is not in the Header'),
  notInHeader('INT03', 'Episodes', 'The child of this episode is not in the Header'),
  notInHeader('INT04', 'Missing', 'The child of this missing or away period is not in the Header'),
  notInHeader('INT05', 'OC2', 'The child of these health and offending outcomes (OC2) is not in the Header'),
  notInHeader('INT06', 'OC3', 'The care leaver of this contact (OC3) is not in the Header'),
  notInHeader('INT07', 'PrevPerm', 'The child of this previous permanence order is not in the Header'),
  notInHeader('INT08', 'Reviews', 'The child of this review is not in the Header'),
  notInHeader('INT09', 'UASC', 'This unaccompanied asylum-seeking child is not in the Header'),
  otherDateOfBirth('INT11', 'AD1', 'The date of birth with the adoption (AD1) is not the one in the Header'),
  otherDateOfBirth(
    'INT12',
    'PlacedAdoption',
    'The date of birth with the decision to place for adoption is not the one in the Header',
  ),
  otherDateOfBirth('INT13', 'Missing', 'The date of birth with the missing period is not the one in the Header'),
  otherDateOfBirth('INT14', 'OC2', 'The date of birth with the yearly outcomes (OC2) is not the one in the Header'),
  otherDateOfBirth(
    'INT15',
    'OC3',
    'The date of birth with the care leaver’s contact (OC3) is not the one in the Header',
  ),
  otherDateOfBirth(
    'INT16',
    'PrevPerm',
    'The date of birth with the previous permanence order is not the one in the Header',
  ),
  otherDateOfBirth('INT17', 'Reviews', 'The date of birth with the review is not the one in the Header'),
  otherDateOfBirth('INT18', 'UASC', 'The date of birth in the UASC file is not the one in the Header'),
  {
    code: 'INT21',
    since: 2023,
    says: 'The sex in the UASC file is not the one in the Header',
    fix: 'Find out which is right and correct the other',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { UASC: ['SEX'] },
    reads: ['Header'],
    each: 'UASC',
    wrong: ({ SEX, child }) =>
      SEX !== null &&
      child.Header.some((header) => header.SEX !== null && differ(sexWritten(SEX), sexWritten(header.SEX))),
  },
  moreThanOnce('INT31', 'AD1', 'The child has more than one adoption (AD1) in the return'),
  moreThanOnce('INT32', 'Header', 'The child stands in the Header more than once'),
  moreThanOnce('INT33', 'OC2', 'The child has more than one row of yearly outcomes (OC2)'),
  moreThanOnce('INT34', 'OC3', 'The care leaver has more than one row of contact (OC3)'),
  moreThanOnce('INT35', 'PrevPerm', 'The child has more than one previous permanence order in the return'),
  moreThanOnce('INT36', 'UASC', 'The child stands in the UASC file more than once'),
])
