import type { Examples } from '../testing.ts'

const inCare = { DECOM: '01/05/2026', LS: 'C2', DEC: null, REC: null }
const left = { DECOM: '01/05/2026', LS: 'C2', DEC: '30/11/2026', REC: 'E4A' }

export const mothersExamples: Examples = {
  '165@2024': {
    passes: {
      Header: [
        { SEX: '2', MOTHER: '0' },
        { CHILD: 'A2', SEX: '1', MOTHER: null },
      ],
      Episodes: [
        { ...inCare, DECOM: '01/05/2023' },
        { ...inCare, CHILD: 'A2', DECOM: '01/05/2023' },
      ],
    },
    fails: { Header: [{ SEX: '2', MOTHER: null }], Episodes: [{ ...inCare, DECOM: '01/05/2023' }] },
    at: ['Header 0 MOTHER', 'Header 0 SEX'],
  },
  '165': {
    passes: {
      Header: [
        { CHILD: 'A1', SEX: 'F', MOTHER: '1' },
        { CHILD: 'A2', SEX: 'M', MOTHER: null },
        { CHILD: 'A3', SEX: 'F', MOTHER: null },
        { CHILD: 'A4', SEX: 'F', MOTHER: null },
      ],
      Episodes: [
        { ...inCare, CHILD: 'A1' },
        { ...inCare, CHILD: 'A2' },
        { ...inCare, CHILD: 'A3', LS: 'V3' },
      ],
      OC3: [{ CHILD: 'A4', IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'B1' }],
    },
    // Sex is M and F since 2025, so a boy is known by M: tests for 1 and 2 would never find one.
    fails: {
      Header: [
        { CHILD: 'A1', SEX: 'F', MOTHER: null },
        { CHILD: 'A2', SEX: 'M', MOTHER: '0' },
        { CHILD: 'A3', SEX: 'F', MOTHER: 'Y' },
        { CHILD: 'A4', SEX: 'F', MOTHER: '1' },
      ],
      Episodes: [
        { ...inCare, CHILD: 'A1' },
        { ...inCare, CHILD: 'A2' },
        { ...inCare, CHILD: 'A3' },
        { CHILD: 'A4', DECOM: '01/05/2025', LS: 'C2', DEC: '28/02/2026', REC: 'E4A' },
      ],
      OC3: [{ CHILD: 'A4', IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'B1' }],
    },
    at: [
      ...[0, 1, 2, 3].flatMap((row) => [`Header ${row} MOTHER`, `Header ${row} SEX`]),
      ...['IN_TOUCH', 'ACTIV', 'ACCOM'].map((column) => `OC3 0 ${column}`),
    ],
  },
  '607@2024': {
    passes: {
      Header: [{ SEX: '2', MOTHER: '0' }],
      Episodes: [{ ...left, DECOM: '01/05/2023', DEC: '30/11/2023' }],
    },
    fails: {
      Header: [{ SEX: '2', MOTHER: null }],
      Episodes: [{ ...left, DECOM: '01/05/2023', DEC: '30/11/2023' }],
    },
  },
  '607': {
    passes: {
      Header: [
        { CHILD: 'A1', SEX: 'F', MOTHER: '0' },
        { CHILD: 'A2', SEX: 'M', MOTHER: null },
        { CHILD: 'A3', SEX: 'F', MOTHER: null },
      ],
      Episodes: [
        { ...left, CHILD: 'A1' },
        { ...left, CHILD: 'A2' },
        { ...left, CHILD: 'A3', LS: 'V3' },
      ],
    },
    fails: {
      Header: [{ SEX: 'F', MOTHER: null }],
      Episodes: [
        { ...left, DEC: '01/06/2026', REC: 'X1' },
        { ...left, DECOM: '01/06/2026' },
      ],
    },
    at: ['Header 0 MOTHER', 'Header 0 SEX', 'Episodes 1 DEC', 'Episodes 1 REC', 'Episodes 1 LS'],
  },
  '628': {
    passes: {
      Header: [{ MOTHER: null }, { CHILD: 'A2', MOTHER: '1' }],
      Episodes: [{ ...inCare, CHILD: 'A2' }],
      OC3: [{ IN_TOUCH: 'YES' }, { CHILD: 'A2', IN_TOUCH: 'YES' }],
    },
    fails: { Header: [{ MOTHER: '1' }], Episodes: [], OC3: [{ IN_TOUCH: 'YES' }] },
  },
  '620': {
    passes: {
      Header: [
        { DOB: '01/04/2015', MOTHER: '1' },
        { CHILD: 'A2', DOB: '01/04/2020', MOTHER: '0' },
      ],
    },
    fails: { Header: [{ DOB: '02/04/2015', MOTHER: '1' }] },
  },
  '171': {
    passes: { Header: [{ MC_DOB: '09/02/2026' }, { CHILD: 'A2', MC_DOB: null }] },
    fails: { Header: [{ MC_DOB: '31/02/2026' }] },
  },
  '611': {
    passes: {
      Header: [
        { MOTHER: '1', MC_DOB: '09/02/2026' },
        { CHILD: 'A2', MOTHER: '0', MC_DOB: null },
      ],
    },
    fails: { Header: [{ MOTHER: '1', MC_DOB: null }] },
  },
  '612@2024': {
    passes: { Header: [{ SEX: '2', MOTHER: '1', MC_DOB: '09/02/2023' }] },
    fails: { Header: [{ SEX: '2', MOTHER: '0', MC_DOB: '09/02/2023' }] },
  },
  '612': {
    passes: { Header: [{ SEX: 'F', MOTHER: '1', MC_DOB: '09/02/2026' }] },
    fails: {
      Header: [
        { SEX: 'F', MOTHER: '0', MC_DOB: '09/02/2026' },
        { CHILD: 'A2', SEX: 'F', MOTHER: null, MC_DOB: '09/02/2026' },
      ],
    },
  },
  '174@2024': {
    passes: { Header: [{ SEX: '1', MC_DOB: null }] },
    fails: { Header: [{ SEX: '1', MC_DOB: '09/02/2023' }] },
  },
  '174': {
    passes: {
      Header: [
        { SEX: 'M', MC_DOB: null },
        { CHILD: 'A2', SEX: 'F', MC_DOB: '09/02/2026' },
      ],
    },
    fails: { Header: [{ SEX: 'M', MC_DOB: '09/02/2026' }] },
  },
  '621': {
    passes: { Header: [{ DOB: '14/08/2009', MC_DOB: '09/02/2026' }] },
    fails: {
      Header: [
        { DOB: '14/08/2009', MC_DOB: '14/08/2009' },
        { CHILD: 'A2', DOB: '14/08/2009', MC_DOB: '13/08/2009' },
      ],
    },
  },
  '625': {
    passes: {
      Header: [{ MC_DOB: '30/11/2026' }, { CHILD: 'A2', MC_DOB: '31/12/2026' }, { CHILD: 'A3', MC_DOB: '01/02/2027' }],
      Episodes: [
        left,
        // Still in care: the first episode ended, the next goes on.
        { ...left, CHILD: 'A2', REC: 'X1' },
        { ...inCare, CHILD: 'A2', DECOM: '30/11/2026' },
        // It goes on (X1), though the next episode is not there.
        { ...left, CHILD: 'A3', REC: 'X1' },
      ],
    },
    fails: {
      Header: [{ MC_DOB: '01/12/2026' }, { CHILD: 'A2', MC_DOB: '01/04/2027' }],
      Episodes: [left, { ...inCare, CHILD: 'A2' }],
    },
    at: ['Header 0 MC_DOB', 'Episodes 0 DEC', 'Header 1 MC_DOB'],
  },
  '624': {
    passes: {
      Header: [{ MC_DOB: '09/02/2026' }, { CHILD: 'A2', MC_DOB: '09/02/2027' }],
      Header_last: [{ MC_DOB: '09/02/2026' }, { CHILD: 'A2', MC_DOB: null }],
    },
    fails: {
      Header: [{ MC_DOB: '02/09/2026' }, { CHILD: 'A2', MC_DOB: null }],
      Header_last: [{ MC_DOB: '09/02/2026' }, { CHILD: 'A2', MC_DOB: '09/02/2026' }],
    },
  },
  '626': {
    passes: {
      Header: [{ MOTHER: '1', MC_DOB: '01/04/2026' }],
      Header_last: [{ MOTHER: '0', MC_DOB: null }],
    },
    fails: {
      Header: [{ MOTHER: '1', MC_DOB: '31/03/2026' }],
      Header_last: [{ MOTHER: '0', MC_DOB: null }],
    },
  },
}
