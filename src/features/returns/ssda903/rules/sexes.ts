// Sex as the return writes it: 1 and 2 until 2024, M and F (and U) since.
import type { Rule } from '../child.ts'

/** As it is written now, so that the two years on either side of the change can be compared. */
export const sexWritten = (sex: string | null): string | null => (sex === '1' ? 'M' : sex === '2' ? 'F' : sex)

export type Sexes = { male: string; female: string }

/** A rule that asks for the sex: how it was written until 2024, and how it is since. */
export const bySex = (ruleFor: (sexes: Sexes) => Rule): readonly Rule[] => [
  { ...ruleFor({ male: '1', female: '2' }), until: 2024 },
  { ...ruleFor({ male: 'M', female: 'F' }), since: 2025 },
]
