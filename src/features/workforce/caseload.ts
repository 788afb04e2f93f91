import { type Day, daysBetween, isAfter } from '../../lib/day.ts'

// How much work a caseload is, in points, against what a worker can carry. The weights are each council's own; the
// arithmetic is ours, inside what councils publish (four to ten points a case, ninety points in the first year).

export type Weights = {
  protection: number
  unsettled: number
  assessment: number
  need: number
  settled: number
  leaver: number
  other: number
  highRisk: number
  far: number
  sibling: number
  fullTime: number
  firstYear: number
  firstYearChildren: number
  reserve: number
  nearlyFull: number
}

export type CaseType = 'protection' | 'unsettled' | 'assessment' | 'need' | 'settled' | 'leaver' | 'other'

/** One child as far as their weight goes. `family`: brothers and sisters carry the same text; null stands alone. */
export type Case = { childId: string; type: CaseType; highRisk: boolean; far: boolean; family: string | null }

/** A state of a child that is open today. */
export type State = { kind: string; code: string | null; startsOn: Day; detail: Readonly<Record<string, unknown>> }

/** A placement that has lasted so many days is settled. */
const settledAfter = 183
const farMiles = 20

/** The kind of work a child is, from the states that are open today; the heaviest counts. */
export const caseType = (states: readonly State[], today: Day): CaseType => {
  const has = (...kinds: string[]): boolean => states.some((state) => kinds.includes(state.kind))
  if (has('child_protection_plan', 'proceedings', 'pre_proceedings', 'emergency_protection')) return 'protection'
  if (has('looked_after', 'remand')) {
    const placement = states
      .filter((state) => state.kind === 'placement')
      .reduce<State | null>((last, one) => (last === null || isAfter(one.startsOn, last.startsOn) ? one : last), null)
    const settled = placement !== null && daysBetween(placement.startsOn, today) >= settledAfter && !has('missing')
    return settled ? 'settled' : 'unsettled'
  }
  if (has('assessment', 'section_47', 'referral')) return 'assessment'
  if (has('child_in_need_plan')) return 'need'
  if (has('care_leaver')) return 'leaver'
  return 'other'
}

/** Kinds of risk that make the work heavier; a health need or a wish to be seen alone does not. */
const highRisks: readonly (string | null)[] = ['exploitation', 'going missing', 'self-harm', 'domestic abuse']

/** Miles from home, as the SSDA903 return counts them. */
const milesOf = (state: State): number => Number(state.detail.distance ?? 0)

export const caseOf = (childId: string, states: readonly State[], family: string | null, today: Day): Case => ({
  childId,
  type: caseType(states, today),
  highRisk: states.some(
    (state) =>
      state.kind === 'missing' ||
      (state.kind === 'risk' && (highRisks.includes(state.code) || state.detail.level === 'high')),
  ),
  far: states.some((state) => state.kind === 'placement' && milesOf(state) > farMiles),
  family,
})

const rounded = (points: number): number => Math.round(points * 10) / 10

/** The points of one child alone. */
export const pointsOf = (one: Pick<Case, 'type' | 'highRisk' | 'far'>, weights: Weights): number =>
  weights[one.type] + (one.highRisk ? weights.highRisk : 0) + (one.far ? weights.far : 0)

/** All points of a caseload, to one place. Of brothers and sisters the heaviest counts whole and each other one less. */
export const caseloadPoints = (cases: readonly Case[], weights: Weights): number => {
  let sum = 0
  const families = Map.groupBy(cases, (one) => one.family ?? ` ${one.childId}`)
  for (const together of families.values()) {
    const points = together.map((one) => pointsOf(one, weights)).sort((a, b) => b - a)
    sum += points.reduce((total, each, at) => total + (at === 0 ? each : each * weights.sibling), 0)
  }
  return rounded(sum)
}

export type Carrier = {
  /** whole-time equivalent, 0 to 1 */
  fte: number
  /** in the first year of practice */
  firstYear: boolean
  /** points taken by other duties: mentoring, practice education, panels */
  duties: number
}

/** The points a worker can carry, after what is kept free and other duties; never below nought. */
export const capacityOf = (carrier: Carrier, weights: Weights): number =>
  Math.max(
    0,
    rounded(
      (carrier.firstYear ? weights.firstYear : weights.fullTime) * carrier.fte -
        weights.reserve * carrier.fte -
        carrier.duties,
    ),
  )

export type Load = {
  points: number
  capacity: number
  /** whole percent of capacity; null where nothing can be carried */
  percent: number | null
  children: number
  state: 'room' | 'nearly full' | 'over'
  /** why it is over, in words; null when it is not */
  over: string | null
}

const pointsOver = (points: number): string => `${points} ${points === 1 ? 'point' : 'points'} over`

/** A caseload against what the worker can carry: over the ceiling needs a manager's dated plan. */
export const loadOf = (cases: readonly Case[], carrier: Carrier, weights: Weights): Load => {
  const points = caseloadPoints(cases, weights)
  const capacity = capacityOf(carrier, weights)
  const percent = capacity === 0 ? null : Math.round((points / capacity) * 100)
  const children = new Set(cases.map((one) => one.childId)).size
  const many = carrier.firstYear && children > weights.firstYearChildren
  const over = many
    ? `${children - weights.firstYearChildren} over the ${weights.firstYearChildren} children of a first year`
    : points > capacity
      ? pointsOver(rounded(points - capacity))
      : null
  const nearly = capacity > 0 && points >= (capacity * weights.nearlyFull) / 100
  return { points, capacity, percent, children, over, state: over ? 'over' : nearly ? 'nearly full' : 'room' }
}

/** The plain count that the Department for Education publishes: cases for each whole-time case-holder, to one place. */
export const plainCaseload = (cases: number, caseHolderFte: number): number | null =>
  caseHolderFte === 0 ? null : rounded(cases / caseHolderFte)

/** The work of a reviewing officer or a conference chair is not weighed in points. */
export const isWeighed = (allocationRole: string | null): boolean =>
  allocationRole !== 'reviewing officer' && allocationRole !== 'conference chair'
