import type { Day } from '../../../lib/day.ts'
import { ageOn, daysBetween, isBefore } from '../../../lib/day.ts'

/** A name as it stands in a record: what is written, what they like to be called, and how it is said when that differs. */
export type NameParts = { givenName: string; familyName: string; knownAs: string | null; spokenAs?: string | null }

const joined = (...parts: (string | null)[]): string => parts.map((part) => part?.trim()).filter(Boolean).join(' ')

/** The name a person answers to: "Mina Yusuf" for Amina Yusuf who is known as Mina. */
export const displayName = (person: NameParts): string =>
  joined(person.knownAs || person.givenName, person.familyName) || 'Name not known'

/** The first name alone, for a sentence: "Mina lives with ...". */
export const firstName = (person: NameParts): string => person.knownAs?.trim() || person.givenName.trim() || displayName(person)

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
  return ended && birth.diedOn ? `Died at ${about}${ageWords(birth.bornOn, birth.diedOn)}` : `${about}${ageWords(birth.bornOn, on)}`
}

const sexes: Readonly<Record<string, string>> = { M: 'Male', F: 'Female', U: 'Not known' }
/** Sex as recorded, in a word. */
export const sexWords = (code: string | null): string => (code === null ? 'Not recorded' : (sexes[code] ?? 'Not recorded'))
