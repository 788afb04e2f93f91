// That an adoption fits the child's episodes and the decision to place them.
import { differ, isReadable, isUnreadable } from '../../engine/rows.ts'
import type { Period } from '../../engine/rule.ts'
import { type Child, type Episode, rules } from '../child.ts'
import { isEmptyAdoption, isIncompleteAdoption } from './adopters.ts'
import { areStartsReadable, isLater } from './cells.ts'

/** Care ended because the child was adopted: E11 unopposed, E12 after consent was dispensed with. */
export const isAdopted = ({ REC }: Episode): boolean => REC === 'E11' || REC === 'E12'
/** Placed with those who are to adopt them: A3 and A4 by consent, A5 and A6 under a placement order. */
export const isPlacedForAdoption = ({ PLACE }: Episode): boolean => PLACE !== null && /^A[3-6]$/.test(PLACE)

const adoptionsInYear = (child: Child, run: Period): Episode[] =>
  child.Episodes.filter(
    (episode) => isAdopted(episode) && isReadable(episode.DEC) && episode.DEC >= run.start && episode.DEC <= run.end,
  )

// A1, A2 and, as a reason, E1 are codes of earlier years, which the department's rule still names.
const withCarers = new Set(['A2', 'A3', 'A5'])
const withOthers = new Set(['A1', 'A4', 'A6'])

export const adoption = rules([
  {
    code: '601',
    since: 2023,
    says: 'The child was adopted in the year but what is asked about the adoption is missing or not complete',
    fix: 'Fill in the AD1 record of the child, or correct REC if they were not adopted',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: {
      Episodes: ['REC'],
      AD1: ['DATE_INT', 'DATE_MATCH', 'FOSTER_CARE', 'NB_ADOPTR', 'SEX_ADOPTR', 'LS_ADOPTR'],
    },
    check: (child, blame, run) => {
      const incomplete = child.AD1.filter(isIncompleteAdoption)
      if (child.AD1.length > 0 && incomplete.length === 0) return
      for (const episode of adoptionsInYear(child, run)) blame(episode, ...incomplete)
    },
  },
  {
    code: '602',
    since: 2023,
    says: 'There is an adoption record but no episode of the child ended with adoption in the year',
    fix: 'Correct DEC and REC of the last episode, or take the AD1 record out',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { AD1: ['CHILD'] },
    reads: ['Episodes'],
    each: 'AD1',
    wrong: (row, run) =>
      !isEmptyAdoption(row) &&
      adoptionsInYear(row.child, run).length === 0 &&
      !row.child.Episodes.some((episode) => isAdopted(episode) && isUnreadable(episode.DEC)),
  },
  {
    code: '334',
    since: 2023,
    says: 'The decision that the child should be placed for adoption is dated before they came into care this time',
    fix: 'Correct DATE_INT, or DECOM of the first episode of the period of care',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { AD1: ['DATE_INT'], Episodes: ['DECOM', 'RNE'] },
    check: (child, blame) => {
      const start = areStartsReadable(child) ? child.episodes.findLast(({ RNE }) => RNE === 'S') : undefined
      for (const row of start ? child.AD1 : []) {
        if (start && isLater(start.DECOM, row.DATE_INT)) blame(row, start)
      }
    },
  },
  {
    code: '521',
    since: 2023,
    says: 'The child was placed for adoption before it was decided that they should be',
    fix: 'Correct DATE_INT, or DECOM and PLACE of the episode with the adopters',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { AD1: ['DATE_INT'], Episodes: ['PLACE', 'DECOM'] },
    check: (child, blame) => {
      for (const row of child.AD1) {
        for (const episode of child.episodes) {
          if (isPlacedForAdoption(episode) && isLater(row.DATE_INT, episode.DECOM)) blame(row, episode)
        }
      }
    },
  },
  {
    code: '331',
    since: 2023,
    says: 'The child was matched with adopters only after the placement in which they were adopted had begun',
    fix: 'Correct DATE_MATCH, or DECOM of the episode that ended with adoption',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { AD1: ['DATE_MATCH'], Episodes: ['DECOM', 'REC'] },
    check: (child, blame) => {
      for (const row of child.AD1) {
        for (const episode of child.episodes) {
          if (isAdopted(episode) && isLater(row.DATE_MATCH, episode.DECOM)) blame(row, episode)
        }
      }
    },
  },
  {
    code: '582',
    since: 2023,
    says: 'The child was adopted on the very day on which they were matched with the adopters',
    fix: 'Check DATE_MATCH and DEC: matching comes well before the adoption order; confirm if both are right',
    who: 'adoption team',
    severity: 'query',
    stage: 2,
    blames: { Episodes: ['DEC'] },
    reads: ['AD1'],
    each: 'Episodes',
    wrong: (episode) =>
      isAdopted(episode) &&
      isReadable(episode.DEC) &&
      episode.child.AD1.some(({ DATE_MATCH }) => DATE_MATCH === episode.DEC),
  },
  {
    code: '335',
    since: 2023,
    says: 'Whether the foster carer adopted the child does not fit the placement from which they were adopted',
    fix: 'Correct FOSTER_CARE or PLACE: A3 and A5 are with the foster carer (1), A4 and A6 are not (0)',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { AD1: ['FOSTER_CARE'], Episodes: ['PLACE'] },
    check: (child, blame) => {
      for (const episode of child.Episodes) {
        if (!isAdopted(episode) && episode.REC !== 'E1') continue
        const place = episode.PLACE ?? ''
        const unlikely = withCarers.has(place) ? '0' : withOthers.has(place) ? '1' : null
        for (const row of child.AD1) {
          if (unlikely !== null && row.FOSTER_CARE === unlikely) blame(row, episode)
        }
      }
    },
  },
  {
    code: '523',
    since: 2023,
    says: 'The adoption record and the record of the decision to place the child give different dates for that decision',
    fix: 'Make DATE_INT and DATE_PLACED the same',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { AD1: ['DATE_INT'], PlacedAdoption: ['DATE_PLACED'] },
    check: (child, blame) => {
      // A child whose first decision was reversed is adopted on the second: only that one has to be the same.
      const standing = child.PlacedAdoption.filter(({ DATE_PLACED_CEASED }) => DATE_PLACED_CEASED === null)
      const decisions = (standing.length > 0 ? standing : child.PlacedAdoption).filter(
        ({ DATE_PLACED }) => DATE_PLACED !== null,
      )
      for (const row of child.AD1) {
        if (row.DATE_INT === null || decisions.length === 0) continue
        if (decisions.every(({ DATE_PLACED }) => differ(DATE_PLACED, row.DATE_INT))) blame(row, ...decisions)
      }
    },
  },
  {
    code: '525',
    since: 2023,
    says: 'The child has an adoption record although the decision to place them for adoption was reversed',
    fix: 'Take DATE_PLACED_CEASED out if the decision stood, give the later decision, or take the AD1 record out',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: {
      PlacedAdoption: ['DATE_PLACED_CEASED'],
      AD1: ['DATE_INT', 'DATE_MATCH', 'FOSTER_CARE', 'NB_ADOPTR', 'SEX_ADOPTR', 'LS_ADOPTR'],
    },
    check: (child, blame) => {
      // A later decision that stands is one on which the child can be adopted.
      const decisions = child.PlacedAdoption
      if (decisions.length === 0 || decisions.some(({ DATE_PLACED_CEASED }) => DATE_PLACED_CEASED === null)) return
      for (const row of child.AD1) if (!isEmptyAdoption(row)) blame(row, ...decisions)
    },
  },
])
