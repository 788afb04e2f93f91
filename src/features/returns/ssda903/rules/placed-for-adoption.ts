// The decision that a child should be placed for adoption, and its reversal.
import { differ, isReadable, isUnreadable } from '../../engine/rows.ts'
import type { Blame, Child, Episode, Row, Rule } from '../child.ts'
import { isShortBreak, rules } from '../child.ts'
import { isAdopted, isPlacedForAdoption } from './adoption.ts'
import { areStartsReadable, isLater, isNoCode } from './cells.ts'

type Decision = Row<'PlacedAdoption'>

const isReversed = ({ DATE_PLACED_CEASED, REASON_PLACED_CEASED }: Decision): boolean =>
  DATE_PLACED_CEASED !== null || REASON_PLACED_CEASED !== null

const mustBeDay = (code: string, column: 'DATE_PLACED' | 'DATE_PLACED_CEASED', says: string): Rule => ({
  code,
  since: 2023,
  says,
  fix: `Write ${column} as DD/MM/YYYY, a day that is in the calendar`,
  who: 'adoption team',
  severity: 'error',
  stage: 1,
  blames: { PlacedAdoption: [column] },
  each: 'PlacedAdoption',
  wrong: (row) => isUnreadable(row[column]),
})

/** An order that leads to adoption without a decision, or, while the order runs, with none but reversed ones. */
const orderNeedsDecision =
  (status: string) =>
  (child: Child, blame: Blame): void => {
    const decisions = child.PlacedAdoption
    const none = decisions.length === 0
    for (const episode of child.Episodes) if (none && episode.LS === status) blame(episode)
    const runs = child.Episodes.some(({ LS, DEC }) => LS === status && DEC === null)
    if (!none && runs && decisions.every(isReversed)) blame(...decisions)
  }

/** Left care other than by adoption after a placement or an order for adoption, with the decision left standing. */
const leftUnadopted =
  (orders: readonly string[]) =>
  (child: Child, blame: Blame): void => {
    const standing = child.PlacedAdoption.filter(
      ({ DATE_PLACED_CEASED, REASON_PLACED_CEASED }) => DATE_PLACED_CEASED === null || REASON_PLACED_CEASED === null,
    )
    if (child.PlacedAdoption.length > 0 && standing.length === 0) return
    for (const episode of child.Episodes) {
      const left = episode.REC !== null && episode.REC !== 'X1' && !isAdopted(episode)
      const onTheWay = isPlacedForAdoption(episode) || (episode.LS !== null && orders.includes(episode.LS))
      if (left && onTheWay) blame(episode, ...standing)
    }
  }

const leftUnadoptedRule = {
  code: '557',
  says: 'The child left care without being adopted but the decision to place them for adoption has not been reversed',
  fix: 'Give the day and the reason of the reversal in DATE_PLACED_CEASED and REASON_PLACED_CEASED',
  who: 'adoption team',
  severity: 'error',
  stage: 2,
  blames: { PlacedAdoption: ['DATE_PLACED_CEASED', 'REASON_PLACED_CEASED'], Episodes: ['PLACE', 'LS', 'REC'] },
} as const

/** The first of the child's episodes for which something holds; none when another may have come before it. */
const firstEpisode = (child: Child, holds: (episode: Episode) => boolean): Episode | undefined =>
  areStartsReadable(child) ? child.episodes.find(holds) : undefined

