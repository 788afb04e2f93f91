import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { oneOf } from '../../../web/form.ts'
import { type FieldErrors, invalid, page, redirect, task, type Upload } from '../../../web/task.ts'
import { beginCheck } from '../check-return/run-check.ts'
import type { Format } from './brought.ts'
import { dropFiles, type Kept, keepFiles, sentPaths } from './kept-files.ts'
import { runsOf } from './queries.ts'
import { type ReadReturn, type Refused, readReturn } from './read-files.ts'
import { formatNames, workerName } from './words.ts'

/** The largest file a council's return makes is a few tens of megabytes. */
const largestFile = 300 * 1024 * 1024
const runsShown = 10

/** Return years that can be chosen, newest first: the one that ends next, and those before it. */
export const yearChoices = (year: number): { value: string; text: string }[] =>
  Array.from({ length: 9 }, (_, at) => year + 1 - at).map((ends) => ({
    value: String(ends),
    text: `1 April ${ends - 1} to 31 March ${ends}`,
  }))

/** Years that the checks stand for begin with the return of 2022-23. */
export const checkedYearChoices = (year: number): { value: string; text: string }[] =>
  yearChoices(year).filter(({ value }) => Number(value) >= 2023)

const startOf = async (path: string): Promise<string> => {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
    return buffer.subarray(0, bytesRead).toString('latin1')
  } finally {
    await file.close()
  }
}

const isSpreadsheet = (name: string): boolean => /\.(xlsx?|xlsm|ods|numbers)$/i.test(name)

const looksLikeXml = (start: string): boolean => /^(ï»¿|ÿþ|þÿ)?\s*\0?</.test(start)

/** The fields that files are sent in. */
export type FileField = 'files' | 'last' | 'providers' | 'postcodes'

/** What is wrong with a file before it is read, beside the field; null when it may be read. */
const fileProblem = async ({ name, path }: Upload, field: FileField, format: Format): Promise<string | null> => {
  const { size } = await stat(path)
  if (size === 0) return `“${name}” is empty`
  if (size > largestFile) return `“${name}” is larger than 300 MB. Is it the right file?`
  const start = await startOf(path)
  const packed = isSpreadsheet(name) || start.startsWith('PK\u0003\u0004')
  if (field === 'providers') return /\.(csv|xlsx)$/i.test(name) ? null : `“${name}” is neither a CSV nor an .xlsx file`
  if (field === 'postcodes') return /\.csv$/i.test(name) && !packed ? null : `“${name}” is not a CSV file`
  if (packed) {
    return format === 'cin'
      ? `“${name}” is not an XML file. Choose the census file as you send it to the Department for Education`
      : `“${name}” is a spreadsheet or a ZIP file. Save each sheet as CSV and choose those files`
  }
  if (format === 'cin' || /\.xml$/i.test(name)) return looksLikeXml(start) ? null : `“${name}” is not an XML file`
  return /\.csv$/i.test(name) ? null : `“${name}” is not a CSV or XML file`
}

/** CSV files belong together; an XML file is a whole return by itself. */
const isTooMany = (sent: readonly Upload[]): boolean => sent.length > 1 && sent.some(({ name }) => /\.xml$/i.test(name))

/** What is wrong with the files that were sent in these fields, by field. */
export const checkUploads = async (
  format: Format,
  uploads: readonly Upload[],
  fields: readonly FileField[],
): Promise<FieldErrors> => {
  const errors: Record<string, string> = {}
  const sent = (field: FileField): Upload[] => uploads.filter((one) => one.field === field)
  const now = sent('files')
  if (now.length === 0)
    errors.files = format === 'cin' ? 'Choose the XML file of the census' : 'Choose the files of the return'
  else if (format === 'cin' && now.length > 1) errors.files = 'Choose one file: the census is a single XML file'
  for (const field of ['files', 'last'] as const) {
    if (format === 'ssda903' && isTooMany(sent(field)))
      errors[field] = 'Choose either the CSV files or one XML file: the XML file is the whole return'
  }
  if (format === 'cin' && sent('last').length > 0)
    errors.last = 'Last year’s files belong to a return of children looked after. The census stands alone'
  if (sent('postcodes').length > 1) errors.postcodes = 'Choose one file of postcodes'
  for (const field of ['providers', 'postcodes'] as const) {
    if (format === 'cin' && sent(field).length > 0)
      errors[field] = 'The checks of the census need no such list. Leave this empty'
  }
  for (const field of fields) {
    for (const upload of sent(field)) {
      const problem = await fileProblem(upload, field, format)
      if (problem) errors[field] ??= problem
    }
  }
  return errors
}

/** The files that are kept, read again. */
export const readKept = async (kept: Kept): Promise<ReadReturn | Refused> => {
  const { now, last } = await sentPaths(kept)
  const { format, councilId, year } = kept
  if (now === null) return { refused: ['The files are no longer here. Send them again.'] }
  const read = await readReturn({ format, from: now, last, councilId, year })
  if (!('refused' in read)) return read
  // People know their files by the names they gave them, and not where they lie here.
  const known = (path: string, folder: string): string => (/\.xml$/i.test(path) ? basename(path) : folder)
  return {
    refused: read.refused.map((words) =>
      words
        .replaceAll(now, known(now, 'what you sent'))
        .replaceAll(last ?? now, known(last ?? now, 'last year’s files')),
    ),
  }
}

/** The first page of "Bring your council's data": which return it is, of which year, and its files. */
export const sendFiles = task({
  may: "bring a council's data",
  files: true,
  form: () =>
    z.object({
      format: oneOf(['ssda903', 'cin'], 'Select which return it is'),
      year: z
        .string()
        .optional()
        .refine((text) => /^20\d\d$/.test(text ?? ''), { message: 'Select the year' })
        .transform(Number),
    }),
  async show(ask) {
    const { councilId, look, today, form, db } = ask
    const runs = await runsOf(db, councilId, runsShown)
    const names = await workerName(
      db,
      councilId,
      runs.map(({ workerId }) => workerId),
    )
    return page('returns/import/send-files', {
      council: look(councilId),
      check: `/${councilId}/check-return`,
      form,
      years: yearChoices(today.year),
      runs: runs.map((run) => ({
        href: `/${councilId}/bring-data/${run.importId}`,
        format: formatNames[run.format],
        year: run.year,
        finishedAt: run.finishedAt,
        by: names.get(run.workerId ?? '') ?? (run.workerId === null ? 'At the command line' : 'Somebody'),
        children: (run.counts.created.child ?? 0) + (run.counts.matched.child ?? 0),
        rejected: run.rejected,
      })),
    })
  },
  async submit({ answers, uploads, councilId, viewer, now, today }) {
    const { format, year } = answers
    const errors = await checkUploads(format, uploads, ['files', 'last'])
    if (!yearChoices(today.year).some(({ value }) => value === String(year)))
      return invalid({ ...errors, year: 'Select the year' })
    if (Object.keys(errors).length > 0) return invalid(errors)
    const wanted = uploads.filter(({ field }) => field === 'files' || field === 'last')
    const kept = await keepFiles({ councilId, workerId: viewer.workerId, format, year }, wanted, now)
    const read = await readKept(kept)
    if ('refused' in read) {
      await dropFiles(kept.id)
      return invalid({ files: read.refused.join(' ') })
    }
    // What the checks find is looked at beside what it would do.
    await beginCheck(kept)
    return redirect(`/${councilId}/bring-data/${kept.id}`, null, [
      { reason: 'files to look at', detail: { files: wanted.length } },
    ])
  },
})
