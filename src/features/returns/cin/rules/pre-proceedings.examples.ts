import type { Examples, Written } from '../testing.ts'

const steps = (...rows: Readonly<Record<string, string | null>>[]): Written => ({ PreProceedings: rows })
const started = { PPStartDate: '2026-09-09' }
const decided = { StepDecisionDate: '2026-12-01' }
const applied = { CourtAppDate: '2026-12-18' }

export const preProceedingsExamples: Examples = {
  '8995Q': { passes: steps(started), fails: steps(), at: ['whole return'] },
  '9000Q': { passes: steps(started, {}), fails: steps({ LBPSentDate: '2026-09-20' }), at: ['whole return'] },
  '9005': { passes: steps(started, {}), fails: steps({ PPStartDate: '2026-03-31' }) },
  '9006': {
    passes: steps({ ...started, LBPSentDate: '2026-09-09' }, { LBPSentDate: '2026-09-20' }),
    fails: steps({ ...started, LBPSentDate: '2026-09-08' }, { LBPSentDate: '2027-04-01' }),
    at: ['PreProceedings 0 LBPSentDate', 'PreProceedings 1 LBPSentDate'],
  },
  '9007': {
    passes: steps({ LBPSentDate: '2026-09-20', FGDMMeetingOffer: '0' }, {}),
    fails: steps({ LBPSentDate: '2026-09-20' }),
    at: ['PreProceedings 0 FGDMMeetingOffer'],
  },
  '9008': {
    passes: steps({ InitialPPMeetingDate: '2026-09-28' }),
    fails: steps({ InitialPPMeetingDate: '2027-04-01' }),
  },
  '9009': {
    passes: steps({ ...started, ...decided }),
    fails: steps({ ...started, StepDecisionDate: '2026-09-08' }, { StepDecisionDate: '2026-03-01' }),
    at: ['PreProceedings 0 StepDecisionDate', 'PreProceedings 1 StepDecisionDate'],
  },
  '9010Q': {
    passes: steps({ FGDMMeetingOffer: '1', FGDMMeetingFac: '0' }, { FGDMMeetingOffer: '0' }),
    fails: steps({ FGDMMeetingOffer: 'true' }),
    at: ['PreProceedings 0 FGDMMeetingFac'],
  },
  // While they go on there is no outcome.
  '9011': { passes: steps({ PPOutcome: 'A' }, { PPOutcome: 'c' }, {}), fails: steps({ PPOutcome: 'D' }) },
  '9012': {
    passes: steps({ ...decided, ...applied }),
    fails: steps({ ...decided, CourtAppDate: '2026-11-30' }, { CourtAppDate: '2027-04-01' }),
    at: ['PreProceedings 0 CourtAppDate', 'PreProceedings 1 CourtAppDate'],
  },
  '9013': {
    passes: steps({ ...applied, LetterInitCPDate: '2026-12-18' }),
    fails: steps({ ...applied, LetterInitCPDate: '2026-12-17' }),
  },
  '9015Q': {
    passes: steps({ InitialPPMeetingDate: '2026-09-28', ReviewMeetingsCount: '0' }, {}),
    fails: steps({ InitialPPMeetingDate: '2026-09-28' }),
  },
}
