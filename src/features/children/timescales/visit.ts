import type { VisitKind } from '../journey/kinds.ts'
import type { Happened, Known } from './known.ts'

/**
 * Visits of some kinds at which the child was seen. A visit that says nothing of it (an import) counts; one that says
 * the child was not seen does not.
 */
export const visitsOf = (known: Known, ...kinds: VisitKind[]): readonly Happened[] =>
  known.once(`visits: ${kinds.join()}`, () =>
    known.events('visit').filter(({ event }) => kinds.includes(event.code as VisitKind) && event.detail.seen !== false),
  )
