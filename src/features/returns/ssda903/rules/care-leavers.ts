// Young people who have left care, around their 17th to 21st birthdays (OC3): who belongs there, and what is said of them.
import type { DayNumber } from '../../../../lib/day-number.ts'
import { isReadable, isUnreadable } from '../../engine/rows.ts'
import {
  ageOn,
  type Child,
  type Episode,
  isShortBreak,
  lookedAfterAllYear,
  type Row,
  rules,
  type Ssda903Run,
  turns,
} from '../child.ts'
import { hasHealthAnswers, healthAnswers } from './health-outcomes.ts'

const answers = ['IN_TOUCH', 'ACTIV', 'ACCOM'] as const
const adoption = ['DATE_INT', 'DATE_MATCH', 'FOSTER_CARE', 'NB_ADOPTR', 'SEX_ADOPTR', 'LS_ADOPTR'] as const
/** Tables that have no row of a child who was not in care in the year. */
const tablesOfCare = ['PlacedAdoption', 'Missing', 'Reviews', 'AD1', 'PrevPerm', 'OC2'] as const

const contacts = new Set(['YES', 'NO', 'DIED', 'REFU', 'NREQ', 'RHOM'])
const activities = new Set(['F1', 'P1', 'F2', 'P2', 'F4', 'P4', 'F5', 'P5', 'G4', 'G5', 'G6', '0'])
// Kind of accommodation and whether it is suitable (1) or not (2); nobody is suitably homeless (S) or in custody (X).
const accommodation = /^([BCDEGHKRTUVWYZ][12]|[SX]2|0)$/

const isAnswered = (row: Row<'OC3'>): boolean => answers.some((name) => row[name] !== null)
const isAdopted = (row: Row<'AD1'>): boolean => adoption.some((name) => row[name] !== null)

/** The birthday in the year of somebody who was 17 or 18 at its end; NaN of anybody else. */
const seventeenthOrEighteenth = (born: DayNumber | null, run: Ssda903Run): DayNumber => {
  const age = ageOn(born, run.end)
  return age === 17 || age === 18 ? turns(born, age) : Number.NaN
}

/** Whether any episode lies in the year; null when that hangs on a day that cannot be read. */
const inCareInYear = (child: Child, run: Ssda903Run): boolean | null => {
  let unclear = false
  for (const { DECOM, DEC } of child.Episodes) {
    if (DECOM === null || Number.isNaN(DECOM) || isUnreadable(DEC)) unclear = true
    else if (DECOM <= run.end && (DEC === null || DEC >= run.start)) return true
  }
  return unclear ? null : false
}

/** Episodes of this year's return and last year's together, each start once, in order: the one that has ended counts. */
const knownEpisodes = (child: Child): Episode[] => {
  const byStart = new Map<DayNumber, Episode>()
  const ended = (episode: Episode): number => episode.DEC ?? Number.POSITIVE_INFINITY
  for (const episode of [...child.episodes, ...(child.lastEpisodes as readonly Episode[])]) {
    const known = byStart.get(episode.DECOM as DayNumber)
    if (!known || ended(episode) < ended(known)) byStart.set(episode.DECOM as DayNumber, episode)
  }
  return [...byStart.values()].sort((a, b) => (a.DECOM as number) - (b.DECOM as number))
}

/** Days in care after the 14th and after the 16th birthday as far as the two returns tell; short breaks do not count. */
const daysInCare = (episodes: readonly Episode[], born: DayNumber | null, run: Ssda903Run) => {
  const daysSince = (birthday: DayNumber): number =>
    episodes.reduce((days, episode, i) => {
      const until = episode.DEC ?? episodes[i + 1]?.DECOM ?? run.end
      return isShortBreak(episode) ? days : days + Math.max(0, until - Math.max(episode.DECOM as number, birthday))
    }, 0)
  return { since14: daysSince(turns(born, 14)), since16: daysSince(turns(born, 16)) }
}

