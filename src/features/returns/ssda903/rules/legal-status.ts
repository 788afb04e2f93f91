// What a legal status allows: how long, at which ages, in which placements; short breaks (V3, V4) among them.
import { dayNumber } from '../../../../lib/day-number.ts'
import { ageOn, type Child, type Episode, isShortBreak, type Rule, rules, type Ssda903Run, turns } from '../child.ts'

/** Unbroken stretches under one legal status: episodes that begin on the very day the one before them ended. */
const stretches = (child: Child, status: string): Episode[][] => {
  const found: Episode[][] = []
  for (const episode of child.episodes) {
    if (episode.LS !== status) continue
    const { previous } = episode
    if (previous?.LS === status && previous.DEC === episode.DECOM) found.at(-1)?.push(episode)
    else found.push([episode])
  }
  return found
}

/** Days from the first day to the last; an open stretch runs to the end of the year. NaN when an end cannot be read. */
const daysOf = (stretch: readonly Episode[], run: Ssda903Run): number =>
  (stretch.at(-1)?.DEC ?? run.end) - (stretch[0]?.DECOM ?? Number.NaN)

const lastsTooLong = (code: string, status: string, days: number, { says, fix }: Pick<Rule, 'says' | 'fix'>): Rule => ({
  code,
  since: 2023,
  says,
  fix,
  who: 'social worker',
  severity: 'error',
  stage: 2,
  blames: { Episodes: ['DECOM', 'LS', 'DEC'] },
  check: (child, blame, run) => {
    for (const stretch of stretches(child, status)) if (daysOf(stretch, run) > days) blame(...stretch)
  },
})

/** Days of a short break that fall in the year, not counting the last; NaN when an end cannot be read. */
const daysInYear = ({ DECOM, DEC }: Episode, run: Ssda903Run): number =>
  Math.min(DEC ?? run.end, run.end) - Math.max(DECOM ?? Number.NaN, run.start)

const motherMissing = (girl: string, years: Pick<Rule, 'since' | 'until'>): Rule => ({
  ...years,
  code: '393',
  says: 'The girl was looked after in the year, but it is not said whether she is a mother (MOTHER)',
  fix: 'Fill in MOTHER: 1 if she has a child of her own, 0 if not',
  who: 'social worker',
  severity: 'error',
  stage: 2,
  blames: { Header: ['MOTHER'] },
  reads: ['Episodes'],
  each: 'Header',
  wrong: ({ SEX, MOTHER, child }) =>
    SEX === girl && MOTHER === null && child.Episodes.some((episode) => !isShortBreak(episode)),
})

const youthJustice = new Set(['J1', 'J2', 'J3'])

