// Where the child comes from and lives: postcodes, and the authority, location and distance that follow from them.
// They are not returned for short breaks, nor for unaccompanied asylum-seeking children of this year or the two before.
import { only } from '../../engine/rule.ts'
import { type Child, isShortBreak, rules } from '../child.ts'

const postcodeColumns = ['HOME_POST', 'PL_POST'] as const

// Of the two years before, the return brings one. A row in the UASC table that says nothing but the identifier is none.
const knownAsUnaccompanied = (child: Child): boolean =>
  [...child.Header, ...child.Header_last].some(({ UASC }) => UASC === '1') ||
  [...child.UASC, ...child.UASC_last].some(({ SEX, DOB, DUC }) => SEX !== null || DOB !== null || DUC !== null)

export const postcodesAndDistance = rules([
  {
    code: '392b',
    since: 2023,
    says: 'The home postcode or the placement postcode is missing',
    fix: 'Fill in HOME_POST and PL_POST; only short breaks and (former) unaccompanied children go without',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['HOME_POST', 'PL_POST'] },
    optional: ['Header', 'Header_last', 'UASC', 'UASC_last'],
    check: (child, blame) => {
      for (const episode of child.Episodes) {
        const missing = postcodeColumns.filter((column) => episode[column] === null)
        if (missing.length > 0 && !isShortBreak(episode) && !knownAsUnaccompanied(child))
          blame(only(episode, ...missing))
      }
    },
  },
  {
    code: '392c',
    since: 2023,
    says: 'The home postcode or the placement postcode is not in the list of postcodes',
    fix: 'Look the postcode up and correct it; a new one may be missing from an older list',
    who: 'social worker',
    // The list is as old as it is: a house can be newer.
    severity: 'query',
    stage: 1,
    blames: { Episodes: ['HOME_POST', 'PL_POST'] },
    reads: ['gazetteer'],
    check: (child, blame, { postcodes }) => {
      for (const episode of child.Episodes) {
        const unknown = postcodeColumns.filter((column) => {
          const postcode = episode[column]
          return postcode !== null && postcodes?.(postcode) === null
        })
        if (unknown.length > 0) blame(only(episode, ...unknown))
      }
    },
  },
  {
    code: '392d',
    since: 2023,
    says: 'Home and placement have the same postcode, but the child is not placed with its own parents (P1)',
    fix: 'Correct PL_POST or HOME_POST or PLACE, or confirm that the placement is next door to the home',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { Episodes: ['HOME_POST', 'PL_POST', 'PLACE'] },
    each: 'Episodes',
    wrong: ({ HOME_POST, PL_POST, PLACE }) =>
      HOME_POST !== null && HOME_POST.replaceAll(' ', '') === PL_POST?.replaceAll(' ', '') && PLACE !== 'P1',
  },
  {
    code: '398',
    since: 2023,
    says: 'The episode is a short break (V3, V4), but postcodes are filled in',
    fix: 'Leave HOME_POST and PL_POST blank, or correct the legal status',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['LS', 'HOME_POST', 'PL_POST'] },
    each: 'Episodes',
    wrong: (episode) => isShortBreak(episode) && (episode.HOME_POST !== null || episode.PL_POST !== null),
  },
  {
    code: '420',
    since: 2023,
    says: 'The episode is a short break (V3, V4), but it names the authority in which the child is placed',
    fix: 'Leave PL_LA blank, and the postcodes from which it follows, or correct the legal status',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PL_LA'] },
    reads: ['postcodes'],
    each: 'Episodes',
    wrong: (episode) => isShortBreak(episode) && episode.PL_LA !== null,
  },
  {
    code: '392a',
    since: 2023,
    says: 'The distance from home to the placement is missing',
    fix: 'Fill in both postcodes, from which it follows; only short breaks and (former) unaccompanied children go without',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['PL_DISTANCE'] },
    reads: ['Header', 'postcodes'],
    optional: ['Header_last', 'UASC', 'UASC_last'],
    each: 'Episodes',
    wrong: (episode) => episode.PL_DISTANCE === null && !isShortBreak(episode) && !knownAsUnaccompanied(episode.child),
  },
  {
    code: '406',
    since: 2023,
    says: 'The child is or was an unaccompanied asylum seeker, but there is a distance from home to the placement',
    fix: 'Leave PL_DISTANCE blank, and HOME_POST, from which it follows',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['PL_DISTANCE'] },
    reads: ['Header', 'postcodes'],
    optional: ['Header_last', 'UASC', 'UASC_last'],
    each: 'Episodes',
    wrong: ({ PL_DISTANCE, child }) => PL_DISTANCE !== null && knownAsUnaccompanied(child),
  },
  {
    code: '411',
    since: 2023,
    says: 'The placement is said to be inside the authority (IN), but PL_LA names another one',
    fix: 'Correct PL_LOCATION or PL_LA',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PL_LOCATION'] },
    reads: ['postcodes'],
    each: 'Episodes',
    wrong: ({ PL_LA, PL_LOCATION }, { council }) => PL_LOCATION === 'IN' && PL_LA !== council.onsCode,
  },
])
