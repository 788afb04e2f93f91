import type { Examples } from '../testing.ts'

const stands = { DATE_PLACED: '12/01/2026', DATE_PLACED_CEASED: null, REASON_PLACED_CEASED: null }
const reversed = { DATE_PLACED: '12/01/2026', DATE_PLACED_CEASED: '07/09/2026', REASON_PLACED_CEASED: 'RD3' }
const inCare = { DECOM: '03/06/2025', RNE: 'S', LS: 'C2', PLACE: 'U6', DEC: '04/05/2026', REC: 'X1' }
const ordered = { DECOM: '04/05/2026', RNE: 'L', LS: 'E1', PLACE: 'U6', DEC: '01/07/2026', REC: 'X1' }
const placed = { DECOM: '01/07/2026', RNE: 'P', LS: 'E1', PLACE: 'A6', DEC: null, REC: null }
const adopted = { ...placed, DEC: '11/12/2026', REC: 'E12' }
const leftUnadopted = { ...placed, DEC: '11/12/2026', REC: 'E4A' }

export const placedForAdoptionExamples: Examples = {
  '115': {
    passes: { PlacedAdoption: [stands, { DATE_PLACED: null }] },
    fails: { PlacedAdoption: [stands, { DATE_PLACED: '29/02/2026' }] },
    at: ['PlacedAdoption 1 DATE_PLACED'],
  },
  '116': {
    passes: { PlacedAdoption: [stands, reversed] },
    fails: { PlacedAdoption: [{ ...reversed, DATE_PLACED_CEASED: '7 SEPTEMBER' }] },
  },
  '120': {
    passes: { PlacedAdoption: [stands, reversed] },
    fails: { PlacedAdoption: [{ ...reversed, REASON_PLACED_CEASED: 'RD0' }] },
  },
  '119': {
    passes: { PlacedAdoption: [stands, reversed] },
    fails: {
      PlacedAdoption: [
        { ...reversed, REASON_PLACED_CEASED: null },
        { CHILD: 'A2', ...reversed, DATE_PLACED_CEASED: null },
      ],
    },
    at: [
      'PlacedAdoption 0 DATE_PLACED_CEASED',
      'PlacedAdoption 0 REASON_PLACED_CEASED',
      'PlacedAdoption 1 DATE_PLACED_CEASED',
      'PlacedAdoption 1 REASON_PLACED_CEASED',
    ],
  },
  '563': {
    passes: { PlacedAdoption: [reversed] },
    fails: { PlacedAdoption: [{ ...reversed, DATE_PLACED: null }] },
  },
  '522': {
    passes: { PlacedAdoption: [stands, { ...reversed, DATE_PLACED: '07/09/2026' }] },
    fails: { PlacedAdoption: [{ ...reversed, DATE_PLACED: '08/09/2026' }] },
  },
  '184': {
    passes: { Header: [{ DOB: '12/01/2026' }], PlacedAdoption: [stands] },
    fails: { Header: [{ DOB: '13/01/2026' }], PlacedAdoption: [stands] },
    at: ['PlacedAdoption 0 DATE_PLACED'],
  },
  '1003': {
    passes: { Episodes: [inCare, placed], PlacedAdoption: [stands] },
    fails: { Episodes: [inCare, placed], PlacedAdoption: [{ DATE_PLACED: '02/06/2025' }] },
    at: ['PlacedAdoption 0 DATE_PLACED', 'Episodes 0 DECOM', 'Episodes 0 RNE'],
  },
  '117': {
    passes: { Episodes: [inCare, leftUnadopted], PlacedAdoption: [reversed] },
    fails: { Episodes: [inCare, leftUnadopted], PlacedAdoption: [{ ...reversed, DATE_PLACED_CEASED: '12/12/2026' }] },
    at: [
      'PlacedAdoption 0 DATE_PLACED',
      'PlacedAdoption 0 DATE_PLACED_CEASED',
      'Episodes 1 DEC',
      'Episodes 1 REC',
      'Episodes 1 DECOM',
    ],
  },
  '118': {
    passes: { Episodes: [inCare], PlacedAdoption: [reversed] },
    fails: {
      Episodes: [{ DECOM: '01/02/2025', RNE: 'S', LS: 'V3' }, inCare],
      PlacedAdoption: [{ ...reversed, DATE_PLACED_CEASED: '31/03/2026' }],
    },
    at: ['PlacedAdoption 0 DATE_PLACED_CEASED', 'Episodes 1 DECOM', 'Episodes 1 LS'],
  },
  '551': {
    passes: { Episodes: [inCare, placed], PlacedAdoption: [stands] },
    fails: { Episodes: [inCare, placed], PlacedAdoption: [{ DATE_PLACED: null }] },
    at: ['Episodes 1 PLACE'],
  },
  '552': {
    passes: { Episodes: [inCare, placed], PlacedAdoption: [{ DATE_PLACED: '01/07/2026' }] },
    fails: { Episodes: [inCare, placed], PlacedAdoption: [{ DATE_PLACED: '02/07/2026' }] },
    at: ['PlacedAdoption 0 DATE_PLACED', 'Episodes 1 DECOM'],
  },
  '553': {
    // The first decision was reversed; the one on which the order was made stands.
    passes: {
      Episodes: [inCare, ordered, placed],
      PlacedAdoption: [
        { DATE_PLACED: '01/09/2025', DATE_PLACED_CEASED: '01/12/2025', REASON_PLACED_CEASED: 'RD3' },
        stands,
      ],
    },
    fails: { Episodes: [inCare, ordered, placed, { CHILD: 'A2', ...placed }], PlacedAdoption: [reversed] },
    at: [
      'PlacedAdoption 0 DATE_PLACED',
      'PlacedAdoption 0 DATE_PLACED_CEASED',
      'PlacedAdoption 0 REASON_PLACED_CEASED',
      'Episodes 3 LS',
    ],
  },
  '555': {
    passes: { Episodes: [{ DECOM: '04/05/2023', LS: 'D1' }], PlacedAdoption: [{ DATE_PLACED: '12/01/2023' }] },
    fails: { Episodes: [{ DECOM: '04/05/2023', LS: 'D1' }], PlacedAdoption: [] },
    at: ['Episodes 0 LS'],
  },
  '554': {
    passes: { Episodes: [inCare, ordered, placed], PlacedAdoption: [{ DATE_PLACED: '04/05/2026' }] },
    fails: { Episodes: [inCare, ordered, placed], PlacedAdoption: [{ DATE_PLACED: '05/05/2026' }] },
    at: ['PlacedAdoption 0 DATE_PLACED', 'Episodes 1 DECOM', 'Episodes 1 LS'],
  },
  '556': {
    passes: { Episodes: [{ DECOM: '04/05/2023', LS: 'D1' }], PlacedAdoption: [{ DATE_PLACED: '12/01/2023' }] },
    fails: { Episodes: [{ DECOM: '04/05/2023', LS: 'D1' }], PlacedAdoption: [{ DATE_PLACED: '05/05/2023' }] },
  },
  '557@2024': {
    passes: {
      Episodes: [{ DECOM: '04/05/2023', LS: 'D1', PLACE: 'U6', DEC: '11/12/2023', REC: 'E11' }],
      PlacedAdoption: [{ DATE_PLACED: '12/01/2023' }],
    },
    fails: {
      Episodes: [{ DECOM: '04/05/2023', LS: 'D1', PLACE: 'U6', DEC: '11/12/2023', REC: 'E4A' }],
      PlacedAdoption: [{ DATE_PLACED: '12/01/2023' }],
    },
  },
  '557': {
    passes: {
      Episodes: [inCare, leftUnadopted, { CHILD: 'A2', ...adopted }],
      PlacedAdoption: [reversed, { CHILD: 'A2', ...stands }],
    },
    fails: { Episodes: [inCare, leftUnadopted], PlacedAdoption: [stands] },
    at: [
      'Episodes 1 PLACE',
      'Episodes 1 LS',
      'Episodes 1 REC',
      'PlacedAdoption 0 DATE_PLACED_CEASED',
      'PlacedAdoption 0 REASON_PLACED_CEASED',
    ],
  },
  '558': {
    passes: {
      Episodes: [inCare, adopted],
      PlacedAdoption: [{ DATE_PLACED: '01/09/2025', DATE_PLACED_CEASED: '01/12/2025' }, stands],
    },
    // One reversal is enough: the rule does not ask for two in a year.
    fails: { Episodes: [inCare, adopted], PlacedAdoption: [reversed] },
    at: ['Episodes 1 REC'],
  },
  '579': {
    passes: { PlacedAdoption: [{ ...stands, DATE_PLACED: '07/09/2026' }, reversed] },
    fails: { PlacedAdoption: [{ ...stands, DATE_PLACED: '06/09/2026' }, reversed] },
    at: ['PlacedAdoption 0 DATE_PLACED', 'PlacedAdoption 0 DATE_PLACED_CEASED'],
  },
  '583': {
    passes: { PlacedAdoption: [{ ...stands, DATE_PLACED: '07/09/2026' }, reversed] },
    // The second child's decision was put in twice: neither of the two is the earlier.
    fails: {
      PlacedAdoption: [
        { ...stands, DATE_PLACED: '07/09/2026' },
        stands,
        { CHILD: 'A2', ...stands },
        { CHILD: 'A2', ...stands },
      ],
    },
    at: [1, 2, 3].flatMap((i) => [`PlacedAdoption ${i} DATE_PLACED`, `PlacedAdoption ${i} DATE_PLACED_CEASED`]),
  },
  '559': {
    passes: {
      PlacedAdoption: [stands, { CHILD: 'A2', DATE_PLACED: '01/04/2026' }],
      PlacedAdoption_last: [stands],
    },
    fails: { PlacedAdoption: [stands], PlacedAdoption_last: [{ CHILD: 'A2', ...stands }] },
  },
  '560': {
    passes: {
      PlacedAdoption: [reversed, { DATE_PLACED: '01/12/2026' }],
      PlacedAdoption_last: [stands],
    },
    fails: { PlacedAdoption: [{ DATE_PLACED: '21/01/2026' }], PlacedAdoption_last: [stands] },
  },
  '561': {
    passes: { PlacedAdoption: [reversed], PlacedAdoption_last: [stands] },
    fails: {
      PlacedAdoption: [stands],
      PlacedAdoption_last: [{ ...stands, DATE_PLACED_CEASED: '02/03/2026', REASON_PLACED_CEASED: 'RD4' }],
    },
  },
  '584': {
    passes: {
      PlacedAdoption: [{ DATE_PLACED: '01/12/2026' }],
      PlacedAdoption_last: [{ ...stands, DATE_PLACED_CEASED: '02/03/2026', REASON_PLACED_CEASED: 'RD4' }],
    },
    // Another child of last year's return stands before this one: the row that is wrong is blamed all the same.
    fails: {
      PlacedAdoption: [{ CHILD: 'A2', DATE_PLACED: '01/12/2026' }, { DATE_PLACED: '01/12/2025' }],
      PlacedAdoption_last: [
        { CHILD: 'A2', ...stands, DATE_PLACED_CEASED: '02/03/2026', REASON_PLACED_CEASED: 'RD4' },
        { CHILD: 'A2', ...stands, DATE_PLACED_CEASED: '03/03/2026', REASON_PLACED_CEASED: 'RD4' },
        { ...stands, DATE_PLACED_CEASED: '02/03/2026', REASON_PLACED_CEASED: 'RD4' },
      ],
    },
    at: ['PlacedAdoption 1 DATE_PLACED'],
  },
}
