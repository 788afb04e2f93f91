import type { Examples, Written } from '../testing.ts'

/** In care from before 1 April 2026 until after 31 March 2027. */
const allYear = { Episodes: [{ DECOM: '05/01/2025', RNE: 'S', LS: 'C2', PLACE: 'U4', DEC: null, REC: null }] }
const sinceSummer = { Episodes: [{ DECOM: '14/07/2026', RNE: 'S', LS: 'C2', PLACE: 'U4', DEC: null, REC: null }] }
const core = { IMMUNISATIONS: '1', TEETH_CHECK: '1', HEALTH_ASSESSMENT: '1', SUBSTANCE_MISUSE: '0' }
const oc2 = (...rows: Record<string, string | null>[]): Written => ({ OC2: rows })

export const healthOutcomeExamples: Examples = {
  '181': {
    passes: oc2({ ...core, CONVICTED: null }),
    fails: oc2({ ...core, TEETH_CHECK: 'Y' }),
  },
  '182': {
    passes: oc2({ ...core, CONVICTED: '0' }, { CHILD: 'A2', CONVICTED: null }),
    fails: oc2({ ...core, CONVICTED: '0', TEETH_CHECK: null }),
  },
  '190': {
    // A day of birth, or of an episode, that nobody can read is its own finding and silences this one.
    passes: {
      OC2: [core, { ...core, CHILD: 'A2' }],
      Episodes: [
        ...allYear.Episodes,
        { CHILD: 'A2', DECOM: '31/02/2026', RNE: 'S', LS: 'C2', PLACE: 'U4', DEC: null, REC: null },
      ],
    },
    fails: { OC2: [core], ...sinceSummer },
  },
  '191': {
    passes: { OC2: [core], ...allYear },
    fails: {
      OC2: [{ ...core, TEETH_CHECK: null }],
      Episodes: [
        ...allYear.Episodes,
        { CHILD: 'A2', DECOM: '01/09/2026', RNE: 'P', LS: 'C2', PLACE: 'U6', DEC: null, REC: null },
        { CHILD: 'A2', DECOM: '03/02/2024', RNE: 'S', LS: 'C2', PLACE: 'K2', DEC: '01/09/2026', REC: 'X1' },
      ],
    },
    at: [
      'OC2 0 IMMUNISATIONS',
      'OC2 0 TEETH_CHECK',
      'OC2 0 HEALTH_ASSESSMENT',
      'OC2 0 SUBSTANCE_MISUSE',
      'Episodes 2 CHILD',
    ],
  },
  '192': {
    passes: oc2({ ...core, SUBSTANCE_MISUSE: '1', INTERVENTION_RECEIVED: '1' }),
    fails: oc2({ ...core, SUBSTANCE_MISUSE: '1', INTERVENTION_RECEIVED: null }),
  },
  '193': {
    passes: oc2(core),
    fails: oc2({ ...core, SUBSTANCE_MISUSE: '0', INTERVENTION_RECEIVED: '0' }),
  },
  '158': {
    passes: oc2({ ...core, SUBSTANCE_MISUSE: '1', INTERVENTION_RECEIVED: '1', INTERVENTION_OFFERED: null }),
    fails: oc2({ ...core, SUBSTANCE_MISUSE: '1', INTERVENTION_RECEIVED: '1', INTERVENTION_OFFERED: '1' }),
  },
  '159': {
    passes: oc2({ ...core, SUBSTANCE_MISUSE: '1', INTERVENTION_RECEIVED: '0', INTERVENTION_OFFERED: '1' }),
    fails: oc2({ ...core, SUBSTANCE_MISUSE: '1', INTERVENTION_RECEIVED: '0', INTERVENTION_OFFERED: null }),
  },
  '542': {
    // Ten on 31 March.
    passes: oc2({ ...core, DOB: '31/03/2017', CONVICTED: '0' }),
    fails: oc2({ ...core, DOB: '01/04/2017', CONVICTED: '0' }),
  },
  '543': {
    passes: { OC2: [{ ...core, DOB: '01/04/2017', CONVICTED: null }], ...allYear },
    fails: { OC2: [{ ...core, DOB: '31/03/2017', CONVICTED: null }], ...allYear },
  },
  '544': {
    passes: oc2({ ...core, CONVICTED: '1' }),
    fails: oc2({ ...core, CONVICTED: '1', HEALTH_ASSESSMENT: null }),
  },
  '545': {
    passes: { OC2: [{ ...core, DOB: '31/03/2022', HEALTH_CHECK: null }], ...allYear },
    fails: { OC2: [{ ...core, DOB: '01/04/2022', HEALTH_CHECK: null }], ...allYear },
  },
  '546': {
    passes: { OC2: [{ ...core, DOB: '01/04/2022', HEALTH_CHECK: '1' }], ...allYear },
    fails: { OC2: [{ ...core, DOB: '31/03/2022', HEALTH_CHECK: '1' }], ...allYear },
  },
  '547': {
    passes: oc2({ ...core, HEALTH_CHECK: '1' }),
    fails: oc2({ ...core, HEALTH_CHECK: '1', IMMUNISATIONS: null }),
  },
}
