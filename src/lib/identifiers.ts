// Numbers and codes that people and places are known by, as the whole country writes them: read leniently, kept in one
// form, shown in groups. `normalise...` gives the kept form or null, `is...` says whether it is one, `format...` shows it.

const spaces = /[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu
const dashes = /[-‐‑‒–—―−]/gu
const bare = (text: string): string => text.normalize('NFKC').replace(spaces, '').replace(dashes, '')

// NHS numbers ---------------------------------------------------------------------------------------------------------

/** The tenth digit for the first nine (NHS Data Dictionary, modulus 11); 10 is no digit, and then no number begins so. */
const nhsCheckDigit = (nine: string): number => {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += (10 - i) * Number(nine[i])
  return (11 - (sum % 11)) % 11
}

/** Ten digits without spaces, or null. One digit ten times over passes the sum but is what people type for "not known". */
export const normaliseNhsNumber = (text: string): string | null => {
  const digits = bare(text)
  if (!/^[0-9]{10}$/.test(digits) || /^(.)\1{9}$/.test(digits)) return null
  return nhsCheckDigit(digits) === Number(digits[9]) ? digits : null
}
export const isNhsNumber = (text: string): boolean => normaliseNhsNumber(text) !== null

/** "943 476 5919", or null when it is not an NHS number. */
export const formatNhsNumber = (text: string): string | null =>
  normaliseNhsNumber(text)?.replace(/^(...)(...)(....)$/, '$1 $2 $3') ?? null

// Unique pupil numbers ------------------------------------------------------------------------------------------------

/** Check letters in the order of their value; I, O and S are left out because they are misread (DfE UPN guide). */
const upnLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/**
 * The letter a UPN must begin with, from its other twelve characters, or null when those have the wrong shape.
 * The last may be a letter, in a temporary number.
 */
export const upnCheckLetter = (twelve: string): string | null => {
  if (!/^[0-9]{11}[0-9A-HJ-NP-RT-Z]$/.test(twelve)) return null
  let sum = 0
  for (let i = 0; i < 12; i++) {
    const character = twelve.charAt(i)
    sum += (i + 2) * (/[0-9]/.test(character) ? Number(character) : upnLetters.indexOf(character))
  }
  return upnLetters.charAt(sum % 23)
}

/** Thirteen characters in capitals with the right check letter, or null. Whether the council's digits exist is not asked. */
export const normaliseUpn = (text: string): string | null => {
  const upn = bare(text).toUpperCase()
  return upn.length === 13 && upnCheckLetter(upn.slice(1)) === upn[0] ? upn : null
}
export const isUpn = (text: string): boolean => normaliseUpn(text) !== null

// Postcodes -----------------------------------------------------------------------------------------------------------

// Shapes of the Royal Mail's Programmers' Guide (BS 7666). Letters of areas are not checked, only those that no second half
// has; ZZ99 codes say "no fixed abode" or "not known" (ONS) and belong to no place.
const outwardShape = /^(?!ZZ)[A-Z]{1,2}[0-9][0-9A-Z]?$/
const inwardShape = /^[0-9][ABD-HJLNP-UW-Z]{2}$/

/** The first half of a postcode in capitals ("SW11"), from a whole postcode or that half alone; null when neither. */
export const outwardCode = (text: string): string | null => {
  const capitals = bare(text).toUpperCase()
  return outwardShape.test(capitals) ? capitals : (normalisePostcode(text)?.slice(0, -3) ?? null)
}

/** A postcode in capitals without a space ("SW111AA"), or null. A letter O where only a digit can stand is read as 0. */
export const normalisePostcode = (text: string): string | null => {
  const capitals = bare(text).toUpperCase()
  const outward = capitals.slice(0, -3)
  const inward = capitals.slice(-3).replace(/^O/, '0')
  const whole = `${outward}${inward}`
  return (outwardShape.test(outward) && inwardShape.test(inward)) || whole === 'GIR0AA' ? whole : null
}
export const isPostcode = (text: string): boolean => normalisePostcode(text) !== null

/** "SW11 1AA", or null when it is not a postcode. */
export const formatPostcode = (text: string): string | null => normalisePostcode(text)?.replace(/(...)$/, ' $1') ?? null

// Telephone numbers ---------------------------------------------------------------------------------------------------

/** National numbers by their first digits (Ofcom's National Telephone Numbering Plan). */
const nationalShape =
  /^(?:01[0-9]{8,9}|02[0-9]{9}|03[0-9]{9}|05[0-9]{9}|07[0-9]{9}|08[0-9]{8,9}|08001111|084546[0-9]|09[0-9]{9})$/

/**
 * A telephone number as digits: a British one from its 0 ("02079460000"), another country's from its + ("+353851234567"),
 * or null. +44, 0044, "(0)", spaces, dots, brackets and an extension are understood, and a 0 lost in a spreadsheet.
 */
export const normalisePhone = (text: string): string | null => {
  const written = bare(text.toLowerCase())
    .replace(/^(?:tel(?:ephone)?|phone|mobile|mob)[:.]?/, '')
    .replace(/(?:ext(?:ension)?|x|#)\.?[0-9]{1,6}$/, '')
  // What stands in brackets as (0) is dialled only inside the country.
  const fromAbroad = /^\(?(?:\+|00|44)/.test(written)
  const dialled = written.replace('(0)', fromAbroad ? '' : '0').replace(/[.()/]/g, '')
  if (!/^\+?[0-9]+$/.test(dialled)) return null
  const international = /^(?:\+|00)([1-9][0-9]*)$/.exec(dialled)?.[1]
  if (international !== undefined && !international.startsWith('44')) {
    return /^[0-9]{7,15}$/.test(international) ? `+${international}` : null
  }
  const abroad = international ?? (/^440?[1-9][0-9]{8,9}$/.test(dialled) ? dialled : undefined)
  const national = abroad !== undefined ? `0${abroad.slice(2).replace(/^0/, '')}` : dialled
  const whole = /^[127][0-9]{9}$/.test(national) ? `0${national}` : national
  return nationalShape.test(whole) && !/^0(.)\1+$/.test(whole) ? whole : null
}
export const isPhone = (text: string): boolean => normalisePhone(text) !== null

/** "020 7946 0000", "07700 900123", "0161 496 0000", "+353851234567": as people read it out; null when it is not one. */
export const formatPhone = (text: string): string | null => {
  const phone = normalisePhone(text)
  if (phone === null || phone.startsWith('+')) return phone
  if (phone.length === 8) return phone.replace(/^(....)(....)$/, '$1 $2')
  if (phone.startsWith('02')) return phone.replace(/^(...)(....)(....)$/, '$1 $2 $3')
  if (/^(?:011|01.1|0[389])/.test(phone)) return phone.replace(/^(....)(...)(.+)$/, '$1 $2 $3')
  return phone.replace(/^(.....)(.+)$/, '$1 $2')
}

// Numbers of a council or a system -------------------------------------------------------------------------------------

/** What is written where a number should be when there is none, reasons for having no UPN among it. */
const placeholder = /^(?:0+|UNKNOWN|NOTKNOWN|NONE|NA|NK|TBC|TBA|UN[0-9]+)$/

/** A local number in capitals, letters and digits only ("AB/12345" is "AB12345"); null when nothing or "not known" is left. */
export const normaliseLocalId = (text: string): string | null => {
  const kept = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return kept === '' || placeholder.test(kept) ? null : kept
}

// Values that look right and belong to nobody -------------------------------------------------------------------------

const wholeBelow = (n: number, limit: number, what: string): number => {
  if (!Number.isInteger(n) || n < 0 || n >= limit) throw new RangeError(`${what}: n must be from 0 to ${limit - 1}`)
  return n
}

/** How many different numbers `testNhsNumber` can give. */
export const testNhsNumbers = 899_991

/** The nth NHS number beginning 999, which the NHS keeps for tests: valid, all different. n from 0 to 899,990. */
export const testNhsNumber = (n: number): string => {
  wholeBelow(n, testNhsNumbers, 'NHS number')
  // Of any ten neighbouring numbers at least nine have a check digit; use nine of each ten.
  const tens = `999${String(Math.floor(n / 9)).padStart(5, '0')}`
  const valid = Array.from({ length: 10 }, (_, i) => `${tens}${i}`)
    .map((nine) => `${nine}${nhsCheckDigit(nine)}`)
    .filter(isNhsNumber)
  return valid[n % 9] as string
}

/** The nth valid UPN of one council (its three-digit code). n from 0 to 999,999,999; no range of them is kept for tests. */
export const testUpn = (council: number, n: number): string => {
  wholeBelow(n, 1_000_000_000, 'UPN')
  const twelve = `${String(wholeBelow(council, 1000, 'Council')).padStart(3, '0')}${String(n).padStart(9, '0')}`
  return `${upnCheckLetter(twelve)}${twelve}`
}

/** One of the 1,000 London numbers Ofcom keeps for drama (020 7946 0000 to 0999), in the kept form; n begins again at 1,000. */
export const testLandline = (n: number): string => `02079460${String(n % 1000).padStart(3, '0')}`

/** One of the 1,000 mobile numbers Ofcom keeps for drama (07700 900000 to 900999), in the kept form; n begins again at 1,000. */
export const testMobile = (n: number): string => `07700900${String(n % 1000).padStart(3, '0')}`
