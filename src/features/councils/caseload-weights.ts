// How much work a child is, in points, and how many points a worker can carry: each council's own choice, kept by date.
// The arithmetic itself is workforce/caseload.ts.

export type CaseloadWeights = {
  /** a child on a protection plan, or with a case in court */
  protection: number
  /** in care, and not yet settled where they live */
  unsettled: number
  assessment: number
  need: number
  /** in care, and settled */
  settled: number
  leaver: number
  /** any other open work: early help, private fostering, short breaks */
  other: number
  /** added for a high risk */
  highRisk: number
  /** added when the child lives more than 20 miles away */
  far: number
  /** what a brother or sister counts after the first, as a share of their points */
  sibling: number
  /** points a full-time worker can carry before anything is taken off */
  fullTime: number
  /** the same in a worker's first year in practice */
  firstYear: number
  /** most children in the first year */
  firstYearChildren: number
  /** points kept free for each full-time worker, so that the unexpected fits in */
  reserve: number
  /** percent of capacity from which a caseload is shown as nearly full */
  nearlyFull: number
}

/** Ours, inside the four to ten points a case that councils publish; a council changes them. */
export const defaultWeights: CaseloadWeights = {
  protection: 10,
  unsettled: 8,
  assessment: 7,
  need: 6,
  settled: 5,
  leaver: 4,
  other: 4,
  highRisk: 2,
  far: 1,
  sibling: 0.6,
  fullTime: 100,
  firstYear: 90,
  firstYearChildren: 12,
  reserve: 15,
  nearlyFull: 90,
}

export const weightNames = Object.keys(defaultWeights) as (keyof CaseloadWeights)[]

/** The name under which the weights stand among a council's settings. */
export const weightsSetting = 'caseload'

/** The weights of a setting's value; what it leaves out, or says in something that is no number, is the default. */
export const weightsOf = (value: unknown): CaseloadWeights => {
  const said = (value ?? {}) as Record<string, unknown>
  const chosen = weightNames.flatMap((name) => {
    const number = said[name]
    return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? [[name, number] as const] : []
  })
  return { ...defaultWeights, ...Object.fromEntries(chosen) }
}
