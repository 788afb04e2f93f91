// Checks the files of an SSDA903 return.
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { askedFor, check } from '../engine/check.ts'
import { periodOf } from '../engine/rule.ts'
import { assemble, readTables, type Ssda903Run } from '../ssda903/child.ts'
import { readSsda903Csv, type Ssda903Files } from '../ssda903/files.ts'
import { ssda903Rules } from '../ssda903/rules/index.ts'
import { type Report, wordsOf } from './report.ts'

export type Ssda903Source = {
  /** A folder of CSV files or one XML file. */
  from: string
  last: string | null
  year: number
  council: { code: number; onsCode: string }
  /** Ofsted's list (csv, xlsx) or a folder of such lists, and the postcode directory (csv). */
  providers: string | null
  postcodes: string | null
  /** Told how much is done, from 0 to 1. */
  progress?: (share: number) => void
}

/** Why a file cannot be read begins with its name. */
const named = async <T>(name: string, work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (!(error instanceof UnreadableFile) || error.message.startsWith(name)) throw error
    throw new UnreadableFile(`${name}: ${error.message}`)
  })

const isXml = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

const readYear = async (path: string, suffix: '' | '_last'): Promise<Ssda903Files> => {
  // Much of last year's return no check asks about.
  const asked = suffix === '' ? null : askedFor(ssda903Rules)
  if (!isXml(path)) return readSsda903Csv(path, suffix, (table) => asked?.has(table) ?? true)
  const { readSsda903Xml } = await import('../ssda903/xml.ts')
  const { tables, notes } = await named(basename(path), readSsda903Xml(path))
  const file = basename(path)
  return { tables: readTables(tables, suffix), notes: notes.map((note) => ({ file, ...note })) }
}

/** Throws UnreadableFile for a file that cannot be read to its end. */
export const checkSsda903 = async (source: Ssda903Source): Promise<Report> => {
  if (!statSync(source.from, { throwIfNoEntry: false })) throw new UnreadableFile(`There is no ${source.from}.`)
  const thisYear = await readYear(source.from, '')
  source.progress?.(0.4)
  const lastYear = source.last === null ? null : await named('Last year', readYear(source.last, '_last'))
  source.progress?.(0.7)
  const run: Ssda903Run = {
    ...periodOf(source.year),
    council: source.council,
    format: isXml(source.from) ? 'xml' : 'csv',
    providers: source.providers
      ? await named(
          basename(source.providers),
          (await import('../ssda903/provider-list.ts')).readProviderList(source.providers),
        )
      : null,
    postcodes: source.postcodes
      ? await named(
          basename(source.postcodes),
          (await import('../ssda903/postcode-list.ts')).readPostcodeList(source.postcodes),
        )
      : null,
  }
  const { children, given } = assemble(thisYear.tables, lastYear?.tables ?? null, run)
  const files = new Map<string, string>([
    ...Object.entries(thisYear.tables).map(([table, { file }]) => [table, file] as const),
    ...Object.entries(lastYear?.tables ?? {}).map(
      ([table, { file }]) => [`${table}_last`, `last year's ${file}`] as const,
    ),
  ])
  return {
    of: 'ssda903',
    year: source.year,
    council: source.council.code,
    outcome: check(ssda903Rules, children, run, given),
    words: wordsOf(ssda903Rules, source.year),
    fileOf: (table) => files.get(table) ?? '',
    notes: [
      ...thisYear.notes,
      ...(lastYear?.notes ?? []).map((note) => ({ ...note, file: `last year's ${note.file}` })),
    ],
    children: children.length,
    rows: Object.values(thisYear.tables).reduce((sum, { rows }) => sum + rows.length, 0),
  }
}
