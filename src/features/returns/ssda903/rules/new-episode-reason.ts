// Why an episode began (RNE): that it fits when the one before ended, and what changed since.
import { findCode } from '../../codes/code-lists.ts'
import { differ, oneOf } from '../../engine/rows.ts'
import { ageOn, type Child, type Episode, rules } from '../child.ts'

const goesOn = oneOf('L', 'P', 'T', 'B', 'U')
const placementChanges = oneOf('P', 'T')
const bothChange = oneOf('B', 'U')

/** A reason that is in the list and ends the period of care. */
const endsCare = (reason: string | null): boolean =>
  reason !== null && reason !== 'X1' && findCode('ssda903-reason-episode-ceased', reason) !== undefined

/** Where the child lives, by four cells; a postcode is the same with and without its space. */
const placementOf = ({ PLACE, PLACE_PROVIDER, PL_POST, URN }: Episode): (string | null)[] => [
  PLACE,
  PLACE_PROVIDER,
  PL_POST?.replaceAll(' ', '') ?? null,
  URN,
]
const placementDiffers = (a: Episode, b: Episode): boolean => {
  const other = placementOf(b)
  return placementOf(a).some((cell, i) => differ(cell, other[i] ?? null))
}
// Without a postcode, as for unaccompanied children and short breaks, a move from one carer to another of the same kind
// cannot be seen.
const placementIsSame = (a: Episode, b: Episode): boolean => a.PL_POST !== null && !placementDiffers(a, b)

/** Blames each episode that is wrong beside the one before it. */
const besideThePrevious =
  (isWrong: (episode: Episode, previous: Episode) => boolean) =>
  (child: Child, blame: (episode: Episode) => void): void => {
    for (const episode of child.episodes) {
      if (episode.previous && isWrong(episode, episode.previous)) blame(episode)
    }
  }

export const newEpisodeReason = rules([
  {
    code: '352',
    since: 2023,
    says: 'The young person started to be looked after (RNE S) at 18 or over',
    fix: 'Correct DECOM, RNE or the date of birth in the Header; nobody comes into care from the 18th birthday on',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DECOM', 'RNE'] },
    reads: ['Header'],
    each: 'Episodes',
    wrong: ({ DECOM, RNE, child }) => RNE === 'S' && ageOn(child.header?.DOB ?? null, DECOM) >= 18,
  },
  {
    code: '357',
    since: 2023,
    says: "The child's first episode begins in the year but RNE is not S, started to be looked after",
    fix: 'Put in the episode that came before it if there was one; otherwise give RNE S',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['RNE'] },
    check: (child, blame, run) => {
      const [first] = child.episodes
      if (first && (first.DECOM as number) >= run.start && first.RNE !== 'S') blame(first)
    },
  },
  {
    code: '431',
    since: 2023,
    says: 'The child is said to have started to be looked after (RNE S), but the episode before ended only on that day',
    fix: 'Give the RNE that says what changed on that day; if the child had left care, correct DECOM or the earlier DEC',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['RNE', 'DECOM'] },
    check: besideThePrevious(
      ({ RNE, DECOM }, { DEC }) => RNE === 'S' && DECOM !== null && DEC !== null && DECOM <= DEC,
    ),
  },
  {
    code: '432',
    since: 2023,
    says: 'The child left care at the end of the episode before, but this one does not begin with RNE S',
    fix: 'Give RNE S if the child came back into care; if the child never left, the REC before is X1',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['RNE'] },
    check: besideThePrevious(({ RNE }, { REC }) => endsCare(REC) && RNE !== 'S'),
  },
  {
    code: '433',
    since: 2023,
    says: 'RNE says that the episode continues the one before, but it does not begin on the day that one ended',
    fix: 'Correct DECOM here or DEC before, put in the episode that is missing between them, or give RNE S',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['RNE', 'DECOM'] },
    check: besideThePrevious(({ RNE, DECOM }, { DEC }) => goesOn(RNE) && differ(DECOM, DEC)),
  },
  {
    code: '434',
    since: 2023,
    says: 'RNE L says that only the legal status changed, but it is the same as before, or the placement changed too',
    fix: 'Correct RNE, or the legal status or placement in this episode or the one before',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['RNE', 'LS', 'PLACE', 'PL_POST', 'URN', 'PLACE_PROVIDER'] },
    check: besideThePrevious(
      (episode, before) => episode.RNE === 'L' && (!differ(episode.LS, before.LS) || placementDiffers(episode, before)),
    ),
  },
  {
    code: '435',
    since: 2023,
    says: 'RNE P or T says that only the placement changed, but it is the same as before, or the legal status changed',
    fix: 'Correct RNE, or the legal status or placement in this episode or the one before',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['LS', 'PLACE', 'PL_POST', 'URN', 'PLACE_PROVIDER'] },
    check: besideThePrevious(
      (episode, before) =>
        placementChanges(episode.RNE) && (differ(episode.LS, before.LS) || placementIsSame(episode, before)),
    ),
  },
  {
    code: '436',
    since: 2023,
    says: 'RNE B or U says that legal status and placement both changed, but one of them is the same as before',
    fix: 'Give RNE L or P or T if only one changed, or correct the legal status or placement',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['RNE', 'LS', 'PLACE', 'PL_POST', 'URN', 'PLACE_PROVIDER'] },
    check: besideThePrevious(
      (episode, before) =>
        bothChange(episode.RNE) && (!differ(episode.LS, before.LS) || placementIsSame(episode, before)),
    ),
  },
])
