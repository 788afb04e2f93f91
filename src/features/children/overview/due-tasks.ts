import { visitKindOf } from '../visits/visit.ts'

// Which form starts what is due.

export type DueTask = { path: string; may: 'record a visit' | 'record a step' }

/** Where the thing is started, below the child's own address. */
export const dueTask = (timescale: string): DueTask => {
  const visit = timescale === 'cla-visit-asked' ? 'looked_after' : visitKindOf(timescale)
  return visit === null
    ? { path: `/steps/new?due=${encodeURIComponent(timescale)}`, may: 'record a step' }
    : { path: `/visits/new?kind=${visit}`, may: 'record a visit' }
}

/** Whether a timescale asks for the child to be seen. */
export const isVisit = (timescale: string): boolean =>
  visitKindOf(timescale) !== null || timescale === 'cla-visit-asked'
