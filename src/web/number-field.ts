import { z } from 'zod'

export type NumberRule = {
  /** what the field is called at the start of a sentence: "Number of children" */
  what: string
  /** the message when nothing was typed */
  empty: string
  least: number
  most: number
  /** digits after the point; 0 when left out */
  decimals?: number
}

/** Reads a number as people type it ("1,250", " 0.6 ", "50%"); or the words of what is wrong. */
export const readNumber = (text: string, rule: NumberRule): { number: number } | { problem: string } => {
  const plain = text.replace(/[\s,%]/gu, '')
  const decimals = rule.decimals ?? 0
  if (!/^-?\d{1,12}(\.\d+)?$/.test(plain)) return { problem: `${rule.what} must be a number` }
  const number = Number(plain)
  if ((plain.split('.')[1] ?? '').length > decimals) {
    return {
      problem:
        decimals === 0
          ? `${rule.what} must be a whole number`
          : `${rule.what} must have ${decimals} decimal places or fewer`,
    }
  }
  const [least, most] = [rule.least.toLocaleString('en-GB'), rule.most.toLocaleString('en-GB')]
  if (number < rule.least || number > rule.most) return { problem: `${rule.what} must be between ${least} and ${most}` }
  return { number }
}

/** A number that must be given. */
export const numberField = (rule: NumberRule) =>
  z
    .string()
    .optional()
    .transform((value, context): number => {
      const text = (value ?? '').trim()
      const read = text === '' ? { problem: rule.empty } : readNumber(text, rule)
      if ('number' in read) return read.number
      context.addIssue({ code: 'custom', message: read.problem })
      return z.NEVER
    })

/** A number that may be left out: null then. */
export const optionalNumberField = (rule: Omit<NumberRule, 'empty'>) =>
  z
    .string()
    .optional()
    .transform((value, context): number | null => {
      const text = (value ?? '').trim()
      if (text === '') return null
      const read = readNumber(text, { ...rule, empty: '' })
      if ('number' in read) return read.number
      context.addIssue({ code: 'custom', message: read.problem })
      return z.NEVER
    })
