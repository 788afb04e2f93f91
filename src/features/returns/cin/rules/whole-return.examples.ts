import type { Examples, Written } from '../testing.ts'

const plan = { CPPstartDate: '2026-06-08' }
const conference = { DateOfInitialCPC: '2026-06-08' }
/** A hundred children, so many of whom with another sex or gender. */
const hundred = (column: string, usual: string, other: string | null, others: number): Written => ({
  ChildIdentifiers: Array.from({ length: 100 }, (_, i) => ({
    LAchildID: `A${i}`,
    [column]: i < others ? other : usual,
    PersonBirthDate: '2014-05-12',
  })),
})
const disabilities = (...codes: string[]): Written => ({
  Disabilities: codes.map((Disability, i) => ({ LAchildID: `A${i}`, Disability })),
})

export const wholeReturnExamples: Examples = {
  '100': {
    passes: { Header: [{ ReferenceDate: '2027-03-31' }] },
    fails: { Header: [{ ReferenceDate: '2026-03-31' }, {}, { ReferenceDate: '31/03/2027' }] },
    at: ['Header 0 ReferenceDate', 'Header 1 ReferenceDate', 'Header 2 ReferenceDate'],
  },
  '2883': {
    passes: { ChildProtectionPlans: [plan, plan], Section47: [conference], CINdetails: [conference] },
    // A plan and a conference of another year do not count.
    fails: {
      ChildProtectionPlans: [plan, plan, { CPPstartDate: '2026-03-31' }],
      Section47: [conference, { DateOfInitialCPC: '2026-03-31' }],
      CINdetails: [{}],
    },
    at: ['whole return'],
  },
  '2886Q@2024': {
    passes: hundred('GenderCurrent', '1', '0', 2),
    fails: hundred('GenderCurrent', '1', '0', 3),
    at: ['whole return'],
  },
  '2886Q': {
    passes: hundred('Sex', 'F', 'U', 2),
    fails: hundred('Sex', 'F', null, 3),
    at: ['whole return'],
  },
  '2887Q': {
    passes: disabilities('MOB', 'HAND', 'PC', 'INC', 'COMM', 'LD', 'HEAR', 'VIS', 'NONE'),
    fails: disabilities('MOB', 'HAND', 'PC', 'INC', 'COMM', 'LD', 'HEAR', 'HEAR', 'NONE'),
    at: ['whole return'],
  },
  '2888Q': {
    passes: { Disabilities: [{ Disability: 'MOB' }, { Disability: 'LD' }, { LAchildID: 'A2', Disability: 'LD' }] },
    fails: { Disabilities: [{ Disability: 'MOB' }, { LAchildID: 'A2', Disability: 'LD' }] },
    at: ['whole return'],
  },
}
