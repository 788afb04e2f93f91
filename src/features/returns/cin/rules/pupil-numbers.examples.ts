import type { Examples } from '../testing.ts'

const wentFurther = { ReferralNFA: '0' }
const noFurtherAction = { ReferralNFA: 'true', CINdetailsID: '2' }
const upns = (...numbers: (string | null)[]) => ({
  ChildIdentifiers: numbers.map((UPN, i) => ({ LAchildID: `A${i + 1}`, UPN })),
})

export const pupilNumberExamples: Examples = {
  '1510': {
    // A number that is too short, or has letters in it, is for other rules.
    passes: upns('X845212818005', 'R325', 'ASFFAGSVSV123', null),
    fails: upns('X845212818005', 'R247962919251'),
    at: ['ChildIdentifiers 1 UPN'],
  },
  '1520': {
    passes: upns('X845212818005', 'H243278544154', null, null),
    fails: upns('X845212818005', 'H243278544154', 'X845212818005'),
    at: ['ChildIdentifiers 0 UPN', 'ChildIdentifiers 2 UPN'],
  },
  '1530@2023': {
    passes: upns('H003278544154', 'X845212818005'),
    fails: upns('H003278544154', 'A942212818005'),
    at: ['ChildIdentifiers 1 UPN'],
  },
  '1530': {
    passes: upns('A942212818005', 'A943212818005', null),
    fails: upns('A944212818005'),
  },
  '1540': {
    passes: upns('X845212818005', 'X84521281800A'),
    fails: upns('X84521281O005'),
  },
  '1550': {
    passes: upns('X845212818005', 'X84521281800A', null),
    // A number without a 13th character does not end in the right one.
    fails: upns('X84521281800O', 'X8452128'),
    at: ['ChildIdentifiers 0 UPN', 'ChildIdentifiers 1 UPN'],
  },
  '1560Q': {
    passes: { ChildIdentifiers: [{ FormerUPN: 'X845212818005' }, { FormerUPN: 'X84521281800A' }, {}] },
    fails: { ChildIdentifiers: [{ FormerUPN: 'X8452128' }, { FormerUPN: '8845212818005' }] },
    at: ['ChildIdentifiers 0 FormerUPN', 'ChildIdentifiers 1 FormerUPN'],
  },
  '8770Q@2024': {
    passes: {
      ChildIdentifiers: [{ PersonBirthDate: '2018-03-31' }],
      CINdetails: [wentFurther],
    },
    fails: {
      ChildIdentifiers: [{ PersonBirthDate: '2018-03-30', UPNunknown: 'UN1' }],
      CINdetails: [wentFurther],
    },
    at: ['ChildIdentifiers 0 UPN', 'ChildIdentifiers 0 UPNunknown'],
  },
  '8770Q': {
    passes: {
      ChildIdentifiers: [
        { PersonBirthDate: '2021-09-01', UPNunknown: 'UN1' },
        { LAchildID: 'A2', PersonBirthDate: '2015-01-01', UPNunknown: 'UN3' },
        { LAchildID: 'A3', PersonBirthDate: '2015-01-01' },
      ],
      CINdetails: [wentFurther, { ...wentFurther, LAchildID: 'A2' }, { ...noFurtherAction, LAchildID: 'A3' }],
    },
    fails: {
      ChildIdentifiers: [{ PersonBirthDate: '2021-08-31', UPNunknown: 'UN1' }],
      CINdetails: [wentFurther, noFurtherAction],
    },
    at: ['ChildIdentifiers 0 UPN', 'ChildIdentifiers 0 UPNunknown'],
  },
  '8772': {
    passes: { ChildIdentifiers: [{ UPNunknown: 'UN7' }], CINdetails: [noFurtherAction] },
    fails: { ChildIdentifiers: [{ UPNunknown: 'UN7' }], CINdetails: [noFurtherAction, wentFurther] },
    at: ['ChildIdentifiers 0 UPNunknown', 'CINdetails 1 ReferralNFA'],
  },
}
