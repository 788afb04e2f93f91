import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { readCin } from '../cin/read.ts'
import { localAuthorityCodes } from '../codes/local-authorities.ts'
import { readSsda903, type Ssda903Return } from '../ssda903/read.ts'
import type { Brought, Format, Problem } from './brought.ts'
import { fromCin } from './from-cin.ts'
import { fromSsda903, lastYears } from './from-ssda903.ts'

/** A return that can be brought in, with what could not be read of it. */
export type ReadReturn = {
  brought: Brought
  problems: Problem[]
  /** rows, groups or children that could not be read at all */
  unreadable: number
  /** what the person who brings it should know before going on */
  warnings: string[]
  /** values kept although they are in no list, by how many places */
  odd: number
  /** each file that was read: its name, what it holds, how many rows */
  files: { file: string; holds: string; rows: number }[]
}

/** Nothing of it can be brought in: `reasons` in plain words, one for each file that stands in the way. */
export type Refused = { refused: string[] }

/**
 * Where a return is and whose it is. `from` and `last`, last year's, are each a folder of CSV files or one XML file; of the
 * census `from` is its XML file and there is no `last`.
 */
export type ReturnFiles = { format: Format; from: string; last: string | null; councilId: number; year: number }

/** The return as it can be brought in, or why it cannot. Reads files only. */
export const readReturn = async (wanted: ReturnFiles): Promise<ReadReturn | Refused> => {
  try {
    return wanted.format === 'ssda903' ? await readSsda903Return(wanted) : await readCensus(wanted)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    const named = wanted.format === 'cin' ? `${basename(wanted.from)}: ${error.message}` : error.message
    return { refused: [named] }
  }
}

// A file beside the return, such as a list of postcodes, is passed over; one that was meant to be a table is not.
const notATable = 'Its first line has no headings of an SSDA903 table.'

const refusals = (read: Ssda903Return, named: (file: string) => string): string[] => [
  ...read.unrecognised
    .filter(({ reason }) => reason !== notATable)
    .map(({ file, reason }) => `${named(file)}: ${reason}`),
  ...read.rejections
    .filter(({ lost }) => lost === 'file')
    .map(
      ({ file, line, reason }) =>
        `${named(file)}, line ${line}: ${reason.replace(/ Nothing from this line on was read\.$/, '')}`,
    ),
]

const readOrSay = async (path: string): Promise<Ssda903Return> =>
  readSsda903(path).catch((error: unknown) => {
    throw error instanceof UnreadableFile ? new UnreadableFile(`${path}: ${error.message}`) : error
  })

const readSsda903Return = async ({ from, last, year }: ReturnFiles): Promise<ReadReturn | Refused> => {
  const now = await readOrSay(from)
  const before = last === null ? null : await readOrSay(last)
  const plain = (file: string): string => file
  const refused = [...refusals(now, plain), ...(before ? refusals(before, lastYears) : [])]
  if (now.files.length === 0 && refused.length === 0) {
    refused.push(
      `There is no SSDA903 table in ${from}: none of its ${now.unrecognised.length === 1 ? 'one CSV file' : `${now.unrecognised.length} CSV files`} has the headings of one.`,
    )
  }
  if (before && before.files.length === 0 && refused.length === 0) refused.push(`There is no SSDA903 table in ${last}.`)
  if (refused.length > 0) return { refused }
  const brought = fromSsda903(now, year, before)
  const all: [Ssda903Return, (file: string) => string][] = [
    [now, plain],
    ...(before ? [[before, lastYears] as [Ssda903Return, typeof lastYears]] : []),
  ]
  if (brought.children.length === 0 && !all.some(([{ rejections }]) => rejections.length > 0)) {
    return { refused: ['The files hold headings and no rows, so there is nothing to bring in.'] }
  }
  const problems = all.flatMap(([{ rejections }, named]): Problem[] =>
    rejections.map(({ file, line, column, value, reason, lost }) => ({
      file: named(file),
      line,
      column,
      value,
      child: '',
      reason,
      outcome: lost === 'value' ? 'value' : 'row',
    })),
  )
  return {
    brought,
    problems: [...problems, ...brought.problems],
    unreadable: all.reduce((sum, [{ files }]) => sum + files.reduce((rows, file) => rows + file.rejectedRows, 0), 0),
    warnings: all.flatMap(([{ unrecognised, files, passedOver }, named]) => [
      ...passedOver.map(({ file, line, message }) => `${named(file)}${line > 0 ? ` line ${line}` : ''}: ${message}`),
      ...unrecognised.map(({ file }) => `${named(file)} is no table of the return and was passed over.`),
      ...files
        .filter(({ missingColumns }) => missingColumns.length > 0)
        .map(({ file, missingColumns }) => `${named(file)} has no ${missingColumns.join(', ')}.`),
    ]),
    odd: all.reduce((sum, [{ notes }]) => sum + notes.reduce((some, { count }) => some + count, 0), 0),
    files: all.flatMap(([{ files }, named]) =>
      files.map(({ file, table, rows }) => ({ file: named(file), holds: table, rows })),
    ),
  }
}

const readCensus = async ({ from: file, councilId, year }: ReturnFiles): Promise<ReadReturn | Refused> => {
  if ((await stat(file).catch(() => null))?.size === 0) return { refused: [`${basename(file)}: The file is empty.`] }
  const read = await readCin(file)
  if (read.children.length === 0 && read.rejections.length === 0) {
    return { refused: [`${read.file}: There is no child in this file.`] }
  }
  const brought = fromCin(read.children, year, calendarOf(bankHolidays))
  const problems = read.rejections.map(
    ({ line, column, value, reason, lost, child }): Problem => ({
      file: read.file,
      line,
      column,
      value,
      child: child ?? '',
      reason,
      // A review is one date and nothing else: without it the whole review is left out.
      outcome: lost === 'value' && column !== 'CPPreviewDate' ? 'value' : 'row',
    }),
  )
  return {
    brought,
    problems: [...problems, ...brought.problems],
    unreadable: groupsLost(problems),
    warnings: headerWarnings(read.header, councilId, year),
    odd: read.notes.reduce((sum, { count }) => sum + count, 0),
    files: [{ file: read.file, holds: 'children', rows: read.children.length }],
  }
}

// A census may stand on one line, so a group is told from another by the columns that fail in it: a column that fails a
// second time is another group's.
const groupsLost = (problems: readonly Problem[]): number => {
  const lost = problems.filter(({ outcome }) => outcome === 'row')
  const groupOf = ({ reason }: Problem): string => /This (\w+) group is not read/.exec(reason)?.[1] ?? ''
  const groups = Map.groupBy(lost, (problem) => [problem.line, problem.child, groupOf(problem)].join(' '))
  let count = 0
  for (const same of groups.values()) {
    const times = new Map<string, number>()
    for (const { column } of same) times.set(column, (times.get(column) ?? 0) + 1)
    count += Math.max(...times.values())
  }
  return count
}

const headerWarnings = (
  header: { LEA: number | null; Year: number | null } | null,
  councilId: number,
  year: number,
): string[] => {
  const said: string[] = []
  if (header?.LEA && header.LEA !== councilId) {
    const known = localAuthorityCodes.some(({ code }) => code === header.LEA)
    said.push(
      `The file says that it is from ${known ? 'another council, ' : ''}${header.LEA}, not ${councilId}. Are these this council's children?`,
    )
  }
  if (header?.Year && header.Year !== year) {
    said.push(`The file says that it is the census of ${header.Year}, not ${year}.`)
  }
  return said
}
