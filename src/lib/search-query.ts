import type { Day } from './day.ts'
import {
  isNhsNumber,
  normaliseLocalId,
  normaliseNhsNumber,
  normalisePhone,
  normalisePostcode,
  normaliseUpn,
  outwardCode,
} from './identifiers.ts'
import { type Alternates, builtInAlternates, metaphones, plainLatin, soundex } from './name-sounds.ts'
import { joinedWords, nameJoiners, nameWords, normaliseName, prefixRange, wordSet } from './names.ts'
import {
  houseKeys,
  houseNumber,
  plainStreetTypes,
  streetBeginnings,
  streetName,
  streetTypes,
  unitWords,
  wholeStreetKeys,
} from './streets.ts'

// What a person types to find someone, read into parts that stored keys can answer (see search-keys.ts), and how well a
// person's keys answer them.

/** How a key was met, in words for the page. */
export type How =
  | 'exact'
  | 'same spelling group'
  | 'sounds like'
  | 'begins the same'
  | 'same initial'
  | 'same date of birth'
  | 'day and month swapped'
  | 'same year of birth'
  | 'about this age'
  | 'same postcode'
  | 'same area'
  | 'same phone number'
  | 'same number'
  | 'same address'
  | 'same street'

/** One stored key that answers a part of what was typed; a greater weight is a better answer. */
export type Alternative = { key: string; how: How; weight: number }

/** One thing that was typed. A person answers it with any one of its keys. */
export type Part = {
  kind: 'name' | 'born' | 'age' | 'postcode' | 'phone' | 'identifier' | 'address'
  /** The part as read. */
  text: string
  /** Best first, each key once, never none. */
  alternatives: Alternative[]
  /** A person who does not answer a required part is no match. Never all parts are optional. */
  required: boolean
  /** For an age or a month of birth: born from `from` to `to`, both included. Its keys are whole years, so wider. */
  between: { from: Day; to: Day } | null
}

/** What was typed in the search box. A person matches who answers every required part. */
export type Query = {
  parts: Part[]
  nameTokens: string[]
  bornOn: Day | null
  bornBetween: { from: Day; to: Day } | null
  /** Without a space: "SW111AA". */
  postcode: string | null
  /** The first half of a postcode, when only that was typed. */
  outward: string | null
  phone: string | null
  nhsNumber: string | null
  upn: string | null
  /** In capitals, letters and digits only. */
  localId: string | null
  /** For people whose `prefixTexts` begin with the names as typed: the last may be unfinished. */
  prefix: { from: string; to: string } | null
  /** What could not be read as meant, in words to show the person who typed it. */
  notes: string[]
}

/** The longest text that is read, in characters; what follows is left. */
export const longestQuery = 200
/** The earliest year taken for a year of birth; imports write 1900 where the date is not known. */
export const earliestYearOfBirth = 1901

const mostNames = 8
const mostOthers = 6

const titles = wordSet('mr mrs ms miss mx dr master')
const labels = wordSet('dob born nhs upn tel telephone phone mobile mob postcode id ref reference number no')
/** Parts of names that are often left out, so they need not be met. */
const optionalWords = wordSet(
  'al el ul ur bin ibn bint binti da de di do dos das du del della van von der den la le mc mac st o d baby unborn son daughter no at in on',
)
/** Talk around a name, left out when there is anything else. */
const talk = wordSet(
  'and the of from with lives living called known aka mum mother dad father sister brother child family ' +
    'about approx approximately around circa roughly nearly almost aged age old dob born nhs upn tel phone mobile postcode id ref',
)
const aboutWords = wordSet('about approx approximately around circa roughly nearly almost')
const ageWords = wordSet('aged age')
const yearUnits = wordSet('years year yrs yr y yo')
const monthUnits = wordSet('months month mths mth')
const weekUnits = wordSet('weeks week wks wk')
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNames = wordSet(
  'january february march april may june july august september october november december ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec',
)
/** Months that are also first names. */
const givenMonths = wordSet('april may june august')

