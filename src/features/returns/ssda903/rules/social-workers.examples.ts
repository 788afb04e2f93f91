import type { Examples } from '../testing.ts'

const before = { SW_ID: 'SW00123', SW_DECOM: '02/02/2026', SW_DEC: '01/09/2026', SW_REASON: 'FCONTA' }
const now = { SW_ID: 'SW00456', SW_DECOM: '01/09/2026', SW_DEC: null, SW_REASON: 'LEFTRL' }
const inCare = { DECOM: '03/06/2026', RNE: 'S', LS: 'C2', DEC: null, REC: null }
const leftCare = { ...inCare, DEC: '02/02/2027', REC: 'E4A' }

/** The same worker in the return of another year. */
const inYear = (year: number, row: Record<string, string | null>): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(row).map(([column, cell]) => [
      column,
      cell?.replace(/^(\d\d\/\d\d\/)(20\d\d)$/, (_, day: string, of: string) => `${day}${Number(of) + year - 2027}`) ??
        null,
    ]),
  )

export const socialWorkerExamples: Examples = {
  SW01STG1: {
    passes: {
      Episodes: [inCare, { CHILD: 'A2', ...leftCare }, { CHILD: 'A3', ...inCare, LS: 'V4' }].map((row) =>
        inYear(2024, row),
      ),
      SWEpisodes: [now],
    },
    // The second child has no worker at all.
    fails: {
      Episodes: [inCare, { CHILD: 'A2', ...inCare }].map((row) => inYear(2024, row)),
      SWEpisodes: [{ ...now, SW_REASON: null }],
    },
    at: ['Episodes 0 DEC', 'Episodes 1 DEC'],
  },
  SW01aSTG1: {
    passes: {
      SWEpisodes: [
        { ...now, SW_DECOM: '31/03/2023', SW_REASON: null },
        { ...now, SW_DECOM: '01/04/2023', SW_ID: null },
      ],
    },
    fails: {
      SWEpisodes: [
        { ...now, SW_DECOM: '31/03/2023', SW_ID: null },
        { ...now, SW_DECOM: null },
      ],
    },
    at: ['SWEpisodes 0 SW_DECOM', 'SWEpisodes 0 SW_ID', 'SWEpisodes 1 SW_DECOM', 'SWEpisodes 1 SW_ID'],
  },
  SW01bSTG1: {
    passes: { SWEpisodes: [now, { ...now, SW_DECOM: '31/03/2023', SW_REASON: null }] },
    fails: { SWEpisodes: [{ ...now, SW_DECOM: '01/04/2023', SW_REASON: null }] },
  },
  SW03STG1: {
    passes: { SWEpisodes: [now] },
    fails: { SWEpisodes: [{ ...now, SW_ID: null }] },
  },
  'SW02STG1@2025': {
    passes: { SWEpisodes: [now, { ...now, SW_ID: 'XX' }] },
    fails: { SWEpisodes: [{ ...now, SW_ID: 'AB123' }] },
  },
  SW02STG1: {
    passes: { SWEpisodes: [now, { ...now, SW_ID: 'XX07' }] },
    fails: {
      SWEpisodes: [
        { ...now, SW_ID: 'XX' },
        { ...now, SW_ID: '00456' },
        { ...now, SW_ID: null },
      ],
    },
    at: ['SWEpisodes 0 SW_ID', 'SWEpisodes 1 SW_ID', 'SWEpisodes 2 SW_ID'],
  },
  'SW04STG1@2025': {
    passes: { SWEpisodes: [now, { ...now, SW_DECOM: null }] },
    // A date of which a part is not known is not a date: the department's later words leave no doubt.
    fails: { SWEpisodes: [{ ...now, SW_DECOM: '01/01/ZZZZ' }] },
  },
  SW04STG1: {
    passes: { SWEpisodes: [now] },
    fails: {
      SWEpisodes: [
        { ...now, SW_DECOM: '31/09/2026' },
        { ...now, SW_DECOM: null },
      ],
    },
    at: ['SWEpisodes 0 SW_DECOM', 'SWEpisodes 1 SW_DECOM'],
  },
  SW05STG1: {
    passes: { SWEpisodes: [before, now] },
    fails: { SWEpisodes: [{ ...before, SW_DEC: '31/09/2026' }] },
  },
  'SW13STG1@2024': {
    passes: { SWEpisodes: [now] },
    fails: { SWEpisodes: [{ ...now, SW_REASON: null }] },
  },
  SW13STG1: {
    passes: { SWEpisodes: [now, { ...now, SW_DECOM: '31/03/2023', SW_REASON: null }] },
    // The start of the last cannot be read; what is not in the list is wrong all the same.
    fails: {
      SWEpisodes: [
        { ...now, SW_REASON: null },
        { ...now, SW_DECOM: '31/09/2026', SW_REASON: 'BUSY' },
      ],
    },
    at: ['SWEpisodes 0 SW_REASON', 'SWEpisodes 1 SW_REASON'],
  },
  SW15STG2: {
    passes: { SWEpisodes: [{ ...now, SW_DECOM: '31/03/2023', SW_REASON: null }] },
    fails: { SWEpisodes: [{ ...now, SW_DECOM: '01/04/2023', SW_REASON: null }] },
  },
  SW06STG2: {
    passes: { SWEpisodes: [before, { ...now, SW_DECOM: '31/03/2027' }] },
    fails: { SWEpisodes: [{ ...now, SW_DECOM: '01/04/2027' }] },
  },
  'SW07STG2@2024': {
    passes: { SWEpisodes: [now, { ...before, SW_DEC: '01/04/2023' }] },
    fails: { SWEpisodes: [{ ...before, SW_DEC: '31/03/2023' }] },
  },
  SW07STG2: {
    passes: { SWEpisodes: [now, { ...before, SW_DEC: '01/04/2025' }] },
    fails: {
      SWEpisodes: [
        { ...before, SW_DEC: '31/03/2025' },
        { ...before, SW_DEC: '01/04/2027' },
      ],
    },
    at: ['SWEpisodes 0 SW_DEC', 'SWEpisodes 1 SW_DEC'],
  },
  'SW09STG2@2025': {
    passes: { SWEpisodes: [{ ...before, SW_DEC: '03/02/2026' }] },
    fails: { SWEpisodes: [{ ...before, SW_DEC: before.SW_DECOM }] },
  },
  SW09STG2: {
    passes: { SWEpisodes: [now, { ...before, SW_DEC: '05/02/2026' }] },
    fails: { SWEpisodes: [{ ...before, SW_DEC: '04/02/2026' }] },
  },
  SW08STG2: {
    passes: { SWEpisodes: [now, before] },
    fails: { SWEpisodes: [now, { ...before, SW_DEC: null }] },
    at: ['SWEpisodes 1 SW_DEC'],
  },
  SW14STG2: {
    passes: { SWEpisodes: [now, before].map((row) => inYear(2024, row)) },
    fails: { SWEpisodes: [now, { ...before, SW_DEC: null }].map((row) => inYear(2024, row)) },
    at: ['SWEpisodes 1 SW_DEC'],
  },
  'SW10STG2@2024': {
    passes: { SWEpisodes: [now, before] },
    fails: { SWEpisodes: [{ ...now, SW_DECOM: '09/09/2026', SW_REASON: 'FCONTA' }, before] },
    at: ['SWEpisodes 0 SW_DECOM'],
  },
  SW10STG2: {
    passes: {
      SWEpisodes: [
        { ...now, SW_DECOM: '08/09/2026' },
        before,
        { CHILD: 'A2', ...before },
        { CHILD: 'A2', ...now, SW_DECOM: '01/12/2026', SW_REASON: 'FCONTA' },
      ],
    },
    fails: {
      SWEpisodes: [
        { ...now, SW_DECOM: '09/09/2026' },
        before,
        { CHILD: 'A2', ...now, SW_DECOM: '24/08/2026' },
        { CHILD: 'A2', ...before },
      ],
    },
    at: ['SWEpisodes 0 SW_DECOM', 'SWEpisodes 2 SW_DECOM'],
  },
  SW11aSTG2: {
    passes: { SWEpisodes: [now, before].map((row) => inYear(2024, row)) },
    fails: {
      SWEpisodes: [
        inYear(2024, { ...now, SW_DECOM: '07/09/2026' }),
        inYear(2024, before),
        inYear(2024, { CHILD: 'A2', ...before }),
      ],
    },
    at: ['SWEpisodes 0 SW_DEC', 'SWEpisodes 2 SW_DEC'],
  },
  SW11bSTG2: {
    // The second child left care before the worker ended.
    passes: {
      Episodes: [inCare, { CHILD: 'A2', ...leftCare }],
      SWEpisodes: [
        { ...before, SW_DEC: '29/03/2027' },
        { ...now, SW_DECOM: '29/03/2027' },
        { CHILD: 'A2', ...before, SW_DEC: '29/03/2027' },
      ],
    },
    fails: { Episodes: [inCare], SWEpisodes: [{ ...before, SW_DEC: '29/03/2027' }] },
  },
  SW12STG2: {
    // The worker was there before the child came into care, and still is.
    passes: {
      Episodes: [inCare, { CHILD: 'A2', ...leftCare }, { CHILD: 'A3', ...inCare, LS: 'V4' }],
      SWEpisodes: [{ ...before, SW_DEC: null }],
    },
    // The first child has no worker since coming into care; of the second no worker was there when they left before.
    fails: {
      Episodes: [
        inCare,
        { CHILD: 'A2', DECOM: '01/02/2026', RNE: 'S', LS: 'C2', DEC: '01/05/2026', REC: 'E4A' },
        { CHILD: 'A2', ...inCare },
      ],
      SWEpisodes: [
        { ...before, SW_DEC: '01/05/2026' },
        { CHILD: 'A2', ...now },
      ],
    },
    at: ['Episodes 0 DECOM', 'Episodes 0 DEC', 'Episodes 1 DECOM', 'Episodes 1 DEC'],
  },
  SW16aSTG2: {
    passes: { SWEpisodes: [before, now], SWEpisodes_last: [{ ...before, SW_DEC: null }] },
    fails: { SWEpisodes: [now], SWEpisodes_last: [{ ...before, SW_DEC: null }] },
    at: ['SWEpisodes 0 SW_ID'],
  },
  SW16bSTG2: {
    passes: { SWEpisodes: [before, now], SWEpisodes_last: [{ ...before, SW_DEC: null }] },
    fails: { SWEpisodes: [before, now], SWEpisodes_last: [{ ...before, SW_DECOM: '03/02/2026', SW_DEC: null }] },
    at: ['SWEpisodes 0 SW_DECOM'],
  },
  SW16cSTG2: {
    passes: { SWEpisodes: [before, now], SWEpisodes_last: [{ ...before, SW_DEC: null }] },
    fails: { SWEpisodes: [before, now], SWEpisodes_last: [{ ...before, SW_REASON: 'OTHERS', SW_DEC: null }] },
    at: ['SWEpisodes 0 SW_REASON'],
  },
  SW17STG2: {
    // The second child left care in February: nobody need be allocated to them as a looked-after child in March.
    passes: {
      Episodes: [inCare, { CHILD: 'A2', ...leftCare }],
      SWEpisodes: [before, now, { CHILD: 'A2', ...before, SW_DEC: '02/02/2027' }],
    },
    fails: { Episodes: [inCare], SWEpisodes: [{ ...now, SW_DEC: '01/02/2027' }, before] },
    at: ['SWEpisodes 0 SW_DEC', 'SWEpisodes 0 SW_DECOM'],
  },
}
