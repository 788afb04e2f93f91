import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { CannotRun, type CommandContext } from '../said.ts'
import { exportOptions, knownWords, mustBeFree, progressLine, readForExport } from '../ssd/export-options.ts'
import { csvOf, nameOf, workbookOf } from './files.ts'
import { type ListNumber, listNumbers, listOf } from './lists.ts'
import { annexAOf } from './queries.ts'

export const exportAnnexAUsage = `joined-up export annex-a: Ofsted's Annex A lists 1 to 11 of a council

  joined-up export annex-a --council 212 --out FILE.xlsx|DIR [--as-at 2026-11-22] [--known then|now] [--force]

  --council   whose children: three-digit code or ONS code
  --out       a spreadsheet with a sheet for each list, when it ends in .xlsx; else the folder for eleven CSV files
  --as-at     the day of the inspection, from which the lists count back; today without it
  --known     of a day gone by: then, what was written down by the end of it (so without it), or now, what is
              written down today about the time up to it
  --force     write over files of the same names that are there already

Records restricted to named people are not in them: this command opens none of these. Ends with 0, or with 2 when it could not run; then nothing was written.`

const fileName = (list: ListNumber): string => `${nameOf(list)}.csv`

/** The files and what each holds, beside their places until all are written. */
const writeAll = async (out: string, files: readonly { name: string; content: string | Buffer }[]): Promise<void> => {
  const target = resolve(out)
  const single = target.endsWith('.xlsx')
  const folder = single ? dirname(target) : target
  try {
    const there = await stat(folder).catch(() => null)
    if (there !== null && !there.isDirectory())
      throw new CannotRun(`${out} is a file; say a folder or a name in .xlsx.`)
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    if (error instanceof CannotRun) throw error
    throw new CannotRun(`The lists cannot be written to ${out}.`)
  }
  const beside = await mkdtemp(join(folder, '.writing-')).catch(() => {
    throw new CannotRun(`The lists cannot be written to ${out}.`)
  })
  try {
    for (const { name, content } of files) await writeFile(join(beside, name), content, { mode: 0o600 })
    for (const { name } of files) await rename(join(beside, name), join(folder, name))
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** `joined-up export annex-a ...`: answers the exit code. */
export const exportAnnexA = async (args: string[], { say, database, now }: CommandContext): Promise<number> => {
  try {
    const options = exportOptions(args, 'annex-a', now)
    if (options === 'help') {
      say(exportAnnexAUsage)
      return 0
    }
    const { council, asAt, out, force } = options
    const target = resolve(out)
    const book = out.endsWith('.xlsx')
    if (book) mustBeFree(dirname(target), [basename(target)], force)
    else mustBeFree(target, listNumbers.map(fileName), force)
    const progress = progressLine('Children')
    const lists = await readForExport(
      await database(),
      options,
      now,
      'prepare an inspection',
      ({ db }, directory) =>
        annexAOf(db, council.councilId, asAt, directory, { tell: progress.tell }).finally(progress.end),
      (found) => Object.fromEntries(listNumbers.map((list) => [`list${list}`, found[list].length])),
    )
    await writeAll(
      out,
      book
        ? [{ name: basename(target), content: workbookOf(lists) }]
        : listNumbers.map((list) => ({ name: fileName(list), content: csvOf(lists, list) })),
    )
    say(`Council ${council.councilId} as at ${asAt.on.toString()}, ${knownWords(asAt.known)}, in ${out}:`)
    for (const list of listNumbers) {
      const words = `${String(list).padStart(2)} ${listOf(list).title}`
      say(`  ${words.padEnd(36)}${lists[list].length.toLocaleString('en-GB').padStart(8)}`)
    }
    return 0
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error
    say(error.message)
    say('Nothing was written. joined-up export annex-a --help tells how to say it.')
    return 2
  }
}
