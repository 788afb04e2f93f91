import type { Examples } from '../testing.ts'

export const episodeCodeExamples: Examples = {
  '143': {
    passes: { Episodes: [{ RNE: 's' }, { RNE: 'U' }, { RNE: null }] },
    fails: { Episodes: [{ RNE: 'S' }, { RNE: 'SP' }] },
    at: ['Episodes 1 RNE'],
  },
  '144': {
    passes: { Episodes: [{ LS: 'C2' }, { LS: 'V2' }, { LS: null }] },
    fails: { Episodes: [{ LS: 'Section 20' }] },
  },
  '145': {
    passes: { Episodes: [{ CIN: 'N8' }, { CIN: null }] },
    fails: { Episodes: [{ CIN: 'N1' }, { CIN: 'N9' }] },
    at: ['Episodes 1 CIN'],
  },
  // E43 gave way to E45 and E46 with the return of 2018-19.
  '149': {
    passes: { Episodes: [{ REC: 'E4b' }, { REC: 'X1' }, { REC: null }] },
    fails: { Episodes: [{ REC: 'E45' }, { REC: 'E43' }] },
    at: ['Episodes 1 REC'],
  },
  // A child who comes back into care can come back for another reason.
  '504': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', DEC: '01/08/2026', REC: 'X1', CIN: 'N1' },
        { DECOM: '01/08/2026', DEC: '01/10/2026', REC: 'E4A', CIN: 'N1' },
        { DECOM: '01/12/2026', CIN: 'N5' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '01/08/2026', CIN: 'N5' },
        { DECOM: '01/05/2026', DEC: '01/08/2026', REC: 'X1', CIN: 'N1' },
      ],
    },
    at: ['Episodes 0 CIN'],
  },
}
