// Ofsted's number of the home or agency (URN): where it must stand, and what Ofsted's list says of it.
import { dayNumber } from '../../../../lib/day-number.ts'
import { type Episode, isShortBreak, type Rule, rules, type Ssda903Run } from '../child.ts'
import type { Provider } from '../lists.ts'
import {
  bare,
  isFoster,
  isNeverRegistered,
  isOtherPlacement,
  isOutsideEngland,
  isPlacedForAdoption,
  type Years,
} from '../placement-codes.ts'

/** The number that stands for a provider somebody else inspects, or a regional adoption agency. */
const notOfsteds = 'XXXXXXX'
/** Last day on which semi-independent living (H5) could go without a number. */
const lastDayWithoutNumber = dayNumber(2023, 10, 28)

const hasNumber = (URN: string | null): boolean => URN !== null && URN !== notOfsteds

type Words = Pick<Rule, 'says' | 'fix' | 'who'>

const missing = (years: Years, words: Words, alsoWithout: readonly string[]): Rule => ({
  code: '218',
  ...years,
  ...words,
  severity: 'error',
  stage: 1,
  blames: { Episodes: ['URN'] },
  reads: ['postcodes'],
  each: 'Episodes',
  // Short breaks have no number (214), so none is asked of them here.
  wrong: (episode, { start, year }) => {
    const { PLACE, DEC, PL_LA, URN } = episode
    if (URN !== null || PLACE === null || isShortBreak(episode) || isOutsideEngland(PL_LA)) return false
    if (isNeverRegistered(PLACE) || isOtherPlacement(PLACE, year) || alsoWithout.includes(PLACE)) return false
    return DEC === null || DEC >= start
  },
})

const notWanted = (years: Years, words: Words, alsoWithout: readonly string[]): Rule => ({
  code: '222',
  ...years,
  ...words,
  severity: 'error',
  stage: 1,
  blames: { Episodes: ['URN'] },
  each: 'Episodes',
  wrong: ({ PLACE, URN }, { year }) =>
    hasNumber(URN) &&
    PLACE !== null &&
    (isNeverRegistered(PLACE) || isOtherPlacement(PLACE, year) || alsoWithout.includes(PLACE)),
})

/** Wrong when no entry of the list for the number fits. Of a number not on the list 1008 tells, and nothing else does. */
const fitsNone = (URN: string | null, { providers }: Ssda903Run, fits: (entry: Provider) => boolean): boolean => {
  const entries = URN !== null && hasNumber(URN) ? providers?.get(URN) : undefined
  return entries !== undefined && entries.length > 0 && !entries.some(fits)
}

const otherPostcode = (years: Years, places: string): Rule => ({
  code: '221',
  ...years,
  says: `The placement postcode is not the one at which Ofsted registered this home (${places.replaceAll(' ', ', ')})`,
  fix: "Correct PL_POST or URN, whichever is wrong; if the home has moved, load Ofsted's newest list",
  who: 'placements team',
  severity: 'query',
  stage: 1,
  blames: { Episodes: ['PL_POST'] },
  reads: ['providers'],
  each: 'Episodes',
  wrong: (episode, run) => {
    const { PLACE, PL_POST, URN } = episode
    if (PLACE === null || PL_POST === null || isShortBreak(episode) || !places.split(' ').includes(PLACE)) return false
    return fitsNone(URN, run, ({ postcode }) => bare(postcode) === bare(PL_POST))
  },
})

const otherOwner = (years: Years, says: string, isAsked: (episode: Episode, year: number) => boolean): Rule => ({
  code: '229',
  ...years,
  says,
  fix: "Use PR1 for a home of our own and PR2 for another authority's, or correct URN",
  who: 'placements team',
  // Where a home lies is not always who runs it.
  severity: 'query',
  stage: 1,
  blames: { Episodes: ['URN', 'PLACE_PROVIDER'] },
  reads: ['providers'],
  each: 'Episodes',
  wrong: (episode, run) => {
    if (!isAsked(episode, run.year)) return false
    const own = run.council.onsCode
    if (episode.PLACE_PROVIDER === 'PR1') return fitsNone(episode.URN, run, ({ authority }) => authority === own)
    if (episode.PLACE_PROVIDER === 'PR2') return fitsNone(episode.URN, run, ({ authority }) => authority !== own)
    return false
  },
})