export const placedForAdoption = rules([
  mustBeDay(
    '115',
    'DATE_PLACED',
    'The date of the decision that the child should be placed for adoption is not a real date',
  ),
  mustBeDay(
    '116',
    'DATE_PLACED_CEASED',
    'The date of the decision that the child should no longer be placed for adoption is not a real date',
  ),
  {
    code: '120',
    since: 2023,
    says: 'The reason why the child should no longer be placed for adoption is not one of the codes of the return',
    fix: 'Put RD1, RD2, RD3 or RD4 in REASON_PLACED_CEASED',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { PlacedAdoption: ['REASON_PLACED_CEASED'] },
    each: 'PlacedAdoption',
    wrong: ({ REASON_PLACED_CEASED }) => isNoCode('ssda903-reason-no-longer-placed', REASON_PLACED_CEASED),
  },
  {
    code: '119',
    since: 2023,
    says: 'The reversal of the decision to place the child for adoption has a date without a reason, or a reason without a date',
    fix: 'Fill in both DATE_PLACED_CEASED and REASON_PLACED_CEASED, or neither if the decision stands',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { PlacedAdoption: ['REASON_PLACED_CEASED', 'DATE_PLACED_CEASED'] },
    each: 'PlacedAdoption',
    wrong: ({ DATE_PLACED_CEASED, REASON_PLACED_CEASED }) =>
      (DATE_PLACED_CEASED === null) !== (REASON_PLACED_CEASED === null),
  },
  {
    code: '563',
    since: 2023,
    says: 'A decision to place the child for adoption is reversed but there is no date of the decision itself',
    fix: 'Fill in DATE_PLACED',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { PlacedAdoption: ['DATE_PLACED', 'REASON_PLACED_CEASED', 'DATE_PLACED_CEASED'] },
    each: 'PlacedAdoption',
    wrong: (row) => row.DATE_PLACED === null && isReversed(row),
  },
  {
    code: '522',
    since: 2023,
    says: 'The decision to place the child for adoption is dated after the day on which it was reversed',
    fix: 'Correct DATE_PLACED or DATE_PLACED_CEASED',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { PlacedAdoption: ['DATE_PLACED', 'DATE_PLACED_CEASED'] },
    each: 'PlacedAdoption',
    wrong: ({ DATE_PLACED, DATE_PLACED_CEASED }) => isLater(DATE_PLACED, DATE_PLACED_CEASED),
  },
  {
    code: '184',
    since: 2023,
    says: 'The decision to place the child for adoption is dated before they were born',
    fix: 'Correct DATE_PLACED, or DOB in the Header',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED'] },
    reads: ['Header'],
    each: 'PlacedAdoption',
    wrong: ({ child, DATE_PLACED }) => isLater(child.header?.DOB ?? null, DATE_PLACED),
  },
  {
    code: '1003',
    since: 2023,
    says: 'The decision to place the child for adoption is dated before they came into care',
    fix: 'Correct DATE_PLACED, or DECOM of the first episode',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED'], Episodes: ['DECOM', 'RNE'] },
    check: (child, blame) => {
      const start = firstEpisode(child, ({ RNE }) => RNE === 'S')
      for (const row of child.PlacedAdoption) {
        if (start && isLater(start.DECOM, row.DATE_PLACED)) blame(row, start)
      }
    },
  },
  {
    code: '117',
    since: 2023,
    says: 'A decision about placing the child for adoption is dated after the year of the return or after the child left care',
    fix: 'Correct DATE_PLACED or DATE_PLACED_CEASED, or DEC of the last episode',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED', 'DATE_PLACED_CEASED'], Episodes: ['DEC', 'REC', 'DECOM'] },
    check: (child, blame, run) => {
      const last = areStartsReadable(child) ? child.episodes.findLast(({ REC }) => REC !== 'X1') : undefined
      for (const row of child.PlacedAdoption) {
        const tooLate = [row.DATE_PLACED, row.DATE_PLACED_CEASED].some(
          (day) => isLater(day, run.end) || isLater(day, last?.DEC ?? null),
        )
        if (tooLate) blame(row, ...(last ? [last] : []))
      }
    },
  },
  {
    code: '118',
    since: 2023,
    says: 'The decision to place the child for adoption was reversed before the year of the return or before they came into care',
    fix: 'Correct DATE_PLACED_CEASED, or take out a decision that was reversed in an earlier year',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED_CEASED'], Episodes: ['DECOM', 'LS'] },
    check: (child, blame, run) => {
      const first = firstEpisode(child, (episode) => !isShortBreak(episode))
      for (const row of child.PlacedAdoption) {
        const ceased = row.DATE_PLACED_CEASED
        if (isLater(run.start, ceased) || isLater(first?.DECOM ?? null, ceased)) blame(row, ...(first ? [first] : []))
      }
    },
  },
  {
    code: '551',
    since: 2023,
    says: 'The child is placed for adoption but there is no date of the decision that they should be',
    fix: 'Fill in DATE_PLACED, or correct PLACE',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['PLACE'] },
    reads: ['PlacedAdoption'],
    each: 'Episodes',
    wrong: (episode) =>
      isPlacedForAdoption(episode) && episode.child.PlacedAdoption.every(({ DATE_PLACED }) => DATE_PLACED === null),
  },
  {
    code: '552',
    since: 2023,
    says: 'The child was placed for adoption before it was decided that they should be',
    fix: 'Correct DATE_PLACED, or DECOM and PLACE of the episode with the adopters',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED'], Episodes: ['DECOM'] },
    check: (child, blame) => {
      const decision = child.inOrder.PlacedAdoption.at(-1)
      const placed = firstEpisode(child, isPlacedForAdoption)
      if (decision && placed && isLater(decision.DATE_PLACED, placed.DECOM)) blame(decision, placed)
    },
  },
  {
    code: '553',
    since: 2023,
    says: 'There is a placement order but no standing decision that the child should be placed for adoption',
    fix: 'Give the decision in DATE_PLACED; leave its reversal blank while the order runs; or correct LS',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: {
      PlacedAdoption: ['DATE_PLACED', 'DATE_PLACED_CEASED', 'REASON_PLACED_CEASED'],
      Episodes: ['LS'],
    },
    check: orderNeedsDecision('E1'),
  },
  {
    code: '555',
    since: 2023,
    until: 2024,
    says: 'There is a freeing order but no standing decision that the child should be placed for adoption',
    fix: 'Give the decision in DATE_PLACED; leave its reversal blank while the order runs; or correct LS',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: {
      PlacedAdoption: ['DATE_PLACED', 'DATE_PLACED_CEASED', 'REASON_PLACED_CEASED'],
      Episodes: ['LS'],
    },
    check: orderNeedsDecision('D1'),
  },
  {
    code: '554',
    since: 2023,
    says: 'The decision to place the child for adoption is dated after the placement order was made',
    fix: 'Correct DATE_PLACED, or LS and DECOM; confirm if the decision and the order are of different years',
    who: 'adoption team',
    // The return holds one year: an order or a decision of an earlier one is not seen.
    severity: 'query',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED'], Episodes: ['DECOM', 'LS'] },
    check: (child, blame) => {
      const order = firstEpisode(child, ({ LS }) => LS === 'E1')
      for (const row of child.PlacedAdoption) {
        if (order && isLater(row.DATE_PLACED, order.DECOM)) blame(row, order)
      }
    },
  },
  {
    code: '556',
    since: 2023,
    until: 2024,
    says: 'The decision to place the child for adoption is dated after the freeing order was made',
    fix: 'Correct DATE_PLACED, or LS and DECOM of the episode',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DECOM'] },
    reads: ['PlacedAdoption'],
    each: 'Episodes',
    wrong: ({ child, LS, DECOM }) =>
      LS === 'D1' && child.PlacedAdoption.some(({ DATE_PLACED }) => isLater(DATE_PLACED, DECOM)),
  },
  { ...leftUnadoptedRule, since: 2023, until: 2024, check: leftUnadopted(['D1', 'E1']) },
  // Freeing orders are no longer a legal status of the return.
  { ...leftUnadoptedRule, since: 2025, check: leftUnadopted(['E1']) },
  {
    code: '558',
    since: 2023,
    says: 'The child was adopted although the decision to place them for adoption is shown as reversed',
    fix: 'Take DATE_PLACED_CEASED and its reason out, give the later decision, or correct REC',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['REC'] },
    reads: ['PlacedAdoption'],
    each: 'Episodes',
    // A later decision that stands is one on which the child can be adopted.
    wrong: (episode) =>
      isAdopted(episode) &&
      episode.child.PlacedAdoption.length > 0 &&
      episode.child.PlacedAdoption.every(({ DATE_PLACED_CEASED }) => DATE_PLACED_CEASED !== null),
  },
  {
    code: '579',
    since: 2023,
    says: 'A decision to place the child for adoption begins while an earlier one still stands',
    fix: 'Correct the dates, so that the earlier decision is reversed before the new one is made',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED', 'DATE_PLACED_CEASED'] },
    each: 'PlacedAdoption',
    wrong: ({ DATE_PLACED, previous }) =>
      previous !== null && (previous.DATE_PLACED_CEASED === null || isLater(previous.DATE_PLACED_CEASED, DATE_PLACED)),
  },
  {
    code: '583',
    since: 2023,
    says: 'The child has another decision to place them for adoption, as late or later, but this one was never reversed',
    fix: 'Give DATE_PLACED_CEASED of the earlier decision, or take out the one that was not made',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED', 'DATE_PLACED_CEASED'] },
    each: 'PlacedAdoption',
    wrong: (row) =>
      row.DATE_PLACED_CEASED === null &&
      isReadable(row.DATE_PLACED) &&
      row.child.PlacedAdoption.some(
        (other) => other !== row && isReadable(other.DATE_PLACED) && !isLater(row.DATE_PLACED, other.DATE_PLACED),
      ),
  },
  {
    code: '559',
    since: 2023,
    says: "The decision to place the child for adoption is of an earlier year but was not in last year's return",
    fix: 'Correct DATE_PLACED; confirm if it is right and was left out last year',
    who: 'adoption team',
    severity: 'query',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED'] },
    reads: ['PlacedAdoption_last'],
    each: 'PlacedAdoption',
    wrong: ({ child, DATE_PLACED }, run) =>
      isLater(run.start, DATE_PLACED) && child.PlacedAdoption_last.every((last) => last.DATE_PLACED === null),
  },
  {
    code: '560',
    since: 2023,
    says: "The decision to place the child for adoption that stood in last year's return has another date this year",
    fix: 'Make DATE_PLACED the same as last year, or give the reversal of the earlier decision',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED', 'DATE_PLACED_CEASED'] },
    reads: ['PlacedAdoption_last'],
    check: (child, blame) => {
      for (const last of child.PlacedAdoption_last) {
        if (last.DATE_PLACED === null || last.DATE_PLACED_CEASED !== null) continue
        const now = child.PlacedAdoption
        if (now.length > 0 && now.every((row) => differ(row.DATE_PLACED, last.DATE_PLACED))) blame(...now)
      }
    },
  },
  {
    code: '561',
    since: 2023,
    says: "The decision to place the child for adoption was already shown as reversed in last year's return",
    fix: 'Take this decision out, or give DATE_PLACED of the new one',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED'] },
    reads: ['PlacedAdoption_last'],
    each: 'PlacedAdoption',
    wrong: ({ child, DATE_PLACED }) =>
      isReadable(DATE_PLACED) &&
      child.PlacedAdoption_last.some((last) => last.DATE_PLACED === DATE_PLACED && isReversed(last)),
  },
  {
    code: '584',
    since: 2023,
    says: "The decision to place the child for adoption is not later than the one that last year's return shows as reversed",
    fix: 'Check DATE_PLACED: a new decision comes after the one that was reversed',
    who: 'adoption team',
    severity: 'query',
    stage: 2,
    blames: { PlacedAdoption: ['DATE_PLACED'] },
    reads: ['PlacedAdoption_last'],
    each: 'PlacedAdoption',
    wrong: ({ child, DATE_PLACED }) =>
      child.PlacedAdoption_last.some(
        (last) =>
          isReversed(last) && isReadable(last.DATE_PLACED) && (DATE_PLACED === null || DATE_PLACED <= last.DATE_PLACED),
      ),
  },
])
