// The record's codes in the groups of Annex A.
import { findCode } from '../codes/code-lists.ts'
import { lettered } from './lists.ts'

export const genderOf = (sex: string | null): string =>
  lettered('gender', sex === 'M' ? 'Male' : sex === 'F' ? 'Female' : 'Not stated or recorded')

/** Grouped from the twenty codes of the returns. */
export const ethnicityOf = (code: string | null): string => {
  if (code === null || code === 'REFU' || code === 'NOBT') return lettered('ethnicity', 'Not stated')
  if (code.startsWith('W')) return lettered('ethnicity', 'White')
  if (code.startsWith('M')) return lettered('ethnicity', 'Mixed')
  if (code === 'OOTH') return lettered('ethnicity', 'Other')
  if (code.startsWith('A') || code === 'CHNE') return lettered('ethnicity', 'Asian or Asian British')
  return code.startsWith('B') ? lettered('ethnicity', 'Black or Black British') : lettered('ethnicity', 'Not stated')
}

export const disabilityOf = (codes: readonly string[]): string =>
  codes.length === 0 ? 'Unknown' : codes.every((code) => code === 'NONE') ? 'No' : 'Yes'

export const yesNo = (value: boolean): string => (value ? 'Yes' : 'No')
export const yesNoOrBlank = (value: boolean | null): string | null => (value === null ? null : yesNo(value))
export const yesNoUnknown = (value: boolean | null): string => (value === null ? 'Unknown' : yesNo(value))

/** Sources of contacts and referrals: the first figure of the code groups them. */
export const sourceOf = (code: string | null): string => {
  switch (code === null || code === '10' ? code : code.charAt(0)) {
    case '1':
      return lettered('source', 'Individual')
    case '2':
      return code === '2B' ? lettered('source', 'Education services') : lettered('source', 'Schools')
    case '3':
      return lettered('source', 'Health services')
    case '4':
      return lettered('source', 'Housing')
    case '5':
      return lettered('source', 'LA services')
    case '6':
      return lettered('source', 'Police')
    case '7':
      return lettered('source', 'Other legal agency')
    case '8':
      return lettered('source', 'Other')
    case '9':
      return lettered('source', 'Anonymous')
    default:
      return lettered('source', 'Unknown')
  }
}

export const needOf = (code: string | null): string => {
  switch (code) {
    case 'N1':
      return lettered('need', 'Abuse or neglect')
    case 'N2':
      return lettered('need', "Child's disability")
    case 'N3':
      return lettered('need', 'Parental illness or disability')
    case 'N4':
      return lettered('need', 'Family in acute stress')
    case 'N5':
      return lettered('need', 'Family dysfunction')
    case 'N6':
      return lettered('need', 'Socially unacceptable behaviour')
    case 'N7':
      return lettered('need', 'Low income')
    case 'N8':
      return lettered('need', 'Absent parenting')
    case 'N9':
      return lettered('need', 'Not CIN')
    default:
      return lettered('need', 'Not stated')
  }
}

/** RC9, closed after assessment and passed to early help, came after the list: it is a closure after assessment too. */
export const closureOf = (code: string | null): string => {
  switch (code) {
    case 'RC1':
      return lettered('closure', 'Adopted')
    case 'RC2':
      return lettered('closure', 'Died')
    case 'RC3':
      return lettered('closure', 'Residence order')
    case 'RC4':
      return lettered('closure', 'SGO')
    case 'RC5':
      return lettered('closure', 'Transfer to another LA')
    case 'RC6':
      return lettered('closure', 'Transfer to adult services')
    case 'RC7':
      return lettered('closure', 'Other incl. no longer in need')
    case 'RC8':
    case 'RC9':
      return lettered('closure', 'Not in need after assessment')
    default:
      return lettered('closure', 'Not stated')
  }
}

export const abuseOf = (code: string | null): string | null => {
  switch (code) {
    case 'NEG':
      return lettered('abuse', 'Neglect')
    case 'PHY':
      return lettered('abuse', 'Physical')
    case 'SAB':
      return lettered('abuse', 'Sexual')
    case 'EMO':
      return lettered('abuse', 'Emotional')
    case 'MUL':
      return lettered('abuse', 'Multiple')
    default:
      return null
  }
}

export const legalOf = (code: string | null): string | null => {
  switch (code) {
    case 'C1':
      return lettered('legal', 'Interim care')
    case 'C2':
      return lettered('legal', 'Full care')
    case 'D1':
      return lettered('legal', 'Freed')
    case 'E1':
      return lettered('legal', 'Placement order')
    case 'V2':
    case 'V3':
    case 'V4':
      return lettered('legal', 'Section 20')
    case 'L1':
    case 'L2':
    case 'L3':
      return lettered('legal', 'Detained for protection')
    case 'J1':
    case 'J2':
    case 'J3':
      return lettered('legal', 'Youth justice')
    default:
      return null
  }
}

/** The plan for the long term as the record has it. */
export const permanenceOf = (plan: string | null): string | null => {
  switch (plan) {
    case null:
      return null
    case 'return home':
      return lettered('permanence', 'Return to family')
    case 'adoption':
      return lettered('permanence', 'Adoption')
    case 'special guardianship':
      return lettered('permanence', 'SGO or CAO')
    case 'towards independence':
    case 'independence':
      return lettered('permanence', 'Supported living')
    case 'residential until independence':
      return lettered('permanence', 'Long-term residential')
    case 'long-term fostering':
    case 'long-term with relatives or friends':
    case 'kinship':
      return lettered('permanence', 'Long-term fostering')
    default:
      return lettered('permanence', 'Other')
  }
}