const monthNumber = (word: string): number => (monthNames.has(word) ? months.indexOf(word.slice(0, 3)) + 1 : 0)

type Between = { from: Day; to: Day }

/** What the words at one place mean: how many of them, the parts they make, and what was wrong with them. */
type Reading = { used: number; parts?: Part[]; note?: string }

const part = (
  kind: Part['kind'],
  text: string,
  alternatives: Alternative[],
  more: { required?: boolean; between?: Between | null } = {},
): Part => {
  const best = new Map<string, Alternative>()
  for (const alternative of alternatives) {
    if ((best.get(alternative.key)?.weight ?? -1) < alternative.weight) best.set(alternative.key, alternative)
  }
  return {
    kind,
    text,
    alternatives: [...best.values()].sort((a, b) => b.weight - a.weight),
    required: more.required ?? true,
    between: more.between ?? null,
  }
}

const wordKey = (token: string): string => normaliseName(token).replaceAll(' ', '')
const shown = (texts: readonly string[]): string => `‘${texts.join(' ')}’`

// Dates

const realDay = (year: number, month: number, day: number): Day | null => {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  const found = Temporal.PlainDate.from({ year, month, day })
  return found.day === day ? found : null
}

const fullYear = (text: string, today: Day): number => {
  const year = Number(text)
  if (text.length > 2) return year
  return year <= (today.year + 1) % 100 ? 2000 + year : 1900 + year
}

/** People are searched for by births past and by dates at which a child is expected. */
const isYearOfBirth = (year: number, today: Day): boolean => year >= earliestYearOfBirth && year <= today.year + 1

const readDate = (year: number, month: number, day: number, texts: string[], today: Day): Reading => {
  const meant = realDay(year, month, day)
  const swapped = realDay(year, day, month)
  if ((meant === null && swapped === null) || !isYearOfBirth(year, today)) {
    return { used: texts.length, note: `${shown(texts)} is not a date of birth` }
  }
  const alternatives: Alternative[] = [{ key: `y:${year}`, how: 'same year of birth', weight: 20 }]
  if (meant !== null) alternatives.push({ key: `b:${meant}`, how: 'same date of birth', weight: 100 })
  if (swapped !== null) alternatives.push({ key: `b:${swapped}`, how: 'day and month swapped', weight: 60 })
  return { used: texts.length, parts: [part('born', texts.join(' '), alternatives)] }
}

const yearKeys = ({ from, to }: Between, how: How, weight: number): Alternative[] =>
  Array.from({ length: to.year - from.year + 1 }, (_, i) => ({ key: `y:${from.year + i}`, how, weight }))

const bornBetweenPart = (kind: 'age' | 'born', text: string, between: Between, required = true): Part =>
  part(kind, text, yearKeys(between, kind === 'age' ? 'about this age' : 'same year of birth', 60), {
    between,
    required,
  })

