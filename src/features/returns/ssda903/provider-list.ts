// Ofsted's list of homes and agencies, as Ofsted publishes it: children's homes and social care providers in one workbook
// or in two, supported accommodation on a sheet of its own, closed providers on another; or the same columns as CSV.
import { readFileSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readCsv } from '../../../lib/csv.ts'
import { type DayNumber, readBritishDay, readIsoDay } from '../../../lib/day-number.ts'
import { readSpreadsheet, sheetDay } from '../../../lib/spreadsheet.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { localAuthorityCodes } from '../codes/local-authorities.ts'
import type { Provider, Providers } from './lists.ts'

type Table = { name: string; rows: readonly (readonly string[])[]; daysFrom1904: boolean }

/**
 * Reads one list (.xlsx, .csv), or every list in a folder. Throws UnreadableFile, which says what is missing, for a file
 * that is no such list.
 */
export const readProviderList = async (path: string): Promise<Providers> => {
  const about = await stat(path).catch(() => null)
  if (!about) throw new UnreadableFile('There is no file with this name.')
  const files = about.isDirectory()
    ? (await readdir(path))
        .filter((name) => /\.(xlsx|csv)$/i.test(name) && !name.startsWith('~$'))
        .sort()
        .map((name) => join(path, name))
    : [path]
  const lists: Provider[] = []
  for (const file of files) lists.push(...(await readList(file)))
  if (lists.length === 0) throw new UnreadableFile('There is no provider in this list.')
  return Map.groupBy(lists, ({ urn }) => urn)
}

const readList = async (file: string): Promise<Provider[]> => {
  const tables = (/\.xlsx$/i.test(file) ? await sheetsOf(file) : await csvOf(file)).flatMap((table) => {
    const headed = withHeadings(table)
    return headed ? [headed] : []
  })
  const lists = tables.filter(({ has }) => has('places') || has('providers') || has('kind'))
  if (lists.length === 0) {
    throw new UnreadableFile(
      `${basename(file)} is not a list of Ofsted's: it needs a column URN, and one of the placement code, the placement provider code or the provider type.`,
    )
  }
  // In older workbooks the postcodes stand on a sheet of their own.
  const postcodes = new Map<string, string>()
  for (const table of tables.filter((one) => !lists.includes(one))) {
    for (const row of table.rows) {
      const postcode = table.cell(row, 'postcode')
      if (postcode) postcodes.set(table.cell(row, 'urn').toUpperCase(), postcode)
    }
  }
  return lists.flatMap((table) =>
    table.rows.flatMap((row) => {
      const provider = providerOf(table, row, postcodes)
      return provider ? [provider] : []
    }),
  )
}

/** Bytes of a list once unpacked: more than twice what one of the whole country comes to. */
const mostUnpacked = 100 * 1024 * 1024

const sheetsOf = async (file: string): Promise<Table[]> => {
  const { sheets, daysFrom1904 } = await readSpreadsheet(file, mostUnpacked)
  return sheets.map(({ name, rows }) => ({ name, rows: rows.map(({ cells }) => cells), daysFrom1904 }))
}

const csvOf = async (file: string): Promise<Table[]> => {
  const rows: string[][] = []
  for await (const { cells } of readCsv(file)) rows.push(cells)
  return [{ name: '', rows, daysFrom1904: false }]
}

// What Ofsted has called its columns over the years, in small letters without spaces or marks.
const headings = {
  urn: ['urn'],
  // Where the premises are; of supported accommodation the list also gives the authority of the provider's office.
  authority: ['settinglocalauthority', 'localauthority', 'providerlocalauthority'],
  places: ['placementcode', 'providerplacementcode'],
  providers: ['placementprovidercode', 'providercode'],
  kind: ['providertype', 'provisiontype'],
  kindWithin: ['providersubtype'],
  sector: ['sector'],
  postcode: ['settingaddresspostcode', 'settingpostcode', 'providerpostcode', 'postcode'],
  registered: ['registrationdate'],
  closed: ['deregistrationdate', 'closeddate', 'dateclosed'],
} as const
type Heading = keyof typeof headings

