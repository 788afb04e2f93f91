// Health, offending and substance misuse of children looked after all year (OC2).
import { lookedAfterAllYear, type Row, rules, turns } from '../child.ts'

/** Asked of every child of the cohort. */
const core = ['IMMUNISATIONS', 'TEETH_CHECK', 'HEALTH_ASSESSMENT', 'SUBSTANCE_MISUSE'] as const
const ofSomeChildren = ['CONVICTED', 'HEALTH_CHECK', 'INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'] as const
/** The yes and no answers of OC2. */
export const healthAnswers = [
  'CONVICTED',
  'HEALTH_CHECK',
  'IMMUNISATIONS',
  'TEETH_CHECK',
  'HEALTH_ASSESSMENT',
  'SUBSTANCE_MISUSE',
  'INTERVENTION_RECEIVED',
  'INTERVENTION_OFFERED',
] as const

/** An OC2 row with any of them. SDQ columns are not among them. */
export const hasHealthAnswers = (row: Row<'OC2'>): boolean => healthAnswers.some((name) => row[name] !== null)
const coreIncomplete = (row: Row<'OC2'>): boolean => core.some((name) => row[name] === null)
const everyCore = 'Fill in IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT and SUBSTANCE_MISUSE'

export const healthOutcomes = rules([
  {
    code: '181',
    since: 2023,
    says: 'A health answer in OC2 is neither 0 (no) nor 1 (yes)',
    fix: 'Change it to 0 or 1, or leave it blank where the question is not asked of this child',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: healthAnswers },
    each: 'OC2',
    wrong: (row) => healthAnswers.some((name) => row[name] !== null && row[name] !== '0' && row[name] !== '1'),
  },
  {
    code: '182',
    since: 2023,
    says: 'Some health answers are there, but not all four that every child looked after all year needs',
    fix: `${everyCore}, or leave all of OC2 blank if the child was not looked after all year`,
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: healthAnswers },
    each: 'OC2',
    wrong: (row) => coreIncomplete(row) && ofSomeChildren.some((name) => row[name] !== null),
  },
  {
    code: '190',
    since: 2023,
    says: 'There are health answers (OC2) for a child who was not looked after all year up to 31 March',
    fix: 'Take the health answers out, or correct the episodes if the child was in care from 1 April to 31 March',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: healthAnswers },
    reads: ['Episodes'],
    each: 'OC2',
    wrong: (row, run) => hasHealthAnswers(row) && lookedAfterAllYear(row.child, run) === false,
  },
  {
    code: '191',
    since: 2023,
    says: 'The child was looked after all year up to 31 March, but health answers (OC2) are missing',
    fix: `${everyCore}, also where the answer is no`,
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: core, Episodes: ['CHILD'] },
    check: (child, blame, run) => {
      if (lookedAfterAllYear(child, run) !== true) return
      for (const row of child.OC2) if (coreIncomplete(row)) blame(row)
      const [first] = child.episodes
      if (first && child.OC2.length === 0) blame(first)
    },
  },
  {
    code: '192',
    since: 2023,
    says: 'A substance misuse problem was found, but not whether the child received help with it',
    fix: 'Fill in INTERVENTION_RECEIVED: 1 if the child had an intervention in the year, otherwise 0',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['SUBSTANCE_MISUSE', 'INTERVENTION_RECEIVED'] },
    each: 'OC2',
    wrong: (row) => row.SUBSTANCE_MISUSE === '1' && row.INTERVENTION_RECEIVED === null,
  },
  {
    code: '193',
    since: 2023,
    says: 'Help with substance misuse is filled in although no such problem is recorded',
    fix: 'Clear INTERVENTION_RECEIVED and INTERVENTION_OFFERED, or set SUBSTANCE_MISUSE to 1 if there was a problem',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['SUBSTANCE_MISUSE', 'INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'] },
    each: 'OC2',
    wrong: ({ SUBSTANCE_MISUSE, INTERVENTION_RECEIVED, INTERVENTION_OFFERED }) =>
      (SUBSTANCE_MISUSE === null || SUBSTANCE_MISUSE === '0') &&
      (INTERVENTION_RECEIVED !== null || INTERVENTION_OFFERED !== null),
  },
  {
    code: '158',
    since: 2023,
    says: 'The child received help with substance misuse, so whether it was offered should be blank',
    fix: 'Clear INTERVENTION_OFFERED, or set INTERVENTION_RECEIVED to 0 if the child did not take the help',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'] },
    each: 'OC2',
    wrong: (row) => row.INTERVENTION_RECEIVED === '1' && row.INTERVENTION_OFFERED !== null,
  },
  {
    code: '159',
    since: 2023,
    says: 'The child has a substance misuse problem and received no help, but not whether help was offered',
    fix: 'Fill in INTERVENTION_OFFERED: 1 if help was offered and refused, otherwise 0',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['SUBSTANCE_MISUSE', 'INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'] },
    each: 'OC2',
    wrong: (row) =>
      row.SUBSTANCE_MISUSE === '1' && row.INTERVENTION_RECEIVED === '0' && row.INTERVENTION_OFFERED === null,
  },
  {
    code: '542',
    since: 2023,
    says: 'CONVICTED is filled in for a child under 10 on 31 March, too young to be convicted',
    fix: 'Clear CONVICTED, or correct the date of birth',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['CONVICTED'] },
    each: 'OC2',
    wrong: ({ DOB, CONVICTED }, run) => CONVICTED !== null && turns(DOB, 10) > run.end,
  },
  {
    code: '543',
    since: 2023,
    says: 'The child was 10 or over on 31 March and looked after all year, but CONVICTED is blank',
    fix: 'Set CONVICTED to 1 if the child was convicted, or got a youth caution, in the year, otherwise 0',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: ['DOB', 'CONVICTED'] },
    reads: ['Episodes'],
    each: 'OC2',
    wrong: ({ DOB, CONVICTED, child }, run) =>
      CONVICTED === null && turns(DOB, 10) <= run.end && lookedAfterAllYear(child, run) === true,
  },
  {
    code: '544',
    since: 2023,
    says: 'The child was convicted in the year (CONVICTED 1), but the health answers are not complete',
    fix: everyCore,
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['CONVICTED', ...core] },
    each: 'OC2',
    wrong: (row) => row.CONVICTED === '1' && coreIncomplete(row),
  },
  {
    code: '545',
    since: 2023,
    says: 'The child was under 5 on 31 March and looked after all year, but HEALTH_CHECK is blank',
    fix: 'Set HEALTH_CHECK to 1 if development checks were up to date on 31 March, otherwise 0',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: ['DOB', 'HEALTH_CHECK'] },
    reads: ['Episodes'],
    each: 'OC2',
    wrong: ({ DOB, HEALTH_CHECK, child }, run) =>
      HEALTH_CHECK === null && turns(DOB, 5) > run.end && lookedAfterAllYear(child, run) === true,
  },
  {
    code: '546',
    since: 2023,
    says: 'HEALTH_CHECK (development checks of the under fives) is filled in for a child of 5 or over on 31 March',
    fix: 'Clear HEALTH_CHECK, or correct the date of birth',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: ['DOB', 'HEALTH_CHECK'] },
    reads: ['Episodes'],
    each: 'OC2',
    // Of a child outside the cohort 190 says so already.
    wrong: ({ DOB, HEALTH_CHECK, child }, run) =>
      HEALTH_CHECK !== null && turns(DOB, 5) <= run.end && lookedAfterAllYear(child, run) === true,
  },
  {
    code: '547',
    since: 2023,
    says: 'Development checks are up to date (HEALTH_CHECK 1), but the other health answers are not complete',
    fix: everyCore,
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['HEALTH_CHECK', ...core] },
    each: 'OC2',
    wrong: (row) => row.HEALTH_CHECK === '1' && coreIncomplete(row),
  },
])
