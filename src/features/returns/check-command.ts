import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UnreadableFile } from '../../lib/text-file.ts'
import { checkFiles } from './check/check-files.ts'
import { csvOf, type Format, formats, jsonLines, jsonOf, summaryOf, textOf } from './check/formats.ts'
import type { Report } from './check/report.ts'
import {
  argumentsOf,
  CannotRun,
  type CommandContext,
  councilNamed,
  type ReturnName,
  returnNamed,
  yearNamed,
} from './said.ts'

export const checkUsage = `joined-up check: the Department for Education's checks on the files of a return

  joined-up check ssda903 DIR_OR_XML [--last DIR_OR_XML] --year 2027 --council 212 [--providers F] [--postcodes F]
  joined-up check cin FILE.xml --year 2026 --council 212
  both with [--format text|json|jsonl|csv|xlsx] [--out FILE]

  --last       last year's return: without it the checks between years are not applicable, and listed as such
  --providers  Ofsted's list of homes and agencies, csv or xlsx
  --postcodes  the postcode directory of the Office for National Statistics, csv
  --format     text is for people; jsonl is one finding a line; csv and xlsx are for spreadsheets
  --out        a file to write to instead of standard output; needed for xlsx

What ran, what was not applicable and what failed goes to standard error.
Ends with 0 when nothing was found, 1 when something was, and 2 when it could not run or a check broke.`

type Wanted = {
  of: ReturnName
  from: string
  last: string | null
  year: number
  council: { code: number; onsCode: string }
  providers: string | null
  postcodes: string | null
  format: Format
  out: string | null
}

const wantedOf = (args: string[], now: Temporal.Instant): Wanted | 'help' => {
  const text = { type: 'string' } as const
  const { values, positionals } = argumentsOf(args, {
    council: text,
    year: text,
    last: text,
    providers: text,
    postcodes: text,
    format: text,
    out: text,
    help: { type: 'boolean', short: 'h', default: false },
  })
  if (values.help) return 'help'
  const [named, from, ...more] = positionals
  const of = returnNamed(named, 'checked')
  if (from === undefined) {
    throw new CannotRun(
      of === 'cin' ? 'Name the XML file of the census.' : 'Name the folder of CSV files, or the XML file.',
    )
  }
  if (more.length > 0) throw new CannotRun(`Only one can be checked at a time; "${more[0]}" is one too many.`)
  if (of === 'cin' && values.last !== undefined) {
    throw new CannotRun('--last is for ssda903: the census is one file, each year by itself.')
  }
  const council = councilNamed(values.council)
  const year = yearNamed(values.year, now)
  const format = values.format ?? 'text'
  if (!(formats as readonly string[]).includes(format)) {
    throw new CannotRun(`--format "${format}" is not one of ${formats.join(', ')}.`)
  }
  if (format === 'xlsx' && !values.out) throw new CannotRun('Say where the spreadsheet goes: --out findings.xlsx.')
  const path = (name: 'last' | 'providers' | 'postcodes'): string | null => {
    const said = values[name]
    if (said === undefined) return null
    if (said === '' || !existsSync(said)) throw new CannotRun(`There is no ${said || 'file'} for --${name}.`)
    return resolve(said)
  }
  return {
    of,
    from: resolve(from),
    last: path('last'),
    year,
    council: { code: council.councilId, onsCode: council.onsCode },
    providers: path('providers'),
    postcodes: path('postcodes'),
    format: format as Format,
    out: values.out ? resolve(values.out) : null,
  }
}

/** On a terminal, and only when it takes long enough for somebody to wonder. */
const progressBar = () => {
  const started = performance.now()
  let shown = false
  return {
    at: (share: number): void => {
      if (!process.stderr.isTTY || (!shown && performance.now() - started < 2000)) return
      const full = Math.round(share * 30)
      process.stderr.write(`\r${'█'.repeat(full)}${'░'.repeat(30 - full)} ${Math.round(share * 100)} %`)
      shown = true
    },
    end: (): void => {
      if (shown) process.stderr.write('\r\u001b[K')
    },
  }
}

const write = async (wanted: Wanted, report: Report): Promise<void> => {
  if (wanted.format === 'xlsx') {
    const { writeFindings } = await import('./check/spreadsheet.ts')
    await writeFindings(report, wanted.out as string)
    return
  }
  const { createWriteStream } = await import('node:fs')
  const { Readable } = await import('node:stream')
  const { pipeline } = await import('node:stream/promises')
  const parts = function* (): Generator<string> {
    if (wanted.format === 'json') yield `${jsonOf(report)}\n`
    else if (wanted.format === 'csv') yield* csvOf(report)
    else for (const line of wanted.format === 'jsonl' ? jsonLines(report) : textOf(report)) yield `${line}\n`
  }
  // Many small writes to a pipe are slow: a good many lines at a time.
  const inPieces = function* (): Generator<string> {
    let piece = ''
    for (const part of parts()) {
      piece += part
      if (piece.length < 64 * 1024) continue
      yield piece
      piece = ''
    }
    if (piece !== '') yield piece
  }
  if (wanted.out) await pipeline(Readable.from(inPieces()), createWriteStream(wanted.out, { mode: 0o600 }))
  else
    for (const piece of inPieces()) await new Promise<void>((resolve) => process.stdout.write(piece, () => resolve()))
}

/** `joined-up check ...`: answers the exit code. */
export const checkCommand = async (args: string[], { say, now }: CommandContext): Promise<number> => {
  const bar = progressBar()
  try {
    const wanted = wantedOf(args, now)
    if (wanted === 'help') {
      say(checkUsage)
      return 0
    }
    const report = await checkFiles({ ...wanted, progress: bar.at })
    bar.end()
    await write(wanted, report)
    const took = { seconds: performance.now() / 1000, megabytes: process.resourceUsage().maxRSS / 1024 }
    for (const line of summaryOf(report, took)) say(line)
    if (report.outcome.failed.length > 0) return 2
    return report.outcome.findings.length > 0 ? 1 : 0
  } catch (error) {
    bar.end()
    if (!(error instanceof CannotRun || error instanceof UnreadableFile)) throw error
    say(error.message)
    say('Nothing was checked. joined-up check --help tells how to say it.')
    return 2
  }
}