type Headed = {
  name: string
  rows: readonly (readonly string[])[]
  daysFrom1904: boolean
  has: (heading: Heading) => boolean
  /** What stands in a column; '' also for the dashes and "n/a" that stand for nothing. */
  cell: (row: readonly string[], heading: Heading) => string
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** A sheet from its row of headings on, which may have lines above it; null when it has none with a URN. */
const withHeadings = ({ name, rows, daysFrom1904 }: Table): Headed | null => {
  const first = rows.slice(0, 20).findIndex((row) => row.some((cell) => plain(cell) === 'urn'))
  if (first === -1) return null
  const given = rows[first]!.map(plain)
  const places = Object.fromEntries(
    Object.entries(headings).map(([heading, names]) => [
      heading,
      names.map((one) => given.indexOf(one)).find((place) => place !== -1) ?? -1,
    ]),
  ) as Record<Heading, number>
  return {
    name,
    rows: rows.slice(first + 1),
    daysFrom1904,
    has: (heading) => places[heading] !== -1,
    cell: (row, heading) => {
      const text = row[places[heading]]?.trim() ?? ''
      return /^(-+|n\/?a|null|none)$/i.test(text) ? '' : text
    },
  }
}

const providerOf = (table: Headed, row: readonly string[], postcodes: ReadonlyMap<string, string>): Provider | null => {
  const urn = table.cell(row, 'urn').toUpperCase()
  if (urn === '') return null
  const kind = `${table.cell(row, 'kind')} ${table.cell(row, 'kindWithin')}`
  const isSupported = /^sa\b|supported acc?om/i.test(table.name) || /supported acc?om/i.test(kind)
  const postcode = table.cell(row, 'postcode') || postcodes.get(urn) || ''
  const day = (heading: Heading): DayNumber | null => dayIn(table.cell(row, heading), table.daysFrom1904)
  return {
    urn,
    postcode: postcode === '' ? null : postcode.toUpperCase().replaceAll(' ', ''),
    authority: authorityOf(table.cell(row, 'authority')),
    // The sheet of supported accommodation gives no placement code of the return: H5 until 2025, K3 since.
    places: isSupported ? ['H5', 'K3'] : (codesIn(table.cell(row, 'places'), /^[A-Z]\d{1,2}$/) ?? placesFor(kind)),
    providers: codesIn(table.cell(row, 'providers'), /^PR\d$/) ?? providersFor(table.cell(row, 'sector')),
    registeredOn: day('registered'),
    closedOn: day('closed'),
  }
}

/** Codes written one after the other with commas, strokes or spaces between; null when there is none. */
const codesIn = (text: string, code: RegExp): string[] | null => {
  const codes = text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((one) => code.test(one))
  return codes.length > 0 ? codes : null
}

const foster = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6']
const adoption = ['A3', 'A4', 'A5', 'A6']
const kinds: readonly [RegExp, readonly string[]][] = [
  [/secure/i, ['K1']],
  [/children'?s home/i, ['K2']],
  [/foster/i, foster],
  [/adoption/i, adoption],
  [/family centre/i, ['R3']],
  [/special school|boarding school/i, ['S1']],
]
const placesFor = (kind: string): readonly string[] | null =>
  kinds.find(([pattern]) => pattern.test(kind.replaceAll('’', "'")))?.[1] ?? null

// A council's own is PR1 to it and PR2 to every other council.
const sectors: readonly [RegExp, readonly string[]][] = [
  [/local authority/i, ['PR1', 'PR2']],
  [/health|public/i, ['PR3']],
  [/private/i, ['PR4']],
  [/voluntary|charit/i, ['PR5']],
]
const providersFor = (sector: string): readonly string[] | null =>
  sectors.find(([pattern]) => pattern.test(sector))?.[1] ?? null

const dayIn = (text: string, daysFrom1904: boolean): DayNumber | null => {
  if (text === '') return null
  const days = [readBritishDay(text.slice(0, 10)), readIsoDay(text.slice(0, 10)), sheetDay(text, daysFrom1904)]
  return days.find((day) => !Number.isNaN(day)) ?? null
}

// Words that are in the name of one list and not in that of another.
const fillers = new Set(
  'and the of city county council borough royal metropolitan district unitary authority london cc mbc lb'.split(' '),
)
const bareName = (name: string): string => {
  const words = name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[’'.]/g, '')
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  const telling = words.filter((word) => !fillers.has(word))
  return telling.length > 0 ? telling.join(' ') : words.includes('london') ? 'london' : ''
}

let known: ReadonlyMap<string, string> | null = null
const authorityCodes = (): ReadonlyMap<string, string> => {
  if (known) return known
  const names = JSON.parse(
    readFileSync(new URL('../codes/local-authority-names.json', import.meta.url), 'utf8'),
  ) as Record<string, string>
  const codes = new Map<string, string>()
  // Those that have ended first, so that one that took over a name or number has it.
  for (const one of localAuthorityCodes.toSorted((a, b) => Number(!a.until) - Number(!b.until))) {
    codes.set(String(one.code), one.onsCode)
    const name = names[one.code]
    if (name !== undefined) codes.set(bareName(name), one.onsCode)
  }
  known = codes
  return codes
}

/** The ONS code of an authority given by name, by that code itself or by its three-digit one; null when not known. */
export const authorityOf = (text: string): string | null => {
  if (/^[EWSN]\d{8}$/i.test(text)) return text.toUpperCase()
  return authorityCodes().get(/^\d{3}$/.test(text) ? text : bareName(text)) ?? null
}
