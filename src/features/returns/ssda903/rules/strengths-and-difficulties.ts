// The strengths and difficulties questionnaire (SDQ) of children looked after all year: its score, or why there is none.
import { lookedAfterAllYear, type Row, rules, turns } from '../child.ts'

const reasons = new Set(['SDQ1', 'SDQ2', 'SDQ3', 'SDQ4', 'SDQ5'])
const hasEither = (row: Row<'OC2'>): boolean => row.SDQ_SCORE !== null || row.SDQ_REASON !== null

export const strengthsAndDifficulties = rules([
  {
    code: '180',
    since: 2023,
    says: 'The SDQ score is not a whole number from 0 to 40',
    fix: 'Correct SDQ_SCORE to the total of the questionnaire, or clear it and give the reason in SDQ_REASON',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['SDQ_SCORE'] },
    each: 'OC2',
    wrong: ({ SDQ_SCORE }) => SDQ_SCORE !== null && !(/^\d{1,2}$/.test(SDQ_SCORE) && Number(SDQ_SCORE) <= 40),
  },
  {
    code: '196',
    since: 2023,
    says: 'The reason why there is no SDQ score is not one of the codes',
    fix: 'Choose one of SDQ1 to SDQ5 for SDQ_REASON',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['SDQ_REASON'] },
    each: 'OC2',
    wrong: ({ SDQ_REASON }) => SDQ_REASON !== null && !reasons.has(SDQ_REASON),
  },
  {
    code: '197a',
    since: 2023,
    says: 'There is an SDQ score and also a reason why there is none',
    fix: 'Keep SDQ_SCORE if the questionnaire was scored, otherwise SDQ_REASON, and clear the other',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['SDQ_SCORE', 'SDQ_REASON'] },
    each: 'OC2',
    wrong: ({ SDQ_SCORE, SDQ_REASON }) => SDQ_SCORE !== null && SDQ_REASON !== null,
  },
  {
    code: '186',
    since: 2023,
    says: 'The child was 4 to 16 throughout the year and looked after all of it, but has no SDQ score',
    fix: 'Ask the carer to complete the questionnaire and fill in SDQ_SCORE, or give the reason in SDQ_REASON',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: ['SDQ_SCORE'] },
    reads: ['Episodes'],
    each: 'OC2',
    wrong: (row, run) =>
      !hasEither(row) &&
      turns(row.DOB, 4) <= run.start &&
      turns(row.DOB, 17) > run.end &&
      lookedAfterAllYear(row.child, run) === true,
  },
  {
    code: '197B',
    since: 2023,
    says: 'The child turned 4 or 17 in the year and was looked after all of it, but has neither an SDQ score nor a reason',
    fix: 'Fill in SDQ_SCORE, or SDQ_REASON (SDQ1 if the child was under 4 or over 16 when last assessed)',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: ['SDQ_REASON', 'DOB'] },
    reads: ['Episodes'],
    each: 'OC2',
    wrong: (row, run) =>
      !hasEither(row) &&
      // Who turns 17 on the first day of the year is 17 when it begins, and must have neither (189).
      ((turns(row.DOB, 4) >= run.start && turns(row.DOB, 4) <= run.end) ||
        (turns(row.DOB, 17) > run.start && turns(row.DOB, 17) <= run.end)) &&
      lookedAfterAllYear(row.child, run) === true,
  },
  {
    code: '157',
    since: 2023,
    says: 'The reason for no SDQ score is that the child was too young or too old (SDQ1), but the child was 4 to 16 all year',
    fix: 'Fill in SDQ_SCORE, choose another SDQ_REASON, or correct the date of birth',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: ['SDQ_REASON', 'DOB'] },
    reads: ['Episodes'],
    each: 'OC2',
    // Until the 17th birthday, as in 186: SDQ1 is for children under 4 or over 16.
    wrong: ({ DOB, SDQ_SCORE, SDQ_REASON, child }, run) =>
      SDQ_REASON === 'SDQ1' &&
      SDQ_SCORE === null &&
      turns(DOB, 4) <= run.start &&
      turns(DOB, 17) > run.end &&
      lookedAfterAllYear(child, run) === true,
  },
  {
    code: '188',
    since: 2023,
    says: 'There is an SDQ score or reason for a child who was under 4 on 31 March',
    fix: 'Clear SDQ_SCORE and SDQ_REASON, or correct the date of birth',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['SDQ_SCORE', 'SDQ_REASON'] },
    each: 'OC2',
    wrong: (row, run) => hasEither(row) && turns(row.DOB, 4) > run.end,
  },
  {
    code: '189',
    since: 2023,
    says: 'There is an SDQ score or reason for a young person who was already 17 when the year began',
    fix: 'Clear SDQ_SCORE and SDQ_REASON, or correct the date of birth',
    who: 'health and education team',
    severity: 'error',
    stage: 1,
    blames: { OC2: ['DOB', 'SDQ_SCORE', 'SDQ_REASON'] },
    each: 'OC2',
    wrong: (row, run) => hasEither(row) && turns(row.DOB, 17) <= run.start,
  },
  {
    code: '185',
    since: 2023,
    says: 'There is an SDQ score for a child who was not looked after all year up to 31 March',
    fix: 'Clear SDQ_SCORE, or correct the episodes if the child was in care from 1 April to 31 March',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: ['SDQ_SCORE'] },
    reads: ['Episodes'],
    each: 'OC2',
    wrong: ({ SDQ_SCORE, child }, run) => SDQ_SCORE !== null && lookedAfterAllYear(child, run) === false,
  },
  {
    code: '198',
    since: 2023,
    says: 'There is a reason for no SDQ score, but the child was not looked after all year, so none is expected',
    fix: 'Clear SDQ_REASON, or correct the episodes if the child was in care from 1 April to 31 March',
    who: 'health and education team',
    severity: 'error',
    stage: 2,
    blames: { OC2: ['SDQ_REASON'] },
    reads: ['Episodes'],
    each: 'OC2',
    wrong: ({ SDQ_REASON, child }, run) => SDQ_REASON !== null && lookedAfterAllYear(child, run) === false,
  },
])