export const legalStatus = rules([
  lastsTooLong('361', 'L1', 3, {
    says: 'Police protection (L1) lasted longer than the 72 hours that the Children Act 1989 allows',
    fix: 'Correct the dates, or the legal status from the day on which police protection ended',
  }),
  lastsTooLong('362', 'L2', 21, {
    says: 'The emergency protection order (L2) lasted longer than 21 days, as extended by a court at most',
    fix: 'Correct the dates, or the legal status from the day on which the order ended',
  }),
  lastsTooLong('363', 'L3', 7, {
    says: 'The child assessment order (L3) lasted longer than the 7 days that the Children Act 1989 allows',
    fix: 'Correct the dates, or the legal status from the day on which the order ended',
  }),
  lastsTooLong('364', 'J2', 21, {
    says: 'The child was accommodated under the Police and Criminal Evidence Act (J2) for more than 21 days',
    fix: 'Correct the dates, or give the legal status of the remand or sentence that came after the first hearing',
  }),
  {
    code: '358',
    since: 2023,
    says: 'The child was under 10, the age of criminal responsibility, when this youth justice status (J1 to J3) began',
    fix: 'Correct LS, DECOM, or the date of birth in the Header',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DECOM', 'LS'], Header: ['DOB'] },
    check: (child, blame) => {
      for (const episode of child.Episodes) {
        if (episode.LS === null || !youthJustice.has(episode.LS)) continue
        const tooYoung = child.Header.filter(({ DOB }) => ageOn(DOB, episode.DECOM) < 10)
        if (tooYoung.length > 0) blame(episode, ...tooYoung)
      }
    },
  },
  {
    code: '359',
    since: 2023,
    says: 'The young person is over 18 and the episode is open; only section 20 (V2) in a home (K2) can go on so long',
    fix: 'End the episode on the 18th birthday at the latest, or correct LS, PLACE or the date of birth',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DEC', 'LS', 'PLACE'] },
    reads: ['Header'],
    each: 'Episodes',
    wrong: ({ DEC, LS, PLACE, child }, run) =>
      DEC === null && turns(child.header?.DOB ?? null, 18) < run.end && !(LS === 'V2' && PLACE === 'K2'),
  },
  {
    code: '408',
    since: 2023,
    says: 'The child is placed for adoption under a placement order (A5, A6), but the legal status is not E1',
    fix: 'Give LS E1 if there is a placement order; without one, with consent, PLACE is A3 or A4',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'LS'] },
    each: 'Episodes',
    wrong: ({ PLACE, LS }) => (PLACE === 'A5' || PLACE === 'A6') && LS !== 'E1',
  },
  {
    code: '446',
    since: 2023,
    says: 'The episode is under a placement order (E1) but begins before December 2005, when there were none yet',
    fix: 'Correct DECOM or LS',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['LS', 'DECOM'] },
    each: 'Episodes',
    wrong: ({ LS, DECOM }) => LS === 'E1' && DECOM !== null && DECOM < dayNumber(2005, 12, 1),
  },
  {
    code: '445',
    since: 2023,
    until: 2024,
    says: 'The episode is under a freeing order (D1) but begins after December 2005, when they had been abolished',
    fix: 'Correct DECOM, or give the legal status that stood from that day',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['LS', 'DECOM'] },
    each: 'Episodes',
    wrong: ({ LS, DECOM }) => LS === 'D1' && DECOM !== null && DECOM > dayNumber(2005, 12, 31),
  },
  {
    code: '451',
    since: 2023,
    until: 2024,
    says: 'The child is still under a freeing order (D1), though none could be applied for since 30 December 2005',
    fix: 'Give the episode its DEC and REC, or the legal status that stands today',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['DEC', 'REC', 'LS'] },
    each: 'Episodes',
    wrong: ({ DEC, REC, LS }) => DEC === null && REC === null && LS === 'D1',
  },
  motherMissing('2', { since: 2023, until: 2024 }),
  motherMissing('F', { since: 2025 }),
  {
    code: '365',
    since: 2023,
    says: 'A single short break (V3) lasted longer than 17 days',
    fix: 'Correct the dates; a longer stay is not a short break, and its legal status is V2',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['LS', 'DECOM', 'DEC'] },
    each: 'Episodes',
    wrong: ({ LS, DECOM, DEC }, run) => LS === 'V3' && DECOM !== null && (DEC ?? run.end) - DECOM > 17,
  },
  {
    code: '366',
    since: 2023,
    says: 'A short break (V3) does not begin with RNE S, as if the child changed placement in the middle of a break',
    fix: 'Give RNE S: every break is an episode of its own, in one placement',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['RNE'] },
    each: 'Episodes',
    wrong: ({ LS, RNE }) => LS === 'V3' && RNE !== 'S',
  },
  {
    code: '367',
    since: 2023,
    says: "The child's short breaks (V3) come to more than 75 days in the year",
    fix: 'Correct the dates; a child who needs more than 75 days is looked after under V2',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['LS', 'DECOM', 'DEC'] },
    check: (child, blame, run) => {
      const breaks = child.episodes.filter((episode) => episode.LS === 'V3' && daysInYear(episode, run) > 0)
      if (breaks.reduce((sum, episode) => sum + daysInYear(episode, run), 0) > 75) blame(...breaks)
    },
  },
  {
    code: '426',
    since: 2023,
    says: 'Short breaks are recorded both one by one (V3) and as one agreement (V4) for the same child in a year',
    fix: 'Choose one of the two ways for the whole year: V3 for every break, or one V4 for the series',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['LS'] },
    check: (child, blame) => {
      const breaks = child.Episodes.filter(isShortBreak)
      if (new Set(breaks.map(({ LS }) => LS)).size > 1) blame(...breaks)
    },
  },
])
