import { labelOf } from '../chronology/in-words.ts'
import { brokenRules } from '../journey/decide-rules.ts'
import type { History, JourneyEvent, Spell } from '../journey/history.ts'
import { type Choices, codeChoicesOf, detailChoicesOf, endChoicesOf } from '../steps/choices.ts'

// A dated record as a form that can be corrected: each answer it holds becomes a field of the fitting sort, so that
// whatever a record says can be put right without a form of its own.

export type CorrectionField =
  | { name: string; label: string; sort: 'date' | 'text' | 'words' | 'number' | 'yes or no'; hint?: string }
  | { name: string; label: string; sort: 'choice'; choices: Choices; hint?: string }

const plainName = /^[a-z][A-Za-z0-9]*$/
const isDayText = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
const isIdText = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
const isMomentText = (value: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(value)

/** The name of a form field for an answer kept by name: "seenAlone" is "detailSeenAlone". */
export const fieldOf = (key: string): string => `detail${key.charAt(0).toUpperCase()}${key.slice(1)}`

/** The answers of a record that can be corrected in a form; lists, ids and moments are left as they are. */
export const correctableKeys = (detail: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(detail).flatMap(([key, value]) => {
    if (!plainName.test(key)) return []
    if (typeof value === 'boolean' || typeof value === 'number') return [key]
    return typeof value === 'string' && !isIdText(value) && !isMomentText(value) ? [key] : []
  })

/** A list of choices with what a record says now among them, even where it is no longer offered. */
const withNow = (choices: Choices, now: string | null): Choices =>
  now === null || now === '' || choices.some((choice) => choice.value === now)
    ? choices
    : [...choices, { value: now, text: now }]

/** Days that come to a state later, and are added to it by correcting it: an approval, an extension by the court. */
const laterDays: Readonly<Partial<Record<string, readonly string[]>>> = {
  placement: ['approvedOn', 'assessedOn'],
  proceedings: ['extendedTo'],
  emergency_protection: ['extendedTo'],
}

/** Every answer of a record that its correction offers, by name: those it holds, and days that may come later. */
export const offeredKeys = (kind: string, detail: Readonly<Record<string, unknown>>): string[] => [
  ...new Set([...correctableKeys(detail), ...(laterDays[kind] ?? [])]),
]

export const detailFields = (kind: string, detail: Readonly<Record<string, unknown>>): CorrectionField[] =>
  offeredKeys(kind, detail).map((key): CorrectionField => {
    const value = detail[key]
    const [name, label] = [fieldOf(key), labelOf(key)]
    if (laterDays[kind]?.includes(key)) return { name, label: `${label} (optional)`, sort: 'date' }
    if (typeof value === 'boolean') return { name, label, sort: 'yes or no' }
    if (typeof value === 'number') return { name, label, sort: 'number' }
    // Elsewhere a reason is written in words.
    const choices = detailChoicesOf[kind === 'allocation' && key === 'reason' ? 'changeReason' : key]
    if (choices) return { name, label, sort: 'choice', choices: withNow(choices, String(value)) }
    if (isDayText(value)) return { name, label, sort: 'date' }
    return { name, label, sort: String(value).length > 80 ? 'words' : 'text' }
  })

export const codeField = (
  record: Pick<Spell, 'kind' | 'code'> | Pick<JourneyEvent, 'kind' | 'code'>,
): CorrectionField[] => {
  const choices = (codeChoicesOf as Readonly<Record<string, Choices>>)[record.kind]
  if (!choices) return []
  return [{ name: 'code', label: 'What it was', sort: 'choice', choices: withNow(choices, record.code) }]
}

export const endField = (spell: Pick<Spell, 'kind' | 'endCode' | 'endsOn'>): CorrectionField[] => {
  const choices = endChoicesOf[spell.kind]
  if (!choices || spell.endsOn === null) return []
  return [{ name: 'endCode', label: 'Why it ended', sort: 'choice', choices: withNow(choices, spell.endCode) }]
}

/** Rules that the corrected history would break and the one before did not: the words of the first, or null. */
export const newlyBroken = (before: History, after: History): string | null => {
  const known = new Set(brokenRules(before).map((one) => `${one.rule} ${one.spells.join()}`))
  return brokenRules(after).find((one) => !known.has(`${one.rule} ${one.spells.join()}`))?.words ?? null
}

/** The history with one record as it would be. */
export const withRecord = (history: History, record: Spell | JourneyEvent): History => ({
  ...history,
  spells: history.spells
    .map((spell) => (spell.id === record.id ? (record as Spell) : spell))
    .sort((a, b) => Temporal.PlainDate.compare(a.startsOn, b.startsOn)),
  events: history.events
    .map((event) => (event.id === record.id ? (record as JourneyEvent) : event))
    .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on)),
})
