import { createWriteStream, mkdtempSync, type WriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Work } from '../../../database/transaction.ts'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { csvLine } from '../../../lib/csv.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { CannotRun, type CommandContext } from '../said.ts'
import { goingOnSince } from './as-at.ts'
import {
  type ExportOptions,
  exportOptions,
  knownWords,
  mustBeFree,
  progressLine,
  readForExport,
} from './export-options.ts'
import { closuresOf, inBatches, staffOf, teamsOf, type Wanted, workerIdsOf } from './queries.ts'
import { cellsOf, type SsdRow } from './rows.ts'
import { countIn, historyFrom, nothingCounted, ssdRowsOf, staffRows, versionRow } from './ssd.ts'
import { fieldsOf, type SsdTable, ssdTableNames } from './tables.ts'

export const exportSsdUsage = `joined-up export ssd: the Standard Safeguarding Dataset of a council, 48 CSV files

  joined-up export ssd --council 212 --out DIR [--as-at 2026-11-22] [--known then|now] [--force]

  --council   whose children: three-digit code or ONS code
  --out       the folder for the files; made when it is not there
  --as-at     the day it stands for; today without it
  --known     of a day gone by: then, what was written down by the end of it (so without it), or now, what is
              written down today about the time up to it
  --force     write over files of the same names that are there already

Children with anything going on in the last six financial years. Records restricted to named people are not in it: this
command opens none of these. The files are for programs: nothing in them is changed for a spreadsheet. Ends with 0, or with 2 when it could not run; then nothing was written.`

/** What of the record the dataset speaks of; words of children and case notes are not in it. */
export const ssdWanted: Wanted = {
  spells: [
    'contact',
    'early_help',
    'referral',
    'assessment',
    'section_47',
    'child_in_need_plan',
    'child_protection_plan',
    'emergency_protection',
    'pre_proceedings',
    'proceedings',
    'looked_after',
    'legal_status',
    'placement',
    'adoption',
    'permanence_order',
    'private_fostering',
    'unaccompanied',
    'short_breaks',
    'missing',
    'care_leaver',
    'allocation',
  ],
  events: [
    'referral_decision',
    'strategy_discussion',
    'initial_conference',
    'review_conference',
    'visit',
    'legal_planning_meeting',
    'letter_before_proceedings',
    'pre_proceedings_meeting',
    'care_application',
    'care_plan',
    'care_plan_change',
    'looked_after_review',
    'health_assessment',
    'dental_check',
    'strengths_difficulties',
    'immunisation_check',
    'yearly_outcomes',
    'match',
    'adoption_order',
    'return_interview_offer',
    'return_interview',
    'pathway_plan',
    'pathway_review',
    'care_leaver_contact',
    'previous_permanence',
  ],
  addresses: true,
  relations: true,
}

/** One open file for each table, in a folder beside the one they go to. */
const openTables = (folder: string) => {
  const files = new Map<SsdTable, { stream: WriteStream; rows: number }>()
  for (const table of ssdTableNames) {
    const stream = createWriteStream(join(folder, `${table}.csv`), { mode: 0o600 })
    stream.write(`${csvLine(fieldsOf(table))}\r\n`)
    files.set(table, { stream, rows: 0 })
  }
  return {
    write: async <T extends SsdTable>(table: T, rows: readonly SsdRow<T>[]): Promise<void> => {
      const file = files.get(table) as { stream: WriteStream; rows: number }
      if (rows.length === 0) return
      file.rows += rows.length
      const text = rows.map((row) => `${csvLine(cellsOf(table, row))}\r\n`).join('')
      if (!file.stream.write(text)) await new Promise((drained) => file.stream.once('drain', drained))
    },
    close: async (): Promise<Map<SsdTable, number>> => {
      for (const { stream } of files.values()) stream.end()
      await Promise.all([...files.values()].map(({ stream }) => finished(stream)))
      return new Map([...files].map(([table, { rows }]) => [table, rows]))
    },
    abandon: (): void => {
      for (const { stream } of files.values()) stream.destroy()
    },
  }
}

type Written = { counts: Map<SsdTable, number>; children: number }

