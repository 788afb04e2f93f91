import {
  type Change,
  type Content,
  changesBetween,
  type Difference,
  merge,
  needsReview,
  placeOf,
  standings,
} from './template.ts'

export type EffectOn = {
  /** what reads differently in this council afterwards */
  changes: readonly Change[]
  /** its differences, each as it will stand */
  differences: readonly { label: string; says: string; standing: string; review: boolean; newly: boolean }[]
}

const asContent = (content: Content, differences: readonly Difference[]): Content => ({
  sections: merge(content, differences).sections,
})

/** What a new version does in one council: none of its differences is lost, and those to look at are named. */
export const effectOn = (before: Content, after: Content, differences: readonly Difference[]): EffectOn => {
  const was = new Map(merge(before, differences).stood.map((one) => [one.difference.differenceId, one.standing]))
  return {
    changes: changesBetween(asContent(before, differences), asContent(after, differences)),
    differences: merge(after, differences).stood.map(({ difference, standing }) => ({
      label:
        (placeOf(after, difference.effect, difference.place) ?? placeOf(before, difference.effect, difference.place))
          ?.label ?? difference.original,
      says: difference.effect === 'leaves out' ? 'left out' : difference.says,
      standing: standings[standing],
      review: needsReview(standing),
      newly: was.get(difference.differenceId) !== standing,
    })),
  }
}
