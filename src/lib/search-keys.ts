import type { Day } from './day.ts'
import { normaliseLocalId, normalisePhone, normalisePostcode } from './identifiers.ts'
import { type Alternates, builtInAlternates, metaphones, soundex } from './name-sounds.ts'
import { nameJoiners, nameTokens, nameWords, normaliseName } from './names.ts'
import { earliestYearOfBirth } from './search-query.ts'
import { streetKeys } from './streets.ts'

export { type Alternates, alternatesFrom, builtInAlternates } from './name-sounds.ts'
export { prefixRange } from './names.ts'
export {
  type Alternative,
  type How,
  howMatched,
  longestQuery,
  type Match,
  matchOf,
  type Part,
  type Query,
  queryKeys,
  rank,
} from './search-query.ts'

// Search by stored keys. Writing a person stores short texts ("n:smith", "p:SM0", "b:2015-03-27"); searching asks for equal
// ones, because only equality and ranges of plain text stay on an index under row-level security. A blank code is no key.
//
//   n: a word of a name         g: its group of spellings     p: how it sounds (double metaphone)     s: soundex
//   b: date of birth            y: year of birth              c: postcode                             o: its first half
//   t: telephone                i: identifier (i:nhs:, i:upn:, i:local:)                              a: street, house and street

/** What an identifier is for searching: anything that is neither an NHS number nor a UPN is local to a council or system. */
export type IdentifierKind = 'nhs' | 'upn' | 'local'

/** What is known of a person. Leave out an address that must be kept confidential: whoever can search would find it. */
export type Findable = {
  names: readonly { given: string | null; family: string | null }[]
  bornOn: Day | null
  postcode: string | null
  phones: readonly string[]
  identifiers: readonly { kind: IdentifierKind; value: string }[]
  /** Further addresses, or the street of the one above: "Flat 2, 14 Acacia Road". */
  addresses?: readonly { lines: string; postcode: string | null }[]
}

/** Scripts that write the family name and the given name without a space. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u

const nameKeys = (text: string, alternates: Alternates): string[] => {
  const words = nameWords(text)
  const sounded = [
    ...words,
    ...words.slice(1).flatMap((word, i) => (nameJoiners.has(words[i] as string) ? [`${words[i]}${word}`] : [])),
  ]
  return [
    ...nameTokens(text).flatMap((token) => [`n:${token}`, ...alternates.groupsOf(token).map((group) => `g:${group}`)]),
    ...sounded.flatMap((word) => [
      ...metaphones(word).map((code) => `p:${code}`),
      ...(soundex(word) === '' ? [] : [`s:${soundex(word)}`]),
    ]),
  ]
}

const unspacedKeys = (given: string, family: string): string[] => {
  const one = normaliseName(given).replaceAll(' ', '')
  const other = normaliseName(family).replaceAll(' ', '')
  return unspaced.test(one) && unspaced.test(other) ? [`n:${other}${one}`, `n:${one}${other}`] : []
}

const postcodeKeys = (text: string | null): string[] => {
  const postcode = text === null ? null : normalisePostcode(text)
  return postcode === null ? [] : [`c:${postcode}`, `o:${postcode.slice(0, -3)}`]
}

const identifierKey = (kind: IdentifierKind, value: string): string | null => {
  const kept = normaliseLocalId(value)
  if (kept === null) return null
  // A number with a slip in it is still found by whoever types the same slip.
  if (kind === 'nhs') return /^[0-9]{10}$/.test(kept) && !/^(.)\1+$/.test(kept) ? `i:nhs:${kept}` : null
  if (kind === 'upn') return kept.length === 13 ? `i:upn:${kept}` : null
  return `i:local:${kept}`
}

const bornKeys = (bornOn: Day | null): string[] =>
  bornOn === null || bornOn.year < earliestYearOfBirth ? [] : [`b:${bornOn}`, `y:${bornOn.year}`]

/** Every key a person is found by, each once, in a steady order. A change of name spellings asks for these again. */
export const personKeys = (person: Findable, alternates: Alternates = builtInAlternates): string[] => {
  const keys = [
    ...person.names.flatMap(({ given, family }) => [
      ...nameKeys(given ?? '', alternates),
      ...nameKeys(family ?? '', alternates),
      ...unspacedKeys(given ?? '', family ?? ''),
    ]),
    ...bornKeys(person.bornOn),
    ...postcodeKeys(person.postcode),
    ...(person.addresses ?? []).flatMap(({ lines, postcode }) => [...streetKeys(lines), ...postcodeKeys(postcode)]),
    ...person.phones.flatMap((text) => {
      const phone = normalisePhone(text)
      return phone === null ? [] : [`t:${phone}`]
    }),
    ...person.identifiers.flatMap(({ kind, value }) => identifierKey(kind, value) ?? []),
  ]
  return [...new Set(keys)]
}

/**
 * The texts of a person's names for search by how they begin, each once: "siobhan okeefe" and "okeefe siobhan". Store them
 * in a column with a text_pattern_ops index and ask for a `prefixRange`.
 */
export const prefixTexts = (names: Findable['names']): string[] => {
  const texts = names.flatMap(({ given, family }) => {
    const one = normaliseName(given ?? '')
    const other = normaliseName(family ?? '')
    return [`${one} ${other}`.trim(), `${other} ${one}`.trim()]
  })
  return [...new Set(texts)].filter(Boolean)
}
