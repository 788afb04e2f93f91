import type { Examples } from '../testing.ts'

const fosterHome = { PLACE: 'U6', PLACE_PROVIDER: 'PR1', PL_POST: 'SW18 2PU', URN: 'SC012345' }
const otherHome = { ...fosterHome, PL_POST: 'SW15 2DY' }
const earlier = { DECOM: '01/05/2026', DEC: '01/08/2026', RNE: 'S', LS: 'C1', ...fosterHome }
const changed = ['LS', 'PLACE', 'PL_POST', 'URN', 'PLACE_PROVIDER'].map((column) => `Episodes 1 ${column}`)

export const newEpisodeReasonExamples: Examples = {
  '352': {
    passes: {
      Header: [{ DOB: '01/05/2008' }],
      Episodes: [
        { DECOM: '30/04/2026', RNE: 'S' },
        { DECOM: '01/05/2026', RNE: 'L' },
      ],
    },
    fails: { Header: [{ DOB: '01/05/2008' }], Episodes: [{ DECOM: '01/05/2026', RNE: 'S' }] },
  },
  '357': {
    passes: {
      Episodes: [
        { CHILD: 'A1', DECOM: '01/05/2026', RNE: 'S' },
        { CHILD: 'A1', DECOM: '01/08/2026', RNE: 'P' },
        { CHILD: 'A2', DECOM: '01/05/2025', RNE: 'P' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '01/08/2026', RNE: 'S' },
        { DECOM: '01/05/2026', RNE: 'P' },
      ],
    },
    at: ['Episodes 1 RNE'],
  },
  '431': {
    passes: { Episodes: [earlier, { DECOM: '02/08/2026', RNE: 'S' }] },
    fails: { Episodes: [earlier, { DECOM: '01/08/2026', RNE: 'S' }] },
    at: ['Episodes 1 RNE', 'Episodes 1 DECOM'],
  },
  '432': {
    passes: {
      Episodes: [
        { DECOM: '01/05/2026', REC: 'X1', RNE: 'S' },
        { DECOM: '01/08/2026', REC: 'E4A', RNE: 'P' },
        { DECOM: '01/11/2026', REC: null, RNE: 'S' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '01/05/2026', REC: 'E4A', RNE: 'S' },
        { DECOM: '01/08/2026', REC: null, RNE: 'P' },
      ],
    },
    at: ['Episodes 1 RNE'],
  },
  '433': {
    passes: { Episodes: [earlier, { DECOM: '01/08/2026', RNE: 'P' }] },
    fails: { Episodes: [earlier, { DECOM: '03/08/2026', RNE: 'P' }] },
    at: ['Episodes 1 RNE', 'Episodes 1 DECOM'],
  },
  '434': {
    passes: {
      Episodes: [earlier, { DECOM: '01/08/2026', RNE: 'L', LS: 'C2', ...fosterHome, PL_POST: 'SW182PU' }],
    },
    fails: { Episodes: [earlier, { DECOM: '01/08/2026', RNE: 'L', LS: 'C2', ...otherHome }] },
    at: ['Episodes 1 RNE', ...changed],
  },
  // The second child has no postcodes: one carer may have followed another.
  '435': {
    passes: {
      Episodes: [
        earlier,
        { DECOM: '01/08/2026', RNE: 'P', LS: 'C1', ...otherHome },
        { ...earlier, CHILD: 'A2', PL_POST: null },
        { ...earlier, CHILD: 'A2', DECOM: '01/08/2026', RNE: 'P', PL_POST: null },
      ],
    },
    fails: { Episodes: [earlier, { DECOM: '01/08/2026', RNE: 'P', LS: 'C1', ...fosterHome }] },
    at: changed,
  },
  '436': {
    passes: { Episodes: [earlier, { DECOM: '01/08/2026', RNE: 'B', LS: 'C2', ...otherHome }] },
    fails: { Episodes: [earlier, { DECOM: '01/08/2026', RNE: 'U', LS: 'C2', ...fosterHome }] },
    at: ['Episodes 1 RNE', ...changed],
  },
}