const numberIsMissing = "Ofsted's number of the home or agency (URN) is missing"
const giveNumber = 'Record the URN of the home, or of the fostering or adoption agency'
const numberNotWanted = "This kind of placement has no number of Ofsted's, but URN is filled"

export const providerRegister = rules([
  missing(
    { since: 2023, until: 2024 },
    {
      says: numberIsMissing,
      fix: `${giveNumber}; P1 to P3, H5, R1, R2, R5, T0 to T4 and Z1 have none`,
      who: 'placements team',
    },
    ['H5', 'P2'],
  ),
  missing(
    { since: 2025, until: 2025 },
    {
      says: numberIsMissing,
      fix: `${giveNumber}; P1, P3, R1, R2, R5, T0 to T4 and Z1 have none`,
      who: 'placements team',
    },
    [],
  ),
  missing(
    { since: 2026 },
    {
      says: numberIsMissing,
      fix: `${giveNumber}; P1, P3, R1, R2, R5, T0 to T4 and Z11 to Z14 have none`,
      who: 'placements team',
    },
    [],
  ),
  {
    code: '230',
    since: 2024,
    until: 2024,
    says: "Semi-independent living (H5) in England has no number of Ofsted's (URN) after 28 October 2023",
    fix: 'Record the URN: these homes had to be registered, or apply, by then',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'DEC', 'URN'] },
    reads: ['postcodes'],
    each: 'Episodes',
    wrong: ({ PLACE, DEC, URN, PL_LA }) =>
      PLACE === 'H5' && !hasNumber(URN) && !isOutsideEngland(PL_LA) && (DEC === null || DEC > lastDayWithoutNumber),
  },
  notWanted(
    { since: 2023, until: 2023 },
    {
      says: numberNotWanted,
      fix: 'Leave URN blank for H5, P1 to P3, R1, R2, R5, T0 to T4 and Z1',
      who: 'data officer',
    },
    ['H5', 'P2'],
  ),
  notWanted(
    { since: 2024, until: 2024 },
    { says: numberNotWanted, fix: 'Leave URN blank for P1 to P3, R1, R2, R5, T0 to T4 and Z1', who: 'data officer' },
    ['P2'],
  ),
  notWanted(
    { since: 2025, until: 2025 },
    { says: numberNotWanted, fix: 'Leave URN blank for P1, P3, R1, R2, R5, T0 to T4 and Z1', who: 'data officer' },
    [],
  ),
  notWanted(
    { since: 2026 },
    {
      says: numberNotWanted,
      fix: 'Leave URN blank for P1, P3, R1, R2, R5, T0 to T4 and Z11 to Z14',
      who: 'data officer',
    },
    [],
  ),
  {
    code: '242',
    since: 2026,
    says: 'URN is XXXXXXX, which is only for fostering and adoption (A3 to A6, U1 to U6)',
    fix: "Record Ofsted's number of the home, or correct PLACE",
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['URN'] },
    each: 'Episodes',
    wrong: ({ PLACE, URN }) => URN === notOfsteds && PLACE !== null && !isFoster(PLACE) && !isPlacedForAdoption(PLACE),
  },
  {
    code: '243',
    since: 2026,
    says: "The placement is outside England, where Ofsted registers nobody, but there is a number of Ofsted's (URN)",
    fix: 'Leave URN blank, or correct PL_POST if the placement is in England',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['URN'] },
    reads: ['postcodes'],
    each: 'Episodes',
    wrong: ({ PL_LA, URN }) => URN !== null && isOutsideEngland(PL_LA),
  },
  {
    code: '1008',
    since: 2023,
    says: "Ofsted's number (URN) is not on Ofsted's list",
    fix: "Correct URN: SC and six digits, or seven digits, as on Ofsted's list; for a new home load the newest list",
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['URN'] },
    reads: ['providers'],
    each: 'Episodes',
    wrong: ({ URN }, { providers }) => URN !== null && hasNumber(URN) && !providers?.has(URN),
  },
  {
    code: '219',
    since: 2023,
    says: 'The home or agency with this number (URN) is not registered for this kind of placement (PLACE)',
    fix: "Correct PLACE or URN so that they agree with Ofsted's list",
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['URN', 'PLACE'] },
    reads: ['providers'],
    each: 'Episodes',
    wrong: ({ URN, PLACE }, run) => PLACE !== null && fitsNone(URN, run, ({ places }) => !!places?.includes(PLACE)),
  },
  otherPostcode({ since: 2023, until: 2023 }, 'K1 K2 R3 S1'),
  otherPostcode({ since: 2024, until: 2024 }, 'H5 K1 K2 R3 S1'),
  otherPostcode({ since: 2025 }, 'K1 K2 R3 S1'),
  {
    code: '224',
    since: 2023,
    says: 'The provider of the placement (PLACE_PROVIDER) is not the one that runs the home or agency with this number (URN)',
    fix: "Correct PLACE_PROVIDER or URN so that they agree with Ofsted's list",
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE_PROVIDER'] },
    reads: ['providers'],
    each: 'Episodes',
    wrong: ({ URN, PLACE_PROVIDER }, run) =>
      PLACE_PROVIDER !== null && fitsNone(URN, run, ({ providers }) => !!providers?.includes(PLACE_PROVIDER)),
  },
  {
    code: '227',
    since: 2023,
    says: 'The home or agency with this number (URN) had closed when the placement began',
    fix: 'Correct DECOM or URN: a home that changes hands gets a new number',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['URN', 'DECOM'] },
    reads: ['providers'],
    each: 'Episodes',
    wrong: ({ URN, DECOM }, run) =>
      fitsNone(URN, run, ({ closedOn }) => closedOn === null || DECOM === null || !(DECOM >= closedOn)),
  },
  {
    code: '228',
    since: 2023,
    says: 'The home or agency with this number (URN) closed while the child was still placed there',
    fix: 'Correct DEC or URN: a home that changes hands gets a new number, and the child a new episode',
    who: 'placements team',
    // An open episode is held against the end of the year, which may be still to come.
    severity: 'query',
    stage: 1,
    blames: { Episodes: ['URN', 'DEC'] },
    reads: ['providers'],
    each: 'Episodes',
    wrong: ({ URN, DEC }, run) =>
      fitsNone(URN, run, ({ closedOn }) => closedOn === null || !((DEC ?? run.end) > closedOn)),
  },
  otherOwner(
    { since: 2023, until: 2025 },
    "PLACE_PROVIDER says our own provision (PR1) or another authority's (PR2), but Ofsted's list says otherwise",
    () => true,
  ),
  otherOwner(
    { since: 2026 },
    "PLACE_PROVIDER says our own provision (PR1) or another authority's (PR2), but Ofsted's list says otherwise",
    ({ PLACE }, year) =>
      PLACE !== null && PLACE !== 'K3' && !isNeverRegistered(PLACE) && !isOtherPlacement(PLACE, year),
  ),
  {
    code: '241',
    since: 2026,
    says: "The supported accommodation (K3) lies in an authority in which its provider has no premises, by Ofsted's list",
    fix: 'Correct PL_POST or URN, whichever is wrong',
    who: 'placements team',
    severity: 'query',
    stage: 1,
    blames: { Episodes: ['URN'] },
    reads: ['providers', 'postcodes'],
    each: 'Episodes',
    wrong: ({ PLACE, URN, PL_LA }, run) =>
      PLACE === 'K3' && PL_LA !== null && fitsNone(URN, run, ({ authority }) => authority === PL_LA),
  },
])