const isNoCareLeaver = (row: Row<'OC3'>, run: Ssda903Run): boolean => {
  const { child } = row
  if (child.id === null) return false
  const rows = [...child.Episodes, ...child.Episodes_last]
  if (rows.some(({ DECOM, DEC }) => !isReadable(DECOM) || isUnreadable(DEC))) return false
  const episodes = knownEpisodes(child)
  const { REC } = episodes.at(-1) ?? { REC: null }
  if (REC === 'E11' || REC === 'E12') return true
  // Who was a care leaver last year has been in care long enough, in years that these two returns do not show.
  if (child.OC3_last.length > 0) return false
  if (episodes.length === 0) return true
  const { since14, since16 } = daysInCare(episodes, child.header?.DOB ?? row.DOB, run)
  return since14 < 91 || since16 < 1
}

export const careLeavers = rules([
  {
    code: '131',
    since: 2023,
    says: 'Whether the council is in touch with the care leaver (IN_TOUCH) is blank or not one of the codes',
    fix: 'Choose YES, NO, DIED, REFU (refuses contact), NREQ (needs no services) or RHOM (returned home)',
    who: 'leaving care team',
    severity: 'error',
    stage: 1,
    blames: { OC3: ['IN_TOUCH'] },
    each: 'OC3',
    wrong: ({ IN_TOUCH }) => IN_TOUCH === null || !contacts.has(IN_TOUCH),
  },
  {
    code: '132',
    since: 2023,
    says: 'What the care leaver does (ACTIV) is blank or not one of the codes',
    fix: 'Choose a code for education, training, work or none of these, or 0 if it is not known',
    who: 'leaving care team',
    severity: 'error',
    stage: 1,
    blames: { OC3: ['ACTIV'] },
    each: 'OC3',
    wrong: ({ ACTIV }) => ACTIV === null || !activities.has(ACTIV),
  },
  {
    code: '133',
    since: 2023,
    says: 'Where the care leaver lives (ACCOM) is blank or not one of the codes',
    fix: 'Choose a code for the accommodation and whether it is suitable, such as U1, or 0 if it is not known',
    who: 'leaving care team',
    severity: 'error',
    stage: 1,
    blames: { OC3: ['ACCOM'] },
    each: 'OC3',
    wrong: ({ ACCOM }) => ACCOM === null || !accommodation.test(ACCOM),
  },
  {
    code: '153',
    since: 2023,
    says: 'Only part of what is asked about the care leaver is filled in',
    fix: 'Fill in all of IN_TOUCH, ACTIV and ACCOM',
    who: 'leaving care team',
    severity: 'error',
    stage: 1,
    blames: { OC3: answers },
    each: 'OC3',
    wrong: (row) => isAnswered(row) && answers.some((name) => row[name] === null),
  },
  {
    code: '344',
    since: 2023,
    says: 'The care leaver has died or gone back to parents for six months or more, so ACTIV and ACCOM should both be 0',
    fix: 'Set ACTIV and ACCOM to 0, or correct IN_TOUCH',
    who: 'leaving care team',
    severity: 'error',
    stage: 1,
    blames: { OC3: answers },
    each: 'OC3',
    wrong: ({ IN_TOUCH, ACTIV, ACCOM }) =>
      (IN_TOUCH === 'DIED' || IN_TOUCH === 'RHOM') && (ACTIV !== '0' || ACCOM !== '0'),
  },
  {
    code: '345',
    since: 2023,
    says: 'The council is in touch with the care leaver, but what they do or where they live is given as not known',
    fix: 'Find out and fill in ACTIV and ACCOM, or correct IN_TOUCH',
    who: 'leaving care team',
    severity: 'error',
    stage: 1,
    blames: { OC3: answers },
    each: 'OC3',
    wrong: ({ IN_TOUCH, ACTIV, ACCOM }) => IN_TOUCH === 'YES' && (ACTIV === '0' || ACCOM === '0'),
  },
  {
    code: '347',
    since: 2024,
    says: 'The care leaver is said to live in a foyer, but was under 18 when the year began',
    fix: 'Correct ACCOM or the date of birth, or confirm that the young person moved there at 18',
    who: 'leaving care team',
    // The department counts the age on 1 April; somebody may have turned 18, and moved, since.
    severity: 'query',
    stage: 1,
    blames: { OC3: ['DOB', 'ACCOM'] },
    each: 'OC3',
    // T1 and T2, whether suitable or not; the rule itself speaks of T.
    wrong: ({ DOB, ACCOM }, run) => ACCOM !== null && /^T[12]?$/.test(ACCOM) && turns(DOB, 18) > run.start,
  },
  {
    code: '3001',
    since: 2023,
    says: 'The young person turned 17 in the year and cannot yet be staying on with a former foster carer (ACCOM Z)',
    fix: 'Correct ACCOM: staying put begins at 18. Or correct the date of birth',
    who: 'leaving care team',
    severity: 'error',
    stage: 2,
    blames: { OC3: ['ACCOM'] },
    reads: ['Header'],
    each: 'OC3',
    wrong: ({ ACCOM, child }, run) => {
      const seventeen = turns(child.header?.DOB ?? null, 17)
      return (ACCOM === 'Z1' || ACCOM === 'Z2') && seventeen >= run.start && seventeen <= run.end
    },
  },
  {
    code: '391',
    since: 2023,
    says: 'There is care leaver information for somebody who was not yet 17 when the year ended',
    fix: 'Take the OC3 row out, or correct the date of birth',
    who: 'leaving care team',
    severity: 'error',
    stage: 1,
    blames: { OC3: ['DOB', ...answers] },
    each: 'OC3',
    wrong: (row, run) => isAnswered(row) && turns(row.DOB, 17) > run.end,
  },
  {
    code: '348',
    since: 2026,
    says: 'The care leaver was reported as having died last year, but not this year',
    fix: 'Find out which is true: set IN_TOUCH to DIED, or have last year put right',
    who: 'leaving care team',
    severity: 'error',
    stage: 2,
    blames: { OC3: ['IN_TOUCH'] },
    reads: ['OC3_last'],
    each: 'OC3',
    wrong: ({ IN_TOUCH, child }) => IN_TOUCH !== 'DIED' && child.OC3_last.some((row) => row.IN_TOUCH === 'DIED'),
  },
  {
    code: '1000',
    since: 2023,
    says: 'There is care leaver information for a child who died in care (REC E2)',
    fix: 'Take the OC3 row out, or correct REC if the child did not die',
    who: 'leaving care team',
    severity: 'error',
    stage: 2,
    blames: { OC3: answers },
    reads: ['Episodes'],
    optional: ['Episodes_last'],
    each: 'OC3',
    wrong: ({ child }) => [...child.Episodes, ...child.Episodes_last].some(({ REC }) => REC === 'E2'),
  },
  {
    code: '1001',
    since: 2023,
    says: 'By their episodes this young person is no care leaver: under 13 weeks in care since 14, none after 16, or adopted',
    fix: 'Take the OC3 row out, correct the episodes, or confirm that earlier years of care make up the time',
    who: 'leaving care team',
    // The two years of the return need not be all of the young person's time in care.
    severity: 'query',
    stage: 2,
    blames: { OC3: answers },
    reads: ['Episodes', 'Episodes_last', 'Header'],
    optional: ['OC3_last'],
    each: 'OC3',
    wrong: isNoCareLeaver,
  },
  {
    code: '1002',
    since: 2023,
    says: "There is care leaver information, but no episode of care in this return or last year's",
    fix: 'Correct CHILD if it is another than before, take the OC3 row out, or confirm that the care was in earlier years',
    who: 'leaving care team',
    severity: 'query',
    stage: 2,
    blames: { OC3: answers },
    reads: ['Episodes', 'Episodes_last'],
    optional: ['OC3_last'],
    each: 'OC3',
    // Who was a care leaver last year already may have left care long before.
    wrong: ({ child }) =>
      child.id !== null &&
      child.Episodes.length === 0 &&
      child.Episodes_last.length === 0 &&
      child.OC3_last.length === 0,
  },
  {
    code: '1007',
    since: 2023,
    says: 'There is care leaver information for somebody who was still looked after on their 17th or 18th birthday',
    fix: 'Take the OC3 row out, or give the episode its end date if care ended before the birthday',
    who: 'leaving care team',
    severity: 'error',
    stage: 2,
    blames: { OC3: answers },
    reads: ['Episodes'],
    each: 'OC3',
    wrong: (row, run) => {
      const birthday = seventeenthOrEighteenth(row.DOB, run)
      return (
        isAnswered(row) &&
        row.child.episodes.some(({ DECOM, DEC }) => (DECOM as number) <= birthday && (DEC === null || DEC > birthday))
      )
    },
  },
  {
    code: '1016',
    since: 2024,
    says: 'There is care leaver information for somebody who left care only on or after their 17th or 18th birthday',
    fix: 'Take the OC3 row out: it is first asked for at the birthday after leaving care. Or correct DEC',
    who: 'leaving care team',
    severity: 'error',
    stage: 2,
    blames: { OC3: answers },
    reads: ['Episodes'],
    each: 'OC3',
    wrong: (row, run) => {
      const birthday = seventeenthOrEighteenth(row.DOB, run)
      return isAnswered(row) && row.child.Episodes.some(({ DEC }) => DEC !== null && DEC >= birthday)
    },
  },
  {
    code: '1010',
    since: 2023,
    says: "The young person was still in care at the end of last year's return, but has no episode this year",
    fix: "Add this year's episodes, with the end of care, or take the OC3 row out",
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { OC3: answers },
    reads: ['Episodes', 'Episodes_last'],
    each: 'OC3',
    wrong: ({ child }) => child.Episodes.length === 0 && child.lastEpisodes.at(-1)?.DEC === null,
  },
  {
    code: '1011',
    since: 2023,
    says: "There is care leaver information, but another council took over the young person's care (last REC is E3)",
    fix: 'Take the OC3 row out, as the other council returns it, or correct REC',
    who: 'leaving care team',
    severity: 'error',
    stage: 2,
    blames: { OC3: answers },
    reads: ['Episodes'],
    each: 'OC3',
    wrong: (row) => isAnswered(row) && row.child.episodes.at(-1)?.REC === 'E3',
  },
  {
    code: '1012',
    since: 2023,
    says: 'There is a record for a child who has no episode of care in the year',
    fix: 'Take the record out if the child is only a care leaver, or add the missing episodes',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: {
      PlacedAdoption: ['CHILD'],
      Missing: ['CHILD'],
      Reviews: ['CHILD'],
      AD1: ['CHILD'],
      PrevPerm: ['CHILD'],
      OC2: ['CHILD'],
    },
    reads: ['Episodes'],
    optional: tablesOfCare,
    check: (child, blame) => {
      if (child.id === null || child.Episodes.length > 0) return
      for (const table of tablesOfCare) for (const row of child[table]) blame(row)
    },
  },
  {
    code: '1014',
    since: 2023,
    says: 'Unaccompanied asylum-seeking status (UASC) is returned for a young person who is only a care leaver this year',
    fix: 'Take the UASC row out, or add the episodes if the young person was in care in the year',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { UASC: ['DUC'], OC3: answers },
    reads: ['Episodes'],
    check: (child, blame, run) => {
      const leaving = child.OC3.filter(isAnswered)
      if (child.id === null || child.UASC.length === 0 || leaving.length === 0) return
      if (inCareInYear(child, run) === false) blame(...child.UASC, ...leaving)
    },
  },
  {
    code: '134',
    since: 2023,
    says: 'There are adoption details (AD1) for a young person who is returned as a care leaver',
    fix: 'Take the AD1 row out, or the OC3 row if the child was adopted',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { AD1: adoption },
    reads: ['OC3'],
    each: 'AD1',
    wrong: (row) => isAdopted(row) && row.child.OC3.some(isAnswered),
  },
  {
    code: '187',
    since: 2023,
    says: 'The child was looked after all year up to 31 March, and so cannot have been adopted or have left care in it',
    fix: 'Take the AD1 or OC3 row out, or correct the episodes if care ended',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { AD1: adoption, OC3: answers },
    reads: ['Episodes'],
    optional: ['AD1', 'OC3'],
    check: (child, blame, run) => {
      const rows = [...child.AD1.filter(isAdopted), ...child.OC3.filter(isAnswered)]
      if (rows.length === 0 || lookedAfterAllYear(child, run) !== true) return
      for (const row of rows) blame(row)
    },
  },
  {
    code: '215',
    since: 2023,
    says: 'The young person is returned as a care leaver and also has health answers for being looked after all year (OC2)',
    fix: 'Take out the OC3 row or the health answers of OC2, whichever is wrong',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { OC3: answers, OC2: healthAnswers },
    check: (child, blame) => {
      const leaving = child.OC3.filter(isAnswered)
      const health = child.OC2.filter(hasHealthAnswers)
      if (leaving.length > 0 && health.length > 0) blame(...leaving, ...health)
    },
  },
])
