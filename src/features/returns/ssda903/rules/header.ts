// What the Header says of each child: sex, date of birth, ethnicity and the unique pupil number.
import { dayNumber, partsOf } from '../../../../lib/day-number.ts'
import { findCode } from '../../codes/code-lists.ts'
import { isUnreadable, oneOf } from '../../engine/rows.ts'
import { type Episode, isShortBreak, rules, turns } from '../child.ts'

const isSexUntil2024 = oneOf('1', '2')
const isSex = oneOf('M', 'F', 'U')
/** What may stand where there is no UPN. */
export const isReasonForNoUpn = oneOf('UN1', 'UN2', 'UN3', 'UN4', 'UN5')

/** A letter, then twelve digits or eleven and a letter. I, O and S begin none, being too like digits. */
const upnShape = /^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]$/

/** The episode with which the time in care began that this episode belongs to. */
const firstOfCare = (episode: Episode): Episode => {
  let first = episode
  while (first.RNE !== 'S' && first.previous) first = first.previous
  return first
}

export const header = rules([
  {
    code: '101',
    since: 2023,
    until: 2024,
    says: 'SEX is blank or is not 1 (male) or 2 (female)',
    fix: 'Fill in SEX with 1 or 2',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['SEX'] },
    each: 'Header',
    wrong: ({ SEX }) => !isSexUntil2024(SEX),
  },
  {
    code: '101',
    since: 2025,
    says: 'SEX is blank or is not M (male), F (female) or U (unknown)',
    fix: 'Fill in SEX with M, F or U',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['SEX'] },
    each: 'Header',
    wrong: ({ SEX }) => !isSex(SEX),
  },
  {
    code: '232',
    since: 2025,
    says: 'The sex of this child is returned as unknown (U), which is rare once a child is born',
    fix: 'Fill in M or F if it is known; otherwise confirm that U is right',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { Header: ['SEX'] },
    each: 'Header',
    wrong: ({ SEX }) => SEX === 'U',
  },
  {
    code: '102',
    since: 2023,
    says: 'The date of birth in the Header is blank or is not a real date',
    fix: 'Fill in DOB as DD/MM/YYYY',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['DOB'] },
    each: 'Header',
    wrong: ({ DOB }) => DOB === null || isUnreadable(DOB),
  },
  {
    code: '301',
    since: 2023,
    says: 'The date of birth is after the end of the return year',
    fix: 'Correct DOB; a child born after 31 March belongs in the next return',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['DOB'] },
    each: 'Header',
    wrong: ({ DOB }, run) => DOB !== null && DOB > run.end,
  },
  {
    code: '351',
    since: 2023,
    says: 'By the date of birth this person was over 25 when the return year began',
    fix: 'Correct DOB, or take the person out of the return',
    who: 'leaving care team',
    severity: 'error',
    stage: 1,
    blames: { Header: ['DOB'] },
    each: 'Header',
    wrong: ({ DOB }, run) => run.start > turns(DOB, 25),
  },
  {
    code: '103',
    since: 2023,
    says: 'The ethnic group is blank or is not one of the codes of the return',
    fix: 'Fill in ETHNIC with a code of the list; NOBT when it has not been obtained yet, REFU when it was declined',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Header: ['ETHNIC'] },
    each: 'Header',
    wrong: ({ ETHNIC }) => ETHNIC === null || !findCode('ethnicity', ETHNIC),
  },
  {
    code: '105',
    since: 2023,
    says: 'It is not said whether the child is an unaccompanied asylum seeker: the flag UASC is not 0 or 1',
    fix: 'Set UASC to 1 for an unaccompanied asylum-seeking child and to 0 for everybody else',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Header: ['UASC'] },
    each: 'Header',
    // The CSV files have no such flag: there a row in the UASC file says it.
    wrong: ({ UASC }, run) => run.format === 'xml' && UASC !== '0' && UASC !== '1',
  },
  {
    code: '442',
    since: 2023,
    says: 'A child who is looked after other than for short breaks has neither a UPN nor a reason for having none',
    fix: 'Fill in UPN, or one of UN1 to UN5 to say why there is none',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { Header: ['UPN'] },
    reads: ['Episodes'],
    each: 'Header',
    wrong: ({ UPN, child }) => UPN === null && child.Episodes.some((episode) => !isShortBreak(episode)),
  },
  {
    code: '168',
    since: 2023,
    says: 'The UPN does not have the shape of one, and is not UN1, UN2, UN3, UN4 or UN5 either',
    fix: 'Correct UPN: a letter other than I, O or S and twelve digits, the last of which may be a letter',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { Header: ['UPN'] },
    each: 'Header',
    wrong: ({ UPN }) => UPN !== null && !upnShape.test(UPN) && !isReasonForNoUpn(UPN),
  },
  {
    code: '444',
    since: 2026,
    says: 'This UPN stands on more than one row of the Header although it belongs to one child only',
    fix: 'Find out whose UPN it is and correct the others; if they are the same child, keep one row',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { Header: ['UPN'] },
    whole: (children, blame) => {
      const given = children.flatMap(({ Header }) => Header).filter(({ UPN }) => UPN !== null && !isReasonForNoUpn(UPN))
      for (const rows of Map.groupBy(given, ({ UPN }) => UPN).values()) {
        if (rows.length > 1) blame(...rows)
      }
    },
  },
  {
    code: '209',
    since: 2023,
    says: 'The child is old enough for school, so UN1 (too young to have a UPN) cannot be right',
    fix: 'Ask the school or the virtual school for the UPN, or choose the reason that is true',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { Header: ['UPN', 'DOB'] },
    each: 'Header',
    // Four by the end of August before the return year began: in school when it began.
    wrong: ({ UPN, DOB }, run) => UPN === 'UN1' && turns(DOB, 4) <= dayNumber(partsOf(run.start).year - 1, 8, 31),
  },
  {
    code: '210',
    since: 2023,
    says: 'UN4 is for a child new to care in the last week of the year, but this one had been in care for longer at 31 March',
    fix: 'Fill in UPN, or choose the reason that is true',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { Header: ['UPN'], Episodes: ['DECOM'] },
    check: ({ Header, episodes }, blame, run) => {
      const headers = Header.filter(({ UPN }) => UPN === 'UN4')
      const latest = episodes.at(-1)
      if (headers.length === 0 || !latest) return
      const { DECOM, DEC } = latest
      const isAtEnd = DECOM !== null && DECOM <= run.end && (DEC === null || DEC > run.end)
      const first = firstOfCare(latest)
      if (isAtEnd && first.DECOM !== null && first.DECOM < run.end - 7) blame(...headers, first)
    },
  },
])
