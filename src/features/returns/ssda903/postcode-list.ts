// Where postcodes lie: the ONS Postcode Directory, or any CSV with its columns for postcode, grid reference and authority.
import { readCsvInPieces } from '../../../lib/csv.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { upperTierOf } from './authorities.ts'
import type { Place, Postcodes } from './lists.ts'

// Columns by name, in small letters without marks; the directory renames some with every year (lad23cd, lad25cd).
// Of several that fit, the first one here.
const headings = {
  postcode: [/^pcds$/, /^pcd8$/, /^pcd7$/, /^pcd2$/, /^pcd$/, /^postcode$/],
  easting: [/^oseast1m$/, /^east1m$/, /^eastings?$/],
  northing: [/^osnrth1m$/, /^north1m$/, /^northings?$/],
  authority: [/^oslaua$/, /^laua$/, /^(lad|ltla)(\d\dcd)?$/],
  county: [/^oscty$/, /^cty(\d\dcd)?$/],
} as const

// A postcode is the outward part, of which there are some 3,000, and an inward part: a digit and two letters.
const inwards = 10 * 26 * 26
const letter = (text: string, at: number): number => text.charCodeAt(at) - 65
const isPostcode = /^[A-Z][A-Z0-9]{1,3}\d[A-Z]{2}$/
const isDistrict = /^[A-Z]{1,2}\d[A-Z\d]?$/
const bare = (postcode: string): string => postcode.replace(/\s/g, '').toUpperCase()

/** Parts that are made of numbers of one size, which grow. */
const growing = <A extends Uint32Array | Uint16Array>(make: (length: number) => A) => {
  let items = make(1 << 16)
  let length = 0
  return {
    push: (value: number): void => {
      if (length === items.length) {
        const more = make(items.length * 2)
        more.set(items)
        items = more
      }
      items[length++] = value
    },
    done: (): A => items.slice(0, length) as A,
  }
}

/**
 * Reads a list of postcodes: columns are found by name, in any order, and others are passed over. A row may also give a
 * district, such as SW11: it answers for the postcodes of it that have no row of their own. Postcodes without a grid
 * reference (of the Channel Islands, the Isle of Man, some large users) are left out. 2.7 million postcodes take some
 * 70 MB. Throws UnreadableFile when a column is missing. In Northern Ireland the directory gives the Irish grid, so
 * distances to there are rough.
 */
export const readPostcodeList = async (path: string): Promise<Postcodes> => {
  const outward = new Map<string, number>()
  const authorities: string[] = []
  const authorityAt = new Map<string, number>()
  const keys = growing((length) => new Uint32Array(length))
  const eastings = growing((length) => new Uint32Array(length))
  const northings = growing((length) => new Uint32Array(length))
  const within = growing((length) => new Uint16Array(length))

  const keyOf = (text: string, add: boolean): number => {
    if (!isPostcode.test(text)) return -1
    const at = text.length - 3
    const out = text.slice(0, at)
    let place = outward.get(out)
    if (place === undefined) {
      if (!add) return -1
      place = outward.size
      outward.set(out, place)
    }
    return place * inwards + (text.charCodeAt(at) - 48) * 676 + letter(text, at + 1) * 26 + letter(text, at + 2)
  }

  const districts = new Map<string, Place>()
  let columns: Record<keyof typeof headings, number> | null = null
  for await (const rows of readCsvInPieces(path)) {
    for (const { cells } of rows) {
      if (!columns) {
        columns = columnsOf(cells)
        continue
      }
      const easting = Number(cells[columns.easting])
      const northing = Number(cells[columns.northing])
      if (!(easting > 0 && northing > 0 && easting < 1e6 && northing < 2e6)) continue
      const postcode = bare(cells[columns.postcode] ?? '')
      const key = keyOf(postcode, true)
      const isOfDistrict = key === -1 && isDistrict.test(postcode)
      if (key === -1 && !isOfDistrict) continue
      const given = `${cells[columns.authority] ?? ''} ${columns.county === -1 ? '' : (cells[columns.county] ?? '')}`
      let authority = authorityAt.get(given)
      if (authority === undefined) {
        const [lower, county] = given.split(' ') as [string, string]
        authority = authorities.push(upperTierOf(lower, county)) - 1
        authorityAt.set(given, authority)
      }
      if (isOfDistrict) {
        districts.set(postcode, { easting, northing, authority: authorities[authority]! })
        continue
      }
      keys.push(key)
      eastings.push(Math.round(easting))
      northings.push(Math.round(northing))
      within.push(authority)
    }
  }
  if (!columns) throw new UnreadableFile('This file is empty. It should be a list of postcodes.')
  const [east, north, authority] = [eastings.done(), northings.done(), within.done()]
  const find = finder(keys.done())
  return (postcode) => {
    const text = bare(postcode)
    const key = keyOf(text, false)
    const row = key === -1 ? -1 : find(key)
    if (row !== -1) return { easting: east[row]!, northing: north[row]!, authority: authorities[authority[row]!]! }
    return isPostcode.test(text) ? (districts.get(text.slice(0, -3)) ?? null) : null
  }
}

const columnsOf = (given: readonly string[]): Record<keyof typeof headings, number> => {
  const names = given.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const place = (heading: keyof typeof headings): number =>
    headings[heading].map((pattern) => names.findIndex((name) => pattern.test(name))).find((at) => at !== -1) ?? -1
  const missing = [
    place('postcode') === -1 && 'the postcode (pcds)',
    place('easting') === -1 && 'the grid reference east (oseast1m)',
    place('northing') === -1 && 'the grid reference north (osnrth1m)',
    place('authority') === -1 && 'the local authority (oslaua)',
  ].filter((one) => one !== false)
  if (missing.length > 0) {
    throw new UnreadableFile(`This is not a list of postcodes: there is no column for ${missing.join(', ')}.`, 1)
  }
  return {
    postcode: place('postcode'),
    easting: place('easting'),
    northing: place('northing'),
    authority: place('authority'),
    county: place('county'),
  }
}

// Rows by key, in a table with as many places again as rows: a key stands in the first free place from where it belongs.
const finder = (keys: Uint32Array): ((key: number) => number) => {
  let size = 16
  while (size < keys.length * 2) size *= 2
  const places = new Uint32Array(size)
  const at = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 0
  const mask = size - 1
  const shift = 32 - Math.log2(size)
  const from = (key: number): number => at(key) >>> shift
  for (let row = 0; row < keys.length; row++) {
    let place = from(keys[row]!)
    while (places[place] !== 0 && keys[places[place]! - 1] !== keys[row]) place = (place + 1) & mask
    // Of a postcode given twice, the first.
    if (places[place] === 0) places[place] = row + 1
  }
  return (key) => {
    let place = from(key)
    while (places[place] !== 0) {
      if (keys[places[place]! - 1] === key) return places[place]! - 1
      place = (place + 1) & mask
    }
    return -1
  }
}