const dateAt = (tokens: readonly string[], at: number, today: Day): Reading | null => {
  const [first = '', second = '', third = '', fourth = ''] = tokens.slice(at, at + 4)
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(first)
  if (iso) return readDate(Number(iso[1]), Number(iso[2]), Number(iso[3]), [first], today)
  const written = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(first)
  if (written) {
    return readDate(fullYear(written[3] as string, today), Number(written[2]), Number(written[1]), [first], today)
  }
  if (/^\d{1,2}$/.test(first) && /^\d{1,2}$/.test(second) && /^\d{4}$/.test(third)) {
    return readDate(Number(third), Number(second), Number(first), [first, second, third], today)
  }
  const inWords = /^(\d{1,2})[-/.]?([a-z]{3,9})[-/.]?(\d{4}|\d{2})$/i.exec(first)
  if (inWords && monthNumber(wordKey(inWords[2] as string)) > 0) {
    const month = monthNumber(wordKey(inWords[2] as string))
    return readDate(fullYear(inWords[3] as string, today), month, Number(inWords[1]), [first], today)
  }
  const dayOfMonth = /^(\d{1,2})(?:st|nd|rd|th)?$/i
  const year = /^(?:\d{4}|\d{2})$/
  const ofSkipped = wordKey(second) === 'of' ? 1 : 0
  const [monthWord, yearText] = ofSkipped === 1 ? [third, fourth] : [second, third]
  if (dayOfMonth.test(first) && monthNumber(wordKey(monthWord)) > 0 && year.test(yearText)) {
    const texts = tokens.slice(at, at + 3 + ofSkipped)
    const day = Number(dayOfMonth.exec(first)?.[1])
    return readDate(fullYear(yearText, today), monthNumber(wordKey(monthWord)), day, texts, today)
  }
  if (dayOfMonth.test(first) && monthNumber(wordKey(monthWord)) > 0 && !streetTypes.has(wordKey(yearText))) {
    const texts = tokens.slice(at, at + 2 + ofSkipped)
    return { used: texts.length, note: `${shown(texts)} needs a year` }
  }
  const month = monthNumber(wordKey(first))
  if (month === 0) return null
  if (dayOfMonth.test(second) && /^\d{4}$/.test(third)) {
    return readDate(Number(third), month, Number(dayOfMonth.exec(second)?.[1]), [first, second, third], today)
  }
  if (/^\d{4}$/.test(second) && isYearOfBirth(Number(second), today)) {
    // "May 2015" may be a month, or someone called May born that year: then the whole year, and the name if it is met.
    const isName = givenMonths.has(wordKey(first))
    const from = realDay(Number(second), isName ? 1 : month, 1) as Day
    const to = isName ? from.with({ month: 12, day: 31 }) : from.with({ day: from.daysInMonth })
    const parts = [bornBetweenPart('born', `${first} ${second}`, { from, to })]
    if (isName)
      parts.push(part('name', first, [{ key: `n:${wordKey(first)}`, how: 'exact', weight: 100 }], { required: false }))
    return { used: 2, parts }
  }
  return null
}

// Ages

const ageBetween = (youngest: number, oldest: number, unit: 'years' | 'months' | 'weeks', today: Day): Between => ({
  from: today.subtract({ [unit]: oldest + 1 }).add({ days: 1 }),
  to: today.subtract({ [unit]: Math.max(0, youngest) }),
})

const unitOf = (word: string): 'years' | 'months' | 'weeks' | null => {
  if (yearUnits.has(word)) return 'years'
  if (monthUnits.has(word)) return 'months'
  return weekUnits.has(word) ? 'weeks' : null
}

/** How far a guess at an age may be out, in its own unit: people guess a grown-up's age less closely than a child's. */
const slack = (age: number, unit: 'years' | 'months' | 'weeks'): number => (unit === 'years' && age >= 18 ? 3 : 1)

const ageAt = (tokens: readonly string[], at: number, today: Day): Reading | null => {
  let i = at
  let about = false
  let named = false
  for (;;) {
    const word = wordKey(tokens[i] ?? '')
    if (aboutWords.has(word)) about = true
    else if (ageWords.has(word)) named = true
    else break
    i++
  }
  const year = /^~?(\d{4})$/.exec(tokens[i] ?? '')
  if (year !== null && (about || tokens[i]?.startsWith('~')) && isYearOfBirth(Number(year[1]), today)) {
    const from = new Temporal.PlainDate(Number(year[1]) - 1, 1, 1)
    const between = { from, to: from.add({ years: 3 }).subtract({ days: 1 }) }
    const texts = tokens.slice(at, i + 1)
    return { used: texts.length, parts: [bornBetweenPart('born', texts.join(' '), between)] }
  }
  const number = /^~?(\d{1,3})(?:[-–](\d{1,3}))?([a-z/]*)$/i.exec(tokens[i] ?? '')
  if (!number) return null
  if (tokens[i]?.startsWith('~')) about = true
  const attached = wordKey(number[3] as string)
  const apart = wordKey(tokens[i + 1] ?? '')
  const unit = unitOf(attached) ?? (attached === '' ? unitOf(apart) : null)
  if (attached !== '' && unit === null) return null
  if (!about && !named && unit === null) return null
  i += attached === '' && unit !== null ? 2 : 1
  if (unit !== null && wordKey(tokens[i] ?? '') === 'old') i++
  const youngest = Number(number[1])
  const oldest = Math.max(youngest, Number(number[2] ?? youngest))
  const texts = tokens.slice(at, i)
  if (oldest > (unit === 'years' || unit === null ? 120 : 300)) {
    return { used: texts.length, note: `${shown(texts)} is not an age` }
  }
  const more = about ? slack(oldest, unit ?? 'years') : 0
  const between = ageBetween(youngest - more, oldest + more, unit ?? 'years', today)
  return { used: texts.length, parts: [bornBetweenPart('age', texts.join(' '), between)] }
}

