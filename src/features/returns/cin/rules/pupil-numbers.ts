// Unique pupil numbers, and the reason where there is none.
import { dayNumber, partsOf } from '../../../../lib/day-number.ts'
import { upnCheckLetter } from '../../../../lib/identifiers.ts'
import { before, type Child, isFalse, isTrue, type Rule, rules } from '../child.ts'

/** Codes of authorities since April 1998 and the pseudo authorities that UPNs were given under (rule 1530). */
const authorities = [
  ...[
    [1, 5],
    [201, 213],
    [301, 320],
    [330, 336],
    [340, 344],
    [350, 359],
    [370, 373],
    [380, 384],
    [390, 394],
    [420, 420],
    [660, 681],
    [701, 708],
    [800, 803],
    [805, 808],
    [810, 813],
    [815, 816],
    [820, 823],
    [825, 826],
    [830, 831],
    [835, 841],
    [845, 846],
    [850, 852],
    [855, 857],
    [860, 861],
    [865, 896],
    [908, 909],
    [916, 916],
    [919, 919],
    [921, 921],
    [925, 926],
    [928, 929],
    [931, 931],
    [933, 933],
    [935, 938],
    [940, 941],
  ].flatMap(([from, to]) => Array.from({ length: to! - from! + 1 }, (_, i) => String(from! + i).padStart(3, '0'))),
]
const upTo2023 = new Set(authorities)
// Two authorities that began on 1 April 2023.
const since2024 = new Set([...authorities, '942', '943'])

const authorityRule = (known: ReadonlySet<string>, years: { since: number; until?: number }): Rule => ({
  code: '1530',
  ...years,
  says: 'Characters 2 to 4 of the UPN are not the number of an authority',
  fix: 'Ask the school for the right UPN',
  who: 'data officer',
  severity: 'error',
  stage: 1,
  blames: { ChildIdentifiers: ['UPN'] },
  each: 'ChildIdentifiers',
  wrong: ({ UPN }) => UPN?.length === 13 && !known.has(UPN.slice(1, 4)),
})

/** Of school age, in an episode of need that went on, and neither a UPN nor a reason that holds for such a child. */
const lacksNumber = ({ CINdetails }: Child, UPN: string | null, reason: string | null): boolean =>
  UPN === null &&
  !(reason !== null && /^UN[2-7]$/.test(reason)) &&
  CINdetails.some(({ ReferralNFA }) => isFalse(ReferralNFA))

export const pupilNumbers = rules([
  {
    code: '1510',
    since: 2023,
    says: 'The first letter of the UPN does not fit the rest of it',
    fix: 'Look for a slip of the keys, or ask the school for the right UPN',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['UPN'] },
    each: 'ChildIdentifiers',
    wrong: ({ UPN }) => {
      const letter = UPN?.length === 13 ? upnCheckLetter(UPN.slice(1)) : null
      return letter !== null && UPN?.[0] !== letter
    },
  },
  {
    code: '1520',
    since: 2023,
    says: 'Two children have the same UPN',
    fix: 'Find out whose number it is, or whether both are one child',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { ChildIdentifiers: ['UPN'] },
    whole: (children, blame) => {
      const rows = children.flatMap(({ ChildIdentifiers }) => ChildIdentifiers.filter(({ UPN }) => UPN !== null))
      for (const same of Map.groupBy(rows, ({ UPN }) => UPN).values()) {
        if (new Set(same.map(({ child }) => child)).size > 1) blame(...same)
      }
    },
  },
  authorityRule(upTo2023, { since: 2023, until: 2023 }),
  authorityRule(since2024, { since: 2024 }),
  {
    code: '1540',
    since: 2023,
    says: 'Characters 5 to 12 of the UPN are not all digits',
    fix: 'Look for a slip of the keys, or ask the school for the right UPN',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['UPN'] },
    each: 'ChildIdentifiers',
    wrong: ({ UPN }) => UPN !== null && /[^0-9]/.test(UPN.slice(4, 12)),
  },
  {
    code: '1550',
    since: 2023,
    says: 'The UPN does not end, as its 13th character, in a digit or in a letter other than I, O and S',
    fix: 'Check that the UPN has 13 characters and how it ends, or ask the school for the right one',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { ChildIdentifiers: ['UPN'] },
    each: 'ChildIdentifiers',
    wrong: ({ UPN }) => UPN !== null && !/^.{12}[0-9A-HJ-NP-RT-Z]$/.test(UPN),
  },
  {
    code: '1560Q',
    since: 2023,
    says: 'The former UPN does not look like a UPN: a letter, eleven digits, then a digit or a letter',
    fix: 'Correct FormerUPN, or take it out if it is not known',
    who: 'data officer',
    severity: 'query',
    stage: 1,
    blames: { ChildIdentifiers: ['FormerUPN'] },
    each: 'ChildIdentifiers',
    wrong: ({ FormerUPN }) => FormerUPN !== null && !/^[A-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$/.test(FormerUPN),
  },
  {
    code: '8770Q',
    since: 2023,
    until: 2024,
    says: 'A child over 5 has neither a UPN nor a reason why there is none',
    fix: 'Give the UPN, or in UPNunknown the reason UN2 to UN7 that it is not known',
    who: 'data officer',
    severity: 'query',
    stage: 2,
    blames: { ChildIdentifiers: ['UPN', 'UPNunknown'] },
    reads: ['CINdetails'],
    check: (child, blame, { referenceDate }) => {
      const sixBy = dayNumber(partsOf(referenceDate).year - 6, 3, 31)
      for (const row of child.ChildIdentifiers) {
        if (before(row.PersonBirthDate, sixBy) && lacksNumber(child, row.UPN, row.UPNunknown)) blame(row)
      }
    },
  },
  {
    code: '8770Q',
    since: 2025,
    says: 'A child of school age has neither a UPN nor a reason, or the reason UN1 that is for younger children',
    fix: 'Give the UPN, or in UPNunknown the reason UN2 to UN7 that it is not known',
    who: 'data officer',
    severity: 'query',
    stage: 2,
    blames: { ChildIdentifiers: ['UPN', 'UPNunknown'] },
    reads: ['CINdetails'],
    check: (child, blame, { referenceDate }) => {
      // Five by the day before the school year of the census year began.
      const bornAfterThis = dayNumber(partsOf(referenceDate).year - 6, 9, 1)
      for (const row of child.ChildIdentifiers) {
        if (before(row.PersonBirthDate, bornAfterThis) && lacksNumber(child, row.UPN, row.UPNunknown)) blame(row)
      }
    },
  },
  {
    code: '8772',
    since: 2023,
    says: 'The UPN is said to be unknown because the referral ended in no further action (UN7), but a referral went further',
    fix: 'Give the UPN or another reason in UPNunknown, or correct ReferralNFA',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { ChildIdentifiers: ['UPNunknown'], CINdetails: ['ReferralNFA'] },
    check: ({ ChildIdentifiers, CINdetails }, blame) => {
      const further = CINdetails.filter(({ ReferralNFA }) => !isTrue(ReferralNFA))
      if (further.length === 0) return
      const unknown = ChildIdentifiers.filter(({ UPNunknown }) => UPNunknown === 'UN7')
      if (unknown.length > 0) blame(...unknown, ...further)
    },
  },
])
