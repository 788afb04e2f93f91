import { type Day, isAfter } from '../../../lib/day.ts'
import { withName } from './prompts.ts'
import type { KeptDifference } from './queries.ts'
import {
  limitInWords,
  type Merged,
  type MergedSection,
  needsReview,
  type Part,
  partNames,
  standings,
} from './template.ts'

// A template as its page shows it: every local word beside the shared one it stands for.

type Shown = {
  id: string
  part: string
  effect: string
  shared: string
  why: string
  by: string
  since: Day
  reviewOn: Day
}

export type ShownSection = ReturnType<typeof sectionsToShow>[number]

/** The merged sections for a view, each local difference at its place. */
export const sectionsToShow = (
  sections: readonly MergedSection[],
  differences: readonly KeptDifference[],
  now: (differenceId: string) => string | null,
  nameOf: (workerId: string) => string,
) => {
  const local = (id: string | null | undefined, part: string): Shown[] => {
    const one = differences.find((difference) => difference.differenceId === id)
    if (!one) return []
    const shared = now(one.differenceId) ?? one.original
    const { effect, why, reviewOn } = one
    return [{ id: one.differenceId, part, effect, shared, why, by: nameOf(one.madeBy), since: one.madeOn, reviewOn }]
  }
  return sections.map((section) => ({
    key: section.key,
    title: section.title,
    local: local(section.titleBy, 'the heading'),
    items: section.items.map((item) => ({
      ...item,
      limitWords: item.limit === null ? null : limitInWords(item.limit),
      local: [
        ...local(item.addedBy, 'added'),
        ...Object.entries(item.differs).flatMap(([part, id]) => local(id, partNames[part as Part])),
      ],
    })),
  }))
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The same with {child} as people read it: "Did you see the child?". Texts inside lists and plain objects too. */
export const spoken = <T>(said: T): T => {
  if (typeof said === 'string') {
    const begins = said.startsWith('{child}')
    const read = withName(said, 'the child')
    return (begins ? capital(read) : read) as T
  }
  if (Array.isArray(said)) return said.map(spoken) as T
  if (said === null || typeof said !== 'object' || Object.getPrototypeOf(said) !== Object.prototype) return said
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, spoken(value)])) as T
}

/** Differences that somebody should look at, and why: what became of their place, or their day has come. */
export const toReview = (merged: Merged<KeptDifference>, today: Day) =>
  merged.stood.flatMap(({ difference, standing, now }) => {
    const late = !isAfter(difference.reviewOn, today)
    if (!needsReview(standing) && !late) return []
    return [
      {
        difference,
        now,
        changed: standing === 'original changed',
        because: needsReview(standing) ? standings[standing] : 'Its day of review has come',
      },
    ]
  })
