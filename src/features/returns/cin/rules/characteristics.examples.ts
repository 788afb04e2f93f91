import type { Examples } from '../testing.ts'

const born = { PersonBirthDate: '2014-05-12' }
const disabilities = (...codes: (string | null)[]) => ({ Disabilities: codes.map((Disability) => ({ Disability })) })

export const characteristicExamples: Examples = {
  '4220': {
    passes: { ChildCharacteristics: [{ Ethnicity: 'NOBT' }, { Ethnicity: 'WBRI' }] },
    fails: { ChildCharacteristics: [{ Ethnicity: 'NOBT' }, { Ethnicity: 'XXXX' }, {}] },
    at: ['ChildCharacteristics 1 Ethnicity', 'ChildCharacteristics 2 Ethnicity'],
  },
  '8540': {
    passes: { ChildIdentifiers: [born], CINdetails: [{ ReferralNFA: '0' }], ...disabilities('MOB') },
    fails: {
      ChildIdentifiers: [born],
      CINdetails: [{ ReferralNFA: '1' }, { ReferralNFA: 'false', CINdetailsID: '2' }],
      ...disabilities('MOB', 'LEG'),
    },
    at: ['ChildIdentifiers 0 PersonBirthDate', 'Disabilities 1 Disability', 'CINdetails 1 ReferralNFA'],
  },
  '8790': {
    passes: { Disabilities: [{ Disability: 'NONE' }, { LAchildID: 'A2', Disability: 'MOB' }] },
    fails: disabilities('MOB', 'NONE'),
    at: ['Disabilities 0 Disability'],
  },
  '8794': {
    passes: { Disabilities: [{ Disability: 'MOB' }, { Disability: 'LD' }, { LAchildID: 'A2', Disability: 'MOB' }] },
    fails: disabilities('MOB', 'LD', 'MOB'),
    at: ['Disabilities 0 Disability', 'Disabilities 2 Disability'],
  },
}
