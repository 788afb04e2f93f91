import { doubleMetaphone } from 'double-metaphone'
import { nameAlternates } from './name-alternates.ts'
import { normaliseName } from './names.ts'

// What makes two names alike though they are spelt apart: how they sound, and the groups of spellings people know.
// A word without a sound, as in a script that the codes do not know, is like no other word.

/** Letters that the codes of sound are made for. */
export const plainLatin = /^[a-z]+$/

/** Groups of spellings, ready to be asked. Made by `alternatesFrom`. */
export type Alternates = {
  /** The groups a normalised word stands in, by their names. */
  groupsOf(word: string): readonly string[]
  /** The groups of which some spelling sounds like a word that stands in none. */
  groupsSoundingLike(word: string): readonly string[]
}

const none: readonly string[] = []

const soundexDigit: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ bfpv: '1', cgjkqsxz: '2', dt: '3', l: '4', mn: '5', r: '6' }).flatMap(([letters, digit]) =>
    [...letters].map((letter) => [letter, digit]),
  ),
)

/** American soundex ("R163") of a normalised word, or '' unless it is two or more plain Latin letters. */
export const soundex = (word: string): string => {
  if (word.length < 2 || !plainLatin.test(word)) return ''
  let code = word.charAt(0).toUpperCase()
  let before = soundexDigit[word.charAt(0)] ?? ''
  for (const letter of word.slice(1)) {
    const digit = soundexDigit[letter] ?? ''
    if (digit !== '' && digit !== before) code += digit
    // h and w are not heard between two like sounds; a vowel parts them.
    if (letter !== 'h' && letter !== 'w') before = digit
    if (code.length === 4) break
  }
  return code.padEnd(4, '0')
}

/** Double metaphone of a normalised word, primary first; none unless it is two or more plain Latin letters. */
export const metaphones = (word: string): readonly string[] => {
  if (word.length < 2 || !plainLatin.test(word)) return none
  return [...new Set(doubleMetaphone(word))].filter(Boolean)
}

/**
 * Groups of spellings from lists of words, each named by its first. RangeError when two lists begin alike, a list has
 * fewer than two spellings, or an entry is not one word.
 */
export const alternatesFrom = (groups: Iterable<readonly string[]>): Alternates => {
  const byWord = new Map<string, string[]>()
  const bySound = new Map<string, string[]>()
  const heads = new Set<string>()
  const soundOf = (word: string): string | null => {
    const code = metaphones(word)[0] ?? ''
    // Two sounds are too few to tell names apart.
    return code.length > 2 ? `${code} ${soundex(word)}` : null
  }
  const add = (map: Map<string, string[]>, key: string, head: string) => {
    const heard = map.get(key)
    if (heard === undefined) map.set(key, [head])
    else if (!heard.includes(head)) heard.push(head)
  }
  for (const group of groups) {
    const words = group.map(normaliseName)
    const head = words[0] ?? ''
    const wrong = words.find((word) => word === '' || word.includes(' '))
    if (wrong !== undefined) throw new RangeError(`A spelling must be one word: ${group.join(', ')}`)
    if (new Set(words).size < 2) throw new RangeError(`A group needs two spellings: ${group.join(', ')}`)
    if (heads.has(head)) throw new RangeError(`Two groups of spellings are both named ${head}`)
    heads.add(head)
    for (const word of words) {
      add(byWord, word, head)
      const sound = soundOf(word)
      if (sound !== null) add(bySound, sound, head)
    }
  }
  return {
    groupsOf: (word) => byWord.get(word) ?? none,
    groupsSoundingLike: (word) => {
      const sound = byWord.has(word) ? null : soundOf(word)
      return sound === null ? none : (bySound.get(sound) ?? none)
    },
  }
}

/** The spellings that come with the product. */
export const builtInAlternates: Alternates = alternatesFrom(nameAlternates)
