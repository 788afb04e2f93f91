// Names as people write them, folded to one form so that equal names are found equal, and checked as they are typed.

/** Signs used as an apostrophe in names (O'Brien, O’Brien, Hawaiian ʻokina, Hebrew geresh): they join, so they vanish. */
const apostrophes = /['’‘‛`´′＇ʹʻʼʽʾʿˈ՚׳״]/gu

/** Signs that part two halves of one name; a letter follows on either side, so they become a space. */
const hyphens = /[-‐‑‒–—―−﹘﹣－־.,·‧・/_&+()]/gu

/** Letters that Unicode does not take apart into a plain letter and a mark. */
// biome-ignore format: a table reads better in rows
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ð: 'd', đ: 'd', ɖ: 'd', ɗ: 'd', þ: 'th', ł: 'l', ı: 'i', ŋ: 'ng', ħ: 'h', ŧ: 't',
  ə: 'e', ǝ: 'e', ɛ: 'e', ɔ: 'o', ɓ: 'b', ƈ: 'c', ƒ: 'f', ɠ: 'g', ɣ: 'g', ƙ: 'k', ĸ: 'k', ɲ: 'n', ƥ: 'p', ɩ: 'i', ƭ: 't',
  ʋ: 'v', ʊ: 'u', ƴ: 'y', ʒ: 'z', ɨ: 'i', ʉ: 'u', ƶ: 'z', ǥ: 'g', ɍ: 'r', ⱡ: 'l', ȼ: 'c',
  // Arabic script: letters that one name is spelt with either way, and the Persian and Urdu shapes of them.
  ى: 'ي', ی: 'ي', ې: 'ي', ے: 'ي', ک: 'ك', ة: 'ه', ۀ: 'ه', ہ: 'ه', ھ: 'ه', ٱ: 'ا', ς: 'σ',
}
const lettersToFold = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu')

/** Accents of European scripts, vowel points of Arabic and Hebrew, the Arabic stretch; never the vowel signs of Indic scripts. */
const droppedMarks =
  /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED]|[\uFE00-\uFE0F]|\u0640/gu

const notKept = /[^\p{L}\p{M}\p{N} ]/gu

/**
 * One form for all ways of writing a name: lower case, accents gone (ł, ø, ß and their kind too), apostrophes joined,
 * hyphens and stops a space, single spaces. "O’Brien" and "OBRIEN" are "obrien"; "Smith-Jones" is "smith jones".
 * Composed and decomposed text come out equal. Other scripts keep their own letters. '' when there is no letter or digit.
 */
export const normaliseName = (text: string): string => {
  if (/^[a-z]+$/.test(text)) return text
  return (
    text
      .replace(apostrophes, '')
      .replace(hyphens, ' ')
      .normalize('NFKD')
      .replace(droppedMarks, '')
      .toLowerCase()
      .replace(lettersToFold, (letter) => plainLetters[letter] as string)
      // Again: some letters come apart into a letter and an apostrophe.
      .replace(apostrophes, '')
      .normalize('NFC')
      .replace(/\s+/gu, ' ')
      .replace(notKept, '')
      .replace(/ +/g, ' ')
      .trim()
  )
}

/** The words of a name, folded: "Smith-Jones" is smith, jones. */
export const nameWords = (text: string): string[] => normaliseName(text).split(' ').filter(Boolean)

/** Neighbouring words written as one, and all of them as one: "Smith-Jones" gives smithjones; a single word gives none. */
export const joinedWords = (words: readonly string[]): string[] => {
  const joined = words.slice(1).map((word, i) => `${words[i]}${word}`)
  return words.length > 2 ? [...joined, words.join('')] : joined
}

/** Every form under which a name is looked up: its words, and its words joined. Each once. */
export const nameTokens = (text: string): string[] => {
  const words = nameWords(text)
  return [...new Set([...words, ...joinedWords(words)])]
}

/** Words as a set, from one line of text. */
export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Short first words that families write apart or joined: Mc Donald, De Souza, El Amin, O Brien. */
export const nameJoiners = wordSet('o d mc mac fitz de da di do du del la le el al ul van von st san ben bin abu')

/**
 * The range of texts that begin like a name as typed: `text ~>=~ from and text ~<~ to` (byte order, which is the order of
 * code points). Null when there is nothing to begin with.
 */
export const prefixRange = (text: string): { from: string; to: string } | null => {
  const from = normaliseName(text)
  const last = [...from].at(-1)
  if (last === undefined) return null
  // A folded name ends in a letter, mark or digit; one code point further is a character too.
  return { from, to: from.slice(0, -last.length) + String.fromCodePoint((last.codePointAt(0) as number) + 1) }
}

/** The longest name stored in one field, in characters. */
export const longestName = 100

const allowed = /^[\p{L}\p{M}\p{Nd}\p{Zs}'’‘`´ʹʻʼʽʾʿ՚׳״\-‐‑–־.·‧・\u200C\u200D]$/u
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u

/**
 * What is wrong with a name as typed, in words to put beside the field, or null when it can be stored.
 * Letters and marks of every script, digits, spaces, apostrophes, hyphens and full stops are welcome.
 * `label` is what the field is called: "First name".
 */
export const checkName = (text: string, label = 'Name'): string | null => {
  const called = label.charAt(0).toLowerCase() + label.slice(1)
  if (text.trim() === '') return `Enter the ${called}`
  const joinersAside = text.replace(/[\u200C\u200D]/g, '')
  if (!text.isWellFormed() || hidden.test(joinersAside)) {
    return `${label} contains a hidden character that cannot be kept. Delete it and type the ${called} again`
  }
  const characters = [...text.normalize('NFC')]
  const other = characters.find((character) => !allowed.test(character))
  if (other !== undefined) {
    return `${label} cannot include “${other}”. Use letters, numbers, spaces, hyphens, apostrophes and full stops`
  }
  if (characters.length > longestName) return `${label} must be ${longestName} characters or fewer`
  // Of the name as it is looked up: some apostrophes are letters to Unicode, and leave nothing to find anybody by.
  if (!/\p{L}/u.test(normaliseName(text))) return `${label} must include at least one letter`
  return null
}
