// Child protection plans and their reviews.
import {
  afterDeath,
  before,
  inYear,
  isCode,
  isTrue,
  noDay,
  only,
  outsideYear,
  type ProtectionPlan,
  reviewsOf,
  rules,
} from '../child.ts'
import { fallInto, pointsOf, spansOf } from '../overlap.ts'

export const protectionPlans = rules([
  {
    code: '8720',
    since: 2023,
    says: 'The start of the child protection plan is missing or not a day up to the end of the census year',
    fix: 'Give CPPstartDate; leave out plans that begin after 31 March',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildProtectionPlans: ['CPPstartDate'] },
    each: 'ChildProtectionPlans',
    wrong: ({ CPPID, CPPstartDate }, { end }) =>
      CPPID !== null && (noDay(CPPstartDate) || (CPPstartDate as number) > end),
  },
  {
    code: '8930',
    since: 2023,
    says: 'The child protection plan did not end on a day of the census year',
    fix: 'Correct CPPendDate; leave it out if the plan went on after 31 March',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildProtectionPlans: ['CPPendDate'] },
    each: 'ChildProtectionPlans',
    wrong: ({ CPPendDate }, run) => outsideYear(CPPendDate, run),
  },
  {
    code: '8925',
    since: 2023,
    says: 'The child protection plan ends before it starts',
    fix: 'Correct CPPstartDate or CPPendDate',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildProtectionPlans: ['CPPstartDate', 'CPPendDate'] },
    each: 'ChildProtectionPlans',
    wrong: ({ CPPstartDate, CPPendDate }) => before(CPPendDate, CPPstartDate),
  },
  {
    code: '8840',
    since: 2023,
    says: 'The child protection plan starts and ends on the same day',
    fix: 'Correct CPPstartDate or CPPendDate, or take the plan out',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildProtectionPlans: ['CPPstartDate', 'CPPendDate'] },
    each: 'ChildProtectionPlans',
    wrong: ({ CPPstartDate, CPPendDate }) => CPPstartDate !== null && CPPstartDate === CPPendDate,
  },
  {
    code: '8905',
    since: 2023,
    says: 'The category of abuse at the start of the plan is missing or not in the list of codes',
    fix: 'Give InitialCategoryOfAbuse: NEG, PHY, SAB, EMO or MUL',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildProtectionPlans: ['InitialCategoryOfAbuse'] },
    each: 'ChildProtectionPlans',
    wrong: ({ InitialCategoryOfAbuse }, run) => !isCode('cp-category-of-abuse', InitialCategoryOfAbuse, run),
  },
  {
    code: '8910',
    since: 2023,
    says: 'The latest category of abuse of the plan is missing or not in the list of codes',
    fix: 'Give LatestCategoryOfAbuse: NEG, PHY, SAB, EMO or MUL',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildProtectionPlans: ['LatestCategoryOfAbuse'] },
    each: 'ChildProtectionPlans',
    wrong: ({ LatestCategoryOfAbuse }, run) => !isCode('cp-category-of-abuse', LatestCategoryOfAbuse, run),
  },
  {
    code: '8730',
    since: 2023,
    says: 'The number of earlier child protection plans is missing or not a number',
    fix: 'Give in NumberOfPreviousCPP how many plans the child had before with your council, 0 if none',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { ChildProtectionPlans: ['NumberOfPreviousCPP'] },
    each: 'ChildProtectionPlans',
    wrong: ({ NumberOfPreviousCPP }) =>
      !(Number.isInteger(NumberOfPreviousCPP) && (NumberOfPreviousCPP as number) >= 0),
  },
  {
    code: '1105',
    since: 2023,
    says: 'The child protection plan starts before the referral',
    fix: 'Correct CPPstartDate or CINreferralDate',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { ChildProtectionPlans: ['CPPstartDate'], CINdetails: ['CINreferralDate'] },
    check: ({ details }, blame) => {
      for (const { row, ChildProtectionPlans } of details) {
        const early = ChildProtectionPlans.filter((plan) => before(plan.CPPstartDate, row?.CINreferralDate))
        if (row && early.length > 0) blame(row, ...early)
      }
    },
  },
  {
    code: '2885',
    since: 2023,
    says: 'The child protection plan does not start on the day of its initial conference',
    fix: 'Correct CPPstartDate or DateOfInitialCPC: under Section47, or in CINdetails for a child who moved in on a plan',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: {
      ChildProtectionPlans: ['CPPstartDate'],
      Section47: ['DateOfInitialCPC'],
      CINdetails: ['DateOfInitialCPC'],
    },
    check: ({ details }, blame, run) => {
      for (const { row, Section47, ChildProtectionPlans } of details) {
        // An enquiry that needed no conference is not the one a plan came from.
        const enquiries = Section47.filter(({ ICPCnotRequired }) => !isTrue(ICPCnotRequired))
        const conferences = enquiries.length > 0 ? enquiries : row ? [row] : []
        const held = new Set(conferences.map(({ DateOfInitialCPC }) => DateOfInitialCPC))
        const odd = ChildProtectionPlans.filter(
          ({ CPPstartDate }) => inYear(CPPstartDate, run) && !held.has(CPPstartDate),
        )
        // A conference that another plan began with is not to blame.
        const starts = new Set(ChildProtectionPlans.map(({ CPPstartDate }) => CPPstartDate))
        const unmatched = conferences.filter(
          ({ DateOfInitialCPC }) => DateOfInitialCPC === null || !starts.has(DateOfInitialCPC),
        )
        if (odd.length > 0) blame(...odd, ...unmatched)
      }
    },
  },
  {
    code: '8832',
    since: 2023,
    says: 'The referral is marked as no further action, but has a child protection plan',
    fix: 'Set ReferralNFA to 0, or take the plan out',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { ChildProtectionPlans: ['LAchildID'], CINdetails: ['ReferralNFA'] },
    check: ({ details }, blame) => {
      for (const { row, ChildProtectionPlans } of details) {
        if (row && isTrue(row.ReferralNFA) && ChildProtectionPlans.length > 0) blame(row, ...ChildProtectionPlans)
      }
    },
  },
  {
    code: '8935',
    since: 2023,
    says: 'The child has two open child protection plans',
    fix: 'Give CPPendDate to the plan that has ended',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { ChildProtectionPlans: ['CPPendDate'] },
    check: ({ ChildProtectionPlans }, blame) => {
      const open = ChildProtectionPlans.filter(({ CPPendDate }) => CPPendDate === null)
      if (open.length > 1) blame(...open)
    },
  },
  {
    code: '8940',
    since: 2023,
    says: 'Two child protection plans of this child overlap',
    fix: 'Correct CPPstartDate or CPPendDate: the next plan begins after the last has ended',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { ChildProtectionPlans: ['CPPstartDate', 'CPPendDate'] },
    check: ({ ChildProtectionPlans }, blame, { end }) => {
      const start = (plan: ProtectionPlan): number | null => plan.CPPstartDate
      const spans = spansOf(
        ChildProtectionPlans,
        start,
        ({ CPPendDate }) => CPPendDate,
        'on its last day',
        () => end,
      )
      for (const { inside, span } of fallInto(pointsOf(ChildProtectionPlans, start), spans)) {
        blame(only(inside, 'CPPstartDate'), span)
      }
    },
  },
  {
    code: '8841',
    since: 2023,
    says: 'A review was held on or before the day the child protection plan started',
    fix: 'Correct CPPreviewDate or CPPstartDate',
    who: 'reviewing officer',
    severity: 'error',
    stage: 2,
    blames: { ChildProtectionPlans: ['CPPstartDate'], Reviews: ['CPPreviewDate'] },
    check: ({ ChildProtectionPlans }, blame) => {
      for (const plan of ChildProtectionPlans) {
        const early = reviewsOf(plan).filter(
          ({ CPPreviewDate }) =>
            CPPreviewDate !== null && plan.CPPstartDate !== null && CPPreviewDate <= plan.CPPstartDate,
        )
        if (early.length > 0) blame(plan, ...early)
      }
    },
  },
  {
    code: '8842Q',
    since: 2023,
    says: 'A review of the child protection plan has no date that can be read',
    fix: 'Give CPPreviewDate, or take the empty review out',
    who: 'reviewing officer',
    severity: 'query',
    stage: 1,
    blames: { Reviews: ['CPPreviewDate'] },
    each: 'Reviews',
    wrong: ({ CPPreviewDate }) => noDay(CPPreviewDate),
  },
  {
    code: '8915',
    since: 2023,
    says: 'The child protection plan starts after the child died',
    fix: 'Correct CPPstartDate or PersonDeathDate',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { ChildProtectionPlans: ['CPPstartDate'], ChildIdentifiers: ['PersonDeathDate'] },
    check: (child, blame) => {
      for (const pair of afterDeath(child, child.ChildProtectionPlans, ({ CPPstartDate }) => CPPstartDate))
        blame(...pair)
    },
  },
  {
    code: '8920',
    since: 2023,
    says: 'The child protection plan ends after the child died',
    fix: 'Correct CPPendDate or PersonDeathDate',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { ChildProtectionPlans: ['CPPendDate'], ChildIdentifiers: ['PersonDeathDate'] },
    check: (child, blame) => {
      for (const pair of afterDeath(child, child.ChildProtectionPlans, ({ CPPendDate }) => CPPendDate)) blame(...pair)
    },
  },
])
