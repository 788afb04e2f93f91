import type { Day } from '../../../lib/day.ts'
import { ageOn, daysBetween, isBefore } from '../../../lib/day.ts'

/** A name as it stands in a record: what is written, what they like to be called, and how it is said when that differs. */
export type NameParts = { givenName: string; familyName: string; knownAs: string | null; spokenAs?: string | null }

const joined = (...parts: (string | null)[]): string =>
  parts
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ')

/** The name a person answers to: "Mina Yusuf" for Amina Yusuf who is known as Mina. */
export const displayName = (person: NameParts): string =>
  joined(person.knownAs || person.givenName, person.familyName) || 'Name not known'

/** The first name alone, for a sentence: "Mina lives with ...". */
export const firstName = (person: NameParts): string =>
  person.knownAs?.trim() || person.givenName.trim() || displayName(person)

/** The whole name as written, when it is not the one shown; otherwise null. */
export const fullNameIfDifferent = (person: NameParts): string | null => {
  const full = joined(person.givenName, person.familyName)
  return full !== '' && full !== displayName(person) ? full : null
}

export type BirthFacts = { bornOn: Day | null; birthEstimated: boolean; expectedOn: Day | null; diedOn: Day | null }

/** Before birth, a child in the months before, or nothing known: pages speak differently of each. */
export const isUnborn = (birth: BirthFacts, on: Day): boolean =>
  birth.bornOn === null ? birth.expectedOn !== null : isBefore(on, birth.bornOn)

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** "7 years", "5 months" under two years, "12 days" under a month, on a day the child had been born by. */
export const ageWords = (bornOn: Day, on: Day): string => {
  const years = ageOn(bornOn, on)
  if (years >= 2) return plural(years, 'year')
  const { months } = bornOn.until(on, { largestUnit: 'month' })
  return months === 0 ? plural(daysBetween(bornOn, on), 'day') : plural(months, 'month')
}

/** "7 years", "about 7 years" where the date is estimated, "Not yet born", "Died at 4 years", "Age not known". */
export const ageSentence = (birth: BirthFacts, on: Day): string => {
  if (isUnborn(birth, on)) return 'Not yet born'
  if (birth.bornOn === null) return 'Age not known'
  const about = birth.birthEstimated ? 'about ' : ''
  const ended = birth.diedOn !== null && !isBefore(on, birth.diedOn)
  return ended && birth.diedOn
    ? `Died at ${about}${ageWords(birth.bornOn, birth.diedOn)}`
    : `${about}${ageWords(birth.bornOn, on)}`
}

const sexes: Readonly<Record<string, string>> = { M: 'Male', F: 'Female', U: 'Not known' }
/** Sex as recorded, in a word. */
export const sexWords = (code: string | null): string =>
  code === null ? 'Not recorded' : (sexes[code] ?? 'Not recorded')

/** Ethnic groups by the code of the Department for Education, in words a person would use of themselves. */
const ethnicities: Readonly<Record<string, string>> = {
  WBRI: 'White British',
  WIRI: 'White Irish',
  WIRT: 'Traveller of Irish heritage',
  WROM: 'Gypsy or Roma',
  WOTH: 'Other White background',
  MWBC: 'White and Black Caribbean',
  MWBA: 'White and Black African',
  MWAS: 'White and Asian',
  MOTH: 'Other mixed background',
  AIND: 'Indian',
  APKN: 'Pakistani',
  ABAN: 'Bangladeshi',
  CHNE: 'Chinese',
  AOTH: 'Other Asian background',
  BCRB: 'Black Caribbean',
  BAFR: 'Black African',
  BOTH: 'Other Black background',
  OOTH: 'Other ethnic group',
  REFU: 'Preferred not to say',
  NOBT: 'Not yet asked',
}
export const ethnicityWords = (code: string | null): string | null =>
  code === null ? null : (ethnicities[code] ?? code)

const disabilities: Readonly<Record<string, string>> = {
  NONE: 'No disability',
  MOB: 'Moving about',
  HAND: 'Using hands',
  PC: 'Personal care',
  INC: 'Incontinence',
  COMM: 'Communication',
  LD: 'Learning',
  HEAR: 'Hearing',
  VIS: 'Vision',
  BEH: 'Behaviour, including ADHD',
  CON: 'Consciousness, such as seizures',
  AUT: 'Autism',
  DDA: 'Another disability',
}
/** Disabilities by the code of the census, in words; what is no code is shown as written. */
export const disabilityWords = (codes: readonly string[]): string =>
  codes.map((code) => disabilities[code] ?? code).join(', ')

export type ContactLine = { text: string; dial: string | null; note: string | null }

/** A British number in the parts it is read aloud in: 020 7946 0031, 07700 900123; any other number stays as written. */
export const phoneWords = (value: string): string => {
  const digits = value.replaceAll(/[\s()-]/g, '')
  if (/^02\d{9}$/.test(digits)) return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`
  if (/^0\d{10}$/.test(digits)) return `${digits.slice(0, 5)} ${digits.slice(5)}`
  return value
}

/** A telephone number or address to write to, as a line of a page. */
export const contactLine = (contact: { kind: string; value: string; note: string | null }): ContactLine =>
  contact.kind === 'email'
    ? { text: contact.value, dial: null, note: contact.note }
    : {
        text: phoneWords(contact.value),
        dial: /^\+?[\d\s()-]{5,20}$/.test(contact.value) ? contact.value.replaceAll(/[\s()-]/g, '') : null,
        note: contact.note,
      }

/** 485 777 3456: an NHS number is read aloud in three parts. */
export const nhsNumberWords = (value: string): string =>
  /^\d{10}$/.test(value) ? `${value.slice(0, 3)} ${value.slice(3, 6)} ${value.slice(6)}` : value