/** A number alone, such as the 7 of "siobhan 7". */
const bareAge = (number: number, today: Day): Between =>
  ageBetween(number - slack(number, 'years'), number + slack(number, 'years'), 'years', today)

// Numbers

const numberToken = /^[+(]?[0-9][0-9().\-‐‑–]*$/

/** The longest run of tokens from `at`, at most `most`, that together make something. */
const longest = <T>(
  tokens: readonly string[],
  at: number,
  most: number,
  belongs: RegExp,
  read: (text: string) => T | null,
): { used: number; value: T } | null => {
  let end = at
  while (end < tokens.length && end - at < most && belongs.test(tokens[end] as string)) end++
  for (; end > at; end--) {
    const value = read(tokens.slice(at, end).join(' '))
    if (value !== null) return { used: end - at, value }
  }
  return null
}

const upnAt = (tokens: readonly string[], at: number): Reading | null => {
  if (!/^[a-z][0-9]*/i.test(tokens[at] ?? '')) return null
  const found = longest(tokens, at, 5, /^[a-z]?[0-9]*[0-9a-z]$/i, (text) => {
    const kept = normaliseLocalId(text) ?? ''
    return normaliseUpn(text) ?? (/^[A-Z][0-9]{11}[0-9A-Z]$/.test(kept) && !/\s/.test(text) ? kept : null)
  })
  if (found === null) return null
  const alternatives: Alternative[] = [
    { key: `i:upn:${found.value}`, how: 'same number', weight: 200 },
    { key: `i:local:${found.value}`, how: 'same number', weight: 190 },
  ]
  const reading: Reading = { used: found.used, parts: [part('identifier', found.value, alternatives)] }
  return normaliseUpn(found.value) === null
    ? { ...reading, note: `${shown([found.value])} is not a UPN: its first letter does not fit the rest` }
    : reading
}

const numberAt = (tokens: readonly string[], at: number): Reading | null => {
  const nhs = longest(tokens, at, 4, numberToken, (text) => {
    const kept = normaliseLocalId(text) ?? ''
    if (!/^[0-9 ‐‑–-]+$/.test(text) || !/^[1-9][0-9]{9}$/.test(kept)) return null
    // With a wrong digit in it, it is taken for one only when written as one.
    return isNhsNumber(kept) || /^\S+$|^\S{3} \S{3} \S{4}$/.test(text) ? kept : null
  })
  if (nhs !== null) {
    const phone = normalisePhone(nhs.value)
    const alternatives: Alternative[] = [
      { key: `i:nhs:${nhs.value}`, how: 'same number', weight: 200 },
      { key: `i:local:${nhs.value}`, how: 'same number', weight: 190 },
    ]
    if (phone !== null) alternatives.push({ key: `t:${phone}`, how: 'same phone number', weight: 150 })
    const reading: Reading = { used: nhs.used, parts: [part('identifier', nhs.value, alternatives)] }
    return isNhsNumber(nhs.value)
      ? reading
      : { ...reading, note: `${shown([nhs.value])} is not an NHS number: check its digits` }
  }
  if (!/^[+(]?(?:0|44|\+)/.test(tokens[at] ?? '')) return null
  const phone = longest(tokens, at, 6, numberToken, normalisePhone)
  if (phone === null) return null
  const alternatives: Alternative[] = [{ key: `t:${phone.value}`, how: 'same phone number', weight: 150 }]
  return { used: phone.used, parts: [part('phone', phone.value, alternatives)] }
}

// Places

const postcodeAt = (tokens: readonly string[], at: number): Reading | null => {
  const whole = longest(tokens, at, 2, /^[a-z0-9]{2,8}$/i, normalisePostcode)
  if (whole !== null) {
    const alternatives: Alternative[] = [
      { key: `c:${whole.value}`, how: 'same postcode', weight: 100 },
      { key: `o:${whole.value.slice(0, -3)}`, how: 'same area', weight: 30 },
    ]
    return { used: whole.used, parts: [part('postcode', whole.value, alternatives)] }
  }
  const first = tokens[at] ?? ''
  const outward = /^[a-z]{1,2}[0-9][0-9a-z]?$/i.test(first) ? outwardCode(first) : null
  if (outward === null) return null
  const alternatives: Alternative[] = [
    { key: `i:local:${outward}`, how: 'same number', weight: 190 },
    { key: `o:${outward}`, how: 'same area', weight: 40 },
  ]
  return { used: 1, parts: [part('postcode', outward, alternatives)] }
}

const addressAlternatives = (numbers: readonly string[], street: readonly string[]): Alternative[] => [
  ...houseKeys(numbers, street).map((key): Alternative => ({ key, how: 'same address', weight: 100 })),
  ...wholeStreetKeys(street).map((key): Alternative => ({ key, how: 'same street', weight: 40 })),
]

const isWord = (token: string | undefined): boolean => token !== undefined && /^\p{L}/u.test(wordKey(token))

/** "14 Acacia Road", "Flat 2, 14 Acacia Road", "Acacia Road". */
const addressAt = (tokens: readonly string[], at: number): Reading | null => {
  let i = at
  if (unitWords.has(wordKey(tokens[i] ?? '')) && /^[0-9]{1,4}[a-z]?$|^[a-z]$/i.test(tokens[i + 1] ?? '')) {
    i += 2
    if (tokens[i] === ',') i++
  }
  const numbers: string[] = []
  const numbersAt = i
  while (houseNumber.test(wordKey(tokens[i] ?? '')) && i - numbersAt < 2) {
    numbers.push(wordKey(tokens[i] as string))
    i++
  }
  if (numbers.length > 0 && tokens[i] === ',') i++
  const words: string[] = []
  const longestStreet = 6
  while (words.length < longestStreet && isWord(tokens[i + words.length]))
    words.push(wordKey(tokens[i + words.length] as string))

  if (numbers.length > 0) {
    const type = words.findIndex((word, j) => j > 0 && streetTypes.has(word))
    if (type === -1) return null
    const street = streetName(words) as string[]
    let end = type + 1
    while (streetTypes.has(words[end] ?? '')) end++
    const text = `${numbers.join(' ')} ${words.slice(0, end).join(' ')}`
    return { used: i + end - at, parts: [part('address', text, addressAlternatives(numbers, street))] }
  }
  if (i > at) return null
  // Without a number only the word or two just before a kind of street that is no name are taken for one.
  const before = streetBeginnings.has(words[0] ?? '') && !plainStreetTypes.has(words[1] ?? '') ? 2 : 1
  if (words.length <= before || !plainStreetTypes.has(words[before] as string)) return null
  const street = streetName(words.slice(0, before + 1)) as string[]
  return {
    used: before + 1,
    parts: [part('address', words.slice(0, before + 1).join(' '), addressAlternatives([], street))],
  }
}

/** "14 Acacia", "7 Siobhan": a house and its street, or an age and a name. The word that follows is read as a name too. */
const numberBeforeWord = (tokens: readonly string[], at: number, today: Day): Reading | null => {
  const number = wordKey(tokens[at] ?? '')
  if (!houseNumber.test(number) || !isWord(tokens[at + 1])) return null
  const street = wordKey(tokens[at + 1] as string)
  const alternatives = addressAlternatives([number], [street])
  const age = /^[0-9]{1,2}$/.test(number) ? bareAge(Number(number), today) : null
  const ages = age === null ? [] : yearKeys(age, 'about this age', 50)
  return { used: 1, parts: [part('address', number, [...alternatives, ...ages])] }
}

// Names

const nameWeights = {
  exact: 100,
  joined: 95,
  group: 80,
  beginning: 70,
  metaphone: 50,
  soundex: 35,
  groupBySound: 30,
  initial: 20,
}

const nameAlternativesOf = (run: readonly string[], i: number, alternates: Alternates): Alternative[] => {
  const word = run[i] as string
  const joins = [...(i > 0 ? [`${run[i - 1]}${word}`] : []), ...(i + 1 < run.length ? [`${word}${run[i + 1]}`] : [])]
  const whole = joinedWords(run).filter((text) => run.length > 2 && text === run.join(''))
  const soundedJoins = [
    ...(i > 0 && nameJoiners.has(run[i - 1] as string) ? [`${run[i - 1]}${word}`] : []),
    ...(i + 1 < run.length && nameJoiners.has(word) ? [`${word}${run[i + 1]}`] : []),
  ]
  const sounds = [word, ...soundedJoins]
  return [
    { key: `n:${word}`, how: 'exact', weight: nameWeights.exact },
    ...[...joins, ...whole].map(
      (join): Alternative => ({ key: `n:${join}`, how: 'exact', weight: nameWeights.joined }),
    ),
    ...[word, ...joins].flatMap((text) =>
      alternates
        .groupsOf(text)
        .map((group): Alternative => ({ key: `g:${group}`, how: 'same spelling group', weight: nameWeights.group })),
    ),
    ...sounds.flatMap((text) =>
      metaphones(text).map(
        (code): Alternative => ({ key: `p:${code}`, how: 'sounds like', weight: nameWeights.metaphone }),
      ),
    ),
    ...sounds.flatMap((text): Alternative[] =>
      soundex(text) === '' ? [] : [{ key: `s:${soundex(text)}`, how: 'sounds like', weight: nameWeights.soundex }],
    ),
    ...alternates
      .groupsSoundingLike(word)
      .map((group): Alternative => ({ key: `g:${group}`, how: 'sounds like', weight: nameWeights.groupBySound })),
  ]
}

const isInitial = (word: string): boolean => word.length === 1 && plainLatin.test(word)

/** Parts of a run of words typed side by side. */
const nameParts = (run: readonly string[], alternates: Alternates, extra: ReadonlyMap<string, Alternative[]>): Part[] =>
  run.map((word, i) =>
    part('name', word, [...nameAlternativesOf(run, i, alternates), ...(extra.get(word) ?? [])], {
      required: !isInitial(word) && !optionalWords.has(word),
    }),
  )

// The whole box

/** Digits, or letters with digits, that are nothing else: a council's own number, and perhaps a year or a date run together. */
const otherNumber = (token: string, today: Day): Reading | null => {
  const value = normaliseLocalId(token) ?? ''
  if (!/[0-9]/.test(value)) return null
  if (/^[0-9]{1,2}$/.test(value)) {
    return { used: 1, parts: [bornBetweenPart('age', token, bareAge(Number(value), today))] }
  }
  const alternatives: Alternative[] = [{ key: `i:local:${value}`, how: 'same number', weight: 190 }]
  if (/^[0-9]{4}$/.test(value) && isYearOfBirth(Number(value), today)) {
    alternatives.push({ key: `y:${value}`, how: 'same year of birth', weight: 60 })
  }
  const together = /^([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})$/.exec(value)
  if (together) {
    const year = fullYear(together[3] as string, today)
    const born = isYearOfBirth(year, today) ? realDay(year, Number(together[2]), Number(together[1])) : null
    if (born !== null) alternatives.push({ key: `b:${born}`, how: 'same date of birth', weight: 100 })
  }
  return { used: 1, parts: [part('identifier', value, alternatives)] }
}

const tokensOf = (text: string): string[] =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(/d\.o\.b\.?/gi, 'dob')
    .replace(/([0-9])-(year|yr|month|week)s?-old\b/gi, '$1 $2 old')
    .replace(/[,;:]/g, ' , ')
    .split(/\s+/u)
    .filter(Boolean)

const keyValue = (parts: readonly Part[], kind: Part['kind'], prefix: string): string | null => {
  for (const { kind: found, alternatives } of parts) {
    const key = found === kind ? alternatives[0]?.key : undefined
    if (key?.startsWith(prefix)) return key.slice(prefix.length)
  }
  return null
}

/**
 * What a tired person typed in the one search box: names, a date of birth or an age, an address, a postcode, a telephone
 * number, an NHS number, a UPN or a local number, in any order. Dates are read day first. Nothing typed gives no parts.
 */
export const queryKeys = (text: string, today: Day, alternates: Alternates = builtInAlternates): Query => {
  const notes: string[] = []
  const characters = [...text]
  if (characters.length > longestQuery) notes.push(`Only the first ${longestQuery} characters were searched for`)
  const tokens = tokensOf(characters.slice(0, longestQuery).join(''))

  const found: Part[] = []
  const runs: string[][] = [[]]
  const alsoStreets = new Map<string, Alternative[]>()

  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as string
    const word = wordKey(token)
    const next = tokens[at + 1] === ',' ? tokens[at + 2] : tokens[at + 1]
    if (token === ',' || (labels.has(word) && /[0-9]/.test(next ?? ''))) {
      runs.push([])
      at++
      continue
    }
    const houseAndStreet = addressAt(tokens, at)
    const reading =
      upnAt(tokens, at) ??
      numberAt(tokens, at) ??
      dateAt(tokens, at, today) ??
      ageAt(tokens, at, today) ??
      postcodeAt(tokens, at) ??
      houseAndStreet ??
      numberBeforeWord(tokens, at, today) ??
      otherNumber(token, today)
    if (reading !== null) {
      found.push(...(reading.parts ?? []))
      if (reading.note !== undefined) notes.push(reading.note)
      if (reading.parts?.[0]?.kind === 'address' && reading.used === 1) {
        const street = reading.parts[0].alternatives.filter(({ key }) => key.startsWith('a:'))
        for (const nextWord of nameWords(tokens[at + 1] ?? '')) alsoStreets.set(nextWord, street)
      }
      runs.push([])
      at += reading.used
      continue
    }
    const words = nameWords(token)
    // A surname such as Lane may end a street: then both its words may be met by that street.
    const before = runs.at(-1)?.at(-1)
    if (words.length === 1 && streetTypes.has(words[0] as string) && before !== undefined) {
      const street = wholeStreetKeys([before]).map((key): Alternative => ({ key, how: 'same street', weight: 40 }))
      for (const either of [before, words[0] as string]) alsoStreets.set(either, street)
    }
    runs.at(-1)?.push(...words)
    at++
  }

  const telling = runs.map((run) => run.filter((word) => !titles.has(word) && !talk.has(word)))
  const named = found.length > 0 || telling.some((run) => run.length > 0) ? telling : runs
  const names = named.flatMap((run) => nameParts(run, alternates, alsoStreets))
  const seen = new Set<string>()
  const distinct = (each: Part[]) =>
    each.filter(({ kind, text: same }) => {
      const key = `${kind} ${same}`
      return seen.has(key) ? false : seen.add(key)
    })
  const parts = [...distinct(names).slice(0, mostNames), ...distinct(found).slice(0, mostOthers)]
  if (names.length > mostNames || found.length > mostOthers) notes.push('Only the first words were searched for')

  // What only narrows a search is left out when it is all there is: everyone born that year, everyone in that area.
  if (parts.length === 1) {
    const only = parts[0] as Part
    const narrowing: How[] = only.kind === 'born' && only.between === null ? ['same year of birth'] : []
    if (only.kind === 'postcode' && only.alternatives[0]?.how === 'same postcode') narrowing.push('same area')
    only.alternatives = only.alternatives.filter(({ how }) => !narrowing.includes(how))
  }
  const anyRequired = parts.some(({ required }) => required)
  for (const each of parts) {
    if (!anyRequired) each.required = true
    // A word that need not be met is worth something only when it is met as written.
    else if (!each.required) each.alternatives = each.alternatives.filter(({ how }) => how !== 'sounds like')
  }

  const born = keyValue(parts, 'born', 'b:')
  const nhs = keyValue(parts, 'identifier', 'i:nhs:')
  return {
    parts,
    nameTokens: named.flat(),
    bornOn: born === null ? null : Temporal.PlainDate.from(born),
    bornBetween: parts.find(({ between }) => between !== null)?.between ?? null,
    postcode: keyValue(parts, 'postcode', 'c:'),
    outward:
      parts
        .flatMap(({ alternatives }) => alternatives)
        .find(({ how, weight }) => how === 'same area' && weight === 40)
        ?.key.slice(2) ?? null,
    phone: keyValue(parts, 'phone', 't:'),
    nhsNumber: nhs === null ? null : normaliseNhsNumber(nhs),
    upn: normaliseUpn(keyValue(parts, 'identifier', 'i:upn:') ?? ''),
    localId: keyValue(parts, 'identifier', 'i:local:'),
    prefix: prefixRange(named.flat().join(' ')),
    notes,
  }
}

// Judging -------------------------------------------------------------------------------------------------------------

/** How a person answers a query: for each part that is met, how and how well. */
export type Match = { parts: { part: Part; how: How; weight: number }[] }

/** Added when both kinds of sound agree. */
const bothSounds = 10

type Answer = Match['parts'][number]

/** A name that was begun: "siob", or an initial. Looked up by prefix, so no key says it. */
const beginning = (asked: Part, keys: ReadonlySet<string>): Answer | null => {
  if (asked.kind !== 'name' || ![...keys].some((key) => key.startsWith(`n:${asked.text}`))) return null
  return isInitial(asked.text)
    ? { part: asked, how: 'same initial', weight: nameWeights.initial }
    : { part: asked, how: 'begins the same', weight: nameWeights.beginning }
}

const answer = (asked: Part, keys: ReadonlySet<string>, bornOn: Day | null): Answer | null => {
  const met = asked.alternatives.filter(({ key }) => keys.has(key))
  const best = met[0]
  if (best === undefined) return beginning(asked, keys)
  if (asked.between !== null && bornOn !== null) {
    const { from, to } = asked.between
    const inside = Temporal.PlainDate.compare(bornOn, from) >= 0 && Temporal.PlainDate.compare(bornOn, to) <= 0
    if (!inside) return null
  }
  const heard = best.how === 'sounds like'
  const twice = heard && ['p:', 's:'].every((kind) => met.some(({ key }) => key.startsWith(kind)))
  const byEar = { part: asked, how: best.how, weight: best.weight + (twice ? bothSounds : 0) }
  return (heard ? beginning(asked, keys) : null) ?? byEar
}

/**
 * How a person with these stored keys answers a query, or null when some required part is not met. A query without parts
 * is answered by nobody. Give all keys of the person: a date of birth among them settles an age to the day.
 */
export const matchOf = (query: Query, keys: Iterable<string>): Match | null => {
  const held = new Set(keys)
  if (query.parts.length === 0) return null
  const born = [...held].find((key) => key.startsWith('b:'))
  const bornOn = born === undefined ? null : Temporal.PlainDate.from(born.slice(2))
  const parts: Answer[] = []
  for (const asked of query.parts) {
    const met = answer(asked, held, bornOn)
    if (met === null && asked.required) return null
    if (met !== null) parts.push(met)
  }
  return { parts }
}

/** How good a match is: greater is better. Only matches of one query can be compared. */
export const rank = (match: Match): number => match.parts.reduce((sum, { weight }) => sum + weight, 0)

/** The ways in which a match was made, weakest first, each once: what to tell the reader to check. */
export const howMatched = (match: Match): How[] => [
  ...new Set(match.parts.toSorted((a, b) => a.weight - b.weight).map(({ how }) => how)),
]
