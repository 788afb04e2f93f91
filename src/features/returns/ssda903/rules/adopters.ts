// Who adopted the child: the cells of AD1, and that they fit each other.
import { isUnreadable } from '../../engine/rows.ts'
import { type Row, type Rule, rules } from '../child.ts'
import { isLater, isNoCode } from './cells.ts'

type Adoption = Row<'AD1'>

const details = ['DATE_INT', 'DATE_MATCH', 'FOSTER_CARE', 'NB_ADOPTR', 'SEX_ADOPTR', 'LS_ADOPTR'] as const

/** True when nothing at all is said about the adoption. */
export const isEmptyAdoption = (row: Adoption): boolean => details.every((column) => row[column] === null)
/** True when some cell about the adoption is blank. */
export const isIncompleteAdoption = (row: Adoption): boolean => details.some((column) => row[column] === null)

const mustBeDay = (code: string, column: 'DATE_INT' | 'DATE_MATCH', says: string): Rule => ({
  code,
  since: 2023,
  says,
  fix: `Write ${column} as DD/MM/YYYY, a day that is in the calendar`,
  who: 'adoption team',
  severity: 'error',
  stage: 1,
  blames: { AD1: [column] },
  each: 'AD1',
  wrong: (row) => isUnreadable(row[column]),
})

/** A legal status that only some adopters can have. A blank SEX_ADOPTR does not bear the status out either. */
const mustFitStatus = (code: string, status: string, sexes: readonly string[], says: string): Rule => ({
  code,
  since: 2023,
  says,
  fix: `Correct LS_ADOPTR or SEX_ADOPTR: ${status} goes with ${sexes.join(' or ')}`,
  who: 'adoption team',
  severity: 'error',
  stage: 1,
  blames: { AD1: ['LS_ADOPTR', 'SEX_ADOPTR'] },
  each: 'AD1',
  wrong: ({ LS_ADOPTR, SEX_ADOPTR }) => LS_ADOPTR === status && (SEX_ADOPTR === null || !sexes.includes(SEX_ADOPTR)),
})

export const adopters = rules([
  mustBeDay(
    '112',
    'DATE_INT',
    'The date of the decision that the child should be placed for adoption is not a real date',
  ),
  mustBeDay('113', 'DATE_MATCH', 'The date on which the child was matched with adopters is not a real date'),
  {
    code: '114',
    since: 2023,
    says: 'Whether the foster carer adopted the child is neither 0 for no nor 1 for yes',
    fix: 'Put 1 in FOSTER_CARE if the carers who fostered the child adopted them, otherwise 0',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { AD1: ['FOSTER_CARE'] },
    each: 'AD1',
    wrong: ({ FOSTER_CARE }) => isNoCode('flag-01', FOSTER_CARE),
  },
  {
    code: '175',
    since: 2023,
    says: 'The number of adopters is neither 1 nor 2',
    fix: 'Put 1 in NB_ADOPTR for a single adopter or 2 for a couple',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { AD1: ['NB_ADOPTR'] },
    each: 'AD1',
    wrong: ({ NB_ADOPTR }) => NB_ADOPTR !== null && NB_ADOPTR !== '1' && NB_ADOPTR !== '2',
  },
  {
    code: '176',
    since: 2023,
    says: 'The sex of the adopters is not one of the codes of the return',
    fix: 'Put M1, F1, MM, FF or MF in SEX_ADOPTR',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { AD1: ['SEX_ADOPTR'] },
    each: 'AD1',
    wrong: ({ SEX_ADOPTR }) => isNoCode('ssda903-adopter-sex', SEX_ADOPTR),
  },
  {
    code: '177',
    since: 2023,
    says: 'The legal status of the adopters is not one of the codes of the return',
    fix: 'Put L0, L11, L12, L2, L3 or L4 in LS_ADOPTR',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { AD1: ['LS_ADOPTR'] },
    each: 'AD1',
    wrong: ({ LS_ADOPTR }) => isNoCode('ssda903-adopter-legal-status', LS_ADOPTR),
  },
  {
    code: '151',
    since: 2023,
    says: 'Some of what is asked about the adoption is filled in and some is blank',
    fix: 'Fill in all of DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR and LS_ADOPTR',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { AD1: details },
    each: 'AD1',
    wrong: (row) => isIncompleteAdoption(row) && !isEmptyAdoption(row),
  },
  {
    code: '333',
    since: 2023,
    says: 'The child was matched with adopters before it was decided that they should be placed for adoption, or without that decision',
    fix: 'Correct DATE_INT or DATE_MATCH: the decision comes first, or on the same day',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { AD1: ['DATE_INT'] },
    each: 'AD1',
    wrong: ({ DATE_INT, DATE_MATCH }) =>
      isLater(DATE_INT, DATE_MATCH) || (DATE_INT === null && DATE_MATCH !== null && !isUnreadable(DATE_MATCH)),
  },
  {
    code: '511',
    since: 2023,
    says: 'There are two adopters but the code for their sex is that of a single one',
    fix: 'Correct NB_ADOPTR, or put MM, FF or MF in SEX_ADOPTR',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { AD1: ['NB_ADOPTR', 'SEX_ADOPTR'] },
    each: 'AD1',
    wrong: ({ NB_ADOPTR, SEX_ADOPTR }) => NB_ADOPTR === '2' && (SEX_ADOPTR === 'M1' || SEX_ADOPTR === 'F1'),
  },
  mustFitStatus(
    '514',
    'L0',
    ['M1', 'F1'],
    'The legal status is that of a single adopter but the sex of the adopters is not',
  ),
  mustFitStatus(
    '520',
    'L11',
    ['MF'],
    'The legal status is that of a married couple of different sexes but the sex of the adopters is not',
  ),
  mustFitStatus(
    '524',
    'L12',
    ['MM', 'FF'],
    'The legal status is that of a married couple of the same sex but the sex of the adopters is not',
  ),
  mustFitStatus(
    '519',
    'L2',
    ['MM', 'FF', 'MF'],
    'The legal status is that of civil partners but the sex of the adopters is not that of a couple',
  ),
  mustFitStatus(
    '517',
    'L3',
    ['MF'],
    'The legal status is that of an unmarried couple of different sexes but the sex of the adopters is not',
  ),
  mustFitStatus(
    '518',
    'L4',
    ['MM', 'FF'],
    'The legal status is that of a same-sex couple neither married nor civil partners, but the sex of the adopters is not',
  ),
])
