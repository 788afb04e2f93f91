import type { Examples } from '../testing.ts'

export const headerExamples: Examples = {
  '101@2024': { passes: { Header: [{ SEX: '2' }] }, fails: { Header: [{ SEX: 'F' }] } },
  '101': {
    passes: { Header: [{ SEX: 'F' }] },
    fails: { Header: [{ SEX: 'F' }, { CHILD: 'A2', SEX: '2' }, { CHILD: 'A3', SEX: null }] },
    at: ['Header 1 SEX', 'Header 2 SEX'],
  },
  '232': { passes: { Header: [{ SEX: 'M' }] }, fails: { Header: [{ SEX: 'U' }] } },
  '102': {
    passes: { Header: [{ DOB: '29/02/2012' }] },
    fails: { Header: [{ DOB: '29/02/2013' }, { CHILD: 'A2', DOB: null }] },
    at: ['Header 0 DOB', 'Header 1 DOB'],
  },
  '301': { passes: { Header: [{ DOB: '31/03/2027' }] }, fails: { Header: [{ DOB: '01/04/2027' }] } },
  '351': {
    // 25 on the first day of the year is not over 25.
    passes: { Header: [{ DOB: '01/04/2001' }] },
    fails: { Header: [{ DOB: '31/03/2001' }] },
  },
  '103': {
    passes: { Header: [{ ETHNIC: 'MWBC' }, { CHILD: 'A2', ETHNIC: 'nobt' }] },
    fails: { Header: [{ ETHNIC: 'White British' }, { CHILD: 'A2', ETHNIC: null }] },
    at: ['Header 0 ETHNIC', 'Header 1 ETHNIC'],
  },
  '105': {
    passes: { Header: [{ UASC: '0' }] },
    fails: { Header: [{ UASC: null }, { CHILD: 'A2', UASC: 'Y' }] },
    at: ['Header 0 UASC', 'Header 1 UASC'],
    format: 'xml',
  },
  '442': {
    passes: {
      Header: [{ UPN: 'UN2' }, { CHILD: 'A2', UPN: null }],
      Episodes: [
        { DECOM: '01/05/2026', LS: 'C2' },
        { CHILD: 'A2', DECOM: '01/05/2026', LS: 'V3' },
      ],
    },
    fails: { Header: [{ UPN: null }], Episodes: [{ DECOM: '01/05/2026', LS: 'C2' }] },
  },
  '168': {
    passes: { Header: [{ UPN: 'H801200001001' }, { CHILD: 'A2', UPN: 'A80120000100B' }, { CHILD: 'A3', UPN: 'UN5' }] },
    fails: {
      Header: [{ UPN: 'S801200001001' }, { CHILD: 'A2', UPN: 'H80120000100' }, { CHILD: 'A3', UPN: 'UN6' }],
    },
    at: ['Header 0 UPN', 'Header 1 UPN', 'Header 2 UPN'],
  },
  '444': {
    passes: {
      Header: [
        { UPN: 'H801200001001' },
        { CHILD: 'A2', UPN: 'UN1' },
        { CHILD: 'A3', UPN: 'UN1' },
        { CHILD: 'A4', UPN: null },
        { CHILD: 'A5', UPN: null },
      ],
    },
    fails: {
      Header: [{ UPN: 'H801200001001' }, { CHILD: 'A2', UPN: 'UN1' }, { CHILD: 'A3', UPN: 'H801200001001' }],
    },
    at: ['Header 0 UPN', 'Header 2 UPN'],
  },
  '209': {
    // Four on 31 August 2025 at the latest began school in the year before this one.
    passes: { Header: [{ UPN: 'UN1', DOB: '01/09/2021' }] },
    fails: { Header: [{ UPN: 'UN1', DOB: '31/08/2021' }] },
    at: ['Header 0 UPN', 'Header 0 DOB'],
  },
  '210': {
    // The message speaks of children looked after for more than a week, so it is the one who came into care before the
    // last week who is wrong, whenever the latest episode began; a child who came in that week may have UN4.
    passes: {
      Header: [
        { CHILD: 'A1', UPN: 'UN4' },
        { CHILD: 'A2', UPN: 'UN4' },
        { CHILD: 'A3', UPN: 'UN4' },
      ],
      Episodes: [
        { CHILD: 'A1', DECOM: '24/03/2027', RNE: 'S', DEC: '26/03/2027', REC: 'X1' },
        { CHILD: 'A1', DECOM: '26/03/2027', RNE: 'P', DEC: null, REC: null },
        { CHILD: 'A2', DECOM: '01/06/2026', RNE: 'S', DEC: '30/06/2026', REC: 'E4A' },
        { CHILD: 'A3', DECOM: '01/06/2026', RNE: 'S', DEC: '30/06/2026', REC: 'E4A' },
        { CHILD: 'A3', DECOM: '29/03/2027', RNE: 'S', DEC: null, REC: null },
      ],
    },
    fails: {
      Header: [{ UPN: 'UN4' }],
      Episodes: [
        { DECOM: '23/03/2027', RNE: 'S', DEC: '26/03/2027', REC: 'X1' },
        { DECOM: '26/03/2027', RNE: 'P', DEC: null, REC: null },
      ],
    },
    at: ['Header 0 UPN', 'Episodes 0 DECOM'],
  },
}
