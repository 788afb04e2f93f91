import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type AuditEntry, appendStatement } from '../../access/audit.ts'
import { inTransaction } from '../../database/transaction.ts'
import { newId } from '../../lib/ids.ts'
import { UnreadableFile } from '../../lib/text-file.ts'
import type { Report } from './check/report.ts'
import { bringIn, type Done, planImport, wallsOf } from './import/bring-in.ts'
import { outcomes, type Problem } from './import/brought.ts'
import type { OfficialCouncil } from './import/councils.ts'
import { problemsFile, worstFirst } from './import/problems.ts'
import { readReturn } from './import/read-files.ts'
import { type Counts, rowsOf, told } from './import/tally.ts'
import { argumentsOf, CannotRun, type CommandContext, councilNamed, returnNamed, yearNamed } from './said.ts'

export const importUsage = `joined-up import: a council's own data, from the files it sends to the Department for Education

  joined-up import ssda903 DIR_OR_XML [--last DIR_OR_XML] --council 212 --year 2027 [--preview] [--json]
  joined-up import cin FILE.xml --council 212 --year 2026 [--preview] [--json]
  both with [--rejected FILE] [--findings FILE]

  DIR_OR_XML   the folder with the CSV files of the return (Header, Episodes, Reviews, ...), or its XML file
  --last       the same of last year, brought in as well
  --council    the council the children belong to: three-digit code or ONS code
  --year       the year ending 31 March of it
  --preview    say what would be created, matched and left out and what the checks of the return find, and write nothing
  --findings   where to write all that the checks find in the files: a name ending in .csv or .xlsx. What they find keeps
               nothing out
  --rejected   where to write the list of what could not be brought in; without it, a list with anything in it goes to
               rejected-ssda903-212-2027.csv in this folder
  --json       one line of counts on standard output at the end; everything else goes to standard error

Ends with 0 when the return was brought in, also when rows had to be left out (they are in the list), and with 2 when
it could not run; then nothing was written. Running it again with the same files changes nothing.`

type Wanted = {
  format: 'ssda903' | 'cin'
  from: string
  last: string | null
  council: OfficialCouncil
  year: number
  rejected: string | null
  findings: string | null
  preview: boolean
  json: boolean
}

