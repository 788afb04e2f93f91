import type { Examples, Written } from '../testing.ts'

const assessments = (...rows: Readonly<Record<string, string | null>>[]): Written => ({
  Assessments: rows.map((row, i) => ({ AssessmentID: String(i + 1), ...row })),
})
const finished = {
  AssessmentActualStartDate: '2026-05-07',
  AssessmentAuthorisationDate: '2026-06-30',
  AssessmentFactors: '4B',
}
const going = { AssessmentActualStartDate: '2027-03-01' }
const factors = (AssessmentFactors: string) => assessments({ ...finished, AssessmentFactors })

export const assessmentExamples: Examples = {
  '1103': {
    passes: { CINdetails: [{ CINreferralDate: '2026-05-07' }], ...assessments(finished) },
    fails: { CINdetails: [{ CINreferralDate: '2026-05-08' }], ...assessments(finished) },
    at: ['CINdetails 0 CINreferralDate', 'Assessments 0 AssessmentActualStartDate'],
  },
  '8608': {
    passes: assessments(finished, going),
    fails: assessments({ ...finished, AssessmentAuthorisationDate: '2026-05-06' }),
    at: ['Assessments 0 AssessmentActualStartDate', 'Assessments 0 AssessmentAuthorisationDate'],
  },
  '8696': {
    passes: assessments(finished, going),
    fails: assessments({ AssessmentAuthorisationDate: '2026-03-31' }, { AssessmentAuthorisationDate: '2027-04-01' }),
    at: ['Assessments 0 AssessmentAuthorisationDate', 'Assessments 1 AssessmentAuthorisationDate'],
  },
  '8736': {
    passes: assessments(going, { ...finished, AssessmentActualStartDate: '2026-03-02' }),
    fails: assessments({ AssessmentActualStartDate: '2026-03-02' }),
    at: ['Assessments 0 AssessmentActualStartDate', 'Assessments 0 AssessmentAuthorisationDate'],
  },
  '8670Q': {
    // Good Friday and Easter Monday: 26 and 29 March 2027. The 45th working day after 25 January is 31 March.
    passes: assessments({ AssessmentActualStartDate: '2027-01-25' }, finished),
    fails: assessments({ AssessmentActualStartDate: '2027-01-22' }),
    at: ['Assessments 0 AssessmentActualStartDate', 'Assessments 0 AssessmentAuthorisationDate'],
  },
  '8896': {
    passes: assessments(finished, going, { ...going, CINdetailsID: '2' }),
    fails: assessments(finished, going, going),
    at: ['Assessments 1 AssessmentAuthorisationDate', 'Assessments 2 AssessmentAuthorisationDate'],
  },
  '8863Q': {
    passes: assessments(finished, { AssessmentActualStartDate: '2026-07-01' }),
    fails: assessments(finished, { AssessmentActualStartDate: '2026-06-30' }),
    at: [
      'Assessments 0 AssessmentActualStartDate',
      'Assessments 0 AssessmentAuthorisationDate',
      'Assessments 1 AssessmentActualStartDate',
    ],
  },
  '8614': {
    passes: assessments(finished, going),
    fails: assessments({ ...going, AssessmentFactors: '4B' }),
    at: ['Assessments 0 AssessmentAuthorisationDate', 'Assessments 0 AssessmentFactors'],
  },
  '8897Q': {
    passes: assessments(
      finished,
      going,
      { AssessmentAuthorisationDate: '2026-03-31' },
      { ...finished, AssessmentFactors: '18A' },
    ),
    fails: assessments({ ...finished, AssessmentFactors: null }, { ...finished, AssessmentFactors: '99' }),
    at: [
      'Assessments 0 AssessmentAuthorisationDate',
      'Assessments 0 AssessmentFactors',
      'Assessments 1 AssessmentAuthorisationDate',
      'Assessments 1 AssessmentFactors',
    ],
  },
  '8869': { passes: factors('21'), fails: factors('2A,21') },
  '8898': { passes: factors('2A,2B'), fails: factors('2A,2B,2A') },
  '8873Q': {
    passes: { CINdetails: [{ ReasonForClosure: 'RC8' }], ...factors('21') },
    fails: { CINdetails: [{ ReasonForClosure: 'RC7' }], ...factors('21') },
    at: ['CINdetails 0 ReasonForClosure', 'Assessments 0 AssessmentFactors'],
  },
  '8945Q': { passes: factors('18B,18C'), fails: factors('4B,18A') },
  '8950Q': { passes: factors('19B,19C'), fails: factors('19A') },
}
