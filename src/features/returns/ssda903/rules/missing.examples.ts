import type { Examples } from '../testing.ts'

const absence = { DOB: '02/03/2011', MISSING: 'M', MIS_START: '05/06/2026', MIS_END: '07/06/2026' }
const goesOn = { ...absence, MIS_END: null }
const first = { DECOM: '01/05/2026', RNE: 'S', DEC: '01/07/2026', REC: 'X1' }
const second = { DECOM: '01/07/2026', RNE: 'P', DEC: null, REC: null }
const left = { ...second, DEC: '01/09/2026', REC: 'E4A' }

export const missingExamples: Examples = {
  '1006': {
    passes: { Missing: [absence, { ...absence, MISSING: 'A' }, { MISSING: null }] },
    fails: { Missing: [{ ...absence, MISSING: 'AWAY' }] },
  },
  '1004': {
    passes: { Missing: [absence] },
    fails: {
      Missing: [
        { ...absence, MIS_START: '06/14/2026' },
        { ...absence, MIS_START: null },
      ],
    },
    at: ['Missing 0 MIS_START', 'Missing 1 MIS_START'],
  },
  '1005': {
    passes: { Missing: [absence, goesOn] },
    fails: { Missing: [{ ...absence, MIS_END: '07/06/26' }] },
  },
  '564': {
    passes: { Missing: [absence, { MISSING: null }] },
    fails: { Missing: [{ ...absence, MIS_START: null }] },
  },
  '565': {
    passes: { Missing: [absence, { MISSING: null }] },
    fails: { Missing: [{ ...absence, MISSING: null }] },
  },
  '566': {
    passes: { Missing: [absence, { ...goesOn, MISSING: null }] },
    fails: { Missing: [{ ...absence, MISSING: null }] },
  },
  '567': {
    passes: { Missing: [absence, goesOn, { ...absence, MIS_END: absence.MIS_START }] },
    fails: { Missing: [{ ...absence, MIS_END: '04/06/2026' }] },
  },
  '586': {
    passes: { Missing: [absence, { ...absence, DOB: null }] },
    fails: { Missing: [{ ...absence, DOB: '06/06/2026' }] },
  },
  '570': {
    passes: { Missing: [absence, { ...goesOn, MIS_START: '31/03/2027' }] },
    fails: { Missing: [{ ...goesOn, MIS_START: '01/04/2027' }] },
  },
  '571': {
    passes: { Missing: [goesOn, { ...absence, MIS_START: '28/03/2026', MIS_END: '01/04/2026' }] },
    fails: {
      Missing: [
        { ...absence, MIS_START: '28/03/2026', MIS_END: '31/03/2026' },
        { ...absence, MIS_END: '01/04/2027' },
      ],
    },
    at: ['Missing 0 MIS_END', 'Missing 1 MIS_END'],
  },
  '574': {
    passes: { Missing: [{ ...goesOn, MIS_START: '07/06/2026' }, absence] },
    fails: { Missing: [absence, { ...absence, MIS_START: '06/06/2026', MIS_END: '09/06/2026' }] },
    at: ['Missing 1 MIS_START', 'Missing 1 MIS_END'],
  },
  '578': {
    passes: { Episodes: [first, left], Missing: [absence] },
    fails: { Episodes: [first, left], Missing: [{ ...absence, MIS_START: '02/09/2026', MIS_END: '03/09/2026' }] },
    at: ['Missing 0 MIS_START'],
  },
  '581': {
    passes: { Episodes: [first, second], Missing: [{ ...absence, MIS_START: '01/05/2026' }] },
    fails: { Episodes: [first, second], Missing: [{ ...absence, MIS_START: '30/04/2026' }] },
    at: ['Missing 0 MIS_START'],
  },
  '575': {
    // The second child's next episode is there because the legal status changed: they are still placed where they were.
    passes: {
      Episodes: [first, second, { CHILD: 'A2', ...first }, { CHILD: 'A2', ...second, RNE: 'L' }],
      Missing: [absence, { CHILD: 'A2', ...goesOn }],
    },
    fails: { Episodes: [first, second], Missing: [goesOn] },
    at: ['Missing 0 MIS_END'],
  },
  '577': {
    passes: {
      Episodes: [first, left, { CHILD: 'A2', ...second }],
      Missing: [
        { ...absence, MIS_END: '01/09/2026' },
        { CHILD: 'A2', ...goesOn, MIS_START: '05/08/2026' },
      ],
    },
    fails: {
      Episodes: [first, left, { CHILD: 'A2', ...first }, { CHILD: 'A2', ...left }],
      Missing: [goesOn, { CHILD: 'A2', ...absence, MIS_END: '02/09/2026' }],
    },
    at: ['Missing 0 MIS_END', 'Missing 1 MIS_END'],
  },
  '580': {
    passes: {
      Episodes: [{ ...left, REC: 'E8' }],
      Missing: [{ ...absence, DOB: '01/09/2008', MIS_START: '20/08/2026', MIS_END: '01/09/2026' }],
    },
    fails: {
      Episodes: [left],
      Missing: [{ ...absence, DOB: '01/09/2008', MIS_START: '20/08/2026', MIS_END: '01/09/2026' }],
    },
  },
  '576': {
    passes: {
      Missing: [{ ...absence, MIS_START: '30/03/2026', MIS_END: '02/04/2026' }],
      Missing_last: [{ ...goesOn, MIS_START: '30/03/2026' }],
    },
    // The second child is not in this year's table at all.
    fails: {
      Missing: [absence, { ...absence, MIS_START: '31/03/2026', MIS_END: '02/04/2026' }],
      Missing_last: [
        { ...goesOn, MIS_START: '30/03/2026' },
        { CHILD: 'A2', ...goesOn, MIS_START: '30/03/2026' },
      ],
    },
    at: ['Missing 1 CHILD', 'Missing_last 1 MIS_START'],
  },
}
