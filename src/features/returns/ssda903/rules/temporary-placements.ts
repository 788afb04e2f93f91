// Temporary placements, T0 to T4: a child in hospital, on holiday, or elsewhere for a while, whose own placement waits.
import { monthsOn } from '../../../../lib/day-number.ts'
import { type Child, type Episode, isShortBreak, isTemporary, type Rule, rules } from '../child.ts'
import { bare, type Years } from '../placement-codes.ts'

const atMost = (code: string, place: string, days: number, words: Pick<Rule, 'says' | 'fix'>): Rule => ({
  code,
  since: 2023,
  ...words,
  who: 'placements team',
  severity: 'error',
  stage: 1,
  blames: { Episodes: ['DECOM', 'PLACE'] },
  each: 'Episodes',
  // One that goes on is not counted: a year's data is also checked before the year is over.
  wrong: ({ PLACE, DECOM, DEC }) => PLACE === place && DECOM !== null && DEC !== null && DEC - DECOM > days,
})

const noReturn = (years: Years, alsoPostcode: boolean, fix: string): Rule => ({
  code: '383',
  ...years,
  says: 'After a temporary placement the child did not go back to the placement they came from',
  fix,
  who: 'placements team',
  severity: 'error',
  stage: 2,
  blames: { Episodes: ['PLACE', 'RNE', 'PL_POST'] },
  check: (child, blame) => {
    for (const episode of child.episodes) {
      const before = episode.previous?.previous
      if (!before || !isTemporary(episode.previous?.PLACE ?? null)) continue
      const isSamePlace =
        episode.PLACE === before.PLACE && !(alsoPostcode && bare(episode.PL_POST) !== bare(before.PL_POST))
      if (episode.RNE !== 'P' || !isSamePlace) blame(episode)
    }
  },
})

/** Holidays of the foster carer (T3) that began within 12 months of each other, more than two of them. */
const holidaysTooMany = (child: Child): Episode[] => {
  const holidays = child.episodes.filter(({ PLACE }) => PLACE === 'T3')
  const tooMany = new Set<Episode>()
  for (let i = 2; i < holidays.length; i++) {
    const three = [holidays[i - 2]!, holidays[i - 1]!, holidays[i]!] as const
    if (three[2].DECOM! < monthsOn(three[0].DECOM!, 12)) for (const episode of three) tooMany.add(episode)
  }
  return [...tooMany]
}

export const temporaryPlacements = rules([
  atMost('375', 'T1', 42, {
    says: 'A stay in hospital recorded as a temporary placement (T1) lasted more than six weeks',
    fix: 'Correct the dates, or record the hospital as the placement (R2) from the day the child went in',
  }),
  atMost('376', 'T3', 21, {
    says: "A temporary placement for the foster carer's holiday (T3) lasted more than three weeks",
    fix: 'Correct the dates, or record the placement the child really had',
  }),
  atMost('379', 'T4', 7, {
    says: 'A temporary placement for another reason (T4) lasted more than seven days',
    fix: 'Correct the dates, or record the placement the child really had',
  }),
  {
    code: '377',
    since: 2023,
    says: "There are more than two temporary placements for the foster carer's holiday (T3) within 12 months",
    fix: 'Check each T3: a third in 12 months is recorded as the placement the child really had',
    who: 'placements team',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['PLACE'] },
    check: (child, blame) => {
      const tooMany = holidaysTooMany(child)
      if (tooMany.length > 0) blame(...tooMany)
    },
  },
  {
    code: '380',
    since: 2023,
    says: 'A temporary placement begins care, or its RNE does not say that placement and carer changed',
    fix: 'Record the placement the child first had; a temporary one begins with RNE P or B',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'RNE'] },
    each: 'Episodes',
    wrong: ({ PLACE, RNE }) => isTemporary(PLACE) && RNE !== null && RNE !== 'P' && RNE !== 'B',
  },
  {
    code: '381',
    since: 2023,
    says: 'The child left care from a temporary placement',
    fix: 'Record the placement the child went back to before leaving care, or correct REC or PLACE',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'REC'] },
    each: 'Episodes',
    wrong: ({ PLACE, REC }) => isTemporary(PLACE) && REC !== null && REC !== 'X1',
  },
  {
    code: '382',
    since: 2023,
    says: 'A short break (V3 or V4) is recorded as a temporary placement',
    fix: 'Record the placement in which the break was spent, or correct LS',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['LS', 'PLACE'] },
    each: 'Episodes',
    wrong: (episode) => isTemporary(episode.PLACE) && isShortBreak(episode),
  },
  noReturn({ since: 2023, until: 2025 }, false, 'Begin the next episode with RNE P and the PLACE the child had before'),
  noReturn(
    { since: 2026 },
    true,
    'Begin the next episode with RNE P and the PLACE and PL_POST the child had before; if it became a move, do not record it as temporary',
  ),
  {
    code: '226',
    since: 2023,
    says: 'There is a reason for a change of placement on a temporary placement, or on the episode before one',
    fix: 'Leave REASON_PLACE_CHANGE blank there: going away for a while is not a change of placement',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['REASON_PLACE_CHANGE', 'PLACE'] },
    check: (child, blame) => {
      for (const episode of child.Episodes) {
        if (!isTemporary(episode.PLACE)) continue
        if (episode.REASON_PLACE_CHANGE !== null || (episode.previous?.REASON_PLACE_CHANGE ?? null) !== null) {
          blame(episode)
        }
      }
    },
  },
])
