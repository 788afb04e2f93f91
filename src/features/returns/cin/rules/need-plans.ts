// Plans for children in need (CIN plans), which never run beside a child protection plan or another of their own.
import { afterDeath, before, isTrue, type NeedPlan, noDay, only, outsideYear, reviewsOf, rules } from '../child.ts'
import { fallInto, pointsOf, spansOf } from '../overlap.ts'

const startOf = (plan: NeedPlan): number | null => plan.CINPlanStartDate
const endOf = (plan: NeedPlan): number | null => plan.CINPlanEndDate

export const needPlans = rules([
  {
    code: '4010',
    since: 2023,
    says: 'The start of the CIN plan is missing or not a day up to the end of the census year',
    fix: 'Give CINPlanStartDate; leave out plans that begin after 31 March',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINplanDates: ['CINPlanStartDate'] },
    each: 'CINplanDates',
    wrong: ({ CINPlanStartDate }, { end }) => noDay(CINPlanStartDate) || (CINPlanStartDate as number) > end,
  },
  {
    code: '4013',
    since: 2023,
    says: 'The CIN plan did not end on a day of the census year',
    fix: 'Correct CINPlanEndDate; leave it out if the plan went on after 31 March',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINplanDates: ['CINPlanEndDate'] },
    each: 'CINplanDates',
    wrong: ({ CINPlanEndDate }, run) => outsideYear(CINPlanEndDate, run),
  },
  {
    code: '4011',
    since: 2023,
    says: 'The CIN plan ends before it starts',
    fix: 'Correct CINPlanStartDate or CINPlanEndDate',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { CINplanDates: ['CINPlanEndDate', 'CINPlanStartDate'] },
    each: 'CINplanDates',
    wrong: ({ CINPlanStartDate, CINPlanEndDate }) => before(CINPlanEndDate, CINPlanStartDate),
  },
  {
    code: '4012Q',
    since: 2023,
    says: 'The CIN plan starts and ends on the same day',
    fix: 'Correct one of the dates, take the plan out, or say why it lasted a day',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { CINplanDates: ['CINPlanStartDate', 'CINPlanEndDate'] },
    each: 'CINplanDates',
    wrong: ({ CINPlanStartDate, CINPlanEndDate }) => CINPlanStartDate !== null && CINPlanStartDate === CINPlanEndDate,
  },
  {
    code: '4015',
    since: 2023,
    says: 'The CIN plan starts before the referral',
    fix: 'Correct CINPlanStartDate or CINreferralDate',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINplanDates: ['CINPlanStartDate'], CINdetails: ['CINreferralDate'] },
    check: ({ details }, blame) => {
      for (const { row, CINplanDates } of details) {
        const early = CINplanDates.filter((plan) => before(plan.CINPlanStartDate, row?.CINreferralDate))
        if (row && early.length > 0) blame(row, ...early)
      }
    },
  },
  {
    code: '4000',
    since: 2023,
    says: 'The referral is marked as no further action, but has a CIN plan',
    fix: 'Set ReferralNFA to 0, or take the plan out',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINdetails: ['ReferralNFA'], CINplanDates: ['LAchildID'] },
    check: ({ details }, blame) => {
      for (const { row, CINplanDates } of details) {
        if (row && isTrue(row.ReferralNFA) && CINplanDates.length > 0) blame(row, ...CINplanDates)
      }
    },
  },
  {
    code: '4004',
    since: 2023,
    says: 'There are two open CIN plans in one episode of need',
    fix: 'Give CINPlanEndDate to the plan that has ended',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINplanDates: ['CINPlanEndDate'] },
    check: ({ details }, blame) => {
      for (const { CINplanDates } of details) {
        const open = CINplanDates.filter(({ CINPlanEndDate }) => CINPlanEndDate === null)
        if (open.length > 1) blame(...open)
      }
    },
  },
  {
    code: '4014',
    since: 2023,
    says: 'Two CIN plans of this child overlap',
    fix: 'Correct CINPlanStartDate or CINPlanEndDate: the next plan begins after the last has ended',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINplanDates: ['CINPlanStartDate', 'CINPlanEndDate'] },
    check: ({ CINplanDates }, blame, { end }) => {
      const spans = spansOf(CINplanDates, startOf, endOf, 'on its last day', () => end)
      for (const { inside, span } of fallInto(pointsOf(CINplanDates, startOf), spans)) {
        blame(only(inside, 'CINPlanStartDate'), span)
      }
    },
  },
  {
    code: '4001',
    since: 2023,
    says: 'A CIN plan and a child protection plan are open at the same time in one episode of need',
    fix: 'Give CINPlanEndDate to the CIN plan, or CPPendDate if the protection plan has ended',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINplanDates: ['CINPlanEndDate'], ChildProtectionPlans: ['CPPendDate'] },
    check: ({ details }, blame) => {
      for (const { CINplanDates, ChildProtectionPlans } of details) {
        const plans = CINplanDates.filter(({ CINPlanEndDate }) => CINPlanEndDate === null)
        const protection = ChildProtectionPlans.filter(({ CPPendDate }) => CPPendDate === null)
        if (plans.length > 0 && protection.length > 0) blame(...plans, ...protection)
      }
    },
  },
  {
    code: '4016',
    since: 2023,
    says: 'A CIN plan starts while the child is on a child protection plan',
    fix: 'Correct CINPlanStartDate: a CIN plan may begin on the day the protection plan ends, not before',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINplanDates: ['CINPlanStartDate'], ChildProtectionPlans: ['CPPstartDate', 'CPPendDate'] },
    check: ({ CINplanDates, ChildProtectionPlans }, blame, { end }) => {
      const spans = spansOf(
        ChildProtectionPlans,
        ({ CPPstartDate }) => CPPstartDate,
        ({ CPPendDate }) => CPPendDate,
        'before its last day',
        () => end,
      )
      for (const { inside, span } of fallInto(pointsOf(CINplanDates, startOf), spans)) blame(inside, span)
    },
  },
  {
    code: '4017',
    since: 2023,
    says: 'A CIN plan goes on although a child protection plan has started',
    fix: 'End the CIN plan by the day the protection plan starts',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINplanDates: ['CINPlanStartDate', 'CINPlanEndDate'], ChildProtectionPlans: ['CPPstartDate'] },
    check: ({ CINplanDates, ChildProtectionPlans }, blame, { end }) => {
      const spans = spansOf(CINplanDates, startOf, endOf, 'before its last day', () => end)
      const starts = pointsOf(ChildProtectionPlans, ({ CPPstartDate }) => CPPstartDate)
      for (const { inside, span } of fallInto(starts, spans)) blame(inside, span)
    },
  },
  {
    code: '4003',
    since: 2023,
    says: 'A child protection review was held while a CIN plan was open',
    fix: 'Correct CPPreviewDate or the dates of the CIN plan; only the review that ends the protection plan may fall into it',
    who: 'reviewing officer',
    severity: 'error',
    stage: 2,
    blames: { Reviews: ['CPPreviewDate'], CINplanDates: ['CINPlanStartDate'], ChildProtectionPlans: ['CPPendDate'] },
    check: ({ details }, blame, { end }) => {
      for (const { CINplanDates, ChildProtectionPlans } of details) {
        if (CINplanDates.length === 0) continue
        const spans = spansOf(CINplanDates, startOf, endOf, 'before its last day', () => end)
        const held = ChildProtectionPlans.flatMap((plan) =>
          reviewsOf(plan)
            .filter(({ CPPreviewDate }) => CPPreviewDate !== plan.CPPendDate)
            .map((review) => ({ plan, review })),
        )
        const days = pointsOf(held, ({ review }) => review.CPPreviewDate)
        for (const { inside, span } of fallInto(days, spans)) blame(inside.review, inside.plan, span)
      }
    },
  },
  {
    code: '4008',
    since: 2023,
    says: 'The CIN plan starts after the child died',
    fix: 'Correct CINPlanStartDate or PersonDeathDate',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { CINplanDates: ['CINPlanStartDate'], ChildIdentifiers: ['PersonDeathDate'] },
    check: (child, blame) => {
      for (const pair of afterDeath(child, child.CINplanDates, ({ CINPlanStartDate }) => CINPlanStartDate))
        blame(...pair)
    },
  },
  {
    code: '4009Q',
    since: 2023,
    says: 'The CIN plan ends after the child died',
    fix: 'Correct CINPlanEndDate or PersonDeathDate, or say why the plan was ended later',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { CINplanDates: ['CINPlanEndDate'], ChildIdentifiers: ['PersonDeathDate'] },
    check: (child, blame) => {
      for (const pair of afterDeath(child, child.CINplanDates, ({ CINPlanEndDate }) => CINPlanEndDate)) blame(...pair)
    },
  },
])
