// When episodes begin and end: real days, in the year, each after the other, and not before the child was born.
import { dayNumber } from '../../../../lib/day-number.ts'
import { isReadable, isUnreadable } from '../../engine/rows.ts'
import { type Rule, rules } from '../child.ts'

/** The Children Act 1989 came into force; no period of care under it began earlier. */
const childrenAct = dayNumber(1991, 10, 14)

const notADate = (code: string, column: 'DECOM' | 'DEC', which: string): Rule => ({
  code,
  since: 2023,
  says: `The date on which the episode ${which} (${column}) is not a date that exists`,
  fix: `Write ${column} as day, month and year, such as 05/09/2026`,
  who: 'data officer',
  severity: 'error',
  stage: 1,
  blames: { Episodes: [column] },
  each: 'Episodes',
  wrong: (episode) => isUnreadable(episode[column]),
})

export const episodeDates = rules([
  notADate('141', 'DECOM', 'began'),
  notADate('147', 'DEC', 'ended'),
  {
    code: '148',
    since: 2023,
    says: 'The episode has an end date without a reason for ending, or a reason without a date',
    fix: 'Fill in both DEC and REC if the episode has ended, or neither if it goes on',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['DEC', 'REC'] },
    each: 'Episodes',
    wrong: ({ DEC, REC }) => (DEC === null) !== (REC === null),
  },
  {
    code: '353',
    since: 2023,
    says: 'The episode begins before 14 October 1991, when the Children Act 1989 came into force',
    fix: 'Correct DECOM: somebody looked after on that day is long grown up',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['DECOM'] },
    each: 'Episodes',
    wrong: ({ DECOM }) => DECOM !== null && DECOM < childrenAct,
  },
  {
    code: '354',
    since: 2023,
    says: 'The episode begins after 31 March, when the year of this return ends',
    fix: 'Correct DECOM, or leave the episode for the next return',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['DECOM'] },
    each: 'Episodes',
    wrong: ({ DECOM }, run) => DECOM !== null && DECOM > run.end,
  },
  {
    code: '385',
    since: 2023,
    says: 'The episode ends after 31 March, when the year of this return ends',
    fix: 'Correct DEC, or leave DEC and REC blank: an episode that was open on 31 March is returned as open',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['DEC'] },
    each: 'Episodes',
    wrong: ({ DEC }, run) => DEC !== null && DEC > run.end,
  },
  {
    code: '355',
    since: 2023,
    says: 'The episode ends on the day it begins',
    fix: 'Correct DECOM or DEC, or take the episode out: one that lasted under 24 hours is not returned',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['DECOM', 'DEC'] },
    each: 'Episodes',
    // A date that cannot be read is NaN, and equal to nothing.
    wrong: ({ DECOM, DEC }) => DECOM !== null && DECOM === DEC,
  },
  {
    code: '356',
    since: 2023,
    says: 'The episode ends before it begins',
    fix: 'Correct DECOM or DEC; the two may have been swapped, or the year mistyped',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['DECOM'] },
    each: 'Episodes',
    wrong: ({ DECOM, DEC }) => DECOM !== null && DEC !== null && DEC < DECOM,
  },
  {
    code: '302',
    since: 2023,
    says: "The child's first episode begins before the child was born",
    fix: 'Correct DECOM of the episode or DOB in the Header, whichever is mistaken',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DECOM'], Header: ['DOB'] },
    check: (child, blame) => {
      const [first] = child.episodes
      if (!first) return
      const tooLate = child.Header.filter(({ DOB }) => isReadable(DOB) && DOB > (first.DECOM as number))
      if (tooLate.length > 0) blame(first, ...tooLate)
    },
  },
  {
    code: '142',
    since: 2023,
    says: 'An earlier episode is still open although the child has a later one',
    fix: 'Give the earlier episode its DEC and REC',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DEC', 'REC'] },
    check: (child, blame) => {
      for (const episode of child.episodes) {
        if (episode.next && (episode.DEC === null || episode.REC === null)) blame(episode)
      }
    },
  },
  {
    code: '501',
    since: 2023,
    says: 'The episode begins before the episode ahead of it has ended',
    fix: 'Correct DECOM here or DEC of the episode before, so that one begins on the day the other ends or later',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DECOM', 'DEC'] },
    check: (child, blame) => {
      for (const { next, DEC } of child.episodes) {
        if (next && DEC !== null && (next.DECOM as number) < DEC) blame(next)
      }
    },
  },
])
