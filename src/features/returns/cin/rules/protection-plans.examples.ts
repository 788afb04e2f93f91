import type { Examples, Written } from '../testing.ts'

const plans = (...rows: Readonly<Record<string, string | null>>[]): Written => ({
  ChildProtectionPlans: rows.map((row, i) => ({ CPPID: String(i + 1), ...row })),
})
const ended = { CPPstartDate: '2026-06-08', CPPendDate: '2026-12-07' }
const open = { CPPstartDate: '2027-01-11' }
const conference = { DateOfInitialCPC: '2026-06-08', ICPCnotRequired: '0' }

export const protectionPlanExamples: Examples = {
  '8720': {
    passes: plans(ended, { CPPstartDate: '2025-06-02' }),
    fails: plans({ CPPstartDate: '2027-04-01' }, {}),
    at: ['ChildProtectionPlans 0 CPPstartDate', 'ChildProtectionPlans 1 CPPstartDate'],
  },
  '8930': { passes: plans(ended, open), fails: plans({ CPPendDate: '2026-03-31' }) },
  '8925': { passes: plans(ended, open), fails: plans({ ...ended, CPPendDate: '2026-06-07' }) },
  '8840': { passes: plans(ended, open), fails: plans({ ...ended, CPPendDate: '2026-06-08' }) },
  '8905': {
    passes: plans({ InitialCategoryOfAbuse: 'NEG' }, { InitialCategoryOfAbuse: 'sab' }),
    fails: plans({ InitialCategoryOfAbuse: 'AAA' }, {}),
    at: ['ChildProtectionPlans 0 InitialCategoryOfAbuse', 'ChildProtectionPlans 1 InitialCategoryOfAbuse'],
  },
  '8910': {
    passes: plans({ LatestCategoryOfAbuse: 'EMO' }),
    fails: plans({ LatestCategoryOfAbuse: 'AAA' }, {}),
    at: ['ChildProtectionPlans 0 LatestCategoryOfAbuse', 'ChildProtectionPlans 1 LatestCategoryOfAbuse'],
  },
  '8730': {
    passes: plans({ NumberOfPreviousCPP: '0' }, { NumberOfPreviousCPP: '12' }),
    fails: plans({ NumberOfPreviousCPP: '-1' }, { NumberOfPreviousCPP: 'two' }, {}),
    at: [0, 1, 2].map((row) => `ChildProtectionPlans ${row} NumberOfPreviousCPP`),
  },
  '1105': {
    passes: { CINdetails: [{ CINreferralDate: '2026-06-08' }], ...plans(ended) },
    fails: { CINdetails: [{ CINreferralDate: '2026-06-09' }], ...plans(ended) },
    at: ['CINdetails 0 CINreferralDate', 'ChildProtectionPlans 0 CPPstartDate'],
  },
  '2885': {
    passes: {
      CINdetails: [{}, { CINdetailsID: '2', DateOfInitialCPC: '2027-01-11' }],
      // The second came on a plan from another council; the enquiry there needed no conference.
      Section47: [conference, { CINdetailsID: '2', ICPCnotRequired: 'true' }],
      ...plans(ended, { ...open, CINdetailsID: '2' }),
    },
    fails: {
      CINdetails: [{}],
      Section47: [conference, { DateOfInitialCPC: '2027-01-07', ICPCnotRequired: '0' }],
      ...plans(ended, open),
    },
    at: ['ChildProtectionPlans 1 CPPstartDate', 'Section47 1 DateOfInitialCPC'],
  },
  '8832': {
    passes: { CINdetails: [{ ReferralNFA: '0' }], ...plans(ended) },
    fails: { CINdetails: [{ ReferralNFA: '1' }], ...plans(ended) },
    at: ['CINdetails 0 ReferralNFA', 'ChildProtectionPlans 0 LAchildID'],
  },
  '8935': {
    passes: plans(ended, open),
    // In whatever episode of need they stand: a child is on one plan at a time.
    fails: plans(ended, open, { ...open, CINdetailsID: '2' }),
    at: ['ChildProtectionPlans 1 CPPendDate', 'ChildProtectionPlans 2 CPPendDate'],
  },
  '8940': {
    passes: plans(ended, open),
    fails: plans(ended, { CPPstartDate: '2026-12-07' }),
    at: [
      'ChildProtectionPlans 0 CPPstartDate',
      'ChildProtectionPlans 0 CPPendDate',
      'ChildProtectionPlans 1 CPPstartDate',
    ],
  },
  '8841': {
    passes: { ...plans(ended, open), Reviews: [{ CPPreviewDate: '2026-06-09' }, {}] },
    fails: { ...plans(ended), Reviews: [{ CPPreviewDate: '2026-06-08' }, { CPPreviewDate: '2026-09-01' }] },
    at: ['ChildProtectionPlans 0 CPPstartDate', 'Reviews 0 CPPreviewDate'],
  },
  '8842Q': {
    passes: { Reviews: [{ CPPreviewDate: '2026-09-01' }] },
    fails: { Reviews: [{ CPPreviewDate: '2026-09-01' }, {}, { CPPreviewDate: '01/09/2026' }] },
    at: ['Reviews 1 CPPreviewDate', 'Reviews 2 CPPreviewDate'],
  },
  '8915': {
    passes: { ChildIdentifiers: [{ PersonDeathDate: '2026-06-08' }], ...plans(ended) },
    fails: { ChildIdentifiers: [{ PersonDeathDate: '2026-06-07' }], ...plans(ended) },
    at: ['ChildIdentifiers 0 PersonDeathDate', 'ChildProtectionPlans 0 CPPstartDate'],
  },
  '8920': {
    passes: { ChildIdentifiers: [{ PersonDeathDate: '2026-12-07' }], ...plans(ended, open) },
    fails: { ChildIdentifiers: [{ PersonDeathDate: '2026-12-06' }], ...plans(ended) },
    at: ['ChildIdentifiers 0 PersonDeathDate', 'ChildProtectionPlans 0 CPPendDate'],
  },
}
