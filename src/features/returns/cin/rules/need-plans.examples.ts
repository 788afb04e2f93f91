import type { Examples, Written } from '../testing.ts'

const plans = (...CINplanDates: Readonly<Record<string, string | null>>[]): Written => ({ CINplanDates })
const ended = { CINPlanStartDate: '2026-07-01', CINPlanEndDate: '2026-10-01' }
const open = { CINPlanStartDate: '2026-11-02' }
const protection = { CPPstartDate: '2026-10-01', CPPendDate: '2026-11-02' }
const died = { PersonDeathDate: '2026-10-01' }

export const needPlanExamples: Examples = {
  '4010': {
    passes: plans(ended, { CINPlanStartDate: '2020-01-06' }),
    fails: plans({ CINPlanStartDate: '2027-04-01' }, {}),
    at: ['CINplanDates 0 CINPlanStartDate', 'CINplanDates 1 CINPlanStartDate'],
  },
  '4013': { passes: plans(ended, open), fails: plans({ ...ended, CINPlanEndDate: '2027-04-01' }) },
  '4011': { passes: plans(ended, open), fails: plans({ ...ended, CINPlanEndDate: '2026-06-30' }) },
  '4012Q': { passes: plans(ended, open), fails: plans({ ...ended, CINPlanEndDate: '2026-07-01' }) },
  '4015': {
    passes: { CINdetails: [{ CINreferralDate: '2026-07-01' }], ...plans(ended) },
    fails: { CINdetails: [{ CINreferralDate: '2026-07-02' }], ...plans(ended) },
    at: ['CINdetails 0 CINreferralDate', 'CINplanDates 0 CINPlanStartDate'],
  },
  '4000': {
    passes: { CINdetails: [{ ReferralNFA: '0' }, { ReferralNFA: '1', CINdetailsID: '2' }], ...plans(ended) },
    fails: { CINdetails: [{ ReferralNFA: 'true' }], ...plans(ended) },
    at: ['CINdetails 0 ReferralNFA', 'CINplanDates 0 LAchildID'],
  },
  '4004': {
    passes: plans(ended, open, { ...open, CINdetailsID: '2' }),
    fails: plans(ended, open, open),
    at: ['CINplanDates 1 CINPlanEndDate', 'CINplanDates 2 CINPlanEndDate'],
  },
  '4014': {
    passes: plans(ended, { CINPlanStartDate: '2026-10-02' }),
    fails: plans(ended, { CINPlanStartDate: '2026-10-01' }),
    at: ['CINplanDates 0 CINPlanStartDate', 'CINplanDates 0 CINPlanEndDate', 'CINplanDates 1 CINPlanStartDate'],
  },
  '4001': {
    passes: { ...plans(ended, open), ChildProtectionPlans: [protection] },
    fails: { ...plans(ended, open), ChildProtectionPlans: [protection, { CPPID: '2', CPPstartDate: '2027-01-04' }] },
    at: ['CINplanDates 1 CINPlanEndDate', 'ChildProtectionPlans 1 CPPendDate'],
  },
  '4016': {
    passes: { ...plans(ended, open), ChildProtectionPlans: [protection] },
    fails: { ...plans(ended, { CINPlanStartDate: '2026-11-01' }), ChildProtectionPlans: [protection] },
    at: ['CINplanDates 1 CINPlanStartDate', 'ChildProtectionPlans 0 CPPstartDate', 'ChildProtectionPlans 0 CPPendDate'],
  },
  '4017': {
    passes: { ...plans(ended, open), ChildProtectionPlans: [protection] },
    fails: { ...plans({ ...ended, CINPlanEndDate: '2026-10-02' }), ChildProtectionPlans: [protection] },
    at: ['CINplanDates 0 CINPlanStartDate', 'CINplanDates 0 CINPlanEndDate', 'ChildProtectionPlans 0 CPPstartDate'],
  },
  '4003': {
    passes: {
      ...plans(ended, open),
      ChildProtectionPlans: [protection],
      Reviews: [{ CPPreviewDate: '2026-10-15' }, { CPPreviewDate: '2026-11-02' }],
    },
    // An open plan goes on even where it has no end at all.
    fails: { ...plans(open), ChildProtectionPlans: [protection], Reviews: [{ CPPreviewDate: '2026-11-03' }] },
    at: ['Reviews 0 CPPreviewDate', 'ChildProtectionPlans 0 CPPendDate', 'CINplanDates 0 CINPlanStartDate'],
  },
  '4008': {
    passes: { ChildIdentifiers: [died], ...plans(ended) },
    fails: { ChildIdentifiers: [died], ...plans(ended, open) },
    at: ['ChildIdentifiers 0 PersonDeathDate', 'CINplanDates 1 CINPlanStartDate'],
  },
  '4009Q': {
    passes: { ChildIdentifiers: [died], ...plans(ended, open) },
    fails: { ChildIdentifiers: [died], ...plans({ ...ended, CINPlanEndDate: '2026-10-02' }) },
    at: ['ChildIdentifiers 0 PersonDeathDate', 'CINplanDates 0 CINPlanEndDate'],
  },
}
