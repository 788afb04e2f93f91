// What the checks found in files that somebody sent, as it is kept beside them: an outcome small enough for a page, every
// place in pages of its own, and the files to download.
import { createWriteStream } from 'node:fs'
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type FoundAt, type FoundOfRule, findingsByRule, foundOnce } from '../check/found.ts'
import { type Report, type Totals, totalsOf } from '../check/report.ts'
import type { Finding } from '../engine/rule.ts'
import type { FileNote } from '../ssda903/files.ts'

/** One finding: the rows that are wrong together, and how many more of them there are. */
export type KeptFinding = { places: FoundAt[]; more: number }

/** `first`: its first few findings. `pages`: where each page of its findings lies in the file of places, in bytes. */
export type CheckedRule = FoundOfRule & { first: KeptFinding[]; pages: { at: number; bytes: number }[] }

export type Checked = {
  of: 'ssda903' | 'cin'
  year: number
  children: number
  rows: number
  totals: Totals
  ran: string[]
  /** why, with the rules it keeps from being asked; what keeps most comes first */
  notApplicable: { reason: string; rules: string[] }[]
  failed: Report['outcome']['failed']
  notes: FileNote[]
  moreNotes: number
  /** the commonest first */
  rules: CheckedRule[]
}

/** `refused`: why the files could not be checked, in plain words. */
export type CheckOutcome = { checked: Checked } | { refused: string }

const firstOfRule = 5
export const findingsOnPage = 50
const notesKept = 30
/** Rows of one finding that a page shows; all of them are in the files to download. */
const rowsKept = 10

const keptFinding = (report: Report, finding: Finding): KeptFinding => {
  const few = { ...finding, places: finding.places.slice(0, rowsKept) }
  return { places: foundOnce(report, few), more: finding.places.length - few.places.length }
}

const outcomeName = 'outcome.json'
const placesName = 'places.jsonl'

/** A file is there whole or not at all: nobody reads half of one. */
const put = async (path: string, write: (path: string) => Promise<void>): Promise<void> => {
  await write(`${path}.part`)
  await rename(`${path}.part`, path)
}
const putParts = (path: string, parts: Iterable<string>): Promise<void> =>
  put(path, (at) => pipeline(Readable.from(parts), createWriteStream(at, { mode: 0o600 })))

/** Keeps why there is nothing to see, unless there is. */
export const keepOutcome = async (folder: string, outcome: CheckOutcome): Promise<void> =>
  put(join(folder, outcomeName), (at) => writeFile(at, JSON.stringify(outcome), { mode: 0o600 }))

/** Null while there is none yet. */
export const outcomeIn = async (folder: string): Promise<CheckOutcome | null> => {
  const text = await readFile(join(folder, outcomeName), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as CheckOutcome)
}

/** Keeps all that was found: first what the pages show, then the files to download. */
export const keepReport = async (folder: string, report: Report): Promise<void> => {
  const rules: CheckedRule[] = []
  let at = 0
  const pages = function* (): Generator<string> {
    for (const { about, findings } of findingsByRule(report)) {
      const rule: CheckedRule = {
        ...about,
        first: findings.slice(0, firstOfRule).map((finding) => keptFinding(report, finding)),
        pages: [],
      }
      rules.push(rule)
      for (let from = 0; from < findings.length; from += findingsOnPage) {
        const some = findings.slice(from, from + findingsOnPage).map((finding) => keptFinding(report, finding))
        const line = `${JSON.stringify(some)}\n`
        const bytes = Buffer.byteLength(line)
        rule.pages.push({ at, bytes })
        at += bytes
        yield line
      }
    }
  }
  await putParts(join(folder, placesName), pages())
  const { of, year, children, rows, outcome, notes } = report
  const reasons = Map.groupBy(outcome.notApplicable, ({ reason }) => reason)
  await keepOutcome(folder, {
    checked: {
      of,
      year,
      children,
      rows,
      totals: totalsOf(report),
      ran: outcome.ran.map(({ rule }) => rule),
      notApplicable: [...reasons]
        .map(([reason, some]) => ({ reason, rules: some.map(({ rule }) => rule) }))
        .sort((a, b) => b.rules.length - a.rules.length),
      failed: outcome.failed,
      notes: notes.slice(0, notesKept),
      moreNotes: Math.max(0, notes.length - notesKept),
      rules,
    },
  })
  const { csvOf, jsonOf } = await import('../check/formats.ts')
  await putParts(join(folder, downloadName('csv')), csvOf(report))
  await putParts(join(folder, downloadName('json')), [jsonOf(report)])
  const { writeFindings } = await import('../check/spreadsheet.ts')
  await put(join(folder, downloadName('xlsx')), (path) => writeFindings(report, path))
}

/** One page of a rule's findings; null when there is no such page. */
export const placesOnPage = async (folder: string, rule: CheckedRule, page: number): Promise<KeptFinding[] | null> => {
  const wanted = rule.pages[page]
  if (!wanted) return null
  const file = await open(join(folder, placesName), 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(wanted.bytes), 0, wanted.bytes, wanted.at)
    return JSON.parse(buffer.toString('utf8')) as KeptFinding[]
  } finally {
    await file.close()
  }
}

export const downloads = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
} as const
export type Download = keyof typeof downloads
const downloadName = (kind: Download): string => `findings.${kind}`

/** Bytes of a file to download; null while it is not made. */
export const downloadIn = async (folder: string, kind: Download): Promise<Buffer | null> => {
  const path = join(folder, downloadName(kind))
  return (await stat(path).catch(() => null)) ? readFile(path) : null
}
