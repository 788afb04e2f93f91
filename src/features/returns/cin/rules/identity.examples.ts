import type { Examples } from '../testing.ts'

const born = { PersonBirthDate: '2014-05-12', Sex: 'F' }
const unborn = { ExpectedPersonBirthDate: '2027-06-01', Sex: 'U' }
const referral = { CINreferralDate: '2026-05-06', ReferralNFA: '0' }

export const identityExamples: Examples = {
  '8500': {
    passes: { ChildIdentifiers: [born] },
    fails: { ChildIdentifiers: [{ ...born, LAchildID: null }] },
    at: ['ChildIdentifiers 0 LAchildID'],
  },
  '8510': {
    passes: { ChildIdentifiers: [born, { ...born, LAchildID: 'A2' }, { LAchildID: null }, { LAchildID: null }] },
    fails: { ChildIdentifiers: [born, { ...born, LAchildID: 'A2' }, born] },
    at: ['ChildIdentifiers 0 LAchildID', 'ChildIdentifiers 2 LAchildID'],
  },
  '1570': {
    passes: { ChildIdentifiers: [{ LAchildID: '12345678901234567890' }] },
    fails: { ChildIdentifiers: [{ LAchildID: '123456789012345678901' }] },
  },
  '1580': {
    passes: { ChildIdentifiers: [{ LAchildID: 'ab12' }] },
    fails: { ChildIdentifiers: [{ LAchildID: 'AB/12' }] },
  },
  '8590': {
    passes: { ChildIdentifiers: [born], CINdetails: [referral] },
    fails: { ChildIdentifiers: [born, { LAchildID: 'A2' }], CINdetails: [{ ...referral, LAchildID: 'A2' }] },
    at: ['ChildIdentifiers 0 LAchildID'],
  },
  '8520': {
    passes: { ChildIdentifiers: [{ PersonBirthDate: '2027-03-31' }] },
    // The second is a day nobody was born on.
    fails: { ChildIdentifiers: [{ PersonBirthDate: '2027-04-01' }, { PersonBirthDate: '2014-02-30' }] },
    at: ['ChildIdentifiers 0 PersonBirthDate', 'ChildIdentifiers 1 PersonBirthDate'],
  },
  '8525Q': {
    passes: { ChildIdentifiers: [born, unborn] },
    fails: { ChildIdentifiers: [{ ...born, ...unborn }, {}] },
    at: [
      'ChildIdentifiers 0 PersonBirthDate',
      'ChildIdentifiers 0 ExpectedPersonBirthDate',
      'ChildIdentifiers 1 PersonBirthDate',
      'ChildIdentifiers 1 ExpectedPersonBirthDate',
    ],
  },
  '8530Q': {
    passes: { ChildIdentifiers: [unborn, { ExpectedPersonBirthDate: '2027-12-31' }] },
    fails: { ChildIdentifiers: [{ ExpectedPersonBirthDate: '2027-02-27' }, { ExpectedPersonBirthDate: '2028-01-01' }] },
    at: ['ChildIdentifiers 0 ExpectedPersonBirthDate', 'ChildIdentifiers 1 ExpectedPersonBirthDate'],
  },
  '8535Q': {
    passes: { ChildIdentifiers: [{ ...born, PersonDeathDate: '2026-11-20' }] },
    fails: { ChildIdentifiers: [{ PersonBirthDate: '2026-11-21', PersonDeathDate: '2026-11-20' }] },
  },
  '8545Q': {
    passes: { ChildIdentifiers: [{ ...born, PersonDeathDate: '2026-04-01' }] },
    fails: { ChildIdentifiers: [{ ...born, PersonDeathDate: '2026-03-31' }] },
  },
  '4180@2024': {
    passes: { ChildIdentifiers: ['0', '1', '2', '9'].map((GenderCurrent) => ({ GenderCurrent })) },
    fails: { ChildIdentifiers: [{ GenderCurrent: 'M' }, {}] },
    at: ['ChildIdentifiers 0 GenderCurrent', 'ChildIdentifiers 1 GenderCurrent'],
  },
  '4180': {
    passes: { ChildIdentifiers: ['M', 'F', 'u'].map((Sex) => ({ Sex })) },
    fails: { ChildIdentifiers: [{ Sex: '1' }, {}] },
    at: ['ChildIdentifiers 0 Sex', 'ChildIdentifiers 1 Sex'],
  },
  '8750@2024': {
    passes: { ChildIdentifiers: [{ ExpectedPersonBirthDate: '2024-06-01', GenderCurrent: '0' }] },
    fails: { ChildIdentifiers: [{ ExpectedPersonBirthDate: '2024-06-01', GenderCurrent: '2' }] },
  },
  '8750': {
    passes: { ChildIdentifiers: [unborn, born] },
    fails: { ChildIdentifiers: [{ ...unborn, Sex: 'M' }] },
    at: ['ChildIdentifiers 0 Sex', 'ChildIdentifiers 0 PersonBirthDate', 'ChildIdentifiers 0 ExpectedPersonBirthDate'],
  },
  '8775Q': {
    passes: {
      ChildIdentifiers: [{ PersonBirthDate: '2001-05-01' }],
      CINdetails: [{ ...referral, CINclosureDate: '2026-05-01' }],
    },
    fails: {
      ChildIdentifiers: [{ PersonBirthDate: '2001-05-01' }],
      CINdetails: [
        { ...referral, CINclosureDate: '2026-05-01' },
        { ...referral, CINdetailsID: '2' },
      ],
    },
    at: ['ChildIdentifiers 0 PersonBirthDate', 'CINdetails 1 CINclosureDate'],
  },
}
