import type { Examples } from '../testing.ts'

export const againstLastYearExamples: Examples = {
  '202': {
    passes: { Header: [{ SEX: 'F' }, { CHILD: 'A2', SEX: 'M' }], Header_last: [{ SEX: '2' }] },
    fails: { Header: [{ SEX: 'F' }], Header_last: [{ SEX: 'M' }] },
  },
  '203': {
    passes: { Header: [{ DOB: '14/08/2012' }], Header_last: [{ DOB: '14/08/2012' }] },
    fails: {
      Header: [{ DOB: '14/08/2012' }, { CHILD: 'A2', DOB: null }],
      Header_last: [{ DOB: '14/08/2011' }, { CHILD: 'A2', DOB: '14/08/2011' }],
    },
    at: ['Header 0 DOB', 'Header 1 DOB'],
  },
  '204': {
    passes: { Header: [{ ETHNIC: 'BCRB' }], Header_last: [{ ETHNIC: 'bcrb' }] },
    fails: { Header: [{ ETHNIC: 'BCRB' }], Header_last: [{ ETHNIC: 'NOBT' }] },
  },
  '208': {
    passes: {
      Header: [
        { UPN: 'H801200001001' },
        { CHILD: 'A2', UPN: 'H801200001001' },
        { CHILD: 'A3', UPN: 'UN3' },
        { CHILD: 'A4', UPN: null },
      ],
      Header_last: [
        { UPN: 'H801200001001' },
        { CHILD: 'A2', UPN: 'UN5' },
        { CHILD: 'A3', UPN: 'UN1' },
        { CHILD: 'A4', UPN: null },
      ],
    },
    fails: {
      Header: [
        { UPN: 'H801200001001' },
        { CHILD: 'A2', UPN: 'UN2' },
        { CHILD: 'A3', UPN: 'UN3' },
        { CHILD: 'A4', UPN: null },
      ],
      Header_last: [
        { UPN: 'A801200001002' },
        { CHILD: 'A2', UPN: 'H801200001001' },
        { CHILD: 'A3', UPN: 'UN4' },
        { CHILD: 'A4', UPN: 'UN4' },
      ],
    },
    at: ['Header 0 UPN', 'Header 1 UPN', 'Header 2 UPN', 'Header 3 UPN'],
  },
  '207': {
    passes: {
      Header: [{ MOTHER: '1' }, { CHILD: 'A2', MOTHER: null }],
      Header_last: [{ MOTHER: '1' }, { CHILD: 'A2', MOTHER: '1' }],
      Episodes: [{ DECOM: '01/05/2026' }],
    },
    fails: {
      Header: [{ MOTHER: '0' }],
      Header_last: [{ MOTHER: '1' }],
      Episodes: [{ DECOM: '01/05/2026' }],
    },
  },
}
