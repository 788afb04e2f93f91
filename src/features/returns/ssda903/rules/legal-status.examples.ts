import type { Examples } from '../testing.ts'

export const legalStatusExamples: Examples = {
  // Two episodes of one stretch count together.
  '361': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '04/05/2026', LS: 'L1' },
        { DECOM: '04/05/2026', DEC: '20/05/2026', LS: 'C1' },
        { DECOM: '01/07/2026', DEC: '03/07/2026', LS: 'L1' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '03/05/2026', LS: 'L1' },
        { DECOM: '03/05/2026', DEC: '05/05/2026', LS: 'L1' },
        { DECOM: '05/05/2026', DEC: null, LS: 'C1' },
      ],
    },
    at: [0, 1].flatMap((row) => ['DECOM', 'LS', 'DEC'].map((column) => `Episodes ${row} ${column}`)),
  },
  '362': {
    passes: { Episodes: [{ DECOM: '01/05/2026', DEC: '22/05/2026', LS: 'L2' }] },
    fails: { Episodes: [{ DECOM: '01/05/2026', DEC: '23/05/2026', LS: 'L2' }] },
  },
  '363': {
    passes: { Episodes: [{ DECOM: '25/03/2027', DEC: null, LS: 'L3' }] },
    fails: { Episodes: [{ DECOM: '20/03/2027', DEC: null, LS: 'L3' }] },
  },
  '364': {
    passes: { Episodes: [{ DECOM: '01/05/2026', DEC: '03/05/2026', LS: 'J2' }] },
    fails: { Episodes: [{ DECOM: '01/05/2026', DEC: '01/06/2026', LS: 'J2' }] },
  },
  '358': {
    passes: {
      Header: [{ DOB: '01/05/2016' }],
      Episodes: [
        { DECOM: '30/04/2026', LS: 'V2' },
        { DECOM: '01/05/2026', LS: 'J1' },
      ],
    },
    fails: { Header: [{ DOB: '02/05/2016' }], Episodes: [{ DECOM: '01/05/2026', LS: 'J1' }] },
    at: ['Episodes 0 DECOM', 'Episodes 0 LS', 'Header 0 DOB'],
  },
  '359': {
    passes: {
      Header: [{ DOB: '01/05/2008' }],
      Episodes: [
        { DECOM: '01/05/2024', DEC: '01/05/2026', LS: 'C2', PLACE: 'U6' },
        { DECOM: '01/05/2026', DEC: null, LS: 'V2', PLACE: 'K2' },
      ],
    },
    fails: {
      Header: [{ DOB: '01/05/2008' }],
      Episodes: [{ DECOM: '01/05/2024', DEC: null, LS: 'V2', PLACE: 'U6' }],
    },
  },
  '408': {
    passes: {
      Episodes: [
        { PLACE: 'A5', LS: 'E1' },
        { PLACE: 'A3', LS: 'C2' },
      ],
    },
    fails: { Episodes: [{ PLACE: 'A6', LS: 'C2' }] },
  },
  '446': {
    passes: { Episodes: [{ DECOM: '30/12/2005', LS: 'E1' }] },
    fails: { Episodes: [{ DECOM: '30/11/2005', LS: 'E1' }] },
  },
  '445': {
    passes: { Episodes: [{ DECOM: '31/12/2005', LS: 'D1' }] },
    fails: { Episodes: [{ DECOM: '01/01/2006', LS: 'D1' }] },
  },
  '451': {
    passes: { Episodes: [{ DECOM: '01/12/2005', DEC: '01/06/2023', REC: 'X1', LS: 'D1' }] },
    fails: { Episodes: [{ DECOM: '01/12/2005', DEC: null, REC: null, LS: 'D1' }] },
  },
  '393@2024': {
    passes: { Header: [{ SEX: '1' }], Episodes: [{ LS: 'C2' }] },
    fails: { Header: [{ SEX: '2', MOTHER: null }], Episodes: [{ LS: 'C2' }] },
    at: ['Header 0 MOTHER'],
  },
  '393': {
    passes: {
      Header: [
        { CHILD: 'A1', SEX: 'F', MOTHER: '0' },
        { CHILD: 'A2', SEX: 'M', MOTHER: null },
        { CHILD: 'A3', SEX: 'F', MOTHER: null },
        { CHILD: 'A4', SEX: 'F', MOTHER: null },
      ],
      // A3 had only short breaks; A4 is a care leaver.
      Episodes: [
        { CHILD: 'A1', LS: 'C2' },
        { CHILD: 'A2', LS: 'C2' },
        { CHILD: 'A3', LS: 'V4' },
      ],
    },
    fails: { Header: [{ SEX: 'F', MOTHER: null }], Episodes: [{ LS: 'C2' }] },
    at: ['Header 0 MOTHER'],
  },
  '365': {
    passes: { Episodes: [{ DECOM: '01/05/2026', DEC: '18/05/2026', LS: 'V3' }] },
    fails: { Episodes: [{ DECOM: '01/05/2026', DEC: '19/05/2026', LS: 'V3' }] },
  },
  '366': {
    passes: {
      Episodes: [
        { LS: 'V3', RNE: 'S' },
        { LS: 'C2', RNE: 'P' },
      ],
    },
    fails: { Episodes: [{ LS: 'V3', RNE: 'P' }] },
  },
  // Only the days from 1 April count.
  '367': {
    passes: {
      Episodes: [
        { DECOM: '20/03/2026', DEC: '06/04/2026', LS: 'V3' },
        ...['05', '06', '07', '08'].map((month) => ({
          DECOM: `01/${month}/2026`,
          DEC: `18/${month}/2026`,
          LS: 'V3',
        })),
      ],
    },
    fails: {
      Episodes: ['05', '06', '07', '08', '09'].map((month) => ({
        DECOM: `01/${month}/2026`,
        DEC: `18/${month}/2026`,
        LS: 'V3',
      })),
    },
  },
  '426': {
    passes: {
      Episodes: [
        { CHILD: 'A1', LS: 'V3' },
        { CHILD: 'A1', LS: 'C2' },
        { CHILD: 'A2', LS: 'V4' },
      ],
    },
    fails: { Episodes: [{ LS: 'V3' }, { LS: 'C2' }, { LS: 'V4' }] },
    at: ['Episodes 0 LS', 'Episodes 2 LS'],
  },
}
