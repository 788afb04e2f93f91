import type { Examples, Written } from '../testing.ts'

const inTouch = { IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'U1' }
const blank = { IN_TOUCH: null, ACTIV: null, ACCOM: null }
const oc3 = (row: Record<string, string | null>, rest: Written = {}): Written => ({ OC3: [row], ...rest })
const episode = (DECOM: string, DEC: string | null, REC: string | null, more: Record<string, string> = {}) => ({
  DECOM,
  RNE: 'S',
  LS: 'C2',
  PLACE: 'U4',
  DEC,
  REC,
  ...more,
})
const allYear = episode('05/01/2025', null, null)
const adopted = { DATE_INT: '02/05/2026', DATE_MATCH: '02/05/2026', FOSTER_CARE: '0', NB_ADOPTR: '2' }

export const careLeaverExamples: Examples = {
  '131': { passes: oc3({ IN_TOUCH: 'NREQ' }), fails: oc3({ IN_TOUCH: null }) },
  '132': { passes: oc3({ ACTIV: '0' }), fails: oc3({ ACTIV: 'F3' }) },
  '133': { passes: oc3({ ACCOM: 'X2' }), fails: oc3({ ACCOM: 'X1' }) },
  '153': {
    passes: { OC3: [inTouch, { ...blank, CHILD: 'A2' }] },
    fails: oc3({ ...inTouch, ACCOM: null }),
  },
  '344': {
    passes: oc3({ IN_TOUCH: 'RHOM', ACTIV: '0', ACCOM: '0' }),
    fails: oc3({ IN_TOUCH: 'RHOM', ACTIV: '0', ACCOM: 'B1' }),
  },
  '345': {
    passes: { OC3: [inTouch, { CHILD: 'A2', IN_TOUCH: 'NO', ACTIV: '0', ACCOM: '0' }] },
    fails: oc3({ ...inTouch, ACTIV: '0' }),
  },
  '347': {
    passes: oc3({ DOB: '01/04/2008', ACCOM: 'T1' }),
    // Codes have the digit for suitable or not; a check for T alone would find nothing.
    fails: { OC3: [{ DOB: '02/04/2008', ACCOM: 'T2' }] },
  },
  '3001': {
    passes: { OC3: [{ ACCOM: 'Z1' }], Header: [{ DOB: '14/11/2008' }] },
    // The Header is there twice; the row of OC3 is blamed once.
    fails: { OC3: [{ ACCOM: 'Z1' }], Header: [{ DOB: '14/11/2009' }, { DOB: '14/11/2009' }] },
    at: ['OC3 0 ACCOM'],
  },
  '391': {
    passes: oc3({ ...inTouch, DOB: '31/03/2010' }),
    fails: oc3({ ...inTouch, DOB: '01/04/2010' }),
  },
  '348': {
    passes: oc3({ IN_TOUCH: 'DIED' }, { OC3_last: [{ IN_TOUCH: 'DIED' }] }),
    fails: oc3({ IN_TOUCH: 'YES' }, { OC3_last: [{ IN_TOUCH: 'DIED' }] }),
  },
  '1000': {
    passes: oc3(inTouch, { Episodes: [episode('05/01/2025', '20/06/2026', 'E4A')] }),
    fails: oc3(inTouch, { Episodes: [], Episodes_last: [episode('05/01/2025', '20/01/2026', 'E2')] }),
  },
  '1001': {
    // The second was a care leaver last year already: the care was in years that are not here.
    passes: {
      OC3: [inTouch, { ...inTouch, CHILD: 'A2' }],
      OC3_last: [{ ...inTouch, CHILD: 'A2' }],
      Header: [{ DOB: '10/08/2009' }, { CHILD: 'A2', DOB: '10/08/2006' }],
      Episodes: [episode('05/01/2025', '20/06/2026', 'E4A')],
      Episodes_last: [episode('05/01/2025', null, null)],
    },
    fails: {
      OC3: [inTouch, { ...inTouch, CHILD: 'A2' }, { ...inTouch, CHILD: 'A3' }],
      Header: [{ DOB: '10/08/2009' }, { CHILD: 'A2', DOB: '10/08/2009' }, { CHILD: 'A3', DOB: '10/08/2009' }],
      Episodes: [
        // Ninety days since 14, short breaks that do not count, and adopted.
        episode('01/03/2026', '30/05/2026', 'E4A'),
        episode('05/01/2025', '20/06/2026', 'E4A', { CHILD: 'A2', LS: 'V3' }),
        episode('05/01/2025', '20/06/2026', 'E11', { CHILD: 'A3' }),
      ],
      Episodes_last: [],
    },
    at: [0, 1, 2].flatMap((row) => [`OC3 ${row} IN_TOUCH`, `OC3 ${row} ACTIV`, `OC3 ${row} ACCOM`]),
  },
  '1002': {
    passes: oc3(inTouch, { Episodes: [], Episodes_last: [episode('05/01/2025', '20/01/2026', 'E4A')] }),
    fails: oc3(inTouch, { Episodes: [], Episodes_last: [] }),
  },
  '1007': {
    passes: oc3({ ...inTouch, DOB: '10/08/2009' }, { Episodes: [episode('05/01/2025', '10/08/2026', 'E4A')] }),
    // Born on 29 February, 17 on 28 February 2026 and 18 on 28 February 2027; still in care.
    fails: {
      OC3: [
        { ...inTouch, DOB: '10/08/2009' },
        { ...inTouch, CHILD: 'A2', DOB: '29/02/2008' },
        { ...inTouch, CHILD: 'A3', DOB: '01/03/2009' },
      ],
      Episodes: [
        episode('05/01/2025', '11/08/2026', 'E4A'),
        episode('05/01/2025', '28/02/2026', 'E4A', { CHILD: 'A2' }),
        episode('05/01/2025', null, '', { CHILD: 'A3' }),
      ],
    },
    at: [0, 2].flatMap((row) => [`OC3 ${row} IN_TOUCH`, `OC3 ${row} ACTIV`, `OC3 ${row} ACCOM`]),
  },
  '1016': {
    passes: oc3({ ...inTouch, DOB: '10/08/2009' }, { Episodes: [episode('05/01/2025', '09/08/2026', 'E4A')] }),
    fails: oc3({ ...inTouch, DOB: '10/08/2009' }, { Episodes: [episode('05/01/2025', '10/08/2026', 'E4A')] }),
  },
  '1010': {
    passes: oc3(inTouch, {
      Episodes: [episode('05/01/2025', '20/06/2026', 'E4A')],
      Episodes_last: [episode('05/01/2025', null, null)],
    }),
    fails: oc3(inTouch, { Episodes: [], Episodes_last: [episode('05/01/2025', null, null)] }),
  },
  '1011': {
    passes: oc3(inTouch, { Episodes: [episode('05/01/2025', '20/06/2026', 'E4A')] }),
    fails: oc3(inTouch, { Episodes: [episode('05/01/2025', '20/06/2026', 'E3')] }),
  },
  '1012': {
    passes: { Reviews: [{ REVIEW: '20/05/2026' }], Episodes: [allYear] },
    fails: { Reviews: [{ REVIEW: '20/05/2026' }], OC2: [{ TEETH_CHECK: '1' }], Episodes: [] },
    at: ['Reviews 0 CHILD', 'OC2 0 CHILD'],
  },
  '1014': {
    passes: { UASC: [{ DUC: '14/11/2026' }], OC3: [inTouch], Episodes: [episode('05/01/2025', '14/11/2026', 'E7')] },
    // Without any episode this year the young person is all the more only a care leaver.
    fails: { UASC: [{ DUC: '14/11/2026' }], OC3: [inTouch], Episodes: [] },
    at: ['UASC 0 DUC', 'OC3 0 IN_TOUCH', 'OC3 0 ACTIV', 'OC3 0 ACCOM'],
  },
  '134': {
    passes: { AD1: [adopted], OC3: [blank] },
    fails: { AD1: [adopted], OC3: [inTouch] },
  },
  '187': {
    passes: { AD1: [adopted], OC3: [], Episodes: [episode('05/01/2025', '20/06/2026', 'E11')] },
    fails: { AD1: [adopted], OC3: [], Episodes: [allYear] },
  },
  '215': {
    passes: { OC3: [inTouch], OC2: [{ CHILD: 'A2', TEETH_CHECK: '1', IMMUNISATIONS: '1' }] },
    fails: { OC3: [inTouch], OC2: [{ TEETH_CHECK: '1', IMMUNISATIONS: '1' }] },
  },
}
