import { z } from 'zod'
import { type Day, zone } from '../../../lib/day.ts'
import { isId } from '../../../lib/ids.ts'
import {
  dateField,
  fieldErrors,
  oneOf,
  optionalDateField,
  optionalWords,
  pastDate,
  someOf,
  words,
  yesNo,
} from '../../../web/form.ts'
import type { Act } from '../journey/decide.ts'
import type { History } from '../journey/history.ts'
import { readTime } from '../visits/visit.ts'
import type { Choices } from './choices.ts'
import type { Step, StepField } from './step.ts'

// The form of a step, made from its fields, and what its answers say.

export const choicesOf = (field: Extract<StepField, { sort: 'choice' | 'several' }>, history: History): Choices =>
  typeof field.choices === 'function' ? field.choices(history) : field.choices

const perhapsOneOf = (values: readonly string[]) =>
  z
    .string()
    .optional()
    .transform((value, context) => {
      if (value === undefined || value === '') return null
      if (!values.includes(value)) context.addIssue({ code: 'custom', message: 'Select one of these' })
      return value
    })

const schemaOf = (field: StepField, history: History, today: Day): z.ZodType => {
  switch (field.sort) {
    case 'choice': {
      const values = choicesOf(field, history).map((choice) => choice.value)
      return field.missing ? oneOf(values, field.missing) : perhapsOneOf(values)
    }
    case 'several': {
      const values = choicesOf(field, history).map((choice) => choice.value)
      const { missing } = field
      return missing ? someOf(values).refine((chosen) => chosen.length > 0, { message: missing }) : someOf(values)
    }
    case 'yes or no':
      return field.missing
        ? yesNo(field.missing)
        : z
            .string()
            .optional()
            .transform((value) => (value === 'yes' ? true : value === 'no' ? false : null))
    case 'text':
    case 'words': {
      const limits = {
        limit: field.limit ?? (field.sort === 'text' ? 500 : 100_000),
        what: field.label.replace(' (optional)', '').replace('?', ''),
      }
      return field.missing ? words(field.missing, limits) : optionalWords(limits)
    }
    case 'number':
      return z
        .string()
        .optional()
        .transform((value, context) => {
          const typed = (value ?? '').trim()
          if (typed === '') {
            if (field.missing) context.addIssue({ code: 'custom', message: field.missing })
            return null
          }
          const number = /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN
          if (!(number >= field.from && number <= field.to)) {
            context.addIssue({ code: 'custom', message: `Enter a whole number from ${field.from} to ${field.to}` })
          }
          return number
        })
    case 'date': {
      const rule = { what: 'Date', today, future: field.future ?? false }
      return field.missing ? dateField({ ...rule, empty: field.missing }) : optionalDateField(rule)
    }
    case 'manager':
      return z
        .string()
        .optional()
        .refine((value) => isId(value), { message: field.missing })
  }
}

export type StepAnswers = {
  on: Day
  at: Temporal.Instant | null
  words: string
  significant: boolean
  /** by the field's own name; null, '' or [] where nothing was answered */
  fields: Readonly<Record<string, unknown>>
}

/** Reads what was sent for a step: every problem by field, or the answers. */
export const readAnswers = (
  step: Step,
  sent: Readonly<Record<string, unknown>>,
  history: History,
  today: Day,
  now: Temporal.Instant,
): { answers: StepAnswers } | { problems: Record<string, string> } => {
  const shape = z.object({
    on: pastDate(today, 'Enter the date', 'Date'),
    time: optionalWords({ limit: 10, what: 'Time' }).refine((text) => text === '' || readTime(text) !== null, {
      message: 'Enter the time like 09:30 or 16:15, or leave it empty',
    }),
    ...Object.fromEntries(step.fields.map((field) => [field.name, schemaOf(field, history, today)])),
    words: step.wordsNeeded ? words(step.wordsNeeded) : optionalWords({ what: 'What you typed' }),
    significant: someOf(['yes']),
  })
  const read = shape.safeParse(sent)
  const problems = read.success ? {} : fieldErrors(read.error)
  const { either } = step
  const empty = (value: unknown): boolean => value === undefined || String(value).trim() === ''
  if (either?.fields.every((name) => empty(sent[name]))) problems[either.fields[0]] ??= either.missing
  if (!read.success || Object.keys(problems).length > 0) return { problems }
  const {
    on,
    time,
    words: said,
    significant,
    ...fields
  } = read.data as { on: Day; time: string; words: string; significant: string[] }
  const hour = step.hour ? readTime(time) : null
  const at = hour ? on.toZonedDateTime({ timeZone: zone, plainTime: hour }).toInstant() : null
  if (at && Temporal.Instant.compare(at, now) > 0) return { problems: { time: 'The time must be in the past' } }
  return { answers: { on, at, words: said, significant: significant.length > 0, fields } }
}

const answered = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

const kept = (value: unknown): unknown => (value instanceof Temporal.PlainDate ? value.toString() : value)

/** The answers that go to one place, under the names that place knows. */
export const answersFor = (
  step: Step,
  answers: StepAnswers,
  goes: StepField['goes'],
  except: readonly (string | undefined)[] = [],
): Record<string, unknown> =>
  Object.fromEntries(
    step.fields
      .filter((field) => field.goes === goes && !except.includes(field.name) && answered(answers.fields[field.name]))
      .map((field) => [field.as ?? field.name, kept(answers.fields[field.name])]),
  )

/** The act a step comes to. Fields are named as the act names them; the tests of every step hold the two together. */
export const actOf = (step: Step, kind: Act['kind'], answers: StepAnswers, workerId: string): Act => {
  const { code, ...home } = answersFor(step, answers, 'placement')
  return {
    kind,
    on: answers.on,
    at: answers.at,
    workerId,
    detail: answersFor(step, answers, 'detail'),
    ...answersFor(step, answers, 'act'),
    ...(step.signed ? { decidedBy: workerId } : {}),
    ...(code ? { placement: { code, detail: home } } : {}),
  } as unknown as Act
}
