// Assessments and what they found.
import { addWorkingEpochDays } from '../../../../lib/working-days.ts'
import { findCode } from '../../codes/code-lists.ts'
import {
  type Assessment,
  before,
  factorsOf,
  inYear,
  isClosedAfterAssessment,
  only,
  outsideYear,
  type Rule,
  rules,
} from '../child.ts'
import { fallInto, pointsOf, spansOf } from '../overlap.ts'

const isUnfinished = ({ AssessmentAuthorisationDate }: Assessment): boolean => AssessmentAuthorisationDate === null

/** A code that the list keeps for assessments of earlier years only. */
const oldFactor = (code: string, factor: string, abuse: string): Rule => ({
  code,
  since: 2025,
  says: `The factor ${factor}, ${abuse} without saying by whom, is used`,
  fix: `Use ${factor.slice(0, -1)}B for abuse by a child or ${factor.slice(0, -1)}C for abuse by an adult, unless the assessment was finished before these codes`,
  who: 'social worker',
  severity: 'query',
  stage: 1,
  blames: { Assessments: ['AssessmentFactors'] },
  each: 'Assessments',
  wrong: (row) => factorsOf(row).includes(factor),
})

export const assessments = rules([
  {
    code: '1103',
    since: 2023,
    says: 'The assessment starts before the referral',
    fix: 'Correct AssessmentActualStartDate or CINreferralDate',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Assessments: ['AssessmentActualStartDate'], CINdetails: ['CINreferralDate'] },
    check: ({ details }, blame) => {
      for (const { row, Assessments } of details) {
        const early = Assessments.filter((each) => before(each.AssessmentActualStartDate, row?.CINreferralDate))
        if (row && early.length > 0) blame(row, ...early)
      }
    },
  },
  {
    code: '8608',
    since: 2023,
    says: 'The assessment ends before it starts',
    fix: 'Correct AssessmentActualStartDate or AssessmentAuthorisationDate',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Assessments: ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'] },
    each: 'Assessments',
    wrong: (row) => before(row.AssessmentAuthorisationDate, row.AssessmentActualStartDate),
  },
  {
    code: '8696',
    since: 2023,
    says: 'The assessment did not end on a day of the census year',
    fix: 'Correct AssessmentAuthorisationDate; leave it out if the assessment went on after 31 March',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Assessments: ['AssessmentAuthorisationDate'] },
    each: 'Assessments',
    wrong: ({ AssessmentAuthorisationDate }, run) => outsideYear(AssessmentAuthorisationDate, run),
  },
  {
    code: '8736',
    since: 2023,
    says: 'The assessment is not finished, and did not start in the census year',
    fix: 'Give AssessmentAuthorisationDate, or correct AssessmentActualStartDate',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Assessments: ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'] },
    each: 'Assessments',
    wrong: (row, run) => isUnfinished(row) && outsideYear(row.AssessmentActualStartDate, run),
  },
  {
    code: '8670Q',
    since: 2023,
    says: 'The assessment had gone on for more than 45 working days at the end of the census year',
    fix: 'Give AssessmentAuthorisationDate if the assessment is finished, or say why it took longer',
    who: 'team manager',
    severity: 'query',
    stage: 1,
    blames: { Assessments: ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'] },
    each: 'Assessments',
    // The working day after the start is the first of the 45.
    wrong: (row, { referenceDate, workingDays }) =>
      isUnfinished(row) && before(row.AssessmentActualStartDate, addWorkingEpochDays(referenceDate, -45, workingDays)),
  },
  {
    code: '8896',
    since: 2023,
    says: 'There are two unfinished assessments in one episode of need',
    fix: 'Give AssessmentAuthorisationDate to the one that is finished',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Assessments: ['AssessmentAuthorisationDate'] },
    check: ({ details }, blame) => {
      for (const { Assessments } of details) {
        const unfinished = Assessments.filter(isUnfinished)
        if (unfinished.length > 1) blame(...unfinished)
      }
    },
  },
  {
    code: '8863Q',
    since: 2023,
    says: 'An assessment starts while another one in the same episode of need goes on',
    fix: 'Correct the dates of the assessments, or say why there were two at a time',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Assessments: ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'] },
    check: ({ details }, blame, { end }) => {
      for (const { Assessments } of details) {
        const start = (row: Assessment): number | null => row.AssessmentActualStartDate
        const spans = spansOf(
          Assessments,
          start,
          ({ AssessmentAuthorisationDate }) => AssessmentAuthorisationDate,
          'on its last day',
          () => end,
        )
        for (const { inside, span } of fallInto(pointsOf(Assessments, start), spans)) {
          blame(only(inside, 'AssessmentActualStartDate'), span)
        }
      }
    },
  },
  {
    code: '8614',
    since: 2023,
    says: 'Factors are given for an assessment that is not finished',
    fix: 'Give AssessmentAuthorisationDate if it is finished, or take the factors out until it is',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Assessments: ['AssessmentAuthorisationDate', 'AssessmentFactors'] },
    each: 'Assessments',
    wrong: (row) => isUnfinished(row) && factorsOf(row).length > 0,
  },
  {
    code: '8897Q',
    since: 2023,
    says: 'The assessment was finished in the year without a factor from the list of codes',
    fix: 'Give the factors that were found, or 21 if there were none',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { Assessments: ['AssessmentAuthorisationDate', 'AssessmentFactors'] },
    each: 'Assessments',
    // A code of earlier years is a factor too; that it is old is for 8945Q and 8950Q.
    wrong: (row, run) =>
      inYear(row.AssessmentAuthorisationDate, run) &&
      !factorsOf(row).some((factor) => findCode('cin-assessment-factors', factor)),
  },
  {
    code: '8869',
    since: 2023,
    says: 'The assessment found no factors (21) and also another factor',
    fix: 'Take 21 out, or the other factors',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Assessments: ['AssessmentFactors'] },
    each: 'Assessments',
    wrong: (row) => {
      const factors = factorsOf(row)
      return factors.includes('21') && factors.some((factor) => factor !== '21')
    },
  },
  {
    code: '8898',
    since: 2023,
    says: 'The same factor is given twice for one assessment',
    fix: 'Leave each factor in once',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Assessments: ['AssessmentFactors'] },
    each: 'Assessments',
    wrong: (row) => new Set(factorsOf(row)).size < factorsOf(row).length,
  },
  {
    code: '8873Q',
    since: 2023,
    says: 'The only assessment of the episode of need found no factors (21), but the episode is not closed with RC8 or RC9',
    fix: 'Close the episode with RC8 or RC9, correct the factors, or say why help went on',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { CINdetails: ['ReasonForClosure'], Assessments: ['AssessmentFactors'] },
    check: ({ details }, blame) => {
      for (const { row, Assessments } of details) {
        const [assessment, another] = Assessments
        if (!row || !assessment || another || !factorsOf(assessment).includes('21')) continue
        if (!isClosedAfterAssessment(row)) blame(row, assessment)
      }
    },
  },
  oldFactor('8945Q', '18A', 'physical abuse'),
  oldFactor('8950Q', '19A', 'sexual abuse'),
])
