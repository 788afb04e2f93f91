// Girls in care who are mothers: MOTHER, and MC_DOB, the date of birth of the first child.
import { differ, isUnreadable } from '../../engine/rows.ts'
import { type Episode, isShortBreak, type Row, rules, type Ssda903Run, turns } from '../child.ts'
import { bySex } from './sexes.ts'

const isWithinYear = ({ DECOM, DEC }: Episode, run: Ssda903Run): boolean =>
  DECOM !== null && DECOM <= run.end && (DEC === null || DEC >= run.start)
const isOutsideYear = ({ DECOM, DEC }: Episode, run: Ssda903Run): boolean =>
  (DECOM !== null && DECOM > run.end) || (DEC !== null && DEC < run.start)

const isFilledIn = ({ IN_TOUCH, ACTIV, ACCOM }: Row<'OC3'>): boolean =>
  IN_TOUCH !== null || ACTIV !== null || ACCOM !== null

/** The last day in care of a child who is no longer in care; NaN while that goes on or cannot be told. */
const lastDayInCare = (episodes: readonly Episode[]): number => {
  if (episodes.length === 0) return Number.NaN
  let last = Number.NEGATIVE_INFINITY
  for (const { DEC } of episodes) {
    if (DEC === null || Number.isNaN(DEC)) return Number.NaN
    last = Math.max(last, DEC)
  }
  return episodes.some(({ DEC, REC }) => DEC === last && REC === 'X1') ? Number.NaN : last
}

