import type { Examples } from '../testing.ts'

// Born on 14 May 2010: 18 on 14 May 2028.
const child = { SEX: 'M', DOB: '14/05/2010' }
const birthday = '14/05/2028'

export const unaccompaniedExamples: Examples = {
  '104': {
    passes: {
      UASC: [
        { ...child, DUC: '01/04/2026' },
        { CHILD: 'A2', DUC: null },
      ],
    },
    fails: {
      UASC: [
        { ...child, DUC: '31/03/2026' },
        { CHILD: 'A2', DUC: '31/02/2027' },
      ],
    },
    at: ['UASC 0 DUC', 'UASC 1 DUC'],
  },
  '303': {
    passes: {
      Header: [{ UASC: '1' }, { CHILD: 'A2', UASC: '0' }],
      UASC: [
        { ...child, DUC: '30/06/2026' },
        { CHILD: 'A2', DUC: null },
      ],
    },
    fails: { Header: [{ UASC: '0' }], UASC: [{ ...child, DUC: '30/06/2026' }] },
    at: ['Header 0 UASC', 'UASC 0 DUC'],
    format: 'xml',
  },
  '304': {
    passes: { UASC: [{ ...child, DUC: birthday }] },
    fails: { UASC: [{ ...child, DUC: '15/05/2028' }] },
  },
  '231': {
    // 11 on the last day of the year.
    passes: {
      Header: [
        { DOB: '31/03/2016', UASC: '1' },
        { CHILD: 'A2', DOB: '01/04/2020', UASC: '0' },
      ],
    },
    fails: { Header: [{ DOB: '01/04/2016', UASC: '1' }] },
    at: ['Header 0 DOB', 'Header 0 UASC'],
  },
  '205A': {
    passes: {
      Header: [{ DOB: '14/05/2010' }, { CHILD: 'A2' }, { CHILD: 'A3' }],
      Header_last: [{ DOB: '14/05/2010' }, { CHILD: 'A2' }, { CHILD: 'A3' }, { CHILD: 'A4' }],
      UASC: [{ CHILD: 'A3', ...child, DUC: birthday }],
      UASC_last: [
        { ...child, DUC: '20/01/2026' },
        { CHILD: 'A3', ...child, DUC: birthday },
        // Not in this year's return at all.
        { CHILD: 'A4', ...child, DUC: birthday },
      ],
    },
    // A child who is no longer one has no row in the UASC file: the Header shows that the child is still in the return.
    fails: {
      Header: [{ DOB: '14/05/2010' }],
      Header_last: [{ DOB: '14/05/2010' }],
      UASC: [],
      UASC_last: [{ ...child, DUC: birthday }],
    },
    at: ['Header 0 CHILD', 'Header 0 UASC'],
  },
  '205B': {
    passes: {
      Header: [{ DOB: '14/05/2010' }, { CHILD: 'A2' }],
      Header_last: [{ DOB: '14/05/2010' }, { CHILD: 'A2' }],
      UASC: [
        { ...child, DUC: birthday },
        { CHILD: 'A2', ...child, DUC: '30/06/2026' },
      ],
      UASC_last: [
        { ...child, DUC: birthday },
        { CHILD: 'A2', ...child, DUC: birthday },
      ],
    },
    fails: {
      Header: [{ DOB: '14/05/2010' }, { CHILD: 'A2' }],
      Header_last: [{ DOB: '14/05/2010' }, { CHILD: 'A2' }],
      UASC: [
        { ...child, DUC: birthday },
        { CHILD: 'A2', ...child, DUC: '30/06/2027' },
      ],
      UASC_last: [
        { ...child, DUC: '20/01/2026' },
        { CHILD: 'A2', ...child, DUC: birthday },
      ],
    },
    at: ['Header 0 UASC', 'UASC 0 DUC', 'Header 1 UASC', 'UASC 1 DUC'],
  },
  '205C': {
    passes: {
      Header: [{ UASC: '1' }],
      Header_last: [{ UASC: '0' }],
      UASC: [{ ...child, DUC: '30/06/2026' }],
      UASC_last: [],
    },
    fails: {
      Header: [{ UASC: '0' }],
      Header_last: [{ UASC: '0' }],
      UASC: [{ ...child, DUC: null }],
      UASC_last: [{ ...child, DUC: '20/01/2026' }],
    },
    at: ['Header 0 UASC', 'UASC 0 DUC'],
    format: 'xml',
  },
  '205D': {
    passes: {
      Header: [{ DOB: '14/05/2010' }, { CHILD: 'A2' }],
      Header_last: [{ DOB: '14/05/2010' }],
      UASC: [
        { ...child, DUC: birthday },
        // New to the return.
        { CHILD: 'A2', ...child, DUC: birthday },
      ],
      UASC_last: [{ ...child, DUC: birthday }],
    },
    fails: {
      Header: [{ DOB: '14/05/2010' }],
      Header_last: [{ DOB: '14/05/2010' }],
      UASC: [{ ...child, DUC: birthday }],
      UASC_last: [],
    },
    at: ['Header 0 CHILD', 'Header 0 UASC'],
  },
}
