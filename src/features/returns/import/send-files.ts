import { open, stat } from 'node:fs/promises'
import { z } from 'zod'
import { oneOf } from '../../../web/form.ts'
import { type FieldErrors, invalid, page, redirect, task, type Upload } from '../../../web/task.ts'
import type { Format } from './brought.ts'
import { dropFiles, foldersOf, type Kept, keepFiles } from './kept-files.ts'
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

/** What is wrong with a file before it is read, beside the field; null when it may be read. */
const fileProblem = async ({ name, path }: Upload, format: Format): Promise<string | null> => {
  const { size } = await stat(path)
  if (size === 0) return `“${name}” is empty`
  if (size > largestFile) return `“${name}” is larger than 300 MB. Is it the right file?`
  const kind = format === 'cin' ? 'XML' : 'CSV'
  const start = await startOf(path)
  if (isSpreadsheet(name) || start.startsWith('PK\u0003\u0004')) {
    return format === 'cin'
      ? `“${name}” is not an XML file. Choose the census file as you send it to the Department for Education`
      : `“${name}” is a spreadsheet or a ZIP file. Save each sheet as CSV and choose those files`
  }
  if (format === 'cin' && !/^(ï»¿|ÿþ|þÿ)?\s*\0?</.test(start)) return `“${name}” is not an ${kind} file`
  if (format === 'ssda903' && !/\.csv$/i.test(name)) return `“${name}” is not a ${kind} file`
  return null
}

const checkUploads = async (format: Format, uploads: readonly Upload[]): Promise<FieldErrors> => {
  const errors: Record<string, string> = {}
  const sent = (field: string): Upload[] => uploads.filter((one) => one.field === field)
  const now = sent('files')
  if (now.length === 0)
    errors.files = format === 'cin' ? 'Choose the XML file of the census' : 'Choose the CSV files of the return'
  else if (format === 'cin' && now.length > 1) errors.files = 'Choose one file: the census is a single XML file'
  if (format === 'cin' && sent('last').length > 0)
    errors.last = 'Last year’s files belong to a return of children looked after. The census stands alone'
  for (const upload of uploads) {
    if (upload.field !== 'files' && upload.field !== 'last') continue
    const problem = await fileProblem(upload, format)
    if (problem) errors[upload.field] ??= problem
  }
  return errors
}

/** The files that are kept, read again. */
export const readKept = async (kept: Kept): Promise<ReadReturn | Refused> => {
  const { now, last, files } = await foldersOf(kept)
  const { councilId, year } = kept
  if (files.length === 0) return { refused: ['The files are no longer here. Send them again.'] }
  const read = await readReturn(
    kept.format === 'cin'
      ? { format: 'cin', file: files[0] as string, councilId, year }
      : { format: 'ssda903', folder: now, lastFolder: last, councilId, year },
  )
  if (!('refused' in read)) return read
  return {
    refused: read.refused.map((words) =>
      words.replaceAll(now, 'what you sent').replaceAll(last ?? now, 'last year’s files'),
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
    const errors = await checkUploads(format, uploads)
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
    return redirect(`/${councilId}/bring-data/${kept.id}`, null, [
      { reason: 'files to look at', detail: { files: wanted.length } },
    ])
  },
})
