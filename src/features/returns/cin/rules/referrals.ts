// Episodes of need: the referral that begins one and the closure that ends it.

import { dayNumber } from '../../../../lib/day-number.ts'
import { addWorkingEpochDays } from '../../../../lib/working-days.ts'
import {
  afterDeath,
  before,
  type Details,
  isClosedAfterAssessment,
  isCode,
  isFalse,
  isOpenEnquiry,
  isTrue,
  noDay,
  only,
  outsideYear,
  type Row,
  rules,
} from '../child.ts'
import { fallInto, pairsWhere, pointsOf, spansOf } from '../overlap.ts'

/** Has not been closed, and was not a referral without further action. */
const isOpen = ({ CINclosureDate, ReferralNFA }: Row<'CINdetails'>): boolean =>
  CINclosureDate === null && isFalse(ReferralNFA)

const weeks40 = 280
// From that day on the source of a referral has to be given.
const sourceSince = dayNumber(2013, 4, 1)

/** Rows of an episode of need with a day after the closure. */
const afterClosure = ({ row, Assessments, Section47, ChildProtectionPlans, CINplanDates }: Details) => {
  const closed = row?.CINclosureDate
  return [
    ...Assessments.filter(
      (each) => before(closed, each.AssessmentActualStartDate) || before(closed, each.AssessmentAuthorisationDate),
    ),
    ...Section47.filter((each) => before(closed, each.S47ActualStartDate) || before(closed, each.DateOfInitialCPC)),
    ...ChildProtectionPlans.filter((each) => before(closed, each.CPPendDate)),
    ...CINplanDates.filter((each) => before(closed, each.CINPlanStartDate) || before(closed, each.CINPlanEndDate)),
  ]
}

