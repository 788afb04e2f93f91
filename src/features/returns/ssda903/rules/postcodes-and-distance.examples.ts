import type { Examples } from '../testing.ts'

export const postcodesAndDistanceExamples: Examples = {
  // A1 was an unaccompanied child last year; A2 has a short break.
  '392b': {
    passes: {
      Header_last: [{ CHILD: 'A1', UASC: '1' }],
      Episodes: [
        { CHILD: 'A1', LS: 'V2', HOME_POST: null, PL_POST: null },
        { CHILD: 'A2', LS: 'V4', HOME_POST: null, PL_POST: null },
        { CHILD: 'A3', LS: 'C2', HOME_POST: 'SW15 2DY', PL_POST: 'SW18 2PU' },
      ],
    },
    fails: { Episodes: [{ LS: 'C2', HOME_POST: 'SW15 2DY', PL_POST: null }] },
    at: ['Episodes 0 PL_POST'],
  },
  '392c': {
    postcodes: (postcode) =>
      postcode.replaceAll(' ', '') === 'SW182PU' ? { easting: 525800, northing: 174600, authority: 'E09000032' } : null,
    passes: { Episodes: [{ HOME_POST: 'SW182PU', PL_POST: 'SW18 2PU' }, { HOME_POST: null }] },
    fails: { Episodes: [{ HOME_POST: 'SW18 2PU', PL_POST: 'SW18 2PX' }] },
    at: ['Episodes 0 PL_POST'],
  },
  '392d': {
    passes: {
      Episodes: [
        { HOME_POST: 'SW18 2PU', PL_POST: 'SW18 2PU', PLACE: 'P1' },
        { HOME_POST: null, PL_POST: null, PLACE: 'U6' },
      ],
    },
    fails: { Episodes: [{ HOME_POST: 'SW182PU', PL_POST: 'SW18 2PU', PLACE: 'U6' }] },
  },
  '398': {
    passes: {
      Episodes: [
        { LS: 'V3', HOME_POST: null, PL_POST: null },
        { LS: 'V2', HOME_POST: 'SW15 2DY', PL_POST: 'SW18 2PU' },
      ],
    },
    fails: { Episodes: [{ LS: 'V3', HOME_POST: null, PL_POST: 'SW18 2PU' }] },
  },
  '420': {
    passes: {
      Episodes: [
        { LS: 'V4', PL_LA: null },
        { LS: 'C2', PL_LA: 'E09000032' },
      ],
    },
    fails: { Episodes: [{ LS: 'V4', PL_LA: 'E09000032' }] },
  },
  // A1 stands in last year's UASC table; the row of A2 in it says nothing.
  '392a': {
    passes: {
      Header: [{ UASC: '0' }],
      UASC_last: [{ SEX: 'M', DOB: '15/05/2009' }],
      Episodes: [{ LS: 'V2', PL_DISTANCE: null }],
    },
    fails: {
      Header: [{ CHILD: 'A2', UASC: '0' }],
      UASC_last: [{ CHILD: 'A2', SEX: null }],
      Episodes: [{ CHILD: 'A2', LS: 'V2', PL_DISTANCE: null }],
    },
  },
  '406': {
    passes: { Header: [{ UASC: '0' }], Episodes: [{ PL_DISTANCE: '4.2' }] },
    fails: { Header: [{ UASC: '1' }], Episodes: [{ PL_DISTANCE: '4.2' }] },
  },
  '411': {
    passes: {
      Episodes: [
        { PL_LA: 'E09000032', PL_LOCATION: 'IN' },
        { PL_LA: 'E09000027', PL_LOCATION: 'OUT' },
      ],
    },
    fails: { Episodes: [{ PL_LA: 'E09000027', PL_LOCATION: 'IN' }] },
  },
}
