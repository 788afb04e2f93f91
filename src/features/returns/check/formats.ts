// A report in each form people and programs ask for.
import { csvLine } from '../../../lib/csv.ts'
import { failedInWords, foundInWords, foundOnce, totalsInWords } from './found.ts'
import { type Line, linesOf, type Report, totalsOf } from './report.ts'

export const formats = ['text', 'json', 'jsonl', 'csv', 'xlsx'] as const
export type Format = (typeof formats)[number]

/** One finding a line, as programs read it; nothing else. */
export function* jsonLines(report: Report): Generator<string> {
  for (const { rule, table, row, column, child, severity, message } of linesOf(report)) {
    yield JSON.stringify({ rule, table, row, column, child, severity, message })
  }
}

export const jsonOf = (report: Report): string => {
  const { of, year, council, outcome, notes, children, rows } = report
  return JSON.stringify(
    {
      return: of,
      year,
      council,
      children,
      rows,
      totals: totalsOf(report),
      ran: outcome.ran,
      notApplicable: outcome.notApplicable,
      failed: outcome.failed,
      notes,
      findings: linesOf(report),
    },
    null,
    1,
  )
}

export const spreadsheetHeadings = [
  'Rule',
  'Severity',
  'Child',
  'What is wrong',
  'What to do',
  'Who can',
  'File',
  'Line',
  'Table',
  'Row',
  'Column',
] as const

/** As people read it in a spreadsheet: rows count from 1 there, below the headings. */
export const spreadsheetRow = (line: Line): (string | number)[] => [
  line.rule,
  line.severity,
  line.child ?? '',
  line.message,
  line.fix,
  line.who,
  line.file,
  line.line ?? '',
  line.table ?? 'the whole return',
  line.row === null ? '' : line.row + 1,
  line.column ?? '',
]

/** For a spreadsheet: a cell that it would run as a formula is told to be text. */
export function* csvOf(report: Report): Generator<string> {
  yield `\ufeff${csvLine(spreadsheetHeadings)}\r\n`
  for (const line of linesOf(report)) {
    yield `${csvLine(spreadsheetRow(line).map(String), { forSpreadsheet: true })}\r\n`
  }
}

const most = 5
const mostNotes = 50
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

/** As a person reads it on a screen: by rule, errors first, the commonest first, with the first few places. */
export function* textOf(report: Report): Generator<string> {
  const byRule = [...Map.groupBy(report.outcome.findings, ({ rule }) => rule)].sort(
    ([a, ofA], [b, ofB]) =>
      Number(ofA[0]?.severity === 'query') - Number(ofB[0]?.severity === 'query') ||
      ofB.length - ofA.length ||
      (a < b ? -1 : 1),
  )
  for (const [rule, findings] of byRule) {
    const words = report.words.get(rule)
    if (!words) continue
    yield `${rule} ${words.severity}, ${counted(findings.length, 'time')}: ${words.says}.`
    yield `    ${words.fix} (${words.who}).`
    for (const finding of findings.slice(0, most)) yield `    ${foundInWords(foundOnce(report, finding))}`
    if (findings.length > most) yield `    and ${(findings.length - most).toLocaleString('en-GB')} more`
    yield ''
  }
}

/** What ran and what did not, loudly where something broke: for standard error. */
export function* summaryOf(report: Report, took: { seconds: number; megabytes: number }): Generator<string> {
  const { outcome, notes } = report
  for (const { file, line, message } of notes.slice(0, mostNotes)) {
    yield `Note: ${file}${line > 0 ? ` line ${line}` : ''}: ${message}`
  }
  if (notes.length > mostNotes) yield `Note: and ${counted(notes.length - mostNotes, 'more note')}.`
  yield `${counted(report.children, 'child', 'children')}, ${counted(report.rows, 'row')}: ${totalsInWords(totalsOf(report))}.`
  yield `Rules: ${outcome.ran.length} ran, ${outcome.notApplicable.length} not applicable, ${outcome.failed.length} failed.`
  const reasons = Map.groupBy(outcome.notApplicable, ({ reason }) => reason)
  for (const [reason, rules] of [...reasons].sort(([, a], [, b]) => b.length - a.length)) {
    const named = rules.map(({ rule }) => rule)
    yield `  not applicable, ${reason}: ${named.slice(0, 12).join(' ')}${named.length > 12 ? ` and ${named.length - 12} more` : ''}`
  }
  yield* failedInWords(report)
  yield `${took.seconds.toFixed(2)} s, ${Math.round(took.megabytes)} MB.`
}
