import type { CaseloadWeights } from './caseload-weights.ts'

/** What each weight is called on the form and on the council's page, and what it means. */
export const weightLabels: Record<keyof CaseloadWeights, { label: string; hint: string }> = {
  protection: { label: 'Child protection plan or court', hint: 'Points for each child' },
  unsettled: { label: 'In care, not yet settled', hint: 'Points for each child' },
  assessment: { label: 'Assessment', hint: 'Points for each child' },
  need: { label: 'Child in need plan', hint: 'Points for each child' },
  settled: { label: 'In care, settled', hint: 'Points for each child' },
  leaver: { label: 'Care leaver', hint: 'Points for each young person' },
  other: { label: 'Any other open work', hint: 'Points for each child' },
  highRisk: { label: 'High risk', hint: 'Points added' },
  far: { label: 'Living more than 20 miles away', hint: 'Points added' },
  sibling: { label: 'Each brother or sister after the first', hint: 'A share of their points: 0.6 is six tenths' },
  fullTime: { label: 'A full-time worker can carry', hint: 'Points, before anything is taken off' },
  firstYear: { label: 'A worker in the first year can carry', hint: 'Points, before anything is taken off' },
  firstYearChildren: { label: 'Most children in the first year', hint: 'Children' },
  reserve: { label: 'Kept free for the unexpected', hint: 'Points for each full-time worker' },
  nearlyFull: { label: 'Nearly full from', hint: 'Percent of what a worker can carry' },
}
