import { z } from 'zod'
import { readPounds } from '../lib/money.ts'

/** An amount of money that may be left out: null then. Whole pence. `what` begins a sentence: "Budget". */
export const optionalPoundsField = (what: string) =>
  z
    .string()
    .optional()
    .transform((value, context): number | null => {
      const text = (value ?? '').trim()
      if (text === '') return null
      const read = readPounds(text, what)
      if ('pence' in read) return read.pence
      context.addIssue({ code: 'custom', message: read.problem })
      return z.NEVER
    })
