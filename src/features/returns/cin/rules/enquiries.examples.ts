import type { Examples, Written } from '../testing.ts'

const enquiries = (...Section47: Readonly<Record<string, string | null>>[]): Written => ({ Section47 })
const referred = { CINdetails: [{ CINreferralDate: '2026-05-06' }] }
const held = { S47ActualStartDate: '2026-05-18', DateOfInitialCPC: '2026-06-08', ICPCnotRequired: '0' }
const notRequired = { S47ActualStartDate: '2026-05-18', ICPCnotRequired: '1' }
const pending = { S47ActualStartDate: '2027-03-15', ICPCnotRequired: 'false' }

export const enquiryExamples: Examples = {
  '2889': {
    passes: { ...referred, ...enquiries({ ...held, S47ActualStartDate: '2026-05-06' }) },
    fails: { ...referred, ...enquiries({ ...held, S47ActualStartDate: '2026-05-05' }) },
    at: ['CINdetails 0 CINreferralDate', 'Section47 0 S47ActualStartDate'],
  },
  '1104': {
    passes: { ...referred, ...enquiries({ ...held, DateOfInitialCPC: '2026-05-06' }) },
    fails: { ...referred, ...enquiries({ ...held, DateOfInitialCPC: '2026-05-05' }) },
    at: ['CINdetails 0 CINreferralDate', 'Section47 0 DateOfInitialCPC'],
  },
  '8615': {
    passes: enquiries(held, { ...held, S47ActualStartDate: '2026-06-08' }, pending),
    fails: enquiries({ ...held, S47ActualStartDate: '2026-06-09' }, { ...held, S47ActualStartDate: null }),
    at: [
      'Section47 0 S47ActualStartDate',
      'Section47 0 DateOfInitialCPC',
      'Section47 1 S47ActualStartDate',
      'Section47 1 DateOfInitialCPC',
    ],
  },
  '8715': { passes: enquiries(held, pending), fails: enquiries({ DateOfInitialCPC: '2027-04-01' }) },
  '8875': { passes: enquiries(held, pending), fails: enquiries({ DateOfInitialCPC: '2026-06-06' }) },
  '8870Q': {
    // A bank holiday is no weekend.
    passes: enquiries({ InitialCPCtarget: '2026-12-25' }, {}),
    fails: enquiries({ InitialCPCtarget: '2026-06-07' }),
  },
  '8740': {
    passes: enquiries(pending, { ...notRequired, S47ActualStartDate: '2026-03-09' }),
    fails: enquiries({ ...pending, S47ActualStartDate: '2026-03-09' }),
    at: ['Section47 0 S47ActualStartDate', 'Section47 0 DateOfInitialCPC', 'Section47 0 ICPCnotRequired'],
  },
  '8675Q': {
    // Good Friday and Easter Monday: 26 and 29 March 2027. The 15th working day after 8 March is 31 March.
    passes: enquiries({ ...pending, S47ActualStartDate: '2027-03-08' }, notRequired),
    fails: enquiries({ ...pending, S47ActualStartDate: '2027-03-05' }),
    at: ['Section47 0 S47ActualStartDate', 'Section47 0 DateOfInitialCPC', 'Section47 0 ICPCnotRequired'],
  },
  '2991Q': {
    passes: { ...referred, ...enquiries(held), Assessments: [{}] },
    fails: { ...referred, ...enquiries(held), Assessments: [{ CINdetailsID: '2' }] },
    at: ['Section47 0 LAchildID'],
  },
  '2884': {
    passes: { CINdetails: [{ DateOfInitialCPC: '2026-04-20' }], ...enquiries(held) },
    fails: { CINdetails: [{ DateOfInitialCPC: '2026-06-08' }], ...enquiries(held) },
    at: ['CINdetails 0 DateOfInitialCPC', 'Section47 0 DateOfInitialCPC'],
  },
  '8839': {
    passes: enquiries(held, notRequired, pending, { ...pending, CINdetailsID: '2' }),
    fails: enquiries(held, pending, { ...pending, ICPCnotRequired: null }),
    at: ['Section47 1 DateOfInitialCPC', 'Section47 2 DateOfInitialCPC'],
  },
  '8890': {
    // An enquiry that needed no conference has no day on which it ended.
    passes: enquiries({ ...notRequired, S47ActualStartDate: '2026-05-11' }, held, {
      ...pending,
      S47ActualStartDate: '2026-06-09',
    }),
    fails: enquiries({ ...pending, S47ActualStartDate: '2026-06-08' }, held),
    at: ['Section47 0 S47ActualStartDate', 'Section47 1 S47ActualStartDate', 'Section47 1 DateOfInitialCPC'],
  },
}
