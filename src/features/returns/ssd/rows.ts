// How values stand in the dataset's tables: days as 2026-05-01T00:00:00 (the one form every database reads the same way),
// flags as Y and N, objects as JSON with every key, what is not known as nothing.
import { type Day, zone } from '../../../lib/day.ts'
import type { Calendar } from '../../../lib/working-days.ts'
import { type CodeListName, codeLists, findCode } from '../codes/code-lists.ts'
import { fieldsOf, type JsonField, jsonKeys, kindOf, type SsdField, type SsdTable, ssdTableNames } from './tables.ts'

export type Json = Readonly<Record<string, string | number>> | readonly string[]
export type SsdValue = string | number | boolean | Day | Temporal.Instant | Json | null
export type SsdRow<T extends SsdTable> = Partial<Record<SsdField<T>, SsdValue>>
export type SsdRows = { [T in SsdTable]: SsdRow<T>[] }

/** What the rows of a child need to know beside the child. */
export type SsdContext = { on: Day; calendar: Calendar }

export const noRows = (): SsdRows => Object.fromEntries(ssdTableNames.map((name) => [name, []])) as unknown as SsdRows

export const flag = (value: boolean | null): 'Y' | 'N' | null => (value === null ? null : value ? 'Y' : 'N')

/** A code its list has; null for any other, which the dataset has no place for. */
export const coded = (list: CodeListName, code: string | null): string | null =>
  code !== null && findCode(list, code) ? code : null
export const meaningOf = (list: CodeListName, code: string | null): string | null =>
  code === null ? null : (findCode(list, code)?.meaning ?? null)
export const isCodeList = (name: string): name is CodeListName => Object.hasOwn(codeLists, name)

/**
 * An object of fixed keys. What happened is Y; while something is decided the other flags are N, and while nothing is,
 * every key is there and empty. The count of outcomes counts the flags.
 */
export const outcomes = <F extends JsonField>(
  field: F,
  decided: boolean,
  ...happened: (typeof jsonKeys)[F][number][]
): Json => {
  const flags = new Set<string>(happened)
  return Object.fromEntries(
    jsonKeys[field].map((key) => {
      if (key === 'TOTAL_NO_OF_OUTCOMES') return [key, decided ? flags.size : '']
      if (key === 'COMMENTS' || key === 'OUTCOME_COMMENTS') return [key, '']
      return [key, decided ? (flags.has(key) ? 'Y' : 'N') : '']
    }),
  )
}

/** Said keys of an object of fixed keys; the others are there and empty. */
export const object = <F extends JsonField>(
  field: F,
  said: Partial<Record<(typeof jsonKeys)[F][number], string | null>>,
): Json =>
  Object.fromEntries(jsonKeys[field].map((key) => [key, (said as Readonly<Record<string, string | null>>)[key] ?? '']))

const two = (n: number): string => String(n).padStart(2, '0')
const written = (value: SsdValue): string => {
  if (value === null) return ''
  if (value instanceof Temporal.PlainDate) return `${value.toString()}T00:00:00`
  if (value instanceof Temporal.Instant) {
    const at = value.toZonedDateTimeISO(zone)
    return `${at.toPlainDate().toString()}T${two(at.hour)}:${two(at.minute)}:${two(at.second)}`
  }
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The cells of a row, in the order of the table's fields; text no longer than the field takes. */
export const cellsOf = <T extends SsdTable>(table: T, row: SsdRow<T>): string[] =>
  fieldsOf(table).map((field) => {
    const text = written((row as Readonly<Record<string, SsdValue | undefined>>)[field] ?? null)
    const { length } = kindOf(table, field)
    return length === null || text.length <= length ? text : [...text].slice(0, length).join('').slice(0, length)
  })
