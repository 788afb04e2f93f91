import { isPhone } from '../../../lib/identifiers.ts'

// Names, addresses, telephones and relations: the lists people choose from, and what is wrong with an answer.

export const addressKinds = {
  home: 'Home',
  placement: 'Where they are placed',
  temporary: 'Staying there for a while',
  correspondence: 'For letters',
  work: 'Work',
} as const
export type AddressKind = keyof typeof addressKinds

export const contactKinds = {
  mobile: 'Mobile phone',
  'home phone': 'Home phone',
  'work phone': 'Work phone',
  email: 'E-mail',
} as const
export type ContactKind = keyof typeof contactKinds

export const nameKinds = {
  alias: 'Also uses this name',
  previous: 'Used this name before',
  'known as': 'Likes to be called',
  legal: 'Legal name',
  spelling: 'Another spelling',
  'own script': 'In their own script',
} as const
export type NameKind = keyof typeof nameKinds

/** Who somebody is to the child, as the family says it. Where each stands in the family: people/family.ts. */
// biome-ignore format: a list reads better in rows
export const relations = {
  family: [
    'mother', 'father', 'step-mother', 'step-father', 'partner of a parent',
    'sister', 'brother', 'half-sister', 'half-brother', 'step-sister', 'step-brother',
    'maternal grandmother', 'maternal grandfather', 'paternal grandmother', 'paternal grandfather',
    'aunt', 'uncle', 'cousin', 'son', 'daughter', 'other relative', 'family friend',
  ],
  carers: ['foster carer', 'special guardian', 'adopter', 'other carer'],
  professionals: [
    'teacher', 'nursery worker', 'health visitor', 'school nurse', 'GP', 'midwife', 'therapist', 'police officer', 'solicitor',
    'advocate', 'youth worker', 'social worker elsewhere', 'other professional',
  ],
} as const
export const relationNames: readonly string[] = [...relations.family, ...relations.carers, ...relations.professionals]

const brothersAndSisters: readonly string[] = [
  'sister',
  'brother',
  'half-sister',
  'half-brother',
  'step-sister',
  'step-brother',
]

/**
 * What this child is to a brother or sister, for the other child's record: half and step stay so, and the word follows
 * this child's sex. Null for any relation that does not hold both ways.
 */
export const relationBack = (kind: string, sex: string | null): string | null => {
  if (!brothersAndSisters.includes(kind)) return null
  const part = kind.startsWith('half-') ? 'half-' : kind.startsWith('step-') ? 'step-' : ''
  return `${part}${sex === 'F' ? 'sister' : sex === 'M' ? 'brother' : 'sibling'}`
}

/** What is wrong with a telephone number or e-mail address, or null. */
export const contactProblem = (kind: ContactKind, value: string): string | null => {
  if (value === '') return 'Enter the number or address'
  if (kind === 'email')
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'Enter an e-mail address like name@example.org'
  return isPhone(value) ? null : 'Enter a telephone number like 020 7946 0000 or +44 20 7946 0000'
}
