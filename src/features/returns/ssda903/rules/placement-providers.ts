// Who provides the placement (PLACE_PROVIDER): PR0 to PR5, and for which placements.
import { isAccepted } from '../../codes/code-lists.ts'
import { isShortBreak, isTemporary, type Rule, rules } from '../child.ts'
import { isFoster, isOtherPlacement, isPlacedForAdoption, type Years } from '../placement-codes.ts'

// Since the return of 2026 this one does not name T4; 213 asks the same of T4 in every year.
const notValid = (years: Years): Rule => ({
  code: '178',
  ...years,
  says: 'The placement provider (PLACE_PROVIDER) is not one of the codes, or is filled for a placement that has none',
  fix: 'Choose PR0 to PR5, or leave it blank for a temporary or other placement',
  who: 'placements team',
  severity: 'error',
  stage: 1,
  blames: { Episodes: ['PLACE_PROVIDER'] },
  each: 'Episodes',
  wrong: ({ PLACE, PLACE_PROVIDER }, { year }) =>
    PLACE_PROVIDER !== null &&
    (!isAccepted('ssda903-placement-provider', PLACE_PROVIDER, year) ||
      isOtherPlacement(PLACE, year) ||
      (isTemporary(PLACE) && !(PLACE === 'T4' && year >= 2026))),
})

const notWanted = (years: Years, says: string, orOther: boolean): Rule => ({
  code: '213',
  ...years,
  says,
  fix: 'Leave PLACE_PROVIDER blank for this placement',
  who: 'data officer',
  severity: 'error',
  stage: 1,
  blames: { Episodes: ['PLACE_PROVIDER'] },
  each: 'Episodes',
  wrong: ({ PLACE, PLACE_PROVIDER }, { year }) =>
    PLACE_PROVIDER !== null && (isTemporary(PLACE) || (orOther && isOtherPlacement(PLACE, year))),
})

const isMissing = (years: Years, fix: string): Rule => ({
  code: '526',
  ...years,
  says: 'The provider of the placement (PLACE_PROVIDER) is missing',
  fix,
  who: 'placements team',
  severity: 'error',
  stage: 1,
  blames: { Episodes: ['PLACE', 'PLACE_PROVIDER'] },
  each: 'Episodes',
  wrong: ({ PLACE, PLACE_PROVIDER }, { year }) =>
    PLACE_PROVIDER === null && PLACE !== null && !isTemporary(PLACE) && !isOtherPlacement(PLACE, year),
})

const cannotBe = (
  code: string,
  provider: string,
  isOut: (place: string) => boolean,
  says: string,
  fix: string,
): Rule => ({
  code,
  since: 2023,
  says,
  fix,
  who: 'placements team',
  severity: 'error',
  stage: 1,
  blames: { Episodes: ['PLACE', 'PLACE_PROVIDER'] },
  each: 'Episodes',
  wrong: ({ PLACE, PLACE_PROVIDER }) => PLACE_PROVIDER === provider && PLACE !== null && isOut(PLACE),
})

const isHomeHospitalOrCustody = (place: string): boolean => place === 'P1' || place === 'R2' || place === 'R5'

const ownButOutside = (years: Years, orSupported: boolean, says: string): Rule => ({
  code: '1015',
  ...years,
  says,
  fix: 'Use PR2 if another authority runs the home, else check PL_POST; a home of our own outside the area is right as it is',
  who: 'placements team',
  // A council may run a home outside its area, or share one.
  severity: 'query',
  stage: 1,
  blames: { Episodes: ['PL_LA'] },
  reads: ['postcodes'],
  each: 'Episodes',
  wrong: (episode, { council }) => {
    const { PLACE, PLACE_PROVIDER, PL_LA, LS } = episode
    if (PLACE_PROVIDER !== 'PR1' || PLACE === null || LS === null || PL_LA === null || isShortBreak(episode))
      return false
    const isElsewhere = isFoster(PLACE) || isPlacedForAdoption(PLACE) || (orSupported && PLACE === 'K3')
    return !isElsewhere && PL_LA !== council.onsCode
  },
})

export const placementProviders = rules([
  notValid({ since: 2023, until: 2025 }),
  notValid({ since: 2026 }),
  notWanted(
    { since: 2023, until: 2025 },
    'A temporary placement (T0 to T4) has a provider (PLACE_PROVIDER), which is not returned for it',
    false,
  ),
  notWanted(
    { since: 2026 },
    'A temporary placement (T0 to T4) or other placement (Z11 to Z14) has a provider, which is not returned for it',
    true,
  ),
  isMissing({ since: 2023, until: 2025 }, 'Record PLACE_PROVIDER; only temporary placements and Z1 have none'),
  isMissing({ since: 2026 }, 'Record PLACE_PROVIDER; only temporary placements and Z11 to Z14 have none'),
  cannotBe(
    '527',
    'PR1',
    isHomeHospitalOrCustody,
    'The provider is our own provision (PR1) but the child is with parents, in hospital or in custody (P1, R2 or R5)',
    'Use PR0 for a child with parents, and the provider that runs the hospital or institution for the others',
  ),
  cannotBe(
    '528',
    'PR2',
    isHomeHospitalOrCustody,
    'The provider is another authority (PR2) but the child is with parents, in hospital or in custody (P1, R2 or R5)',
    'Use PR0 for a child with parents, and the provider that runs the hospital or institution for the others',
  ),
  cannotBe(
    '529',
    'PR3',
    (place) => place === 'P1' || place === 'K1' || place === 'K2' || isFoster(place) || isPlacedForAdoption(place),
    'The provider is another public body (PR3), which cannot be for P1, A3 to A6, K1, K2 or U1 to U6',
    'Correct PLACE_PROVIDER, or PLACE if this is a hospital or another public institution',
  ),
  cannotBe(
    '530',
    'PR4',
    (place) => place === 'P1',
    'The provider is private (PR4) but the child is placed with their parents (P1)',
    'Use PR0 for a child with parents, or correct PLACE',
  ),
  cannotBe(
    '531',
    'PR5',
    (place) => place === 'P1',
    'The provider is voluntary (PR5) but the child is placed with their parents (P1)',
    'Use PR0 for a child with parents, or correct PLACE',
  ),
  cannotBe(
    '550',
    'PR0',
    (place) => place !== 'P1',
    'The provider is a parent (PR0) but the child is not placed with their parents (P1)',
    'Correct PLACE_PROVIDER, or PLACE if the child is with a parent',
  ),
  ownButOutside(
    { since: 2023, until: 2025 },
    false,
    'The placement is our own provision (PR1) but lies in another authority',
  ),
  ownButOutside(
    { since: 2026 },
    true,
    'The placement is our own provision (PR1) but lies in another authority, and is not supported accommodation',
  ),
])
