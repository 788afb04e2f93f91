// Section 47 enquiries and initial child protection conferences.
import { isWeekday } from '../../../../lib/day-number.ts'
import { addWorkingEpochDays } from '../../../../lib/working-days.ts'
import { before, type Enquiry, isFalse, isOpenEnquiry, noDay, only, outsideYear, rules } from '../child.ts'
import { fallInto, pointsOf, spansOf } from '../overlap.ts'

const isWeekend = (day: number | null): boolean => day !== null && !Number.isNaN(day) && !isWeekday(day)

export const enquiries = rules([
  {
    code: '2889',
    since: 2023,
    says: 'The section 47 enquiry starts before the referral',
    fix: 'Correct S47ActualStartDate or CINreferralDate',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Section47: ['S47ActualStartDate'], CINdetails: ['CINreferralDate'] },
    check: ({ details }, blame) => {
      for (const { row, Section47 } of details) {
        const early = Section47.filter((each) => before(each.S47ActualStartDate, row?.CINreferralDate))
        if (row && early.length > 0) blame(row, ...early)
      }
    },
  },
  {
    code: '1104',
    since: 2023,
    says: 'The initial child protection conference was held before the referral',
    fix: 'Correct DateOfInitialCPC or CINreferralDate',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Section47: ['DateOfInitialCPC'], CINdetails: ['CINreferralDate'] },
    check: ({ details }, blame) => {
      for (const { row, Section47 } of details) {
        const early = Section47.filter((each) => before(each.DateOfInitialCPC, row?.CINreferralDate))
        if (row && early.length > 0) blame(row, ...early)
      }
    },
  },
  {
    code: '8615',
    since: 2023,
    says: 'The section 47 enquiry has no start, or one after its initial child protection conference',
    fix: 'Correct S47ActualStartDate or DateOfInitialCPC',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Section47: ['S47ActualStartDate', 'DateOfInitialCPC'] },
    each: 'Section47',
    wrong: ({ S47ActualStartDate, DateOfInitialCPC }) =>
      DateOfInitialCPC !== null && (S47ActualStartDate === null || S47ActualStartDate > DateOfInitialCPC),
  },
  {
    code: '8715',
    since: 2023,
    says: 'The initial child protection conference was not held on a day of the census year',
    fix: 'Correct DateOfInitialCPC; leave it out if the conference was held after 31 March',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Section47: ['DateOfInitialCPC'] },
    each: 'Section47',
    wrong: ({ DateOfInitialCPC }, run) => outsideYear(DateOfInitialCPC, run),
  },
  {
    code: '8875',
    since: 2023,
    says: 'The initial child protection conference was held on a Saturday or Sunday',
    fix: 'Correct DateOfInitialCPC',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Section47: ['DateOfInitialCPC'] },
    each: 'Section47',
    wrong: ({ DateOfInitialCPC }) => isWeekend(DateOfInitialCPC),
  },
  {
    code: '8870Q',
    since: 2023,
    says: 'The day by which the initial child protection conference should be held is a Saturday or Sunday',
    fix: 'Correct InitialCPCtarget: it is 15 working days after the strategy discussion',
    who: 'data officer',
    severity: 'query',
    stage: 1,
    blames: { Section47: ['InitialCPCtarget'] },
    each: 'Section47',
    wrong: ({ InitialCPCtarget }) => isWeekend(InitialCPCtarget),
  },
  {
    code: '8740',
    since: 2023,
    says: 'No initial child protection conference has been held, and the section 47 enquiry did not start in the census year',
    fix: 'Give DateOfInitialCPC, or ICPCnotRequired as 1, or correct S47ActualStartDate',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Section47: ['S47ActualStartDate', 'DateOfInitialCPC', 'ICPCnotRequired'] },
    each: 'Section47',
    wrong: ({ S47ActualStartDate, DateOfInitialCPC, ICPCnotRequired }, run) =>
      DateOfInitialCPC === null && isFalse(ICPCnotRequired) && outsideYear(S47ActualStartDate, run),
  },
  {
    code: '8675Q',
    since: 2023,
    says: 'The section 47 enquiry had gone on for more than 15 working days at the end of the census year without a conference',
    fix: 'Give DateOfInitialCPC, or ICPCnotRequired as 1, or say why it is late',
    who: 'team manager',
    severity: 'query',
    stage: 1,
    blames: { Section47: ['DateOfInitialCPC', 'S47ActualStartDate', 'ICPCnotRequired'] },
    each: 'Section47',
    // The working day after the start is the first of the 15.
    wrong: ({ S47ActualStartDate, DateOfInitialCPC, ICPCnotRequired }, { referenceDate, workingDays }) =>
      DateOfInitialCPC === null &&
      isFalse(ICPCnotRequired) &&
      before(S47ActualStartDate, addWorkingEpochDays(referenceDate, -15, workingDays)),
  },
  {
    code: '2991Q',
    since: 2023,
    says: 'There is a section 47 enquiry in an episode of need without any assessment',
    fix: 'Add the assessment, or say why there was none',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Section47: ['LAchildID'] },
    reads: ['Assessments'],
    check: ({ details }, blame) => {
      for (const { Assessments, Section47 } of details) {
        if (Assessments.length === 0) for (const row of Section47) blame(row)
      }
    },
  },
  {
    code: '2884',
    since: 2023,
    says: 'One initial child protection conference is recorded twice: in the section 47 enquiry and in the episode of need',
    fix: 'Leave DateOfInitialCPC in CINdetails only for the conference of a child who moved in on a plan',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { Section47: ['DateOfInitialCPC'], CINdetails: ['DateOfInitialCPC'] },
    // One conference is one day: a later conference of its own, in the same episode or another, is not recorded twice.
    check: ({ CINdetails, Section47 }, blame) => {
      const held = Map.groupBy(Section47, ({ DateOfInitialCPC }) => DateOfInitialCPC)
      for (const [day, rows] of Map.groupBy(CINdetails, ({ DateOfInitialCPC }) => DateOfInitialCPC)) {
        const same = held.get(day)
        if (same && !noDay(day)) blame(...rows, ...same)
      }
    },
  },
  {
    code: '8839',
    since: 2023,
    says: 'There are two open section 47 enquiries in one episode of need',
    fix: 'Give DateOfInitialCPC, or ICPCnotRequired as 1, to the one that has ended',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Section47: ['DateOfInitialCPC'] },
    check: ({ details }, blame) => {
      for (const { Section47 } of details) {
        const open = Section47.filter(isOpenEnquiry)
        if (open.length > 1) blame(...open)
      }
    },
  },
  {
    code: '8890',
    since: 2023,
    says: 'A section 47 enquiry starts while another one in the same episode of need goes on',
    fix: 'Correct the dates of the enquiries, or bring both together',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Section47: ['S47ActualStartDate', 'DateOfInitialCPC'] },
    check: ({ details }, blame, { end }) => {
      for (const { Section47 } of details) {
        const start = (row: Enquiry): number | null => row.S47ActualStartDate
        const spans = spansOf(
          Section47,
          start,
          ({ DateOfInitialCPC }) => DateOfInitialCPC,
          'on its last day',
          (row) => (isOpenEnquiry(row) ? end : null),
        )
        for (const { inside, span } of fallInto(pointsOf(Section47, start), spans)) {
          blame(only(inside, 'S47ActualStartDate'), span)
        }
      }
    },
  },
])
