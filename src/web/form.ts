import { z } from 'zod'
import { type Day, isAfter } from '../lib/day.ts'
import { checkName } from '../lib/names.ts'
import type { FormState } from './task.ts'

// Fields as people fill them in. Every message says what to do, beside the field; what was typed is never lost.

type DateParts = { day?: string; month?: string; year?: string }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Reads three boxes into a day, or says what is missing or impossible. */
export const readDate = (parts: DateParts, what: string): { day: Day } | { problem: string } => {
  const [dayText, monthText, yearText] = [parts.day, parts.month, parts.year].map((text) => (text ?? '').trim())
  const missing = [!dayText && 'day', !monthText && 'month', !yearText && 'year'].filter(Boolean)
  if (missing.length > 0) return { problem: `${what} must include a ${missing.join(' and a ')}` }
  const month = /^\d+$/.test(monthText!) ? Number(monthText) : months.indexOf(monthText!.slice(0, 3).toLowerCase()) + 1
  if (!/^\d{4}$/.test(yearText!)) return { problem: 'Year must include 4 numbers' }
  if (!/^\d{1,2}$/.test(dayText!)) return { problem: `${what} must be a real date` }
  try {
    return {
      day: Temporal.PlainDate.from({ year: Number(yearText), month, day: Number(dayText) }, { overflow: 'reject' }),
    }
  } catch {
    return { problem: `${what} must be a real date` }
  }
}

const parts = z
  .object({ day: z.string().optional(), month: z.string().optional(), year: z.string().optional() })
  .optional()

const emptyDate = (value: DateParts | undefined) =>
  !value || [value.day, value.month, value.year].every((text) => !(text ?? '').trim())

type DateRule = { what: string; empty: string; today: Day; future?: boolean; earliest?: Day; tooEarly?: string }

const checked = (rule: DateRule, value: DateParts, context: z.RefinementCtx): Day => {
  const read = readDate(value, rule.what)
  const fail = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if ('problem' in read) return fail(read.problem)
  if (!rule.future && isAfter(read.day, rule.today)) return fail(`${rule.what} must be today or in the past`)
  if (rule.earliest && isAfter(rule.earliest, read.day)) return fail(rule.tooEarly ?? `${rule.what} is too early`)
  if (read.day.year < 1900 || read.day.year > rule.today.year + 30)
    return fail(`${rule.what} must be in a year that makes sense`)
  return read.day
}

/** A day that must be given. `empty` is the message when nothing was typed. */
export const dateField = (rule: DateRule) =>
  parts.transform((value, context): Day => {
    if (emptyDate(value)) {
      context.addIssue({ code: 'custom', message: rule.empty })
      return z.NEVER
    }
    return checked(rule, value!, context)
  })

export const optionalDateField = (rule: Omit<DateRule, 'empty'>) =>
  parts.transform((value, context): Day | null =>
    emptyDate(value) ? null : checked({ ...rule, empty: '' }, value!, context),
  )

/** Today or before: "Enter the date of the visit". */
export const pastDate = (today: Day, empty: string, what = 'Date') => dateField({ what, empty, today })

const clean = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').trim()
// What a database or a printer cannot keep: control characters but tab and new line, non-characters, half characters.
const unkeepable = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u

const text = (limit: number, what: string) =>
  z
    .string()
    .optional()
    .transform((value) => clean(value ?? ''))
    .refine((value) => !unkeepable.test(value), {
      message: `${what} contains a character that cannot be kept. Type it again without it`,
    })
    .refine((value) => value.length <= limit, {
      message: `${what} must be ${limit.toLocaleString('en-GB')} characters or fewer`,
    })

/** A person's name as they write it, in whatever script; `what` names the field in the message. */
export const nameField = (what: string) =>
  z
    .string()
    .optional()
    .transform((value, context) => {
      const text = (value ?? '').normalize('NFC').trim()
      const problem = checkName(text, what)
      if (problem) context.addIssue({ code: 'custom', message: problem })
      return text
    })

/** Words that must be given. */
export const words = (empty: string, options: { limit?: number; what?: string } = {}) =>
  text(options.limit ?? 100_000, options.what ?? 'What you typed').refine((value) => value !== '', { message: empty })

/** Words that may be left out: '' then. */
export const optionalWords = (options: { limit?: number; what?: string } = {}) =>
  text(options.limit ?? 100_000, options.what ?? 'What you typed')

export const yesNo = (empty: string) =>
  z
    .string()
    .optional()
    .refine((value) => value === 'yes' || value === 'no', { message: empty })
    .transform((value) => value === 'yes')

export const oneOf = <T extends string>(choices: readonly T[], empty: string) =>
  z
    .string()
    .optional()
    .refine((value): value is T => choices.includes(value as T), { message: empty })
    .transform((value) => value as T)

export const someOf = <T extends string>(choices: readonly T[]) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) =>
      (value === undefined ? [] : [value].flat()).filter((one): one is T => choices.includes(one as T)),
    )

/** Turns posted fields (`visitedOn-day`, `factors[]`) into the shape forms read. */
export const postedValues = (body: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith('_')) continue
    const date = /^([A-Za-z][A-Za-z0-9]*)-(day|month|year)$/.exec(name)
    if (date) {
      const before = values[date[1]!]
      values[date[1]!] = { ...(typeof before === 'object' ? before : {}), [date[2]!]: String(value) }
    } else if (/^[A-Za-z][A-Za-z0-9]*$/.test(name)) values[name] = value
  }
  return values
}

/** The first problem of each field, by field name. */
export const fieldErrors = (error: z.ZodError): Record<string, string> => {
  const errors: Record<string, string> = {}
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? 'form')
    // Anything but our own sentences comes from a form that was not filled in on the page.
    errors[name] ??= issue.code === 'custom' ? issue.message : 'We could not read this answer. Enter it again'
  }
  return errors
}

/** What a form opens with: what was typed or kept as a draft, and otherwise these values. */
export const startingWith = (form: FormState, values: FormState['values']): FormState =>
  Object.keys(form.values).length > 0 ? form : { ...form, values }

/** A day as the three boxes of a date field hold it. */
export const dateBoxes = (day: Day | null): Record<string, string> =>
  day === null ? {} : { day: String(day.day), month: String(day.month), year: String(day.year) }
