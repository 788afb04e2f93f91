// Checks the file of a children in need census.
import { basename } from 'node:path'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { assemble, cinRun } from '../cin/child.ts'
import { readCinTables } from '../cin/flatten.ts'
import { cinRules } from '../cin/rules/index.ts'
import { check } from '../engine/check.ts'
import type { FileNote } from '../ssda903/files.ts'
import { type Report, wordsOf } from './report.ts'

export type CinSource = {
  from: string
  year: number
  council: { code: number; onsCode: string }
  /** Told how much is done, from 0 to 1. */
  progress?: (share: number) => void
}

/** Throws UnreadableFile for a file that cannot be read to its end. */
export const checkCin = async (source: CinSource): Promise<Report> => {
  const file = basename(source.from)
  const { tables, header } = await readCinTables(source.from).catch((error: unknown) => {
    throw error instanceof UnreadableFile ? new UnreadableFile(`${file}: ${error.message}`) : error
  })
  source.progress?.(0.6)
  const notes: FileNote[] = []
  if (header?.Year && header.Year !== String(source.year)) {
    notes.push({
      file,
      line: 0,
      message: `It says it is the census of ${header.Year}; it was checked as that of ${source.year}.`,
    })
  }
  if (header?.LEA && header.LEA !== String(source.council.code)) {
    const message = `It says it is of council ${header.LEA}; it was checked as that of ${source.council.code}.`
    notes.push({ file, line: 0, message })
  }
  const { children, given } = assemble(tables)
  const run = cinRun({
    year: source.year,
    council: source.council.code,
    workingDays: calendarOf(bankHolidays),
    header,
  })
  return {
    of: 'cin',
    year: source.year,
    council: source.council.code,
    outcome: check(cinRules, children, run, given),
    words: wordsOf(cinRules, source.year),
    fileOf: () => file,
    notes,
    children: children.length,
    rows: Object.values(tables).reduce((sum, { rows }) => sum + rows.length, 0),
  }
}
