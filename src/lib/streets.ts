import { nameWords, wordSet } from './names.ts'

// Streets as search knows them: without their kind (people mix up Road and Street), and with the house where one is given.

/** Kinds of street that are hardly ever a person's name. */
export const plainStreetTypes = wordSet(
  'road rd street avenue ave av gardens gdns crescent cres terrace terr tce mews drive dr boulevard embankment ' +
    'parade broadway estate walk wlk mansions buildings',
)
/** Kinds of street and of house; some are surnames too: Lane, Hill, Park. */
export const streetTypes = new Set([
  ...plainStreetTypes,
  ...wordSet(
    'st lane ln close cl court ct place pl square sq way grove gr hill park pk rise row green common view vale end ' +
      'gate bridge yard wharf quay path passage alley house hse lodge cottage cottages tower towers point heights hall farm villas',
  ),
])
/** What a part of a building is called before its number. */
export const unitWords = wordSet('flat apartment apt unit room studio')
/** Words with which the name of a street begins, so that it has two. */
export const streetBeginnings = wordSet('st saint the north south east west upper lower old new great little')
/** A house number as a folded word: 14, 14a. */
export const houseNumber = /^[0-9]{1,4}[a-z]?$/

/** The name of a street without its kind: acacia of "acacia road"; "the avenue" keeps both. Null when there is none. */
export const streetName = (words: readonly string[]): string[] | null => {
  const first = words.findIndex((word, i) => i > 0 && streetTypes.has(word))
  if (first === -1) return words.length > 0 ? [...words] : null
  let last = first
  while (streetTypes.has(words[last + 1] ?? '')) last++
  const name = words.slice(0, last)
  return name.every((word) => word === 'the') ? words.slice(0, last + 1) : name
}

/** Keys of a house in a street, one for each of its numbers. */
export const houseKeys = (numbers: readonly string[], street: readonly string[]): string[] =>
  numbers.map((number) => `a:${number} ${street.join('')}`)

/** Keys of a street: its name in one word, and each longer word of it. */
export const wholeStreetKeys = (street: readonly string[]): string[] => {
  const words = street.length > 1 ? street.filter((word) => word.length > 3 && !streetTypes.has(word)) : []
  return [...new Set([`a:${street.join('')}`, ...words.map((word) => `a:${word}`)])]
}

/** Keys of the streets in the lines of an address: the street, and house and street. Towns and flats give none. */
export const streetKeys = (lines: string): string[] => {
  const keys: string[] = []
  let numbers: string[] = []
  for (const line of lines.split(/[,;\n]+/)) {
    const words = nameWords(line)
    if (unitWords.has(words[0] ?? '')) words.splice(0, 2)
    while (words.length > 0 && houseNumber.test(words[0] as string)) numbers.push(words.shift() as string)
    // A number alone on its line belongs to the street on the next.
    if (words.length === 0) continue
    const street = streetName(words)
    if (street !== null && (numbers.length > 0 || words.some((word, i) => i > 0 && streetTypes.has(word)))) {
      keys.push(...houseKeys(numbers, street), ...wholeStreetKeys(street))
    }
    numbers = []
  }
  return keys
}
