// Reviews of looked-after children, and how the child took part.
import { findCode } from '../../codes/code-lists.ts'
import { isUnreadable } from '../../engine/rows.ts'
import { isShortBreak, rules, turns } from '../child.ts'

const isParticipation = (code: string | null): code is string =>
  code !== null && findCode('review-participation', code) !== undefined
/** The only code for a child who was too young to be asked. */
const underFour = 'PN0'

export const reviews = rules([
  {
    code: '166',
    since: 2023,
    says: 'The date of the review is blank or is not a real date',
    fix: 'Fill in REVIEW as DD/MM/YYYY',
    who: 'reviewing officer',
    severity: 'error',
    stage: 1,
    blames: { Reviews: ['REVIEW'] },
    each: 'Reviews',
    wrong: ({ REVIEW }) => REVIEW === null || isUnreadable(REVIEW),
  },
  {
    code: '167',
    since: 2023,
    says: 'How the child took part (REVIEW_CODE) is blank, is not one of PN0 to PN7, or stands without the date of a review',
    fix: 'Fill in REVIEW_CODE with a code from PN0 to PN7; fill in REVIEW, or take the row out if there was no review',
    who: 'reviewing officer',
    severity: 'error',
    stage: 1,
    blames: { Reviews: ['REVIEW_CODE'] },
    each: 'Reviews',
    wrong: ({ REVIEW, REVIEW_CODE }) =>
      REVIEW_CODE === null ? REVIEW !== null : REVIEW === null || !isParticipation(REVIEW_CODE),
  },
  {
    code: '440',
    since: 2023,
    says: 'PN0 is for a child under 4, but by the dates this child was 4 or over at the review',
    fix: 'Choose PN1 to PN7 for how the child took part, or correct DOB or REVIEW',
    who: 'reviewing officer',
    severity: 'error',
    stage: 1,
    blames: { Reviews: ['DOB', 'REVIEW', 'REVIEW_CODE'] },
    each: 'Reviews',
    wrong: ({ DOB, REVIEW, REVIEW_CODE }) => REVIEW_CODE === underFour && REVIEW !== null && REVIEW >= turns(DOB, 4),
  },
  {
    code: '441',
    since: 2023,
    says: 'PN1 to PN7 are for a child of 4 or over, but by the dates this child was under 4 at the review',
    fix: 'Choose PN0, or correct DOB or REVIEW',
    who: 'reviewing officer',
    severity: 'error',
    stage: 1,
    blames: { Reviews: ['DOB', 'REVIEW', 'REVIEW_CODE'] },
    each: 'Reviews',
    wrong: ({ DOB, REVIEW, REVIEW_CODE }) =>
      isParticipation(REVIEW_CODE) && REVIEW_CODE !== underFour && REVIEW !== null && REVIEW < turns(DOB, 4),
  },
  {
    code: '399',
    since: 2023,
    says: 'A child who is looked after only for short breaks (V3 or V4) has a review or the field MOTHER, which are not asked',
    fix: 'Take the reviews out and leave MOTHER blank; or correct LS if these are not short breaks',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Header: ['MOTHER'], Episodes: ['LS'], Reviews: ['REVIEW', 'REVIEW_CODE'] },
    optional: ['Reviews'],
    check: (child, blame) => {
      if (child.Episodes.length === 0 || !child.Episodes.every(isShortBreak)) return
      const headers = child.Header.filter(({ MOTHER }) => MOTHER !== null)
      const held = child.Reviews.filter(({ REVIEW, REVIEW_CODE }) => REVIEW !== null || REVIEW_CODE !== null)
      if (headers.length + held.length > 0) blame(...headers, ...held, ...child.Episodes)
    },
  },
])
