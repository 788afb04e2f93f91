import type { Examples } from '../testing.ts'

export const temporaryPlacementExamples: Examples = {
  '375': {
    passes: { Episodes: [{ PLACE: 'T1', DECOM: '01/05/2026', DEC: '12/06/2026' }] },
    fails: { Episodes: [{ PLACE: 'T1', DECOM: '01/05/2026', DEC: '13/06/2026' }] },
  },
  '376': {
    passes: { Episodes: [{ PLACE: 'T3', DECOM: '01/08/2026', DEC: '22/08/2026' }] },
    fails: { Episodes: [{ PLACE: 'T3', DECOM: '01/08/2026', DEC: '23/08/2026' }] },
  },
  '379': {
    passes: {
      Episodes: [
        { PLACE: 'T4', DECOM: '01/08/2026', DEC: '08/08/2026' },
        { PLACE: 'T4', DECOM: '01/03/2027', DEC: null },
      ],
    },
    fails: { Episodes: [{ PLACE: 'T4', DECOM: '01/08/2026', DEC: '09/08/2026' }] },
  },
  // The first of the three in the passing return began more than 12 months before the third.
  '377': {
    passes: {
      Episodes: [
        { PLACE: 'T3', DECOM: '20/03/2026' },
        { PLACE: 'T3', DECOM: '01/08/2026' },
        { PLACE: 'T3', DECOM: '20/03/2027' },
      ],
    },
    fails: {
      Episodes: [
        { PLACE: 'T3', DECOM: '19/03/2027' },
        { PLACE: 'T3', DECOM: '20/03/2026' },
        { PLACE: 'U6', DECOM: '03/04/2026' },
        { PLACE: 'T3', DECOM: '01/08/2026' },
      ],
    },
    at: ['Episodes 0 PLACE', 'Episodes 1 PLACE', 'Episodes 3 PLACE'],
  },
  '380': {
    passes: { Episodes: [{ PLACE: 'T1', RNE: 'P' }] },
    fails: { Episodes: [{ PLACE: 'T1', RNE: 'S' }] },
  },
  '381': {
    passes: {
      Episodes: [
        { PLACE: 'T1', REC: 'X1' },
        { PLACE: 'T1', REC: null },
      ],
    },
    fails: { Episodes: [{ PLACE: 'T1', REC: 'E4A' }] },
  },
  '382': {
    passes: {
      Episodes: [
        { PLACE: 'U6', LS: 'V3' },
        { PLACE: 'T1', LS: 'C2' },
      ],
    },
    fails: { Episodes: [{ PLACE: 'T1', LS: 'V4' }] },
  },
  '383@2025': {
    passes: {
      Episodes: [
        { DECOM: '01/04/2024', PLACE: 'U6', RNE: 'S' },
        { DECOM: '04/05/2024', PLACE: 'T1', RNE: 'P' },
        { DECOM: '11/05/2024', PLACE: 'U6', RNE: 'P' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '11/05/2024', PLACE: 'K2', RNE: 'P' },
        { DECOM: '04/05/2024', PLACE: 'T1', RNE: 'P' },
        { DECOM: '01/04/2024', PLACE: 'U6', RNE: 'S' },
      ],
    },
    at: ['Episodes 0 PLACE', 'Episodes 0 RNE', 'Episodes 0 PL_POST'],
  },
  '383': {
    passes: {
      Episodes: [
        { DECOM: '01/04/2026', PLACE: 'U6', RNE: 'S', PL_POST: 'SW11 1AA' },
        { DECOM: '04/05/2026', PLACE: 'T1', RNE: 'P', PL_POST: 'SW17 0QT' },
        { DECOM: '11/05/2026', PLACE: 'U6', RNE: 'P', PL_POST: 'SW111AA' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '01/04/2026', PLACE: 'U6', RNE: 'S', PL_POST: 'SW11 1AA' },
        { DECOM: '04/05/2026', PLACE: 'T1', RNE: 'P', PL_POST: 'SW17 0QT' },
        { DECOM: '11/05/2026', PLACE: 'U6', RNE: 'P', PL_POST: 'SW12 9AA' },
      ],
    },
    at: ['Episodes 2 PLACE', 'Episodes 2 RNE', 'Episodes 2 PL_POST'],
  },
  '226': {
    passes: {
      Episodes: [
        { DECOM: '01/04/2026', PLACE: 'U6', REASON_PLACE_CHANGE: null },
        { DECOM: '04/05/2026', PLACE: 'T1', REASON_PLACE_CHANGE: null },
        { DECOM: '11/05/2026', PLACE: 'U6', REASON_PLACE_CHANGE: 'CARPL' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '01/04/2026', PLACE: 'U6', REASON_PLACE_CHANGE: 'CREQB' },
        { DECOM: '04/05/2026', PLACE: 'T1', REASON_PLACE_CHANGE: null },
      ],
    },
    at: ['Episodes 1 REASON_PLACE_CHANGE', 'Episodes 1 PLACE'],
  },
}
