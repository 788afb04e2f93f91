import type { Examples } from '../testing.ts'

export const placementExamples: Examples = {
  '146': {
    passes: { Episodes: [{ PLACE: 'U6' }, { PLACE: 'Z12' }, { PLACE: null }] },
    // H5 ended with the return of 2025, when supported accommodation (K3) had taken its place.
    fails: { Episodes: [{ PLACE: 'K2' }, { PLACE: 'H5' }] },
    at: ['Episodes 1 PLACE'],
  },
  '217t': {
    passes: { Episodes: [{ PLACE: 'P2', DEC: '28/10/2023' }] },
    fails: { Episodes: [{ PLACE: 'P2', DEC: '01/11/2023' }, { PLACE: 'P2' }] },
    at: ['Episodes 0 PLACE', 'Episodes 0 DEC', 'Episodes 1 PLACE', 'Episodes 1 DEC'],
  },
  '169': {
    passes: {
      Episodes: [
        { LS: 'C2', PL_LA: 'WAL' },
        { LS: 'V3', PL_LA: null },
      ],
    },
    fails: { Episodes: [{ LS: 'C2', PL_LA: null }] },
  },
  '179': {
    passes: {
      Episodes: [
        { LS: 'C2', PL_LOCATION: 'OUT' },
        { LS: 'V4', PL_LOCATION: null },
      ],
    },
    fails: { Episodes: [{ LS: 'C2', PL_LOCATION: null }] },
  },
  '164': {
    passes: {
      Header: [{ CHILD: 'A1' }, { CHILD: 'B2' }],
      Episodes: [
        { CHILD: 'A1', LS: 'C2', PL_DISTANCE: '12.5' },
        { CHILD: 'B2', LS: 'V2', PL_DISTANCE: '1380' },
      ],
      UASC_last: [{ CHILD: 'B2', SEX: 'M', DOB: '15/06/2010' }],
    },
    fails: { Header: [{}], Episodes: [{ LS: 'C2', PL_DISTANCE: '1000' }] },
  },
  '454': {
    passes: {
      Episodes: [
        { LS: 'C2', PL_DISTANCE: '350' },
        { LS: 'C2', PL_DISTANCE: '999.9' },
      ],
    },
    fails: { Episodes: [{ LS: 'C2', PL_DISTANCE: '350.1' }] },
  },
  '214': {
    passes: {
      Episodes: [
        { LS: 'V3', PL_POST: null, URN: null },
        { LS: 'C2', PL_POST: 'SW11 1AA', URN: 'SC000001' },
      ],
    },
    fails: { Episodes: [{ LS: 'V4', PL_POST: null, URN: 'SC000001' }] },
  },
  '378': {
    passes: { Episodes: [{ PLACE: 'P1', LS: 'C2' }] },
    fails: { Episodes: [{ PLACE: 'P1', LS: 'V2' }] },
  },
  '384': {
    passes: { Episodes: [{ PLACE: 'U6', LS: 'V3' }] },
    fails: { Episodes: [{ PLACE: 'U4', LS: 'V3' }] },
  },
  '217': {
    passes: {
      Episodes: [
        { PLACE: 'A5', DECOM: '04/05/2026', RNE: 'T' },
        { PLACE: 'A3', DECOM: '04/05/2014', RNE: 'P' },
      ],
    },
    fails: { Episodes: [{ PLACE: 'A5', DECOM: '04/05/2026', RNE: 'P' }] },
  },
  // A4 and A6 are adopters who were not the foster carer, so nothing is asked of the placement before.
  '336': {
    passes: {
      Episodes: [
        { DECOM: '01/04/2026', PLACE: 'U5' },
        { DECOM: '04/05/2026', PLACE: 'A5' },
        { CHILD: 'B2', DECOM: '01/04/2026', PLACE: 'K2' },
        { CHILD: 'B2', DECOM: '04/05/2026', PLACE: 'A4' },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '04/05/2026', PLACE: 'A5' },
        { DECOM: '01/04/2026', PLACE: 'K2' },
      ],
    },
    at: ['Episodes 0 PLACE'],
  },
  '516': {
    passes: { Episodes: [{ REC: 'E45', PLACE: 'U1' }] },
    fails: { Episodes: [{ REC: 'E46', PLACE: 'K2' }] },
  },
  '1009': {
    passes: { Episodes: [{ REASON_PLACE_CHANGE: 'CARPL' }, { REASON_PLACE_CHANGE: null }] },
    fails: { Episodes: [{ REASON_PLACE_CHANGE: 'NA' }] },
  },
  '225': {
    passes: {
      Episodes: [
        { DECOM: '01/04/2026', RNE: 'S', REC: 'X1', PLACE: 'U6', REASON_PLACE_CHANGE: 'CARPL' },
        { DECOM: '04/05/2026', RNE: 'P', REC: 'X1', PLACE: 'U6', REASON_PLACE_CHANGE: null },
        { DECOM: '11/05/2026', RNE: 'P', REC: null, PLACE: 'T1', REASON_PLACE_CHANGE: null },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '04/05/2026', RNE: 'P', REC: null, PLACE: 'K2', REASON_PLACE_CHANGE: null },
        { DECOM: '01/04/2026', RNE: 'S', REC: 'X1', PLACE: 'U6', REASON_PLACE_CHANGE: null },
      ],
    },
    at: ['Episodes 1 REASON_PLACE_CHANGE'],
  },
  '233': {
    passes: { Episodes: [{ DEC: '04/05/2026', REASON_PLACE_CHANGE: 'CARPL' }, { DEC: null }] },
    fails: { Episodes: [{ DEC: null, REASON_PLACE_CHANGE: 'CARPL' }] },
  },
  // Ten years old on the day of the move, though not yet when the episode began.
  '234': {
    passes: {
      Header: [{ DOB: '01/05/2016' }],
      Episodes: [{ DECOM: '01/04/2026', DEC: '01/05/2026', REASON_PLACE_CHANGE: 'CUSTOD' }],
    },
    fails: {
      Header: [{ DOB: '02/05/2016' }],
      Episodes: [{ DECOM: '01/04/2026', DEC: '01/05/2026', REASON_PLACE_CHANGE: 'CUSTOD' }],
    },
    at: ['Episodes 0 REASON_PLACE_CHANGE', 'Header 0 DOB'],
  },
}
