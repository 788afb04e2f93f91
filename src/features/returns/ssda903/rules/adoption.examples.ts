import type { Examples } from '../testing.ts'

const adopted = {
  DATE_INT: '12/01/2026',
  DATE_MATCH: '20/04/2026',
  FOSTER_CARE: '0',
  NB_ADOPTR: '2',
  SEX_ADOPTR: 'MF',
  LS_ADOPTR: 'L11',
}
const inCare = { DECOM: '03/06/2025', RNE: 'S', PLACE: 'U6', DEC: '04/05/2026', REC: 'X1' }
const placed = { DECOM: '04/05/2026', RNE: 'P', PLACE: 'A6', DEC: '11/12/2026', REC: 'E12' }

export const adoptionExamples: Examples = {
  '601': {
    passes: { Episodes: [inCare, placed], AD1: [adopted] },
    // The second child has no record at all: nothing is said about an adoption of which everything is asked.
    fails: { Episodes: [inCare, placed, { CHILD: 'A2', ...placed }], AD1: [{ ...adopted, LS_ADOPTR: null }] },
    at: [
      'Episodes 1 REC',
      'Episodes 2 REC',
      'AD1 0 DATE_INT',
      'AD1 0 DATE_MATCH',
      'AD1 0 FOSTER_CARE',
      'AD1 0 NB_ADOPTR',
      'AD1 0 SEX_ADOPTR',
      'AD1 0 LS_ADOPTR',
    ],
  },
  '602': {
    passes: { Episodes: [inCare, placed], AD1: [adopted, { CHILD: 'A2', DATE_INT: null }] },
    fails: { Episodes: [inCare, { ...placed, DEC: null, REC: null }], AD1: [adopted] },
  },
  '334': {
    passes: { Episodes: [inCare, placed], AD1: [adopted] },
    fails: { Episodes: [inCare, placed], AD1: [{ ...adopted, DATE_INT: '02/06/2025' }] },
    at: ['AD1 0 DATE_INT', 'Episodes 0 DECOM', 'Episodes 0 RNE'],
  },
  '521': {
    passes: { Episodes: [inCare, placed], AD1: [{ ...adopted, DATE_INT: '04/05/2026' }] },
    fails: { Episodes: [inCare, placed], AD1: [{ ...adopted, DATE_INT: '05/05/2026' }] },
    at: ['AD1 0 DATE_INT', 'Episodes 1 PLACE', 'Episodes 1 DECOM'],
  },
  '331': {
    passes: { Episodes: [inCare, placed], AD1: [{ ...adopted, DATE_MATCH: '04/05/2026' }] },
    fails: { Episodes: [inCare, placed], AD1: [{ ...adopted, DATE_MATCH: '05/05/2026' }] },
    at: ['AD1 0 DATE_MATCH', 'Episodes 1 DECOM', 'Episodes 1 REC'],
  },
  '582': {
    passes: { Episodes: [inCare, placed], AD1: [adopted] },
    fails: { Episodes: [inCare, placed], AD1: [{ ...adopted, DATE_MATCH: '11/12/2026' }] },
    at: ['Episodes 1 DEC'],
  },
  '335': {
    passes: { Episodes: [inCare, placed], AD1: [adopted] },
    fails: { Episodes: [inCare, { ...placed, PLACE: 'A5' }], AD1: [adopted] },
    at: ['AD1 0 FOSTER_CARE', 'Episodes 1 PLACE'],
  },
  '523': {
    // The decision that was reversed had another date, and may.
    passes: {
      AD1: [adopted],
      PlacedAdoption: [
        { DATE_PLACED: '02/09/2025', DATE_PLACED_CEASED: '01/12/2025', REASON_PLACED_CEASED: 'RD3' },
        { DATE_PLACED: '12/01/2026' },
      ],
    },
    fails: { AD1: [adopted], PlacedAdoption: [{ DATE_PLACED: '13/01/2026' }] },
    at: ['AD1 0 DATE_INT', 'PlacedAdoption 0 DATE_PLACED'],
  },
  '525': {
    passes: {
      AD1: [adopted],
      PlacedAdoption: [{ DATE_PLACED: '02/09/2025', DATE_PLACED_CEASED: '01/12/2025' }, { DATE_PLACED: '12/01/2026' }],
    },
    fails: { AD1: [adopted], PlacedAdoption: [{ DATE_PLACED: '12/01/2026', DATE_PLACED_CEASED: '01/06/2026' }] },
  },
}
