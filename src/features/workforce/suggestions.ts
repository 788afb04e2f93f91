import { type Carrier, type Case, type Load, loadOf, type Weights } from './caseload.ts'

// Who might take a child that nobody holds. Never by a protected characteristic of worker or child: what is not passed in
// cannot count. The manager chooses; the reasons are kept with the allocation.

export type Reason = 'sibling' | 'before' | 'language' | 'load' | 'team'

export type Able = Carrier & {
  workerId: string
  name: string
  cases: readonly Case[]
  /** languages the worker works in, as far as they are recorded */
  languages: readonly string[]
  /** in the team that is asked for */
  inTeam: boolean
}

export type Wanted = {
  one: Case
  /** workers who hold a brother or sister today */
  siblingsHeldBy: readonly string[]
  /** workers who held this child before */
  heldBefore: readonly string[]
  /** the language the family needs; null when none is recorded */
  language: string | null
}

export type Suggestion = {
  workerId: string
  name: string
  after: Load
  /** the reasons by name, for the allocation to keep */
  reasons: Reason[]
  /** the same in words, the caseload after it first */
  words: string[]
}

const weightOf: Readonly<Record<Reason, number>> = { sibling: 100, before: 40, language: 25, team: 10, load: 0 }

/**
 * Up to three workers, best first, each with every reason. A worker whom the child would take over the ceiling is left
 * out while anybody else can take it; a first-year worker is never asked beyond the protected number.
 */
export const suggest = (wanted: Wanted, able: readonly Able[], weights: Weights): Suggestion[] => {
  const judged = able.map((worker) => {
    const holdsSibling = wanted.siblingsHeldBy.includes(worker.workerId)
    const after = loadOf([...worker.cases, wanted.one], worker, weights)
    const reasons: Reason[] = [
      ...(holdsSibling ? (['sibling'] as const) : []),
      ...(wanted.heldBefore.includes(worker.workerId) ? (['before'] as const) : []),
      ...(wanted.language !== null && worker.languages.includes(wanted.language) ? (['language'] as const) : []),
      ...(worker.inTeam ? (['team'] as const) : []),
    ]
    return {
      worker,
      after,
      reasons,
      worth: reasons.reduce((sum, reason) => sum + weightOf[reason], 0) - (after.percent ?? 1000) / 2,
    }
  })
  const possible = judged.filter(({ worker, after }) => worker.fte > 0 && !(worker.firstYear && after.over))
  const within = possible.filter(({ after }) => after.over === null)
  const chosen = (within.length > 0 ? within : possible)
    .toSorted((a, b) => b.worth - a.worth || a.worker.name.localeCompare(b.worker.name))
    .slice(0, 3)
  const lightest = Math.min(...chosen.map(({ after }) => after.percent ?? 1000))
  return chosen.map(({ worker, after, reasons }) => {
    const light = (after.percent ?? 1000) === lightest
    return {
      workerId: worker.workerId,
      name: worker.name,
      after,
      reasons: light ? [...reasons, 'load'] : reasons,
      words: [
        `${after.points} of ${after.capacity} points after this${after.percent === null ? '' : `, ${after.percent}%`}${after.over ? `: ${after.over}` : ''}`,
        ...(reasons.includes('sibling') ? ['holds a brother or sister'] : []),
        ...(reasons.includes('before') ? ['has known this child before'] : []),
        ...(reasons.includes('language') ? [`works in ${wanted.language}`] : []),
        ...(light && chosen.length > 1 ? ['the lightest caseload of these'] : []),
      ],
    }
  })
}
