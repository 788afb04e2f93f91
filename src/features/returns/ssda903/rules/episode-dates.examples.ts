import type { Examples } from '../testing.ts'

export const episodeDateExamples: Examples = {
  '141': {
    passes: { Episodes: [{ DECOM: '01/05/2026' }] },
    fails: { Episodes: [{ DECOM: '31/04/2026' }] },
    at: ['Episodes 0 DECOM'],
  },
  '147': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '28/02/2027' },
        { DECOM: '28/02/2027', DEC: null },
      ],
    },
    fails: { Episodes: [{ DECOM: '01/05/2026', DEC: '29/02/2027' }] },
    at: ['Episodes 0 DEC'],
  },
  '148': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '02/05/2026', REC: 'X1' },
        { DECOM: '02/05/2026', DEC: null, REC: null },
      ],
    },
    fails: { Episodes: [{ DECOM: '01/05/2026', DEC: '02/05/2026', REC: null }] },
    at: ['Episodes 0 DEC', 'Episodes 0 REC'],
  },
  '353': {
    passes: { Episodes: [{ DECOM: '14/10/1991' }] },
    fails: { Episodes: [{ DECOM: '13/10/1991' }] },
  },
  '354': {
    passes: { Episodes: [{ DECOM: '31/03/2027' }] },
    fails: { Episodes: [{ DECOM: '01/04/2027' }] },
  },
  '385': {
    passes: { Episodes: [{ DECOM: '01/05/2026', DEC: '31/03/2027' }] },
    fails: { Episodes: [{ DECOM: '01/05/2026', DEC: '01/04/2027' }] },
  },
  '355': {
    passes: { Episodes: [{ DECOM: '01/05/2026', DEC: '02/05/2026' }] },
    fails: { Episodes: [{ DECOM: '01/05/2026', DEC: '01/05/2026' }] },
  },
  '356': {
    passes: { Episodes: [{ DECOM: '01/05/2026', DEC: '01/05/2026' }] },
    fails: { Episodes: [{ DECOM: '01/05/2026', DEC: '01/05/2025' }] },
    at: ['Episodes 0 DECOM'],
  },
  // The first episode is the earliest, wherever it stands in the file; one with no date that can be read is not it.
  '302': {
    passes: {
      Header: [{ DOB: '01/05/2026' }],
      Episodes: [{ DECOM: '01/05/2026' }, { DECOM: '31/04/2026' }],
    },
    fails: {
      Header: [{ DOB: '02/05/2026' }],
      Episodes: [{ DECOM: '01/08/2026' }, { DECOM: '01/05/2026' }],
    },
    at: ['Episodes 1 DECOM', 'Header 0 DOB'],
  },
  '142': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '02/05/2026', REC: 'X1' },
        { DECOM: '02/05/2026', DEC: null, REC: null },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '02/05/2026', DEC: null, REC: null },
        { DECOM: '01/05/2026', DEC: null, REC: null },
      ],
    },
    at: ['Episodes 1 DEC', 'Episodes 1 REC'],
  },
  '501': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '01/08/2026' },
        { DECOM: '01/08/2026', DEC: null },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '01/08/2026' },
        { DECOM: '31/07/2026', DEC: null },
      ],
    },
    at: ['Episodes 1 DECOM', 'Episodes 1 DEC'],
  },
}
