import type { Examples } from '../testing.ts'

export const leavingCareExamples: Examples = {
  '388': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '01/08/2026', REC: 'X1' },
        { DECOM: '01/08/2026', DEC: '01/10/2026', REC: 'E4A' },
        { DECOM: '02/12/2026', DEC: null, REC: null },
      ],
    },
    // Nothing begins on 1 August, something does on 1 October, and nothing follows the last one.
    fails: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '01/08/2026', REC: 'X1' },
        { DECOM: '02/08/2026', DEC: '01/10/2026', REC: 'E4A' },
        { DECOM: '01/10/2026', DEC: '01/12/2026', REC: 'X1' },
      ],
    },
    at: ['Episodes 0 REC', 'Episodes 1 REC', 'Episodes 2 REC'],
  },
  '437': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', REC: 'X1' },
        { DECOM: '01/08/2026', REC: 'E2' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '01/05/2026', REC: 'E15' },
        { DECOM: '01/08/2026', REC: null },
      ],
    },
    at: ['Episodes 0 REC'],
  },
  '199': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2025', REC: 'X1' },
        { DECOM: '01/05/2026', REC: 'E11' },
      ],
      Episodes_last: [{ DECOM: '01/05/2025', REC: null }],
    },
    fails: {
      Episodes: [{ DECOM: '01/11/2026', REC: null }],
      Episodes_last: [{ DECOM: '01/05/2025', REC: 'E12' }],
    },
    at: ['Episodes 0 CHILD'],
  },
  '390': {
    passes: {
      Episodes: [
        { PLACE: 'A5', REC: 'E12' },
        { PLACE: 'U6', REC: 'E4A' },
      ],
    },
    fails: { Episodes: [{ PLACE: 'U5', REC: 'E12' }] },
  },
  '386': {
    passes: { Header: [{ DOB: '02/05/2008' }], Episodes: [{ DEC: '01/05/2026', REC: 'E11' }] },
    fails: { Header: [{ DOB: '01/05/2008' }], Episodes: [{ DEC: '01/05/2026', REC: 'E11' }] },
  },
  '407': {
    passes: {
      Header: [{ DOB: '02/05/2008' }],
      Episodes: [
        { DEC: '01/05/2026', REC: 'E46' },
        { DEC: '02/05/2026', REC: 'E8' },
      ],
    },
    // On the birthday itself the young person has reached 18, and no such order can be made.
    fails: { Header: [{ DOB: '01/05/2008' }], Episodes: [{ DEC: '01/05/2026', REC: 'E46' }] },
    at: ['Episodes 0 DEC', 'Episodes 0 REC', 'Header 0 DOB'],
  },
  '387': {
    passes: { Header: [{ DOB: '01/05/2012' }], Episodes: [{ DEC: '01/05/2026', REC: 'E6' }] },
    fails: { Header: [{ DOB: '02/05/2012' }], Episodes: [{ DEC: '01/05/2026', REC: 'E6' }] },
  },
  '389': {
    passes: { Header: [{ DOB: '01/05/2010' }], Episodes: [{ DEC: '01/05/2026', REC: 'E7' }] },
    fails: { Header: [{ DOB: '02/05/2010' }], Episodes: [{ DEC: '01/05/2026', REC: 'E7' }] },
  },
  '460': {
    passes: { Header: [{ DOB: '01/05/2008' }], Episodes: [{ DEC: '01/05/2026', REC: 'E17' }] },
    fails: { Header: [{ DOB: '02/05/2008' }], Episodes: [{ DEC: '01/05/2026', REC: 'E17' }] },
    at: ['Episodes 0 DEC', 'Episodes 0 REC'],
  },
}
