import type { Example, Examples } from '../testing.ts'

const open = {
  DECOM: '01/05/2025',
  RNE: 'P',
  LS: 'C2',
  CIN: 'N1',
  PLACE: 'U6',
  PLACE_PROVIDER: 'PR1',
  URN: 'SC012345',
  PL_DISTANCE: '4.2',
  PL_LA: 'E09000032',
  PL_LOCATION: 'IN',
  DEC: null,
}
type Cells = Readonly<Record<string, string | null>>

/**
 * Last year's open episode comes back with other words in one column, which is wrong. It is not for another child, whose
 * last episode had ended.
 */
const otherwise = (cells: Cells): Example => ({
  passes: {
    Episodes: [open, { ...open, CHILD: 'A2', DECOM: '01/05/2026', ...cells }],
    Episodes_last: [
      { ...open, DECOM: '01/02/2025', DEC: '01/05/2025' },
      open,
      { ...open, CHILD: 'A2', DEC: '01/06/2025' },
    ],
  },
  fails: {
    Episodes: [
      { ...open, DECOM: '01/05/2026' },
      { ...open, ...cells },
    ],
    Episodes_last: [open],
  },
  at: Object.keys(cells).map((column) => `Episodes 1 ${column}`),
})

export const carriedOverExamples: Examples = {
  NoE: {
    passes: {
      Episodes: [
        { CHILD: 'A1', DECOM: '31/03/2026' },
        { CHILD: 'A2', DECOM: '01/04/2026' },
      ],
      Episodes_last: [{ CHILD: 'A1', DECOM: '31/03/2026' }],
    },
    fails: { Episodes: [{ DECOM: '31/03/2026' }], Episodes_last: [{ CHILD: 'A2', DECOM: '31/03/2026' }] },
  },
  '562': {
    passes: {
      Episodes: [{ DECOM: '01/08/2026' }, { DECOM: '01/02/2026' }],
      Episodes_last: [{ DECOM: '01/02/2026' }, { DECOM: '01/10/2025' }],
    },
    fails: {
      Episodes: [{ DECOM: '01/08/2026' }, { DECOM: '01/02/2026' }],
      Episodes_last: [{ DECOM: '01/03/2026' }, { DECOM: '01/02/2026' }],
    },
    at: ['Episodes 1 DECOM'],
  },
  '502': otherwise({ DECOM: '02/05/2025' }),
  '503A': otherwise({ RNE: 'S' }),
  '503B': otherwise({ LS: 'E1' }),
  '503C': otherwise({ CIN: 'N5' }),
  '503D': otherwise({ PLACE: 'U4' }),
  '503E': otherwise({ PLACE_PROVIDER: 'PR4' }),
  '503F': otherwise({ URN: null }),
  '503G': otherwise({ PL_DISTANCE: '4.4' }),
  '503H': otherwise({ PL_LA: 'E09000027' }),
  '503J': otherwise({ PL_LOCATION: 'OUT' }),
  '452': otherwise({ PL_LA: 'E09000027' }),
  '453': otherwise({ PL_DISTANCE: '999.9' }),
}
