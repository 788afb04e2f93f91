// The return as a whole: its date, and what is only seen by counting.
import { type Child, inYear, isCode, type Row, rules } from '../child.ts'

const disabilitiesOf = ({ Disabilities }: Child): Set<string> =>
  new Set(Disabilities.flatMap(({ Disability }) => (Disability === null || Disability === 'NONE' ? [] : [Disability])))

/** More than two in a hundred of all children are born and have no sex recorded. */
const sexOftenUnknown = (children: readonly Child[], isUnknown: (row: Row<'ChildIdentifiers'>) => boolean): boolean => {
  const all = children.flatMap(({ ChildIdentifiers }) => ChildIdentifiers)
  const unknown = all.filter((row) => row.ExpectedPersonBirthDate === null && isUnknown(row))
  return unknown.length > all.length * 0.02
}

export const wholeReturn = rules([
  {
    code: '100',
    since: 2023,
    says: 'The reference date is not the 31 March on which the census year ends',
    fix: 'Set ReferenceDate to 31 March of the census year and make the file again',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { Header: ['ReferenceDate'] },
    each: 'Header',
    wrong: ({ ReferenceDate }, { referenceDate }) => ReferenceDate !== referenceDate,
  },
  {
    code: '2883',
    since: 2023,
    says: 'More child protection plans began in the year than initial conferences were held',
    fix: 'Look for plans without their conference: DateOfInitialCPC under Section47, or in CINdetails for a child who moved in',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: {
      ChildProtectionPlans: ['CPPstartDate'],
      Section47: ['DateOfInitialCPC'],
      CINdetails: ['DateOfInitialCPC'],
    },
    whole: (children, blame, run) => {
      let plans = 0
      let conferences = 0
      for (const child of children) {
        plans += child.ChildProtectionPlans.filter(({ CPPstartDate }) => inYear(CPPstartDate, run)).length
        conferences += child.Section47.filter(({ DateOfInitialCPC }) => inYear(DateOfInitialCPC, run)).length
        conferences += child.CINdetails.filter(({ DateOfInitialCPC }) => inYear(DateOfInitialCPC, run)).length
      }
      if (plans > conferences) blame()
    },
  },
  {
    code: '2886Q',
    since: 2023,
    until: 2024,
    says: 'More than 2% of children who are born have no gender recorded',
    fix: 'Fill in GenderCurrent where it is 0 or missing, or say why it is not known',
    who: 'data officer',
    severity: 'query',
    stage: 2,
    blames: { ChildIdentifiers: ['GenderCurrent', 'ExpectedPersonBirthDate'] },
    whole: (children, blame) => {
      if (sexOftenUnknown(children, ({ GenderCurrent }) => GenderCurrent === null || GenderCurrent === '0')) blame()
    },
  },
  {
    code: '2886Q',
    since: 2025,
    says: 'More than 2% of children who are born have no sex recorded',
    fix: 'Fill in Sex where it is U or missing, or say why it is not known',
    who: 'data officer',
    severity: 'query',
    stage: 2,
    blames: { ChildIdentifiers: ['Sex', 'ExpectedPersonBirthDate'] },
    whole: (children, blame) => {
      if (sexOftenUnknown(children, ({ Sex }) => Sex === null || Sex === 'U')) blame()
    },
  },
  {
    code: '2887Q',
    since: 2023,
    says: 'Fewer than 8 of the codes of disability are used in the whole return',
    fix: 'Check that disabilities are recorded and mapped to all the codes, or say why so few are needed',
    who: 'data officer',
    severity: 'query',
    stage: 2,
    blames: { Disabilities: ['Disability'] },
    whole: (children, blame, run) => {
      const used = new Set(children.flatMap((child) => [...disabilitiesOf(child)]))
      if ([...used].filter((code) => isCode('disability', code, run)).length < 8) blame()
    },
  },
  {
    code: '2888Q',
    since: 2023,
    says: 'Not one child has more than one disability recorded',
    fix: 'Check that every disability of a child comes into the return, or say why there is only ever one',
    who: 'data officer',
    severity: 'query',
    stage: 2,
    blames: { Disabilities: ['Disability'] },
    whole: (children, blame) => {
      const numbers = children.map((child) => disabilitiesOf(child).size)
      if (numbers.includes(1) && !numbers.some((number) => number > 1)) blame()
    },
  },
])
