import { type Day, daysBetween, isAfter } from '../../../lib/day.ts'

/** Why a record may be open to named people only. The words stand in the database's own list too. */
export const restrictionGrounds = {
  'relative of staff': 'The child is related to a member of staff',
  'media interest': 'The press takes an interest',
  'risk to the child or carer': 'Somebody could find and harm the child or carer',
  adoption: 'Adoption',
} as const
export type RestrictionGround = keyof typeof restrictionGrounds
export const restrictionGroundNames = Object.keys(restrictionGrounds) as RestrictionGround[]

/** A restriction is looked at again after 90 days unless sooner is chosen, and never later than a year. */
export const usualReview = (today: Day): Day => today.add({ days: 90 })

/** What is wrong with a review date, or null. */
export const reviewProblem = (reviewOn: Day, today: Day): string | null => {
  if (!isAfter(reviewOn, today)) return 'The review must be after today'
  if (daysBetween(today, reviewOn) > 366)
    return 'The review must be within a year. A restriction that is still needed can be renewed'
  return null
}
