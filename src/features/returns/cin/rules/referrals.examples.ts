import type { Examples, Written } from '../testing.ts'

const details = (...rows: Readonly<Record<string, string | null>>[]): Written => ({
  CINdetails: rows.map((row, i) => ({ CINdetailsID: String(i + 1), ...row })),
})
const referred = { CINreferralDate: '2026-05-06', ReferralSource: '2A', PrimaryNeedCode: 'N1', ReferralNFA: '0' }
const noFurtherAction = { CINreferralDate: '2026-05-06', ReferralSource: '2A', ReferralNFA: '1' }
const closed = { ...referred, CINclosureDate: '2026-08-31', ReasonForClosure: 'RC7' }

export const referralExamples: Examples = {
  '8600': {
    passes: details(referred),
    fails: details({ CINreferralDate: '2027-04-01' }, {}, { CINreferralDate: '06/05/2026' }),
    at: ['CINdetails 0 CINreferralDate', 'CINdetails 1 CINreferralDate', 'CINdetails 2 CINreferralDate'],
  },
  '8866': {
    passes: details(referred, { CINreferralDate: '2013-03-31' }),
    fails: details({ CINreferralDate: '2013-04-01' }, { ...referred, ReferralSource: '1Z' }),
    at: [
      'CINdetails 0 CINreferralDate',
      'CINdetails 0 ReferralSource',
      'CINdetails 1 CINreferralDate',
      'CINdetails 1 ReferralSource',
    ],
  },
  '8568': {
    passes: details(...['0', '1', 'true', 'FALSE'].map((ReferralNFA) => ({ ReferralNFA }))),
    fails: details({ ReferralNFA: '2' }, {}),
    at: ['CINdetails 0 ReferralNFA', 'CINdetails 1 ReferralNFA'],
  },
  '8569Q': {
    // 31 March 2026, a Tuesday, is the one working day before the census year.
    passes: details(
      { ...noFurtherAction, CINreferralDate: '2026-03-31' },
      { ...referred, CINreferralDate: '2025-01-06' },
    ),
    fails: details({ ...noFurtherAction, CINreferralDate: '2026-03-30' }),
  },
  '8610': {
    passes: details(referred, noFurtherAction),
    fails: details({ ...referred, PrimaryNeedCode: null }),
    at: ['CINdetails 0 ReferralNFA', 'CINdetails 0 PrimaryNeedCode'],
  },
  '8650': { passes: details(referred, {}), fails: details({ PrimaryNeedCode: 'AA' }) },
  '8606': {
    passes: { ...details(referred), ChildIdentifiers: [{ ExpectedPersonBirthDate: '2027-02-10' }] },
    fails: { ...details(referred), ChildIdentifiers: [{ ExpectedPersonBirthDate: '2027-02-11' }] },
    at: [
      'CINdetails 0 CINreferralDate',
      'ChildIdentifiers 0 PersonBirthDate',
      'ChildIdentifiers 0 ExpectedPersonBirthDate',
    ],
  },
  '8555Q': {
    passes: { ...details(referred), ChildIdentifiers: [{ PersonDeathDate: '2026-05-06' }] },
    fails: { ...details(referred), ChildIdentifiers: [{ PersonDeathDate: '2026-05-05' }] },
    at: ['CINdetails 0 CINreferralDate', 'ChildIdentifiers 0 PersonDeathDate'],
  },
  '8620': {
    passes: details({ CINclosureDate: '2026-04-01' }, {}),
    fails: details(
      { CINclosureDate: '2026-03-31' },
      { CINclosureDate: '2027-04-01' },
      { CINclosureDate: '2026-06-31' },
    ),
    at: ['CINdetails 0 CINclosureDate', 'CINdetails 1 CINclosureDate', 'CINdetails 2 CINclosureDate'],
  },
  '8630': {
    passes: details({ ...closed, CINclosureDate: '2026-05-06' }),
    fails: details({ ...closed, CINclosureDate: '2026-05-05' }),
  },
  '8640': { passes: details({ ReasonForClosure: 'RC9' }, {}), fails: details({ ReasonForClosure: 'RC0' }) },
  '8805': { passes: details(closed, referred), fails: details({ ...closed, ReasonForClosure: null }) },
  '8810': { passes: details(closed, referred), fails: details({ ...closed, CINclosureDate: null }) },
  '8585Q': {
    passes: {
      ...details({ ...closed, ReasonForClosure: 'RC2' }),
      ChildIdentifiers: [{ PersonDeathDate: '2026-08-31' }],
    },
    fails: { ...details(closed, { ...closed, ReasonForClosure: 'RC2' }), ChildIdentifiers: [{}] },
    at: ['CINdetails 1 ReasonForClosure', 'ChildIdentifiers 0 PersonDeathDate'],
  },
  '8815': {
    passes: details(closed, referred, noFurtherAction),
    fails: details(closed, referred, { ...referred, CINreferralDate: '2026-10-01', ReferralNFA: 'false' }),
    at: ['CINdetails 1 CINclosureDate', 'CINdetails 2 CINclosureDate'],
  },
  '8816': {
    passes: details(closed, { ...referred, CINreferralDate: '2026-10-01' }, { CINreferralDate: 'unreadable' }),
    fails: details({ ...closed, CINreferralDate: '2026-06-01' }, referred),
    at: ['CINdetails 0 CINreferralDate', 'CINdetails 1 CINreferralDate'],
  },
  '8820': {
    // The next episode may begin on the day the last one was closed.
    passes: details(closed, { ...referred, CINreferralDate: '2026-08-31' }),
    fails: details(closed, { ...referred, CINreferralDate: '2026-08-30' }),
    at: ['CINdetails 0 CINreferralDate', 'CINdetails 0 CINclosureDate', 'CINdetails 1 CINreferralDate'],
  },
  '8565': {
    passes: {
      ...details(closed),
      Assessments: [{ AssessmentActualStartDate: '2026-05-06', AssessmentAuthorisationDate: '2026-08-31' }],
      // What is recorded in another episode does not matter.
      CINplanDates: [{ CINdetailsID: '2', CINPlanStartDate: '2026-09-01' }],
    },
    fails: {
      ...details(closed),
      Assessments: [{ AssessmentActualStartDate: '2026-05-06', AssessmentAuthorisationDate: '2026-06-30' }],
      ChildProtectionPlans: [{ CPPstartDate: '2026-06-30', CPPendDate: '2026-09-01' }],
    },
    at: ['CINdetails 0 CINclosureDate', 'CINdetails 0 DateOfInitialCPC', 'ChildProtectionPlans 0 CPPendDate'],
  },
  '8867': {
    passes: {
      ...details(closed, referred),
      Assessments: [{ AssessmentAuthorisationDate: '2026-06-30' }, { CINdetailsID: '2' }],
    },
    fails: { ...details(closed), Assessments: [{ AssessmentAuthorisationDate: '2026-06-30' }, { AssessmentID: '2' }] },
    at: ['CINdetails 0 CINclosureDate', 'Assessments 1 AssessmentAuthorisationDate'],
  },
  '8868': {
    passes: {
      ...details(closed),
      Section47: [{ DateOfInitialCPC: '2026-06-08', ICPCnotRequired: '0' }, { ICPCnotRequired: 'true' }],
    },
    fails: {
      ...details(closed),
      Section47: [{ ICPCnotRequired: '0' }, { DateOfInitialCPC: '2026-06-08', ICPCnotRequired: '1' }],
    },
    at: [
      'CINdetails 0 CINclosureDate',
      'Section47 0 DateOfInitialCPC',
      'Section47 0 ICPCnotRequired',
      'Section47 1 DateOfInitialCPC',
      'Section47 1 ICPCnotRequired',
    ],
  },
  '8825Q': {
    passes: { ...details({ ...closed, ReasonForClosure: 'RC8' }), Assessments: [{}] },
    fails: { ...details({ ...closed, ReasonForClosure: 'RC9' }), Assessments: [{ CINdetailsID: '2' }] },
  },
  '2990': {
    passes: { ...details({ ...closed, ReasonForClosure: 'RC8' }), Assessments: [{}] },
    fails: { ...details({ ...closed, ReasonForClosure: 'RC8' }), Section47: [{ ICPCnotRequired: '1' }] },
    at: ['CINdetails 0 DateOfInitialCPC', 'Section47 0 LAchildID'],
  },
  '8831': {
    passes: {
      ...details(noFurtherAction, referred),
      Assessments: [{ CINdetailsID: '2', AssessmentActualStartDate: '2026-05-07' }],
    },
    fails: { ...details(noFurtherAction), Assessments: [{ AssessmentActualStartDate: '2026-05-07' }] },
    at: ['CINdetails 0 DateOfInitialCPC', 'Assessments 0 LAchildID'],
  },
}