const wantedOf = (args: string[], now: Temporal.Instant): Wanted | 'help' => {
  const options = {
    council: { type: 'string' },
    year: { type: 'string' },
    last: { type: 'string' },
    rejected: { type: 'string' },
    findings: { type: 'string' },
    preview: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const
  const { values, positionals } = argumentsOf(args, options)
  if (values.help) return 'help'
  const [named, from, ...more] = positionals
  const format = returnNamed(named, 'brought in')
  if (from === undefined)
    throw new CannotRun(
      format === 'ssda903'
        ? 'Name the folder that holds the CSV files, or the XML file.'
        : 'Name the XML file of the census.',
    )
  if (more.length > 0)
    throw new CannotRun(
      `Only one ${format === 'ssda903' ? 'return' : 'file'} can be named; "${more[0]}" is one too many.`,
    )
  if (format === 'cin' && values.last !== undefined)
    throw new CannotRun('--last is for ssda903: the census is one file, each year by itself.')
  const council = councilNamed(values.council)
  const year = yearNamed(values.year, now)
  for (const name of ['last', 'rejected', 'findings'] as const) {
    if (values[name] === '') throw new CannotRun(`--${name} needs a ${name === 'last' ? 'folder or file' : 'file'}.`)
  }
  if (values.findings !== undefined && !/\.(csv|xlsx)$/i.test(values.findings))
    throw new CannotRun(`--findings needs a name that ends in .csv or .xlsx; "${values.findings}" does not.`)
  return {
    format,
    from,
    last: values.last ?? null,
    council,
    year,
    rejected: values.rejected ?? null,
    findings: values.findings ?? null,
    preview: values.preview,
    json: values.json,
  }
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

/** On a terminal one line that is written again and again; elsewhere a line when something is done. */
const teller = (say: (words: string) => void) => {
  const terminal = process.stderr.isTTY === true
  let open = false
  let told = ''
  return {
    progress: (doing: string, done: number, of: number): void => {
      if (of === 0) return
      const words = `${doing}: ${done.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}`
      if (terminal) {
        process.stderr.write(`\r\u001b[K${words}`)
        open = true
      } else if (done >= of && words !== told) say(words)
      told = words
    },
    say: (words: string): void => {
      if (open) process.stderr.write('\r\u001b[K')
      open = false
      say(words)
    },
  }
}

const shownProblems = 10

const sayCounts = (say: (words: string) => void, counts: Counts, preview: boolean): void => {
  const rows = rowsOf(counts)
  const width = Math.max(...rows.map(({ kind }) => kind.length), 4)
  const column = (count: number): string => count.toLocaleString('en-GB').padStart(10)
  say(
    `${''.padEnd(width)}${(preview ? 'to create' : 'created').padStart(10)}${'matched'.padStart(10)}${(preview ? 'to change' : 'changed').padStart(10)}`,
  )
  for (const { kind, created, matched, changed } of rows) {
    say(`${kind.padEnd(width)}${column(created)}${column(matched)}${column(changed)}`)
  }
}

const sayProblems = (say: (words: string) => void, problems: readonly Problem[]): void => {
  for (const { file, line, column, reason, outcome } of worstFirst(problems).slice(0, shownProblems)) {
    say(`  ${file}, line ${line}${column === '' ? '' : `, ${column}`}: ${reason} ${outcomes[outcome]}.`)
  }
  if (problems.length > shownProblems) say(`  and ${(problems.length - shownProblems).toLocaleString('en-GB')} more`)
}

const auditOf = (wanted: Wanted, done: Done, now: Temporal.Instant): AuditEntry => ({
  at: now,
  councilId: wanted.council.councilId,
  workerId: null,
  childId: null,
  task: "bring a council's data",
  outcome: 'saved',
  reason: 'at the command line',
  arrangementId: null,
  detail: {
    importId: done.importId,
    format: wanted.format,
    year: wanted.year,
    children: done.children,
    rejected: done.rejected,
  },
})

const run = async (
  wanted: Wanted,
  { say: plainSay, print, database: open, now, production }: CommandContext,
): Promise<void> => {
  const { say, progress } = teller(plainSay)
  const { format, from, last, council, year } = wanted
  if (wanted.rejected !== null) mustBeWritable(wanted.rejected, 'The list of what is left out')
  if (wanted.findings !== null) mustBeWritable(wanted.findings, 'What the checks find')
  say(`Reading ${from} for council ${council.councilId}, the year ending 31 March ${year}.`)
  const read = await readReturn({
    format,
    from: resolve(from),
    last: last === null ? null : resolve(last),
    councilId: council.councilId,
    year,
  })
  if ('refused' in read) throw new CannotRun(read.refused.join('\n'))
  for (const { file, holds, rows } of read.files)
    say(`  ${file}: ${holds === 'children' ? counted(rows, 'child', 'children') : `${holds}, ${counted(rows, 'row')}`}`)
  for (const warning of read.warnings) say(`Note: ${warning}`)
  if (read.odd > 0)
    say(`Note: ${counted(read.odd, 'value is', 'values are')} kept although no list of the return has them.`)
  const found = await findingsOf(wanted)

  const database = await open()
  const walls = wallsOf(council.councilId)
  const moment = { now, evaluation: !production }
  const { counts, rejected, problems } = wanted.preview
    ? await inTransaction(
        database,
        async ({ db }) => {
          const plan = await planImport(db, council, read, moment, progress)
          return { result: plan }
        },
        { walls },
      )
    : await inTransaction(
        database,
        async ({ db }) => {
          const done = await bringIn(db, council, read, moment, { importId: newId(), workerId: null }, progress)
          return { result: done, finish: appendStatement([auditOf(wanted, done, now)]) }
        },
        { walls },
      )

  say(wanted.preview ? 'Nothing was written. This is what bringing it in would do:' : 'Done.')
  sayCounts(say, counts, wanted.preview)
  writeList(wanted, problems, rejected, say)
  for (const line of found) say(line)
  if (wanted.json) print(JSON.stringify(told(counts, rejected)))
}

/**
 * What the checks of the return find in the files, asked before anything is written: totals, and rule by rule when it is
 * only looked at. A return that can be brought in but not checked is brought in, and that is said.
 */
const findingsOf = async (wanted: Wanted): Promise<string[]> => {
  const { checkFiles } = await import('./check/check-files.ts')
  const { failedInWords, foundInShort, totalsInWords } = await import('./check/found.ts')
  const { totalsOf } = await import('./check/report.ts')
  const { councilId: code, onsCode } = wanted.council
  const report = await checkFiles({
    of: wanted.format,
    from: resolve(wanted.from),
    last: wanted.last === null ? null : resolve(wanted.last),
    year: wanted.year,
    council: { code, onsCode },
    providers: null,
    postcodes: null,
  }).catch((error: unknown) => {
    if (error instanceof UnreadableFile) return error
    throw error
  })
  if (report instanceof UnreadableFile) return [`The checks of the return could not read it. ${report.message}`]
  const { outcome } = report
  if (wanted.findings !== null) await writeFindingsTo(wanted.findings, report)
  return [
    outcome.findings.length === 0
      ? `The checks find nothing: ${outcome.ran.length} ran.`
      : `The checks find ${totalsInWords(totalsOf(report))}. ${wanted.preview ? 'All of it would come' : 'All of it came'} in as it stands.`,
    ...(wanted.preview ? foundInShort(report) : []),
    ...failedInWords(report),
    ...(wanted.findings === null ? [] : [`Each finding is in ${wanted.findings}.`]),
  ]
}

const writeFindingsTo = async (path: string, report: Report): Promise<void> => {
  if (/\.xlsx$/i.test(path)) return (await import('./check/spreadsheet.ts')).writeFindings(report, path)
  const { csvOf } = await import('./check/formats.ts')
  const { writeFile } = await import('node:fs/promises')
  await writeFile(path, csvOf(report), { mode: 0o600 })
}

/** Found out before anything is brought in, not after. */
const mustBeWritable = (path: string, what: string): void => {
  try {
    accessSync(dirname(resolve(path)), constants.W_OK)
    if (existsSync(path)) accessSync(path, constants.W_OK)
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  } catch {
    // told below
  }
  throw new CannotRun(`${what} cannot be written to ${path}.`)
}

const writeList = (
  { rejected: asked, format, council, year }: Wanted,
  problems: readonly Problem[],
  rejected: number,
  say: (words: string) => void,
): void => {
  if (problems.length === 0 && asked === null) {
    say('Nothing had to be left out.')
    return
  }
  const path = asked ?? `rejected-${format}-${council.councilId}-${year}.csv`
  try {
    writeFileSync(path, problemsFile(problems), { mode: 0o600 })
  } catch {
    say(
      `The list of what is left out could not be written to ${path}. Run this again with --rejected and a place for it.`,
    )
    return
  }
  if (problems.length === 0) say(`Nothing had to be left out; ${path} says so.`)
  else {
    say(
      `${rejected === 0 ? 'Nothing' : counted(rejected, 'row or group', 'rows or groups')} left out; ${counted(problems.length, 'line')} to look at in ${path}:`,
    )
    sayProblems(say, problems)
  }
}

/** `joined-up import ...`: answers the exit code. */
export const importCommand = async (args: string[], context: CommandContext): Promise<number> => {
  try {
    const wanted = wantedOf(args, context.now)
    if (wanted === 'help') {
      context.say(importUsage)
      return 0
    }
    await run(wanted, context)
    return 0
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error
    context.say(error.message)
    context.say('Nothing was written. joined-up import --help tells how to say it.')
    return 2
  }
}
