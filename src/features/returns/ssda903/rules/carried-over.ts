// An episode that was open on 31 March comes back in the next return as it was: this year beside last year.
import { differ } from '../../engine/rows.ts'
import { type Child, type Episode, type Rule, rules, type Ssda903Run } from '../child.ts'

/** This year's first episode and the one with which last year's return ended, still open. */
type Carried = { now: Episode; before: Child['lastEpisodes'][number] }

const carriedOver = (child: Child): Carried | null => {
  const [now] = child.episodes
  const before = child.lastEpisodes.at(-1)
  return now && before && before.DEC === null ? { now, before } : null
}

type Compared =
  | 'DECOM'
  | 'RNE'
  | 'LS'
  | 'CIN'
  | 'PLACE'
  | 'PLACE_PROVIDER'
  | 'URN'
  | 'PL_DISTANCE'
  | 'PL_LA'
  | 'PL_LOCATION'

/** The carried-over episode says something else in a column; `isWrong` where more than a difference is asked. */
const saysOtherwise = (
  code: string,
  column: Compared,
  about: Pick<Rule, 'says' | 'fix' | 'who'>,
  isWrong: (carried: Carried, run: Ssda903Run) => boolean = ({ now, before }) => differ(now[column], before[column]),
): Rule => ({
  ...about,
  code,
  since: 2023,
  severity: 'error',
  stage: 2,
  blames: { Episodes: [column] },
  reads: ['Episodes_last', ...(column.startsWith('PL_') ? ['postcodes', 'postcodes_last'] : [])],
  check: (child, blame, run) => {
    const carried = carriedOver(child)
    if (carried && isWrong(carried, run)) blame(carried.now)
  },
})

/** Codes that the list gave up and what an open episode goes on as, by the return year in which it may change. */
const recoded = (before: string | null, now: string | null, year: number): boolean =>
  year === 2024 || year === 2025
    ? before === 'H5' && now === 'K3'
    : year === 2026 && before === 'Z1' && now !== null && /^Z1[1-4]$/.test(now)

// Distances come rounded to a tenth of a mile, and may be rounded to either side. That there is none now is no change of
// distance: it is missing, or the child has become one for whom it is not returned.
const distanceDiffers = ({ now, before }: Carried): boolean =>
  now.PL_DISTANCE !== null && (before.PL_DISTANCE === null || Math.abs(now.PL_DISTANCE - before.PL_DISTANCE) > 0.15)

const sameReason = ({ now, before }: Carried): boolean => now.RNE === before.RNE

const asLastYear = (column: string): string =>
  `Give ${column} as in last year's return, or end the episode on the day on which it changed and begin another`

export const carriedOverEpisodes = rules([
  {
    code: 'NoE',
    since: 2023,
    says: "The episode began before the year, but last year's return has no episode of the child at all",
    fix: "Check DECOM and the child's identifier, and whether the child was left out of last year's return",
    who: 'data officer',
    severity: 'query',
    stage: 2,
    blames: { Episodes: ['DECOM'] },
    reads: ['Episodes_last'],
    each: 'Episodes',
    wrong: ({ DECOM, child }, run) => DECOM !== null && DECOM < run.start && child.Episodes_last.length === 0,
  },
  {
    code: '562',
    since: 2023,
    says: "The child's first episode goes on from before the year, but last year's return does not end with it",
    fix: 'Correct DECOM, or return the episode that was open on 31 March a year ago; ended ones are not sent again',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DECOM'] },
    reads: ['Episodes_last'],
    check: (child, blame, run) => {
      const [first] = child.episodes
      if (first && (first.DECOM as number) < run.start && child.lastEpisodes.at(-1)?.DECOM !== first.DECOM) blame(first)
    },
  },
  saysOtherwise('502', 'DECOM', {
    says: "Last year's return ended with an open episode, but this year's first one begins on another day",
    fix: "Put in the episode that was open on 31 March, with the DECOM of last year's return",
    who: 'data officer',
  }),
  saysOtherwise('503A', 'RNE', {
    says: "The reason for new episode (RNE) is another than in last year's return, where the episode was open",
    fix: "Give RNE as in last year's return",
    who: 'data officer',
  }),
  saysOtherwise('503B', 'LS', {
    says: "The legal status (LS) is another than in last year's return, where the episode was open",
    fix: asLastYear('LS'),
    who: 'social worker',
  }),
  saysOtherwise('503C', 'CIN', {
    says: "The category of need (CIN) is another than in last year's return, where the episode was open",
    fix: "Give CIN as in last year's return: it stays the same for the whole period of care",
    who: 'social worker',
  }),
  saysOtherwise(
    '503D',
    'PLACE',
    {
      says: "The type of placement (PLACE) is another than in last year's return, where the episode was open",
      fix: asLastYear('PLACE'),
      who: 'social worker',
    },
    ({ now, before }, { year }) => differ(now.PLACE, before.PLACE) && !recoded(before.PLACE, now.PLACE, year),
  ),
  saysOtherwise('503E', 'PLACE_PROVIDER', {
    says: "The provider of the placement is another than in last year's return, where the episode was open",
    fix: asLastYear('PLACE_PROVIDER'),
    who: 'placements team',
  }),
  saysOtherwise('503F', 'URN', {
    says: "The Ofsted number (URN) is another than in last year's return, where the episode was open",
    fix: asLastYear('URN'),
    who: 'placements team',
  }),
  saysOtherwise(
    '503G',
    'PL_DISTANCE',
    {
      says: "The distance from home is another than in last year's return, where the episode was open",
      fix: asLastYear('HOME_POST and PL_POST'),
      who: 'data officer',
    },
    distanceDiffers,
  ),
  saysOtherwise('503H', 'PL_LA', {
    says: "The authority of the placement is another than in last year's return, where the episode was open",
    fix: asLastYear('PL_POST'),
    who: 'data officer',
  }),
  saysOtherwise('503J', 'PL_LOCATION', {
    says: "Inside or outside the authority (PL_LOCATION) differs from last year's return, where the episode was open",
    fix: asLastYear('PL_POST'),
    who: 'data officer',
  }),
  saysOtherwise(
    '452',
    'PL_LA',
    {
      says: "Last year's last episode goes on with the same reason (RNE), but in another authority (PL_LA)",
      fix: asLastYear('PL_POST'),
      who: 'data officer',
    },
    (carried) => sameReason(carried) && differ(carried.now.PL_LA, carried.before.PL_LA),
  ),
  saysOtherwise(
    '453',
    'PL_DISTANCE',
    {
      says: "Last year's last episode goes on with the same reason (RNE), but at another distance from home",
      fix: asLastYear('HOME_POST and PL_POST'),
      who: 'data officer',
    },
    (carried) => sameReason(carried) && distanceDiffers(carried),
  ),
])
