import type { Examples, Written } from '../testing.ts'

/** In care from before 1 April 2026 until after 31 March 2027. */
const allYear = { Episodes: [{ DECOM: '05/01/2025', RNE: 'S', LS: 'C2', PLACE: 'U4', DEC: null, REC: null }] }
const leftInAutumn = {
  Episodes: [{ DECOM: '05/01/2025', RNE: 'S', LS: 'C2', PLACE: 'U4', DEC: '20/10/2026', REC: 'E4A' }],
}
const oc2 = (row: Record<string, string | null>, rest: Written = {}): Written => ({ OC2: [row], ...rest })

export const strengthsAndDifficultiesExamples: Examples = {
  '180': {
    passes: { OC2: [{ SDQ_SCORE: '40' }, { CHILD: 'A2', SDQ_SCORE: '0' }, { CHILD: 'A3', SDQ_SCORE: null }] },
    fails: { OC2: [{ SDQ_SCORE: '41' }, { CHILD: 'A2', SDQ_SCORE: '12.5' }, { CHILD: 'A3', SDQ_SCORE: '40' }] },
    at: ['OC2 0 SDQ_SCORE', 'OC2 1 SDQ_SCORE'],
  },
  // An empty cell is blank, not a wrong code.
  '196': { passes: oc2({ SDQ_REASON: '' }), fails: oc2({ SDQ_REASON: 'SDQ6' }) },
  '197a': {
    passes: oc2({ SDQ_SCORE: '14', SDQ_REASON: null }),
    fails: oc2({ SDQ_SCORE: '14', SDQ_REASON: 'SDQ2' }),
  },
  '186': {
    passes: oc2({ DOB: '12/06/2014', SDQ_SCORE: null, SDQ_REASON: 'SDQ2' }, allYear),
    fails: oc2({ DOB: '12/06/2014', SDQ_SCORE: null, SDQ_REASON: null }, allYear),
  },
  '197B': {
    passes: oc2({ DOB: '12/06/2022', SDQ_SCORE: null, SDQ_REASON: 'SDQ1' }, allYear),
    fails: oc2({ DOB: '12/06/2022', SDQ_SCORE: null, SDQ_REASON: null }, allYear),
  },
  '157': {
    // Turned 17 in the year.
    passes: oc2({ DOB: '31/03/2010', SDQ_SCORE: null, SDQ_REASON: 'SDQ1' }, allYear),
    fails: oc2({ DOB: '01/04/2010', SDQ_SCORE: null, SDQ_REASON: 'SDQ1' }, allYear),
  },
  '188': {
    passes: oc2({ DOB: '31/03/2023', SDQ_SCORE: '9', SDQ_REASON: null }),
    fails: oc2({ DOB: '01/04/2023', SDQ_SCORE: '9', SDQ_REASON: null }),
  },
  '189': {
    passes: oc2({ DOB: '02/04/2009', SDQ_SCORE: null, SDQ_REASON: 'SDQ1' }),
    fails: oc2({ DOB: '01/04/2009', SDQ_SCORE: null, SDQ_REASON: 'SDQ1' }),
  },
  '185': {
    passes: oc2({ SDQ_SCORE: '14' }, allYear),
    fails: oc2({ SDQ_SCORE: '14' }, leftInAutumn),
  },
  '198': {
    passes: oc2({ SDQ_REASON: 'SDQ4' }, allYear),
    fails: oc2(
      { SDQ_REASON: 'SDQ4' },
      { Episodes: [{ DECOM: '05/01/2025', RNE: 'S', LS: 'V4', PLACE: 'U4', DEC: null, REC: null }] },
    ),
  },
}