const writeTables = async (
  { db }: Work,
  directory: readonly number[],
  { council: { councilId }, asAt }: ExportOptions,
  folder: string,
  now: Temporal.Instant,
): Promise<Written> => {
  const tables = openTables(folder)
  const progress = progressLine('Children')
  try {
    const context = { on: asAt.on, calendar: calendarOf(bankHolidays, await closuresOf(db, councilId)) }
    const counted = nothingCounted()
    const keys = new Set<string>()
    const mothers: SsdRow<'ssd_mother'>[] = []
    const from = historyFrom(asAt.on)
    for await (const batch of inBatches(db, councilId, null, asAt, ssdWanted)) {
      const text = new Map<SsdTable, SsdRow<SsdTable>[]>(ssdTableNames.map((table) => [table, []]))
      for (const whole of batch) {
        const child = goingOnSince(whole, from)
        if (child === null) continue
        const rows = ssdRowsOf(child, context)
        countIn(counted, child, rows, asAt.on)
        keys.add(String(rows.ssd_person[0]?.pers_person_id))
        mothers.push(...rows.ssd_mother.splice(0))
        for (const table of ssdTableNames) text.get(table)?.push(...(rows[table] as SsdRow<SsdTable>[]))
      }
      for (const [table, rows] of text) await tables.write(table, rows)
      progress.tell(keys.size)
    }
    // A mother and her child are written on both their records, and only where both are in the dataset.
    const known = new Map(
      mothers
        .filter((row) => keys.has(String(row.moth_person_id)) && keys.has(String(row.moth_childs_person_id)))
        .map((row) => [`${row.moth_person_id} ${row.moth_childs_person_id}`, row]),
    )
    await tables.write('ssd_mother', [...known.values()])
    const own = {
      workers: await workerIdsOf(db, councilId),
      teams: (await teamsOf(db, councilId)).map(({ teamId }) => teamId),
    }
    const { professionals, departments } = staffRows(counted, await staffOf(db, directory, asAt.on), own)
    await tables.write('ssd_professionals', professionals)
    await tables.write('ssd_department', departments)
    await tables.write('ssd_version_log', [versionRow(now)])
    return { counts: await tables.close(), children: keys.size }
  } catch (error) {
    tables.abandon()
    throw error
  } finally {
    progress.end()
  }
}

const folderFor = async (path: string): Promise<string> => {
  const folder = resolve(path)
  try {
    const there = await stat(folder).catch(() => null)
    if (there !== null && !there.isDirectory()) throw new CannotRun(`${path} is a file; --out needs a folder.`)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return mkdtempSync(join(folder, '.writing-'))
  } catch (error) {
    if (error instanceof CannotRun) throw error
    throw new CannotRun(`The files cannot be written to ${path}.`)
  }
}

/** `joined-up export ssd ...`: answers the exit code. */
export const exportSsd = async (args: string[], { say, database, now }: CommandContext): Promise<number> => {
  try {
    const options = exportOptions(args, 'ssd', now)
    if (options === 'help') {
      say(exportSsdUsage)
      return 0
    }
    const { council, asAt, out, force } = options
    mustBeFree(
      resolve(out),
      ssdTableNames.map((table) => `${table}.csv`),
      force,
    )
    const open = await database()
    const folder = await folderFor(out)
    try {
      const { counts, children } = await readForExport(
        open,
        options,
        now,
        'export the safeguarding dataset',
        (held, directory) => writeTables(held, directory, options, folder, now),
        (written) => ({ children: written.children }),
      )
      for (const table of ssdTableNames) await rename(join(folder, `${table}.csv`), join(resolve(out), `${table}.csv`))
      say(
        `Council ${council.councilId} as at ${asAt.on.toString()}, ${knownWords(asAt.known)}: ${children.toLocaleString('en-GB')} ${children === 1 ? 'child' : 'children'} in ${ssdTableNames.length} files in ${out}.`,
      )
      const width = Math.max(...ssdTableNames.map((table) => table.length))
      for (const [table, rows] of counts)
        if (rows > 0) say(`  ${table.padEnd(width)}${rows.toLocaleString('en-GB').padStart(10)}`)
      const empty = [...counts.values()].filter((rows) => rows === 0).length
      say(`  ${empty} ${empty === 1 ? 'table is' : 'tables are'} empty: headings only.`)
      return 0
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error
    say(error.message)
    say('Nothing was written. joined-up export ssd --help tells how to say it.')
    return 2
  }
}
