// What kind of placement it is, how it fits with the legal status and with the placement before, and why it ended.

import { dayNumber } from '../../../../lib/day-number.ts'
import { isAccepted } from '../../codes/code-lists.ts'
import { type Child, isShortBreak, isTemporary, rules, turns } from '../child.ts'
import { isFoster, isPlacedForAdoption } from '../placement-codes.ts'

const april2015 = dayNumber(2015, 4, 1)
const lastDayOfP2 = dayNumber(2023, 10, 28)

/** Unaccompanied, or so at some time this year or last: a home postcode, and so a distance, is not asked of them. */
const isOrWasUnaccompanied = (child: Child): boolean =>
  [...child.Header, ...child.Header_last].some(({ UASC }) => UASC === '1') ||
  [...child.UASC, ...child.UASC_last].some(({ SEX, DOB, DUC }) => SEX !== null || DOB !== null || DUC !== null)

export const placements = rules([
  {
    code: '146',
    since: 2023,
    says: 'The placement code (PLACE) is not one that the return accepts this year',
    fix: 'Choose the placement type from the list for the year: K3 replaced H5, and Z11 to Z14 replaced Z1',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE'] },
    each: 'Episodes',
    wrong: ({ PLACE }, { year }) => PLACE !== null && !isAccepted('ssda903-placement-type', PLACE, year),
  },
  {
    code: '217t',
    since: 2024,
    until: 2024,
    says: 'Independent living (P2) is recorded after 28 October 2023, when the code ended',
    fix: 'End the P2 episode by 28 October 2023 and begin one with the placement type that applies from then',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'DEC'] },
    each: 'Episodes',
    wrong: ({ PLACE, DEC }) => PLACE === 'P2' && (DEC === null || DEC > lastDayOfP2),
  },
  {
    code: '169',
    since: 2023,
    says: 'It is not known in which authority the child is placed (PL_LA), because the placement postcode is not recognised',
    fix: 'Correct PL_POST; if the placement is outside England or confidential, record that',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PL_LA'] },
    reads: ['postcodes'],
    each: 'Episodes',
    wrong: (episode) => !isShortBreak(episode) && episode.PL_LA === null,
  },
  {
    code: '179',
    since: 2023,
    says: 'It is not known whether the child is placed inside or outside the council (PL_LOCATION), for want of a good postcode',
    fix: 'Correct PL_POST, from which PL_LOCATION follows',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PL_LOCATION'] },
    reads: ['postcodes'],
    each: 'Episodes',
    wrong: (episode) => !isShortBreak(episode) && episode.PL_LOCATION === null,
  },
  {
    code: '164',
    since: 2023,
    says: 'The distance between home and placement (PL_DISTANCE) is not between 0.0 and 999.9 miles',
    fix: 'Check HOME_POST and PL_POST, from which the distance follows',
    who: 'placements team',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['PL_DISTANCE'] },
    reads: ['Header', 'postcodes'],
    check: (child, blame) => {
      if (isOrWasUnaccompanied(child)) return
      for (const episode of child.Episodes) {
        const far = episode.PL_DISTANCE
        if (!isShortBreak(episode) && far !== null && (far < 0 || far > 999.9)) blame(episode)
      }
    },
  },
  {
    code: '454',
    since: 2026,
    says: 'The placement is more than 350 miles from home',
    fix: 'Check HOME_POST and PL_POST; if both are right, say why the child is placed so far away',
    who: 'placements team',
    severity: 'query',
    stage: 2,
    blames: { Episodes: ['PL_DISTANCE'] },
    reads: ['postcodes'],
    // Of short breaks, and of children who came alone, the return gives no distance. 999.9 means it is not known.
    check: (child, blame) => {
      if (isOrWasUnaccompanied(child)) return
      for (const episode of child.Episodes) {
        const far = episode.PL_DISTANCE
        if (!isShortBreak(episode) && far !== null && far > 350 && far !== 999.9) blame(episode)
      }
    },
  },
  {
    code: '214',
    since: 2023,
    says: 'A short break (V3 or V4) has a placement postcode or an Ofsted number (URN), which are not returned for short breaks',
    fix: 'Leave PL_POST and URN blank, or correct LS if this is not a short break',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PL_POST', 'URN'] },
    each: 'Episodes',
    wrong: (episode) => isShortBreak(episode) && (episode.PL_POST !== null || episode.URN !== null),
  },
  {
    code: '378',
    since: 2023,
    says: 'A child accommodated under section 20 (V2) is recorded as placed with their own parents (P1)',
    fix: 'Correct PLACE or LS: a child at home with a parent is not accommodated under section 20',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'LS'] },
    each: 'Episodes',
    wrong: ({ PLACE, LS }) => PLACE === 'P1' && LS === 'V2',
  },
  {
    code: '384',
    since: 2023,
    says: 'A short break (V3 or V4) is recorded as a long-term foster placement (U1 or U4)',
    fix: 'Use a foster code that is not long-term, or correct LS if this is not a short break',
    who: 'placements team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'LS'] },
    each: 'Episodes',
    wrong: (episode) => isShortBreak(episode) && (episode.PLACE === 'U1' || episode.PLACE === 'U4'),
  },
  {
    code: '217',
    since: 2023,
    says: 'A child placed for adoption with the current foster carer (A3 or A5) has an RNE that means the carer changed',
    fix: 'Use S, T or U as RNE, since the carer is the same, or correct PLACE',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'DECOM', 'RNE'] },
    each: 'Episodes',
    wrong: ({ PLACE, DECOM, RNE }) =>
      (PLACE === 'A3' || PLACE === 'A5') &&
      DECOM !== null &&
      DECOM >= april2015 &&
      RNE !== 'S' &&
      RNE !== 'T' &&
      RNE !== 'U',
  },
  {
    code: '336',
    since: 2023,
    says: 'A child placed for adoption with the current foster carer (A3 or A5) was not in a foster placement just before',
    fix: 'Correct PLACE of this episode or of the one before it: A4 and A6 are for adopters who were not the foster carer',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['PLACE'] },
    check: (child, blame) => {
      for (const episode of child.episodes) {
        const { PLACE, previous } = episode
        if (PLACE !== 'A3' && PLACE !== 'A5') continue
        if (previous && !isFoster(previous.PLACE) && !isPlacedForAdoption(previous.PLACE)) blame(episode)
      }
    },
  },
  {
    code: '516',
    since: 2023,
    says: 'The child left care to a special guardian who was their foster carer (E45 or E46) but the last placement was not with one',
    fix: 'Correct REC, or PLACE of the episode that ended: it must be U1 to U6',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['REC', 'PLACE'] },
    each: 'Episodes',
    wrong: ({ REC, PLACE }) => (REC === 'E45' || REC === 'E46') && !isFoster(PLACE),
  },
  {
    code: '1009',
    since: 2023,
    says: 'The reason for the change of placement (REASON_PLACE_CHANGE) is not one of the codes',
    fix: 'Choose the reason from the list',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['REASON_PLACE_CHANGE'] },
    each: 'Episodes',
    wrong: ({ REASON_PLACE_CHANGE }, { year }) =>
      REASON_PLACE_CHANGE !== null && !isAccepted('ssda903-reason-place-change', REASON_PLACE_CHANGE, year),
  },
  {
    code: '225',
    since: 2023,
    says: 'The child moved to another placement and the reason for it is missing',
    fix: 'Record REASON_PLACE_CHANGE on the episode that ended with the move',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['REASON_PLACE_CHANGE'] },
    check: (child, blame) => {
      for (const episode of child.episodes) {
        const { next, REC, REASON_PLACE_CHANGE } = episode
        if (!next || REC !== 'X1' || REASON_PLACE_CHANGE !== null) continue
        const isMove = next.RNE === 'P' || next.RNE === 'T' || next.RNE === 'B' || next.RNE === 'U'
        if (isMove && !isTemporary(episode.PLACE) && !isTemporary(next.PLACE)) blame(episode)
      }
    },
  },
  {
    code: '233',
    since: 2026,
    says: 'There is a reason for a change of placement although the episode has not ended',
    fix: 'Record DEC if the placement ended, or leave REASON_PLACE_CHANGE blank while it goes on',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['DEC', 'REASON_PLACE_CHANGE'] },
    each: 'Episodes',
    wrong: ({ DEC, REASON_PLACE_CHANGE }) => DEC === null && REASON_PLACE_CHANGE !== null,
  },
  {
    code: '234',
    since: 2026,
    says: 'The placement is said to have ended because the child was taken into custody, but the child was under 10',
    fix: 'Correct REASON_PLACE_CHANGE or the date of birth: nobody under 10 can be taken into custody',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['REASON_PLACE_CHANGE'], Header: ['DOB'] },
    // The reason stands on the episode that ends, so the age that matters is that on its last day.
    check: ({ header, Episodes }, blame) => {
      if (!header) return
      const tenth = turns(header.DOB, 10)
      for (const episode of Episodes) {
        const moved = episode.DEC ?? episode.DECOM
        if (episode.REASON_PLACE_CHANGE === 'CUSTOD' && moved !== null && moved < tenth) blame(episode, header)
      }
    },
  },
])