export const mothers = rules([
  ...bySex(({ male, female }) => ({
    code: '165',
    since: 2023,
    says: 'MOTHER is not what it must be: 0 or 1 for a girl looked after in the year other than for short breaks, blank for everybody else',
    fix: 'For a girl looked after in the year fill in 1 if she is a mother, 0 if not; for others leave MOTHER blank',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Header: ['MOTHER', 'SEX'], OC3: ['IN_TOUCH', 'ACTIV', 'ACCOM'] },
    reads: ['Episodes'],
    optional: ['OC3'],
    check: (child, blame, run) => {
      const long = child.Episodes.filter((episode) => !isShortBreak(episode))
      const wasLookedAfter = long.some((episode) => isWithinYear(episode, run))
      const isOnlyCareLeaver =
        long.length > 0 && long.every((episode) => isOutsideYear(episode, run)) && child.OC3.some(isFilledIn)
      for (const header of child.Header) {
        const { MOTHER, SEX } = header
        const wrong =
          MOTHER === null
            ? SEX === female && wasLookedAfter
            : (MOTHER !== '0' && MOTHER !== '1') || SEX === male || (SEX === female && isOnlyCareLeaver)
        if (wrong) blame(header, ...child.OC3)
      }
    },
  })),
  ...bySex(({ female }) => ({
    code: '607',
    since: 2023,
    says: 'She ceased to be looked after in the year, and MOTHER is blank',
    fix: 'Fill in MOTHER: 1 if she is a mother, 0 if not',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Header: ['MOTHER', 'SEX'], Episodes: ['DEC', 'REC', 'LS'] },
    check: (child, blame, run) => {
      const headers = child.Header.filter(({ SEX, MOTHER }) => SEX === female && MOTHER === null)
      const last = child.Episodes.filter(
        (episode) =>
          episode.DEC !== null &&
          episode.DEC >= run.start &&
          episode.DEC <= run.end &&
          episode.REC !== null &&
          episode.REC !== 'X1' &&
          !isShortBreak(episode),
      )
      if (headers.length > 0 && last.length > 0) blame(...headers, ...last)
    },
  })),
  {
    code: '628',
    since: 2023,
    says: 'MOTHER is filled in for a care leaver who was not looked after in the year',
    fix: 'Leave MOTHER blank; or add the episodes, if she was looked after in the year',
    who: 'leaving care team',
    severity: 'error',
    stage: 2,
    blames: { Header: ['MOTHER'] },
    reads: ['Episodes', 'OC3'],
    each: 'Header',
    wrong: ({ MOTHER, child }) => MOTHER !== null && child.Episodes.length === 0 && child.OC3.some(isFilledIn),
  },
  {
    code: '620',
    since: 2023,
    says: 'She is a mother although by her date of birth she was under 11 when the return year began',
    fix: 'Correct DOB or MOTHER, or confirm that both are right',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { Header: ['DOB', 'MOTHER'] },
    each: 'Header',
    wrong: ({ DOB, MOTHER }, run) => MOTHER === '1' && turns(DOB, 11) > run.start,
  },
  {
    code: '171',
    since: 2023,
    says: 'The date of birth of her first child is not a real date',
    fix: 'Correct MC_DOB as DD/MM/YYYY',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['MC_DOB'] },
    each: 'Header',
    wrong: ({ MC_DOB }) => isUnreadable(MC_DOB),
  },
  {
    code: '611',
    since: 2023,
    says: 'She is a mother, but the date of birth of her first child is missing',
    fix: 'Fill in MC_DOB; or set MOTHER to 0 if she is not a mother',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['MOTHER', 'MC_DOB'] },
    each: 'Header',
    wrong: ({ MOTHER, MC_DOB }) => MOTHER === '1' && MC_DOB === null,
  },
  ...bySex(({ female }) => ({
    code: '612',
    since: 2023,
    says: 'There is a date of birth of her first child, but MOTHER is not 1',
    fix: 'Set MOTHER to 1, or take MC_DOB out if she is not a mother',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['SEX', 'MOTHER', 'MC_DOB'] },
    each: 'Header',
    wrong: ({ SEX, MOTHER, MC_DOB }) => SEX === female && MOTHER !== '1' && MC_DOB !== null,
  })),
  ...bySex(({ male }) => ({
    code: '174',
    since: 2023,
    says: 'A boy has the date of birth of a first child, which is asked of mothers only',
    fix: 'Take MC_DOB out, or correct SEX',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['SEX', 'MC_DOB'] },
    each: 'Header',
    wrong: ({ SEX, MC_DOB }) => SEX === male && MC_DOB !== null,
  })),
  {
    code: '621',
    since: 2023,
    says: 'Her first child was born before her or on the same day',
    fix: 'Correct DOB or MC_DOB',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['DOB', 'MC_DOB'] },
    each: 'Header',
    wrong: ({ DOB, MC_DOB }) => DOB !== null && MC_DOB !== null && MC_DOB <= DOB,
  },
  {
    code: '625',
    since: 2023,
    says: 'Her first child was born after the end of the return year, or after she had ceased to be looked after',
    fix: 'Correct MC_DOB or DEC; or leave MOTHER at 0 and MC_DOB blank, since she was not yet a mother',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Header: ['MC_DOB'], Episodes: ['DEC'] },
    check: (child, blame, run) => {
      const ended = child.Episodes.flatMap(({ DEC }) => (DEC === null || Number.isNaN(DEC) ? [] : [DEC]))
      const lastEnd = Math.max(...ended)
      const lastDay = lastDayInCare(child.Episodes)
      const wrong = child.Header.filter(({ MC_DOB }) => MC_DOB !== null && (MC_DOB > run.end || MC_DOB > lastDay))
      if (wrong.length > 0) blame(...wrong, ...child.Episodes.filter(({ DEC }) => DEC === lastEnd))
    },
  },
  {
    code: '624',
    since: 2023,
    says: 'The date of birth of her first child is not what last year’s return said',
    fix: 'Correct MC_DOB, or confirm that last year was wrong',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Header: ['MC_DOB'] },
    reads: ['Header_last'],
    each: 'Header',
    wrong: ({ MC_DOB, child: { lastHeader } }) =>
      lastHeader !== null && lastHeader.MC_DOB !== null && differ(MC_DOB, lastHeader.MC_DOB),
  },
  {
    code: '626',
    since: 2023,
    says: 'Her first child was born before the return year began, but last year’s return said that she was not a mother',
    fix: 'Correct MC_DOB or MOTHER, or confirm that last year was wrong',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { Header: ['MOTHER', 'MC_DOB'] },
    reads: ['Header_last'],
    each: 'Header',
    wrong: ({ MOTHER, MC_DOB, child: { lastHeader } }, run) =>
      MOTHER === '1' && lastHeader?.MOTHER === '0' && MC_DOB !== null && MC_DOB < run.start,
  },
])
