import { birthday } from './counting.ts'
import { mustEnd, timescale } from './shapes.ts'

/** The eighteenth birthday; leave granted or a family found ends the spell before it (rule 304). */
export const unaccompaniedStatus = timescale(
  {
    id: 'uasc-status-end',
    stage: 'unaccompanied',
    duty: 'End of UASC status',
    from: '18th birthday or grant, earlier',
    within: 18,
    unit: 'year',
    repeats: null,
    owner: '',
    source: 'SSDA903 rule 304, field DUC',
    status: 'read',
    kind: 'limit',
  },
  mustEnd(
    (known) => (known.bornOn === null ? [] : known.spells('unaccompanied')),
    (known) => (known.bornOn === null ? null : birthday(known.bornOn, 18)),
  ),
)
