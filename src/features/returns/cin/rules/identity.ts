// Who the child is: identifier, dates of birth and death, sex.
import { birthday, monthsOn } from '../../../../lib/day-number.ts'
import { before, isCode, outsideYear, rules } from '../child.ts'
import { pairsWhere } from '../overlap.ts'

export const identity = rules([
  {
    code: '8500',
    since: 2023,
    says: 'This child has no LAchildID',
    fix: 'Give the child the identifier your council knows the child by',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['LAchildID'] },
    each: 'ChildIdentifiers',
    wrong: ({ LAchildID }) => LAchildID === null,
  },
  {
    code: '8510',
    since: 2023,
    says: 'Two children in the return have the same LAchildID',
    fix: 'Give each child an identifier of its own, or bring together what is twice about one child',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { ChildIdentifiers: ['LAchildID'] },
    check: ({ id, ChildIdentifiers }, blame) => {
      if (id !== null && ChildIdentifiers.length > 1) blame(...ChildIdentifiers)
    },
  },
  {
    code: '1570',
    since: 2025,
    says: 'The LAchildID is longer than 20 characters',
    fix: 'Shorten the identifier to 20 characters at the most',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['LAchildID'] },
    each: 'ChildIdentifiers',
    wrong: ({ LAchildID }) => LAchildID !== null && LAchildID.length > 20,
  },
  {
    code: '1580',
    since: 2025,
    says: 'The LAchildID has characters other than letters and digits',
    fix: 'Take spaces, dashes and other signs out of the identifier',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['LAchildID'] },
    each: 'ChildIdentifiers',
    wrong: ({ LAchildID }) => LAchildID !== null && !/^[A-Z0-9]+$/.test(LAchildID),
  },
  {
    code: '8590',
    since: 2023,
    says: 'The child is in the return without a single episode of need',
    fix: 'Add the referral the child is returned for, or leave the child out',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { ChildIdentifiers: ['LAchildID'] },
    reads: ['CINdetails'],
    check: ({ ChildIdentifiers, CINdetails }, blame) => {
      if (CINdetails.length === 0) for (const row of ChildIdentifiers) blame(row)
    },
  },
  {
    code: '8520',
    since: 2023,
    says: 'The date of birth is not a day up to the end of the census year',
    fix: 'Correct PersonBirthDate; for a child not born by 31 March give ExpectedPersonBirthDate instead',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['PersonBirthDate'] },
    each: 'ChildIdentifiers',
    // A date nobody can read is not one up to 31 March either, and no other rule would say so.
    wrong: ({ PersonBirthDate }, { end }) => PersonBirthDate !== null && !(PersonBirthDate <= end),
  },
  {
    code: '8525Q',
    since: 2023,
    says: 'The child has both a date of birth and an expected one, or neither',
    fix: 'Give PersonBirthDate for a child who is born and ExpectedPersonBirthDate for one who is not, or say why it cannot be given',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { ChildIdentifiers: ['PersonBirthDate', 'ExpectedPersonBirthDate'] },
    each: 'ChildIdentifiers',
    wrong: ({ PersonBirthDate, ExpectedPersonBirthDate }) =>
      (PersonBirthDate === null) === (ExpectedPersonBirthDate === null),
  },
  {
    code: '8530Q',
    since: 2023,
    says: 'The expected date of birth does not lie between March and December of the year in which the census year ends',
    fix: 'Correct ExpectedPersonBirthDate, or replace it by the date of birth if the child is born',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { ChildIdentifiers: ['ExpectedPersonBirthDate'] },
    each: 'ChildIdentifiers',
    wrong: ({ ExpectedPersonBirthDate: expected }, { referenceDate }) =>
      expected !== null && !(expected >= referenceDate - 30 && expected <= monthsOn(referenceDate, 9)),
  },
  {
    code: '8535Q',
    since: 2023,
    says: 'The child died before the date of birth, or has a date of death without one of birth',
    fix: 'Check PersonDeathDate and PersonBirthDate',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { ChildIdentifiers: ['PersonDeathDate', 'PersonBirthDate'] },
    each: 'ChildIdentifiers',
    wrong: ({ PersonDeathDate, PersonBirthDate }) =>
      PersonDeathDate !== null && (PersonBirthDate === null || PersonDeathDate < PersonBirthDate),
  },
  {
    code: '8545Q',
    since: 2023,
    says: 'The date of death is not a day of the census year',
    fix: 'Check PersonDeathDate; a child who died before 1 April has no place in this return',
    who: 'social worker',
    severity: 'query',
    stage: 1,
    blames: { ChildIdentifiers: ['PersonDeathDate'] },
    each: 'ChildIdentifiers',
    wrong: ({ PersonDeathDate }, run) => outsideYear(PersonDeathDate, run),
  },
  {
    code: '4180',
    since: 2023,
    until: 2024,
    says: 'GenderCurrent is missing or not one of 0, 1, 2 and 9',
    fix: 'Give 1 for male, 2 for female, 9 for indeterminate, 0 where it is not recorded or the child is not born',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['GenderCurrent'] },
    each: 'ChildIdentifiers',
    wrong: ({ GenderCurrent }, run) => !isCode('sex-legacy', GenderCurrent, run),
  },
  {
    code: '4180',
    since: 2025,
    says: 'Sex is missing or not one of M, F and U',
    fix: 'Give M or F as recognised in law, U where it is not known or the child is not born',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['Sex'] },
    each: 'ChildIdentifiers',
    wrong: ({ Sex }, run) => !isCode('sex', Sex, run),
  },
  {
    code: '8750',
    since: 2023,
    until: 2024,
    says: 'The child is not born yet, but GenderCurrent is not 0',
    fix: 'Set GenderCurrent to 0, or give the date of birth if the child is born',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['GenderCurrent', 'PersonBirthDate', 'ExpectedPersonBirthDate'] },
    each: 'ChildIdentifiers',
    wrong: (row) => isUnborn(row) && row.GenderCurrent !== '0',
  },
  {
    code: '8750',
    since: 2025,
    says: 'The child is not born yet, but Sex is not U',
    fix: 'Set Sex to U, or give the date of birth if the child is born',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['Sex', 'PersonBirthDate', 'ExpectedPersonBirthDate'] },
    each: 'ChildIdentifiers',
    wrong: (row) => isUnborn(row) && row.Sex !== 'U',
  },
  {
    code: '8775Q',
    since: 2023,
    says: 'This person was over 25 while the episode of need went on',
    fix: 'Check PersonBirthDate, and close the episode with CINclosureDate if help has ended',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { ChildIdentifiers: ['PersonBirthDate'], CINdetails: ['CINclosureDate'] },
    check: ({ ChildIdentifiers, CINdetails }, blame, { referenceDate }) => {
      const over25 = ChildIdentifiers.flatMap((row) => {
        const turned25 = row.PersonBirthDate === null ? null : birthday(row.PersonBirthDate, 25)
        return before(turned25, referenceDate) ? [{ row, turned25 }] : []
      })
      const pairs = pairsWhere(
        over25,
        CINdetails,
        ({ turned25 }, { CINclosureDate }) => CINclosureDate === null || before(turned25, CINclosureDate),
      )
      for (const [{ row }, details] of pairs) blame(row, details)
    },
  },
])

function isUnborn(row: { PersonBirthDate: number | null; ExpectedPersonBirthDate: number | null }): boolean {
  return row.PersonBirthDate === null && row.ExpectedPersonBirthDate !== null
}
