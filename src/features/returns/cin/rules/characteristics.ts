// Ethnicity and disability.
import { isCode, isFalse, rules } from '../child.ts'

export const characteristics = rules([
  {
    code: '4220',
    since: 2023,
    says: 'The ethnicity is missing or not in the list of codes',
    fix: 'Give the code of the ethnic group; NOBT for a child who is not born or whose ethnicity is not yet known',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { ChildCharacteristics: ['Ethnicity'] },
    each: 'ChildCharacteristics',
    wrong: ({ Ethnicity }, run) => !isCode('ethnicity', Ethnicity, run),
  },
  {
    code: '8540',
    since: 2023,
    says: 'The child is born and a referral went further, but the disability is missing or not in the list of codes',
    fix: 'Give every disability of the child by its code, or NONE',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { ChildIdentifiers: ['PersonBirthDate'], Disabilities: ['Disability'], CINdetails: ['ReferralNFA'] },
    check: ({ ChildIdentifiers, Disabilities, CINdetails }, blame, run) => {
      const further = CINdetails.filter(({ ReferralNFA }) => isFalse(ReferralNFA))
      const wrong = Disabilities.filter(({ Disability }) => !isCode('disability', Disability, run))
      if (further.length === 0 || (Disabilities.length > 0 && wrong.length === 0)) return
      const born = ChildIdentifiers.filter(({ PersonBirthDate }) => PersonBirthDate !== null)
      if (born.length > 0) blame(...born, ...wrong, ...further)
    },
  },
  {
    code: '8790',
    since: 2023,
    says: 'The child has a disability although NONE is recorded too',
    fix: 'Take NONE out, or the disability if there is none',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Disabilities: ['Disability'] },
    check: ({ Disabilities }, blame) => {
      if (!Disabilities.some(({ Disability }) => Disability === 'NONE')) return
      for (const row of Disabilities) if (row.Disability !== null && row.Disability !== 'NONE') blame(row)
    },
  },
  {
    code: '8794',
    since: 2023,
    says: 'The same disability is recorded twice',
    fix: 'Leave each disability in once',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { Disabilities: ['Disability'] },
    check: ({ Disabilities }, blame) => {
      const given = Disabilities.filter(({ Disability }) => Disability !== null)
      for (const same of Map.groupBy(given, ({ Disability }) => Disability).values()) {
        if (same.length > 1) blame(...same)
      }
    },
  },
])
