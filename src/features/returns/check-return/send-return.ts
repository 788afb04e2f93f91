import { z } from 'zod'
import { oneOf } from '../../../web/form.ts'
import { invalid, page, redirect, task, type Upload } from '../../../web/task.ts'
import { dropFiles, keepFiles, plainName } from '../import/kept-files.ts'
import { checkedYearChoices, checkUploads, type FileField } from '../import/send-files.ts'
import { beginCheck, outcomeOf } from './run-check.ts'

const fields: readonly FileField[] = ['files', 'last', 'providers', 'postcodes']
/** Most returns are checked by then, and what stands in the way of it is told beside the field. */
const waitMs = 3000

/** Which field a file came in that could not be read, told by its name at the beginning of the reason. */
const fieldOf = (reason: string, uploads: readonly Upload[]): FileField => {
  if (reason.startsWith('Last year')) return 'last'
  const named = uploads.find(({ name }) => reason.startsWith(plainName(name)))
  return fields.find((field) => field === named?.field) ?? 'files'
}

/** "Check a return": the files of a return, for the checks alone. Nothing of the record is read or written. */
export const sendReturn = task({
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
  async show({ councilId, look, today, form }) {
    return page('returns/check-return/send-return', {
      council: look(councilId),
      form,
      years: checkedYearChoices(today.year),
      bring: `/${councilId}/bring-data`,
    })
  },
  async submit({ answers, uploads, councilId, viewer, now, today }) {
    const { format, year } = answers
    const errors = await checkUploads(format, uploads, fields)
    if (!checkedYearChoices(today.year).some(({ value }) => value === String(year)))
      return invalid({ ...errors, year: 'Select the year' })
    if (Object.keys(errors).length > 0) return invalid(errors)
    const wanted = uploads.filter(({ field }) => (fields as readonly string[]).includes(field))
    const kept = await keepFiles({ councilId, workerId: viewer.workerId, format, year }, wanted, now)
    await beginCheck(kept)
    const outcome = await outcomeOf(kept, waitMs)
    if (outcome !== null && 'refused' in outcome) {
      await dropFiles(kept.id)
      return invalid({ [fieldOf(outcome.refused, wanted)]: outcome.refused })
    }
    return redirect(`/${councilId}/check-return/${kept.id}`, null, [
      { reason: 'files to check', detail: { files: wanted.length } },
    ])
  },
})