export const referrals = rules([
  {
    code: '8600',
    since: 2023,
    says: 'The date of the referral is missing or not a day up to the end of the census year',
    fix: 'Give CINreferralDate; leave out referrals after 31 March',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['CINreferralDate'] },
    each: 'CINdetails',
    wrong: ({ CINreferralDate }, { end }) => noDay(CINreferralDate) || (CINreferralDate as number) > end,
  },
  {
    code: '8866',
    since: 2023,
    says: 'The source of the referral is missing or not in the list of codes',
    fix: 'Give in ReferralSource who referred the child',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['CINreferralDate', 'ReferralSource'] },
    each: 'CINdetails',
    wrong: ({ CINreferralDate, ReferralSource }, run) =>
      CINreferralDate !== null && CINreferralDate >= sourceSince && !isCode('cin-referral-source', ReferralSource, run),
  },
  {
    code: '8568',
    since: 2023,
    says: 'It is not said whether the referral ended in no further action',
    fix: 'Give ReferralNFA: 1 for no further action, 0 if the referral went further',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['ReferralNFA'] },
    each: 'CINdetails',
    wrong: ({ ReferralNFA }) => !isTrue(ReferralNFA) && !isFalse(ReferralNFA),
  },
  {
    code: '8569Q',
    since: 2023,
    says: 'A referral from before the census year is not said to have gone further, so it has no place in this return',
    fix: 'Leave the referral out if no further action was taken, or set ReferralNFA to 0',
    who: 'data officer',
    severity: 'query',
    stage: 1,
    blames: { CINdetails: ['CINreferralDate'] },
    each: 'CINdetails',
    // Who was referred on the last working day of March may be answered in April.
    wrong: ({ CINreferralDate, ReferralNFA }, { start, workingDays }) =>
      before(CINreferralDate, addWorkingEpochDays(start, -1, workingDays)) && !isFalse(ReferralNFA),
  },
  {
    code: '8610',
    since: 2023,
    says: 'The referral went further, but the main need of the child is missing',
    fix: 'Give PrimaryNeedCode',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['ReferralNFA', 'PrimaryNeedCode'] },
    each: 'CINdetails',
    wrong: ({ ReferralNFA, PrimaryNeedCode }) => isFalse(ReferralNFA) && PrimaryNeedCode === null,
  },
  {
    code: '8650',
    since: 2023,
    says: 'The main need of the child is not in the list of codes',
    fix: 'Correct PrimaryNeedCode: N1 to N9, or N0 where it is not stated',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['PrimaryNeedCode'] },
    each: 'CINdetails',
    wrong: ({ PrimaryNeedCode }, run) => PrimaryNeedCode !== null && !isCode('category-of-need', PrimaryNeedCode, run),
  },
  {
    code: '8606',
    since: 2023,
    says: 'The child was referred more than 40 weeks before the date of birth, or before the expected one',
    fix: 'Check CINreferralDate and the date of birth',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINdetails: ['CINreferralDate'], ChildIdentifiers: ['PersonBirthDate', 'ExpectedPersonBirthDate'] },
    check: ({ ChildIdentifiers, CINdetails }, blame) => {
      const tooEarly = (referral: number | null, born: number | null): boolean =>
        born !== null && before(referral, born - weeks40)
      const pairs = pairsWhere(
        ChildIdentifiers,
        CINdetails,
        (identity, { CINreferralDate }) =>
          tooEarly(CINreferralDate, identity.PersonBirthDate) ||
          tooEarly(CINreferralDate, identity.ExpectedPersonBirthDate),
      )
      for (const pair of pairs) blame(...pair)
    },
  },
  {
    code: '8555Q',
    since: 2023,
    says: 'The child was referred after the date of death',
    fix: 'Check CINreferralDate and PersonDeathDate',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { CINdetails: ['CINreferralDate'], ChildIdentifiers: ['PersonDeathDate'] },
    check: (child, blame) => {
      for (const pair of afterDeath(child, child.CINdetails, ({ CINreferralDate }) => CINreferralDate)) blame(...pair)
    },
  },
  {
    code: '8620',
    since: 2023,
    says: 'The episode of need was not closed on a day of the census year',
    fix: 'Correct CINclosureDate; leave it out if the episode was still open on 31 March',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['CINclosureDate'] },
    each: 'CINdetails',
    wrong: ({ CINclosureDate }, run) => outsideYear(CINclosureDate, run),
  },
  {
    code: '8630',
    since: 2023,
    says: 'The episode of need was closed before the referral',
    fix: 'Correct CINreferralDate or CINclosureDate',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['CINreferralDate', 'CINclosureDate'] },
    each: 'CINdetails',
    wrong: ({ CINreferralDate, CINclosureDate }) => before(CINclosureDate, CINreferralDate),
  },
  {
    code: '8640',
    since: 2023,
    says: 'The reason for closure is not in the list of codes',
    fix: 'Correct ReasonForClosure: RC1 to RC9',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['ReasonForClosure'] },
    each: 'CINdetails',
    wrong: ({ ReasonForClosure }, run) =>
      ReasonForClosure !== null && !isCode('cin-closure-reason', ReasonForClosure, run),
  },
  {
    code: '8805',
    since: 2023,
    says: 'The episode of need was closed without a reason',
    fix: 'Give ReasonForClosure',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['CINclosureDate', 'ReasonForClosure'] },
    each: 'CINdetails',
    wrong: ({ CINclosureDate, ReasonForClosure }) => CINclosureDate !== null && ReasonForClosure === null,
  },
  {
    code: '8810',
    since: 2023,
    says: 'There is a reason for closure, but no date on which the episode of need was closed',
    fix: 'Give CINclosureDate, or take ReasonForClosure out if the episode is open',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINdetails: ['CINclosureDate', 'ReasonForClosure'] },
    each: 'CINdetails',
    wrong: ({ CINclosureDate, ReasonForClosure }) => CINclosureDate === null && ReasonForClosure !== null,
  },
  {
    code: '8585Q',
    since: 2023,
    says: 'The episode of need was closed because the child died (RC2), but there is no date of death',
    fix: 'Give PersonDeathDate, or correct ReasonForClosure',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { CINdetails: ['ReasonForClosure'], ChildIdentifiers: ['PersonDeathDate'] },
    check: ({ ChildIdentifiers, CINdetails }, blame) => {
      const died = CINdetails.filter(({ ReasonForClosure }) => ReasonForClosure === 'RC2')
      for (const pair of pairsWhere(ChildIdentifiers, died, (identity) => identity.PersonDeathDate === null)) {
        blame(...pair)
      }
    },
  },
  {
    code: '8815',
    since: 2023,
    says: 'The child has two open episodes of need',
    fix: 'Close the one that has ended, or bring together what is one episode',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { CINdetails: ['CINclosureDate'] },
    check: ({ CINdetails }, blame) => {
      const open = CINdetails.filter(isOpen)
      if (open.length > 1) blame(...open)
    },
  },
  {
    code: '8816',
    since: 2023,
    says: 'This episode of need is open although the child has a later one, or one from the same day',
    fix: 'Close the earlier episode before the next referral, or bring both together',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { CINdetails: ['CINreferralDate'] },
    check: ({ CINdetails }, blame) => {
      const days = CINdetails.map(({ CINreferralDate }) => CINreferralDate).filter((day) => !noDay(day)) as number[]
      const last = days.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
      const latest = CINdetails.filter(({ CINreferralDate }) => CINreferralDate === last)
      const wrong = CINdetails.filter(
        (row) =>
          isOpen(row) && (before(row.CINreferralDate, last) || (latest.length > 1 && row.CINreferralDate === last)),
      )
      if (wrong.length > 0) blame(...new Set([...wrong, ...latest]))
    },
  },
  {
    code: '8820',
    since: 2023,
    says: 'Two episodes of need of this child overlap',
    fix: 'Correct CINreferralDate or CINclosureDate: the next episode may begin on the day the last was closed, not before',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { CINdetails: ['CINreferralDate', 'CINclosureDate'] },
    check: ({ CINdetails }, blame, { end }) => {
      const referral = (row: Row<'CINdetails'>): number | null => row.CINreferralDate
      const spans = spansOf(
        CINdetails,
        referral,
        ({ CINclosureDate }) => CINclosureDate,
        'before its last day',
        (row) => (isOpen(row) ? end : null),
      )
      for (const { inside, span } of fallInto(pointsOf(CINdetails, referral), spans)) {
        blame(only(inside, 'CINreferralDate'), span)
      }
    },
  },
  {
    code: '8565',
    since: 2023,
    says: 'Something is recorded in this episode of need for a day after it was closed',
    fix: 'Correct CINclosureDate or the later date: assessment, section 47, conference, plan',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: {
      CINdetails: ['CINclosureDate', 'DateOfInitialCPC'],
      Assessments: ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'],
      Section47: ['S47ActualStartDate', 'DateOfInitialCPC'],
      ChildProtectionPlans: ['CPPendDate'],
      CINplanDates: ['CINPlanStartDate', 'CINPlanEndDate'],
    },
    check: ({ details }, blame) => {
      for (const each of details) {
        const late = afterClosure(each)
        if (each.row && (late.length > 0 || before(each.row.CINclosureDate, each.row.DateOfInitialCPC))) {
          blame(each.row, ...late)
        }
      }
    },
  },
  {
    code: '8867',
    since: 2023,
    says: 'The episode of need was closed, but an assessment in it was never finished',
    fix: 'Give the assessment its AssessmentAuthorisationDate, or open the episode again',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINdetails: ['CINclosureDate'], Assessments: ['AssessmentAuthorisationDate'] },
    check: ({ details }, blame) => {
      for (const { row, Assessments } of details) {
        const unfinished = Assessments.filter(({ AssessmentAuthorisationDate }) => AssessmentAuthorisationDate === null)
        if (row?.CINclosureDate != null && unfinished.length > 0) blame(row, ...unfinished)
      }
    },
  },
  {
    code: '8868',
    since: 2023,
    says: 'The episode of need was closed, but a section 47 enquiry in it has neither a conference nor the mark that none was needed, or it has both',
    fix: 'Give either DateOfInitialCPC, or ICPCnotRequired as 1',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINdetails: ['CINclosureDate'], Section47: ['DateOfInitialCPC', 'ICPCnotRequired'] },
    check: ({ details }, blame) => {
      for (const { row, Section47 } of details) {
        const unclear = Section47.filter(
          (enquiry) => isOpenEnquiry(enquiry) || (enquiry.DateOfInitialCPC !== null && isTrue(enquiry.ICPCnotRequired)),
        )
        if (row?.CINclosureDate != null && unclear.length > 0) blame(row, ...unclear)
      }
    },
  },
  {
    code: '8825Q',
    since: 2023,
    says: 'The episode of need was closed after assessment (RC8 or RC9), but has no assessment',
    fix: 'Add the assessment, or correct ReasonForClosure',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { CINdetails: ['ReasonForClosure'] },
    reads: ['Assessments'],
    check: ({ details }, blame) => {
      for (const { row, Assessments } of details) {
        if (row && isClosedAfterAssessment(row) && Assessments.length === 0) blame(row)
      }
    },
  },
  {
    code: '2990',
    since: 2023,
    says: 'The episode of need was closed as not needing help (RC8 or RC9), but a section 47, conference or plan is recorded in it',
    fix: 'Correct ReasonForClosure; after a section 47 it is RC7 even if nothing was found',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: {
      CINdetails: ['DateOfInitialCPC'],
      Section47: ['LAchildID'],
      ChildProtectionPlans: ['LAchildID'],
      CINplanDates: ['LAchildID'],
    },
    check: ({ details }, blame) => {
      for (const { row, Section47, ChildProtectionPlans, CINplanDates } of details) {
        if (!row || !isClosedAfterAssessment(row)) continue
        const activity = [...Section47, ...ChildProtectionPlans, ...CINplanDates]
        if (activity.length > 0 || row.DateOfInitialCPC !== null) blame(row, ...activity)
      }
    },
  },
  {
    code: '8831',
    since: 2023,
    says: 'The referral is marked as no further action, but an assessment, section 47 or conference is recorded in it',
    fix: 'Set ReferralNFA to 0, or take out what does not belong to this referral',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINdetails: ['DateOfInitialCPC'], Assessments: ['LAchildID'], Section47: ['LAchildID'] },
    check: ({ details }, blame) => {
      for (const { row, Assessments, Section47 } of details) {
        if (!row || !isTrue(row.ReferralNFA)) continue
        const activity = [
          ...Assessments.filter(
            (each) => each.AssessmentActualStartDate !== null || each.AssessmentAuthorisationDate !== null,
          ),
          ...Section47.filter((each) => each.S47ActualStartDate !== null || each.DateOfInitialCPC !== null),
        ]
        if (activity.length > 0 || row.DateOfInitialCPC !== null) blame(row, ...activity)
      }
    },
  },
])
