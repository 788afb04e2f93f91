import { type Kind, kinds } from './brought.ts'
import type { ChildPlan, Tally } from './compare.ts'

/** Counts by kind of record; `changed` says how many of those matched are corrected. */
export type Counts = { created: Tally; matched: Tally; changed: Tally }

export const noCounts = (): Counts => ({ created: {}, matched: {}, changed: {} })

const addTo = (sum: Tally, more: Tally): void => {
  for (const [kind, count] of Object.entries(more)) sum[kind as Kind] = (sum[kind as Kind] ?? 0) + count
}

export const countsOf = (plans: readonly ChildPlan[], before: Counts = noCounts()): Counts => {
  const sum: Counts = { created: { ...before.created }, matched: { ...before.matched }, changed: { ...before.changed } }
  for (const plan of plans) {
    addTo(sum.created, plan.created)
    addTo(sum.matched, plan.matched)
    addTo(sum.changed, plan.changed)
  }
  return sum
}

const sumOf = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0)

const inOrder = (tally: Tally): Record<string, number> =>
  Object.fromEntries(kinds.flatMap((kind) => (tally[kind] ? [[kind, tally[kind]]] : [])))

/**
 * The counts as people and programs read them, kinds in their usual order. `changed` stands among the matched: how many
 * of them were corrected.
 */
export const told = (
  counts: Counts,
  rejected: number,
): { created: Record<string, number>; matched: Record<string, number>; rejected: number } => {
  const changed = sumOf(counts.changed)
  return {
    created: inOrder(counts.created),
    matched: { ...inOrder(counts.matched), ...(changed > 0 ? { changed } : {}) },
    rejected,
  }
}

/** Each kind once, with what becomes of it. */
export const rowsOf = (counts: Counts): { kind: Kind; created: number; matched: number; changed: number }[] =>
  kinds
    .map((kind) => ({
      kind,
      created: counts.created[kind] ?? 0,
      matched: counts.matched[kind] ?? 0,
      changed: counts.changed[kind] ?? 0,
    }))
    .filter(({ created, matched }) => created + matched > 0)
