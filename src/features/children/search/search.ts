import { type How, howMatched, type Match, type Part, type Query } from '../../../lib/search-keys.ts'
import { spokenDay } from '../spoken-day.ts'

// What was asked, whether it is enough to look for, and how a child that was found answers it.

/** Shown at once; more than these are counted as "more than 50". */
export const mostShown = 50

/** Answers that only narrow a search: there are far too many people in one area, or of one age. */
const narrowing: readonly How[] = ['same year of birth', 'about this age', 'same area']
const narrows = (part: Part): boolean => part.alternatives.some((one) => narrowing.includes(one.how))
/** The answers that can find somebody. Half a postcode might be a council's own number, but was hardly meant as one. */
const telling = (part: Part): Part['alternatives'] =>
  part.alternatives.filter(
    (one) => !narrowing.includes(one.how) && !(part.kind === 'postcode' && one.how === 'same number'),
  )

/**
 * How to look: people are found by every part that `drives` and then checked against the rest. A part that could be
 * answered by everybody of an age or area never drives with those answers. Null when nothing is left to find people by.
 */
export type Plan = {
  drives: Part[]
  checks: Part[]
  prefix: { from: string; to: string } | null
  /** something that few people answer, beside other things: they are looked at first */
  sure: { drive: Part; others: Part[] } | null
}

/** Kinds of part that few people answer: a number, a telephone, a house, a whole postcode, a day of birth. */
const fewAnswer: readonly Part['kind'][] = ['identifier', 'phone', 'address', 'postcode', 'born']

const sureOf = (required: readonly Part[]): Plan['sure'] => {
  if (required.length < 2) return null
  for (const kind of fewAnswer) {
    const part = required.find((one) => one.kind === kind && one.between === null && telling(one).length > 0)
    // A number that stands before a word may be a house or an age: a house of that number is nothing sure.
    if (part && !(kind === 'address' && narrows(part))) {
      return { drive: { ...part, alternatives: telling(part) }, others: required.filter((one) => one !== part) }
    }
  }
  return null
}

export const planOf = (query: Query): Plan | null => {
  const required = query.parts.filter((part) => part.required)
  let drives = required.filter((part) => !narrows(part))
  let checks = required.filter(narrows)
  if (drives.length === 0) {
    const first = checks.find((part) => telling(part).length > 0)
    if (first) {
      drives = [{ ...first, alternatives: telling(first) }]
      checks = checks.filter((part) => part !== first)
    }
  }
  const named = required.filter((part) => part.kind === 'name')
  const prefix = named.length > 0 && query.prefix && [...query.prefix.from].length >= 2 ? query.prefix : null
  if (drives.length === 0 && prefix === null) return null
  // One letter is an initial: it sorts what other words find, and finds nobody.
  if (drives.every((part) => part.kind === 'name' && [...part.text].length < 2) && prefix === null) return null
  return { drives, checks, prefix, sure: sureOf(required) }
}

const partWords = (part: Part): string => {
  switch (part.kind) {
    case 'name':
      return `the name “${part.text}”`
    case 'born':
      return part.between === null ? `born on or about ${part.text}` : `born in ${part.text}`
    case 'age':
      return part.text.startsWith('about') ? `aged ${part.text}` : `aged about ${part.text}`
    case 'postcode':
      return `the postcode ${part.text}`
    case 'phone':
      return `the phone number ${part.text}`
    case 'identifier':
      return `the number ${part.text}`
    case 'address':
      return `the address “${part.text}”`
  }
}

/** What was looked for, one piece for each thing that was read in the box. */
export const searchedFor = (query: Query): string[] =>
  query.parts.map((part) =>
    part.kind === 'born' && query.bornOn ? `born on ${spokenDay(query.bornOn)}` : partWords(part),
  )

/** What might widen a search that found nobody, in the order worth trying. */
export const waysToWiden = (query: Query): string[] => {
  const kinds = new Set(query.parts.map((part) => part.kind))
  return [
    ...(query.parts.length > 1 ? ['Leave one thing out: everybody found must answer all that you typed.'] : []),
    ...(kinds.has('name') ? ['Try the surname alone, a name they used before, or how it sounds.'] : []),
    ...(kinds.has('born')
      ? ['Leave the date of birth out, or type an age such as “about 7”.']
      : ['Try a date of birth, an address, a phone number or an NHS number.']),
    ...(kinds.has('address') || kinds.has('postcode')
      ? ['Try the first half of the postcode with a name: the family may have moved.']
      : []),
    'Try a brother, a sister or a parent: their children are found as well.',
  ]
}

const howWords: Record<How, string> = {
  exact: 'same name',
  'same spelling group': 'another spelling of',
  'sounds like': 'sounds like',
  'begins the same': 'begins like',
  'same initial': 'same initial',
  'same date of birth': 'same date of birth',
  'day and month swapped': 'date of birth with day and month the other way round',
  'same year of birth': 'same year of birth',
  'about this age': 'about this age',
  'same postcode': 'same postcode',
  'same area': 'same postcode area',
  'same phone number': 'same phone number',
  'same number': 'same number',
  'same address': 'same address',
  'same street': 'same street',
}

/** Why a person was found, weakest reason first: "sounds like “neve”", "same address". */
export const becauseWords = (match: Match): string[] =>
  howMatched(match).map((how) => {
    const spoken = ['same spelling group', 'sounds like', 'begins the same'].includes(how)
    const texts = match.parts.filter((part) => part.how === how).map((part) => `“${part.part.text}”`)
    return spoken ? `${howWords[how]} ${texts.join(' and ')}` : howWords[how]
  })

/** The street alone of an address, without the house or flat; null where no street can be told. */
export const streetOf = (lines: string): string | null => {
  for (const line of lines.split(/[,;\n]+/)) {
    const text = line
      .replace(/^\s*(?:(?:flat|apartment|apt|unit|room)\s+\S+|\d+[a-z]?(?:\s*[-–/]\s*\d+[a-z]?)?)\s*/iu, '')
      .trim()
    if (/\p{L}{3}/u.test(text)) return text
  }
  return null
}
