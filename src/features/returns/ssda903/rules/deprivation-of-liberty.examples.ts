import type { Examples } from '../testing.ts'

export const deprivationOfLibertyExamples: Examples = {
  '700': {
    passes: { DoLo: [{ DOLO_START: '04/05/2026' }] },
    fails: { DoLo: [{ DOLO_START: '31/06/2026' }, { DOLO_START: null }] },
    at: ['DoLo 0 DOLO_START', 'DoLo 1 DOLO_START'],
  },
  '701': {
    passes: { DoLo: [{ DOLO_END: '04/05/2026' }, { DOLO_END: null }] },
    fails: { DoLo: [{ DOLO_END: '04/13/2026' }] },
  },
  '702': {
    passes: { DoLo: [{ DOLO_START: '04/05/2026', DOLO_END: '05/05/2026' }, { DOLO_START: '04/05/2026' }] },
    fails: { DoLo: [{ DOLO_START: '04/05/2026', DOLO_END: '04/05/2026' }] },
  },
  '703': {
    passes: { DoLo: [{ DOLO_START: '31/03/2027' }] },
    fails: { DoLo: [{ DOLO_START: '01/04/2027' }] },
  },
  '704': {
    passes: { DoLo: [{ DOLO_END: '01/04/2026' }, { DOLO_END: '31/03/2027' }, { DOLO_END: null }] },
    fails: { DoLo: [{ DOLO_END: '31/03/2026' }, { DOLO_END: '01/04/2027' }] },
    at: ['DoLo 0 DOLO_END', 'DoLo 1 DOLO_END'],
  },
  // An end that is no date is for 701: the order that follows is not blamed for it.
  '705': {
    passes: {
      DoLo: [
        { DOLO_START: '04/05/2026', DOLO_END: '04/06/2026' },
        { DOLO_START: '04/06/2026', DOLO_END: '31/06/2026' },
        { DOLO_START: '06/07/2026', DOLO_END: null },
      ],
    },
    fails: {
      DoLo: [
        { DOLO_START: '01/06/2026', DOLO_END: '01/07/2026' },
        { DOLO_START: '04/05/2026', DOLO_END: '04/06/2026' },
      ],
    },
    at: ['DoLo 0 DOLO_START', 'DoLo 0 DOLO_END'],
  },
  '706': {
    passes: {
      DoLo: [{ DOLO_START: '01/02/2026', DOLO_END: '04/05/2026' }],
      DoLo_last: [{ DOLO_START: '01/02/2026' }, { DOLO_START: '01/11/2025', DOLO_END: '31/01/2026' }],
    },
    fails: {
      DoLo: [{ DOLO_START: '02/02/2026', DOLO_END: '04/05/2026' }],
      DoLo_last: [{ DOLO_START: '01/02/2026' }],
    },
    at: ['DoLo_last 0 DOLO_START'],
  },
  '707': {
    passes: {
      Episodes: [
        { DECOM: '01/04/2026', DEC: '04/05/2026' },
        { DECOM: '04/05/2026', DEC: '01/09/2026' },
      ],
      DoLo: [{ DOLO_START: '04/05/2026', DOLO_END: '01/09/2026' }],
    },
    fails: {
      Episodes: [{ DECOM: '01/04/2026', DEC: '01/09/2026' }],
      DoLo: [
        { DOLO_START: '04/05/2026', DOLO_END: null },
        { DOLO_START: '04/05/2026', DOLO_END: '02/09/2026' },
      ],
    },
    at: ['DoLo 0 DOLO_END', 'DoLo 1 DOLO_END'],
  },
  '708': {
    passes: { DoLo: [{ DOLO_START: '04/05/2026', DOB: '01/01/2012' }] },
    fails: { DoLo: [{ DOLO_START: '04/05/2012', DOB: '04/05/2012' }] },
  },
  // The order begins on the day of the move into the home: the foster placement that ends that day is not meant.
  '709': {
    passes: {
      Episodes: [
        { DECOM: '01/04/2026', DEC: '04/05/2026', PLACE: 'U6' },
        { DECOM: '04/05/2026', DEC: null, PLACE: 'K2' },
      ],
      DoLo: [{ DOLO_START: '04/05/2026', DOLO_END: '04/08/2026' }],
    },
    fails: {
      Episodes: [
        { DECOM: '01/04/2026', DEC: '05/05/2026', PLACE: 'U6' },
        { DECOM: '05/05/2026', DEC: null, PLACE: 'K2' },
      ],
      DoLo: [{ DOLO_START: '04/05/2026', DOLO_END: '04/08/2026' }],
    },
    at: ['DoLo 0 DOLO_START', 'Episodes 0 PLACE'],
  },
  '710': {
    passes: {
      Episodes: [{ DECOM: '01/04/2026', DEC: null, PLACE: 'K2' }],
      DoLo: [{ DOLO_START: '04/05/2026', DOLO_END: '04/08/2026' }],
    },
    fails: {
      Episodes: [{ DECOM: '01/04/2026', DEC: null, PLACE: 'K3' }],
      DoLo: [{ DOLO_START: '04/05/2026', DOLO_END: '04/08/2026' }],
    },
    at: ['DoLo 0 DOLO_START', 'Episodes 0 PLACE'],
  },
}