export const ceasedOf = (code: string | null): string => {
  switch (code) {
    case 'E11':
    case 'E12':
      return lettered('ceased', 'Adopted')
    case 'E2':
      return lettered('ceased', 'Died')
    case 'E3':
      return lettered('ceased', 'Another LA')
    case 'E4A':
    case 'E4B':
      return lettered('ceased', 'Home with parents or relatives')
    case 'E13':
      return lettered('ceased', 'To someone without PR')
    case 'E41':
      return lettered('ceased', 'Residence order')
    case 'E43':
    case 'E44':
    case 'E45':
    case 'E46':
    case 'E47':
    case 'E48':
      return lettered('ceased', 'SGO')
    case 'E5':
    case 'E6':
      return lettered('ceased', 'Independent living')
    case 'E7':
      return lettered('ceased', 'Adult residential care')
    case 'E9':
      return lettered('ceased', 'Custody')
    case 'E14':
      return lettered('ceased', 'Remand ended')
    case 'E15':
      return lettered('ceased', 'Age assessed adult')
    case 'E16':
      return lettered('ceased', 'Abroad')
    default:
      return lettered('ceased', 'Other')
  }
}

/** K3 (supported accommodation) and Z11 to Z14 came after the list: they go with what they replaced. */
export const placementOf = (code: string | null): string | null => {
  if (code === null) return null
  if (/^U\d$/.test(code)) return lettered('placement', 'Foster')
  if (/^A\d$/.test(code)) return lettered('placement', 'Placed for adoption')
  if (/^T\d$/.test(code)) return lettered('placement', 'Temporary')
  switch (code) {
    case 'P1':
      return lettered('placement', 'With parents')
    case 'P2':
      return lettered('placement', 'Independent living')
    case 'P3':
      return lettered('placement', 'Residential employment')
    case 'H5':
    case 'K3':
      return lettered('placement', 'Residential accommodation')
    case 'K1':
      return lettered('placement', 'Secure home')
    case 'K2':
      return lettered('placement', "Children's home")
    case 'R1':
      return lettered('placement', 'Residential care home')
    case 'R2':
      return lettered('placement', 'NHS')
    case 'R3':
      return lettered('placement', 'Family centre')
    case 'R5':
      return lettered('placement', 'YOI')
    case 'S1':
      return lettered('placement', 'Residential school')
    default:
      return lettered('placement', 'Other')
  }
}

export const providerOf = (code: string | null, placement: string | null): string | null => {
  if (code === 'PR1') return lettered('provider', 'Own LA')
  if (code === 'PR4') return lettered('provider', 'Private')
  // A parent is no provider of anybody's.
  return code === null && placement !== 'P1' ? null : lettered('provider', 'Other')
}

export const eligibilityOf = (code: string | null): string => {
  switch (code) {
    case 'relevant':
      return lettered('eligibility', 'Relevant')
    case 'former-relevant':
    case 'former-relevant-education':
      return lettered('eligibility', 'Former relevant')
    case 'qualifying':
      return lettered('eligibility', 'Qualifying')
    case 'eligible':
      return lettered('eligibility', 'Eligible')
    default:
      return lettered('eligibility', 'Other')
  }
}

/** Those who died, went home for good, refuse or no longer need it are left out of the count. */
const excluded = new Set(['DIED', 'REFU', 'NREQ', 'RHOM'])

export const touchOf = (code: string | null): string => {
  if (code === 'YES') return lettered('touch', 'In touch')
  if (code === 'NO') return lettered('touch', 'Not in touch')
  return lettered('touch', excluded.has(code ?? '') ? 'Exclude' : 'Not recorded')
}

const homes = {
  B: 'With parents or relatives',
  C: 'Community home or other residential care',
  D: 'Semi-independent or transitional accommodation',
  E: 'Supported lodgings',
  G: 'Gone abroad',
  H: 'Deported',
  K: 'Ordinary lodgings',
  R: 'Residence not known',
  S: 'No fixed abode or homeless',
  T: 'Foyer or similar',
  U: 'Independent living',
  V: 'Emergency accommodation',
  W: 'Bed and breakfast',
  X: 'In custody',
  Z: 'With former foster carers',
  Y: 'Other accommodation',
} as const

/** Two things in one code: U1 is independent living, suitable. */
export const accommodationOf = (code: string | null): string | null => {
  const home = homes[(code ?? '').charAt(0) as keyof typeof homes]
  return code === null || code === '0' || home === undefined ? null : lettered('accommodation', home)
}
export const suitabilityOf = (code: string | null, contact: string | null): string => {
  if (excluded.has(contact ?? '')) return lettered('suitability', 'Exclude')
  const digit = /^[A-Z]([12])$/.exec(code ?? '')?.[1]
  return lettered(
    'suitability',
    digit === '1' ? 'Suitable' : digit === '2' ? 'Not suitable' : 'Not in touch or not recorded',
  )
}

export const activityOf = (code: string | null): string | null => {
  const known = code === null || code === '0' ? undefined : findCode('ssda903-activity', code)
  return known === undefined ? null : `${known.code}: ${known.meaning}`
}

export const reversalOf = (code: string | null): string => {
  switch (code) {
    case 'RD1':
      return lettered('reversal', 'Needs changed')
    case 'RD2':
      return lettered('reversal', 'No placement order')
    case 'RD3':
      return lettered('reversal', 'No adopters')
    default:
      return lettered('reversal', 'Other')
  }
}
